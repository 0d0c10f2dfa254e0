"""The style of a page: one sheet from the resources, in the colours of the document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from kidesk import paths
from kidesk.reports import content
from kidesk.reports.paper import fonts

ENOUGH: Final = 7.0  # contrast of text with what it stands on (WCAG 2.1, 1.4.6)


@cache
def _sheet() -> str:
    return paths.resource("web", "style.css").read_text("utf-8")


def style(document: content.Document) -> str:
    """The whole style sheet of a document."""
    said = "".join(f"  --{name}: {colour};\n" for name, colour in _colours(document.accent))
    orientation = "landscape" if document.landscape else "portrait"
    return f":root {{\n{said}}}\n@page {{\n  size: A4 {orientation};\n}}\n{_sheet()}"


def _colours(accent: str) -> Iterator[tuple[str, str]]:
    yield from (("accent", accent), ("accent-ink", readable(accent)))
    yield from (("text", fonts.TEXT), ("muted", fonts.INK["none"]), ("link", fonts.LINK))
    yield from (("line", fonts.LINE), ("strong-line", fonts.STRONG_LINE), ("shade", fonts.SHADE))
    for tone, ink in fonts.INK.items():
        yield f"{tone}-ink", readable(ink, fonts.TINT[tone])
        yield f"{tone}-tint", fonts.TINT[tone]


def readable(colour: str, ground: str = fonts.PAPER) -> str:
    """The colour, darkened as far as it must be to be read on a light ground; both are "#rrggbb"."""
    while contrast(colour, ground) < ENOUGH:
        colour = "#" + "".join(f"{int(part * 0.96):02x}" for part in _parts(colour))
    return colour


def contrast(one: str, other: str) -> float:
    """The contrast of two colours ("#rrggbb"), 1 to 21 (WCAG 2.1, contrast ratio)."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _parts(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
