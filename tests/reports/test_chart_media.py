"""One figure is the same picture on paper, on screen and on the web."""

from __future__ import annotations

import io
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageColor, ImageStat
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from kidesk.gui import drawing as screen
from kidesk.reports.content import Bar, Chart, ChartSpec, Distribution, Part
from kidesk.reports.figures import charts
from kidesk.reports.figures.shapes import Circle, Figure, Ink, Rect, Text
from kidesk.reports.figures.svg import svg
from kidesk.reports.figures.symbols import symbol
from kidesk.reports.over_time import Annotation, Columns, Lines, Series
from kidesk.reports.paper import drawing, fonts
from kidesk.reports.paper.sheet import Sheet
from tests.reports import paper

COLOURS = drawing.palette("#870052")
SVG = "{http://www.w3.org/2000/svg}"
SPECS: tuple[ChartSpec, ...] = (
    Lines(
        tuple(Series(name, (3.0, rise, None, 4.0, 2.0 * rise)) for name, rise in (("A", 1.0), ("B", 2.0), ("C", 3.0))),
        ("2021", "2022", "2023", "2024", "2025"),
        (Annotation(2, "A remark"),),
        "Hits",
    ),
    Columns((Series("Out", (120.0, 90.0)), Series("In", (110.0, -20.0))), ("2024", "2025")),
    Distribution(
        (Bar("One", (Part("Green", 7, "ok"), Part("Yellow", 3, "warn"), Part("Red", 2, "bad"))),)
        + (Bar("Two", (Part("Unknown", 5, "none"), Part("Noted", 4, "info"))),)
    ),
)
each_chart = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: type(spec).__name__)


def figure_of(spec: ChartSpec) -> Figure:
    """The figure in a frame of whole pixels, so that no picture is stretched to its size."""
    made = charts.figure(spec, 400, drawing.LETTERING, paper.EN)
    return replace(made, height=5 * math.ceil(made.height / 5))


def on_paper(figure: Figure) -> Image.Image:
    return printed((figure.width, figure.height), lambda sheet: drawing.draw(sheet, figure, 0, figure.height, COLOURS))


def printed(size: tuple[float, float], draw: Callable[[Sheet], None]) -> Image.Image:
    file = io.BytesIO()
    fonts.register()
    sheet = Sheet(file, size, "en-GB")
    draw(sheet)
    sheet.showPage()
    sheet.save()
    picture: Image.Image = paper.opened(file.getvalue())[0].render(scale=screen.SCALE).to_pil().convert("RGB")
    return picture


def _painted(figure: Figure, file: Path, paint: Callable[[QPainter], None]) -> Image.Image:
    size = on_paper(figure).size
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill("#ffffff")
    with QPainter(image) as painter:
        paint(painter)
    assert image.save(str(file))
    return Image.open(file).convert("RGB")


def on_screen(figure: Figure, file: Path) -> Image.Image:
    return _painted(figure, file, lambda painter: screen.paint(painter, figure.shapes, COLOURS))


def on_the_web(figure: Figure, file: Path) -> Image.Image:
    source = QByteArray(svg(figure, COLOURS, "", "").encode())
    return _painted(figure, file, lambda painter: QSvgRenderer(source).render(painter))


def difference(one: Image.Image, two: Image.Image) -> float:
    """How much two pictures differ on average, 0 to 255."""
    assert one.size == two.size
    return sum(ImageStat.Stat(ImageChops.difference(one, two)).mean) / 3


@each_chart
def test_a_figure_is_the_same_picture_everywhere(spec: ChartSpec, qapp: QApplication, tmp_path: Path) -> None:
    whole = figure_of(spec)
    bare = replace(whole, shapes=tuple(one for one in whole.shapes if not isinstance(one, Text)))
    printed = on_paper(bare)
    ink = difference(printed, Image.new("RGB", printed.size, "white"))
    assert ink > 2
    assert difference(printed, on_screen(bare, tmp_path / "screen.png")) < 0.3 * ink  # thin lines are moved to pixels
    assert difference(printed, on_the_web(bare, tmp_path / "web.png")) < 0.1 * ink


@each_chart
def test_text_stands_in_the_same_places_on_paper_and_on_screen(
    spec: ChartSpec, qapp: QApplication, tmp_path: Path
) -> None:
    whole = figure_of(spec)
    bare = replace(whole, shapes=tuple(one for one in whole.shapes if isinstance(one, Text)))
    printed = on_paper(bare)
    shown = on_screen(bare, tmp_path / "screen.png")
    assert 0 < difference(printed, shown) < 0.75 * difference(printed, Image.new("RGB", printed.size, "white"))


def test_a_colour_is_the_same_everywhere(qapp: QApplication, tmp_path: Path) -> None:
    for role in ("fill ok", "on warn", "series 0", "axis", "#3A7F01"):
        figure = Figure(20, 20, (Rect(0, 0, 20, 20, Ink(role)),))
        shown = (on_paper(figure), on_screen(figure, tmp_path / "s.png"), on_the_web(figure, tmp_path / "w.png"))
        for picture in shown:
            assert picture.getpixel((10, 10)) == ImageColor.getrgb(COLOURS.colour(role))


# Paper


def test_a_chart_on_paper_is_lines_and_text_and_no_picture() -> None:
    pdf = paper.printed(*(Chart(spec, "In words") for spec in SPECS))
    assert not paper.kinds(pdf) & {paper.RAW.FPDF_PAGEOBJ_IMAGE, paper.RAW.FPDF_PAGEOBJ_SHADING}
    assert list(paper.unembedded(pdf)) == []


def test_names_in_other_scripts_are_printed() -> None:
    spec = Lines((Series("Αθήνα Киев", (1.0, 2.0)),), ("år", "नया"))
    read = paper.text(paper.printed(Chart(spec, "In words")))
    assert "Αθήνα Киев" in read


def test_a_round_frame_is_round_on_paper() -> None:
    frame = Figure(20, 20, (Rect(0, 0, 20, 20, Ink("#000000"), radius=50),))
    disc = Figure(20, 20, (Circle(10, 10, 10, Ink("#000000")),))
    assert difference(on_paper(frame), on_paper(disc)) < 1
    assert on_paper(frame).getpixel((0, 0)) == (255, 255, 255)


def test_a_sign_is_drawn_alike_alone_and_in_a_figure() -> None:
    alone = printed((20, 20), lambda sheet: drawing.draw_symbol(sheet, "warn", "#7A4B00", 16, 2, 18))
    inside = on_paper(Figure(20, 20, symbol("warn", "#7A4B00", 16, 2, 2)))
    assert difference(alone, inside) == 0
    assert difference(inside, Image.new("RGB", inside.size, "white")) > 5


# The web


@each_chart
def test_an_svg_holds_every_text_and_says_what_it_is(spec: ChartSpec) -> None:
    figure = figure_of(spec)
    root = ET.fromstring(svg(figure, COLOURS, "The title", "The summary"))
    assert root.get("role") == "img"
    assert [root.findtext(f"{SVG}{name}") for name in ("title", "desc")] == ["The title", "The summary"]
    assert [one.text for one in root.iter(f"{SVG}text")] == [one.text for one in figure.shapes if isinstance(one, Text)]
    assert root.get("viewBox") == f"0 0 400 {figure.height:g}"


def test_an_svg_lets_no_markup_through() -> None:
    hostile = "</text><script>x</script>&amp;\"'\x00\x0b\ud800"
    figure = Figure(10, 10, (Text(0, 0, hostile),))
    made = svg(figure, replace(COLOURS, muted='"><script>'), hostile, hostile)
    root = ET.fromstring(made.encode("utf-8"))
    assert {one.tag for one in root.iter()} == {f"{SVG}{name}" for name in ("svg", "title", "desc", "text")}
    assert root.findtext(f"{SVG}text") == "</text><script>x</script>&amp;\"'"


def test_an_svg_brings_no_typeface_style_or_address() -> None:
    for spec in SPECS:
        made = svg(figure_of(spec), COLOURS, "", "")
        assert not re.search("font-family|style=|href|url|<title|<desc| id=", made)


def test_a_palette_knows_its_roles_and_no_others() -> None:
    assert COLOURS.colour("#123456") == "#123456"
    assert COLOURS.colour("fill ok") == fonts.FILL["ok"]
    assert COLOURS.colour("series 0") == COLOURS.colour(f"series {len(COLOURS.series)}") == "#870052"
    for unknown in ("fill blue", "nothing", "series x"):
        with pytest.raises((AttributeError, KeyError, ValueError)):
            COLOURS.colour(unknown)
