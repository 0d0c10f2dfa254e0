"""The page of a round of assessments: a quarter is assessed from the keyboard alone, kept, told and sealed."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.seal import SealDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.pages.assessment import AssessmentPage
from kidesk.gui.pages.assessment_list import STATE_ROLE, RoundModel
from kidesk.gui.pages.overview import OverviewPage
from kidesk.operations import edit
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.assessment_round import assessment_round
from kidesk.operations.give_evidence import give_evidence
from kidesk.operations.plan_tree import plans
from kidesk.operations.seal_quarter import reopen, seal
from kidesk.operations.start_workspace import load_starter
from kidesk.records.assessment_rules import evidence_in, shown_by
from kidesk.records.plan import PlanLevel
from kidesk.records.plan_item import PlanItem, assessment_in, colour_in
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import Colour, Period, RedReason
from kidesk.store.store import Store
from tests import factory
from tests.conftest import WHO
from tests.gui.conftest import Answers
from tests.gui.keys import press as _press
from tests.gui.keys import write as _type

# The offscreen platform says that it leaves size hints alone.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

SPRING, SUMMER = Period(2026, 1), Period(2026, 2)
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


class Numbers:
    """The ids of a small plan: two focus areas, of which the first has two activities, and two quarters."""

    def __init__(self, store: Store) -> None:
        self.plan = factory.plan(store).id
        self.area = self._add(store, PlanLevel.FOCUS_AREA, None, "1.1", "Networks")
        self.other = self._add(store, PlanLevel.FOCUS_AREA, None, "1.2", "Media")
        self.first = self._add(store, PlanLevel.ACTIVITY, self.area, "1.1.1", "Alumni meetings")
        self.second = self._add(store, PlanLevel.ACTIVITY, self.area, "1.1.2", "Delegations", coordinator=WHO)
        self.third = self._add(store, PlanLevel.ACTIVITY, self.other, "1.2.1", "Press room")
        self.spring = factory.quarter(store, name=SPRING.name).id
        self.summer = factory.quarter(store, name=SUMMER.name).id

    def _add(self, store: Store, level: PlanLevel, parent: int | None, code: str, title: str, **more: Any) -> int:
        values = {"level": level, "parent_id": parent, "code": code, "position": int(code[-1]), "title_en": title}
        return factory.plan_item(store, plan_id=self.plan, title_sv=title, **values, **more).id


@pytest.fixture
def numbers(store: Store) -> Numbers:
    return Numbers(store)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, numbers: Numbers, frozen_day: object) -> AssessmentPage:
    """The page of the small plan in the running quarter, in English."""
    desk.use(language="en", who=WHO)
    return _shown(qtbot, desk, numbers.plan)


def _shown(qtbot: QtBot, desk: Desk, plan: int) -> AssessmentPage:
    made = AssessmentPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    made.activateWindow()
    made.show_round(plan)
    made.list.setFocus()
    return made


def _item(store: Store, number: int) -> PlanItem:
    item = store.get(PlanItem, number)
    assert item is not None
    return item


def _colour(page: AssessmentPage, number: int, period: Period = SUMMER) -> Colour:
    return colour_in(_item(page.desk.store, number), period.name)


def _codes(page: AssessmentPage) -> list[str]:
    return [one.item.code for one in page.list.rows.activities()]


def _tabs(page: AssessmentPage) -> list[str]:
    return [page.bar.tabs.tabText(place) for place in range(page.bar.tabs.count())]


def _said(page: AssessmentPage, number: int) -> str:
    return str(page.list.rows.index_of(number).data(STATE_ROLE))


# From the keyboard alone


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, frozen_day: object) -> MainWindow:
    """The window with the starter content, in English."""
    desk.use(language="en", who=WHO)
    load_starter(desk.store)
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    made.activateWindow()
    return made


def test_letters_in_a_text_are_letters_and_choose_no_colour(page: AssessmentPage, numbers: Numbers) -> None:
    _press(Key.Key_Y, Key.Key_C)
    _type("grynd12pec GRYND")
    assert page.form.comments["sv"].toPlainText() == "grynd12pec GRYND"
    assert page.form.judgement().colour == Colour.YELLOW
    assert not page.sheet.evidence.picker.isVisible()
    _press(Key.Key_Escape)
    _press(Key.Key_G)
    assert page.form.judgement() == Judgement(Colour.GREEN, "grynd12pec GRYND")


def test_letters_choose_from_every_button_and_field_but_texts(page: AssessmentPage) -> None:
    bar, sheet = page.bar, page.sheet
    for widget in (bar.back, bar.quarter, bar.tabs, sheet.save_button, sheet.evidence.add_button):
        page.form.choose(Colour.NOT_ASSESSED)
        widget.setFocus()
        _press(Key.Key_R)
        assert page.form.judgement().colour == Colour.RED, widget


def test_page_keys_go_through_the_activities_from_the_list_and_from_a_text(
    page: AssessmentPage, numbers: Numbers
) -> None:
    _press(Key.Key_PageDown)
    assert page.current() == numbers.second
    page.form.write()
    _press(Key.Key_PageDown)
    assert page.current() == numbers.third
    _press(Key.Key_PageDown)
    assert page.current() == numbers.third
    _press(Key.Key_Up, at=Qt.KeyboardModifier.AltModifier)
    assert page.current() == numbers.second
    _press(Key.Key_Up)
    assert page.current() == numbers.first
    _press(Key.Key_Down)
    assert page.current() == numbers.second


def test_ctrl_enter_goes_on_to_what_is_not_assessed_and_from_the_end_to_the_top(
    page: AssessmentPage, desk: Desk, numbers: Numbers
) -> None:
    assess(desk.store, numbers.second, numbers.summer, Judgement(Colour.GREEN))
    _press(Key.Key_PageDown, Key.Key_PageDown)
    _press(Key.Key_G)
    _press(Key.Key_Return, at=CTRL)
    assert page.current() == numbers.first
    _press(Key.Key_Return, at=CTRL)
    assert page.current() == numbers.first


# Keeping


def test_leaving_an_activity_keeps_what_was_chosen_without_a_question_in_one_step_to_undo(
    page: AssessmentPage, desk: Desk, numbers: Numbers, answers: Answers
) -> None:
    _press(Key.Key_G, Key.Key_PageDown)
    assert _colour(page, numbers.first) == Colour.GREEN
    assert _colour(page, numbers.first, SPRING) == Colour.NOT_ASSESSED
    _press(Key.Key_Y)
    QTest.mouseClick(
        page.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=page.list.visualRect(page.list.rows.index_of(numbers.third)).center(),
    )
    assert (page.current(), _colour(page, numbers.second)) == (numbers.third, Colour.YELLOW)
    assert answers.asked == []
    desk.store.undo()
    assert (_colour(page, numbers.first), _colour(page, numbers.second)) == (Colour.GREEN, Colour.NOT_ASSESSED)
    desk.store.undo()
    assert _colour(page, numbers.first) == Colour.NOT_ASSESSED


def test_what_is_only_looked_at_is_not_saved(page: AssessmentPage, desk: Desk, numbers: Numbers) -> None:
    untidy = Judgement(Colour.YELLOW, "Möten \n", "", RedReason.COULD_NOT_BE_CARRIED_OUT)
    assess(desk.store, numbers.first, numbers.summer, untidy)
    before = desk.store.next_steps()
    version = _item(desk.store, numbers.first).version
    _press(Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageUp)
    _press(Key.Key_Return, at=CTRL)
    assert desk.store.next_steps() == before
    assert _item(desk.store, numbers.first).version == version


def test_another_quarter_and_another_page_keep_what_was_chosen(page: AssessmentPage, numbers: Numbers) -> None:
    _press(Key.Key_G)
    page.bar.quarter.setCurrentIndex(0)
    page.bar.quarter.activated.emit(0)
    assert _colour(page, numbers.first) == Colour.GREEN
    assert page.form.judgement() == Judgement(Colour.NOT_ASSESSED)
    _press(Key.Key_R)
    page.settle()
    assert _colour(page, numbers.first, SPRING) == Colour.RED


def test_a_red_without_comment_and_reason_is_saved_and_told_to_be_missing(
    page: AssessmentPage, numbers: Numbers
) -> None:
    _press(Key.Key_R)
    assert page.sheet.note.text() == "Missing before the quarter can be sealed: comment and reason."
    _press(Key.Key_1)
    assert page.sheet.note.text() == "Missing before the quarter can be sealed: comment."
    _press(Key.Key_PageDown)
    assert _colour(page, numbers.first) == Colour.RED
    assert _said(page, numbers.first) == "Red · missing: comment · no evidence"


def test_a_reason_counts_only_for_red(page: AssessmentPage) -> None:
    _press(Key.Key_1)
    assert page.form.judgement() == Judgement(Colour.NOT_ASSESSED)
    _press(Key.Key_R, Key.Key_1)
    assert page.form.judgement().reason == RedReason.COULD_NOT_BE_CARRIED_OUT
    _press(Key.Key_G)
    assert page.form.judgement() == Judgement(Colour.GREEN)


@pytest.mark.parametrize(("answer", "kept"), [("mine", Colour.GREEN), ("theirs", Colour.RED), ("back", Colour.RED)])
def test_where_somebody_else_was_faster_the_person_says_whose_holds(
    page: AssessmentPage, desk: Desk, numbers: Numbers, answers: Answers, answer: str, kept: Colour
) -> None:
    answers.key = answer
    _press(Key.Key_G)
    assess(desk.store, numbers.first, numbers.summer, Judgement(Colour.RED, "Ingen tid"))
    assert page.form.judgement().colour == Colour.GREEN
    _press(Key.Key_PageDown)
    assert len(answers.asked) == 1
    assert "Theirs: Red\nIngen tid\n\nYours: Green" in answers.asked[0]
    assert _colour(page, numbers.first) == kept
    assert page.current() == (numbers.first if answer == "back" else numbers.second)


def test_what_others_change_elsewhere_is_no_conflict(
    page: AssessmentPage, desk: Desk, numbers: Numbers, answers: Answers
) -> None:
    _press(Key.Key_G)
    edit.save(desk.store, PLAN_ITEMS, {"title_en": "Renamed"}, number=numbers.first)
    assert page.form.judgement().colour == Colour.GREEN
    assert page.sheet.title.text() == "1.1.1 Renamed"
    _press(Key.Key_PageDown)
    assert (answers.asked, _colour(page, numbers.first)) == ([], Colour.GREEN)


# What is shown


def test_the_model_obeys_qt(desk: Desk, numbers: Numbers) -> None:
    model: QAbstractItemModel = RoundModel(desk)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    found = assessment_round(desk.store, numbers.plan, SUMMER, desk.settings)
    assert found is not None
    assert isinstance(model, RoundModel)
    model.show(found, lambda one: True)
    model.show(found, lambda one: one.is_mine)
    assert model.rowCount() == 2
    assert tester.model() is model


def test_the_tabs_count_and_show_what_they_say(page: AssessmentPage, desk: Desk, numbers: Numbers) -> None:
    assess(desk.store, numbers.first, numbers.summer, Judgement(Colour.RED))
    agreement = factory.agreement(desk.store)
    give_evidence(desk.store, numbers.third, None, agreement)
    give_evidence(desk.store, numbers.second, numbers.spring, agreement)
    assert _tabs(page) == ["All  3", "Not yet assessed  2", "Mine  1", "Red activities  1", "No evidence  2"]
    shown = []
    for place in range(5):
        page.bar.tabs.setCurrentIndex(place)
        shown.append(_codes(page))
    assert shown == [["1.1.1", "1.1.2", "1.2.1"], ["1.1.2", "1.2.1"], ["1.1.2"], ["1.1.1"], ["1.1.1", "1.1.2"]]


def test_the_contact_of_an_activity_finds_it_under_mine(page: AssessmentPage, desk: Desk, numbers: Numbers) -> None:
    given, family = WHO.split()
    contact = factory.person(desk.store, given_name=given, family_name=family)
    edit.save(desk.store, PLAN_ITEMS, {"contact_id": contact.id}, number=numbers.third)
    page.bar.tabs.setCurrentIndex(2)
    assert _codes(page) == ["1.1.2", "1.2.1"]


def test_while_one_works_nothing_moves_away_under_the_hand(page: AssessmentPage) -> None:
    page.bar.tabs.setCurrentIndex(1)
    page.list.setFocus()
    _press(Key.Key_G)
    _press(Key.Key_Return, at=CTRL)
    assert _codes(page) == ["1.1.1", "1.1.2", "1.2.1"]
    assert _tabs(page)[1] == "Not yet assessed  2"
    page.bar.tabs.setCurrentIndex(0)
    page.bar.tabs.setCurrentIndex(1)
    assert _codes(page) == ["1.1.2", "1.2.1"]


def test_a_tab_without_activities_says_so(page: AssessmentPage) -> None:
    page.bar.tabs.setCurrentIndex(3)
    assert page.nothing.isVisible()
    _press(Key.Key_G)
    page.nothing.findChildren(QAbstractButton)[0].click()
    assert not page.nothing.isVisible()
    assert page.form.judgement().colour == Colour.NOT_ASSESSED


def test_the_latest_earlier_assessment_stands_beside_with_who_and_when(
    page: AssessmentPage, desk: Desk, numbers: Numbers
) -> None:
    judgement = Judgement(Colour.RED, "Ingen tid", "No time", RedReason.COULD_NOT_BE_CARRIED_OUT)
    assess(desk.store, numbers.first, numbers.spring, judgement)
    before = page.sheet.before
    assert before.accessibleName() == "Before, Q1 2026"
    assert (before.colour.text(), before.reason.text()) == ("Red", "Could not be carried out")
    assert before.comments.text() == "No time\n\nIngen tid"
    assert before.who.text() == f"Assessed 4 May 2026 by {WHO}"
    assert before.findChildren(QPlainTextEdit) == []
    _press(Key.Key_PageDown)
    assert before.colour.text() == "Not assessed in any earlier quarter."


def test_the_ear_hears_the_colour_and_what_is_missing(page: AssessmentPage, desk: Desk, numbers: Numbers) -> None:
    assess(desk.store, numbers.first, numbers.summer, Judgement(Colour.RED))
    said = page.list.rows.index_of(numbers.first).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "1.1.1 Alumni meetings, Red · missing: comment and reason · no evidence"
    assert page.list.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "1.1 Networks, 1 of 2"
    assert page.bar.progress.accessibleName() == "1 of 3 assessed"


def test_the_facts_say_units_with_roles_and_what_is_due(page: AssessmentPage, desk: Desk, numbers: Numbers) -> None:
    unit = factory.organisation(desk.store, name_en="Library").id
    other = factory.organisation(desk.store, name_en="Grants Office").id
    values = {"units": [{"unit_id": unit}, {"unit_id": other, "role": "with"}], "due_quarters": [SUMMER.name]}
    edit.save(desk.store, PLAN_ITEMS, values, number=numbers.first)
    assert page.sheet.facts.text() == "Responsible: Library\nTogether with: Grants Office\nDue: Q2 2026"
    assert page.sheet.due.text() == "Due this quarter"
    _press(Key.Key_PageDown)
    assert page.sheet.facts.text() == f"Followed up by: {WHO}"
    assert not page.sheet.due.isVisible()


def test_every_button_and_field_says_what_it_is(page: AssessmentPage) -> None:
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible()]
    silent = [one for one in buttons if not (one.accessibleName() or one.text())]
    assert [one for one in silent if one.parent() is not page.bar.tabs] == []
    fields = (page.list, page.bar.quarter, page.bar.tabs, *page.form.comments.values(), page.sheet.evidence.picker.line)
    assert all(field.accessibleName() for field in fields)


def test_the_language_follows_live(page: AssessmentPage, desk: Desk, numbers: Numbers) -> None:
    _press(Key.Key_G)
    desk.use(language="sv")
    assert page.form.colours[Colour.GREEN].text() == "Grön (G)"
    assert page.form.colours[Colour.NOT_ASSESSED].text() == "Ej bedömd (N)"
    assert _said(page, numbers.first) == "Ej bedömd"
    assert page.form.judgement().colour == Colour.GREEN


# What is proposed, and what has changed since it was translated


def test_a_proposal_says_its_reason_and_fills_in_the_colour_alone(
    page: AssessmentPage, desk: Desk, numbers: Numbers
) -> None:
    assert page.sheet.proposal.colour.text() == "Proposed: Red"
    assert page.sheet.proposal.reason.text() == "No activity is known."
    met = factory.interaction(desk.store, title="Visit", on=SUMMER.first_day)
    page.sheet.evidence.given.emit(met)
    assert page.sheet.proposal.colour.text() == "Proposed: Green"
    assert "Visit" in page.sheet.proposal.reason.text()
    assert page.form.judgement().colour == Colour.NOT_ASSESSED
    _press(Key.Key_P)
    assert page.form.judgement() == Judgement(Colour.GREEN)
    assert not page.sheet.proposal.button.isEnabled()
    assert _colour(page, numbers.first) == Colour.NOT_ASSESSED
    _press(Key.Key_PageDown)
    assert _colour(page, numbers.first) == Colour.GREEN


def test_an_english_comment_that_was_left_behind_is_marked_until_it_is_said_to_hold(
    page: AssessmentPage, desk: Desk, numbers: Numbers
) -> None:
    assess(desk.store, numbers.first, numbers.summer, Judgement(Colour.GREEN, "Möten", "Meetings"))
    assert not page.sheet.parity.isVisible()
    _press(Key.Key_C)
    page.form.comments["sv"].setPlainText("Möten i maj")
    _press(Key.Key_PageDown, Key.Key_PageUp)
    assert page.sheet.parity.isVisible()
    page.sheet.holds_button.setFocus()
    _press(Key.Key_Space)
    assert not page.sheet.parity.isVisible()
    found = assessment_in(_item(desk.store, numbers.first), SUMMER.name)
    assert found is not None
    assert found.changed_since_translated == []
    _press(Key.Key_PageDown)
    assert not page.sheet.holds_button.isVisible()


# Evidence


def test_evidence_is_picked_by_typed_words_for_the_quarter_or_for_all(
    page: AssessmentPage, desk: Desk, numbers: Numbers
) -> None:
    factory.agreement(desk.store, title_en="Exchange with Kobe")
    factory.interaction(desk.store, title="Visit from Kobe")
    _press(Key.Key_E)
    _type("kobe visit")
    _press(Key.Key_Return)
    page.sheet.evidence.for_all.setChecked(True)
    page.list.setFocus()
    _press(Key.Key_E)
    _type("kobe exch")
    _press(Key.Key_Return)
    found = [(shown_by(one), one.quarter_id) for one in _item(desk.store, numbers.first).evidence]
    assert [(row.caption("en"), quarter) for row, quarter in found if row] == [
        ("Visit from Kobe", numbers.summer),
        ("Exchange with Kobe", None),
    ]
    assert page.sheet.evidence.lines() == ["Visit from Kobe", "Exchange with Kobe"]
    page.bar.quarter.activated.emit(0)
    assert page.sheet.evidence.lines() == ["Exchange with Kobe"]


def test_a_pasted_link_is_evidence_and_a_wrong_one_is_told(
    page: AssessmentPage, desk: Desk, numbers: Numbers
) -> None:
    for address in ("https://example.org/news", "ftp://example.org"):
        _press(Key.Key_E)
        page.sheet.evidence.picker.line.setText(address)
        _press(Key.Key_Return)
    assert page.sheet.evidence.lines() == ["https://example.org/news"]
    assert "starts with https://" in page.sheet.note.text()


def test_the_same_evidence_stands_once(page: AssessmentPage, desk: Desk, numbers: Numbers) -> None:
    agreement = factory.agreement(desk.store)
    page.sheet.evidence.given.emit(agreement)
    page.sheet.evidence.given.emit(agreement)
    assert len(_item(desk.store, numbers.first).evidence) == 1
    assert page.sheet.note.text() == "This evidence is there already. Nothing was changed."


def test_evidence_is_removed_and_taken_back_and_what_was_chosen_stays(
    page: AssessmentPage, desk: Desk, numbers: Numbers
) -> None:
    _press(Key.Key_Y)
    page.sheet.evidence.given.emit(factory.agreement(desk.store, title_en="Exchange"))
    remove = next(one for one in page.sheet.evidence.findChildren(QAbstractButton) if "Remove" in one.accessibleName())
    remove.setFocus()
    _press(Key.Key_Space)
    assert page.sheet.evidence.lines() == []
    desk.store.undo()
    assert page.sheet.evidence.lines() == ["Exchange"]
    assert page.form.judgement().colour == Colour.YELLOW
    assert evidence_in(_item(desk.store, numbers.first), numbers.spring) == []


def test_evidence_leads_to_what_it_is_about(page: AssessmentPage, desk: Desk, qtbot: QtBot) -> None:
    agreement = factory.agreement(desk.store, title_en="Exchange")
    page.sheet.evidence.given.emit(agreement)
    row = next(one for one in page.sheet.evidence.findChildren(QAbstractButton) if one.text() == "Exchange")
    with qtbot.waitSignal(page.record_asked) as asked:
        row.click()
    assert asked.args[1] == agreement.id


# The whole quarter


def test_a_quarter_that_has_not_begun_is_begun_here(page: AssessmentPage, desk: Desk, numbers: Numbers) -> None:
    desk.store.undo()  # the summer quarter was the last to be added
    page.show_round(numbers.plan)
    assert page.bar.quarter.currentText() == "Q2 2026 (not begun)"
    _press(Key.Key_G)
    assert page.form.judgement().colour == Colour.NOT_ASSESSED
    page.next.button.click()
    assert page.bar.quarter.currentText() == "Q2 2026"
    _press(Key.Key_G, Key.Key_PageDown)
    assert _colour(page, numbers.first) == Colour.GREEN


def _assess_all(store: Store, numbers: Numbers) -> None:
    for number in (numbers.first, numbers.second, numbers.third):
        assess(store, number, numbers.summer, Judgement(Colour.GREEN, "Möten"))


def test_a_sealed_quarter_is_read_as_it_was_sealed_and_takes_nothing(
    page: AssessmentPage, desk: Desk, numbers: Numbers, qtbot: QtBot
) -> None:
    _assess_all(desk.store, numbers)
    give_evidence(desk.store, numbers.first, numbers.summer, "https://example.org")
    seal(desk.store, SUMMER.name, desk.settings)
    edit.save(desk.store, PLAN_ITEMS, {"title_en": "Renamed"}, number=numbers.first)
    page.load()
    assert page.next.words.text().startswith(f"{WHO} sealed Q2 2026 on 4 May 2026. It is shown as it was then")
    assert page.sheet.title.text() == "1.1.1 Alumni meetings"
    _press(Key.Key_R, Key.Key_E, Key.Key_C)
    _type("nytt")
    assert page.form.judgement() == Judgement(Colour.GREEN, "Möten")
    assert not page.sheet.evidence.picker.isVisible()
    assert [colour for colour, one in page.form.colours.items() if one.isEnabled()] == [Colour.GREEN]
    assert page.sheet.evidence.lines() == ["https://example.org"]
    _press(Key.Key_Escape)
    _press(Key.Key_P)
    assert page.form.judgement().colour == Colour.GREEN
    assert not page.sheet.proposal.isVisible()
    removal = [one for one in page.sheet.evidence.findChildren(QAbstractButton) if "Remove" in one.accessibleName()]
    assert not any(one.isVisible() for one in removal)
    _press(Key.Key_PageDown)
    with qtbot.waitSignal(page.seal_asked) as asked:
        page.next.button.click()
    assert asked.args == [SUMMER.name]
    reopen(desk.store, SUMMER.name, "A wrong colour")
    page.list.setFocus()
    _press(Key.Key_PageUp, Key.Key_R, Key.Key_PageDown)
    assert _colour(page, numbers.first) == Colour.RED


def test_what_was_chosen_before_somebody_sealed_the_quarter_is_refused_and_told(
    page: AssessmentPage, desk: Desk, numbers: Numbers, answers: Answers
) -> None:
    _assess_all(desk.store, numbers)
    page.hide()  # as where the other one works on another computer: this page has not heard of it
    page.form.choose(Colour.RED)
    seal(desk.store, SUMMER.name, desk.settings)
    page.settle()
    assert "is sealed" in answers.asked[0]
    assert _colour(page, numbers.first) == Colour.GREEN
    page.show()
    assert page.form.judgement().colour == Colour.GREEN


def test_what_still_lacks_something_is_told_when_all_are_assessed(
    page: AssessmentPage, desk: Desk, numbers: Numbers
) -> None:
    _assess_all(desk.store, numbers)
    assess(desk.store, numbers.first, numbers.summer, Judgement(Colour.RED))
    said = "All 3 activities are assessed. 1 red one lacks a comment or a reason."
    assert page.next.words.text() == said
    assert page.next.button.text() == "Seal the quarter…"


def test_the_lock_seals_a_quarter_of_which_something_is_left(page: AssessmentPage, qtbot: QtBot) -> None:
    assert page.bar.seal_button.accessibleName() == "Seal the quarter…"
    assert not page.next.isVisible()
    _press(Key.Key_G)
    with qtbot.waitSignal(page.seal_asked) as asked:
        page.bar.seal_button.click()
    assert asked.args == [SUMMER.name]
    assert page.bar.said.text() == "1 of 3 assessed"


# How it is reached


def test_the_page_is_reached_from_the_plan_and_leads_back(window: MainWindow) -> None:
    page = window.asides.assessment
    window.show_page("plan")
    plan = window.stack.currentWidget()
    numbers = [one.item.id for one in plan.pane.nodes() if one.is_assessed]  # type: ignore[union-attr]
    plan.select(numbers[5])  # type: ignore[union-attr]
    plan.assess_button.click()  # type: ignore[union-attr]
    assert (window.stack.currentWidget(), page.current()) == (page, numbers[5])
    page.next.button.click()
    _press(Key.Key_PageDown, Key.Key_Escape)
    assert window.page_key == "plan"
    assert plan.current() == numbers[6]  # type: ignore[union-attr]
    _press(Key.Key_Y)
    assert (page.current(), page.form.judgement().colour) == (numbers[6], Colour.YELLOW)
    window.show_page("overview")
    assert _colour(page, numbers[6]) == Colour.YELLOW


def test_the_page_is_reached_from_the_card_of_the_overview(window: MainWindow, desk: Desk) -> None:
    page, overview = window.asides.assessment, window.pages["overview"]
    assert isinstance(overview, OverviewPage)
    factory.quarter(desk.store, name=SPRING.name)
    factory.quarter(desk.store, name=SUMMER.name)
    window.show_page("overview")
    overview.assessing.button.click()
    assert window.stack.currentWidget() is page
    assert (page.title, page.bar.quarter.currentText()) == ("Assess the quarter", "Q2 2026")
    _press(Key.Key_Escape)
    assert window.page_key == "overview"
    third = page.list.rows.activities()[2].item
    row = next(one for one in overview.assessing.list.rows() if one.text() == third.caption("en"))
    row.click()
    assert (window.stack.currentWidget(), page.current()) == (page, third.id)


def test_the_command_seals_what_is_assessed_and_elsewhere_says_where_to_go(window: MainWindow, desk: Desk) -> None:
    window.show_page("overview")
    window.actions_["seal"].trigger()
    assert not [one for one in window.findChildren(SealDialog) if one.isVisible()]
    window.show_page("plan")
    window.actions_["assess"].trigger()
    window.asides.assessment.next.button.click()
    window.actions_["seal"].trigger()
    assert [one for one in window.findChildren(SealDialog) if one.isVisible()]


def test_a_plan_that_is_deleted_is_left(window: MainWindow, desk: Desk) -> None:
    plan = factory.plan(desk.store)
    window.asides.assess(plan.id)
    assert window.asides.assessment.nothing.isVisible()
    desk.store.undo()
    assert window.page_key == "overview"
    assert plans(desk.store)
