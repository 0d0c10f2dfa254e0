"""An inter-institutional agreement (IIA) as plain values, element for element as in EWP's get response, version 7."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from kidesk.records.agreement_terms import ExchangeKind

NAMESPACE = "https://github.com/erasmus-without-paper/ewp-specs-api-iias/blob/stable-v7/endpoints/get-response.xsd"
CONTACT = "https://github.com/erasmus-without-paper/ewp-specs-types-contact/tree/stable-v1"
PHONE = "https://github.com/erasmus-without-paper/ewp-specs-types-phonenumber/tree/stable-v1"
ADDRESS = "https://github.com/erasmus-without-paper/ewp-specs-types-address/tree/stable-v1"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# The elements of mobility specifications in the order in which a file has them.
ELEMENTS = {
    ExchangeKind.STUDENT_STUDIES: "student-studies-mobility-spec",
    ExchangeKind.STUDENT_TRAINEESHIP: "student-traineeship-mobility-spec",
    ExchangeKind.STAFF_TEACHING: "staff-teacher-mobility-spec",
    ExchangeKind.STAFF_TRAINING: "staff-training-mobility-spec",
}
STUDENTS = (ExchangeKind.STUDENT_STUDIES, ExchangeKind.STUDENT_TRAINEESHIP)
NEED_A_LANGUAGE = (ExchangeKind.STUDENT_STUDIES, ExchangeKind.STAFF_TEACHING)


@dataclass(frozen=True)
class Words:
    """Text, and the language it is stated to be in (BCP 47)."""

    text: str
    language: str | None = None


@dataclass(frozen=True)
class Phone:
    """A phone or fax number: `e164` as +46…, its extension, and any other way of writing it."""

    e164: str | None = None
    extension: str | None = None
    other: str | None = None


# An address: its elements' names and texts in their order.
Address = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Contact:
    """A person or office. `names` are for display and never empty; `gender` is 0, 1, 2 or 9 (ISO/IEC 5218)."""

    names: tuple[Words, ...]
    given: tuple[Words, ...] = ()
    family: tuple[Words, ...] = ()
    gender: int | None = None
    phones: tuple[Phone, ...] = ()
    faxes: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    street: Address | None = None
    mailing: Address | None = None
    roles: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Subject:
    """A subject area: an ISCED-F code of four digits, the shorter one of version 6, and what it is about."""

    code: str
    v6_code: str | None = None
    clarification: str | None = None


@dataclass(frozen=True)
class Skill:
    """A recommended language (BCP 47) and its level (CEFR: A1 to C2)."""

    language: str
    level: str | None = None
    subject: Subject | None = None
    is_undefined: bool = False


@dataclass(frozen=True)
class Mobility:
    """One cooperation condition, in one direction. `total` is months a year for students, days for staff.

    Years are written "2014/2015"; `is_blended` is of students only. `is_undefined` says that `persons` has not been
    agreed on yet, which only agreements from before version 7 may have.
    """

    kind: ExchangeKind
    sending: str
    receiving: str
    first_year: str
    last_year: str
    persons: int
    is_undefined: bool = False
    sending_unit: str | None = None
    sending_contacts: tuple[Contact, ...] = ()
    receiving_unit: str | None = None
    receiving_contacts: tuple[Contact, ...] = ()
    skills: tuple[Skill, ...] = ()
    subjects: tuple[Subject, ...] = ()
    other_terms: str | None = None
    total: Decimal | None = None
    is_blended: bool | None = None
    eqf_levels: tuple[int, ...] = ()


@dataclass(frozen=True)
class Partner:
    """A higher-education institution in the agreement: its SCHAC code, and what it calls the agreement itself."""

    hei_id: str
    unit_id: str | None = None
    iia_id: str | None = None
    iia_code: str | None = None
    signing_contact: Contact | None = None
    signed_on: dt.date | None = None
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True)
class Iia:
    """An agreement of two partners, the first being the one whose server gave it. `hash` is of its conditions."""

    partners: tuple[Partner, Partner]
    is_in_effect: bool
    mobilities: tuple[Mobility, ...] = ()
    is_terminated: bool = False
    hash: str = ""
    pdf_file: str | None = None
