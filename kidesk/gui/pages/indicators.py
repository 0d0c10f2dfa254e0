"""The indicators: a list like the others, with the values of the selected series as a chart."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kidesk.gui.charts import ChartView
from kidesk.gui.desk import Desk
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.i18n import N_
from kidesk.records import INDICATORS
from kidesk.records.indicator import Indicator
from kidesk.records.record import Record, bilingual
from kidesk.reports.over_time import Lines, Series

_MOST_VALUES = 36
_CHART_HEIGHT = 220


class IndicatorDetail(RecordDetail):
    """The details of a series, under a chart of its latest values."""

    def pictures(self, record: Record) -> list[QWidget]:
        if not isinstance(record, Indicator) or len(record.values) < 2:
            return []
        latest = record.values[-_MOST_VALUES:]
        said = self.desk.language
        series = Series(record.caption(said.code), tuple(float(value.value) for value in latest))
        periods = tuple(value.period for value in latest)
        chart = ChartView()
        chart.setFixedHeight(_CHART_HEIGHT)
        chart.setAccessibleName(said.text(N_("Values over time")))
        chart.set_chart(Lines((series,), periods, unit=bilingual(record, "unit", said.code)), said)
        return [chart]


class IndicatorPage(RecordPage):
    """The page of the indicators."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, INDICATORS)

    def make_detail(self) -> RecordDetail:
        return IndicatorDetail(self.desk, self.type)
