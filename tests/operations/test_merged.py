"""Who stands for a record that was merged."""

from __future__ import annotations

from kidesk.operations.merged import survivor_of
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.store.store import Store
from tests import factory


def _pointed(store: Store, first: int, into: int | None) -> None:
    with store.change("Test") as session:
        row = session.get(Person, first)
        assert row is not None
        row.merged_into_id = into


def _survivor(store: Store, number: int) -> int:
    with store.read() as session:
        row = session.get(Person, number)
        assert row is not None
        return survivor_of(session, row).id


def test_a_record_that_stands_is_its_own_survivor(store: Store) -> None:
    row = factory.organisation(store)
    with store.read() as session:
        found = session.get(Organisation, row.id)
        assert found is not None
        assert survivor_of(session, found) is found


def test_a_chain_of_merges_leads_to_its_end(store: Store) -> None:
    first, second, third = (factory.person(store).id for _ in range(3))
    _pointed(store, first, second)
    _pointed(store, second, third)
    assert [_survivor(store, one) for one in (first, second, third)] == [third, third, third]


def test_a_chain_that_leads_back_is_left(store: Store) -> None:
    first, second = (factory.person(store).id for _ in range(2))
    _pointed(store, first, second)
    _pointed(store, second, first)
    assert {_survivor(store, first), _survivor(store, second)} == {first, second}
