"""The final report of the starter plan, as the command line writes it: whole on paper, and fit to be registered."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kidesk import cli, paths
from tests.reports import paper
from tests.reports.test_final_report import CHAPTERS

each_language = pytest.mark.parametrize("code", ["sv", "en"])
# The document-control block of the seed's report: what it fills in, and what it leaves blank.
HANDLED_BY = "Internationella kansliet och Kommunikationsavdelningen, GVS"
CONTROL = {
    "sv": "Dokumenttyp Slutrapport Diarienummer (dnr) 1-779/2022 Dnr för föregående version Beslutsdatum Giltighetstid "
    f"Beslut Handläggs av {HANDLED_BY} Beredning med Revidering med avseende på ",
    "en": "Document type Final report Registration number (dnr) 1-779/2022 Previous version's dnr Decision date "
    f"Validity Decided by Handled by {HANDLED_BY} Prepared with Revision concerning ",
}
LEVELS = {"insight": 3, "focus-area": 11, "activity": 47}


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the shipped plans."""
    folder = tmp_path_factory.mktemp("starter") / "workspace"
    assert cli.main(["init", "--starter", "--workspace", str(folder)]) == 0
    return folder


def _plan() -> list[dict[str, Any]]:
    """The insights, focus areas and activities, as they are shipped."""
    shipped = paths.resource("samples", "starter", "visibility_plan.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(shipped)["item"]
    return found


def _written(starter: Path, folder: Path, code: str) -> Path:
    target = folder / f"final-report-{code}.pdf"
    given = ("export", "final-report", "--language", code, "--output", str(target))
    assert cli.main(["--workspace", str(starter), *given]) == 0
    return target


@each_language
def test_every_chapter_and_every_item_stand_on_paper_with_code_and_title(
    starter: Path, tmp_path: Path, code: str
) -> None:
    pdf = _written(starter, tmp_path, code)
    items = _plan()
    assert {level: sum(one["level"] == level for one in items) for level in LEVELS} == LEVELS
    words = _solid(paper.solid(pdf))
    missing = [one["code"] for one in items if _solid(f"{one['code']} {one[f'title_{code}']}") not in words]
    assert missing == []
    outline = _bookmarks(pdf)
    assert [title for title in outline if title in CHAPTERS[code]] == list(CHAPTERS[code])


def _solid(text: str) -> str:
    """Without spaces and hyphens: a long word may be cut between lines, with a hyphen or at its own."""
    return re.sub(r"[\s\u00ad\u2010\u2011-]", "", text)


def _bookmarks(pdf: Path) -> list[str]:
    file = paper.opened(pdf)
    try:
        return [one.get_title() for one in file.get_toc()]
    finally:
        file.close()


@each_language
def test_its_document_control_is_the_seeds(starter: Path, tmp_path: Path, code: str) -> None:
    pdf = _written(starter, tmp_path, code)
    first = " ".join(paper.pages(pdf)[0].split())
    assert CONTROL[code] in first


@each_language
def test_the_checker_finds_nothing_wrong_with_it(
    starter: Path, tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = _written(starter, tmp_path, code)
    capsys.readouterr()
    assert cli.main(["check-pdf", str(pdf), "--json", "--language", code]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["findings"]) == (True, [])
