"""Ambassador: a mandate with a period, a territory, dated stages and engagements."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.person import Person
from kidesk.records.record import Part, Record, line, needed_link, owner, prose, required, strings
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
        reached = max(reversed([change for change in dated if change.on <= today]), key=when, default=None)
        is_foreseen = any(change.stage == self.stage for change in dated if change.on > today)
        if not is_foreseen and (reached is None or reached.stage != self.stage):
            self.stages.append(StageChange(stage=self.stage, on=today, comment=""))


def when(change: StageChange) -> tuple[dt.date, float]:
    """What stages are sorted by: their day, and those of one day as they were entered."""
    return change.on, float("inf") if change.is_new else change.id
