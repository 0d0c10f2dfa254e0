"""The plan page: the tree, its colours for eye and ear, the filter, and the way to the assessment."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.pages.plan import PlanPage
from kidesk.gui.pages.plan_model import FIRST_QUARTER, PROGRESS, TITLE, UNITS, PlanModel
from kidesk.operations import edit
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.plan_tree import plan_tree
from kidesk.records.plan import PLANS, PlanKind, PlanLevel
from kidesk.records.plan_item import Lifecycle, PlanItem, colour_in
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import Colour, Period
from kidesk.store.store import Store
from tests import factory

# The offscreen platform says that it leaves size hints alone.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


class Numbers:
    """The ids of a small plan: one insight, two focus areas, three activities, of which one is prioritised."""

    def __init__(self, store: Store) -> None:
        self.plan = factory.plan(store, first_year=2026, last_year=2027).id
        self.insight = self._add(store, PlanLevel.INSIGHT, None, "1", "Insight")
        self.area = self._add(store, PlanLevel.FOCUS_AREA, self.insight, "1.1", "Networks")
        self.other = self._add(store, PlanLevel.FOCUS_AREA, self.insight, "1.2", "Media")
        more = {"prioritised_year": 2026, "prioritised_source": "the President"}
        self.first = self._add(store, PlanLevel.ACTIVITY, self.area, "1.1.1", "Alumni meetings", **more)
        self.second = self._add(store, PlanLevel.ACTIVITY, self.area, "1.1.2", "Delegations")
        self.third = self._add(store, PlanLevel.ACTIVITY, self.other, "1.2.1", "Press room")
        self.spring = factory.quarter(store, name="2026-Q1").id
        self.summer = factory.quarter(store, name="2026-Q2").id

    def _add(self, store: Store, level: PlanLevel, parent: int | None, code: str, title: str, **more: Any) -> int:
        place = int(code[-1])
        values = {"level": level, "parent_id": parent, "code": code, "position": place, "title_en": title}
        return factory.plan_item(store, plan_id=self.plan, title_sv=title, **values, **more).id


@pytest.fixture
def numbers(store: Store) -> Numbers:
    return Numbers(store)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, numbers: Numbers) -> PlanPage:
    """The page of the small plan, in English."""
    return _shown(qtbot, desk)


def _shown(qtbot: QtBot, desk: Desk) -> PlanPage:
    desk.use(language="en")
    made = PlanPage(desk)
    qtbot.addWidget(made)
    made.resize(1300, 760)
    made.show()
    made.activateWindow()
    return made


def _titles(page: PlanPage) -> list[str]:
    return [node.item.code for node in page.pane.nodes()]


def _cell(page: PlanPage, number: int, column: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> Any:
    return page.model.data(page.model.index_of(number, column), int(role))


def _item(page: PlanPage, number: int) -> PlanItem:
    item = page.desk.store.get(PlanItem, number)
    assert item is not None
    return item


def _press(page: PlanPage, key: Qt.Key) -> None:
    page.view.setFocus()
    QTest.keyClick(page.view, key)


# The tree


def test_the_model_obeys_qt(desk: Desk, numbers: Numbers) -> None:
    model = PlanModel(desk)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_tree(plan_tree(desk.store, numbers.plan, ["2026-Q1"]), [Period(2026, 1)])
    model.filter("media", is_prioritised=False)
    model.filter("", is_prioritised=True)
    assert model.rowCount() == 1
    assert tester.model() is model


def test_the_tree_stands_in_the_order_of_the_plan(page: PlanPage) -> None:
    assert _titles(page) == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1"]
    assert page.model.rowCount() == 1
    assert page.bar.tabs.tabText(0) == "Action plan 2026–2027"


def test_a_colour_is_a_word_for_the_ear(page: PlanPage, desk: Desk, numbers: Numbers) -> None:
    assess(desk.store, numbers.first, numbers.summer, Judgement(Colour.GREEN))
    ear = Qt.ItemDataRole.AccessibleTextRole
    assert _cell(page, numbers.first, FIRST_QUARTER + 1, ear) == "Q2 2026: Green"
    assert _cell(page, numbers.first, FIRST_QUARTER, ear) == "Q1 2026: Not assessed"
    assert page.model.headerData(FIRST_QUARTER, Qt.Orientation.Horizontal, int(ear)) == "Q1 2026"


def test_a_parent_says_its_distribution(page: PlanPage, desk: Desk, numbers: Numbers) -> None:
    assess(desk.store, numbers.first, numbers.summer, Judgement(Colour.GREEN))
    assess(desk.store, numbers.third, numbers.summer, Judgement(Colour.RED))
    description = Qt.ItemDataRole.AccessibleDescriptionRole
    said = _cell(page, numbers.insight, FIRST_QUARTER + 1, description)
    assert said == "1 green, 0 yellow, 1 red, 1 not assessed"
    assess(desk.store, numbers.second, numbers.summer, Judgement(Colour.NOT_DUE))
    said = _cell(page, numbers.insight, FIRST_QUARTER + 1, description)
    assert said == "1 green, 0 yellow, 1 red, 0 not assessed, 1 not due"


def test_what_is_prioritised_says_when_and_by_whom(page: PlanPage, numbers: Numbers) -> None:
    tip = Qt.ItemDataRole.ToolTipRole
    assert _cell(page, numbers.first, TITLE, tip) == "1.1.1 Alumni meetings\nPrioritised in 2026 (the President)"
    assert _cell(page, numbers.second, TITLE, tip) == "1.1.2 Delegations"


def test_text_that_looks_like_html_is_shown_as_it_is(page: PlanPage, desk: Desk, numbers: Numbers) -> None:
    edit.save(desk.store, PLAN_ITEMS, {"title_en": "<b>&"}, number=numbers.second)
    assert "&lt;b&gt;&amp;" in _cell(page, numbers.second, TITLE, Qt.ItemDataRole.ToolTipRole)


def test_the_filter_keeps_what_stands_above_and_below(page: PlanPage, qtbot: QtBot) -> None:
    page.filter.field.setText("MEDIA")
    qtbot.waitUntil(lambda: _titles(page) == ["1", "1.2", "1.2.1"])
    page.filter.field.setText("1.1.2 deleg")
    qtbot.waitUntil(lambda: _titles(page) == ["1", "1.1", "1.1.2"])
    page.filter.field.setText("nothing like it")
    qtbot.waitUntil(page.pane.no_match.isVisible)
    page.pane.no_match.findChildren(QPushButton)[0].click()
    assert len(_titles(page)) == 6


def test_only_what_is_prioritised_can_be_shown(page: PlanPage) -> None:
    page.filter.prioritised.click()
    assert _titles(page) == ["1", "1.1", "1.1.1"]
    page.filter.prioritised.click()
    assert len(_titles(page)) == 6


def test_what_is_closed_and_selected_stays_so_when_others_change_something(
    page: PlanPage, desk: Desk, numbers: Numbers
) -> None:
    page.select(numbers.third)
    page.view.collapse(page.model.index_of(numbers.area))
    edit.save(desk.store, PLAN_ITEMS, {"title_en": "Renamed"}, number=numbers.second)
    assert _cell(page, numbers.second, TITLE) == "1.1.2 Renamed"
    assert page.current() == numbers.third
    assert page.view.currentIndex() == page.model.index_of(numbers.third)
    assert not page.view.isExpanded(page.model.index_of(numbers.area))
    assert page.view.isExpanded(page.model.index_of(numbers.insight))


def test_a_filter_opens_what_was_closed_only_for_a_while(page: PlanPage, numbers: Numbers, qtbot: QtBot) -> None:
    area = numbers.area
    page.view.collapse(page.model.index_of(area))
    page.filter.field.setText("delegations")
    qtbot.waitUntil(lambda: len(_titles(page)) == 3)
    assert page.view.isExpanded(page.model.index_of(area))
    page.filter.clear()
    assert not page.view.isExpanded(page.model.index_of(area))


def test_everything_opens_and_closes_at_once(page: PlanPage, numbers: Numbers) -> None:
    page.filter.collapse_asked.emit()
    assert not page.view.isExpanded(page.model.index_of(numbers.insight))
    page.filter.expand_asked.emit()
    assert page.view.isExpanded(page.model.index_of(numbers.area))


def test_selecting_an_item_of_another_plan_shows_that_plan(page: PlanPage, desk: Desk, numbers: Numbers) -> None:
    other = factory.plan(desk.store, kind=PlanKind.STRATEGY, first_year=2011).id
    action = factory.plan_item(desk.store, plan_id=other, level=PlanLevel.ACTION).id
    page.select(action)
    assert (page.bar.current(), page.current()) == (other, action)
    assert not page.bar.compare_action.isVisible()
    page.bar.tabs.setCurrentIndex(0)
    assert page.bar.current() == numbers.plan
    assert page.current() == numbers.first
    page.select(999_999)
    assert page.current() == numbers.first


def test_selecting_what_the_filter_hides_clears_it(page: PlanPage, numbers: Numbers) -> None:
    page.filter.prioritised.click()
    page.select(numbers.third)
    assert not page.filter.prioritised.isChecked()
    assert page.view.currentIndex() == page.model.index_of(numbers.third)


def test_a_narrow_page_leaves_columns_out_but_never_the_latest_quarters(page: PlanPage, desk: Desk) -> None:
    for name in ("2025-Q3", "2025-Q4"):
        factory.quarter(desk.store, name=name)
    assert page.model.columnCount() == FIRST_QUARTER + 4
    page.resize(800, 600)
    hidden = [page.view.isColumnHidden(column) for column in range(page.model.columnCount())]
    assert hidden == [False, True, True, True, True, False, False]
    page.resize(1400, 800)
    assert not page.view.isColumnHidden(FIRST_QUARTER)


def test_progress_and_then_units_give_way_to_the_titles(page: PlanPage, desk: Desk, numbers: Numbers) -> None:
    def shown(width: int) -> list[bool]:
        page.resize(width, 760)
        return [not page.view.isColumnHidden(column) for column in (UNITS, PROGRESS)]

    for name in ("2025-Q3", "2025-Q4"):
        factory.quarter(desk.store, name=name)
    unit = factory.organisation(desk.store, kind="own-unit", name_sv="Kansliet").id
    edit.save(desk.store, PLAN_ITEMS, {"units": [{"unit_id": unit, "role": "responsible"}]}, number=numbers.first)
    assert (shown(1136), shown(1500)) == ([True, False], [True, True])
    edit.save(desk.store, PLAN_ITEMS, {"lifecycle": Lifecycle.ONGOING}, number=numbers.first)
    assert (shown(1136), shown(1500)) == ([False, True], [True, True])


# Asking


def test_what_the_page_asks_for(page: PlanPage, numbers: Numbers) -> None:
    asked: list[Any] = []
    page.edit_asked.connect(lambda kind, number: asked.append(("edit", kind, number)))
    page.delete_asked.connect(lambda kind, ids: asked.append(("delete", kind, ids)))
    page.report_asked.connect(lambda kind, number: asked.append(("report", kind, number)))
    page.select(numbers.second)
    _press(page, Qt.Key.Key_Return)
    _press(page, Qt.Key.Key_Delete)
    page.bar.edit_button.click()
    page.bar.report_action.trigger()
    assert asked == [
        ("edit", PLAN_ITEMS, numbers.second),
        ("delete", PLAN_ITEMS, [numbers.second]),
        ("edit", PLANS, numbers.plan),
        ("report", PLANS, numbers.plan),
    ]


def test_a_new_item_stands_under_the_selected_one_or_beside_an_activity(page: PlanPage, numbers: Numbers) -> None:
    asked: list[Any] = []
    page.new_asked.connect(lambda kind, values: asked.append(values))
    for number in (numbers.insight, numbers.other, numbers.first):
        page.select(number)
        page.bar.new_button.click()
    places = [(values["parent_id"], values["level"], values["position"]) for values in asked]
    assert places == [
        (numbers.insight, PlanLevel.FOCUS_AREA, 3),
        (numbers.other, PlanLevel.ACTIVITY, 2),
        (numbers.area, PlanLevel.ACTIVITY, 3),
    ]
    assert {values["plan_id"] for values in asked} == {numbers.plan}


def test_without_a_plan_there_is_a_way_to_get_one(qtbot: QtBot, desk: Desk) -> None:
    page = _shown(qtbot, desk)
    assert page.empty.isVisible()
    asked: list[object] = []
    page.starter_asked.connect(lambda: asked.append("starter"))
    page.new_asked.connect(lambda kind, values: asked.append((kind, values)))
    for button in page.empty.findChildren(QPushButton):
        button.click()
    assert asked == ["starter", (PLANS, {})]
    factory.plan(desk.store)
    assert page.pane.no_items.isVisible()


# The way to the assessment


def _asked(page: PlanPage) -> list[tuple[object, object, object]]:
    asked: list[tuple[object, object, object]] = []
    page.assess_asked.connect(lambda plan, item, colour: asked.append((plan, item, colour)))
    return asked


@pytest.mark.parametrize(
    ("key", "colour"),
    [
        (Qt.Key.Key_G, Colour.GREEN),
        (Qt.Key.Key_Y, Colour.YELLOW),
        (Qt.Key.Key_R, Colour.RED),
        (Qt.Key.Key_N, Colour.NOT_ASSESSED),
        (Qt.Key.Key_D, Colour.NOT_DUE),
    ],
)
def test_a_letter_in_the_tree_asks_for_the_activity_to_be_assessed(
    page: PlanPage, numbers: Numbers, key: Qt.Key, colour: Colour
) -> None:
    asked = _asked(page)
    page.select(numbers.second)
    _press(page, key)
    assert asked == [(numbers.plan, numbers.second, colour)]
    assert colour_in(_item(page, numbers.second), "2026-Q2") == Colour.NOT_ASSESSED


def test_the_buttons_ask_for_the_plan_to_be_assessed_from_what_is_shown(page: PlanPage, numbers: Numbers) -> None:
    asked = _asked(page)
    page.select(numbers.third)
    page.assess_button.click()
    page.bar.assess_button.click()
    assert asked == [(numbers.plan, numbers.third, None)] * 2


def test_only_activities_are_assessed(page: PlanPage, numbers: Numbers) -> None:
    asked = _asked(page)
    page.select(numbers.area)
    assert not page.assess_button.isVisible()
    _press(page, Qt.Key.Key_G)
    assert asked == []
    page.select(numbers.first)
    assert page.assess_button.isVisible()


# Words


def test_the_language_follows_live(page: PlanPage, desk: Desk, numbers: Numbers) -> None:
    edit.save(desk.store, PLAN_ITEMS, {"title_sv": "Alumnträffar"}, number=numbers.first)
    desk.use(language="sv")
    assert _cell(page, numbers.first, TITLE) == "1.1.1 Alumnträffar"
    assert page.current() == numbers.first


def test_every_button_and_field_says_what_it_is(page: PlanPage) -> None:
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.parent() is not None]
    named = [one for one in buttons if one.accessibleName() or one.text()]
    inside = [one for one in buttons if one not in named and type(one.parent()).__name__ != "QTabBar"]
    assert inside == []
    fields = (page.view, page.filter.field)
    assert all(field.accessibleName() for field in fields)
    assert page.model.index(0, 0, QModelIndex()).isValid()


def test_tab_reaches_the_plans_the_filter_and_the_tree(page: PlanPage, qtbot: QtBot) -> None:
    page.filter.field.setFocus()
    seen = []
    for _ in range(40):
        focus = page.window().focusWidget()
        if focus is None or focus in seen:
            break
        seen.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert {page.filter.field, page.filter.prioritised, page.view, page.assess_button, page.bar.tabs} <= set(seen)


def test_escape_takes_the_filter_away(page: PlanPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.filter.field, "press")
    qtbot.waitUntil(lambda: len(_titles(page)) == 3)
    qtbot.keyClick(page.filter.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(_titles(page)) == 6)
