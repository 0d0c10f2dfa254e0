"""Values of indicators in the import dialog: the preview says what the import does, and where values come from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.import_file import ImportDialog
from kidesk.gui.editors import DayEditor, FlagEditor, LineEditor
from kidesk.records.indicator import Indicator
from tests import factory

WAIT = 20_000


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A value that is known, one that is another, a new one, and a cell that is none."""
    file = tmp_path / "hits.csv"
    file.write_text("Month;Hits;Place\n2024-01;5;x\n2024-02;7;y\n2024-03;8;z\n2024-04;many;z\n", encoding="utf-8")
    return file


@pytest.fixture
def dialog(desk: Desk, table: Path, qtbot: QtBot) -> ImportDialog:
    """The preview of that table."""
    known = [{"period": "2024-01", "value": 5}, {"period": "2024-02", "value": 6}]
    factory.indicator(desk.store, name_en="Hits", name_sv="Träffar", values=known)
    shown = ImportDialog(desk, table)
    qtbot.addWidget(shown)
    shown.show()
    wait(qtbot, shown)
    return shown


def wait(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.waitUntil(lambda: dialog._task is None, timeout=WAIT)


def numbers(dialog: ImportDialog) -> dict[str, str]:
    return {key: label.text() for key, label in dialog.values.numbers.numbers.items()}


def stored(desk: Desk) -> list[tuple[str, int, str, dt.date | None]]:
    (series,) = desk.store.all(Indicator)
    return [(one.period, int(one.value), one.source, one.extracted_on) for one in series.values]


def test_the_preview_tells_new_changed_left_and_refused_values_and_changes_nothing(
    desk: Desk, dialog: ImportDialog
) -> None:
    assert dialog.shown is dialog.values
    assert numbers(dialog) == {"created": "1", "updated": "1", "unchanged": "1", "refused": "1"}
    periods = [line[2:] for line in dialog.values.changes.lines.lines]
    assert [line[1:] for line in periods] == [["6", "7"], ["–", "8"]]
    assert [line[0] for line in dialog.values.refused.lines.lines] == ["5"]
    assert "Place" in dialog.values.ignored.text()
    assert len(stored(desk)) == 2


def test_the_import_does_what_the_preview_said_with_the_source_and_the_day(
    desk: Desk, dialog: ImportDialog, qtbot: QtBot
) -> None:
    line, day = dialog.values.boxes["source"].editor, dialog.values.boxes["extracted_on"].editor
    assert isinstance(line, LineEditor)
    assert isinstance(day, DayEditor)
    QTest.keyClicks(line.line, "Retriever")
    QTest.keyClicks(day.line, "2024-01-04")
    # What is known came from nowhere so far, so that it is changed, too.
    qtbot.waitUntil(lambda: numbers(dialog)["updated"] == "2", timeout=WAIT)
    wait(qtbot, dialog)
    with qtbot.waitSignal(dialog.imported, timeout=WAIT):
        dialog.run_import()
    wait(qtbot, dialog)
    when = dt.date(2024, 1, 4)
    assert stored(desk) == [(f"2024-0{month}", value, "Retriever", when) for month, value in ((1, 5), (2, 7), (3, 8))]
    assert not dialog.values.boxes["source"].isVisible()
    desk.store.undo()
    assert stored(desk) == [("2024-01", 5, "", None), ("2024-02", 6, "", None)]


def test_a_day_that_is_none_is_told_beneath_its_field_and_nothing_is_imported(
    desk: Desk, dialog: ImportDialog, qtbot: QtBot
) -> None:
    day, flag = dialog.values.boxes["extracted_on"].editor, dialog.values.boxes["is_provisional"].editor
    assert isinstance(day, DayEditor)
    assert isinstance(flag, FlagEditor)
    QTest.keyClicks(day.line, "soon")
    assert "soon" in day.control.accessibleDescription()
    dialog.run_import()
    wait(qtbot, dialog)
    assert dialog.banner.isVisible()
    assert len(stored(desk)) == 2
    assert not dialog.is_done


def test_a_table_without_a_series_is_told_in_a_sentence(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "other.csv"
    file.write_text("Månad;Antal\n2024-01;5\n", encoding="utf-8")
    dialog = ImportDialog(desk, file)
    qtbot.addWidget(dialog)
    dialog.show()
    wait(qtbot, dialog)
    assert dialog.banner.isVisible()
    assert dialog.found is None


def test_a_table_of_organisations_is_still_one(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "partners.csv"
    file.write_text("Name;Country;Year\nNew University;Norway;2024\n", encoding="utf-8")
    dialog = ImportDialog(desk, file)
    qtbot.addWidget(dialog)
    dialog.show()
    wait(qtbot, dialog)
    assert dialog.shown is dialog.organisations
