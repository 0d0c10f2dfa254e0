"""Whether agreements are alive: what shows it, what a person judged, and the list of those to end or activate."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.agreement_activity import activity, note_activity
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_activity import Activity, Evidence, EvidenceKind, exchange_day, is_alive, judge
from kidesk.records.agreement_terms import ActivityLevel, AgreementStatus
from kidesk.records.record_type import View
from kidesk.store.store import Listing, Store
from tests import factory
from tests.store.dumping import dump

DAY = dt.date(2026, 5, 4)
ALIVE, DORMANT, UNKNOWN = ActivityLevel.ALIVE, ActivityLevel.DORMANT, ActivityLevel.UNKNOWN
EN = Language("en")


def running(store: Store, **values: Any) -> Agreement:
    """An agreement in force since 2020."""
    since = {"status": AgreementStatus.IN_FORCE, "effective_on": dt.date(2020, 1, 1)}
    return factory.agreement(store, **since | values)


def exchanged(store: Store, year: int, persons: int) -> list[dict[str, Any]]:
    """Actual numbers of one academic year."""
    one = factory.organisation(store).id
    return [{"academic_year": year, "sending_id": one, "receiving_id": one, "persons": persons}]


def listed(store: Store) -> list[int]:
    """The agreements of the view of what is to be ended or activated."""
    view = next(view for view in AGREEMENTS.views if view.key == "end-or-activate")
    return sorted(store.ids(Listing(AGREEMENTS, view), EN))


# What shows it


@pytest.mark.parametrize(
    ("on", "level"),
    [
        (dt.date(2026, 5, 4), ALIVE),
        (dt.date(2024, 5, 4), ALIVE),
        (dt.date(2024, 5, 3), DORMANT),
        (dt.date(2026, 5, 5), UNKNOWN),
    ],
)
def test_a_meeting_shows_for_24_months_that_an_agreement_is_alive(
    store: Store, on: dt.date, level: ActivityLevel
) -> None:
    agreement = running(store)
    factory.interaction(store, title="Styrgruppsmöte", agreement_id=agreement.id, on=on)
    found = activity(store, agreement.id, DAY)
    assert found.level == level
    if found.evidence is not None:
        assert (found.evidence.on, found.evidence.said(EN)) == (on, "In contact: Styrgruppsmöte")


def test_exchange_shows_it_until_its_academic_year_ends(store: Store) -> None:
    years = {2022: DORMANT, 2023: ALIVE, 2025: ALIVE, 2026: UNKNOWN}
    for year, level in years.items():
        agreement = running(store, numbers=exchanged(store, year, 1))
        assert activity(store, agreement.id, DAY).level == level
    assert activity(store, running(store, numbers=exchanged(store, 2025, 0)).id, DAY).level == UNKNOWN
    running_year = running(store, numbers=exchanged(store, 2025, 2))
    evidence = activity(store, running_year.id, DAY).evidence
    assert evidence is not None
    assert (evidence.on, evidence.said(EN)) == (DAY, "Exchange in the academic year 2025/26")


def test_a_specific_agreement_shows_it_when_both_sides_have_signed(store: Store) -> None:
    agreement = running(store)
    child = factory.agreement(store, title_en="Placement", parent_id=agreement.id, signed_own_on=dt.date(2025, 1, 1))
    assert activity(store, agreement.id, DAY).level == UNKNOWN
    edit.save(store, AGREEMENTS, {"signed_partner_on": dt.date(2025, 2, 1)}, number=child.id)
    found = activity(store, agreement.id, DAY)
    assert found.evidence is not None
    assert (found.level, found.evidence.on) == (ALIVE, dt.date(2025, 2, 1))
    assert found.evidence.said(EN) == "Specific agreement signed: Placement"


# The rule, against another way of putting it


def _oracle(days: list[dt.date], level: ActivityLevel, judged_on: dt.date | None, today: dt.date) -> ActivityLevel:
    """Goes through what is known from the latest day back; of one day, what happened counts before what is judged."""
    known = [(day, 1, ALIVE) for day in days]
    if judged_on is not None and level != UNKNOWN:
        known.append((judged_on, 1 if level == ALIVE else 0, level))
    for day, _, shows in sorted(known, reverse=True):
        if day <= today:
            too_old = (today.year * 12 + today.month) - (day.year * 12 + day.month) > 24 or (
                day.replace(day=1) == today.replace(day=1, year=today.year - 2) and day.day < today.day
            )
            # The last of a shorter month stands for the days that it lacks.
            if (today.month, today.day, day.month, day.day) == (2, 29, 2, 28):
                too_old = day.year < today.year - 2
            return DORMANT if too_old or shows == DORMANT else ALIVE
    return UNKNOWN


_DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2028, 12, 31))


@given(st.lists(_DAYS, max_size=4), st.sampled_from(ActivityLevel), st.none() | _DAYS, _DAYS)
def test_the_rule_holds_for_any_days(
    days: list[dt.date], level: ActivityLevel, judged_on: dt.date | None, today: dt.date
) -> None:
    found = [Evidence(day, EvidenceKind.INTERACTION, "") for day in days]
    agreement = Agreement(activity=level, activity_on=judged_on)
    assert judge(agreement, found, today).level == _oracle(days, level, judged_on, today)


@given(st.integers(1, 9998), st.dates(dt.date(2, 1, 1)))
def test_an_academic_year_is_evidence_from_its_first_day_to_its_last(year: int, today: dt.date) -> None:
    first, last = dt.date(year, 9, 1), dt.date(year + 1, 8, 31)
    assert exchange_day(year, today) == (None if today < first else today if today < last else last)


def test_a_year_that_no_calendar_has_is_no_evidence() -> None:
    assert [exchange_day(year, DAY) for year in (-1, 0, 9999, 10_000)] == [None] * 4


# What a person judged


def test_who_judges_says_when_and_why_and_can_take_it_back(store: Store) -> None:
    agreement = running(store)
    before = dump(store)
    note_activity(store, agreement.id, DORMANT, dt.date(2026, 5, 1), " The coordinator has left. ")
    after = dump(store)
    assert activity(store, agreement.id, DAY) == Activity(
        DORMANT, None, dt.date(2026, 5, 1), "The coordinator has left."
    )
    assert store.undo() == "Noted the activity of {type}"
    assert dump(store) == before
    store.redo()
    assert dump(store) == after


def test_what_happens_after_a_judgement_overrules_it(store: Store) -> None:
    agreement = running(store)
    factory.interaction(store, agreement_id=agreement.id, on=dt.date(2026, 4, 1))
    note_activity(store, agreement.id, DORMANT, dt.date(2026, 4, 2), "No answers")
    assert activity(store, agreement.id, DAY).level == DORMANT
    factory.interaction(store, agreement_id=agreement.id, on=dt.date(2026, 4, 2))
    assert activity(store, agreement.id, DAY).level == ALIVE


def test_a_judgement_without_a_day_says_nothing() -> None:
    assert judge(Agreement(activity=ALIVE), [], DAY).level == UNKNOWN
    assert judge(Agreement(activity=DORMANT), [], DAY).level == UNKNOWN


def test_a_judgement_needs_a_reason_and_a_day_that_has_come(store: Store, frozen_day: dt.date) -> None:
    agreement = running(store)
    before = dump(store)
    for on, evidence, key in (
        (frozen_day + dt.timedelta(days=1), "Why", "activity_on"),
        (frozen_day, " ", "activity_evidence"),
        (frozen_day, "x" * 1001, "activity_evidence"),
    ):
        with pytest.raises(edit.Invalid) as refused:
            note_activity(store, agreement.id, ALIVE, on, evidence)
        assert [problem.key for problem in refused.value.problems] == [key]
    for act in (lambda: note_activity(store, 99, ALIVE, frozen_day, "Why"), lambda: activity(store, 99, DAY)):
        with pytest.raises(KideskError, match="no record with the number 99"):
            act()
    assert dump(store) == before


# The list


def test_to_end_or_activate_is_what_has_run_for_24_months_without_being_alive(
    store: Store, frozen_day: dt.date
) -> None:
    silent = running(store)
    met = running(store)
    factory.interaction(store, agreement_id=met.id, on=frozen_day)
    young = running(store, effective_on=dt.date(2024, 5, 4))
    signed = dt.date(2024, 5, 3)
    only_signed = running(store, effective_on=None, signed_own_on=signed, signed_partner_on=signed)
    undated = running(store, effective_on=None, signed_own_on=signed)
    ended = running(store, end_on=dt.date(2026, 5, 3))
    superseded = running(store, status=AgreementStatus.SUPERSEDED)
    assert listed(store) == [silent.id, only_signed.id]
    assert not {met.id, young.id, undated.id, ended.id, superseded.id} & set(listed(store))


def _random(store: Store, dice: random.Random) -> list[int]:
    def day() -> dt.date:
        return DAY + dt.timedelta(days=dice.choice([0, 1, -731, -730, -729, dice.randint(-1600, 300)]))

    made: list[int] = []
    for _ in range(120):
        values: dict[str, Any] = {"activity": dice.choice(list(ActivityLevel))}
        if dice.random() < 0.7:
            values["activity_on"] = day()
        if dice.random() < 0.3:
            values["numbers"] = exchanged(store, dice.randint(2021, 2026), dice.randint(0, 1))
        if made and dice.random() < 0.3:
            values |= {"parent_id": dice.choice(made), "signed_own_on": day()}
            values |= {"signed_partner_on": day()} if dice.random() < 0.7 else {}
        made.append(factory.agreement(store, **values).id)
        if dice.random() < 0.3:
            factory.interaction(store, agreement_id=made[-1], on=day())
    return made


def test_the_database_selects_as_the_rule_judges(store: Store, frozen_day: dt.date) -> None:
    numbers = _random(store, random.Random(7))
    alive = set(store.ids(Listing(AGREEMENTS, View("alive", "", is_alive)), EN))
    levels = {number: activity(store, number, frozen_day).level for number in numbers}
    assert set(levels.values()) == set(ActivityLevel)
    assert alive == {number for number, level in levels.items() if level == ALIVE}
