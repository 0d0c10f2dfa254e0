"""How things divide between states: stacked bars with their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kidesk.i18n import Language
from kidesk.reports.content import Bar, Distribution, Part
from kidesk.reports.figures.legend import chunks, legend, text_lines, tone_item
from kidesk.reports.figures.lettering import LEADING, Lettering
from kidesk.reports.figures.shapes import Figure, Ink, Rect, Shape, Text, shifted
from kidesk.reports.figures.symbols import symbol

HIGH = 16.0
BASELINE = 10.7
_BETWEEN = 1.5
PAD = 3.0
_LOWERED = 2.8  # the first line of a name stands beside the numbers of its bar
LABEL_SHARE = 0.36
AFTER_LABEL = 12.0
_BEFORE_TOTAL = 6.0


def part_widths(counts: Sequence[int], least: Sequence[float], width: float) -> list[float]:
    """Widths by share, together `width`, none narrower than its number when there is room for that."""
    if (crowd := sum(least)) > width:
        return [small * width / crowd for small in least]
    total = sum(counts)
    wanted = [max(small, width * count / total) for count, small in zip(counts, least, strict=True)]
    spare = [wide - small for wide, small in zip(wanted, least, strict=True)]
    over = sum(wanted) - width
    scale = min(over / sum(spare), 1.0) if sum(spare) else 0.0
    return [wide - more * scale for wide, more in zip(wanted, spare, strict=True)]


def distribution(spec: Distribution, width: float, lettering: Lettering, language: Language) -> Iterator[Figure]:
    """The states by name, then one figure a bar; the rest of a very long label has figures of its own."""
    states = dict.fromkeys((part.tone, part.label) for one in spec.bars for part in one.parts)
    yield from legend([tone_item(label, tone) for tone, label in states], width, lettering)
    labelled = any(one.label.strip() for one in spec.bars)
    left = (width - AFTER_LABEL) * LABEL_SHARE if labelled else 0.0
    start = left + AFTER_LABEL if labelled else 0.0
    behind = max((lettering.width(_total(one, language)) for one in spec.bars), default=0.0) + _BEFORE_TOTAL
    for one in spec.bars:
        full = _bar(one.parts, width - start - behind, lettering, language)
        total = Text(width - start, BASELINE, _total(one, language), anchor="end")
        lines = lettering.lines(one.label, left) if labelled else [""]
        yield from named_row(lines, shifted((*full, total), start, PAD), width)


def named_row(lines: list[str], drawn: Sequence[Shape], width: float) -> Iterator[Figure]:
    """A bar `HIGH` points high, drawn from the y `PAD`, with the lines of its name in front of it.

    What is left of a very long name has figures of its own.
    """
    first, *rest = chunks(lines)
    named = PAD + _LOWERED + len(first) * LEADING
    height = named if rest else max(2 * PAD + HIGH, named + PAD)
    yield Figure(width, height, (*text_lines(first, 0, PAD + _LOWERED), *drawn))
    for more in rest:
        end = PAD if more is rest[-1] else 0.0
        yield Figure(width, len(more) * LEADING + end, tuple(text_lines(more, 0, 0)))


def _total(one: Bar, language: Language) -> str:
    return language.number(sum(part.count for part in one.parts))


def _bar(parts: Sequence[Part], width: float, lettering: Lettering, language: Language) -> Iterator[Shape]:
    """One stacked bar, `width` points wide: each part with its sign and count."""
    drawn = [part for part in parts if part.count]
    if not drawn:
        yield Rect(0.25, 0.25, width - 0.5, HIGH - 0.5, Ink(stroke="line", wide=0.5))
    least = [lettering.width(language.number(part.count)) + 8 for part in drawn]
    x = 0.0
    for part, wide in zip(drawn, part_widths([part.count for part in drawn], least, width), strict=True):
        gap = 0 if part is drawn[-1] else _BETWEEN
        yield from shifted(_segment(part, wide - gap, lettering, language), x, 0)
        x += wide


def _segment(part: Part, wide: float, lettering: Lettering, language: Language) -> Iterator[Shape]:
    number, ink = language.number(part.count), f"on {part.tone}"
    yield Rect(0, 0, wide, HIGH, Ink(f"fill {part.tone}"))
    room = wide - lettering.width(number)
    if room >= 20:
        yield from symbol(part.tone, ink, 8, 5, 4)
        yield Text(16, BASELINE, number, ink)
    elif room >= 0:
        yield Text(wide / 2, BASELINE, number, ink, "middle")


def small_bar(one: Bar, width: float, language: Language) -> Figure:
    """A bar for a glance: a thin one, with the signs and numbers of its parts below."""
    shapes: list[Shape] = []
    drawn = [part for part in one.parts if part.count]
    gap, x = 2.0, 0.0
    total, room = sum(part.count for part in drawn), width - gap * (len(drawn) - 1)
    for part in drawn:
        wide = room * part.count / total
        shapes.append(_small_segment(part, x, wide))
        x += wide + gap
    step = min(width / max(len(one.parts), 1), 46)
    for place, part in enumerate(one.parts):
        colour = "axis" if part.tone == "none" else f"fill {part.tone}"
        shapes += symbol(part.tone, colour, 10, place * step, 16, wide=0.08)
        shapes.append(Text(place * step + 14, 23.9, language.number(part.count), "text", size=8.1, weight=600))
    return Figure(width, 27.5, tuple(shapes))


def _small_segment(part: Part, x: float, wide: float) -> Rect:
    """What is not assessed is hollow."""
    if part.tone != "none":
        return Rect(x, 0, wide, 7.5, Ink(f"fill {part.tone}"), 1.9)
    return Rect(x + 0.3, 0.3, max(wide - 0.6, 0), 6.9, Ink("ground", "axis", 0.6), 1.9)
