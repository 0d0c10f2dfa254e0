"""The dialogs beside the record's own: what they show, what they do, and that nothing in them is cut off."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt, QThreadPool
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kidesk import paths
from kidesk.errors import KideskError
from kidesk.gui.actions import Actions, Command
from kidesk.gui.commands import MENUS
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import import_organisations as import_view
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.about import AboutDialog, readable, third_party_licences
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.history import AT_ONCE, HistoryDialog, ValueLabel
from kidesk.gui.dialogs.import_file import ImportDialog
from kidesk.gui.dialogs.outcome_table import TOLD
from kidesk.gui.dialogs.past import NOTHING, Change, PastReader
from kidesk.gui.dialogs.settings import SettingsDialog
from kidesk.gui.dialogs.shortcuts import KeyLabel, ShortcutsDialog
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.import_organisations import import_organisations
from kidesk.operations.import_report import RowsReport
from kidesk.records import AGREEMENTS, ORGANISATIONS, PERSONS, QUARTERS
from kidesk.records.organisation import Organisation, OrganisationKind, PartnerStanding
from kidesk.settings import Settings, load, save
from kidesk.store.store import Past
from tests import factory

D = TypeVar("D", bound=Frame)
Show = Callable[[D], D]
UGLY = '<b>fat</b> & <img src="/etc/hostname">'


class Stretched(Language):
    """An invented language: every word has its vowels doubled, which makes texts about 40 % longer."""

    def text(self, message: str, **details: object) -> str:
        parts = re.split(r"(\{[^}]*\})", message)
        longer = "".join(part if part.startswith("{") else re.sub("([aeiouyAEIOUY])", r"\1\1", part) for part in parts)
        return longer.format(**details) if details else longer


@pytest.fixture
def english(desk: Desk) -> Desk:
    """The desk, speaking English."""
    desk.use(language="en")
    return desk


@pytest.fixture
def show(qtbot: QtBot) -> Show[Any]:
    """Shows a dialog and keeps it until the test is over."""

    def shown(dialog: D) -> D:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return shown


@pytest.fixture
def actions(desk: Desk, qtbot: QtBot) -> Actions:
    """A registry with a few commands in several menus."""
    window = QWidget()
    qtbot.addWidget(window)
    made = Actions(desk, window)
    for key, menu, text, keys in (
        ("new", "file", "New…", "Ctrl+N"),
        ("about", "help", "About kidesk", None),
        ("pane", "view", "Next pane", "F6"),
        ("go-organisations", "go", "Organisations", "Ctrl+1"),
    ):
        made.add(Command(key, menu, text, "info", keys, lambda: None))
    return made


@pytest.fixture
def table(tmp_path: Path, desk: Desk) -> Path:
    """A file with a new row, a changed one, one as it is, and two that cannot be taken."""
    factory.organisation(desk.store, name_sv="", name_en="Kibo Medical College", country="TZ")
    factory.organisation(desk.store, name_sv="", name_en="Universitas Borealis", country="FI", city="Oulu")
    file = tmp_path / "partners.csv"
    rows = (
        "Name;Country;City;Remark",
        "Kibo Medical College;Tanzania;Moshi;x",
        "Universitas Borealis;Finland;Oulu;",
        "Okavango School;Botswana;Maun;",
        "Nowhere University;Atlantis;;",
        ";Sweden;Solna;",
    )
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def told(label: QLabel) -> str:
    """A label's text, nothing while it is hidden."""
    return label.text() if label.isVisible() else ""


def wait(qtbot: QtBot, dialog: Any) -> None:
    """Waits until the dialog has nothing under way."""
    qtbot.waitUntil(lambda: dialog._task is None, timeout=20_000)
    QThreadPool.globalInstance().waitForDone()


def names(desk: Desk) -> set[str]:
    """The organisations there are."""
    return {one.name_en for one in desk.store.all(Organisation)}


# Settings


def test_saving_applies_and_keeps_what_was_changed_at_once(
    qapp: QApplication, workspace: Any, show: Show[SettingsDialog], tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    desk = Desk(qapp, workspace, Settings(language="en", scheme="light"), lambda changed: save(changed, file))
    dialog = show(SettingsDialog(desk))
    dialog.language.set_value("sv")
    dialog.scheme.set_value("dark")
    dialog.density.set_value(32)
    dialog.who.setText("  Anna Bergström ")
    dialog.organisation.setText("Södra universitetet")
    dialog.accent.setText("005B8A")
    dialog.save()
    assert not dialog.isVisible()
    kept = load(file)
    assert (kept.language, kept.scheme, kept.row_height, kept.accent) == ("sv", "dark", 32, "#005b8a")
    assert (kept.who, kept.organisation_name, kept.unit_name_sv) == (
        "Anna Bergström",
        "Södra universitetet",
        Settings().unit_name_sv,
    )
    assert desk.language.code == "sv"
    assert desk.store.who == "Anna Bergström"
    assert qapp.palette().window().color().lightness() < 60
    desk.use(scheme="light", accent=Settings().accent)


def test_cancel_and_escape_leave_all_as_it_was(english: Desk, show: Show[SettingsDialog]) -> None:
    before = english.settings
    dialog = show(SettingsDialog(english))
    dialog.language.set_value("sv")
    dialog.who.setText("Nobody")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert english.settings == before
    assert english.language.code == "en"


def test_saving_nothing_changed_changes_nothing(english: Desk, show: Show[SettingsDialog], qtbot: QtBot) -> None:
    dialog = show(SettingsDialog(english))
    with qtbot.assertNotEmitted(english.settings_changed):
        QTest.keyClick(dialog.who, Qt.Key.Key_Return)
    assert not dialog.isVisible()


@pytest.mark.parametrize("colour", ["#ffcc00", "#878787", "plum", "", "#12345", "#12345g"])
def test_an_accent_that_is_hard_to_read_or_no_colour_is_refused(
    colour: str, english: Desk, show: Show[SettingsDialog]
) -> None:
    dialog = show(SettingsDialog(english))
    dialog.accent.setText(colour)
    dialog.save()
    assert dialog.isVisible()
    assert dialog.accent.hasFocus()
    assert dialog.accent_box.problem.endswith(".")
    assert dialog.accent.accessibleDescription() == dialog.accent_box.problem
    assert english.settings.accent == Settings().accent
    dialog.accent.setText("#005b8a")
    assert dialog.accent_box.problem == ""
    assert dialog.sample.colour == "#005b8a"


def test_settings_that_cannot_be_kept_are_told_and_not_used(
    qapp: QApplication, workspace: Any, show: Show[SettingsDialog]
) -> None:
    def refuse(settings: Settings) -> None:
        raise KideskError("Not kept: {reason}.", reason="No space left on device")

    desk = Desk(qapp, workspace, Settings(language="en", scheme="light"), refuse)
    dialog = show(SettingsDialog(desk))
    dialog.language.set_value("sv")
    dialog.save()
    assert dialog.isVisible()
    assert "No space left on device" in told(dialog.banner.label)
    assert desk.settings.language == "en"


def test_the_data_folder_is_named_and_opened(
    english: Desk, show: Show[SettingsDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(places, "show", opened.append)
    dialog = show(SettingsDialog(english))
    assert dialog.folder.text() == str(english.workspace.folder)
    dialog.open_folder.click()
    assert opened == [english.workspace.folder]


def test_a_wheel_over_a_list_of_options_changes_nothing(english: Desk, show: Show[SettingsDialog]) -> None:
    dialog = show(SettingsDialog(english))
    place = dialog.language.rect().center()
    before = dialog.language.value()
    for step in (-120, 120):
        QTest.wheelEvent(dialog.windowHandle(), dialog.language.mapTo(dialog, place), QPoint(0, step))
        assert dialog.language.value() == before


# Where files go


def test_a_file_gets_its_ending_and_is_asked_for_before_it_is_overwritten(
    english: Desk, show: Show[SettingsDialog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[QFileDialog] = []

    def accept(dialog: QFileDialog) -> int:
        seen.append(dialog)
        assert dialog.testOption(QFileDialog.Option.DontConfirmOverwrite) is False
        assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
        dialog.selectFile("report")
        return 1

    monkeypatch.setattr(QFileDialog, "exec", accept)
    dialog = show(SettingsDialog(english))
    assert places.choose_to_write(dialog, "Save", tmp_path / "x.pdf") == tmp_path / "report.pdf"
    assert len(seen) == 1


def test_a_file_of_another_kind_gets_that_ending(
    english: Desk, show: Show[SettingsDialog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(dialog: QFileDialog) -> int:
        assert dialog.nameFilters() == ["PDF (*.pdf)", "Web page (*.html)"]
        dialog.selectNameFilter("Web page (*.html)")
        dialog.filterSelected.emit("Web page (*.html)")
        return 1

    monkeypatch.setattr(QFileDialog, "exec", choose)
    dialog = show(SettingsDialog(english))
    chosen = places.choose_to_write(dialog, "Save", tmp_path / "x.pdf", "Web page (*.html)")
    assert chosen == tmp_path / "x.html"


# Import


def test_a_preview_changes_nothing_and_the_import_does_what_it_said(
    english: Desk, show: Show[ImportDialog], qtbot: QtBot, table: Path
) -> None:
    dialog = show(ImportDialog(english, table))
    wait(qtbot, dialog)
    outcomes = dialog.organisations.view.table.rows
    assert outcomes.counts() == {"created": 1, "updated": 1, "unchanged": 1, "refused": 2}
    assert "Okavango School" not in names(english)
    assert "Remark" in told(dialog.organisations.summary.left_out)
    refused = outcomes.of("refused")
    assert [row.line for row in refused] == [5, 6]
    assert "Country: “Atlantis” is not a country" in outcomes.said(refused[0], TOLD)
    (updated,) = outcomes.of("updated")
    assert outcomes.said(updated, TOLD) == "City: Moshi"
    assert dialog.import_button.hasFocus()
    with qtbot.waitSignal(dialog.imported, timeout=20_000):
        QTest.keyClick(dialog.import_button, Qt.Key.Key_Return)
    wait(qtbot, dialog)
    assert "Okavango School" in names(english)
    assert "Ctrl+Z" in told(dialog.banner.label)
    assert not dialog.import_button.isVisible()
    assert dialog.close_button.text() == "Close"
    dialog.organisations.view.tabs.setCurrentIndex(1)
    assert [row.name for row in dialog.organisations.view.table.selected()] == ["Okavango School"]
    assert dialog.show_button.isVisible()
    assert dialog.added_button.isVisible()
    english.store.undo()
    assert "Okavango School" not in names(english)


def test_a_file_is_chosen_and_another_instead(
    english: Desk, show: Show[ImportDialog], qtbot: QtBot, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("Name;Country\nNew University;Norway\n", encoding="utf-8")
    files: list[Path | None] = [None, table, other]
    monkeypatch.setattr(places, "choose_to_read", lambda *_: files.pop(0))
    dialog = show(ImportDialog(english))
    assert dialog.choose_button.isVisible()
    assert not dialog.import_button.isVisible()
    dialog.choose()
    assert dialog.found is None
    dialog.choose_button.click()
    wait(qtbot, dialog)
    assert dialog.organisations.name.text() == "partners.csv"
    dialog.organisations.other.click()
    wait(qtbot, dialog)
    assert dialog.organisations.name.text() == "other.csv"
    assert dialog.organisations.view.table.rows.counts() == {"created": 1}
    assert not dialog.organisations.view.copy_button.isVisible()


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(
    english: Desk, show: Show[ImportDialog], qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "empty.csv"
    file.write_bytes(b"")
    dialog = show(ImportDialog(english, file))
    wait(qtbot, dialog)
    assert "empty" in told(dialog.banner.label)
    assert dialog.choose_button.isVisible()
    assert not dialog.import_button.isVisible()


def test_a_file_that_would_change_nothing_cannot_be_imported(
    english: Desk, show: Show[ImportDialog], qtbot: QtBot, tmp_path: Path
) -> None:
    factory.organisation(english.store, name_sv="", name_en="Kibo Medical College", country="TZ")
    file = tmp_path / "same.csv"
    file.write_text("Name;Country\nKibo Medical College;Tanzania\n", encoding="utf-8")
    dialog = show(ImportDialog(english, file))
    wait(qtbot, dialog)
    assert not dialog.import_button.isEnabled()
    assert told(dialog.banner.label)


def test_an_import_that_is_stopped_leaves_everything_as_it_was(
    english: Desk, show: Show[ImportDialog], qtbot: QtBot, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()

    def held(*wanted: Any, **more: Any) -> RowsReport:
        may_go_on.wait(20)
        return import_organisations(*wanted, **more)

    dialog = show(ImportDialog(english, table))
    wait(qtbot, dialog)
    before = names(english)
    monkeypatch.setattr(import_view, "import_organisations", held)
    dialog.run_import()
    dialog.reject()
    assert dialog.isVisible(), "it must not go away while its work is under way"
    assert not dialog.import_button.isEnabled()
    may_go_on.set()
    wait(qtbot, dialog)
    assert names(english) == before
    assert "Nothing was imported" in told(dialog.banner.label)
    assert dialog.import_button.isEnabled()


# History


@pytest.fixture
def organisation(desk: Desk, freeze: Callable[[dt.date], None]) -> Organisation:
    """An organisation with a past of two days."""
    freeze(dt.date(2026, 5, 4))
    made = factory.organisation(desk.store, name_sv="Kibo högskola", name_en="", country="TZ")
    parent = factory.organisation(desk.store, name_sv="Norra universitetet", name_en="")
    freeze(dt.date(2026, 5, 5))
    values = {"standing": PartnerStanding.STRATEGIC, "notes": UGLY, "parent_id": parent.id, "country": "KE"}
    edit.save(desk.store, ORGANISATIONS, values, number=made.id)
    return made


def test_the_latest_change_comes_first_in_the_windows_words(
    english: Desk, organisation: Organisation, show: Show[HistoryDialog]
) -> None:
    dialog = show(HistoryDialog(english, ORGANISATIONS, organisation.id))
    changed, added = dialog.steps
    assert changed.at.date() == dt.date(2026, 5, 5)
    assert set(changed.changes) == {
        Change("Partner standing", "Not a partner", "Strategic partner"),
        Change("Notes", NOTHING, UGLY),
        Change("Part of", NOTHING, "Norra universitetet"),
        Change("Country", "Tanzania", "Kenya"),
    }
    assert Change("Name in Swedish", NOTHING, "Kibo högskola") in added.changes
    assert Change("Kind", NOTHING, "Higher-education institution") in added.changes
    assert not any(change.after == NOTHING for change in added.changes)
    assert {changed.who, added.who} == {english.store.who}
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert UGLY in texts
    heads = [label for label in dialog.findChildren(QLabel) if label.text() in (changed.verb, added.verb)]
    heads.sort(key=lambda label: label.mapTo(dialog, label.pos()).y())
    assert [label.text() for label in heads] == ["Changed organisation", "Added organisation"]
    assert any("5 May 2026" in text and english.store.who in text for text in texts)


def test_the_history_follows_the_language(english: Desk, organisation: Organisation, show: Show[HistoryDialog]) -> None:
    dialog = show(HistoryDialog(english, ORGANISATIONS, organisation.id))
    english.use(language="sv")
    countries = [change for change in dialog.steps[0].changes if change.after == "Kenya"]
    assert countries[0].label == Language("sv").text("Country")
    assert any("5 maj 2026" in label.text() for label in dialog.findChildren(QLabel))


def test_parts_are_read_as_lines_and_their_fields(english: Desk, show: Show[HistoryDialog]) -> None:
    person = factory.person(english.store)
    mail = {"id": person.emails[0].id, "address": "new@example.org", "is_primary": True}
    edit.save(english.store, PERSONS, {"emails": [mail]}, number=person.id)
    edit.save(english.store, PERSONS, {"emails": []}, number=person.id)
    dialog = show(HistoryDialog(english, PERSONS, person.id))
    changes = [change for step in dialog.steps for change in step.changes]
    label = english.text(PERSONS.field("emails").label)
    assert any(one.label.startswith(f"{label}: ") and one.after == "new@example.org" for one in changes)
    assert any(one.label == label and one.after == NOTHING and "new@example.org" in one.before for one in changes)
    assert any(one.label == label and one.before == NOTHING for one in changes)


def test_a_link_to_a_deleted_record_says_so(
    english: Desk, organisation: Organisation, show: Show[HistoryDialog]
) -> None:
    parent = english.store.get(Organisation, organisation.id)
    assert parent is not None
    number = parent.parent_id
    assert number is not None
    edit.save(english.store, ORGANISATIONS, {"parent_id": None}, number=organisation.id)
    edit.delete(english.store, ORGANISATIONS, [number])
    dialog = show(HistoryDialog(english, ORGANISATIONS, organisation.id))
    said = [one.before for step in dialog.steps for one in step.changes if one.label == "Part of" and step.changes]
    assert f"a deleted record ({number})" in said


def test_a_value_that_no_field_shows_keeps_its_words() -> None:
    old, new = {"status": "open", "reopened_because": ""}, {"status": "sealed", "reopened_because": "late"}
    past = Past(dt.datetime(2026, 5, 4), "Anna", "Sealed", "quarter", "update", old, new)
    reader = PastReader(QUARTERS, Language("en"), lambda record, number: "")
    (step,) = reader.steps([past])
    assert step.changes == (Change("Status", "Open", "Sealed"), Change("Reopened because", NOTHING, "late"))


def test_a_value_of_a_column_that_is_gone_is_shown_as_it_was() -> None:
    past = Past(dt.datetime(2026, 5, 4), "Anna", "Changed {type}", "quarter", "update", {"mood": ""}, {"mood": "calm"})
    (step,) = PastReader(QUARTERS, Language("en"), lambda record, number: "").steps([past])
    assert step.changes == (Change("Mood", NOTHING, "calm"),)


@pytest.mark.parametrize("value", ["2026-05-04", None])
def test_days_numbers_and_lists_are_read_as_a_person_writes_them(value: str | None) -> None:
    reader = PastReader(ORGANISATIONS, Language("en"), lambda record, number: str(number))
    new = {"valid_from": value, "former_names": ["A", "B"], "kind": "no-such-kind"}
    old = {"valid_from": None, "former_names": [], "kind": OrganisationKind.COMPANY.value}
    (step,) = reader.steps([Past(dt.datetime(2026, 5, 4), "A", "Changed {type}", "organisation", "update", old, new)])
    assert step.verb == "Changed organisation"
    assert {change.after for change in step.changes} == {"4 May 2026" if value else NOTHING, "A; B", "no-such-kind"}


def test_a_long_history_grows_by_its_button(english: Desk, show: Show[HistoryDialog], freeze: Any) -> None:
    made = factory.organisation(english.store)
    for number in range(AT_ONCE + 2):
        freeze(dt.date(2026, 1, 1) + dt.timedelta(days=number))
        edit.save(english.store, ORGANISATIONS, {"city": f"City {number}"}, number=made.id)
    dialog = show(HistoryDialog(english, ORGANISATIONS, made.id))
    count = len(dialog.findChildren(ValueLabel))
    assert dialog.more.isVisible()
    dialog.more.click()
    assert len(dialog.findChildren(ValueLabel)) > count
    assert not dialog.more.isVisible()
    assert dialog.pane.hasFocus()


def test_a_record_without_a_past_says_so(english: Desk, show: Show[HistoryDialog]) -> None:
    dialog = show(HistoryDialog(english, ORGANISATIONS, 4711))
    assert dialog.steps == []
    assert any(label.text() == "No history yet" for label in dialog.findChildren(QLabel))


def test_a_word_longer_than_the_line_is_broken_and_words_are_not(qtbot: QtBot) -> None:
    address, prose = ValueLabel("https://example.org/" + "x" * 200, "after"), ValueLabel("alpha beta " * 6, "after")
    for label in (address, prose):
        qtbot.addWidget(label)
    line = QFontMetrics(address.font()).height()
    assert address.minimumSizeHint().width() <= 80
    assert address.heightForWidth(200) >= 7 * line
    layout = prose._broken(100)
    starts = [layout.lineAt(number).textStart() for number in range(layout.lineCount())]
    assert all(start == 0 or prose.text()[start - 1] == " " for start in starts)
    assert ValueLabel("one\ntwo", "after").heightForWidth(300) >= 2 * line - 2


# About and shortcuts


def test_about_names_the_versions_and_every_licence(english: Desk, show: Show[AboutDialog]) -> None:
    dialog = show(AboutDialog(english))
    texts = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert re.search(r"Version \d+\.\d+.* Qt 6\.", texts)
    shown = dialog.licences.toPlainText()
    for name in ("PySide6-Essentials · ", "SQLAlchemy · ", "Lucide", "GNU Lesser General Public License"):
        assert name in shown
    assert "```" not in shown
    assert "| ---" not in shown
    assert not re.search("^#", shown, re.MULTILINE)


def test_licences_that_are_not_in_the_bundle_are_told_of(
    english: Desk, show: Show[AboutDialog], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "translations", lambda: tmp_path / "translations")
    monkeypatch.setattr("kidesk.gui.dialogs.about.metadata.files", lambda name: None)
    assert third_party_licences() == ""
    assert "missing" in show(AboutDialog(english)).licences.toPlainText()


def test_markdown_is_read_as_plain_text() -> None:
    text = "# Title\n\none\n`two`\n\n"
    text += "| A | B |\n| --- | --- |\n| `c` | d |\n\n```text\n  kept\n as is\n```\n> said\n> more\n- a\n- b"
    assert readable(text) == "Title\n\none two\n\nA · B\nc · d\n\n  kept\n as is\nsaid more\n- a\n- b"


@pytest.mark.parametrize("is_shown", [True, False])
def test_the_log_folder_is_opened_or_named(
    is_shown: bool, english: Desk, show: Show[AboutDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def show_place(path: Path) -> bool:
        opened.append(path)
        return is_shown

    monkeypatch.setattr(places, "show", show_place)
    dialog = show(AboutDialog(english))
    dialog.logs.click()
    assert opened == [paths.log_folder()]
    assert (str(paths.log_folder()) in told(dialog.banner.label)) is not is_shown


def test_every_command_stands_there_with_its_keys_and_once(
    english: Desk, actions: Actions, show: Show[ShortcutsDialog]
) -> None:
    dialog = show(ShortcutsDialog(english, actions))
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    for command, action in actions:
        assert texts.count(command.text.rstrip("…")) == 1
        assert action.shortcut().isEmpty() or texts.count(action.shortcut().toString()) == 1
    for keys in ("Enter", "Del", "Esc", "F6", "Ctrl+1"):
        assert texts.count(keys) == 1
    assert not any("&" in text for text in texts)


def test_keys_are_named_in_the_windows_language(english: Desk, actions: Actions, show: Show[ShortcutsDialog]) -> None:
    dialog = show(ShortcutsDialog(english, actions))
    english.use(language="sv")
    assert "Ned" in {label.text() for label in dialog.findChildren(KeyLabel)}


def test_every_menu_has_its_group(english: Desk, show: Show[ShortcutsDialog], qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    registry = Actions(english, window)
    for key in MENUS:
        registry.add(Command(key, key, f"Do {key}", "info", None, lambda: None))
    texts = {label.text() for label in show(ShortcutsDialog(english, registry)).findChildren(QLabel)}
    assert {text.replace("&", "") for text in MENUS.values()} <= texts
    assert {f"Do {key}" for key in MENUS} <= texts


# All of them


def dialogs(desk: Desk, actions: Actions, table: Path) -> dict[str, Callable[[], Frame]]:
    """A maker of each dialog, with something to show."""
    agreement = factory.agreement(desk.store, title_sv="Avtal med ett lärosäte med ett ovanligt långt namn")
    return {
        "settings": lambda: SettingsDialog(desk),
        "start of import": lambda: ImportDialog(desk),
        "import": lambda: ImportDialog(desk, table),
        "import of contacts": lambda: ImportDialog(desk, _contacts(table.parent)),
        "history": lambda: HistoryDialog(desk, AGREEMENTS, agreement.id),
        "about": lambda: AboutDialog(desk),
        "shortcuts": lambda: ShortcutsDialog(desk, actions),
    }


KINDS = ("settings", "start of import", "import", "import of contacts", "history", "about", "shortcuts")


def _contacts(folder: Path) -> Path:
    """A table of contacts without headings that are known, so that the dialog asks for all it can."""
    file = folder / "contacts.csv"
    file.write_text("Namn;anna@example.org\nErik Ström;erik@example.org\nAnna;anna@\n", encoding="utf-8")
    return file


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each dialog in turn."""
    return str(request.param)


def test_escape_closes_and_enter_has_a_button(
    kind: str, english: Desk, actions: Actions, table: Path, show: Show[Frame], qtbot: QtBot
) -> None:
    dialog = show(dialogs(english, actions, table)[kind]())
    if isinstance(dialog, ImportDialog):
        wait(qtbot, dialog)
    defaults = [button for button in dialog.findChildren(QPushButton) if button.isDefault() and button.isVisible()]
    assert len(defaults) == 1
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_every_control_has_a_name_and_is_reached_by_tab(
    kind: str, english: Desk, actions: Actions, table: Path, show: Show[Frame], qtbot: QtBot
) -> None:
    dialog = show(dialogs(english, actions, table)[kind]())
    if isinstance(dialog, ImportDialog):
        wait(qtbot, dialog)
    controls = {
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None  # the line within a spin box leaves the keyboard to it
    }
    unnamed = [widget for widget in controls if not _name_of(widget)]
    assert unnamed == []
    reached: set[QWidget] = set()
    for _ in range(len(controls) + 2):
        focus = QApplication.focusWidget()
        reached |= {focus} if focus is not None else set()
        QTest.keyClick(focus or dialog, Qt.Key.Key_Tab)
    assert controls - reached == set()


def _name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def test_nothing_is_cut_off_in_a_language_of_longer_words(
    kind: str, desk: Desk, actions: Actions, table: Path, show: Show[Frame], qtbot: QtBot
) -> None:
    desk.language = Stretched("en")
    dialog = show(dialogs(desk, actions, table)[kind]())
    if isinstance(dialog, ImportDialog):
        wait(qtbot, dialog)
    if isinstance(dialog, SettingsDialog):
        dialog.accent.setText("#ffcc00")
        dialog.save()
    qtbot.wait(20)
    assert [said for said in map(_cut_off, dialog.findChildren(QWidget)) if said] == []


def test_nothing_is_cut_off_when_the_dialog_is_made_small(
    kind: str, english: Desk, actions: Actions, table: Path, show: Show[Frame], qtbot: QtBot
) -> None:
    dialog = show(dialogs(english, actions, table)[kind]())
    if isinstance(dialog, ImportDialog):
        wait(qtbot, dialog)
    dialog.resize(10, 10)
    qtbot.wait(20)
    dialog.resize(10, 10)
    qtbot.wait(20)
    assert dialog.width() < 800
    assert [said for said in map(_cut_off, dialog.findChildren(QWidget)) if said] == []


_HIGH = QLineEdit | QAbstractSpinBox | QPlainTextEdit | QTableView


def _cut_off(widget: QWidget) -> str:
    """What a widget says, where it has too little room to say it."""
    if not widget.isVisible() or getattr(widget, "_elide", False):
        return ""
    if isinstance(widget, QLabel):
        needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        fits = widget.height() >= needed and (widget.wordWrap() or widget.width() >= widget.sizeHint().width())
        seen = (
            _is_scrolled(widget) or widget.visibleRegion().boundingRect().height() >= min(needed, widget.height()) - 1
        )
        return "" if fits and seen else widget.text()
    if isinstance(widget, QPushButton):
        fits = widget.width() >= widget.sizeHint().width() and widget.height() >= 32
        return "" if fits else widget.text()
    if isinstance(widget, QComboBox):
        room = widget.width() - 40
        return "" if widget.fontMetrics().horizontalAdvance(widget.currentText()) <= room else widget.currentText()
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        return "" if inner is not None and inner.width() <= widget.viewport().width() else "the pane"
    if isinstance(widget.parent(), QAbstractSpinBox):
        return ""  # a part of the box, which is measured itself
    is_high = not isinstance(widget, _HIGH) or widget.height() >= 32
    return "" if is_high else type(widget).__name__


def _is_scrolled(widget: QWidget) -> bool:
    """Whether a scroll bar brings it into view."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent is not None


def test_dialogs_follow_the_language_while_they_are_open(
    kind: str, english: Desk, actions: Actions, table: Path, show: Show[Frame], qtbot: QtBot
) -> None:
    dialog = show(dialogs(english, actions, table)[kind]())
    if isinstance(dialog, ImportDialog):
        wait(qtbot, dialog)
    english.language = Stretched("en")
    for sayings in list(english._sayings.values()):
        for speak in list(sayings):
            speak()
    plain = {
        Language("en").text(text) for text in ("Cancel", "Close", "Save", "Import", "Language", "Report", "Quarter")
    }
    said = {label.text() for label in dialog.findChildren(QLabel) if label.isVisible()}
    said |= {button.text() for button in dialog.findChildren(QPushButton) if button.isVisible()}
    assert said & plain == set()
    assert re.search("([aeiouy])\\1", dialog.windowTitle())
