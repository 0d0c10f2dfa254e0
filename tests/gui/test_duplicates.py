"""Duplicates in the window: seen side by side, merged in a dialog, told apart, and noticed while typing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kidesk.gui import duplicate_search, tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.merge import MergeDialog
from kidesk.gui.main_window import MainWindow
from kidesk.operations.find_duplicates import find_duplicates
from kidesk.operations.merge_records import Take
from kidesk.records import ORGANISATIONS, PERSONS
from kidesk.records.person import Person
from kidesk.store.store import Listing, Store
from tests import factory
from tests.gui.conftest import Answers

MAIL = [{"address": "sara@example.org"}]


@pytest.fixture
def store(desk: Desk) -> Store:
    """The records of the desk's workspace."""
    return desk.store


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    """The main window, shown."""
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not tasks.is_any_under_way())


def _pair(store: Store) -> tuple[int, int]:
    one = factory.person(store, given_name="Sara", family_name="Öberg", emails=MAIL, prefix="Dr", notes="A")
    two = factory.person(store, given_name="Sara", family_name="Oeberg", emails=MAIL, prefix="Prof.", notes="B")
    return one.id, two.id


def _shown(window: MainWindow, qtbot: QtBot) -> Any:
    window.show_page("persons")
    window.actions_["duplicates"].trigger()
    page = window.duplicates.page
    qtbot.waitUntil(lambda: not window.duplicates.search.is_under_way(PERSONS))
    return page


def _dialog(window: MainWindow, qtbot: QtBot, one: int, two: int) -> MergeDialog:
    window.duplicates.merge(PERSONS, one, two)
    qtbot.waitUntil(lambda: window.duplicates.dialog is not None)
    assert window.duplicates.dialog is not None
    return window.duplicates.dialog


def test_pairs_stand_side_by_side_with_what_speaks_for_them(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    _pair(store)
    page = _shown(window, qtbot)
    shown: Any = window.stack.currentWidget()
    assert shown is page
    (card,) = page.cards
    assert card.badge.text() == "Nästan säkert, 96 av 100"
    assert card.reasons() == [
        "Båda har adressen sara@example.org.",
        "Namnen är desamma i annan stavning eller ordning.",
    ]
    assert page.said.text() == "1 par kan vara samma. Inget slås ihop utan att du säger till."
    window.desk.use(language="en")
    assert page.cards[0].reasons()[0] == "Both have the address sara@example.org."
    page.left.emit()
    assert window.page_key == "persons"


def test_a_line_above_the_list_leads_to_them(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    window.show_page("persons")
    line = window.duplicates.lines["persons"]
    assert line.isHidden()
    _pair(store)
    window.duplicates._look()
    qtbot.waitUntil(lambda: not line.isHidden())
    assert line.words.text() == "1 par kan vara samma."
    line.button.click()
    assert window.stack.currentWidget() is window.duplicates.page


def test_a_search_begins_anew_where_its_records_change(
    window: MainWindow, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pair(store)
    begun, ended = [], []

    def slowly(*asked: Any, progress: Any) -> Any:
        begun.append(asked)
        while len(begun) == 1:
            progress(0, 1)
            time.sleep(0.01)
        ended.append(asked)
        return find_duplicates(*asked, progress=progress)

    monkeypatch.setattr(duplicate_search, "find_duplicates", slowly)
    window.duplicates.search.start(PERSONS)
    qtbot.waitUntil(lambda: len(begun) == 1)
    third = factory.person(store, given_name="Sara", family_name="Öberg", emails=MAIL).id
    qtbot.waitUntil(lambda: not window.duplicates.search.is_under_way(PERSONS))
    assert (len(begun), len(ended)) == (2, 1)
    assert third in {pair.other for pair in window.duplicates.search.pairs(PERSONS) or ()}


def test_two_are_merged_as_chosen_and_undo_brings_the_other_back(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    one, two = _pair(store)
    page = _shown(window, qtbot)
    page.cards[0].merge.click()
    qtbot.waitUntil(lambda: window.duplicates.dialog is not None)
    dialog = window.duplicates.dialog
    assert dialog is not None
    assert dialog.choices() == {"family_name": Take.SURVIVOR, "prefix": Take.SURVIVOR, "notes": Take.BOTH}
    assert (dialog.outcome("prefix"), dialog.outcome("notes")) == ("Dr", "A\n\nB")
    dialog.choose("prefix", Take.OTHER)
    assert dialog.outcome("prefix") == "Prof."
    dialog.go.click()
    qtbot.waitUntil(lambda: store.count(Listing(PERSONS)) == 1)
    qtbot.waitUntil(lambda: page.cards == [])
    merged = store.get(Person, one)
    assert merged is not None
    assert (merged.prefix, merged.notes) == ("Prof.", "A\n\nB")
    window.work.undo()
    assert store.count(Listing(PERSONS)) == 2
    qtbot.waitUntil(lambda: len(page.cards) == 1)


def test_the_other_one_may_stay_instead(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    one, two = _pair(store)
    dialog = _dialog(window, qtbot, one, two)
    dialog.swap.click()
    qtbot.waitUntil(lambda: window.duplicates.dialog is not dialog)
    swapped = window.duplicates.dialog
    assert swapped is not None
    assert (swapped.seen.survivor.id, swapped.seen.other.id) == (two, one)
    swapped.reject()


def test_each_choice_says_to_a_screen_reader_what_it_chooses(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    dialog = _dialog(window, qtbot, *_pair(store))
    names = [button.accessibleName() for button in dialog.groups["prefix"].buttons()]
    assert names == ["Titel före namnet: Dr", "Titel före namnet: Prof."]
    dialog.reject()


def test_what_somebody_else_has_changed_meanwhile_is_not_merged(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    one, two = _pair(store)
    dialog = _dialog(window, qtbot, one, two)
    with store.change("Test") as session:
        row = session.get(Person, two)
        assert row is not None
        row.notes = "C"
    dialog.go.click()
    qtbot.waitUntil(dialog.go.isEnabled)
    assert "Någon annan" in dialog.banner.label.text()
    assert store.count(Listing(PERSONS)) == 2
    dialog.reject()


def test_two_that_are_not_the_same_are_not_shown_again(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    _pair(store)
    page = _shown(window, qtbot)
    page.cards[0].apart.click()
    qtbot.waitUntil(lambda: page.cards == [])
    qtbot.waitUntil(lambda: not window.duplicates.search.is_under_way(PERSONS))
    assert page.cards == []
    assert page.said.text() == "Inga två poster liknar varandra."
    window.work.undo()
    qtbot.waitUntil(lambda: len(page.cards) == 1)


def test_the_two_selected_rows_are_merged(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    _pair(store)
    window.show_page("persons")
    page: Any = window.pages["persons"]
    window.actions_["merge"].trigger()
    assert not [one for one in window.findChildren(MergeDialog) if one.isVisible()]
    page.list.selectAll()
    window.actions_["merge"].trigger()
    qtbot.waitUntil(lambda: window.duplicates.dialog is not None)
    assert window.duplicates.dialog is not None
    window.duplicates.dialog.reject()


# While typing


def _form(window: MainWindow, values: dict[str, Any]) -> Any:
    window.work.add(PERSONS)
    dialog = window.work.dialog
    assert dialog is not None
    for key, value in values.items():
        dialog.boxes[key].editor.set_value(value)
    assert dialog.note is not None
    dialog.note.wait()
    return dialog


def test_the_form_says_that_there_may_be_one_already_and_leads_to_it(
    window: MainWindow, store: Store, qtbot: QtBot, answers: Answers
) -> None:
    one, _ = _pair(store)
    dialog = _form(window, {"given_name": "Sara", "family_name": "OEBERG"})
    assert dialog.note.isHidden()
    qtbot.waitUntil(lambda: not dialog.note.isHidden())
    assert {button.text() for button in dialog.note.buttons if not button.isHidden()} == {
        "Sara Öberg · sara@example.org",
        "Sara Oeberg · sara@example.org",
    }
    answers.key = "drop"
    shown = dialog.note.found[0].id
    dialog.note.buttons[0].click()
    assert window.work.dialog is None
    page: Any = window.pages["persons"]
    assert page.current() == shown


def test_of_a_protected_identity_the_form_says_nothing(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    factory.person(store, given_name="Sara", family_name="Öberg", has_protected_identity=True)
    dialog = _form(window, {"given_name": "Sara", "family_name": "Öberg", "orcid": "0000-0002-1825-0097"})
    qtbot.wait(600)
    qtbot.waitUntil(lambda: not tasks.is_any_under_way())
    assert dialog.note.isHidden()
    dialog.drop()
    dialog.reject()


def test_only_forms_of_new_persons_and_organisations_have_the_note(window: MainWindow, store: Store) -> None:
    row = factory.organisation(store)
    window.work.add(ORGANISATIONS)
    form = window.work.dialog
    assert form is not None
    assert form.note is not None
    form.reject()
    window.work.edit(ORGANISATIONS, row.id)
    form = window.work.dialog
    assert form is not None
    assert form.note is None
    form.reject()
