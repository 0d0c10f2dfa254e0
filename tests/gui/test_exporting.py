"""Exporting from the window: the list goes out as it is shown or whole, can be stopped, and can be opened."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from kidesk.exchange import tables
from kidesk.gui import exporting
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.main_window import MainWindow
from kidesk.gui.plain import PlainLabel
from kidesk.gui.record_page import RecordPage
from kidesk.operations.export_table import export_table
from tests import factory
from tests.gui.conftest import Answers

CTRL = Qt.KeyboardModifier.ControlModifier


class Places:
    """The file that is chosen, what was suggested, and what was opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
        self.file: Path | None = file
        self.suggested: list[Path] = []
        self.opened: list[Path] = []
        self.opens = True
        monkeypatch.setattr(places, "choose_to_write", self._choose)
        monkeypatch.setattr(places, "show", self._show)

    def _choose(self, parent: object, title: str, suggested: Path, *others: str) -> Path | None:
        self.suggested.append(suggested)
        assert others[0] == "CSV (*.csv)"
        return self.file

    def _show(self, file: Path) -> bool:
        self.opened.append(file)
        return self.opens


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Places:
    """A CSV file is chosen each time."""
    return Places(monkeypatch, tmp_path / "lista.csv")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The organisations, three of them."""
    for name in ("Åbo Akademi", "Örebro universitet", "Uppsala universitet"):
        factory.organisation(desk.store, name_sv=name)
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.show_page("organisations")
    return made


def press(window: MainWindow) -> None:
    """Presses the shortcut."""
    QTest.keyClick(window, Qt.Key.Key_E, CTRL)


def said(window: MainWindow) -> str:
    """What the toast says."""
    return window.toast.findChildren(PlainLabel)[0].text() if window.toast.isVisible() else ""


def names(file: Path | None) -> list[str]:
    """The names in the file."""
    assert file is not None
    return [line.cells["Namn på svenska"] for line in tables.read(file).lines]


def page(window: MainWindow) -> RecordPage:
    """The page of the organisations."""
    found = window.pages["organisations"]
    assert isinstance(found, RecordPage)
    return found


def test_the_whole_list_needs_no_question(
    window: MainWindow, qtbot: QtBot, chosen: Places, answers: Answers, frozen_day: object
) -> None:
    page(window).list.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    press(window)
    qtbot.waitUntil(lambda: said(window) == "3 rader finns i lista.csv.")
    assert answers.asked == []
    assert names(chosen.file) == ["Örebro universitet", "Åbo Akademi", "Uppsala universitet"]
    assert chosen.suggested[0].name == "Organisationer 2026-05-04.xlsx"
    (button,) = window.toast.findChildren(QPushButton)
    assert button.text() == "Öppna filen"
    button.click()
    assert chosen.opened == [chosen.file]


@pytest.mark.parametrize(("answer", "rows"), [("shown", ["Örebro universitet"]), ("all", 3), ("cancel", None)])
def test_a_narrowed_list_goes_out_as_it_is_shown_or_whole(
    window: MainWindow, qtbot: QtBot, chosen: Places, answers: Answers, answer: str, rows: list[str] | int | None
) -> None:
    page(window).model.show(typed="orebro")
    answers.key = answer
    press(window)
    assert len(answers.asked) == 1
    if rows is None:
        assert chosen.suggested == []
        return
    qtbot.waitUntil(lambda: "lista.csv" in said(window))
    found = names(chosen.file)
    assert found == rows if isinstance(rows, list) else len(found) == rows


def test_nowhere_to_write_is_no_error(window: MainWindow, chosen: Places, answers: Answers) -> None:
    chosen.file = None
    press(window)
    assert (said(window), answers.asked) == ("", [])


def test_who_was_left_out_is_said(window: MainWindow, qtbot: QtBot, desk: Desk, chosen: Places) -> None:
    factory.person(desk.store, has_protected_identity=True)
    window.show_page("persons")
    press(window)
    qtbot.waitUntil(lambda: "lista.csv" in said(window))
    wanted = "0 rader finns i lista.csv. Poster om personer med skyddade personuppgifter utelämnades: 1."
    assert said(window) == wanted


def test_persons_go_out_as_contacts_where_the_file_is_to_hold_such(
    window: MainWindow, qtbot: QtBot, desk: Desk, chosen: Places, tmp_path: Path
) -> None:
    factory.person(desk.store, given_name="Åsa", family_name="Ek")
    factory.person(desk.store, has_protected_identity=True)
    chosen.file = tmp_path / "kontakter.vcf"
    window.show_page("persons")
    press(window)
    qtbot.waitUntil(lambda: "kontakter.vcf" in said(window))
    assert said(window).startswith("1 person finns i kontakter.vcf.")
    assert "Åsa" in chosen.file.read_text("utf-8")


def test_the_plan_goes_out_as_its_items(window: MainWindow, qtbot: QtBot, desk: Desk, chosen: Places) -> None:
    factory.plan_item(desk.store, title_sv="Aktivitet ett")
    window.show_page("plan")
    press(window)
    qtbot.waitUntil(lambda: said(window) == "1 rad finns i lista.csv.")


def test_a_page_without_a_list_says_so(window: MainWindow, chosen: Places) -> None:
    window.show_page("overview")
    press(window)
    assert said(window) == "Gå först till listan som ska exporteras."


def test_a_file_that_cannot_be_written_is_told(
    window: MainWindow, qtbot: QtBot, chosen: Places, answers: Answers, tmp_path: Path
) -> None:
    chosen.file = tmp_path / "none" / "lista.csv"
    press(window)
    qtbot.waitUntil(lambda: len(answers.asked) == 1)
    assert "”lista.csv” gick inte att spara" in answers.asked[0]


def test_a_file_that_no_program_opens_is_told(window: MainWindow, qtbot: QtBot, chosen: Places) -> None:
    chosen.opens = False
    press(window)
    qtbot.waitUntil(lambda: "lista.csv" in said(window))
    window.toast.findChildren(QPushButton)[0].click()
    assert said(window) == "Inget program här öppnar lista.csv. Öppna filen inifrån ett annat program."


def test_writing_can_be_stopped_and_holds_the_window_open(
    window: MainWindow, qtbot: QtBot, chosen: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()

    def slowly(*given: object, progress: object, **named: object) -> object:
        def step(done: int, whole: int) -> None:
            may_go_on.wait(10)
            progress(done, whole)  # type: ignore[operator]

        return export_table(*given, progress=step, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(exporting, "export_table", slowly)
    assert chosen.file is not None
    chosen.file.write_text("earlier")
    press(window)
    assert not window.close(), "the table is still being written"
    (dialog,) = window.findChildren(QProgressDialog)
    dialog.canceled.emit()
    may_go_on.set()
    qtbot.waitUntil(lambda: said(window) == "Avbrutet. Inget sparades.")
    assert chosen.file.read_text() == "earlier"
    assert window.close()
