"""Charts as figures: drawn for wide and for narrow windows, said in a sentence, and all values in a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

from kidesk.i18n import N_, Language
from kidesk.reports import content, over_time
from kidesk.reports.figures import charts, summary
from kidesk.reports.paper import drawing
from kidesk.reports.web.elements import Html, cleaned, element, joined, picture, within, words
from kidesk.reports.web.style import readable
from kidesk.reports.web.tables import Tables

# Points a drawing is laid out in; the page shows it half as large again, so that its letters are 12 pixels high.
_WIDTHS: Final = {"for-wide": 480.0, "for-narrow": 190.0}

_Said = TypeVar("_Said")


def figure(chart: content.Chart, language: Language, accent: str, tables: Tables, about: str) -> Iterator[Html]:
    """The chart; `accent` ("#rrggbb") is darkened where it could not be seen, `about` is the heading it stands under.

    A picture says nothing to those who do not see it, so its values always follow: open where the report wants them,
    else folded away.
    """
    name = chart.title if chart.title.strip() else about
    said = chart.summary if chart.summary.strip() else summary.summary(chart.spec, language)
    title = [element("p", words(chart.title), class_="chart-title")] if chart.title.strip() else []
    drawn = _drawings(_shown(chart.spec), language, accent, name)
    yield element("figure", *title, *drawn, element("figcaption", words(said)))
    values = tables.table(summary.values(chart.spec, language), name)
    if chart.with_values:
        yield from values
    else:
        folded = element("summary", words(language.text(N_("The values of the chart"))))
        yield from within("details", (folded, *values, *_remarks(chart.spec, language)))


def _drawings(spec: content.ChartSpec, language: Language, accent: str, name: str) -> Iterator[Html]:
    colours = drawing.palette(readable(accent))
    for kind, width in _WIDTHS.items():
        drawn = charts.figure(spec, width, drawing.LETTERING, language)
        yield element("div", picture(drawn, colours, name), class_=f"drawing {kind}")


def _remarks(spec: content.ChartSpec, language: Language) -> Iterator[Html]:
    """What the numbers in the drawing stand for."""
    if isinstance(spec, over_time.Lines) and spec.annotations:
        message = N_("Remark on {period}: {remark}")
        said = (language.text(message, period=spec.periods[one.period], remark=one.text) for one in spec.annotations)
        yield element("ul", joined(element("li", words(one)) for one in said))


def _shown(value: _Said) -> _Said:
    """The same chart, its texts clean: the drawing is measured with them before it is written."""
    shown: Any = value
    if isinstance(value, str):
        shown = cleaned(value)
    elif isinstance(value, tuple):
        shown = tuple(map(_shown, value))
    elif is_dataclass(value) and not isinstance(value, type):
        shown = replace(value, **{field.name: _shown(getattr(value, field.name)) for field in fields(value)})
    return shown  # type: ignore[no-any-return]
