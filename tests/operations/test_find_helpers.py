"""Who could help with X in Y: all words, in either language, and the place; with reasons, active ones first."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kidesk.i18n import Language
from kidesk.operations.find_helpers import Helper, addresses, find_helpers
from kidesk.records.ambassador import Ambassador, AmbassadorStage
from kidesk.store.store import Store
from tests import factory


def active(store: Store, person: dict[str, Any] | None = None, **values: Any) -> Ambassador:
    number = factory.person(store, **(person or {})).id
    return factory.ambassador(store, **({"person_id": number, "stage": AmbassadorStage.ACTIVE} | values))


def found(store: Store, about: str, place: str, day: dt.date) -> list[int]:
    return [one.ambassador.id for one in find_helpers(store, about, place, day)]


def only(helpers: tuple[Helper, ...]) -> Helper:
    (one,) = helpers
    return one


@pytest.mark.parametrize("about", ["mentor", "MENTOR folkhäls", "folkhals", "public health", "oncology"])
def test_all_words_are_found_in_any_text_in_either_language(store: Store, frozen_day: dt.date, about: str) -> None:
    person = {"expertise": "Oncology", "tags": ["alumni-council"]}
    texts = {"offers": "Mentor för studenter", "programme": "Folkhälsovetenskap", "profile_en": "Public health"}
    one = active(store, person, **texts)
    active(store, offers="Gästföreläsningar", programme="Folkets hus")
    assert found(store, about, "", frozen_day) == [one.id]


def test_one_word_that_is_nowhere_finds_nobody(store: Store, frozen_day: dt.date) -> None:
    active(store, offers="Mentor")
    assert found(store, "mentor astronomy", "", frozen_day) == []
    assert found(store, " ", " ", frozen_day) == []


@pytest.mark.parametrize("place", ["Japan", "jp", "tokyo", "Tōkyō"])
def test_a_place_is_a_country_in_either_language_or_a_city(store: Store, frozen_day: dt.date, place: str) -> None:
    one = active(store, countries=["JP"], cities=["Tokyo", "Kyoto"])
    active(store, countries=["SE"], cities=["Lund"])
    assert found(store, "", place, frozen_day) == [one.id]


def test_the_place_of_the_persons_organisation_counts_while_the_person_is_there(
    store: Store, frozen_day: dt.date, en: Language
) -> None:
    there = factory.organisation(store, name_en="University of Oslo", country="NO", city="Oslo")
    here = active(store, {"affiliations": [{"organisation_id": there.id}]})
    ended = {"organisation_id": there.id, "end_on": frozen_day - dt.timedelta(days=1)}
    active(store, {"affiliations": [ended]})
    assert found(store, "", "Norge", frozen_day) == [here.id]
    (reason,) = only(find_helpers(store, "", "Oslo", frozen_day)).reasons
    assert reason.said(en) == "At an organisation there: University of Oslo"


def test_reasons_say_what_was_found_where(store: Store, frozen_day: dt.date, en: Language, sv: Language) -> None:
    active(store, offers="Mentor, mentors groups", countries=["JP"])
    reasons = only(find_helpers(store, "mentor", "Japan", frozen_day)).reasons
    assert [one.said(en) for one in reasons] == ["Offers: Mentor, mentors", "Countries: Japan"]
    assert reasons[1].said(sv) == "Länder: Japan"


def test_those_at_work_come_first_then_those_with_most_hours_left(store: Store, frozen_day: dt.date) -> None:
    done = [{"on": frozen_day, "title": "A talk", "hours": 10}]
    paused = active(store, offers="mentor", stage=AmbassadorStage.PAUSED, capacity_hours=90)
    used_up = active(store, offers="mentor", capacity_hours=10, engagements=done)
    unknown = active(store, offers="mentor")
    some = active(store, offers="mentor", capacity_hours=15, engagements=done)
    much = active(store, offers="mentor", capacity_hours=40)
    assert found(store, "mentor", "", frozen_day) == [much.id, some.id, unknown.id, used_up.id, paused.id]


def test_a_protected_identity_is_never_found(store: Store, frozen_day: dt.date) -> None:
    active(store, {"has_protected_identity": True}, offers="mentor", countries=["JP"], cities=["Tokyo"])
    assert found(store, "", "Japan", frozen_day) == []
    assert found(store, "mentor", "Tokyo", frozen_day) == []
    assert found(store, "mentor", "", frozen_day) == []


def test_who_has_opted_out_is_not_written_to(store: Store, frozen_day: dt.date) -> None:
    primary = {"address": "a@example.org", "is_primary": True}
    active(store, {"emails": [{"address": "b@example.org"}, primary]}, offers="mentor")
    opted_out = {"address": "d@example.org", "is_primary": True, "has_opted_out": True}
    active(store, {"emails": [opted_out, {"address": "c@example.org"}]}, offers="mentor")
    active(store, {"emails": []}, offers="mentor")
    helpers = find_helpers(store, "mentor", "", frozen_day)
    assert len(helpers) == 3
    assert addresses(helpers) == ("a@example.org",)
