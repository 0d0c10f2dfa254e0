"""Media exposure: the monthly series up to a quarter as a chart, and what the values and remarks say in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kidesk.i18n import N_, Language
from kidesk.records.indicator import Counted, Frequency, Indicator
from kidesk.records.indicator_series import broken_between
from kidesk.records.quarter import Period
from kidesk.records.record import bilingual
from kidesk.records.rules import months_before
from kidesk.reports.content import Block, Chart, Heading, ListBlock, Paragraph
from kidesk.reports.series_lines import Look, SeriesChart, remarks_of, series_chart, short
from kidesk.reports.wording import called

MONTHS, MOST_MONTHS = 24, 72


def media_exposure(
    indicators: Sequence[Indicator], period: Period, language: Language, is_demonstration: bool
) -> Iterator[Block]:
    """The section: one chart for the monthly series that count the same thing (DOMAIN, Indicator series)."""
    reported = (one for one in indicators if one.counted == Counted.NOTHING)  # the others have sections of their own
    monthly = [one for one in reported if one.frequency == Frequency.MONTHLY]
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
        months = self._months()
        silent = [one for one in self.indicators if self._values(one).keys().isdisjoint(months)]
        known = [one for one in self.indicators if one not in silent]
        drawn = series_chart(known, Look(first=months[0], last=months[-1]), self.language)
        if drawn is not None:
            yield self._chart(drawn)
        if silent:
            names = "; ".join(self._name(one) for one in silent)
            said = N_("No monthly values are recorded for the last two years: {names}.")
            yield Paragraph(self.language.text(said, names=names))
        if remarks_level is not None:
            yield from self._remarks(remarks_level, drawn, silent)
        yield from self._sources()
        yield from self._reservations()

    def _months(self) -> list[str]:
        last = self.period.last_day.replace(day=1)
        return [f"{months_before(last, back):%Y-%m}" for back in range(self.length - 1, -1, -1)]

    def _values(self, indicator: Indicator) -> dict[str, float]:
        return {value.period: float(value.value) for value in indicator.values}

    def _name(self, indicator: Indicator) -> str:
        return indicator.caption(self.language.code)

    def _chart(self, drawn: SeriesChart) -> Chart:
        unit = self.language.text(N_("{unit} a month"), unit=bilingual(drawn.drawn[0], "unit", self.language.code))
        sentences = " ".join(self._sentence(one) for one in drawn.drawn)
        return Chart(replace(drawn.lines, unit=unit), sentences, self._title())

    def _title(self) -> str:
        first, last = (short(month, self.language) for month in (self._months()[0], self._months()[-1]))
        return self.language.text(N_("{first} to {last}"), first=first, last=last)

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
        if broken_between(indicator, (self.period - 4).name, self.period.name):
            return self.language.text(_BROKEN, **details)
        if not before or before < 0:
            return self.language.text(N_("{name}: {total} {unit} in {quarter}."), **details)
        change = round((now - before) * 100 / before)
        details["percent"] = self.language.number(abs(change))
        return self.language.text(_COMPARED[(change > 0) - (change < 0)], **details)

    def _remarks(self, level: int, drawn: SeriesChart | None, silent: Sequence[Indicator]) -> Iterator[Block]:
        """The remarks that have no place in the chart."""
        is_named = len(self.indicators) > 1
        said = [*(drawn.others if drawn else ()), *remarks_of(silent, self.language, is_named=is_named)]
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


_BROKEN = N_("{name}: {total} {unit} in {quarter}. The method has changed since the same quarter a year before.")
_COMPARED = {
    1: N_("{name}: {total} {unit} in {quarter}, {percent} per cent more than in the same quarter a year before."),
    0: N_("{name}: {total} {unit} in {quarter}, about as in the same quarter a year before."),
    -1: N_("{name}: {total} {unit} in {quarter}, {percent} per cent less than in the same quarter a year before."),
}
