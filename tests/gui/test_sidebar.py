"""The sidebar: by mouse, by keyboard and by ear."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from kidesk.gui import theme
from kidesk.gui.sidebar import WIDTH, Entry, Sidebar

# The offscreen platform says that it leaves size hints alone.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

ENTRIES = [
    Entry("overview", "layout-dashboard", "Overview"),
    Entry("people", "users", "Contacts", 412),
    Entry("agreements", "handshake", "Agreements", 12, alert=True),
]


@pytest.fixture
def sidebar(qapp: QApplication, qtbot: QtBot) -> Sidebar:
    theme.apply(qapp, "light")
    made = Sidebar("kidesk")
    qtbot.addWidget(made)
    made.set_entries(ENTRIES)
    made.set_pinned(Entry("settings", "settings", "Settings"))
    made.resize(WIDTH, 500)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def chosen(sidebar: Sidebar) -> list[str]:
    keys: list[str] = []
    sidebar.chosen.connect(keys.append)
    return keys


def _lists(sidebar: Sidebar) -> list[QListWidget]:
    return sidebar.findChildren(QListWidget)


def _press(sidebar: Sidebar, key: Qt.Key) -> None:
    focused = next(each for each in _lists(sidebar) if each.hasFocus())
    QTest.keyClick(focused, key)


def test_the_arrow_keys_reach_every_entry_and_come_back(sidebar: Sidebar, chosen: list[str]) -> None:
    sidebar.select("overview")
    _lists(sidebar)[0].setFocus()
    for _ in range(3):
        _press(sidebar, Qt.Key.Key_Down)
    assert chosen == ["people", "agreements", "settings"]
    assert sidebar.current() == "settings"
    _press(sidebar, Qt.Key.Key_Up)
    assert chosen[-1] == sidebar.current() == "agreements"


def test_tab_alone_chooses_nothing_but_enter_does(sidebar: Sidebar, chosen: list[str]) -> None:
    main, pinned = _lists(sidebar)
    sidebar.select("overview")
    main.setFocus()
    QTest.keyClick(main, Qt.Key.Key_Tab)
    assert pinned.hasFocus()
    assert chosen == []
    QTest.keyClick(pinned, Qt.Key.Key_Return)
    assert chosen == ["settings"]
    assert sidebar.current() == "settings"


def test_a_click_chooses_one_entry(sidebar: Sidebar, chosen: list[str]) -> None:
    main, pinned = _lists(sidebar)
    for view, row in ((main, 1), (pinned, 0), (main, 2)):
        place = view.visualItemRect(view.item(row)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == ["people", "settings", "agreements"]
    assert sidebar.current() == "agreements"


def test_selecting_from_the_program_is_silent(sidebar: Sidebar, chosen: list[str]) -> None:
    sidebar.select("people")
    assert sidebar.current() == "people"
    assert chosen == []


def test_new_entries_keep_the_one_chosen(sidebar: Sidebar, chosen: list[str]) -> None:
    sidebar.select("agreements")
    sidebar.set_entries([Entry(each.key, each.icon, each.text.upper()) for each in ENTRIES])
    assert sidebar.current() == "agreements"
    assert chosen == []


def test_the_count_is_spoken(sidebar: Sidebar) -> None:
    item = _lists(sidebar)[0].item(1)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert item.data(role) == "Contacts, 412"
    sidebar.set_count("people", 413)
    assert item.data(role) == "Contacts, 413"
    sidebar.set_count("people", None)
    assert item.data(role) == "Contacts"


def test_an_alert_stands_in_a_pill(sidebar: Sidebar) -> None:
    main = _lists(sidebar)[0]
    pill = QColor(theme.tokens().bad_bg)

    def has_pill(row: int) -> bool:
        place = main.visualItemRect(main.item(row))
        image = main.viewport().grab(place).toImage()
        return any(image.pixelColor(x, 19) == pill for x in range(image.width()))

    assert has_pill(2)
    assert not has_pill(1)
    sidebar.set_count("agreements", 12, alert=False)
    assert not has_pill(2)


def test_it_is_224_pixels_wide(sidebar: Sidebar) -> None:
    assert sidebar.width() == WIDTH == 224


def test_in_a_low_window_all_entries_are_seen_at_once(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.set_entries([Entry(f"{place}", "users", f"Entry {place}") for place in range(14)])
    entries = sidebar.findChildren(QListWidget)[0]
    sidebar.show()
    sidebar.resize(WIDTH, 570)
    qtbot.waitUntil(lambda: entries.sizeHintForRow(0) < 38 and entries.verticalScrollBar().maximum() == 0)
    sidebar.resize(WIDTH, 900)
    qtbot.waitUntil(lambda: entries.sizeHintForRow(0) == 38 and entries.verticalScrollBar().maximum() == 0)
