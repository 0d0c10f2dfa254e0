"""The files of an agreement in the window: attach, open, copy, remove, with keyboard, pointer and dropped files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.attach import AttachDialog
from kidesk.gui.editor import Editor
from kidesk.gui.field_box import FieldBox
from kidesk.gui.files_list import FilesList
from kidesk.gui.files_page import FilesPage
from kidesk.gui.main_window import MainWindow
from kidesk.gui.record_dialog import RecordDialog
from kidesk.operations import attach_file, edit
from kidesk.records import AGREEMENTS, ORGANISATIONS
from kidesk.records.agreement import Agreement
from kidesk.records.attachment import Attachment, AttachmentKind
from tests import factory
from tests.gui.conftest import Answers
from tests.gui.test_record_page import controls, name_of


@pytest.fixture
def number(desk: Desk) -> int:
    """An agreement."""
    return factory.agreement(desk.store, status="in-force").id


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A file to attach."""
    file = tmp_path / "Ramavtal <b>.pdf"
    file.write_bytes(b"%PDF-1.7")
    return file


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, number: int) -> Iterator[MainWindow]:
    """The window with the agreement shown."""
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1360, 860)
    made.show()
    made.show_record(AGREEMENTS, number)
    yield made
    for dialog in made.findChildren(RecordDialog):
        dialog.close()


def files(desk: Desk, number: int) -> list[Attachment]:
    agreement = desk.store.get(Agreement, number)
    assert agreement is not None
    return list(agreement.attachments)


def shown(window: MainWindow) -> FilesList:
    (found,) = window.stack.findChildren(FilesList)
    return found


def fill(box: FieldBox, value: Any) -> None:
    """Chooses or types a value."""
    assert isinstance(box.editor, Editor)
    box.editor.set_value(value)


def press(within: QWidget, name: str) -> None:
    """Presses the button that a screen reader calls `name`."""
    (button,) = (one for one in within.findChildren(QAbstractButton) if name_of(one) == name)
    button.click()


def test_a_file_is_attached_with_what_it_is(
    window: MainWindow, desk: Desk, number: int, scan: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "choose_to_read", lambda *_: scan)
    press(shown(window), "Bifoga filer…")
    qtbot.waitUntil(lambda: bool(window.findChildren(AttachDialog)))
    (dialog,) = window.findChildren(AttachDialog)
    fill(dialog.boxes["kind"], AttachmentKind.SIGNED)
    dialog.attach()
    qtbot.waitUntil(lambda: len(files(desk, number)) == 1)
    qtbot.waitUntil(lambda: len(shown(window).findChildren(QToolButton)) == 3)
    assert files(desk, number)[0].kind is AttachmentKind.SIGNED
    qtbot.waitUntil(lambda: window.toast.isVisible())
    window.work.undo()
    assert files(desk, number) == []


def test_every_button_of_a_file_can_be_reached_and_says_of_which_it_is(
    window: MainWindow, desk: Desk, number: int, scan: Path
) -> None:
    attach_file.attach(desk.workspace, number, [scan], attach_file.About())
    named = [name_of(one) for one in controls(shown(window))]
    file = "Ramavtal _b_.pdf"
    acts = ("Öppna filen", "Spara en kopia…", "Ta bort")
    assert named == [*(f"{act}: {file}" for act in acts), "Bifoga filer…"]


def test_a_copy_is_opened_and_another_saved(
    window: MainWindow,
    desk: Desk,
    number: int,
    scan: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[Path] = []
    suggested: list[Path] = []

    def choose(parent: Any, title: str, path: Path, kinds: str) -> Path:
        suggested.append(path)
        return tmp_path / "copy.pdf"


    def show(path: Path) -> bool:
        opened.append(path)
        return True

    monkeypatch.setattr(places, "show", show)
    monkeypatch.setattr(places, "choose_to_save", choose)
    attach_file.attach(desk.workspace, number, [scan], attach_file.About())
    press(shown(window), "Öppna filen: Ramavtal _b_.pdf")
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert desk.workspace.attachments.folder not in opened[0].parents
    assert opened[0].read_bytes() == scan.read_bytes()
    press(shown(window), "Spara en kopia…: Ramavtal _b_.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "copy.pdf").exists())
    assert suggested[0].name == "Ramavtal _b_.pdf"


def test_what_may_run_is_not_opened(
    window: MainWindow,
    desk: Desk,
    number: int,
    tmp_path: Path,
    answers: Answers,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(places, "show", opened.append)
    (tmp_path / "a.exe").write_bytes(b"MZ")
    attach_file.attach(desk.workspace, number, [tmp_path / "a.exe"], attach_file.About())
    press(shown(window), "Öppna filen: a.exe")
    qtbot.waitUntil(lambda: len(answers.asked) == 1)
    assert "Spara en kopia" in answers.asked[0]
    assert opened == []


def test_a_file_is_removed_and_taken_back(
    window: MainWindow, desk: Desk, number: int, scan: Path, qtbot: QtBot
) -> None:
    attach_file.attach(desk.workspace, number, [scan], attach_file.About())
    window.activateWindow()
    remove = next(one for one in controls(shown(window)) if name_of(one).startswith("Ta bort"))
    remove.setFocus()
    qtbot.keyClick(remove, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: files(desk, number) == [])
    qtbot.waitUntil(lambda: shown(window).findChildren(QToolButton) == [])
    assert QApplication.focusWidget() is shown(window).attach_button
    window.work.undo()
    assert len(files(desk, number)) == 1


def dropped(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_files_dropped_on_the_details_are_attached(
    window: MainWindow, desk: Desk, number: int, scan: Path, qtbot: QtBot
) -> None:
    page: Any = window.stack.currentWidget()
    data = dropped(scan, scan)
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, data, *keys)
    page.detail.dragEnterEvent(entering)
    assert entering.isAccepted()
    page.detail.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *keys))
    qtbot.waitUntil(lambda: bool(window.findChildren(AttachDialog)))
    (dialog,) = window.findChildren(AttachDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(files(desk, number)) == 2)


def test_what_is_no_file_of_this_computer_is_not_taken(window: MainWindow) -> None:
    page: Any = window.stack.currentWidget()
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.pdf")])
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, data, *keys)
    entering.ignore()
    page.detail.dragEnterEvent(entering)
    assert not entering.isAccepted()
    assert not window.pages["organisations"].detail.acceptDrops()  # type: ignore[attr-defined]


def test_a_file_that_cannot_be_attached_is_told_in_the_dialog(
    desk: Desk, number: int, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = AttachDialog(desk, number, [tmp_path / "none.pdf"], None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.attach()
    qtbot.waitUntil(lambda: dialog.banner.isVisible())
    assert "kan inte läsas" in dialog.banner.label.text()
    assert dialog.attach_button.isEnabled()


# The form


def test_the_form_offers_files_only_to_what_is_saved_and_never_a_hash(desk: Desk, number: int, qtbot: QtBot) -> None:
    new = RecordDialog(desk, AGREEMENTS)
    qtbot.addWidget(new)
    assert "attachments" not in new.boxes
    assert new.findChildren(FilesList) == []
    assert len(new.findChildren(FilesPage)) == 1
    other = RecordDialog(desk, ORGANISATIONS)
    qtbot.addWidget(other)
    assert other.findChildren(FilesPage) == []


def test_a_form_can_be_saved_after_a_file_was_attached_from_it(
    window: MainWindow, desk: Desk, number: int, scan: Path, answers: Answers, qtbot: QtBot
) -> None:
    window.work.edit(AGREEMENTS, number)
    form = window.work.dialog
    assert form is not None
    attach_file.attach(desk.workspace, number, [scan], attach_file.About())
    (page,) = form.findChildren(FilesPage)
    assert len(page.findChildren(QToolButton)) == 3
    fill(form.boxes["title_sv"], "Ny titel")
    assert form.save()
    assert answers.asked == []
    agreement = desk.store.get(Agreement, number)
    assert agreement is not None
    assert (agreement.title_sv, len(agreement.attachments)) == ("Ny titel", 1)


def test_what_another_changed_is_still_told(
    window: MainWindow, desk: Desk, number: int, scan: Path, answers: Answers
) -> None:
    window.work.edit(AGREEMENTS, number)
    form = window.work.dialog
    assert form is not None
    edit.save(desk.store, AGREEMENTS, {"title_sv": "Deras"}, number=number)
    attach_file.attach(desk.workspace, number, [scan], attach_file.About())
    fill(form.boxes["title_sv"], "Min")
    assert not form.save()
    assert len(answers.asked) == 1


def test_the_keyboard_reaches_the_files_of_the_form(
    window: MainWindow, desk: Desk, number: int, scan: Path, qtbot: QtBot
) -> None:
    attach_file.attach(desk.workspace, number, [scan], attach_file.About())
    window.work.edit(AGREEMENTS, number)
    form = window.work.dialog
    assert form is not None
    form._turn(-1)
    (page,) = form.findChildren(FilesPage)
    assert form.pages.currentWidget() is page
    (listed,) = page.findChildren(FilesList)
    assert form.focusWidget() is listed.attach_button
