"""Codes and academic years in the form: typed, found, chosen with the keyboard, and never lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kidesk.gui.coded_editors import AcademicYearEditor, CodedEditor
from kidesk.gui.desk import Desk
from kidesk.gui.editor import Editor
from kidesk.gui.editors import editor_for
from kidesk.gui.offering_line import OfferingLine
from kidesk.gui.parts_editor import PartsEditor, in_lines
from kidesk.records import clock
from kidesk.records.academic_year import AcademicYear
from kidesk.records.agreement import Condition
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.code_tables import COUNTRIES, ISCED_F, SKILLS
from kidesk.records.field import Stored, Unreadable
from kidesk.records.fields import Coded, Parts
from kidesk.records.organisation import ORGANISATIONS, Organisation
from tests import factory
from tests.gui.test_record_dialog import opened, problem

SUBJECTS = Coded(Condition.isced_codes, ISCED_F, "ISCED-F codes")
FURTHER = Coded(Condition.further_languages, SKILLS, "Further languages")
COUNTRY = Coded(Organisation.country, COUNTRIES, "Country")
FIRST = AcademicYear(Condition.first_year, "First academic year")


def coded(qtbot: QtBot, desk: Desk, field: Coded) -> CodedEditor:
    """The editor of a field of codes, shown."""
    editor = shown(qtbot, desk, field)
    assert isinstance(editor, CodedEditor)
    return editor


def shown(qtbot: QtBot, desk: Desk, field: Stored) -> Editor:
    """The editor of a field, with the keyboard in it."""
    editor = editor_for(desk, field)
    editor.set_name("Kod")
    editor.set_value(field.default)
    qtbot.addWidget(editor)
    editor.resize(500, 60)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.setFocus()
    return editor


def keys(qtbot: QtBot, line: OfferingLine, *pressed: str | Qt.Key) -> None:
    """Types texts and presses keys, in the list where it is open."""
    for one in pressed:
        target = QApplication.activePopupWidget() or line
        if isinstance(one, str):
            qtbot.keyClicks(target, one)
        else:
            qtbot.keyClick(target, one)


DOWN, ENTER, ESCAPE = Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape


def test_typing_a_code_offers_all_within_it_and_enter_takes_one(qtbot: QtBot, desk: Desk) -> None:
    editor = coded(qtbot, desk, SUBJECTS)
    keys(qtbot, editor.line, "091")
    assert len(editor.line.offered) == 9
    assert editor.line.text() == "091"
    keys(qtbot, editor.line, DOWN)
    assert editor.line.text() == "091"
    keys(qtbot, editor.line, ENTER)
    assert editor.value() == ["0911"]
    assert editor.line.text() == "0911 Tandvård och odontologi; "
    assert not editor.line.is_offering


def test_several_are_typed_after_each_other_without_the_mouse(qtbot: QtBot, desk: Desk) -> None:
    editor = coded(qtbot, desk, SUBJECTS)
    keys(qtbot, editor.line, "odont", ENTER, "medicine", ENTER, "0913", ESCAPE)
    assert editor.value() == ["0911", "0912", "0913"]
    editor.line.clearFocus()
    assert editor.line.text() == ("0911 Tandvård och odontologi; 0912 Medicin; 0913 Omvårdnad och barnmorskeutbildning")


def test_one_among_several_is_replaced_where_the_cursor_is(qtbot: QtBot, desk: Desk) -> None:
    editor = coded(qtbot, desk, SUBJECTS)
    editor.set_value(["0911", "0912", "0913"])
    editor.line.setSelection(editor.line.text().index("0912"), len("0912 Medicin"))
    keys(qtbot, editor.line, "farmaci", ENTER)
    assert editor.value() == ["0911", "0916", "0913"]


def test_arrow_down_in_an_empty_line_offers_everything_and_escape_takes_nothing(qtbot: QtBot, desk: Desk) -> None:
    editor = coded(qtbot, desk, SUBJECTS)
    keys(qtbot, editor.line, DOWN)
    assert len(editor.line.offered) == len(ISCED_F.codes)
    keys(qtbot, editor.line, ESCAPE)
    assert (editor.line.is_offering, editor.line.text(), editor.value()) == (False, "", [])


def test_arrow_down_goes_to_what_the_line_says(qtbot: QtBot, desk: Desk) -> None:
    editor = coded(qtbot, desk, COUNTRY)
    editor.set_value("NO")
    keys(qtbot, editor.line, DOWN, DOWN, ENTER)
    names = [COUNTRIES.text(code, desk.language) for code in COUNTRIES.ordered(desk.language)]
    assert editor.line.text() == names[names.index("Norge") + 1]


def test_a_country_is_found_in_the_other_language_and_without_accents(qtbot: QtBot, desk: Desk) -> None:
    editor = coded(qtbot, desk, COUNTRY)
    keys(qtbot, editor.line, "osterr", ENTER)
    assert (editor.value(), editor.line.text()) == ("AT", "Österrike")
    editor.line.clear()
    keys(qtbot, editor.line, "germ", ENTER)
    assert (editor.value(), editor.line.text()) == ("DE", "Tyskland")


def test_a_language_is_chosen_with_its_level(qtbot: QtBot, desk: Desk) -> None:
    editor = coded(qtbot, desk, FURTHER)
    keys(qtbot, editor.line, "franska b", DOWN, ENTER, "en", ENTER)
    assert editor.value() == ["fr B2", "en"]


def test_what_is_no_code_is_refused_and_kept_as_it_was_typed(qtbot: QtBot, desk: Desk) -> None:
    editor = coded(qtbot, desk, SUBJECTS)
    keys(qtbot, editor.line, "0912; 0420")
    editor.line.clearFocus()
    assert editor.line.text() == "0912; 0420"
    with pytest.raises(Unreadable):
        editor.value()


@pytest.mark.parametrize("unknown", ["0420", "dental, oral", "<b>Ämne</b>", "Medicine", "0912 "])
def test_an_unknown_code_that_was_stored_stays(qtbot: QtBot, desk: Desk, unknown: str) -> None:
    editor = coded(qtbot, desk, SUBJECTS)
    editor.set_value([unknown, "0913"])
    assert editor.value() == [unknown, "0913"]
    desk.use(language="en")
    assert editor.value() == [unknown, "0913"]


def test_an_unknown_code_that_was_stored_stays_beside_what_is_typed(qtbot: QtBot, desk: Desk) -> None:
    editor = coded(qtbot, desk, SUBJECTS)
    editor.set_value(["0420", "dental, oral"])
    editor.line.setCursorPosition(len(editor.line.text()))
    keys(qtbot, editor.line, "; 0912")
    assert editor.value() == ["0420", "dental, oral", "0912"]


def test_codes_are_said_in_the_language_switched_to_without_becoming_a_change(qtbot: QtBot, desk: Desk) -> None:
    editor = coded(qtbot, desk, SUBJECTS)
    editor.set_value(["0911"])
    before = editor.state()
    desk.use(language="en")
    assert editor.line.text() == "0911 Dental studies"
    assert editor.state() == before
    keys(qtbot, editor.line, " ")
    assert editor.value() == ["0911"]


def test_the_list_and_the_line_have_the_fields_name(qtbot: QtBot, desk: Desk) -> None:
    editor = coded(qtbot, desk, SUBJECTS)
    keys(qtbot, editor.line, DOWN)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert (editor.line.accessibleName(), popup.accessibleName()) == ("Kod", "Kod")


def test_an_academic_year_is_typed_short_or_chosen_around_today(qtbot: QtBot, desk: Desk) -> None:
    year = clock.today().year
    editor = shown(qtbot, desk, FIRST)
    assert isinstance(editor, AcademicYearEditor)
    keys(qtbot, editor.line, DOWN)
    assert f"{year}/{(year + 1) % 100:02}" in editor.line.offered
    keys(qtbot, editor.line, ENTER)
    assert abs(editor.value() - year) < 10
    editor.line.clear()
    keys(qtbot, editor.line, "26/27", ESCAPE)
    assert editor.value() == 2026
    editor.line.clear()
    assert editor.value() is None


def test_a_condition_shows_its_long_fields_over_the_whole_line() -> None:
    conditions = AGREEMENTS.field("conditions")
    assert isinstance(conditions, Parts)
    places = dict(zip((field.key for field in conditions.fields), in_lines(conditions.fields), strict=True))
    assert {key for key, (_, _, width) in places.items() if width == 6} == {
        "eqf_levels",
        "isced_codes",
        "further_languages",
        "other_terms",
    }
    cells = [(line, column + step) for line, column, width in places.values() for step in range(width)]
    assert len(set(cells)) == len(cells)
    assert all(column < 6 for _, column in cells)


def test_tab_leaves_a_line_whose_list_is_open_and_says_in_full_what_was_typed(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, ORGANISATIONS)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.tabs.setCurrentIndex(1)
    country = dialog.boxes["country"].editor
    assert isinstance(country, CodedEditor)
    country.setFocus()
    keys(qtbot, country.line, "de")
    assert country.line.is_offering
    keys(qtbot, country.line, Qt.Key.Key_Tab)
    assert (country.line.text(), country.line.is_offering) == ("Tyskland", False)
    assert not country.line.hasFocus()


def test_a_condition_from_a_partner_is_saved_with_the_codes_nobody_knows(qtbot: QtBot, desk: Desk) -> None:
    ours, theirs = (factory.organisation(desk.store).id for _ in range(2))
    values = {"sending_id": ours, "receiving_id": theirs, "isced_codes": ["0420"], "language": "de-AT"}
    agreement = factory.agreement(desk.store, conditions=[values])
    dialog = opened(qtbot, desk, AGREEMENTS, agreement)
    conditions = dialog.boxes["conditions"].editor
    assert isinstance(conditions, PartsEditor)
    subjects = conditions.rows[0].editors["isced_codes"]
    assert isinstance(subjects, CodedEditor)
    subjects.line.setText("0420; 0999; 0998")
    assert not dialog.save()
    assert "0998" in problem(dialog, "conditions")
    subjects.line.setText("0420; 0999")
    assert dialog.save()
    stored = desk.store.get(type(agreement), agreement.id)
    assert stored is not None
    assert (stored.conditions[0].isced_codes, stored.conditions[0].language) == (["0420", "0999"], "de-AT")
