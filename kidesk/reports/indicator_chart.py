"""Indicator chart: one or several series as a chart with its values, changes, remarks, sentences and sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kidesk.i18n import N_, Language
from kidesk.records import live_sentence, series_period
from kidesk.records.indicator import Counted, Frequency, Indicator
from kidesk.reports.content import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Foreign,
    Group,
    Heading,
    ListBlock,
    Paragraph,
    Table,
    TableRow,
)
from kidesk.reports.figures import summary
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.series_facts import series_facts
from kidesk.reports.series_lines import Look, SeriesChart, remarks_of, series_chart, settled
from kidesk.reports.wording import called

_LONGEST = 9  # letters that a month's column has room for


@dataclass(frozen=True)
class IndicatorChart:
    """The series to print, whole, and how they are looked at."""

    indicators: Sequence[Indicator]
    look: Look


def document(chart: IndicatorChart, head: Head, language: Language) -> Document:
    """The chart on a page of its own, as it is looked at (DOMAIN, Indicator series)."""
    first, *more = chart.indicators
    drawn = series_chart(chart.indicators, chart.look, language)
    others = "; ".join(one.caption(language.code) for one in more)
    made = framed(head, language, called(first, language), others, tuple(_blocks(chart, drawn, head, language)))
    return replace(made, has_narrow_margins=True)


def _blocks(chart: IndicatorChart, drawn: SeriesChart | None, head: Head, language: Language) -> Iterator[Block]:
    yield from swedish_prevails(language)
    if drawn is None:
        yield Paragraph(language.text(N_("There are no values to draw.")))
    else:
        bare = replace(drawn.lines, annotations=())  # the remarks stand in the picture
        yield Chart(drawn.lines, summary.summary(bare, language), _span(drawn, language))
    reservations = " ".join(_reservations(chart, drawn, head, language))
    if reservations:
        yield Paragraph(reservations, "muted")
    if drawn is not None:
        yield from _numbers(drawn, chart.look, language)
    yield from _sentences(chart.indicators, language)
    yield from _remarks(chart, drawn, language)


def _reservations(chart: IndicatorChart, drawn: SeriesChart | None, head: Head, language: Language) -> Iterator[str]:
    """What is not drawn, where the values come from, and what they cannot be taken for."""
    for one in drawn.apart if drawn else ():
        apart = N_("{name} is not drawn: its periods or its unit are others.")
        yield language.text(apart, name=one.caption(language.code))
    yield from filter(None, (source(one, language) for one in chart.indicators))
    if head.is_demonstration:
        yield language.text(N_("The values are invented demonstration data."))


def _numbers(drawn: SeriesChart, look: Look, language: Language) -> Iterator[Block]:
    yield Heading(2, language.text(N_("Changes")))
    yield _facts(drawn.drawn, settled(look, drawn.drawn).base, language)
    yield Heading(2, language.text(N_("Values")))
    yield _values(drawn, language)
    if any(one.provisional for one in drawn.lines.series):
        yield Paragraph(language.text(N_("p: provisional value, which may still change.")), "muted")


def _span(drawn: SeriesChart, language: Language) -> str:
    first, last = (series_period.said(name, language) for name in (drawn.periods[0], drawn.periods[-1]))
    span = language.text(N_("{first} to {last}"), first=first, last=last)
    return span[:1].upper() + span[1:]


def _facts(indicators: Sequence[Indicator], base: str, language: Language) -> Table:
    titles = (
        N_("Series"),
        N_("Latest value"),
        N_("Since the same period the year before"),
    )
    since = language.text(N_("Since {base}"), base=series_period.said(base, language))
    columns = tuple(Column(title, 1.3) for title in (*map(language.text, titles), since))
    return Table(columns, tuple(_fact(one, base, language) for one in indicators))


def _fact(indicator: Indicator, base: str, language: Language) -> tuple[Cell, ...]:
    found = series_facts(indicator, base, language)
    cells = (found.latest, found.since_year_before, found.since_base)
    return called(indicator, language), *(one.text for one in cells)


# Values


def _values(drawn: SeriesChart, language: Language) -> Table:
    """The values with a row for each year, or where these are too long for that, for each period."""
    cells = [_cells(drawn, place, language) for place in range(len(drawn.drawn))]
    parts = _PARTS[drawn.drawn[0].frequency]
    if parts > 1 and any(len(cell) > _LONGEST for one in cells for cell in one.values()):
        return summary.values(drawn.lines, language)
    years = sorted({name[:4] for name in drawn.periods})
    rows: list[TableRow] = []
    for indicator, found in zip(drawn.drawn, cells, strict=True):
        rows += [Group(called(indicator, language))] if len(cells) > 1 else []
        rows += [(year, *(found.get(name, "") for name in _within(year, parts))) for year in years]
    titles = _titles(parts, language)
    columns = (Column(language.text(N_("Year")), 1.2), *(Column(title, align="right") for title in titles))
    return Table(columns, tuple(rows), is_compact=parts > 1)


_PARTS = {Frequency.MONTHLY: 12, Frequency.QUARTERLY: 4, Frequency.YEARLY: 1}


def _within(year: str, parts: int) -> Iterator[str]:
    return series_period.within(year, year, 12 // parts)


def _titles(parts: int, language: Language) -> list[str]:
    if parts == 12:
        return [language.month(dt.date(2000, month, 1)) for month in range(1, 13)]
    if parts == 4:
        return [language.text(N_("Quarter {number}"), number=number) for number in range(1, 5)]
    return [language.text(N_("Value"))]


def _cells(drawn: SeriesChart, place: int, language: Language) -> dict[str, str]:
    """What stands in the table for each period of a series."""
    one = drawn.lines.series[place]
    found = {}
    for at, (name, value) in enumerate(zip(drawn.periods, one.values, strict=True)):
        number = summary.NO_VALUE if value is None else language.number(value)
        found[name] = language.text(N_("{number} p"), number=number) if at in one.provisional else number
    return found


# What people have written


def _remarks(chart: IndicatorChart, drawn: SeriesChart | None, language: Language) -> Iterator[Block]:
    """The remarks that have no place in the picture."""
    silent = [one for one in chart.indicators if drawn is None or one not in drawn.drawn]
    is_named = len(chart.indicators) > 1
    said = [*(drawn.others if drawn else ()), *remarks_of(silent, language, is_named=is_named)]
    if said:
        yield Heading(2, language.text(N_("Other remarks") if drawn else N_("Remarks")))
        yield ListBlock(tuple(said))


def _sentences(indicators: Sequence[Indicator], language: Language) -> Iterator[Block]:
    """The sentences with live figures, as they read today; one that says nothing yet is left to the window."""
    said = []
    for indicator in indicators:
        for sentence in (one for one in indicator.sentences if live_sentence.figure(indicator, one) is not None):
            own = live_sentence.language_of(sentence, language)
            words = live_sentence.said(indicator, sentence, language)
            said.append(words if own == language else Foreign(words, own.code))
    if said:
        yield Heading(2, language.text(N_("In words")))
        yield ListBlock(tuple(said))


def source(indicator: Indicator, language: Language) -> str:
    """Where the values of a series come from, as a sentence; nothing where nobody has said."""
    name = indicator.caption(language.code)
    if indicator.counted != Counted.NOTHING:
        return language.text(N_("{name}: counted by kidesk from its own records."), name=name)
    found = [(value.source or indicator.source or "").strip() for value in indicator.values] or [indicator.source or ""]
    named = "; ".join(dict.fromkeys(one for one in found if one.strip()))
    days = [value.extracted_on for value in indicator.values if value.extracted_on is not None]
    if not named:
        return ""
    if not days:
        return language.text(N_("{name}: source {source}."), name=name, source=named)
    day = language.day(max(days))
    return language.text(N_("{name}: source {source}, extracted {day}."), name=name, source=named, day=day)
