"""Documents of chance: every block, cell and text in any place and order, the same for the same number."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, cast

from kidesk.reports import content, over_time
from tests.reports.hostile import KINDS, SURROGATES

WORDS = ("", " ", "\u200b", "x", "Two\nlines", SURROGATES, "internationaliseringsarbetet ", "Q" * 300, *KINDS)
_TONES: tuple[content.Tone, ...] = ("ok", "warn", "bad", "none", "info")
_ADDRESSES = ("https://a.se/?b=(c)", "mailto:a@b.se", "javascript:alert(1)", "")


class Chance:
    """Makes the values of one document."""

    def __init__(self, number: int) -> None:
        self._random = Random(number)

    def document(self) -> content.Document:
        """A document of up to eight blocks."""
        one = self._random.choice
        return content.Document(
            title=self._head(),
            language_code="en",
            blocks=self._some(8, self._block),
            subtitle=self._text(),
            control=one((None, self._some(5, lambda: (self._text(), self._text())))),
            watermark=one((None, self._text())),
            notice=one((None, self._text())),
            footer=self._text(),
            author=self._text(),
            cover=one(("band", "page")),
            landscape=one((True, False)),
            has_narrow_margins=one((True, False)),
        )

    def _some(self, most: int, made: Callable[[], Any]) -> tuple[Any, ...]:
        return tuple(made() for _ in range(self._random.randint(0, most)))

    def _text(self) -> str:
        """Mostly a few words, at times two pages of them."""
        said = self._random.choice(WORDS)
        return " ".join([said] * self._random.choice((1, 1, 1, 1, 1, 3, 20, 100)))[:4000]

    def _head(self) -> str | content.Foreign:
        return self._random.choice((self._text(), content.Foreign(self._text(), "sv")))

    def _phrase(self) -> content.Phrase:
        return self._random.choice((self._head(), content.Link(self._text(), self._random.choice(_ADDRESSES))))

    def _mark(self) -> content.Badge | content.Trend:
        tone, way = self._random.choice(_TONES), self._random.choice(("up", "same", "down"))
        trend = content.Trend(self._text(), cast(content.Direction, way), tone)
        badge = content.Badge(self._text(), tone, self._random.choice(("", "", self._text())))
        return self._random.choice((badge, trend))

    def _parts(self) -> tuple[content.Part, ...]:
        count = self._random.choice((0, 1, 12, 10**6))
        return self._some(4, lambda: content.Part(self._text(), count, self._random.choice(_TONES)))

    def _cell(self) -> content.Cell:
        stack = content.Stack(self._some(3, lambda: self._random.choice((self._phrase, self._mark))()))
        return self._random.choice((self._phrase(), self._phrase(), self._mark(), content.Counts(self._parts()), stack))

    def _pairs(self) -> tuple[tuple[str, content.Cell], ...]:
        return self._some(6, lambda: (self._text(), self._cell()))

    def _table(self) -> content.Table:
        columns = tuple(self._column() for _ in range(self._random.choice((1, 2, 3, 5, 8))))

        def row() -> content.TableRow:
            if not self._random.randint(0, 3):
                return content.Group(self._head())
            return tuple(self._cell() for _ in columns)

        rows = self._some(6, row) * self._random.choice((1, 1, 7))
        return content.Table(columns, rows, self._text(), is_compact=self._random.choice((False, False, True)))

    def _column(self) -> content.Column:
        align: content.Align = self._random.choice(("left", "right", "center"))
        return content.Column(self._text(), self._random.choice((0.2, 1.0, 3.0)), align)

    def _chart(self) -> content.Chart:
        periods = tuple(self._text() for _ in range(self._random.choice((1, 4, 12))))
        known = (None, 0.0, -3.5, 7.0, 9e14)
        series = self._some(
            4, lambda: over_time.Series(self._text(), tuple(self._random.choice(known) for _ in periods))
        )
        remarks = self._some(3, lambda: over_time.Annotation(self._random.randrange(len(periods)), self._text()))
        specs: tuple[content.ChartSpec, ...] = (
            content.Distribution(self._some(4, lambda: content.Bar(self._text(), self._parts()))),
            over_time.Lines(series, periods, remarks, self._text()),
            over_time.Columns(series, periods, self._text()),
        )
        return content.Chart(self._random.choice(specs), self._text(), self._text(), self._random.choice((True, False)))

    def _block(self) -> content.Block:
        made: Callable[[], content.Block] = self._random.choice(
            (
                lambda: content.Heading(self._random.randint(1, 4), self._head()),
                lambda: content.Heading(self._random.randint(1, 4), self._head()),
                lambda: content.Paragraph(self._phrase()),
                lambda: content.Contents(self._random.randint(1, 4), self._text()),
                lambda: content.Facts(self._pairs()),
                lambda: content.Grid(self._pairs()),
                lambda: content.Legend(self._some(4, lambda: (self._mark(), self._text()))),
                lambda: content.Note(self._random.choice(_TONES), self._text()),
                lambda: content.ListBlock(self._some(9, self._phrase), self._random.choice((True, False))),
                lambda: content.KeepTogether(self._some(4, self._block)),
                content.PageBreak,
                self._table,
                self._chart,
            )
        )
        return made()
