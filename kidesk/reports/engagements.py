"""Engagements as they are shown: a table by year and mode whose sums add up, and columns of hours by year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kidesk.i18n import N_, Language
from kidesk.records.ambassador import EngagementMode
from kidesk.records.engagement_sums import Sums, Tally
from kidesk.reports.over_time import Columns, Series

MOST_YEARS = 5


class Line(NamedTuple):
    """A line of the table: a year's or the whole's sum, or one mode of the year above it.

    `hours` is empty where none are stated, which is not the same as none; `unstated` where all are.
    """

    label: str
    number: str
    hours: str
    unstated: str
    is_sum: bool


def headings(language: Language) -> tuple[str, ...]:
    """What the columns are called."""
    return tuple(language.text(one) for one in (N_("Year and mode"), N_("Count"), N_("Hours"), N_("Hours not stated")))


def lines(sums: Sums, language: Language) -> Iterator[Line]:
    """Each year with its sum and, beneath, the modes that it adds up from; at the end several years in all."""
    for year in sums.years:
        yield _line(str(year), sums.of_year(year), language, is_sum=True)
        for mode in EngagementMode:
            if (year, mode) in sums.by_cell:
                yield _line(language.text(mode.label), sums.by_cell[year, mode], language, is_sum=False)
    if len(sums.years) > 1:
        yield _line(language.text(N_("In all")), sums.whole, language, is_sum=True)
        for mode in EngagementMode:
            if sums.of_mode(mode).count:
                yield _line(language.text(mode.label), sums.of_mode(mode), language, is_sum=False)


def _line(label: str, tally: Tally, language: Language, *, is_sum: bool) -> Line:
    hours = language.number(tally.hours) if tally.count > tally.unstated else ""
    unstated = language.number(tally.unstated) if tally.unstated else ""
    return Line(label, language.number(tally.count), hours, unstated, is_sum)


def columns(sums: Sums, language: Language) -> Columns | None:
    """The stated hours of the latest five years, a column a mode; None where no hours are stated."""
    years = tuple(reversed(sums.years[:MOST_YEARS]))
    modes = [mode for mode in EngagementMode if any(_hours(sums, year, mode) for year in years)]
    if not modes:
        return None
    series = (Series(language.text(mode.label), tuple(_hours(sums, year, mode) for year in years)) for mode in modes)
    return Columns(tuple(series), tuple(map(str, years)), language.text(N_("hours")))


def ahead(sums: Sums, language: Language) -> str:
    """How many engagements lie ahead and are not in the sums; nothing for none."""
    if not sums.ahead:
        return ""
    return language.plural(
        "{count} engagement lies ahead and is not in the sums.",
        "{count} engagements lie ahead and are not in the sums.",
        sums.ahead,
    )


def _hours(sums: Sums, year: int, mode: EngagementMode) -> int | None:
    tally = sums.by_cell.get((year, mode))
    return tally.hours if tally is not None and tally.count > tally.unstated else None

