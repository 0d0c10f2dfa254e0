"""Edit many records together: each by the rules of its form, all of them in one step or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.errors import KideskError, Spoken
from kidesk.i18n import CODES, N_, Language
from kidesk.operations.edit import Invalid, gone, written
from kidesk.records.field import Problem, Stored
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.records.shared_fields import TAGS, shared_fields
from kidesk.store import loading
from kidesk.store.heed import Heed, stage, unheeded
from kidesk.store.store import Store

EDITED = N_("Changed together with other records")
TAGGED = N_("Gave tags")
UNTAGGED = N_("Took tags away")
_AT_ONCE = 500  # SQLite binds a limited number of values
_NAMED = 5
_STEP = 50

_WRITTEN = 800  # thousandths of the work: what is left is the search index


@dataclass(frozen=True)
class Added:
    """Values that a list of several is to have as well; those it has already are not repeated."""

    values: tuple[Any, ...]


@dataclass(frozen=True)
class Taken:
    """Values that a list of several is to have no longer."""

    values: tuple[Any, ...]


@dataclass(frozen=True)
class Refusal:
    """A record that cannot be given the values: its id, what it is called in either language, and why."""

    number: int
    names: Mapping[str, str]
    reasons: tuple[Spoken, ...]

    def name(self, language: Language) -> str:
        """What the record is called."""
        return self.names.get(language.code, str(self.number))

    def why(self, language: Language) -> str:
        """The reasons, one sentence each."""
        return " ".join(reason.said(language) for reason in self.reasons)


class SomeRefused(KideskError):
    """Some of the records cannot be given the values, so none was changed."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(N_("Nothing was changed."))
        self.refusals = tuple(refusals)

    def summary(self, language: Language) -> str:
        """How many were refused, without their names."""
        return language.plural(
            "{count} record cannot be changed so. Nothing was changed.",
            "{count} records cannot be changed so. Nothing was changed.",
            len(self.refusals),
        )

    def said(self, language: Language) -> str:
        named = N_("{name}: {reason}")
        some = [language.text(named, name=one.name(language), reason=one.why(language)) for one in self.refusals]
        return " ".join([self.summary(language), *some[:_NAMED]])


@dataclass(frozen=True)
class EditedMany:
    """How many records were changed, how many were so already, and doubts that did not stop it, each once."""

    changed: int
    unchanged: int
    warnings: tuple[Problem, ...] = field(default=())


def edit_many(
    store: Store,
    record_type: RecordType,
    numbers: Sequence[int],
    values: Mapping[str, Any],
    *,
    language: Language,
    progress: Heed = unheeded,
) -> EditedMany:
    """Gives records the values of some shared fields, by key, in one step that can be undone.

    A value of a list is the whole list, or `Added` or `Taken`. What a status change needs to be explained is explained
    in `language`. `progress` is told how many thousandths are done; what it raises takes all of it back.
    Raises SomeRefused where a record's rules speak against it, or it is gone, ValueError for a field that is not
    shared, and what `Store.change` raises; nothing is changed then.
    """
    return _changed(store, EDITED, record_type, numbers, values, language, progress)


def add_tags(
    store: Store,
    record_type: RecordType,
    numbers: Sequence[int],
    tags: Iterable[str],
    *,
    language: Language,
    progress: Heed = unheeded,
) -> EditedMany:
    """Gives records tags beside those they have, in one step. Raises as `edit_many` does."""
    return _changed(store, TAGGED, record_type, numbers, {TAGS: Added(tuple(tags))}, language, progress)


def take_tags(
    store: Store,
    record_type: RecordType,
    numbers: Sequence[int],
    tags: Iterable[str],
    *,
    language: Language,
    progress: Heed = unheeded,
) -> EditedMany:
    """Takes tags away from records, in one step. Raises as `edit_many` does."""
    return _changed(store, UNTAGGED, record_type, numbers, {TAGS: Taken(tuple(tags))}, language, progress)


def values_of(store: Store, record_type: RecordType, numbers: Sequence[int]) -> dict[str, Counter[Any]]:
    """How often records have which value of each shared field, by key; each value of a list counts by itself."""
    fields = shared_fields(record_type)
    found: dict[str, Counter[Any]] = {one.key: Counter() for one in fields}
    if not fields:
        return found
    with store.read() as session:
        for some in _portions(numbers):
            wanted = select(*(one.attribute for one in fields)).where(record_type.record.id.in_(some))
            for row in session.execute(wanted):
                for one, value in zip(fields, row, strict=True):
                    found[one.key].update(value if one.is_many else [value])
    return found


def _changed(
    store: Store,
    verb: str,
    record_type: RecordType,
    numbers: Sequence[int],
    values: Mapping[str, Any],
    language: Language,
    progress: Heed,
) -> EditedMany:
    known = {one.key: one for one in shared_fields(record_type)}
    if not values or not set(values) <= set(known):
        raise ValueError(sorted(set(values) - set(known)))
    given = {known[key]: value for key, value in values.items()}
    told = stage(progress, 0, _WRITTEN)
    with store.change(verb, record_type.key, heed=stage(progress, _WRITTEN, 1000)) as session:
        work = _Work(session, record_type, given, language)
        for done, row in enumerate(work.rows(list(dict.fromkeys(numbers)))):
            if done % _STEP == 0:  # telling of each would take longer than the work
                told(done, len(numbers))
            work.take(row)
        if work.refusals:
            raise SomeRefused(work.refusals)
    return EditedMany(work.changed, work.unchanged, tuple(work.warnings.values()))


class _Work:
    """One change of many records under way."""

    def __init__(
        self, session: Session, record_type: RecordType, given: Mapping[Stored, Any], language: Language
    ) -> None:
        self.refusals: list[Refusal] = []
        self.warnings: dict[str, Problem] = {}
        self.changed = 0
        self.unchanged = 0
        self._session, self._type, self._given, self._language = session, record_type, given, language

    def rows(self, numbers: Sequence[int]) -> Iterator[Record]:
        """The records, some hundreds at a time; those that are gone are refused."""
        record = self._type.record
        for some in _portions(numbers):
            wanted = select(record).where(record.id.in_(some)).options(*loading.whole(record))
            found = {row.id: row for row in self._session.scalars(wanted)}
            self.refusals += [Refusal(number, {}, (gone(number),)) for number in some if number not in found]
            yield from (found[number] for number in some if number in found)
            self._session.expunge_all()  # what is written is in the log and in the database

    def take(self, row: Record) -> None:
        """Writes what differs in one record, or notes why it cannot be."""
        wanted = {one.key: _wanted(one, one.read(row), value) for one, value in self._given.items()}
        differs = {key: value for key, value in wanted.items() if self._type.field(key).read(row) != value}
        if not differs:
            self.unchanged += 1
            return
        names = {code: row.caption(code) for code in CODES}
        try:
            saved = written(self._session, self._type, differs, number=row.id, language=self._language)
        except KideskError as error:
            self._refuse(row.id, names, error)
        else:
            self.changed += 1
            self.warnings |= {one.said(self._language): one for one in saved.warnings if one.key in differs}

    def _refuse(self, number: int, names: Mapping[str, str], error: KideskError) -> None:
        reasons = tuple(error.problems) if isinstance(error, Invalid) else (error,)
        self.refusals.append(Refusal(number, names, reasons))
        for row in list(self._session.dirty):  # what was tried must not be written with the next record
            self._session.expire(row)
        for row in list(self._session.new):
            self._session.expunge(row)


def _wanted(described: Stored, present: Any, value: Any) -> Any:
    if isinstance(value, Added):
        has = {_alike(one) for one in present}
        return [*present, *(one for one in dict.fromkeys(value.values) if _alike(one) not in has)]
    if isinstance(value, Taken):
        away = {_alike(one) for one in value.values}
        return [one for one in present if _alike(one) not in away]
    return described.blank if value is None else value


def _alike(value: Any) -> str:
    """Words that differ in case only are the same tag."""
    return str(value).casefold()


def _portions(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE))
