"""AMBASSADORS: what follows from an ambassador's fields, and their description."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_

from kidesk.i18n import N_
from kidesk.records import clock, portrait_consent
from kidesk.records.ambassador import (
    ACTIVE_STAGES,
    Ambassador,
    Engagement,
    MaterialPackage,
    StageChange,
)
from kidesk.records.ambassador_mandate import MandateState, is_ending, is_to_be_reviewed, mandate_on, path_problems
from kidesk.records.code_tables import COUNTRIES
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Coded, Day, Derived, Flag, Link, Number, Parts, Text
from kidesk.records.filter import ByCountry, by_choice, lists
from kidesk.records.person import Person
from kidesk.records.portrait_consent import ConsentState, consent_on
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.rules import in_order, registration_number, web_address


def _mandate_today(ambassador: Ambassador) -> MandateState:
    return mandate_on(ambassador, clock.today())


def _consent_today(ambassador: Ambassador) -> ConsentState:
    return consent_on(ambassador, clock.today())


def _is_in(country: str) -> ColumnElement[bool]:
    """Whether the mandate is for a country. Of a protected identity, no list may say so."""
    shown = Ambassador.person.has(Person.has_protected_identity.is_(False))
    return and_(lists(Ambassador.countries, country), shown)


def _problems(ambassador: Ambassador) -> Iterator[Problem]:
    yield from in_order(ambassador, "start_on", "end_on")
    yield from registration_number(ambassador, "dnr")
    yield from path_problems(ambassador)
    yield from portrait_consent.problems(ambassador)
    for engagement in ambassador.engagements:
        for problem in web_address(engagement, "link"):
            yield Problem("engagements", problem.message)


AMBASSADORS = RecordType(
    Ambassador,
    key="ambassadors",
    one=N_("Ambassador"),
    many=N_("Ambassadors"),
    new=N_("New ambassador"),
    empty=N_("No ambassadors yet"),
    sections=(
        Section(
            N_("Mandate"),
            (
                Caption(Ambassador, N_("Name")),
                Link(Ambassador.person_id, Ambassador.person, N_("Person")),
                Choice(Ambassador.category, N_("Category")),
                Choice(Ambassador.stage, N_("Stage")),
                Coded(Ambassador.countries, COUNTRIES, N_("Countries")),
                Text(Ambassador.cities, N_("Cities"), N_("Separate several with a semicolon.")),
                Text(Ambassador.mandate_sv, N_("Mandate in Swedish")),
                Text(Ambassador.mandate_en, N_("Mandate in English")),
                Text(Ambassador.appointed_by, N_("Appointed by")),
                Text(Ambassador.dnr, N_("Registration number (dnr)")),
                Day(Ambassador.start_on, N_("Start")),
                Day(Ambassador.end_on, N_("End")),
                Derived("mandate_state", N_("Mandate today"), _mandate_today),
                Day(Ambassador.review_on, N_("Review on")),
            ),
        ),
        Section(
            N_("Stages and engagements"),
            (
                Parts(
                    Ambassador.stages,
                    N_("Stages"),
                    (
                        Choice(StageChange.stage, N_("Stage")),
                        Day(StageChange.on, N_("Date")),
                        Text(StageChange.comment, N_("Comment")),
                    ),
                ),
                Parts(
                    Ambassador.engagements,
                    N_("Engagements"),
                    (
                        Day(Engagement.on, N_("Date")),
                        Choice(Engagement.mode, N_("Mode")),
                        Text(Engagement.title, N_("Title")),
                        Number(Engagement.hours, N_("Hours"), limits=(0, 10_000)),
                        Text(Engagement.outcome, N_("Outcome")),
                        Text(Engagement.link, N_("Link")),
                    ),
                ),
                Parts(
                    Ambassador.packages,
                    N_("Material packages"),
                    (
                        Text(MaterialPackage.name, N_("Name")),
                        Text(MaterialPackage.edition, N_("Edition")),
                        Day(MaterialPackage.given_on, N_("Given on")),
                    ),
                ),
            ),
        ),
        Section(
            N_("Profile"),
            (
                Text(Ambassador.programme, N_("Programme")),
                Text(Ambassador.degree, N_("Degree")),
                Number(Ambassador.graduation_year, N_("Graduation year"), limits=(1900, 2200), grouped=False),
                Text(Ambassador.offers, N_("Offers")),
                Text(Ambassador.availability, N_("Availability")),
                Number(Ambassador.capacity_hours, N_("Capacity in hours a year"), limits=(0, 10_000)),
                Text(Ambassador.profile_sv, N_("Public profile in Swedish")),
                Text(Ambassador.profile_en, N_("Public profile in English")),
                Derived("portrait_consent", N_("Portrait consent"), _consent_today),
                Flag(Ambassador.has_portrait_consent, N_("Portrait may be published")),
                Day(Ambassador.portrait_consent_given_on, N_("Portrait consent given on")),
                Text(Ambassador.portrait_consent_evidence, N_("Evidence of the portrait consent")),
                Day(Ambassador.portrait_consent_expires_on, N_("Portrait consent expires on")),
                Day(Ambassador.portrait_consent_withdrawn_on, N_("Portrait consent withdrawn on")),
                Text(Ambassador.notes, N_("Notes")),
            ),
        ),
    ),
    columns=("name", "category", "countries", "review_on", "stage"),
    badge="stage",
    views=(
        View("all", N_("All")),
        View(
            "active",
            N_("Active ambassadors"),
            lambda day: Ambassador.stage.in_(ACTIVE_STAGES),
        ),
        View("review", N_("To be reviewed"), is_to_be_reviewed),
        View("ending", N_("Mandate ends within 90 days"), is_ending),
        View("consent", N_("Consent expired or expiring"), portrait_consent.is_lapsing),
        View("withdrawn", N_("Consent withdrawn"), portrait_consent.is_withdrawn),
    ),
    filters=(
        by_choice(Ambassador.category, N_("Category")),
        by_choice(Ambassador.stage, N_("Stage")),
        ByCountry("country", N_("Country"), _is_in),
    ),
    problems=_problems,
)
