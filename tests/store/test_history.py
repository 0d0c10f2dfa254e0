"""History: every change has its entry, and whole operations are taken back and done again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from kidesk.errors import KideskError
from kidesk.operations import edit
from kidesk.records import RECORD_TYPES
from kidesk.records.ambassador import Ambassador, AmbassadorStage
from kidesk.records.ambassador_type import AMBASSADORS
from kidesk.records.indicator import INDICATORS, Indicator
from kidesk.records.membership import MEMBERSHIPS, Membership
from kidesk.records.organisation import ORGANISATIONS, Organisation
from kidesk.records.person import Person
from kidesk.records.person_type import PERSONS
from kidesk.records.plan_item import Assessment, PlanItem
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.record_type import RecordType
from kidesk.store.history import CHANGE, OPERATION
from kidesk.store.store import Past, Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.store.dumping import dump, index

each_type = pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda one: one.key)


def _counts(store: Store) -> tuple[int, int]:
    with store.read() as session:
        operations, changes = (session.scalar(select(func.count()).select_from(one)) for one in (OPERATION, CHANGE))
    return operations or 0, changes or 0


def _latest(store: Store) -> list[tuple[str, int, str, dict[str, Any], dict[str, Any]]]:
    """The entries of the latest operation."""
    change = CHANGE.c
    columns = (change.table_name, change.row_id, change.kind, change.old, change.new)
    latest = select(func.max(change.operation_id)).scalar_subquery()
    with store.read() as session:
        found = session.execute(select(*columns).where(change.operation_id == latest).order_by(change.id))
        return [tuple(row) for row in found]


# Entries


def test_a_new_record_is_entered_with_all_its_values(store: Store, frozen_day: dt.date) -> None:
    row = factory.organisation(store, name_sv="Lund", former_names=["Lunds akademi"], valid_from=dt.date(1666, 1, 1))
    ((table, number, kind, old, new),) = _latest(store)
    assert (table, number, kind, old) == ("organisation", row.id, "insert", {})
    assert (new["name_sv"], new["former_names"], new["valid_from"]) == ("Lund", ["Lunds akademi"], "1666-01-01")
    assert (new["kind"], new["standing"]) == ("university", "none")
    (past,) = store.past(Organisation, row.id)
    noon = dt.datetime.combine(frozen_day, dt.time(12))
    assert past == Past(noon, store.who, edit.ADDED, "organisation", "insert", {}, new)


def test_a_change_is_entered_with_what_was_and_what_is(store: Store) -> None:
    row = factory.organisation(store, name_sv="Lund", city="Lund")
    edit.save(store, ORGANISATIONS, {"name_sv": "Lunds universitet", "city": "Lund"}, number=row.id)
    entry = ("organisation", row.id, "update", {"name_sv": "Lund"}, {"name_sv": "Lunds universitet"})
    assert _latest(store) == [entry]
    assert [past.verb for past in store.past(Organisation, row.id)] == [edit.CHANGED, edit.ADDED]


def test_a_deletion_is_entered_with_all_that_was(store: Store) -> None:
    row = factory.person(store, family_name="Ek")
    edit.delete(store, PERSONS, [row.id])
    entries = {table: (kind, old, new) for table, _, kind, old, new in _latest(store)}
    assert set(entries) == {"person", "person_email"}
    assert entries["person"][1]["family_name"] == "Ek"
    assert all((kind, new) == ("delete", {}) for kind, _, new in entries.values())


def test_each_changed_row_has_one_entry_beneath_its_record(store: Store) -> None:
    row = factory.person(store, emails=[{"address": "a@example.org"}, {"address": "b@example.org"}])
    first, second = row.emails
    emails = [{"id": second.id, "address": "c@example.org"}, {"address": "d@example.org"}]
    edit.save(store, PERSONS, {"notes": "Ny", "emails": emails}, number=row.id)
    kinds = sorted((table, kind) for table, _, kind, _, _ in _latest(store))
    assert kinds == [
        ("person", "update"),
        ("person_email", "delete"),
        ("person_email", "insert"),
        ("person_email", "update"),
    ]
    assert len({(table, number) for table, number, *_ in _latest(store)}) == 4
    assert len(store.past(Person, row.id)) == 3 + 4
    assert first.id not in {mail.id for mail in _whole(store, Person, row.id).emails}


def _whole(store: Store, record: type[Any], number: int) -> Any:
    row = store.get(record, number)
    assert row is not None
    return row


@each_type
def test_a_save_without_differences_leaves_no_trace(store: Store, record_type: RecordType) -> None:
    values = factory.full(store, record_type)
    row = factory.made(store, record_type, **values)
    before = _counts(store)
    read = {field.key: field.read(row) for field in record_type.editable if not isinstance(values.get(field.key), list)}
    edit.save(store, record_type, read, number=row.id, version=row.version)
    whole = factory.read_back(record_type, row)
    edit.save(store, record_type, whole, number=row.id, version=row.version)
    assert _counts(store) == before
    assert _whole(store, record_type.record, row.id).version == row.version


def test_a_write_outside_an_operation_is_refused(store: Store) -> None:
    with store.read() as session:
        session.add(Organisation(name_sv="A", created_at=dt.datetime(2026, 1, 1), changed_at=dt.datetime(2026, 1, 1)))
        with pytest.raises(RuntimeError, match="without a history"):
            session.flush()


def test_a_list_changed_in_place_is_refused_since_its_old_value_is_lost(store: Store) -> None:
    row = factory.organisation(store, former_names=["A"])

    def append() -> None:
        with store.change("Test") as session:
            found = session.get(Organisation, row.id)
            assert found is not None
            found.former_names.append("B")

    with pytest.raises(RuntimeError, match="in place"):
        append()
    assert _whole(store, Organisation, row.id).former_names == ["A"]


def test_an_operation_that_fails_leaves_nothing(store: Store) -> None:
    before, entries, indexed = dump(store), _counts(store), index(store)

    def fail() -> None:
        with store.change("Test") as session:
            session.add(Organisation(name_sv="A"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (dump(store), _counts(store), index(store)) == (before, entries, indexed)


def test_a_change_of_a_part_counts_as_a_change_of_its_record(store: Store) -> None:
    row = factory.person(store)
    edit.save(store, PERSONS, {"emails": [{"id": row.emails[0].id, "kind": "private"}]}, number=row.id)
    changed = _whole(store, Person, row.id)
    assert changed.version == row.version + 1
    edit.save(store, PERSONS, {"emails": []}, number=row.id)
    assert _whole(store, Person, row.id).version == changed.version + 1
    store.undo()
    assert _whole(store, Person, row.id).version == changed.version + 2


# Undo and redo


def _goes_back_and_forth(store: Store, act: Callable[[], object]) -> None:
    before, indexed = dump(store), index(store)
    act()
    after, reindexed = dump(store), index(store)
    assert after != before
    for _ in range(2):
        assert store.undo() is not None
        assert (dump(store), index(store)) == (before, indexed)
        assert store.redo() is not None
        assert (dump(store), index(store)) == (after, reindexed)


@each_type
def test_adding_is_taken_back_and_done_again(store: Store, record_type: RecordType) -> None:
    values = factory.full(store, record_type)
    _goes_back_and_forth(store, lambda: factory.made(store, record_type, **values))


@each_type
def test_deleting_is_taken_back_and_done_again(store: Store, record_type: RecordType) -> None:
    row = factory.made(store, record_type, **factory.full(store, record_type))
    _goes_back_and_forth(store, lambda: edit.delete(store, record_type, [row.id]))


@each_type
def test_editing_is_taken_back_and_done_again(store: Store, record_type: RecordType) -> None:
    empty, full = factory.made(store, record_type), factory.full(store, record_type)
    _goes_back_and_forth(store, lambda: edit.save(store, record_type, full, number=empty.id))
    another = {"name": "2031-Q1", "outcome": "Another outcome"}
    other = factory.full(store, record_type) | {key: value for key, value in another.items() if key in full}
    _goes_back_and_forth(store, lambda: edit.save(store, record_type, other, number=empty.id))


def test_parts_are_replaced_by_others_of_the_same_period(store: Store) -> None:
    values = [{"period": "2024-01", "value": Decimal(1)}, {"period": "2024-02", "value": Decimal(2)}]
    row = factory.indicator(store, values=values)
    fresh = [{"period": "2024-02", "value": Decimal("2.5")}, {"period": "2024-03", "value": Decimal(3)}]
    _goes_back_and_forth(store, lambda: edit.save(store, INDICATORS, {"values": fresh}, number=row.id))
    found = _whole(store, Indicator, row.id)
    assert [(one.period, one.value) for one in found.values] == [("2024-02", Decimal("2.5")), ("2024-03", Decimal(3))]


def test_an_assessment_taken_away_and_made_anew_is_one_step(store: Store) -> None:
    quarter = factory.quarter(store)
    item = factory.plan_item(store, assessments=[{"quarter_id": quarter.id, "comment_sv": "A"}])
    anew = {"assessments": [{"quarter_id": quarter.id, "comment_sv": "B"}]}
    _goes_back_and_forth(store, lambda: edit.save(store, PLAN_ITEMS, anew, number=item.id))
    assert [one.comment_sv for one in _whole(store, PlanItem, item.id).assessments] == ["B"]


def test_amounts_are_taken_back_however_they_were_written(store: Store) -> None:
    for fee in (Decimal(100), Decimal("100.0"), Decimal("12.50"), 100):
        row = factory.membership(store, fee=fee, currency="SEK")
        edit.save(store, MEMBERSHIPS, {"notes": "Ny"}, number=row.id)
        assert store.undo() == edit.CHANGED
        assert store.undo() == edit.ADDED
        assert store.get(Membership, row.id) is None


def test_a_new_stage_is_dated_and_taken_back_with_its_date(store: Store, frozen_day: dt.date) -> None:
    row = factory.ambassador(store)
    stage = {"stage": AmbassadorStage.ASKED}
    _goes_back_and_forth(store, lambda: edit.save(store, AMBASSADORS, stage, number=row.id))
    found = _whole(store, Ambassador, row.id)
    assert [(one.stage, one.on) for one in found.stages] == [
        (AmbassadorStage.IDENTIFIED, frozen_day),
        (AmbassadorStage.ASKED, frozen_day),
    ]


def test_several_deleted_together_come_back_together(store: Store) -> None:
    parent = factory.organisation(store)
    child = factory.organisation(store, parent_id=parent.id, successor_id=parent.id)
    _goes_back_and_forth(store, lambda: edit.delete(store, ORGANISATIONS, [parent.id, child.id]))


def test_those_that_point_at_each_other_are_refused_in_a_sentence(store: Store) -> None:
    one = factory.organisation(store)
    other = factory.organisation(store, parent_id=one.id)
    edit.save(store, ORGANISATIONS, {"successor_id": other.id}, number=one.id)
    before = dump(store)
    with pytest.raises(KideskError, match="point at"):
        edit.delete(store, ORGANISATIONS, [one.id, other.id])
    assert dump(store) == before


@each_type
def test_the_number_of_a_deleted_record_is_never_used_again(store: Store, record_type: RecordType) -> None:
    row = factory.made(store, record_type)
    edit.delete(store, record_type, [row.id])
    again = factory.made(store, record_type)
    assert again.id != row.id
    assert len({past.verb for past in store.past(record_type.record, again.id)}) == 1


def test_steps_are_taken_back_in_turn_and_done_again_in_turn(store: Store) -> None:
    dumps = [dump(store)]
    for name in ("A", "B", "C"):
        factory.organisation(store, name_sv=name)
        dumps.append(dump(store))
    for expected in reversed(dumps[:-1]):
        assert store.next_steps()[0] == edit.ADDED
        assert store.undo() == edit.ADDED
        assert dump(store) == expected
    assert (store.undo(), store.next_steps()) == (None, (None, edit.ADDED))
    for expected in dumps[1:]:
        assert store.redo() == edit.ADDED
        assert dump(store) == expected
    assert (store.redo(), store.next_steps()) == (None, (edit.ADDED, None))


def test_a_new_change_ends_what_could_be_done_again(store: Store) -> None:
    for name in ("A", "B"):
        factory.organisation(store, name_sv=name)
    store.undo()
    factory.organisation(store, name_sv="C")
    assert store.redo() is None
    assert store.undo() == store.undo() == edit.ADDED
    assert (store.all(Organisation), store.undo()) == ([], None)


def test_undo_works_after_the_workspace_was_closed(folder: Path) -> None:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        before = dump(workspace.store)
        factory.person(workspace.store)
        after = dump(workspace.store)
    with closing(Workspace.open(folder, "Other")) as workspace:
        assert workspace.store.undo() == edit.ADDED
        assert dump(workspace.store) == before
    with closing(Workspace.open(folder, "Third")) as workspace:
        assert workspace.store.redo() == edit.ADDED
        assert dump(workspace.store) == after


def test_what_was_taken_back_stands_in_the_history(store: Store) -> None:
    row = factory.organisation(store, name_sv="A")
    store.who = "Other"
    store.undo()
    assert [(past.verb, past.who, past.kind) for past in store.past(Organisation, row.id)] == [
        ("Undo", "Other", "delete"),
        (edit.ADDED, "Tove Testsson", "insert"),
    ]


@pytest.mark.parametrize(
    "statement", ["UPDATE organisation SET name_sv = 'Changed'", "DELETE FROM organisation WHERE name_sv = 'B'"]
)
def test_a_step_is_not_taken_back_over_a_later_change(store: Store, statement: str) -> None:
    row = factory.organisation(store, name_sv="A")
    edit.save(store, ORGANISATIONS, {"name_sv": "B"}, number=row.id)
    with store.change("Import") as session:
        session.execute(text(statement))
    before, entries = dump(store), _counts(store)
    with pytest.raises(KideskError, match="changed since"):
        store.undo()
    assert (dump(store), _counts(store)) == (before, entries)


def test_adding_is_not_taken_back_while_something_points_at_it(store: Store) -> None:
    row = factory.organisation(store)
    with store.change("Import", is_undoable=False) as session:
        session.add(Membership(organisation_id=row.id))
    before = dump(store)
    with pytest.raises(KideskError):
        store.undo()
    assert dump(store) == before
    factory.organisation(store)  # the database was let go of


def test_an_assessment_belongs_to_the_history_of_its_activity(store: Store) -> None:
    quarter = factory.quarter(store)
    item = factory.plan_item(store, assessments=[{"quarter_id": quarter.id}])
    assert {past.table for past in store.past(PlanItem, item.id)} == {"plan_item", Assessment.__tablename__}
