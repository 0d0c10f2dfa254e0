"""The toast: one at a time, announced, with a way back, gone after a while but not while it is read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kidesk.gui import theme
from kidesk.gui.toast import Toast


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> QWidget:
    theme.apply(qapp, "light")
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.activateWindow()
    return made


def _button(toast: Toast) -> QPushButton:
    return toast.findChildren(QPushButton)[0]


def test_its_action_is_called_once_and_puts_it_away(window: QWidget) -> None:
    calls: list[str] = []
    toast = Toast(window)
    toast.say("Archived", "Undo", lambda: calls.append("undone"))
    assert toast.isVisible()
    QTest.mouseClick(_button(toast), Qt.MouseButton.LeftButton)
    assert calls == ["undone"]
    assert not toast.isVisible()


def test_it_is_announced(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def listen(event: QAccessibleAnnouncementEvent) -> None:
        said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", listen)
    Toast(window).say("Saved")
    assert said == ["Saved"]


def test_a_new_message_takes_the_place_of_the_old_and_of_its_action(window: QWidget) -> None:
    toast = Toast(window)
    toast.say("First", "Undo", lambda: None)
    toast.say("<b>Second</b>")
    assert [label.text() for label in toast.findChildren(QLabel)] == ["<b>Second</b>"]
    assert toast.findChildren(QLabel)[0].textFormat() == Qt.TextFormat.PlainText
    assert not _button(toast).isVisible()


def test_it_stands_at_the_bottom_in_the_middle_also_after_a_resize(window: QWidget, qtbot: QtBot) -> None:
    toast = Toast(window)
    toast.say("Archived", "Undo", lambda: None)
    for width in (600, 500):
        window.resize(width, 400)
        qtbot.waitUntil(lambda middle=width // 2: abs(toast.geometry().center().x() - middle) <= 1)  # type: ignore[misc]
        assert 300 < toast.geometry().bottom() < 400


def test_a_long_message_wraps_inside_the_window(window: QWidget) -> None:
    toast = Toast(window)
    toast.say("A message that says far more than there is room for in one line " * 3, "Undo", lambda: None)
    assert toast.width() <= 600 - 48
    assert window.rect().contains(toast.geometry())
    assert toast.height() > 60


def test_it_goes_by_itself(window: QWidget, qtbot: QtBot) -> None:
    toast = Toast(window)
    toast._timer.setInterval(20)
    toast.say("Saved")
    qtbot.waitUntil(lambda: not toast.isVisible(), timeout=2000)


def test_it_waits_while_it_is_pointed_at_or_focused(window: QWidget) -> None:
    toast = Toast(window)
    toast.say("Archived", "Undo", lambda: None)
    place = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(place, place, place))
    assert not toast._timer.isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast._timer.isActive()
    _button(toast).setFocus()
    assert not toast._timer.isActive()
    _button(toast).clearFocus()
    assert toast._timer.isActive()


def test_escape_puts_it_away(window: QWidget) -> None:
    toast = Toast(window)
    toast.say("Archived", "Undo", lambda: None)
    QTest.keyClick(toast, Qt.Key.Key_Escape)
    assert not toast.isVisible()
