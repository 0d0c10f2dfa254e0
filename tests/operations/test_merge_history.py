"""Merging, telling apart, editing, undo and redo in any order: what is taken back is as it was, in every table."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from kidesk.errors import KideskError
from kidesk.operations import edit
from kidesk.operations.merge_records import Take, merge
from kidesk.operations.tell_apart import tell_apart
from kidesk.records import ORGANISATIONS, PERSONS
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.conftest import WHO
from tests.store.dumping import dump, index

_which = some.integers(0, 3)
_steps = some.lists(
    some.one_of(
        some.tuples(some.just("merge"), some.sampled_from(("persons", "organisations")), _which, _which,
                    some.sampled_from(Take)),
        some.tuples(some.just("apart"), some.sampled_from(("persons", "organisations")), _which, _which),
        some.tuples(some.just("coordinator"), some.just("persons"), _which, _which),
        some.tuples(some.just("part"), some.just("organisations"), _which, _which),
        some.tuples(some.just("note"), some.sampled_from(("persons", "organisations")), _which),
        some.tuples(some.just("delete"), some.sampled_from(("persons", "organisations")), _which),
        some.tuples(some.just("undo")),
        some.tuples(some.just("redo")),
    ),
    max_size=7,
)  # fmt: skip


class Acting:
    """A small register, and the steps that may be taken in it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        cities = ("Lund", "Uppsala", "Umeå", "Solna")
        places = [factory.organisation(store, name_sv=city, city=city[:3]).id for city in cities]
        people = [
            factory.person(
                store,
                family_name=name,
                notes=name,
                tags=[name[:1]],
                emails=[{"address": "same@example.org"}, {"address": f"{number}@example.org", "is_primary": True}],
                affiliations=[{"organisation_id": places[number], "is_primary": True}],
            ).id
            for number, name in enumerate(("Öberg", "Oeberg", "Ek", "Ekh"))
        ]
        factory.interaction(store, persons=[{"person_id": one} for one in people],
                            organisations=[{"organisation_id": one} for one in places])  # fmt: skip
        factory.agreement(store, owner_id=people[1], deputy_id=people[2],
                          parties=[{"organisation_id": one} for one in places])  # fmt: skip
        factory.ambassador(store, person_id=people[3])
        self.numbers = {"persons": people, "organisations": places}

    def act(self, step: tuple[Any, ...]) -> None:
        """Takes a step; one that is refused changes nothing."""
        name, *given = step
        kind = {"persons": PERSONS, "organisations": ORGANISATIONS}.get(given[0] if given else "", PERSONS)
        which = [self.numbers[given[0]][place] for place in given[1:3]] if given else []
        if name == "merge":
            merge(self.store, kind, which[0], which[1], {} if given[3] is Take.BOTH else {"notes": given[3]})
        elif name == "apart":
            tell_apart(self.store, kind, *which)
        elif name in ("coordinator", "part"):
            key = "owner_id" if name == "coordinator" else "parent_id"
            edit.save(self.store, kind, {key: which[1]}, number=which[0])
        elif name == "note":
            edit.save(self.store, kind, {"notes": "Edited"}, number=which[0])
        elif name == "delete":
            edit.delete(self.store, kind, which)
        elif name == "undo":
            self.store.undo()
        else:
            self.store.redo()


@settings(max_examples=25)
@given(steps=_steps)
def test_steps_are_taken_back_one_by_one_and_done_again(tmp_path_factory: Any, steps: list[tuple[Any, ...]]) -> None:
    with closing(Workspace.create(tmp_path_factory.mktemp("steps") / "w", WHO)) as workspace:
        store = workspace.store
        acting = Acting(store)
        states = [(dump(store), index(store))]
        for step in steps:
            before, could_undo = (dump(store), index(store)), len(states) > 1
            if step[0] == "undo" and not could_undo:
                continue
            try:
                acting.act(step)
            except KideskError:
                assert (dump(store), index(store)) == before
                continue
            after = (dump(store), index(store))
            if step[0] == "undo":
                states.pop()
                assert after == states[-1]
            elif after != before:
                states.append(after)
        while len(states) > 1:
            done = states.pop()
            store.undo()
            assert (dump(store), index(store)) == states[-1]
            store.redo()
            assert (dump(store), index(store)) == done
            store.undo()
