"""Beneath the list of memberships: what those that run cost a year, by decision, and how visible they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.section_table import Row, Section
from kidesk.i18n import N_
from kidesk.records.membership import Membership
from kidesk.records.membership_costs import Costs, by_decision, by_value, costs
from kidesk.reports.content import Badge, Column
from kidesk.reports.memberships import TOTAL, amounts, money_columns
from kidesk.reports.wording import badge


class MembershipCosts(QWidget):
    """A small table: a line for each decision, and one for all."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table = Section()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.addWidget(self.table)

    def show_memberships(self, rows: Sequence[Membership]) -> None:
        """Shows what some memberships cost, in the window's language."""
        said, currencies = self._desk.language, money_columns(rows)
        lines = [
            self._line(badge(decision, said), found, [one for one in rows if one.decision == decision], currencies)
            for decision, found in by_decision(rows).items()
        ]
        if rows:
            lines.append(self._line(said.text(TOTAL), costs(rows), rows, currencies))
        columns = (
            Column(said.text(N_("Decision")), 1.4),
            Column(said.text(N_("Count")), 0.6, "right"),
            *(Column(said.text(N_("{currency} a year"), currency=one), 1.0, "right") for one in currencies),
            Column(said.text(N_("Visibility values")), 1.2, "right"),
        )
        title, nothing = said.text(N_("What the memberships cost")), said.text(N_("No membership runs today."))
        self.table.show_rows(title, columns, lines, nothing)

    def _line(self, name: str | Badge, found: Costs, rows: Iterable[Membership], currencies: Sequence[str]) -> Row:
        said = self._desk.language
        return name, said.number(found.count), *amounts(found, currencies, said), self._values(rows)

    def _values(self, rows: Iterable[Membership]) -> str:
        """The values from the highest, each with how often it was given: "5 × 1, 3 × 2"."""
        number = self._desk.language.number
        valued = ((value, found.count) for value, found in by_value(rows).items() if value is not None)
        return ", ".join(f"{number(value)} × {number(count)}" for value, count in valued)
