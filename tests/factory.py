"""Makes records for tests: one function a record type, each with sensible values that `values` overrides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

from kidesk.operations import edit
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.ambassador import Ambassador
from kidesk.records.ambassador_type import AMBASSADORS
from kidesk.records.code_tables import COUNTRIES
from kidesk.records.decision_route import DECISION_ROUTES, DecisionRoute
from kidesk.records.field import Stored
from kidesk.records.fields import Choice, Coded, Day, Flag, Link, Number, Parts
from kidesk.records.import_mapping import IMPORT_MAPPINGS, ImportMapping
from kidesk.records.indicator import INDICATORS, Counted, Frequency, Indicator
from kidesk.records.interaction import INTERACTIONS, Interaction
from kidesk.records.membership import MEMBERSHIPS, Membership
from kidesk.records.organisation import ORGANISATIONS, Organisation
from kidesk.records.person import Person
from kidesk.records.person_type import PERSONS
from kidesk.records.plan import PLANS, Plan
from kidesk.records.plan_item import PlanItem
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.plan_text import PlanText
from kidesk.records.privacy_decision import PRIVACY_DECISIONS, PrivacyDecision
from kidesk.records.quarter import QUARTERS, Period, Quarter
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.records.risk_assessment import RISK_ASSESSMENTS, RiskAssessment
from kidesk.records.risk_guideline import RISK_GUIDELINES, RiskGuideline
from kidesk.records.saved_view import SAVED_VIEWS, SavedView
from kidesk.store.store import Store

R = TypeVar("R", bound=Record)

_numbers = count(1)
_quarters = count(0)  # of their own, so that they stay within the years a quarter may have


def organisation(store: Store, **values: Any) -> Organisation:
    """An organisation with a name in both languages."""
    number = next(_numbers)
    return _saved(store, Organisation, {"name_sv": f"Lärosäte {number}", "name_en": f"University {number}"} | values)


def person(store: Store, **values: Any) -> Person:
    """A person with a name and an address."""
    number = next(_numbers)
    mail = {"address": f"person{number}@example.org", "is_primary": True}
    return _saved(store, Person, {"given_name": "Anna", "family_name": f"Prov{number}", "emails": [mail]} | values)


def interaction(store: Store, **values: Any) -> Interaction:
    """A meeting."""
    return _saved(store, Interaction, {"title": f"Meeting {next(_numbers)}", "on": dt.date(2026, 3, 2)} | values)


def ambassador(store: Store, **values: Any) -> Ambassador:
    """An ambassador, of a new person unless one is given."""
    return _saved(store, Ambassador, _linked(values, person_id=lambda: person(store)))


def agreement(store: Store, **values: Any) -> Agreement:
    """An agreement with a title in both languages."""
    number = next(_numbers)
    if "status" in values:
        since = dt.date(2020, 1, 1)
        values = values | {"status_changes": [{"status": values["status"], "on": since, "explanation": "Registered"}]}
    return _saved(store, Agreement, {"title_sv": f"Avtal {number}", "title_en": f"Agreement {number}"} | values)


def decision_route(store: Store, **values: Any) -> DecisionRoute:
    """A version of the decision routes, without rows."""
    return _saved(store, DecisionRoute, {"name_sv": "Beslutsvägar", "edition": f"{next(_numbers)}"} | values)


def risk_guideline(store: Store, **values: Any) -> RiskGuideline:
    """A version of the risk questions, without questions."""
    return _saved(store, RiskGuideline, {"name_sv": "Riskfrågor", "edition": f"{next(_numbers)}"} | values)


def risk_assessment(store: Store, **values: Any) -> RiskAssessment:
    """An open risk assessment, of a new agreement unless one is given."""
    linked = _linked(
        values, agreement_id=lambda: agreement(store), guideline_id=lambda: risk_guideline(store)
    )
    return _saved(store, RiskAssessment, linked)


def saved_view(store: Store, **values: Any) -> SavedView:
    """A view of agreements."""
    return _saved(store, SavedView, {"name": f"Vy {next(_numbers)}", "of": "agreements"} | values)


def privacy_decision(store: Store, **values: Any) -> PrivacyDecision:
    """A decision to give an extract."""
    decided = {"decided_on": dt.date(2026, 3, 2), "subject_number": next(_numbers)}
    return _saved(store, PrivacyDecision, decided | values)


def import_mapping(store: Store, **values: Any) -> ImportMapping:
    """A mapping of no columns of persons."""
    return _saved(store, ImportMapping, {"name": f"Mappning {next(_numbers)}", "of": "persons"} | values)


def membership(store: Store, **values: Any) -> Membership:
    """A membership, of a new network unless one is given."""
    return _saved(store, Membership, _linked(values, organisation_id=lambda: organisation(store)))


def plan(store: Store, **values: Any) -> Plan:
    """An action plan."""
    number = next(_numbers)
    return _saved(store, Plan, {"title_sv": f"Handlingsplan {number}", "title_en": f"Action plan {number}"} | values)


def plan_text(store: Store, number: int, **values: Any) -> PlanText:
    """A text of one of the documents of the plan with the id `number`."""
    with store.change("Wrote a text", "plans") as session:
        made = PlanText(plan_id=number, **values)
        session.add(made)
        session.flush()
    return made


def plan_item(store: Store, **values: Any) -> PlanItem:
    """An activity, of a new plan unless one is given."""
    title = {"title_sv": f"Aktivitet {next(_numbers)}"}
    return _saved(store, PlanItem, title | _linked(values, plan_id=lambda: plan(store)))


def quarter(store: Store, **values: Any) -> Quarter:
    """An open quarter, a later one each time."""
    return _saved(store, Quarter, {"name": (Period(1800, 1) + next(_quarters)).name} | values)


def indicator(store: Store, **values: Any) -> Indicator:
    """A monthly series without values."""
    return _saved(store, Indicator, {"name_sv": f"Mått {next(_numbers)}"} | values)


def _linked(values: Mapping[str, Any], **makers: Callable[[], Record]) -> dict[str, Any]:
    return {key: make().id for key, make in makers.items() if key not in values} | dict(values)


def _saved(store: Store, record: type[R], values: Mapping[str, Any]) -> R:
    record_type = next(one for one in MAKERS if one.record is record)
    row = store.get(record, edit.save(store, record_type, values).id)
    assert row is not None
    return row


MAKERS: dict[RecordType, Callable[..., Any]] = {
    ORGANISATIONS: organisation,
    PERSONS: person,
    INTERACTIONS: interaction,
    AMBASSADORS: ambassador,
    AGREEMENTS: agreement,
    MEMBERSHIPS: membership,
    PLANS: plan,
    PLAN_ITEMS: plan_item,
    QUARTERS: quarter,
    INDICATORS: indicator,
    DECISION_ROUTES: decision_route,
    RISK_GUIDELINES: risk_guideline,
    RISK_ASSESSMENTS: risk_assessment,
    SAVED_VIEWS: saved_view,
    PRIVACY_DECISIONS: privacy_decision,
    IMPORT_MAPPINGS: import_mapping,
}


def made(store: Store, record_type: RecordType, **values: Any) -> Any:
    """A record of any type, whole and detached."""
    return MAKERS[record_type](store, **values)


# Values that a rule of their record wants in a form of their own
_FORMED: dict[str, Any] = {
    "website": "https://example.org",
    "linkedin": "https://example.org/in",
    "link": "https://example.org/page",
    "address": "anna@example.org",
    "currency": "SEK",
    "period": "2024-03",
    "from_period": "2024-03",
    "to_period": "2024-03",
    "due_quarters": "2024-Q4",
    "dnr": "1-779/2022",
    "frequency": Frequency.MONTHLY,
    "counted": Counted.NOTHING,
}
# Left alone by `full`: a parent is of the same plan, and a protected person shows nothing.
LEFT = {"parent_id", "has_protected_identity", "level"}


def full(store: Store, record_type: RecordType) -> dict[str, Any]:
    """Values for every field of a record type, with one row of each kind of part and a record behind each link."""
    values = {field.key: _value(store, field) for field in record_type.editable if field.key not in LEFT}
    return values | ({"name": (Period(1800, 1) + next(_quarters)).name} if record_type is QUARTERS else {})


def _value(store: Store, field: Stored | Parts) -> Any:
    if isinstance(field, Parts):
        return [{one.key: _value(store, one) for one in field.fields}]
    value = _plain_value(store, field)
    return [value] if field.is_many else value


def _plain_value(store: Store, field: Stored) -> Any:
    if isinstance(field, Link):
        return next(make for kind, make in MAKERS.items() if kind.record is field.target)(store).id
    if isinstance(field, Choice):
        return _FORMED.get(field.key, list(field.terms)[-1])
    if isinstance(field, Number):
        return field.limits[0] + 3 if field.is_whole else Decimal("12.50")
    if isinstance(field, Day):
        return dt.date(2024, 2, 29)
    if isinstance(field, Flag):
        return True
    if isinstance(field, Coded):
        return "SE" if field.table is COUNTRIES else list(field.table.codes)[-1]
    if field.key == "code":
        return f"kod-{next(_numbers)}"  # a sentence's is its own in all of the register
    return _FORMED.get(field.key, f"Ä {field.key}")


def read_back(record_type: RecordType, row: Record) -> dict[str, Any]:
    """A record's values as a form hands them back when nothing was touched."""
    return {
        field.key: [{"id": part.id} | {one.key: one.read(part) for one in field.fields} for part in field.read(row)]
        if isinstance(field, Parts)
        else field.read(row)
        for field in record_type.editable
    }
