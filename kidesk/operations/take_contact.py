"""A contact's values go into a person: what is filled overwrites, what is empty changes nothing, lists grow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kidesk.i18n import Language, fold
from kidesk.operations.contact_values import FIELDS, PARTS, ContactValues, is_default
from kidesk.operations.import_organisations import Refused
from kidesk.operations.import_report import FieldChange, Shown
from kidesk.records.field import Stored
from kidesk.records.fields import Flag, Link, Parts
from kidesk.records.organisation import Organisation
from kidesk.records.person import Affiliation, Person
from kidesk.records.person_type import PERSONS, primary_affiliation
from kidesk.records.record import Part, Row

_HOME = "SE"  # where a number without a country is from
_SPACE = re.compile(r"\s+")
_BESIDE_ADDRESS = re.compile(r"^https?://(www\.)?|/$")


@dataclass
class Taken:
    """What was changed in a person, and how to take it back. `overwritten` are the keys of fields that said otherwise.

    An organisation in `organisations` belongs to the affiliation at the same place of the contact.
    """

    person: Person
    organisations: list[Organisation]
    changes: list[FieldChange] = field(default_factory=list)
    overwritten: set[str] = field(default_factory=set)
    _back: list[Callable[[], None]] = field(default_factory=list)

    def take(self, values: ContactValues) -> None:
        """Writes the values. Raises Refused where the person would not be right with them; nothing is changed then."""
        for key, value in values.plain.items():
            self._plain(key, value)
        for key in PARTS:
            self._parts(PARTS[key], getattr(values, key))
        if self.changes:
            for problem in PERSONS.problems(self.person):
                if not problem.is_warning:
                    self.take_back()
                    raise Refused(problem)

    def take_back(self) -> None:
        """Leaves the person as it was before."""
        while self._back:
            self._back.pop()()

    def _plain(self, key: str, value: Any) -> None:
        described, before = FIELDS[key], getattr(self.person, key)
        after = _joined(before, value) if isinstance(before, list) else value
        if _is_same(key, before, after):
            return
        if not isinstance(before, list) and not is_default(self.person, key):
            self.overwritten.add(key)
        self._note(described.label, Shown(described, described.read(self.person)), Shown(described, after))
        self._set(self.person, described, after)

    def _set(self, row: Row, described: Stored, value: Any) -> None:
        before = getattr(row, described.key)
        self._back.append(lambda: setattr(row, described.key, before))
        described.write(row, value)

    def _note(self, label: str, before: Any, after: Any) -> None:
        self.changes.append(FieldChange(label, before, after))

    def _parts(self, part: Parts, wanted: list[dict[str, Any]]) -> None:
        free: list[Any] = list(getattr(self.person, part.key))
        left = []
        for place, values in enumerate(wanted):
            if part.key == "affiliations":
                values = values | {"organisation": self.organisations[place]}
            same = next((one for one in free if _is_part(self.person, part.key, one, values, exactly=True)), None)
            if same is None:
                if part.key != "affiliations" or not self._is_within(values):
                    left.append(values)
            else:
                free.remove(same)
                self._fill(part, same, values)
        for values in left:
            alike = next((one for one in free if _is_part(self.person, part.key, one, values, exactly=False)), None)
            if alike is None:
                self._add(part, values)
            else:
                free.remove(alike)
                self._fill(part, alike, values)

    def _is_within(self, values: Mapping[str, Any]) -> bool:
        """Whether a bare organisation is one that a unit of the person is part of."""
        if any(values.get(key) for key in _AFFILIATION):
            return False
        for one in self.person.affiliations:
            above, passed = one.organisation.parent, {one.organisation}
            while above is not None and above not in passed:
                if above is values["organisation"]:
                    return True
                passed.add(above)
                above = above.parent
        return False

    def _add(self, part: Parts, values: dict[str, Any]) -> None:
        rows: list[Any] = getattr(self.person, part.key)
        if values.get("is_primary") and any(row.is_primary for row in rows):
            values = values | {"is_primary": False}
        made = part.part(**values)
        rows.append(made)
        self._back.append(lambda: rows.remove(made))
        self._note(part.label, "", _ShownPart(part, values))

    def _fill(self, part: Parts, row: Any, values: Mapping[str, Any]) -> None:
        """Fills what a part is silent about. Who has opted out stays so, and who opts out is heard."""
        for described in part.fields:
            key = described.key
            if key not in values or key == "is_primary" or values[key] == getattr(row, key):
                continue
            is_opt_out = key == "has_opted_out" and values[key]
            if is_opt_out or (getattr(row, key) in (None, "") and values[key] not in (None, "")):
                before = _ShownPart(part, {one.key: getattr(row, one.key) for one in part.fields})
                self._set(row, described, values[key])
                self._note(part.label, before, Shown(described, values[key]))


@dataclass(frozen=True, slots=True)
class _ShownPart:
    """A part as one line."""

    part: Parts
    values: Mapping[str, Any]

    def said(self, language: Language) -> str:
        """The line as a person reads it."""
        return " · ".join(text for text in self._texts(language) if text)

    def _texts(self, language: Language) -> Iterator[str]:
        for one in self.part.fields:
            if isinstance(one, Link):
                linked = self.values.get("organisation")
                yield linked.caption(language.code) if linked is not None else ""
            elif not isinstance(one, Flag):
                yield one.format(self.values.get(one.key), language)
            elif one.key == "has_opted_out" and self.values.get(one.key):
                yield language.text(one.label)


def _joined(before: list[Any], value: list[Any]) -> list[Any]:
    known = {fold(str(one)) for one in before}
    return [*before, *(one for one in map(str, value) if fold(one) not in known)]


def _is_same(key: str, before: Any, after: Any) -> bool:
    """Whether nothing would change; a name and an address stay as they are written."""
    if key in ("given_name", "family_name", "prefix", "suffix"):
        return _spaced(before) == _spaced(after)
    if key in ("website", "linkedin"):
        return _BESIDE_ADDRESS.sub("", before.casefold()) == _BESIDE_ADDRESS.sub("", after.casefold())
    return bool(before == after)


def _spaced(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()


def _is_part(person: Person, key: str, row: Any, values: Mapping[str, Any], *, exactly: bool) -> bool:
    """Whether a stored part is what the file has; if not `exactly`, as far as both say something."""
    if key == "emails":
        return bool(row.address.casefold() == values["address"].casefold())
    if key == "phones":
        region = _region(person)
        return phone_key(row.number, region) == phone_key(values["number"], region)
    if key == "addresses":
        return _place(vars(row)) == _place(values)
    if key == "affiliations":
        return row.organisation is values["organisation"] and _agrees(row, values, _AFFILIATION, exactly)
    return fold(row.purpose) == fold(values["purpose"]) and _agrees(row, values, _CONSENT, exactly)


_AFFILIATION = ("title_sv", "title_en", "start_on", "end_on")
_CONSENT = ("channel", "given_on", "evidence", "expires_on", "withdrawn_on")


def _agrees(row: Affiliation | Part, values: Mapping[str, Any], keys: tuple[str, ...], exactly: bool) -> bool:
    said = {key: (getattr(row, key), values.get(key)) for key in keys}
    if exactly:
        return all((before or None) == (after or None) for before, after in said.values())
    if keys is _AFFILIATION:
        titles = {fold(said[key][0]) for key in ("title_sv", "title_en")} - {""}
        wanted = {fold(said[key][1] or "") for key in ("title_sv", "title_en")} - {""}
        if titles and wanted and not wanted & titles:
            return False
        said = {key: one for key, one in said.items() if not key.startswith("title")}
    return all(not before or not after or before == after for before, after in said.values())


def _place(values: Mapping[str, Any]) -> tuple[str, ...]:
    keys = ("street", "postal_code", "city", "region", "country")
    return tuple("".join(fold(values[key]).split()) for key in keys)


def _region(person: Person) -> str:
    affiliation = primary_affiliation(person)
    return (affiliation.organisation.country if affiliation is not None else "") or _HOME


@lru_cache(maxsize=65_536)
def phone_key(number: str, region: str) -> str:
    """A phone number as numbers are compared: in E.164 with its extension, else its signs without space."""
    # Imported here: the start of the program should not wait for the numbering plans of the world.
    import phonenumbers

    try:
        read = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return "".join(number.split()).casefold()
    extension = f";{read.extension}" if read.extension else ""
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164) + extension
