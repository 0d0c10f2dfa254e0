"""Timelines: what is told of a record, in which order and words, where it leads, and in how few queries."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.review_membership import review
from kidesk.operations.timeline import timeline
from kidesk.operations.timeline_event import Event, Happening
from kidesk.records import AGREEMENTS, INTERACTIONS, ORGANISATIONS, PERSONS, PLAN_ITEMS
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.ambassador import AmbassadorStage, EngagementMode
from kidesk.records.interaction import Interaction, InteractionKind, InteractionPerson
from kidesk.records.membership import MembershipDecision
from kidesk.records.organisation import Organisation
from kidesk.records.person import Affiliation
from kidesk.records.record import Record
from kidesk.store.store import Store
from tests import factory
from tests.conftest import DAY

pytestmark = pytest.mark.usefixtures("frozen_day")

SV, EN = Language("sv"), Language("en")


def _in(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def said(store: Store, record: Record, language: Language = EN) -> list[str]:
    """What the timeline of a record says, each entry with its note."""
    return [line(one, language) for one in timeline(store, record)]


def line(one: Event, language: Language = EN) -> str:
    return " · ".join(filter(None, (one.said(language), one.note.said(language))))


def met(store: Store, title: str, days: int = -30, **values: Any) -> Interaction:
    return factory.interaction(store, title=title, on=_in(days), **values)


# What belongs there


def test_a_person_has_met_the_unit_moved_consented_and_worked_for_it(store: Store) -> None:
    oslo = factory.organisation(store, name_sv="Oslos universitet", name_en="University of Oslo")
    person = factory.person(
        store,
        affiliations=[
            {
                "organisation_id": oslo.id,
                "title_sv": "Dekan",
                "title_en": "Dean",
                "start_on": _in(-900),
                "end_on": _in(-90),
            }
        ],
        consents=[{"purpose": "Newsletter", "given_on": _in(-80), "withdrawn_on": _in(-70), "expires_on": _in(-60)}],
    )
    mandate = factory.ambassador(
        store,
        person_id=person.id,
        stage=AmbassadorStage.ACTIVE,
        stages=[{"stage": AmbassadorStage.ACTIVE, "on": _in(-50), "comment": "By letter"}],
        engagements=[{"on": _in(-40), "title": "School visit", "mode": EngagementMode.VOLUNTEERING}],
        packages=[{"name": "Slides", "edition": "2026", "given_on": _in(-45)}],
    )
    factory.agreement(store, title_en="Exchange", signatories=[{"person_id": person.id, "signed_on": _in(-100)}])
    network = factory.organisation(store, name_en="EUA")
    representative = {"person_id": person.id, "role": "Board", "start_on": _in(-20)}
    factory.membership(store, organisation_id=network.id, representatives=[representative])
    met(store, "Visit", persons=[{"person_id": person.id}])
    met(store, "Planning", -10, ambassador_id=mandate.id)
    met(store, "Something else")
    assert said(store, person) == [
        "Planning",
        "Began to represent the university in EUA · Board",
        "Visit",
        "School visit · Volunteering",
        "Received Slides · 2026",
        "As an ambassador: Active · By letter",
        "Withdrew consent: Newsletter",
        "Gave consent: Newsletter",
        "Left University of Oslo · Dean",
        "Signed Exchange",
        "Began at University of Oslo · Dean",
    ]
    assert "Slutade vid Oslos universitet · Dekan" in said(store, person, SV)


def test_an_organisation_has_what_its_units_and_agreements_have(store: Store) -> None:
    oslo = factory.organisation(
        store, name_en="Oslo", earlier_names=[{"name_en": "Christiania", "until_on": _in(-500)}]
    )
    unit = factory.organisation(store, name_en="Faculty", parent_id=oslo.id)
    agreement = factory.agreement(
        store,
        title_en="Exchange",
        parties=[{"organisation_id": unit.id, "side": "partner"}],
        status_changes=[{"status": AgreementStatus.IN_FORCE, "on": _in(-300), "explanation": "Signed"}],
        signed_own_on=_in(-320),
        signed_partner_on=_in(-310),
    )
    member = factory.membership(store, organisation_id=oslo.id, since_on=_in(-400))
    review(store, member.id, _in(-5), MembershipDecision.WATCH, 2, "Dear", "President")
    factory.person(
        store, given_name="Kari", family_name="Lie", affiliations=[{"organisation_id": unit.id, "start_on": _in(-50)}]
    )
    met(store, "About it", -20, agreement_id=agreement.id)
    met(store, "With the faculty", -30, organisations=[{"organisation_id": unit.id}])
    assert said(store, oslo) == [
        "Membership reviewed: Watch · Dear",
        "About it",
        "With the faculty",
        "Kari Lie began",
        "The agreement: In force · Exchange",
        "Signed by the partner · Exchange",
        "Signed by the university · Exchange",
        "The university became a member",
        "Last day as Christiania",
    ]
    assert said(store, unit)[:2] == ["About it", "With the faculty"]


def test_an_ambassador_has_the_meetings_with_the_person_as_well(store: Store) -> None:
    person = factory.person(store)
    consent = {"has_portrait_consent": True, "portrait_consent_given_on": _in(-60)}
    expires = {"portrait_consent_expires_on": _in(-1), "start_on": _in(-90), "end_on": _in(0)}
    mandate = factory.ambassador(store, person_id=person.id, **consent, **expires)
    met(store, "Not noted as the ambassador's", persons=[{"person_id": person.id}])
    assert said(store, mandate) == [
        "As an ambassador: Identified",
        "Consent to the portrait expired",
        "Not noted as the ambassador's",
        "Gave consent to the portrait",
        "The mandate began",
    ]


def test_an_agreement_has_its_steps_signatures_and_risks(store: Store) -> None:
    signer = factory.person(store, given_name="Kari", family_name="Lie")
    agreement = factory.agreement(
        store,
        enquired_on=_in(-400),
        status_changes=[{"status": AgreementStatus.IN_FORCE, "on": _in(-100), "explanation": "Both have signed"}],
        signatories=[{"person_id": signer.id, "signed_on": _in(-101), "title": "Rector"}],
        amendments=[{"from_on": _in(-50), "concerns": "Two more places", "dnr": "1-2/2026"}],
        end_on=_in(300),
    )
    factory.risk_assessment(store, agreement_id=agreement.id, assessed_on=_in(-200))
    met(store, "Call", -10, agreement_id=agreement.id)
    assert said(store, agreement) == [
        "Call",
        "Amended: Two more places · 1-2/2026",
        "The agreement: In force · Both have signed",
        "Kari Lie signed · Rector",
        "Risks assessed",
        "Enquiry received",
    ]


def test_an_activity_has_its_colours_and_the_meetings_that_are_its_evidence(store: Store) -> None:
    evidence = met(store, "Workshop", -20)
    item = factory.plan_item(store, evidence=[{"interaction_id": evidence.id}], start_on=_in(-90), end_on=DAY)
    quarter = factory.quarter(store, name="2026-Q1")
    judged = {"quarter_id": quarter.id, "colour": "green", "comment_sv": "Klart", "assessed_on": _in(-10)}
    edit.save(store, PLAN_ITEMS, {"assessments": [judged]}, number=item.id)
    met(store, "Meeting", -5, plan_item_id=item.id)
    assert said(store, item) == ["Meeting", "Green, Q1 2026 · Klart", "Workshop", "The activity began"]


# Order, words and where it leads


def test_the_newest_comes_first_and_what_is_planned_before_all(store: Store) -> None:
    person = factory.person(store)
    there = [{"person_id": person.id}]
    met(store, "Old", -900, persons=there)
    ahead, due = met(store, "Ahead", 9, persons=there), met(store, "New", -1, persons=there, follow_up_on=DAY)
    found = timeline(store, person)
    assert [one.said(SV) for one in found] == ["Ahead", "New", "Old"]
    assert [(one.type, one.number, one.is_due) for one in found[:2]] == [
        (INTERACTIONS, ahead.id, False),
        (INTERACTIONS, due.id, True),
    ]
    assert [one.note.said(EN) for one in found] == ["Planned", "To follow up", ""]
    assert [one.kind for one in found] == [InteractionKind.MEETING] * 3


def test_entries_lead_to_the_other_side(store: Store) -> None:
    oslo = factory.organisation(store)
    person = factory.person(store, affiliations=[{"organisation_id": oslo.id, "start_on": _in(-9)}])
    (mine,), (theirs,) = timeline(store, person), timeline(store, oslo)
    assert (mine.type, mine.number, mine.kind) == (ORGANISATIONS, oslo.id, Happening.AFFILIATION)
    assert (theirs.type, theirs.number) == (PERSONS, person.id)


def test_what_ends_is_told_when_its_last_day_is_over(store: Store) -> None:
    oslo = factory.organisation(store)
    ends = [{"organisation_id": oslo.id, "end_on": day} for day in (_in(-1), DAY, _in(30))]
    person = factory.person(store, affiliations=ends)
    assert [one.day for one in timeline(store, person)] == [_in(-1)]


def test_a_protected_person_is_named_in_no_other_timeline(store: Store) -> None:
    oslo = factory.organisation(store)
    there = {"organisation_id": oslo.id, "title_sv": "Hemlig titel", "start_on": _in(-9)}
    hidden = factory.person(store, family_name="Hemlig", has_protected_identity=True, affiliations=[there])
    signed = [{"person_id": hidden.id, "title": "Hemlig titel", "signed_on": _in(-8)}]
    agreement = factory.agreement(store, signatories=signed)
    for record in (oslo, agreement):
        assert any("Skyddade personuppgifter" in one for one in said(store, record, SV))
        assert not any("Hemlig" in one for one in said(store, record, SV))


def test_people_s_own_braces_stay_as_they_are(store: Store) -> None:
    person = factory.person(store, consents=[{"purpose": "{day} {0} %s", "given_on": _in(-1)}])
    met(store, "{name}", -2, persons=[{"person_id": person.id}])
    assert said(store, person) == ["Gave consent: {day} {0} %s", "{name}"]


# Few queries, whatever the number


@contextmanager
def counting(store: Store) -> Iterator[list[str]]:
    """The queries that are made."""
    made: list[str] = []

    def note(*given: Any) -> None:
        made.append(given[2])

    event.listen(store.engine, "before_cursor_execute", note)
    yield made
    event.remove(store.engine, "before_cursor_execute", note)


def crowd(store: Store, count: int) -> dict[str, Record]:
    """A record of each kind, each with so many interactions; the person with several affiliations."""
    person, oslo = factory.person(store), factory.organisation(store)
    parties = [{"organisation_id": oslo.id, "side": "partner"}]
    agreement, item = factory.agreement(store, parties=parties), factory.plan_item(store)
    mandate = factory.ambassador(store, person_id=person.id)
    links = {"agreement_id": agreement.id, "ambassador_id": mandate.id, "plan_item_id": item.id}
    with store.change("Met a crowd") as session:
        for number in range(count):
            made = Interaction(title=f"Meeting {number}", on=_in(-number), **links)
            made.persons = [InteractionPerson(person_id=person.id)]
            session.add(made)
        for number in range(min(count, 12)):
            place = Organisation(name_sv=f"Place {number}", order_key=f"{number}")
            session.add(Affiliation(person_id=person.id, organisation=place, start_on=DAY))
    return {"person": person, "organisation": oslo, "ambassador": mandate, "agreement": agreement, "item": item}


def test_a_thousand_interactions_take_as_many_queries_as_three(store: Store) -> None:
    few, many = crowd(store, 3), crowd(store, 1000)
    for name, record in many.items():
        with counting(store) as first:
            timeline(store, few[name])
        started = time.perf_counter()
        with counting(store) as second:
            found = timeline(store, record)
        assert len(found) >= 1000
        assert len(first) == len(second) <= 14, name
        assert time.perf_counter() - started < 2, name


def test_an_agreement_s_kin_is_not_in_it(store: Store) -> None:
    crowded = crowd(store, 2)
    other = factory.agreement(store)
    assert [one.said(EN) for one in timeline(store, other)] == ["The agreement: Idea"]
    assert AGREEMENTS not in {one.type for one in timeline(store, crowded["item"])}
