"""The press: pieces set on one A4 page after the other, with what stands on every page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from kidesk.i18n import N_, Language
from kidesk.reports import content
from kidesk.reports.paper import fonts
from kidesk.reports.paper.gate import Gate, Printable, for_metadata
from kidesk.reports.paper.rows import rule
from kidesk.reports.paper.words import Piece, Words, elided

_LANGUAGE_TAGS: Final = {"sv": "sv-SE", "en": "en-GB"}
_SIDE, _TOP, _FOOT = 56.0, 72.0, 64.0  # margins in points


OnPage = Callable[[int], None]


class Sheet(Canvas):
    """ReportLab's canvas and how deep its outline is."""

    outline_depth = 0
    headings = 0

    def bookmark(self, text: str, level: int, top: float) -> None:
        """Puts a heading of `level` (1 is the highest) into the outline; no level is skipped."""
        self.outline_depth = min(level, self.outline_depth + 1)
        self.headings += 1
        key = f"heading-{self.headings}"
        self.bookmarkPage(key, fit="XYZ", left=0, top=top, zoom=0)
        self.addOutlineEntry(text, key, self.outline_depth - 1, closed=False)


class Press:
    """Sets pieces on one page after the other."""

    def __init__(
        self, document: content.Document, language: Language, gate: Gate, stream: io.BytesIO, on_page: OnPage
    ) -> None:
        size = landscape(A4) if document.landscape else A4
        self._document, self._language, self._gate, self._on_page = document, language, gate, on_page
        self.width, self._high = size[0] - 2 * _SIDE, size[1]
        self._sheet = Sheet(
            stream,
            pagesize=size,
            pdfVersion=(1, 7),
            initialFontName=fonts.REGULAR,  # type: ignore[arg-type]  # the stub is wrong
            lang=_LANGUAGE_TAGS[language.code],
        )
        self._after, self._y, self._at_top = 0.0, self._high - _TOP, True
        self._furnish()

    def set(self, pieces: Iterable[Piece | None]) -> int:
        """Sets the pieces, finishes the file and gives the number of pages."""
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
        self._furnish()

    def _furnish(self) -> None:
        """What stands on every page; the number of pages is filled in when it is known."""
        sheet, document = self._sheet, self._document
        page = sheet.getPageNumber()
        if document.watermark:
            self._watermark(self._gate.line(document.watermark))
        sheet.setFillColor(HexColor(document.accent))
        if page == 1:
            sheet.rect(0, self._high - 6, self.width + 2 * _SIDE, 6, stroke=0, fill=1)
        else:
            rule(sheet, _SIDE, self._high - 48, self.width, document.accent)
            self._line(document.title, _SIDE, self._high - 30, self.width * 0.6)
        if document.notice:
            self._notice(self._gate.line(document.notice))
        rule(sheet, _SIDE, _FOOT - 18, self.width, fonts.LINE)
        self._line(document.footer, _SIDE, _FOOT - 24, self.width - 110)
        sheet.doForm(f"page-{page}")

    def _line(self, text: str, x: float, top: float, width: float) -> None:
        line = elided(self._gate.line(text), fonts.FOOT, width)
        Words(line, fonts.FOOT).draw(self._sheet, x, top, width + 10)

    def _watermark(self, text: Printable) -> None:
        sheet, across = self._sheet, self.width + 2 * _SIDE
        diagonal = (across**2 + self._high**2) ** 0.5
        size = min(0.66 * diagonal / max(fonts.measure(text, fonts.BOLD), 0.1), 150)
        sheet.saveState()
        sheet.translate(across / 2, self._high / 2)
        sheet.rotate(35 if across > self._high else 54)
        sheet.setFillColor(HexColor(fonts.WATERMARK))
        sheet.setFont(fonts.BOLD, size)
        sheet.drawCentredString(0, -0.36 * size, text)
        sheet.restoreState()

    def _notice(self, text: Printable) -> None:
        style = replace(fonts.FOOT, font=fonts.SEMIBOLD, colour=fonts.INK["warn"])
        wide = fonts.measure(text, style.font) * style.size + 16
        x, top = _SIDE + self.width - wide, self._high - 28
        self._sheet.setFillColor(HexColor(fonts.TINT["warn"]))
        self._sheet.roundRect(x, top - 14, wide, 15, 4, stroke=0, fill=1)
        Words(text, style).draw(self._sheet, x + 8, top - 1.5, wide)

    def _finish(self) -> int:
        sheet, document = self._sheet, self._document
        pages = sheet.getPageNumber()
        sheet.showPage()
        for page in range(1, pages + 1):
            said = self._language.text(N_("Page {page} of {pages}"), page=page, pages=pages)
            sheet.beginForm(f"page-{page}")
            style = replace(fonts.FOOT, align="right")
            Words(self._gate.line(said), style).draw(sheet, _SIDE, _FOOT - 24, self.width)
            sheet.endForm()
        sheet.setTitle(for_metadata(document.title))
        sheet.setAuthor(for_metadata(document.author))
        sheet.setSubject(for_metadata(document.subtitle))
        sheet.setCreator("kidesk")
        sheet.setViewerPreference("DisplayDocTitle", "true")
        if pages > 1 and sheet.headings:
            sheet.showOutline()
        sheet.save()
        return pages
