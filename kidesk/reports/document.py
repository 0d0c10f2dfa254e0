"""A document on paper: its blocks set on A4 pages and written to a file that is whole or not there at all."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from kidesk.errors import KideskError
from kidesk.i18n import N_, Language
from kidesk.reports import charts, content, fonts
from kidesk.reports.words import (
    NOTHING,
    Gate,
    Look,
    Piece,
    Printable,
    Row,
    Rows,
    Track,
    Words,
    elided,
    for_metadata,
    rule,
    stack,
)

_LANGUAGE_TAGS: Final = {"sv": "sv-SE", "en": "en-GB"}
_SIDE, _TOP, _FOOT = 56.0, 72.0, 64.0  # margins in points


@dataclass(frozen=True)
class WriteReport:
    """What was printed: the number of pages and sentences on what could not be printed as it was."""

    pages: int
    warnings: tuple[str, ...] = ()


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


@dataclass(frozen=True)
class Anchor:
    """The place of a heading: takes no room, stays with the heading and is named in the outline."""

    text: str
    level: int
    before: float
    after: float = 0
    clings: bool = True

    def height(self, width: float) -> float:
        return 0.0

    def opening(self, width: float) -> float:
        return 0.0

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        return self, None

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        if isinstance(canvas, Sheet):
            canvas.bookmark(self.text, self.level, top + 10)


class Setter:
    """Turns blocks into pieces that can be set on a page `width` points wide."""

    def __init__(self, document: content.Document, language: Language, gate: Gate, width: float) -> None:
        self._document, self._language, self._gate, self._width = document, language, gate, width

    def document(self) -> Iterator[Piece | None]:
        """The pieces of the whole document; None where a new page begins."""
        yield from self._cover()
        for block in self._document.blocks:
            if isinstance(block, content.PageBreak):
                yield None
            else:
                yield from self._block(block)

    def _words(self, text: str, style: fonts.Style, clings: bool = False) -> Words:
        return Words(self._gate.text(text), style, clings)

    def _cover(self) -> Iterator[Piece | None]:
        document, page = self._document, self._document.cover == "page"
        if page:
            yield Rows(_ONE, (Row((NOTHING,), gap=150),), Look(pad=0, rule=None))
        yield self._words(document.title, fonts.TITLE)
        if document.subtitle.strip():
            yield self._words(document.subtitle, fonts.SUBTITLE)
        if document.control:
            yield self._control(document.control)
        if page:
            yield None
        else:
            yield Rows(_ONE, (), before=6, after=6)

    def _control(self, pairs: Sequence[tuple[str, str]]) -> Piece:
        cells: list[Piece] = [
            stack([self._words(label, fonts.LABEL), self._words(value, fonts.VALUE)]) for label, value in pairs
        ]
        cells += [NOTHING] * (-len(cells) % 3)
        rows = tuple(Row(tuple(cells[start : start + 3])) for start in range(0, len(cells), 3))
        look = Look(pad=7, gutter=16, inset=12, frame=fonts.LINE)
        return Rows((Track(share=1),) * 3, rows, look, before=18, after=10)

    def _block(self, block: content.Block) -> Iterator[Piece]:
        match block:
            case content.Heading(level, text):
                style = fonts.HEADINGS[level]
                yield Anchor(for_metadata(text) or "–", level, style.before)
                yield self._words(text, replace(style, before=0), clings=True)
            case content.Paragraph(text, style_name):
                yield self._words(text, _PARAGRAPHS[style_name])
            case content.ListBlock(items, numbered):
                yield self._list(items, numbered)
            case content.Note(tone, text):
                yield self._note(tone, text)
            case content.Facts(pairs):
                yield self._facts(pairs)
            case content.Legend(items):
                yield self._legend(items)
            case content.Table():
                yield self._table(block)
            case content.Chart():
                yield self._chart(block)
            case content.KeepTogether(blocks):
                yield stack([piece for one in blocks for piece in self._block(one)], whole=True)

    def _cell(self, cell: content.Cell, style: fonts.Style = fonts.CELL) -> Piece:
        return self._words(cell, style) if isinstance(cell, str) else charts.mark(cell, self._gate)

    def _list(self, items: Sequence[str], numbered: bool) -> Piece:
        rows = tuple(
            Row((self._words(f"{place}." if numbered else "•", fonts.BODY), self._words(item, fonts.BODY)))
            for place, item in enumerate(items, 1)
        )
        tracks = (Track(points=16 if numbered else 8), Track(share=1))
        return Rows(tracks, rows, Look(pad=1.5, gutter=4, rule=None, tall=40), after=8)

    def _note(self, tone: content.Tone, text: str) -> Piece:
        sign = charts.Picture(charts.sign(tone, fonts.INK[tone], 11), before=0, after=0)
        row = Row((sign, self._words(text, replace(fonts.CELL, size=9, leading=13))))
        look = Look(pad=8, gutter=8, inset=12, rule=None, tint=fonts.TINT[tone], bar=fonts.INK[tone], tall=60)
        return Rows((Track(points=11), Track(share=1)), (row,), look, before=6, after=10)

    def _facts(self, pairs: Sequence[tuple[str, content.Cell]]) -> Piece:
        label = replace(fonts.ROW_NAME, colour=fonts.MUTED)
        rows = tuple(Row((self._words(name, label), self._cell(value))) for name, value in pairs)
        return Rows((Track(share=0.3), Track(share=0.7)), rows, Look(pad=4.5), whole=len(rows) <= 8, before=2, after=12)

    def _legend(self, items: Sequence[tuple[content.Badge | content.Trend, str]]) -> Piece:
        rows = tuple(Row((self._cell(sign), self._words(text, fonts.CELL))) for sign, text in items)
        look = Look(pad=4, inset=12, edge=6, rule=None, tint=fonts.SHADE)
        return Rows((Track(share=0.28), Track(share=0.72)), rows, look, before=4, after=12)

    def _table(self, table: content.Table) -> Piece:
        if not table.rows and table.empty:
            return self._words(table.empty, fonts.SMALL)
        names = [replace(fonts.COLUMN_NAME, align=column.align) for column in table.columns]
        cells = [replace(fonts.CELL, align=column.align) for column in table.columns]
        cells[0] = replace(cells[0], font=fonts.MEDIUM)
        titles = zip(table.columns, names, strict=True)
        head = Row(tuple(self._words(column.title, style) for column, style in titles), holds=True)
        rows = tuple(self._row(row, cells) for row in table.rows)
        tracks = self._tracks(table.columns, rows)
        rows_and_head = Rows(tracks, rows, head=head, before=2, after=14)
        if Rows(tracks, (head,)).height(self._width) > 200:  # too high to be repeated
            return replace(rows_and_head, rows=(head, *rows), head=None)
        return rows_and_head

    def _tracks(self, columns: Sequence[content.Column], rows: Sequence[Row]) -> tuple[Track, ...]:
        """Columns by their shares, but no badge or trend is broken that can be spared it."""
        total = sum(column.width_share for column in columns)
        room = self._width - Look().gutter * (len(columns) - 1)
        tracks = []
        for place, column in enumerate(columns):
            marks = (row.cells[place] for row in rows if len(row.cells) == len(columns) > 1)
            least = max((one.natural() for one in marks if isinstance(one, charts.Mark)), default=0.0)
            enough = room * column.width_share / total >= least or least > room / 4
            tracks.append(Track(share=column.width_share) if enough else Track(points=least))
        if sum(track.points for track in tracks) > room * 0.6:
            return tuple(Track(share=column.width_share) for column in columns)
        return tuple(tracks)

    def _row(self, row: content.TableRow, styles: Sequence[fonts.Style]) -> Row:
        if isinstance(row, content.Group):
            return Row((self._words(row.text, fonts.GROUP_NAME),), holds=True, gap=6)
        return Row(tuple(self._cell(cell, style) for cell, style in zip(row, styles, strict=True)))

    def _chart(self, chart: content.Chart) -> Piece:
        title = [self._words(chart.title, fonts.CHART_TITLE, clings=True)] if chart.title.strip() else []
        drawn = charts.pieces(chart.spec, self._width, self._gate, self._language, self._document.accent)
        return stack([*title, *drawn, self._words(chart.summary, fonts.SMALL)], whole=True)


_ONE: Final = (Track(share=1),)
_PARAGRAPHS: Final = {"body": fonts.BODY, "muted": fonts.SMALL, "lead": fonts.LEAD}


class Press:
    """Sets pieces on one page after the other."""

    def __init__(self, document: content.Document, language: Language, gate: Gate, stream: io.BytesIO) -> None:
        size = landscape(A4) if document.landscape else A4
        self._document, self._language, self._gate = document, language, gate
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


def render(document: content.Document, language: Language) -> tuple[bytes, WriteReport]:
    """The document as a PDF in memory. `language` says the fixed words and is the document's own.

    Raises ValueError when the two languages differ.
    """
    if document.language_code != language.code:
        raise ValueError(document.language_code)
    fonts.register()
    gate, stream = Gate(), io.BytesIO()
    press = Press(document, language, gate, stream)
    pages = press.set(Setter(document, language, gate, press.width).document())
    return stream.getvalue(), WriteReport(pages, gate.warnings(language))


def write(document: content.Document, target: Path, language: Language) -> WriteReport:
    """Writes the document as a PDF that only its owner can read (mode 0600), in place of what was there.

    Raises KideskError when the file cannot be written; an earlier file is then as it was.
    """
    data, report = render(document, language)
    try:
        _replace(target, data)
    except OSError as error:
        message = N_(
            "The document “{name}” could not be saved in {folder}: {reason}. Nothing was changed there. "
            "Close the file if it is open in another program, or choose another folder, and try again."
        )
        folder, reason = target.parent, error.strerror or type(error).__name__
        raise KideskError(message, name=target.name, folder=folder, reason=reason) from error
    return report


def _replace(target: Path, data: bytes) -> None:
    """Puts `data` in the place of the target in one step, by way of a file beside it."""
    handle, name = tempfile.mkstemp(prefix=".kidesk-", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
