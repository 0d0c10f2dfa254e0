"""Saved view: a selection of records that somebody gave a name, to be chosen again."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from kidesk.i18n import N_
from kidesk.records.fields import Flag, Text
from kidesk.records.record import Record, line, required, strings
from kidesk.records.record_type import RecordType, Section, View


class SavedView(Record):
    """A named selection of the records of one type (`of` is its key).

    `view` is the key of the type's own view it starts from, `typed` what stands in the filter line, `filters` are
    written as "country=FI", `order` is the key of the field it is sorted by.
    """

    __tablename__ = "saved_view"

    name: Mapped[str] = required(120)
    of: Mapped[str] = required(40)
    view: Mapped[str] = line(40)
    typed: Mapped[str] = line(300)
    filters: Mapped[list[str]] = strings()
    order: Mapped[str] = line(60)
    is_descending: Mapped[bool] = mapped_column(default=False)

    def caption(self, code: str) -> str:
        return self.name


SAVED_VIEWS = RecordType(
    SavedView,
    key="saved-views",
    one=N_("Saved view"),
    many=N_("Saved views"),
    new=N_("New saved view"),
    empty=N_("No saved views yet"),
    sections=(
        Section(
            N_("Saved view"),
            (
                Text(SavedView.name, N_("Name of the view")),
                Text(SavedView.of, N_("Kind of record")),
                Text(SavedView.view, N_("View")),
                Text(SavedView.typed, N_("Words")),
                Text(SavedView.filters, N_("Filters")),
                Text(SavedView.order, N_("Sorted by")),
                Flag(SavedView.is_descending, N_("Descending")),
            ),
        ),
    ),
    columns=("name", "of", "filters"),
    views=(View("all", N_("All")),),
)
