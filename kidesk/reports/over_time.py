"""Values over time, as lines or as standing columns: what such a chart is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """Values in the order of the chart's periods; None where nothing is known. Below 10^15 either way.

    `provisional` are the places of values that may still change.
    """

    name: str
    values: tuple[float | None, ...]
    provisional: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not all(value is None or abs(value) < 1e15 for value in self.values):
            raise ValueError(self.name)


@dataclass(frozen=True)
class Annotation:
    """A remark on one period, given by its place (0 is the first), about all series or the one at a place.

    `is_break`: from this period on values are counted in another way, so that no line leads there.
    """

    period: int
    text: str
    is_break: bool = False
    series: int | None = None

    def is_about(self, series: int) -> bool:
        """Whether it is about the series at a place."""
        return self.series in (None, series)


def _check_lengths(periods: tuple[str, ...], series: tuple[Series, ...]) -> None:
    if not periods or any(len(one.values) != len(periods) for one in series):
        raise ValueError("values and periods differ in number")


@dataclass(frozen=True)
class Lines:
    """Series over time; `unit` names what the values count."""

    series: tuple[Series, ...]
    periods: tuple[str, ...]
    annotations: tuple[Annotation, ...] = ()
    unit: str = ""

    def __post_init__(self) -> None:
        _check_lengths(self.periods, self.series)
        if any(not 0 <= remark.period < len(self.periods) for remark in self.annotations):
            raise ValueError("an annotation names no period")

    def breaks(self, series: int) -> frozenset[int]:
        """The periods from which the series at a place is counted in another way."""
        return frozenset(one.period for one in self.annotations if one.is_break and one.is_about(series))


@dataclass(frozen=True)
class Columns:
    """Series side by side as standing columns, one group a period.

    `targets`, one a series or none at all, are what its columns should have come to: marks across them, which the
    chart calls `target`.
    """

    series: tuple[Series, ...]
    periods: tuple[str, ...]
    unit: str = ""
    targets: tuple[Series, ...] = ()
    target: str = ""

    def __post_init__(self) -> None:
        _check_lengths(self.periods, (*self.series, *self.targets))
        if self.targets and len(self.targets) != len(self.series):
            raise ValueError("targets and series differ in number")
