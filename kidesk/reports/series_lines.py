"""Indicator series as the lines of a chart: their values or what is reckoned from them, as they are looked at."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from kidesk.i18n import N_, Language
from kidesk.records import indicator as kept
from kidesk.records import series_period
from kidesk.records.indicator import MONTHS, Frequency, Indicator
from kidesk.records.indicator_series import Figure, Point, index, points, rolling_mean, year_on_year
from kidesk.records.record import bilingual
from kidesk.records.term import Term
from kidesk.reports.content import Foreign, plain
from kidesk.reports.over_time import Annotation, Lines, Series
from kidesk.reports.wording import own_words

WIDTHS = {Frequency.MONTHLY: (12, 3), Frequency.QUARTERLY: (4,), Frequency.YEARLY: (3,)}


class SeriesView(Term):
    """What of a series is drawn."""

    VALUES = "values", N_("Values")
    INDEX = "index", N_("Index")
    YEAR_ON_YEAR = "year-on-year", N_("Change since the year before")
    ROLLING_MEAN = "rolling-mean", N_("Rolling mean")


@dataclass(frozen=True)
class Look:
    """How series are looked at.

    `base`: the period or year that is 100 in an index, else that which `base_of` gives. `width`: how many
    periods a rolling mean is of, else the first of `WIDTHS`. `first` and `last`: the periods between which it is
    looked, by their names; empty are those of the values.
    """

    view: SeriesView = SeriesView.VALUES
    base: str = ""
    width: int = 0
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class SeriesChart:
    """Lines to draw, the series they are of, the names of their periods, and the remarks that have no place there.

    `apart`: the series left out, since their periods or units are not those of the first.
    """

    lines: Lines
    drawn: tuple[Indicator, ...]
    periods: tuple[str, ...]
    apart: tuple[Indicator, ...]
    others: tuple[str | Foreign, ...]


def series_chart(indicators: Sequence[Indicator], look: Look, language: Language) -> SeriesChart | None:
    """The chart of one or several series; None where there is no value to draw in the periods looked at.

    No line leads over a missing period or a method break. Reckoned values have one decimal.
    """
    drawn = tuple(one for one in indicators if _goes_with(one, indicators[0], look.view))
    if not drawn:
        return None
    shown = settled(look, drawn)
    found = [_Reckoned(one, values(one, shown)) for one in drawn]
    names = _periods(found, shown, drawn[0].frequency)
    series = tuple(one.series(names, language) for one in found)
    if all(value is None for one in series for value in one.values):
        return None
    placed, others = _remarks(drawn, names, language)
    lines = Lines(series, tuple(short(name, language) for name in names), placed, unit(drawn[0], shown, language))
    return SeriesChart(lines, drawn, tuple(names), tuple(one for one in indicators if one not in drawn), others)


def values(indicator: Indicator, look: Look) -> dict[str, Figure]:
    """What is drawn of a series by the name of its period; a figure without value where it cannot be reckoned."""
    known = points(indicator)
    match look.view:
        case SeriesView.INDEX:
            figures = index(known, look.base)
        case SeriesView.YEAR_ON_YEAR:
            figures = year_on_year(known)
        case SeriesView.ROLLING_MEAN:
            figures = rolling_mean(known, look.width)
        case _:
            return {one.period: Figure(one.value, is_provisional=one.is_provisional) for one in known}
    return {one.period: _shown(figure) for one, figure in zip(known, figures, strict=True)}


def settled(look: Look, drawn: Sequence[Indicator]) -> Look:
    """The look with the base and the width that it leaves open, or that series like the first have none of."""
    widths = WIDTHS[drawn[0].frequency]
    width = look.width if look.width in widths else widths[0]
    return replace(look, base=look.base or base_of(drawn), width=width)


def base_of(indicators: Sequence[Indicator]) -> str:
    """The year that series are compared with unless another one is chosen: the first that all have values of, and
    where there is one all values.
    """
    same = (points(one) for one in indicators if one.frequency == indicators[0].frequency)
    return max((_first_year(known, indicators[0].frequency) for known in same if known), default="")


def _first_year(known: Sequence[Point], frequency: Frequency) -> str:
    years = Counter(point.period[:4] for point in known)
    whole = (year for year, count in years.items() if count * MONTHS[frequency] == 12)
    return next(whole, known[0].period[:4])


def short(period: str, language: Language) -> str:
    """A period as it stands on an axis: "mars 2024", "kvartal 1 2024", "2024"."""
    own = series_period.months(period)
    if len(own) > 1:
        return series_period.said(period, language)
    day = dt.date(own.start // 12, own.start % 12 + 1, 1)
    return f"{language.month(day)} {day.year}"


def unit(indicator: Indicator, look: Look, language: Language) -> str:
    """What the values of a chart count."""
    counted = bilingual(indicator, "unit", language.code)
    match look.view:
        case SeriesView.INDEX:
            return language.text(N_("Index, {base} = 100"), base=series_period.said(look.base, language))
        case SeriesView.YEAR_ON_YEAR:
            return language.text(N_("Change in per cent since the year before"))
        case SeriesView.ROLLING_MEAN:
            return language.text(_MEANS[indicator.frequency], unit=counted, width=look.width).strip(" ,")
    return counted


_MEANS = {
    Frequency.MONTHLY: N_("{unit}, mean of {width} months"),
    Frequency.QUARTERLY: N_("{unit}, mean of {width} quarters"),
    Frequency.YEARLY: N_("{unit}, mean of {width} years"),
}


def said_remark(indicator: Indicator, remark: kept.Annotation, language: Language, *, is_named: bool) -> str | Foreign:
    """A remark with its period, and its series where it `is_named`, marked as in the other language where it is."""
    words = own_words(remark, "note", language)
    note = plain(words)
    if remark.is_method_break:
        note = language.text(N_("Method break. {note}"), note=note).strip()
    period = series_period.said(remark.period, language)
    said = f"{period}: {note}" if period else note
    named = f"{indicator.caption(language.code)}, {said}" if is_named else said
    return Foreign(named, words.language_code) if isinstance(words, Foreign) else named


def rounded(value: Decimal) -> Decimal:
    """A reckoned number with one decimal, as people round."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _shown(figure: Figure) -> Figure:
    return figure if figure.value is None else replace(figure, value=rounded(figure.value))


@dataclass(frozen=True)
class _Reckoned:
    """A series and what is drawn of it."""

    indicator: Indicator
    values: Mapping[str, Figure]

    def series(self, names: Sequence[str], language: Language) -> Series:
        """The values of these periods, None where there is none."""
        found = [self.values.get(name) for name in names]
        numbers = tuple(None if one is None or one.value is None else float(one.value) for one in found)
        unsure = (place for place, one in enumerate(found) if one and one.is_provisional and one.value is not None)
        return Series(self.indicator.caption(language.code), numbers, tuple(unsure))


def _goes_with(one: Indicator, first: Indicator, view: SeriesView) -> bool:
    """Whether a series can be drawn with the first: on the same periods, and of the same unit unless it is reckoned
    in per cent.
    """
    is_reckoned = view in (SeriesView.INDEX, SeriesView.YEAR_ON_YEAR)
    is_same = bilingual(one, "unit", "sv") == bilingual(first, "unit", "sv")
    return one.frequency == first.frequency and (is_reckoned or is_same)


def _periods(found: Sequence[_Reckoned], look: Look, frequency: Frequency) -> list[str]:
    known = sorted(name for one in found for name in one.values)
    first, last = look.first or (known[0] if known else ""), look.last or (known[-1] if known else "")
    if not (first and last):
        return []
    return list(series_period.within(first, last, MONTHS[frequency]))


def _remarks(
    drawn: Sequence[Indicator], names: Sequence[str], language: Language
) -> tuple[tuple[Annotation, ...], tuple[str | Foreign, ...]]:
    """The remarks at their places, in the order of time, and those that have none."""
    placed, others = [], []
    for place, indicator in enumerate(drawn):
        for remark in indicator.annotations:
            said, period = said_remark(indicator, remark, language, is_named=len(drawn) > 1), _place(remark, names)
            if period is None:
                others.append(said)
            else:
                placed.append(Annotation(period, plain(said), bool(remark.is_method_break), place))
    return tuple(sorted(placed, key=lambda one: one.period)), tuple(others)


def _place(remark: kept.Annotation, names: Sequence[str]) -> int | None:
    """The place of the period that a remark begins in; a span of years has none, unless it is a method break."""
    name = (remark.period or "").strip()
    begins = name.partition("/")[0].strip() if remark.is_method_break else name
    if not (series_period.is_period(begins) and names):
        return None
    start, width = series_period.months(names[0]).start, len(series_period.months(names[0]))
    place = (series_period.months(begins).start - start) // width
    return place if 0 <= place < len(names) else None


def remarks_of(indicators: Sequence[Indicator], language: Language, *, is_named: bool) -> Iterator[str | Foreign]:
    """All remarks on series that are not drawn, with the series where it `is_named`."""
    for indicator in indicators:
        for remark in indicator.annotations:
            yield said_remark(indicator, remark, language, is_named=is_named)
