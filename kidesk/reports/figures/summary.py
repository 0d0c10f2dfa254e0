"""What a chart shows, in sentences and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kidesk.i18n import N_, Language
from kidesk.reports.content import Bar, Chart, ChartSpec, Column, Distribution, Part, Table
from kidesk.reports.figures.periods import measured
from kidesk.reports.leaning import Balance, Leaning
from kidesk.reports.over_time import Columns, Lines, Series

NO_VALUE = "–"
_MOST_LISTED = 12


def summary(spec: ChartSpec, language: Language) -> str:
    """The chart in whole sentences: for each bar its total, numbers and shares; for each series its first and last,
    lowest and highest value, or all where columns are few; then gaps, unit and remarks. For each row of a balance
    which way it leans and how far.
    """
    return " ".join(_sentences(spec, language)) or language.text(N_("There is nothing to show."))


def alternative(chart: Chart, language: Language) -> str:
    """What the picture says, for those who do not see it: its summary, and the remarks that are part of the picture."""
    if not chart.summary.strip():
        return summary(chart.spec, language)
    return " ".join((chart.summary, *(numbered(chart.spec) if isinstance(chart.spec, Lines) else ())))


def values(spec: ChartSpec, language: Language) -> Table:
    """Every value of the chart: periods by series, bars (a single one: its parts) by state, or rows by way."""
    if isinstance(spec, Balance):
        return _values_of_balance(spec, language)
    if not isinstance(spec, Distribution):
        return _values_by_period(spec, language)
    if len(spec.bars) == 1:
        return _values_of(spec.bars[0], language)
    return _values_by_bar(spec, language)


def numbered(spec: Lines) -> list[str]:
    """The remarks with the numbers that the drawing has for them."""
    return [f"{number}. {remark.text}" for number, remark in enumerate(spec.annotations, 1)]


def period_values(
    spec: Lines | Columns, period: int, language: Language, series: int | None = None
) -> list[str]:
    """What is known of a period (counted from 0): its name with the unit, each series with its value, the remarks.

    `series`: the place of the one that is told of, None for all.
    """
    name, unit = spec.periods[period], spec.unit.strip()
    said = [language.text(N_("{period}, {unit}"), period=name, unit=unit) if unit else name]
    told = measured(spec)
    each = len(told) // max(len(spec.series), 1)  # a series with its target is told as two
    for place, one in enumerate(told):
        if series in (None, place // max(each, 1)):
            said += _known(one, period, language, is_alone=series is not None)
    remarks = spec.annotations if isinstance(spec, Lines) else ()
    for remark, words in zip(remarks, numbered(spec) if isinstance(spec, Lines) else (), strict=True):
        if remark.period == period and (series is None or remark.is_about(series)):
            said.append(words)
    return said


def _known(one: Series, period: int, language: Language, *, is_alone: bool) -> Iterator[str]:
    """The value of a series at a period; that there is none is said where nothing else is told of."""
    value = one.values[period]
    if value is None:
        if is_alone:
            yield _named(one.name, language.text(N_("no value")), language)
        return
    yield _named(one.name, _value(one, period, language), language)


def _named(name: str, value: str, language: Language) -> str:
    return language.text(N_("{name}: {value}"), name=name, value=value) if name.strip() else value


def _value(one: Series, period: int, language: Language) -> str:
    """A value of a series, or a dash; one that may still change says so."""
    number = _number(one.values[period], language)
    is_provisional = period in one.provisional and one.values[period] is not None
    return language.text(N_("{number} (provisional)"), number=number) if is_provisional else number


# Sentences


def _sentences(spec: ChartSpec, language: Language) -> Iterator[str]:
    if isinstance(spec, Balance):
        return (_leaning(spec, one, language) for one in spec.rows)
    return _bars(spec, language) if isinstance(spec, Distribution) else _periods(spec, language)

def _bars(spec: Distribution, language: Language) -> Iterator[str]:
    for one in spec.bars:
        total = sum(part.count for part in one.parts)
        name, number = one.label.strip(), language.number(total)
        if not total:
            yield language.text(N_("{name}: none."), name=name or language.text(N_("In all")))
            continue
        parts = ", ".join(_part(part, total, language) for part in one.parts if part.count)
        if name:
            yield language.text(N_("{name}: {total} in all, of which {parts}."), name=name, total=number, parts=parts)
        else:
            yield language.text(N_("{total} in all, of which {parts}."), total=number, parts=parts)


def _part(part: Part, total: int, language: Language) -> str:
    number, share = language.number(part.count), _share(part.count, total, language)
    return language.text(N_("{part} {number} ({share})"), part=part.label, number=number, share=share)


def _share(count: int, total: int, language: Language) -> str:
    percent = round(100 * count / total) if total else 0
    if count and not percent:
        return language.text(N_("less than 1%"))
    return language.text(N_("{number}%"), number=language.number(percent))


def _leaning(spec: Balance, one: Leaning, language: Language) -> str:
    if not one.value:
        return language.text(N_("{name}: even."), name=one.label)
    side, number = spec.left if one.value < 0 else spec.right, language.number(abs(one.value))
    return language.text(N_("{name}: {number} {side}."), name=one.label, number=number, side=side.lower())


def _periods(spec: Lines | Columns, language: Language) -> Iterator[str]:
    for one in measured(spec):
        name = one.name.strip() or spec.unit.strip() or language.text(N_("Values"))
        yield _series(spec, one, name, language)
        if one.provisional:
            yield language.plural(
                "{name}: {count} value is provisional.",
                "{name}: {count} values are provisional.",
                len(one.provisional),
                name=name,
            )
        missing = sum(value is None for value in one.values)
        if 0 < missing < len(one.values):
            yield language.plural(
                "{name}: {count} value is missing.", "{name}: {count} values are missing.", missing, name=name
            )
    if spec.unit.strip():
        yield language.text(N_("Unit: {unit}."), unit=spec.unit)
    for remark in spec.annotations if isinstance(spec, Lines) else ():
        yield language.text(N_("Remark on {period}: {remark}"), period=spec.periods[remark.period], remark=remark.text)


def _series(spec: Lines | Columns, one: Series, name: str, language: Language) -> str:
    known = [(period, value) for period, value in zip(spec.periods, one.values, strict=True) if value is not None]
    if not known:
        return language.text(N_("{name}: no value is known."), name=name)
    if len(known) == 1 or (isinstance(spec, Columns) and len(known) <= _MOST_LISTED):
        listed = ", ".join(f"{period} {language.number(value)}" for period, value in known)
        return language.text(N_("{name}: {values}."), name=name, values=listed)
    lowest, highest = min(known, key=lambda one: one[1]), max(known, key=lambda one: one[1])
    if lowest[1] == highest[1]:
        return language.text(
            N_("{name}: {value} from {first} to {last}, without change."),
            name=name,
            value=language.number(lowest[1]),
            first=known[0][0],
            last=known[-1][0],
        )
    return language.text(
        N_("{name}: from {first} to {last}; lowest {lowest}, highest {highest}."),
        name=name,
        first=_dated(known[0], language),
        last=_dated(known[-1], language),
        lowest=_dated(lowest, language),
        highest=_dated(highest, language),
    )


def _dated(known: tuple[str, float], language: Language) -> str:
    return f"{language.number(known[1])} ({known[0]})"


# Tables


def _number(value: float | None, language: Language) -> str:
    return NO_VALUE if value is None else language.number(value)


def _titles(first: str, others: Sequence[str]) -> tuple[Column, ...]:
    return (Column(first, 1.4), *(Column(title, align="right") for title in others))


def _values_by_period(spec: Lines | Columns, language: Language) -> Table:
    """A column for each series and, where there are remarks, one for their numbers."""
    names = [one.name.strip() or spec.unit.strip() or language.text(N_("Values")) for one in measured(spec)]
    remarks = spec.annotations if isinstance(spec, Lines) else ()
    numbers: dict[int, list[str]] = {}
    for number, remark in enumerate(remarks, 1):
        numbers.setdefault(remark.period, []).append(language.number(number))
    rows = tuple(
        (
            period,
            *(_value(one, place, language) for one in measured(spec)),
            *((", ".join(numbers.get(place, ())),) if remarks else ()),
        )
        for place, period in enumerate(spec.periods)
    )
    others = [language.text(N_("Remark"))] if remarks else []
    return Table(_titles(language.text(N_("Period")), [*names, *others]), rows)


def _values_of_balance(spec: Balance, language: Language) -> Table:
    rows = tuple(
        (one.label, language.number(max(-one.value, 0)), language.number(max(one.value, 0))) for one in spec.rows
    )
    return Table(_titles(language.text(N_("Name")), [spec.left, spec.right]), rows)


def _values_of(one: Bar, language: Language) -> Table:
    total = sum(part.count for part in one.parts)
    titles = [language.text(N_("Count")), language.text(N_("Share"))]
    rows = tuple(
        (part.label, language.number(part.count), _share(part.count, total, language)) for part in one.parts
    )
    return Table(_titles(one.label or language.text(N_("State")), titles), rows)


def _values_by_bar(spec: Distribution, language: Language) -> Table:
    states = list(dict.fromkeys((part.tone, part.label) for one in spec.bars for part in one.parts))
    rows = []
    for one in spec.bars:
        counts = {state: 0 for state in states}
        for part in one.parts:
            counts[part.tone, part.label] += part.count
        numbers = [language.number(count) for count in (*counts.values(), sum(counts.values()))]
        rows.append((one.label or NO_VALUE, *numbers))
    titles = [*(label for _, label in states), language.text(N_("In all"))]
    return Table(_titles(language.text(N_("Name")), titles), tuple(rows))
