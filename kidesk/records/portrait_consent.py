"""The consent to publish an ambassador's portrait and public profile: how it stands on a day, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, or_

from kidesk.i18n import N_, Language
from kidesk.records import clock
from kidesk.records.ambassador import Ambassador
from kidesk.records.field import Problem
from kidesk.records.rules import in_order
from kidesk.records.term import Term, Tone

# So long before its last day, an expiring consent is pointed out: time enough to ask for a new one.
EXPIRING_WITHIN_DAYS = 90


class ConsentState(Term):
    """How a consent stands on a day."""

    NONE = "none", N_("No consent"), Tone.NONE
    NOT_YET = "not-yet", N_("Consent from a later day"), Tone.NONE
    HOLDS = "holds", N_("Consent holds"), Tone.OK
    EXPIRING = "expiring", N_("Consent expires soon"), Tone.WARN
    EXPIRED = "expired", N_("Consent expired"), Tone.BAD
    WITHDRAWN = "withdrawn", N_("Consent withdrawn"), Tone.BAD


IN_FORCE = (ConsentState.HOLDS, ConsentState.EXPIRING)


def consent_on(ambassador: Ambassador, day: dt.date) -> ConsentState:
    """How the consent stands on a day, whoever it is that gave it (GDPR articles 6.1 a and 7.3).

    It holds on the day it was given and on its last day, and no longer on the day of its withdrawal. One given on a
    day not entered holds as if it always had.
    """
    given, expires = ambassador.portrait_consent_given_on, ambassador.portrait_consent_expires_on
    withdrawn = ambassador.portrait_consent_withdrawn_on
    if not ambassador.has_portrait_consent:
        return ConsentState.NONE
    if withdrawn is not None and withdrawn <= day:
        return ConsentState.WITHDRAWN
    if given is not None and day < given:
        return ConsentState.NOT_YET
    if expires is None:
        return ConsentState.HOLDS
    if expires < day:
        return ConsentState.EXPIRED
    return ConsentState.EXPIRING if (expires - day).days <= EXPIRING_WITHIN_DAYS else ConsentState.HOLDS


def may_show_portrait(ambassador: Ambassador, day: dt.date) -> bool:
    """Whether portrait and public profile may be published on that day: the consent holds, and the person has no
    protected identity."""
    return consent_on(ambassador, day) in IN_FORCE and not ambassador.person.has_protected_identity


def is_lapsing(day: dt.date) -> ColumnElement[bool]:
    """Those whose consent has expired or expires soon, as `consent_on` has it; what was withdrawn does neither."""
    withdrawn, given = Ambassador.portrait_consent_withdrawn_on, Ambassador.portrait_consent_given_on
    return and_(
        Ambassador.has_portrait_consent,
        or_(withdrawn.is_(None), withdrawn > day),
        or_(given.is_(None), given <= day),
        Ambassador.portrait_consent_expires_on <= day + dt.timedelta(days=EXPIRING_WITHIN_DAYS),
    )


def is_withdrawn(day: dt.date) -> ColumnElement[bool]:
    """Those who gave consent and have withdrawn it by that day, as `consent_on` has it."""
    return and_(Ambassador.has_portrait_consent, Ambassador.portrait_consent_withdrawn_on <= day)


def lacks_evidence(ambassador: Ambassador, day: dt.date) -> bool:
    """Whether it holds, but nothing shows that it was given (GDPR article 7.1)."""
    return consent_on(ambassador, day) in IN_FORCE and not ambassador.portrait_consent_evidence.strip()


def problems(ambassador: Ambassador) -> Iterator[Problem]:
    """What is wrong or doubtful about the consent's days and evidence."""
    given = "portrait_consent_given_on"
    yield from in_order(ambassador, given, "portrait_consent_expires_on")
    yield from in_order(ambassador, given, "portrait_consent_withdrawn_on")
    if lacks_evidence(ambassador, clock.today()):
        message = N_("Nothing shows that the consent to publish was given. Enter the evidence; it was kept as it is.")
        yield Problem("portrait_consent_evidence", message, is_warning=True)


def in_words(ambassador: Ambassador, day: dt.date, language: Language) -> str:
    """How the consent stands, as a whole sentence."""
    state, expires = consent_on(ambassador, day), ambassador.portrait_consent_expires_on
    if state == ConsentState.EXPIRING and expires is not None:
        if expires == day:
            return language.text(N_("Today is the last day of the consent."))
        return language.plural(
            "The consent expires in {count} day, on {day}.",
            "The consent expires in {count} days, on {day}.",
            (expires - day).days,
            day=language.day(expires),
        )
    details: dict[str, object] = {
        "given": language.day(ambassador.portrait_consent_given_on),
        "expires": language.day(expires),
        "withdrawn": language.day(ambassador.portrait_consent_withdrawn_on),
    }
    return language.text(_sentence(ambassador, state), **details)


def _sentence(ambassador: Ambassador, state: ConsentState) -> str:
    if state == ConsentState.HOLDS and ambassador.portrait_consent_expires_on is not None:
        return N_("The consent holds until {expires}.")
    return {
        ConsentState.NONE: N_("No consent has been given."),
        ConsentState.NOT_YET: N_("The consent holds from {given}."),
        ConsentState.HOLDS: N_("The consent holds until further notice."),
        ConsentState.EXPIRED: N_("The consent expired on {expires}."),
        ConsentState.WITHDRAWN: N_("The consent was withdrawn on {withdrawn}."),
    }[state]
