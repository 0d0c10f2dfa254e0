"""The page of a record type: list, filter, views, order, details."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kidesk.gui.delegate import BADGE_ROLE
from kidesk.gui.desk import Desk
from kidesk.gui.main_window import MainWindow
from kidesk.gui.record_page import RecordPage
from kidesk.operations import edit
from kidesk.records import AGREEMENTS, ORGANISATIONS, PERSONS, RECORD_TYPES, clock
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.record_type import RecordType
from tests import factory

NAMES = ("Zürich", "Åbo", "Ärla", "Örebro", "Aalborg", '<b>&"Łódź')


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> RecordPage:
    """The organisations, six of them."""
    for name in NAMES:
        edit.save(desk.store, ORGANISATIONS, {"name_sv": name, "country": "SE"})
    made = RecordPage(desk, ORGANISATIONS)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.load()
    return made


def shown(page: RecordPage) -> list[str]:
    """The names in the list from the top."""
    return [page.model.data(page.model.index(row, 0)) for row in range(page.model.rowCount())]


def test_the_list_is_in_swedish_order(page: RecordPage) -> None:
    assert shown(page) == ['<b>&"Łódź', "Aalborg", "Zürich", "Åbo", "Ärla", "Örebro"]


def test_a_click_on_the_header_turns_the_order_round(page: RecordPage) -> None:
    page.list.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert shown(page)[0] == "Örebro"


def test_typing_filters_at_once_and_forgives_accents(page: RecordPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.filter, "arl")
    qtbot.waitUntil(lambda: shown(page) == ["Ärla"])
    page.filter.selectAll()
    qtbot.keyClicks(page.filter, "lodz")
    qtbot.waitUntil(lambda: shown(page) == ['<b>&"Łódź'])


def test_nothing_found_says_so_and_hides_the_details(page: RecordPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.filter, "finns inte")
    qtbot.waitUntil(lambda: page.empty.isVisible())
    assert page.detail.isHidden()


def test_the_details_follow_the_selection(page: RecordPage) -> None:
    page.list.selectRow(3)
    assert page.detail.record is not None
    assert page.detail.record.caption("sv") == "Åbo"


def test_a_new_record_appears_and_the_selection_stays(page: RecordPage, desk: Desk) -> None:
    page.list.selectRow(3)
    edit.save(desk.store, ORGANISATIONS, {"name_sv": "Aachen"})
    assert len(shown(page)) == len(NAMES) + 1
    assert page.detail.record is not None
    assert page.detail.record.caption("sv") == "Åbo"


def test_enter_asks_to_edit_and_delete_to_delete(page: RecordPage, qtbot: QtBot) -> None:
    page.list.selectRow(1)
    with qtbot.waitSignal(page.edit_asked) as asked:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert asked.args is not None
    assert asked.args[1] == page.model.id_at(1)
    with qtbot.waitSignal(page.delete_asked) as asked:
        qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert asked.args is not None
    assert asked.args[1] == [page.model.id_at(1)]


def test_choosing_a_record_that_a_filter_hides_clears_the_filter(page: RecordPage, qtbot: QtBot) -> None:
    number = page.model.id_at(3)
    assert number is not None
    qtbot.keyClicks(page.filter, "zur")
    qtbot.waitUntil(lambda: len(shown(page)) == 1)
    page.select(number)
    assert page.filter.text() == ""
    assert page.detail.record is not None
    assert page.detail.record.id == number


def test_a_record_is_read_for_its_details_once(page: RecordPage, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(page.detail, "show_record", lambda record: seen.append(record.id))
    numbers = [page.model.id_at(row) for row in range(3)]
    for number in (numbers[1], numbers[2], numbers[2]):
        assert number is not None
        page.select(number)
    assert seen == [numbers[1], numbers[2], numbers[2]]


def test_lapsed_agreements_stay_in_the_view_the_list_opens_with(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = dt.date(2026, 11, 22)
    monkeypatch.setattr(clock, "today", lambda: today)
    for title, days in (("I kraft", 400), ("Löper ut", 30), ("Nyss utgånget", -30), ("Länge utgånget", -500)):
        end = today + dt.timedelta(days=days)
        factory.agreement(desk.store, title_sv=title, status=AgreementStatus.IN_FORCE, end_on=end)
    page = RecordPage(desk, AGREEMENTS)
    qtbot.addWidget(page)
    page.load()
    assert shown(page) == ["I kraft", "Löper ut", "Nyss utgånget"]
    badges = [page.model.data(page.model.index(row, AGREEMENTS.columns.index("state")), BADGE_ROLE) for row in range(3)]
    assert badges == ["ok", "warn", "bad"]


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda record_type: record_type.key)
def test_every_control_of_every_page_has_a_name(qtbot: QtBot, desk: Desk, record_type: RecordType) -> None:
    page = RecordPage(desk, record_type)
    qtbot.addWidget(page)
    page.show()
    page.load()
    nameless = [widget for widget in controls(page) if not name_of(widget)]
    assert nameless == []


def controls(widget: QWidget) -> list[QWidget]:
    """What the keyboard can reach."""
    kinds = (QAbstractButton, QLineEdit)
    found = [one for one in widget.findChildren(QWidget) if isinstance(one, kinds)]
    return [one for one in found if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.isVisibleTo(widget)]


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a control."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name)) if interface is not None else ""


def test_escape_in_the_filter_takes_it_away_and_down_leads_to_the_list(page: RecordPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.filter.setFocus()
    qtbot.keyClicks(page.filter, "arl")
    qtbot.waitUntil(lambda: shown(page) == ["Ärla"])
    qtbot.keyClick(page.filter, Qt.Key.Key_Down)
    assert page.list.hasFocus()
    page.filter.setFocus()
    qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    assert page.filter.text() == ""
    assert len(shown(page)) == len(NAMES)


def test_nothing_found_offers_to_show_everything(page: RecordPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.filter, "finns inte")
    qtbot.waitUntil(lambda: page.empty.isVisible())
    offered = [one for one in page.empty.findChildren(QAbstractButton) if one.isVisibleTo(page)]
    assert [one.text() for one in offered] == [desk.text("Show everything")]
    offered[0].click()
    assert len(shown(page)) == len(NAMES)


def test_after_a_deletion_the_next_record_is_selected(page: RecordPage, desk: Desk) -> None:
    page.list.selectRow(2)
    edit.delete(desk.store, ORGANISATIONS, page.selected())
    assert page.list.currentIndex().row() == 2
    page.list.selectRow(page.model.rowCount() - 1)
    edit.delete(desk.store, ORGANISATIONS, page.selected())
    assert page.list.currentIndex().row() == page.model.rowCount() - 1


def test_a_small_window_shows_the_partner_and_the_state_of_agreements(qtbot: QtBot, desk: Desk) -> None:
    factory.agreement(desk.store, status=AgreementStatus.IN_FORCE)
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    window.show_page(AGREEMENTS.key)
    page = window.pages[AGREEMENTS.key]
    assert isinstance(page, RecordPage)

    def shown_at(width: int) -> list[str]:
        window.resize(width, 700)
        qtbot.wait(20)
        return [key for place, key in enumerate(AGREEMENTS.columns) if not page.list.isColumnHidden(place)]

    narrow = ["name", "partners", "state"]
    assert [shown_at(width) for width in (1000, 1360, 1000)] == [narrow, [*AGREEMENTS.columns], narrow]


def test_a_narrow_page_leaves_out_columns_but_never_the_name_or_the_status(page: RecordPage, qtbot: QtBot) -> None:
    columns = [field.key for field in page.model.fields]
    for width in (760, 900, 1300):
        page.resize(width, 700)
        left = [key for place, key in enumerate(columns) if not page.list.isColumnHidden(place)]
        assert {columns[0], "standing"} <= set(left)
        qtbot.waitUntil(lambda: page.list.horizontalScrollBar().maximum() == 0)
    assert left == columns


def test_what_is_typed_in_the_list_goes_on_in_the_filter(page: RecordPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert page.list.hasFocus()
    qtbot.keyClick(page.list, "a")
    qtbot.keyClicks(page.filter, "rl")
    qtbot.waitUntil(lambda: shown(page) == ["Ärla"])
    assert page.filter.hasFocus()


def test_home_and_end_go_to_the_first_and_the_last_record(page: RecordPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    assert page.list.currentIndex().row() == len(NAMES) - 1
    qtbot.keyClick(page.list, Qt.Key.Key_Home)
    assert page.list.currentIndex().row() == 0


def test_the_list_can_be_sorted_without_a_pointer(page: RecordPage) -> None:
    page.list.sort_another_way()
    assert shown(page)[0] == "Örebro"
    page.list.sort_another_way()
    header = page.list.horizontalHeader()
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, Qt.SortOrder.AscendingOrder)


@pytest.mark.parametrize("record_type", [AGREEMENTS, ORGANISATIONS, PERSONS], ids=lambda one: one.key)
def test_an_empty_register_offers_a_first_record(qtbot: QtBot, desk: Desk, record_type: RecordType) -> None:
    page = RecordPage(desk, record_type)
    qtbot.addWidget(page)
    page.show()
    page.load()
    offered = [one for one in page.empty.findChildren(QAbstractButton) if one.isVisibleTo(page)]
    imports = [desk.text("Import a file…")] if record_type in (ORGANISATIONS, PERSONS) else []
    assert [one.text() for one in offered] == [desk.text(record_type.new), *imports]
