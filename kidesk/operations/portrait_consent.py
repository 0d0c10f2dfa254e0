"""The consent to publish ambassadors: recorded and withdrawn with evidence, and asked by every publication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.errors import StaleRecord
from kidesk.i18n import N_, Language
from kidesk.operations.edit import Invalid, Saved, gone
from kidesk.records import AMBASSADORS, clock
from kidesk.records.ambassador import Ambassador
from kidesk.records.ambassador_mandate import is_at_work_on
from kidesk.records.field import Problem
from kidesk.records.portrait_consent import ConsentState, consent_on, in_words, may_show_portrait
from kidesk.store.store import STALE, Store

CONSENT_RECORDED = N_("Recorded the portrait consent of {type}")
CONSENT_WITHDRAWN = N_("Withdrew the portrait consent of {type}")
GIVEN, EVIDENCE = "portrait_consent_given_on", "portrait_consent_evidence"
EXPIRES, WITHDRAWN = "portrait_consent_expires_on", "portrait_consent_withdrawn_on"


# What is published


@dataclass(frozen=True)
class LeftOut:
    """An ambassador at work who is not published on a day."""

    ambassador: Ambassador
    day: dt.date

    @property
    def is_protected(self) -> bool:
        """Whether the person has a protected identity: whatever the consent says, nothing is published then."""
        return self.ambassador.person.has_protected_identity

    @property
    def state(self) -> ConsentState:
        """How the consent stands on the day."""
        return consent_on(self.ambassador, self.day)

    def reason(self, language: Language) -> str:
        """Why, as a whole sentence."""
        if self.is_protected:
            return language.text(N_("The person has a protected identity."))
        return in_words(self.ambassador, self.day, language)


@dataclass(frozen=True)
class Published:
    """The ambassadors at work on a day, in Swedish order: those who may be shown with portrait and public profile, and
    those who are left out, each with the reason."""

    day: dt.date
    shown: tuple[Ambassador, ...]
    left_out: tuple[LeftOut, ...]


def published(store: Store, day: dt.date) -> Published:
    """Who may be published on `day`, whole and detached: the one question that everything published asks.

    Only ambassadors at work on that day, by the stage reached and within the mandate's period (`is_at_work_on`), are
    in it at all. Shown are those whose consent holds on that day and who have no protected identity; the others are
    left out, also where the consent expired or was withdrawn only the day before. Print what `shown` has; what
    `left_out` has is for the unit's own eyes and never stands in what is published.
    """
    at_work = [one for one in store.all(Ambassador) if is_at_work_on(one, day)]
    shown = tuple(one for one in at_work if may_show_portrait(one, day))
    left_out = tuple(LeftOut(one, day) for one in at_work if not may_show_portrait(one, day))
    return Published(day, shown, left_out)


# What is recorded


def record_consent(
    store: Store,
    number: int,
    given: dt.date,
    evidence: str,
    expires: dt.date | None = None,
    *,
    version: int = 0,
) -> Saved:
    """Keeps that the ambassador with the id `number` consented on the day `given`, in one step that can be undone.

    A new consent takes the place of the one before, which stays in the history. `version` is the row version the person
    saw; 0 takes it as it is now. Raises Invalid, with problems by the key of the field, StaleRecord and KideskError;
    nothing is changed then.
    """
    with store.change(CONSENT_RECORDED, AMBASSADORS.key) as session, session.no_autoflush:
        ambassador = found(session, number, version)
        _refuse(_given_wrongly(given, evidence, expires))
        ambassador.has_portrait_consent = True
        ambassador.portrait_consent_given_on = given
        ambassador.portrait_consent_evidence = evidence.strip()
        ambassador.portrait_consent_expires_on = expires
        ambassador.portrait_consent_withdrawn_on = None
        return Saved(number, ())


def withdraw_consent(store: Store, number: int, on: dt.date, evidence: str, *, version: int = 0) -> Saved:
    """Keeps that the consent was withdrawn on the day `on`, in one step that can be undone; from then on nothing is
    published (GDPR article 7.3: withdrawing is as easy as giving, so no evidence is demanded).

    What `evidence` says is kept after what was there already. Raises as `record_consent` does.
    """
    with store.change(CONSENT_WITHDRAWN, AMBASSADORS.key) as session, session.no_autoflush:
        ambassador = found(session, number, version)
        _refuse(_withdrawn_wrongly(ambassador, on, after(ambassador.portrait_consent_evidence, evidence)))
        withdrawn(ambassador, on, evidence)
        return Saved(number, ())


def withdrawn(ambassador: Ambassador, on: dt.date, evidence: str) -> None:
    """Has a consent that may be withdrawn be withdrawn: the day stands, and the evidence comes after what was there."""
    ambassador.portrait_consent_withdrawn_on = on
    ambassador.portrait_consent_evidence = after(ambassador.portrait_consent_evidence, evidence)


def after(given: str, evidence: str) -> str:
    """What a consent rests on with the evidence of its withdrawal after it."""
    return "; ".join(filter(None, (given, evidence.strip())))


def found(session: Session, number: int, version: int = 0) -> Ambassador:
    """The ambassador to be changed. Raises KideskError where there is none, StaleRecord where it is another version."""
    ambassador = session.scalar(select(Ambassador).where(Ambassador.id == number))
    if ambassador is None:
        raise gone(number)
    if version and ambassador.version != version:
        raise StaleRecord(STALE)
    return ambassador


def _refuse(problems: Iterator[Problem]) -> None:
    wrong = list(problems)
    if wrong:
        raise Invalid(wrong)


def _given_wrongly(given: dt.date, evidence: str, expires: dt.date | None) -> Iterator[Problem]:
    if given > clock.today():
        yield Problem(GIVEN, N_("The day lies in the future. Enter the consent when it has been given."))
    if not evidence.strip():
        yield Problem(EVIDENCE, N_("Say what shows that the consent was given, such as a form or an e-mail."))
    yield from AMBASSADORS.field(EVIDENCE).problems(evidence)
    if expires is not None and expires < given:
        yield Problem(EXPIRES, N_("The consent cannot expire before it is given."))


def _withdrawn_wrongly(ambassador: Ambassador, on: dt.date, evidence: str) -> Iterator[Problem]:
    today, given = clock.today(), ambassador.portrait_consent_given_on
    if consent_on(ambassador, today) in (ConsentState.NONE, ConsentState.WITHDRAWN):
        yield Problem(WITHDRAWN, N_("There is no consent that could be withdrawn."))
    elif on > today:
        yield Problem(WITHDRAWN, N_("The day lies in the future. Enter the withdrawal when it has come."))
    elif given is not None and on < given:
        message = N_("The consent was given on {day} and cannot be withdrawn earlier.")
        yield Problem(WITHDRAWN, message, {"day": str(given)})
    yield from AMBASSADORS.field(EVIDENCE).problems(evidence)
