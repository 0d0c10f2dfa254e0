"""Quarterly status: how a plan stands in one quarter, for those who decide about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kidesk.i18n import N_, Language, sort_key
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import notice_day, state
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.ambassador import ACTIVE_STAGES, Ambassador, AmbassadorStage
from kidesk.records.document_edition import DocumentEdition, DocumentKind
from kidesk.records.indicator import Indicator
from kidesk.records.plan import Plan
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import Period, Quarter, QuarterStatus
from kidesk.reports.activity_status import ActivityStatus, legend
from kidesk.reports.content import (
    Block,
    Cell,
    Column,
    Contents,
    Document,
    Grid,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Table,
)
from kidesk.reports.control_block import control_block
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.media_exposure import media_exposure
from kidesk.reports.outdated_texts import outdated_in_status
from kidesk.reports.plan_branches import branches
from kidesk.reports.wording import NOTHING_SAID, badge, called, labels

MATRIX_QUARTERS = 4


@dataclass(frozen=True)
class QuarterlyStatus:
    """What a quarterly status is made of; all rows are whole.

    `items` are all items of the plan; `quarter` is None before its first assessment; `signed`, `expiring` and `ended`
    are the agreements of the quarter; `earlier` are the quarters before it that the matrix shows, the oldest first.
    """

    plan: Plan
    items: Sequence[PlanItem]
    period: Period
    quarter: Quarter | None = None
    signed: Sequence[Agreement] = ()
    expiring: Sequence[Agreement] = ()
    ended: Sequence[Agreement] = ()
    ambassadors: Sequence[Ambassador] = ()
    indicators: Sequence[Indicator] = ()
    earlier: tuple[Period, ...] = ()

    @property
    def is_sealed(self) -> bool:
        """Whether the quarter can no longer change."""
        return self.quarter is not None and self.quarter.status == QuarterStatus.SEALED


def document(status: QuarterlyStatus, head: Head, language: Language) -> Document:
    """The quarterly status (DOMAIN, What gets printed, 3); a draft until the quarter is sealed."""
    periods = (*status.earlier, status.period)[-MATRIX_QUARTERS:]
    activities = ActivityStatus(branches(status.plan, status.items), status.period, periods, language)
    blocks = (
        *_cover(status, activities, language),
        *activities.matrix(),
        *activities.tables(),
        *activities.reds(),
        *media_exposure(status.indicators, status.period, language, head.is_demonstration),
        *_agreements(status, head, language),
        *_ambassadors(status.ambassadors, language),
        *_outdated(status, language),
    )
    return framed(
        head,
        language,
        language.text(N_("Quarterly status {quarter}"), quarter=status.period.said(language)),
        status.plan.caption(language.code),
        blocks,
        control=_control(status.plan, language),
        is_draft=not status.is_sealed,
    )


def _outdated(status: QuarterlyStatus, language: Language) -> Iterator[Block]:
    return outdated_in_status(
        status.plan, status.items, status.indicators, status.period, language, is_sealed=status.is_sealed
    )


def _control(plan: Plan, language: Language) -> tuple[tuple[str, str], ...]:
    """The document-control block: whose case it is, as the plan's latest edition says.

    What was decided of another document was not decided of this one, so that its date and validity stay blank here.
    """
    latest = plan.editions[-1] if plan.editions else DocumentEdition()
    of_the_case = {name: getattr(latest, name) or "" for name in ("dnr", "handled_by", "prepared_with")}
    edition = DocumentEdition(document=DocumentKind.QUARTERLY_STATUS, document_type="", **of_the_case)
    return control_block(edition, language)


def _cover(status: QuarterlyStatus, activities: ActivityStatus, language: Language) -> Iterator[Block]:
    yield from swedish_prevails(language)
    yield Paragraph(" ".join(activities.overview()), "lead")
    if activities.activities:
        yield activities.chart()
    yield Heading(2, language.text(N_("What the colours mean")))
    yield legend(language)
    yield from _seal(status, language)
    yield PageBreak()
    yield Contents(depth=1, title=language.text(N_("Contents")))


def _seal(status: QuarterlyStatus, language: Language) -> Iterator[Block]:
    """Whether what is said may still change (DOMAIN, Quarter)."""
    if status.is_sealed:
        return
    if status.quarter is not None and status.quarter.status == QuarterStatus.REOPENED:
        said = N_("The quarter has been reopened and may still change. Reason: {reason}")
        reason = status.quarter.reopened_because or NOTHING_SAID
        yield Note("info", language.text(said, reason=reason))
    else:
        yield Note("info", language.text(N_("The quarter is not sealed: what is said here may still change.")))


def _agreements(status: QuarterlyStatus, head: Head, language: Language) -> Iterator[Block]:
    """The agreements signed, expiring and ended in the quarter."""
    said = labels(AGREEMENTS, language)
    yield Heading(1, language.text(N_("Agreements in the quarter")))

    def table(rows: Sequence[tuple[Cell, ...]], *dates: str) -> Table:
        columns = (said["name"], 2.6), (said["partners"], 2.0), (said["type"], 1.5), *((one, 1.2) for one in dates)
        return Table(tuple(Column(*one) for one in columns), tuple(rows), empty=language.text(N_("None.")))

    def row(agreement: Agreement, *dates: Cell) -> tuple[Cell, ...]:
        others = (AGREEMENTS.field(key).text(agreement, language) for key in ("partners", "type"))
        return called(agreement, language), *others, *dates

    def day(key: str, agreement: Agreement) -> str:
        return AGREEMENTS.field(key).text(agreement, language) or NOTHING_SAID

    yield Heading(2, language.text(N_("Signed agreements")))
    yield table([row(one, _signed_on(one, language)) for one in status.signed], language.text(N_("Signed on")))
    yield Heading(2, language.text(N_("Expiring agreements")))
    yield table(
        [row(one, day("end_on", one), _notice_by(one, language)) for one in status.expiring],
        said["end_on"],
        said["notice_day"],
    )
    yield Heading(2, language.text(N_("Ended agreements")))
    ended = [row(one, _ended_on(one, language), badge(state(one, head.printed_on), language)) for one in status.ended]
    yield table(ended, language.text(N_("Ended on")), said["state"])


def _signed_on(agreement: Agreement, language: Language) -> str:
    """The day the agreement was concluded: the later of the two signatures."""
    days = [day for day in (agreement.signed_own_on, agreement.signed_partner_on) if day is not None]
    return language.day(max(days)) if days else NOTHING_SAID


def _notice_by(agreement: Agreement, language: Language) -> str:
    return language.day(notice_day(agreement)) or NOTHING_SAID


def _ended_on(agreement: Agreement, language: Language) -> str:
    return language.day(agreement.termination_effective_on or agreement.end_on) or NOTHING_SAID


def _ambassadors(ambassadors: Sequence[Ambassador], language: Language) -> Iterator[Block]:
    """How many ambassadors there are at each stage, and where the active ones are. No names: consent is personal."""
    yield Heading(1, language.text(N_("Ambassadors")))
    if not ambassadors:
        yield Paragraph(language.text(N_("No ambassadors are recorded.")))
        return
    stages = Counter(one.stage for one in ambassadors)
    yield Heading(2, language.text(N_("By stage")))
    yield Grid(tuple((language.text(stage.label), language.number(stages[stage])) for stage in AmbassadorStage))
    active = [one for one in ambassadors if one.stage in ACTIVE_STAGES]
    countries = Counter(language.country(code) for one in active for code in one.countries)
    if countries:
        ordered = sorted(countries, key=lambda name: (-countries[name], sort_key(name)))
        yield Heading(2, language.text(N_("Active ambassadors by country")))
        if any(len(one.countries) > 1 for one in active):
            yield Paragraph(language.text(N_("An ambassador with several countries counts in each of them.")))
        yield Grid(tuple((name, language.number(countries[name])) for name in ordered))
