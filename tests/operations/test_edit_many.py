"""Editing many records together: by the rules of each, all or nothing, and undone in one step."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.edit_many import Added, SomeRefused, Taken, add_tags, edit_many, take_tags, values_of
from kidesk.operations.tags import tags_of
from kidesk.records import AGREEMENTS, AMBASSADORS, MEMBERSHIPS, ORGANISATIONS, PERSONS, RECORD_TYPES
from kidesk.records.agreement import Agreement
from kidesk.records.ambassador import Ambassador, AmbassadorStage
from kidesk.records.organisation import Organisation, PartnerStanding
from kidesk.records.person import Person
from kidesk.records.record_type import RecordType
from kidesk.records.shared_fields import shared_fields
from kidesk.store import history
from kidesk.store.store import Listing, Store
from tests import factory
from tests.store.dumping import dump, index

SV = Language("sv")


def three(store: Store) -> list[int]:
    """Three persons, one of whom has a tag."""
    tags: tuple[list[str], ...] = (["Norden"], [], [])
    return [factory.person(store, tags=some).id for some in tags]


def tags(store: Store, numbers: list[int]) -> list[list[str]]:
    """The tags of persons."""
    rows = store.page(Person, numbers)
    return [list(rows[number].tags) for number in numbers]


def steps(store: Store) -> int:
    """How many operations the history has."""
    with store.read() as session:
        return session.scalar(select(func.count(history.OPERATION.c.id))) or 0


def test_a_tag_is_given_to_all_and_taken_back_in_one_step(store: Store) -> None:
    numbers = three(store)
    before = steps(store)
    done = add_tags(store, PERSONS, numbers, ["norden", "Viktig"], language=SV)
    assert (done.changed, done.unchanged) == (3, 0)
    assert tags(store, numbers) == [["Norden", "Viktig"], ["norden", "Viktig"], ["norden", "Viktig"]]
    assert steps(store) == before + 1
    assert store.undo() == "Gave tags"
    assert tags(store, numbers) == [["Norden"], [], []]
    assert store.redo() == "Gave tags"
    assert tags(store, numbers)[1] == ["norden", "Viktig"]


def test_a_tag_is_taken_away_whatever_its_case(store: Store) -> None:
    numbers = three(store)
    assert take_tags(store, PERSONS, numbers, ["NORDEN"], language=SV).unchanged == 2
    assert tags(store, numbers) == [[], [], []]


def test_what_is_changed_is_found_by_it(store: Store) -> None:
    numbers = three(store)
    add_tags(store, PERSONS, numbers[1:], ["Grönland"], language=SV)
    assert sorted(store.ids(Listing(PERSONS, typed="gronland"), SV)) == sorted(numbers[1:])
    assert tags_of(store, PERSONS) == ["Grönland", "Norden"]
    assert sorted(store.ids(Listing(PERSONS, filters=(("tag", "Grönland"),)), SV)) == sorted(numbers[1:])


def test_where_one_is_refused_none_is_changed_and_the_sentence_names_it(store: Store) -> None:
    good = factory.membership(store, since_on=dt.date(2020, 1, 1))
    bad = factory.membership(store, since_on=dt.date(2025, 1, 1))
    also_good = factory.membership(store, since_on=dt.date(2019, 1, 1))
    before = (dump(store), index(store))
    with pytest.raises(SomeRefused) as caught:
        edit_many(store, MEMBERSHIPS, [good.id, bad.id, also_good.id], {"until_on": dt.date(2024, 1, 1)}, language=SV)
    assert (dump(store), index(store)) == before
    assert [one.number for one in caught.value.refusals] == [bad.id]
    said = caught.value.said(SV)
    assert bad.caption("sv") in said
    assert "2025-01-01" in said
    others = [good.id, also_good.id]
    assert edit_many(store, MEMBERSHIPS, others, {"until_on": dt.date(2024, 1, 1)}, language=SV).changed == 2


def test_who_has_the_value_already_is_left_alone_even_if_something_else_is_wrong_with_it(store: Store) -> None:
    number = factory.organisation(store, standing=PartnerStanding.ACTIVE, website="https://example.org").id
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE organisation SET website = 'nowhere'"))
    version = store.page(Organisation, [number])[number].version
    done = edit_many(store, ORGANISATIONS, [number], {"standing": PartnerStanding.ACTIVE}, language=SV)
    assert (done.changed, done.unchanged) == (0, 1)
    assert store.page(Organisation, [number])[number].version == version


def test_a_record_deleted_meanwhile_is_refused(store: Store) -> None:
    numbers = three(store)
    edit.delete(store, PERSONS, numbers[:1])
    with pytest.raises(SomeRefused) as caught:
        add_tags(store, PERSONS, numbers, ["x"], language=SV)
    assert f"{numbers[0]}" in caught.value.said(SV)
    assert tags(store, numbers[1:]) == [[], []]


def test_stopping_changes_nothing(store: Store) -> None:
    numbers = three(store)
    before = (dump(store), index(store))

    def stop(done: int, whole: int) -> None:
        if done > 0:  # all are written by then, and the search index is about to be
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_tags(store, PERSONS, numbers, ["x"], language=SV, progress=stop)
    assert (dump(store), index(store)) == before


def test_rules_of_the_form_hold(store: Store) -> None:
    """A new stage is dated, a link must lead somewhere, a personal identity number is not stored."""
    number = factory.ambassador(store).id
    edit_many(store, AMBASSADORS, [number], {"stage": AmbassadorStage.ACTIVE}, language=SV)
    changed = store.get(Ambassador, number)
    assert changed is not None
    assert changed.stages[-1].stage == AmbassadorStage.ACTIVE
    person = three(store)[0]
    for values in ({"owner_id": 99_999}, {"source": "19811228-9874"}, {"tags": Added(("811228-9874",))}):
        with pytest.raises(SomeRefused):
            edit_many(store, PERSONS, [person], values, language=SV)


def test_names_are_never_among_the_fields(store: Store) -> None:
    with pytest.raises(ValueError, match="family_name"):
        edit_many(store, PERSONS, three(store), {"family_name": "Andersson"}, language=SV)


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda one: one.key)
def test_shared_fields_say_nothing_that_one_record_alone_is(record_type: RecordType) -> None:
    never = {"name", "given_name", "family_name", "name_sv", "name_en", "title_sv", "title_en", "code", "dnr", "orcid"}
    for field in shared_fields(record_type):
        assert field.key not in never
        assert not field.column.unique


def test_how_many_have_what_is_told(store: Store) -> None:
    numbers = three(store)
    factory.person(store, tags=["Andra"])
    assert values_of(store, PERSONS, numbers)["tags"] == {"Norden": 1}


def test_agreements_keep_their_rules(store: Store) -> None:
    first = factory.agreement(store, effective_on=dt.date(2026, 1, 1))
    with pytest.raises(SomeRefused):
        edit_many(store, AGREEMENTS, [first.id], {"end_on": dt.date(2020, 1, 1)}, language=SV)
    edit_many(store, AGREEMENTS, [first.id], {"is_strategic": True}, language=SV)
    changed = store.get(Agreement, first.id)
    assert changed is not None
    assert changed.is_strategic


@pytest.fixture(scope="module")
def filled(shared_store: Store) -> tuple[Store, list[int]]:
    """Six persons with and without tags, for all examples."""
    some: tuple[list[str], ...] = ([], ["a"], ["a", "b"], ["B"], ["c"], [])
    return shared_store, [factory.person(shared_store, tags=list(one)).id for one in some]


words = st.lists(st.sampled_from(["a", "b", "B", "ö", "c; d", 'q"', "=1"]), min_size=1, max_size=3)
changes = st.one_of(
    words.map(lambda some: {"tags": Added(tuple(some))}),
    words.map(lambda some: {"tags": Taken(tuple(some))}),
    words.map(lambda some: {"tags": list(dict.fromkeys(some))}),
    st.dates(dt.date(1900, 1, 1), dt.date(2199, 1, 1)).map(lambda day: {"verified_on": day, "source": "Mässa"}),
    st.just({"verified_on": None, "source": ""}),
)


@settings(max_examples=25)
@given(st.lists(st.tuples(changes, st.sets(st.integers(0, 5), min_size=1)), min_size=1, max_size=4))
def test_undo_of_any_changes_returns_an_equal_database(
    filled: tuple[Store, list[int]], asked: list[tuple[dict[str, Any], set[int]]]
) -> None:
    store, numbers = filled
    seen = [(dump(store), index(store))]
    for values, places in asked:
        some = [numbers[place] for place in sorted(places)]
        if edit_many(store, PERSONS, some, values, language=SV).changed:
            seen.append((dump(store), index(store)))
    for before in reversed(seen[:-1]):
        assert store.undo() is not None
        assert (dump(store), index(store)) == before
    for after in seen[1:]:
        assert store.redo() is not None
        assert (dump(store), index(store)) == after
    for before in reversed(seen[:-1]):
        store.undo()
        assert (dump(store), index(store)) == before
