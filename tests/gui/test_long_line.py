"""A long line of text: its box grows with it, it stays one line, and Enter is for the form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.editors import editor_for
from kidesk.gui.long_line import LongLineEditor
from kidesk.gui.parts_editor import PartsEditor, in_lines
from kidesk.records import AGREEMENTS, AMBASSADORS, PERSONS, RISK_GUIDELINES
from kidesk.records.agreement import Agreement, StatusChange
from kidesk.records.fields import Parts, Text


def editor(qtbot: QtBot, desk: Desk) -> LongLineEditor:
    """The editor of a reason, shown."""
    made = editor_for(desk, Text(Agreement.termination_reason, "Reason"))
    assert isinstance(made, LongLineEditor)
    qtbot.addWidget(made)
    made.resize(400, 60)
    made.show()
    return made


def test_the_box_grows_with_the_text_and_with_less_room(qtbot: QtBot, desk: Desk) -> None:
    made = editor(qtbot, desk)
    one = made.edit.height()
    made.set_value("Kurserna kunde inte längre hållas på plats och parterna enades om att sluta. " * 3)
    grown = made.edit.height()
    made.resize(250, 60)
    qtbot.waitUntil(lambda: made.edit.height() > grown)
    assert grown > one
    made.set_value("Kort")
    assert made.edit.height() == one


def test_several_lines_become_one(qtbot: QtBot, desk: Desk) -> None:
    made = editor(qtbot, desk)
    made.set_value("a\nb")
    assert made.value() == "a b"


def test_enter_is_left_to_the_form(qtbot: QtBot, desk: Desk) -> None:
    made = editor(qtbot, desk)
    made.set_value("a")
    qtbot.keyClick(made.edit, Qt.Key.Key_Return)
    assert made.edit.toPlainText() == "a"


def test_a_long_explanation_is_seen_whole_in_the_history(qtbot: QtBot, desk: Desk) -> None:
    history = AGREEMENTS.field("status_changes")
    assert isinstance(history, Parts)
    rows = PartsEditor(desk, history)
    qtbot.addWidget(rows)
    rows.resize(600, 300)
    rows.show()
    rows.set_value([StatusChange(explanation="Programnämnden vill ha fler platser. " * 6)])
    box = rows.rows[0].editors["explanation"]
    assert isinstance(box, LongLineEditor)
    assert box.width() > 400
    qtbot.waitUntil(lambda: box.edit.verticalScrollBar().maximum() == 0)


def test_two_languages_stand_beside_each_other() -> None:
    questions = RISK_GUIDELINES.field("questions")
    assert isinstance(questions, Parts)
    places = dict(zip((field.key for field in questions.fields), in_lines(questions.fields), strict=True))
    assert (places["question_sv"], places["question_en"]) == ((1, 0, 3), (1, 3, 3))
    assert (places["help_sv"], places["help_en"]) == ((2, 0, 3), (2, 3, 3))


def test_a_title_has_two_thirds_of_its_line_and_a_name_that_stands_alone_all_of_it() -> None:
    engagements, affiliations = AMBASSADORS.field("engagements"), PERSONS.field("affiliations")
    assert isinstance(engagements, Parts)
    assert isinstance(affiliations, Parts)
    places = dict(zip((field.key for field in engagements.fields), in_lines(engagements.fields), strict=True))
    assert (places["title"], places["hours"]) == ((1, 0, 4), (1, 4, 2))
    assert in_lines(affiliations.fields)[0] == (0, 0, 6)
