"""Rows of records as they are painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from kidesk.gui import theme
from kidesk.gui.delegate import BADGE_ROLE, PADDING, STRONG_ROLE, dress_table, set_compact
from kidesk.gui.tokens import LIGHT

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class _Table(QAbstractTableModel):
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = 0) -> object:
        answers: dict[int, object] = {
            0: ["<b>A name that is far too long to be shown in one cell</b>", "kind", 103, "Expired"][index.column()],
            7: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter if index.column() == 2 else None,
            BADGE_ROLE: "bad" if index.column() == 3 else None,
            STRONG_ROLE: index.column() == 2,
        }
        return answers.get(role)


@pytest.fixture
def table(qapp: QApplication, qtbot: QtBot) -> QTableView:
    theme.apply(qapp, "light")
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(_Table(view))
    dress_table(view)
    for column in range(4):
        view.setColumnWidth(column, 120)
    view.resize(480, 300)
    view.show()
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


def _image(view: QTableView) -> QImage:
    return view.viewport().grab().toImage()


def _colours(image: QImage, x: int, y: int, width: int, height: int) -> set[str]:
    return {image.pixelColor(a, b).name() for a in range(x, x + width) for b in range(y, y + height)}


def test_rows_are_44_or_32_pixels_high(table: QTableView) -> None:
    assert table.rowHeight(0) == 44
    set_compact(table, True)
    assert table.rowHeight(0) == 32
    set_compact(table, False)
    assert table.rowHeight(0) == 44


def test_one_hairline_under_each_row_and_no_grid(table: QTableView) -> None:
    table.clearFocus()
    image = _image(table)
    assert _colours(image, 0, 43, 480, 1) == {LIGHT.line}
    assert _colours(image, 116, 1, 8, 40) == {LIGHT.surface}


def test_the_selected_row_has_a_bar_and_one_line_around_the_whole_of_it(table: QTableView) -> None:
    table.setCurrentIndex(table.model().index(1, 2))
    image = _image(table)
    assert _colours(image, 0, 44, 3, 44) == {LIGHT.accent}
    assert _colours(image, 0, 44, 480, 1) == {LIGHT.accent}
    assert _colours(image, 0, 87, 480, 1) == {LIGHT.accent}
    assert image.pixelColor(115, 60) == QColor(LIGHT.soft)
    assert image.pixelColor(240, 60) == QColor(LIGHT.soft), "no seam between cells"
    assert image.pixelColor(115, 20) == QColor(LIGHT.surface)


def test_the_line_shows_only_while_the_table_has_the_focus(table: QTableView) -> None:
    table.setCurrentIndex(table.model().index(1, 0))
    table.clearFocus()
    assert _image(table).pixelColor(200, 44) == QColor(LIGHT.soft)


def test_the_bar_stays_at_the_left_when_columns_are_moved(table: QTableView) -> None:
    table.setCurrentIndex(table.model().index(1, 0))
    table.horizontalHeader().moveSection(0, 2)
    image = _image(table)
    assert _colours(image, 0, 46, 3, 40) == {LIGHT.accent}
    assert image.pixelColor(241, 50) == QColor(LIGHT.soft)


def test_the_whole_row_under_the_pointer_is_tinted(table: QTableView) -> None:
    QTest.mouseMove(table.viewport(), QPoint(10, 60))
    image = _image(table)
    assert [image.pixelColor(x, 50) for x in (5, 125, 245, 365)] == [QColor(LIGHT.hover)] * 4
    assert image.pixelColor(5, 100) == QColor(LIGHT.surface)
    QApplication.sendEvent(table.viewport(), QEvent(QEvent.Type.Leave))
    assert _image(table).pixelColor(5, 50) == QColor(LIGHT.surface)


def test_text_keeps_its_padding_and_never_runs_into_the_next_cell(table: QTableView) -> None:
    image = _image(table)
    assert _colours(image, 0, 90, PADDING - 1, 40) == {LIGHT.surface}
    assert _colours(image, 120 - PADDING + 1, 90, 2 * PADDING - 2, 40) == {LIGHT.surface}


def test_the_first_column_and_strong_cells_are_dark_and_others_muted(table: QTableView) -> None:
    image = _image(table)
    darkest = [min(_colours(image, 120 * column, 90, 120, 40)) for column in range(3)]
    assert darkest[0] < LIGHT.muted
    assert darkest[1] >= LIGHT.muted
    assert darkest[2] < LIGHT.muted


def test_a_number_stands_at_the_right(table: QTableView) -> None:
    image = _image(table)
    assert _colours(image, 240, 90, 60, 40) == {LIGHT.surface}
    assert len(_colours(image, 320, 90, 28, 40)) > 1


def test_a_status_is_painted_as_a_badge(table: QTableView) -> None:
    assert LIGHT.bad_bg in _colours(_image(table), 360, 90, 120, 40)


def test_a_column_can_be_fitted_to_its_contents(table: QTableView) -> None:
    table.resizeColumnToContents(1)
    assert 2 * PADDING < table.columnWidth(1) < 120
    table.resizeColumnToContents(3)
    assert table.columnWidth(3) > 80
