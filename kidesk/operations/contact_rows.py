"""The rows of a table as contacts, once it is known what its columns mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar

from kidesk.exchange.incoming_contact import (
    IncomingAddress,
    IncomingAffiliation,
    IncomingConsent,
    IncomingContact,
    IncomingEmail,
    IncomingPhone,
    bare_address,
)
from kidesk.exchange.tables import Line
from kidesk.i18n import CODES, Language, fold
from kidesk.operations import heading_words
from kidesk.operations.contact_columns import NUMBER, OWNER, OWNER_NUMBER
from kidesk.operations.contacts_report import ReadColumn
from kidesk.records.person_terms import ChannelKind, PhoneKind
from kidesk.records.term import Term

_LISTS = ("tags", "roles", "external_ids")
_PROSE = ("notes", "expertise")
_SEVERAL = ":::"  # Google, between several values in one cell
_GOOGLES = frozenset({"mycontacts", "my contacts", "mina kontakter", "starred", "starred in android"})
_ESCAPED = {"n": "\n"}  # what stands behind a backslash and is not itself
_YES = frozenset({"1", "true", "yes", "ja", "x"})
_PROTOCOLS = frozenset({"smtp", "ex"})  # what Outlook calls the type of an e-mail address

T = TypeVar("T", bound=Term)

# One part as the file has it: texts by field, and where it is used.
_Part = dict[str, str]


class ContactRows:
    """Reads rows by what the columns mean."""

    def __init__(self, columns: Sequence[ReadColumn]) -> None:
        self._plain: list[tuple[str, str]] = []
        self._lists: dict[str, list[tuple[str, str]]] = {}
        self._groups: dict[str, dict[str, list[tuple[str, str]]]] = {}
        for column in columns:
            whole, _, key = column.meaning.rpartition(".")
            part, _, group = whole.partition(":")
            if not part:
                self._plain.append((column.heading, key))
            elif not group:
                self._lists.setdefault(part, []).append((column.heading, key))
            else:
                self._groups.setdefault(part, {}).setdefault(group, []).append((column.heading, key))
        self._read = [column.heading for column in columns if column.meaning]
        self._left_out = [column.heading for column in columns if column.is_left_out]

    def contact(self, line: Line) -> IncomingContact:
        """The contact of one row."""
        problem = line.problem(self._read)
        if problem is not None:
            return IncomingContact(line.number, problem=problem)
        values = self._values(line.cells)
        known_as = str(values.pop(NUMBER, ""))
        owner, owner_number = (str(values.pop(key, "")) for key in (OWNER, OWNER_NUMBER))
        external = values.pop("external_ids", [])
        parts = {part: self._parts(part, line.cells) for part in {*self._lists, *self._groups}}
        return IncomingContact(
            line.number,
            values,
            tuple(map(_email, parts.get("emails", ()))),
            tuple(map(_phone, parts.get("phones", ()))),
            tuple(map(_address, parts.get("addresses", ()))),
            tuple(map(_affiliation, parts.get("affiliations", ()))),
            tuple(external),
            tuple(heading for heading in self._left_out if line.cells.get(heading)),
            consents=tuple(map(_consent, parts.get("consents", ()))),
            known_as=known_as,
            coordinator=owner,
            coordinator_number=owner_number,
        )

    def _values(self, cells: Mapping[str, str]) -> dict[str, str | list[str]]:
        found: dict[str, str | list[str]] = {}
        for heading, key in self._plain:
            cell = cells.get(heading, "")
            if not cell:
                continue
            if key in _LISTS:
                found[key] = [*found.get(key, []), *_words(cell)]
            elif key in _PROSE and key in found:
                found[key] = f"{found[key]}\n{cell}"
            else:
                found.setdefault(key, cell)
        return _named(found)

    def _parts(self, part: str, cells: Mapping[str, str]) -> list[_Part]:
        listed = list(_listed(self._lists.get(part, ()), cells))
        for group, columns in self._groups.get(part, {}).items():
            place = "" if part == "affiliations" else group.rstrip("0123456789")
            for one in _grouped(columns, cells):
                if not _is_among(one, listed, part):
                    listed.append({"place": place} | one)
        return listed


def _named(values: dict[str, str | list[str]]) -> dict[str, str | list[str]]:
    """The values with given and family name: a full name is parted where nothing else says them."""
    whole, middle = str(values.pop("name", "")), str(values.pop("middle_name", ""))
    if whole and not ("given_name" in values or "family_name" in values):
        given, family = parted_name(whole)
        values |= {key: name for key, name in (("given_name", given), ("family_name", family)) if name}
    if middle:
        values["given_name"] = f"{values.get('given_name', '')} {middle}".strip()
    return values


def parted_name(name: str) -> tuple[str, str]:
    """Given and family name: “Öberg, Sara” and “Sara Öberg” are the same person; of one word it is the family name."""
    family, comma, given = (one.strip() for one in name.partition(","))
    if comma and given:
        return given, family
    given, _, family = " ".join(name.replace(",", " ").split()).rpartition(" ")
    return given, family


def _words(cell: str) -> list[str]:
    """The words of a list: kidesk and Outlook part them by semicolons, Google by three colons."""
    parts = (one.strip() for one in (cell.split(_SEVERAL) if _SEVERAL in cell else cell.replace("\n", ";").split(";")))
    return [one.removeprefix("* ") for one in parts if one and fold(one.removeprefix("* ")) not in _GOOGLES]


def _listed(columns: Sequence[tuple[str, str]], cells: Mapping[str, str]) -> Iterator[_Part]:
    """The parts of kidesk's own tables: the values of one field stand in one cell, in the order of the parts."""
    texts = {key: _unjoined(cells.get(heading, "")) for heading, key in columns}
    count = max(map(len, texts.values()), default=0)
    for place in range(count):
        part = {key: values[place] for key, values in texts.items() if place < len(values)}
        if any(part.values()):
            yield part


def _unjoined(cell: str) -> list[str]:
    """The values of a cell that was joined with semicolons, in which a backslash guards what belongs to a value."""
    if not cell:
        return []
    found, signs = [""], iter(cell)
    for sign in signs:
        if sign == ";":
            found.append("")
        else:
            found[-1] += _ESCAPED.get(following := next(signs, ""), following) if sign == "\\" else sign
    return [one.strip() for one in found]


def _grouped(columns: Sequence[tuple[str, str]], cells: Mapping[str, str]) -> Iterator[_Part]:
    """The parts of one group of columns: usually one, several where columns or Google's sign give several values."""
    found: list[_Part] = []
    for heading, key in columns:
        cell = cells.get(heading, "")
        for place, text in enumerate(_several(key, cell)):
            if text:
                _put(found, place, key, text)
    yield from (one for one in found if any(key != "kind" for key in one))


def _several(key: str, cell: str) -> list[str]:
    if _SEVERAL in cell:
        return [one.strip() for one in cell.split(_SEVERAL)]
    if key == "address":
        return list(_addresses(cell)) if "@" in cell else [cell]
    return [one.strip() for one in cell.split(";")] if key == "number" else [cell]


def _addresses(cell: str) -> Iterator[str]:
    """The addresses of a cell, without the names before them: “Öberg, Sara <sara@example.org>; bo@example.org”."""
    for one in filter(None, map(str.strip, re.split(r"[;\n]", cell))):
        address = bare_address(one)
        yield from (bare_address(each) for each in re.split(r"[\s,]+", address) if each)


def _put(parts: list[_Part], place: int, key: str, text: str) -> None:
    while len(parts) <= place:
        parts.append({})
    if key == "street" and key in parts[place]:
        parts[place][key] += f"\n{text}"
    elif key in parts[place]:
        _put(parts, place + 1, key, text)
    else:
        parts[place][key] = text


def _is_among(one: _Part, listed: Sequence[_Part], part: str) -> bool:
    """Whether a part is said already: kidesk's tables name the main address and organisation a second time."""
    return any(all(fold(other.get(key, "")) == fold(text) for key, text in one.items()) for other in listed)


def _email(part: _Part) -> IncomingEmail:
    kind = _kind(ChannelKind, part)
    return IncomingEmail(part.get("address", ""), kind, _is(part, "is_primary"), _is(part, "has_opted_out"))


def _phone(part: _Part) -> IncomingPhone:
    kind = _kind(PhoneKind, part)
    return IncomingPhone(part.get("number", ""), kind, _is(part, "is_primary"), _is(part, "has_opted_out"))


def _address(part: _Part) -> IncomingAddress:
    texts = {key: part.get(key, "") for key in ("street", "postal_code", "city", "region", "country")}
    return IncomingAddress(**texts, kind=_kind(ChannelKind, part), has_opted_out=_is(part, "has_opted_out"))


def _affiliation(part: _Part) -> IncomingAffiliation:
    titles = {key: part.get(key, "") for key in ("title_sv", "title_en")}
    title = part.get("title", "")
    if title:
        key = "title_sv" if is_swedish(title) else "title_en"
        titles[key] = titles[key] or title
    return IncomingAffiliation(
        part.get("organisation", ""),
        part.get("department", ""),
        **titles,
        start_on=part.get("start_on", ""),
        end_on=part.get("end_on", ""),
        is_primary=_is(part, "is_primary"),
        number=part.get(NUMBER, ""),
    )


def _consent(part: _Part) -> IncomingConsent:
    keys = ("purpose", "channel", "given_on", "evidence", "expires_on", "withdrawn_on")
    return IncomingConsent(**{key: part.get(key, "") for key in keys})


def is_swedish(text: str) -> bool:
    """Whether a text that names no language is taken for Swedish: å, ä or ö are in it."""
    return any(letter in "åäö" for letter in text.casefold())


def _is(part: _Part, key: str) -> bool:
    return fold(part.get(key, "")) in _YES


@cache
def _kinds(terms: type[Term]) -> dict[str, str]:
    """The keys of terms by the words for them."""
    keys = {fold(term.value): term.value for term in terms}
    said = ((place, words.split("|")) for place, words in heading_words.PLACES.items() if place in keys)
    places = {word: place for place, words in said for word in words}
    labels = {fold(Language(code).text(term.label)): term.value for code in CODES for term in terms}
    return places | labels | keys


def _kind(terms: type[T], part: _Part) -> T:
    """Where it is used: as the cell says, else as the heading says, else at work; a word of somebody's own is other."""
    typed = fold(part.get("kind", "").removeprefix("* ").strip())
    if not typed or typed in _PROTOCOLS:
        return terms(part.get("place") or "work")
    known = _kinds(terms)
    found = [known[one] for one in (typed, *typed.split()) if one in known]
    return terms("fax" if "fax" in found else (found or ["other"])[0])
