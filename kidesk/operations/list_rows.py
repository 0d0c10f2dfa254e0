"""The rows of a list, some hundreds at a time while they are printed or written, and words for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from kidesk.i18n import Language
from kidesk.operations import filter_values
from kidesk.records.field import Field
from kidesk.records.protection import may_list
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.store.store import Listing, Store

R = TypeVar("R", bound=Record)
_AT_ONCE = 500


def read(
    store: Store,
    record: type[R],
    ids: Sequence[int],
    step: Callable[[int, int], object] = lambda done, whole: None,
    only: tuple[str, ...] | None = None,
) -> Iterator[R]:
    """The records with these ids in this order; those deleted meanwhile are left out.

    They are whole, or have `only` these of their parts and links, which is several times faster.

    `step` is told how many of how many are read before each further hundreds, and at the end; what it raises ends
    the work.
    """
    for start in range(0, len(ids), _AT_ONCE):
        step(start, len(ids))
        some = ids[start : start + _AT_ONCE]
        page = store.page(record, some, only)
        yield from (page[number] for number in some if number in page)
    step(len(ids), len(ids))


def cell_text(record_type: RecordType, field: Field, record: Record, language: Language) -> str:
    """What stands in a list's cell. Of who has a protected identity, only what a list may show."""
    return field.text(record, language) if may_list(record_type, field, record) else ""


def narrowed(store: Store, listing: Listing, language: Language) -> str:
    """Which records a list has, for beneath its title: its view, its filters and the words that were typed."""
    chosen = [language.text(listing.view.label)] if listing.view else []
    words = [f"“{listing.typed}”"] if listing.typed else []
    return " · ".join([*chosen, *filter_values.said(store, listing.record_type, listing.filters, language), *words])
