"""Sealing and reopening a quarter in the window."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.seal import ReopenDialog, SealDialog
from kidesk.gui.plain import PlainLabel
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.seal_quarter import held
from kidesk.records.plan import PlanKind, PlanLevel
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import Colour, Period, Quarter, QuarterStatus, RedReason
from kidesk.store.store import Store
from tests import factory

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
PERIOD = Period(2026, 3)


@pytest.fixture
def item(store: Store) -> int:
    """An activity that is red without a reason."""
    plan = factory.plan(store, kind=PlanKind.ACTION_PLAN)
    number = factory.plan_item(store, plan_id=plan.id, level=PlanLevel.ACTIVITY, title_en="Meet alumni").id
    quarter = factory.quarter(store, name=PERIOD.name)
    assess(store, number, quarter.id, Judgement(Colour.RED, "Ingen tid"))
    return number


def _status(store: Store) -> QuarterStatus:
    return store.all(Quarter)[0].status


def _put_right(store: Store, item: int) -> None:
    judgement = Judgement(Colour.RED, "Ingen tid", reason=RedReason.COULD_NOT_BE_PRIORITISED)
    assess(store, item, store.all(Quarter)[0].id, judgement)


def test_what_is_missing_is_shown_and_holds_the_seal_back(qtbot: QtBot, desk: Desk, item: int) -> None:
    desk.use(language="en")
    dialog = SealDialog(desk, PERIOD)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.seal_button.isEnabled()
    assert dialog.missing.lines.lines == [["reason", "Meet alumni"]]
    assert dialog.missing.isVisible()


def test_what_nobody_assesses_is_not_counted_as_not_assessed(qtbot: QtBot, desk: Desk, item: int) -> None:
    desk.use(language="en")
    factory.plan_item(desk.store, plan_id=desk.store.all(PlanItem)[0].plan_id, level=PlanLevel.ACTIVITY)
    strategy = factory.plan(desk.store, kind=PlanKind.STRATEGY)
    actions = [factory.plan_item(desk.store, plan_id=strategy.id, level=PlanLevel.ACTION).id for _ in range(2)]

    def counts() -> str:
        dialog = SealDialog(desk, PERIOD)
        qtbot.addWidget(dialog)
        (said,) = [label.text() for label in dialog.findChildren(PlainLabel) if label.text().startswith("Red")]
        return said

    assert counts() == "Red 1 · Not assessed 1"
    assess(desk.store, actions[0], desk.store.all(Quarter)[0].id, Judgement(Colour.RED, "Nej"))
    assert counts() == "Red 2 · Not assessed 2"


def test_a_quarter_is_sealed_and_opened_again(qtbot: QtBot, desk: Desk, item: int) -> None:
    desk.use(language="en")
    _put_right(desk.store, item)
    dialog = SealDialog(desk, PERIOD)
    qtbot.addWidget(dialog)
    assert not dialog.missing.isVisible()
    with qtbot.waitSignal(dialog.told) as said:
        dialog.seal_button.click()
    assert said.args == ["Sealed: Q3 2026, seal 1."]
    assert _status(desk.store) == QuarterStatus.SEALED
    found = held(desk.store, PERIOD)
    assert found is not None
    opening = ReopenDialog(desk, PERIOD, found)
    qtbot.addWidget(opening)
    opening.save()
    assert "Say why" in opening.box.problem
    opening.reason.setText("A wrong colour")
    with qtbot.waitSignal(opening.told):
        opening.save()
    assert _status(desk.store) == QuarterStatus.REOPENED
