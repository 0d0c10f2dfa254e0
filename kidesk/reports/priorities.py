"""Priorities: the prioritised items of a plan below the unit that is responsible for each, with how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kidesk.i18n import N_, Language
from kidesk.records.organisation import Organisation
from kidesk.records.plan_item import PlanItem, UnitRole
from kidesk.reports.activity_status import ActivityStatus
from kidesk.reports.content import Block, Cell, Column, Heading, Table
from kidesk.reports.wording import NOTHING_SAID, called


@dataclass(frozen=True)
class Priorities:
    """The prioritised items among all items of a plan."""

    items: Sequence[PlanItem]
    status: ActivityStatus
    language: Language

    @property
    def _prioritised(self) -> list[PlanItem]:
        return [item for item in self.items if item.prioritised_year]

    def units(self) -> list[Organisation]:
        """The units that are responsible for prioritised items, in the order of these."""
        found = {unit.id: unit for item in self._prioritised for unit in _responsible(item)}
        return list(found.values())

    def of_unit(self, unit: Organisation) -> Iterator[Block]:
        """What a unit is responsible for, as a table; nothing where it is for nothing."""
        yield from self._table(
            [item for item in self._prioritised if unit.id in {one.id for one in _responsible(item)}]
        )

    def of_no_unit(self) -> Iterator[Block]:
        """What nobody is responsible for, under a heading of its own."""
        found = [item for item in self._prioritised if not _responsible(item)]
        if found:
            yield Heading(2, self.language.text(N_("Without a responsible unit")))
            yield from self._table(found)

    def _table(self, items: Sequence[PlanItem]) -> Iterator[Block]:
        if items:
            columns = (
                Column(self.language.text(N_("Prioritised")), 3.4),
                Column(self.language.text(N_("Year")), 0.8),
                Column(self.language.text(N_("Status")), 1.4),
            )
            yield Table(columns, tuple(map(self._row, items)))

    def _row(self, item: PlanItem) -> tuple[Cell, ...]:
        return called(item, self.language), str(item.prioritised_year), self.status.standing(item) or NOTHING_SAID


def _responsible(item: PlanItem) -> list[Organisation]:
    return [row.unit for row in item.units if row.role == UnitRole.RESPONSIBLE]
