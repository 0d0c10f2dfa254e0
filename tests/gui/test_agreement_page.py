"""The agreements in the window: the next step, the dialog that changes the status, enquiries, route versions."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.change_status import ChangeStatusDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.plain import PlainLabel
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_page import RecordPage
from kidesk.gui.step_card import StepCard
from kidesk.operations import edit
from kidesk.operations.start_workspace import load_starter
from kidesk.records import AGREEMENTS, DECISION_ROUTES
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_terms import AgreementStatus, Side
from kidesk.records.decision_route import DecisionRoute
from kidesk.records.organisation import OrganisationKind
from tests import factory
from tests.conftest import DAY
from tests.gui.test_record_page import name_of

Status = AgreementStatus
pytestmark = pytest.mark.usefixtures("frozen_day")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The window over the starter set, with the shipped decision routes."""
    load_starter(desk.store)
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def detail(window: MainWindow) -> RecordDetail:
    """The detail pane of the page shown."""
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    return page.detail


def card(window: MainWindow) -> StepCard:
    """The card at the top of the details."""
    return detail(window).findChildren(StepCard)[-1]


def words(window: MainWindow) -> list[str]:
    """What the labels of the details say."""
    return [label.text() for label in detail(window).findChildren(PlainLabel)]


def asked(window: MainWindow) -> ChangeStatusDialog:
    """The open dialog that changes a status."""
    return next(one for one in window.findChildren(ChangeStatusDialog) if one.isVisible())


def explained(dialog: ChangeStatusDialog, text: str) -> None:
    """Enters a reason."""
    dialog.boxes["explanation"].editor.set_value(text)  # type: ignore[arg-type]


def read(desk: Desk, number: int) -> Agreement:
    """The agreement as it is stored."""
    found = desk.store.get(Agreement, number)
    assert found is not None
    return found


def test_the_next_step_stands_at_the_top_of_the_details(window: MainWindow, desk: Desk) -> None:
    number = factory.agreement(desk.store, status=Status.LEGAL_REVIEW).id
    window.show_record(AGREEMENTS, number)
    assert card(window).sentence.text() == "Ska beslutas av rektor."
    desk.use(language="en")
    assert card(window).sentence.text() == "Is to be decided by the President."
    window.show_record(AGREEMENTS, factory.agreement(desk.store, status=Status.CLOSED).id)
    assert card(window).sentence.text() == "Nothing is to be done now."


def test_the_details_say_agreement_or_agreement_within_the_state(window: MainWindow, desk: Desk) -> None:
    authority = factory.organisation(desk.store, country="SE", kind=OrganisationKind.AUTHORITY).id
    abroad = factory.organisation(desk.store, country="NO", kind=OrganisationKind.UNIVERSITY).id
    for partner, word in ((authority, "Överenskommelse"), (abroad, "Avtal")):
        parties = [{"organisation_id": partner, "side": Side.PARTNER}]
        window.show_record(AGREEMENTS, factory.agreement(desk.store, parties=parties).id)
        assert word in words(window)
        assert ("Överenskommelse" in words(window)) is (word == "Överenskommelse")


def test_no_fact_is_said_twice_in_the_details(window: MainWindow, desk: Desk) -> None:
    partner = factory.organisation(desk.store, name_sv="Oslo", name_en="Oslo")
    parties = [{"organisation_id": partner.id, "side": Side.PARTNER}]
    above = factory.agreement(desk.store, title_sv="Ram", status="in-force")
    values = {"title_sv": "Utbyte", "title_en": "Exchange", "parties": parties, "parent_id": above.id}
    alive = factory.agreement(desk.store, status="in-force", **values)
    window.show_record(AGREEMENTS, alive.id)
    said = words(window)
    assert not {"Titel på svenska", "Bedömd aktivitet", "Beslutad status", "Partner"} & set(said)
    assert said.count("Nästa steg") == said.count("Ligger under") == 1
    assert "Titel på engelska" in said


def test_the_button_leads_to_the_dialog_which_offers_the_next_step_today(window: MainWindow, desk: Desk) -> None:
    number = factory.agreement(desk.store, status=Status.LEGAL_REVIEW).id
    window.show_record(AGREEMENTS, number)
    card(window).button.click()
    dialog = asked(window)
    assert (dialog.boxes["status"].editor.value(), dialog.boxes["on"].editor.value()) == (Status.FOR_DECISION, DAY)
    said = [label.text() for label in dialog.findChildren(PlainLabel)]
    assert {"internationaliseringsrådet", "rektor", "sedan 1 jan. 2020", "Ska beslutas av rektor."} <= set(said)
    explained(dialog, "Granskningen är klar")
    dialog.save()
    assert not dialog.isVisible()
    agreement = read(desk, number)
    assert (agreement.status, agreement.status_changes[-1].explanation) == (Status.FOR_DECISION, "Granskningen är klar")
    assert "Statusen har ändrats" in window.toast._message.text()
    window.work.undo()
    assert read(desk, number).status == Status.LEGAL_REVIEW
    assert window.toast._message.text() == "Statusändringen är ångrad"


def test_what_is_wrong_stands_beside_its_field_and_the_dialog_stays(window: MainWindow, desk: Desk) -> None:
    number = factory.agreement(desk.store, status=Status.LEGAL_REVIEW).id
    factory.risk_assessment(desk.store, agreement_id=number)
    window.show_record(AGREEMENTS, number)
    window.actions_["change-status"].trigger()
    dialog = asked(window)
    dialog.save()
    assert dialog.boxes["explanation"].problem.text() == "Skriv varför statusen ändras."
    explained(dialog, "Klart")
    line = dialog.boxes["on"].editor.findChild(QLineEdit)
    assert line is not None
    line.setText("i morgon")
    dialog.save()
    assert dialog.boxes["explanation"].problem.text() == ""
    assert dialog.boxes["on"].problem.text() != ""
    line.setText("2026-05-05")
    dialog.save()
    assert "framtiden" in dialog.boxes["on"].problem.text()
    line.setText("2026-05-04")
    dialog.save()
    assert "Riskbedömningen saknar" in dialog.boxes["status"].problem.text()
    assert dialog.isVisible()
    assert read(desk, number).status == Status.LEGAL_REVIEW


def test_a_change_made_elsewhere_meanwhile_is_said_and_kept(window: MainWindow, desk: Desk) -> None:
    number = factory.agreement(desk.store).id
    window.show_record(AGREEMENTS, number)
    window.actions_["change-status"].trigger()
    edit.save(desk.store, AGREEMENTS, {"notes": "Vilande"}, number=number)
    explained(asked(window), "Beredningen börjar")
    asked(window).save()
    assert asked(window).banner.isVisible()
    assert read(desk, number).status == Status.IDEA


def test_doubts_are_said_in_the_toast(window: MainWindow, desk: Desk) -> None:
    number = factory.agreement(desk.store, status=Status.OUT_FOR_SIGNATURE, signed_own_on=DAY).id
    window.show_record(AGREEMENTS, number)
    window.actions_["change-status"].trigger()
    explained(asked(window), "Startar")
    asked(window).save()
    assert "inte undertecknat av båda parter" in window.toast._message.text()


def test_every_control_of_the_dialog_has_a_name(window: MainWindow, desk: Desk) -> None:
    window.show_record(AGREEMENTS, factory.agreement(desk.store).id)
    window.actions_["change-status"].trigger()
    for box in asked(window).boxes.values():
        control = box.editor.focusProxy()
        assert control is not None
        assert name_of(control) != ""


def test_without_an_agreement_the_command_says_where_to_go(window: MainWindow) -> None:
    window.show_page("overview")
    window.actions_["change-status"].trigger()
    assert "Gå först till avtalet" in window.toast._message.text()


def test_an_enquiry_is_taken_in_a_short_form(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    department = factory.organisation(desk.store, name_sv="Neurovetenskap").id
    window.show_page(AGREEMENTS.key)
    window.actions_["enquiry"].trigger()
    form = window.work.dialog
    assert form is not None
    assert form.windowTitle() == "Ny förfrågan om avtal"
    assert form.tabs.count() == 2
    assert form.boxes["enquired_on"].editor.value() == DAY
    assert "status_changes" not in form.boxes
    form.boxes["title_sv"].editor.set_value("Utbyte")  # type: ignore[arg-type]
    rows = form.boxes["parties"].editor.value()
    assert [row["side"] for row in rows] == [Side.OWN, Side.PARTNER]
    form.boxes["parties"].editor.rows[0].editors["organisation_id"].set_value(department)  # type: ignore[union-attr]
    assert form.save()
    (agreement,) = desk.store.all(Agreement)
    assert (agreement.status, agreement.enquired_on) == (Status.IDEA, DAY)
    assert agreement.status_changes[0].explanation == "Förfrågan från Neurovetenskap."
    assert detail(window).record is not None
    assert detail(window).record.id == agreement.id  # type: ignore[union-attr]


def test_the_page_has_a_button_for_an_enquiry(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page(AGREEMENTS.key)
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    button = page.enquiry_button  # type: ignore[attr-defined]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.work.dialog is not None
    assert window.work.dialog.windowTitle() == "Ny förfrågan om avtal"


def test_a_new_version_of_a_route_opens_its_form(window: MainWindow, desk: Desk) -> None:
    factory.agreement(desk.store)
    (route,) = desk.store.all(DecisionRoute)
    window.show_record(DECISION_ROUTES, route.id)
    assert card(window).sentence.text() == "1 avtal följer den här versionen och behåller den."
    card(window).button.click()
    form = window.work.dialog
    assert form is not None
    assert form.boxes["edition"].editor.value() == "2"
    assert form.boxes["valid_from"].editor.value() == DAY
    form.reject()
    assert card(window).sentence.text() == "Inget avtal följer den här versionen ännu."
    assert len(desk.store.all(DecisionRoute)) == 2
    window.work.undo()
    assert len(desk.store.all(DecisionRoute)) == 1


def test_the_shipped_routes_are_from_before_any_agreement(desk: Desk) -> None:
    load_starter(desk.store)
    assert factory.agreement(desk.store, enquired_on=dt.date(1999, 1, 1)).route is not None
