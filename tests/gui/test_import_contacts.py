"""Contacts through the window: a dropped file, what its columns mean, what becomes of each row, and the way back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from kidesk.errors import KideskError
from kidesk.gui.badges import TONE_ICONS
from kidesk.gui.delegate import BADGE_ROLE
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import import_contacts as preview
from kidesk.gui.dialogs.column_table import MEANING
from kidesk.gui.dialogs.import_file import ImportDialog
from kidesk.gui.dialogs.outcome_table import OUTCOME
from kidesk.gui.dialogs.outcome_view import OutcomeView
from kidesk.gui.dialogs.rows_preview import BEFORE
from kidesk.gui.dialogs.view_name import MappingNameDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.record_page import RecordPage
from kidesk.operations import import_mappings
from kidesk.operations.file_kind import FileKind
from kidesk.operations.import_contacts import import_contacts
from kidesk.operations.import_options import Mode
from kidesk.operations.import_report import Outcome
from kidesk.records import PERSONS
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from tests import factory

WAIT = 20_000
SWEDISH = (
    "Förnamn;Efternamn;E-postadress;Företag;Befattning;Favoritfärg\r\n"
    "Åsa;Öberg;asa@example.org;Uppsala universitet;Koordinator;blå\r\n"
    "Erik;Ström;erik@example.org;Lunds universitet;;röd\r\n"
    ";;nobody;;;\r\n"
)
CARDS = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Öberg;Åsa;;;\r\nFN:Åsa Öberg\r\nEMAIL:asa@example.org\r\nBDAY:1980-01-01\r\n"
    "END:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:4.0\r\nN:Ström;Erik;;;\r\nFN:Erik Ström\r\nORG:Lunds universitet\r\nEND:VCARD\r\n"
)
CSV = "Given name,Family name,E-mail,Organisation\n"
Drop = Callable[[Path], ImportDialog]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)|grabbing the keyboard", extend=True)


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window, in English."""
    desk.use(language="en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    yield made
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def drop(window: MainWindow, qtbot: QtBot) -> Drop:
    """Drops a file on the window, and gives the dialog once the file is read."""

    def dropped(file: Path) -> ImportDialog:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        button, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, button, no_key))
        dialog = opened(window)
        settle(qtbot, dialog)
        return dialog

    return dropped


def opened(window: MainWindow) -> ImportDialog:
    return next(one for one in window.findChildren(ImportDialog) if one.isVisible())


def settle(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Waits until the dialog has nothing under way."""
    QApplication.processEvents()
    qtbot.waitUntil(lambda: dialog._task is None, timeout=WAIT)


def written(folder: Path, text: str, name: str = "people.csv", encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


def rows(dialog: ImportDialog) -> list[list[str]]:
    """Name and outcome of each row shown."""
    model = dialog.contacts.view.table.rows
    return [[str(model.index(row, column).data()) for column in (1, 2)] for row in range(model.rowCount())]


def tabs(dialog: ImportDialog) -> list[str]:
    bar = dialog.contacts.view.tabs
    return [bar.tabText(place) for place in range(bar.count())]


def meanings(dialog: ImportDialog) -> dict[str, str]:
    model = dialog.contacts.panel.columns.columns
    places = range(model.rowCount())
    return {str(model.index(row, 0).data()): str(model.index(row, MEANING).data()) for row in places}


def choose(box: QComboBox, label: str) -> None:
    """Chooses in a list as a person does."""
    box.setCurrentIndex([box.itemText(place) for place in range(box.count())].index(label))
    box.activated.emit(box.currentIndex())


def mean(qtbot: QtBot, dialog: ImportDialog, heading: str, label: str) -> None:
    """Says what a column means, by its list."""
    table = dialog.contacts.panel.columns
    table.open_list([one.heading for one in table.columns.columns].index(heading))
    box = table.indexWidget(table.currentIndex())
    assert isinstance(box, QComboBox)
    choose(box, label)
    settle(qtbot, dialog)


def press(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Imports."""
    with qtbot.waitSignal(dialog.imported, timeout=WAIT):
        QTest.keyClick(dialog.import_button, Qt.Key.Key_Return)
    settle(qtbot, dialog)


def people(desk: Desk) -> list[tuple[str, list[str]]]:
    return [(one.caption("sv"), [mail.address for mail in one.emails]) for one in desk.store.all(Person)]


def toast(window: MainWindow) -> str:
    return window.toast._message.text()


# A file comes in


def test_dropped_cards_are_previewed_imported_in_one_step_and_taken_back(
    window: MainWindow, desk: Desk, drop: Drop, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = drop(written(tmp_path, CARDS, "two.vcf"))
    assert rows(dialog) == [["Åsa Öberg", "To be added"], ["Erik Ström", "To be added"]]
    assert not dialog.kind.isVisible(), "cards are contacts and nothing else"
    assert not dialog.contacts.panel_button.isVisible()
    assert "2 contacts would be added." in dialog.contacts.summary.done.text()
    assert "Lunds universitet" in dialog.contacts.summary.done.text()
    assert "BDAY" in dialog.contacts.summary.left_out.text()
    assert people(desk) == []
    assert dialog.import_button.hasFocus()
    press(qtbot, dialog)
    assert people(desk) == [("Erik Ström", []), ("Åsa Öberg", ["asa@example.org"])]
    assert [outcome for _, outcome in rows(dialog)] == ["Was added", "Was added"]
    assert not dialog.contacts.mode.isVisible()
    dialog.close_button.click()
    assert "two.vcf" in toast(window)
    window.toast._action.click()
    assert people(desk) == []
    assert desk.store.all(Organisation) == []
    assert toast(window) == "The import was taken back"


def test_a_table_of_windows_with_semicolons_shows_how_it_was_read(drop: Drop, tmp_path: Path) -> None:
    dialog = drop(written(tmp_path, SWEDISH, encoding="cp1252"))
    panel = dialog.contacts.panel
    assert dialog.shown is dialog.contacts
    assert rows(dialog)[:2] == [["Åsa Öberg", "To be added"], ["Erik Ström", "To be added"]]
    assert not panel.isVisible()
    dialog.contacts.panel_button.click()
    assert panel.encoding.currentText() == "Windows"
    assert panel.delimiter.currentText() == "Semicolon"
    assert meanings(dialog)["Förnamn"] == "Given name"
    assert meanings(dialog)["Favoritfärg"] == "Leave out"
    assert panel.columns.columns.index(0, 1).data() == "Åsa · Erik"
    assert "Favoritfärg" in dialog.contacts.summary.left_out.text()


def test_what_was_added_can_be_shown_selected(window: MainWindow, drop: Drop, qtbot: QtBot, tmp_path: Path) -> None:
    known = factory.person(window.desk.store, given_name="Mia", family_name="Råd")
    dialog = drop(written(tmp_path, SWEDISH))
    press(qtbot, dialog)
    dialog.added_button.click()
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.type is PERSONS
    added = {one.id for one in window.desk.store.all(Person)} - {known.id}
    assert set(page.selected()) == added


def test_the_empty_list_of_persons_leads_to_the_import(window: MainWindow) -> None:
    window.show_page("persons")
    page = window.pages["persons"]
    assert isinstance(page, RecordPage)
    assert page._import.isVisible()
    page._import.click()
    assert opened(window).choose_button.isVisible()


def test_the_key_of_the_import_opens_it_with_a_word_that_names_no_kind(window: MainWindow) -> None:
    assert window.actions_["import"].text().replace("&", "") == "Import…"
    window.actions_["import"].trigger()
    assert "vCards" in opened(window)._start_page._text.text()  # type: ignore[attr-defined]


# What the rows are


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("Name,Country,City", FileKind.ORGANISATIONS),
        ("First Name,Last Name,Company", FileKind.CONTACTS),
        ("Namn,E-post", FileKind.CONTACTS),
        ("Given Name,Organization 1 - Name,Phone 1 - Value", FileKind.CONTACTS),
        ("Vem,Var", FileKind.CONTACTS),
        ("Name,E-mail,Month", FileKind.CONTACTS),
    ],
)
def test_columns_tell_contacts_from_organisations(drop: Drop, tmp_path: Path, headings: str, kind: FileKind) -> None:
    row = "Anna Berg,anna@example.org" if kind is FileKind.CONTACTS else "Kibo,Tanzania,Moshi"
    dialog = drop(written(tmp_path, f"{headings}\n{row}\n"))
    assert dialog.kind.value() is kind
    assert dialog.shown is dialog.views[kind]


def test_the_kind_of_rows_can_be_changed_and_changed_back(drop: Drop, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = drop(written(tmp_path, "Name,Country,City\nKibo,Tanzania,Moshi\n"))
    dialog.kind.setFocus()
    QTest.keyClick(dialog.kind, Qt.Key.Key_Up)
    settle(qtbot, dialog)
    assert dialog.shown is dialog.contacts
    assert rows(dialog) == [["Kibo", "To be added"]]
    assert dialog.kind.hasFocus()
    choose(dialog.kind, "Values of indicators")
    settle(qtbot, dialog)
    assert dialog.banner.property("tone") == "bad"
    assert dialog.kind.currentText() == "Contacts", "what could not be read so is not shown so"
    choose(dialog.kind, "Organisations")
    settle(qtbot, dialog)
    assert dialog.organisations.isVisible()


def test_another_file_is_looked_at_anew(drop: Drop, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = drop(written(tmp_path, SWEDISH))
    dialog.contacts.panel_button.click()
    mean(qtbot, dialog, "Favoritfärg", "Notes")
    other = written(tmp_path, "Name,Country\nKibo,Tanzania\n", "other.csv")
    dialog.preview(other)
    settle(qtbot, dialog)
    assert dialog.shown is dialog.organisations
    dialog.preview(tmp_path / "people.csv")
    settle(qtbot, dialog)
    assert meanings(dialog)["Favoritfärg"] == "Leave out"


# What the columns mean


def test_the_preview_follows_what_a_column_is_said_to_mean(
    desk: Desk, drop: Drop, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = drop(written(tmp_path, "Vem,Adress\nAnna Berg,anna@example.org\n"))
    assert dialog.contacts.panel.isVisible(), "no column of names was found, so the person is asked"
    assert dialog.contacts.panel.columns.hasFocus()
    assert "column of names" in dialog.banner.label.text()
    assert not dialog.import_button.isEnabled()
    mean(qtbot, dialog, "Vem", "Full name")
    assert rows(dialog) == [["Anna Berg", "To be added"]]
    mean(qtbot, dialog, "Adress", "E-mail addresses (1): Address")
    assert dialog.import_button.isEnabled()
    press(qtbot, dialog)
    assert people(desk) == [("Anna Berg", ["anna@example.org"])]


def test_a_column_can_be_left_out(desk: Desk, drop: Drop, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = drop(written(tmp_path, SWEDISH))
    dialog.contacts.panel_button.click()
    mean(qtbot, dialog, "E-postadress", "Leave out")
    press(qtbot, dialog)
    assert people(desk) == [("Erik Ström", []), ("Åsa Öberg", [])]


def test_meanings_are_chosen_with_the_keyboard_and_a_wrong_key_imports_nothing(
    desk: Desk, drop: Drop, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = drop(written(tmp_path, SWEDISH))
    dialog.contacts.panel_button.click()
    table = dialog.contacts.panel.columns
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    box = table.indexWidget(table.currentIndex())
    assert isinstance(box, QComboBox)
    assert box.accessibleName() == "Efternamn"
    QTest.keyClick(box.view(), Qt.Key.Key_Escape)
    assert dialog.isVisible(), "Escape closes the list and not the dialog"
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    for key in (Qt.Key.Key_X, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(dialog.contacts.view.table, key)
    settle(qtbot, dialog)
    assert not dialog.is_done
    assert people(desk) == []
    assert meanings(dialog)["Efternamn"] == "Family name"


def test_a_mapping_is_saved_and_used_at_once_for_the_next_file_with_the_same_headings(
    window: MainWindow, drop: Drop, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = drop(written(tmp_path, SWEDISH))
    dialog.contacts.panel_button.click()
    mean(qtbot, dialog, "Favoritfärg", "Notes")
    save(qtbot, dialog, "HR:s lista")
    (saved,) = import_mappings.mappings_of(window.desk.store, PERSONS)
    assert import_mappings.meanings(saved)["Favoritfärg"] == "notes"
    assert dialog.contacts.panel.mapping.currentText() == "HR:s lista"
    dialog.reject()
    again = drop(written(tmp_path, SWEDISH.replace("Åsa", "Anna"), "next.csv"))
    assert again.contacts.panel.mapping.currentText() == "HR:s lista"
    assert meanings(again)["Favoritfärg"] == "Notes"
    choose(again.contacts.panel.mapping, "From the headings")
    settle(qtbot, again)
    assert meanings(again)["Favoritfärg"] == "Leave out"
    choose(again.contacts.panel.mapping, "HR:s lista")
    settle(qtbot, again)
    assert meanings(again)["Favoritfärg"] == "Notes"
    again.reject()
    other = drop(written(tmp_path, CSV + "Anna,Berg,a@example.org,\n", "other.csv"))
    assert other.contacts.panel.mapping.currentText() == "From the headings"


def test_a_name_that_is_taken_is_told_beneath_it_and_the_mapping_in_use_is_brought_up_to_date(
    window: MainWindow, drop: Drop, qtbot: QtBot, tmp_path: Path
) -> None:
    store = window.desk.store
    import_mappings.save(store, PERSONS, "Annan", {"x": "notes"})
    dialog = drop(written(tmp_path, SWEDISH))
    dialog.contacts.panel_button.click()
    save(qtbot, dialog, "Lista")
    dialog.contacts.panel.save_button.click()
    naming = next(one for one in window.findChildren(MappingNameDialog) if one.isVisible())
    assert naming.name.text() == "Lista"
    naming.name.setText("annan")
    naming.save()
    assert "annan" in naming.box.problem
    naming.reject()
    mean(qtbot, dialog, "Favoritfärg", "Notes")
    save(qtbot, dialog, "Lista")
    found = {one.name: import_mappings.meanings(one) for one in import_mappings.mappings_of(store, PERSONS)}
    assert found["Lista"]["Favoritfärg"] == "notes"
    assert sorted(found) == ["Annan", "Lista"]


def save(qtbot: QtBot, dialog: ImportDialog, name: str) -> None:
    dialog.contacts.panel.save_button.click()
    naming = next(one for one in dialog.findChildren(MappingNameDialog) if one.isVisible())
    naming.name.setText(name)
    naming.save()
    settle(qtbot, dialog)


def test_a_saved_mapping_that_has_outlived_a_meaning_keeps_the_rest(
    window: MainWindow, drop: Drop, tmp_path: Path
) -> None:
    columns = {"Vem": "name", "Mejl": "emails:1.address", "Sko": "shoe_size"}
    import_mappings.save(window.desk.store, PERSONS, "Gammal", columns)
    dialog = drop(written(tmp_path, "Vem,Mejl,Sko\nAnna Berg,anna@example.org,38\n"))
    assert rows(dialog) == [["Anna Berg", "To be added"]]
    assert meanings(dialog)["Sko"] == "Leave out"


def test_a_wrong_encoding_can_be_put_right_and_an_impossible_one_is_not_kept(
    desk: Desk, drop: Drop, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = drop(written(tmp_path, SWEDISH, encoding="cp1252"))
    dialog.contacts.panel_button.click()
    encoding = dialog.contacts.panel.encoding
    choose(encoding, "DOS")
    settle(qtbot, dialog)
    assert rows(dialog)[0][0] != "Åsa Öberg"
    choose(encoding, "UTF-8")
    settle(qtbot, dialog)
    assert dialog.banner.property("tone") == "bad"
    assert encoding.currentText() == "DOS", "what is shown is what would be imported"
    choose(encoding, "Windows")
    settle(qtbot, dialog)
    assert not dialog.banner.isVisible()
    press(qtbot, dialog)
    assert ("Åsa Öberg", ["asa@example.org"]) in people(desk)


def test_a_table_without_headings_is_told_clearly(drop: Drop, tmp_path: Path) -> None:
    dialog = drop(written(tmp_path, "Anna,Berg,anna@example.org\nErik,Ström,erik@example.org\n"))
    assert dialog.shown is dialog.contacts
    assert dialog.contacts.notice.isVisible()
    assert "hardly a row of headings" in dialog.contacts.notice.label.text()
    assert dialog.contacts.panel.isVisible()


def test_columns_of_organisations_are_chosen_and_kept_apart_from_those_of_contacts(
    window: MainWindow, drop: Drop, qtbot: QtBot, tmp_path: Path
) -> None:
    store = window.desk.store
    columns = {"Vad": "name", "Plats": "notes"}
    import_mappings.save(store, PERSONS, "Personer", columns)
    dialog = drop(written(tmp_path, "Vad,Plats\nKibo Medical College,Tanzania\n"))
    organisations = dialog.organisations
    assert organisations.panel.isVisible(), "no column of names was found, so the person is asked"
    for heading, meaning in (("Vad", "Name"), ("Plats", "Country")):
        table = organisations.panel.columns
        table.open_list([one.heading for one in table.columns.columns].index(heading))
        box = table.indexWidget(table.currentIndex())
        assert isinstance(box, QComboBox)
        choose(box, meaning)
        settle(qtbot, dialog)
    choose(organisations.mode, window.desk.text(Mode.UPDATE.label))
    settle(qtbot, dialog)
    assert organisations.numbers.numbers["created"].text() == "0"
    choose(organisations.mode, window.desk.text(Mode.BOTH.label))
    settle(qtbot, dialog)
    press(qtbot, dialog)
    (added,) = store.all(Organisation)
    assert (added.caption("en"), added.country) == ("Kibo Medical College", "TZ")
    assert not organisations.panel_button.isVisible()


# What becomes of the rows


def test_each_outcome_has_its_tab_and_says_why(window: MainWindow, drop: Drop, tmp_path: Path) -> None:
    mail = {"address": "erik@example.org", "is_primary": True}
    factory.person(window.desk.store, given_name="Erik", family_name="Strom", emails=[mail])
    same = {"address": "same@example.org", "is_primary": True}
    factory.person(window.desk.store, given_name="Sam", family_name="Same", emails=[same])
    text = "Erik,Ström,erik@example.org,\nSam,Same,same@example.org,\nAnna,Berg,anna@,\nMia,Råd,mia@example.org,\n"
    dialog = drop(written(tmp_path, CSV + text))
    view = dialog.contacts.view
    assert tabs(dialog) == ["All rows  4", "To be added  1", "To be changed  1", "Left as it is  1", "Not imported  1"]
    model = view.table.rows
    tones = {str(model.index(row, OUTCOME).data(BADGE_ROLE)) for row in range(4)}
    assert len({TONE_ICONS[tone] for tone in tones}) == 4, "shape and word tell them apart, not colour alone"
    view.tabs.setCurrentIndex(2)
    assert rows(dialog) == [["Erik Ström", "To be changed"]]
    assert "Family name: Strom → Ström" in str(model.index(0, 3).data())
    assert view.changes.isVisible()
    assert [list(line) for line in view.changes.lines.lines] == [["Family name", "Strom", "Ström"]]
    assert "Recognised by: E-mail address" in view.remark.text()
    view.tabs.setCurrentIndex(4)
    assert rows(dialog) == [["Anna Berg", "Not imported"]]
    assert view.remark.text() == str(model.index(0, 3).data()) != ""


def test_refused_rows_are_copied_as_a_table(drop: Drop, tmp_path: Path) -> None:
    dialog = drop(written(tmp_path, CSV + "Mia,Råd,mia@example.org,\nAnna,Berg,anna@,\n=1+1,Ek,bo@,\n"))
    dialog.contacts.view.copy_button.click()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert [line[:3] for line in lines] == [
        ["Line", "Name", "Outcome"],
        ["3", "Anna Berg", "Not imported"],
        ["4", "'=1+1 Ek", "Not imported"],
    ]
    assert all(len(line) == 4 and line[3] for line in lines)
    assert "2 rows" in dialog.banner.label.text()
    table = dialog.contacts.view.table
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n")[1].startswith("2\tMia Råd")


def test_what_the_import_may_do_changes_the_preview_and_the_import(
    desk: Desk, drop: Drop, qtbot: QtBot, tmp_path: Path
) -> None:
    mail = {"address": "erik@example.org", "is_primary": True}
    factory.person(desk.store, given_name="Erik", family_name="Strom", emails=[mail])
    dialog = drop(written(tmp_path, CSV + "Erik,Ström,erik@example.org,\nMia,Råd,mia@example.org,\n"))
    choose(dialog.contacts.mode, desk.text(Mode.UPDATE.label))
    settle(qtbot, dialog)
    assert [outcome for _, outcome in rows(dialog)] == ["To be changed", "Left as it is"]
    choose(dialog.contacts.mode, desk.text(Mode.CREATE.label))
    settle(qtbot, dialog)
    assert [outcome for _, outcome in rows(dialog)] == ["Left as it is", "To be added"]
    press(qtbot, dialog)
    assert [name for name, _ in people(desk)] == ["Mia Råd", "Erik Strom"]


def test_a_protected_person_is_neither_changed_nor_named_and_a_merged_one_leads_to_the_survivor(
    desk: Desk, drop: Drop, qtbot: QtBot, tmp_path: Path
) -> None:
    hidden = {"address": "hidden@example.org", "is_primary": True}
    factory.person(desk.store, given_name="Hemlig", family_name="Sak", emails=[hidden], has_protected_identity=True)
    survivor = factory.person(desk.store, given_name="Eva", family_name="Lind")
    merged = {"address": "eva@example.org", "is_primary": True}
    gone = factory.person(desk.store, given_name="Eva", family_name="Lindh", emails=[merged])
    with desk.store.change("Merged", PERSONS.key) as session:
        session.get_one(Person, gone.id).merged_into_id = survivor.id
    text = CSV + "Annan,Person,hidden@example.org,\nEva,Lindgren,eva@example.org,\n"
    dialog = drop(written(tmp_path, text))
    assert rows(dialog) == [["Annan Person", "Not imported"], ["Eva Lindgren", "To be changed"]]
    model = dialog.contacts.view.table.rows
    assert "Hemlig" not in str(model.index(0, 3).data())
    assert "Sak" not in str(model.index(0, 3).data())
    assert not dialog.show_button.isVisible()
    press(qtbot, dialog)
    stored = desk.store.get(Person, survivor.id)
    assert stored is not None
    assert stored.family_name == "Lindgren"


def test_a_file_that_says_what_is_known_changes_nothing(desk: Desk, drop: Drop, qtbot: QtBot, tmp_path: Path) -> None:
    file = written(tmp_path, SWEDISH)
    first = drop(file)
    press(qtbot, first)
    first.reject()
    again = drop(file)
    assert "would change nothing" in again.banner.label.text()
    assert not again.import_button.isEnabled()
    assert again.show_button.isVisible(), "the person of a row can be gone to"


# Stopping


def held(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """Holds the import half way: the first event says that it is there, and it goes on once the second is set."""
    is_there, may_go_on = threading.Event(), threading.Event()

    def slow(*wanted: Any, progress: Callable[[int, int], None], **more: Any) -> Any:
        def step(done: int, whole: int) -> None:
            if done >= whole / 2:
                is_there.set()
                may_go_on.wait(20)
            progress(done, whole)

        return import_contacts(*wanted, progress=step, **more)

    monkeypatch.setattr(preview, "import_contacts", slow)
    return is_there, may_go_on


@pytest.fixture
def many(tmp_path: Path) -> Path:
    lines = "".join(f"Anna,Berg{number},anna{number}@example.org,Lund\n" for number in range(3000))
    return written(tmp_path, CSV + lines, "many.csv")


def test_an_import_that_is_stopped_half_way_leaves_everything_as_it_was(
    desk: Desk, drop: Drop, qtbot: QtBot, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = drop(many)
    is_there, may_go_on = held(monkeypatch)
    dialog.run_import()
    assert is_there.wait(20)
    dialog.reject()
    assert dialog.isVisible(), "it must not go away while its work is under way"
    may_go_on.set()
    settle(qtbot, dialog)
    assert "Nothing was imported" in dialog.banner.label.text()
    assert people(desk) == []
    assert desk.store.all(Organisation) == []
    assert desk.store.next_steps()[0] is None
    assert dialog.import_button.isEnabled()
    assert len(rows(dialog)) == 3000


def test_reading_that_is_stopped_goes_back_to_what_was_shown(
    drop: Drop, qtbot: QtBot, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = drop(many)
    dialog.contacts.panel_button.click()
    _, may_go_on = held(monkeypatch)
    table = dialog.contacts.panel.columns
    table.open_list(3)
    box = table.indexWidget(table.currentIndex())
    assert isinstance(box, QComboBox)
    choose(box, "Leave out")
    qtbot.waitUntil(lambda: dialog._task is not None)
    dialog.reject()
    may_go_on.set()
    settle(qtbot, dialog)
    assert meanings(dialog)["Organisation"] == "Affiliations (1): Organisation"
    assert not dialog.contacts.panel.reading.chosen


def test_what_is_asked_while_the_file_is_being_read_is_what_is_shown_in_the_end(
    desk: Desk, drop: Drop, qtbot: QtBot, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = drop(many)
    is_there, may_go_on = held(monkeypatch)
    choose(dialog.contacts.mode, desk.text(Mode.CREATE.label))
    assert is_there.wait(20)
    choose(dialog.contacts.mode, desk.text(Mode.UPDATE.label))
    may_go_on.set()
    settle(qtbot, dialog)
    assert tabs(dialog) == [f"All rows  {desk.language.number(3000)}", f"Left as it is  {desk.language.number(3000)}"]


# Many


def test_of_a_hundred_thousand_rows_only_those_that_are_seen_are_said(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = ("created", "updated", "unchanged", "refused")
    view = OutcomeView(desk)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    said: set[int] = set()
    whole = view.table.rows.said

    def counting(row: Outcome, column: int) -> str:
        said.add(row.line)
        return whole(row, column)

    monkeypatch.setattr(view.table.rows, "said", counting)
    made = [Outcome(number, f"Anna Berg {number}", outcomes[number % 4]) for number in range(100_000)]
    view.show_rows(made, BEFORE)
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_End)
    view.table.grab()
    assert view.table.current() is made[-1]
    view.tabs.setCurrentIndex(4)
    view.table.scrollToBottom()
    view.table.grab()
    assert view.table.rows.rowCount() == 25_000
    assert 0 < len(said) < 200


def test_the_sentence_of_a_broken_import_is_no_dead_end(
    drop: Drop, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = drop(written(tmp_path, SWEDISH))

    def broken(*wanted: Any, **more: Any) -> Any:
        raise KideskError("The disk is full. Nothing was imported.")

    monkeypatch.setattr(preview, "import_contacts", broken)
    dialog.run_import()
    settle(qtbot, dialog)
    assert "disk is full" in dialog.banner.label.text()
    assert not dialog.is_done
    assert dialog.import_button.isEnabled()
