"""The consent to publish: how it stands on every day, and what is said about it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.i18n import Language
from kidesk.records.ambassador import Ambassador
from kidesk.records.person import Person
from kidesk.records.portrait_consent import (
    EXPIRING_WITHIN_DAYS,
    IN_FORCE,
    ConsentState,
    consent_on,
    in_words,
    lacks_evidence,
    may_show_portrait,
    problems,
)

DAY = dt.date(2026, 5, 4)
LATER = dt.timedelta(days=1)
days = st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31))


def ambassador(**values: Any) -> Ambassador:
    is_protected = values.pop("is_protected", False)
    named = {f"portrait_consent_{key}": value for key, value in values.items()}
    person = Person(given_name="Haruka", has_protected_identity=is_protected)
    return Ambassador(person=person, has_portrait_consent=True, **named)


@given(days, st.none() | days, st.none() | days, st.none() | days)
def test_a_consent_holds_from_the_day_it_is_given_to_its_last_day_or_its_withdrawal(
    day: dt.date, given_on: dt.date | None, expires_on: dt.date | None, withdrawn_on: dt.date | None
) -> None:
    one = ambassador(given_on=given_on, expires_on=expires_on, withdrawn_on=withdrawn_on)
    holds = (given_on or day) <= day <= (expires_on or day) and (withdrawn_on is None or day < withdrawn_on)
    assert (consent_on(one, day) in IN_FORCE) == holds == may_show_portrait(one, day)


@given(days, days)
def test_once_withdrawn_it_never_holds_again(day: dt.date, withdrawn_on: dt.date) -> None:
    one = ambassador(withdrawn_on=withdrawn_on)
    if day >= withdrawn_on:
        assert consent_on(one, day) == ConsentState.WITHDRAWN


def test_without_consent_nothing_is_shown_whatever_days_are_entered() -> None:
    one = ambassador(given_on=DAY)
    one.has_portrait_consent = False
    assert (consent_on(one, DAY), may_show_portrait(one, DAY)) == (ConsentState.NONE, False)


def test_nobody_with_a_protected_identity_is_shown() -> None:
    assert not may_show_portrait(ambassador(given_on=DAY, is_protected=True), DAY)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-1, ConsentState.EXPIRED),
        (0, ConsentState.EXPIRING),
        (EXPIRING_WITHIN_DAYS, ConsentState.EXPIRING),
        (EXPIRING_WITHIN_DAYS + 1, ConsentState.HOLDS),
    ],
)
def test_a_consent_is_pointed_out_ninety_days_before_its_last_day(days: int, state: ConsentState) -> None:
    assert consent_on(ambassador(expires_on=DAY + dt.timedelta(days=days)), DAY) == state


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "The consent holds until further notice."),
        ({"expires_on": DAY}, "Today is the last day of the consent."),
        ({"expires_on": DAY + LATER}, "The consent expires in 1 day, on 5 May 2026."),
        ({"expires_on": DAY - LATER}, "The consent expired on 3 May 2026."),
        ({"expires_on": dt.date(2028, 1, 1)}, "The consent holds until 1 Jan 2028."),
        ({"given_on": DAY + LATER}, "The consent holds from 5 May 2026."),
        ({"withdrawn_on": DAY}, "The consent was withdrawn on 4 May 2026."),
    ],
)
def test_how_it_stands_is_said_in_a_sentence(values: dict[str, Any], sentence: str, en: Language) -> None:
    assert in_words(ambassador(**values), DAY, en) == sentence


def test_a_consent_that_nothing_shows_is_doubted_but_kept(frozen_day: dt.date) -> None:
    assert lacks_evidence(ambassador(evidence=" "), frozen_day)
    (doubt,) = problems(ambassador())
    assert (doubt.key, doubt.is_warning) == ("portrait_consent_evidence", True)
    assert list(problems(ambassador(evidence="A signed form"))) == []
    assert list(problems(ambassador(withdrawn_on=frozen_day))) == []


def test_it_ends_no_earlier_than_it_is_given(frozen_day: dt.date) -> None:
    one = ambassador(given_on=DAY, expires_on=DAY - LATER, withdrawn_on=DAY - LATER, evidence="A form")
    assert [found.key for found in problems(one)] == ["portrait_consent_expires_on", "portrait_consent_withdrawn_on"]
