"""The timeline beside the details, and the form of an interaction that begins there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.detail_tabs import DetailTabs
from kidesk.gui.editors import LinkEditor
from kidesk.gui.interaction_dialog import InteractionDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.pages.plan import PlanPage
from kidesk.gui.parts_editor import PartsEditor
from kidesk.gui.record_page import RecordPage
from kidesk.gui.timeline_list import MARKS
from kidesk.operations.timeline_event import Event, Happening
from kidesk.records import (
    AGREEMENTS,
    AMBASSADORS,
    INTERACTIONS,
    MEMBERSHIPS,
    ORGANISATIONS,
    PERSONS,
    PLAN_ITEMS,
)
from kidesk.records.interaction import Interaction, InteractionKind
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.store.store import Store
from tests import factory
from tests.conftest import DAY

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, frozen_day: dt.date) -> MainWindow:
    """The window in English, on a day in May."""
    desk.use(language="en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1360, 860)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def oslo(desk: Desk) -> Organisation:
    return factory.organisation(desk.store, name_sv="Oslo", name_en="Oslo")


@pytest.fixture
def kari(desk: Desk, oslo: Organisation) -> Person:
    """A person at Oslo, whom the unit has met."""
    there = [{"organisation_id": oslo.id, "start_on": dt.date(2025, 1, 2)}]
    made = factory.person(desk.store, given_name="Kari", family_name="Lie", affiliations=there)
    persons = [{"person_id": made.id}]
    factory.interaction(desk.store, title="Visit", on=dt.date(2026, 3, 1), persons=persons, follow_up_on=DAY)
    return made


def tabs(window: MainWindow) -> DetailTabs:
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage | PlanPage)
    assert page.detail.tabs is not None
    return page.detail.tabs


def open_timeline(window: MainWindow, record_type: RecordType, record: Record) -> DetailTabs:
    """Shows a record's timeline, with the keyboard in it."""
    window.show_record(record_type, record.id)
    found = tabs(window)
    found.show_timeline()
    found.timeline.list.setFocus()
    return found


def form(window: MainWindow) -> InteractionDialog:
    """The form that is open."""
    QApplication.processEvents()
    assert isinstance(window.work.dialog, InteractionDialog)
    return window.work.dialog


def rows(dialog: InteractionDialog, key: str) -> PartsEditor:
    editor = dialog.boxes[key].editor
    assert isinstance(editor, PartsEditor)
    return editor


def choose(dialog: InteractionDialog, key: str, name: str) -> LinkEditor:
    """Adds a row and types a record's name into it."""
    rows(dialog, key).add_row()
    (editor,) = rows(dialog, key).rows[-1].editors.values()
    assert isinstance(editor, LinkEditor)
    QTest.keyClicks(editor.line, name)
    return editor


def enter(dialog: InteractionDialog, key: str, value: Any) -> None:
    dialog.boxes[key].editor.set_value(value)


def organisations(dialog: InteractionDialog) -> list[int | None]:
    return [one["organisation_id"] for one in rows(dialog, "organisations").value()]


# Reading it


def test_a_timeline_says_what_happened_when_and_what_is_to_be_done(window: MainWindow, kari: Person) -> None:
    found = open_timeline(window, PERSONS, kari)
    assert found.timeline.list.rows() == [
        "Visit, 1 Mar 2026 · Meeting · To follow up",
        "Began at Oslo, 2 Jan 2025 · Affiliation",
    ]
    window.desk.use(language="sv")
    assert found.timeline.list.rows()[1] == "Började vid Oslo, 2 jan. 2025 · Tillhörighet"


def test_it_is_read_only_when_it_is_looked_at(
    window: MainWindow, kari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def noted(store: Store, record: Record) -> list[Event]:
        read.append(record.id)
        return []

    monkeypatch.setattr("kidesk.gui.timeline_pane.timeline", noted)
    window.show_record(PERSONS, kari.id)
    assert read == []
    tabs(window).show_timeline()
    assert read == [kari.id]


def test_another_record_is_shown_with_its_own_timeline(window: MainWindow, desk: Desk, kari: Person) -> None:
    other = factory.person(desk.store)
    found = open_timeline(window, PERSONS, kari)
    window.show_record(PERSONS, other.id)
    assert found.timeline.list.rows() == []
    assert found.timeline.list.isHidden()


def test_only_interactions_are_shown_where_that_is_asked(window: MainWindow, kari: Person) -> None:
    found = open_timeline(window, PERSONS, kari)
    found.timeline.meetings.click()
    assert [one.partition(",")[0] for one in found.timeline.list.rows()] == ["Visit"]


def test_enter_leads_to_the_record_of_an_entry(window: MainWindow, kari: Person, oslo: Organisation) -> None:
    found = open_timeline(window, PERSONS, kari)
    while found.timeline.list.currentIndex().row() < 1:
        QTest.keyClick(found.timeline.list, Qt.Key.Key_Down)
    QTest.keyClick(found.timeline.list, Qt.Key.Key_Return)
    QApplication.processEvents()
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    assert (page.type, page.current()) == (ORGANISATIONS, oslo.id)


def test_what_belongs_to_the_record_itself_leads_to_its_details(window: MainWindow, desk: Desk) -> None:
    consents = [{"purpose": "News", "given_on": DAY}]
    found = open_timeline(window, PERSONS, factory.person(desk.store, consents=consents))
    QTest.keyClick(found.timeline.list, Qt.Key.Key_Down)
    QTest.keyClick(found.timeline.list, Qt.Key.Key_Return)
    assert found.bar.currentIndex() == 0
    assert window.page_key == "persons"


def test_every_kind_has_its_mark() -> None:
    assert set(MARKS) == {*InteractionKind, *Happening}
    assert len(set(MARKS.values())) == len(MARKS)


def test_a_record_without_a_timeline_has_no_tabs(window: MainWindow, desk: Desk) -> None:
    member = factory.membership(desk.store)
    window.show_record(MEMBERSHIPS, member.id)
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.detail.tabs is None


# A new interaction from there


def test_a_new_interaction_with_a_person_has_the_day_and_the_organisation(
    window: MainWindow, kari: Person, oslo: Organisation
) -> None:
    open_timeline(window, PERSONS, kari).timeline.new.click()
    dialog = form(window)
    assert dialog.boxes["on"].editor.value() == DAY
    assert [one["person_id"] for one in rows(dialog, "persons").value()] == [kari.id]
    assert organisations(dialog) == [oslo.id]
    assert not dialog.is_dirty
    enter(dialog, "title", "Call")
    assert dialog.save()
    (found,) = (one for one in window.desk.store.all(Interaction) if one.title == "Call")
    assert (found.on, [one.person_id for one in found.persons]) == (DAY, [kari.id])


def test_it_begins_with_the_partners_of_an_agreement_and_with_the_activity(
    window: MainWindow, desk: Desk, oslo: Organisation, kari: Person
) -> None:
    parties = [{"organisation_id": oslo.id, "side": "partner"}]
    cases = [
        (AGREEMENTS, factory.agreement(desk.store, parties=parties), "agreement_id", [oslo.id]),
        (AMBASSADORS, factory.ambassador(desk.store, person_id=kari.id), "ambassador_id", [oslo.id]),
        (PLAN_ITEMS, factory.plan_item(desk.store), "plan_item_id", []),
        (ORGANISATIONS, oslo, None, [oslo.id]),
    ]
    for record_type, record, key, where in cases:
        open_timeline(window, record_type, record).timeline.new.click()
        dialog = form(window)
        if key is not None:
            assert dialog.boxes[key].editor.value() == record.id
        assert organisations(dialog) == where
        dialog.reject()


def test_a_person_brings_the_organisation_along(window: MainWindow, kari: Person, oslo: Organisation) -> None:
    window.work.add(INTERACTIONS)
    dialog = form(window)
    choose(dialog, "persons", "Kari Lie")
    assert organisations(dialog) == [oslo.id]
    dialog.drop()
    dialog.reject()


def test_what_was_taken_away_does_not_come_back_and_what_is_named_stays(
    window: MainWindow, desk: Desk, kari: Person, oslo: Organisation
) -> None:
    bergen = factory.organisation(desk.store, name_sv="Bergen", name_en="Bergen")
    there = [{"organisation_id": bergen.id}]
    factory.person(desk.store, given_name="Per", family_name="Ås", affiliations=there)
    window.work.add(INTERACTIONS)
    dialog = form(window)
    editor = choose(dialog, "persons", "Kari Lie")
    (row,) = rows(dialog, "organisations").rows
    row.removed.emit(row)
    QTest.keyClick(editor.line, Qt.Key.Key_End)
    editor.changed.emit()
    assert organisations(dialog) == []
    choose(dialog, "organisations", "Oslo")
    choose(dialog, "persons", "Per Ås")
    assert organisations(dialog) == [oslo.id]
    dialog.drop()
    dialog.reject()


def test_editing_asks_in_the_same_order_and_changes_nothing_by_itself(
    window: MainWindow, desk: Desk, kari: Person
) -> None:
    (meeting,) = desk.store.all(Interaction)
    window.work.edit(INTERACTIONS, meeting.id)
    dialog = form(window)
    assert list(dialog.boxes)[:5] == ["kind", "on", "title", "place", "persons"]
    assert set(dialog.boxes) == {field.key for field in INTERACTIONS.editable}
    assert organisations(dialog) == []
    assert not dialog.is_dirty
    dialog.reject()
