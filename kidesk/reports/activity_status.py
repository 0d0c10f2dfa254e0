"""Activity status: how the activities of a plan stand in a quarter, as chart, matrix, tables and list of the red."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from kidesk.i18n import N_, Language
from kidesk.records.plan_item import PlanItem, UnitRole, assessment_in, colour_in
from kidesk.records.quarter import LEGEND, Colour, Period, RedReason, Trend, distribution, trend
from kidesk.reports import content
from kidesk.reports.content import (
    Badge,
    Bar,
    Block,
    Cell,
    Chart,
    Column,
    Counts,
    Distribution,
    Group,
    Heading,
    Legend,
    Note,
    Paragraph,
    Part,
    Stack,
    Table,
    TableRow,
)
from kidesk.reports.figures.summary import summary
from kidesk.reports.plan_branches import Branch
from kidesk.reports.wording import called, own_words

# Not due has a tone of its own, so that it is told from not assessed without its word.
TONES: Final[dict[Colour, content.Tone]] = {
    Colour.GREEN: "ok",
    Colour.YELLOW: "warn",
    Colour.RED: "bad",
    Colour.NOT_ASSESSED: "none",
    Colour.NOT_DUE: "info",
}
_ARROWS: Final[dict[Trend, tuple[content.Direction, content.Tone]]] = {
    Trend.UP: ("up", "ok"),
    Trend.SAME: ("same", "none"),
    Trend.DOWN: ("down", "bad"),
}


def legend(language: Language) -> Legend:
    """What the colours mean; it stands in every status document (DOMAIN, Plan)."""
    return Legend(tuple((_badge(colour, language), language.text(meaning)) for colour, meaning in LEGEND))


def _badge(colour: Colour, language: Language) -> Badge:
    return Badge(language.text(colour.label), TONES[colour])


def trend_cell(moved: Trend, language: Language) -> str | content.Trend:
    """How an activity moved, as an arrow with its word where there is a direction."""
    said = language.text(moved.label)
    return content.Trend(said, *_ARROWS[moved]) if moved in _ARROWS else said


@dataclass(frozen=True)
class ActivityStatus:
    """The activities of a plan in one quarter. `periods` are the quarters of the matrix, the oldest first."""

    branches: tuple[Branch, ...]
    period: Period
    periods: tuple[Period, ...]
    language: Language

    @property
    def activities(self) -> tuple[PlanItem, ...]:
        """All activities."""
        return tuple(item for branch in self.branches for item in branch.activities)

    def _say(self, message: str) -> str:
        return self.language.text(message)

    def colour(self, item: PlanItem) -> Colour:
        """The activity's colour in this quarter."""
        return colour_in(item, self.period.name)

    def moved(self, item: PlanItem) -> Trend:
        """How the activity moved since the quarter before."""
        return trend(colour_in(item, (self.period - 1).name), self.colour(item))

    def is_assessed(self, period: Period) -> bool:
        """Whether any activity has an assessment in a quarter."""
        return any(colour_in(item, period.name) != Colour.NOT_ASSESSED for item in self.activities)

    def overview(self) -> Iterator[str]:
        """The whole plan in a few sentences: how many are assessed, in each colour, and how many moved."""
        total, plural = len(self.activities), self.language.plural
        if not self.is_assessed(self.period):
            yield self._not_assessed()
            yield plural("The plan has {count} activity.", "The plan has {count} activities.", total)
            return
        counted = distribution(map(self.colour, self.activities))
        assessed = self.language.number(total - counted[Colour.NOT_ASSESSED])
        yield plural(
            "{assessed} of {count} activity has been assessed.",
            "{assessed} of {count} activities have been assessed.",
            total,
            assessed=assessed,
        )
        moved = Counter(map(self.moved, self.activities))
        if moved[Trend.UP] or moved[Trend.DOWN] or moved[Trend.SAME]:
            yield plural(
                "{count} has improved since the previous quarter.",
                "{count} have improved since the previous quarter.",
                moved[Trend.UP],
            )
            yield plural("{count} has worsened.", "{count} have worsened.", moved[Trend.DOWN])

    def _not_assessed(self) -> str:
        quarter = self.period.said(self.language)
        return self.language.text(N_("No activity has been assessed in {quarter}."), quarter=quarter)

    def chart(self) -> Chart:
        """The distribution of the whole plan and of each insight: numbers in each colour, never an average."""
        bars = [Bar(self._say(N_("The whole plan")), self._parts(self.activities, self.period, self._shown()))]
        for top, members in groupby(self.branches, key=lambda branch: branch.top):
            if top is not None:
                activities = [item for branch in members for item in branch.activities]
                label = top.caption(self.language.code)
                bars.append(Bar(label, self._parts(activities, self.period, self._shown())))
        spec = Distribution(tuple(bars))
        return Chart(spec, summary(spec, self.language), self._say(N_("Degree of implementation")))

    def _shown(self) -> tuple[Colour, ...]:
        """Green, yellow and red, and of the others those that occur."""
        present = {self.colour(item) for item in self.activities}
        always = (Colour.GREEN, Colour.YELLOW, Colour.RED)
        return tuple(colour for colour in Colour if colour in always or colour in present)

    def _parts(self, items: Sequence[PlanItem], period: Period, colours: Sequence[Colour]) -> tuple[Part, ...]:
        counted = distribution(colour_in(item, period.name) for item in items)
        return tuple(Part(self._say(colour.label), counted[colour], TONES[colour]) for colour in colours)

    def standing(self, item: PlanItem) -> Badge | Counts | None:
        """How an item of whatever level stands: an activity's colour, else the distribution of those below it."""
        if item in self.activities:
            return _badge(self.colour(item), self.language)
        below = [one for branch in self.branches if item in (branch.top, branch.group) for one in branch.activities]
        return Counts(self._parts(below, self.period, tuple(Colour))) if below else None

    def matrix(self) -> Iterator[Block]:
        """Focus areas by quarters, each a distribution; nothing where no quarter has an assessment."""
        if not any(map(self.is_assessed, self.periods)):
            return
        yield Heading(1, self._say(N_("Focus areas, quarter by quarter")))
        yield Paragraph(self._say(N_("The number of activities in each colour. The latest quarter stands last.")))
        columns = (Column(self._say(N_("Focus area")), 2.2), *map(self._quarter, self.periods))
        yield Table(columns, tuple(map(self._matrix_row, self.branches)))

    def _quarter(self, period: Period) -> Column:
        said = period.said(self.language)
        return Column(said[:1].upper() + said[1:])

    def _matrix_row(self, branch: Branch) -> tuple[Cell, ...]:
        counts = (Counts(self._parts(branch.activities, period, tuple(Colour))) for period in self.periods)
        return self._name(branch.item), *counts

    def _name(self, item: PlanItem | None) -> str | content.Foreign:
        return called(item, self.language) if item else self._say(N_("Other activities"))

    def tables(self) -> Iterator[Block]:
        """Every activity under its focus area, as a chapter."""
        yield Heading(1, self._say(N_("Activities")))
        yield from self.by_insight()

    def by_insight(self) -> Iterator[Block]:
        """Every activity under its focus area, a table for each insight."""
        if not self.branches:
            yield Paragraph(self._say(N_("The plan has no activities.")))
        for top, members in groupby(self.branches, key=lambda branch: branch.top):
            rows: list[TableRow] = []
            for branch in members:
                if branch.group is not None:
                    rows.append(Group(self._name(branch.group)))
                rows += (self._row(item)[: len(self._columns)] for item in branch.activities)
            yield Heading(2, self._name(top))
            yield Table(self._columns, tuple(rows))

    @cached_property
    def _columns(self) -> tuple[Column, ...]:
        """The columns; that of the comments only where there are some."""
        columns = (
            Column(self._say(N_("Activity")), 2.65),
            Column(self._say(N_("Status and change")), 1.25),
            Column(self._say(N_("Units")), 2.25),
            Column(self._say(N_("Comment")), 2.2),
        )
        found = (assessment_in(item, self.period.name) for item in self.activities)
        is_commented = any(one is not None and content.plain(own_words(one, "comment", self.language)) for one in found)
        return columns if is_commented else columns[:-1]

    def _row(self, item: PlanItem) -> tuple[Cell, ...]:
        assessment = assessment_in(item, self.period.name)
        comment = own_words(assessment, "comment", self.language) if assessment else ""
        status, units = Stack(tuple(self._status(item))), Stack(tuple(self._units(item)))
        return called(item, self.language), status, units, comment

    def _status(self, item: PlanItem) -> Iterator[str | Badge | content.Trend]:
        moved = self.moved(item)
        yield _badge(self.colour(item), self.language)
        if moved in _ARROWS or (moved == Trend.NEW and self.is_assessed(self.period - 1)):
            yield trend_cell(moved, self.language)

    def _units(self, item: PlanItem) -> Iterator[str]:
        """The units with their roles, as in the operational plan 2024: a shared role may name no counterpart."""
        for (_, role), rows in groupby(item.units, key=lambda row: (row.unit_id, row.role)):
            first, *more = rows
            unit = first.unit.caption(self.language.code)
            counterparts = [row.counterpart for row in (first, *more) if row.counterpart is not None]
            if role == UnitRole.SHARED and not counterparts:
                yield self.language.text(N_("{unit} – shared"), unit=unit)
            else:
                names = ", ".join(one.caption(self.language.code) for one in counterparts)
                yield f"{unit} – {self._say(role.label).lower()} {names}".rstrip()

    def reds(self) -> Iterator[Block]:
        """The red activities, as a chapter."""
        yield Heading(1, self._say(N_("Red activities")))
        yield from self.red_list()

    def red_list(self) -> Iterator[Block]:
        """The red activities with reason and comment; both are needed before a quarter is sealed (DOMAIN, Plan)."""
        red = [item for item in self.activities if self.colour(item) == Colour.RED]
        if not red:
            yield Paragraph(self._no_red())
            return
        rows = tuple(map(self._red_row, red))
        missing = sum(self._lacks_something(item) for item in red)
        if missing:
            yield Note(
                "warn",
                self.language.plural(
                    "{count} red activity lacks a comment or a reason. Both are needed before the quarter is sealed.",
                    "{count} red activities lack a comment or a reason. Both are needed before the quarter is sealed.",
                    missing,
                ),
            )
        columns = (
            Column(self._say(N_("Activity")), 2.4),
            Column(self._say(N_("Reason")), 1.6),
            Column(self._say(N_("Comment")), 2.6),
        )
        yield Table(columns, rows)

    def _no_red(self) -> str:
        if self.is_assessed(self.period):
            return self._say(N_("No activity is red in this quarter."))
        return self._not_assessed()

    def _lacks_something(self, item: PlanItem) -> bool:
        found = assessment_in(item, self.period.name)
        assert found is not None
        return found.reason == RedReason.NONE or not (found.comment_sv.strip() or found.comment_en.strip())

    def _red_row(self, item: PlanItem) -> tuple[Cell, ...]:
        found = assessment_in(item, self.period.name)
        assert found is not None
        reason = self._say(N_("No reason has been given.") if found.reason == RedReason.NONE else found.reason.label)
        comment = own_words(found, "comment", self.language) or self._say(N_("No comment has been given."))
        return called(item, self.language), reason, comment
