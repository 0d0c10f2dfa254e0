"""Changing units in the window, and handing on what closed ones leave behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.change_unit import Change, ChangeUnitDialog
from kidesk.gui.dialogs.reassign import ReassignDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.step_card import StepCard
from kidesk.operations import change_unit
from kidesk.operations.open_roles import open_roles
from kidesk.records import ORGANISATIONS
from kidesk.records.organisation import Names, Organisation, OrganisationKind
from kidesk.records.plan_item import PlanItem
from tests import factory

BEFORE = dt.date(2024, 12, 31)
FIRST = dt.date(2025, 1, 1)


@pytest.fixture
def unit(desk: Desk) -> Organisation:
    """A unit that is responsible for an activity."""
    made = factory.organisation(desk.store, name_sv="Kansliet", name_en="Office", kind=OrganisationKind.OWN_UNIT)
    factory.plan_item(desk.store, units=[{"unit_id": made.id}], title_sv="Möten & resor")
    return made


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, unit: Organisation) -> Iterator[MainWindow]:
    """The window with the unit shown, in English."""
    desk.use(language="en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1360, 860)
    made.show()
    made.show_record(ORGANISATIONS, unit.id)
    yield made
    for dialog in (*made.findChildren(ChangeUnitDialog), *made.findChildren(ReassignDialog)):
        dialog.close()


def changing(window: MainWindow) -> ChangeUnitDialog:
    """The dialog that the command opens."""
    window.actions_["change-unit"].trigger()
    (dialog,) = (one for one in window.findChildren(ChangeUnitDialog) if one.isVisible())
    return dialog


def handing_over(window: MainWindow) -> ReassignDialog:
    """The list that the command opens."""
    window.actions_["reassign"].trigger()
    (dialog,) = (one for one in window.findChildren(ReassignDialog) if one.isVisible())
    return dialog


def read(desk: Desk, number: int) -> Organisation:
    """A unit as it is stored."""
    found = desk.store.get(Organisation, number)
    assert found is not None
    return found


def give(dialog: ChangeUnitDialog, key: str, value: Any) -> None:
    """Fills a field."""
    dialog.boxes[key].editor.set_value(value)


def words(widget: QWidget) -> str:
    """What can be read there."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_unit_is_renamed_from_a_day(window: MainWindow, desk: Desk, unit: Organisation) -> None:
    dialog = changing(window)
    assert not dialog.pieces.isVisible()
    give(dialog, "valid_from", FIRST)
    give(dialog, "name_sv", "Nya kansliet")
    dialog.save()
    now = read(desk, unit.id)
    assert (now.name_sv, now.earlier_names[0].name_sv, now.earlier_names[0].until_on) == (
        "Nya kansliet",
        "Kansliet",
        BEFORE,
    )
    assert "unit was changed" in words(window.toast)
    window.work.undo()
    assert read(desk, unit.id).name_sv == "Kansliet"


def test_a_unit_goes_up_in_a_new_one_or_in_one_that_is_there(
    window: MainWindow, desk: Desk, unit: Organisation
) -> None:
    other = factory.organisation(desk.store, kind=OrganisationKind.OWN_UNIT)
    dialog = changing(window)
    dialog.how.set_value(Change.MERGE)
    assert dialog.boxes["name_sv"].isVisible()
    give(dialog, "successor_id", other.id)
    dialog.boxes["successor_id"].editor.changed.emit()
    assert not dialog.boxes["name_sv"].isVisible()
    give(dialog, "valid_from", FIRST)
    dialog.save()
    assert (read(desk, unit.id).successor_id, read(desk, unit.id).valid_until) == (other.id, BEFORE)
    assert "1 role of closed units is left" in words(window.toast)


def test_a_unit_is_split_by_rows_of_names(window: MainWindow, desk: Desk, unit: Organisation) -> None:
    dialog = changing(window)
    dialog.how.set_value(Change.SPLIT)
    give(dialog, "valid_from", FIRST)
    dialog.save()
    assert "at least two" in words(dialog)
    for row, name in zip(dialog.pieces.editor.rows, ("En", "Två"), strict=True):  # type: ignore[union-attr]
        row.editors["name_sv"].set_value(name)
    dialog.save()
    assert read(desk, unit.id).valid_until == BEFORE
    assert {heir for role in open_roles(desk.store) for heir in role.heirs} == {unit.id + 1, unit.id + 2}


def test_what_is_wrong_is_said_beside_its_field(window: MainWindow, desk: Desk, unit: Organisation) -> None:
    dialog = changing(window)
    give(dialog, "valid_from", None)
    dialog.save()
    assert dialog.boxes["valid_from"].problem.text()
    give(dialog, "valid_from", FIRST)
    for key in ("name_sv", "name_en"):
        give(dialog, key, "")
    dialog.save()
    assert "in at least one language" in words(dialog)
    assert read(desk, unit.id).name_sv == "Kansliet"


def test_roles_are_handed_over_from_the_list(
    window: MainWindow, desk: Desk, unit: Organisation, qtbot: QtBot
) -> None:
    heir = change_unit.merge(desk.store, unit.id, Names("Nya kansliet", "", ""), FIRST)
    (card,) = (one for one in window.findChildren(StepCard) if one.isVisible())
    assert "1 role is left to hand over." in words(card)
    qtbot.keyClick(card.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ReassignDialog)))
    (dialog,) = (one for one in window.findChildren(ReassignDialog) if one.isVisible())
    (closed,) = dialog.units
    (mark,) = closed.marks.values()
    assert mark.isChecked()
    assert mark.accessibleName() == "Role in a plan: Möten & resor"
    assert closed.to.editor.value() == heir
    dialog.save()
    assert open_roles(desk.store) == ()
    assert [one.units[0].unit_id for one in desk.store.all(PlanItem)] == [heir]
    assert "1 role handed over" in words(window.toast)


def test_a_marked_role_needs_a_unit_that_takes_over(window: MainWindow, desk: Desk, unit: Organisation) -> None:
    change_unit.close(desk.store, unit.id, FIRST)
    dialog = handing_over(window)
    (closed,) = dialog.units
    (mark,) = closed.marks.values()
    assert not mark.isChecked()
    mark.setChecked(True)
    dialog.save()
    assert "Choose the unit" in words(dialog)
    assert len(open_roles(desk.store)) == 1


def test_without_closed_units_the_list_says_so(window: MainWindow) -> None:
    assert "No closed unit" in words(handing_over(window))
