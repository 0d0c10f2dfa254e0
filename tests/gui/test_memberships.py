"""The page of the memberships: the review, who represents the university, and what they cost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kidesk.gui.badges import BadgeLabel
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.review_membership import ReviewMembershipDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.pages.memberships import MembershipPage
from kidesk.gui.step_card import StepCard
from kidesk.records import MEMBERSHIPS
from kidesk.records.membership import Membership, MembershipDecision
from tests import factory
from tests.conftest import DAY

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, frozen_day: dt.date) -> MainWindow:
    desk.use(language="en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1360, 860)
    made.show()
    made.activateWindow()
    return made


def shown(window: MainWindow, member: Membership) -> MembershipPage:
    window.show_record(MEMBERSHIPS, member.id)
    QApplication.processEvents()
    page = window.stack.currentWidget()
    assert isinstance(page, MembershipPage)
    return page


def words(page: MembershipPage) -> list[str]:
    return [one.text() for one in page.detail.findChildren(QLabel) if one.isVisible()]


def test_a_review_is_kept_from_the_details(window: MainWindow, desk: Desk) -> None:
    page = shown(window, factory.membership(desk.store))
    (card,) = page.detail.findChildren(StepCard)
    assert card.sentence.text() == "The membership has never been reviewed."
    card.button.click()
    QApplication.processEvents()
    (dialog,) = window.findChildren(ReviewMembershipDialog)
    dialog.save()
    assert "Say why" in dialog.boxes["reason"].problem.text()
    words: Any = "Seen by many"
    dialog.boxes["reason"].editor.set_value(words)
    dialog.save()
    (found,) = desk.store.all(Membership)
    assert (found.decision, found.last_evaluated_on) == (MembershipDecision.KEEP, DAY)
    assert found.review_on == dt.date(2027, 5, 4)
    window.work.undo()
    (found,) = desk.store.all(Membership)
    assert found.reviews == []


def test_who_has_left_is_former_and_comes_last_and_a_lack_is_told(window: MainWindow, desk: Desk) -> None:
    gone, here = (factory.person(desk.store, given_name=name, family_name="Ek") for name in ("Bo", "Ann"))
    left = {"person_id": gone.id, "role": "Board", "end_on": DAY - dt.timedelta(days=1)}
    page = shown(window, factory.membership(desk.store, representatives=[left]))
    assert "Former" in words(page)
    assert [one.text() for one in page.detail.findChildren(BadgeLabel) if "represents" in one.text()]
    page = shown(window, factory.membership(desk.store, representatives=[left, {"person_id": here.id}]))
    said = words(page)
    assert said.index("Ann Ek") < said.index("Bo Ek") < said.index("Former")
    assert not any("Nobody" in one for one in said)


def test_costs_are_summed_by_currency_and_never_across(window: MainWindow, desk: Desk) -> None:
    for fee, currency, decision, value in (
        ("1000", "SEK", "keep", 5),
        ("500.50", "SEK", "keep", 4),
        ("70", "EUR", "keep", 4),
        ("2400", "EUR", "leave", None),
    ):
        member = factory.membership(
            desk.store, fee=Decimal(fee), currency=currency, decision=decision, visibility_value=value
        )
    factory.membership(desk.store, decision="keep")
    factory.membership(desk.store, fee=Decimal(9), currency="SEK", until_on=DAY - dt.timedelta(days=1))
    page = shown(window, member)
    assert page.costs.table.rows() == [
        "Keep, 4, 70, 1,500.50, 5 × 1, 4 × 2",
        "Leave, 1, 2,400",
        "All memberships, 5, 2,470, 1,500.50, 5 × 1, 4 × 2",
    ]


def test_no_membership_costs_nothing(window: MainWindow) -> None:
    window.show_page("memberships")
    page = window.stack.currentWidget()
    assert isinstance(page, MembershipPage)
    assert page.costs.table.said == "No membership runs today."
