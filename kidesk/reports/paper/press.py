"""The press: pieces set on one A4 page after the other, with what stands on every page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape

from kidesk.i18n import N_, Language
from kidesk.records import clock
from kidesk.reports import content
from kidesk.reports.paper import archive, fonts
from kidesk.reports.paper.gate import Gate, for_metadata
from kidesk.reports.paper.rows import block, rule
from kidesk.reports.paper.sheet import Sheet
from kidesk.reports.paper.tags import Element
from kidesk.reports.paper.words import Leaf, Piece, Words, elided

_LANGUAGE_TAGS: Final = {"sv": "sv-SE", "en": "en-GB"}
_SIDE, _TOP, _FOOT = 56.0, 72.0, 64.0  # margins in points


OnPage = Callable[[int], None]


class Press:
    """Sets pieces on one page after the other; their elements stand in `top`."""

    def __init__(self, document: content.Document, language: Language, gate: Gate, on_page: OnPage) -> None:
        size = landscape(A4) if document.landscape else A4
        self._document, self._language, self._gate, self._on_page = document, language, gate, on_page
        self.width, self._high = size[0] - 2 * _SIDE, size[1]
        self.top = Element("Document")
        self._sheet = Sheet(io.BytesIO(), size, _LANGUAGE_TAGS[language.code])
        self._after, self._y, self._at_top = 0.0, self._high - _TOP, True
        self._say_state()
        self._sheet.furniture(self._furnish)

    def set(self, pieces: Iterable[Piece | None]) -> tuple[bytes, int]:
        """Sets the pieces; the whole file and the number of its pages."""
        run: list[Piece] = []
        for piece in pieces:
            if piece is not None:
                run.append(piece)
            if piece is None or not piece.clings:
                self._place_run(run)
                run = []
            if piece is None:
                self._turn()
        self._place_run(run)
        return self._finish()

    def _place_run(self, run: Sequence[Piece]) -> None:
        """Sets pieces that cling to each other, on a new page if this one has no room to begin the last."""
        if not run:
            return
        *led, last = run
        full = self._high - _TOP - _FOOT
        need = sum(piece.before + piece.height(self.width) + piece.after for piece in led) + last.before
        opening = last.opening(self.width)
        need += opening if need + opening <= full else 96
        if not self._at_top and self._y - _FOOT < need <= full:
            self._turn()
        for piece in run:
            self._place(piece)

    def _place(self, piece: Piece) -> None:
        rest: Piece | None = piece
        while rest is not None:
            gap = 0.0 if self._at_top else max(self._after, rest.before)
            fits, left = rest.split(self.width, self._y - gap - _FOOT)
            if fits is None and self._at_top:
                fits, left = rest, None  # nothing can be done: it is higher than a page
            if fits is not None:
                fits.draw(self._sheet, _SIDE, self._y - gap, self.width)
                self._y -= gap + fits.height(self.width)
                self._after, self._at_top = fits.after, False
            rest = left
            if rest is not None:
                self._turn()

    def _turn(self) -> None:
        self._on_page(self._sheet.getPageNumber())
        self._sheet.showPage()
        self._after, self._y, self._at_top = 0.0, self._high - _TOP, True
        self._sheet.furniture(self._furnish)

    # What stands on every page

    def _say_state(self) -> None:
        """Watermark and notice are read aloud once, before all else, and are decoration on later pages."""
        if self._document.watermark:
            self._sheet.begin(self.top.add("P"))
            self._watermark(self._document.watermark)
            self._sheet.end()
        if self._document.notice:
            self._notice(self._document.notice)

    def _furnish(self) -> None:
        """Head and foot; the number of pages is filled in when it is known."""
        sheet, document = self._sheet, self._document
        page = sheet.getPageNumber()
        if page == 1:
            block(sheet, 0, self._high - 6, self.width + 2 * _SIDE, 6, document.accent)
        else:
            if document.watermark:
                self._watermark(document.watermark)
            if document.notice:
                self._notice(document.notice)
            rule(sheet, _SIDE, self._high - 48, self.width, document.accent)
            self._line(content.plain(document.title), _SIDE, self._high - 30, self.width * 0.6)
        rule(sheet, _SIDE, _FOOT - 18, self.width, fonts.LINE)
        self._line(document.footer, _SIDE, _FOOT - 24, self.width - 110)
        sheet.later(lambda: self._number(page))

    def _number(self, page: int) -> str:
        said = self._language.text(N_("Page {page} of {pages}"), page=page, pages=self._sheet.page)
        words = Words(self._gate.line(said), replace(fonts.FOOT, align="right"))
        return words.operators(self._sheet, _SIDE, _FOOT - 24, self.width)

    def _line(self, text: str, x: float, top: float, width: float) -> None:
        line = elided(self._gate.line(text), fonts.FOOT, width)
        Words(line, fonts.FOOT).draw(self._sheet, x, top, width + 10)

    def _watermark(self, said: str) -> None:
        text = self._gate.line(said)
        sheet, across = self._sheet, self.width + 2 * _SIDE
        diagonal = (across**2 + self._high**2) ** 0.5
        size = min(0.66 * diagonal / max(fonts.measure(text, fonts.BOLD), 0.1), 150)
        style = fonts.Style(fonts.BOLD, size, size, fonts.WATERMARK, align="center")
        sheet.saveState()
        sheet.translate(across / 2, self._high / 2)
        sheet.rotate(35 if across > self._high else 54)
        Words(text, style).draw(sheet, -diagonal / 2, size / 2, diagonal)
        sheet.restoreState()

    def _notice(self, said: str) -> None:
        text = self._gate.line(said)
        style = replace(fonts.FOOT, font=fonts.SEMIBOLD, colour=fonts.INK["warn"])
        wide = fonts.measure(text, style.font) * style.size + 16
        x, top = _SIDE + self.width - wide, self._high - 28
        self._sheet.setFillColor(HexColor(fonts.TINT["warn"]))
        self._sheet.roundRect(x, top - 14, wide, 15, 4, stroke=0, fill=1)
        words = Words(text, style)
        is_first = self._sheet.page == 0
        piece = Leaf(words, self.top.add("P")) if is_first else words
        piece.draw(self._sheet, x + 8, top - 1.5, wide)

    def _finish(self) -> tuple[bytes, int]:
        sheet, document = self._sheet, self._document
        sheet.showPage()
        sheet.setViewerPreference("DisplayDocTitle", "true")
        if sheet.page > 1 and sheet.is_outlined:
            sheet.showOutline()
        properties = archive.Properties(
            title=for_metadata(content.plain(document.title)) or "–",
            language_tag=_LANGUAGE_TAGS[self._language.code],
            author=for_metadata(document.author),
            subject=for_metadata(document.subtitle),
            made_at=clock.now(),
        )
        return archive.finish(sheet, self.top, properties), sheet.page
