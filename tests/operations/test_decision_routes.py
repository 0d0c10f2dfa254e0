"""Versions of the decision routes: the next is a copy, and a version that agreements follow is pointed out."""

from __future__ import annotations

import datetime as dt

import pytest

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.new_version import new_version
from kidesk.operations.newest_version import followers
from kidesk.operations.start_workspace import load_starter
from kidesk.records import DECISION_ROUTES
from kidesk.records.decision_route import DecisionRoute
from kidesk.store.store import Store
from tests import factory
from tests.conftest import DAY

pytestmark = pytest.mark.usefixtures("frozen_day")


def read(store: Store, number: int) -> DecisionRoute:
    """The version as it is stored."""
    found = store.get(DecisionRoute, number)
    assert found is not None
    return found


def test_a_new_version_has_the_same_rows_the_next_number_and_begins_today(store: Store) -> None:
    load_starter(store)
    (old,) = store.all(DecisionRoute)
    new = read(store, new_version(store, DECISION_ROUTES, old.id))
    assert (new.name_sv, new.source, new.edition, new.valid_from) == (old.name_sv, old.source, "2", DAY)

    def rows(route: DecisionRoute) -> list[dict[str, object]]:
        values = factory.read_back(DECISION_ROUTES, route)["rows"]
        return [{key: value for key, value in row.items() if key != "id"} for row in values]

    assert rows(new) == rows(read(store, old.id))
    assert {row.id for row in new.rows}.isdisjoint(row.id for row in old.rows)
    store.undo()
    assert [route.id for route in store.all(DecisionRoute)] == [old.id]
    assert len(read(store, old.id).rows) == len(old.rows)


@pytest.mark.parametrize(
    ("edition", "following"),
    [("1", "2"), ("9", "10"), ("2025:1", "2025:2"), ("v3 utkast", "v4 utkast"), ("A", "A 2")],
)
def test_the_next_version_counts_on(store: Store, edition: str, following: str) -> None:
    number = factory.decision_route(store, edition=edition).id
    assert read(store, new_version(store, DECISION_ROUTES, number)).edition == following


def test_a_number_that_is_taken_is_passed_over(store: Store) -> None:
    first = factory.decision_route(store, edition="1").id
    factory.decision_route(store, edition="2")
    assert read(store, new_version(store, DECISION_ROUTES, first)).edition == "3"


def test_there_is_no_new_version_of_what_is_gone(store: Store) -> None:
    with pytest.raises(KideskError, match="no record with the number"):
        new_version(store, DECISION_ROUTES, 5)


def test_assessments_keep_to_the_version_of_their_questions(store: Store) -> None:
    assessment = factory.risk_assessment(store)
    assert followers(store, assessment.guideline) == 1
    assert followers(store, factory.risk_guideline(store)) == 0


def test_a_version_without_a_first_day_says_that_it_always_was_valid(store: Store, en: Language) -> None:
    route, field = factory.decision_route(store, valid_from=None), DECISION_ROUTES.field("valid_from")
    assert (field.text(route, en), field.plain(route)) == ("From the start", None)


def test_other_rows_of_a_version_in_use_are_pointed_out_and_kept(store: Store, en: Language) -> None:
    route = factory.decision_route(store, valid_from=dt.date(2024, 1, 1), rows=[{"decided_en": "the President"}])
    row = factory.read_back(DECISION_ROUTES, route)["rows"][0]

    def said(**values: object) -> list[str]:
        done = edit.save(store, DECISION_ROUTES, values, number=route.id)
        return [warning.said(en)[:41] for warning in done.warnings]

    assert said(rows=[row | {"decided_en": "the head"}]) == []
    agreements = [factory.agreement(store) for _ in range(2)]
    assert followers(store, route) == len(agreements)
    assert said(notes="x") == []
    assert said(rows=[row | {"decided_en": "the dean"}]) == ["Agreements that follow this version: 2. I"]
    assert said(rows=[row | {"decided_en": "the dean"}, {"decided_en": "x"}]) != []
    assert said(rows=[]) != []
    assert read(store, route.id).rows == []
