"""Working with many: several rows selected, changed together, copied, and the keyboard's way through it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kidesk.exchange import tables
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.edit_many import EditManyDialog
from kidesk.gui.dialogs.many import ManyDialog
from kidesk.gui.dialogs.tag_many import TagManyDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.plain import PlainLabel
from kidesk.gui.record_page import RecordPage
from kidesk.gui.selection_bar import EDIT, EMAILS, EXPORT, TAG, UNTAG
from kidesk.operations import edit
from kidesk.records import AGREEMENTS, MEMBERSHIPS, ORGANISATIONS, PERSONS
from kidesk.records.membership import Membership
from kidesk.records.person import Person
from kidesk.records.person_terms import PersonRole, WrittenLanguage
from kidesk.records.record_type import RecordType
from tests import factory
from tests.gui.conftest import Answers
from tests.gui.keys import focus

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NAMES = ("Al", "Bo", "Ek", "Öst")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The persons, four of them; the first has a tag."""
    for name in NAMES:
        mail = {"address": f"{name.casefold().replace('ö', 'o')}@example.org", "is_primary": True}
        tags = ["Norden"] if name == "Al" else []
        factory.person(desk.store, family_name=name, given_name="A", emails=[mail], tags=tags)
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1360, 820)
    made.show()
    made.activateWindow()
    made.show_page("persons")
    made.focus_page()
    return made


def page(window: MainWindow, record_type: RecordType = PERSONS) -> RecordPage:
    """A page."""
    found = window.pages[record_type.key]
    assert isinstance(found, RecordPage)
    return found


def names(window: MainWindow) -> list[str]:
    """The selected persons."""
    rows = window.desk.store.page(Person, page(window).selected())
    return [rows[number].family_name for number in page(window).selected()]


def said(window: MainWindow) -> str:
    """What the toast says."""
    return window.toast.findChildren(PlainLabel)[0].text() if window.toast.isVisible() else ""


def clipboard() -> str:
    """What is in the clipboard as text."""
    return QApplication.clipboard().text()


def opened(window: MainWindow, kind: type[ManyDialog]) -> ManyDialog:
    """The dialog of a kind that is open."""
    (found,) = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


# Selecting


def test_several_selected_are_counted_and_no_details_are_shown(window: MainWindow) -> None:
    persons = page(window)
    assert persons.selection.isHidden()
    QTest.keyClick(persons.list, Qt.Key.Key_Down, SHIFT)
    assert names(window) == ["Al", "Bo"]
    assert persons.selection.isVisible()
    assert persons.selection.label.text() == "2 markerade"
    assert persons.detail.isHidden()
    assert persons.several.isVisible()
    assert persons.several.heading.text() == "2 markerade"
    assert persons.current() is None
    QTest.keyClick(persons.list, Qt.Key.Key_Down)
    assert persons.selection.isHidden()
    assert persons.several.isHidden()
    assert persons.detail.isVisible()
    assert persons.detail.record is not None
    assert persons.detail.record.caption("sv") == "A Ek"


def test_ctrl_a_selects_all_and_reads_none(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    persons = page(window)
    monkeypatch.setattr(window.desk.store, "page", lambda *given: pytest.fail("a row was read"))
    QTest.keyClick(persons.list, Qt.Key.Key_A, CTRL)
    assert len(persons.selected()) == len(NAMES)
    assert persons.selection.label.text() == "4 markerade"


def test_escape_and_the_button_go_back_to_one(window: MainWindow) -> None:
    persons = page(window)
    persons.list.selectAll()
    QTest.keyClick(persons.list, Qt.Key.Key_Escape)
    assert len(persons.selected()) == 1
    assert persons.detail.isVisible()
    persons.list.selectAll()
    persons.selection.buttons["clear"].click()
    assert len(persons.selected()) == 1
    assert persons.list.hasFocus()


def test_the_selection_outlives_a_change_and_a_filter_that_shows_it(window: MainWindow, desk: Desk) -> None:
    persons = page(window)
    persons.list.select_rows([1, 3])
    factory.person(desk.store, family_name="Aa", given_name="A")
    assert names(window) == ["Bo", "Öst"]
    persons.list.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert names(window) == ["Öst", "Bo"]
    edit.delete(desk.store, PERSONS, [persons.selected()[0]])
    assert len(persons.selected()) == 1
    assert persons.selection.isHidden()


def test_one_left_of_several_is_the_one_whose_details_are_shown(window: MainWindow) -> None:
    persons = page(window)
    persons.list.select_rows([0, 2])
    flags = QItemSelectionModel.SelectionFlag
    index = persons.model.index(0, 0)
    persons.list.selectionModel().setCurrentIndex(index, flags.Deselect | flags.Rows)
    assert persons.detail.record is not None
    assert persons.detail.record.caption("sv") == "A Ek"


def test_f6_reaches_the_bar(window: MainWindow) -> None:
    persons = page(window)
    persons.list.selectAll()
    persons.list.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert persons.selection.isAncestorOf(focus())


def test_what_is_offered_suits_the_records(window: MainWindow) -> None:
    persons, agreements = (set(page(window, one).selection.buttons) for one in (PERSONS, AGREEMENTS))
    assert persons - agreements == {TAG, UNTAG, EMAILS}
    assert set(page(window, MEMBERSHIPS).selection.buttons) == {EDIT, EXPORT, "delete", "clear"}


# Editing


def test_fields_are_changed_for_all_and_one_undo_takes_it_back(window: MainWindow, qtbot: QtBot) -> None:
    persons = page(window)
    persons.list.select_rows([0, 1, 3])
    QTest.keyClick(persons.list, Qt.Key.Key_Return)
    dialog = opened(window, EditManyDialog)
    assert isinstance(dialog, EditManyDialog)
    assert not dialog.button.isEnabled()
    assert dialog.fields["tags"].now.text() == "Nu: Norden (1)"
    language, roles = dialog.fields["preferred_language"], dialog.fields["roles"]
    language.mark.click()
    dialog.save()
    assert language.problem.text() == "Välj ett värde, eller ta bort krysset."
    language.editor.set_value(WrittenLanguage.ENGLISH)
    roles.mark.click()
    roles.editor.set_value([PersonRole.PRESS])
    with qtbot.waitSignal(dialog.changed):
        dialog.save()
    changed = window.desk.store.all(Person)
    assert [one.preferred_language == WrittenLanguage.ENGLISH for one in changed] == [True, True, False, True]
    assert [list(one.roles) for one in changed] == [["press"], ["press"], [], ["press"]]
    assert said(window) == "3 poster ändrades"
    assert names(window) == ["Al", "Bo", "Öst"]
    window.work.undo()
    assert [list(one.roles) for one in window.desk.store.all(Person)] == [[]] * 4
    assert said(window) == "Ändringen av flera poster ångrades"


def test_who_is_refused_is_named_and_the_others_can_be_changed_without_them(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    late = factory.membership(desk.store, since_on=dt.date(2025, 1, 1))
    early = factory.membership(desk.store, since_on=dt.date(2020, 1, 1))
    dialog = EditManyDialog(desk, MEMBERSHIPS, [late.id, early.id], window)
    dialog.open()
    dialog.fields["until_on"].mark.click()
    dialog.fields["until_on"].editor.set_value(dt.date(2024, 6, 1))
    dialog.save()
    qtbot.waitUntil(lambda: dialog.refused.isVisible())
    assert dialog.banner.label.text() == "1 post kan inte ändras så. Inget ändrades."
    assert dialog.refused.lines.lines[0][0] == late.caption("sv")
    assert "2025-01-01" in dialog.refused.lines.lines[0][1]
    assert [one.until_on for one in desk.store.page(Membership, [late.id, early.id]).values()] == [None, None]
    assert dialog.others.isVisible()
    with qtbot.waitSignal(dialog.changed):
        dialog.others.click()
    rows = desk.store.page(Membership, [late.id, early.id])
    assert (rows[late.id].until_on, rows[early.id].until_on) == (None, dt.date(2024, 6, 1))


def test_another_value_forgets_who_was_refused(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    late = factory.membership(desk.store, since_on=dt.date(2025, 1, 1))
    early = factory.membership(desk.store, since_on=dt.date(2020, 1, 1))
    dialog = EditManyDialog(desk, MEMBERSHIPS, [late.id, early.id], window)
    dialog.open()
    until = dialog.fields["until_on"]
    until.mark.click()
    until.editor.set_value(dt.date(2024, 6, 1))
    dialog.save()
    qtbot.waitUntil(lambda: dialog.refused.isVisible())
    until.editor.setFocus()
    QTest.keyClicks(until.editor.control, "0")
    assert not dialog.refused.isVisible()
    assert not dialog.others.isVisible()
    dialog.reject()


def test_a_value_that_cannot_be_read_is_said_beside_its_field(window: MainWindow, desk: Desk) -> None:
    dialog = EditManyDialog(desk, PERSONS, page(window).model.numbers(), window)
    dialog.open()
    verified, source = dialog.fields["verified_on"], dialog.fields["source"]
    verified.mark.click()
    QTest.keyClicks(verified.editor.control, "i går")
    source.mark.click()
    source.editor.set_value("811228-9874")
    dialog.save()
    assert "i går" in verified.problem.text()
    assert source.problem.text()
    assert dialog.isVisible()
    dialog.reject()


def test_tags_are_given_and_taken_away(window: MainWindow, qtbot: QtBot) -> None:
    persons = page(window)
    persons.list.selectAll()
    persons.selection.buttons[TAG].click()
    giving = opened(window, TagManyDialog)
    assert isinstance(giving, TagManyDialog)
    giving.save()
    assert giving.box.problem == "Skriv först en tagg."
    QTest.keyClicks(giving.line, "norden; Prioriterad")
    with qtbot.waitSignal(giving.changed):
        giving.save()
    assert [list(one.tags) for one in window.desk.store.all(Person)][0] == ["Norden", "Prioriterad"]
    persons.selection.buttons[UNTAG].click()
    taking = opened(window, TagManyDialog)
    assert isinstance(taking, TagManyDialog)
    assert set(taking.marks) == {"Norden", "norden", "Prioriterad"}
    taking.marks["Prioriterad"].click()
    with qtbot.waitSignal(taking.changed):
        taking.save()
    assert {tag for one in window.desk.store.all(Person) for tag in one.tags} == {"Norden", "norden"}


# Copying and writing


def test_ctrl_c_copies_the_selected_rows_with_their_headings(window: MainWindow, qtbot: QtBot) -> None:
    persons = page(window)
    persons.list.select_rows([0, 3])
    QTest.keyClick(window, Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: said(window) == "2 rader kopierades")
    assert clipboard().splitlines() == [
        "Namn\tOrganisation\tE-post\tRoller",
        "Al, A\t\tal@example.org\t",
        "Öst, A\t\tost@example.org\t",
    ]
    carried = QApplication.clipboard().mimeData()
    assert carried is not None
    assert "<td>Öst, A</td>" in carried.html()


def test_ctrl_c_in_the_filter_copies_its_words(window: MainWindow) -> None:
    persons = page(window)
    QApplication.clipboard().setText("")
    persons.filter.setFocus()
    persons.filter.setText("ord")
    persons.filter.selectAll()
    QTest.keyClick(persons.filter, Qt.Key.Key_C, CTRL)
    assert clipboard() == "ord"


def test_addresses_of_all_shown_are_copied_where_fewer_than_two_are_selected(
    window: MainWindow, qtbot: QtBot, desk: Desk
) -> None:
    factory.person(desk.store, family_name="Ut", emails=[{"address": "ut@example.org", "has_opted_out": True}])
    QTest.keyClick(window, Qt.Key.Key_C, CTRL | SHIFT)
    qtbot.waitUntil(lambda: said(window).startswith("4 e-postadresser kopierades."))
    assert said(window) == "4 e-postadresser kopierades. Utelämnade: Har avböjt: 1."
    assert clipboard() == "al@example.org; bo@example.org; ek@example.org; ost@example.org"
    page(window).list.select_rows([0, 1])
    page(window).selection.buttons[EMAILS].click()
    qtbot.waitUntil(lambda: clipboard() == "al@example.org; bo@example.org")


def test_nobody_to_write_to_leaves_the_clipboard_alone(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    factory.organisation(desk.store)
    QApplication.clipboard().setText("kvar")
    window.show_page("organisations")
    QTest.keyClick(window, Qt.Key.Key_C, CTRL | SHIFT)
    qtbot.waitUntil(lambda: said(window) == "Det finns ingen e-postadress att kopiera. Urklipp är som det var.")
    assert clipboard() == "kvar"
    window.show_page("agreements")
    QTest.keyClick(window, Qt.Key.Key_C, CTRL | SHIFT)
    assert said(window) == "Gå först till personer, ambassadörer eller organisationer."


def test_a_mail_merge_list_is_written(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "utskick.csv"
    monkeypatch.setattr(places, "choose_to_write", lambda *given: file)
    window.actions_["mail-list"].trigger()
    qtbot.waitUntil(lambda: said(window) == "4 personer finns i utskick.csv.")
    assert len(file.read_text("utf-8-sig").splitlines()) == 5


def test_those_selected_are_exported_in_the_lists_order(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    file = tmp_path / "några.csv"
    monkeypatch.setattr(places, "choose_to_write", lambda *given: file)
    answers.key = "selected"
    page(window).list.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    page(window).list.select_rows([0, 2])
    page(window).selection.buttons[EXPORT].click()
    qtbot.waitUntil(lambda: "några.csv" in said(window))
    assert [line.cells["Efternamn"] for line in tables.read(file).lines] == ["Öst", "Bo"]


def test_ten_thousand_rows_are_selected_at_once(window: MainWindow, desk: Desk) -> None:
    with desk.store.change("Filled", "organisations", is_undoable=False) as session:
        organisation = ORGANISATIONS.record
        session.add_all([organisation(name_sv=f"Lärosäte {number}") for number in range(10_000)])
    window.show_page("organisations")
    organisations = page(window, ORGANISATIONS)
    organisations.list.selectAll()
    assert organisations.selection.label.text() == "10\N{NO-BREAK SPACE}000 markerade"
    assert len(organisations.selected()) == 10_000
