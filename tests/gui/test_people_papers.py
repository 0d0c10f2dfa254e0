"""Papers about people and places from the window: sheets, lists, briefs and the directory in the preview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.few_fields import FewFieldsDialog
from kidesk.gui.main_window import MainWindow
from kidesk.records import ORGANISATIONS, PERSONS
from tests import factory
from tests.gui.test_preview import text
from tests.gui.test_printing import opened


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, freeze: Callable[[dt.date], None]) -> MainWindow:
    """A person at a Finnish university, in Swedish."""
    freeze(dt.date(2026, 5, 4))
    school = factory.organisation(desk.store, name_sv="Tammerfors universitet", country="FI", city="Tampere")
    factory.person(desk.store, family_name="Virtanen", affiliations=[{"organisation_id": school.id}])
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def _asked(window: MainWindow, **values: Any) -> FewFieldsDialog:
    window.actions_["brief"].trigger()
    (dialog,) = window.findChildren(FewFieldsDialog)
    for key, value in values.items():
        dialog.boxes[key].editor.set_value(value)
    dialog.save()
    return dialog


def test_a_country_is_asked_for_and_its_brief_shown(window: MainWindow, qtbot: QtBot) -> None:
    _asked(window, country="FI", city="Tampere")
    said = text(opened(qtbot, window))
    assert "Tampere, Finland" in said
    assert "Virtanen, Anna" in said


def test_without_a_country_the_dialog_says_what_is_missing(window: MainWindow) -> None:
    dialog = _asked(window)
    assert dialog.isVisible()
    assert "ange något av dem" in dialog.banner.label.text()


def test_a_partner_has_a_brief_from_the_list_of_organisations(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    window.show_record(ORGANISATIONS, desk.store.all(ORGANISATIONS.record)[0].id)
    window.actions_["partner-brief"].trigger()
    assert "Tammerfors universitet" in text(opened(qtbot, window))


def test_elsewhere_the_command_says_what_to_select(window: MainWindow) -> None:
    window.show_page("agreements")
    window.actions_["partner-brief"].trigger()
    assert window.toast.isVisible()


def test_a_person_is_printed_as_a_contact_sheet(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    window.show_record(PERSONS, desk.store.all(PERSONS.record)[0].id)
    window.actions_["print"].trigger()
    said = text(opened(qtbot, window))
    assert "Kontaktblad" in said
    assert "@example.org" in said


def test_the_list_of_persons_is_printed_with_how_to_reach_them(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("persons")
    window.actions_["print-list"].trigger()
    said = text(opened(qtbot, window))
    assert "Kontaktlista" in said
    assert "Tammerfors universitet" in said


@pytest.mark.parametrize(
    ("command", "heading"),
    [("directory", "Ambassadörsförteckning"), ("processing", "Förteckning över personuppgiftsbehandlingar")],
)
def test_what_is_about_all_is_shown_at_once(window: MainWindow, qtbot: QtBot, command: str, heading: str) -> None:
    window.actions_[command].trigger()
    assert heading in " ".join(text(opened(qtbot, window)).split())
