"""Proposed colours: what evidence and its age say of an activity, and what must never move a colour."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.propose_colour import propose
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.ambassador import AmbassadorStage
from kidesk.records.colour_proposal import Proposal, propose_colour
from kidesk.records.indicator import Frequency
from kidesk.records.interaction import Interaction
from kidesk.records.plan import PlanLevel
from kidesk.records.plan_item import Evidence, Lifecycle, PlanItem
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import Colour, Period, Quarter
from kidesk.store.store import Store
from tests import factory
from tests.store.dumping import dump

Q4 = Period(2025, 4)  # 1 October to 31 December 2025; a year before it begins on 1 October 2024
AFTER = dt.date(2026, 1, 15)
EN = Language("en")
GREEN, YELLOW, RED = Colour.GREEN, Colour.YELLOW, Colour.RED

_ids = count(1)


def activity(store: Store, evidence: dict[str, Any] | None = None, **values: Any) -> PlanItem:
    """An activity with one piece of evidence."""
    return factory.plan_item(store, evidence=[evidence] if evidence else [], **values)


def proposed(store: Store, item: PlanItem, today: dt.date = AFTER) -> Proposal:
    """What is proposed for an activity in the fourth quarter of 2025."""
    return propose(store, item.plan_id, Q4, today)[item.id]


def quarter(store: Store, period: Period) -> int:
    """The id of a quarter, made where it is not there yet."""
    return factory.quarter(store, name=period.name).id


# Interactions


@pytest.mark.parametrize(
    ("on", "today", "colour"),
    [
        (dt.date(2025, 10, 1), AFTER, GREEN),
        (dt.date(2025, 12, 31), AFTER, GREEN),
        (dt.date(2025, 9, 30), AFTER, YELLOW),
        (dt.date(2024, 10, 1), AFTER, YELLOW),
        (dt.date(2024, 9, 30), AFTER, RED),
        (dt.date(2026, 1, 10), AFTER, RED),  # after the quarter, and nobody had planned it
        (dt.date(2026, 2, 1), AFTER, YELLOW),  # booked for a day ahead
        (dt.date(2025, 11, 20), dt.date(2025, 11, 19), YELLOW),
        (dt.date(2025, 11, 20), dt.date(2025, 11, 20), GREEN),
    ],
)
def test_contact_counts_by_its_day(store: Store, on: dt.date, today: dt.date, colour: Colour) -> None:
    evidence = {"interaction_id": factory.interaction(store, on=on).id}
    assert proposed(store, activity(store, evidence), today).colour == colour


def test_an_interaction_that_names_the_activity_is_evidence_of_itself(store: Store) -> None:
    item = activity(store)
    factory.interaction(store, title="Besök i Lund", on=dt.date(2025, 11, 5), plan_item_id=item.id)
    assert proposed(store, item).colour == GREEN
    assert proposed(store, item).reason.said(EN) == "There was contact on 5 Nov 2025: Besök i Lund."


def test_one_contact_is_one_sign_be_it_picked_and_naming_the_activity(store: Store) -> None:
    item = activity(store)
    met = factory.interaction(store, title="Möte", on=dt.date(2025, 11, 5), plan_item_id=item.id)
    edit.save(store, PLAN_ITEMS, {"evidence": [{"interaction_id": met.id}]}, number=item.id)
    assert proposed(store, item).reason.further == 0


# Agreements, ambassadors, memberships, indicators, other items


@pytest.mark.parametrize(
    ("values", "colour"),
    [
        ({"status": AgreementStatus.IN_FORCE, "effective_on": dt.date(2020, 1, 1)}, GREEN),
        (
            {"status": AgreementStatus.EXPIRED, "effective_on": dt.date(2020, 1, 1), "end_on": dt.date(2025, 10, 1)},
            GREEN,
        ),
        (
            {"status": AgreementStatus.EXPIRED, "effective_on": dt.date(2020, 1, 1), "end_on": dt.date(2025, 6, 30)},
            YELLOW,
        ),
        ({"status": AgreementStatus.EXPIRED, "effective_on": dt.date(2020, 1, 1), "end_on": dt.date(2023, 6, 30)}, RED),
        ({"status": AgreementStatus.IN_PREPARATION}, YELLOW),
        ({"status": AgreementStatus.IN_FORCE, "effective_on": dt.date(2026, 2, 1)}, YELLOW),
        ({"status": AgreementStatus.CLOSED}, RED),
        (
            {
                "status": AgreementStatus.OUT_FOR_SIGNATURE,
                "signed_own_on": dt.date(2025, 9, 1),
                "signed_partner_on": dt.date(2025, 10, 2),
            },
            GREEN,
        ),
    ],
)
def test_an_agreement_counts_while_it_is_in_force(store: Store, values: dict[str, Any], colour: Colour) -> None:
    evidence = {"agreement_id": factory.agreement(store, **values).id}
    assert proposed(store, activity(store, evidence)).colour == colour


@pytest.mark.parametrize(
    ("stages", "colour"),
    [
        ([(AmbassadorStage.ACTIVE, dt.date(2024, 1, 1))], GREEN),
        ([(AmbassadorStage.ACTIVE, dt.date(2024, 1, 1)), (AmbassadorStage.ENDED, dt.date(2025, 10, 2))], GREEN),
        ([(AmbassadorStage.ACTIVE, dt.date(2024, 1, 1)), (AmbassadorStage.ENDED, dt.date(2025, 10, 1))], YELLOW),
        ([(AmbassadorStage.ACTIVE, dt.date(2020, 1, 1)), (AmbassadorStage.ENDED, dt.date(2022, 1, 1))], RED),
        ([(AmbassadorStage.ASKED, dt.date(2025, 12, 1))], YELLOW),
        ([(AmbassadorStage.ACTIVE, dt.date(2026, 1, 2))], RED),
    ],
)
def test_an_ambassador_counts_while_active(
    store: Store, stages: list[tuple[AmbassadorStage, dt.date]], colour: Colour
) -> None:
    changes = [{"stage": stage, "on": on, "comment": ""} for stage, on in stages]
    ambassador = factory.ambassador(store, stage=stages[-1][0], stages=changes)
    assert proposed(store, activity(store, {"ambassador_id": ambassador.id})).colour == colour


def test_what_an_ambassador_did_counts_whatever_the_stage(store: Store) -> None:
    did = [{"on": dt.date(2025, 12, 3), "title": "Föreläsning"}]
    ambassador = factory.ambassador(store, stage=AmbassadorStage.IDENTIFIED, engagements=did)
    assert proposed(store, activity(store, {"ambassador_id": ambassador.id})).colour == GREEN


@pytest.mark.parametrize(
    ("since", "until", "colour"),
    [
        (None, None, GREEN),
        (dt.date(2020, 1, 1), dt.date(2025, 10, 1), GREEN),
        (dt.date(2020, 1, 1), dt.date(2025, 9, 30), YELLOW),
        (dt.date(2020, 1, 1), dt.date(2023, 9, 30), RED),
        (dt.date(2026, 1, 1), None, YELLOW),
    ],
)
def test_a_membership_counts_until_it_is_left(
    store: Store, since: dt.date | None, until: dt.date | None, colour: Colour
) -> None:
    membership = factory.membership(store, since_on=since, until_on=until)
    assert proposed(store, activity(store, {"membership_id": membership.id})).colour == colour


@pytest.mark.parametrize(
    ("frequency", "period", "colour"),
    [
        (Frequency.MONTHLY, "2025-12", GREEN),
        (Frequency.MONTHLY, "2025-09", YELLOW),
        (Frequency.MONTHLY, "2026-01", RED),
        (Frequency.QUARTERLY, "2025-Q4", GREEN),
        (Frequency.YEARLY, "2025", GREEN),
        (Frequency.YEARLY, "2024", YELLOW),
        (Frequency.YEARLY, "2022", RED),
    ],
)
def test_an_indicator_counts_by_its_values(store: Store, frequency: Frequency, period: str, colour: Colour) -> None:
    indicator = factory.indicator(store, frequency=frequency, values=[{"period": period, "value": 3}])
    assert proposed(store, activity(store, {"indicator_id": indicator.id})).colour == colour


@pytest.mark.parametrize(
    ("judged", "when", "colour"),
    [
        (GREEN, Q4, GREEN),
        (YELLOW, Q4, YELLOW),
        (RED, Q4, RED),
        (GREEN, Q4 - 1, YELLOW),
        (GREEN, Q4 - 6, RED),
        (GREEN, Q4 + 1, RED),
    ],
)
def test_what_an_activity_rests_on_counts_by_its_own_colour(
    store: Store, judged: Colour, when: Period, colour: Colour
) -> None:
    other = factory.plan_item(store, assessments=[{"quarter_id": quarter(store, when), "colour": judged}])
    assert proposed(store, activity(store, {"other_item_id": other.id})).colour == colour


# What a person noted


@pytest.mark.parametrize(("noted", "colour"), [(Q4, GREEN), (Q4 - 1, YELLOW), (Q4 - 4, YELLOW), (Q4 - 5, RED)])
def test_evidence_noted_for_a_quarter_counts_for_that_quarter(store: Store, noted: Period, colour: Colour) -> None:
    evidence = {"quarter_id": quarter(store, noted), "note": "Ny broschyr"}
    assert proposed(store, activity(store, evidence)).colour == colour


def test_noted_for_this_quarter_it_is_green_whatever_the_record_says(store: Store) -> None:
    idea = factory.agreement(store, title_sv="Avtal med Lund", title_en="Agreement with Lund")
    found = proposed(store, activity(store, {"agreement_id": idea.id, "quarter_id": quarter(store, Q4)}))
    assert found.colour == GREEN
    assert found.reason.said(EN) == "Evidence is noted for this quarter: Agreement with Lund."


def test_a_link_without_a_quarter_is_some_activity(store: Store) -> None:
    assert proposed(store, activity(store, {"link": "https://example.org/nytt"})).colour == YELLOW


def test_evidence_that_says_nothing_is_none(store: Store) -> None:
    assert proposed(store, activity(store, {"quarter_id": quarter(store, Q4)})).colour == RED


# The item's own dates, and what has no say


def test_what_starts_later_is_planned(store: Store) -> None:
    found = proposed(store, activity(store, start_on=dt.date(2026, 3, 1)))
    assert (found.colour, found.reason.said(EN)) == (YELLOW, "It is planned to start on 1 Mar 2026.")
    assert proposed(store, activity(store, start_on=dt.date(2025, 3, 1))).colour == RED
    assert proposed(store, activity(store, expected_year=2026)).colour == YELLOW
    assert proposed(store, activity(store, expected_year=2025)).colour == RED


def test_what_is_due_in_other_quarters_is_not_due_and_what_is_known_is_told(store: Store) -> None:
    evidence = {"quarter_id": quarter(store, Q4), "note": "Ny broschyr"}
    found = proposed(store, activity(store, evidence, due_quarters=["2026-Q1", "2025-K2"]))
    assert found.colour == Colour.NOT_DUE
    assert found.reason.said(EN) == (
        "It is due in 2025-Q2, 2026-Q1 and not in this quarter. Evidence is noted for this quarter: Ny broschyr."
    )
    assert proposed(store, activity(store, due_quarters=["2025-K4"])).colour == RED


def test_the_reason_counts_what_else_says_the_same_and_speaks_both_languages(store: Store, sv: Language) -> None:
    met = [factory.interaction(store, title=f"Möte {day}", on=dt.date(2025, 11, day)).id for day in (3, 4, 5)]
    item = factory.plan_item(store, evidence=[{"interaction_id": number} for number in met])
    reason = proposed(store, item).reason
    assert reason.said(EN) == "There was contact on 5 Nov 2025: Möte 5. 2 more signs say the same."
    assert reason.said(sv) == "Kontakt togs den 5 nov. 2025: Möte 5. Ytterligare 2 tecken säger detsamma."


def test_what_is_long_past_is_red_and_told(store: Store) -> None:
    met = factory.interaction(store, title="Möte", on=dt.date(2023, 5, 2)).id
    assert proposed(store, activity(store, {"interaction_id": met})).reason.said(EN) == (
        "Nothing is known from the year before the quarter or later. There was contact on 2 May 2023: Möte."
    )


def test_progress_is_told_and_moves_no_colour(store: Store) -> None:
    found = proposed(store, activity(store, lifecycle=Lifecycle.DONE))
    assert found.colour == RED
    assert found.reason.said(EN) == "No activity is known. Its progress is “Done”, which gives no colour by itself."


# Rules for any evidence

_DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2027, 1, 1))
_ORDER = [RED, YELLOW, GREEN]


@st.composite
def _pieces(draw: st.DrawFn) -> Evidence:
    """Contact on any day, or a note for any quarter or for none."""
    if draw(st.booleans()):
        return Evidence(interaction=Interaction(id=next(_ids), title="Möte", on=draw(_DAYS)))
    period = draw(st.none() | _DAYS.map(Period.of))
    return Evidence(note=draw(st.sampled_from(["", "Not"])), quarter=period and Quarter(name=period.name))


def _judged(evidence: list[Evidence], today: dt.date, lifecycle: Lifecycle = Lifecycle.ONGOING) -> Colour:
    return propose_colour(PlanItem(evidence=evidence, lifecycle=lifecycle), (), Q4, today).colour


@given(st.lists(_pieces(), max_size=4), _DAYS, st.sampled_from(list(Lifecycle)))
def test_progress_never_moves_a_colour(evidence: list[Evidence], today: dt.date, lifecycle: Lifecycle) -> None:
    assert _judged(evidence, today, lifecycle) == _judged(evidence, today)


@given(st.lists(_pieces(), max_size=4), _pieces(), _DAYS)
def test_more_evidence_never_makes_a_colour_worse(evidence: list[Evidence], more: Evidence, today: dt.date) -> None:
    assert _ORDER.index(_judged([*evidence, more], today)) >= _ORDER.index(_judged(evidence, today))


@given(st.lists(_pieces(), max_size=4), _DAYS)
def test_the_best_piece_alone_decides(evidence: list[Evidence], today: dt.date) -> None:
    alone = [_judged([one], today) for one in evidence]
    assert _judged(evidence, today) == max(alone, key=_ORDER.index, default=RED)


# The store


def test_nothing_is_written_and_the_queries_do_not_grow_with_the_plan(store: Store) -> None:
    plan = factory.plan(store)

    def fill() -> None:
        one = {
            "agreement_id": factory.agreement(store).id,
            "ambassador_id": factory.ambassador(store).id,
            "interaction_id": factory.interaction(store).id,
            "membership_id": factory.membership(store).id,
            "indicator_id": factory.indicator(store, values=[{"period": "2025-11", "value": 1}]).id,
            "other_item_id": factory.plan_item(store).id,
        }
        factory.plan_item(store, plan_id=plan.id, evidence=[one])

    asked: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    counts = []
    for wanted in (1, 6):
        while len(propose(store, plan.id, Q4, AFTER)) < wanted:
            fill()
        before = dump(store)
        asked.clear()
        propose(store, plan.id, Q4, AFTER)
        counts.append(len(asked))
        assert dump(store) == before
    assert counts[0] == counts[1]


def test_only_the_lowest_level_is_proposed_for_and_an_unknown_plan_has_nothing(store: Store) -> None:
    item = activity(store)
    factory.plan_item(store, plan_id=item.plan_id, level=PlanLevel.FOCUS_AREA)
    assert set(propose(store, item.plan_id, Q4, AFTER)) == {item.id}
    assert propose(store, 9999, Q4, AFTER) == {}
