"""The board of indicator series: what is drawn of them, the chart or its values, remarks, changes and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kidesk.gui.chart_picture import picture
from kidesk.gui.charts import ChartView
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.gui.empty import EmptyState
from kidesk.gui.flow_layout import FlowLayout
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.gui.section_table import RowTable
from kidesk.i18n import N_
from kidesk.records import series_period
from kidesk.records.indicator import Counted, Indicator
from kidesk.records.indicator_series import points
from kidesk.reports.figures import summary
from kidesk.reports.indicator_chart import source
from kidesk.reports.series_facts import Fact, series_facts
from kidesk.reports.series_lines import (
    WIDTHS,
    Look,
    SeriesChart,
    SeriesView,
    remarks_of,
    series_chart,
    settled,
    values,
)

_HEIGHT = 320
_GAP = 8


class SeriesBoard(QWidget):
    """Shows one or several series together. `print_asked` carries their numbers and the look, `said` what was done."""

    print_asked = Signal(object, object)
    import_asked = Signal()
    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._indicators: tuple[Indicator, ...] = ()
        self._look = Look()
        self._drawn: SeriesChart | None = None
        self.view = Options(desk, [(one, one.label) for one in SeriesView])
        self.base, self.mean, self.first, self.last = (Options(desk, [], is_named=True) for _ in range(4))
        self.chart, self.table = ChartView(), RowTable()
        self.chart.setFixedHeight(_HEIGHT)
        desk.say(self.chart, self.chart.setAccessibleName, N_("Chart of the series"))
        desk.say(self.table, self.table.setAccessibleName, N_("Values of the chart"))
        self.empty = EmptyState("chart-line")
        self.importing = self.empty.add_button("", "file-up", primary=True)
        self.importing.clicked.connect(self.import_asked)
        desk.say(self.importing, self.importing.setText, N_("Import values…"))
        self.as_table = self._button(N_("Values as a table"), "table")
        self.as_table.setCheckable(True)
        self.copy = self._button(N_("Copy as a picture"), "copy")
        self.print = self._button(N_("Print chart…"), "printer")
        self._texts = QWidget()
        self._lay_out()
        self._connect()

    def _button(self, words: str, sign: str) -> QPushButton:
        button = QPushButton()
        self._desk.say(button, button.setText, words)
        dress_button(button, sign, "", 16)
        return button

    def _lay_out(self) -> None:
        self._boxes = {
            label: Labelled(self._desk, label, options)
            for label, options in (
                (N_("What is drawn"), self.view),
                (N_("Base period"), self.base),
                (N_("Mean of"), self.mean),
                (N_("From year"), self.first),
                (N_("To year"), self.last),
            )
        }
        choices, acts = FlowLayout(12), FlowLayout(_GAP)
        for box, wide in zip(self._boxes.values(), (224, 156, 132, 116, 116), strict=True):
            box.setFixedWidth(wide)
            choices.addWidget(box)
        for button in (self.as_table, self.copy, self.print):
            acts.addWidget(button)
        self._show_boxes()
        self._stack = QStackedWidget()
        for shown in (self.chart, self.table, self.empty):
            self._stack.addWidget(shown)
        self._stack.setFixedHeight(_HEIGHT)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(12)
        self._column.addLayout(choices)
        self._column.addWidget(self._stack)
        self._column.addLayout(acts)
        self._column.addWidget(self._texts)

    def _connect(self) -> None:
        for options in (self.view, self.base, self.mean, self.first, self.last):
            options.activated.connect(lambda _: self._choose())
        self.as_table.toggled.connect(lambda _: self._show())
        self.copy.clicked.connect(self._copy)
        self.print.clicked.connect(self._print)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The series shown, the first of which decides about periods and unit."""
        return self._indicators

    @property
    def look(self) -> Look:
        """How they are looked at now."""
        return settled(self._look, self._indicators) if self._indicators else self._look

    def texts(self) -> list[str]:
        """What stands below the chart, from the top."""
        return [label.text() for label in self._texts.findChildren(PlainLabel)]

    def show_indicators(self, indicators: Sequence[Indicator]) -> None:
        """Shows these series in the window's language; what was chosen stays as far as they have it."""
        self._indicators = tuple(indicators)
        self._offer()
        self._draw()

    def wait(self) -> None:
        """Says that series are being counted, so that nothing of others is taken for theirs."""
        self._drawn = None
        text = self._desk.text
        self.importing.hide()
        self.empty.set_text(text(N_("Counting…")), text(N_("kidesk counts this series from its records.")))
        self._stack.setCurrentWidget(self.empty)
        self._texts.hide()
        for button in (self.as_table, self.copy, self.print):
            button.setEnabled(False)

    # Choosing

    def _offer(self) -> None:
        """Offers the years and periods that the series have."""
        said, known = self._desk.language, [point.period for one in self._indicators for point in points(one)]
        years = [(year, year) for year in sorted({period[:4] for period in known})]
        periods = [(name, series_period.said(name, said)) for name in sorted(set(known)) if len(name) > 4]
        widths = WIDTHS[self._indicators[0].frequency] if self._indicators else ()
        means = [(width, said.plural("{count} period", "{count} periods", width)) for width in widths]
        _offer(self.base, [*years, *periods], self.look.base)
        _offer(self.mean, means, self.look.width)
        _offer(self.first, [("", said.text(N_("First"))), *years], self._look.first)
        _offer(self.last, [("", said.text(N_("Latest"))), *years[::-1]], self._look.last)
        self._look = replace(self._look, first=self.first.value(), last=self.last.value())

    def _choose(self) -> None:
        first, last = self.first.value(), self.last.value()
        if first and last and first > last:
            last = ""
            self.last.set_value(last)
        self._look = Look(self.view.value(), self.base.value() or "", self.mean.value() or 0, first, last)
        self._draw()

    # Showing

    def _draw(self) -> None:
        self._drawn = series_chart(self._indicators, self._look, self._desk.language)
        self._show_boxes()
        if self._drawn is not None:
            self.chart.set_chart(self._drawn.lines, self._desk.language)
        for button in (self.as_table, self.copy, self.print):
            button.setEnabled(self._drawn is not None)
        self._show()
        self._tell()

    def _show_boxes(self) -> None:
        """Shows what can be chosen: what belongs to the view, and years where there are several."""
        view, has_years = self._look.view, self.first.count() > 2
        self._boxes[N_("Base period")].setVisible(view == SeriesView.INDEX and self.base.count() > 0)
        self._boxes[N_("Mean of")].setVisible(view == SeriesView.ROLLING_MEAN and self.mean.count() > 1)
        for label in (N_("From year"), N_("To year")):
            self._boxes[label].setVisible(has_years)

    def _show(self) -> None:
        if self._drawn is None:
            self._say_empty()
            self._stack.setCurrentWidget(self.empty)
            return
        if self.as_table.isChecked():
            table = summary.values(self._drawn.lines, self._desk.language)
            rows = [tuple(str(cell) for cell in row) for row in table.read() if isinstance(row, tuple)]
            self.table.show_rows(table.columns, rows)
        self._stack.setCurrentWidget(self.table if self.as_table.isChecked() else self.chart)

    def _say_empty(self) -> None:
        text, is_new = self._desk.text, not any(points(one) for one in self._indicators)
        is_counted = any(one.counted != Counted.NOTHING for one in self._indicators)
        self.importing.setVisible(is_new and not is_counted)
        if is_new and is_counted:
            hint = N_("kidesk counts this series from its records.")
            self.empty.set_text(text(N_("Nothing to count yet")), text(hint))
        elif is_new:
            hint = N_("Import a file with periods and values, or enter them in the form.")
            self.empty.set_text(text(N_("No values yet")), text(hint))
        else:
            self.empty.set_text(text(N_("There is nothing to draw here")), self._reason())

    def _reason(self) -> str:
        """Why none of the values that there are can be drawn."""
        reckoned = [figure for one in self._indicators for figure in values(one, self.look).values()]
        if reckoned and all(figure.value is None for figure in reckoned):
            return reckoned[-1].because(self._desk.language)
        return self._desk.text(N_("There are no values in these years."))

    def _tell(self) -> None:
        """Writes what belongs to the chart beneath it."""
        self._texts.hide()
        self._texts.deleteLater()
        self._texts = QWidget()
        column = QVBoxLayout(self._texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        said, drawn = self._desk.language, self._drawn
        for one in drawn.apart if drawn else ():
            apart = N_("{name} is not drawn: its periods or its unit are others.")
            _add(column, said.text(apart, name=one.caption(said.code)), "muted")
        remarks = [*summary.numbered(drawn.lines), *drawn.others] if drawn else []
        if not drawn:
            remarks = list(remarks_of(self._indicators, said, is_named=len(self._indicators) > 1))
        if remarks:
            _head(column, said.text(N_("Remarks")))
        for remark in remarks:
            _add(column, remark if isinstance(remark, str) else remark.text)
        if drawn:
            _head(column, said.text(N_("Changes")))
            column.addLayout(self._facts(drawn))
        for one in self._indicators:
            _add(column, source(one, said), "small")
        if len(self._indicators) == 1:
            _add(column, said.text(N_("Select several series in the list to see them together.")), "small")
        self._column.addWidget(self._texts)

    def _facts(self, drawn: SeriesChart) -> QGridLayout:
        """The latest value and the changes, a row for each series."""
        said, base = self._desk.language, self.look.base
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        since = said.text(N_("Since {base}"), base=series_period.said(base, said))
        heads = (said.text(N_("Latest value")), said.text(N_("Since the same period the year before")), since)
        for column, head in enumerate(heads, 1):
            grid.addWidget(PlainLabel(head, "small", wrap=True), 0, column)
        for row, one in enumerate(drawn.drawn, 1):
            grid.addWidget(PlainLabel(one.caption(said.code), "muted", wrap=True), row, 0)
            found = series_facts(one, base, said)
            for column, fact in enumerate((found.latest, found.since_year_before, found.since_base), 1):
                grid.addWidget(_fact(fact), row, column)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        return grid

    # Taking it elsewhere

    def _copy(self) -> None:
        if self._drawn is not None:
            QGuiApplication.clipboard().setImage(
                picture(self._drawn.lines, self._desk.language, self._desk.settings.accent)
            )
            self.said.emit(self._desk.text(N_("The chart was copied as a picture")))

    def _print(self) -> None:
        self.print_asked.emit(tuple(one.id for one in self._indicators), self.look)


def _offer(options: Options, offered: Sequence[tuple[object, str]], chosen: object) -> None:
    """Offers these values; the chosen one stays where it is offered."""
    options.set_options(offered)
    if chosen in [value for value, _ in offered]:
        options.set_value(chosen)


def _head(column: QVBoxLayout, text: str) -> None:
    column.addSpacing(8)
    column.addWidget(PlainLabel(text, "section"))


def _add(column: QVBoxLayout, text: str, role: str = "body") -> None:
    if text:
        column.addWidget(PlainLabel(text, role, wrap=True))  # type: ignore[arg-type]


def _fact(fact: Fact) -> PlainLabel:
    return PlainLabel(fact.text, "strong" if fact.is_known else "small", wrap=True)
