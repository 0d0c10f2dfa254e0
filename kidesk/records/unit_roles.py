"""The units of a plan item told in words: who is responsible, with whom it is shared, who takes part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from kidesk.i18n import N_, Language
from kidesk.records.organisation import Organisation
from kidesk.records.plan_item import ItemUnit, UnitRole

# What is said of units without and with counterparts (operational plan 2024: a shared role may name none).
_SAID = {
    UnitRole.RESPONSIBLE: (N_("responsible: {units}"), N_("responsible: {units} with {counterparts}")),
    UnitRole.SHARED: (N_("{units} (shared)"), N_("{units}, shared with {counterparts}")),
    UnitRole.PARTICIPATES: (N_("participates: {units}"), N_("participates: {units} with {counterparts}")),
    UnitRole.WITH: (N_("with {units}"), N_("{units} with {counterparts}")),
}
_SHARED_WITH = N_("shared with {units}")


def roles_said(rows: Iterable[ItemUnit], language: Language, *, is_short: bool = False) -> str:
    """The roles as one line, such as "Responsible: KA; shared with UF"; `is_short` prefers abbreviations."""
    said = "; ".join(_lines(list(rows), language, is_short))
    return said[:1].upper() + said[1:]


def _lines(rows: list[ItemUnit], language: Language, is_short: bool) -> Iterator[str]:
    order = list(UnitRole)
    is_answered_for = any(row.role == UnitRole.RESPONSIBLE for row in rows)
    for (role, has_counterpart), found in groupby(sorted(rows, key=lambda row: _group(row, order)), _kind):
        group = list(found)
        if role == UnitRole.SHARED and is_answered_for and not has_counterpart:
            yield language.text(_SHARED_WITH, units=_names((row.unit for row in group), language, is_short))
        elif has_counterpart:
            yield from _with_counterparts(role, group, language, is_short)
        else:
            yield language.text(_SAID[role][0], units=_names((row.unit for row in group), language, is_short))


def _with_counterparts(role: UnitRole, rows: list[ItemUnit], language: Language, is_short: bool) -> Iterator[str]:
    """A line for each unit, since each has counterparts of its own."""
    for unit in {row.unit.id: row.unit for row in rows}.values():
        beside = (row.counterpart for row in rows if row.unit is unit and row.counterpart is not None)
        names = _names([unit], language, is_short), _names(beside, language, is_short)
        yield language.text(_SAID[role][1], units=names[0], counterparts=names[1])


def _kind(row: ItemUnit) -> tuple[UnitRole, bool]:
    return row.role, row.counterpart is not None


def _group(row: ItemUnit, order: list[UnitRole]) -> tuple[int, bool]:
    return order.index(row.role), row.counterpart is not None


def _names(units: Iterable[Organisation], language: Language, is_short: bool) -> str:
    return ", ".join((is_short and unit.abbreviation) or unit.caption(language.code) for unit in units)
