"""Engagements as they are shown: a table by year and mode whose sums add up, and columns of hours by year."""

from __future__ import annotations

from collections.abc import Iterator

from kidesk.i18n import N_, Language
from kidesk.records.ambassador import EngagementMode
from kidesk.records.engagement_sums import Sums, Tally
from kidesk.reports.content import Column
from kidesk.reports.over_time import Columns, Series

MOST_YEARS = 5


def table_columns(language: Language) -> tuple[Column, ...]:
    """The headings; hours that were not stated have a column of their own, since they are not zero."""
    return (
        Column(language.text(N_("Year and mode")), 2.2),
        Column(language.text(N_("Number")), 0.8, "right"),
        Column(language.text(N_("Hours")), 0.8, "right"),
        Column(language.text(N_("Hours not stated")), 0.8, "right"),
    )


def rows(sums: Sums, language: Language) -> Iterator[tuple[str, ...]]:
    """A row for each year and mode, one for each year of several modes, and the whole."""
    for year in sums.years:
        modes = [mode for one, mode in sums.by_cell if one == year]
        for mode in modes:
            said = language.text(N_("{year}, {mode}"), year=str(year), mode=language.text(mode.label).lower())
            yield said, *_figures(sums.by_cell[year, mode], language)
        if len(modes) > 1:
            yield language.text(N_("{year} in all"), year=str(year)), *_figures(sums.of_year(year), language)
    if len(sums.years) > 1:
        yield language.text(N_("In all")), *_figures(sums.whole, language)


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


def _figures(tally: Tally, language: Language) -> tuple[str, str, str]:
    hours = language.number(tally.hours) if tally.count > tally.unstated else ""
    return language.number(tally.count), hours, language.number(tally.unstated) if tally.unstated else ""
