"""Activity matrix: all activities of a plan by quarters, close enough together for one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from kidesk.i18n import N_, Language
from kidesk.records.plan import Plan
from kidesk.records.plan_item import PlanItem, colour_in
from kidesk.records.quarter import LEGEND, Colour, Period, distribution
from kidesk.reports.activity_status import TONES
from kidesk.reports.content import Badge, Block, Cell, Column, Document, Foreign, Group, Paragraph, Table, TableRow
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.plan_branches import Branch
from kidesk.reports.wording import called

MATRIX_QUARTERS: Final = 8
# Short forms that no two colours share in any language: green and yellow both begin with G in Swedish.
_SHORT: Final[dict[Colour, str]] = {
    Colour.GREEN: N_("Gr"),
    Colour.YELLOW: N_("Ye"),
    Colour.RED: N_("Re"),
    Colour.NOT_ASSESSED: "–",
    Colour.NOT_DUE: N_("ND"),
}
_ALWAYS: Final = (Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.NOT_ASSESSED)


@dataclass(frozen=True)
class ActivityMatrix:
    """A plan with its activities as they are in the last of `periods`, the oldest of which stands first."""

    plan: Plan
    branches: tuple[Branch, ...]
    periods: tuple[Period, ...]
    is_sealed: bool = False


def document(matrix: ActivityMatrix, head: Head, language: Language) -> Document:
    """The matrix on one page, or on as many as a large plan needs; a draft until the last quarter is sealed."""
    blocks: tuple[Block, ...] = (
        Table(_columns(matrix, language), tuple(_rows(matrix, language)), is_compact=True),
        *swedish_prevails(language),
    )
    if not matrix.branches:
        blocks = (Paragraph(language.text(N_("The plan has no activities."))),)
    last = matrix.periods[-1].said(language)
    title = language.text(N_("Activity matrix, {quarter}"), quarter=last)
    made = framed(head, language, title, matrix.plan.caption(language.code), blocks, is_draft=not matrix.is_sealed)
    return replace(made, has_narrow_margins=True)


def _columns(matrix: ActivityMatrix, language: Language) -> tuple[Column, ...]:
    quarters = (period.shortly(language) for period in matrix.periods)
    return Column(language.text(N_("Activity")), 17), *(Column(one[:1].upper() + one[1:]) for one in quarters)


def _rows(matrix: ActivityMatrix, language: Language) -> Iterator[TableRow]:
    for top, members in groupby(matrix.branches, key=lambda branch: branch.top):
        yield Group(_name(top, language))
        for branch in members:
            if branch.group is not None:
                yield Group(_name(branch.group, language))
            for item in branch.activities:
                yield called(item, language), *(_cell(colour_in(item, one.name), language) for one in matrix.periods)
    yield from _distribution(matrix, language)


def _name(item: PlanItem | None, language: Language) -> str | Foreign:
    return called(item, language) if item else language.text(N_("Other activities"))


def _cell(colour: Colour, language: Language) -> Badge:
    return Badge(language.text(colour.label), TONES[colour], language.text(_SHORT[colour]))


def _distribution(matrix: ActivityMatrix, language: Language) -> Iterator[TableRow]:
    """How many activities had each colour in each quarter; the rows are the legend as well."""
    activities = [item for branch in matrix.branches for item in branch.activities]
    counted = [distribution(colour_in(item, period.name) for item in activities) for period in matrix.periods]
    yield Group(language.text(N_("The number of activities in each colour")))
    for colour, meaning in LEGEND:
        if colour in _ALWAYS or any(one[colour] for one in counted):
            details = {"short": language.text(_SHORT[colour]), "colour": language.text(colour.label)}
            said = language.text(N_("{short} {colour}: {meaning}"), **details, meaning=language.text(meaning))
            numbers: tuple[Cell, ...] = tuple(language.number(one[colour]) for one in counted)
            yield Badge(said, TONES[colour]), *numbers
