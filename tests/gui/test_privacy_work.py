"""Data protection in the window: extract, correction, withdrawal and the retention review."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.erase import EraseDialog
from kidesk.gui.dialogs.few_fields import FewFieldsDialog
from kidesk.gui.dialogs.withdraw import WithdrawDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.pages.persons import ACTS, PersonPage
from kidesk.gui.plain import PlainLabel
from kidesk.gui.record_dialog import RecordDialog
from kidesk.records import PERSONS, PRIVACY_DECISIONS
from kidesk.records.person import Person
from kidesk.records.person_terms import ConsentChannel
from kidesk.records.privacy_decision import PrivacyDecision, PrivacyDecisionKind
from kidesk.store.store import Store
from tests import factory

GIVEN = dt.date(2025, 1, 15)


@pytest.fixture
def person(store: Store) -> Person:
    """Somebody who gets the newsletter and was not met for long."""
    return factory.person(
        store,
        given_name="Maja",
        family_name="Samtyckesson",
        source_date=dt.date(2019, 1, 1),
        consents=[{"purpose": "Nyhetsbrev", "channel": ConsentChannel.NEWSLETTER, "given_on": GIVEN}],
    )


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, person: Person) -> MainWindow:
    """The window with the person shown."""
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.show_record(PERSONS, person.id)
    return made


def opened(window: MainWindow, kind: type[QDialog]) -> QDialog:
    (found,) = (one for one in window.findChildren(kind) if one.isVisible())
    return found


def enter(dialog: FewFieldsDialog | RecordDialog, key: str, value: Any) -> None:
    editor: Any = dialog.boxes[key].editor
    editor.set_value(value)


def decisions(store: Store) -> list[PrivacyDecision]:
    return store.rows(select(PrivacyDecision))


def press(window: MainWindow, act: str) -> None:
    """Chooses in the menu of the details."""
    page = window.pages[PERSONS.key]
    assert isinstance(page, PersonPage)
    page.detail.menu.actions()[list(ACTS).index(act)].trigger()


def test_an_extract_is_noted_with_its_number_and_then_shown(
    qtbot: QtBot, window: MainWindow, store: Store, person: Person
) -> None:
    press(window, "extract")
    qtbot.waitUntil(lambda: bool(window.findChildren(FewFieldsDialog)))
    dialog = opened(window, FewFieldsDialog)
    assert isinstance(dialog, FewFieldsDialog)
    enter(dialog, "dnr", "1-5/2026")
    with qtbot.waitSignal(window.privacy.extract_made) as made:
        window.privacy.extract_made.disconnect(window.printing.extract)
        dialog.save()
    assert made.args == [person.id]
    assert [(one.kind, one.dnr) for one in decisions(store)] == [(PrivacyDecisionKind.EXTRACT, "1-5/2026")]


def test_a_correction_asks_why_and_then_opens_the_form(window: MainWindow, store: Store, person: Person) -> None:
    window.privacy.correct(person.id)
    reason = opened(window, FewFieldsDialog)
    assert isinstance(reason, FewFieldsDialog)
    reason.save()
    assert reason.boxes["reason"].problem.isVisible()
    enter(reason, "reason", "Fel på visitkortet")
    reason.save()
    form = opened(window, RecordDialog)
    assert isinstance(form, RecordDialog)
    enter(form, "family_name", "Rättad")
    form.save()
    kept = store.get(Person, person.id)
    assert kept is not None
    assert kept.family_name == "Rättad"
    assert [one.reason for one in decisions(store)] == ["Fel på visitkortet"]


def test_a_withdrawal_tells_beforehand_what_follows(window: MainWindow, store: Store, person: Person) -> None:
    window.privacy.withdraw(person.id)
    dialog = opened(window, WithdrawDialog)
    assert isinstance(dialog, WithdrawDialog)
    assert "e-postadresser" in dialog.follows.text()
    dialog.save()
    kept = store.get(Person, person.id)
    assert kept is not None
    assert kept.consents[0].withdrawn_on is not None
    assert "återkallades" in window.toast._message.text()
    window.work.undo()
    assert decisions(store) == []


@pytest.mark.parametrize("act", ["extract", "correct", "withdraw"])
def test_each_dialog_names_the_person_and_marks_what_must_be_filled_in(window: MainWindow, act: str) -> None:
    window.actions_[act].trigger()
    said = {label.text() for label in opened(window, FewFieldsDialog).findChildren(PlainLabel)}
    needed = {"extract": set(), "correct": {"Varför uppgifterna rättas *"}, "withdraw": {"Återkallat *"}}[act]
    assert "Maja Samtyckesson" in said
    assert {one for one in said if one.endswith("*")} == needed


def test_who_has_given_no_consent_is_told_so(window: MainWindow, store: Store) -> None:
    window.privacy.withdraw(factory.person(store).id)
    assert "inte lämnat något samtycke" in window.toast._message.text()


def test_the_review_lists_who_is_due_and_keeps_with_a_reason(window: MainWindow, store: Store, person: Person) -> None:
    window.asides.review()
    page = window.asides.retention
    assert window.sidebar.current() == PRIVACY_DECISIONS.key
    (row,) = page.section.rows()
    assert "Samtyckesson" in row
    assert "Ingen kontakt sedan" in row
    page.section.table.selectRow(0)
    assert page.keep.isEnabled()
    page.keep.click()
    dialog = opened(window, FewFieldsDialog)
    assert isinstance(dialog, FewFieldsDialog)
    dialog.save()
    assert dialog.boxes["keep_until"].problem.isVisible()
    enter(dialog, "keep_until", dt.date(2199, 1, 1))
    enter(dialog, "keep_because", "Leder gemensam kommitté")
    dialog.save()
    assert page.section.rows() == []
    assert [one.kind for one in decisions(store)] == [PrivacyDecisionKind.RETENTION]


def test_the_review_leads_to_erasing_and_back_to_where_it_was_asked_for(
    qtbot: QtBot, window: MainWindow, person: Person
) -> None:
    window.asides.review()
    page = window.asides.retention
    page.section.table.selectRow(0)
    page.erase.click()
    dialog = opened(window, EraseDialog)
    qtbot.waitUntil(lambda: getattr(dialog, "found", None) is not None)
    dialog.reject()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.page_key == PERSONS.key


def test_the_page_of_the_decisions_leads_to_the_review(window: MainWindow) -> None:
    window.show_page(PRIVACY_DECISIONS.key)
    page = window.pages[PRIVACY_DECISIONS.key]
    (button,) = (one for one in page.findChildren(QPushButton) if one.text() == "Gallringsgenomgång…")
    button.click()
    assert window.asides.shown() is window.asides.retention
