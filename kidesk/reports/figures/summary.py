"""What a chart shows, in sentences and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kidesk.i18n import N_, Language
from kidesk.reports.content import Bar, ChartSpec, Column, Distribution, Part, Table
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


def values(spec: ChartSpec, language: Language) -> Table:
    """Every value of the chart: periods by series, bars (a single one: its parts) by state, or rows by way."""
    if isinstance(spec, Balance):
        return _values_of_balance(spec, language)
    if not isinstance(spec, Distribution):
        return _values_by_period(spec, language)
    if len(spec.bars) == 1:
        return _values_of(spec.bars[0], language)
    return _values_by_bar(spec, language)


def period_values(spec: Lines | Columns, period: int, language: Language) -> list[str]:
    """What is known of a period (counted from 0): its name, then each series with its value."""
    said = [spec.periods[period]]
    for one in measured(spec):
        value = one.values[period]
        if value is not None:
            said.append(f"{one.name}  {language.number(value)}".strip())
    return said


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
    names = [one.name.strip() or spec.unit.strip() or language.text(N_("Values")) for one in measured(spec)]
    rows = tuple(
        (period, *(_number(one.values[place], language) for one in measured(spec)))
        for place, period in enumerate(spec.periods)
    )
    return Table(_titles(language.text(N_("Period")), names), rows)


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
