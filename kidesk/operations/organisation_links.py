"""What rows of organisations name (the whole, the coordinator, who came after), told once all rows are taken in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kidesk.exchange.incoming_contact import bare_address
from kidesk.i18n import CODES, N_, Language
from kidesk.operations.contact_rows import parted_name
from kidesk.operations.import_report import FieldChange
from kidesk.operations.organisation_register import OrganisationRegister
from kidesk.operations.person_register import PersonRegister
from kidesk.records.field import Problem
from kidesk.records.fields import Link
from kidesk.records.organisation import ORGANISATIONS, Organisation
from kidesk.records.person import PROTECTED, Person
from kidesk.records.record import Record

NUMBER = "number"  # by which kidesk knows the organisation of a row
LINKS = {one.relationship: one for one in ORGANISATIONS.fields if isinstance(one, Link)}
_UNKNOWN = N_("{field}: “{name}” is not in the register; the row was taken in without it.")
_SEVERAL = N_(
    "{field}: {count} are called “{name}”; the row was taken in without any of them. Choose the right one by hand."
)
_NUMBER_ALONE = N_("{field}: the number {number} alone may mean another one here; the row was taken in without it.")
_CONTRADICTS = N_("{field}: line {line} names another one; only that one was kept.")
_IMPOSSIBLE = N_("{field}: “{name}” was left out. {problem}")


def number_of(link: str) -> str:
    """The key of the column beside a link's."""
    return f"{link}_{NUMBER}"


def keys() -> frozenset[str]:
    """The keys of all columns that name other records."""
    return frozenset({NUMBER, *LINKS, *map(number_of, LINKS)})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a cell came to: a `change` or a `notice` for the outcome at a place."""

    place: int
    change: FieldChange | None = None
    notice: Problem | None = None


@dataclass(frozen=True, slots=True)
class _Called:
    """A record in a preview, by its name in each language."""

    names: Mapping[str, str]

    def said(self, language: Language) -> str:
        """The name as a person reads it."""
        return self.names[language.code]


@dataclass(frozen=True, slots=True)
class _Wish:
    place: int
    line: int
    about: Organisation
    link: Link
    name: str
    number: str

    def notice(self, message: str, **details: object) -> Answer:
        """Why the row was taken in without."""
        label = Problem(self.link.key, self.link.label)
        said = {"field": label, "name": self.name, "number": self.number} | details
        return Answer(self.place, notice=Problem(self.link.key, message, said, is_warning=True))


@dataclass
class OrganisationLinks:
    """Gathers what rows name and tells in the end what they mean: a name, and a number only among namesakes."""

    register: OrganisationRegister
    _wishes: list[_Wish] = field(default_factory=list)
    _numbered: dict[str, Organisation] = field(default_factory=dict)  # what the file calls by a number

    def number(self, cells: Mapping[str, str], about: Organisation) -> None:
        """Notes what a row is about that has a number."""
        if NUMBER in cells:
            self._numbered.setdefault(cells[NUMBER], about)

    def wish(self, cells: Mapping[str, str], about: Organisation, place: int, line: int) -> None:
        """Notes what a row names; `place` is that of its outcome."""
        for key, link in LINKS.items():
            name, number = cells.get(key, ""), cells.get(number_of(key), "")
            if (name or number) and name not in PROTECTED.values():
                self._wishes.append(_Wish(place, line, about, link, name, number))

    def give(self) -> Iterator[Answer]:
        """Writes what is certain, in the file's order, and tells what came of it; nothing of what stays as it is."""
        first: dict[tuple[Organisation, str], tuple[int, Record]] = {}
        persons = self._persons()
        for wish in self._wishes:
            if not wish.name:
                yield wish.notice(_NUMBER_ALONE)
                continue
            called = self._people(persons, wish) if wish.link.target is Person else self.register.called(wish.name)
            found = self._meant(wish, called, persons)
            if found is None:
                yield wish.notice(_SEVERAL if called else _UNKNOWN, count=len(called))
                continue
            line, earlier = first.setdefault((wish.about, wish.link.key), (wish.line, found))
            if earlier is not found:
                yield wish.notice(_CONTRADICTS, line=line)
            elif getattr(wish.about, wish.link.relationship) is not found:
                yield self._set(wish, found)

    def _persons(self) -> PersonRegister | None:
        is_asked = any(wish.link.target is Person for wish in self._wishes)
        return PersonRegister(self.register.session, self.register) if is_asked else None

    def _people(self, persons: PersonRegister | None, wish: _Wish) -> Sequence[Record]:
        assert persons is not None
        address = bare_address(wish.name)
        by_name = " ".join(parted_name(wish.name))
        handles = persons.at_address(address) if "@" in address else persons.called(by_name)
        return [self.register.session.get_one(Person, one) for one in sorted(handles)]

    def _meant(self, wish: _Wish, called: Sequence[Record], persons: PersonRegister | None) -> Record | None:
        present: Record | None = getattr(wish.about, wish.link.relationship)
        known: tuple[Record | None, ...]
        if wish.link.target is Person:
            number = persons.numbered(wish.number) if persons is not None else None
            known = (next((one for one in called if one.id == number), None),)
        else:
            known = (self._numbered.get(wish.number), self.register.numbered(wish.number))
        sure = next((one for one in (*known, present) if one is not None and one in called), None)
        return sure or (called[0] if len(called) == 1 else None)

    def _set(self, wish: _Wish, found: Record) -> Answer:
        before: Record | None = getattr(wish.about, wish.link.relationship)
        wrong = set(_errors(wish.about))
        setattr(wish.about, wish.link.relationship, found)
        for problem in _errors(wish.about):
            if problem not in wrong:
                setattr(wish.about, wish.link.relationship, before)
                return wish.notice(_IMPOSSIBLE, problem=Problem(wish.link.key, problem))
        return Answer(wish.place, FieldChange(wish.link.label, "" if before is None else _named(before), _named(found)))


def _named(record: Record) -> _Called:
    return _Called({code: record.caption(code) for code in CODES})


def _errors(organisation: Organisation) -> list[str]:
    return [one.message for one in ORGANISATIONS.problems(organisation) if not one.is_warning]
