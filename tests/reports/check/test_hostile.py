"""Files that are broken, built wrongly or made to hurt: a sentence or a finding, soon, and never a crash."""

from __future__ import annotations

import random
import time
import warnings
import zlib
from io import BytesIO
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.reports.check import PDF, UA, Report, check
from tests.reports.check.good import Good, made

EN = Language("en")
WRONG: tuple[Any, ...] = (7, -1, 10**12, True, Name.X, String("x"), Array([]), Array([1, Array([])]), Dictionary())


def checked(source: bytes) -> Report | None:
    """The report, or None where the file is refused in a sentence."""
    try:
        return check(BytesIO(source))
    except KideskError:
        return None


def told(report: Report) -> str:
    """All sentences."""
    return "\n".join(finding.said(EN) for finding in report.findings)


def test_a_file_cut_anywhere_is_refused_or_has_findings() -> None:
    source = made().getvalue()
    for length in range(0, len(source) - 2, len(source) // 40):
        report = checked(source[:length])
        assert report is None or report.findings


def test_bytes_that_are_changed_at_random_do_no_harm() -> None:
    source, dice = made().getvalue(), random.Random(20261122)
    for _ in range(60):
        damaged = bytearray(source)
        for _ in range(dice.choice((1, 5, 50))):
            damaged[dice.randrange(max(0, len(source) - 14_000), len(source))] = dice.randrange(256)
        checked(bytes(damaged))


def _places() -> list[tuple[tuple[int, int], str]]:
    with Pdf.open(made()) as pdf:
        held = [one for one in pdf.objects if isinstance(one, Dictionary | Stream)]
        return [(one.objgen, key) for one in held for key in one.keys() if key != "/Length"]  # noqa: SIM118


def _with(source: bytes, place: tuple[tuple[int, int], str], value: object) -> bytes:
    with Pdf.open(BytesIO(source)) as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        owner: Any = pdf.get_object(place[0])
        owner[place[1]] = value
        file = BytesIO()
        pdf.save(file, fix_metadata_version=False)
        return file.getvalue()


def test_a_value_of_a_wrong_type_anywhere_stops_nothing() -> None:
    source, dice = made().getvalue(), random.Random(20261122)
    for place in _places():
        report = checked(_with(source, place, dice.choice(WRONG)))
        assert report is None or "could not be done" not in told(report)


@pytest.mark.parametrize("key", ["/Lang", "/MarkInfo", "/StructTreeRoot", "/Metadata", "/OutputIntents"])
def test_a_wrong_type_in_the_catalog_is_a_finding(key: str) -> None:
    def break_it(good: Good) -> None:
        good.root[key] = 7

    assert "7.7.2" in {finding.clause for finding in check(made(late=break_it)).of(PDF)}


def test_a_tree_that_leads_in_a_circle_is_a_finding() -> None:
    def break_it(good: Good) -> None:
        good.elements["document"].K.append(good.elements["document"])
        good.elements["list"].K.append(good.elements["table"])

    assert "in a circle" in told(check(made(late=break_it)))


def test_trees_of_numbers_and_forms_that_hold_themselves_come_to_an_end() -> None:
    def break_it(good: Good) -> None:
        numbers = good.root.StructTreeRoot.ParentTree
        numbers.Kids = Array([numbers])
        form = good.pdf.make_stream(b"/X Do")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        form.Resources = Dictionary(XObject=Dictionary(X=form))
        good.pages[0].Resources.XObject = Dictionary(X=form)
        good.pages[0].Contents = good.pdf.make_stream(b"/X Do")

    assert check(made(late=break_it)).findings


def test_forms_that_double_again_and_again_are_read_once() -> None:
    def break_it(good: Good) -> None:
        inner = None
        for _ in range(26):
            form = good.pdf.make_stream(b"/X Do /X Do" if inner is not None else b"0 0 1 1 re f")
            form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
            if inner is not None:
                form.Resources = Dictionary(XObject=Dictionary(X=inner))
            inner = form
        good.pages[0].Resources.XObject = Dictionary(X=inner)
        good.pages[0].Contents = good.pdf.make_stream(b"/X Do")

    start = time.process_time()
    assert "7.1-3" in {finding.clause for finding in check(made(late=break_it)).of(UA)}
    assert time.process_time() - start < 5


def test_a_tree_of_a_hundred_thousand_levels_is_read() -> None:
    source = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    levels, places = 100_000, []

    def add(number: int, body: str) -> None:
        places.append(len(source))
        source.extend(f"{number} 0 obj\n{body}\nendobj\n".encode())

    add(1, "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R>>")
    add(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
    add(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>")
    add(4, "<</Type/StructTreeRoot/K 5 0 R>>")
    for number in range(5, 5 + levels):
        kid = f"/K {number + 1} 0 R" if number < 4 + levels else ""
        add(number, f"<</S/Span/P {number - 1} 0 R{kid}>>")
    table = len(source)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(places) + 1
    source.extend(f"xref\n0 {size}\n0000000000 65535 f \n{rows}".encode())
    source.extend(f"trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n".encode())
    assert check(BytesIO(bytes(source))).elements == levels


def test_arrays_nested_without_end_are_refused_or_told() -> None:
    source = made().getvalue().replace(b"/Marked true", b"/Marked " + b"[" * 100_000, 1)
    report = checked(source)
    assert report is None or report.findings


def test_a_small_file_that_unpacks_to_a_huge_one_is_not_unpacked() -> None:
    def break_it(good: Good) -> None:
        packer = zlib.compressobj(9)
        packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(400)) + packer.flush()
        good.root.Metadata = Stream(good.pdf, packed, {"/Filter": Name.FlateDecode})

    start = time.process_time()
    assert "7.1-8" in {finding.clause for finding in check(made(late=break_it)).of(UA)}
    assert time.process_time() - start < 10


def test_many_faults_alike_are_told_up_to_a_number() -> None:
    def break_it(good: Good) -> None:
        for number in range(200):
            good.add(f"one {number}", f"Own{number}", "document")

    report = check(made(late=break_it))
    assert report.is_cut
    assert sum(finding.clause == "7.1-5" for finding in report.findings) == 50


def test_a_register_of_a_thousand_rows_is_checked_in_a_few_seconds() -> None:
    start = time.process_time()
    report = check(made(early=_fill))
    assert report.elements > 9000
    assert report.findings == ()
    assert time.process_time() - start < 8  # about one on a quiet machine


def _fill(good: Good) -> None:
    """A thousand rows of eight cells on the second page."""
    numbers = good.root.StructTreeRoot.ParentTree.Nums[3]
    good.add("long", "Table", "document", page=1)
    lines, mark = [], 7
    for row in range(1000):
        good.add("row", "TR", "long", page=1)
        for column in range(8):
            numbers.append(good.add("cell", "TD", "row", mark, page=1))
            text = f"BT /F1 8 Tf 1 0 0 1 {50 + 60 * column} {row} Tm {{{{Finland}}}} Tj ET"
            lines.append(f"/TD <</MCID {mark}>> BDC {text} EMC")
            mark += 1
    good.streams[1] = "\n".join([good.streams[1], *lines])
