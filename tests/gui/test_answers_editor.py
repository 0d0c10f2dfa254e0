"""The answers of a risk assessment in the form, an assessment begun from its agreement, and how it stands there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kidesk.gui.answer_card import AnswerCard
from kidesk.gui.answers_editor import AnswersEditor
from kidesk.gui.badges import BadgeLabel
from kidesk.gui.desk import Desk
from kidesk.gui.main_window import MainWindow
from kidesk.gui.pages.agreements import AgreementDetail
from kidesk.gui.plain import PlainLabel
from kidesk.gui.preview.choices import ReportChoices
from kidesk.gui.record_dialog import RecordDialog
from kidesk.gui.record_page import RecordPage
from kidesk.operations.print_orders import RISKS
from kidesk.records import AGREEMENTS, RISK_ASSESSMENTS, RISK_GUIDELINES
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.risk_assessment import RiskAssessment, RiskConclusion, RiskVerdict
from kidesk.records.risk_guideline import RiskGuideline
from kidesk.store.store import Store
from tests import factory

AWKWARD = '<b>&"ÅÄÖ Łódź Αθήνα Киев'
QUESTIONS: list[dict[str, Any]] = [
    {"code": "A1", "block": "purpose", "question_sv": "Syftet?", "question_en": "Purpose?", "help_sv": "Vägledning"},
    {"code": "A2", "position": 2, "block": "purpose", "question_sv": "Motiven?", "question_en": "Motives?"},
    {"code": "B1", "position": 3, "block": "partner", "question_sv": "Ägaren?", "question_en": "Owner?"},
]


def rows(*answers: tuple[str, str, str]) -> list[dict[str, Any]]:
    """Answers as code, verdict and comment."""
    return [{"code": code, "verdict": verdict, "comment": comment} for code, verdict, comment in answers]


def assessed(store: Store, *answers: tuple[str, str, str], **values: Any) -> RiskAssessment:
    """An assessment by three questions."""
    found = store.all(RiskGuideline)
    guideline = found[0] if found else factory.risk_guideline(store, questions=QUESTIONS)
    return factory.risk_assessment(store, guideline_id=guideline.id, answers=rows(*answers), **values)


def opened(qtbot: QtBot, desk: Desk, record: RiskAssessment | None = None, **values: Any) -> RecordDialog:
    """The dialog, at its answers."""
    dialog = RecordDialog(desk, RISK_ASSESSMENTS, record, values=values or None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.tabs.setCurrentIndex(1)
    return dialog


def answers(dialog: RecordDialog) -> AnswersEditor:
    """The editor of the answers."""
    editor = dialog.boxes["answers"].editor
    assert isinstance(editor, AnswersEditor)
    return editor


def said(widget: QWidget) -> list[str]:
    """The words on the labels that can be seen."""
    return [one.text() for one in widget.findChildren(PlainLabel) if one.text() and one.isVisibleTo(widget)]


def stored(store: Store, number: int) -> list[tuple[str, str, str]]:
    """The answers that are kept."""
    row = store.get(RiskAssessment, number)
    assert row is not None
    return [(one.code, one.verdict.value, one.comment) for one in row.answers]


def choose(card: AnswerCard, verdict: RiskVerdict) -> None:
    """Chooses an answer as with the arrow keys."""
    card.verdict.box.setCurrentIndex(list(RiskVerdict).index(verdict))
    card.verdict.box.activated.emit(card.verdict.box.currentIndex())


def test_the_questions_stand_by_subject_with_their_guidance(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, assessed(desk.store, ("A1", "concern", AWKWARD)))
    words = said(answers(dialog))
    assert words[0] == "1 av 3 frågor besvarade"
    order = [words.index(one) for one in ("Syfte och motiv", "Syftet?", "Vägledning", "Motiven?", "Ägaren?")]
    assert order == sorted(order)
    first, second, _ = answers(dialog).cards
    assert first.comment.value() == AWKWARD
    assert first.verdict.control.accessibleName() == "A1 Syftet?: Svar"
    assert not first.verdict.box.itemIcon(0).isNull()
    assert second.verdict.value() == RiskVerdict.NONE
    desk.use(language="en")
    assert said(answers(dialog))[0] == "1 of 3 questions answered"
    assert "Motives?" in said(answers(dialog))


def test_only_what_is_answered_is_saved(qtbot: QtBot, desk: Desk) -> None:
    row = assessed(desk.store, ("B1", "no-concern", "Ingen"))
    dialog = opened(qtbot, desk, row)
    was_dirty = dialog.is_dirty
    choose(answers(dialog).cards[0], RiskVerdict.CONCERN)
    answers(dialog).cards[0].comment.edit.setPlainText(AWKWARD)
    assert said(answers(dialog))[0] == "2 av 3 frågor besvarade"
    assert (was_dirty, dialog.is_dirty) == (False, True)
    assert dialog.save()
    assert stored(desk.store, row.id) == [("B1", "no-concern", "Ingen"), ("A1", "concern", AWKWARD)]


def test_what_was_stored_without_an_answer_stays_as_it_is(qtbot: QtBot, desk: Desk) -> None:
    row = assessed(desk.store, ("A2", "none", ""), ("A1", "concern", ""))
    assert opened(qtbot, desk, row).save()
    found = desk.store.get(RiskAssessment, row.id)
    assert found is not None
    assert [one.id for one in found.answers] == [one.id for one in row.answers]
    assert found.version == row.version


def test_the_keyboard_goes_from_answer_to_comment_to_the_next_question(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, assessed(desk.store, ("A1", "concern", "")))
    answers(dialog).setFocus()
    one, two = answers(dialog).cards[1:]
    for expected in (one.verdict.box, one.comment.edit, two.verdict.box, two.comment.edit):
        assert dialog.focusWidget() is expected
        qtbot.keyClick(expected, Qt.Key.Key_Tab)
    answers(dialog).setFocus()
    qtbot.keyClick(one.verdict.box, Qt.Key.Key_Down)
    assert (one.verdict.value(), said(answers(dialog))[0]) == (RiskVerdict.NO_CONCERN, "2 av 3 frågor besvarade")


def test_earlier_answers_stand_beside_and_can_be_kept(qtbot: QtBot, desk: Desk) -> None:
    decided = {"conclusion": "no-obstacle", "decided_by": "Rektor", "decided_on": dt.date(2024, 3, 2)}
    everything = [("A1", "concern", AWKWARD), ("A2", "no-concern", ""), ("B1", "no-concern", "")]
    previous = assessed(desk.store, *everything, **decided)
    newer = factory.risk_guideline(desk.store, questions=[*QUESTIONS, {"code": "H1", "position": 9, "block": "exit"}])
    row = factory.risk_assessment(
        desk.store, guideline_id=newer.id, previous_id=previous.id, answers=rows(("A2", "concern", "Nytt"))
    )
    dialog = opened(qtbot, desk, row)
    first, second, third, new = answers(dialog).cards
    assert {"Tidigare svar, 2 mars 2024", "Viss risk", AWKWARD} <= set(said(first))
    assert "Nytt svar" in said(second)
    assert "Frågan är ny" in said(new)
    assert not new.take.isVisibleTo(new)
    qtbot.mouseClick(first.take, Qt.MouseButton.LeftButton)
    assert (first.verdict.value(), first.comment.value()) == (RiskVerdict.CONCERN, AWKWARD)
    assert "Oförändrat sedan dess" in said(first)
    assert not first.take.isVisibleTo(first)
    assert third.verdict.value() == RiskVerdict.NONE
    assert dialog.save()
    assert stored(desk.store, row.id) == [("A2", "concern", "Nytt"), ("A1", "concern", AWKWARD)]


def test_an_answer_whose_question_is_gone_is_kept_and_shown(qtbot: QtBot, desk: Desk) -> None:
    row = assessed(desk.store, ("Z9", "serious", "Kvar"), ("A1", "no-concern", ""))
    dialog = opened(qtbot, desk, row)
    assert {"Frågor som inte längre ställs", "Z9", "Frågan ställs inte längre."} <= set(said(answers(dialog)))
    assert said(answers(dialog))[0] == "1 av 3 frågor besvarade"
    choose(answers(dialog).cards[1], RiskVerdict.CONCERN)
    assert dialog.save()
    assert stored(desk.store, row.id) == [("Z9", "serious", "Kvar"), ("A1", "no-concern", ""), ("A2", "concern", "")]
    dialog = opened(qtbot, desk, desk.store.get(RiskAssessment, row.id))
    gone = answers(dialog).cards[-1]
    gone.removed.emit()
    assert dialog.save()
    assert [code for code, _, _ in stored(desk.store, row.id)] == ["A1", "A2"]


def test_other_questions_can_be_chosen_without_losing_an_answer(qtbot: QtBot, desk: Desk) -> None:
    row = assessed(desk.store, ("A1", "concern", "Nu"))
    shorter = factory.risk_guideline(desk.store, questions=[{"code": "C1", "question_sv": "Nytt?"}, QUESTIONS[0]])
    dialog = opened(qtbot, desk, row)
    choose(answers(dialog).cards[2], RiskVerdict.CONCERN)
    dialog.tabs.setCurrentIndex(0)
    line = dialog.boxes["guideline_id"].editor.findChild(QLineEdit)
    assert line is not None
    line.clear()
    qtbot.keyClicks(line, shorter.caption("sv"))
    dialog.tabs.setCurrentIndex(1)
    assert [card.line.code for card in answers(dialog).cards] == ["C1", "A1", "B1"]
    assert dialog.save()
    assert stored(desk.store, row.id) == [("A1", "concern", "Nu"), ("B1", "concern", "")]


def test_what_is_missing_is_marked_at_its_question(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, assessed(desk.store, ("B1", "no-concern", "")))
    choose(answers(dialog).cards[1], RiskVerdict.SERIOUS)
    dialog.tabs.setCurrentIndex(2)
    assert not dialog.save()
    assert dialog.tabs.currentIndex() == 1
    card = answers(dialog).cards[1]
    assert dialog.focusWidget() is card.comment.edit
    assert "Fråga A2: skriv i kommentaren vad den allvarliga risken är." in said(card)
    assert answers(dialog).cards[0].comment.edit.property("invalid") is False
    card.comment.edit.setPlainText("Ägaren är okänd")
    assert dialog.save()


def test_a_decision_too_early_leads_to_the_first_unanswered_question(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, assessed(desk.store, ("A1", "no-concern", "")))
    decided = {"conclusion": RiskConclusion.NO_OBSTACLE, "decided_by": "Rektor", "decided_on": dt.date(2026, 5, 4)}
    for key, value in decided.items():
        editor: Any = dialog.boxes[key].editor
        editor.set_value(value)
    assert not dialog.save()
    assert "Frågor som återstår: 2." in dialog.boxes["answers"].problem.text()
    assert dialog.focusWidget() is answers(dialog).cards[1].verdict.box


# From the agreement


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The main window, shown."""
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(window: MainWindow, agreement: Agreement) -> AgreementDetail:
    """The details of an agreement."""
    window.show_record(AGREEMENTS, agreement.id)
    page = window.pages[AGREEMENTS.key]
    assert isinstance(page, RecordPage)
    assert isinstance(page.detail, AgreementDetail)
    return page.detail


def button(widget: QWidget, text: str) -> QPushButton:
    """The button with a text."""
    return next(one for one in widget.findChildren(QPushButton) if one.text() == text)


def test_an_assessment_is_begun_from_its_agreement(qtbot: QtBot, window: MainWindow) -> None:
    store = window.desk.store
    factory.risk_guideline(store, questions=QUESTIONS)
    agreement = factory.agreement(store)
    detail = shown(window, agreement)
    assert "Riskerna har inte bedömts." in said(detail)
    qtbot.mouseClick(button(detail, "Ny riskbedömning…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.work.dialog is not None)
    dialog = window.work.dialog
    assert dialog is not None
    dialog.tabs.setCurrentIndex(1)
    assert [card.line.code for card in answers(dialog).cards] == ["A1", "A2", "B1"]
    choose(answers(dialog).cards[0], RiskVerdict.NO_CONCERN)
    assert dialog.save()
    [made] = store.all(RiskAssessment)
    assert (made.agreement_id, stored(store, made.id)) == (agreement.id, [("A1", "no-concern", "")])


def test_the_details_say_how_the_risks_stand_and_lead_there(qtbot: QtBot, window: MainWindow) -> None:
    store, agreement = window.desk.store, factory.agreement(window.desk.store)
    everything = [(str(one["code"]), "no-concern", "") for one in QUESTIONS]
    decided = {"conclusion": "with-measures", "decided_by": "Rektor", "decided_on": dt.date(2020, 3, 2)}
    again = {"reassess_by": dt.date(2021, 3, 2)}
    held = assessed(store, *everything, agreement_id=agreement.id, **decided, **again)
    begun = assessed(store, ("A1", "concern", ""), agreement_id=agreement.id)
    detail = shown(window, agreement)
    words = said(detail)
    assert {"2 frågor obesvarade", "Beslut: Rektor, 2 mars 2020", "Ska bedömas på nytt senast 2 mars 2021"} <= set(
        words
    )
    badges = [one.text() for one in detail.findChildren(BadgeLabel) if one.isVisibleTo(detail)]
    assert badges[1:] == ["Pågår", "Godtagbart med åtgärder", "Ska bedömas på nytt"]
    for number, place in ((begun.id, 0), (held.id, 1)):
        ways = [one for one in shown(window, agreement).findChildren(QPushButton) if one.text() == "Visa"]
        ways[place].setFocus()
        qtbot.keyClick(ways[place], Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: window.page_key == RISK_ASSESSMENTS.key)
        page = window.stack.currentWidget()
        assert isinstance(page, RecordPage)
        assert page.current() == number


def test_the_palette_begins_one_for_the_agreement_that_is_shown(window: MainWindow) -> None:
    window.actions_["assess-risk"].trigger()
    assert not window.findChildren(RecordDialog)
    assert "avtal" in " ".join(said(window.toast))
    factory.risk_guideline(window.desk.store, questions=QUESTIONS)
    shown(window, factory.agreement(window.desk.store))
    window.actions_["assess-risk"].trigger()
    assert window.work.dialog is not None
    window.work.dialog.reject()


def test_questions_get_a_new_version_on_their_page(qtbot: QtBot, window: MainWindow) -> None:
    store = window.desk.store
    old = factory.risk_guideline(store, edition="1", questions=QUESTIONS)
    window.show_record(RISK_GUIDELINES, old.id)
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    qtbot.mouseClick(button(page.detail, "Ny version…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.current() != old.id)
    made = store.get(RiskGuideline, page.current() or 0)
    assert made is not None
    assert (made.edition, len(made.questions)) == ("2", 3)
    window.work.undo()
    assert [one.id for one in store.all(RiskGuideline)] == [old.id]
    assert "är ångrad" in " ".join(said(window.toast))


def test_an_assessment_is_previewed_as_its_report(desk: Desk) -> None:
    row = assessed(desk.store)
    chosen = ReportChoices(desk, RISKS, row.id)
    assert chosen.report.value() == RISKS
    assert chosen.order().document(desk.language).subtitle == "Riskbedömning"
    assert chosen.order().file_name(desk.language).startswith("kidesk-riskbedomning-avtal")
    assert RiskAssessment in chosen.order().records


def test_a_form_with_open_risks_is_not_put_up_for_decision(qtbot: QtBot, desk: Desk) -> None:
    row = assessed(desk.store)
    agreement = desk.store.get(Agreement, row.agreement_id)
    dialog = RecordDialog(desk, AGREEMENTS, agreement)
    qtbot.addWidget(dialog)
    dialog.show()
    editor: Any = dialog.boxes["status_changes"].editor
    editor.add_row()
    step = {"status": AgreementStatus.FOR_DECISION, "on": dt.date(2999, 1, 1), "explanation": "Klart"}
    for key, value in step.items():
        editor.rows[-1].editors[key].set_value(value)
    assert not dialog.save()
    assert "riskbedömning" in dialog.boxes["status_changes"].problem.text().lower()


def test_a_long_comment_is_plain_text(qtbot: QtBot, desk: Desk) -> None:
    previous = assessed(desk.store, ("A1", "concern", "<img src='/etc/passwd'>"))
    dialog = opened(qtbot, desk, assessed(desk.store, previous_id=previous.id))
    first = answers(dialog).cards[0]
    assert "<img src='/etc/passwd'>" in said(first)
    assert first.findChild(QPlainTextEdit) is first.comment.edit
