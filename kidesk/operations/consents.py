"""Consents of a person: which stand, and withdrawing them with what follows (GDPR article 7.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.errors import Sentence
from kidesk.i18n import N_, Language
from kidesk.operations import portrait_consent
from kidesk.operations.edit import Invalid, gone
from kidesk.operations.privacy_notes import noted
from kidesk.records import PERSONS, clock
from kidesk.records.ambassador import Ambassador
from kidesk.records.field import Problem
from kidesk.records.fields import Text
from kidesk.records.person import Consent, Person
from kidesk.records.person_terms import ConsentChannel, LegalBasis
from kidesk.records.privacy_decision import PrivacyDecision, PrivacyDecisionKind
from kidesk.store.store import Store

WITHDRAWN = N_("Withdrew a consent")
_PUBLISHED = (ConsentChannel.WEB, ConsentChannel.PRINT, ConsentChannel.SOCIAL_MEDIA)
_EVIDENCE = Text(Consent.evidence, N_("Evidence"))


@dataclass(frozen=True)
class Standing:
    """A consent that has been given and not withdrawn.

    `key` tells it from the person's others; `mandate` is the id of the ambassador that it is about, where it is about
    portrait and public profile. `purpose` is what somebody wrote, and empty there; `evidence` is what it rests on.
    """

    key: str
    purpose: str
    evidence: str
    channel: ConsentChannel | None
    given_on: dt.date | None
    expires_on: dt.date | None
    mandate: int | None = None

    def said(self, language: Language) -> str:
        """What was agreed to, and since when."""
        what = self.purpose or language.text(N_("Portrait and public profile as an ambassador"))
        channel = language.text(self.channel.label) if self.channel is not None else ""
        return " · ".join(filter(None, (what, channel, language.day(self.given_on))))


def standing(store: Store, number: int) -> tuple[Standing, ...]:
    """The consents of the person with the id `number` that can be withdrawn. Raises KideskError where there is none."""
    with store.read() as session:
        return tuple(_standing(session, _found(session, number)))


def withdraw(
    store: Store, number: int, keys: Sequence[str], on: dt.date | None, evidence: str, language: Language
) -> tuple[Sentence, ...]:
    """Withdraws the consents with these keys from the day `on`, notes the decision, and returns what follows from it.

    What they rested on stays as evidence, and `evidence` of the withdrawal comes after it. It is one step that can be
    undone. Raises Invalid, with problems by "withdrawn_on", "evidence" and "keys", and KideskError; nothing is changed
    then.
    """
    with store.change(WITHDRAWN, PERSONS.key) as session:
        person = _found(session, number)
        known = {one.key: one for one in _standing(session, person)}
        chosen = [known[key] for key in keys if key in known]
        wrong = list(_problems(chosen, on, evidence))
        if wrong or on is None:
            raise Invalid(wrong)
        follows = tuple(_follows(person, chosen, list(known.values())))
        for one in chosen:
            _withdraw(session, person, one, on, evidence)
        channels = {language.text(one.channel.label) for one in chosen if one.channel is not None}
        outcome = [*sorted(channels), *(one.said(language) for one in follows)]
        kind = PrivacyDecisionKind.WITHDRAWAL
        decision = PrivacyDecision(kind=kind, decided_by=store.who, outcome="\n".join(outcome))
        noted(session, number, decision)
    return follows


def follows(store: Store, number: int, keys: Sequence[str]) -> tuple[Sentence, ...]:
    """What would follow if the consents with these keys were withdrawn."""
    with store.read() as session:
        person = _found(session, number)
        known = list(_standing(session, person))
        return tuple(_follows(person, [one for one in known if one.key in keys], known))


def _found(session: Session, number: int) -> Person:
    person = session.get(Person, number)
    if person is None:
        raise gone(number)
    return person


def _standing(session: Session, person: Person) -> Iterator[Standing]:
    for one in person.consents:
        if one.withdrawn_on is None:
            yield Standing(f"consent-{one.id}", one.purpose, one.evidence, one.channel, one.given_on, one.expires_on)
    mandates = select(Ambassador).where(Ambassador.person_id == person.id, Ambassador.has_portrait_consent)
    for mandate in session.scalars(mandates.order_by(Ambassador.id)):
        if mandate.portrait_consent_withdrawn_on is None:
            given, expires = mandate.portrait_consent_given_on, mandate.portrait_consent_expires_on
            kept = mandate.portrait_consent_evidence
            yield Standing(f"portrait-{mandate.id}", "", kept, None, given, expires, mandate.id)


def _problems(chosen: Sequence[Standing], on: dt.date | None, evidence: str) -> Iterator[Problem]:
    if not chosen:
        yield Problem("keys", N_("Choose a consent that stands."))
    if on is None:
        yield Problem("withdrawn_on", N_("This field must be filled in."))
    elif on > clock.today():
        yield Problem("withdrawn_on", N_("The day lies in the future. Enter the withdrawal when it has come."))
    elif any(one.given_on is not None and on < one.given_on for one in chosen):
        yield Problem("withdrawn_on", N_("The consent was given later than on this day."))
    longest = max((one.evidence for one in chosen), key=len, default="")
    yield from (one for one in _EVIDENCE.problems(portrait_consent.after(longest, evidence)) if not one.is_warning)


def _withdraw(session: Session, person: Person, chosen: Standing, on: dt.date, evidence: str) -> None:
    if chosen.mandate is not None:
        portrait_consent.withdrawn(session.get_one(Ambassador, chosen.mandate), on, evidence)
        return
    consent = next(one for one in person.consents if f"consent-{one.id}" == chosen.key)
    consent.withdrawn_on = on
    consent.evidence = portrait_consent.after(consent.evidence, evidence)
    if consent.channel is ConsentChannel.NEWSLETTER:
        for mail in person.emails:
            mail.has_opted_out = True


def _follows(person: Person, chosen: Sequence[Standing], known: Sequence[Standing]) -> Iterator[Sentence]:
    if any(one.mandate is not None for one in chosen):
        yield Sentence(N_("Portrait and public profile as an ambassador are published no longer."))
    if any(one.channel is ConsentChannel.NEWSLETTER for one in chosen):
        yield Sentence(N_("All e-mail addresses of the person are marked as opted out."))
    if any(one.channel in _PUBLISHED for one in chosen):
        yield Sentence(N_("What was published with the consent has to be taken down where it stands."))
    if person.legal_basis is LegalBasis.CONSENT and len(chosen) == len(known):
        yield Sentence(N_("The data rested on consent alone. Decide whether they are to be erased."))
