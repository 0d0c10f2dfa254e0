"""Saved views: a list as somebody saw it, kept under a name and chosen again."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any, NoReturn

from sqlalchemy import select

from kidesk.errors import KideskError
from kidesk.i18n import N_, fold
from kidesk.operations import edit
from kidesk.records.record_type import RecordType, View
from kidesk.records.saved_view import SAVED_VIEWS, SavedView
from kidesk.store.store import Listing, Store


def views_of(store: Store, record_type: RecordType) -> list[SavedView]:
    """The saved views of a record type, in Swedish order."""
    mine = select(SavedView).where(SavedView.of == record_type.key)
    return store.rows(mine.order_by(SavedView.order_key, SavedView.id))


def named(store: Store, record_type: RecordType, name: str) -> SavedView:
    """The saved view of a record type that is called so. Raises KideskError where there is none."""
    views = views_of(store, record_type)
    found = next((view for view in views if fold(view.name) == fold(name.strip())), None)
    if found is None:
        raise KideskError(
            N_("There is no saved view “{view}” of {records}. The saved views are: {known}."),
            view=name,
            records=record_type.key,
            known=", ".join(view.name for view in views) or "–",
        )
    return found


def listing(record_type: RecordType, saved: SavedView) -> Listing:
    """The list that a saved view stands for. An order that is no longer there becomes the usual one.

    Reading the list raises KideskError where the view it starts from, a filter or a value is no longer there.
    """
    order, is_descending = saved.order, saved.is_descending
    if order not in record_type.by_key:
        order, is_descending = record_type.order, record_type.is_descending
    pairs = (one.partition("=") for one in saved.filters)
    filters = tuple((key, value) for key, _, value in pairs)
    return Listing(record_type, _view(record_type, saved), saved.typed, order, is_descending, filters)


def _view(record_type: RecordType, saved: SavedView) -> View | None:
    if not saved.view:
        return None
    known = {view.key: view for view in record_type.views}
    return known.get(saved.view) or View(saved.view, saved.view, partial(_refuse, saved))


def _refuse(saved: SavedView, today: dt.date) -> NoReturn:
    raise KideskError(
        N_("The saved view “{name}” starts from a view that kidesk no longer has: {view}. Change it or delete it."),
        name=saved.name,
        view=saved.view,
    )


def save(store: Store, name: str, shown: Listing) -> int:
    """Saves a list under a new name and returns the saved view's id.

    Raises KideskError where another saved view of the record type is called so; an empty name is Invalid.
    """
    _refuse_if_taken(store, shown.record_type, name)
    of = shown.record_type.key
    return edit.save(store, SAVED_VIEWS, {"name": name.strip(), "of": of, **_values(shown)}).id


def update(store: Store, number: int, shown: Listing) -> None:
    """Makes a saved view stand for another list. Raises KideskError where it is gone."""
    edit.save(store, SAVED_VIEWS, _values(shown), number=number)


def rename(store: Store, record_type: RecordType, number: int, name: str) -> None:
    """Gives a saved view another name. Raises KideskError as `save` does, and where it is gone."""
    _refuse_if_taken(store, record_type, name, number)
    edit.save(store, SAVED_VIEWS, {"name": name.strip()}, number=number)


def _refuse_if_taken(store: Store, record_type: RecordType, name: str, number: int | None = None) -> None:
    others = (view for view in views_of(store, record_type) if view.id != number)
    if any(fold(other.name) == fold(name.strip()) for other in others):
        message = N_("Another saved view is called “{name}”. Nothing was saved; choose another name.")
        raise KideskError(message, name=name.strip())


def _values(shown: Listing) -> dict[str, Any]:
    return {
        "view": shown.view.key if shown.view is not None else "",
        "typed": shown.typed.strip(),
        "filters": [f"{key}={value}" for key, value in shown.filters],
        "order": shown.order,
        "is_descending": shown.is_descending,
    }
