"""Agreements of EWP through the window: what a file says beside what is stored, imported as one step, and written."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kidesk.exchange.ewp import markup, reading, writing
from kidesk.gui.badges import TONE_ICONS
from kidesk.gui.delegate import BADGE_ROLE
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import import_agreements as preview
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.import_file import ImportDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.plain import PlainLabel
from kidesk.gui.record_page import RecordPage
from kidesk.operations import edit
from kidesk.operations.import_agreements import import_agreements
from kidesk.records import AGREEMENTS, ORGANISATIONS
from kidesk.records.agreement import Agreement
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from tests import factory
from tests.exchange.ewp.schema import EXAMPLE, faults
from tests.exchange.ewp.test_iia import BAD, BOMB
from tests.gui.conftest import Answers

pytestmark = pytest.mark.skipif(not EXAMPLE.exists(), reason="the published example is not on this machine")

UGLY = '<b>fat</b> & <img src="/etc/hostname">'
Show = Callable[[Path], ImportDialog]


@pytest.fixture
def english(desk: Desk) -> Desk:
    """The desk in English; the university is a party to the published example."""
    desk.use(language="en")
    own = desk.settings.organisation_name
    factory.organisation(desk.store, name_sv=own, name_en=own, hei_id="uw.edu.pl", country="SE")
    return desk


@pytest.fixture
def show(english: Desk, qtbot: QtBot) -> Iterator[Show]:
    """Shows the import of a file, once it is read."""

    def shown(file: Path) -> ImportDialog:
        dialog = ImportDialog(english, file)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        settle(qtbot, dialog)
        return dialog

    yield shown
    QThreadPool.globalInstance().waitForDone()


def settle(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Waits until the dialog has nothing under way."""
    qtbot.waitUntil(lambda: dialog._task is None, timeout=20_000)


def response(folder: Path, *iias: Any, name: str = "response.xml") -> Path:
    file = folder / name
    file.write_bytes(writing.write(iias))
    return file


def example() -> Any:
    (iia,) = reading.read(EXAMPLE)
    return iia


def signed_by_own(iia: Any) -> Any:
    first, second = iia.partners
    return replace(iia, partners=(replace(first, signed_on=dt.date(2024, 5, 5)), second))


def everything(desk: Desk) -> tuple[int, ...]:
    """How much of each there is."""
    return tuple(len(desk.store.all(record)) for record in (Agreement, Organisation, Person))


def listed(dialog: ImportDialog) -> list[list[str]]:
    return [list(line) for line in dialog.agreements.agreements.lines.lines]


def differing(dialog: ImportDialog) -> list[list[str]]:
    return [list(line) for line in dialog.agreements.differences.lines.lines]


def test_a_new_agreement_is_previewed_imported_in_one_step_and_shown(
    english: Desk, show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    before = everything(english)
    dialog = show(response(tmp_path, signed_by_own(example())))
    assert listed(dialog) == [["983/E+/III14&15", "hibo.no", "New"]]
    notices = dialog.agreements.notices.sentences
    assert notices[0].startswith("Only uw.edu.pl has signed (5 May 2024), not hibo.no")
    assert any("hibo.no is not in the register" in one for one in notices)
    assert any("It is kept, but not shown" in one and "Condition 1" in one for one in notices)
    assert not dialog.show_button.isVisible()
    assert everything(english) == before, "a preview changes nothing"
    assert dialog.import_button.hasFocus()
    with qtbot.waitSignal(dialog.imported, timeout=20_000):
        QTest.keyClick(dialog.import_button, Qt.Key.Key_Return)
    settle(qtbot, dialog)
    (agreement,) = english.store.all(Agreement)
    assert "Ctrl+Z" in dialog.banner.label.text()
    assert not dialog.import_button.isVisible()
    with qtbot.waitSignal(dialog.record_chosen) as chosen:
        dialog.show_button.click()
    assert chosen.args == [AGREEMENTS, agreement.id]
    assert not dialog.isVisible()
    english.store.undo()
    assert everything(english) == before


def test_what_differs_stands_side_by_side(english: Desk, show: Show, tmp_path: Path) -> None:
    import_agreements(english.store, EXAMPLE, english.settings.organisation_name)
    iia = example()
    first, *rest = iia.mobilities
    changed = replace(iia, mobilities=(replace(first, persons=7, other_terms=UGLY), *rest[:-1]))
    dialog = show(response(tmp_path, changed))
    assert listed(dialog) == [["983/E+/III14&15", "hibo.no", "Changed"]]
    lines = differing(dialog)
    assert lines[:2] == [["Condition 1, Persons per year", "2", "7"], ["Condition 1, Other terms", "—", UGLY]]
    what, stored, read = lines[-1]
    assert (what, read) == ("Conditions", "—")
    assert stored.splitlines()[2:4] == ["Kind: Staff training", "Persons per year: 2"]
    assert "hash does not fit" in dialog.agreements.notices.sentences[1]


def test_each_outcome_has_a_word_and_a_symbol(english: Desk, show: Show, tmp_path: Path) -> None:
    import_agreements(english.store, EXAMPLE, english.settings.organisation_name)
    iia = example()
    first, second = iia.partners
    new = replace(iia, partners=(replace(first, iia_id="n1", iia_code="K-2"), replace(second, iia_id="n2")))
    refused = replace(iia, mobilities=(replace(iia.mobilities[0], sending="ki.se"),))
    dialog = show(response(tmp_path, refused, iia, new))
    assert [line[2] for line in listed(dialog)] == ["Refused", "No difference", "New"]
    model = dialog.agreements.agreements.lines
    tones = [model.data(model.index(row, 2), BADGE_ROLE) for row in range(3)]
    assert len({TONE_ICONS[tone] for tone in tones}) == 3
    assert model.data(model.index(0, 0), BADGE_ROLE) is None
    assert "about ki.se" in dialog.agreements.notices.sentences[0]
    assert not dialog.agreements.differences.isVisible()
    QTest.keyClick(dialog.agreements.agreements, Qt.Key.Key_Down)
    assert dialog.agreements.remark.text() == "The agreement is stored as it is in the file."
    QTest.keyClick(dialog.agreements.agreements, Qt.Key.Key_Down)
    assert dialog.agreements.differences.isVisible()
    assert differing(dialog)[0][0] == "Title in Swedish"
    english.use(language="sv")
    assert [line[2] for line in listed(dialog)] == ["Avvisat", "Ingen skillnad", "Nytt"]
    assert differing(dialog)[0][0] == "Titel på svenska", "the selected agreement stays selected"


def test_a_file_that_says_what_is_stored_cannot_be_imported_but_shown(english: Desk, show: Show, qtbot: QtBot) -> None:
    import_agreements(english.store, EXAMPLE, english.settings.organisation_name)
    dialog = show(EXAMPLE)
    assert "would change nothing" in dialog.banner.label.text()
    assert not dialog.import_button.isEnabled()
    with qtbot.waitSignal(dialog.record_chosen):
        dialog.show_button.click()


def test_an_import_says_what_was_refused_and_keeps_the_rest(
    english: Desk, show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    iia = example()
    refused = replace(iia, mobilities=(replace(iia.mobilities[0], sending="ki.se"),))
    dialog = show(response(tmp_path, refused, iia))
    dialog.run_import()
    settle(qtbot, dialog)
    assert "without the agreements that were refused" in dialog.banner.label.text()
    assert len(english.store.all(Agreement)) == 1
    assert not dialog.show_button.isVisible(), "what was refused is not in the register"
    dialog.agreements.agreements.selectRow(1)
    assert dialog.show_button.isVisible()


def test_a_table_and_an_agreement_go_through_one_door(show: Show, qtbot: QtBot, tmp_path: Path) -> None:
    table, named = tmp_path / "table.csv", tmp_path / "agreement.txt"
    table.write_text("Name;Country\nKibo Medical College;Tanzania\n", encoding="utf-8")
    named.write_bytes(b"\xef\xbb\xbf\n" + EXAMPLE.read_bytes())
    dialog = show(table)
    assert dialog.organisations.isVisible()
    dialog.preview(named)
    settle(qtbot, dialog)
    assert dialog.agreements.isVisible(), "its content says more than its name"
    dialog.preview(table)
    settle(qtbot, dialog)
    assert dialog.organisations.isVisible()


def test_an_import_that_is_stopped_takes_nothing_in(
    english: Desk, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()

    def held(*wanted: Any, **more: Any) -> Any:
        may_go_on.wait(20)
        return import_agreements(*wanted, **more)

    dialog = show(EXAMPLE)
    before = everything(english)
    monkeypatch.setattr(preview, "import_agreements", held)
    dialog.run_import()
    dialog.reject()
    assert dialog.isVisible()
    may_go_on.set()
    settle(qtbot, dialog)
    assert "Nothing was imported" in dialog.banner.label.text()
    assert everything(english) == before
    assert dialog.import_button.isEnabled()


# What is long


def test_long_texts_break_and_more_differences_than_one_can_read_are_counted(show: Show, tmp_path: Path) -> None:
    iia = example()
    wordy = replace(iia.mobilities[0], other_terms="word " * 400 + "x" * 5000)
    dialog = show(response(tmp_path, replace(iia, mobilities=(wordy, *[iia.mobilities[0]] * 400))))
    table = dialog.agreements.differences
    rows = {line[0]: row for row, line in enumerate(table.lines.lines)}
    assert len(table.lines.lines) == preview.AT_MOST
    assert dialog.agreements.remark.text().startswith("The first 300 of 4")
    assert max(len(cell) for line in table.lines.lines for cell in line) <= 4001
    narrow = table.rowHeight(rows["Conditions"])
    assert narrow > 5 * table.rowHeight(rows["Title in Swedish"]) > 0
    assert sum(table.columnWidth(column) for column in range(3)) == table.viewport().width()
    assert table.horizontalScrollBar().maximum() == 0


def test_what_strangers_wrote_is_shown_as_it_is(show: Show, tmp_path: Path) -> None:
    iia = example()
    first, second = iia.partners
    ugly = replace(iia, partners=(replace(first, iia_code=UGLY), replace(second, hei_id=UGLY)), mobilities=())
    dialog = show(response(tmp_path, ugly))
    assert listed(dialog)[0][:2] == [UGLY, UGLY]
    labels = [one for one in dialog.findChildren(PlainLabel) if UGLY in one.text()]
    assert labels
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in labels)


# What is bad


def _huge(file: Path) -> None:
    with file.open("wb") as stream:
        stream.write(EXAMPLE.read_bytes())
        stream.truncate(100_000_000)


def _text(name: str) -> Callable[[Path], object]:
    return lambda file: file.write_text(BAD[name][0](), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("v6.xml", _text("an older version"), "version 6"),
        ("stats.xml", _text("statistics"), "holds no agreements"),
        ("cut.xml", _text("a cut off file"), "cut off at line"),
        ("bomb.xml", lambda file: file.write_text(f"<!DOCTYPE x [{BOMB}]><x>&l11;</x>"), "document type"),
        ("huge.xml", _huge, "larger than 10 MB"),
        ("folder.xml", Path.mkdir, "is a folder"),
        ("folder", Path.mkdir, "is a folder"),
        ("junk.xml", lambda file: file.write_bytes(bytes(range(256)) * 40), "not an XML file"),
        ("junk", lambda file: file.write_bytes(bytes(range(256)) * 40), "not a text file"),
        ("empty.xml", Path.touch, "is empty"),
        ("gone.xml", lambda file: None, "There is no file"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_changes_nothing(
    english: Desk, show: Show, tmp_path: Path, name: str, make: Callable[[Path], object], said: str
) -> None:
    before = everything(english)
    make(tmp_path / name)
    dialog = show(tmp_path / name)
    sentence = dialog.banner.label.text()
    assert said in sentence
    assert "Nothing was imported" in sentence
    assert dialog.banner.property("tone") == "bad"
    assert not dialog.import_button.isVisible()
    assert dialog.choose_button.isVisible()
    assert everything(english) == before


def test_a_bad_file_after_a_good_one_leaves_the_good_one_to_import(show: Show, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = show(EXAMPLE)
    bad = tmp_path / "bad.xml"
    bad.write_bytes(b"<" * (markup.MOST_BYTES + 1))
    dialog.preview(bad)
    settle(qtbot, dialog)
    assert "larger than" in dialog.banner.label.text()
    assert dialog.agreements.name.text() == EXAMPLE.name
    assert dialog.file == EXAMPLE, "what is imported is what is shown"
    assert dialog.import_button.isEnabled()


# In the main window


@pytest.fixture
def window(english: Desk, qtbot: QtBot) -> MainWindow:
    made = MainWindow(english)
    qtbot.addWidget(made)
    made.show()
    return made


def shown_toast(window: MainWindow) -> str:
    return window.toast.findChildren(PlainLabel)[0].text()


def stored_example(desk: Desk) -> int:
    (entry,) = import_agreements(desk.store, EXAMPLE, desk.settings.organisation_name)
    assert entry.number is not None
    return entry.number


def test_a_dropped_response_is_imported_and_its_agreement_shown(window: MainWindow, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(EXAMPLE))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    (dialog,) = window.findChildren(ImportDialog)
    settle(qtbot, dialog)
    dialog.run_import()
    settle(qtbot, dialog)
    dialog.show_button.click()
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    assert (page.type, page.current()) == (AGREEMENTS, window.desk.store.all(Agreement)[0].id)


def test_the_agreement_shown_is_written_as_xml(
    window: MainWindow, english: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = stored_example(english)
    suggested: list[Path] = []
    file = tmp_path / "out.xml"

    def choose(parent: object, title: str, name: Path) -> Path:
        suggested.append(name)
        return file

    monkeypatch.setattr(places, "choose_to_write", choose)
    window.show_record(AGREEMENTS, number)
    window.actions_["ewp"].trigger()
    qtbot.waitUntil(file.exists, timeout=20_000)
    qtbot.waitUntil(window.exporting.may_leave, timeout=20_000)
    assert suggested[0].name == "983-E+-III14&15.xml"
    assert faults(file.read_bytes()) == []


def test_doubts_about_what_was_written_are_told(
    window: MainWindow,
    english: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
) -> None:
    number = stored_example(english)
    monkeypatch.setattr(places, "choose_to_write", lambda *_: tmp_path / "out.xml")
    window.show_record(AGREEMENTS, number)
    window.actions_["ewp"].trigger()
    qtbot.waitUntil(lambda: bool(answers.asked), timeout=20_000)
    assert "The agreement stands in out.xml." in answers.asked[0]
    assert "not signed by both sides" in answers.asked[0]


def test_what_ewp_cannot_take_is_told_and_not_written(
    window: MainWindow,
    english: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
) -> None:
    number = stored_example(english)
    partner = next(one for one in english.store.all(Organisation) if one.hei_id == "hibo.no")
    edit.save(english.store, ORGANISATIONS, {"hei_id": ""}, number=partner.id)
    monkeypatch.setattr(places, "choose_to_write", lambda *_: tmp_path / "out.xml")
    window.show_record(AGREEMENTS, number)
    window.actions_["ewp"].trigger()
    qtbot.waitUntil(lambda: bool(answers.asked), timeout=20_000)
    assert "hibo.no has no SCHAC code" in answers.asked[0]
    assert not (tmp_path / "out.xml").exists()


@pytest.mark.parametrize("page", ["overview", "organisations", "agreements"])
def test_without_an_agreement_there_is_nothing_to_write(
    window: MainWindow, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "choose_to_write", lambda *_: pytest.fail("nothing was to be asked"))
    window.show_page(page)
    window.actions_["ewp"].trigger()
    assert "Go to the agreement in its list first" in shown_toast(window)
