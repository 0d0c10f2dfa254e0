"""The persons of the register by what tells them apart, read once for an import, with those it makes on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.i18n import N_, fold
from kidesk.operations.import_report import MatchedBy, Refused
from kidesk.operations.organisation_register import OrganisationRegister
from kidesk.records.field import Problem
from kidesk.records.person import Affiliation, Person, PersonEmail

_WORD = re.compile(r"[^\W_]+")
_NAMED = 5  # candidates that a sentence names
_PROTECTED = N_(
    "This row is about a record that is only changed by hand. Nothing of it was taken in; ask the person responsible "
    "for data protection."
)
_SEVERAL = N_(
    "{count} persons fit this row: {names}. Nothing of it was taken in; enter it by hand in the one it means."
)
_SHARED_ADDRESS = N_(
    "The e-mail address belongs to {names} in the register. Nothing of the row was taken in; correct the address, or "
    "enter the row by hand."
)
_SAME_LINE = N_(
    "Line {line} has the same name and organisation but another e-mail address. Only that line was taken in; enter "
    "this one by hand."
)


@dataclass(frozen=True)
class Sought:
    """What a row says of who it is about: names, addresses in lower case, ids, ORCID, and keys of organisations.

    `has_place` is also true of an organisation that is not in the register yet.
    """

    name: str
    emails: frozenset[str]
    ids: tuple[str, ...]
    orcid: str
    places: frozenset[int]
    has_place: bool
    known_as: str = ""


@dataclass(frozen=True)
class Match:
    """Who a row is about: a handle, or none where it is somebody new; `doubts` are the names of who it might be."""

    handle: int | None
    by: MatchedBy | None = None
    doubts: tuple[str, ...] = ()


class PersonRegister:
    """The persons by external id, e-mail address and name. A handle is the id of a stored person, less than 0 of a new
    one; what was merged leads to what it was merged into, and no protected person is ever named.
    """

    def __init__(self, session: Session, organisations: OrganisationRegister) -> None:
        self._by_id: dict[str, set[int]] = {}
        self._by_email: dict[str, set[int]] = {}
        self._by_name: dict[str, set[int]] = {}
        self._names: dict[int, str] = {}
        self._emails: dict[int, set[str]] = {}
        self._places: dict[int, set[int]] = {}
        self._orcids: dict[int, str] = {}
        self._owners: dict[int, int] = {}
        self._protected: set[int] = set()
        self._merged: dict[int, int] = {}
        self._lines: dict[int, int] = {}
        self._made = 0
        self._read(session, organisations)

    def _read(self, session: Session, organisations: OrganisationRegister) -> None:
        columns = (Person.id, Person.given_name, Person.family_name, Person.external_ids, Person.orcid)
        beside = (Person.owner_id, Person.has_protected_identity, Person.merged_into_id)
        rows = session.execute(select(*columns, *beside)).all()
        self._merged = {row.id: row.merged_into_id for row in rows if row.merged_into_id is not None}
        for row in rows:
            handle = self._survivor(row.id)
            self._name(handle, f"{row.given_name} {row.family_name}", is_own=handle == row.id)
            self._ids(handle, row.external_ids, row.orcid)
            if row.owner_id is not None and handle == row.id:
                self._owners[handle] = self._survivor(row.owner_id)
            if row.has_protected_identity:
                self._protected.add(handle)
        for number, address in session.execute(select(PersonEmail.person_id, PersonEmail.address)):
            self._email(self._survivor(number), address)
        for number, place in session.execute(select(Affiliation.person_id, Affiliation.organisation_id)):
            self._places.setdefault(self._survivor(number), set()).update(organisations.keys_above(place))

    def _survivor(self, number: int) -> int:
        passed = {number}
        while number in self._merged and self._merged[number] not in passed:
            number = self._merged[number]
            passed.add(number)
        return number

    def _name(self, handle: int, name: str, *, is_own: bool) -> None:
        self._by_name.setdefault(name_key(name), set()).add(handle)
        if is_own:
            self._names[handle] = " ".join(name.split())

    def _ids(self, handle: int, ids: Iterable[str], orcid: str) -> None:
        for one in ids:
            self._by_id.setdefault(one, set()).add(handle)
        if orcid:
            self._orcids.setdefault(handle, orcid)
            self._by_id.setdefault(orcid_key(orcid), set()).add(handle)

    def _email(self, handle: int, address: str) -> None:
        self._by_email.setdefault(address.casefold(), set()).add(handle)
        self._emails.setdefault(handle, set()).add(address.casefold())

    def called(self, name: str) -> frozenset[int]:
        """Who has a name, given name first; nobody whose identity is protected."""
        return frozenset(self._by_name.get(name_key(name), set()) - self._protected)

    def at_address(self, address: str) -> frozenset[int]:
        """Who has an e-mail address; nobody whose identity is protected."""
        return frozenset(self._by_email.get(address.casefold(), set()) - self._protected)

    def numbered(self, number: str) -> int | None:
        """The stored person with a number, or who that was merged into."""
        handle = self._survivor(int(number)) if number.isdecimal() and len(number) < 19 else 0
        return handle if handle in self._names else None

    def name_of(self, handle: int) -> str:
        """The name of a person; none of a protected identity."""
        return "" if handle in self._protected else self._names[handle]

    def owner_of(self, handle: int) -> int | None:
        """The coordinator that a stored person has."""
        return self._owners.get(handle)

    def make(self) -> int:
        """A handle for somebody new."""
        self._made -= 1
        return self._made

    def enter(self, handle: int, sought: Sought, places: Iterable[int], line: int, *, is_protected: bool) -> None:
        """Makes somebody known by what a row has said of them."""
        self._name(handle, sought.name, is_own=handle not in self._names)
        self._ids(handle, sought.ids, sought.orcid)
        for address in sought.emails:
            self._email(handle, address)
        self._places.setdefault(handle, set()).update(places)
        self._lines.setdefault(handle, line)
        if is_protected:
            self._protected.add(handle)

    def match(self, sought: Sought) -> Match:
        """Who a row is about. Raises Refused where that is not certain, or where nobody may say."""
        by_id = self._found(self._by_id, (*sought.ids, *([orcid_key(sought.orcid)] if sought.orcid else [])))
        if by_id:
            return self._decided(by_id, sought, MatchedBy.EXTERNAL_ID)
        by_email = self._found(self._by_email, sought.emails)
        if by_email:
            alike = {one for one in by_email if share_word(self._names[one], sought.name)}
            if not alike and not by_email & self._protected:
                raise Refused(Problem("emails", _SHARED_ADDRESS, {"names": self._said(by_email)}))
            return self._decided(alike or by_email, sought, MatchedBy.EMAIL)
        named = {one for one in self._by_name.get(name_key(sought.name), ()) if not self._is_other(one, sought)}
        near = {one for one in named if sought.places & self._places.get(one, set())}
        if near:
            self._refuse_second(near, sought)
            return self._decided(near, sought, MatchedBy.NAME_AND_ORGANISATION)
        alone = {one for one in named if not self._contradictions(one, sought)}
        if alone:
            return self._decided(alone, sought, MatchedBy.NAME)
        doubts = {one for one in named if self._contradictions(one, sought) == 1} - self._protected
        return Match(None, doubts=tuple(self._names[one] for one in sorted(doubts)))

    def _found(self, index: dict[str, set[int]], keys: Iterable[str]) -> set[int]:
        return {handle for key in keys for handle in index.get(key, ())}

    def _is_other(self, handle: int, sought: Sought) -> bool:
        known = self._orcids.get(handle, "")
        return bool(known and sought.orcid and orcid_key(known) != orcid_key(sought.orcid))

    def _contradictions(self, handle: int, sought: Sought) -> int:
        """How many of e-mail address and organisation both sides have, and none of them in common."""
        emails, places = self._emails.get(handle, set()), self._places.get(handle, set())
        other_address = bool(emails and sought.emails and not emails & sought.emails)
        return other_address + bool(places and sought.has_place and not places & sought.places)

    def _refuse_second(self, near: set[int], sought: Sought) -> None:
        """Two rows of one file with a name, an organisation and two addresses are taken for two persons."""
        for handle in near - self._protected:
            line, known = self._lines.get(handle), self._emails.get(handle, set())
            if line is not None and sought.emails and known and not known & sought.emails:
                raise Refused(Problem("emails", _SAME_LINE, {"line": line}))

    def _decided(self, found: set[int], sought: Sought, by: MatchedBy) -> Match:
        if found & self._protected:
            raise Refused(Problem("", _PROTECTED))
        if len(found) > 1:
            by_number = [one for one in found if str(one) == sought.known_as]
            if not by_number:
                raise Refused(Problem("", _SEVERAL, {"count": len(found), "names": self._said(found)}))
            return Match(by_number[0], by)
        return Match(next(iter(found)), by)

    def _said(self, handles: set[int]) -> str:
        names = [self._names[one] for one in sorted(handles - self._protected)]
        return "; ".join([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])])


def name_key(name: str) -> str:
    """A name as names are compared: its words without case, accents and signs."""
    return " ".join(_WORD.findall(fold(name)))


def orcid_key(orcid: str) -> str:
    """An ORCID, however it is written, as an id among others."""
    return f"orcid:{orcid.rstrip('/').rpartition('/')[2].replace('-', '').upper()}"


def share_word(these: str, those: str) -> bool:
    """Whether two names have a word in common, or one of them has none."""
    first, second = set(name_key(these).split()), set(name_key(those).split())
    return not first or not second or bool(first & second)
