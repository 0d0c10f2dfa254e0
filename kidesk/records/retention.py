"""Retention: when the data on a person are to be reviewed, by the rule of the person's retention class."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kidesk.errors import Sentence
from kidesk.i18n import N_
from kidesk.records.person_terms import RetentionClass
from kidesk.records.rules import months_before

CONTACT_MONTHS = 24
MANDATE_MONTHS = 12


@dataclass(frozen=True)
class Contact:
    """What a review goes by. `last_contact` is the latest day of an interaction, a verification, a change of
    affiliation or the first entry.

    `mandates` and `agreements` are the last days of those that have ended; what still stands is counted apart.
    """

    retention: RetentionClass
    last_contact: dt.date
    mandates: tuple[dt.date, ...] = ()
    has_mandate: bool = False
    agreements: tuple[dt.date, ...] = ()
    has_agreement: bool = False
    keep_until: dt.date | None = None


@dataclass(frozen=True)
class Review:
    """From when on the data are to be reviewed, and why."""

    due_on: dt.date
    reason: Sentence


def review(contact: Contact) -> Review | None:
    """When a person's data come up for review; None while they are not to be reviewed at all.

    A class that nothing of the person belongs to any more falls back on the standard rule. A decision to keep defers
    whatever the rule says.
    """
    found = _by_class(contact)
    if found is None or contact.keep_until is None or contact.keep_until < found.due_on:
        return found
    day = contact.keep_until + dt.timedelta(days=1)
    return Review(day, Sentence(N_("Was to be kept until {day}."), {"day": contact.keep_until}))


def _by_class(contact: Contact) -> Review | None:
    if contact.retention is RetentionClass.ARCHIVE:
        return None
    if contact.retention is RetentionClass.AMBASSADOR:
        if contact.has_mandate:
            return None
        if contact.mandates:
            ended = max(contact.mandates)
            return Review(
                months_after(ended, MANDATE_MONTHS), Sentence(N_("The mandate ended on {day}."), {"day": ended})
            )
    if contact.retention is RetentionClass.SIGNATORY:
        if contact.has_agreement:
            return None
        if contact.agreements:
            ended = max(contact.agreements)
            reason = Sentence(N_("The last agreement that the person signed ended on {day}."), {"day": ended})
            return Review(months_after(max(ended, contact.last_contact), CONTACT_MONTHS), reason)
    reason = Sentence(N_("No contact since {day}."), {"day": contact.last_contact})
    return Review(months_after(contact.last_contact, CONTACT_MONTHS), reason)


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last of the month where it has no such day."""
    return months_before(day, -months)
