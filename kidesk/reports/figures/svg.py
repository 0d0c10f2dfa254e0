"""A figure as SVG inside a web page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from kidesk.reports.figures.palette import Palette
from kidesk.reports.figures.shapes import Circle, Figure, Ink, Line, Point, Polygon, Rect, Shape, Text

# What XML 1.0 does not allow in a document (section 2.2), and halves of characters that cannot be encoded
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def svg(figure: Figure, palette: Palette, title: str, description: str) -> str:
    """The figure as one inline <svg> element, as wide as there is room up to its own width in CSS pixels.

    Text stays text in the typeface of the page. `title` is its accessible name and `description` says the same as
    the picture; all texts are plain text and are escaped. No styles, scripts, ids or addresses are in it.
    """
    width, height = _number(figure.width), _number(figure.height)
    names = {"title": title, "desc": description}
    said = "".join(f"<{name}>{_text(text)}</{name}>" for name, text in names.items() if text)
    drawn = "".join(_shape(shape, palette) for shape in figure.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" stroke-linejoin="round">{said}{drawn}</svg>'
    )


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))


def _number(number: float) -> str:
    return f"{round(number, 2):.6g}"


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _element(name: str, ink: Ink, palette: Palette, **places: str) -> str:
    given = {"fill": escape(palette.colour(ink.fill)) if ink.fill else "none", **places}
    if ink.stroke:
        given |= {"stroke": escape(palette.colour(ink.stroke)), "stroke-width": _number(ink.wide)}
    if ink.dashes:
        given["stroke-dasharray"] = " ".join(map(_number, ink.dashes))
    if ink.round_ends:
        given["stroke-linecap"] = "round"
    said = " ".join(f'{key}="{value}"' for key, value in given.items())
    return f"<{name} {said}/>"


def _shape(shape: Shape, palette: Palette) -> str:
    match shape:
        case Line(points, ink):
            return _element("polyline", ink, palette, points=_points(points))
        case Polygon(points, ink):
            return _element("polygon", ink, palette, points=_points(points))
        case Circle(x, y, radius, ink):
            return _element("circle", ink, palette, cx=_number(x), cy=_number(y), r=_number(radius))
        case Rect():
            places = {"x": shape.x, "y": shape.y, "width": shape.width, "height": shape.height, "rx": shape.radius}
            named = {name: _number(value) for name, value in places.items() if value or name != "rx"}
            return _element("rect", shape.ink, palette, **named)
        case Text():
            return _words(shape, palette)


def _words(shape: Text, palette: Palette) -> str:
    return (
        f'<text x="{_number(shape.x)}" y="{_number(shape.y)}" font-size="{_number(shape.size)}" '
        f'font-weight="{shape.weight}" text-anchor="{shape.anchor}" '
        f'fill="{escape(palette.colour(shape.colour))}">{_text(shape.text)}</text>'
    )
