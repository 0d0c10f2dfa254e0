"""The ambassadors in the window: the cards and their dialogs, who could help, and the coverage."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from kidesk.gui.ambassador_cards import ConsentCard, EngagementCard, MandateCard
from kidesk.gui.badges import BadgeLabel
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.few_fields import FewFieldsDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.pages.ambassadors import AmbassadorPage
from kidesk.gui.plain import PlainLabel
from kidesk.gui.record_page import RecordPage
from kidesk.operations import edit
from kidesk.records import AMBASSADORS
from kidesk.records.agreement_terms import AgreementStatus, Side
from kidesk.records.ambassador import Ambassador, AmbassadorStage, EngagementMode
from tests import factory
from tests.conftest import DAY

Stage = AmbassadorStage
ONE_DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.usefixtures("frozen_day")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The window in English."""
    desk.use(language="en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def number(desk: Desk) -> int:
    """An ambassador at work in Japan since yesterday."""
    emails = [{"address": "haruka@example.org", "is_primary": True}]
    person = factory.person(desk.store, given_name="Haruka", family_name="Satō", emails=emails)
    return factory.ambassador(
        desk.store,
        person_id=person.id,
        stage=Stage.ACTIVE,
        stages=[{"stage": Stage.ACTIVE, "on": DAY - ONE_DAY, "comment": "After the course"}],
        countries=["JP"],
        offers="Mentor",
        capacity_hours=40,
        start_on=DAY - ONE_DAY,
        end_on=DAY + 3 * ONE_DAY,
    ).id


def read(desk: Desk, number: int) -> Ambassador:
    found = desk.store.get(Ambassador, number)
    assert found is not None
    return found


def said(window: MainWindow, kind: type[MandateCard] | type[EngagementCard] | type[ConsentCard]) -> list[str]:
    """What a card of the details says; the card shown now is the last one made."""
    page = window.stack.currentWidget()
    assert isinstance(page, AmbassadorPage)
    return [label.text() for label in page.detail.findChildren(kind)[-1].findChildren(PlainLabel)]


def push(window: MainWindow, words: str) -> None:
    page = window.stack.currentWidget()
    assert page is not None
    button = [one for one in page.findChildren(QPushButton) if one.text() == words][-1]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.qWait(10)


def dialog(window: MainWindow) -> FewFieldsDialog:
    return next(one for one in window.findChildren(FewFieldsDialog) if one.isVisible())


def fill(window: MainWindow, **values: object) -> None:
    for key, value in values.items():
        dialog(window).boxes[key].editor.set_value(value)  # type: ignore[arg-type]


def test_the_cards_tell_how_mandate_engagements_and_consent_stand(
    window: MainWindow, desk: Desk, number: int
) -> None:
    window.show_record(AMBASSADORS, number)
    assert "The mandate ends in 3 days, on 7 May 2026." in said(window, MandateCard)
    assert {"3 May 2026", "Active", "After the course"} <= set(said(window, MandateCard))
    assert "0 of 40 hours in 2026." in said(window, EngagementCard)
    assert {"No consent", "No consent has been given."} <= set(said(window, ConsentCard))


def test_the_next_stage_is_chosen_already_and_undone_by_the_toast(
    window: MainWindow, desk: Desk, number: int
) -> None:
    window.show_record(AMBASSADORS, number)
    push(window, "Change stage…")
    assert dialog(window).boxes["stage"].editor.value() == Stage.ENDED
    dialog(window).save()
    assert read(desk, number).stage == Stage.ENDED
    assert {"4 May 2026", "Ended"} <= set(said(window, MandateCard))
    window.work.undo()
    assert read(desk, number).stage == Stage.ACTIVE


def test_a_stage_that_cannot_be_is_said_beside_its_field(window: MainWindow, desk: Desk, number: int) -> None:
    window.show_record(AMBASSADORS, number)
    push(window, "Change stage…")
    fill(window, stage=Stage.THANKED, on=None)
    dialog(window).save()
    problems = {key: box.problem.text() for key, box in dialog(window).boxes.items()}
    assert problems["stage"].startswith("An ambassador is thanked when the mandate has ended.")
    assert problems["on"] == "This field must be filled in."
    assert read(desk, number).stage == Stage.ACTIVE


def test_an_engagement_is_noted_with_the_keyboard(window: MainWindow, desk: Desk, number: int) -> None:
    window.show_record(AMBASSADORS, number)
    window.actions_["ambassador-engagement"].trigger()
    fill(window, title="A talk", hours=14, mode=EngagementMode.COMMUNICATION)
    QTest.keyClick(dialog(window), Qt.Key.Key_Return)
    (noted,) = read(desk, number).engagements
    assert (noted.title, noted.hours, noted.on) == ("A talk", 14, DAY)
    assert "14 of 40 hours in 2026." in said(window, EngagementCard)


def test_a_package_given_before_is_offered(window: MainWindow, desk: Desk, number: int) -> None:
    factory.ambassador(desk.store, packages=[{"name": "KI in brief", "edition": "2.1", "given_on": DAY}])
    window.show_record(AMBASSADORS, number)
    push(window, "Give a material package…")
    (before,) = (one for one in dialog(window).findChildren(QComboBox) if one.accessibleName() == "Given before")
    before.setCurrentIndex(1)
    before.activated.emit(1)
    dialog(window).save()
    (given,) = read(desk, number).packages
    assert (given.name, given.edition, given.given_on) == ("KI in brief", "2.1", DAY)


def test_a_consent_is_recorded_and_withdrawn(window: MainWindow, desk: Desk, number: int) -> None:
    window.show_record(AMBASSADORS, number)
    push(window, "Record a consent…")
    dialog(window).save()
    evidence = dialog(window).boxes["portrait_consent_evidence"]
    assert evidence.problem.text().startswith("Say what shows that the consent was given")
    fill(window, portrait_consent_evidence="A form", portrait_consent_expires_on=DAY + ONE_DAY)
    dialog(window).save()
    assert {"Consent expires soon", "The consent expires in 1 day, on 5 May 2026."} <= set(said(window, ConsentCard))
    push(window, "Withdraw it…")
    dialog(window).save()
    assert "Consent withdrawn" in said(window, ConsentCard)
    window.work.undo()
    assert "Consent expires soon" in said(window, ConsentCard)


def test_a_consent_without_evidence_is_marked(window: MainWindow, desk: Desk, number: int) -> None:
    edit.save(desk.store, AMBASSADORS, {"has_portrait_consent": True}, number=number)
    window.show_record(AMBASSADORS, number)
    page = window.stack.currentWidget()
    assert isinstance(page, AmbassadorPage)
    badges = page.detail.findChildren(ConsentCard)[-1].findChildren(BadgeLabel)
    assert [(badge.text(), badge.tone) for badge in badges] == [("Consent holds", "ok"), ("Without evidence", "warn")]


def test_nothing_is_asked_of_no_ambassador(window: MainWindow) -> None:
    window.show_page("ambassadors")
    window.actions_["ambassador-stage"].trigger()
    assert window.toast.isVisible()
    assert [one for one in window.findChildren(FewFieldsDialog) if one.isVisible()] == []


# Who could help


def test_who_could_help_is_found_while_typing_and_shown_with_reasons(
    qtbot: QtBot, window: MainWindow, desk: Desk, number: int
) -> None:
    window.actions_["helpers"].trigger()
    page = window.asides.helpers
    assert window.stack.currentWidget() is page
    assert page.results.said == "Say what help is needed, or where, to see who could give it."
    assert window.focusWidget() is page.about
    QTest.keyClicks(page.about, "mentor")
    qtbot.waitUntil(lambda: bool(page.found))
    assert page.results.rows() == ["Satō, Haruka, Active, 40, Offers: Mentor"]
    assert page.reasons.text() == "Offers: Mentor"
    page.copy.click()
    assert QGuiApplication.clipboard().text() == "haruka@example.org"
    QTest.keyClick(page.about, Qt.Key.Key_Down)
    assert window.focusWidget() is page.results.table
    page.results.table.selectRow(0)
    QTest.keyClick(page.results.table, Qt.Key.Key_Return)
    assert window.page_key == "ambassadors"


def test_nobody_found_is_said_and_escape_leads_back(qtbot: QtBot, window: MainWindow, number: int) -> None:
    window.show_page("ambassadors")
    window.actions_["helpers"].trigger()
    page = window.asides.helpers
    assert window.focusWidget() is page.about
    QTest.keyClicks(page.about, "mentor")
    qtbot.waitUntil(lambda: bool(page.found))
    QTest.keyClicks(page.about, "x")
    qtbot.waitUntil(lambda: not page.found)
    assert page.results.said.startswith("Nobody was found.")
    assert not page.copy.isEnabled()
    QTest.keyClick(page.about, Qt.Key.Key_Escape)
    assert window.page_key == "ambassadors"


# Coverage


def test_the_coverage_leads_to_the_filtered_lists(
    qtbot: QtBot, window: MainWindow, desk: Desk, number: int
) -> None:
    partner = factory.organisation(desk.store, country="NO")
    parties = [{"side": Side.PARTNER, "organisation_id": partner.id}]
    with_oslo = factory.agreement(desk.store, status=AgreementStatus.IN_FORCE, parties=parties, title_en="With Oslo")
    window.actions_["coverage"].trigger()
    page = window.asides.coverage
    qtbot.waitUntil(lambda: page.found is not None)
    assert page.countries.rows() == [
        "Norway, Agreements but no ambassador, 1, 0",
        "Japan, Ambassador but no agreement, 0, 1",
    ]
    assert page.chart.accessibleDescription().startswith("Norway: 1 agreement but no ambassador.")
    page.countries.table.selectRow(0)
    QTest.keyClick(page.countries.table, Qt.Key.Key_Return)
    assert listed(window) == ("agreements", [with_oslo.id])
    window.actions_["coverage"].trigger()
    page.countries.table.selectRow(1)
    page.ambassadors.click()
    assert listed(window) == ("ambassadors", [number])


def test_the_countries_have_the_room_and_their_numbers_none_to_spare(
    qtbot: QtBot, window: MainWindow, number: int
) -> None:
    window.resize(1440, 900)
    window.actions_["coverage"].trigger()
    page = window.asides.coverage
    qtbot.waitUntil(lambda: page.found is not None)
    country, coverage, agreements, ambassadors = map(page.countries.table.columnWidth, range(4))
    assert country > 2 * max(coverage, agreements, ambassadors)


def listed(window: MainWindow) -> tuple[str, list[int | None]]:
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    return page.type.key, [page.model.id_at(row) for row in range(page.model.rowCount())]


@pytest.mark.parametrize("width", [1000, 1440])
def test_no_word_of_its_bar_is_cut(qtbot: QtBot, window: MainWindow, number: int, width: int) -> None:
    window.resize(width, 700)
    window.actions_["coverage"].trigger()
    page = window.asides.coverage
    qtbot.wait(20)
    for button in (page.back, page.agreements, page.ambassadors, page.preview):
        assert button.width() >= button.sizeHint().width()
        assert page.rect().contains(button.mapTo(page, button.rect().bottomRight()))


def test_the_countries_are_ranked_another_way_by_a_key(
    qtbot: QtBot, window: MainWindow, desk: Desk, number: int
) -> None:
    factory.ambassador(desk.store, stage=Stage.ACTIVE, countries=["AT", "KE"])
    factory.ambassador(desk.store, stage=Stage.ACTIVE, countries=["KE"])
    window.actions_["coverage"].trigger()
    page = window.asides.coverage
    qtbot.waitUntil(lambda: page.found is not None)
    assert [row.split(",")[0] for row in page.countries.rows()] == ["Kenya", "Austria", "Japan"]
    window.actions_["sort"].trigger()
    assert [row.split(",")[0] for row in page.countries.rows()] == ["Austria", "Japan", "Kenya"]


def test_the_pages_speak_the_windows_language(qtbot: QtBot, window: MainWindow, desk: Desk, number: int) -> None:
    window.actions_["coverage"].trigger()
    page = window.asides.coverage
    qtbot.waitUntil(lambda: page.found is not None)
    desk.use(language="sv")
    assert page.countries.rows() == ["Japan, Ambassadör men inget avtal, 0, 1"]
    assert page.order.currentText() == "Största luckan först"
