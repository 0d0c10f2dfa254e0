"""The indicators: a list like the others; what is selected in it is drawn together, with what the values say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.plain import PlainLabel
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.gui.sentence_card import SentenceCard
from kidesk.gui.series_board import SeriesBoard
from kidesk.i18n import N_
from kidesk.operations.approve_sentence import approve_sentence
from kidesk.operations.counted_series import filled
from kidesk.records import INDICATORS
from kidesk.records.field import Field
from kidesk.records.indicator import Counted, Indicator
from kidesk.records.record import Record

_LIST_WIDTH, _NARROW_LIST_WIDTH = 460, 300
_NARROW = 900
_TOLD = frozenset({"values", "annotations", "sentences"})  # the board and the cards say them


class IndicatorDetail(RecordDetail):
    """The details of a series, under its board: the series selected with it stand there, too."""

    sentence_read = Signal(int, int)
    failed = Signal(object)

    def __init__(self, desk: Desk, selected: Callable[[], Sequence[Indicator]]) -> None:
        super().__init__(desk, INDICATORS)
        self.board = SeriesBoard(desk)
        self.cards = _column()
        # Until a series is shown they have a place already: what has no parent would outlive the window.
        first = QWidget()
        place = QVBoxLayout(first)
        place.addWidget(self.board)
        place.addWidget(self.cards)
        self._pane.setWidget(first)
        self._selected = selected
        self._wanted: tuple[int, ...] = ()

    def pictures(self, record: Record) -> list[QWidget]:
        self.cards = _column()
        return [self.board, self.cards]

    def is_told(self, field: Field, record: Record) -> bool:
        return field.key in _TOLD

    def show_record(self, record: Record) -> None:
        """Shows a series; what of the board had the keyboard keeps it."""
        focus = QApplication.focusWidget()
        is_kept = focus is not None and self.board.isAncestorOf(focus)
        super().show_record(record)
        self.show_selected()
        if is_kept and focus is not None:
            focus.setFocus()

    def follow(self) -> None:
        """Draws what is selected where that is something else than before."""
        if tuple(one.id for one in self._series()) != self._wanted:
            self.show_selected()

    def show_selected(self) -> None:
        """Draws what is selected now; what kidesk counts itself is counted in the background first."""
        series = self._series()
        self._wanted = tuple(one.id for one in series)
        if not any(one.counted != Counted.NOTHING for one in series):
            self._show(series)
            return
        if self._wanted != tuple(one.id for one in self.board.indicators):
            self.board.wait()
            self.cards.hide()
        store, numbers = self.desk.store, self._wanted

        def work(progress: tasks.Progress) -> Sequence[Indicator]:
            found = (store.get(Indicator, number) for number in numbers)
            return filled(store, [one for one in found if one is not None])

        tasks.begin(work, self._counted, self._failed)

    def _series(self) -> list[Indicator]:
        """The series shown, and after it the others that are selected."""
        if not isinstance(self.record, Indicator):
            return []
        shown = self.record
        return [shown, *(one for one in self._selected() if one.id != shown.id)]

    def _counted(self, series: Sequence[Indicator]) -> None:
        if tuple(one.id for one in series) == self._wanted:
            self._show(series)

    def _failed(self, error: BaseException) -> None:
        self._show([])
        message = N_("The series could not be counted. The log says why.")
        self.failed.emit(error if isinstance(error, KideskError) else KideskError(message))

    def _show(self, series: Sequence[Indicator]) -> None:
        self.board.show_indicators(series)
        column = self.cards.layout()
        assert isinstance(column, QVBoxLayout)
        for old in self.cards.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            old.hide()
            old.deleteLater()
        with_sentences = [(one, sentence) for one in series for sentence in one.sentences]
        self.cards.setVisible(bool(with_sentences))
        if with_sentences:
            column.addWidget(PlainLabel(self.desk.text(N_("Sentences with live figures")), "section"))
        for one, sentence in with_sentences:
            card = SentenceCard(one, sentence, self.desk.language)
            card.read.connect(lambda number, version=one.version: self.sentence_read.emit(number, version))
            column.addWidget(card)


def _column() -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 8, 0, 0)
    column.setSpacing(8)
    return made


class IndicatorPage(RecordPage):
    """The page of the indicators. `chart_asked` carries the numbers of series and how they are looked at."""

    shows_several = True
    chart_asked = Signal(object, object)
    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, INDICATORS)
        self.import_button = self.bar.add_button(N_("Import values…"), "file-up")
        self.import_button.clicked.connect(lambda: self.import_asked.emit())
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        # Soon: a row is selected before it becomes the current one.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._follow)
        self.list.selectionModel().selectionChanged.connect(lambda: self._soon.start())

    def detail_width(self, width: int) -> int:
        """All that the names of the series leave: a chart is read across."""
        return width - (_NARROW_LIST_WIDTH if width < _NARROW else _LIST_WIDTH)

    def make_detail(self) -> RecordDetail:
        detail = IndicatorDetail(self.desk, self.selected_series)
        detail.board.print_asked.connect(self.chart_asked)
        detail.board.import_asked.connect(self.import_asked)
        detail.board.said.connect(self.said)
        # Later: the cards are made anew then, and with them the button that was pressed.
        detail.sentence_read.connect(self._approve, Qt.ConnectionType.QueuedConnection)
        detail.failed.connect(self.failed)
        return detail

    def selected_series(self) -> list[Indicator]:
        """The selected series, from the top."""
        found = (self.model.record_at(row) for row in self.list.selected_rows())
        return [one for one in found if isinstance(one, Indicator)]

    def _follow(self) -> None:
        if isinstance(self.detail, IndicatorDetail) and not self.detail.isHidden():
            self.detail.follow()

    def _approve(self, number: int, version: int) -> None:
        try:
            approve_sentence(self.desk.store, number, version=version)
        except KideskError as error:
            self.failed.emit(error)
        else:
            self.done.emit(self.desk.text(N_("The sentence has been read")))
