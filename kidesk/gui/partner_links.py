"""The ways from a record to the page with everything about a partner."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from kidesk.gui.cards import Row, RowList
from kidesk.gui.desk import Desk
from kidesk.i18n import N_
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import partners
from kidesk.records.organisation import Organisation, OrganisationKind
from kidesk.records.record import Record

ICON = "layers"


def partners_of(record: Record | None) -> list[Organisation]:
    """The partners that a record is about: an organisation itself, or the other side of an agreement, each once."""
    if isinstance(record, Organisation):
        return [] if record.kind == OrganisationKind.OWN_UNIT else [record]
    if isinstance(record, Agreement):
        return list({one.id: one for one in partners(record)}.values())
    return []


def partner_links(desk: Desk, record: Record, asked: Callable[[int], object]) -> list[QWidget]:
    """A row for each partner of the record, which calls `asked` with its id; nothing where it has none."""
    rows = list(_rows(desk, record))
    if not rows:
        return []
    links = RowList()
    links.setAccessibleName(desk.text(N_("Partners")))
    links.set_rows(rows)
    links.chosen.connect(asked)
    return [links]


def _rows(desk: Desk, record: Record) -> Iterable[Row]:
    for one in partners_of(record):
        words = desk.text(N_("Everything about this partner…"))
        if not isinstance(record, Organisation):
            words = desk.text(N_("Everything about {name}…"), name=one.caption(desk.language.code))
        yield Row(one.id, words, icon=ICON, colour="accent")
