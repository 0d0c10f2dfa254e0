"""Live sentences: what a series says in words, with its figure computed when the sentence is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from kidesk.i18n import CODES, N_, Language
from kidesk.records import indicator_series as series
from kidesk.records import series_period
from kidesk.records.indicator import PLACES, Indicator, IndicatorSentence, IndicatorValue, Measure
from kidesk.records.indicator_series import Figure

NO_FIGURE = "—"
_FROM_ITS_FIRST = (Measure.TIMES, Measure.CHANGE, Measure.MEAN)
_PLACE = re.compile(rf"\{{({'|'.join(PLACES)})\}}")


def reckoned(indicator: Indicator, sentence: IndicatorSentence) -> Figure:
    """The sentence's figure before it is rounded, or the reason why there is none."""
    points = series.points(indicator)
    if not points:
        return Figure(None, N_("The series has no values."), known=0)
    first, last = _first(indicator, sentence), _last(indicator, sentence)
    if sentence.measure == Measure.TIMES:
        return series.times(points, first, last)
    if sentence.measure == Measure.MEAN:
        return series.mean_of(points, first, last)
    if sentence.measure == Measure.VALUE:
        return series.value_at(points, last)
    return series.change(points, first, last)


def figure(indicator: Indicator, sentence: IndicatorSentence) -> Decimal | None:
    """The figure as it is said; None where it cannot be computed."""
    found = reckoned(indicator, sentence)
    return None if found.value is None else _rounded(sentence.measure, found)


def said(indicator: Indicator, sentence: IndicatorSentence, language: Language) -> str:
    """The sentence with its figure, in the language that `language_of` gives.

    Where there is no figure a dash stands in its place, and the reason follows.
    """
    own = language_of(sentence, language)
    number, found = figure(indicator, sentence), reckoned(indicator, sentence)
    details = {
        "figure": NO_FIGURE if number is None else own.number(number),
        "from": series_period.said(_first(indicator, sentence), own) or NO_FIGURE,
        "to": series_period.said(_last(indicator, sentence), own) or NO_FIGURE,
        "source": source(indicator, sentence, own),
    }
    # Not str.format: the text is a person's, and whatever else stands in braces is left as it is.
    text = _PLACE.sub(lambda place: details[place[1]], str(getattr(sentence, f"text_{own.code}") or ""))
    if number is not None:
        return text
    return own.text(N_("{sentence} (Not computed: {reason})"), sentence=text, reason=found.because(own)).strip()


def language_of(sentence: IndicatorSentence, language: Language) -> Language:
    """The language a sentence is said in: the one asked for, or the other where it is written in that alone."""
    (other,) = (code for code in CODES if code != language.code)
    is_there = {code: bool((getattr(sentence, f"text_{code}") or "").strip()) for code in CODES}
    return Language(other) if is_there[other] and not is_there[language.code] else language


def is_revised(indicator: Indicator, sentence: IndicatorSentence) -> bool:
    """Whether the figure is another than it was when a person last read the sentence, as far as it is said."""
    approved = sentence.approved_figure
    return approved is not None and figure(indicator, sentence) != approved


def source(indicator: Indicator, sentence: IndicatorSentence, language: Language) -> str:
    """Where the values come from and when the latest of them were taken out: "Retriever, 4 jan. 2024"."""
    used = list(_used(indicator, sentence))
    names = dict.fromkeys((one.source or indicator.source or "").strip() for one in used)
    days = [one.extracted_on for one in used if one.extracted_on is not None]
    named = "; ".join(name for name in names if name) or (indicator.source or "").strip()
    return ", ".join(part for part in (named, language.day(max(days, default=None))) if part)


def _first(indicator: Indicator, sentence: IndicatorSentence) -> str:
    """The period a sentence measures from."""
    last = _last(indicator, sentence)
    if sentence.measure in _FROM_ITS_FIRST:
        return sentence.from_period or last
    if sentence.measure == Measure.YEAR_ON_YEAR and series_period.is_period(last):
        return series_period.year_before(last)
    return last


def _last(indicator: Indicator, sentence: IndicatorSentence) -> str:
    return sentence.to_period or series.latest(series.points(indicator))


def _used(indicator: Indicator, sentence: IndicatorSentence) -> Iterator[IndicatorValue]:
    """The values that a sentence rests on: of a mean all in its span, of the others those of its two ends."""
    first, last = _first(indicator, sentence), _last(indicator, sentence)
    if not (series_period.is_period(first) and series_period.is_period(last)):
        return
    start, end = series_period.months(first), series_period.months(last)
    spans = [range(start.start, end.stop)] if sentence.measure == Measure.MEAN else [start, end]
    for value in indicator.values:
        if series_period.is_period(value.period or ""):
            own = series_period.months(value.period)
            if any(span.start <= own.start and own.stop <= span.stop for span in spans):
                yield value


def _rounded(measure: Measure, found: Figure) -> Decimal:
    """A figure as it is said: times with one decimal, per cent whole, a value as it was reported.

    Means have no decimals from a hundred on and one below. Halves go away from zero.
    """
    assert found.value is not None
    if measure == Measure.VALUE and found.wanted == 1:
        return found.value
    is_share = measure in (Measure.CHANGE, Measure.YEAR_ON_YEAR)
    is_whole = is_share or (measure != Measure.TIMES and abs(found.value) >= 100)
    return found.value.quantize(Decimal(1) if is_whole else Decimal("0.1"), ROUND_HALF_UP)
