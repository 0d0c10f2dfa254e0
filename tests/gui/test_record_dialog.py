"""The dialog in which records are added and edited."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.editors import ChoiceEditor, LineEditor, LinkEditor
from kidesk.gui.parts_editor import PartsEditor
from kidesk.gui.record_dialog import RecordDialog
from kidesk.operations import edit
from kidesk.records import AGREEMENTS, AMBASSADORS, ORGANISATIONS, PERSONS, RECORD_TYPES
from kidesk.records.agreement import Agreement
from kidesk.records.ambassador import AmbassadorStage
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from tests.gui.conftest import Answers
from tests.gui.test_record_page import name_of

AWKWARD = '<b>&"ÅÄÖ Łódź Αθήνα Киев'


def opened(qtbot: QtBot, desk: Desk, record_type: RecordType, record: Record | None = None) -> RecordDialog:
    """The dialog, shown."""
    dialog = RecordDialog(desk, record_type, record)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def line(dialog: RecordDialog, key: str) -> QLineEdit:
    """The line a field is typed in."""
    control = dialog.boxes[key].editor
    found = control.findChild(QLineEdit)
    assert found is not None
    return found


def problem(dialog: RecordDialog, key: str) -> str:
    """The sentence beneath a field."""
    box = dialog.boxes[key]
    return box.problem.text() if box.problem.isVisibleTo(box) else ""


def typed(qtbot: QtBot, dialog: RecordDialog, key: str, text: str) -> None:
    """Types into a field from the start."""
    line(dialog, key).selectAll()
    qtbot.keyClicks(line(dialog, key), text)


def test_a_new_organisation_is_saved_as_typed(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, ORGANISATIONS)
    line(dialog, "name_sv").setText(AWKWARD)
    typed(qtbot, dialog, "country", "Polen")
    with qtbot.waitSignal(dialog.saved) as saved:
        dialog.save_button.click()
    assert saved.args is not None
    stored = desk.store.get(Organisation, saved.args[0])
    assert stored is not None
    assert (stored.name_sv, stored.country) == (AWKWARD, "PL")


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_saved(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, ORGANISATIONS)
    assert not dialog.save()
    assert problem(dialog, "name_sv")
    assert dialog.boxes["name_sv"].editor.focusProxy() is not None
    assert desk.store.all(Organisation) == []


def test_the_first_problem_is_shown_even_on_another_tab(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, AGREEMENTS)
    typed(qtbot, dialog, "title_sv", "Avtal")
    line(dialog, "effective_on").setText("2027-01-01")
    line(dialog, "end_on").setText("2026-01-01")
    assert not dialog.save()
    assert "2026-01-01" in problem(dialog, "end_on")
    assert dialog.tabs.currentIndex() == 3


def test_a_date_that_is_none_is_refused_with_a_sentence(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, AGREEMENTS)
    typed(qtbot, dialog, "title_sv", "Avtal")
    line(dialog, "end_on").setText("31 februari")
    assert not dialog.save()
    assert "31 februari" in problem(dialog, "end_on")


def test_a_dnr_in_another_form_is_pointed_out_and_kept(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, AGREEMENTS)
    typed(qtbot, dialog, "title_sv", "Avtal")
    typed(qtbot, dialog, "dnr", "V-2024-17")
    with qtbot.waitSignal(dialog.saved) as saved:
        assert dialog.save()
    assert saved.args is not None
    assert [doubt.key for doubt in saved.args[1]] == ["dnr"]
    stored = desk.store.get(Agreement, saved.args[0])
    assert stored is not None
    assert stored.dnr == "V-2024-17"


def test_rows_are_added_changed_and_removed_in_place(qtbot: QtBot, desk: Desk) -> None:
    number = edit.save(
        desk.store,
        PERSONS,
        {"family_name": "Öberg", "emails": [{"address": "a@example.org"}, {"address": "b@example.org"}]},
    ).id
    dialog = opened(qtbot, desk, PERSONS, desk.store.get(Person, number))
    emails = dialog.boxes["emails"].editor
    assert isinstance(emails, PartsEditor)
    emails.rows[0].removed.emit(emails.rows[0])
    kept = emails.rows[0].editors["address"]
    assert isinstance(kept, LineEditor)
    kept.line.setText("c@example.org")
    emails.add_row()
    added = emails.rows[1].editors["address"]
    assert isinstance(added, LineEditor)
    added.line.setText("d@example.org")
    assert dialog.save()
    stored = desk.store.get(Person, number)
    assert stored is not None
    assert [mail.address for mail in stored.emails] == ["c@example.org", "d@example.org"]


def test_a_linked_record_is_found_by_typing(qtbot: QtBot, desk: Desk) -> None:
    number = edit.save(desk.store, PERSONS, {"given_name": "Åsa", "family_name": "Östberg"}).id
    dialog = opened(qtbot, desk, ORGANISATIONS)
    owner = dialog.boxes["owner_id"].editor
    assert isinstance(owner, LinkEditor)
    qtbot.keyClicks(owner.line, "ostb")
    owner.line.completer().activated.emit("Åsa Östberg")
    owner.line.setText("Åsa Östberg")
    assert owner.value() == number


def test_a_linked_record_that_is_not_there_is_refused(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, ORGANISATIONS)
    typed(qtbot, dialog, "name_sv", "Uppsala")
    typed(qtbot, dialog, "owner_id", "Ingen Alls")
    assert not dialog.save()
    assert "Ingen Alls" in problem(dialog, "owner_id")


def test_cancel_with_changes_asks_and_keeps_them_on_cancel(qtbot: QtBot, desk: Desk, answers: Answers) -> None:
    dialog = opened(qtbot, desk, ORGANISATIONS)
    typed(qtbot, dialog, "name_sv", "Uppsala")
    dialog.reject()
    assert len(answers.asked) == 1
    assert dialog.isVisible()
    assert line(dialog, "name_sv").text() == "Uppsala"


@pytest.mark.parametrize(("answer", "count"), [("drop", 0), ("save", 1)])
def test_leaving_saves_or_drops_as_answered(
    qtbot: QtBot, desk: Desk, answers: Answers, answer: str, count: int
) -> None:
    dialog = opened(qtbot, desk, ORGANISATIONS)
    typed(qtbot, dialog, "name_sv", "Uppsala")
    answers.key = answer
    dialog.close()
    assert not dialog.isVisible()
    assert len(desk.store.all(Organisation)) == count


def test_leaving_without_changes_asks_nothing(qtbot: QtBot, desk: Desk, answers: Answers) -> None:
    dialog = opened(qtbot, desk, AGREEMENTS)
    dialog.reject()
    assert answers.asked == []
    assert not dialog.isVisible()


@pytest.mark.parametrize(("answer", "name"), [("mine", "Min"), ("theirs", "Deras"), ("back", "Deras")])
def test_a_record_changed_elsewhere_is_never_overwritten_unasked(
    qtbot: QtBot, desk: Desk, answers: Answers, answer: str, name: str
) -> None:
    number = edit.save(desk.store, ORGANISATIONS, {"name_sv": "Först"}).id
    dialog = opened(qtbot, desk, ORGANISATIONS, desk.store.get(Organisation, number))
    line(dialog, "name_sv").setText("Min")
    edit.save(desk.store, ORGANISATIONS, {"name_sv": "Deras"}, number=number)
    answers.key = answer
    dialog.save()
    stored = desk.store.get(Organisation, number)
    assert stored is not None
    assert stored.name_sv == name
    assert "Min" in answers.asked[0]
    assert "Deras" in answers.asked[0]


def test_a_conflict_over_long_texts_still_fits_on_the_screen(qtbot: QtBot, desk: Desk, answers: Answers) -> None:
    number = edit.save(desk.store, ORGANISATIONS, {"name_sv": "Först"}).id
    dialog = opened(qtbot, desk, ORGANISATIONS, desk.store.get(Organisation, number))
    notes = dialog.boxes["notes"].editor.findChild(QPlainTextEdit)
    assert notes is not None
    notes.setPlainText("min\n" * 2500)
    edit.save(desk.store, ORGANISATIONS, {"notes": "deras " * 1500}, number=number)
    dialog.save()
    assert len(answers.asked[0]) < 600


def test_the_language_switches_in_an_open_form_and_keeps_what_was_typed(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, AGREEMENTS)
    typed(qtbot, dialog, "title_sv", "Avtal")
    kind = dialog.boxes["type"].editor
    assert isinstance(kind, ChoiceEditor)
    swedish = kind.box.itemText(3), dialog.windowTitle()
    desk.use(language="en")
    assert (kind.box.itemText(3), dialog.windowTitle()) == ("Exchange agreement", "New agreement")
    assert swedish != ("Exchange agreement", "New agreement")
    assert line(dialog, "title_sv").text() == "Avtal"


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda record_type: record_type.key)
def test_every_field_of_every_record_has_a_named_editor_and_keeps_its_value(
    qtbot: QtBot, desk: Desk, record_type: RecordType
) -> None:
    dialog = opened(qtbot, desk, record_type)
    assert set(dialog.boxes) == {field.key for field in record_type.editable}
    for box in dialog.boxes.values():
        if isinstance(box.editor, PartsEditor):
            box.editor.add_row()
    inputs = (QLineEdit, QComboBox, QPlainTextEdit)
    nameless = [widget for widget in dialog.findChildren(QWidget) if isinstance(widget, inputs) and not name_of(widget)]
    assert nameless == []


def test_the_keyboard_begins_in_the_first_field_and_turns_the_sections(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, ORGANISATIONS)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.focusWidget() is line(dialog, "name_sv")
    qtbot.keyClick(line(dialog, "name_sv"), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert dialog.tabs.currentIndex() == 1
    assert dialog.focusWidget() is line(dialog, "country")


def test_tab_goes_through_a_new_row_before_what_stands_beneath_it(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, PERSONS)
    dialog.tabs.setCurrentIndex(1)
    emails = dialog.boxes["emails"].editor
    assert isinstance(emails, PartsEditor)
    for _ in range(2):
        emails.add_row()
        focus = dialog.focusWidget()
        for _step in range(20):
            if focus is None or not emails.rows[-1].isAncestorOf(focus):
                break
            qtbot.keyClick(focus, Qt.Key.Key_Tab)
            focus = dialog.focusWidget()
        assert focus is emails.focusProxy()


def test_a_problem_is_said_in_the_language_switched_to(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, ORGANISATIONS)
    dialog.save()
    before = problem(dialog, "name_sv")
    desk.use(language="en")
    assert problem(dialog, "name_sv") not in ("", before)


@pytest.mark.parametrize(("text", "why"), [("31 februari", "31 februari"), ("", "")])
def test_a_wrong_cell_is_marked_and_gets_the_keyboard(qtbot: QtBot, desk: Desk, text: str, why: str) -> None:
    number = edit.save(desk.store, PERSONS, {"family_name": "Ek"}).id
    dialog = opened(qtbot, desk, AMBASSADORS)
    dialog.activateWindow()
    person = dialog.boxes["person_id"].editor
    assert isinstance(person, LinkEditor)
    person.set_value(number)
    stages = dialog.boxes["stages"].editor
    assert isinstance(stages, PartsEditor)
    for day in ("2026-01-01", text):
        stages.add_row()
        stages.rows[-1].editors["stage"].set_value(AmbassadorStage.ACTIVE)
        line_of(stages, len(stages.rows), "on").setText(day)
    assert not dialog.save()
    assert "2" in problem(dialog, "stages")
    assert why in problem(dialog, "stages")
    wrong = line_of(stages, 2, "on")
    assert (wrong.property("invalid"), line_of(stages, 1, "on").property("invalid")) == (True, False)
    assert dialog.focusWidget() is wrong
    wrong.setText("2026-02-02")
    assert dialog.save()


def line_of(parts: PartsEditor, row: int, key: str) -> QLineEdit:
    """The line of a cell, the row counted from 1."""
    found = parts.rows[row - 1].editors[key].findChild(QLineEdit)
    assert found is not None
    return found
