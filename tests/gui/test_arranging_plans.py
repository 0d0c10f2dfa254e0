"""Arranging a plan in the window: its keys, dragging, the menus, copies, links and what is said of roles."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from kidesk.gui.cards import RowButton
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.copy_plan import CopyPlanDialog
from kidesk.gui.dialogs.move_item import MoveItemDialog
from kidesk.gui.dialogs.shortcuts import ShortcutsDialog
from kidesk.gui.editor import Editor
from kidesk.gui.editors import OtherPlanEditor
from kidesk.gui.main_window import MainWindow
from kidesk.gui.pages.plan import PlanPage
from kidesk.gui.pages.plan_model import PROGRESS, TITLE, UNITS
from kidesk.gui.parts_editor import PartsEditor
from kidesk.gui.plain import PlainLabel
from kidesk.gui.record_dialog import RecordDialog
from kidesk.operations import edit
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.plan_tree import Node, plan_tree
from kidesk.records.plan import LEVELS, Plan, PlanKind, PlanLevel
from kidesk.records.plan_item import ItemLinkKind, Lifecycle, PlanItem, UnitRole
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import Colour
from kidesk.store.store import Store
from tests import factory

# The offscreen platform says that it leaves these alone.
pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", extend=True),
    pytest.mark.qt_log_ignore("raise", extend=True),
    pytest.mark.qt_log_ignore("grabbing", extend=True),
]
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Small:
    """An action plan 1 (1.1 (1.1.1, 1.1.2), 1.2); `of` gives the ids by the first codes."""

    def __init__(self, store: Store, kind: PlanKind = PlanKind.ACTION_PLAN, **plan: Any) -> None:
        self.store = store
        self.plan = factory.plan(store, kind=kind, first_year=2026, **plan).id
        self.of: dict[str, int] = {}
        for code in ("1", "1.1", "1.1.1", "1.1.2", "1.2"):
            parts = code.split(".")
            if len(parts) > len(LEVELS[kind]):
                continue
            self.of[code] = factory.plan_item(
                store,
                plan_id=self.plan,
                parent_id=self.of.get(".".join(parts[:-1])),
                level=LEVELS[kind][len(parts) - 1],
                code=code,
                title_sv=f"Punkt {code}",
                title_en=f"Item {code}",
                position=int(parts[-1]),
            ).id

    @property
    def shown(self) -> str:
        return _shown(plan_tree(self.store, self.plan, []))


def _shown(nodes: tuple[Node, ...]) -> str:
    return " ".join(node.item.code + (f" ({_shown(node.children)})" if node.children else "") for node in nodes)


@pytest.fixture
def small(desk: Desk) -> Small:
    return Small(desk.store)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, small: Small) -> MainWindow:
    """The window on the page of the plans, in English."""
    desk.use(language="en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1360, 800)
    made.show()
    made.show_page("plan")
    return made


@pytest.fixture
def page(window: MainWindow) -> PlanPage:
    shown = window.pages["plan"]
    assert isinstance(shown, PlanPage)
    return shown


def _press(page: PlanPage, number: int, key: Qt.Key, held: Qt.KeyboardModifier = ALT) -> None:
    page.select(number)
    page.view.setFocus()
    QTest.keyClick(page.view, key, held)


def _cell(page: PlanPage, number: int, column: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> Any:
    return page.model.data(page.model.index_of(number, column), int(role))


# Keys


def test_alt_and_the_arrows_move_the_item_and_keep_it_selected(
    window: MainWindow, page: PlanPage, small: Small
) -> None:
    _press(page, small.of["1.1.1"], Qt.Key.Key_Down)
    assert small.shown == "1 (1.1 (1.1.2 1.1.1) 1.2)"
    assert page.view.currentIndex() == page.model.index_of(small.of["1.1.1"])
    QTest.keyClick(page.view, Qt.Key.Key_Up, ALT)
    assert small.shown == "1 (1.1 (1.1.1 1.1.2) 1.2)"
    QTest.keyClick(page.view, Qt.Key.Key_Left, ALT)
    assert small.shown == "1 (1.1 (1.1.2) 1.1.1 1.2)"
    QTest.keyClick(page.view, Qt.Key.Key_Right, ALT)
    assert small.shown == "1 (1.1 (1.1.2 1.1.1) 1.2)"
    assert window.toast.isVisible()
    assert page.current() == small.of["1.1.1"]
    window.work.undo()
    assert small.shown == "1 (1.1 (1.1.2) 1.1.1 1.2)"
    said = [label.text() for label in window.toast.findChildren(PlainLabel)]
    assert "The move was taken back" in said


def test_a_move_that_is_refused_says_why_and_asks_nothing(
    window: MainWindow, page: PlanPage, small: Small, answers: Any
) -> None:
    _press(page, small.of["1.1"], Qt.Key.Key_Right)
    assert small.shown == "1 (1.1 (1.1.1 1.1.2) 1.2)"
    assert "There is no item before it that it could stand under." in _told(window)
    _press(page, small.of["1.1.1"], Qt.Key.Key_Insert, CTRL)
    assert "Nothing can stand under an item of the lowest level." in _told(window)
    assert answers.asked == []


def _told(window: MainWindow) -> str:
    return " ".join(label.text() for label in window.toast.findChildren(PlainLabel))


@pytest.mark.parametrize(
    ("key", "held", "shown"),
    [
        (Qt.Key.Key_Insert, Qt.KeyboardModifier.NoModifier, "1 (1.1 (1.1.1 1.1.2) new 1.2)"),
        (Qt.Key.Key_Insert, CTRL, "1 (1.1 (1.1.1 1.1.2 new) 1.2)"),
        (Qt.Key.Key_Insert, SHIFT, "1 (1.1 (1.1.1 1.1.2 new) 1.2)"),
    ],
)
def test_insert_adds_an_item_beside_or_under(
    window: MainWindow, page: PlanPage, small: Small, key: Qt.Key, held: Qt.KeyboardModifier, shown: str
) -> None:
    _press(page, small.of["1.1"], key, held)
    dialog = window.work.dialog
    assert dialog is not None
    assert dialog.windowTitle() == ("New focus area" if held == Qt.KeyboardModifier.NoModifier else "New activity")
    for field, typed in (("title_sv", "Ny"), ("code", "new")):
        editor = dialog.boxes[field].editor
        assert isinstance(editor, Editor)
        editor.set_value(typed)
    dialog.save_button.click()
    assert small.shown == shown
    item = small.store.get(PlanItem, page.current() or 0)
    assert item is not None
    assert item.code == "new"
    window.work.undo()
    assert small.shown == "1 (1.1 (1.1.1 1.1.2) 1.2)"


def test_insert_in_an_empty_plan_asks_for_the_first_item(qtbot: QtBot, desk: Desk) -> None:
    factory.plan(desk.store)
    page = PlanPage(desk)
    qtbot.addWidget(page)
    page.show()
    asked: list[Any] = []
    page.new_asked.connect(lambda kind, values: asked.append(values))
    page.ask_act("sibling")
    assert [one["level"] for one in asked] == [PlanLevel.INSIGHT]


def test_in_a_filtered_tree_an_item_passes_the_one_that_is_shown_next(
    page: PlanPage, small: Small, qtbot: QtBot
) -> None:
    for code in ("1.1", "1.3"):
        if code == "1.3":
            values = {"plan_id": small.plan, "parent_id": small.of["1"], "level": PlanLevel.FOCUS_AREA, "position": 3}
            small.of[code] = factory.plan_item(small.store, code=code, title_en="Last", **values).id
        edit.save(small.store, PLAN_ITEMS, {"prioritised_year": 2022}, number=small.of[code])
    page.filter.prioritised.click()
    _press(page, small.of["1.1"], Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: small.shown == "1 (1.2 1.3 1.1 (1.1.1 1.1.2))")
    QTest.keyClick(page.view, Qt.Key.Key_Up, ALT)
    qtbot.waitUntil(lambda: small.shown == "1 (1.2 1.1 (1.1.1 1.1.2) 1.3)")
    assert page.filter.prioritised.isChecked()


# Dragging


def _data(page: PlanPage, number: int) -> QMimeData:
    return page.model.mimeData([page.model.index_of(number)])


def test_what_is_dropped_on_the_model_is_moved(page: PlanPage, small: Small, qtbot: QtBot) -> None:
    model, move = page.model, Qt.DropAction.MoveAction
    data = _data(page, small.of["1.1.1"])
    area = model.index_of(small.of["1.2"])
    assert model.canDropMimeData(data, move, -1, 0, area)
    assert model.dropMimeData(data, move, -1, 0, area)
    qtbot.waitUntil(lambda: small.shown == "1 (1.1 (1.1.2) 1.2 (1.1.1))")
    data = _data(page, small.of["1.2"])
    assert model.dropMimeData(data, move, 0, 0, model.index_of(small.of["1"]))
    qtbot.waitUntil(lambda: small.shown == "1 (1.2 (1.1.1) 1.1 (1.1.2))")


def test_what_does_not_fit_is_refused_by_the_model(page: PlanPage, small: Small, desk: Desk) -> None:
    model, move = page.model, Qt.DropAction.MoveAction
    assess(desk.store, small.of["1.1.2"], factory.quarter(desk.store).id, Judgement(Colour.GREEN))
    refused = [("1", "1.1"), ("1.1", "1.2"), ("1.1.2", "1"), ("1.2", "1.1.1")]
    for code, above in refused:
        data, index = _data(page, small.of[code]), model.index_of(small.of[above])
        assert not model.canDropMimeData(data, move, -1, 0, index), (code, above)
        assert not model.dropMimeData(data, move, -1, 0, index)
    strange = QMimeData()
    strange.setText("x")
    assert not model.canDropMimeData(strange, move, -1, 0, QModelIndex())
    assert small.shown == "1 (1.1 (1.1.1 1.1.2) 1.2)"


def _at(page: PlanPage, code: str, small: Small, share: float) -> QPoint:
    row = page.view.visualRect(page.model.index_of(small.of[code]))
    return QPoint(row.x() + 60, row.y() + round(row.height() * share))


def _drag(page: PlanPage, data: QMimeData, place: QPoint) -> bool:
    event = QDragMoveEvent(
        place, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.view.dragMoveEvent(event)
    return event.isAccepted()


def _drop(page: PlanPage, data: QMimeData, place: QPoint) -> None:
    page.view.dropEvent(
        QDropEvent(place, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    )


@pytest.mark.parametrize(
    ("dragged", "over", "share", "shown"),
    [
        ("1.1.2", "1.1.1", 0.1, "1 (1.1 (1.1.2 1.1.1) 1.2)"),
        ("1.1.1", "1.1.2", 0.9, "1 (1.1 (1.1.2 1.1.1) 1.2)"),
        ("1.1.1", "1.2", 0.5, "1 (1.1 (1.1.2) 1.2 (1.1.1))"),
        ("1.1.1", "1.2", 0.1, "1 (1.1 (1.1.2) 1.2 (1.1.1))"),  # where it keeps its level
        ("1.2", "1.1", 0.1, "1 (1.2 1.1 (1.1.1 1.1.2))"),
        ("1.1.2", "1.1", 0.9, "1 (1.1 (1.1.2 1.1.1) 1.2)"),  # under an open row: before its first one
    ],
)
def test_a_row_is_dropped_where_its_line_is_shown(
    page: PlanPage, small: Small, qtbot: QtBot, dragged: str, over: str, share: float, shown: str
) -> None:
    data, place = _data(page, small.of[dragged]), _at(page, over, small, share)
    assert _drag(page, data, place)
    before = page.view.viewport().grab().toImage()
    _drop(page, data, place)
    qtbot.waitUntil(lambda: small.shown == shown)
    assert page.current() == small.of[dragged]
    assert page.view.viewport().grab().toImage() != before


def test_a_refused_drop_is_shown_and_told(page: PlanPage, small: Small, desk: Desk) -> None:
    assess(desk.store, small.of["1.1.2"], factory.quarter(desk.store).id, Judgement(Colour.GREEN))
    data, place = _data(page, small.of["1.1.2"]), _at(page, "1", small, 0.1)
    plain = page.view.viewport().grab().toImage()
    assert not _drag(page, data, place)
    assert page.view.viewport().grab().toImage() != plain
    _drop(page, data, place)
    assert small.shown == "1 (1.1 (1.1.1 1.1.2) 1.2)"
    landing = page.model.landing(data, -1, page.model.index_of(small.of["1"]))
    assert landing is not None
    assert page.model.spoken_landing(landing).startswith("What has been assessed stays")
    assert not _drag(page, data, _at(page, "1.1.2", small, 0.5))  # over itself


# Menus and dialogs


def test_everything_stands_in_both_menus_with_its_keys(page: PlanPage) -> None:
    bar = page.bar.arrange_button.menu()
    assert isinstance(bar, QMenu)
    shown = [action.text() for action in page.menu.actions() if not action.isSeparator()]
    assert "Move up\tAlt+Up" in shown
    assert "New item under it…\tCtrl+Ins" in shown
    assert set(action.text() for action in bar.actions()) <= {*shown, ""}
    asked: list[tuple[str, int]] = []
    page.act_asked.connect(lambda act, number: asked.append((act, number)))
    page.select(page.pane.nodes()[0].item.id)
    plan, item = page.bar.current(), page.current()
    for action in bar.actions():
        if action.property("act") in ("up", "copy"):
            action.trigger()
    for dialog in page.window().findChildren(CopyPlanDialog):
        dialog.reject()
    assert asked == [("up", item), ("copy", plan)]


def test_the_shortcuts_of_plans_and_of_assessing_stand_in_the_dialog_of_shortcuts(window: MainWindow) -> None:
    window.errands.shortcuts()
    (dialog,) = window.findChildren(ShortcutsDialog)
    shown = [label.text() for label in dialog.findChildren(PlainLabel)]
    assert {"In a plan", "Move out a level", "Alt+Left", "Ctrl+Ins"} <= set(shown)
    assert {"Assessing a quarter", "Green", "Take over the proposed colour", "Could not be prioritised"} <= set(shown)
    assert {"G", "Y", "R", "N", "D", "P", "C", "E", "1", "2", "Ctrl+Enter"} <= set(shown)
    dialog.reject()


def test_an_item_moves_into_another_plan_by_the_dialog(window: MainWindow, page: PlanPage, small: Small) -> None:
    other = Small(small.store)
    Small(small.store, PlanKind.STRATEGY)
    page.select(small.of["1.1"])
    page.ask_act("elsewhere")
    (dialog,) = window.findChildren(MoveItemDialog)
    assert dialog.plan.count() == 2
    assert [dialog.above.itemText(row).strip() for row in range(dialog.above.count())] == [
        "Nothing: at the top",
        "1 Item 1",
        "1.2 Item 1.2",
    ]
    dialog.plan.set_value(other.plan)
    dialog.plan.activated.emit(0)
    dialog.above.set_value(other.of["1.1"])
    dialog.save()
    assert "no level left" in dialog.banner.label.text()
    dialog.above.set_value(other.of["1"])
    dialog.save()
    assert small.shown == "1 (1.2)"
    assert other.shown == "1 (1.1 (1.1.1 1.1.2) 1.2 1.1 (1.1.1 1.1.2))"
    assert (page.bar.current(), page.current()) == (other.plan, small.of["1.1"])


def test_new_codes_are_given_once_they_are_seen(window: MainWindow, page: PlanPage, small: Small, answers: Any) -> None:
    _press(page, small.of["1.1"], Qt.Key.Key_Down)
    page.ask_act("all-codes")
    assert answers.asked == [
        "New codes: 4 codes change: 1.2 → 1.1, 1.1 → 1.2, 1.1.1 → 1.2.1. What is sealed or printed keeps the old ones."
    ]
    assert small.shown == "1 (1.2 1.1 (1.1.1 1.1.2))"
    answers.key = "renumber"
    page.select(small.of["1"])
    page.ask_act("codes")
    assert small.shown == "1 (1.1 1.2 (1.2.1 1.2.2))"
    page.ask_act("all-codes")
    assert "The codes follow the places already." in _told(window)
    window.work.undo()
    assert small.shown == "1 (1.2 1.1 (1.1.1 1.1.2))"


def test_a_plan_is_copied_and_the_copy_shown(window: MainWindow, page: PlanPage, small: Small) -> None:
    for code in ("1.1.1", "1.1.2"):
        edit.save(small.store, PLAN_ITEMS, {"lifecycle": Lifecycle.DONE}, number=small.of[code])
    page.ask_act("copy")
    (dialog,) = window.findChildren(CopyPlanDialog)
    assert dialog.year.text() == "2027"
    assert dialog.along[Lifecycle.DONE].text() == "Done (2)"
    dialog.year.setText("soon")
    dialog.save()
    assert dialog.year_box.problem == "A year is written with digits, such as 2027."
    dialog.year.setText("2026")
    dialog.save()
    assert "The plan begins in 2026 itself." in dialog.year_box.problem
    dialog.year.setText("2028")
    dialog.title_en.setText("The next one")
    dialog.save()
    shown = page.bar.plan()
    assert shown is not None
    assert (shown.title_en, shown.first_year, shown.copied_from_id) == ("The next one", 2028, small.plan)
    assert [node.item.code for node in page.pane.nodes()] == ["1", "1.1", "1.2"]
    window.work.undo()
    assert len(small.store.all(Plan)) == 1


# What is shown of the kinds of plan


def test_roles_and_budget_are_told_in_words(window: MainWindow, page: PlanPage, desk: Desk) -> None:
    ka, uf = (
        factory.organisation(desk.store, name_en=name, abbreviation=short)
        for name, short in (("Communications", "KA"), ("Research Support", "UF"))
    )
    plan = Small(desk.store, PlanKind.OPERATIONAL_PLAN, budget=53_255_000, currency="SEK")
    rows = [{"unit_id": ka.id, "role": UnitRole.RESPONSIBLE}, {"unit_id": uf.id, "role": UnitRole.SHARED}]
    edit.save(desk.store, PLAN_ITEMS, {"units": rows, "budget": 250_000}, number=plan.of["1.1"])
    rows = [{"unit_id": ka.id, "role": UnitRole.SHARED, "counterpart_id": uf.id}]
    edit.save(desk.store, PLAN_ITEMS, {"units": rows}, number=plan.of["1.2"])
    page.select(plan.of["1.1"])
    assert _cell(page, plan.of["1.1"], UNITS) == "Responsible: KA; shared with UF"
    assert _cell(page, plan.of["1.2"], UNITS) == "KA, shared with UF"
    assert _cell(page, plan.of["1.1"], PROGRESS) == "Not started 250,000 SEK"
    assert page.filter.budget.text() == "Budget 53,255,000 SEK"
    assert page.model.columnCount() == 3  # quarters say nothing of a plan that was never assessed
    shown = [label.text() for label in page.detail.findChildren(PlainLabel)]
    assert {"Commitment", "Responsible: Communications; shared with Research Support", "Budget 250,000 SEK"} <= {*shown}
    desk.use(language="sv")
    assert _cell(page, plan.of["1.1"], UNITS) == "Ansvarar: KA; delas med UF"


def test_what_is_prioritised_has_a_mark_a_word_and_its_source(page: PlanPage, small: Small) -> None:
    values = {"prioritised_year": 2022, "prioritised_source": "the President"}
    edit.save(small.store, PLAN_ITEMS, values, number=small.of["1.1.1"])
    index = page.model.index_of(small.of["1.1.1"], TITLE)
    assert page.model.priority_words(index) == ("Prioritised in 2022 (the President)", "Prioritised 2022", "2022")
    page.select(small.of["1.1.1"])
    shown = [label.text() for label in page.detail.findChildren(PlainLabel)]
    assert "Prioritised in 2022 (the President)" in shown


# Links between plans


def test_links_are_shown_at_both_ends_and_lead_there(page: PlanPage, small: Small, desk: Desk, qtbot: QtBot) -> None:
    strategy = Small(desk.store, PlanKind.STRATEGY)
    link = {"kind": ItemLinkKind.SERVES, "target_id": strategy.of["1.1"]}
    edit.save(desk.store, PLAN_ITEMS, {"links": [link]}, number=small.of["1.1.1"])
    page.select(small.of["1.1.1"])
    (row,) = page.detail.findChildren(RowButton)
    assert row.text() == "1.1 Item 1.1"
    row.click()
    qtbot.waitUntil(lambda: page.current() == strategy.of["1.1"])
    assert page.bar.current() == strategy.plan
    shown = [label.text() for label in page.detail.findChildren(PlainLabel)]
    assert "Served by · Action plan 2026" in shown
    (row,) = page.detail.findChildren(RowButton)
    row.click()
    qtbot.waitUntil(lambda: page.current() == small.of["1.1.1"])


def test_a_link_is_offered_items_of_other_plans_that_fit(qtbot: QtBot, desk: Desk, small: Small) -> None:
    desk.use(language="en")
    strategy, other = Small(desk.store, PlanKind.STRATEGY), Small(desk.store)
    item = desk.store.get(PlanItem, small.of["1.1.1"])
    dialog = RecordDialog(desk, PLAN_ITEMS, item)
    qtbot.addWidget(dialog)
    rows = dialog.boxes["links"].editor
    assert isinstance(rows, PartsEditor)
    rows.add_row()
    row = rows.rows[0]
    target = row.editors["target_id"]
    assert isinstance(target, OtherPlanEditor)
    row.editors["kind"].set_value(ItemLinkKind.SERVES)
    offered = [one.id for one in target.choices("", 30)]
    assert sorted(offered) == sorted(strategy.of.values())
    row.editors["kind"].set_value(ItemLinkKind.BELONGS_TO)
    assert [one.id for one in target.choices("", 30)] == [other.of["1.1"], other.of["1.2"]]
    target.line.setText("")
    QTest.keyClicks(target.line, "1.2")
    plan = desk.store.get(Plan, other.plan)
    assert plan is not None
    target.line.setText(f"1.2 Item 1.2 – {plan.title_en}")
    dialog.save_button.click()
    saved = desk.store.get(PlanItem, small.of["1.1.1"])
    assert saved is not None
    assert [one.target_id for one in saved.links] == [other.of["1.2"]]


def test_a_link_within_one_plan_is_refused_with_a_sentence(store: Store) -> None:
    small = Small(store)
    link = {"kind": ItemLinkKind.BELONGS_TO, "target_id": small.of["1.2"]}
    with pytest.raises(edit.Invalid) as error:
        edit.save(store, PLAN_ITEMS, {"links": [link]}, number=small.of["1.1"])
    assert [one.message for one in error.value.problems] == [
        "A link leads to an item of another plan; this one is of the same plan."
    ]
    other = Small(store)
    link = {"kind": ItemLinkKind.BELONGS_TO, "target_id": other.of["1.1.1"]}
    (doubt,) = edit.save(store, PLAN_ITEMS, {"links": [link]}, number=small.of["1.1"]).warnings
    assert "seldom leads to" in doubt.message
