"""An order: something to be printed, the same for preview, paper, PDF and web page, in whatever language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kidesk.i18n import Language, fold
from kidesk.operations import export_report, print_records
from kidesk.operations.agreement_register import EVERYTHING, compose_register, export_register
from kidesk.operations.annual_list import compose_annual_list, export_annual_list
from kidesk.operations.compose_indicators import compose_chart
from kidesk.operations.compose_memberships import compose_memberships
from kidesk.operations.export_table import KINDS, Progress, TableReport
from kidesk.operations.print_records import OnPage
from kidesk.operations.report_asked import head_of
from kidesk.operations.report_list import REPORTS
from kidesk.records import type_of
from kidesk.records.agreement import Agreement
from kidesk.records.ambassador import Ambassador
from kidesk.records.fields import Link, Parts
from kidesk.records.indicator import Indicator
from kidesk.records.interaction import Interaction
from kidesk.records.membership import Membership
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.plan import Plan
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import Quarter
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.records.risk_assessment import RiskAssessment
from kidesk.settings import Settings
from kidesk.store.store import Listing, Store

if TYPE_CHECKING:
    from kidesk.reports.content import Document
    from kidesk.reports.document import WriteReport
    from kidesk.reports.series_lines import Look

SUMMARY, RISKS, STATUS = "agreement-summary", "risk-assessment", "quarterly-status"
REGISTER, ANNUAL_LIST = "agreement-register", "annual-list"
COMPARISON, MATRIX = "quarter-comparison", "activity-matrix"
CHART = "indicator-chart"
MEMBERSHIP_LIST = "memberships"
COVERAGE, DIRECTORY = "ambassador-coverage", "ambassador-directory"
CONTACTS, SHEET, BRIEF = "contact-list", "contact-sheet", "country-brief"
PROCESSING = "processing-register"
# The records that reports about many of them tell of
_OVERALL: dict[str, tuple[type[Record], ...]] = {
    COVERAGE: (Agreement, Ambassador),
    DIRECTORY: (Ambassador,),
    CONTACTS: (Person,),
    BRIEF: (Agreement, Ambassador, Interaction, Membership, RiskAssessment),
    PROCESSING: (),
}
EXTRACT = "data-subject-extract"
_LONGEST = 48


def _go_on(page: int) -> None:
    """Nobody follows the pages."""


@dataclass(frozen=True)
class Order:
    """What is printed, the words that name its file (without accents) and which records it tells of.

    `tabulate` writes it as a table, where it can be one.
    """

    compose: Callable[[Language, OnPage], Document]
    words: Callable[[Language], tuple[str, ...]]
    records: frozenset[type[Record]]
    tabulate: Callable[[Path, Language, Progress], TableReport] | None = None

    def document(self, language: Language, on_page: OnPage = _go_on) -> Document:
        """What it says now. `on_page` is told 0 while much is read. Raises KideskError where it cannot be printed."""
        return self.compose(language, on_page)

    def render(self, language: Language, on_page: OnPage = _go_on) -> tuple[bytes, WriteReport]:
        """The document as a PDF in memory; `on_page` is told each full page, and what it raises ends the work."""
        # Imported here: ReportLab takes longer to import than the window to answer.
        from kidesk.reports.document import render

        return render(self.document(language, on_page), language, on_page)

    def write(self, target: Path, language: Language, on_page: OnPage = _go_on) -> WriteReport | TableReport:
        """Writes the document to a file, whose ending says of what kind. Raises KideskError, leaving an earlier one."""
        if self.tabulate is not None and target.suffix.lower() in KINDS:
            return self.tabulate(target, language, lambda done, whole: on_page(0))
        # Imported here: ReportLab takes longer to import than the window to answer.
        from kidesk.reports.document import write

        return write(self.document(language, on_page), target, language, on_page)

    def file_name(self, language: Language) -> str:
        """What its file may be called on every system, without an ending."""
        return safe_name("kidesk", *self.words(language), language.code)


def report(
    store: Store,
    name: str,
    settings: Settings,
    is_demonstration: bool,
    *,
    quarter: str | None = None,
    number: int | None = None,
    earlier: str | None = None,
    edition: int | None = None,
) -> Order:
    """The report called `name` (a key of REPORTS); see `export_report.compose` for the rest."""

    def compose(language: Language, on_page: OnPage) -> Document:
        return export_report.compose(
            store,
            name,
            language=language,
            settings=settings,
            is_demonstration=is_demonstration,
            quarter=quarter,
            number=number,
            earlier=earlier,
            edition=edition,
        )

    wanted = REPORTS[name]
    if wanted.about is None:
        raise ValueError(name)  # a report about many records has an order of its own
    record = wanted.about.record

    def words(language: Language) -> tuple[str, ...]:
        stem = fold(language.text(wanted.stem))
        if wanted.is_of_plan:
            return stem, (earlier or "") if wanted.is_comparing else "", quarter or ""
        return stem, _called(store, record, number, language)

    return Order(compose, words, _STATUS_RECORDS if wanted.is_of_plan else _told_of(record))


def sheet(store: Store, record_type: RecordType, number: int, settings: Settings, is_demonstration: bool) -> Order:
    """One record with all its fields."""

    def compose(language: Language, on_page: OnPage) -> Document:
        return print_records.compose_sheet(
            store, record_type, number, language=language, settings=settings, is_demonstration=is_demonstration
        )

    def words(language: Language) -> tuple[str, ...]:
        return fold(language.text(record_type.one)), _called(store, record_type.record, number, language)

    return Order(compose, words, _told_of(record_type.record))


def listing(store: Store, wanted: Listing, settings: Settings, is_demonstration: bool) -> Order:
    """A list, as it is filtered and sorted."""

    def compose(language: Language, on_page: OnPage) -> Document:
        return print_records.compose_list(
            store,
            wanted,
            language=language,
            settings=settings,
            is_demonstration=is_demonstration,
            on_page=on_page,
        )

    def words(language: Language) -> tuple[str, ...]:
        view = language.text(wanted.view.label) if wanted.view else ""
        return fold(language.text(wanted.record_type.many)), fold(view)

    return Order(compose, words, _told_of(wanted.record_type.record))


def register(store: Store, wanted: Listing, settings: Settings, is_demonstration: bool) -> Order:
    """The agreement register of a list of agreements, as it is filtered and sorted."""

    def compose(language: Language, on_page: OnPage) -> Document:
        head = head_of(settings, language, is_demonstration)
        return compose_register(store, wanted, head=head, language=language, on_page=on_page)

    def words(language: Language) -> tuple[str, ...]:
        view = language.text(wanted.view.label) if wanted.view else ""
        return fold(language.text(REPORTS[REGISTER].stem)), fold(view)

    def tabulate(target: Path, language: Language, progress: Progress) -> TableReport:
        return export_register(store, wanted, language=language, output=target, progress=progress)

    return Order(compose, words, _told_of(Agreement), tabulate)


def annual_list(store: Store, unit: int | None, year: int, settings: Settings, is_demonstration: bool) -> Order:
    """The annual list of a department, or under None of all."""

    def compose(language: Language, on_page: OnPage) -> Document:
        head = head_of(settings, language, is_demonstration)
        return compose_annual_list(store, unit, year, head=head, language=language)

    def words(language: Language) -> tuple[str, ...]:
        stem = fold(language.text(REPORTS[ANNUAL_LIST].stem))
        return stem, str(year), _called(store, Organisation, unit, language)

    def tabulate(target: Path, language: Language, progress: Progress) -> TableReport:
        return export_annual_list(store, unit, year, language=language, output=target)

    return Order(compose, words, _told_of(Agreement), tabulate)


def memberships(store: Store, year: int | None, settings: Settings, is_demonstration: bool) -> Order:
    """The memberships of a year, or under None of this one, and what they cost."""

    def compose(language: Language, on_page: OnPage) -> Document:
        head = head_of(settings, language, is_demonstration)
        return compose_memberships(store, year, head=head, language=language)

    def words(language: Language) -> tuple[str, ...]:
        return fold(language.text(REPORTS[MEMBERSHIP_LIST].stem)), "" if year is None else str(year)

    return Order(compose, words, _told_of(Membership))


@dataclass(frozen=True)
class About:
    """What a report about many records is about: a list of them, or a country and a city in it."""

    listing: Listing = EVERYTHING
    country: str = ""
    city: str = ""


def overall(store: Store, name: str, about: About, settings: Settings, is_demonstration: bool) -> Order:
    """A report about many records, by its key in REPORTS."""

    def compose(language: Language, on_page: OnPage) -> Document:
        return export_report.compose(
            store,
            name,
            language=language,
            settings=settings,
            is_demonstration=is_demonstration,
            on_page=on_page,
            country=about.country,
            city=about.city,
            listing=about.listing,
        )

    def words(language: Language) -> tuple[str, ...]:
        return fold(language.text(REPORTS[name].stem)), fold(about.city or language.country(about.country))

    told = (_told_of(record) for record in _OVERALL[name])
    return Order(compose, words, frozenset().union(*told))


def indicator_chart(
    store: Store, numbers: Sequence[int], look: Look, settings: Settings, is_demonstration: bool
) -> Order:
    """The chart of one or several series, as they are looked at."""

    def compose(language: Language, on_page: OnPage) -> Document:
        head = head_of(settings, language, is_demonstration)
        return compose_chart(store, numbers, look, head=head, language=language)

    def words(language: Language) -> tuple[str, ...]:
        return fold(language.text(REPORTS[CHART].stem)), _called(store, Indicator, numbers[0], language)

    return Order(compose, words, _told_of(Indicator))


def _told_of(record: type[Record]) -> frozenset[type[Record]]:
    """The class itself and those its fields and rows point at."""
    fields = type_of(record).fields
    every = [*fields, *(inner for field in fields if isinstance(field, Parts) for inner in field.fields)]
    return frozenset({record, *(field.target for field in every if isinstance(field, Link))})


_STATUS_RECORDS: frozenset[type[Record]] = frozenset({Plan, PlanItem, Quarter, Indicator}).union(
    _told_of(Agreement), _told_of(Ambassador)
)


def _called(store: Store, record: type[Record], number: int | None, language: Language) -> str:
    """A record's name; its number where the name has no plain letters."""
    found = store.get(record, number) if number is not None else None
    if found is None:
        return ""
    name = fold(found.caption(language.code))
    return name if safe_name(name) else str(number)


def safe_name(*parts: str) -> str:
    """The parts as one file name that every system takes: letters, digits and dashes, not too long."""
    return "-".join(_shortened(word) for word in _words(parts))


def _words(parts: tuple[str, ...]) -> Iterator[str]:
    for part in parts:
        word = re.sub("[^A-Za-z0-9]+", "-", part).strip("-")
        if word:
            yield word


def _shortened(word: str) -> str:
    """At most so long, and where it can be, ending with a whole word."""
    kept = word[:_LONGEST]
    return kept if kept == word else kept.rpartition("-")[0] or kept
