"""Text in a figure: how wide it is in the typeface of a medium, and how it is broken and shortened."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kidesk.reports.figures.shapes import Weight

LABEL = 7.5
NAME = 8.0
LEADING = 10.5


@dataclass(frozen=True)
class Lettering:
    """`measure(text, weight)` gives the width of a text at size 1; all other lengths are points."""

    measure: Callable[[str, Weight], float]

    def width(self, text: str, size: float = LABEL, weight: Weight = 500) -> float:
        """How long a text is drawn."""
        return self.measure(text, weight) * size

    def lines(self, text: str, width: float, size: float = NAME, weight: Weight = 400) -> list[str]:
        """`text` in lines of at most `width`, at least one; a word that is too long is cut, nothing is lost."""
        found, line = [], ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if self.width(longer, size, weight) <= width:
                line = longer
                continue
            found.extend([line] if line else [])
            *cut, line = self._cut(word, width, size, weight)
            found.extend(cut)
        return [*found, line]

    def _cut(self, word: str, width: float, size: float, weight: Weight) -> Iterator[str]:
        start = 0
        for end in range(1, len(word)):
            if self.width(word[start : end + 1], size, weight) > width:
                yield word[start:end]
                start = end
        yield word[start:]

    def elided(self, text: str, width: float, size: float = LABEL, weight: Weight = 500) -> str:
        """`text` on one line of at most `width`, an ellipsis in place of the rest."""
        line = " ".join(text.split())
        if self.width(line, size, weight) <= width:
            return line
        lengths = range(len(line))
        fitting = bisect_right(lengths, width, key=lambda end: self.width(f"{line[:end]}…", size, weight))
        return f"{line[: max(fitting - 1, 0)].rstrip()}…"
