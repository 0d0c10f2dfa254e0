"""Asking the units in the window: who owes what, forms, e-mail texts, and answers taken item by item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.ask_owners import AskOwnersDialog
from kidesk.gui.dialogs.import_file import ImportDialog
from kidesk.gui.dialogs.owner_letter import OwnerLetterDialog
from kidesk.gui.dialogs.read_answers import ReadAnswersDialog
from kidesk.gui.main_window import MainWindow
from kidesk.operations.ask_owners import ask
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.owed_answers import owed
from kidesk.records.owner_request import RequestState
from kidesk.records.plan_item import PlanItem, colour_in
from kidesk.records.quarter import Colour
from kidesk.store.store import Store
from tests.gui.conftest import Answers
from tests.operations.asking import PERIOD, Scene, asking, fill, form, scene

DAY = dt.date(2026, 5, 4)
pytestmark = [
    pytest.mark.usefixtures("frozen_day"),
    pytest.mark.qt_log_ignore("propagateSizeHints", extend=True),
]


@pytest.fixture
def made(store: Store) -> Scene:
    return scene(store)


@pytest.fixture
def chosen_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "forms"
    monkeypatch.setattr(places, "choose_folder", lambda *_: folder)
    return folder


def _asking(qtbot: QtBot, desk: Desk) -> AskOwnersDialog:
    desk.use(language="en")
    dialog = AskOwnersDialog(desk, PERIOD.name)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _states(dialog: AskOwnersDialog) -> list[str]:
    return [line[-1] for line in dialog.units.lines.lines]


def _colours(store: Store, made: Scene) -> list[Colour]:
    items = store.page(PlanItem, made.items)
    return [colour_in(items[number], PERIOD.name) for number in made.items]


# Asking


def test_who_owes_what_is_told_in_words(
    qtbot: QtBot, desk: Desk, made: Scene, tmp_path: Path, freeze: Callable[[dt.date], None]
) -> None:
    ask(desk.store, asking(due=DAY), tmp_path, [made.unit])
    freeze(DAY + dt.timedelta(days=2))
    dialog = _asking(qtbot, desk)
    assert [list(line)[1:] for line in dialog.units.lines.lines] == [
        ["The Library", "1 of 1", "", "", "Not asked yet"],
        ["Unit for A/B", "3 of 3", "4 May 2026", "4 May 2026", "2 days overdue"],
    ]
    assert dialog.units.chosen() == [made.other]
    assert dialog.summary.text() == "1 unit chosen · 0 units have answered"


def test_units_are_chosen_from_the_keyboard(qtbot: QtBot, desk: Desk, made: Scene) -> None:
    dialog = _asking(qtbot, desk)
    assert dialog.units.chosen() == [made.other, made.unit]
    for _ in range(2):
        QTest.keyClick(dialog.units, Qt.Key.Key_Space)
        QTest.keyClick(dialog.units, Qt.Key.Key_Down)
    assert dialog.units.chosen() == []
    assert not dialog.write_button.isEnabled()
    assert not dialog.letter_button.isEnabled()
    QTest.keyClick(dialog.units, Qt.Key.Key_Space)
    assert dialog.units.chosen() == [made.unit]
    marks = [dialog.units.lines.index(row, 0).data(11) for row in range(2)]
    assert marks == ["Not chosen", "Chosen"]


def test_the_forms_are_written_and_the_units_are_asked(
    qtbot: QtBot, desk: Desk, made: Scene, chosen_folder: Path
) -> None:
    dialog = _asking(qtbot, desk)
    dialog.write_button.click()
    qtbot.waitUntil(lambda: not dialog.is_writing)
    assert len(list(chosen_folder.glob("*.xlsx"))) == 2
    assert dialog.banner.label.text().startswith(f"2 forms stand in {chosen_folder}.")
    qtbot.waitUntil(lambda: _states(dialog) == ["Waiting for an answer"] * 2)
    assert dialog.units.chosen() == [made.other, made.unit]
    assert {one.due_on for one in owed(desk.store, PERIOD, DAY)} == {DAY + dt.timedelta(days=14)}


def test_forms_that_stand_there_are_replaced_only_after_asking(
    qtbot: QtBot, desk: Desk, made: Scene, chosen_folder: Path, answers: Answers
) -> None:
    ask(desk.store, asking(), chosen_folder)
    (chosen_folder / "2026-Q2 The Library.xlsx").write_text("mine")
    dialog = _asking(qtbot, desk)
    dialog.units.choose([made.other])
    dialog.write_button.click()
    qtbot.waitUntil(lambda: bool(answers.asked) and not dialog.is_writing)
    assert answers.asked == ["1 form stands there already: 2026-Q2 The Library.xlsx"]
    assert (chosen_folder / "2026-Q2 The Library.xlsx").read_text() == "mine"
    answers.key = "replace"
    dialog.write_button.click()
    qtbot.waitUntil(lambda: dialog.banner.isVisible() and not dialog.is_writing)
    assert (chosen_folder / "2026-Q2 The Library.xlsx").read_bytes().startswith(b"PK")


def test_a_day_that_cannot_be_read_is_told_beside_its_field(qtbot: QtBot, desk: Desk, made: Scene) -> None:
    dialog = _asking(qtbot, desk)
    line = dialog.day.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText("soon")
    assert dialog.asking() is None
    assert dialog.due.problem.text()
    line.clear()
    found = dialog.asking()
    assert found is not None
    assert found.due is None


def test_a_quarter_that_is_not_in_the_register_is_told(
    qtbot: QtBot, desk: Desk, made: Scene, chosen_folder: Path
) -> None:
    dialog = _asking(qtbot, desk)
    desk.store.undo()  # the quarter of the scene, which was made last
    dialog.write_button.click()
    qtbot.waitUntil(lambda: not dialog.is_writing)
    assert "not in the register" in dialog.banner.label.text()
    assert not chosen_folder.exists()


def test_the_text_of_the_email_is_copied_for_each_unit(qtbot: QtBot, desk: Desk, made: Scene) -> None:
    desk.use(language="en")
    dialog = OwnerLetterDialog(desk, [made.unit, made.other], asking("en"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Unit for A/B" in dialog.text.toPlainText()
    assert "No address is known" in dialog.banner.label.text()
    dialog.unit.set_value(made.other)
    dialog.language.set_value("sv")
    dialog.language.activated.emit(0)
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("Ämne: Uppföljning av kvartal 2 2026: Biblioteket\n\nHej!")


# Reading


def _reading(qtbot: QtBot, desk: Desk, file: Path) -> ReadAnswersDialog:
    desk.use(language="en")
    dialog = ReadAnswersDialog(desk, file)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_reading)
    return dialog


@pytest.fixture
def answered(store: Store, made: Scene, tmp_path: Path) -> Path:
    """New answers on the first activity, a conflict on the second, an unknown word on the third."""
    sent = form(store, made, tmp_path)
    assess(store, made.items[1], made.quarter, Judgement(Colour.YELLOW))
    answers = {0: {"colour": "Grön", "comment_sv": "Klart"}, 1: {"colour": "Röd"}, 2: {"colour": "Lila"}}
    return fill(sent, answers, "Bo Ek")


def test_an_answer_is_shown_three_ways_and_conflicts_are_left_until_decided(
    qtbot: QtBot, desk: Desk, made: Scene, answered: Path
) -> None:
    dialog = _reading(qtbot, desk, answered)
    assert [list(line) for line in dialog.entries.lines.lines] == [
        ["2 of 2", "1.1 Activity 1", "New answer"],
        ["0 of 1", "1.2 Activity 2", "Both changed"],
        ["–", "1.3 Activity 3", "Nothing new"],
    ]
    assert {key: label.text() for key, label in dialog.counts.numbers.items()} == {
        "new": "1",
        "conflict": "1",
        "unchanged": "1",
        "refused": "1",
    }
    assert dialog.notices.sentences[0].startswith("Line 5: “Lila” is none of the words")
    assert dialog.entry() == (dialog.found and dialog.found.entries[1])  # what must be decided comes first
    assert not dialog.fields.boxes["colour"].isChecked()
    assert dialog.answered_by.text() == "Bo Ek"
    dialog.take_button.click()
    assert _colours(desk.store, made) == [Colour.GREEN, Colour.YELLOW, Colour.NOT_ASSESSED]


def test_answers_are_taken_field_by_field(qtbot: QtBot, desk: Desk, made: Scene, answered: Path) -> None:
    dialog = _reading(qtbot, desk, answered)
    dialog.fields.boxes["colour"].click()
    dialog.entries.selectRow(0)
    dialog.fields.boxes["colour"].click()
    assert [line[0] for line in dialog.entries.lines.lines] == ["1 of 2", "1 of 1", "–"]
    dialog.answered_by.setText("Eva")
    with qtbot.waitSignal(dialog.taken) as taken:
        dialog.take_button.click()
    assert taken.args == [2]
    assert _colours(desk.store, made) == [Colour.NOT_ASSESSED, Colour.RED, Colour.NOT_ASSESSED]
    (unit,) = [one for one in owed(desk.store, PERIOD, DAY) if one.unit == made.unit]
    assert (unit.state, unit.answered_by) == (RequestState.ANSWERED, "Eva")


def test_space_takes_or_leaves_an_activity_and_buttons_all(
    qtbot: QtBot, desk: Desk, made: Scene, answered: Path
) -> None:
    dialog = _reading(qtbot, desk, answered)
    dialog.entries.setFocus()
    QTest.keyClick(dialog.entries, Qt.Key.Key_Space)
    assert dialog.wanted[made.items[1]] == {"colour"}
    assert dialog.fields.boxes["colour"].isChecked()
    QTest.keyClick(dialog.entries, Qt.Key.Key_Space)
    assert made.items[1] not in dialog.wanted
    dialog.none_button.click()
    assert dialog.wanted == {}
    dialog.all_button.click()
    assert dialog.wanted == {made.items[0]: {"colour", "comment_sv"}}


def test_a_form_that_cannot_be_taken_says_why_and_another_can_be_chosen(
    qtbot: QtBot, desk: Desk, made: Scene, answered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    dialog = _reading(qtbot, desk, broken)
    assert "no workbook that kidesk can read" in dialog.banner.label.text()
    assert not dialog.take_button.isVisible()
    monkeypatch.setattr(places, "choose_to_read", lambda *_: answered)
    dialog.choose_button.click()
    qtbot.waitUntil(lambda: dialog.found is not None)
    assert not dialog.banner.isVisible()
    assess(desk.store, made.items[0], made.quarter, Judgement(Colour.RED, "Nu"))
    dialog.take_button.click()
    assert "Somebody else has changed" in dialog.banner.label.text()
    assert dialog.isVisible()


def test_a_form_without_answers_cannot_be_taken(qtbot: QtBot, desk: Desk, made: Scene, tmp_path: Path) -> None:
    dialog = _reading(qtbot, desk, form(desk.store, made, tmp_path))
    assert "answers nothing" in dialog.banner.label.text()
    assert not dialog.take_button.isEnabled()


def test_the_dialogs_follow_the_language(qtbot: QtBot, desk: Desk, made: Scene, answered: Path) -> None:
    dialog, asked = _reading(qtbot, desk, answered), _asking(qtbot, desk)
    desk.use(language="sv")
    assert dialog.entries.lines.lines[1][2] == "Båda har ändrat"
    assert dialog.entry() == (dialog.found and dialog.found.entries[1])
    assert _states(asked) == ["Ej tillfrågad ännu", "Svar inväntas"]
    assert asked.units.chosen() == [made.other]


# In the window


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, made: Scene) -> MainWindow:
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.show()
    return shown


D = TypeVar("D", bound=QDialog)


def _open(window: MainWindow, kind: type[D]) -> list[D]:
    return [one for one in window.findChildren(kind) if one.isVisible()]


def test_the_plan_page_asks_about_the_quarter_it_shows(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("plan")
    page = window.pages["plan"]
    page.bar.ask_button.click()  # type: ignore[attr-defined]
    (dialog,) = _open(window, AskOwnersDialog)
    assert dialog.period == PERIOD
    with qtbot.waitSignal(dialog.letter_asked):
        dialog.letter_button.click()
    assert window.findChildren(OwnerLetterDialog) or dialog.findChildren(OwnerLetterDialog)


def test_answers_are_read_from_the_menu_and_undone_as_one_step(
    qtbot: QtBot, window: MainWindow, desk: Desk, made: Scene, answered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "choose_to_read", lambda *_: answered)
    window.actions_["answers"].trigger()
    (dialog,) = _open(window, ReadAnswersDialog)
    dialog.choose()
    qtbot.waitUntil(lambda: dialog.found is not None)
    dialog.take()
    assert _colours(desk.store, made)[0] == Colour.GREEN
    window.work.undo()
    assert _colours(desk.store, made)[0] == Colour.NOT_ASSESSED
    assert window.toast._message.text() == "Enhetens svar togs tillbaka"


def test_a_dropped_form_is_read_and_any_other_workbook_is_not(
    qtbot: QtBot, window: MainWindow, answered: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"PK\x03\x04 nothing")
    _drop(window, answered)
    (reading,) = _open(window, ReadAnswersDialog)
    qtbot.waitUntil(lambda: not reading.is_reading)
    assert reading.found is not None
    reading.reject()
    _drop(window, other)
    (importing,) = _open(window, ImportDialog)
    qtbot.waitUntil(lambda: importing.banner.isVisible())
    importing.reject()


def _drop(window: MainWindow, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    button, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, button, no_key))
