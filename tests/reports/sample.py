"""Rows for reports, made without a store, and what a document says."""

from __future__ import annotations

import datetime as dt
import gettext
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import count
from typing import Any

from kidesk.i18n import CODES, Language
from kidesk.records.agreement import (
    Agreement,
    Amendment,
    Condition,
    ExchangeNumber,
    Party,
    Signatory,
    StatusChange,
)
from kidesk.records.agreement_terms import (
    AgreementStatus,
    AgreementType,
    ExchangeKind,
    LanguageLevel,
    RenewalMode,
    Side,
    SignatureMethod,
)
from kidesk.records.ambassador import Ambassador, AmbassadorStage
from kidesk.records.decision_route import DecisionRoute, RouteRow
from kidesk.records.indicator import Annotation, Indicator, IndicatorValue
from kidesk.records.organisation import Organisation, OrganisationKind
from kidesk.records.person import Person
from kidesk.records.plan import Plan, PlanLevel
from kidesk.records.plan_item import Assessment, ItemUnit, PlanItem, UnitRole
from kidesk.records.quarter import Colour, Period, Quarter, RedReason
from kidesk.reports.content import Document
from kidesk.reports.head import Head

DAY = dt.date(2026, 5, 4)
NAMES = '<b>&"ÅÄÖ Łódź Αθήνα Киев'
NOTE = " ".join(f"n{place:05}" for place in range(10_000 // 7))

_ids = count(1)


def head(is_demonstration: bool = False) -> Head:
    """The head of a university that is not the shipped one."""
    return Head("Åbo universitet", "Enheten", "#004466", DAY, is_demonstration, "Åsa Östberg")


def organisation(name: str, country: str = "SE", **values: Any) -> Organisation:
    """An organisation called the same in both languages."""
    return Organisation(id=next(_ids), name_sv=name, name_en=name, country=country, **values)


def person(given: str, family: str) -> Person:
    """A person."""
    return Person(id=next(_ids), given_name=given, family_name=family)


def party(organisation: Organisation, side: Side = Side.PARTNER) -> Party:
    """A party to an agreement."""
    return Party(organisation=organisation, organisation_id=organisation.id, side=side)


def exchange_agreement(**values: Any) -> Agreement:
    """An exchange agreement with everything filled in; `values` override."""
    home, away = organisation("Hemmet"), organisation("Αθήνα", "GR")
    row = Agreement(
        id=next(_ids),
        title_sv="Utbytesavtal med Aten",
        title_en="Exchange agreement with Athens",
        type=AgreementType.EXCHANGE,
        is_binding=True,
        status=AgreementStatus.IN_FORCE,
        dnr="1-779/2022",
        own_number="OWN-1",
        partner_number="PARTNER-2",
        route=_route(),
        status_changes=[
            StatusChange(status=AgreementStatus.IDEA, on=dt.date(2022, 1, 10)),
            StatusChange(status=AgreementStatus.IN_FORCE, on=dt.date(2023, 9, 1), explanation="Båda har skrivit på"),
        ],
        amendments=[Amendment(from_on=dt.date(2025, 9, 1), concerns="Två platser till", dnr="1-12/2025")],
        owner=person("Åsa", "Ägare"),
        deputy=person("Örjan", "Ersättare"),
        purpose_sv="Syftet på svenska",
        purpose_en="The purpose in English",
        benefits="Nyttan",
        costs="Kostnaden",
        visibility_value=4,
        visibility_reason="Syns väl",
        signed_own_on=dt.date(2023, 2, 1),
        signed_partner_on=dt.date(2023, 3, 1),
        effective_on=dt.date(2023, 9, 1),
        end_on=dt.date(2027, 8, 31),
        renewal_mode=RenewalMode.BY_DECISION,
        renewals_left=1,
        notice=6,
        preparation_days=30,
        parties=[party(home, Side.OWN), party(away)],
        signatories=[_signatory("Rektor", Side.OWN), _signatory("Πρύτανης", Side.PARTNER)],
        conditions=[_condition(home, away), _condition(away, home)],
        numbers=[_number(2024, home, away, 2), _number(2024, away, home, 5), _number(2025, home, away, 3)],
    )
    for key, value in values.items():
        setattr(row, key, value)
    return row


def _route() -> DecisionRoute:
    names = {"prepared": "Kansliet", "reviewed": "Rådet", "decided": "Rektorn", "cosigned": "Prefekten"}
    who = {f"{key}_{code}": f"{name} {code}" for key, name in names.items() for code in CODES}
    row = RouteRow(types=["exchange"], **who)
    return DecisionRoute(name_sv="Beslutsordning", name_en="Decision order", edition="7", rows=[row])


def _signatory(title: str, side: Side) -> Signatory:
    who, method = person("Sigrid", title), SignatureMethod.DIGITAL
    return Signatory(person=who, side=side, title=title, signed_on=dt.date(2023, 2, 1), method=method)


def _condition(sending: Organisation, receiving: Organisation) -> Condition:
    return Condition(
        sending=sending,
        receiving=receiving,
        kind=ExchangeKind.STUDENT_STUDIES,
        persons_per_year=4,
        duration=20,
        eqf_levels=["6", "7"],
        isced_codes=["0912"],
        isced_clarification="Medicin",
        language="en",
        language_level=LanguageLevel.B2,
        is_blended=True,
        first_year=2023,
        last_year=2027,
    )


def _number(year: int, sending: Organisation, receiving: Organisation, persons: int) -> ExchangeNumber:
    return ExchangeNumber(academic_year=year, sending=sending, receiving=receiving, persons=persons)


def swedish_authority() -> Organisation:
    """A state authority."""
    return organisation("Myndigheten", kind=OrganisationKind.AUTHORITY)


def plan(**values: Any) -> Plan:
    """An action plan."""
    return Plan(id=1, title_sv="Handlingsplanen", title_en="The action plan", **values)


def item(level: PlanLevel, code: str, parent: PlanItem | None = None, **values: Any) -> PlanItem:
    """An item of the plan."""
    titles = {"title_sv": f"Punkt {code}", "title_en": f"Item {code}"}
    above = parent.id if parent else None
    return PlanItem(id=next(_ids), plan_id=1, parent_id=above, level=level, code=code, **titles | values)


def tree(colours: Sequence[tuple[Colour, Colour]]) -> list[PlanItem]:
    """An insight, a focus area and an activity for each pair of colours: of the first and the second quarter."""
    insight = item(PlanLevel.INSIGHT, "1", title_en="The insight", title_sv="Insikten")
    area = item(PlanLevel.FOCUS_AREA, "1.1", insight, title_en="The focus area", title_sv="Insatsområdet")
    activities = [item(PlanLevel.ACTIVITY, f"1.1.{place}", area) for place in range(1, len(colours) + 1)]
    for activity, (before, now) in zip(activities, colours, strict=True):
        activity.units = [ItemUnit(unit_id=1, unit=organisation("Enheten för prov"), role=UnitRole.RESPONSIBLE)]
        assess(activity, "2025-Q4", before)
        assess(activity, "2026-Q1", now)
    return [insight, area, *activities]


def assess(activity: PlanItem, quarter: str, colour: Colour, **values: Any) -> None:
    """Gives an activity a colour."""
    if colour != Colour.NOT_ASSESSED:
        activity.assessments.append(Assessment(quarter=Quarter(name=quarter), colour=colour, **values))


def series(values: dict[str, int], **details: Any) -> Indicator:
    """A monthly series."""
    rows = [IndicatorValue(period=period, value=Decimal(value)) for period, value in values.items()]
    names = {"name_sv": "Träffar", "name_en": "Hits", "unit_sv": "träffar", "unit_en": "hits", "source": "Källan"}
    return Indicator(id=next(_ids), values=rows, **names | details)


def remark(period: str, sv: str, en: str = "") -> Annotation:
    """A remark on a series."""
    return Annotation(period=period, note_sv=sv, note_en=en)


def ambassador(stage: AmbassadorStage, *countries: str) -> Ambassador:
    """An ambassador."""
    return Ambassador(id=next(_ids), person=person("Amina", "Hemlig"), stage=stage, countries=list(countries))


class Marked(gettext.NullTranslations):
    """A catalogue that marks what went through it."""

    def gettext(self, message: str) -> str:
        return f"¤{message}"

    def ngettext(self, one: str, many: str, count: int) -> str:
        return f"¤{one if count == 1 else many}"


def marked(code: str) -> Language:
    """A language in which every translated text begins with ¤."""
    language = Language(code)
    language._catalogue = Marked()
    return language


def texts(value: object) -> Iterator[str]:
    """All texts of a document, in order; the words for tones and layout left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in _NOT_SAID:
                yield from texts(getattr(value, field.name))


_NOT_SAID = {"tone", "direction", "align", "style", "language_code", "accent", "cover"}


def untranslated(document: Document, known: Sequence[str]) -> list[str]:
    """The texts of a document that neither went through the catalogue nor hold a text a person wrote."""
    said = (text for text in texts(document) if any(char.isalpha() for char in _DATE.sub("", text)))
    return [text for text in said if "¤" not in text and not any(one in text for one in known)]


_DATE = re.compile(r"(\d{1,2} )?[a-z]+\.? \d{4}( \d\d:\d\d)?")


def quarter(period: Period, **values: Any) -> Quarter:
    """A quarter."""
    return Quarter(id=next(_ids), name=period.name, **values)


RED: dict[str, Any] = {
    "reason": RedReason.COULD_NOT_BE_PRIORITISED,
    "comment_sv": "Därför",
    "comment_en": "That is why",
}
