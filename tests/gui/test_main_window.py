"""The main window: navigation, search, undo, languages, themes, keyboard, leaving."""

from __future__ import annotations

import gc
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kidesk import operations
from kidesk.gui.charts import ChartView
from kidesk.gui.desk import Desk
from kidesk.gui.main_window import MainWindow
from kidesk.gui.pages.plan import PlanPage
from kidesk.gui.record_dialog import RecordDialog
from kidesk.gui.record_page import RecordPage
from kidesk.gui.record_work import VERBS
from kidesk.operations import edit
from kidesk.records import INDICATORS, ORGANISATIONS, PERSONS, PLANS, RECORD_TYPES
from kidesk.records.organisation import Organisation
from tests import factory
from tests.gui.conftest import Answers
from tests.gui.test_record_page import name_of

ENGLISH_WORDS = {"Overview", "Organisations", "Persons", "Settings", "Agreements", "Edit…", "New agreement"}


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The window over two organisations and a person."""
    for name in ("Örebro universitet", "Åbo Akademi"):
        edit.save(desk.store, ORGANISATIONS, {"name_sv": name})
    edit.save(desk.store, PERSONS, {"given_name": "Łukasz", "family_name": "Öberg"})
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def page(window: MainWindow) -> RecordPage:
    """The record page shown."""
    shown = window.stack.currentWidget()
    assert isinstance(shown, RecordPage)
    return shown


def test_a_window_that_is_gone_leaves_nothing_behind(qapp: QApplication, desk: Desk) -> None:
    gc.collect()
    before = set(map(id, qapp.allWidgets()))
    window = MainWindow(desk)
    window.show()
    for key in window.pages:
        window.show_page(key)
        QApplication.processEvents()
    window.asides.find_helpers()
    window.close()
    window.deleteLater()
    del window
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert [type(one).__name__ for one in qapp.allWidgets() if id(one) not in before] == []


def test_a_page_is_made_when_it_is_first_shown(window: MainWindow) -> None:
    assert window.stack.count() == 1
    assert len(window.pages) > 10
    assert "persons" in window.pages
    window.show_page("persons")
    window.show_page("overview")
    window.show_page("persons")
    assert window.stack.count() == 2


def test_every_record_type_has_a_page_in_the_sidebar(window: MainWindow) -> None:
    for record_type in RECORD_TYPES:
        window.show_page(record_type.key)
        assert window.bar.title.text() != ""
        assert window.sidebar.current() != ""


def test_a_page_has_room_for_its_views_as_soon_as_it_is_shown(window: MainWindow) -> None:
    window.resize(1100, 700)
    for key, page in window.pages.items():
        window.show_page(key)
        QApplication.processEvents()
        if isinstance(page, RecordPage):
            assert page.bar.height() >= page.bar.minimumSizeHint().height(), key


class _Shown(QObject):
    """Notes what is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets every event pass."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_nothing_but_the_window_is_shown_as_a_window(window: MainWindow, qapp: QApplication) -> None:
    shown = _Shown()
    qapp.installEventFilter(shown)
    for key in window.pages:
        window.show_page(key)
    window.asides.find_helpers()
    window.asides.show_coverage()
    window.asides.review()
    QApplication.processEvents()
    qapp.removeEventFilter(shown)
    assert shown.windows == []
    assert QApplication.activeWindow() is window


def test_every_shortcut_is_used_once(window: MainWindow) -> None:
    keys = [action.shortcut().toString() for _, action in window.actions_ if not action.shortcut().isEmpty()]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("code", ["sv", "en"])
def test_every_command_says_what_it_does(window: MainWindow, desk: Desk, code: str) -> None:
    desk.use(language=code)
    assert all(action.text() and action.statusTip() and not action.icon().isNull() for _, action in window.actions_)


def test_the_palette_finds_a_record_by_a_word_and_opens_it(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_["palette"].trigger()
    qtbot.keyClicks(window.palette_.line, "abo")
    qtbot.keyClick(window.palette_.line, Qt.Key.Key_Return)
    assert window.page_key == "organisations"
    detail = page(window).detail.record
    assert detail is not None
    assert detail.caption("sv") == "Åbo Akademi"
    assert not window.palette_.isVisible()
    assert window.focusWidget() is page(window).list


def test_the_palette_runs_commands_and_escape_closes_it(window: MainWindow, qtbot: QtBot) -> None:
    window.palette_.open()
    qtbot.keyClicks(window.palette_.line, window.actions_["go-persons"].text().lower())
    window.palette_.search()
    row = [hit.text for hit in window.palette_._found].index(window.actions_["go-persons"].text())
    window.palette_.hits.setCurrentRow(row)
    qtbot.keyClick(window.palette_.line, Qt.Key.Key_Return)
    assert window.page_key == "persons"
    window.palette_.open()
    qtbot.keyClick(window.palette_.line, Qt.Key.Key_Escape)
    assert not window.palette_.isVisible()


def test_hostile_searches_find_nothing_and_break_nothing(window: MainWindow) -> None:
    window.palette_.open()
    for typed in ('"', "*", "NEAR(", "a AND", "';--", "\x00", "🙂", "%_", "(" * 200):
        window.palette_.line.setText(typed)
        window.palette_.search()
    assert window.palette_.isVisible()


def test_a_deleted_record_comes_back_from_the_toast(window: MainWindow, desk: Desk) -> None:
    window.show_page("organisations")
    page(window).list.selectRow(0)
    window.actions_["delete"].trigger()
    assert len(desk.store.all(Organisation)) == 1
    assert window.toast.isVisible()
    window.toast._act()
    assert len(desk.store.all(Organisation)) == 2


def test_every_undoable_operation_has_words_of_its_own_when_it_is_taken_back() -> None:
    folder = Path(operations.__file__).parent
    modules = [import_module(f"kidesk.operations.{file.stem}") for file in sorted(folder.glob("*.py"))]
    done = re.compile(r"store\.change\(([A-Z]+[A-Z_]*),?(?!.*is_undoable=False)")
    words = {getattr(module, name) for module in modules for name in done.findall(inspect.getsource(module))}
    assert len(words) >= 12
    assert words <= set(VERBS)


def test_undo_and_redo_by_keyboard_commands(window: MainWindow, desk: Desk) -> None:
    window.actions_["undo"].trigger()
    assert window.desk.store.next_steps()[1] is not None
    window.actions_["redo"].trigger()
    assert window.desk.store.next_steps()[1] is None
    assert window.actions_["redo"].shortcut() == QKeySequence("Ctrl+Shift+Z")
    for _ in range(9):
        window.actions_["undo"].trigger()
    assert desk.store.all(Organisation) == []
    assert not window.actions_["undo"].isEnabled()
    assert window.actions_["redo"].isEnabled()


def test_a_record_that_is_used_is_not_deleted_and_the_reason_is_said(
    window: MainWindow, desk: Desk, answers: Answers
) -> None:
    number = desk.store.all(Organisation)[0].id
    edit.save(desk.store, PERSONS, {"family_name": "Ek", "affiliations": [{"organisation_id": number}]})
    window.work.delete(ORGANISATIONS, [number])
    assert "Ek" in answers.asked[0]
    assert desk.store.get(Organisation, number) is not None


def test_the_language_switches_everywhere_at_once(window: MainWindow, desk: Desk) -> None:
    for key in window.pages:
        window.show_page(key)
    swedish = visible_texts(window)
    assert not swedish & ENGLISH_WORDS
    window.actions_["language"].trigger()
    assert "Privacy decisions" in visible_texts(window)
    assert window.bar.title.text() == "Privacy decisions"
    desk.use(language="sv")
    assert visible_texts(window) == swedish


def visible_texts(window: QWidget) -> set[str]:
    """What stands on labels, buttons and tabs."""
    found = set()
    for widget in window.findChildren(QWidget):
        text = getattr(widget, "text", None)
        if callable(text) and not isinstance(widget, QLineEdit):
            found.add(text())
    return found


def test_the_colours_switch_at_once(window: MainWindow) -> None:
    light = window.grab().toImage().pixelColor(600, 700).lightness()
    window.actions_["scheme"].trigger()
    dark = window.grab().toImage().pixelColor(600, 700).lightness()
    window.actions_["scheme"].trigger()
    assert light > 200 > 60 > dark


def test_closing_with_an_open_changed_form_asks_first(window: MainWindow, answers: Answers) -> None:
    window.work.add(ORGANISATIONS)
    dialog = window.work.dialog
    assert isinstance(dialog, RecordDialog)
    line = dialog.boxes["name_sv"].editor.findChild(QLineEdit)
    assert line is not None
    line.setText("Nytt")
    window.close()
    assert window.isVisible()
    assert len(answers.asked) == 1
    answers.key = "drop"
    window.close()
    assert not window.isVisible()


def test_every_control_on_every_page_has_a_name_and_is_large_enough(window: MainWindow) -> None:
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    for key in window.pages:
        window.show_page(key)
        found = [one for one in window.findChildren(QWidget) if isinstance(one, kinds) and one.isVisibleTo(window)]
        reachable = [one for one in found if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
        assert [one for one in reachable if not name_of(one)] == []
        assert [one for one in reachable if min(one.width(), one.height()) < 24 and one.parent() is not None] == []


def test_tab_reaches_the_list_and_comes_round_again(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("organisations")
    window.sidebar.setFocus()
    seen: list[QWidget] = []
    for _ in range(40):
        focus = window.focusWidget()
        if focus is None or focus in seen[1:]:
            break
        seen.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert page(window).list in seen
    assert page(window).filter in seen


def test_f6_goes_from_pane_to_pane(window: MainWindow) -> None:
    window.show_page("organisations")
    page(window).list.setFocus()
    window.actions_["pane"].trigger()
    focus = window.focusWidget()
    assert focus is not None
    assert focus is not page(window).list


def test_f6_lands_on_what_takes_the_keyboard(window: MainWindow) -> None:
    for key in window.pages:
        window.show_page(key)
        for _ in range(5):
            window.actions_["pane"].trigger()
            focus = window.focusWidget()
            assert focus is not None
            assert focus.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_escape_gives_the_list_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("organisations")
    page(window).filter.setFocus()
    qtbot.keyClick(page(window).filter, Qt.Key.Key_Escape)
    assert window.focusWidget() is page(window).list


def test_the_palette_opens_a_plan_on_its_page(window: MainWindow, desk: Desk) -> None:
    first, second = factory.plan(desk.store), factory.plan(desk.store)
    for plan in (first, second, first):
        window.show_page("overview")
        window.show_record(PLANS, plan.id)
        shown = window.stack.currentWidget()
        assert isinstance(shown, PlanPage)
        assert shown.bar.current() == plan.id
    assert window.work.dialog is None


def test_going_to_a_page_by_key_gives_its_list_the_keyboard(window: MainWindow) -> None:
    window.actions_["go-persons"].trigger()
    assert window.focusWidget() is page(window).list


def test_an_indicator_is_shown_with_a_chart_of_its_values(window: MainWindow, desk: Desk) -> None:
    values = [{"period": f"2026-{month:02}", "value": month * 100} for month in range(1, 7)]
    number = edit.save(desk.store, INDICATORS, {"name_sv": "Träffar", "values": values}).id
    window.show_record(INDICATORS, number)
    (chart,) = page(window).detail.findChildren(ChartView)
    assert "600" in chart.accessibleDescription()
    window.show_record(INDICATORS, edit.save(desk.store, INDICATORS, {"name_sv": "Tom"}).id)
    assert [one for one in page(window).detail.findChildren(ChartView) if one.isVisible()] == []
