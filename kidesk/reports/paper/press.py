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
_USUAL, _NARROW = (56.0, 72.0, 64.0), (36.0, 54.0, 54.0)  # sides, top and foot in points
_NOTICE: Final = replace(fonts.FOOT, font=fonts.SEMIBOLD, colour=fonts.INK["warn"])


OnPage = Callable[[int], None]


class Press:
    """Sets pieces on one page after the other; their elements stand in `top`."""

    def __init__(self, document: content.Document, language: Language, gate: Gate, on_page: OnPage) -> None:
        size = landscape(A4) if document.landscape else A4
        self._document, self._language, self._gate, self._on_page = document, language, gate, on_page
        self._side, self._top, self._foot_high = _NARROW if document.has_narrow_margins else _USUAL
        self.width, self._high = size[0] - 2 * self._side, size[1]
        self.top = Element("Document")
        self._sheet = Sheet(io.BytesIO(), size, _LANGUAGE_TAGS[language.code])
        self._after, self._y, self._at_top = 0.0, self._high - self._top, True
        # The same on every page, so that it is broken and encoded once
        self._title = self._line(content.plain(document.title), fonts.FOOT, self.width * 0.6)
        self._foot = self._line(document.footer, fonts.FOOT, self.width - 110)
        notice, watermark = gate.line(document.notice or ""), gate.line(document.watermark or "")
        self._notice = self._line(notice, _NOTICE, self.width * 0.4 - 24) if notice else None
        self._watermark = self._large(watermark) if watermark else None
        self._say_state()
        self._sheet.furniture(self._furnish)

    def set(self, pieces: Iterable[Piece | None]) -> tuple[bytes, int]:
        """Sets the pieces; the whole file and the number of its pages."""
        run: list[Piece] = []
        is_due = False  # a new page is begun by what stands on it: there are no empty ones
        for piece in pieces:
            if piece is None:
                self._place_run(run)
                run, is_due = [], True
                continue
            if is_due:
                self._turn()
                is_due = False
            run.append(piece)
            if not piece.clings:
                self._place_run(run)
                run = []
        self._place_run(run)
        return self._finish()

    def _place_run(self, run: Sequence[Piece]) -> None:
        """Sets pieces that cling to each other, on a new page if this one has no room to begin the last."""
        if not run:
            return
        *led, last = run
        full = self._high - self._top - self._foot_high
        need = sum(piece.before + piece.height(self.width) + piece.after for piece in led) + last.before
        opening = last.opening(self.width)
        need += opening if need + opening <= full else 96
        if not self._at_top and self._y - self._foot_high < need <= full:
            self._turn()
        for piece in run:
            self._place(piece)

    def _place(self, piece: Piece) -> None:
        rest: Piece | None = piece
        while rest is not None:
            gap = 0.0 if self._at_top else max(self._after, rest.before)
            fits, left = rest.split(self.width, self._y - gap - self._foot_high)
            if fits is None and self._at_top:
                fits, left = rest, None  # nothing can be done: it is higher than a page
            if fits is not None:
                fits.draw(self._sheet, self._side, self._y - gap, self.width)
                self._y -= gap + fits.height(self.width)
                self._after, self._at_top = fits.after, False
            rest = left
            if rest is not None:
                self._turn()

    def _turn(self) -> None:
        self._on_page(self._sheet.getPageNumber())
        self._sheet.showPage()
        self._after, self._y, self._at_top = 0.0, self._high - self._top, True
        self._sheet.furniture(self._furnish)

    # What stands on every page

    def _say_state(self) -> None:
        """Watermark and notice are read aloud once, before all else, and are decoration on later pages."""
        if self._watermark:
            self._sheet.begin(self.top.add("P"))
            self._draw_watermark(self._watermark)
            self._sheet.end()
        if self._notice:
            self._draw_notice(self._notice, Leaf(self._notice, self.top.add("P")))

    def _furnish(self) -> None:
        """Head and foot; the number of pages is filled in when it is known."""
        sheet, document = self._sheet, self._document
        page = sheet.getPageNumber()
        if page == 1:
            block(sheet, 0, self._high - 6, self.width + 2 * self._side, 6, document.accent)
        else:
            if self._watermark:
                self._draw_watermark(self._watermark)
            if self._notice:
                self._draw_notice(self._notice, self._notice)
            rule(sheet, self._side, self._high - 48, self.width, document.accent)
            self._title.draw(sheet, self._side, self._high - 30, self.width)
        rule(sheet, self._side, self._foot_high - 18, self.width, fonts.LINE)
        self._foot.draw(sheet, self._side, self._foot_high - 24, self.width)
        sheet.later(lambda: self._number(page))

    def _number(self, page: int) -> str:
        said = self._language.text(N_("Page {page} of {pages}"), page=page, pages=self._sheet.page)
        words = Words(self._gate.line(said), replace(fonts.FOOT, align="right"))
        return words.operators(self._sheet, self._side, self._foot_high - 24, self.width)

    def _line(self, said: str, style: fonts.Style, width: float) -> Words:
        """One line of what stands on every page."""
        return Words(elided(self._gate.line(said), style, width), style)

    def _large(self, said: str) -> Words:
        """The watermark, as large as the page has room for."""
        diagonal = self._diagonal()
        wide = fonts.measure(self._gate.line(said), fonts.BOLD)
        size = max(min(0.66 * diagonal / max(wide, 0.1), 150), 20)
        style = fonts.Style(fonts.BOLD, size, size, fonts.WATERMARK, align="center")
        return self._line(said, style, 0.7 * diagonal)

    def _diagonal(self) -> float:
        return float(((self.width + 2 * self._side) ** 2 + self._high**2) ** 0.5)

    def _draw_watermark(self, words: Words) -> None:
        sheet, across, diagonal = self._sheet, self.width + 2 * self._side, self._diagonal()
        sheet.saveState()
        sheet.translate(across / 2, self._high / 2)
        sheet.rotate(35 if across > self._high else 54)
        words.draw(sheet, -diagonal / 2, words.style.size / 2, diagonal)
        sheet.restoreState()

    def _draw_notice(self, words: Words, piece: Piece) -> None:
        """The words on their tint, drawn as `piece`."""
        wide = words.natural() + 16
        x, top = self._side + self.width - wide, self._high - 28
        self._sheet.setFillColor(HexColor(fonts.TINT["warn"]))
        self._sheet.roundRect(x, top - 14, wide, 15, 4, stroke=0, fill=1)
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
