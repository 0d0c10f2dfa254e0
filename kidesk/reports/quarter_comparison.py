"""Quarter comparison: how each activity of a plan moved between two quarters, and what changed in its comment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kidesk.i18n import N_, Language
from kidesk.records.plan import Plan
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import Colour, Period, Trend, distribution
from kidesk.records.quarter_move import Move, comment_before, comment_now, passages
from kidesk.reports import content
from kidesk.reports.activity_status import TONES, legend, trend_cell
from kidesk.reports.content import (
    Badge,
    Bar,
    Block,
    Cell,
    Chart,
    Column,
    Distribution,
    Document,
    Foreign,
    Group,
    Heading,
    Paragraph,
    Part,
    Stack,
    Table,
    TableRow,
)
from kidesk.reports.figures.summary import summary
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.plan_branches import Branch
from kidesk.reports.wording import called


@dataclass(frozen=True)
class QuarterComparison:
    """A plan in two quarters. `branches` hold the activities of both, `moves` tell of each by its id.

    `seals` are whole sentences on the quarters that are sealed; it is a draft until `is_sealed`, both of them.
    """

    plan: Plan
    first: Period
    last: Period
    branches: tuple[Branch, ...]
    moves: Mapping[int, Move]
    seals: tuple[str, ...] = ()
    is_sealed: bool = False


def document(comparison: QuarterComparison, head: Head, language: Language) -> Document:
    """The comparison as a document."""
    said = _Said(comparison, language)
    blocks = (*said.cover(), *said.activities(), *said.comments())
    # A title of two lines does not end one between a quarter and its year.
    quarters = (comparison.first, comparison.last)
    earlier, later = (one.said(language).replace(" ", "\N{NO-BREAK SPACE}") for one in quarters)
    return framed(
        head,
        language,
        language.text(N_("Comparison of {earlier} and {later}"), earlier=earlier, later=later),
        comparison.plan.caption(language.code),
        blocks,
        is_draft=not comparison.is_sealed,
    )


@dataclass(frozen=True)
class _Said:
    """The comparison in a language."""

    compared: QuarterComparison
    language: Language

    def _text(self, message: str, **details: object) -> str:
        return self.language.text(message, **details)

    @property
    def _moves(self) -> list[Move]:
        """The moves in the order of the plan."""
        return [self.compared.moves[item.id] for branch in self.compared.branches for item in branch.activities]

    def _quarters(self) -> tuple[str, str]:
        """The names of the two quarters, as headings."""
        said = (period.said(self.language) for period in (self.compared.first, self.compared.last))
        first, last = (one[:1].upper() + one[1:] for one in said)
        return first, last

    # The first page

    def cover(self) -> Iterator[Block]:
        """What moved in a few sentences, both distributions, and what the colours mean."""
        yield from swedish_prevails(self.language)
        yield Paragraph(" ".join(self._overview()), "lead")
        for sentence in self.compared.seals:
            yield Paragraph(sentence, "muted")
        if self.compared.moves:
            spec = Distribution(tuple(self._bars()))
            yield Chart(spec, summary(spec, self.language), self._text(N_("Degree of implementation")))
        yield Heading(2, self._text(N_("What the colours mean")))
        yield legend(self.language)

    def _overview(self) -> Iterator[str]:
        moved, plural = Counter(move.trend for move in self._moves), self.language.plural
        yield plural("{count} activity has improved.", "{count} activities have improved.", moved[Trend.UP])
        yield plural("{count} has worsened.", "{count} have worsened.", moved[Trend.DOWN])
        yield plural("{count} is unchanged.", "{count} are unchanged.", moved[Trend.SAME])
        comments = sum(move.changed_comment(self.language.code) is not None for move in self._moves)
        yield plural("{count} comment has changed.", "{count} comments have changed.", comments)

    def _bars(self) -> Iterator[Bar]:
        before, now = ([getattr(move, which) for move in self._moves] for which in ("before", "now"))
        always = (Colour.GREEN, Colour.YELLOW, Colour.RED)
        shown = [colour for colour in Colour if colour in always or colour in before or colour in now]
        for label, colours in zip(self._quarters(), (before, now), strict=True):
            counted = distribution(colour for colour in colours if colour is not None)
            yield Bar(label, tuple(Part(self._text(one.label), counted[one], TONES[one]) for one in shown))

    # The activities

    def activities(self) -> Iterator[Block]:
        """Every activity under its focus area, with both colours and how it moved."""
        yield Heading(1, self._text(N_("Activities")))
        if not self.compared.branches:
            yield Paragraph(self._text(N_("The plan has no activities.")))
        columns = (
            Column(self._text(N_("Activity")), 3.2),
            *(Column(quarter, 1.1) for quarter in self._quarters()),
            Column(self._text(N_("Change")), 1.3),
        )
        for top, members in groupby(self.compared.branches, key=lambda branch: branch.top):
            yield Heading(2, self._name(top))
            yield Table(columns, tuple(self._rows(members)))

    def _rows(self, members: Iterator[Branch]) -> Iterator[TableRow]:
        for branch in members:
            if branch.group is not None:
                yield Group(self._name(branch.group))
            for item in branch.activities:
                move = self.compared.moves[item.id]
                yield called(item, self.language), self._colour(move.before), self._colour(move.now), self._moved(move)

    def _name(self, item: PlanItem | None) -> str | Foreign:
        return called(item, self.language) if item else self._text(N_("Other activities"))

    def _colour(self, colour: Colour | None) -> Cell:
        if colour is None:
            return self._text(N_("not in the plan"))
        return Badge(self._text(colour.label), TONES[colour])

    def _moved(self, move: Move) -> Cell:
        if move.before is None:
            return self._text(N_("New in the plan"))
        if move.now is None:
            return self._text(N_("No longer in the plan"))
        return trend_cell(move.trend, self.language)

    # The comments

    def comments(self) -> Iterator[Block]:
        """The comments that changed: both as they were written, then the words that went and those that came."""
        yield Heading(1, self._text(N_("Changed comments")))
        changed = [
            (item, self.compared.moves[item.id]) for branch in self.compared.branches for item in branch.activities
        ]
        found = [(item, move) for item, move in changed if move.changed_comment(self.language.code) is not None]
        if not found:
            yield Paragraph(self._text(N_("No comment differs between the quarters.")))
            return
        columns = (Column(self._text(N_("Activity")), 2.8), *(Column(quarter, 2.3) for quarter in self._quarters()))
        yield Table(columns, tuple((called(item, self.language), *self._comment(move)) for item, move in found))

    def _comment(self, move: Move) -> Iterator[Cell]:
        """The comment in the earlier quarter with the words that went, then that in the later one with those new."""
        code = move.changed_comment(self.language.code) or self.language.code
        words, own = move.comment(code), self.language if code == self.language.code else Language(code)
        # Where no word stayed, all of them went and came, as is seen in the comments themselves.
        is_partly = any(one.change == "same" for one in words)
        for text, change, said in (
            (comment_before(words), "removed", N_("Words removed: {words}")),
            (comment_now(words), "added", N_("Words added: {words}")),
        ):
            lines = [self._own(text, code) if text else self._text(N_("No comment has been given."))]
            found = passages(words, change) if is_partly else ""
            if found:
                lines.append(self._own(own.text(said, words=found), code))
            yield Stack(tuple(lines))

    def _own(self, text: str, code: str) -> content.Phrase:
        return text if code == self.language.code else Foreign(text, code)


def both(before: Sequence[PlanItem], now: Sequence[PlanItem]) -> tuple[PlanItem, ...]:
    """The items of a plan in both quarters, each as it is in the later one that has it."""
    return tuple({item.id: item for item in (*before, *now)}.values())
