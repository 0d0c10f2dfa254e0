"""Printing on paper, with a printer that writes a PDF: pages, sizes, ranges, copies, and what goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.preview import paper_copy
from kidesk.gui.preview.pdf_file import PdfFile
from kidesk.gui.preview.window import Preview
from kidesk.reports import content
from tests.gui.test_preview import FRUIT, LONG, settle
from tests.reports import paper

A4 = (595, 842)


@pytest.fixture
def three(qapp: QApplication) -> PdfFile:
    """Three pages of A4."""
    return PdfFile(FRUIT.render(paper.EN)[0])


def printer(file: PdfFile, target: Path) -> QPrinter:
    """A printer for the file that writes a PDF."""
    made = paper_copy.printer_for(file, "Fruit")
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(target))
    return made


def go_on(done: int, whole: int) -> None:
    """Lets it be printed to its end."""


def sizes(target: Path) -> list[tuple[int, int]]:
    """The sizes of the printed pages, in whole points."""
    file = PdfFile(target.read_bytes())
    return [(round(width), round(height)) for width, height in file.sizes]


def darkness(file: PdfFile, number: int) -> list[bool]:
    """Which cells of a coarse grid over a page have anything printed in them."""
    image = file.picture(number, 1.0)
    return [
        any(image.pixelColor(x + dx, y + dy).lightness() < 128 for dx in range(0, 20, 2) for dy in range(0, 20, 2))
        for y in range(0, image.height() - 20, 20)
        for x in range(0, image.width() - 20, 20)
    ]


def test_all_pages_are_printed_in_their_size(three: PdfFile, tmp_path: Path) -> None:
    target, steps = tmp_path / "paper.pdf", []
    made = printer(three, target)
    pages = paper_copy.wanted_pages(made, 3, 0)
    paper_copy.print_pages(three, made, pages, lambda done, whole: steps.append((done, whole)))
    assert sizes(target) == [A4] * 3
    assert steps == [(0, 3), (1, 3), (2, 3)]
    there, here = darkness(three, 2), darkness(PdfFile(target.read_bytes()), 2)
    assert sum(one != other for one, other in zip(there, here, strict=True)) <= 4, "the same at the same places"
    assert any(there)


def test_a_wide_page_is_printed_across(qapp: QApplication, tmp_path: Path) -> None:
    file = PdfFile(paper.printed(content.Paragraph("Wide"), landscape=True))
    target = tmp_path / "paper.pdf"
    made = printer(file, target)
    assert made.pageLayout().orientation() == QPageLayout.Orientation.Landscape
    assert made.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    paper_copy.print_pages(file, made, [0], go_on)
    assert sizes(target) == [A4[::-1]]


def test_other_paper_is_filled_and_nothing_is_lost(three: PdfFile, tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    made = printer(three, target)
    made.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    paper_copy.print_pages(three, made, [0], go_on)
    assert sizes(target) == [(420, 595)]
    assert any(darkness(PdfFile(target.read_bytes()), 0))


def test_the_chosen_pages_are_printed_in_the_chosen_order(three: PdfFile, tmp_path: Path) -> None:
    made = printer(three, tmp_path / "x.pdf")
    made.setPrintRange(QPrinter.PrintRange.PageRange)
    made.setFromTo(2, 3)
    assert paper_copy.wanted_pages(made, 3, 0) == [1, 2]
    made.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert paper_copy.wanted_pages(made, 3, 0) == [2, 1]
    made.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert paper_copy.wanted_pages(made, 3, 1) == [1]


def test_copies_come_together_or_apart(three: PdfFile, tmp_path: Path) -> None:
    made = printer(three, tmp_path / "x.pdf")
    made.setCopyCount(2)
    made.setCollateCopies(True)
    assert paper_copy.wanted_pages(made, 3, 0) == [0, 1, 2, 0, 1, 2]
    made.setCollateCopies(False)
    assert paper_copy.wanted_pages(made, 3, 0) == [0, 0, 1, 1, 2, 2]


def test_printing_that_is_stopped_leaves_no_file(three: PdfFile, tmp_path: Path) -> None:
    def stop(done: int, whole: int) -> None:
        if done:
            raise tasks.Stopped("Stopped.")

    target = tmp_path / "paper.pdf"
    with pytest.raises(tasks.Stopped):
        paper_copy.print_pages(three, printer(three, target), [0, 1, 2], stop)
    assert not target.exists()


def test_it_is_printed_from_the_preview_as_the_dialog_says(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, offered = tmp_path / "paper.pdf", []

    def answer(parent: object, made: QPrinter, pages: int) -> bool:
        offered.append(pages)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(target))
        made.setPrintRange(QPrinter.PrintRange.PageRange)
        made.setFromTo(1, 2)
        return True

    monkeypatch.setattr(places, "choose_printer", answer)
    preview = Preview(desk, lambda: FRUIT, None)
    qtbot.addWidget(preview)
    preview.show()
    settle(qtbot, preview)
    preview.print_button.click()
    qtbot.waitUntil(lambda: preview.ways_out._task is None, timeout=LONG)
    assert offered == [3]
    assert sizes(target) == [A4] * 2
    assert preview.banner.label.text() == "2 sidor skrevs ut."
    monkeypatch.setattr(places, "choose_printer", lambda *_: False)
    target.unlink()
    preview.print_button.click()
    assert preview.ways_out._task is None
    assert not target.exists()


def test_a_printer_that_does_not_answer_is_told(
    three: PdfFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPainter, "begin", lambda painter, device: False)
    with pytest.raises(KideskError, match="could not be reached"):
        paper_copy.print_pages(three, printer(three, tmp_path / "x.pdf"), [0], go_on)


def test_the_person_chooses_printer_pages_and_copies(
    three: PdfFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []

    def answer(dialog: QPrintDialog) -> int:
        offered = QAbstractPrintDialog.PrintDialogOption
        assert dialog.testOption(offered.PrintPageRange)
        assert dialog.testOption(offered.PrintCurrentPage)
        asked.append((dialog.minPage(), dialog.maxPage()))
        return len(asked) % 2

    monkeypatch.setattr(QPrintDialog, "exec", answer)
    window = QWidget()
    assert places.choose_printer(window, printer(three, tmp_path / "x.pdf"), 3)
    assert not places.choose_printer(window, printer(three, tmp_path / "x.pdf"), 3)
    assert asked == [(1, 3)] * 2
