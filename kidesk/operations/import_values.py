"""Import values of indicator series: new ones are added, known ones updated, all in one step that can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from kidesk.exchange import tables
from kidesk.i18n import N_
from kidesk.operations.import_organisations import Progress
from kidesk.operations.import_report import ImportReport
from kidesk.operations.values_table import FIELDS, Value, ValuesTable
from kidesk.records import clock
from kidesk.records.field import Problem
from kidesk.records.indicator import COUNTS_ITSELF, INDICATORS, Counted, Indicator, IndicatorValue
from kidesk.store.store import Store

VALUES_IMPORTED = N_("Imported values")
_STEP = 500


@dataclass(frozen=True)
class ValueChange:
    """A value that is new or another than before: `before` is None for a new one."""

    line: int
    series: Indicator
    period: str
    before: Decimal | None
    now: Decimal


@dataclass
class ValuesReport(ImportReport):
    """What became of a table's values. `changes` are the new and the changed ones in the order of the table."""

    changes: list[ValueChange] = field(default_factory=list)


@dataclass(frozen=True)
class Origin:
    """Where all values of a table come from and when they were taken out; its own columns say it better.

    Where no day is said, what is new or changed was taken out today.
    """

    source: str = ""
    extracted_on: dt.date | None = None
    is_provisional: bool | None = None


def import_values(
    store: Store,
    file: Path,
    *,
    origin: Origin = Origin(),
    mapping: Mapping[str, str] | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ValuesReport:
    """Imports the values in a table (CSV or XLSX): a column a series, or a row a value with its series and period.

    Values that are refused are reported and the others kept. An empty cell changes nothing, and neither does the same
    file again. `mapping` is as `ValuesTable` has it. A `dry_run` says what would happen and writes nothing.
    `progress` is told how many rows of how many are done; what it raises takes the whole import back.
    Raises KideskError where the file cannot be read or its columns are not understood.
    """
    read = tables.read(file)
    verb = (VALUES_IMPORTED, INDICATORS.key)
    with store.read() if dry_run else store.change(*verb) as session, session.no_autoflush:
        series = list(session.scalars(select(Indicator).order_by(Indicator.id)))
        table = ValuesTable(read, series, mapping or {}, str(file))
        taking = _Taking(origin, ValuesReport(ignored=table.ignored))
        taking.report.tell_place(read)
        for done, (line, values, problems) in enumerate(table.rows()):
            if progress is not None and done % _STEP == 0:
                progress(done, table.count())
            taking.report.refused += [(line, problem) for problem in problems]
            for value in values:
                taking.take(value)
        if progress is not None:
            progress(table.count(), table.count())
    return taking.report


class _Taking:
    """Takes one value after the other, and tells the report what became of each."""

    def __init__(self, origin: Origin, report: ValuesReport) -> None:
        self._origin = origin
        self._known: dict[int, dict[str, IndicatorValue]] = {}
        self._lines: dict[tuple[int, str], int] = {}
        self._counted: set[int] = set()
        self.report = report

    def take(self, value: Value) -> None:
        """Adds or changes what the value says; one that contradicts an earlier line is refused."""
        series = value.series
        if series.counted != Counted.NOTHING:
            if series.id not in self._counted:  # said once, not for each of its values
                self._refuse(value, COUNTS_ITSELF)
            self._counted.add(series.id)
            return
        known = self._known.setdefault(series.id, {one.period: one for one in series.values})
        earlier = self._lines.setdefault((series.id, value.period), value.line)
        row = known.get(value.period)
        if row is None:
            known[value.period] = self._added(value)
        elif earlier != value.line and row.value != value.value:
            said = N_("Line {line} has another value of the same series and period; only that one was kept.")
            self._refuse(value, said, line=earlier)
        else:
            self._changed(row, value)

    def _refuse(self, value: Value, message: str, **details: object) -> None:
        self.report.refused.append((value.line, Problem("value", message, details)))

    def _added(self, value: Value) -> IndicatorValue:
        said = self._said(value)
        row = IndicatorValue(period=value.period, **{"source": "", "extracted_on": clock.today()} | said)
        value.series.values.append(row)
        self.report.created += 1
        self._tell(value, None)
        return row

    def _changed(self, row: IndicatorValue, value: Value) -> None:
        said = self._said(value)
        before = row.value
        if before != value.value:
            said = {"extracted_on": clock.today()} | said
        if all(getattr(row, key) == one for key, one in said.items()):
            self.report.unchanged += 1
            return
        for key, one in said.items():
            FIELDS[key].write(row, one)
        self.report.updated += 1
        self._tell(value, before)

    def _said(self, value: Value) -> dict[str, object]:
        """What is said of a value, by the key of its field; what nobody says is left as it is."""
        said = {
            "value": value.value,
            "source": value.source or self._origin.source.strip() or None,
            "extracted_on": value.extracted_on or self._origin.extracted_on,
            "is_provisional": self._origin.is_provisional if value.is_provisional is None else value.is_provisional,
        }
        return {key: one for key, one in said.items() if one is not None}

    def _tell(self, value: Value, before: Decimal | None) -> None:
        self.report.changes.append(ValueChange(value.line, value.series, value.period, before, value.value))
