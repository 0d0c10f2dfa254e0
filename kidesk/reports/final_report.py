"""Final report: how a plan was carried out, in prose and in figures, for whoever registers and decides it.

Its chapters are those of the final report with dnr 1-779/2022.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kidesk.i18n import N_, Language
from kidesk.records.document_edition import DocumentEdition
from kidesk.records.indicator import Indicator
from kidesk.records.plan import Plan
from kidesk.records.plan_item import PlanItem
from kidesk.records.plan_text import Chapter, PlanText
from kidesk.records.quarter import Period
from kidesk.reports.activity_status import ActivityStatus, legend
from kidesk.reports.content import (
    Block,
    Contents,
    Document,
    Foreign,
    Heading,
    KeepTogether,
    PageBreak,
    Paragraph,
    plain,
)
from kidesk.reports.control_block import control_block
from kidesk.reports.head import Head, framed, issuer, swedish_prevails
from kidesk.reports.media_exposure import series_by_series
from kidesk.reports.plan_branches import branches
from kidesk.reports.priorities import Priorities
from kidesk.reports.prose import Prose, Sentences
from kidesk.reports.wording import called, own_words


@dataclass(frozen=True)
class FinalReport:
    """What a final report is made of: the plan with all its items, the edition and its texts, and the quarter whose
    assessments and figures it shows. A draft, until `is_decided`.
    """

    plan: Plan
    items: Sequence[PlanItem]
    edition: DocumentEdition
    texts: Sequence[PlanText]
    period: Period
    indicators: Sequence[Indicator]
    said: Sentences
    is_decided: bool = False


def document(report: FinalReport, head: Head, language: Language) -> Document:
    """The final report (DOMAIN, What gets printed, 4)."""
    found = branches(report.plan, report.items)
    activities = ActivityStatus(found, report.period, (report.period,), language)
    prose = Prose(report.texts, language, is_draft=not report.is_decided, said=report.said)
    blocks = (
        *_cover(report, activities, language),
        *prose.chapter(Chapter.BACKGROUND, language.text(N_("Background"))),
        *prose.chapter(Chapter.PROCESS, language.text(N_("Continued process"))),
        *_summary(report, prose, Priorities(report.items, activities, language), language),
        *_implementation(prose, activities, language),
        *_reds(prose, activities, language),
        *_media(report, prose, head, language),
        *prose.chapter(Chapter.CONCLUSIONS, language.text(N_("Final reporting and conclusions"))),
        *_appendices(prose, language),
    )
    return framed(
        head,
        language,
        _title(report.plan, language),
        issuer(head),
        blocks,
        control=control_block(report.edition, language),
        is_draft=not report.is_decided,
    )


def _title(plan: Plan, language: Language) -> str | Foreign:
    name = called(plan, language)
    if isinstance(name, Foreign):
        return Foreign(
            Language(name.language_code).text(N_("Final report: {plan}"), plan=name.text), name.language_code
        )
    return language.text(N_("Final report: {plan}"), plan=name)


def _cover(report: FinalReport, activities: ActivityStatus, language: Language) -> Iterator[Block]:
    yield from swedish_prevails(language)
    yield Paragraph(" ".join(_overview(report, activities, language)), "lead")
    yield Contents(depth=2, title=language.text(N_("Contents")))
    yield PageBreak()


def _overview(report: FinalReport, activities: ActivityStatus, language: Language) -> Iterator[str]:
    """How far the plan has come, and of which quarter that is said, where it is not said already."""
    yield from activities.overview()
    if activities.is_assessed(report.period):
        said = N_("The assessments are those of {quarter}.")
        yield language.text(said, quarter=report.period.said(language))


def _summary(report: FinalReport, prose: Prose, priorities: Priorities, language: Language) -> Iterator[Block]:
    """The short summary, and below each department what was written of it and its prioritised items."""
    yield from prose.chapter(Chapter.SUMMARY, language.text(N_("Summary")), *_by_unit(prose, priorities, language))


def _by_unit(prose: Prose, priorities: Priorities, language: Language) -> Iterator[Block]:
    written = {key: list(texts) for key, texts in groupby(prose.of(Chapter.UNIT_SUMMARY), lambda one: one.unit_id)}
    units = {text.unit.id: text.unit for texts in written.values() for text in texts if text.unit is not None}
    units |= {unit.id: unit for unit in priorities.units() if unit.id not in units}
    for number, unit in units.items():
        yield Heading(2, called(unit, language))
        for text in written.get(number, ()):
            yield from _under_its_heading(prose, text, language)
        yield from priorities.of_unit(unit)
    for text in written.get(None, ()):
        yield from _under_its_heading(prose, text, language)
    yield from priorities.of_no_unit()


def _under_its_heading(prose: Prose, text: PlanText, language: Language) -> Iterator[Block]:
    heading = own_words(text, "heading", language)
    if plain(heading):
        yield Heading(3 if text.unit_id is not None else 2, heading)
    yield from prose.paragraphs(text)


def _implementation(prose: Prose, activities: ActivityStatus, language: Language) -> Iterator[Block]:
    more: list[Block] = [Paragraph(" ".join(activities.overview())), KeepTogether((legend(language),))]
    if activities.activities:
        more.append(activities.chart())
    title = language.text(N_("Degree of implementation of all focus areas"))
    yield from prose.chapter(Chapter.IMPLEMENTATION, title, *more, *activities.by_insight())


def _reds(prose: Prose, activities: ActivityStatus, language: Language) -> Iterator[Block]:
    title = language.text(N_("Comments on red-marked activities"))
    yield from prose.chapter(Chapter.RED_COMMENTS, title, *activities.red_list())


def _media(report: FinalReport, prose: Prose, head: Head, language: Language) -> Iterator[Block]:
    is_written = bool(prose.of(Chapter.MEDIA_EXPOSURE))
    more = series_by_series(
        report.indicators, report.period, language, head.is_demonstration, has_remarks=not is_written
    )
    yield from prose.chapter(Chapter.MEDIA_EXPOSURE, language.text(N_("Greater visibility in the media")), *more)


def _appendices(prose: Prose, language: Language) -> Iterator[Block]:
    """The appendices, numbered, with what is said of each."""
    found = prose.of(Chapter.APPENDIX)
    if not found:
        yield from prose.chapter(Chapter.APPENDIX, language.text(N_("Appendices")))
        return
    yield Heading(1, language.text(N_("Appendices")))
    for number, text in enumerate(found, start=1):
        yield Heading(2, _numbered(number, own_words(text, "heading", language), language))
        yield from prose.paragraphs(text)


def _numbered(number: int, heading: str | Foreign, language: Language) -> str | Foreign:
    if not plain(heading):
        return language.text(N_("Appendix {number}"), number=number)
    own = Language(heading.language_code) if isinstance(heading, Foreign) else language
    said = own.text(N_("Appendix {number}: {name}"), number=number, name=plain(heading))
    return Foreign(said, own.code) if isinstance(heading, Foreign) else said
