"""The documents of a plan in the window: editions taken step by step, and prose written in both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.edition import ControlDialog, DecideDialog
from kidesk.gui.dialogs.plan_documents import PlanDocuments
from kidesk.gui.dialogs.prose import ProseDialog
from kidesk.gui.editor import Editor
from kidesk.gui.main_window import MainWindow
from kidesk.gui.pages.plan import PlanPage
from kidesk.operations.document_editions import decide, mark_ready, new_edition
from kidesk.operations.write_prose import Passage, passages, write
from kidesk.records.document_edition import DocumentKind, EditionStatus, editions_of
from kidesk.records.plan import Plan, PlanKind
from kidesk.records.plan_text import Chapter
from tests import factory
from tests.gui.conftest import Answers

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
REPORT = DocumentKind.FINAL_REPORT
Show = Callable[[], ProseDialog]


@pytest.fixture
def plan(desk: Desk) -> Plan:
    """An action plan whose final report has a background in both languages."""
    desk.use(language="en")
    number = factory.plan(desk.store, kind=PlanKind.ACTION_PLAN).id
    write(desk.store, number, REPORT, [Passage(Chapter.BACKGROUND, text_sv="Så var det", text_en="So")], as_read=())
    return _plan(desk, number)


def _plan(desk: Desk, number: int) -> Plan:
    found = desk.store.get(Plan, number)
    assert found is not None
    return found


def _statuses(desk: Desk, plan: Plan) -> list[EditionStatus]:
    return [one.status for one in editions_of(_plan(desk, plan.id).editions, REPORT)]


def _shown(qtbot: QtBot, dialog: PlanDocuments | ControlDialog | ProseDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)


# Editions


def test_an_edition_is_begun_marked_and_decided_in_the_window(qtbot: QtBot, desk: Desk, plan: Plan) -> None:
    dialog = PlanDocuments(desk, plan)
    _shown(qtbot, dialog)
    assert dialog.nothing.isVisible()
    assert not dialog.preview_button.isEnabled()
    dialog.new_button.click()
    assert dialog.table.lines.lines == [["Final report", "1", "", "", "", "Draft"]]
    assert [button.isEnabled() for button in (dialog.ready_button, dialog.decide_button, dialog.new_button)] == [
        True,
        False,
        False,
    ]
    with qtbot.waitSignal(dialog.told) as told:
        dialog.ready_button.click()
    assert told.args == ["The edition is ready to be decided.", True]
    dialog.decide_button.click()
    form = dialog.findChild(DecideDialog)
    assert form is not None
    form.save()
    assert form.boxes["dnr"].problem.text() == "A decision needs the registration number (dnr) of the document."
    assert form.boxes["decided_by"].problem.text() == "Say who decided, such as the President."
    for key, typed in (("dnr", "1-779/2022"), ("decision_date", "2024-12-19"), ("decided_by", "President")):
        _type(form, key, typed)
    with qtbot.waitSignal(dialog.told) as told:
        form.save()
    assert told.args == ["The edition has been decided.", False]
    assert _statuses(desk, plan) == [EditionStatus.DECIDED]
    assert not dialog.control_button.isEnabled()
    assert dialog.new_button.isEnabled()


def _type(form: ControlDialog, key: str, typed: str) -> None:
    editor = form.boxes[key].editor
    assert isinstance(editor, Editor)
    QTest.keyClicks(editor.control, typed)


def test_the_document_control_is_filled_in_and_can_be_taken_back(qtbot: QtBot, desk: Desk, plan: Plan) -> None:
    new_edition(desk.store, plan.id, REPORT)
    dialog = ControlDialog(desk, plan.id, _plan(desk, plan.id).editions[0])
    _shown(qtbot, dialog)
    _type(dialog, "handled_by", "The unit")
    dialog.save()
    assert _plan(desk, plan.id).editions[0].handled_by == "The unit"
    desk.store.undo()
    assert _plan(desk, plan.id).editions[0].handled_by == ""


def test_the_list_follows_what_is_done_elsewhere(qtbot: QtBot, desk: Desk, plan: Plan) -> None:
    dialog = PlanDocuments(desk, plan)
    _shown(qtbot, dialog)
    new_edition(desk.store, plan.id, REPORT)
    mark_ready(desk.store, plan.id, REPORT, 1)
    assert dialog.table.lines.lines[0][-1] == "Ready for decision"
    assert list(dialog.table.lines.tones) == ["info"]
    desk.use(language="sv")
    assert dialog.table.lines.lines[0][-1] == "Klar för beslut"


# Prose


@pytest.fixture
def show(qtbot: QtBot, desk: Desk, plan: Plan) -> Show:
    """Opens the dialog on the plan's final report."""

    def opened() -> ProseDialog:
        dialog = ProseDialog(desk, _plan(desk, plan.id), REPORT)
        _shown(qtbot, dialog)
        return dialog

    return opened


def _texts(desk: Desk, plan: Plan) -> list[tuple[Chapter, str, str]]:
    return [(one.chapter, one.text_sv, one.text_en) for one in passages(desk.store, plan.id, REPORT)]


def test_every_chapter_is_listed_and_says_how_far_it_has_come(show: Show) -> None:
    dialog = show()
    lines = dialog.chapters.lines.lines
    assert lines[:2] == [["Background", "Written"], ["Process", "Not written"]]
    assert len(lines) == 9
    assert dialog.editor.columns["sv"].words.text() == "3 words"
    assert dialog.editor.columns["en"].words.text() == "1 word"


def test_what_is_written_is_saved_in_one_step_and_taken_back_in_one(desk: Desk, plan: Plan, show: Show) -> None:
    dialog = show()
    dialog.editor.columns["sv"].text.setPlainText("Nytt")
    QTest.keyClick(dialog, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert dialog.chapters.currentIndex().row() == 1
    dialog.editor.columns["en"].text.setPlainText("The process")
    assert dialog.chapters.lines.lines[1] == ["Process", "One language"]
    dialog.add_text.click()
    dialog.editor.columns["sv"].heading.setFocus()
    QTest.keyClicks(dialog.editor.columns["sv"].heading, "Sedan")
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert _texts(desk, plan) == [
        (Chapter.BACKGROUND, "Nytt", "So"),
        (Chapter.PROCESS, "", "The process"),
        (Chapter.PROCESS, "", ""),
    ]
    assert not dialog.is_dirty
    desk.store.undo()
    assert _texts(desk, plan) == [(Chapter.BACKGROUND, "Så var det", "So")]


def test_texts_are_moved_and_removed_within_their_chapter(desk: Desk, plan: Plan, show: Show) -> None:
    dialog = show()
    dialog.add_text.click()
    dialog.editor.columns["sv"].text.setPlainText("Andra")
    assert not dialog.down.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert dialog.save()
    assert [text for _, text, _ in _texts(desk, plan)] == ["Andra", "Så var det"]
    dialog.remove_text.click()
    assert dialog.save()
    assert [text for _, text, _ in _texts(desk, plan)] == ["Så var det"]
    dialog.remove_text.click()
    assert dialog.save()
    assert _texts(desk, plan) == []
    assert dialog.chapters.lines.lines[0] == ["Background", "Not written"]


def test_a_department_is_named_and_one_that_is_not_found_is_told(desk: Desk, plan: Plan, show: Show) -> None:
    unit = factory.organisation(desk.store, name_sv="Enheten för alumner", name_en="Alumni unit")
    dialog = show()
    assert not dialog.editor.unit.isVisible()
    dialog.chapters.selectRow(3)
    assert dialog.editor.unit.isVisible()
    dialog.editor.columns["en"].text.setPlainText("Busy")
    dialog.editor.unit.editor.setFocus()
    QTest.keyClicks(dialog.editor._unit.control, "zzz")
    dialog.chapters.selectRow(0)
    assert dialog.chapters.currentIndex().row() == 3
    assert dialog.editor.unit.problem.text()
    assert not dialog.save()
    dialog.editor._unit.set_value(unit.id)
    dialog._take()
    assert dialog.save()
    assert dialog.chapters.lines.lines[3][0] == "Alumni unit"
    assert passages(desk.store, plan.id, REPORT)[1].unit == unit.id


def test_a_code_that_no_indicator_knows_is_told_beneath_the_text(desk: Desk, show: Show) -> None:
    factory.indicator(desk.store, sentences=[{"code": "growth", "from_period": "2019", "text_en": "{figure} times"}])
    dialog = show()
    column = dialog.editor.columns["en"]
    column.text.setPlainText("It grew {growth}, {unknown} and {unknown}.")
    assert column.problem.text().endswith("as it stands: {unknown}.")
    column.text.setPlainText("It grew {growth}.")
    assert column.problem.text() == ""


def test_a_text_changed_since_its_translation_is_marked(desk: Desk, plan: Plan, show: Show) -> None:
    with desk.store.change("Changed") as session:
        found = session.get(Plan, plan.id)
        assert found is not None
        found.texts[0].changed_since_translated = ["text"]
    dialog = show()
    assert dialog.chapters.lines.lines[0] == ["Background", "Revise the English"]
    assert list(dialog.chapters.lines.tones)[0] == "warn"
    assert dialog.editor.columns["en"].mark.isVisible()
    dialog.chapters.selectRow(1)
    assert not dialog.editor.columns["en"].mark.isVisible()


@pytest.mark.parametrize(
    ("answer", "is_left", "kept"),
    [("save", True, "Nytt"), ("drop", True, "Så var det"), (None, False, "Så var det")],
)
def test_unsaved_text_is_asked_about(
    desk: Desk, plan: Plan, show: Show, answers: Answers, answer: str | None, is_left: bool, kept: str
) -> None:
    dialog = show()
    dialog.editor.columns["sv"].text.setPlainText("Nytt")
    answers.key = answer
    dialog.reject()
    assert len(answers.asked) == 1
    assert dialog.isVisible() is not is_left
    assert [text for _, text, _ in _texts(desk, plan)] == [kept]


def test_nothing_changed_is_left_without_a_question(show: Show, answers: Answers) -> None:
    dialog = show()
    dialog.add_text.click()
    dialog.reject()
    assert answers.asked == []


@pytest.mark.parametrize(("answer", "kept"), [("mine", "Mitt"), ("theirs", "Deras"), (None, "Deras")])
def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_unasked(
    desk: Desk, plan: Plan, show: Show, answers: Answers, answer: str | None, kept: str
) -> None:
    dialog = show()
    dialog.editor.columns["sv"].text.setPlainText("Mitt")
    theirs = [Passage(Chapter.BACKGROUND, text_sv="Deras", id=_plan(desk, plan.id).texts[0].id)]
    write(desk.store, plan.id, REPORT, theirs, as_read=None)
    answers.key = answer
    dialog.save()
    assert len(answers.asked) == 1
    assert [text for _, text, _ in _texts(desk, plan)] == [kept]
    assert dialog.editor.columns["sv"].text.toPlainText() == ("Deras" if answer == "theirs" else "Mitt")


def test_what_is_written_after_a_decision_is_for_the_next_edition(desk: Desk, plan: Plan, show: Show) -> None:
    new_edition(desk.store, plan.id, REPORT)
    mark_ready(desk.store, plan.id, REPORT, 1)
    decision = {"dnr": "1-779/2022", "decision_date": dt.date(2024, 12, 19), "decided_by": "President"}
    decide(desk.store, plan.id, REPORT, 1, decision, desk.settings)
    dialog = show()
    assert "is for the next edition" in dialog.banner.label.text()
    assert not dialog.preview_button.isEnabled()
    new_edition(desk.store, plan.id, REPORT)
    assert show().preview_button.isEnabled()


# In the window


def test_the_plan_page_leads_to_documents_prose_and_preview(qtbot: QtBot, desk: Desk, plan: Plan) -> None:
    new_edition(desk.store, plan.id, REPORT)
    factory.plan(desk.store, kind=PlanKind.STRATEGY)
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    window.show_page("plan")
    page = window.pages["plan"]
    assert isinstance(page, PlanPage)
    page.show_plan(plan.id)
    assert page.bar.documents_action.isVisible()
    window.actions_["documents"].trigger()
    dialog = window.findChild(PlanDocuments)
    assert dialog is not None
    dialog.texts_button.click()
    prose = dialog.findChild(ProseDialog)
    assert prose is not None
    prose.editor.columns["en"].text.setPlainText("It was so")
    prose.preview_button.click()
    assert _texts(desk, plan)[0][2] == "It was so"
    ((preview),) = window.printing._open.values()
    qtbot.waitUntil(lambda: preview.made is not None, timeout=20_000)
    assert preview.made is not None
    assert preview.made.file.title.startswith("Final report: ")
    prose.reject()
    dialog.reject()
    preview.close()
