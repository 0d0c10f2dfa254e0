"""The coordinators that rows of contacts name: told once all rows are taken in, for one may stand further down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kidesk.exchange.incoming_contact import IncomingContact, bare_address
from kidesk.i18n import N_, Language
from kidesk.operations.contact_rows import parted_name
from kidesk.operations.import_report import FieldChange
from kidesk.operations.person_register import PersonRegister
from kidesk.records.field import Problem
from kidesk.records.person import PROTECTED
from kidesk.records.person_type import PERSONS

_KEY = "owner_id"
_LABEL = PERSONS.by_key[_KEY].label
_UNKNOWN = N_("“{name}” is nobody in the register; the row was taken in without that coordinator.")
_SEVERAL = N_(
    "{count} persons are called “{name}”; the row was taken in without a coordinator. Choose the right one by hand."
)
_NUMBER_ALONE = N_(
    "The coordinator has the number {number} and no name; since the number may be another person’s here, the row was "
    "taken in without a coordinator."
)
_CONTRADICTS = N_("Line {line} names another coordinator of the same person; only that one was kept.")


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a row says of a coordinator; its `place` among the outcomes, and the `handle` of whom it is about."""

    place: int
    line: int
    handle: int
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a wish came to: a `change` with the coordinator's handle for the person's, or a `notice` for the row."""

    place: int
    handle: int
    owner: int = 0
    change: FieldChange | None = None
    notice: Problem | None = None


@dataclass(frozen=True, slots=True)
class _Whom:
    """A coordinator in a preview; one with a protected identity has no name."""

    name: str

    def said(self, language: Language) -> str:
        """The name as a person reads it."""
        return self.name or PROTECTED[language.code]


class Coordinators:
    """Gathers what rows say of coordinators and tells in the end whom they mean.

    A coordinator is known by name or e-mail address; a number decides between several, as the file numbers its own rows
    or as kidesk does, and never says anything alone, since in another workspace it is somebody else's.
    """

    def __init__(self, persons: PersonRegister) -> None:
        self._persons = persons
        self._wishes: list[_Wish] = []
        self._numbered: dict[str, int] = {}  # whom the file calls by a number

    def number(self, contact: IncomingContact, handle: int) -> None:
        """Notes whom a row is about that has a number."""
        if contact.known_as:
            self._numbered.setdefault(contact.known_as, handle)

    def wish(self, contact: IncomingContact, handle: int, place: int) -> None:
        """Notes which coordinator a row names; `place` is that of its outcome."""
        name, number = contact.coordinator, contact.coordinator_number
        if (name or number) and name not in PROTECTED.values():
            self._wishes.append(_Wish(place, contact.number, handle, name, number))

    def answers(self) -> Iterator[Answer | None]:
        """What each wish came to, in the file's order; None where it changes nothing."""
        first: dict[int, tuple[int, int]] = {}  # the line and the coordinator that a person got first
        for wish in self._wishes:
            found = self._found(wish)
            if isinstance(found, Problem):
                yield Answer(wish.place, wish.handle, notice=found)
                continue
            line, owner = first.setdefault(wish.handle, (wish.line, found))
            if owner != found:
                yield Answer(wish.place, wish.handle, notice=_notice(_CONTRADICTS, line=line))
            elif line != wish.line or owner == self._persons.owner_of(wish.handle):
                yield None
            else:
                yield Answer(wish.place, wish.handle, owner, self._change(wish.handle, owner))

    def __len__(self) -> int:
        return len(self._wishes)

    def _found(self, wish: _Wish) -> int | Problem:
        """Whom a wish means, or why that cannot be told."""
        if not wish.name:
            return _notice(_NUMBER_ALONE, number=wish.number)
        called = self._called(wish.name)
        for known in (self._numbered.get(wish.number), self._persons.numbered(wish.number)):
            if known in called:
                return known
        present = self._persons.owner_of(wish.handle)
        if present in called:
            return present
        if len(called) > 1:
            return _notice(_SEVERAL, count=len(called), name=wish.name)
        return next(iter(called), None) or _notice(_UNKNOWN, name=wish.name)

    def _called(self, name: str) -> frozenset[int]:
        address = bare_address(name)
        if "@" in address:
            return self._persons.at_address(address)
        return self._persons.called(" ".join(parted_name(name)))

    def _change(self, handle: int, owner: int) -> FieldChange:
        before = self._persons.owner_of(handle)
        shown = "" if before is None else _Whom(self._persons.name_of(before))
        return FieldChange(_LABEL, shown, _Whom(self._persons.name_of(owner)))


def _notice(message: str, **details: object) -> Problem:
    return Problem(_KEY, message, details, is_warning=True)
