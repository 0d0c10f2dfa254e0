"""Every report there is, in both languages, is a document that an authority may publish and archive.

A report joins these tests by standing in `REPORTS`. After a change that was meant, the golden trees are written anew
with `python -m tests.reports.golden` and read by a person before they are kept.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from kidesk.i18n import Language
from kidesk.operations.report_list import REPORTS
from kidesk.reports import document
from kidesk.reports.check import check
from kidesk.reports.content import Document
from kidesk.store.store import Store
from tests.reports import golden, hostile, sample

each_report = pytest.mark.parametrize("name", REPORTS)
each_language = pytest.mark.parametrize("code", ["sv", "en"])


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demonstration, as it is on the tests' day."""
    with golden.workspace(tmp_path_factory.mktemp("published") / "workspace", "demonstration") as store:
        yield store


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demonstration with hostile text in every field."""
    with golden.workspace(tmp_path_factory.mktemp("published") / "workspace", "hostile") as store:
        yield store


def written(made: Document, folder: Path) -> Path:
    target = folder / "report.pdf"
    document.write(made, target, Language(made.language_code))
    return target


def tree(pdf: Path) -> str:
    program = shutil.which("pdfinfo")
    if program is None:
        pytest.skip("pdfinfo (Debian: poppler-utils) is not on this machine")
    return golden.tree(program, pdf)


def assert_passes(pdf: Path) -> None:
    found = check(pdf)
    assert not found.findings, [f"{one.standard} {one.clause}: {one.sentence}" for one in found.findings[:10]]


def assert_sound(pdf: Path) -> None:
    program = shutil.which("qpdf")
    if program is None:
        pytest.skip("qpdf (Debian: qpdf) is not on this machine")
    done = subprocess.run([program, "--check", pdf], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def glued(pdf: Path, made: Document) -> list[str]:
    """The words of the tree that nobody wrote: two words that lost the space between them, or parts of one."""
    said = {word for text in sample.texts(made) for word in text.split()}
    return [
        word
        for text in golden.texts(tree(pdf))
        for word in text.replace("\N{SOFT HYPHEN}", "").split()
        if word not in said and any(map(str.isalpha, word)) and len(word) < 40
    ]


@each_language
@each_report
def test_the_demonstration_passes_every_rule(name: str, code: str, demonstration: Store, tmp_path: Path) -> None:
    assert_passes(written(golden.made(demonstration, name, code), tmp_path))


@each_language
@each_report
def test_hostile_text_in_every_field_passes_every_rule(name: str, code: str, spoilt: Store, tmp_path: Path) -> None:
    assert_passes(written(golden.made(spoilt, name, code), tmp_path))


@each_language
@each_report
def test_qpdf_finds_every_report_sound(
    name: str, code: str, demonstration: Store, spoilt: Store, tmp_path: Path
) -> None:
    assert_sound(written(golden.made(demonstration, name, code), tmp_path))
    assert_sound(written(golden.made(spoilt, name, code), tmp_path))


@each_language
@each_report
def test_hostile_text_in_every_place_passes_every_rule(
    name: str, code: str, demonstration: Store, tmp_path: Path
) -> None:
    made = hostile.everywhere(golden.made(demonstration, name, code), cycle(hostile.KINDS))
    assert_passes(written(made, tmp_path))


@each_language
@each_report
def test_what_is_read_aloud_is_what_was_reviewed(name: str, code: str, demonstration: Store, tmp_path: Path) -> None:
    found = tree(written(golden.made(demonstration, name, code), tmp_path))
    assert golden.shortened(found) == golden.file("demonstration", name, code).read_text("utf-8")


@each_language
@each_report
def test_hostile_text_is_read_aloud_as_text(name: str, code: str, spoilt: Store, tmp_path: Path) -> None:
    found = tree(written(golden.made(spoilt, name, code), tmp_path))
    assert golden.shortened(found) == golden.file("hostile", name, code).read_text("utf-8")


@each_language
@each_report
def test_words_never_glue_together(name: str, code: str, demonstration: Store, tmp_path: Path) -> None:
    made = golden.made(demonstration, name, code)
    assert glued(written(made, tmp_path), made) == []


@each_language
@each_report
def test_the_same_data_give_the_same_bytes(name: str, code: str, demonstration: Store, tmp_path: Path) -> None:
    first = written(golden.made(demonstration, name, code), tmp_path).read_bytes()
    assert written(golden.made(demonstration, name, code), tmp_path).read_bytes() == first
