"""The registers in the window: the agreement register, the annual list, and the text for the registrar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kidesk.exchange import tables
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.annual_list import AnnualListDialog
from kidesk.gui.dialogs.registrar import RegistrarDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.preview.composer import STOPPED
from kidesk.gui.record_page import RecordPage
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_type import AGREEMENTS
from tests import factory
from tests.benchmarks.agreements import fill
from tests.gui.test_preview import LONG, text
from tests.gui.test_printing import opened

D = TypeVar("D", bound=QWidget)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, freeze: Callable[[dt.date], None]) -> MainWindow:
    """The agreements, two of them, in Swedish."""
    freeze(dt.date(2026, 5, 4))
    unit = factory.organisation(desk.store, name_sv="Kirurgen", kind="own-unit")
    own = [{"organisation_id": unit.id, "side": "own"}]
    days = {"effective_on": dt.date(2024, 1, 1), "end_on": dt.date(2027, 6, 30)}
    amendments = [{"from_on": dt.date(2026, 1, 1), "concerns": "Fler <b>platser</b>"}]
    factory.agreement(desk.store, title_sv="Löpande", status="in-force", parties=own, amendments=amendments, **days)
    factory.agreement(desk.store, title_sv="Påtänkt")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.show_page("agreements")
    return made


def page(window: MainWindow) -> RecordPage:
    found = window.pages["agreements"]
    assert isinstance(found, RecordPage)
    return found


def show_view(window: MainWindow, key: str) -> None:
    page(window).tabs.setCurrentIndex([view.key for view in AGREEMENTS.views].index(key))


def dialog(window: MainWindow, kind: type[D]) -> D:
    (found,) = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


# The register


def test_the_register_is_of_the_list_as_it_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    show_view(window, "preparing")
    window.show_page("overview")
    window.actions_["register"].trigger()
    said = text(opened(qtbot, window))
    assert "Avtalsregister" in said
    assert "Påtänkt" in said
    assert "Löpande" not in said


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_register_is_saved_as_a_table_as_well(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ending: str
) -> None:
    show_view(window, "all")
    offered: list[str] = []

    def choose(parent: object, title: str, suggested: Path, *others: str) -> Path:
        offered.extend(others)
        return tmp_path / f"register.{ending}"

    monkeypatch.setattr(places, "choose_to_write", choose)
    window.actions_["register"].trigger()
    preview = opened(qtbot, window)
    preview.save()
    qtbot.waitUntil(preview.banner.isVisible, timeout=LONG)
    assert "register" in preview.banner.label.text()
    assert offered[1:] == ["XLSX (*.xlsx)", "CSV (*.csv)"]
    file = tmp_path / f"register.{ending}"
    assert file.stat().st_size
    if ending == "csv":
        assert [line.cells["Avtal"] for line in tables.read(file).lines] == ["Löpande", "Påtänkt"]


def test_a_report_that_is_no_table_is_not_offered_as_one(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(places, "choose_to_write", lambda *_: tmp_path / "list.xlsx")
    window.actions_["print-list"].trigger()
    preview = opened(qtbot, window)
    preview.save()
    assert "list.xlsx" in preview.banner.label.text()
    assert not (tmp_path / "list.xlsx").exists()


def test_a_register_of_thousands_says_how_far_it_is_and_stops_at_once(
    window: MainWindow, qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fill(desk.store, 1500)
    show_view(window, "all")
    window.actions_["register"].trigger()
    (preview,) = window.printing._open.values()
    heard: list[int] = []
    preview.composer.moved.connect(heard.append)
    qtbot.waitUntil(lambda: len(heard) > 5 and preview.busy.isVisible(), timeout=LONG)
    assert heard == list(range(1, len(heard) + 1)), "never back to nothing between two portions of rows"
    preview.busy.stop.click()
    qtbot.waitUntil(lambda: not preview.composer.is_busy, timeout=LONG)
    assert preview.made is None
    assert preview.banner.label.text() == desk.text(STOPPED)
    preview.close()
    assert QThreadPool.globalInstance().waitForDone(LONG)


def test_a_table_of_thousands_is_stopped_and_the_earlier_file_stays(
    window: MainWindow, qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "register.csv"
    file.write_text("earlier")
    monkeypatch.setattr(places, "choose_to_write", lambda *_: file)
    show_view(window, "all")
    window.actions_["register"].trigger()
    preview = opened(qtbot, window)
    fill(desk.store, 1500)
    preview.save()
    task = preview.ways_out._task
    assert task is not None
    task.cancel()
    qtbot.waitUntil(lambda: preview.ways_out._task is None, timeout=LONG)
    assert preview.banner.label.text() == desk.text(tasks.NOT_SAVED)
    assert file.read_text() == "earlier"
    assert [one for one in tmp_path.iterdir() if one.is_file()] == [file]


# The annual list


def test_the_annual_list_is_previewed_for_a_department_and_a_year(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_["annual-list"].trigger()
    asked = dialog(window, AnnualListDialog)
    assert asked.department.itemText(0) == "Alla institutioner"
    assert asked.year.value() == 2025
    assert asked.year.itemText(0) == "2026"
    asked.department.setCurrentText("Kirurgen")
    QTest.keyClick(asked, Qt.Key.Key_Return)
    said = text(opened(qtbot, window))
    assert "Avtal 2025" in said
    assert "Kirurgen" in said
    assert "Löpande" in said


# The registrar


def ask_registrar(window: MainWindow) -> RegistrarDialog:
    show_view(window, "without-dnr")
    assert page(window).tabs.tabText(page(window).tabs.currentIndex()) == "Utan dnr  1"
    window.actions_["registrar"].trigger()
    return dialog(window, RegistrarDialog)


def test_the_text_is_copied_in_the_language_chosen(window: MainWindow) -> None:
    asked = ask_registrar(window)
    assert asked.text.toPlainText().startswith("För diarieföring")
    asked.language.set_value("en")
    asked.language.activated.emit(1)
    asked.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("For registration")
    assert "Fler <b>platser</b>" in asked.text.toPlainText()
    assert asked.banner.label.text() == "Texten ligger i urklipp."


def test_the_number_is_entered_at_once_and_the_agreement_leaves_the_queue(
    window: MainWindow, qtbot: QtBot, desk: Desk
) -> None:
    asked = ask_registrar(window)
    (amendment,) = asked.amendments.values()
    assert asked.dnr is not None
    asked.dnr.setText("4-5/2026")
    amendment.setText("4-6/2026")
    QTest.keyClick(amendment, Qt.Key.Key_Return)
    assert not asked.isVisible()
    assert page(window).model.rowCount() == 0
    row = next(one for one in desk.store.all(Agreement) if one.title_sv == "Löpande")
    assert (row.dnr, row.amendments[0].dnr) == ("4-5/2026", "4-6/2026")
    desk.store.undo()
    assert page(window).model.rowCount() == 1


def test_nothing_entered_is_said_and_the_dialog_stays(window: MainWindow) -> None:
    asked = ask_registrar(window)
    assert asked.save_button is not None
    asked.save_button.click()
    assert asked.isVisible()
    assert "Inget nummer är ifyllt" in asked.banner.label.text()


def test_without_an_agreement_one_is_asked_to_choose_one(window: MainWindow) -> None:
    window.show_page("organisations")
    window.actions_["registrar"].trigger()
    assert not [one for one in window.findChildren(RegistrarDialog) if one.isVisible()]
    assert window.toast.isVisible()
