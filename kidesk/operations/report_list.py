"""The reports that can be had: REPORTS is their table of contents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kidesk.i18n import N_
from kidesk.operations import compose_agreements as agreements
from kidesk.operations import compose_ambassadors as ambassadors
from kidesk.operations import compose_contacts as contacts
from kidesk.operations import compose_indicators as indicators
from kidesk.operations import compose_plans as plans
from kidesk.operations import compose_privacy as privacy
from kidesk.operations.compose_final_report import final_report
from kidesk.operations.compose_memberships import memberships
from kidesk.operations.compose_plan_documents import operational_plan, strategy_overview
from kidesk.operations.export_table import Progress, TableReport
from kidesk.operations.report_asked import Asked
from kidesk.records import AGREEMENTS, INDICATORS, ORGANISATIONS, PERSONS, PLANS, RISK_ASSESSMENTS
from kidesk.records.document_edition import DocumentKind
from kidesk.records.record_type import RecordType

if TYPE_CHECKING:
    from kidesk.reports.content import Document


@dataclass(frozen=True)
class Report:
    """A report that can be had: what it is called, the words that name its file, and what one is about.

    A report about a plan is of a quarter as well, and need not be told which plan; one that `is_comparing` is of two.
    A `document` has editions. `about` is None for a report about many records. `tabulate` writes what it says as a
    table, where it can be one. What `is_noted` when it is made is offered nowhere beside other reports.
    """

    label: str
    stem: str
    about: RecordType | None
    compose: Callable[[Asked], Document]
    tabulate: Callable[[Asked, Path, Progress], TableReport] | None = None
    is_comparing: bool = False
    document: DocumentKind | None = None
    is_noted: bool = False

    @property
    def is_of_plan(self) -> bool:
        """Whether it is about a plan and a quarter rather than about one record."""
        return self.about is PLANS


REPORTS = {
    "agreement-summary": Report(
        N_("Agreement summary"), N_("agreement-summary"), AGREEMENTS, agreements.agreement_summary
    ),
    "risk-assessment": Report(
        N_("Risk assessment"), N_("risk-assessment"), RISK_ASSESSMENTS, agreements.risk_assessment
    ),
    "quarterly-status": Report(N_("Quarterly status"), N_("quarterly-status"), PLANS, plans.quarterly_status),
    "agreement-register": Report(
        N_("Agreement register"),
        N_("agreement-register"),
        None,
        agreements.agreement_register,
        agreements.register_as_table,
    ),
    "annual-list": Report(
        N_("Annual list of agreements"),
        N_("annual-list"),
        None,
        agreements.annual_list,
        agreements.annual_list_as_table,
    ),
    "ambassador-directory": Report(
        N_("Ambassador directory"), N_("ambassador-directory"), None, ambassadors.directory
    ),
    "contact-sheet": Report(N_("Contact sheet"), N_("contact-sheet"), PERSONS, contacts.contact_sheet),
    "contact-list": Report(N_("Contact list"), N_("contact-list"), None, contacts.contact_list),
    "country-brief": Report(N_("Country brief"), N_("country-brief"), ORGANISATIONS, contacts.country_brief),
    "ambassador-coverage": Report(
        N_("Coverage by ambassadors"), N_("ambassador-coverage"), None, ambassadors.coverage
    ),
    "quarter-comparison": Report(
        N_("Comparison of quarters"), N_("quarter-comparison"), PLANS, plans.quarter_comparison, is_comparing=True
    ),
    "indicator-chart": Report(N_("Indicator chart"), N_("indicator-chart"), INDICATORS, indicators.indicator_chart),
    "activity-matrix": Report(N_("Activity matrix"), N_("activity-matrix"), PLANS, plans.activity_matrix),
    "final-report": Report(
        N_("Final report"), N_("final-report"), PLANS, final_report, document=DocumentKind.FINAL_REPORT
    ),
    "operational-plan": Report(
        N_("Operational plan"),
        N_("operational-plan"),
        PLANS,
        operational_plan,
        document=DocumentKind.OPERATIONAL_PLAN,
    ),
    "strategy-overview": Report(
        N_("Strategy overview"),
        N_("strategy-overview"),
        PLANS,
        strategy_overview,
        document=DocumentKind.STRATEGY_OVERVIEW,
    ),
    "memberships": Report(N_("Memberships and what they cost"), N_("memberships"), None, memberships),
    "data-subject-extract": Report(
        N_("Data-subject extract"),
        N_("data-subject-extract"),
        PERSONS,
        privacy.data_subject_extract,
        is_noted=True,
    ),
    "processing-register": Report(
        N_("Register of processing activities"), N_("processing-register"), None, privacy.processing_register
    ),
}
