"""Which way things lean: lying bars to the left and to the right of a common line."""

from __future__ import annotations

from collections.abc import Iterator

from kidesk.i18n import Language
from kidesk.reports.figures.distribution import AFTER_LABEL, BASELINE, HIGH, LABEL_SHARE, PAD, named_row
from kidesk.reports.figures.legend import column_box, column_item, legend
from kidesk.reports.figures.lettering import Lettering
from kidesk.reports.figures.shapes import Figure, Shape, Text, hairline
from kidesk.reports.leaning import Balance, Leaning

_BESIDE = 4.0  # between a bar and its number


def leanings(spec: Balance, width: float, lettering: Lettering, language: Language) -> Iterator[Figure]:
    """The names of both ways, then one figure a row: filled bars lie on the left, hollow ones on the right."""
    yield from legend([column_item(spec.left, 0), column_item(spec.right, 1)], width, lettering)
    left = (width - AFTER_LABEL) * LABEL_SHARE
    numbers = max((lettering.width(language.number(abs(one.value))) for one in spec.rows), default=0.0) + _BESIDE
    values = [0, *(one.value for one in spec.rows)]
    scale = (width - left - AFTER_LABEL - 2 * numbers) / max(max(values) - min(values), 1)
    zero = left + AFTER_LABEL + numbers - min(values) * scale
    for one in spec.rows:
        drawn = tuple(_bar(one, zero, scale, language))
        yield from named_row(lettering.lines(one.label, left), drawn, width)


def _bar(one: Leaning, zero: float, scale: float, language: Language) -> Iterator[Shape]:
    long, number = abs(one.value) * scale, language.number(abs(one.value))
    if one.value < 0:
        yield column_box(0, zero - long, PAD, long, HIGH)
        yield Text(zero - long - _BESIDE, PAD + BASELINE, number, "text", "end")
    else:
        yield column_box(1, zero, PAD, long, HIGH)
        yield Text(zero + long + _BESIDE, PAD + BASELINE, number, "text")
    yield hairline((zero, 0), (zero, 2 * PAD + HIGH), "axis")
