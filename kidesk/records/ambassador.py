"""Ambassador: a mandate with a period, a territory, dated stages and engagements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.code_tables import COUNTRIES
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Coded, Day, Flag, Link, Number, Parts, Text
from kidesk.records.filter import ByCountry, by_choice, lists
from kidesk.records.person import Person
from kidesk.records.record import Part, Record, line, needed_link, owner, prose, required, strings
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.rules import in_order, registration_number, web_address
from kidesk.records.term import Term, Tone


class AmbassadorCategory(Term):
    """Whose ambassador this is."""

    ALUMNI = "alumni", N_("Alumni ambassador")
    STAFF = "staff", N_("Staff ambassador")
    STUDENT = "student", N_("Student ambassador")
    ACADEMIC_COORDINATOR = "academic-coordinator", N_("Academic coordinator")


class AmbassadorStage(Term):
    """How far the mandate has come (DOMAIN, Ambassador)."""

    IDENTIFIED = "identified", N_("Identified"), Tone.NONE
    ASKED = "asked", N_("Asked"), Tone.INFO
    AGREED = "agreed", N_("Agreed"), Tone.INFO
    ONBOARDED = "onboarded", N_("Onboarded"), Tone.OK
    ACTIVE = "active", N_("Active"), Tone.OK
    PAUSED = "paused", N_("Paused"), Tone.WARN
    ENDED = "ended", N_("Ended"), Tone.NONE
    THANKED = "thanked", N_("Thanked"), Tone.NONE


# Who is prepared and at work; those who pause are not.
ACTIVE_STAGES = (AmbassadorStage.ONBOARDED, AmbassadorStage.ACTIVE)


class EngagementMode(Term):
    """How an ambassador takes part (CASE, alumni engagement metrics)."""

    PHILANTHROPY = "philanthropy", N_("Philanthropy")
    VOLUNTEERING = "volunteering", N_("Volunteering")
    EXPERIENCE = "experience", N_("Experience")
    COMMUNICATION = "communication", N_("Communication")


class StageChange(Part):
    """The day an ambassador reached a stage."""

    __tablename__ = "stage_change"
    ambassador_id: Mapped[int] = owner("ambassador")
    stage: Mapped[AmbassadorStage]
    on: Mapped[dt.date]
    comment: Mapped[str] = line(500)


class MaterialPackage(Part):
    """Presentation material given to an ambassador."""

    __tablename__ = "material_package"
    ambassador_id: Mapped[int] = owner("ambassador")
    name: Mapped[str] = required(200)
    edition: Mapped[str] = line(60)
    given_on: Mapped[dt.date | None]


class Engagement(Part):
    """Something an ambassador did."""

    __tablename__ = "engagement"
    ambassador_id: Mapped[int] = owner("ambassador")
    on: Mapped[dt.date]
    mode: Mapped[EngagementMode] = mapped_column(default=EngagementMode.EXPERIENCE)
    title: Mapped[str] = required(300)
    hours: Mapped[int | None]
    outcome: Mapped[str] = line(1000)
    link: Mapped[str] = line(500)


class Ambassador(Record):
    """A person's mandate as an ambassador."""

    __tablename__ = "ambassador"
    named_after: ClassVar[str] = "person"

    person_id: Mapped[int] = needed_link("person")
    category: Mapped[AmbassadorCategory] = mapped_column(default=AmbassadorCategory.ALUMNI)
    stage: Mapped[AmbassadorStage] = mapped_column(default=AmbassadorStage.IDENTIFIED)
    countries: Mapped[list[str]] = strings()
    cities: Mapped[list[str]] = strings()
    mandate_sv: Mapped[str] = prose()
    mandate_en: Mapped[str] = prose()
    appointed_by: Mapped[str] = line(200)
    dnr: Mapped[str] = line(60)
    start_on: Mapped[dt.date | None]
    end_on: Mapped[dt.date | None]
    review_on: Mapped[dt.date | None]
    programme: Mapped[str] = line(300)
    degree: Mapped[str] = line(200)
    graduation_year: Mapped[int | None]
    offers: Mapped[str] = prose()
    availability: Mapped[str] = line(500)
    profile_sv: Mapped[str] = prose()
    profile_en: Mapped[str] = prose()
    has_portrait_consent: Mapped[bool] = mapped_column(default=False)
    portrait_consent_given_on: Mapped[dt.date | None]
    portrait_consent_evidence: Mapped[str] = line(500)
    portrait_consent_expires_on: Mapped[dt.date | None]
    portrait_consent_withdrawn_on: Mapped[dt.date | None]
    capacity_hours: Mapped[int | None]
    notes: Mapped[str] = prose()

    person: Mapped[Person] = relationship()
    stages: Mapped[list[StageChange]] = relationship(
        cascade="all, delete-orphan", order_by="(StageChange.on, StageChange.id)"
    )
    packages: Mapped[list[MaterialPackage]] = relationship(cascade="all, delete-orphan", order_by="MaterialPackage.id")
    engagements: Mapped[list[Engagement]] = relationship(
        cascade="all, delete-orphan", order_by="(Engagement.on, Engagement.id)"
    )

    def caption(self, code: str) -> str:
        return self.person.caption(code)

    def listed(self, code: str) -> str:
        return self.person.listed(code)

    def order_text(self) -> str:
        return self.person.order_text()

    def settle(self, today: dt.date) -> None:
        """A new stage is dated today unless the person dated it; one that comes back is dated again."""
        dated = [change for change in self.stages if change.on is not None]
        reached = max(reversed([change for change in dated if change.on <= today]), key=_when, default=None)
        is_foreseen = any(change.stage == self.stage for change in dated if change.on > today)
        if not is_foreseen and (reached is None or reached.stage != self.stage):
            self.stages.append(StageChange(stage=self.stage, on=today, comment=""))


def may_show_portrait(ambassador: Ambassador, day: dt.date) -> bool:
    """Whether portrait and public profile may be published on that day: consent was given, still holds, and the person
    has no protected identity (GDPR articles 6.1 a and 7.3)."""
    given, expires = ambassador.portrait_consent_given_on, ambassador.portrait_consent_expires_on
    withdrawn = ambassador.portrait_consent_withdrawn_on
    return (
        ambassador.has_portrait_consent
        and not ambassador.person.has_protected_identity
        and (given is None or given <= day)
        and (expires is None or day <= expires)
        and (withdrawn is None or day < withdrawn)
    )


def _when(change: StageChange) -> tuple[dt.date, float]:
    return change.on, float("inf") if change.is_new else change.id


def _problems(ambassador: Ambassador) -> Iterator[Problem]:
    yield from in_order(ambassador, "start_on", "end_on")
    yield from registration_number(ambassador, "dnr")
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
        View("review", N_("To be reviewed"), lambda day: Ambassador.review_on <= day),
    ),
    filters=(
        by_choice(Ambassador.category, N_("Category")),
        by_choice(Ambassador.stage, N_("Stage")),
        ByCountry("country", N_("Country"), lambda country: lists(Ambassador.countries, country)),
    ),
    problems=_problems,
)
