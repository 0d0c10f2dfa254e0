"""The agenda page: what it lists, how it is narrowed, what is snoozed, and how it is told at the start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.settings import SettingsDialog
from kidesk.gui.dialogs.snooze import SnoozeDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.pages.agenda import AgendaPage
from kidesk.gui.pages.agenda_model import ABOUT, LEFT, MONTH, WHAT
from kidesk.gui.pages.overview import OverviewPage
from kidesk.gui.record_page import RecordPage
from kidesk.gui.sidebar import _COUNT, _KEY
from kidesk.records import AGREEMENTS, AMBASSADORS
from kidesk.records.agreement_terms import AgreementStatus, EventKind
from kidesk.records.ambassador import AmbassadorStage
from tests import factory
from tests.gui.conftest import Answers

DAY = dt.date(2026, 5, 4)

# The offscreen platform says that it leaves size hints alone.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def _ending(desk: Desk, days: int, title: str, **values: Any) -> int:
    end = DAY + dt.timedelta(days=days)
    values = {"status": AgreementStatus.IN_FORCE, "end_on": end, "title_sv": title, "title_en": title} | values
    return factory.agreement(desk.store, **values).id


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, frozen_day: dt.date) -> MainWindow:
    """The window in English over three dates, of which two lie in one month."""
    desk.use(language="en")
    me = factory.person(desk.store, given_name="Åsa", family_name="Östberg").id
    _ending(desk, 3, "With Nairobi", owner_id=me)
    _ending(desk, 20, "With Tartu")
    _ending(desk, 200, "With Lima")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1360, 840)
    made.show()
    made.activateWindow()
    made.show_page("agenda")
    return made


@pytest.fixture
def page(window: MainWindow) -> AgendaPage:
    """The page shown."""
    shown = window.stack.currentWidget()
    assert isinstance(shown, AgendaPage)
    return shown


def _column(page: AgendaPage, column: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> list[str]:
    model = page.model
    return [str(model.data(model.index(row, column), role)) for row in range(model.rowCount())]


def _names(page: AgendaPage) -> list[str]:
    return _column(page, ABOUT)


def test_ambassadors_memberships_and_meetings_stand_among_them_and_do_not_rest(
    desk: Desk, window: MainWindow, page: AgendaPage
) -> None:
    factory.interaction(desk.store, title="Call about Lima", follow_up_on=DAY + dt.timedelta(days=1))
    factory.ambassador(desk.store, review_on=DAY, stage=AmbassadorStage.ACTIVE)
    assert _column(page, WHAT)[:2] == ["Review of ambassador", "Follow-up"]
    page.list.selectRow(1)
    assert not page.snooze_button.isEnabled()
    assert [action.text() for action in page.menu().actions()] == ["Open the record"]
    page.list.selectRow(2)
    assert page.snooze_button.isEnabled()
    page.list.selectRow(0)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    shown = window.pages[AMBASSADORS.key]
    assert window.stack.currentWidget() is shown
    assert isinstance(shown, RecordPage)
    assert shown.list.currentIndex().isValid()


def test_dates_stand_by_month_with_how_long_there_is_left(page: AgendaPage) -> None:
    QAbstractItemModelTester(page.model)
    assert _names(page) == ["With Nairobi", "With Tartu"]
    assert _column(page, MONTH) == ["May 2026", ""]
    assert _column(page, LEFT) == ["in 3 days", "in 20 days"]
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert _column(page, MONTH, spoken) == ["May 2026", "May 2026"]
    assert _column(page, WHAT, spoken) == ["Ends, Urgent", "Ends, Soon"]


def test_the_choices_narrow_and_widen_the_list(page: AgendaPage) -> None:
    page.span.set_value(12)
    assert _names(page) == ["With Nairobi", "With Tartu", "With Lima"]
    page.owner.set_value(True)
    assert _names(page) == ["With Nairobi"]
    page.kind.set_value(EventKind.REVIEW)
    assert not page.list.isVisible()
    assert page.empty.isVisible()
    page.kind.set_value(EventKind.ENDS)
    page.owner.set_value(False)
    assert len(_names(page)) == 3


def test_enter_opens_the_agreement(window: MainWindow, page: AgendaPage) -> None:
    opened: list[tuple[object, int]] = []
    page.record_chosen.connect(lambda kind, number: opened.append((kind, number)))
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert opened == [(AGREEMENTS, page.model.events[1].number)]
    assert window.page_key == "agreements"


def test_a_week_of_snooze_is_taken_back_from_the_toast(window: MainWindow, page: AgendaPage) -> None:
    page.list.selectRow(0)
    next(one for one in page.menu().actions() if one.text() == "Snooze for a week").trigger()
    assert _names(page) == ["With Tartu"]
    assert window.toast._message.text() == "Snoozed until 11 May 2026"
    page.snoozed.setChecked(True)
    assert _column(page, LEFT) == ["Snoozed until 11 May 2026", "in 20 days"]
    window.toast._act()
    assert _column(page, LEFT) == ["in 3 days", "in 20 days"]
    assert window.toast._message.text() == "The date is no longer snoozed"


def test_a_snooze_can_be_ended(page: AgendaPage) -> None:
    page.snooze_until(DAY + dt.timedelta(days=30))
    page.snoozed.setChecked(True)
    page.list.selectRow(0)
    assert page.menu().actions()[-1].text() == "End the snooze"
    page.menu().actions()[-1].trigger()
    assert _column(page, LEFT)[0] == "in 3 days"


def test_a_snooze_until_a_date_wants_a_later_day(page: AgendaPage) -> None:
    page.ask_day()
    (dialog,) = page.findChildren(SnoozeDialog)
    for typed, said in (("", "filled in"), ("soon", "not a date"), ("2026-05-04", "later day")):
        dialog.day.setText(typed)
        dialog.save()
        assert said in dialog.box.problem
    dialog.day.setText("2026-06-01")
    dialog.save()
    assert _names(page) == ["With Tartu"]


def test_the_command_opens_the_menu_of_the_selected_date(window: MainWindow, page: AgendaPage) -> None:
    window.actions_["snooze"].trigger()
    assert window.actions_["snooze"].text() == "Snooze the date…"
    menu = page.findChild(type(page.menu()))
    assert menu is not None
    menu.close()


def test_the_sidebar_counts_what_is_urgent(window: MainWindow, page: AgendaPage, desk: Desk) -> None:
    def count() -> object:
        return next(item.data(_COUNT) for item in window.sidebar._items() if item.data(_KEY) == "agenda")

    assert count() == 1
    _ending(desk, -5, "With Oslo")
    assert count() == 2
    desk.use(remind_last_days=1)
    assert count() == 1
    page.list.selectRow(0)
    page.snooze_until(DAY + dt.timedelta(days=9))
    assert count() is None


def test_the_agenda_follows_the_language_and_the_rows_height(page: AgendaPage, desk: Desk) -> None:
    desk.use(language="sv", row_height=32)
    assert _column(page, LEFT)[0] == "om 3 dagar"
    assert page.span.currentText() == "3 månader"
    assert page.list.verticalHeader().defaultSectionSize() == 32


def test_everything_can_be_reached_and_says_what_it_is(page: AgendaPage) -> None:
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.objectName() == ""]
    assert all(one.accessibleName() or one.text() for one in buttons if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    assert [one.accessibleName() for one in (page.span, page.kind, page.owner)] == ["Period", "What", "Whose"]
    assert page.list.accessibleName() == "Agenda"


# The timeline


def _cells(page: AgendaPage, row: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> list[str]:
    model = page.timeline_model
    return [str(model.data(model.index(row, column), role) or "") for column in range(model.columnCount())]


def test_the_timeline_has_a_row_for_each_agreement_and_a_column_for_each_month(page: AgendaPage, desk: Desk) -> None:
    _ending(desk, -40, "With Oslo")
    _ending(desk, 60, "With Graz", preparation_days=50)
    page.tabs.setCurrentIndex(1)
    QAbstractItemModelTester(page.timeline_model)
    assert page.timeline.isVisible()
    header = [page.timeline_model.headerData(column, Qt.Orientation.Horizontal) for column in range(6)]
    assert header == ["Concerns", "Earlier", "May", "Jun", "Jul", "Aug"]
    assert [_cells(page, row) for row in range(4)] == [
        ["With Oslo", "1", "", "", "", ""],
        ["With Nairobi", "", "7", "", "", ""],
        ["With Graz", "", "14", "", "3", ""],
        ["With Tartu", "", "24", "", "", ""],
    ]
    spoken = _cells(page, 2, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken[2] == "Start preparing, 14 May 2026, Soon"
    page.span.set_value(24)
    last = page.timeline_model.columnCount() - 1
    assert page.timeline_model.headerData(last, Qt.Orientation.Horizontal) == "May"
    assert page.timeline_model.headerData(10, Qt.Orientation.Horizontal) == "Jan 2027"


def test_the_timeline_goes_by_keyboard(window: MainWindow, page: AgendaPage) -> None:
    page.tabs.setCurrentIndex(1)
    page.timeline.setFocus()
    page.timeline.setCurrentIndex(page.timeline_model.index(0, 0))
    first = page.current()
    QTest.keyClick(page.timeline, Qt.Key.Key_Right)
    assert page.current() is None
    assert not page.snooze_button.isEnabled()
    QTest.keyClick(page.timeline, Qt.Key.Key_Right)
    assert page.current() == first
    assert page.snooze_button.isEnabled()
    page.snooze_until(DAY + dt.timedelta(days=30))
    assert [cells[0] for cells in (_cells(page, 0),)] == ["With Tartu"]
    page.timeline.setCurrentIndex(page.timeline_model.index(0, 0))
    QTest.keyClick(page.timeline, Qt.Key.Key_Return)
    assert window.page_key == "agreements"


# At the start


def test_the_overview_shows_what_is_coming_up(window: MainWindow, page: AgendaPage) -> None:
    window.show_page("overview")
    overview = window.pages["overview"]
    assert isinstance(overview, OverviewPage)
    rows = [row.accessibleName() for row in overview.coming.list.rows()]
    assert rows == ["Ends, With Nairobi, 7 May 2026", "Ends, With Tartu, 24 May 2026"]
    page.snooze_until(DAY + dt.timedelta(days=30))
    assert len(overview.coming.list.rows()) == 1


def test_the_reminder_comes_once_a_day(
    qtbot: QtBot, window: MainWindow, desk: Desk, freeze: Callable[[dt.date], None]
) -> None:
    assert desk.settings.reminded_on == "2026-05-04"
    again = OverviewPage(desk)
    qtbot.addWidget(again)
    again.show()
    assert not again.reminder.isVisible()
    freeze(DAY + dt.timedelta(days=1))
    later = OverviewPage(desk)
    qtbot.addWidget(later)
    asked: list[str] = []
    later.page_asked.connect(asked.append)
    later.show()
    assert later.reminder.isVisible()
    assert later.reminder.label.text() == "1 date is urgent or overdue."
    QTest.mouseClick(later.reminder.open, Qt.MouseButton.LeftButton)
    assert asked == ["agenda"]
    assert not later.reminder.isVisible()


def test_the_reminders_are_chosen_in_the_settings(window: MainWindow, desk: Desk) -> None:
    desk.use(remind_last_days=5)
    dialog = SettingsDialog(desk, window)
    assert dialog.reminders["remind_last_days"].value() == 5
    dialog.reminders["remind_last_days"].set_value(14)
    assert dialog.chosen() == {"remind_last_days": 14}
    dialog.save()
    assert desk.settings.remind_last_days == 14


def test_the_agenda_is_saved_as_a_calendar(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    chosen: list[Path | None] = [tmp_path / "agenda.ics", None, tmp_path / "none" / "agenda.ics"]
    monkeypatch.setattr(places, "choose_to_write", lambda *_: chosen.pop(0))
    window.actions_["calendar"].trigger()
    assert window.toast._message.text() == "3 dates stand in agenda.ics."
    assert (tmp_path / "agenda.ics").read_text("utf-8").count("BEGIN:VEVENT") == 3
    window.actions_["calendar"].trigger()
    assert answers.asked == []
    window.actions_["calendar"].trigger()
    assert "could not be saved" in answers.asked[0]
