"""Two quarters compared in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.compare import CompareDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.marked_text import MarkedText
from kidesk.gui.pages.plan import PlanPage
from kidesk.operations import edit
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.seal_quarter import seal
from kidesk.records import PLAN_ITEMS
from kidesk.records.plan import PlanKind, PlanLevel
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import Colour, Quarter
from tests import factory

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
BEFORE, NOW = "2026-Q2", "2026-Q3"
Show = Callable[[], CompareDialog]


@pytest.fixture
def items(desk: Desk) -> list[int]:
    """Two activities: one improved with another comment, one the same."""
    desk.use(language="en")
    store = desk.store
    plan = factory.plan(store, kind=PlanKind.ACTION_PLAN)
    made = [
        factory.plan_item(store, plan_id=plan.id, level=PlanLevel.ACTIVITY, code=code, title_en=title).id
        for code, title in (("1.1", "Meet"), ("1.2", "Write"))
    ]
    for name, colour, words in ((BEFORE, Colour.YELLOW, "planned for"), (NOW, Colour.GREEN, "held in")):
        quarter = factory.quarter(store, name=name)
        assess(store, made[0], quarter.id, Judgement(colour, "", f"It was {words} May"))
        assess(store, made[1], quarter.id, Judgement(Colour.GREEN, "", "As ever"))
    return made


@pytest.fixture
def show(qtbot: QtBot, desk: Desk, items: list[int]) -> Show:
    """Opens the dialog and waits for both quarters."""

    def opened() -> CompareDialog:
        dialog = CompareDialog(desk, desk.store.all(PlanItem)[0].plan_id)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        settle(qtbot, dialog)
        return dialog

    return opened


def settle(qtbot: QtBot, dialog: CompareDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.is_reading, timeout=5000)


def cells(dialog: CompareDialog) -> list[list[str]]:
    model = dialog.table.moves
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def test_a_comment_that_came_or_went_is_not_called_reworded(show: Show, desk: Desk, items: list[int]) -> None:
    before, now = sorted(desk.store.all(Quarter), key=lambda quarter: quarter.name)
    assess(desk.store, items[0], before.id, Judgement(Colour.YELLOW))
    assess(desk.store, items[1], now.id, Judgement(Colour.GREEN))
    assert [row[-1] for row in cells(show())] == ["New comment", "Taken away"]


def test_nothing_is_said_to_be_the_same_before_it_was_read(qtbot: QtBot, desk: Desk, items: list[int]) -> None:
    dialog = CompareDialog(desk, desk.store.all(PlanItem)[0].plan_id)
    qtbot.addWidget(dialog)
    assert dialog.is_reading
    assert dialog.nothing.isHidden()
    settle(qtbot, dialog)


def test_it_begins_with_the_latest_assessed_quarters(show: Show) -> None:
    dialog = show()
    assert (dialog.earlier.value(), dialog.later.value()) == (BEFORE, NOW)
    assert cells(dialog) == [
        ["1.1 Meet", "Yellow", "Green", "↑ Improved", "Reworded"],
        ["1.2 Write", "Green", "Green", "→ Unchanged", ""],
    ]
    assert dialog.summary.text() == "Improved 1 · Unchanged 1"
    assert [dialog.table.moves.headerData(place, Qt.Orientation.Horizontal) for place in (1, 2)] == [
        "Q2 2026",
        "Q3 2026",
    ]


def test_the_changed_words_are_marked_by_a_line_and_said(show: Show) -> None:
    dialog = show()
    assert dialog.before.toPlainText() == "It was planned for May"
    assert dialog.now.toPlainText() == "It was held in May"
    assert dialog.before.accessibleName() == "Comment, Q2 2026"
    assert dialog.before.accessibleDescription() == "Removed: planned for"
    assert dialog.now.accessibleDescription() == "Added: held in"
    assert marked(dialog.before, lambda font: font.strikeOut()) == ["planned for"]
    assert marked(dialog.now, lambda font: font.underline()) == ["held in"]
    dialog.table.selectRow(1)
    assert dialog.now.toPlainText() == "As ever"
    assert dialog.now.accessibleDescription() == ""
    assert marked(dialog.now, lambda font: font.underline()) == []


def marked(text: MarkedText, has: Callable[[QFont], bool]) -> list[str]:
    """The stretches of a text that have a line."""
    found, stretch = [], text.document().begin().begin()
    while not stretch.atEnd():
        if has(stretch.fragment().charFormat().font()):
            found.append(stretch.fragment().text())
        stretch += 1
    return found


def test_words_of_a_person_are_never_taken_for_markup(show: Show, desk: Desk, items: list[int]) -> None:
    later = next(one for one in desk.store.all(Quarter) if one.name == NOW)
    assess(desk.store, items[0], later.id, Judgement(Colour.GREEN, "", "<b>It</b> was & is"))
    dialog = show()
    assert dialog.now.toPlainText() == "<b>It</b> was & is"


def test_only_what_changed_can_be_shown(show: Show, qtbot: QtBot) -> None:
    dialog = show()
    dialog.only_changed.click()
    assert [row[0] for row in cells(dialog)] == ["1.1 Meet"]
    dialog.only_changed.click()
    assert len(cells(dialog)) == 2


def test_nothing_changed_is_said(show: Show, desk: Desk, items: list[int]) -> None:
    edit.delete(desk.store, PLAN_ITEMS, [items[0]])
    dialog = show()
    dialog.only_changed.click()
    assert dialog.nothing.isVisible()
    assert dialog.nothing.text() == "Nothing differs between the quarters."
    assert not dialog.table.isVisible()


def test_other_quarters_are_chosen_and_a_quarter_with_itself_is_refused(show: Show, qtbot: QtBot) -> None:
    dialog = show()
    dialog.earlier.set_value(NOW)
    dialog.earlier.activated.emit(0)
    settle(qtbot, dialog)
    assert dialog.banner.isVisible()
    assert dialog.banner.label.text() == "A quarter cannot be compared with itself; choose two."
    assert cells(dialog) == []
    assert not dialog.preview_button.isEnabled()
    dialog.later.set_value(BEFORE)
    dialog.later.activated.emit(0)
    settle(qtbot, dialog)
    assert not dialog.banner.isVisible()
    assert cells(dialog)[0][1:3] == ["Yellow", "Green"], "the earlier stands first however they are chosen"


def test_enter_goes_to_the_activity(show: Show, qtbot: QtBot, items: list[int]) -> None:
    dialog = show()
    assert dialog.table.hasFocus()
    dialog.table.selectRow(1)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert chosen.args == [items[1]]
    assert not dialog.isVisible()


def test_an_activity_that_is_gone_has_nowhere_to_go(show: Show, desk: Desk, items: list[int]) -> None:
    seal(desk.store, BEFORE, desk.settings)
    edit.delete(desk.store, PLAN_ITEMS, [items[0]])
    dialog = show()
    dialog.table.select(items[0])
    assert cells(dialog)[-1][1:3] == ["Yellow", "not in the plan"]
    assert not dialog.go_button.isEnabled()


def test_everything_follows_the_language(show: Show, desk: Desk) -> None:
    dialog = show()
    desk.use(language="sv")
    assert cells(dialog)[0][1:] == ["Gul", "Grön", "↑ Förbättrad", "Omformulerad"]
    assert dialog.later.currentText() == "Kvartal 3 2026"
    assert dialog.before.accessibleDescription() == "Borttaget: planned for"


def test_the_plan_page_asks_and_the_window_goes_there(qtbot: QtBot, desk: Desk, items: list[int]) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.resize(1600, 900)
    window.show()
    window.actions_["compare"].trigger()
    assert window.findChildren(CompareDialog) == [], "there is a plan on the page of the plans only"
    window.show_page("plan")
    page = window.pages["plan"]
    assert isinstance(page, PlanPage)
    with qtbot.waitSignal(page.compare_asked) as asked:
        page.bar.compare_action.trigger()
    (dialog,) = window.findChildren(CompareDialog)
    assert asked.args == [desk.store.all(PlanItem)[0].plan_id]
    settle(qtbot, dialog)
    dialog.table.selectRow(1)
    dialog.go()
    assert page.current() == items[1]


def test_the_matrix_and_the_comparison_are_previewed(
    qtbot: QtBot, desk: Desk, items: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    plan, asked = desk.store.all(PlanItem)[0].plan_id, []
    monkeypatch.setattr(window.printing, "_preview", lambda subject, offer, chosen: asked.append((subject, offer())))
    window.show_page("plan")
    window.actions_["matrix"].trigger()
    window.actions_["compare"].trigger()
    (dialog,) = window.findChildren(CompareDialog)
    settle(qtbot, dialog)
    dialog.preview_button.click()
    assert [subject for subject, _ in asked] == [
        ("activity-matrix", plan, NOW, "", None),
        ("quarter-comparison", plan, NOW, BEFORE, None),
    ]
    assert asked[1][1].file_name(desk.language) == "kidesk-quarter-comparison-2026-Q2-2026-Q3-en"
