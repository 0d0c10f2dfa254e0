"""What kidesk keeps: RECORD_TYPES in navigation order is the table of contents of the application.

To add a record type: write its file here, put it into RECORD_TYPES, add a schema revision and the Swedish strings.
"""

from __future__ import annotations

from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.ambassador_type import AMBASSADORS
from kidesk.records.decision_route import DECISION_ROUTES
from kidesk.records.import_mapping import IMPORT_MAPPINGS
from kidesk.records.indicator import INDICATORS
from kidesk.records.interaction import INTERACTIONS
from kidesk.records.membership import MEMBERSHIPS
from kidesk.records.organisation import ORGANISATIONS
from kidesk.records.person_type import PERSONS
from kidesk.records.plan import PLANS
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.privacy_decision import PRIVACY_DECISIONS
from kidesk.records.quarter import QUARTERS
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.records.risk_assessment import RISK_ASSESSMENTS
from kidesk.records.risk_guideline import RISK_GUIDELINES
from kidesk.records.saved_view import SAVED_VIEWS

RECORD_TYPES: tuple[RecordType, ...] = (
    ORGANISATIONS,
    PERSONS,
    INTERACTIONS,
    AMBASSADORS,
    AGREEMENTS,
    RISK_ASSESSMENTS,
    MEMBERSHIPS,
    PLANS,
    PLAN_ITEMS,
    QUARTERS,
    INDICATORS,
    DECISION_ROUTES,
    RISK_GUIDELINES,
    PRIVACY_DECISIONS,
    SAVED_VIEWS,
    IMPORT_MAPPINGS,
)

BY_KEY = {record_type.key: record_type for record_type in RECORD_TYPES}
_BY_CLASS = {record_type.record: record_type for record_type in RECORD_TYPES}


def type_of(record: type[Record]) -> RecordType:
    """The record type of a class."""
    return _BY_CLASS[record]


__all__ = [
    "AGREEMENTS",
    "AMBASSADORS",
    "BY_KEY",
    "DECISION_ROUTES",
    "IMPORT_MAPPINGS",
    "INDICATORS",
    "INTERACTIONS",
    "MEMBERSHIPS",
    "ORGANISATIONS",
    "PERSONS",
    "PLANS",
    "PLAN_ITEMS",
    "PRIVACY_DECISIONS",
    "QUARTERS",
    "RECORD_TYPES",
    "RISK_ASSESSMENTS",
    "RISK_GUIDELINES",
    "SAVED_VIEWS",
    "type_of",
]
