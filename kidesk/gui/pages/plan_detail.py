"""The details of a plan item: why it comes first, who does it, what it costs, and its links to other plans."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kidesk.gui.breaking_text import copyable
from kidesk.gui.cards import Row, RowList
from kidesk.gui.icons import IconLabel
from kidesk.gui.pages.plan_bars import budget_said, plan_name
from kidesk.gui.pages.plan_model import priority_said
from kidesk.gui.plain import PlainLabel
from kidesk.gui.record_detail import RecordDetail
from kidesk.operations.plan_links import Linked, linked
from kidesk.records.field import Field
from kidesk.records.plan_item import PlanItem
from kidesk.records.plan_link import BACKWARDS
from kidesk.records.record import Record
from kidesk.records.unit_roles import roles_said

_ROOM = 250
# What the lines above the fields and the tree itself say.
_TOLD = frozenset(
    {"prioritised_year", "prioritised_source", "units", "links", "budget", "plan_id", "level", "position", "code"}
)


class PlanDetail(RecordDetail):
    """The details of a plan item. `item_asked` carries the id of a linked one to go to."""

    item_asked = Signal(object)

    def kind(self, record: Record) -> str:
        return record.level.label if isinstance(record, PlanItem) else super().kind(record)

    def is_told(self, field: Field, record: Record) -> bool:
        if field.key in ("title_sv", "title_en"):
            return bool(field.read(record)) and record.caption(self.desk.language.code).endswith(field.read(record))
        return field.key in _TOLD

    def pictures(self, record: Record) -> list[QWidget]:
        if not isinstance(record, PlanItem):
            return []
        lines = (
            ("star", "accent", priority_said(self.desk, record)),
            ("users", "muted", roles_said(record.units, self.desk.language)),
            ("coins", "muted", self._budget(record)),
        )
        told = [_line(sign, colour, said) for sign, colour, said in lines if said]
        return [*told, *(part for one in linked(self.desk.store, record.id) for part in self._links(one))]

    def _budget(self, item: PlanItem) -> str:
        return budget_said(self.desk, item.budget, item.plan.currency)

    def _links(self, found: Linked) -> Iterator[QWidget]:
        """A heading and rows for each plan: what is linked is called by its code, which comes again in every plan."""
        heading = self.desk.text(BACKWARDS[found.kind] if found.is_back else found.kind.label)
        for plan in {item.plan.id: item.plan for item in found.items}.values():
            items = [item for item in found.items if item.plan_id == plan.id]
            yield self._rows(f"{heading} · {plan_name(plan, self.desk)}", items)

    def _rows(self, heading: str, items: list[PlanItem]) -> QWidget:
        rows = RowList()
        rows.setAccessibleName(heading)
        rows.set_rows([Row(item.id, item.caption(self.desk.language.code), icon="link") for item in items])
        rows.chosen.connect(self.item_asked)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        column.addWidget(PlainLabel(heading, "section", wrap=True))
        column.addWidget(rows)
        return part


def _line(sign: str, colour: str, said: str) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 2, 0, 0)
    row.setSpacing(8)
    icon = IconLabel(sign, colour, 16)
    row.addWidget(icon, 0)
    row.addWidget(copyable(said, room=_ROOM), 1)
    return part
