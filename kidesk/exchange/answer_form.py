"""A form as an Excel workbook (XLSX): what is wanted on a first sheet, then rows to answer; the rest is locked."""

from __future__ import annotations

from itertools import count
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kidesk.exchange import workbook
from kidesk.exchange.answer_layout import ANSWERED_BY, COLUMNS, HEADINGS, NUMBER, TICKET, Form
from kidesk.exchange.answer_ticket import ANSWERS
from kidesk.exchange.outgoing import Losses
from kidesk.i18n import Language
from kidesk.records import clock

_WIDTHS = {NUMBER: 6, "code": 9, "title": 46, "last_colour": 15, "last_comment": 38}
_WIDTHS |= {"colour": 15, "comment_sv": 42, "comment_en": 42, "reason": 26}
_LONGEST_LIST = 255  # characters of the words to choose from (Microsoft, Excel specifications and limits)
_WIDE, _NARROW = 60, 26
_LINE = 15  # points of a line of text
_TO_ANSWER = PatternFill("solid", fgColor="FFF8E1")
_HEAD = PatternFill("solid", fgColor="E9E5EA")
_EDGE = Border(*(Side("thin", color="B8B2BA"),) * 4)


def write(form: Form, file: BinaryIO, language: Language) -> Losses:
    """Writes the form. Raises OSError."""
    losses = Losses()
    book: Any = Workbook()
    book.properties.creator, book.properties.title = workbook.CREATOR, form.title
    book.properties.language = language.code
    book.properties.created = book.properties.modified = clock.now()
    book.active.title = workbook.sheet_name(form.sheets[0])
    _explain(_Sheet(book.active, losses), form)
    _fill(_Sheet(book.create_sheet(workbook.sheet_name(form.sheets[1])), losses), form)
    workbook.pack(book, file)
    return losses


class _Sheet:
    """A locked sheet whose cells are text."""

    def __init__(self, sheet: Any, losses: Losses) -> None:
        self.sheet = sheet
        self._losses = losses
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False  # widths and heights may be changed

    def put(self, row: int, column: int, text: str, *, is_bold: bool = False, is_answer: bool = False) -> Any:
        """Puts a text into a cell; an answer's cell can be changed."""
        cell = workbook.put_text(self.sheet.cell(row, column), text, self._losses)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if is_bold:
            cell.font = Font(bold=True)
        if is_answer:
            cell.protection, cell.fill, cell.border = Protection(locked=False), _TO_ANSWER, _EDGE
            cell.number_format = "@"  # what is typed stays text: 1.2 no date, = no formula
        return cell


def _explain(made: _Sheet, form: Form) -> None:
    """The first sheet: what is wanted, by when, who answers, and what the colours mean."""
    sheet = made.sheet
    sheet.column_dimensions["A"].hidden = True
    sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = _NARROW, _WIDE
    made.put(1, 2, form.title).font = Font(bold=True, size=15)
    sheet.merge_cells("B1:C1")
    rows = count(3)
    for paragraph, row in zip(form.paragraphs, rows, strict=False):
        made.put(row, 2, paragraph)
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)
        sheet.row_dimensions[row].height = _LINE * (len(paragraph) // (_NARROW + _WIDE - 8) + 1)
    next(rows)
    for (label, text), row in zip(form.facts, rows, strict=False):
        made.put(row, 2, label, is_bold=True)
        made.put(row, 3, text)
    row = next(rows)
    made.put(row, 1, ANSWERED_BY)
    made.put(row, 2, form.answered_by, is_bold=True)
    made.put(row, 3, "", is_answer=True)
    next(rows)
    made.put(next(rows), 2, form.legend_title, is_bold=True)
    for (word, meaning), row in zip(form.legend, rows, strict=False):
        made.put(row, 2, word)
        made.put(row, 3, meaning)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _fill(made: _Sheet, form: Form) -> None:
    """The second sheet: a hidden row of keys, the headings, and the rows with a hidden ticket each."""
    sheet = made.sheet
    for column, key in enumerate(COLUMNS, start=1):
        made.put(1, column, key)
        heading = made.put(2, column, HEADINGS if key == TICKET else form.headings[key], is_bold=True)
        heading.fill, heading.border = _HEAD, _EDGE
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(key, 10)
    sheet.row_dimensions[1].hidden = sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = "C3"
    for place, row in enumerate(form.rows, start=3):
        made.put(place, 1, row.ticket)
        sheet.cell(place, 2, row.number).alignment = Alignment(vertical="top")
        for column, key in enumerate(COLUMNS[2:], start=3):
            made.put(place, column, row.texts[key], is_answer=key in ANSWERS)
    _offer(sheet, form)
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "2:2"


def _offer(sheet: Any, form: Form) -> None:
    """Words to choose from; a list of words stands in the rule itself, so that no sheet can be lost."""
    for key, words in form.choices.items():
        listed = ",".join(words)
        assert len(listed) <= _LONGEST_LIST
        assert not any("," in word or '"' in word for word in words)
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, errorStyle="stop")
        rule.error, rule.errorTitle, rule.showErrorMessage = form.wrong_choice, form.headings[key][:32], True
        letter = get_column_letter(COLUMNS.index(key) + 1)
        rule.add(f"{letter}3:{letter}{max(3, len(form.rows) + 2)}")
        sheet.add_data_validation(rule)
