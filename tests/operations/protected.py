"""Plants a person with a protected identity, whose every word is unmistakable, wherever a person can stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kidesk.records.ambassador import AmbassadorStage
from kidesk.records.person import Person
from kidesk.records.plan import PlanKind, PlanLevel
from kidesk.store.store import Store
from tests import factory

GIVEN, FAMILY = "Zyxwulfina", "Qvarnhemlig"
CITY = "Dolda Byn"
DAY = dt.date(2026, 1, 15)
# What must stand nowhere; the ends of numbers, since they may be written in several ways.
SECRETS = (
    GIVEN,
    FAMILY,
    "zq-secret@hidden.example.org",
    "9995511",
    "999 55 11",
    "Gömställevägen",
    "98765",
    CITY,
    "0000-0001-5109-3700",
    "linkedin.com/in/zq",
    "zq-home.example.org",
    "Prof.em.hemlig",
    "Hemlig titel",
    "Hemligt uppdrag",
    "Hemlig profil",
    "Hemlig anteckning",
    "Hemligt underlag",
    "Hemlig tagg",
    "Hemlig källa",
    "Hemligt ändamål",
    "Hemligt skäl",
    "urn:zq:external",
    "Hemligt program",
    "Hemlig examen",
    "Hemligt erbjudande",
    "Hemlig tillgänglighet",
    "Hemlig kommentar",
    "Hemlig föreläsning",
    "Hemligt resultat",
    "Hemlig roll",
)


@dataclass(frozen=True)
class Planted:
    """The numbers of what was planted."""

    person: int
    organisation: int
    agreement: int
    ambassador: int
    interaction: int
    membership: int
    assessment: int
    item: int
    quarter: str


def plant(store: Store) -> Planted:
    """The person, in every place that a person can be chosen for."""
    clinic = factory.organisation(store, name_sv="Kliniken", country="IS", city="Reykjavik", hei_id="kliniken.is")
    own = factory.organisation(store, hei_id="own.se")
    network = factory.organisation(store)
    person = _person(store, clinic.id)
    linked = {"person_id": person.id}
    agreement = factory.agreement(
        store,
        owner_id=person.id,
        deputy_id=person.id,
        parties=[
            {"organisation_id": own.id, "side": "own"},
            {"organisation_id": clinic.id, "side": "partner"},
        ],
        contacts=[{**linked, "function": "Hemlig titel", "side": "partner"}],
        signatories=[{**linked, "title": "Hemlig titel", "side": "partner", "signed_on": DAY}],
    )
    assessment = factory.risk_assessment(store, agreement_id=agreement.id, assessor_id=person.id)
    ambassador = factory.ambassador(
        store,
        **linked,
        stage=AmbassadorStage.ACTIVE,
        start_on=DAY,
        mandate_sv="Hemligt uppdrag",
        countries=["IS"],
        cities=[CITY],
        programme="Hemligt program",
        degree="Hemlig examen",
        offers="Hemligt erbjudande",
        availability="Hemlig tillgänglighet",
        stages=[{"stage": AmbassadorStage.ACTIVE, "on": DAY, "comment": "Hemlig kommentar"}],
        engagements=[{"on": DAY, "title": "Hemlig föreläsning", "outcome": "Hemligt resultat", "hours": 3}],
        packages=[{"name": "Hemligt material", "edition": "2", "given_on": DAY}],
        profile_sv=f"Hemlig profil för {GIVEN}",
        profile_en=f"Hemlig profil för {GIVEN}",
        notes="Hemlig anteckning",
        has_portrait_consent=True,
        portrait_consent_evidence="Hemligt underlag",
    )
    representative = {**linked, "role": "Hemlig roll", "start_on": DAY}
    membership = factory.membership(store, organisation_id=network.id, representatives=[representative])
    plan = factory.plan(store, kind=PlanKind.ACTION_PLAN)
    quarter = factory.quarter(store, name="2026-Q1")
    item = factory.plan_item(store, plan_id=plan.id, level=PlanLevel.INSIGHT, contact_id=person.id)
    interaction = factory.interaction(
        store, persons=[linked], follow_up_by_id=person.id, ambassador_id=ambassador.id, follow_up_on=DAY, on=DAY
    )
    factory.person(store, given_name="Öppen", family_name="Kollega", owner_id=person.id)
    return Planted(
        person.id,
        clinic.id,
        agreement.id,
        ambassador.id,
        interaction.id,
        membership.id,
        assessment.id,
        item.id,
        quarter.name,
    )


def _person(store: Store, clinic: int) -> Person:
    return factory.person(
        store,
        given_name=GIVEN,
        family_name=FAMILY,
        prefix="Prof.em.hemlig",
        emails=[{"address": "zq-secret@hidden.example.org", "is_primary": True}],
        phones=[{"number": "+46 70 999 55 11"}],
        addresses=[{"street": "Gömställevägen 7", "postal_code": "98765", "city": CITY, "country": "SE"}],
        affiliations=[
            {"organisation_id": clinic, "title_sv": "Hemlig titel", "title_en": "Hemlig titel", "start_on": DAY}
        ],
        consents=[{"purpose": "Film", "evidence": "Hemligt underlag", "given_on": DAY}],
        orcid="0000-0001-5109-3700",
        linkedin="https://linkedin.com/in/zq",
        website="https://zq-home.example.org",
        expertise="Hemlig anteckning",
        notes="Hemlig anteckning",
        tags=["Hemlig tagg"],
        source="Hemlig källa",
        purpose="Hemligt ändamål",
        keep_because="Hemligt skäl",
        external_ids=["urn:zq:external"],
        has_protected_identity=True,
    )


def leaks(text: str) -> list[str]:
    """The secrets that stand in a text."""
    return [secret for secret in SECRETS if secret.casefold() in text.casefold()]
