"""What a series says in numbers: its latest value, and how much it has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kidesk.i18n import N_, Language
from kidesk.records import series_period
from kidesk.records.indicator import Indicator
from kidesk.records.indicator_series import Figure, Point, change, latest, points, times
from kidesk.records.record import bilingual
from kidesk.reports.series_lines import rounded


@dataclass(frozen=True)
class Fact:
    """A number with its sign and unit, or where there is none, why not."""

    text: str
    is_known: bool


@dataclass(frozen=True)
class SeriesFacts:
    """The latest value of a series, its change since the same period of the year before, and since a base."""

    latest: Fact
    since_year_before: Fact
    since_base: Fact


def series_facts(indicator: Indicator, base: str, language: Language) -> SeriesFacts:
    """The facts of a series; `base` is a period or a year, whose mean is compared with."""
    known = points(indicator)
    if not known:
        none = Fact(language.text(N_("No value yet")), False)
        return SeriesFacts(none, none, none)
    last = latest(known)
    value = f"{language.number(known[-1].value)} {bilingual(indicator, 'unit', language.code)}".strip()
    said = N_("{value}, {period} (provisional)") if known[-1].is_provisional else N_("{value}, {period}")
    now = language.text(said, value=value, period=series_period.said(last, language))
    before = change(known, series_period.year_before(last), last)
    return SeriesFacts(Fact(now, True), _percent(before, language), _since(known, base, last, language))


def _since(known: Sequence[Point], base: str, last: str, language: Language) -> Fact:
    fact, ratio = _percent(change(known, base, last), language), times(known, base, last)
    if ratio.value is None:
        return fact
    said = N_("{change}, {times} times")
    return Fact(language.text(said, change=fact.text, times=language.number(rounded(ratio.value))), True)


def _percent(figure: Figure, language: Language) -> Fact:
    if figure.value is None:
        return Fact(figure.because(language), False)
    number = rounded(figure.value)
    said = language.text(N_("+{number}%") if number > 0 else N_("{number}%"), number=language.number(number))
    return Fact(language.text(N_("{number} (provisional)"), number=said) if figure.is_provisional else said, True)
