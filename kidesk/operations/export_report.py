"""Export a report: gather the records it prints, say what is in it, and write it to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from kidesk.errors import KideskError, UsageError
from kidesk.i18n import N_, Language
from kidesk.operations import agreement_register, annual_list
from kidesk.operations.agreement_activity import activity
from kidesk.operations.agreement_family import family
from kidesk.operations.assess_risk import standing
from kidesk.operations.compare_quarters import compare
from kidesk.operations.compose_comparison import compose_comparison
from kidesk.operations.edit import gone
from kidesk.operations.export_table import KINDS, Progress, TableReport
from kidesk.operations.quarter_content import QuarterContent, latest_assessed, quarter_content
from kidesk.records import AGREEMENTS, PLANS, RISK_ASSESSMENTS, clock
from kidesk.records.agreement import Agreement
from kidesk.records.fields import Parts
from kidesk.records.plan import Plan, PlanKind
from kidesk.records.quarter import Period
from kidesk.records.record_type import RecordType
from kidesk.records.risk_assessment import RiskAssessment
from kidesk.settings import Settings
from kidesk.store.store import Listing, Past, Store

if TYPE_CHECKING:
    from kidesk.reports.agreement_summary import HistoryLine
    from kidesk.reports.content import Document
    from kidesk.reports.document import WriteReport
    from kidesk.reports.head import Head


@dataclass(frozen=True)
class _Asked:
    """What is asked for: the report's language and head, and the quarter, record, year or list it is about.

    `earlier` is the quarter that `quarter` is compared with.
    """

    store: Store
    language: Language
    head: Head
    settings: Settings
    quarter: str | None = None
    number: int | None = None
    year: int | None = None
    listing: Listing = agreement_register.EVERYTHING
    on_page: Callable[[int], None] = lambda page: None
    earlier: str | None = None


def compose(
    store: Store,
    name: str,
    *,
    language: Language,
    settings: Settings,
    is_demonstration: bool,
    quarter: str | None = None,
    number: int | None = None,
    year: int | None = None,
    listing: Listing = agreement_register.EVERYTHING,
    on_page: Callable[[int], None] = lambda page: None,
    earlier: str | None = None,
) -> Document:
    """What the report called `name` (a key of REPORTS) says now, in `language`.

    `quarter` is a name such as "2024-Q4"; without one it is the latest quarter with assessments. `number` is the id
    of the record that the report is about; without one a status is about the first action plan and an annual list about
    all departments. `year` is a calendar year; without one it is the last that is over. `listing` says which agreements
    are in a register; they are read while it is printed, and `on_page` is told 0 then. `earlier` is the quarter that a
    comparison begins with; without one it is the quarter before.
    Raises UsageError where one is missing or wrong, and KideskError where there is no such record.
    """
    head = head_of(settings, language, is_demonstration)
    asked = _Asked(store, language, head, settings, quarter, number, year, listing, on_page, earlier)
    return REPORTS[name].compose(asked)


def export(
    store: Store,
    name: str,
    *,
    language: Language,
    output: Path,
    settings: Settings,
    is_demonstration: bool,
    quarter: str | None = None,
    number: int | None = None,
    year: int | None = None,
    listing: Listing = agreement_register.EVERYTHING,
    on_page: Callable[[int], None] = lambda page: None,
    earlier: str | None = None,
) -> WriteReport | TableReport:
    """Composes the report called `name`, writes it to `output` and returns what was printed or written.

    `output` ends in .pdf or .html, or for a report that can be a table in .xlsx or .csv. `on_page` is told each page
    that is full; what it raises takes the report back.
    Raises what `compose` raises, and KideskError where the file cannot be written; an earlier file is then as it was.
    """
    tabulate = REPORTS[name].tabulate
    if tabulate is not None and output.suffix.lower() in KINDS:
        head = head_of(settings, language, is_demonstration)
        asked = _Asked(store, language, head, settings, quarter, number, year, listing)
        return tabulate(asked, output, lambda done, whole: None)
    # Imported here: ReportLab takes longer to import than the command line to answer.
    from kidesk.reports.document import write

    document = compose(
        store,
        name,
        language=language,
        settings=settings,
        is_demonstration=is_demonstration,
        quarter=quarter,
        number=number,
        year=year,
        listing=listing,
        on_page=on_page,
        earlier=earlier,
    )
    return write(document, output, language, on_page)


def head_of(settings: Settings, language: Language, is_demonstration: bool) -> Head:
    """What every document has in common, from the settings, as of today."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.head import Head

    return Head(
        organisation=settings.organisation_name,
        unit=settings.unit_name_sv if language.code == "sv" else settings.unit_name_en,
        accent=settings.accent,
        printed_on=clock.today(),
        is_demonstration=is_demonstration,
        printed_by=settings.person,
    )


def _agreement_summary(asked: _Asked) -> Document:
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.agreement_summary import Around, document

    if asked.number is None:
        raise UsageError(N_("This report is about one agreement. Nothing was written; give the agreement’s number."))
    agreement = asked.store.get(Agreement, asked.number)
    if agreement is None:
        raise gone(asked.number)
    assessment = _assessment(asked.store, asked.number)
    around = Around(
        family(asked.store, asked.number),
        activity(asked.store, asked.number, asked.head.printed_on),
        assessment,
        _previous(asked.store, assessment) if assessment is not None else None,
    )
    past = asked.store.past(Agreement, asked.number)
    return document(agreement, asked.head, asked.language, tuple(_history(past, asked.language)), around)


def _assessment(store: Store, agreement: int) -> RiskAssessment | None:
    """The risk assessment that holds for an agreement; where none does, the latest still open."""
    found = standing(store, agreement)
    return found.in_effect or next(iter(found.open), None)


def _previous(store: Store, assessment: RiskAssessment) -> RiskAssessment | None:
    return store.get(RiskAssessment, assessment.previous_id) if assessment.previous_id is not None else None


def _risk_assessment(asked: _Asked) -> Document:
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.risk_assessment import document

    if asked.number is None:
        message = N_("This report is about one risk assessment. Nothing was written; give the assessment’s number.")
        raise UsageError(message)
    assessment = asked.store.get(RiskAssessment, asked.number)
    if assessment is None:
        raise gone(asked.number)
    return document(assessment, _previous(asked.store, assessment), asked.head, asked.language)


def _history(past: list[Past], language: Language) -> Iterator[HistoryLine]:
    """One line an operation: what was done, and to which fields."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.agreement_summary import HistoryLine

    labels = {field.key: field.label for field in AGREEMENTS.fields}
    parts = {field.part.__tablename__: field.label for field in AGREEMENTS.fields if isinstance(field, Parts)}
    kind = language.text(AGREEMENTS.one).lower()
    for (at, who, verb), group in groupby(past, key=lambda one: (one.at, one.who, one.verb)):
        what, changes = language.text(verb, type=kind), list(group)
        touched: dict[str, None] = {}
        for change in changes:
            touched |= {parts.get(change.table) or labels.get(key, ""): None for key in change.new or change.old}
        is_whole = any(change.table == Agreement.__tablename__ and change.kind != "update" for change in changes)
        fields = "" if is_whole else ", ".join(language.text(label) for label in touched if label)
        yield HistoryLine(at, who, language.text(N_("{verb}: {fields}"), verb=what, fields=fields) if fields else what)


def _quarterly_status(asked: _Asked) -> Document:
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.quarterly_status import MATRIX_QUARTERS, QuarterlyStatus, document

    period = _period(asked)
    content = quarter_content(asked.store, period, asked.settings)
    plan = _plan(asked, content)
    status = QuarterlyStatus(
        plan=plan,
        items=content.items_of(plan),
        period=period,
        quarter=content.quarter,
        signed=content.signed,
        expiring=content.expiring,
        ended=content.ended,
        ambassadors=content.ambassadors,
        indicators=content.indicators,
        earlier=tuple(period - back for back in range(MATRIX_QUARTERS - 1, 0, -1)),
    )
    return document(status, _head(asked, content), asked.language)


def _activity_matrix(asked: _Asked) -> Document:
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.activity_matrix import MATRIX_QUARTERS, ActivityMatrix, document
    from kidesk.reports.plan_branches import branches

    period = _period(asked)
    content = quarter_content(asked.store, period, asked.settings)
    plan = _plan(asked, content)
    periods = tuple(period - back for back in range(MATRIX_QUARTERS - 1, -1, -1))
    matrix = ActivityMatrix(plan, branches(plan, content.items_of(plan)), periods, is_sealed=content.seal is not None)
    return document(matrix, _head(asked, content), asked.language)


def _quarter_comparison(asked: _Asked) -> Document:
    last = _period(asked)
    first = _named(asked.earlier) if asked.earlier is not None else last - 1
    found = compare(asked.store, first, last, asked.settings, asked.number)
    return compose_comparison(found, asked.head, asked.language)


def _head(asked: _Asked, content: QuarterContent) -> Head:
    """The head of a document about a quarter; a sealed one is as of the day it was sealed, whoever prints it."""
    if content.seal is None:
        return asked.head
    head = head_of(content.settings, asked.language, asked.head.is_demonstration)
    said = N_("Sealed {day}, seal {number}, {digest}")
    details = {"number": str(content.seal.id), "digest": content.seal.sha256[:12]}
    sealed = asked.language.text(said, day=asked.language.day(content.day), **details)
    return replace(head, printed_on=content.day, issued=sealed)


def _period(asked: _Asked) -> Period:
    if asked.quarter is not None:
        return _named(asked.quarter)
    return latest_assessed(asked.store)


def _named(quarter: str) -> Period:
    try:
        return Period.named(quarter)
    except ValueError:
        message = N_("“{quarter}” is not a quarter. Nothing was written; write it as 2024-Q4.")
        raise UsageError(message, quarter=quarter) from None


def _plan(asked: _Asked, content: QuarterContent) -> Plan:
    """The plan with the number asked for, else the first action plan."""
    if asked.number is not None:
        plan = next((one for one in content.plans if one.id == asked.number), None)
        if plan is None:
            raise gone(asked.number)
        return plan
    plans = [one for one in content.plans if one.kind == PlanKind.ACTION_PLAN]
    if not plans:
        raise KideskError(N_("There is no action plan to report on. Nothing was written; add a plan first."))
    return min(plans, key=lambda plan: plan.id)


def _agreement_register(asked: _Asked) -> Document:
    return agreement_register.compose_register(
        asked.store, asked.listing, head=asked.head, language=asked.language, on_page=asked.on_page
    )


def _register_as_table(asked: _Asked, output: Path, progress: Progress) -> TableReport:
    return agreement_register.export_register(
        asked.store, asked.listing, language=asked.language, output=output, progress=progress
    )


def _annual_list(asked: _Asked) -> Document:
    return annual_list.compose_annual_list(
        asked.store, asked.number, asked.year, head=asked.head, language=asked.language
    )


def _annual_list_as_table(asked: _Asked, output: Path, progress: Progress) -> TableReport:
    return annual_list.export_annual_list(asked.store, asked.number, asked.year, language=asked.language, output=output)


@dataclass(frozen=True)
class Report:
    """A report that can be had: what it is called, the words that name its file, and what one is about.

    A report about a plan is of a quarter as well, and need not be told which plan; one that `is_comparing` is of two.
    `about` is None for a report about many records. `tabulate` writes what it says as a table, where it can be one.
    """

    label: str
    stem: str
    about: RecordType | None
    compose: Callable[[_Asked], Document]
    tabulate: Callable[[_Asked, Path, Progress], TableReport] | None = None
    is_comparing: bool = False

    @property
    def is_of_plan(self) -> bool:
        """Whether it is about a plan and a quarter rather than about one record."""
        return self.about is PLANS


REPORTS = {
    "agreement-summary": Report(N_("Agreement summary"), N_("agreement-summary"), AGREEMENTS, _agreement_summary),
    "risk-assessment": Report(N_("Risk assessment"), N_("risk-assessment"), RISK_ASSESSMENTS, _risk_assessment),
    "quarterly-status": Report(N_("Quarterly status"), N_("quarterly-status"), PLANS, _quarterly_status),
    "agreement-register": Report(
        N_("Agreement register"), N_("agreement-register"), None, _agreement_register, _register_as_table
    ),
    "annual-list": Report(
        N_("Annual list of agreements"), N_("annual-list"), None, _annual_list, _annual_list_as_table
    ),
    "quarter-comparison": Report(
        N_("Comparison of quarters"), N_("quarter-comparison"), PLANS, _quarter_comparison, is_comparing=True
    ),
    "activity-matrix": Report(N_("Activity matrix"), N_("activity-matrix"), PLANS, _activity_matrix),
}
