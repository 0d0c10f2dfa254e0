"""Person: contacts with their e-mail addresses, phones, affiliations, roles and consents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import ColumnElement, String, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Day, Derived, Flag, Link, Parts, Text
from kidesk.records.organisation import Organisation
from kidesk.records.record import (
    Part,
    Record,
    bilingual,
    line,
    link,
    needed_link,
    owner,
    prose,
    required,
    strings,
)
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.rules import email_address, in_order, web_address
from kidesk.records.term import Term

PROTECTED = {"sv": "Skyddade personuppgifter", "en": "Protected identity"}


class PersonRole(Term):
    """What a person is to the unit."""

    COORDINATOR = "coordinator", N_("Coordinator")
    SIGNATORY = "signatory", N_("Signatory")
    ACADEMIC_COORDINATOR = "academic-coordinator", N_("Academic coordinator")
    MULTIPLIER = "multiplier", N_("Multiplier")
    PRESS = "press", N_("Press")
    RESEARCHER = "researcher", N_("Researcher")
    TEACHER = "teacher", N_("Teacher")
    ALUMNI = "alumni", N_("Alumnus")
    OTHER = "other", N_("Other")


class ChannelKind(Term):
    """Where an address or number is used."""

    WORK = "work", N_("Work")
    MOBILE = "mobile", N_("Mobile")
    PRIVATE = "private", N_("Private")
    OTHER = "other", N_("Other")


class WrittenLanguage(Term):
    """The language a person prefers."""

    NONE = "none", N_("Not known")
    SWEDISH = "sv", N_("Swedish")
    ENGLISH = "en", N_("English")


class LegalBasis(Term):
    """The legal basis of keeping personal data (GDPR article 6.1)."""

    NONE = "none", N_("Not stated")
    PUBLIC_TASK = "public-task", N_("Task in the public interest")
    CONSENT = "consent", N_("Consent")
    CONTRACT = "contract", N_("Contract")
    LEGAL_OBLIGATION = "legal-obligation", N_("Legal obligation")
    LEGITIMATE_INTEREST = "legitimate-interest", N_("Legitimate interest")


class RetentionClass(Term):
    """How long a person's data are kept before they are reviewed."""

    STANDARD = "standard", N_("Review after 24 months without contact")
    AMBASSADOR = "ambassador", N_("Review 12 months after the mandate ends")
    SIGNATORY = "signatory", N_("Keep with the agreement")
    ARCHIVE = "archive", N_("Preserve")


class ConsentChannel(Term):
    """Where a consent allows publication or contact."""

    WEB = "web", N_("Web")
    PRINT = "print", N_("Print")
    SOCIAL_MEDIA = "social-media", N_("Social media")
    NEWSLETTER = "newsletter", N_("Newsletter")
    OTHER = "other", N_("Other")


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
    kind: Mapped[ChannelKind] = mapped_column(default=ChannelKind.WORK)
    is_primary: Mapped[bool] = mapped_column(default=False)
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
    """A person. There is no place for a personal identity number, and there must not be one."""

    __tablename__ = "person"

    given_name: Mapped[str] = line(200)
    family_name: Mapped[str] = line(200)
    prefix: Mapped[str] = line(100)
    preferred_language: Mapped[WrittenLanguage] = mapped_column(default=WrittenLanguage.NONE)
    orcid: Mapped[str] = line(60)
    linkedin: Mapped[str] = line(300)
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
    merged_into_id: Mapped[int | None] = link("person")
    notes: Mapped[str] = prose()

    emails: Mapped[list[PersonEmail]] = relationship(cascade="all, delete-orphan", order_by="PersonEmail.id")
    phones: Mapped[list[PersonPhone]] = relationship(cascade="all, delete-orphan", order_by="PersonPhone.id")
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


def primary_affiliation(person: Person) -> Affiliation | None:
    """The affiliation marked as primary, else the latest one that has not ended."""
    current = [one for one in person.affiliations if one.end_on is None] or list(person.affiliations)
    marked = next((one for one in current if one.is_primary), None)
    return marked or (current[-1] if current else None)


def primary_organisation(person: Person) -> Organisation | None:
    """The organisation the person mainly belongs to; none for a protected identity."""
    affiliation = None if person.has_protected_identity else primary_affiliation(person)
    return affiliation.organisation if affiliation else None


def title(person: Person, code: str) -> str:
    """The person's title in the language of `code`, from the primary affiliation."""
    affiliation = primary_affiliation(person)
    return bilingual(affiliation, "title", code) if affiliation else ""


def primary_email(person: Person) -> str:
    """The address to write to; nothing for a protected identity."""
    if person.has_protected_identity or not person.emails:
        return ""
    return next((mail.address for mail in person.emails if mail.is_primary), person.emails[0].address)


def _order_by_organisation() -> ColumnElement[str]:
    return (
        select(func.min(Organisation.order_key))
        .join(Affiliation, Affiliation.organisation_id == Organisation.id)
        .where(Affiliation.person_id == Person.id, Person.has_protected_identity.is_(False))
        .scalar_subquery()
    )


def _order_by_email() -> ColumnElement[str]:
    shown = (PersonEmail.person_id == Person.id, Person.has_protected_identity.is_(False))
    return select(func.min(PersonEmail.address)).where(*shown).scalar_subquery()


def _problems(person: Person) -> Iterator[Problem]:
    if not (person.given_name.strip() or person.family_name.strip()):
        yield Problem("family_name", N_("Give the person a given name or a family name."))
    for mail in person.emails:
        if mail.address:
            yield from email_address("emails", mail.address)
    for affiliation in person.affiliations:
        for problem in in_order(affiliation, "start_on", "end_on"):
            yield Problem("affiliations", problem.message, problem.details)
    yield from web_address(person, "linkedin")


PERSONS = RecordType(
    Person,
    key="persons",
    one=N_("Person"),
    many=N_("Persons"),
    new=N_("New person"),
    empty=N_("No persons yet"),
    sections=(
        Section(
            N_("Person"),
            (
                Caption(Person, N_("Name")),
                Text(Person.given_name, N_("Given name")),
                Text(Person.family_name, N_("Family name")),
                Text(Person.prefix, N_("Title before the name")),
                Choice(Person.preferred_language, N_("Preferred language")),
                Derived("organisation", N_("Organisation"), primary_organisation, order=_order_by_organisation),
                Derived("email", N_("E-mail"), primary_email, order=_order_by_email),
            ),
        ),
        Section(
            N_("Contact details"),
            (
                Parts(
                    Person.emails,
                    N_("E-mail addresses"),
                    (
                        Text(PersonEmail.address, N_("Address")),
                        Choice(PersonEmail.kind, N_("Kind")),
                        Flag(PersonEmail.is_primary, N_("Primary")),
                        Flag(PersonEmail.has_opted_out, N_("Opted out")),
                    ),
                ),
                Parts(
                    Person.phones,
                    N_("Phone numbers"),
                    (
                        Text(PersonPhone.number, N_("Number")),
                        Choice(PersonPhone.kind, N_("Kind")),
                        Flag(PersonPhone.is_primary, N_("Primary")),
                        Flag(PersonPhone.has_opted_out, N_("Opted out")),
                    ),
                ),
                Text(Person.orcid, N_("ORCID")),
                Text(Person.linkedin, N_("LinkedIn")),
            ),
        ),
        Section(
            N_("Affiliations and roles"),
            (
                Parts(
                    Person.affiliations,
                    N_("Affiliations"),
                    (
                        Link(Affiliation.organisation_id, Affiliation.organisation, N_("Organisation")),
                        Text(Affiliation.title_sv, N_("Title in Swedish")),
                        Text(Affiliation.title_en, N_("Title in English")),
                        Day(Affiliation.start_on, N_("From")),
                        Day(Affiliation.end_on, N_("To")),
                        Flag(Affiliation.is_primary, N_("Primary")),
                    ),
                ),
                Choice(Person.roles, N_("Roles")),
                Text(Person.tags, N_("Tags"), N_("Separate several with a semicolon.")),
                Text(Person.expertise, N_("Expertise")),
                Link(Person.owner_id, Person.owner, N_("Coordinator")),
                Text(Person.notes, N_("Notes")),
            ),
        ),
        Section(
            N_("Data protection"),
            (
                Choice(Person.legal_basis, N_("Legal basis")),
                Text(Person.purpose, N_("Purpose")),
                Parts(
                    Person.consents,
                    N_("Consents"),
                    (
                        Text(Consent.purpose, N_("Purpose")),
                        Choice(Consent.channel, N_("Channel")),
                        Day(Consent.given_on, N_("Given on")),
                        Text(Consent.evidence, N_("Evidence")),
                        Day(Consent.expires_on, N_("Expires on")),
                        Day(Consent.withdrawn_on, N_("Withdrawn on")),
                    ),
                ),
                Text(Person.source, N_("Source")),
                Day(Person.source_date, N_("Source date")),
                Day(Person.verified_on, N_("Last verified on")),
                Choice(Person.retention_class, N_("Retention")),
                Flag(
                    Person.has_protected_identity,
                    N_("Protected identity"),
                    N_("Hides the person's name and contact details in lists, searches and documents."),
                ),
                Link(Person.merged_into_id, Person.merged_into, N_("Merged into")),
            ),
        ),
    ),
    columns=("name", "organisation", "email", "roles"),
    views=(
        View("all", N_("All")),
        View("coordinators", N_("Coordinators"), lambda day: _has_role(PersonRole.COORDINATOR)),
        View("signatories", N_("Signatories"), lambda day: _has_role(PersonRole.SIGNATORY)),
        View("multipliers", N_("Multipliers"), lambda day: _has_role(PersonRole.MULTIPLIER)),
    ),
    problems=_problems,
)


def _has_role(role: PersonRole) -> ColumnElement[bool]:
    return func.instr(Person.roles.expression.cast(String), f'"{role.value}"') > 0
