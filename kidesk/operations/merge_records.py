"""Merge records: two that are the same become one; the other is kept, points at it and stands no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Text as LongText
from sqlalchemy.orm import Session

from kidesk.errors import KideskError, Sentence, StaleRecord
from kidesk.i18n import N_
from kidesk.operations.captions import Captions
from kidesk.operations.edit import gone
from kidesk.operations.merge_links import forget_loaded, links_to, move_links, point
from kidesk.operations.merge_parts import joined, kept_names, move_parts
from kidesk.records.field import EMPTY, Field, Stored
from kidesk.records.fields import Link, Parts
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.records.term import Term
from kidesk.store import loading
from kidesk.store.heed import Heed, stage, unheeded
from kidesk.store.store import STALE, Store

MERGED = N_("Merged with a duplicate")
_MOVED = 600  # thousandths of the work: what is left after moving is writing and the search index
_NAMES = ("name_sv", "name_en", "name_local", "abbreviation")
_KIN = ("parent", "successor", "predecessor")
Mergeable = Person | Organisation


class Take(StrEnum):
    """Whose value a field has after a merge; both are one text after the other."""

    SURVIVOR = "survivor"
    OTHER = "other"
    BOTH = "both"


Choices = Mapping[str, Take]


@dataclass(frozen=True)
class Difference:
    """A field that is not the same in both records, what may be taken, and what is taken unless somebody chooses.

    It `is_question` where both have a value.
    """

    field: Stored
    takes: tuple[Take, ...]
    default: Take
    is_question: bool


@dataclass(frozen=True)
class Outlook:
    """What a merge would do. `survivor` and `other` are as they are now, `merged` as the survivor would be then.

    `came` counts the parts that would come to the survivor, by their field; `moved` the other records that would point
    at it, by their type. `joined` are the lists that would grow.
    """

    survivor: Mergeable
    other: Mergeable
    merged: Mergeable
    differences: tuple[Difference, ...]
    joined: tuple[Field, ...]
    came: Mapping[Parts, int]
    moved: Mapping[RecordType, int]


def merge(
    store: Store,
    record_type: RecordType,
    survivor: int,
    other: int,
    choices: Choices | None = None,
    *,
    seen: tuple[int, int] | None = None,
    progress: Heed = unheeded,
) -> None:
    """Merges the record with the id `other` into the one with the id `survivor`, in one step that can be undone.

    `choices` say by field whose value survives; where they are silent, the survivor's does unless it is empty, and of
    long texts both. Lists are joined, parts and all links move, and what would be there twice goes. `seen` are the row
    versions that the choices were made by. `progress` is told how many thousandths are done; what it raises takes the
    merge back. Raises KideskError where the two cannot be one, StaleRecord where somebody else was faster; nothing is
    changed then.
    """
    moving = stage(progress, 0, _MOVED)
    with store.change(MERGED, record_type.key, heed=stage(progress, _MOVED, 1000)) as session, session.no_autoflush:
        kept, left = _both(session, record_type, survivor, other)
        if seen is not None and seen != (kept.version, left.version):
            raise StaleRecord(STALE)
        _merge(session, record_type, kept, left, choices or {}, moving)
        forget_loaded(session)
        session.flush()


def outlook(
    store: Store,
    record_type: RecordType,
    survivor: int,
    other: int,
    choices: Choices | None = None,
    *,
    progress: Heed = unheeded,
) -> Outlook:
    """What `merge` would do with the same arguments; it is done and thrown away. Raises as `merge` does."""
    with store.read() as session:
        before = _both(session, record_type, survivor, other)
    with store.read() as session, session.no_autoflush:
        kept, left = _both(session, record_type, survivor, other)
        differences = tuple(differing(record_type, kept, left))
        came, moved = _merge(session, record_type, kept, left, choices or {}, progress)
        grown = tuple(
            one for one in record_type.editable
            if isinstance(one, Stored) and one.is_many and one.read(kept) != one.read(before[0])
        )  # fmt: skip
        session.expunge_all()
    return Outlook(*before, kept, differences, grown, came, moved)


def differing(record_type: RecordType, survivor: Mergeable, other: Mergeable) -> list[Difference]:
    """The plain fields whose values differ; where one is empty, the other's is taken unless somebody chooses."""
    found = []
    for field in record_type.editable:
        if not isinstance(field, Stored) or field.is_many:
            continue
        mine, yours = field.read(survivor), field.read(other)
        if mine == yours or _points_within(field, (mine, yours), (survivor, other)):
            continue
        is_long = isinstance(field.column.type, LongText) and mine and yours
        takes = tuple(Take) if is_long else (Take.SURVIVOR, Take.OTHER)
        default = Take.BOTH if is_long else Take.OTHER if _is_empty(mine) else Take.SURVIVOR
        found.append(Difference(field, takes, default, not (_is_empty(mine) or _is_empty(yours))))
    return found


def _points_within(field: Stored, values: tuple[Any, Any], both: tuple[Record, Record]) -> bool:
    """Whether the difference is only that one points at the other, which becomes itself."""
    return isinstance(field, Link) and field.target is type(both[0]) and set(values) <= {None, *(o.id for o in both)}


def _is_empty(value: Any) -> bool:
    return value in EMPTY or (isinstance(value, Term) and value.value == "none")


def _both(session: Session, record_type: RecordType, survivor: int, other: int) -> tuple[Mergeable, Mergeable]:
    """The two records, whole. Raises KideskError where they cannot become one."""
    kept, left = _found(session, record_type, survivor), _found(session, record_type, other)
    if kept is left:
        raise KideskError(N_("These are not two records but one. Nothing was changed; choose another."))
    for row in (kept, left):
        if row.merged_into_id is not None:
            raise KideskError(
                N_("“{record}” has been merged with another record already. Nothing was changed."),
                record=Captions([row]),
            )
        if getattr(row, "has_protected_identity", False):
            raise KideskError(
                N_("A person with a protected identity is not merged, since that would show it. Nothing was changed.")
            )
    if any(_leads_to(one, kin, two) for kin in _KIN for one, two in ((kept, left), (left, kept))):
        raise KideskError(
            N_("One of these is a part or the successor of the other, so they are not the same. Nothing was changed.")
        )
    return kept, left


def _found(session: Session, record_type: RecordType, number: int) -> Mergeable:
    row = session.get(record_type.record, number, options=loading.whole(record_type.record))
    if not isinstance(row, Person | Organisation):
        raise gone(number)
    return row


def _leads_to(row: Mergeable, kin: str, wanted: Mergeable) -> bool:
    passed: set[int] = set()
    above = getattr(row, kin, None)
    while above is not None and above.id not in passed:
        if above is wanted:
            return True
        passed.add(above.id)
        above = getattr(above, kin)
    return False


def _merge(
    session: Session, record_type: RecordType, kept: Mergeable, left: Mergeable, choices: Choices, heed: Heed
) -> tuple[dict[Parts, int], dict[RecordType, int]]:
    _choose(record_type, kept, left, choices)
    kept.distinct_from = [
        one for one in joined(kept.distinct_from, left.distinct_from) if one not in (str(kept.id), str(left.id))
    ]
    typed = [field for field in record_type.editable if isinstance(field, Parts)]
    came = {field: move_parts(kept, left, field.key) for field in typed}
    moved = move_links(session, kept, left, heed)
    for key in links_to(type(kept), type(kept)):
        if getattr(kept, key) in (kept.id, left.id):
            point(kept, key, None)
    point(left, "merged_into_id", kept)
    _refuse_problems(record_type, kept)
    return {field: count for field, count in came.items() if count}, moved


def _choose(record_type: RecordType, kept: Mergeable, left: Mergeable, choices: Choices) -> None:
    names = [getattr(row, key) for row in (kept, left) for key in _NAMES if isinstance(row, Organisation)]
    for one in differing(record_type, kept, left):
        take = choices.get(one.field.key, one.default)
        if take not in one.takes:
            raise KideskError(
                N_("Only one value can be kept of “{field}”. Nothing was changed; choose one."),
                field=Sentence(one.field.label),
            )
        if take is not Take.SURVIVOR:
            _take(one.field, kept, left, take)
    for field in record_type.editable:
        if isinstance(field, Stored) and field.is_many:
            both = joined(field.read(kept), field.read(left))
            if both != field.read(kept):
                field.write(kept, both)
    if isinstance(kept, Organisation):
        called = [getattr(kept, key) for key in _NAMES]
        kept.former_names = kept_names(names, called, kept.former_names)


def _take(field: Stored, kept: Mergeable, left: Mergeable, take: Take) -> None:
    value = field.read(left)
    if take is Take.BOTH:
        value = f"{field.read(kept).rstrip()}\n\n{value}"
    if isinstance(field, Link):
        point(kept, field.key, getattr(left, field.relationship))
    else:
        field.write(kept, value)


def _refuse_problems(record_type: RecordType, kept: Mergeable) -> None:
    for problem in record_type.problems(kept):
        if not problem.is_warning:
            raise KideskError(
                N_("The merged record would not be right: {problem} Nothing was changed; choose otherwise."),
                problem=problem,
            )
