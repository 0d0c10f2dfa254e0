"""Duplicates are found in the whole register and while somebody types, as if all were compared with all."""

from __future__ import annotations

from contextlib import closing
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kidesk.errors import KideskError
from kidesk.operations import duplicate_blocks
from kidesk.operations.find_duplicates import find_duplicates, like
from kidesk.operations.merge_records import merge
from kidesk.operations.tell_apart import tell_apart
from kidesk.records import ORGANISATIONS, PERSONS
from kidesk.records.likeness import LEAST
from kidesk.records.person_likeness import person_likeness, person_traits
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.conftest import WHO
from tests.records.test_likeness import FAMILY, GIVEN
from tests.store.dumping import dump

MAIL = [{"address": "sara@example.org"}]
_people = some.lists(
    some.tuples(
        some.sampled_from([name for name in GIVEN if name]),
        some.sampled_from([name for name in FAMILY if name]),
        some.sampled_from((None, "a@x.se", "A@x.se", "info@x.se")),
        some.sampled_from((None, "08-524 800 00", "+46 8 524 800 00")),
        some.booleans(),
    ),
    min_size=2,
    max_size=8,
)


def _ends(store: Store, record_type: Any = PERSONS) -> list[tuple[int, int]]:
    return [(pair.one, pair.other) for pair in find_duplicates(store, record_type)]


@settings(max_examples=300)
@given(people=_people)
def test_blocks_hold_every_pair_that_is_alike(people: list[tuple[Any, ...]]) -> None:
    traits = {
        number: person_traits(
            given, family, emails=[mail] if mail else [], phones=[phone] if phone else [], organisations=[1] * is_there
        )
        for number, (given, family, mail, phone, is_there) in enumerate(people)
    }
    keys = {number: duplicate_blocks.person_keys(one) for number, one in traits.items()}
    compared = duplicate_blocks.candidates(keys, {number: one.name for number, one in traits.items()})
    alike = {pair for pair in combinations(traits, 2) if person_likeness(*map(traits.__getitem__, pair)).score >= LEAST}
    assert alike <= compared


@settings(max_examples=12)
@given(people=_people)
def test_what_is_typed_is_like_all_that_the_register_would_pair_it_with(
    tmp_path_factory: Any, people: list[tuple[Any, ...]]
) -> None:
    with closing(Workspace.create(tmp_path_factory.mktemp("typing") / "w", WHO)) as workspace:
        store = workspace.store
        place = factory.organisation(store).id
        typed = {}
        for given_name, family_name, mail, phone, is_there in people:
            values = {
                "given_name": given_name,
                "family_name": family_name,
                "emails": [{"address": mail}] if mail else [],
                "phones": [{"number": phone}] if phone else [],
                "affiliations": [{"organisation_id": place}] * is_there,
            }
            typed[factory.person(store, **values).id] = values
        pairs = _ends(store)
        for number, values in typed.items():
            found = {match.number for match in like(store, PERSONS, values, number=number)}
            assert found == {other for pair in pairs if number in pair for other in pair if other != number}


def test_merged_and_protected_persons_are_in_no_pair(store: Store) -> None:
    one, two, three = (factory.person(store, given_name="Sara", family_name="Öberg", emails=MAIL).id for _ in range(3))
    hidden = {"given_name": "Sara", "family_name": "Öberg", "emails": MAIL}
    factory.person(store, **hidden, has_protected_identity=True)
    assert _ends(store) == [(one, two), (one, three), (two, three)]
    merge(store, PERSONS, one, three)
    assert _ends(store) == [(one, two)]
    assert {match.number for match in like(store, PERSONS, hidden)} == {one, two}
    assert [match.number for match in like(store, PERSONS, hidden, number=one)] == [two]


def test_two_that_were_told_apart_never_come_again_until_that_is_undone(store: Store) -> None:
    one, two = (factory.person(store, given_name="Sara", family_name="Öberg", emails=MAIL).id for _ in range(2))
    before = dump(store)
    tell_apart(store, PERSONS, two, one)
    assert _ends(store) == []
    assert like(store, PERSONS, {"family_name": "Öberg", "emails": MAIL}, number=one) == []
    store.undo()
    assert (dump(store), _ends(store)) == (before, [(one, two)])
    for wrong in (one, 99):
        with pytest.raises(KideskError):
            tell_apart(store, PERSONS, one, wrong)
    assert dump(store) == before


@pytest.mark.parametrize("family", ["Oeberg", "Öberg", "ÖBERG"])
def test_what_is_typed_is_found_in_whatever_spelling(store: Store, family: str) -> None:
    kept = {factory.person(store, given_name="Sara", family_name=name).id for name in ("Öberg", "Oeberg")}
    assert {match.number for match in like(store, PERSONS, {"given_name": "sara", "family_name": family})} == kept


def test_organisations_are_found_by_their_codes_and_by_any_of_their_names(store: Store) -> None:
    one = factory.organisation(store, name_sv="Uppsala universitet", name_en="", erasmus_code="S UPPSALA01").id
    two = factory.organisation(store, name_sv="", name_en="Alma Mater", former_names=["University of Uppsala"]).id
    three = factory.organisation(store, name_sv="", name_en="Upsala", erasmus_code="s  uppsala01").id
    factory.organisation(store, name_sv="Lunds universitet", name_en="Lund University")
    assert set(_ends(store, ORGANISATIONS)) == {(one, two), (one, three)}
    typed = {"name_en": "Universitaet Uppsala", "erasmus_code": "S UPPSALA 01"}
    assert {match.number for match in like(store, ORGANISATIONS, typed)} == {one, two, three}


def test_the_search_tells_how_far_it_is_and_can_be_stopped(store: Store) -> None:
    for _ in range(3):
        factory.person(store, family_name="Öberg")
    told: list[tuple[int, int]] = []
    find_duplicates(store, PERSONS, progress=lambda done, whole: told.append((done, whole)))
    assert told == [(0, 3)]

    def stop(done: int, whole: int) -> None:
        raise KideskError("Stop")

    with pytest.raises(KideskError):
        find_duplicates(store, PERSONS, progress=stop)


def test_a_switchboard_of_thousands_is_no_matter_of_all_pairs() -> None:
    everybody = {
        number: person_traits(f"Given{number}", f"Family{number}", phones=["08-524 800 00"]) for number in range(2000)
    }
    keys = {number: duplicate_blocks.person_keys(one) for number, one in everybody.items()}
    pairs = duplicate_blocks.candidates(keys, {number: one.name for number, one in everybody.items()})
    assert len(pairs) < 2000 * 50


def test_namesakes_of_one_organisation_are_compared_however_common_their_name_is() -> None:
    traits = {number: person_traits("Anna", "Andersson", organisations=[number % 300]) for number in range(600)}
    keys = {number: duplicate_blocks.person_keys(one) for number, one in traits.items()}
    pairs = duplicate_blocks.candidates(keys, {number: one.name for number, one in traits.items()})
    assert {(number, number + 300) for number in range(300)} <= pairs
