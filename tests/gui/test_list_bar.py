"""Filters and saved views on a page: chosen by keyboard, shown as chips and tabs, taken away again."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.view_name import ViewNameDialog
from kidesk.gui.filter_chips import Chip
from kidesk.gui.main_window import MainWindow
from kidesk.gui.record_page import RecordPage
from kidesk.operations import edit, saved_views
from kidesk.records import AGREEMENTS, PLAN_ITEMS, SAVED_VIEWS, clock
from kidesk.records.saved_view import SavedView
from kidesk.store.store import Listing
from tests import factory


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The agreements with Åbo (Finland, two), Oslo (Norway) and Tokyo (Japan), all in force, on their page."""
    for name, country, titles in (("Åbo", "FI", "AB"), ("Oslo", "NO", "C"), ("Tokyo & co", "JP", "D")):
        partner = factory.organisation(desk.store, name_sv=name, name_en=name, country=country)
        for title in titles:
            parties = [{"organisation_id": partner.id, "side": "partner"}]
            type_ = "mou" if title in "AD" else "exchange"
            end = clock.today() + dt.timedelta(900)
            values = {"title_sv": f"Avtal {title}", "title_en": "", "parties": parties, "type": type_, "end_on": end}
            factory.agreement(desk.store, status="in-force", **values)
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.show_page("agreements")
    return made


@pytest.fixture
def page(window: MainWindow) -> RecordPage:
    """The page of the agreements."""
    found = window.pages["agreements"]
    assert isinstance(found, RecordPage)
    return found


def shown(page: RecordPage) -> str:
    """The letters of the agreements in the list from the top."""
    rows = range(page.model.rowCount())
    return "".join(page.model.data(page.model.index(row, 0)).split()[-1] for row in rows)


def tabs(page: RecordPage) -> list[str]:
    """The texts of the tabs."""
    return [page.tabs.tabText(place) for place in range(page.tabs.count())]


def chips(page: RecordPage) -> list[str]:
    """What the chips say."""
    return [chip.text() for chip in page.bar.chips.chips]


def choose(page: RecordPage, qtbot: QtBot, which: str, value: str) -> None:
    """Chooses a filter as a person does who only has a keyboard."""
    page.bar.button.setFocus()
    qtbot.keyClick(page.bar.button, Qt.Key.Key_Space)
    for typed in (which, value):
        qtbot.keyClicks(page.bar.chooser.line, typed)
        qtbot.keyClick(page.bar.chooser.line, Qt.Key.Key_Return)


def name(window: MainWindow, qtbot: QtBot, text: str) -> ViewNameDialog:
    """Answers the dialog that asks for a name."""
    dialog = next(one for one in window.findChildren(ViewNameDialog) if one.isVisible())
    dialog.name.setText(text)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    return dialog


# Filters


def test_tabs_that_do_not_fit_beside_the_filter_get_a_line_of_their_own(window: MainWindow, page: RecordPage) -> None:
    for width, is_above in ((1100, True), (2200, False), (1100, True)):
        window.resize(width, 800)
        QApplication.processEvents()
        bottom = page.tabs.mapTo(page, page.tabs.rect().bottomLeft()).y()
        assert (bottom < page.filter.mapTo(page, page.filter.rect().topLeft()).y()) == is_above
        assert page.tabs.x() < 20


def test_a_filter_is_chosen_by_typing_and_becomes_a_chip(page: RecordPage, qtbot: QtBot) -> None:
    assert page.bar.chips.isHidden()
    choose(page, qtbot, "land", "finl")
    assert (shown(page), chips(page)) == ("AB", ["Land: Finland"])
    assert page.bar.chips.isVisible()
    assert page.bar.button.hasFocus()


def test_values_of_one_filter_widen_and_another_filter_narrows(page: RecordPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "land", "finl")
    choose(page, qtbot, "land", "japan")
    assert shown(page) == "ABD"
    choose(page, qtbot, "typ", "mou")
    assert shown(page) == "AD"
    before = tabs(page)
    assert before[0].endswith(" 4")


def test_a_partner_is_found_by_its_words_and_shown_as_it_is_called(page: RecordPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "partner", "tokyo")
    assert shown(page) == "D"
    assert chips(page) == ["Partner: Tokyo && co"]
    assert page.bar.chips.chips[0].accessibleName() == "Ta bort filtret Partner: Tokyo & co"


def test_a_code_and_a_year_are_typed(page: RecordPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "isced", "09")
    assert (shown(page), chips(page)) == ("", ["ISCED-F-kod: 09 Hälsa och välfärd"])
    page.bar.chips.clear_button.click()
    choose(page, qtbot, "året", "2031")
    assert chips(page) == ["I kraft under året: 2031"]


def test_what_cannot_be_a_value_is_not_taken(page: RecordPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "isced", "trolleri")
    assert (shown(page), chips(page)) == ("ABCD", [])


def test_escape_leads_back_to_the_filters_and_then_closes(page: RecordPage, qtbot: QtBot) -> None:
    page.bar.ask_filter()
    qtbot.keyClicks(page.bar.chooser.line, "land")
    qtbot.keyClick(page.bar.chooser.line, Qt.Key.Key_Return)
    assert page.bar.chooser.line.placeholderText() == "Land"
    qtbot.keyClick(page.bar.chooser.line, Qt.Key.Key_Escape)
    assert page.bar.chooser.line.placeholderText() == "Filtrera på"
    qtbot.keyClick(page.bar.chooser.line, Qt.Key.Key_Escape)
    assert page.bar.chooser.isHidden()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_a_chip_goes_by_a_key_and_the_next_takes_its_place(page: RecordPage, qtbot: QtBot, key: Qt.Key) -> None:
    choose(page, qtbot, "land", "finl")
    choose(page, qtbot, "land", "japan")
    page.bar.chips.chips[0].setFocus()
    qtbot.keyClick(page.bar.chips.chips[0], key)
    qtbot.waitUntil(lambda: chips(page) == ["Land: Japan"])
    assert shown(page) == "D"
    assert isinstance(QApplication.focusWidget(), Chip)


def test_alternatives_stand_beside_each_other_and_name_their_filter_once(page: RecordPage, qtbot: QtBot) -> None:
    for which, value in (("land", "finl"), ("under året", "2031"), ("land", "japan")):
        choose(page, qtbot, which, value)
    assert chips(page) == ["Land: Finland", "eller Japan", "I kraft under året: 2031"]
    assert page.bar.chips.chips[1].accessibleName() == "Ta bort filtret Land: Japan"


def test_choosing_a_value_again_takes_it_away(page: RecordPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "land", "finl")
    choose(page, qtbot, "land", "finl")
    assert (shown(page), chips(page)) == ("ABCD", [])


def test_all_filters_go_at_once(page: RecordPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "land", "finl")
    choose(page, qtbot, "typ", "mou")
    page.bar.chips.clear_button.click()
    assert (shown(page), chips(page)) == ("ABCD", [])
    assert page.bar.chips.isHidden()


def test_showing_everything_takes_the_filters_away(page: RecordPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "land", "finl")
    choose(page, qtbot, "typ", "dubbel")
    assert page.empty.isVisible()
    page.show_everything()
    assert (shown(page), chips(page)) == ("ABCD", [])


def test_chips_follow_the_language(page: RecordPage, qtbot: QtBot, desk: Desk) -> None:
    choose(page, qtbot, "land", "finl")
    desk.use(language="en")
    assert chips(page) == ["Country: Finland"]


# Saved views


def test_a_view_is_saved_and_stands_after_the_types_own(
    window: MainWindow, page: RecordPage, qtbot: QtBot, desk: Desk
) -> None:
    choose(page, qtbot, "land", "finl")
    page.list.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    window.actions_["save-view"].trigger()
    name(window, qtbot, "Finland & Åland")
    assert tabs(page)[-1] == "Finland && Åland  2"
    assert page.tabs.currentIndex() == len(AGREEMENTS.views)
    page.tabs.setCurrentIndex(0)
    assert (shown(page), chips(page)) == ("DCBA", [])
    page.list.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    page.tabs.setCurrentIndex(len(AGREEMENTS.views))
    assert (shown(page), chips(page)) == ("BA", ["Land: Finland"])
    assert page.list.horizontalHeader().sortIndicatorSection() == 0
    assert page.list.horizontalHeader().sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_a_saved_view_is_updated_renamed_deleted_and_brought_back(
    window: MainWindow, page: RecordPage, qtbot: QtBot, desk: Desk
) -> None:
    number = saved_views.save(desk.store, "Våra", Listing(AGREEMENTS, filters=(("country", "FI"),)))
    page.show_saved(number)
    assert not page.bar.views.update_action.isEnabled()
    choose(page, qtbot, "land", "japan")
    assert page.bar.chips.keep_button.text() == "Uppdatera vyn"
    page.bar.chips.keep_button.click()
    assert tabs(page)[-1] == "Våra  3"
    assert page.bar.chips.keep_button.isHidden()
    page.bar.views.rename_action.trigger()
    name(window, qtbot, "Nordost")
    assert tabs(page)[-1] == "Nordost  3"
    page.bar.views.delete_action.trigger()
    assert (len(tabs(page)), page.tabs.currentIndex()) == (len(AGREEMENTS.views), 0)
    assert (shown(page), chips(page)) == ("ABCD", [])
    for expected in ("Nordost  3", "Våra  3", "Våra  2"):
        window.work.undo()
        assert tabs(page)[-1] == expected


@pytest.mark.parametrize("taken", ["", "  ", "våra"])
def test_a_name_that_cannot_be_is_refused_in_the_dialog(
    window: MainWindow, page: RecordPage, qtbot: QtBot, desk: Desk, taken: str
) -> None:
    saved_views.save(desk.store, "Våra", Listing(AGREEMENTS))
    page.bar.views.ask_save()
    dialog = name(window, qtbot, taken)
    assert dialog.isVisible()
    assert dialog.box.problem
    assert len(desk.store.all(SavedView)) == 1


def test_words_belong_to_a_saved_view_and_leave_with_it(page: RecordPage, desk: Desk) -> None:
    number = saved_views.save(desk.store, "Tokyo", Listing(AGREEMENTS, AGREEMENTS.views[0], typed="tokyo"))
    page.show_saved(number)
    assert (shown(page), page.filter.text()) == ("D", "tokyo")
    page.tabs.setCurrentIndex(0)
    assert (shown(page), page.filter.text()) == ("ABCD", "")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"filters": ["planet=Mars"]}, "Det finns inget filter ”planet” här."),
        ({"filters": ["country=ZZ"]}, "”ZZ” är inte"),
        ({"filters": ["nonsense"]}, "Det finns inget filter ”nonsense” här."),
        ({"view": "gone"}, "Den sparade vyn ”Förr” utgår från en vy som kidesk inte längre har: gone."),
    ],
)
def test_a_view_of_what_is_no_longer_there_says_so(
    page: RecordPage, desk: Desk, values: dict[str, object], sentence: str
) -> None:
    saved = factory.saved_view(desk.store, name="Förr", **values)
    page.show_saved(saved.id)
    assert page.empty.isVisible()
    assert any(sentence in label.text() for label in page.empty.findChildren(type(page.empty._text)))
    assert tabs(page)[-1] == "Förr"
    page.show_everything()
    assert shown(page) == "ABCD"


def test_a_partner_that_was_deleted_leaves_its_number(page: RecordPage, desk: Desk) -> None:
    saved = factory.saved_view(desk.store, filters=["partner=987"])
    page.show_saved(saved.id)
    assert (shown(page), chips(page)) == ("", ["Partner: (987)"])


def test_the_palette_opens_a_saved_view_on_its_page(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    shown_ = Listing(AGREEMENTS, filters=(("country", "JP"),))
    saved_views.save(desk.store, "Österut", shown_)
    window.show_page("overview")
    window.palette_.open()
    qtbot.keyClicks(window.palette_.line, "osterut")
    qtbot.keyClick(window.palette_.line, Qt.Key.Key_Return)
    page = window.pages["agreements"]
    assert isinstance(page, RecordPage)
    assert window.page_key == "agreements"
    assert shown(page) == "D"


def test_a_saved_view_of_records_without_a_list_is_told(window: MainWindow, desk: Desk) -> None:
    saved = edit.save(desk.store, SAVED_VIEWS, {"name": "Plan", "of": PLAN_ITEMS.key})
    window.show_record(SAVED_VIEWS, saved.id)
    assert window.toast.isVisible()
    assert window.page_key == "agreements"


def test_the_command_adds_a_filter_only_where_there_is_a_list(window: MainWindow, page: RecordPage) -> None:
    window.actions_["add-filter"].trigger()
    assert page.bar.chooser.isVisible()
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    page.bar.chooser.close_finder()
    window.show_page("overview")
    window.actions_["add-filter"].trigger()
    window.actions_["save-view"].trigger()
    assert not page.bar.chooser.isVisible()
