"""The columns of a list: chosen, moved, made wider, sorted by, remembered on this machine and reset."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kidesk import settings as settings_file
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.columns import ColumnsDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.record_page import RecordPage
from kidesk.operations import saved_views
from kidesk.records import PERSONS, RECORD_TYPES
from kidesk.records.record_type import RecordType
from kidesk.settings import Settings
from tests import factory

USUAL = list(PERSONS.columns)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> RecordPage:
    """The persons, two of them."""
    factory.person(desk.store, family_name="Al", source="Mässa", phones=[{"number": "+46 8 1"}])
    factory.person(desk.store, family_name="Bo", source="Alumni")
    return shown(qtbot, desk)


def shown(qtbot: QtBot, desk: Desk) -> RecordPage:
    """The page of the persons, as if kidesk had just been started."""
    made = RecordPage(desk, PERSONS)
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    made.load()
    return made


def keys(page: RecordPage) -> list[str]:
    """The columns of a list."""
    return [field.key for field in page.model.fields]


def headings(page: RecordPage) -> list[str]:
    """What they are called."""
    return [page.model.headerData(place, Qt.Orientation.Horizontal) for place in range(page.model.columnCount())]


def dialog(page: RecordPage) -> ColumnsDialog:
    """The dialog, opened with the button in the bar."""
    page.bar.columns_button.click()
    (found,) = [one for one in page.window().findChildren(ColumnsDialog) if one.isVisible()]
    return found


def test_columns_are_chosen_and_ordered_with_the_keyboard_and_remembered(
    page: RecordPage, qtbot: QtBot, desk: Desk
) -> None:
    asked = dialog(page)
    assert asked.keys() == USUAL
    asked.list.setCurrentRow(3)
    QTest.keyClick(asked.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    source = next(row for row in range(asked.list.count()) if asked.list.item(row).text() == "Källa")
    asked.list.setCurrentRow(source)
    QTest.keyClick(asked.list, Qt.Key.Key_Space)
    asked._choose()
    assert keys(page) == ["name", "organisation", "roles", "email", "source"]
    assert headings(page)[-1] == "Källa"
    assert page.model.data(page.model.index(0, 4)) == "Mässa"
    again = shown(qtbot, desk)
    assert keys(again) == keys(page)
    assert not any(again.list.isColumnHidden(column) for column in range(5))


def test_the_first_column_stays(page: RecordPage) -> None:
    asked = dialog(page)
    asked.list.setCurrentRow(1)
    asked.move_current(-1)
    assert asked.keys() == USUAL
    assert not asked.list.item(0).flags() & Qt.ItemFlag.ItemIsEnabled
    asked.reject()
    assert not page.list.horizontalHeader().isFirstSectionMovable()
    page.list.horizontalHeader().moveSection(0, 2)
    page.columns.choose([key for key in USUAL if key != "email"])
    assert keys(page)[0] == "name"


def test_a_dragged_column_becomes_the_order(page: RecordPage, qtbot: QtBot, desk: Desk) -> None:
    page.list.horizontalHeader().moveSection(3, 1)
    qtbot.waitUntil(lambda: keys(page) == ["name", "roles", "organisation", "email"])
    header = page.list.horizontalHeader()
    assert [header.visualIndex(place) for place in range(4)] == [0, 1, 2, 3]
    assert desk.settings.columns == {"persons": ["name", "roles", "organisation", "email"]}


def test_widths_are_remembered_with_their_columns(page: RecordPage, qtbot: QtBot, desk: Desk) -> None:
    page.list.setColumnWidth(1, 333)
    qtbot.waitUntil(lambda: desk.settings.column_widths == {"persons": {"organisation": 333}})
    again = shown(qtbot, desk)
    assert again.list.columnWidth(1) == 333
    again.resize(1400, 700)
    assert again.list.columnWidth(1) == 333
    again.columns.choose(["name", "email"])
    assert desk.settings.column_widths == {}


def test_resetting_forgets_columns_and_widths(page: RecordPage, qtbot: QtBot, desk: Desk) -> None:
    page.columns.choose(["name", "source"])
    page.list.setColumnWidth(0, 444)
    qtbot.waitUntil(lambda: bool(desk.settings.column_widths))
    asked = dialog(page)
    asked._reset()
    assert keys(page) == USUAL
    assert (desk.settings.columns, desk.settings.column_widths) == ({}, {})
    assert page.list.columnWidth(0) != 444


def test_what_was_chosen_is_scrolled_to_and_not_left_out_where_there_is_little_room(page: RecordPage) -> None:
    page.columns.choose(["name", "organisation", "email", "roles", "source", "tags", "verified_on"])
    page.resize(700, 600)
    assert not any(page.list.isColumnHidden(column) for column in range(7))
    assert page.list.horizontalScrollBar().maximum() > 0


def test_a_list_is_sorted_by_a_chosen_column_and_not_by_one_that_has_no_order(page: RecordPage) -> None:
    page.columns.choose(["name", "source", "phones"])
    header = page.list.horizontalHeader()
    page.list.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert page.model.data(page.model.index(0, 1)) == "Alumni"
    page.list.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert page.model.listing.order == "source"
    assert header.sortIndicatorSection() == 1
    page.columns.choose(["name", "phones"])
    assert header.sortIndicatorSection() == -1
    page.list.sort_another_way()
    assert page.model.listing.order == "name"


def test_a_saved_view_keeps_its_order_by_a_column_that_is_not_shown(page: RecordPage, desk: Desk) -> None:
    page.columns.choose(["name", "source"])
    page.list.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    number = saved_views.save(desk.store, "Efter källa", page.model.listing)
    page.columns.choose(["name", "email"])
    page.bar.show_everything()
    page.show_saved(number)
    assert (page.model.listing.order, page.model.listing.is_descending) == ("source", True)
    assert keys(page) == ["name", "email"]


def test_of_who_is_protected_a_chosen_column_shows_nothing(page: RecordPage, desk: Desk) -> None:
    factory.person(
        desk.store, given_name="Hemlig", family_name="Person", expertise="Kirurgi", has_protected_identity=True
    )
    page.columns.choose([field.key for field in PERSONS.fields if field.key != "files"])
    row = next(row for row in range(3) if page.model.data(page.model.index(row, 0)) == "Skyddade personuppgifter")
    said = " ".join(str(page.model.data(page.model.index(row, place))) for place in range(page.model.columnCount()))
    for word in ("Hemlig", "Person", "Kirurgi", "example.org"):
        assert word not in said


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda one: one.key)
def test_every_field_of_every_type_can_be_a_column(
    qtbot: QtBot, desk: Desk, record_type: RecordType
) -> None:
    factory.made(desk.store, record_type)
    page = RecordPage(desk, record_type)
    qtbot.addWidget(page)
    page.show_everything()
    page.columns.choose([field.key for field in record_type.fields])
    page.show()
    page.load()
    for place in range(page.model.columnCount()):
        assert isinstance(page.model.data(page.model.index(0, place)), str)


def test_settings_that_make_no_sense_are_passed_over(tmp_path: Path, qtbot: QtBot, desk: Desk) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        'columns = { persons = ["gone", "source", 7, "name", "source"], agreements = "name" }\n'
        "column_widths = { persons = { source = 200, name = -3, email = true }, agreements = 3 }\n"
        'recent = { x = ["persons/1", 2], y = 3 }\n',
        encoding="utf-8",
    )
    read = settings_file.load(file)
    assert read.columns == {"persons": ["gone", "source", "name", "source"]}
    assert read.column_widths == {"persons": {"source": 200}}
    assert read.recent == {"x": ["persons/1"]}
    desk.settings = read
    assert keys(shown(qtbot, desk)) == ["name", "source"]
    settings_file.save(read, file)
    assert settings_file.load(file) == read


def test_the_command_reaches_the_columns_by_keyboard(qtbot: QtBot, desk: Desk) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_page("persons")
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_K, control)
    assert [one for one in window.findChildren(ColumnsDialog) if one.isVisible()]


def test_the_usual_columns_are_not_written_down(page: RecordPage, desk: Desk) -> None:
    page.columns.choose(USUAL)
    assert desk.settings == Settings(language="sv", scheme="light", who="Åsa Östberg")
