"""Which records a command is about: a view, a saved view, words and filters, for every command that takes a list."""

from __future__ import annotations

import argparse
from dataclasses import replace

from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations import filter_values, saved_views
from kidesk.records import RECORD_TYPES
from kidesk.records.record_type import RecordType, View
from kidesk.store.store import Listing, Store


def with_choice(parser: argparse.ArgumentParser, language: Language) -> None:
    """Adds what says which records: --view or --saved, --find and --where."""
    said = language.text
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--view", metavar="VIEW", help=said(N_("only those of a view, such as expiring agreements")))
    start.add_argument("--saved", metavar="NAME", help=said(N_("only those of a saved view, in its order")))
    parser.add_argument("--find", "--filter", metavar="TEXT", default="", help=said(N_("only those with these words")))
    filtered = N_("only those a filter finds, such as country=FI; said again, it finds either. The filters: {filters}")
    parser.add_argument(
        "--where", action="append", default=[], metavar="FILTER=VALUE", help=said(filtered, filters=_known())
    )


def _known() -> str:
    some = (one for one in RECORD_TYPES if one.filters)
    return "; ".join(f"{one.key}: {', '.join(filter_.key for filter_ in one.filters)}" for one in some)


def chosen(store: Store, record_type: RecordType, given: argparse.Namespace, language: Language) -> Listing:
    """The list that the arguments of `with_choice` ask for; words replace those of a saved view, filters add to its.

    Raises UsageError and KideskError where a view, filter or value is not known.
    """
    if given.saved is not None:
        start = saved_views.listing(record_type, saved_views.named(store, record_type, given.saved))
    else:
        start = Listing(record_type, view=_view(record_type, given.view))
    filters = tuple(filter_values.read(store, record_type, one, language) for one in given.where)
    return replace(start, typed=given.find or start.typed, filters=start.filters + filters)


def _view(record_type: RecordType, key: str | None) -> View | None:
    views = {view.key: view for view in record_type.views}
    if key is not None and key not in views:
        message = N_("There is no view “{view}” of {records}. Nothing was written. The views are: {known}.")
        raise UsageError(message, view=key, records=record_type.key, known=", ".join(views))
    return views[key] if key is not None else None
