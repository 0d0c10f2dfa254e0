"""Which row and which sheet the headings of a table stand in, shown in the import window and changed there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.import_file import ImportDialog
from kidesk.gui.dialogs.rows_preview import RowsPreview
from kidesk.operations import import_mappings
from kidesk.operations.file_kind import FileKind
from kidesk.records import PERSONS
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person

Read = Callable[[Path], ImportDialog]
TITLED = "Kontakter 2026\n\nVem,Var\nFörnamn,Efternamn,E-post\nÅsa,Öberg,asa@example.org\nErik,Ström,erik@example.org\n"


@pytest.fixture
def read(desk: Desk, qtbot: QtBot) -> Iterator[Read]:
    """Opens the import with a file, in English, and gives the dialog once the file is read."""
    desk.use(language="en")

    def opened(file: Path) -> ImportDialog:
        dialog = ImportDialog(desk, file)
        qtbot.addWidget(dialog)
        dialog.show()
        settle(qtbot, dialog)
        return dialog

    yield opened
    QThreadPool.globalInstance().waitForDone()


def settle(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Waits until the dialog has nothing under way."""
    QApplication.processEvents()
    qtbot.waitUntil(lambda: dialog._task is None, timeout=20_000)


def shown(dialog: ImportDialog) -> RowsPreview:
    assert isinstance(dialog.shown, RowsPreview)
    return dialog.shown


def rows(dialog: ImportDialog) -> list[list[str]]:
    """Line, name and outcome of each row shown."""
    model = shown(dialog).view.table.rows
    return [[str(model.index(row, column).data()) for column in range(3)] for row in range(model.rowCount())]


def press(qtbot: QtBot, dialog: ImportDialog, key: Qt.Key) -> None:
    """Presses a key in the row of headings."""
    QTest.keyClick(shown(dialog).panel.heading_row, key)
    settle(qtbot, dialog)


def table(folder: Path, text: str) -> Path:
    file = folder / "list.csv"
    file.write_text(text, encoding="utf-8")
    return file


def book(folder: Path) -> Path:
    """A workbook with a note, contacts below a title, and organisations."""
    made, file = Workbook(), folder / "list.xlsx"
    made.active.title = "Om filen"
    made.active.append(["Läs detta först"])
    for name, lines in {
        "Folk": (["Kontakter"], ["Förnamn", "Efternamn", "E-post"], ["Åsa", "Öberg", "asa@example.org"]),
        "Lärosäten": (["Lista"], ["Namn", "Landskod"], ["Kibo", "TZ"]),
    }.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    made.save(file)
    return file


def test_headings_below_a_title_are_found_shown_and_told(desk: Desk, read: Read, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = read(table(tmp_path, TITLED))
    assert dialog.shown is dialog.contacts
    assert rows(dialog) == [["5", "Åsa Öberg", "To be added"], ["6", "Erik Ström", "To be added"]]
    assert "The headings stand in row 4; 2 rows above them are left out." in shown(dialog).summary.left_out.text()
    shown(dialog).panel_button.click()
    panel = shown(dialog).panel
    assert (panel.heading_row.value(), panel.heading_row.accessibleName()) == (4, "Headings in row")
    assert panel.heading_row.isVisible()
    assert not panel.sheet.isVisible(), "a CSV file has no sheets"
    dialog.run_import()
    settle(qtbot, dialog)
    assert sorted(one.caption("sv") for one in desk.store.all(Person)) == ["Erik Ström", "Åsa Öberg"]


def test_another_row_is_chosen_with_the_keyboard_over_empty_ones(read: Read, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = read(table(tmp_path, TITLED))
    shown(dialog).panel_button.click()
    panel = shown(dialog).panel
    panel.heading_row.setFocus()
    press(qtbot, dialog, Qt.Key.Key_Down)
    assert panel.heading_row.value() == 3
    assert "column of names" in dialog.banner.label.text()
    assert [one.heading for one in panel.columns.columns.columns] == ["Vem", "Var"]
    assert panel.heading_row.hasFocus(), "so that one can go on"
    press(qtbot, dialog, Qt.Key.Key_Down)
    assert panel.heading_row.value() == 1, "row 2 is empty"
    press(qtbot, dialog, Qt.Key.Key_Down)
    assert panel.heading_row.value() == 1
    for _ in range(2):
        press(qtbot, dialog, Qt.Key.Key_Up)
    assert panel.heading_row.value() == 4
    assert [name for _, name, _ in rows(dialog)] == ["Åsa Öberg", "Erik Ström"]


def test_a_number_is_typed_and_enter_imports_nothing(desk: Desk, read: Read, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = read(table(tmp_path, TITLED))
    shown(dialog).panel_button.click()
    box = shown(dialog).panel.heading_row
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "2")
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert "is empty or is not there" in dialog.banner.label.text()
    assert box.value() == 4, "what could not be read so is not shown so"
    assert dialog.import_button.isEnabled()
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert not dialog.is_done
    assert desk.store.all(Person) == []


def test_the_sheet_is_found_shown_and_changed(read: Read, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = read(book(tmp_path))
    panel = shown(dialog).panel
    assert rows(dialog) == [["3", "Åsa Öberg", "To be added"]]
    assert "Only the sheet “Folk” is read; left out: Om filen, Lärosäten." in shown(dialog).summary.left_out.text()
    shown(dialog).panel_button.click()
    assert (panel.sheet.isVisible(), panel.sheet.value(), panel.heading_row.value()) == (True, "Folk", 2)
    assert (panel.encoding.isVisible(), panel.sheet.accessibleName()) == (False, "Sheet")
    panel.heading_row.setFocus()
    press(qtbot, dialog, Qt.Key.Key_Down)
    panel.sheet.setCurrentIndex(2)
    panel.sheet.activated.emit(2)
    settle(qtbot, dialog)
    assert (panel.sheet.value(), panel.heading_row.value()) == ("Lärosäten", 2), "the row is found anew"
    assert rows(dialog) == [["3", "Kibo", "To be added"]]


def test_the_sheet_of_organisations_is_found(desk: Desk, read: Read, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = read(book(tmp_path))
    dialog._read_as(FileKind.ORGANISATIONS)
    settle(qtbot, dialog)
    panel = shown(dialog).panel
    assert (panel.sheet.value(), panel.heading_row.value()) == ("Lärosäten", 2)
    dialog.run_import()
    settle(qtbot, dialog)
    assert [one.name_sv or one.name_en for one in desk.store.all(Organisation)] == ["Kibo"]


def test_headings_of_a_saved_mapping_are_found_below_a_title(desk: Desk, read: Read, tmp_path: Path) -> None:
    import_mappings.save(desk.store, PERSONS, "HR:s lista", {"Vem": "name", "Var": "emails:1.address"})
    dialog = read(table(tmp_path, "Uttag ur HR\nVem,Var\nÅsa Öberg,asa@example.org\n"))
    assert rows(dialog) == [["3", "Åsa Öberg", "To be added"]]
    panel = shown(dialog).panel
    assert (panel.mapping.currentText(), panel.heading_row.value()) == ("HR:s lista", 2)


def test_another_file_is_looked_at_anew(read: Read, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = read(table(tmp_path, TITLED))
    shown(dialog).panel_button.click()
    shown(dialog).panel.heading_row.setFocus()
    press(qtbot, dialog, Qt.Key.Key_Down)
    dialog.preview(table(tmp_path, TITLED))
    settle(qtbot, dialog)
    assert shown(dialog).panel.heading_row.value() == 4
