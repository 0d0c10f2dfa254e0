"""Where a person may be written to: the address of each channel, or the reason why there is none."""

from __future__ import annotations

import datetime as dt
import re

from kidesk.i18n import N_
from kidesk.records.person import Affiliation, Person, PersonAddress, PersonPhone
from kidesk.records.person_terms import ChannelKind, WrittenLanguage
from kidesk.records.term import Term

# What would make two recipients of one address where addresses stand in a row.
_PARTING = re.compile(r"[\s;,<>\"]")


class Withheld(Term):
    """Why nobody is written to here."""

    GONE = "gone", N_("Deleted meanwhile")
    MERGED = "merged", N_("Merged into another record")
    PROTECTED = "protected", N_("Protected identity")
    OPTED_OUT = "opted-out", N_("Opted out")
    UNUSABLE = "unusable", N_("The address cannot be used")
    NONE = "none", N_("Without an address")


def person_withheld(person: Person) -> Withheld | None:
    """Why a person is not to be contacted by a list at all; None where nothing speaks against it."""
    if person.merged_into_id is not None:
        return Withheld.MERGED
    return Withheld.PROTECTED if person.has_protected_identity else None


def email_to_use(person: Person) -> str | Withheld:
    """The address to write to. Who has opted out of it is not written to at another one instead."""
    withheld = person_withheld(person)
    if withheld is not None or not person.emails:
        return withheld or Withheld.NONE
    mail = next((one for one in person.emails if one.is_primary), person.emails[0])
    if mail.has_opted_out:
        return Withheld.OPTED_OUT
    address = mail.address.strip()
    return address if "@" in address and not _PARTING.search(address) else Withheld.UNUSABLE


def phone_to_use(person: Person) -> PersonPhone | Withheld:
    """The number to call, chosen as the e-mail address is."""
    withheld = person_withheld(person)
    if withheld is not None or not person.phones:
        return withheld or Withheld.NONE
    phone = next((one for one in person.phones if one.is_primary), person.phones[0])
    return Withheld.OPTED_OUT if phone.has_opted_out else phone


def address_to_use(person: Person) -> PersonAddress | Withheld:
    """The postal address to write to: the first at work, else the first, as long as they have not opted out of it."""
    withheld = person_withheld(person)
    if withheld is not None or not person.addresses:
        return withheld or Withheld.NONE
    address = next((one for one in person.addresses if one.kind == ChannelKind.WORK), person.addresses[0])
    return Withheld.OPTED_OUT if address.has_opted_out else address


def affiliations_on(person: Person, day: dt.date) -> list[Affiliation]:
    """Where the person is on a day, in the order in which it was entered; a day not entered leaves that end open."""
    return [
        one
        for one in person.affiliations
        if (one.start_on is None or one.start_on <= day) and (one.end_on is None or day <= one.end_on)
    ]


def current_affiliation(person: Person, day: dt.date) -> Affiliation | None:
    """Where the person is on a day: the affiliation marked as primary, else the one begun last."""
    there = affiliations_on(person, day)
    return max(there, key=lambda one: (one.is_primary, one.start_on or dt.date.min, one.id), default=None)


def written_language(person: Person, otherwise: str) -> str:
    """The code of the language a person is written to in."""
    return otherwise if person.preferred_language == WrittenLanguage.NONE else str(person.preferred_language)
