"""Follow-ups in the window: the card, the sidebar, the details, and the dialogs that do them and put them off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.follow_up import DoneDialog, PostponeDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.pages.overview import OverviewPage
from kidesk.gui.record_page import RecordPage
from kidesk.gui.step_card import StepCard
from kidesk.records import INTERACTIONS
from kidesk.records.interaction import Interaction
from tests import factory
from tests.conftest import DAY

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def _in(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


@pytest.fixture
def late(desk: Desk, frozen_day: dt.date) -> Interaction:
    """A meeting that should have been followed up three days ago."""
    who = factory.person(desk.store, given_name="Åsa", family_name="Alm")
    asked = {"follow_up_on": _in(-3), "follow_up_by_id": who.id}
    return factory.interaction(desk.store, title="Visit", on=dt.date(2026, 3, 1), **asked)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, late: Interaction) -> Iterator[MainWindow]:
    desk.use(language="en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1360, 860)
    made.show()
    made.activateWindow()
    yield made
    for dialog in (*made.findChildren(DoneDialog), *made.findChildren(PostponeDialog)):
        dialog.close()


def overview(window: MainWindow) -> OverviewPage:
    window.show_page("overview")
    page = window.stack.currentWidget()
    assert isinstance(page, OverviewPage)
    return page


def press(window: MainWindow, name: str) -> None:
    """Presses a button of the card by keyboard."""
    card = overview(window).follow_ups
    (button,) = (one for one in card.findChildren(QToolButton) if one.accessibleName() == name)
    QTest.keyClick(button, Qt.Key.Key_Space)
    QApplication.processEvents()


def read(window: MainWindow, number: int) -> Interaction:
    found = window.desk.store.get(Interaction, number)
    assert found is not None
    return found


def cards(window: MainWindow) -> list[StepCard]:
    """The cards that are seen in the details."""
    page = window.stack.currentWidget()
    assert page is not None
    return [one for one in page.findChildren(StepCard) if one.isVisible()]


def alert(window: MainWindow) -> str:
    """What the sidebar says of the interactions."""
    return next(str(item.data(11)) for item in window.sidebar._items() if item.data(0x0101) == "interactions")


def number(window: MainWindow) -> int:
    """The number in the sidebar at the interactions."""
    return next(int(item.data(0x0103)) for item in window.sidebar._items() if item.data(0x0101) == "interactions")


def test_the_card_says_who_what_and_how_late(window: MainWindow) -> None:
    (row,) = overview(window).follow_ups.list.rows()
    assert row.accessibleName() == "3 days overdue, Visit, Åsa Alm · since 1 May 2026"
    row.click()
    assert window.page_key == "interactions"


def test_the_sidebar_counts_what_is_due(window: MainWindow, desk: Desk, late: Interaction) -> None:
    factory.interaction(desk.store)
    assert alert(window) == "Interactions, 1 to follow up"
    assert number(window) == 1
    window.follow_ups.act("done", late.id)
    (dialog,) = window.findChildren(DoneDialog)
    dialog.save()
    assert alert(window) == "Interactions, 2"
    assert number(window) == 2


def test_a_follow_up_is_done_from_the_card_and_the_toast_takes_it_back(window: MainWindow, late: Interaction) -> None:
    press(window, "Followed up… Visit")
    (dialog,) = window.findChildren(DoneDialog)
    note: Any = "Rang upp."
    dialog.boxes["notes"].editor.set_value(note)
    dialog.save()
    assert (read(window, late.id).followed_up_on, read(window, late.id).notes) == (DAY, "Rang upp.")
    assert overview(window).follow_ups.list.rows() == []
    window.work.undo()
    assert read(window, late.id).followed_up_on is None
    assert len(overview(window).follow_ups.list.rows()) == 1
    assert "\n".join(one.text() for one in window.toast.findChildren(QLabel)).startswith("The follow-up waits again")


def test_a_day_before_the_meeting_is_refused_beside_its_field(window: MainWindow, late: Interaction) -> None:
    press(window, "Followed up… Visit")
    (dialog,) = window.findChildren(DoneDialog)
    day = dialog.boxes["followed_up_on"]
    for wrong, sentence in ((dt.date(2026, 2, 1), "lies before"), (None, "filled in"), (_in(1), "lies ahead")):
        value: Any = wrong
        day.editor.set_value(value)
        dialog.save()
        assert sentence in day.problem.text()
    assert read(window, late.id).followed_up_on is None


def test_it_is_put_off_by_a_month_with_one_button(window: MainWindow, late: Interaction) -> None:
    press(window, "Put off… Visit")
    (dialog,) = window.findChildren(PostponeDialog)
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "In a month").click()
    dialog.save()
    assert read(window, late.id).follow_up_on == dt.date(2026, 6, 4)
    assert overview(window).follow_ups.list.rows() == []


def test_the_details_say_it_and_offer_both(window: MainWindow, desk: Desk, late: Interaction) -> None:
    window.show_record(INTERACTIONS, late.id)
    (card,) = cards(window)
    assert card.accessibleName() == "To follow up · 3 days overdue"
    assert card.sentence.text() == "Åsa Alm, on 1 May 2026"
    assert [one.text() for one in card.findChildren(QPushButton)] == ["Followed up…", "Put off…"]
    window.actions_["follow-up"].trigger()
    assert len(window.findChildren(DoneDialog)) == 1


def test_one_without_a_day_can_be_given_one(window: MainWindow, desk: Desk) -> None:
    who = factory.person(desk.store, given_name="Bo", family_name="Ek")
    meeting = factory.interaction(desk.store, follow_up_by_id=who.id)
    window.show_record(INTERACTIONS, meeting.id)
    (card,) = cards(window)
    assert card.sentence.text() == "Bo Ek, without a date"
    assert card.findChildren(QPushButton)[1].text() == "Set a day…"


def test_the_commands_say_where_to_go_first(window: MainWindow) -> None:
    overview(window)
    for key in ("follow-up", "postpone", "review-membership"):
        window.actions_[key].trigger()
        assert "in its list first" in "\n".join(one.text() for one in window.toast.findChildren(QLabel))


# The order of the list


def titles(window: MainWindow) -> list[str]:
    """What the list of interactions shows, from the top."""
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    return [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]


def test_the_interactions_open_with_the_latest_and_keep_an_order_that_was_chosen(
    window: MainWindow, desk: Desk
) -> None:
    factory.interaction(desk.store, title="Call", on=dt.date(2026, 4, 1))
    factory.interaction(desk.store, title="A letter", on=dt.date(2026, 2, 1))
    window.show_page(INTERACTIONS.key)
    assert titles(window) == ["Call", "Visit", "A letter"]
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    header = page.list.horizontalHeader()
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, Qt.SortOrder.DescendingOrder)
    left = header.sectionViewportPosition(0) + 20
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left, header.height() // 2))
    assert titles(window) == ["A letter", "Call", "Visit"]
    window.show_page("overview")
    window.show_page(INTERACTIONS.key)
    assert titles(window) == ["A letter", "Call", "Visit"]
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (0, Qt.SortOrder.AscendingOrder)
