"""The records opened last: which count, what is remembered, and the way back."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kidesk.gui import record_page
from kidesk.gui.desk import Desk
from kidesk.gui.main_window import MainWindow
from kidesk.gui.record_page import RecordPage
from kidesk.operations import edit
from kidesk.operations.recent_records import MOST, place_read, still_there
from kidesk.records import AMBASSADORS, ORGANISATIONS, PERSONS
from kidesk.store.store import Store
from tests import factory

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def numbers(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Three persons; who stays at one for a tenth of a second has looked at it."""
    monkeypatch.setattr(record_page, "_LOOKED_AT", 100)
    return [factory.person(desk.store, family_name=name, given_name="A").id for name in ("Al", "Bo", "Ek")]


def opened(qtbot: QtBot, desk: Desk) -> MainWindow:
    """A window."""
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def captions(window: MainWindow) -> list[str]:
    """What the palette offers before anything is typed, records only."""
    window.palette_.open()
    return [hit.text for hit in window.palette_.look_up("") if hit.icon == "history"]


def test_what_was_asked_for_is_offered_the_latest_first(qtbot: QtBot, desk: Desk, numbers: list[int]) -> None:
    window = opened(qtbot, desk)
    place = factory.organisation(desk.store, name_sv="Åbo Akademi")
    for number in numbers[:2]:
        window.show_record(PERSONS, number)
    window.show_record(ORGANISATIONS, place.id)
    window.show_record(PERSONS, numbers[0])
    assert captions(window) == ["A Al — Person", "Åbo Akademi — Organisation", "A Bo — Person"]


def test_what_is_passed_with_the_arrows_does_not_count_and_where_one_stays_does(
    qtbot: QtBot, desk: Desk, numbers: list[int]
) -> None:
    window = opened(qtbot, desk)
    window.show_page("persons")
    page = window.pages["persons"]
    assert isinstance(page, RecordPage)
    page.list.setFocus()
    qtbot.wait(150)
    assert window.recent.places == [], "nobody chose the first row"
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bool(window.recent.places))
    assert window.recent.places == [f"persons/{numbers[2]}"]


def test_they_are_remembered_without_names_and_only_for_their_workspace(
    qtbot: QtBot, desk: Desk, numbers: list[int]
) -> None:
    opened(qtbot, desk).show_record(PERSONS, numbers[1])
    (places,) = desk.settings.recent.values()
    assert places == [f"persons/{numbers[1]}"]
    kept = str(asdict(desk.settings)["recent"])
    assert "Bo" not in kept
    assert desk.workspace.folder.name not in kept
    assert captions(opened(qtbot, desk)) == ["A Bo — Person"]
    desk.settings = desk.settings.__class__(recent={"another": ["persons/1"]}, language="sv")
    assert captions(opened(qtbot, desk)) == []


def test_deleted_merged_and_protected_ones_are_left_out(store: Store) -> None:
    there, gone, merged = (factory.person(store) for _ in range(3))
    hidden = factory.person(store, has_protected_identity=True)
    ambassador = factory.ambassador(store, person_id=hidden.id)
    edit.delete(store, PERSONS, [gone.id])
    with store.change("Merged", "persons") as session:
        session.get_one(type(merged), merged.id).merged_into_id = there.id
    places = [f"persons/{one.id}" for one in (gone, merged, hidden, there)]
    nonsense = ["nonsense", "nothing/1", "persons/²", "persons/-1", f"persons/{'9' * 30}"]
    others = [f"{AMBASSADORS.key}/{ambassador.id}", *nonsense]
    assert [one.id for one in still_there(store, [*places, *others])] == [there.id]


def test_alt_left_goes_back_and_alt_right_forward(qtbot: QtBot, desk: Desk, numbers: list[int]) -> None:
    window = opened(qtbot, desk)
    place = factory.organisation(desk.store)
    window.show_record(PERSONS, numbers[0])
    window.show_record(ORGANISATIONS, place.id)
    window.show_record(PERSONS, numbers[2])

    def shown() -> tuple[str, int | None]:
        page = window.stack.currentWidget()
        assert isinstance(page, RecordPage)
        return page.type.key, page.current()

    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert shown() == ("organisations", place.id)
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert shown() == ("persons", numbers[0])
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert shown() == ("persons", numbers[0])
    QTest.keyClick(window, Qt.Key.Key_Right, ALT)
    assert shown() == ("organisations", place.id)
    edit.delete(desk.store, PERSONS, [numbers[0]])
    window.show_record(PERSONS, numbers[1])
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert shown() == ("organisations", place.id), "what was deleted is passed over"


def test_on_the_page_of_plans_these_keys_move_items(qtbot: QtBot, desk: Desk) -> None:
    window = opened(qtbot, desk)
    window.show_page("plan")
    assert window.actions_["back"].shortcut().isEmpty()
    window.show_page("persons")
    assert window.actions_["back"].shortcut().toString() == "Alt+Left"


def test_only_so_many_are_remembered(qtbot: QtBot, desk: Desk) -> None:
    window = opened(qtbot, desk)
    ids = [factory.person(desk.store).id for _ in range(MOST + 2)]
    for number in ids:
        window.recent.note(PERSONS, number)
    assert [place_read(place) for place in window.recent.places] == [(PERSONS, one) for one in reversed(ids[2:])]
