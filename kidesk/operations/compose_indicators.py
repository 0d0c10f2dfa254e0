"""Composes the chart of indicator series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations.counted_series import filled
from kidesk.operations.edit import gone
from kidesk.operations.report_asked import Asked
from kidesk.records.indicator import Indicator
from kidesk.store.store import Store

if TYPE_CHECKING:
    from kidesk.reports.content import Document
    from kidesk.reports.head import Head
    from kidesk.reports.series_lines import Look


def indicator_chart(asked: Asked) -> Document:
    """The values of one series. Raises UsageError without a number."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.series_lines import Look

    if asked.number is None:
        raise UsageError(N_("This report is about one indicator. Nothing was written; give the indicator’s number."))
    return compose_chart(asked.store, [asked.number], Look(), head=asked.head, language=asked.language)


def compose_chart(store: Store, numbers: Sequence[int], look: Look, *, head: Head, language: Language) -> Document:
    """One or several series by their numbers, as they are looked at. Raises KideskError where one is gone."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.indicator_chart import IndicatorChart, document

    indicators = filled(store, [_found(store, number) for number in numbers])
    return document(IndicatorChart(indicators, look), head, language)


def _found(store: Store, number: int) -> Indicator:
    found = store.get(Indicator, number)
    if found is None:
        raise gone(number)
    return found
