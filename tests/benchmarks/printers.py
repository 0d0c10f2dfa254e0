"""Everybody who prints the register of the benchmark: ReportLab's bare canvas, kidesk, fpdf2 and WeasyPrint."""

from __future__ import annotations

import importlib
import importlib.util
import io
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from pathlib import Path
from string import ascii_uppercase
from typing import Any, TypeAlias

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from kidesk import paths
from kidesk.i18n import Language
from kidesk.reports import content, document
from kidesk.reports.paper import fonts

Register: TypeAlias = list[tuple[str, ...]]
Work: TypeAlias = Callable[[], bytes]

TITLE = "Avtalsregister"
COLUMNS = (
    content.Column("Diarienummer", 1.0),
    content.Column("Partner", 1.9),
    content.Column("Kontaktperson", 1.3),
    content.Column("Land", 0.8),
    content.Column("Avtalstyp", 1.0),
    content.Column("Från och med", 0.8),
    content.Column("Till och med", 0.8),
    content.Column("Anmärkning", 2.0),
)

# The register: its own numbers and people in nearly every row, universities that come again, few countries and types.

_PLACES = {
    "Sverige": "Lunds universitet|Umeå universitet|Linköpings universitet|Karolinska Institutet|Örebro universitet",
    "Storbritannien": "University of Edinburgh|King’s College London|University of St Andrews|University of Leeds",
    "Polen": "Uniwersytet Medyczny w Łodzi|Uniwersytet Jagielloński w Krakowie|Politechnika Śląska w Gliwicach",
    "Grekland": "Εθνικό και Καποδιστριακό Πανεπιστήμιο Αθηνών|Πανεπιστήμιο Κρήτης|Δημοκρίτειο Πανεπιστήμιο Θράκης",
    "Ukraina": "Національний медичний університет у Києві|Харківський національний університет|Львівська політехніка",
}
_PEOPLE = {
    "Sverige": "Åsa Märta Björn Håkan Linnéa Göran|Öberg Sjöström Lindqvist Ståhl Bergström Åkerlund Wikström Nyström",
    "Storbritannien": "Emily Oliver Harriet George|Whitfield Thornton Ashworth Fairbairn Pemberton Hargreaves Blake",
    "Polen": "Małgorzata Łukasz Grażyna Wojciech|Wiśniewska Dąbrowska Zając Świątek Kołodziej Żuławska Gołębiowska",
    "Grekland": "Ελένη Γιώργος Αικατερίνη Δημήτρης|Παπαδοπούλου Οικονόμου Καραγιάννη Αντωνίου Σταματίου Μιχαηλίδη",
    "Ukraina": "Оксана Тарас Людмила Володимир|Шевченко Коваленко Бондаренко Ткаченко Кравчук Лисенко Мельник Поліщук",
}
_UNITS = (
    *("",) * 4,
    ", medicinska fakulteten",
    ", School of Public Health",
    ", institutionen för klinisk vetenskap",
    ", Faculty of Dentistry",
    ", enheten för omvårdnad",
    ", biblioteket",
    ", Graduate School of Life Sciences",
)
_TYPES = ("Erasmus+", "Samförståndsavtal", "Partneravtal", "Studentutbyte", "Forskarutbildning")
_REMARKS = (
    "Förlängs ett år i taget",
    "Två platser per termin för sjuksköterskeprogrammet",
    "Renewed after the visit in spring",
    "Väntar på underskrift av prefekten",
    "Gemensam handledning av doktorander",
    "Logopediprogrammet ingår inte",
    "Tillägget om Πανεπιστήμιο Αθηνών gäller tills vidare",
    "Kontakten sköts av fakultetskansliet",
)


def register(count: int) -> Register:
    """`count` rows of eight texts each, the same at every call."""
    chance = random.Random(1)
    return [_row(chance, number) for number in range(count)]


def _row(chance: random.Random, number: int) -> tuple[str, ...]:
    country = chance.choice(list(_PLACES))
    first, last = (names.split() for names in _PEOPLE[country].split("|"))
    begins = chance.randrange(2015, 2027)
    remark = chance.sample(_REMARKS, chance.randrange(2))
    return (
        f"{chance.randrange(1, 4)}-{number + 1}/{begins}",
        chance.choice(_PLACES[country].split("|")) + chance.choice(_UNITS),
        f"{chance.choice(first)} {chance.choice(ascii_uppercase)}. {'-'.join(chance.sample(last, 2))}",
        country,
        chance.choice(_TYPES),
        f"{begins}-{chance.randrange(1, 13):02}-01",
        f"{begins + 5}-{chance.randrange(1, 13):02}-28",
        ". ".join((*remark, f"Se {chance.randrange(1, 4)}-{number}/{begins - 5}")),
    )


# The printers: each prepares what it does before the clock runs, and gives the work.


def _raw(rows: Register) -> Work:
    """Bare drawing of words that are broken into lines beforehand, in kidesk's places: no wrapping, no tags."""
    fonts.register()
    styles = [fonts.ROW_NAME] + [fonts.CELL] * (len(COLUMNS) - 1)
    total = sum(column.width_share for column in COLUMNS)
    room = landscape(A4)[0] - 2 * _SIDE - _GUTTER * (len(COLUMNS) - 1)
    widths = [room * column.width_share / total for column in COLUMNS]
    lefts = list(accumulate((width + _GUTTER for width in widths[:-1]), initial=_SIDE))
    lines = [
        [fonts.lines(cell, style, width, "sv") for cell, style, width in zip(row, styles, widths, strict=True)]
        for row in rows
    ]
    return lambda: _drawn(lines, lefts)


_SIDE, _TOP, _FOOT, _GUTTER, _PAD = 56.0, 72.0, 64.0, 12.0, 5.0
_ABOVE_TABLE = 41.0  # the title and the space under it
_HEAD = 20.0


def _drawn(rows: Sequence[Sequence[Sequence[str]]], lefts: Sequence[float]) -> bytes:
    """The rows on pages, with a head and a foot."""
    file, size = io.BytesIO(), landscape(A4)
    regular: Any = fonts.REGULAR  # the stub is wrong
    canvas = Canvas(file, pagesize=size, initialFontName=regular)
    canvas.setTitle(TITLE)
    canvas.setFont(fonts.BOLD, fonts.TITLE.size)
    canvas.drawString(_SIDE, size[1] - _TOP - fonts.TITLE.baseline, TITLE)
    y = _head(canvas, size[1] - _TOP - _ABOVE_TABLE, lefts)
    leading, baseline = fonts.CELL.leading, fonts.CELL.baseline
    for row in rows:
        high = 2 * _PAD + leading * max(map(len, row))
        if y - high < _FOOT:
            _foot(canvas)
            canvas.showPage()
            y = _head(canvas, size[1] - _TOP, lefts)
        canvas.setFont(fonts.MEDIUM, fonts.CELL.size)
        for place, (left, lines) in enumerate(zip(lefts, row, strict=True)):
            if place == 1:
                canvas.setFont(fonts.REGULAR, fonts.CELL.size)
            foot = y - _PAD - baseline
            for line in lines:
                canvas.drawString(left, foot, line)
                foot -= leading
        y -= high
        canvas.line(_SIDE, y, size[0] - _SIDE, y)
    _foot(canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _head(canvas: Canvas, top: float, lefts: Sequence[float]) -> float:
    """The names of the columns; where the rows begin."""
    canvas.setFillColor(HexColor(fonts.TEXT))
    canvas.setStrokeColor(HexColor(fonts.LINE))
    canvas.setLineWidth(0.5)
    canvas.setFont(fonts.SEMIBOLD, fonts.COLUMN_NAME.size)
    for left, column in zip(lefts, COLUMNS, strict=True):
        canvas.drawString(left, top - _PAD - fonts.COLUMN_NAME.baseline, column.title)
    canvas.line(_SIDE, top - _HEAD, landscape(A4)[0] - _SIDE, top - _HEAD)
    return top - _HEAD


def _foot(canvas: Canvas) -> None:
    canvas.setFont(fonts.REGULAR, fonts.FOOT.size)
    canvas.drawRightString(landscape(A4)[0] - _SIDE, 32, f"Sida {canvas.getPageNumber()}")


def _document(rows: Register) -> content.Document:
    return content.Document(TITLE, "sv", (content.Table(COLUMNS, rows),), landscape=True)


def _kidesk(rows: Register) -> Work:
    return lambda: document.render(_document(rows), Language("sv"))[0]


def _kidesk_page(rows: Register) -> Work:
    def work() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "register.html"
            document.write(_document(rows), target, Language("sv"))
            return target.read_bytes()

    return work


def _fpdf2(rows: Register) -> Work:
    fpdf: Any = importlib.import_module("fpdf")

    def work() -> bytes:
        pdf = fpdf.FPDF(orientation="landscape", unit="pt", format="A4")
        pdf.set_margins(_SIDE, _TOP, _SIDE)
        pdf.set_auto_page_break(True, _FOOT)
        pdf.add_font("Inter", "", paths.resource("fonts", "Inter-Regular.ttf"))
        pdf.add_font("Inter", "B", paths.resource("fonts", "Inter-SemiBold.ttf"))
        pdf.add_page()
        pdf.set_font("Inter", "B", fonts.TITLE.size)
        pdf.cell(text=TITLE, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Inter", "", fonts.CELL.size)
        shares = tuple(column.width_share for column in COLUMNS)
        lines = "HORIZONTAL_LINES"
        with pdf.table(col_widths=shares, line_height=fonts.CELL.leading, padding=_PAD, borders_layout=lines) as table:
            table.row([column.title for column in COLUMNS])
            for row in rows:
                table.row(row)
        return bytes(pdf.output())

    return work


def _weasyprint(variant: str | None) -> Callable[[Register], Work]:
    def prepare(rows: Register) -> Work:
        weasyprint: Any = importlib.import_module("weasyprint")
        page = "".join(_html(rows))
        return lambda: bytes(weasyprint.HTML(string=page).write_pdf(pdf_variant=variant))

    return prepare


def _html(rows: Register) -> Iterator[str]:
    total = sum(column.width_share for column in COLUMNS)
    regular, semibold = (paths.resource("fonts", f"Inter-{name}.ttf").as_uri() for name in ("Regular", "SemiBold"))
    yield f"""<!DOCTYPE html><html lang="sv"><head><title>{TITLE}</title><style>
        @font-face {{ font-family: Inter; src: url({regular}) }}
        @font-face {{ font-family: Inter; font-weight: 600; src: url({semibold}) }}
        @page {{ size: A4 landscape; margin: {_TOP}pt {_SIDE}pt {_FOOT}pt }}
        body {{ font: 8.5pt/12pt Inter }}
        table {{ width: 100%; table-layout: fixed; border-collapse: collapse; hyphens: auto }}
        td, th {{ padding: 5pt 6pt; border-bottom: 0.5pt solid {fonts.LINE}; text-align: left; vertical-align: top }}
        tr {{ break-inside: avoid }}</style></head><body><h1>{TITLE}</h1><table>"""
    yield from (f'<col style="width: {100 * column.width_share / total:.2f}%">' for column in COLUMNS)
    heads = "".join(f'<th scope="col">{column.title}</th>' for column in COLUMNS)
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for first, *others in rows:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in others)
        yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
    yield "</tbody></table></body></html>"


@dataclass(frozen=True)
class Printer:
    """Somebody who prints registers of some `sizes` (rows), measured `runs` times; `needs` a library that may lack."""

    prepare: Callable[[Register], Work]
    sizes: tuple[int, ...] = (1_000, 10_000)
    runs: int = 5
    needs: str = ""

    def lacks(self) -> str:
        """What is not there that it needs, in words; blank when it can print."""
        if not self.needs:
            return ""
        if importlib.util.find_spec(self.needs) is None:
            return f"{self.needs} is not installed"
        try:
            importlib.import_module(self.needs)
        except OSError as problem:  # raised by WeasyPrint where Pango is not there
            return f"a system library is not installed: {str(problem).splitlines()[0]}".rstrip(".")
        return ""


PRINTERS = {
    "raw canvas": Printer(_raw),
    "kidesk, tagged PDF": Printer(_kidesk),
    "kidesk, web page": Printer(_kidesk_page),
    "fpdf2": Printer(_fpdf2, (1_000,), 2, "fpdf"),
    "WeasyPrint": Printer(_weasyprint(None), (1_000,), 2, "weasyprint"),
    "WeasyPrint, PDF/UA-1": Printer(_weasyprint("pdf/ua-1"), (1_000,), 2, "weasyprint"),
}
