"""Indicator: a series of values over time, such as media exposure, with method breaks and annotations."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records import series_period
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Day, Flag, Number, Parts, Text
from kidesk.records.record import (
    CHANGED_SINCE_TRANSLATED,
    Part,
    Record,
    Row,
    Translated,
    bilingual,
    has_outdated,
    line,
    owner,
    prose,
    required,
)
from kidesk.records.record_type import Caption, RecordType, Section, View
from kidesk.records.rules import named
from kidesk.records.term import Term


class Frequency(Term):
    """How often the series has a value."""

    MONTHLY = "monthly", N_("Monthly")
    QUARTERLY = "quarterly", N_("Quarterly")
    YEARLY = "yearly", N_("Yearly")


PERIODS = {
    Frequency.MONTHLY: re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])"),
    Frequency.QUARTERLY: re.compile(r"[12]\d{3}-Q[1-4]"),
    Frequency.YEARLY: re.compile(r"[12]\d{3}"),
}


MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}
# What a sentence may have computed for it, in braces.
PLACES = ("figure", "from", "to", "source")


class Counted(Term):
    """What kidesk counts itself, from its own records; the other series have values that somebody brings."""

    NOTHING = "nothing", N_("Values are entered or imported")
    AGREEMENTS_IN_FORCE = "agreements-in-force", N_("Agreements in force")
    AMBASSADORS_ACTIVE = "ambassadors-active", N_("Active ambassadors")


class Measure(Term):
    """What a sentence says of its series."""

    VALUE = "value", N_("Value of the period")
    TIMES = "times", N_("Times the value of the first period")
    CHANGE = "change", N_("Change in per cent since the first period")
    YEAR_ON_YEAR = "year-on-year", N_("Change in per cent since the year before")
    MEAN = "mean", N_("Mean of the periods")


class IndicatorValue(Part):
    """A value of a period: "2024-03", "2024-Q1" or "2024" after the series' frequency."""

    __tablename__ = "indicator_value"
    __table_args__ = (UniqueConstraint("indicator_id", "period"), Row.__table_args__)
    indicator_id: Mapped[int] = owner("indicator")
    period: Mapped[str] = required(7)
    value: Mapped[Decimal]
    extracted_on: Mapped[dt.date | None]
    is_provisional: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = line(300)


class Annotation(Translated, Part):
    """A remark on the series; a method break says that values before and after do not compare."""

    __tablename__ = "annotation"
    indicator_id: Mapped[int] = owner("indicator")
    period: Mapped[str] = line(20)
    is_method_break: Mapped[bool] = mapped_column(default=False)
    note_sv: Mapped[str] = line(500)
    note_en: Mapped[str] = line(500)


class IndicatorSentence(Translated, Part):
    """A sentence with a figure that is computed from the series, such as "almost {figure} times since 2019".

    The texts hold `{figure}`, and may hold `{from}`, `{to}` and `{source}`. Periods are those of the series or years;
    an empty `to_period` is the latest. `code` names the sentence in the prose of a document. `approved_figure` is what
    the figure was when a person last read the sentence: where it is another now, a value has been revised.
    """

    __tablename__ = "indicator_sentence"
    indicator_id: Mapped[int] = owner("indicator")
    code: Mapped[str] = line(60)
    measure: Mapped[Measure] = mapped_column(default=Measure.TIMES)
    from_period: Mapped[str] = line(7)
    to_period: Mapped[str] = line(7)
    text_sv: Mapped[str] = line(500)
    text_en: Mapped[str] = line(500)
    approved_figure: Mapped[Decimal | None] = mapped_column(Numeric(18, 6))
    approved_on: Mapped[dt.date | None]
    approved_by: Mapped[str] = line(200)


class Indicator(Translated, Record):
    """An indicator series. `unit_*` says what is counted."""

    __tablename__ = "indicator"

    name_sv: Mapped[str] = line(300)
    name_en: Mapped[str] = line(300)
    unit_sv: Mapped[str] = line(100)
    unit_en: Mapped[str] = line(100)
    source: Mapped[str] = line(300)
    query: Mapped[str] = prose()
    frequency: Mapped[Frequency] = mapped_column(default=Frequency.MONTHLY)
    counted: Mapped[Counted] = mapped_column(default=Counted.NOTHING)
    notes: Mapped[str] = prose()

    values: Mapped[list[IndicatorValue]] = relationship(cascade="all, delete-orphan", order_by="IndicatorValue.period")
    annotations: Mapped[list[Annotation]] = relationship(cascade="all, delete-orphan", order_by="Annotation.id")
    sentences: Mapped[list[IndicatorSentence]] = relationship(
        cascade="all, delete-orphan", order_by="IndicatorSentence.id"
    )

    def caption(self, code: str) -> str:
        return bilingual(self, "name", code)


def _problems(indicator: Indicator) -> Iterator[Problem]:
    yield from named(indicator, "name", N_("Give the indicator a name in at least one language."))
    yield from _value_problems(indicator)
    for number, annotation in enumerate(indicator.annotations, start=1):
        start = (annotation.period or "").partition("/")[0].strip()
        if annotation.is_method_break and not series_period.is_period(start):
            yield Problem("annotations", N_("Row {row}: say from which period the method is another."), {"row": number})
    codes = Counter(one.code for one in indicator.sentences if one.code)
    for number, sentence in enumerate(indicator.sentences, start=1):
        for message, details in _sentence_problems(indicator.frequency, sentence):
            yield Problem("sentences", message, {"row": number} | details)
        if codes[sentence.code] > 1:
            yield Problem("sentences", SAME_CODE, {"row": number, "code": sentence.code})


SAME_CODE = N_("Row {row}: another sentence is called “{code}”, too; a code is of one sentence only.")


def _value_problems(indicator: Indicator) -> Iterator[Problem]:
    if indicator.counted != Counted.NOTHING and indicator.values:
        yield Problem("values", COUNTS_ITSELF)
        return
    wanted = PERIODS[indicator.frequency]
    for value in indicator.values:
        if not wanted.fullmatch(value.period or ""):
            yield Problem("values", N_("“{period}” is not a period of this series."), {"period": value.period})
    periods = [value.period for value in indicator.values]
    if len(set(periods)) < len(periods):
        yield Problem("values", N_("A period stands in the series twice."))


COUNTS_ITSELF = N_(
    "kidesk counts this series itself, so that it takes no values. Say that values are entered, or take them away."
)
_NEEDS_A_START = (Measure.TIMES, Measure.CHANGE)
_IN_BRACES = re.compile(r"\{[^{}]*\}?|\}")


def _sentence_problems(frequency: Frequency, sentence: IndicatorSentence) -> Iterator[tuple[str, dict[str, object]]]:
    """What is wrong with a sentence, each as a message and its details."""
    texts = [text for text in (sentence.text_sv, sentence.text_en) if text and text.strip()]
    if not texts:
        yield N_("Row {row}: write the sentence in at least one language."), {}
    for unknown in dict.fromkeys(place for text in texts for place in _IN_BRACES.findall(text)):
        if unknown not in {f"{{{place}}}" for place in PLACES}:
            yield N_("Row {row}: “{unknown}” is not known; what is filled in is {known}."), {
                "unknown": unknown,
                "known": ", ".join(f"{{{place}}}" for place in PLACES),
            }
    if re.search(r"[\s{}]", sentence.code or ""):
        yield N_("Row {row}: a code has neither spaces nor braces."), {}
    yield from _period_problems(frequency, sentence)


def _period_problems(frequency: Frequency, sentence: IndicatorSentence) -> Iterator[tuple[str, dict[str, object]]]:
    own = (PERIODS[frequency], PERIODS[Frequency.YEARLY])
    for period in filter(None, (sentence.from_period, sentence.to_period)):
        if not any(form.fullmatch(period) for form in own):
            yield N_("Row {row}: “{period}” is neither a period of this series nor a year."), {"period": period}
            return
    if sentence.measure in _NEEDS_A_START and not sentence.from_period:
        yield N_("Row {row}: say from which period the figure is reckoned."), {}
    if sentence.from_period and sentence.to_period:
        first, last = series_period.months(sentence.from_period), series_period.months(sentence.to_period)
        if last.start < first.start:
            yield N_("Row {row}: the last period lies before the first."), {}


INDICATORS = RecordType(
    Indicator,
    key="indicators",
    one=N_("Indicator"),
    many=N_("Indicators"),
    new=N_("New indicator"),
    empty=N_("No indicators yet"),
    sections=(
        Section(
            N_("Indicator"),
            (
                Caption(Indicator, N_("Name")),
                Text(Indicator.name_sv, N_("Name in Swedish")),
                Text(Indicator.name_en, N_("Name in English")),
                Text(Indicator.unit_sv, N_("Unit in Swedish")),
                Text(Indicator.unit_en, N_("Unit in English")),
                Text(Indicator.source, N_("Source")),
                Text(Indicator.query, N_("Query")),
                Choice(Indicator.frequency, N_("Frequency")),
                Choice(Indicator.counted, N_("Counted by kidesk")),
                Text(Indicator.notes, N_("Notes")),
            ),
        ),
        Section(
            N_("Values"),
            (
                Parts(
                    Indicator.values,
                    N_("Values"),
                    (
                        Text(IndicatorValue.period, N_("Period")),
                        Number(IndicatorValue.value, N_("Value"), limits=(-999_999_999_999, 999_999_999_999)),
                        Day(IndicatorValue.extracted_on, N_("Extracted on")),
                        Flag(IndicatorValue.is_provisional, N_("Provisional")),
                        Text(IndicatorValue.source, N_("Source")),
                    ),
                ),
                Parts(
                    Indicator.annotations,
                    N_("Annotations"),
                    (
                        Text(Annotation.period, N_("Period")),
                        Flag(Annotation.is_method_break, N_("Method break")),
                        Text(Annotation.note_sv, N_("Note in Swedish")),
                        Text(Annotation.note_en, N_("Note in English")),
                    ),
                ),
            ),
        ),
        Section(
            N_("Sentences"),
            (
                Parts(
                    Indicator.sentences,
                    N_("Sentences with live figures"),
                    (
                        Text(IndicatorSentence.code, N_("Code")),
                        Choice(IndicatorSentence.measure, N_("Figure")),
                        Text(IndicatorSentence.from_period, N_("From the period")),
                        Text(IndicatorSentence.to_period, N_("To the period"), N_("Empty is the latest.")),
                        Text(
                            IndicatorSentence.text_sv,
                            N_("Text in Swedish"),
                            N_("{figure}, {from}, {to} and {source} are filled in."),
                        ),
                        Text(IndicatorSentence.text_en, N_("Text in English")),
                    ),
                ),
            ),
        ),
    ),
    columns=("name", "frequency", "source"),
    views=(
        View("all", N_("All")),
        View("outdated", CHANGED_SINCE_TRANSLATED, lambda day: has_outdated(Indicator, Annotation, IndicatorSentence)),
    ),
    problems=_problems,
)
