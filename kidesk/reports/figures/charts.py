"""A chart's specification drawn as figures: the one definition behind paper, screen and web."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kidesk.i18n import N_, Language
from kidesk.reports.content import ChartSpec, Distribution
from kidesk.reports.figures.distribution import distribution, small_bar
from kidesk.reports.figures.leaning import leanings
from kidesk.reports.figures.legend import (
    Item,
    column_item,
    legend,
    line_item,
    provisional_item,
    sentences,
    target_item,
)
from kidesk.reports.figures.lettering import Lettering
from kidesk.reports.figures.periods import columns, lines, ruled_plot, small_columns
from kidesk.reports.figures.shapes import Figure, stacked
from kidesk.reports.figures.summary import numbered
from kidesk.reports.leaning import Balance
from kidesk.reports.over_time import Columns, Lines

HEIGHT = 170.0
_LEAST_HEIGHT = 80.0


@dataclass(frozen=True)
class Glance:
    """A chart to be taken in at a glance, without scale and names: the first bar of a distribution, or the first
    series as columns, the first `highlighted` of them in the accent.
    """

    highlighted: int = 0


def strips(
    spec: ChartSpec,
    width: float,
    lettering: Lettering,
    language: Language,
    height: float = HEIGHT,
    *,
    has_remarks: bool = True,
) -> Iterator[Figure]:
    """The chart as figures `width` points wide to be set below each other, so that pages may divide it.

    `height` is that of the plot of lines and columns, without the names above and the remarks below, which are
    left out unless it `has_remarks`.
    """
    if isinstance(spec, Distribution):
        yield from distribution(spec, width, lettering, language)
        return
    if isinstance(spec, Balance):
        yield from leanings(spec, width, lettering, language)
        return
    yield from legend(list(_names(spec, language)), width, lettering)
    plot = ruled_plot(spec, width, height, lettering, language)
    if isinstance(spec, Columns):
        yield columns(spec, plot)
        return
    yield lines(spec, plot)
    for said in numbered(spec) if has_remarks else ():
        yield from sentences(said, width, lettering)


def _names(spec: Lines | Columns, language: Language) -> Iterator[Item]:
    """The series by name, and what else is drawn of them."""
    item = column_item if isinstance(spec, Columns) else line_item
    yield from (item(one.name, place) for place, one in enumerate(spec.series) if one.name.strip())
    if isinstance(spec, Columns) and spec.targets:
        yield target_item(spec.target)
    if isinstance(spec, Lines) and any(one.provisional for one in spec.series):
        yield provisional_item(language.text(N_("Provisional value")))


def figure(spec: ChartSpec, width: float, lettering: Lettering, language: Language, height: float = HEIGHT) -> Figure:
    """The whole chart as one figure; `width` and `height` as in `strips`."""
    return stacked(list(strips(spec, width, lettering, language, height)))


def fitted(spec: ChartSpec, width: float, height: float, lettering: Lettering, language: Language) -> Figure:
    """The chart without its remarks as one figure `height` points high, where lines and columns leave room for that."""

    def made(high: float) -> Figure:
        return stacked(list(strips(spec, width, lettering, language, high, has_remarks=False)))

    least = made(_LEAST_HEIGHT)
    return made(height - least.height + _LEAST_HEIGHT) if least.height < height else least


def glance(
    spec: Distribution | Lines | Columns,
    width: float,
    height: float,
    lettering: Lettering,
    language: Language,
    how: Glance,
) -> Figure:
    """The chart in little; a distribution has its own height."""
    if isinstance(spec, Distribution):
        return stacked([small_bar(one, width, language) for one in spec.bars[:1]])
    return small_columns(spec, width, height, lettering, language, how.highlighted)
