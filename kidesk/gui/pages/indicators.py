"""The indicators: a list like the others, with the values of the selected series as a chart."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.line_chart import LineChart, Series
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.i18n import N_
from kidesk.records import INDICATORS
from kidesk.records.indicator import Indicator
from kidesk.records.record import Record

_MOST_VALUES = 36
_CHART_HEIGHT = 200


class IndicatorDetail(RecordDetail):
    """The details of a series, under a chart of its latest values."""

    def pictures(self, record: Record) -> list[QWidget]:
        if not isinstance(record, Indicator) or len(record.values) < 2:
            return []
        latest = record.values[-_MOST_VALUES:]
        chart = LineChart()
        chart.setFixedHeight(_CHART_HEIGHT)
        chart.setAccessibleName(self.desk.text(N_("Values over time")))
        series = Series(record.caption(self.desk.language.code), [float(value.value) for value in latest])
        chart.set_series([value.period for value in latest], [series], self.desk.language.number)
        return [chart]


class IndicatorPage(RecordPage):
    """The page of the indicators."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, INDICATORS)

    def make_detail(self) -> RecordDetail:
        return IndicatorDetail(self.desk, self.type)
