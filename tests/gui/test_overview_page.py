"""The overview page: what it says, what it opens, and how it keeps up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.pages.overview import OverviewPage, signed_percent
from kidesk.gui.plain import PlainLabel
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.start_workspace import load_demonstration
from kidesk.records import AGREEMENTS, clock
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import Colour
from tests import factory

DAY = dt.date(2026, 5, 4)

# The offscreen platform says that it leaves size hints alone.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, frozen_day: dt.date) -> OverviewPage:
    """The page of an empty workspace, on a day in May."""
    desk.use(language="en")
    made = OverviewPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 740)
    made.show()
    made.activateWindow()
    return made


def _ending(desk: Desk, days: int) -> int:
    end = DAY + dt.timedelta(days=days)
    return factory.agreement(desk.store, status=AgreementStatus.IN_FORCE, end_on=end, title_en="With Nairobi").id


def _said(page: OverviewPage) -> list[str]:
    return [label.text() for label in page.findChildren(PlainLabel) if label.isVisible() and label.text()]


def _rows(card: object) -> list[str]:
    return [row.accessibleName() for row in card.list.rows()]  # type: ignore[attr-defined]


def test_an_empty_workspace_is_welcomed(page: OverviewPage) -> None:
    assert page.empty.isVisible()
    assert not page.agreements.isVisible()
    asked: list[object] = []
    page.starter_asked.connect(lambda: asked.append("starter"))
    page.import_asked.connect(lambda: asked.append("import"))
    page.new_asked.connect(asked.append)
    for button in page.empty.findChildren(QPushButton):
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert asked == ["starter", "import", AGREEMENTS]


def test_the_first_record_ends_the_welcome_at_once(page: OverviewPage, desk: Desk) -> None:
    _ending(desk, 200)
    assert page.agreements.isVisible()
    assert not page.empty.isVisible()
    assert page.agreements.door.accessibleName() == "Agreements in force, 1, None expires within 90 days"


def test_the_figures_are_said_with_their_circumstances(page: OverviewPage, desk: Desk) -> None:
    _ending(desk, 20)
    factory.ambassador(desk.store, stage="active", countries=["KE", "UG"])
    values = [{"period": "2025-04", "value": Decimal(1000)}, {"period": "2026-04", "value": Decimal(2480)}]
    factory.indicator(desk.store, name_en="Media exposure", values=values)
    assert [card.door.accessibleName() for card in (page.agreements, page.ambassadors, page.exposure)] == [
        "Agreements in force, 1, 1 expires within 90 days",
        "Active ambassadors, 1, in 2 countries",
        "Media exposure, 2,480, Apr 2026, +148% in a year",
    ]


def test_a_row_that_needs_attention_opens_its_record(page: OverviewPage, desk: Desk) -> None:
    number = _ending(desk, 20)
    assert _rows(page.attention) == ["Expiring, With Nairobi, 24 May 2026"]
    opened: list[tuple[object, int]] = []
    page.record_chosen.connect(lambda kind, one: opened.append((kind, one)))
    row = page.attention.list.rows()[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    QTest.keyClick(row, Qt.Key.Key_Space)
    assert opened == [(AGREEMENTS, number)] * 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_card_opens_its_page_by_keyboard(page: OverviewPage, desk: Desk, key: Qt.Key) -> None:
    _ending(desk, 20)
    asked: list[str] = []
    page.page_asked.connect(asked.append)
    for card in (page.agreements, page.ambassadors, page.exposure, page.plan):
        QTest.keyClick(card.door, key)
    assert asked == ["agreements", "ambassadors", "indicators", "plans"]


def test_a_card_is_covered_by_its_button(page: OverviewPage, desk: Desk) -> None:
    _ending(desk, 20)
    page.resize(1300, 800)
    asked: list[str] = []
    page.page_asked.connect(asked.append)
    for card in (page.agreements, page.plan):
        assert card.door.geometry() == card.rect()
        target = card.childAt(card.rect().center())
        assert target is card.door
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
    assert asked == ["agreements", "plans"]


def test_a_narrow_window_sets_the_lists_beneath_each_other(page: OverviewPage, desk: Desk, qtbot: QtBot) -> None:
    _ending(desk, 20)

    def columns() -> int:
        return len({page.coming.x(), page.follow_ups.x()})

    for width, wanted in ((1200, 2), (800, 1), (1200, 2)):
        page.resize(width, 740)
        qtbot.wait(20)
        assert columns() == wanted
        cards = (page.agreements, page.ambassadors, page.exposure, page.plan)
        assert len({card.y() for card in cards}) == 3 - wanted
        assert page.recent.width() > page.width() * 0.9
        assert page.recent.y() > page.attention.y() >= page.coming.y() >= page.follow_ups.y() > page.plan.y()


def test_the_plan_shows_its_colours_and_its_reds(page: OverviewPage, desk: Desk) -> None:
    plan = factory.plan(desk.store).id
    red, green = (factory.plan_item(desk.store, plan_id=plan, title_sv=title).id for title in ("Röd", "Grön"))
    spring, summer = (factory.quarter(desk.store, name=name).id for name in ("2026-Q1", "2026-Q2"))
    assess(desk.store, red, spring, Judgement(Colour.GREEN))
    assess(desk.store, green, spring, Judgement(Colour.YELLOW))
    assess(desk.store, red, summer, Judgement(Colour.RED))
    assess(desk.store, green, summer, Judgement(Colour.GREEN))
    assert page.plan.door.accessibleName() == (
        "Action plan, Q2 2026, 2 in all, of which Green 1 (50%), Red 1 (50%), "
        "Improved 1, Unchanged 0, Worsened 1"
    )
    assert "Red activities, Q2 2026  1" in _said(page)
    assert "↑ 1    → 0    ↓ 1" in _said(page)
    assert _rows(page.reds) == ["Röd, No reason given"]
    opened: list[tuple[object, int]] = []
    page.record_chosen.connect(lambda kind, one: opened.append((kind, one)))
    page.reds.list.rows()[0].click()
    assert opened == [(PLAN_ITEMS, red)]


def test_what_is_left_to_assess_leads_to_the_activity_or_the_plan(page: OverviewPage, desk: Desk) -> None:
    plan = factory.plan(desk.store).id
    done, left = (factory.plan_item(desk.store, plan_id=plan, title_sv=title).id for title in ("Klar", "Kvar"))
    asked = [
        {"unit_id": factory.organisation(desk.store, name_en=name).id, "asked_on": DAY, "due_on": due}
        for name, due in (("Library", DAY + dt.timedelta(days=2)), ("Office", DAY - dt.timedelta(days=2)), ("IT", None))
    ]
    summer = factory.quarter(desk.store, name="2026-Q2", requests=asked).id
    assess(desk.store, done, summer, Judgement(Colour.GREEN))
    assert "To assess, Q2 2026  1" in _said(page)
    assert "1 of 2 assessed" in _said(page)
    assert (page.assessing.bar.value(), page.assessing.bar.maximum()) == (1, 2)
    assert _rows(page.assessing) == [
        "Office has not answered, late since 2 May 2026",
        "Library has not answered, by 6 May 2026",
        "IT has not answered",
        "Kvar",
    ]
    opened: list[object] = []
    page.assess_asked.connect(lambda plan, item, quarter: opened.append((plan, item, quarter)))
    page.page_asked.connect(opened.append)
    for row in (page.assessing.list.rows()[0], page.assessing.list.rows()[-1], page.assessing.button):
        QTest.keyClick(row, Qt.Key.Key_Space)
    assert opened == ["plans", (plan, left, "2026-Q2"), (plan, None, "2026-Q2")]


def test_without_an_open_quarter_nothing_is_to_be_assessed(page: OverviewPage, desk: Desk) -> None:
    factory.plan_item(desk.store)
    factory.quarter(desk.store, name="2026-Q3")
    assert "No quarter is open for assessment." in _said(page)
    assert not page.assessing.bar.isVisible()
    assert not page.assessing.button.isVisible()


def test_lists_without_rows_say_so(page: OverviewPage, desk: Desk) -> None:
    factory.organisation(desk.store)
    said = _said(page)
    assert "Nothing needs attention now." in said
    assert "No agreement ends in the coming 12 months." in said
    assert said.count("No action plan yet") == 3
    assert not page.endings.chart.isVisible()


def test_the_chart_says_its_numbers(page: OverviewPage, desk: Desk) -> None:
    _ending(desk, 20)
    said = page.endings.chart.accessibleDescription()
    assert said.startswith("Agreements: May 1, Jun 0, Jul 0")
    assert len(said.split(", ")) == 12


def test_a_hidden_page_reads_nothing_until_it_is_shown(page: OverviewPage, desk: Desk) -> None:
    factory.organisation(desk.store)
    page.hide()
    _ending(desk, 20)
    assert _rows(page.attention) == []
    page.show()
    assert len(_rows(page.attention)) == 1


def test_a_new_day_is_noticed_when_the_page_is_shown(
    page: OverviewPage, desk: Desk, freeze: Callable[[dt.date], None]
) -> None:
    _ending(desk, 100)
    assert _rows(page.attention) == []
    page.hide()
    freeze(DAY + dt.timedelta(days=50))
    page.show()
    assert len(_rows(page.attention)) == 1


def test_a_row_keeps_the_keyboard_when_the_list_is_read_anew(page: OverviewPage, desk: Desk, qtbot: QtBot) -> None:
    _ending(desk, 20)
    _ending(desk, 30)
    qtbot.waitUntil(page.attention.list.rows()[1].isVisible)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.attention.list.rows()[1].setFocus()
    factory.organisation(desk.store)
    assert page.attention.list.rows()[1].hasFocus()


def test_the_language_follows_live(page: OverviewPage, desk: Desk) -> None:
    _ending(desk, 20)
    assert page.exposure.door.accessibleName().endswith(desk.text("No values yet"))
    desk.use(language="sv")
    assert _rows(page.attention)[0].endswith("24 maj 2026")
    assert page.endings.chart.accessibleDescription().startswith("Avtal: maj 1, juni 0")


def test_every_button_says_what_it_is(page: OverviewPage, desk: Desk, qtbot: QtBot) -> None:
    load_demonstration(desk.store, clock.today())
    qtbot.waitUntil(lambda: all(row.isVisible() for row in page.recent.list.rows()))
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible()]
    assert len(buttons) > 10
    assert all(button.accessibleName() or button.text() for button in buttons)
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons)


@pytest.mark.parametrize(("share", "said"), [(0.1249, "+12%"), (-0.2, "−20%"), (0.001, "±0%")])
def test_a_change_has_its_sign(desk: Desk, share: float, said: str) -> None:
    desk.use(language="en")
    assert signed_percent(share, desk) == said
