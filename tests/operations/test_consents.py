"""A consent is withdrawn with its day and evidence, what follows from it is told, and the decision names nobody."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import consents
from kidesk.operations.edit import Invalid
from kidesk.operations.rectify import rectify
from kidesk.records.ambassador import Ambassador
from kidesk.records.person import Person
from kidesk.records.person_terms import ConsentChannel, LegalBasis
from kidesk.records.portrait_consent import may_show_portrait
from kidesk.records.privacy_decision import PrivacyDecision, PrivacyDecisionKind
from kidesk.store.store import Store
from tests import factory
from tests.store.dumping import dump

DAY = dt.date(2026, 5, 4)
GIVEN = dt.date(2025, 1, 15)
EN = Language("en")


@pytest.fixture(autouse=True)
def _today(frozen_day: dt.date) -> None:
    """It is the tests' day."""


def consenting(store: Store, **values: Any) -> Person:
    """A person who gets the newsletter and is shown on the web."""
    given = {"given_on": GIVEN, "evidence": "E-mail of 15 January"}
    rows = [
        {"purpose": "Newsletter", "channel": ConsentChannel.NEWSLETTER, **given},
        {"purpose": "Interview", "channel": ConsentChannel.WEB, **given},
    ]
    return factory.person(store, given_name="Maja", family_name="Samtyckesson", **{"consents": rows, **values})


def decisions(store: Store) -> list[PrivacyDecision]:
    return store.rows(select(PrivacyDecision).order_by(PrivacyDecision.id))


def test_a_withdrawn_newsletter_opts_all_addresses_out_and_keeps_the_evidence(store: Store) -> None:
    person = consenting(store)
    newsletter, _ = consents.standing(store, person.id)
    told = consents.withdraw(store, person.id, [newsletter.key], DAY, "A letter", EN)
    assert [one.said(EN) for one in told] == ["All e-mail addresses of the person are marked as opted out."]
    now = store.get(Person, person.id)
    assert now is not None
    assert (now.consents[0].withdrawn_on, now.consents[0].evidence) == (DAY, "E-mail of 15 January; A letter")
    assert all(mail.has_opted_out for mail in now.emails)
    assert [one.key for one in consents.standing(store, person.id)] == [f"consent-{now.consents[1].id}"]


def test_the_portrait_of_an_ambassador_is_published_no_longer(store: Store) -> None:
    person = consenting(store, consents=[])
    mandate = factory.ambassador(store, person_id=person.id, has_portrait_consent=True, portrait_consent_given_on=GIVEN)
    assert may_show_portrait(mandate, DAY)
    (portrait,) = consents.standing(store, person.id)
    told = consents.withdraw(store, person.id, [portrait.key], DAY, "Said so at a meeting", EN)
    assert len(told) == 1
    now = store.get(Ambassador, mandate.id)
    assert now is not None
    assert not may_show_portrait(now, DAY)
    assert now.portrait_consent_evidence == "Said so at a meeting"


def test_the_decision_says_what_was_withdrawn_and_not_whose(store: Store) -> None:
    person = consenting(store)
    keys = [one.key for one in consents.standing(store, person.id)]
    consents.withdraw(store, person.id, keys, DAY, "", EN)
    (decision,) = decisions(store)
    assert (decision.kind, decision.subject_number) == (PrivacyDecisionKind.WITHDRAWAL, person.id)
    assert "Newsletter" in decision.outcome
    assert "Samtyckesson" not in f"{decision.reason}{decision.outcome}"


def test_data_that_rest_on_consent_alone_are_to_be_decided_about(store: Store) -> None:
    person = consenting(store, legal_basis=LegalBasis.CONSENT)
    keys = [one.key for one in consents.standing(store, person.id)]
    assert len(consents.follows(store, person.id, keys[:1])) == 1
    assert "consent alone" in " ".join(one.said(EN) for one in consents.follows(store, person.id, keys))


def test_one_undo_takes_withdrawal_and_decision_back(store: Store) -> None:
    person = consenting(store)
    before = dump(store)
    consents.withdraw(store, person.id, [consents.standing(store, person.id)[0].key], DAY, "", EN)
    store.undo()
    assert dump(store) == before


@pytest.mark.parametrize(
    ("key", "on", "evidence"),
    [
        ("keys", DAY, ""),
        ("withdrawn_on", None, ""),
        ("withdrawn_on", DAY + dt.timedelta(days=1), ""),
        ("withdrawn_on", GIVEN - dt.timedelta(days=1), ""),
        ("evidence", DAY, "x" * 500),
        ("evidence", DAY, "She is 19811218-9876"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changed(
    store: Store, key: str, on: dt.date | None, evidence: str
) -> None:
    person = consenting(store)
    chosen = [] if key == "keys" else [consents.standing(store, person.id)[0].key]
    before = dump(store)
    with pytest.raises(Invalid) as refused:
        consents.withdraw(store, person.id, chosen, on, evidence, EN)
    assert key in [problem.key for problem in refused.value.problems]
    assert dump(store) == before


# Rectification


def test_a_correction_is_noted_with_its_fields_and_without_what_they_say(store: Store) -> None:
    person = consenting(store)
    rectify(store, person.id, {"family_name": "Rättad", "orcid": "0000-0002-1825-0097"}, "Wrong card", language=EN)
    now = store.get(Person, person.id)
    assert now is not None
    assert now.family_name == "Rättad"
    (decision,) = decisions(store)
    assert (decision.kind, decision.reason) == (PrivacyDecisionKind.RECTIFICATION, "Wrong card")
    assert decision.outcome == "Corrected: Family name, ORCID"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"family_name": "Rättad"}, "  "),
        ({"family_name": "Rättad"}, "Maja Samtyckesson asked for it"),
        ({}, "Nothing wrong"),
        ({"family_name": "Samtyckesson"}, "The same again"),
        ({"given_name": "", "family_name": ""}, "Without a name"),
    ],
)
def test_a_correction_without_reason_or_change_or_with_a_name_is_refused(
    store: Store, values: dict[str, Any], reason: str
) -> None:
    person = consenting(store)
    before = dump(store)
    with pytest.raises(KideskError):
        rectify(store, person.id, values, reason, language=EN)
    assert dump(store) == before


def test_one_undo_takes_correction_and_decision_back(store: Store) -> None:
    person = consenting(store)
    before = dump(store)
    rectify(store, person.id, {"family_name": "Rättad"}, "Wrong card", language=EN)
    store.undo()
    assert dump(store) == before
