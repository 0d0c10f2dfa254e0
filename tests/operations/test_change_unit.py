"""Units are renamed, merged, split and closed; what they were called and what they leave behind."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kidesk.errors import KideskError
from kidesk.operations import change_unit
from kidesk.operations.edit import Invalid
from kidesk.operations.open_roles import RoleKind, count_open_roles, open_roles, reassign
from kidesk.operations.quarter_content import quarter_content
from kidesk.operations.seal_quarter import seal
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.organisation import Names, Organisation, OrganisationKind, names_on
from kidesk.records.plan_item import Lifecycle, PlanItem, UnitRole
from kidesk.records.quarter import Period
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests import factory
from tests.store.dumping import dump

NEW = Names("Kansliet för internationella frågor", "Office for International Affairs", "KIF")
DAY = dt.date(2025, 7, 1)


def _unit(store: Store, **values: object) -> Organisation:
    return factory.organisation(store, kind=OrganisationKind.OWN_UNIT, **values)


def _read(store: Store, number: int) -> Organisation:
    found = store.get(Organisation, number)
    assert found is not None
    return found


def test_a_renamed_unit_is_called_by_its_old_name_until_the_day_before(store: Store) -> None:
    unit = _unit(store, name_sv="Internationella kansliet", name_en="International Office", abbreviation="IK")
    change_unit.rename(store, unit.id, NEW, DAY)
    now = _read(store, unit.id)
    assert names_on(now, DAY) == NEW == (now.name_sv, now.name_en, now.abbreviation)
    assert names_on(now, DAY - dt.timedelta(days=1)) == ("Internationella kansliet", "International Office", "IK")
    assert names_on(now, dt.date(1990, 1, 1)).sv == "Internationella kansliet"


@given(days=st.lists(st.dates(dt.date(2000, 1, 2), dt.date(2030, 1, 1)), min_size=1, max_size=5, unique=True))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_names_of_every_day_are_those_given_last_before_it(store: Store, days: list[dt.date]) -> None:
    unit = _unit(store, name_sv="Namn 0")
    given_on = {dt.date(1900, 1, 1): "Namn 0"}
    for number, day in enumerate(sorted(days), start=1):
        change_unit.rename(store, unit.id, Names(f"Namn {number}", "", ""), day)
        given_on[day] = f"Namn {number}"
    now = _read(store, unit.id)
    for day in {one + dt.timedelta(days=step) for one in days for step in (-1, 0, 1)}:
        assert names_on(now, day).sv == given_on[max(one for one in given_on if one <= day)]


def test_a_name_is_not_given_before_the_present_one(store: Store) -> None:
    unit = _unit(store)
    change_unit.rename(store, unit.id, NEW, DAY)
    with pytest.raises(KideskError, match="later day"):
        change_unit.rename(store, unit.id, Names("Annat", "", ""), DAY)
    with pytest.raises(Invalid):
        change_unit.rename(store, unit.id, Names("", "", ""), dt.date(2026, 1, 1))
    assert _read(store, unit.id).name_sv == NEW.sv


def test_units_merge_into_a_new_one_and_into_one_that_is_there(store: Store) -> None:
    above = _unit(store)
    one, other = _unit(store, parent_id=above.id), _unit(store)
    made = change_unit.merge(store, one.id, NEW, DAY)
    assert change_unit.merge(store, other.id, made, DAY) == made
    heir = _read(store, made)
    assert (heir.name_sv, heir.kind, heir.parent_id, heir.valid_from) == (NEW.sv, one.kind, above.id, DAY)
    for closed in (_read(store, one.id), _read(store, other.id)):
        assert (closed.valid_until, closed.successor_id) == (DAY - dt.timedelta(days=1), made)


def test_a_unit_is_split_into_at_least_two(store: Store) -> None:
    unit = _unit(store)
    with pytest.raises(Invalid, match="put right"):
        change_unit.split(store, unit.id, [NEW], DAY)
    made = change_unit.split(store, unit.id, [NEW, Names("Alumnienheten", "Alumni Unit", "")], DAY)
    assert [_read(store, number).predecessor_id for number in made] == [unit.id, unit.id]
    assert _read(store, unit.id).valid_until == DAY - dt.timedelta(days=1)


def test_what_is_closed_changes_no_more_and_nothing_merges_with_itself(store: Store) -> None:
    unit = _unit(store)
    with pytest.raises(KideskError, match="itself"):
        change_unit.merge(store, unit.id, unit.id, DAY)
    change_unit.close(store, unit.id, DAY)
    for act in (
        lambda: change_unit.rename(store, unit.id, NEW, DAY),
        lambda: change_unit.merge(store, unit.id, NEW, DAY),
        lambda: change_unit.close(store, unit.id, DAY),
    ):
        with pytest.raises(KideskError, match="closed"):
            act()
    assert _read(store, unit.id).successor_id is None


@pytest.mark.parametrize("change", ["rename", "merge", "split", "close"])
def test_every_change_is_one_step_that_undo_takes_back(store: Store, change: str) -> None:
    unit = _unit(store)
    before = dump(store)
    if change == "rename":
        change_unit.rename(store, unit.id, NEW, DAY)
    elif change == "merge":
        change_unit.merge(store, unit.id, NEW, DAY)
    elif change == "split":
        change_unit.split(store, unit.id, [NEW, Names("Två", "Two", "")], DAY)
    else:
        change_unit.close(store, unit.id, DAY)
    assert dump(store) != before
    store.undo()
    assert dump(store) == before


def test_a_quarter_says_the_names_of_its_time_also_when_it_is_sealed(store: Store) -> None:
    unit = _unit(store, name_sv="Internationella kansliet")
    item = factory.plan_item(store, units=[{"unit_id": unit.id, "role": UnitRole.RESPONSIBLE}])
    factory.quarter(store, name="2025-Q2")
    change_unit.rename(store, unit.id, NEW, DAY)
    assert _unit_of(store, item, "2025-Q2") == "Internationella kansliet"
    assert _unit_of(store, item, "2025-Q3") == NEW.sv
    seal(store, "2025-Q2", Settings())
    change_unit.rename(store, unit.id, Names("Ännu ett namn", "", ""), dt.date(2026, 1, 1))
    assert _unit_of(store, item, "2025-Q2") == "Internationella kansliet"
    assert _read(store, unit.id).name_sv == "Ännu ett namn"


def _unit_of(store: Store, item: PlanItem, quarter: str) -> str:
    content = quarter_content(store, Period.named(quarter), Settings())
    (found,) = [one for one in content.items if one.id == item.id]
    return found.units[0].unit.name_sv


def test_what_a_closed_unit_leaves_is_listed_with_its_heirs(store: Store) -> None:
    unit = _unit(store)
    child = _unit(store, parent_id=unit.id)
    role = {"unit_id": unit.id, "role": UnitRole.RESPONSIBLE}
    item = factory.plan_item(store, units=[role])
    counterpart = {"unit_id": child.id, "role": UnitRole.SHARED, "counterpart_id": unit.id}
    shared = factory.plan_item(store, units=[counterpart])
    factory.plan_item(store, units=[role], lifecycle=Lifecycle.DONE)
    party = {"organisation_id": unit.id, "side": "own"}
    running = factory.agreement(store, status=AgreementStatus.IN_FORCE, parties=[party])
    factory.agreement(store, status=AgreementStatus.EXPIRED, parties=[party])
    assert open_roles(store, DAY) == ()
    made = change_unit.split(store, unit.id, [NEW, Names("Två", "Two", "")], DAY)
    found = open_roles(store, DAY)
    assert {(one.kind, type(one.record), one.record.id) for one in found} == {
        (RoleKind.UNIT, PlanItem, item.id),
        (RoleKind.COUNTERPART, PlanItem, shared.id),
        (RoleKind.PARTY, type(running), running.id),
        (RoleKind.PARENT, Organisation, child.id),
    }
    assert {one.heirs for one in found} == {made}
    assert open_roles(store, DAY - dt.timedelta(days=1)) == ()
    assert count_open_roles(store, DAY) == 4


def test_the_heirs_of_a_closed_heir_are_named_in_its_place(store: Store) -> None:
    unit = _unit(store)
    factory.plan_item(store, units=[{"unit_id": unit.id, "role": UnitRole.RESPONSIBLE}])
    first = change_unit.merge(store, unit.id, NEW, dt.date(2024, 1, 1))
    last = change_unit.merge(store, first, Names("Sist", "Last", ""), dt.date(2025, 1, 1))
    assert [one.heirs for one in open_roles(store, DAY)] == [(last,)]


def test_roles_are_handed_over_in_one_step_and_none_stands_twice(store: Store) -> None:
    old, other = _unit(store), _unit(store)
    both = [{"unit_id": one.id, "role": UnitRole.RESPONSIBLE} for one in (old, other)]
    item = factory.plan_item(store, units=both)
    child = _unit(store, parent_id=old.id)
    change_unit.merge(store, old.id, other.id, DAY)
    before = dump(store)
    roles = open_roles(store)
    assert reassign(store, {role: other.id for role in roles}) == 2
    units = [part.unit_id for part in _item(store, item.id).units]
    assert (units, _read(store, child.id).parent_id) == ([other.id], other.id)
    assert open_roles(store) == ()
    store.undo()
    assert dump(store) == before


def _item(store: Store, number: int) -> PlanItem:
    found = store.get(PlanItem, number)
    assert found is not None
    return found


def test_nothing_is_handed_to_a_closed_unit(store: Store) -> None:
    old, other = _unit(store), _unit(store)
    factory.plan_item(store, units=[{"unit_id": old.id, "role": UnitRole.RESPONSIBLE}])
    for unit in (old, other):
        change_unit.close(store, unit.id, DAY)
    with pytest.raises(KideskError, match="not closed"):
        reassign(store, {role: other.id for role in open_roles(store)})
    assert count_open_roles(store) == 1
