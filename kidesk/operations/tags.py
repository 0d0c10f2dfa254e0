"""The tags there are: to choose from in a filter, and to give to other records."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, String, select
from sqlalchemy.orm import InstrumentedAttribute

from kidesk.i18n import fold, sort_key
from kidesk.records.fields import Text
from kidesk.records.record_type import RecordType
from kidesk.records.shared_fields import TAGS
from kidesk.records.tag_filter import ByTag
from kidesk.store.store import Store


def tags_of(store: Store, record_type: RecordType) -> list[str]:
    """The tags that records of a type have, in Swedish order; none where the type has no tags."""
    described = record_type.by_key.get(TAGS)
    if not isinstance(described, Text):
        return []
    return list(_counted(store, described.attribute, record_type.stands))


def matching(store: Store, wanted: ByTag, typed: str) -> list[tuple[str, str]]:
    """The tags that have what was typed, each with itself and how many records have it: "Norden (12)"."""
    words = fold(typed).split()
    counts = _counted(store, wanted.attribute, wanted.may_say)
    return [(tag, f"{tag} ({count})") for tag, count in counts.items() if all(word in fold(tag) for word in words)]


def known(store: Store, wanted: ByTag, typed: str) -> str:
    """The tag that was meant, in whatever case it was typed; what was typed where there is none."""
    tags = _counted(store, wanted.attribute, wanted.may_say)
    alike = [tag for tag in tags if tag.casefold() == typed.strip().casefold()]
    return alike[0] if len(alike) == 1 else typed.strip()


def _counted(
    store: Store, attribute: InstrumentedAttribute[Any], condition: ColumnElement[bool] | None
) -> dict[str, int]:
    wanted = select(attribute).where(attribute.expression.cast(String) != "[]")
    if condition is not None:
        wanted = wanted.where(condition)
    with store.read() as session:
        counts = Counter(tag for tags in session.scalars(wanted) for tag in tags)
    return {tag: counts[tag] for tag in sorted(counts, key=sort_key)}
