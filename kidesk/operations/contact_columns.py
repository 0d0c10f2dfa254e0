"""Which column of a table of contacts means what: kidesk's own headings, Outlook's and Google's, and what is said.

A meaning is a key: `given_name` is a field of a person, `emails.address` a field of all its parts in one cell as
kidesk's own tables have them, and `phones:work2.number` that of one part, here of the second number at work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kidesk.i18n import CODES, N_, Language, fold
from kidesk.operations import heading_words
from kidesk.operations.contacts_report import ReadColumn
from kidesk.operations.import_options import no_column, no_meaning
from kidesk.records.fields import Derived, Link, Parts
from kidesk.records.person_terms import ChannelKind, PhoneKind
from kidesk.records.person_type import PERSONS
from kidesk.records.term import Term

_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")  # words that directories write as one: GivenName
_KEY = re.compile(r"(?P<part>[a-z]+)(:(?P<group>(?P<place>[a-z]*)(?P<which>[1-9]?)))?\.(?P<field>[a-z_]+)")
_NO_PLACE = "1"
_STREET = "addresses", "street"
NUMBER = "number"  # by which kidesk knows the record
OWNER, OWNER_NUMBER = "owner", "owner_number"
_DERIVED = {"organisation": "affiliations:1.organisation", "email": "emails:1.address"}
_BESIDE = {
    "name": N_("Full name"),
    "middle_name": N_("Middle name"),
    NUMBER: N_("Number in kidesk"),
}
_OF_AFFILIATIONS = {"department": N_("Department"), "title": N_("Job title")}
# The single parts that a column can be said to hold.
_GROUPS = {
    "emails": ("1", "2", "3", "work", "private"),
    "phones": ("1", "2", "work", "mobile", "private", "fax", "other"),
    "addresses": ("work", "private", "other"),
    "affiliations": ("1", "2"),
}
_TITLE_KEY = "affiliations:1.title"


@dataclass(frozen=True)
class Meaning:
    """What a column may be said to mean: its key, and how a person reads it."""

    key: str
    label: str
    part: str = ""
    place: Term | None = None
    which: int = 0

    def said(self, language: Language) -> str:
        """Its name in `language`."""
        label, which = language.text(self.label), str(self.which or "")
        if not self.part:
            return label
        part = language.text(self.part)
        if not (self.place or which):
            return language.text(N_("{part}: {field}"), part=part, field=label)
        place = " ".join(one for one in (language.text(self.place.label) if self.place else "", which) if one)
        return language.text(N_("{part} ({place}): {field}"), part=part, place=place, field=label)


def meanings() -> tuple[Meaning, ...]:
    """All that a person may say a column means, in the order of a person's fields."""
    return tuple(one for key in _keys() if (one := meaning_of(key)) is not None)


@cache
def meaning_of(key: str) -> Meaning | None:
    """What a key means; also of a number or an address further than those that are offered. None for no such key."""
    if key in _plain_labels():
        return Meaning(key, _plain_labels()[key])
    if key in (OWNER, OWNER_NUMBER):
        owner = PERSONS.by_key["owner_id"].label
        return Meaning(key, owner) if key == OWNER else Meaning(key, _BESIDE[NUMBER], owner)
    found = _KEY.fullmatch(key)
    part = PERSONS.by_key.get(found["part"]) if found else None
    if found is None or not isinstance(part, Parts):
        return None
    label = (_labels(part) if found["group"] is None else _single_labels(part)).get(found["field"])
    place, which = found["place"] or "", int(found["which"] or 0)
    if label is None or place not in ("", *heading_words.PLACES) or (place and part.key == "affiliations"):
        return None
    terms: type[Term] = PhoneKind if part.key == "phones" else ChannelKind
    return Meaning(key, label, part.label, terms(place) if place else None, which)


@cache
def _plain_labels() -> dict[str, str]:
    plain = {field.key: field.label for field in PERSONS.fields if not isinstance(field, Parts | Link | Derived)}
    return plain | _BESIDE


@cache
def _keys() -> tuple[str, ...]:
    found = []
    for field in PERSONS.fields:
        if isinstance(field, Parts):
            found += [
                f"{field.key}:{group}.{key}"
                for group in _GROUPS.get(field.key, ())
                for key in _single_labels(field)
                if key != "kind" or group.isdigit()
            ]
            found += [f"{field.key}.{key}" for key in _labels(field)]
        elif field.key in _plain_labels():
            found += [field.key, "middle_name"] if field.key == "given_name" else [field.key]
        elif isinstance(field, Link):
            found += [OWNER, OWNER_NUMBER]
    return (*found, NUMBER)


def _labels(part: Parts) -> dict[str, str]:
    """The fields that kidesk's own tables have of a part, by key."""
    numbers = {NUMBER: _BESIDE[NUMBER]} if any(isinstance(one, Link) for one in part.fields) else {}
    return {_field_key(one.key): one.label for one in part.fields} | numbers


def _single_labels(part: Parts) -> dict[str, str]:
    known = _OF_AFFILIATIONS | _labels(part) if part.key == "affiliations" else _labels(part)
    return {key: known[key] for key in heading_words.PARTS.get(part.key, ())}


def _field_key(key: str) -> str:
    return "organisation" if key == "organisation_id" else key


def read_columns(headings: Sequence[str], mapping: Mapping[str, str] | None = None) -> tuple[ReadColumn, ...]:
    """What each column means; what `mapping` says of a heading goes before what the heading itself says.

    Raises UsageError where the mapping names a heading that is not there or a meaning that kidesk does not have.
    """
    said = dict(_checked(headings, mapping or {}))
    found = [_of_heading(heading) for heading in headings]
    has_job_titles = any(one.meaning.endswith((".title", ".title_sv", ".title_en")) for one in found)
    return tuple(
        ReadColumn(one.heading, said[one.heading])
        if one.heading in said
        else _title(one, has_job_titles)
        if normal(one.heading) in _words(heading_words.TITLE)
        else one
        for one in found
    )


def _checked(headings: Sequence[str], mapping: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    by_name = {normal(heading): heading for heading in headings}
    for heading, key in mapping.items():
        if heading not in headings and normal(heading) not in by_name:
            raise no_column(heading)
        if key and meaning_of(key) is None:
            raise no_meaning(key)
        yield (heading if heading in headings else by_name[normal(heading)]), key


def is_heading(cell: str) -> bool:
    """Whether a cell is a heading that kidesk knows from tables of contacts, also one of what it does not keep."""
    column = _of_heading(cell)
    return bool(column.meaning) or column.is_left_out


def holds_contacts(headings: Iterable[str]) -> bool:
    """Whether the columns are those of contacts: what only persons have is among them."""
    keys = {column.meaning for column in read_columns(tuple(headings))}
    return bool(keys & {"given_name", "family_name"}) or any(key.startswith(("emails", "phones")) for key in keys)


def _title(column: ReadColumn, has_job_titles: bool) -> ReadColumn:
    return ReadColumn(column.heading, "prefix" if has_job_titles else _TITLE_KEY)


@cache
def normal(heading: str) -> str:
    """The words of a heading without case, accents and signs."""
    return " ".join(_WORD.findall(fold(heading)))


def _words(said: str) -> list[str]:
    return said.split("|")


def _of_heading(heading: str) -> ReadColumn:
    words = normal(heading)
    key = _key_of(words) or _key_of(normal(_JOINED.sub(" ", heading)))
    return ReadColumn(heading, key or "", not key and (words in _left_out() or _unnumbered(words) in _left_out()))


def _key_of(words: str) -> str | None:
    return _own().get(words) or _others().get(words) or _with_place(words)


@cache
def _left_out() -> frozenset[str]:
    return frozenset(_words(heading_words.LEFT_OUT))


def _unnumbered(words: str) -> str:
    return " ".join(word for word in words.split() if not word.isdigit())


@cache
def _own() -> dict[str, str]:
    """The headings of the tables that kidesk writes, in both languages, and the keys of its fields."""
    found: dict[str, str] = {}
    for language in (Language(code) for code in CODES):
        for field in PERSONS.fields:
            label = language.text(field.label)
            if isinstance(field, Parts):
                for one in field.fields:
                    of = language.text(N_("{part}: {field}"), part=label, field=language.text(one.label))
                    key = f"{field.key}.{_field_key(one.key)}"
                    found[normal(of)] = found[normal(f"{field.key}.{one.key}")] = key
                    if isinstance(one, Link):
                        number = language.text(N_("{field}: number in kidesk"), field=of)
                        found[normal(number)] = f"{field.key}.{NUMBER}"
            elif isinstance(field, Link):
                number = language.text(N_("{field}: number in kidesk"), field=label)
                found[normal(label)] = found[normal(OWNER)] = OWNER
                found[normal(number)] = found[normal(OWNER_NUMBER)] = OWNER_NUMBER
            else:
                key = _DERIVED.get(field.key, field.key)
                found[normal(label)] = found[normal(field.key)] = key
        found[normal(language.text(_BESIDE[NUMBER]))] = NUMBER
    return found


@cache
def _others() -> dict[str, str]:
    plain = {word: key for key, said in heading_words.PLAIN.items() for word in _words(said)}
    return plain | {word: f"{part}:1.{key}" for (part, key), words in _parts().items() for word in words}


@cache
def _parts() -> dict[tuple[str, str], list[str]]:
    return {(part, key): _words(said) for part, fields in heading_words.PARTS.items() for key, said in fields.items()}


@cache
def _places() -> dict[str, str]:
    return {word: place for place, said in heading_words.PLACES.items() for word in _words(said)}


def _with_place(words: str) -> str | None:
    """The meaning of a heading that says where its number or address is used, or which of several it is."""
    parted = " ".join(heading_words.COMPOUNDS.get(word, word) for word in words.split()).split()
    number = next((word for word in parted if word.isdigit()), "")
    unnumbered = [word for word in parted if word != number]
    if number and " ".join(unnumbered) in _others():
        key = _others()[" ".join(unnumbered)]
        return key.replace(f":{_NO_PLACE}.", f":{int(number)}.")
    places = {_places()[word] for word in unnumbered if word in _places()}
    rest = " ".join(word for word in unnumbered if word not in _places())
    place = next((one for one in ("fax", "mobile", "private", "work", "other") if one in places), "")
    if not place:
        return None
    if rest in ("", "number") and place in ("fax", "mobile"):
        rest = "phone"
    return _placed(place, number, rest)


def _placed(place: str, number: str, rest: str) -> str | None:
    for (part, key), words in _parts().items():
        if rest not in words or part == "affiliations" or (place == "fax" and part != "phones"):
            continue
        # Outlook's “Business Street 2” is the second line of one address, “Business Phone 2” another number.
        which = "" if (part, key) == _STREET or int(number or 1) < 2 else str(int(number))
        return f"{part}:{place}{which}.{key}"
    return None
