"""Memberships: what the university is a member of in a year, who represents it, what it costs and what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kidesk.i18n import N_, Language
from kidesk.records.membership import Membership, evaluation_due, is_review_due
from kidesk.records.membership_costs import Costs, by_decision, by_value, costs
from kidesk.reports.content import (
    Badge,
    Bar,
    Block,
    Cell,
    Chart,
    Column,
    Distribution,
    Document,
    Grid,
    Heading,
    Note,
    Paragraph,
    Part,
    Stack,
    Table,
)
from kidesk.reports.figures.summary import summary
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.wording import NOTHING_SAID, TONES, badge, called


@dataclass(frozen=True)
class Memberships:
    """The memberships of a calendar year as they stand on a day."""

    year: int
    seen_on: dt.date
    rows: Sequence[Membership]


_AS_OF_TODAY = N_(
    "Fees, decisions, values and representatives are those that the register has on {day}; what a membership cost "
    "in {year}, if the fee has changed since, is not kept."
)
NO_VALUE = N_("Without a value")
TOTAL = N_("All memberships")


def document(report: Memberships, head: Head, language: Language) -> Document:
    """The list on paper: what was decided and what it costs first, then each membership."""
    title = language.text(N_("Memberships in {year}"), year=report.year)
    blocks = (*swedish_prevails(language), *_Paper(report, language).blocks())
    return replace(framed(head, language, title, "", blocks), landscape=True)


def money_columns(rows: Iterable[Membership]) -> tuple[str, ...]:
    """The currencies that fees are in."""
    return tuple(costs(rows).sums)


def amounts(found: Costs, currencies: Iterable[str], language: Language) -> tuple[str, ...]:
    """The sum in each currency; nothing where there is none in it."""
    return tuple(_amount(found.sums[one], language) if one in found.sums else "" for one in currencies)


def _amount(amount: Decimal, language: Language) -> str:
    """Whole amounts without decimals."""
    return language.number(int(amount)) if amount == int(amount) else language.amount(amount)


def represented_by(membership: Membership, day: dt.date, language: Language) -> tuple[str, ...]:
    """Who represents the university on a day, with the role."""
    today = (one for one in membership.representatives if one.represents_on(day))
    named = ((one.person.caption(language.code), "" if one.is_masked else one.role) for one in today)
    return tuple(language.text(N_("{person}, {role}"), person=who, role=role) if role else who for who, role in named)


class _Paper:
    """What is said of the memberships of a year."""

    def __init__(self, report: Memberships, language: Language) -> None:
        self._report, self._language, self._say = report, language, language.text
        self._currencies = money_columns(report.rows)

    def blocks(self) -> Iterator[Block]:
        """The figures, the costs and the list."""
        rows, day = self._report.rows, self._report.seen_on
        if not rows:
            yield Note("info", self._say(N_("The university was not a member of anything in the year.")))
            return
        lacking = sum(not any(rep.represents_on(day) for rep in one.representatives) for one in rows)
        due = sum(is_review_due(one, day) for one in rows)
        number = self._language.number
        yield Grid(
            (
                (self._say(N_("Memberships")), number(len(rows))),
                (self._say(N_("To be reviewed")), number(due)),
                (self._say(N_("Without representative")), number(lacking)),
            )
        )
        if self._report.year < day.year:
            yield Note("info", self._say(_AS_OF_TODAY, day=self._language.day(day), year=self._report.year))
        yield self._chart()
        yield Heading(1, self._say(N_("What the memberships cost")))
        yield from self._costs()
        yield Heading(1, self._say(N_("The memberships")))
        yield self._list()

    def _chart(self) -> Chart:
        counted = by_decision(self._report.rows)
        parts = (Part(self._say(one.label), found.count, TONES[one.tone]) for one, found in counted.items())
        spec = Distribution((Bar("", tuple(parts)),))
        return Chart(spec, summary(spec, self._language), self._say(N_("What the latest reviews came to")))

    # Costs

    def _costs(self) -> Iterator[Block]:
        said = N_(
            "Yearly fees in full, each in its own currency. The fees are those that are recorded now, also for an "
            "earlier year."
        )
        yield Paragraph(self._say(said), "muted")
        decided: list[tuple[Cell, Costs]] = [
            (badge(decision, self._language), found) for decision, found in by_decision(self._report.rows).items()
        ]
        yield Heading(2, self._say(N_("By decision")))
        yield self._table(N_("Decision"), [*decided, (self._say(TOTAL), costs(self._report.rows))])
        valued: list[tuple[Cell, Costs]] = [
            (self._language.number(value) if value is not None else self._say(NO_VALUE), found)
            for value, found in by_value(self._report.rows).items()
        ]
        yield Heading(2, self._say(N_("By visibility value, 5 being the highest")))
        yield self._table(N_("Visibility value"), valued)

    def _table(self, first: str, rows: Iterable[tuple[Cell, Costs]]) -> Table:
        """A line for each group; what is not known has a column where there is any."""
        say, number = self._say, self._language.number
        has_unknown = any(one.fee is None for one in self._report.rows)
        money = (Column(say(N_("Fee in {currency}"), currency=one), 1.0, "right") for one in self._currencies)
        unknown = (Column(say(N_("Fee not recorded")), 0.9, "right"),) if has_unknown else ()
        columns = (Column(say(first), 1.4), Column(say(N_("Count")), 0.7, "right"), *money, *unknown)
        shown = (
            (name, number(found.count), *self._amounts(found), *((number(found.unknown),) if has_unknown else ()))
            for name, found in rows
        )
        return Table(columns, tuple(shown))

    def _amounts(self, found: Costs) -> tuple[str, ...]:
        return amounts(found, self._currencies, self._language)

    # The list

    def _list(self) -> Table:
        headings = (
            (N_("Network or body"), 1.7),
            (N_("Level"), 0.9),
            (N_("Since"), 0.9),
            (N_("Yearly fee"), 1.1),
            (N_("Representatives"), 1.7),
            (N_("Value"), 0.5),
            (N_("Decision"), 1.1),
            (N_("Reason"), 1.8),
            (N_("Next review"), 0.9),
        )
        columns = tuple(
            Column(self._say(words), share, "right" if words in ("Yearly fee", "Value") else "left")
            for words, share in headings
        )
        return Table(columns, tuple(map(self._row, self._report.rows)))

    def _row(self, one: Membership) -> tuple[Cell, ...]:
        language, day = self._language, self._report.seen_on
        latest = one.latest_review
        return (
            called(one.organisation, language),
            self._say(one.level.label),
            language.day(one.since_on),
            self._fee(one),
            self._representatives(one, day),
            language.number(one.visibility_value) if one.visibility_value is not None else NOTHING_SAID,
            badge(one.decision, language),
            latest.reason if latest is not None and latest.reason else NOTHING_SAID,
            self._next(one),
        )

    def _next(self, one: Membership) -> str:
        due = evaluation_due(one)
        if due is None and is_review_due(one, self._report.seen_on):
            return self._say(N_("Never reviewed"))
        return self._language.day(due) or NOTHING_SAID

    def _fee(self, one: Membership) -> str:
        if one.fee is None:
            return NOTHING_SAID
        return self._say(N_("{amount} {currency}"), amount=_amount(one.fee, self._language), currency=one.currency)

    def _representatives(self, one: Membership, day: dt.date) -> Cell:
        found = represented_by(one, day, self._language)
        return Stack(found) if found else Badge(self._say(N_("Nobody")), "warn")
