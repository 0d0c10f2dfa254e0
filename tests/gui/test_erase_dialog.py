"""Erasing a person in the window: what it reaches is shown first, and nothing happens by mistake."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.erase import EraseDialog
from kidesk.gui.field_box import FieldBox
from kidesk.gui.main_window import MainWindow
from kidesk.gui.plain import PlainLabel
from kidesk.operations import attach_file
from kidesk.operations.attach_file import About
from kidesk.operations.erase_person import Decision, erase
from kidesk.records import PERSONS
from kidesk.records.person import Person
from kidesk.records.privacy_decision import ErasureGround, PrivacyDecision
from kidesk.store import backup
from kidesk.store.workspace import DATABASE
from tests import factory


@pytest.fixture
def person(desk: Desk, tmp_path: Path) -> Person:
    """A person who is named in an attached file and in a backup."""
    made = factory.person(desk.store, given_name="Örjan", family_name="Åkerblöm")
    paper = tmp_path / "protokoll.txt"
    paper.write_text("Närvarande: Örjan Åkerblöm", "utf-8")
    attach_file.attach(desk.workspace, factory.agreement(desk.store).id, [paper], About())
    backup.back_up(desk.workspace.folder / DATABASE, desk.workspace.folder / "backups")
    return made


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, person: Person) -> Iterator[MainWindow]:
    """The window with the person shown."""
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.show_record(PERSONS, person.id)
    yield made
    for dialog in made.findChildren(EraseDialog):
        dialog.close()


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> EraseDialog:
    """The dialog, once it has looked through the workspace."""
    window.actions_["erase"].trigger()
    (made,) = window.findChildren(EraseDialog)
    qtbot.waitUntil(lambda: made.found is not None)
    return made


def _filled(dialog: EraseDialog) -> None:
    values: dict[str, Any] = {"ground": ErasureGround.NOT_NEEDED, "decided_by": "Prefekten"}
    for key, value in values.items():
        dialog.boxes[key].editor.set_value(value)


def _labels(box: FieldBox) -> list[str]:
    return [label.text() for label in box.findChildren(PlainLabel)]


def test_it_shows_what_it_reaches_and_waits_for_the_person_to_be_certain(dialog: EraseDialog) -> None:
    said = dialog._reached.text()
    assert "Den bifogade filen ”protokoll.txt” nämner personen." in said
    assert "Dessa poster försvinner för gott: Person: 1." in said
    assert dialog.files.isVisible()
    assert dialog.backups.isVisible()
    assert not dialog.erase_button.isEnabled()
    dialog.is_certain.setChecked(True)
    assert dialog.erase_button.isEnabled()


def test_enter_cancels(qtbot: QtBot, dialog: EraseDialog, desk: Desk, person: Person) -> None:
    dialog.is_certain.setChecked(True)
    qtbot.keyClick(dialog.boxes["decided_by"].editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert desk.store.get(Person, person.id) is not None


def test_without_ground_and_decider_it_says_what_is_missing(dialog: EraseDialog, desk: Desk, person: Person) -> None:
    marked = [box.field.key for box in dialog.boxes.values() if f"{desk.text(box.field.label)} *" in _labels(box)]
    assert marked == ["ground", "decided_by"]
    dialog.is_certain.setChecked(True)
    dialog.erase_button.click()
    assert dialog.boxes["ground"].problem
    assert dialog.boxes["decided_by"].problem
    assert desk.store.get(Person, person.id) is not None


def test_the_person_goes_and_the_proof_is_shown(
    qtbot: QtBot, dialog: EraseDialog, desk: Desk, person: Person, window: MainWindow
) -> None:
    _filled(dialog)
    dialog.files.setChecked(True)
    dialog.backups.setChecked(True)
    dialog.is_certain.setChecked(True)
    dialog.erase_button.click()
    qtbot.waitUntil(lambda: dialog.proof is not None)
    assert dialog.proof is not None
    assert dialog.proof.is_proved
    assert "Inget namn, ingen e-postadress och inget telefonnummer" in dialog._reached.text()
    assert desk.store.get(Person, person.id) is None
    assert len(desk.store.all(PrivacyDecision)) == 1
    qtbot.waitUntil(lambda: not window.actions_["undo"].isEnabled())


def test_who_came_back_with_an_older_copy_is_offered_to_be_erased_again(
    qtbot: QtBot, window: MainWindow, desk: Desk, person: Person, tmp_path: Path
) -> None:
    database = desk.workspace.folder / DATABASE
    older = shutil.copy(database, tmp_path / "older.db")
    window.privacy.look_for_returned()
    assert not window.toast.isVisible()
    erase(desk.workspace, person.id, Decision(ErasureGround.NOT_NEEDED, "Prefekten", ""), language=desk.language)
    desk.store.close()
    shutil.copy(older, database)
    window.privacy.look_for_returned()
    assert window.toast.isVisible()
    window.toast._action.click()
    (dialog,) = window.findChildren(EraseDialog)
    qtbot.waitUntil(lambda: dialog.found is not None)


def test_elsewhere_the_command_says_where_to_go(window: MainWindow) -> None:
    window.show_page("agreements")
    window.actions_["erase"].trigger()
    assert window.findChildren(EraseDialog) == []
    assert window.toast.isVisible()
