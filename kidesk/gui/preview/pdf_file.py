"""A PDF in memory: its pages as pictures, their text, and where words stand in it."""

from __future__ import annotations

import atexit
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from kidesk.exchange.pdfium import INSIDE

_PDFIUM: Any = pypdfium2
_OPEN: weakref.WeakSet[PdfFile] = weakref.WeakSet()
_WHITE = (255, 255, 255, 255)


@dataclass(frozen=True)
class Hit:
    """Where words were found: the page, from 0, and the rectangles they fill, in points from its top left corner."""

    page: int
    places: tuple[QRectF, ...]


class PdfFile:
    """The pages of a PDF. `sizes` are their widths and heights in points (1/72 inch). Every thread may ask.

    It is closed when nobody has it any more, or the program ends.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        with INSIDE:
            self._document = _PDFIUM.PdfDocument(data)
            self.title = str(self._document.get_metadata_value("Title"))
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(number) for number in range(len(self._document))
            )
        self._closing = weakref.finalize(self, _close, self._document)
        _OPEN.add(self)

    def close(self) -> None:
        """Closes it; nothing can be asked afterwards."""
        self._closing()

    def picture(self, number: int, scale: float) -> QImage:
        """A page on white, `scale` pixels a point."""
        with INSIDE, _closed(self._document[number]) as page:
            drawn = page.render(scale=scale, may_draw_forms=False, fill_color=_WHITE, prefer_bgrx=True)
            with _closed(drawn) as bitmap:
                form = QImage.Format.Format_RGB32
                return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form).copy()

    def text(self, number: int) -> str:
        """The text of a page in reading order."""
        with INSIDE, _closed(self._document[number]) as page, _closed(page.get_textpage()) as text:
            return str(text.get_text_bounded())

    def find(self, number: int, words: str) -> tuple[Hit, ...]:
        """Where `words` stand on a page, in either case."""
        height, words = self.sizes[number][1], _without_traps(words)
        if not words:
            return ()
        with INSIDE, _closed(self._document[number]) as page, _closed(page.get_textpage()) as text:
            with _closed(text.search(words)) as search:
                found = list(iter(search.get_next, None))
            return tuple(Hit(number, tuple(_places(text, start, count, height))) for start, count in found)


def _without_traps(words: str) -> str:
    """The words without what pasted text may hold and no page: PDFium never comes back from a search for U+0000."""
    return words.replace("\0", "").encode("utf-16-le", "ignore").decode("utf-16-le")  # halves of characters


def _close(document: Any) -> None:
    with INSIDE:
        document.close()


@atexit.register
def _close_all() -> None:
    """Goes before PDFium's own end, which asks no lock and complains of what is open."""
    for file in list(_OPEN):
        file.close()


@contextmanager
def _closed(opened: Any) -> Iterator[Any]:
    try:
        yield opened
    finally:
        opened.close()


def _places(text: Any, start: int, count: int, height: float) -> Iterator[QRectF]:
    for place in range(text.count_rects(start, count)):
        left, bottom, right, top = text.get_rect(place)
        yield QRectF(left, height - top, right - left, top - bottom)
