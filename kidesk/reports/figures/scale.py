"""The value axis of a chart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kidesk.reports.over_time import Series


@dataclass(frozen=True)
class Scale:
    """From `low` to `high` in even steps, drawn between the y `foot` and the y `top`, in points."""

    low: float
    high: float
    step: float
    foot: float
    top: float

    def y(self, value: float) -> float:
        """Where a value stands."""
        return self.foot + (value - self.low) / (self.high - self.low) * (self.top - self.foot)

    def ticks(self) -> Iterator[float]:
        """The values that get a line."""
        for place in range(round((self.high - self.low) / self.step) + 1):
            yield round(self.low + place * self.step, 12)


def scale(series: Sequence[Series], foot: float, top: float) -> Scale:
    """An axis that holds all values and zero, with at most six steps of 1, 2 or 5; whole numbers get whole steps."""
    values = [value for one in series for value in one.values if value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    if high == low:
        return Scale(0.0, 1.0, 1.0, foot, top)
    span = max(high - low, 1e-9)
    power = 10.0 ** math.floor(math.log10(span / 4))
    step = next(power * factor for factor in (1, 2, 5, 10) if span / (power * factor) <= 5)
    if all(float(value).is_integer() for value in values):
        step = max(step, 1.0)
    start = math.floor(low / step) * step
    return Scale(start, max(math.ceil(high / step) * step, start + step), step, foot, top)
