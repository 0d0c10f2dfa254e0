"""The journal: an operation that is written down on the way is the same as one that is written at its end."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.errors import KideskError
from kidesk.operations import edit
from kidesk.records.organisation import ORGANISATIONS, Organisation
from kidesk.records.person import Affiliation, Person, PersonEmail
from kidesk.records.person_type import PERSONS
from kidesk.records.plan import Plan
from kidesk.store import journal, replay
from kidesk.store.history import CHANGE
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.store.dumping import dump, index

# What is done to which of the persons, one after the other in one operation.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "rename", "rename back", "mail", "unmail", "join", "leave", "delete"]),
        st.integers(0, 9),
    ),
    max_size=25,
)


def _take(session: Session, what: str, which: int) -> None:
    persons = session.scalars(select(Person).order_by(Person.id)).all()
    if what == "add":
        session.add(Person(family_name=f"Ny {which}"))
    elif persons:
        _change(session, persons[which % len(persons)], what, which)
    session.flush()


def _change(session: Session, person: Person, what: str, which: int) -> None:
    organisations = session.scalars(select(Organisation).order_by(Organisation.id)).all()
    if what.startswith("rename"):
        person.family_name = "Lind" if what == "rename back" else f"Ek {which}"
    elif what == "mail":
        person.emails.append(PersonEmail(address=f"a{which}@example.org"))
    elif what == "unmail" and person.emails:
        del person.emails[which % len(person.emails)]
    elif what == "join":
        person.affiliations.append(Affiliation(organisation=organisations[which % len(organisations)]))
    elif what == "leave" and person.affiliations:
        del person.affiliations[which % len(person.affiliations)]
    elif what == "delete":
        session.delete(person)


def _changes(store: Store) -> list[tuple[Any, ...]]:
    change = CHANGE.c
    columns = (
        change.table_name,
        change.row_id,
        change.record_table,
        change.record_id,
        change.kind,
        change.old,
        change.new,
    )
    with store.read() as session:
        return [tuple(row) for row in session.execute(select(*columns).order_by(change.id))]


def _all(store: Store) -> Any:
    return dump(store), index(store)


def _done(template: Path, steps: list[tuple[str, int]], portion: int) -> Any:
    """What an operation of these steps leaves, and what its undo and redo do."""
    with tempfile.TemporaryDirectory() as made, pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "AT_ONCE", portion)
        patch.setattr(replay, "AT_ONCE", portion)
        shutil.copytree(template, Path(made) / "workspace")
        with closing(Workspace.open(Path(made) / "workspace", "Tove")) as workspace:
            store = workspace.store
            edit.save(store, ORGANISATIONS, {"name_sv": "Lund"})
            for name in ("Lind", "Alm"):
                edit.save(store, PERSONS, {"family_name": name, "emails": [{"address": f"{name}@example.org"}]})
            before = _all(store)
            with store.change("Several things") as session:
                for step in steps:
                    _take(session, *step)
            after, changes = _all(store), _changes(store)
            if after != before:
                store.undo()
                assert _all(store) == before
                store.redo()
                assert _all(store) == after
            return changes


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_what_is_written_on_the_way_is_what_would_be_written_at_the_end(
    template: Path, frozen_day: object, steps: list[tuple[str, int]]
) -> None:
    assert _done(template, steps, 1) == _done(template, steps, 5_000)


def test_a_long_operation_holds_only_what_is_not_written_yet(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "AT_ONCE", 10)
    held = []
    with store.change("Many") as session:
        for number in range(100):
            session.add(Person(family_name=f"Lind {number}"))
            session.flush()
            held.append(len(session.info["log"].entries))
    assert max(held) < 10
    assert len(_changes(store)) == 100


def test_what_a_long_operation_has_written_goes_with_it_when_it_fails(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "AT_ONCE", 1)
    factory.person(store, family_name="Lind")
    before, verbs = (_all(store), _changes(store)), store.next_steps()

    def fail() -> None:
        with store.change("Many") as session:
            session.add(Person(family_name="Ek"))
            session.flush()
            raise KideskError("No")

    with pytest.raises(KideskError, match="No"):
        fail()
    assert ((_all(store), _changes(store)), store.next_steps()) == (before, verbs)


def test_an_undo_that_fails_half_way_takes_nothing_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "AT_ONCE", 1)
    with store.change("Many") as session:
        persons = [Person(family_name=f"Lind {number}") for number in range(5)]
        session.add_all(persons)
    with store.change("Aside", is_undoable=False) as session:
        session.get_one(Person, persons[0].id).given_name = "Eva"  # the one that is taken back last
    before = _all(store)
    with pytest.raises(KideskError, match="has been changed since"):
        store.undo()
    assert _all(store) == before


def test_an_undo_that_is_stopped_half_way_takes_nothing_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "AT_ONCE", 1)
    with store.change("Many") as session:
        session.add_all(Person(family_name=f"Lind {number}") for number in range(5))
    before, told = _all(store), []

    def heed(done: int, whole: int) -> None:
        told.append(done)
        if done > whole // 2:
            raise KideskError("Stopped")

    with pytest.raises(KideskError, match="Stopped"):
        store.undo(heed)
    assert _all(store) == before
    assert told == sorted(told)
    assert len(told) > 3


def test_a_text_translated_in_a_long_operation_is_marked_as_in_a_short_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "AT_ONCE", 1)
    plan = factory.plan(store, title_sv="Plan", title_en="Plan")
    with store.change("Both texts, one after the other") as session:
        row = session.get_one(Plan, plan.id)
        row.title_sv = "Handlingsplan"
        session.flush()
        assert row.changed_since_translated == ["title"]
        row.title_en = "Action plan"
        session.flush()
        assert row.changed_since_translated == []


def test_deleting_many_persons_and_taking_it_back_in_portions_brings_their_parts_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "AT_ONCE", 3)
    monkeypatch.setattr(replay, "AT_ONCE", 2)
    place = factory.organisation(store)
    for number in range(5):
        emails = [{"address": f"a{number}@example.org"}, {"address": f"b{number}@example.org"}]
        values = {"family_name": f"Lind {number}", "emails": emails, "affiliations": [{"organisation_id": place.id}]}
        edit.save(store, PERSONS, values)
    before = _all(store)
    edit.delete(store, PERSONS, [one.id for one in store.all(Person)])
    assert not store.all(Person)
    store.undo()
    assert _all(store) == before
