"""Media exposure: the monthly series up to a quarter as a chart, and what the values and remarks say in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kidesk.i18n import N_, Language
from kidesk.records import indicator as series
from kidesk.records.indicator import Frequency, Indicator
from kidesk.records.quarter import Period
from kidesk.records.record import bilingual
from kidesk.records.rules import months_before
from kidesk.reports.content import Block, Chart, Foreign, Heading, ListBlock, Paragraph, plain
from kidesk.reports.over_time import Annotation, Lines, Series
from kidesk.reports.wording import called, own_words

MONTHS, MOST_MONTHS = 24, 72


def media_exposure(
    indicators: Sequence[Indicator], period: Period, language: Language, is_demonstration: bool
) -> Iterator[Block]:
    """The section: one chart for the monthly series that count the same thing (DOMAIN, Indicator series)."""
    monthly = [one for one in indicators if one.frequency == Frequency.MONTHLY]
    yield Heading(1, language.text(N_("Media exposure")))
    if not monthly:
        yield Paragraph(language.text(N_("No monthly series is kept.")))
    for _, same in groupby(sorted(monthly, key=_unit), key=_unit):
        yield from _Exposure(list(same), period, language, is_demonstration).blocks()


def series_by_series(
    indicators: Sequence[Indicator], period: Period, language: Language, is_demonstration: bool, *, has_remarks: bool
) -> Iterator[Block]:
    """A chart for each monthly series under its name, over all its months (final report 1-779/2022).

    Remarks on what no chart shows are left out unless the document `has_remarks`: its prose may say the same.
    """
    monthly = [one for one in indicators if one.frequency == Frequency.MONTHLY]
    if not monthly:
        yield Paragraph(language.text(N_("No monthly series is kept.")))
    for one in monthly:
        yield Heading(2, called(one, language))
        shown = replace(_Exposure([one], period, language, is_demonstration), length=_length(one, period))
        yield from shown.blocks(remarks_level=3 if has_remarks else None)


def _length(indicator: Indicator, period: Period) -> int:
    """How many months there are from a series' first value to the end of a quarter, within limits."""
    first = min((value.period for value in indicator.values), default="")
    last = period.last_day
    months = last.year * 12 + last.month - (int(first[:4]) * 12 + int(first[5:7])) + 1 if first else MONTHS
    return max(MONTHS, min(months, MOST_MONTHS))


def _unit(indicator: Indicator) -> str:
    return bilingual(indicator, "unit", "sv")


@dataclass(frozen=True)
class _Exposure:
    """Monthly series of one unit in the months up to the end of a quarter."""

    indicators: list[Indicator]
    period: Period
    language: Language
    is_demonstration: bool
    length: int = MONTHS

    def blocks(self, remarks_level: int | None = 2) -> Iterator[Block]:
        """Chart, source and remarks, or a sentence and the remarks where there are no values."""
        known = [one for one in self.indicators if not self._values(one).keys().isdisjoint(self._months())]
        if known:
            yield self._chart(known)
        silent = [one for one in self.indicators if one not in known]
        if silent:
            names = "; ".join(self._name(one) for one in silent)
            said = N_("No monthly values are recorded for the last two years: {names}.")
            yield Paragraph(self.language.text(said, names=names))
        if remarks_level is not None:
            yield from self._remarks(remarks_level, drawn=bool(known))
        yield from self._sources()
        yield from self._reservations()

    def _months(self) -> list[str]:
        last = self.period.last_day.replace(day=1)
        return [f"{months_before(last, back):%Y-%m}" for back in range(self.length - 1, -1, -1)]

    def _values(self, indicator: Indicator) -> dict[str, float]:
        return {value.period: float(value.value) for value in indicator.values}

    def _name(self, indicator: Indicator) -> str:
        return indicator.caption(self.language.code)

    def _chart(self, known: Sequence[Indicator]) -> Chart:
        months = self._months()
        lines = Lines(
            tuple(Series(self._name(one), tuple(map(self._values(one).get, months))) for one in known),
            tuple(self._month(month) for month in months),
            tuple(Annotation(months.index(place), said) for place, said in self._placed(months)),
            self.language.text(N_("{unit} a month"), unit=bilingual(known[0], "unit", self.language.code)),
        )
        return Chart(lines, " ".join(self._sentence(one) for one in known), self._title())

    def _title(self) -> str:
        months = self._months()
        first, last = self._month(months[0]), self._month(months[-1])
        return self.language.text(N_("{first} to {last}"), first=first, last=last)

    def _month(self, month: str) -> str:
        day = dt.date.fromisoformat(f"{month}-01")
        return f"{self.language.month(day)} {day.year}"

    def _total(self, indicator: Indicator, period: Period) -> float | None:
        """What was counted in a quarter; None where a month is missing."""
        values = self._values(indicator)
        months = (f"{period.year}-{period.number * 3 - back:02}" for back in (2, 1, 0))
        found = [values.get(month) for month in months]
        known = [value for value in found if value is not None]
        return sum(known) if len(known) == len(found) else None

    def _sentence(self, indicator: Indicator) -> str:
        """What the series says of the quarter, against the same quarter a year before where both are known."""
        now, before = self._total(indicator, self.period), self._total(indicator, self.period - 4)
        details = {
            "name": self._name(indicator),
            "quarter": self.period.said(self.language),
            "unit": bilingual(indicator, "unit", self.language.code),
        }
        if now is None:
            return self.language.text(N_("{name}: not all months of {quarter} have a value."), **details)
        details["total"] = self.language.number(now)
        if not before or before < 0:
            return self.language.text(N_("{name}: {total} {unit} in {quarter}."), **details)
        change = round((now - before) * 100 / before)
        details["percent"] = self.language.number(abs(change))
        return self.language.text(_COMPARED[(change > 0) - (change < 0)], **details)

    def _remarked(self) -> Iterator[tuple[Indicator, series.Annotation]]:
        for indicator in self.indicators:
            for remark in indicator.annotations:
                yield indicator, remark

    def _said(self, indicator: Indicator, remark: series.Annotation) -> str | Foreign:
        words = own_words(remark, "note", self.language)
        note = plain(words)
        if remark.is_method_break:
            note = self.language.text(N_("Method break. {note}"), note=note)
        years = remark.period.replace("/", "–")
        said = f"{years}: {note}" if years else note
        named = f"{self._name(indicator)}, {said}" if len(self.indicators) > 1 else said
        return Foreign(named, words.language_code) if isinstance(words, Foreign) else named

    def _placed(self, months: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The remarks on months and years that the chart shows."""
        for indicator, remark in self._remarked():
            month = _first_month(remark.period)
            if month in months:
                yield month, plain(self._said(indicator, remark))

    def _remarks(self, level: int, drawn: bool) -> Iterator[Block]:
        months = self._months() if drawn else ()
        said = [self._said(*one) for one in self._remarked() if _first_month(one[1].period) not in months]
        if said:
            yield Heading(level, self.language.text(N_("Remarks")))
            yield ListBlock(tuple(said))

    def _sources(self) -> Iterator[Block]:
        names = "; ".join(dict.fromkeys(one.source for one in self.indicators if one.source.strip()))
        if names:
            yield Paragraph(self.language.text(N_("Source: {source}."), source=names), "muted")

    def _reservations(self) -> Iterator[Block]:
        """What the values cannot be taken for; invented ones are never passed off as the source's."""
        if self.is_demonstration:
            yield Paragraph(self.language.text(N_("The monthly values are invented demonstration data.")), "muted")
        months = set(self._months())
        if any(value.is_provisional and value.period in months for one in self.indicators for value in one.values):
            yield Paragraph(self.language.text(N_("Some of the values are provisional.")), "muted")


_COMPARED = {
    1: N_("{name}: {total} {unit} in {quarter}, {percent} per cent more than in the same quarter a year before."),
    0: N_("{name}: {total} {unit} in {quarter}, about as in the same quarter a year before."),
    -1: N_("{name}: {total} {unit} in {quarter}, {percent} per cent less than in the same quarter a year before."),
}


def _first_month(period: str) -> str:
    """The month a remark on a month, a quarter or a year is drawn at; a span of years is drawn nowhere."""
    if len(period) == 4:
        return f"{period}-01"
    if "-Q" in period:
        return f"{Period.named(period).first_day:%Y-%m}"
    return period
