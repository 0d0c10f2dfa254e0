"""Cards, rows and the empty state: what they say and what they open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kidesk.gui import theme
from kidesk.gui.cards import Card, Row, RowList
from kidesk.gui.empty import EmptyState

# The offscreen platform says that it leaves size hints alone.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

ROWS = [
    Row("a", "Instituto Atlántico", "1 okt. 2026", badge="Utgånget", tone="bad"),
    Row("b", "<b>Okavango</b>", "31 dec. 2026", badge="Löper snart ut", tone="warn"),
]


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def rows(qtbot: QtBot) -> RowList:
    made = RowList()
    qtbot.addWidget(made)
    made.set_rows(ROWS)
    made.resize(400, 80)
    made.show()
    made.activateWindow()
    return made


def test_a_row_opens_by_mouse_and_by_keyboard(rows: RowList) -> None:
    opened: list[object] = []
    rows.chosen.connect(opened.append)
    first, second = rows.rows()
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert opened == ["a", "b"]


def test_a_row_says_badge_text_and_date(rows: RowList) -> None:
    interface = QAccessible.queryAccessibleInterface(rows.rows()[0])
    assert interface.text(QAccessible.Text.Name) == "Utgånget, Instituto Atlántico, 1 okt. 2026"
    assert interface.role() == QAccessible.Role.Button


def test_a_focused_row_can_be_seen(rows: RowList) -> None:
    row = rows.rows()[1]
    before = row.grab().toImage()
    row.setFocus()
    assert row.grab().toImage() != before


def test_new_rows_take_the_place_of_the_old(rows: RowList) -> None:
    rows.set_rows([Row("c", "Only", icon="bell")])
    assert [row.text() for row in rows.rows()] == ["Only"]


def test_the_words_at_the_right_are_never_shortened(rows: RowList) -> None:
    row = rows.rows()[0]
    row.resize(row.minimumSizeHint())
    image = row.grab().toImage()
    words = QFontMetrics(theme.font(tabular=True)).horizontalAdvance("1 okt. 2026")
    gap = range(row.width() - 8 - words - 12, row.width() - 8 - words - 2)
    start = range(row.width() - 8 - words - 2, row.width() - 8 - words + 6)
    assert not _has_ink(image, gap)
    assert _has_ink(image, start)


def _has_ink(image: QImage, columns: range) -> bool:
    ground = image.pixel(image.width() - 6, 6)
    return any(image.pixel(x, y) != ground for x in columns for y in range(6, image.height() - 6))


def test_rows_in_a_card_stand_under_its_title(qtbot: QtBot) -> None:
    card, rows = Card("Needs action"), RowList()
    qtbot.addWidget(card)
    rows.set_rows(ROWS)
    card.add(rows)
    card.resize(420, 160)
    card.show()
    title = card.findChildren(QLabel)[0].mapTo(card, QPoint(0, 0)).x()
    assert title == 21
    assert rows.mapTo(card, QPoint(8, 0)).x() == title


def test_an_empty_state_offers_what_to_do(qtbot: QtBot) -> None:
    done: list[str] = []
    empty = EmptyState("users", "No contacts yet", "Import them or add the first by hand. " * 6)
    qtbot.addWidget(empty)
    primary = empty.add_button("Import…", "file-down", primary=True)
    empty.add_button("New contact", "plus").clicked.connect(lambda: done.append("new"))
    primary.clicked.connect(lambda: done.append("import"))
    empty.resize(700, 500)
    empty.show()
    for label in empty.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), "nothing is cut off"
    primary.click()
    assert primary.property("kind") == "primary"
    assert done == ["import"]
    empty.set_text("Inga kontakter än", "")
    assert empty.findChildren(QLabel)[0].text() == "Inga kontakter än"
