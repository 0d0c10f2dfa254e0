"""PERSONS: what follows from a person's fields, and their description."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, func, select

from kidesk.i18n import N_
from kidesk.records.code_tables import COUNTRIES
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Coded, Day, Derived, Flag, Link, Parts, Text
from kidesk.records.filter import ByCountry, ByRecord, ByTerm, lists
from kidesk.records.organisation import Organisation
from kidesk.records.person import Affiliation, Consent, Person, PersonAddress, PersonEmail, PersonPhone
from kidesk.records.person_terms import PersonRole
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.rules import email_address, in_order, web_address
from kidesk.records.tag_filter import ByTag


def primary_affiliation(person: Person) -> Affiliation | None:
    """The affiliation marked as primary, else the latest one that has not ended."""
    current = [one for one in person.affiliations if one.end_on is None] or list(person.affiliations)
    marked = next((one for one in current if one.is_primary), None)
    return marked or (current[-1] if current else None)


def primary_organisation(person: Person) -> Organisation | None:
    """The organisation the person mainly belongs to; none for a protected identity."""
    affiliation = None if person.has_protected_identity else primary_affiliation(person)
    return affiliation.organisation if affiliation else None


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
    for key in ("emails", "phones", "affiliations"):
        if sum(part.is_primary for part in getattr(person, key)) > 1:
            yield Problem(key, N_("Only one row can be the primary one."))
    for mail in person.emails:
        if mail.address:
            yield from email_address("emails", mail.address)
    for affiliation in person.affiliations:
        for problem in in_order(affiliation, "start_on", "end_on"):
            yield Problem("affiliations", problem.message, problem.details)
    yield from web_address(person, "linkedin")
    yield from web_address(person, "website")


def _has_role(role: PersonRole) -> ColumnElement[bool]:
    return lists(Person.roles, role.value)


def _is_at(where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Belongs, or has belonged, to such an organisation. Of a protected identity, no list may say so."""
    there = select(Affiliation.person_id).join(Organisation, Affiliation.organisation_id == Organisation.id)
    return and_(Person.id.in_(there.where(where)), Person.has_protected_identity.is_(False))


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
                Text(Person.suffix, N_("Title after the name")),
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
                Parts(
                    Person.addresses,
                    N_("Postal addresses"),
                    (
                        Text(PersonAddress.street, N_("Street or box")),
                        Text(PersonAddress.postal_code, N_("Postal code")),
                        Text(PersonAddress.city, N_("City")),
                        Text(PersonAddress.region, N_("State or province")),
                        Coded(PersonAddress.country, COUNTRIES, N_("Country")),
                        Choice(PersonAddress.kind, N_("Kind")),
                        Flag(PersonAddress.has_opted_out, N_("Opted out")),
                    ),
                ),
                Text(Person.orcid, N_("ORCID")),
                Text(Person.linkedin, N_("LinkedIn")),
                Text(Person.website, N_("Website")),
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
                Day(Person.keep_until, N_("Kept until")),
                Text(Person.keep_because, N_("Kept because")),
                Text(Person.external_ids, N_("Ids in other systems"), N_("Separate several with a semicolon.")),
                Flag(
                    Person.has_protected_identity,
                    N_("Protected identity"),
                    N_("Hides the person's name and contact details in lists, searches and documents."),
                ),
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
    filters=(
        ByTerm("role", N_("Role"), PersonRole, _has_role),
        ByRecord("organisation", N_("Organisation"), Organisation, lambda number: _is_at(Organisation.id == number)),
        ByCountry("country", N_("Country"), lambda country: _is_at(Organisation.country == country)),
        ByTag(Person.tags, N_("Tag"), Person.has_protected_identity.is_(False)),
    ),
    problems=_problems,
    stands=Person.merged_into_id.is_(None),
)
