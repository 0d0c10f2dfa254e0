"""What takes long is taken back, done again and deleted beside the window, and can be stopped there."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QProgressDialog
from pytestqt.qtbot import QtBot

from kidesk.gui import record_work
from kidesk.gui.desk import Desk
from kidesk.gui.main_window import MainWindow
from kidesk.operations import edit
from kidesk.records.person import Person
from kidesk.records.person_type import PERSONS
from kidesk.store import loading, replay


@pytest.fixture
def window(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A window in which five of anything are many."""
    monkeypatch.setattr(record_work, "_QUICK", 4)
    for module in (loading, replay):
        monkeypatch.setattr(module, "AT_ONCE", 1)
    with desk.store.change(edit.ADDED, PERSONS.key) as session:
        session.add_all(Person(family_name=f"Lind {number}") for number in range(5))
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.show_page("persons")
    return made


def _count(window: MainWindow) -> int:
    return len(window.desk.store.all(Person))


def _said(window: MainWindow) -> str:
    return window.toast._message.text()


def _ended(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.work._task is None, timeout=20_000)


def test_a_long_step_is_taken_back_and_done_again_beside_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.work.undo()
    assert window.work._task is not None
    assert [one.windowTitle() for one in window.findChildren(QProgressDialog)] == ["Ångrar"]
    _ended(window, qtbot)
    assert (_count(window), _said(window)) == (0, "Det som lades till togs bort")
    qtbot.waitUntil(window.actions_["redo"].isEnabled)
    window.work.redo()
    assert window.work._task is not None
    _ended(window, qtbot)
    assert (_count(window), _said(window)) == (5, "Tillagt igen")


def test_a_short_step_is_taken_back_at_once(window: MainWindow) -> None:
    edit.save(window.desk.store, PERSONS, {"family_name": "Ek"})
    window.work.undo()
    assert window.work._task is None
    assert _count(window) == 5


def test_no_second_step_is_taken_while_one_goes_on_and_the_window_stays(window: MainWindow, qtbot: QtBot) -> None:
    edit.save(window.desk.store, PERSONS, {"family_name": "Ek"})
    window.desk.store.undo()
    window.work.undo()
    window.work.undo()
    window.work.redo()
    assert not window.work.may_leave()
    _ended(window, qtbot)
    assert _count(window) == 0
    assert window.desk.store.next_steps() == (None, edit.ADDED)
    assert window.work.may_leave()


def test_a_long_step_that_is_stopped_has_taken_nothing_back(window: MainWindow, qtbot: QtBot) -> None:
    window.work.undo()
    for dialog in window.findChildren(QProgressDialog):
        dialog.canceled.emit()
    _ended(window, qtbot)
    assert (_count(window), _said(window)) == (5, "Avbrutet. Inget ångrades.")
    assert window.desk.store.next_steps() == (edit.ADDED, None)


def test_many_are_deleted_beside_the_window_and_the_toast_brings_them_back(window: MainWindow, qtbot: QtBot) -> None:
    numbers = [one.id for one in window.desk.store.all(Person)]
    window.work.delete(PERSONS, numbers)
    assert window.work._task is not None
    _ended(window, qtbot)
    assert (_count(window), _said(window)) == (0, "5 poster borttagna")
    window.toast._act()
    _ended(window, qtbot)
    assert _count(window) == 5


def test_what_cannot_be_taken_back_is_said_after_a_long_try(window: MainWindow, qtbot: QtBot, answers: Any) -> None:
    with window.desk.store.change("Aside", is_undoable=False) as session:
        session.get_one(Person, 1).given_name = "Eva"
    window.work.undo()
    _ended(window, qtbot)
    assert _count(window) == 5
    assert "ändrats sedan" in answers.asked[0]
