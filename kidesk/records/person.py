"""Person: contacts with their e-mail addresses, phones, affiliations, roles and consents."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, String, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.records.organisation import Organisation
from kidesk.records.person_terms import (
    ChannelKind,
    ConsentChannel,
    LegalBasis,
    PersonRole,
    PhoneKind,
    RetentionClass,
    WrittenLanguage,
)
from kidesk.records.record import (
    Part,
    Record,
    line,
    link,
    needed_link,
    owner,
    prose,
    required,
    strings,
)

PROTECTED = {"sv": "Skyddade personuppgifter", "en": "Protected identity"}


class PersonEmail(Part):
    """An e-mail address of a person."""

    __tablename__ = "person_email"
    person_id: Mapped[int] = owner("person")
    address: Mapped[str] = required(320)
    kind: Mapped[ChannelKind] = mapped_column(default=ChannelKind.WORK)
    is_primary: Mapped[bool] = mapped_column(default=False)
    has_opted_out: Mapped[bool] = mapped_column(default=False)


class PersonPhone(Part):
    """A phone number of a person."""

    __tablename__ = "person_phone"
    person_id: Mapped[int] = owner("person")
    number: Mapped[str] = required(60)
    kind: Mapped[PhoneKind] = mapped_column(default=PhoneKind.WORK)
    is_primary: Mapped[bool] = mapped_column(default=False)
    has_opted_out: Mapped[bool] = mapped_column(default=False)


class PersonAddress(Part):
    """A postal address of a person; `street` may have several lines, `country` is ISO 3166-1."""

    __tablename__ = "person_address"
    person_id: Mapped[int] = owner("person")
    street: Mapped[str] = line(500)
    postal_code: Mapped[str] = line(40)
    city: Mapped[str] = line(200)
    region: Mapped[str] = line(200)
    country: Mapped[str] = mapped_column(String(2), default="")
    kind: Mapped[ChannelKind] = mapped_column(default=ChannelKind.WORK)
    has_opted_out: Mapped[bool] = mapped_column(default=False)


class Affiliation(Part):
    """A person's place in an organisation, for a time; former ones stay."""

    __tablename__ = "affiliation"
    person_id: Mapped[int] = owner("person")
    organisation_id: Mapped[int] = needed_link("organisation")
    title_sv: Mapped[str] = line(300)
    title_en: Mapped[str] = line(300)
    start_on: Mapped[dt.date | None]
    end_on: Mapped[dt.date | None]
    is_primary: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation] = relationship()


class Consent(Part):
    """What a person has agreed to, with evidence."""

    __tablename__ = "consent"
    person_id: Mapped[int] = owner("person")
    purpose: Mapped[str] = required(300)
    channel: Mapped[ConsentChannel] = mapped_column(default=ConsentChannel.OTHER)
    given_on: Mapped[dt.date | None]
    evidence: Mapped[str] = line(500)
    expires_on: Mapped[dt.date | None]
    withdrawn_on: Mapped[dt.date | None]


class Person(Record):
    """A person. There is no place for a personal identity number, and there must not be one.

    One that was found to be the same as another is kept, `merged_into` that other, and stands in no list any more: what
    was said of it stays known, so that it is not taken in a second time. `external_ids` are what other programs call
    the person (the UID of a vCard). `distinct_from` has the ids of persons that look alike and are not the same.
    """

    __tablename__ = "person"

    given_name: Mapped[str] = line(200)
    family_name: Mapped[str] = line(200)
    prefix: Mapped[str] = line(100)
    suffix: Mapped[str] = line(100)
    preferred_language: Mapped[WrittenLanguage] = mapped_column(default=WrittenLanguage.NONE)
    orcid: Mapped[str] = line(60)
    linkedin: Mapped[str] = line(300)
    website: Mapped[str] = line(500)
    external_ids: Mapped[list[str]] = strings()
    roles: Mapped[list[str]] = strings(PersonRole)
    tags: Mapped[list[str]] = strings()
    expertise: Mapped[str] = prose()
    source: Mapped[str] = line(300)
    source_date: Mapped[dt.date | None]
    verified_on: Mapped[dt.date | None]
    owner_id: Mapped[int | None] = link("person")
    legal_basis: Mapped[LegalBasis] = mapped_column(default=LegalBasis.NONE)
    purpose: Mapped[str] = line(500)
    has_protected_identity: Mapped[bool] = mapped_column(default=False)
    retention_class: Mapped[RetentionClass] = mapped_column(default=RetentionClass.STANDARD)
    keep_until: Mapped[dt.date | None]
    keep_because: Mapped[str] = line(500)
    distinct_from: Mapped[list[str]] = strings()
    merged_into_id: Mapped[int | None] = link("person")
    notes: Mapped[str] = prose()

    emails: Mapped[list[PersonEmail]] = relationship(cascade="all, delete-orphan", order_by="PersonEmail.id")
    phones: Mapped[list[PersonPhone]] = relationship(cascade="all, delete-orphan", order_by="PersonPhone.id")
    addresses: Mapped[list[PersonAddress]] = relationship(cascade="all, delete-orphan", order_by="PersonAddress.id")
    affiliations: Mapped[list[Affiliation]] = relationship(cascade="all, delete-orphan", order_by="Affiliation.id")
    consents: Mapped[list[Consent]] = relationship(cascade="all, delete-orphan", order_by="Consent.id")
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id], remote_side="Person.id")
    merged_into: Mapped[Person | None] = relationship(foreign_keys=[merged_into_id], remote_side="Person.id")

    def caption(self, code: str) -> str:
        if self.has_protected_identity:
            return PROTECTED[code]
        return " ".join(part for part in (self.given_name, self.family_name) if part)

    def listed(self, code: str) -> str:
        if self.has_protected_identity or not (self.family_name and self.given_name):
            return self.caption(code)
        return f"{self.family_name}, {self.given_name}"

    def order_text(self) -> str:
        return self.caption("sv") if self.has_protected_identity else f"{self.family_name} {self.given_name}".strip()


def is_called(name: str) -> ColumnElement[bool]:
    """Whether a person has this name, given name first; an empty one is nobody's."""
    full = Person.given_name + " " + Person.family_name
    return and_(full == name.strip(), full != " ")
