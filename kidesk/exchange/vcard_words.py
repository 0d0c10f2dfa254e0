"""The words of vCards (RFC 6350) that stand for kidesk's own, for reading and for writing."""

from __future__ import annotations

import datetime as dt
import re

from kidesk.records.person_terms import ChannelKind, PhoneKind
from kidesk.records.term import Term

# What vCard has no word for stands in parameters and properties of kidesk's own (RFC 6350, 3.3, x-name).
KIND = "X-KIDESK-KIND"
OPTED_OUT = "X-KIDESK-OPTED-OUT"
START, END = "X-KIDESK-START", "X-KIDESK-END"
ROLE = "X-KIDESK-ROLE"
MORE_IDS = "X-KIDESK-ID"
ORCID = "X-ORCID"
LINKEDIN = "X-SOCIALPROFILE"
EXPERTISE = "EXPERTISE"  # RFC 6715, 2.1
NUMBER = "X-KIDESK-NUMBER"
# The kind of an address that is the website, whatever host it names
WEBSITE = "website"

# The types that are written; a kind that is not here is written in KIND.
CHANNEL_TYPES: dict[Term, str] = {ChannelKind.WORK: "work", ChannelKind.PRIVATE: "home"}
PHONE_TYPES: dict[Term, str] = {
    PhoneKind.WORK: "work",
    PhoneKind.PRIVATE: "home",
    PhoneKind.MOBILE: "cell",
    PhoneKind.FAX: "fax",
}

# The types and labels that are read, in the order in which they decide: a fax at home is a fax. Labels are Apple's
# and what people write in their place.
CHANNELS = {
    "cell": ChannelKind.MOBILE,
    "mobile": ChannelKind.MOBILE,
    "home": ChannelKind.PRIVATE,
    "hem": ChannelKind.PRIVATE,
    "work": ChannelKind.WORK,
    "arbete": ChannelKind.WORK,
    "school": ChannelKind.WORK,
    "skola": ChannelKind.WORK,
    "internet": ChannelKind.WORK,
    "other": ChannelKind.OTHER,
}
PHONES = {
    "fax": PhoneKind.FAX,
    "homefax": PhoneKind.FAX,
    "workfax": PhoneKind.FAX,
    "otherfax": PhoneKind.FAX,
    "home fax": PhoneKind.FAX,
    "work fax": PhoneKind.FAX,
    "hemfax": PhoneKind.FAX,
    "arbetsfax": PhoneKind.FAX,
    "cell": PhoneKind.MOBILE,
    "mobile": PhoneKind.MOBILE,
    "mobil": PhoneKind.MOBILE,
    "iphone": PhoneKind.MOBILE,
    "home": PhoneKind.PRIVATE,
    "hem": PhoneKind.PRIVATE,
    "pager": PhoneKind.OTHER,
    "other": PhoneKind.OTHER,
    "work": PhoneKind.WORK,
    "arbete": PhoneKind.WORK,
    "school": PhoneKind.WORK,
    "skola": PhoneKind.WORK,
    "main": PhoneKind.WORK,
    "huvud": PhoneKind.WORK,
    "voice": PhoneKind.WORK,
}
# Google's name of the list that every contact stands in
NO_TAGS = frozenset({"mycontacts"})

# The UID of whom no other program has named, alike in no other workspace
_OWN_UID = re.compile(r"kidesk-person-(\d{1,18})-\d{8}T\d{6}Z")


def own_uid(number: int, made_at: dt.datetime) -> str:
    """The UID of the person that kidesk knows by a number since a moment in UTC."""
    return f"kidesk-person-{number}-{made_at:%Y%m%dT%H%M%SZ}"


def own_number(uid: str) -> str:
    """The number of the person with a UID of kidesk's own; empty for another UID."""
    found = _OWN_UID.fullmatch(uid)
    return found[1] if found else ""
