"""Printing on paper: the pages as pictures of 300 dots an inch, in the printer's order and on its paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from kidesk.errors import KideskError
from kidesk.gui.preview.pdf_file import PdfFile
from kidesk.i18n import N_

DOTS = 300
_POINTS = 72


def printer_for(file: PdfFile, title: str) -> QPrinter:
    """A printer with the paper of the first page; the person has not chosen which one yet."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    match = QPageSize.SizeMatchPolicy.FuzzyOrientationMatch
    size = QPageSize(QSizeF(*sorted(file.sizes[0])), QPageSize.Unit.Point, "", match)
    printer.setPageLayout(QPageLayout(size, _orientation(file.sizes[0]), QMarginsF()))
    return printer


def wanted_pages(printer: QPrinter, count: int, current: int) -> list[int]:
    """The pages (from 0) in the order in which they are printed, as often as asked for."""
    pages = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.CurrentPage:
        pages = [current]
    elif printer.printRange() == QPrinter.PrintRange.PageRange:
        last = printer.toPage() or count
        pages = pages[max(printer.fromPage() - 1, 0) : last]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    if printer.supportsMultipleCopies():
        return pages
    copies = printer.copyCount()
    return pages * copies if printer.collateCopies() else [page for page in pages for _ in range(copies)]


def print_pages(file: PdfFile, printer: QPrinter, pages: Sequence[int], step: Callable[[int, int], object]) -> None:
    """Prints these pages. `step` is told how many are done of how many; what it raises ends the work.

    Raises KideskError where the printer does not take them.
    """
    _turn(printer, file.sizes[pages[0]])
    painter = QPainter()
    if not painter.begin(printer):
        raise KideskError(N_("The printer could not be reached. Nothing was printed; choose another and try again."))
    try:
        for done, number in enumerate(pages):
            step(done, len(pages))
            if done:
                _turn(printer, file.sizes[number])
                if not printer.newPage():
                    raise KideskError(
                        N_("The printer stopped at page {page}. See to the printer, and print the rest from there."),
                        page=number + 1,
                    )
            _put(painter, printer, file.picture(number, DOTS / _POINTS))
    except BaseException:
        printer.abort()
        painter.end()
        if printer.outputFileName():  # half a file
            Path(printer.outputFileName()).unlink(missing_ok=True)
        raise
    painter.end()


def _turn(printer: QPrinter, size: tuple[float, float]) -> None:
    printer.setPageOrientation(_orientation(size))


def _orientation(size: tuple[float, float]) -> QPageLayout.Orientation:
    is_wide = size[0] > size[1]
    return QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait


def _put(painter: QPainter, printer: QPrinter, picture: QImage) -> None:
    """Draws a page as large as the paper allows, in its middle."""
    paper = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    size = QSizeF(picture.size()).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, size.width(), size.height())
    place.moveCenter(paper.center())
    painter.drawImage(place, picture)
