"""Contacts from the command line: all persons or some of them, and who was left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from kidesk import cli
from kidesk.exchange import vcards
from kidesk.store.workspace import Workspace
from tests import factory


@pytest.fixture
def workspace(folder: Path) -> Path:
    """A workspace of two persons, one of them at an organisation in Finland, and one of protected identity."""
    opened = Workspace.open(folder, "Test")
    place = factory.organisation(opened.store, name_sv="Åbo Akademi", name_en="Abo Academy", country="FI")
    factory.person(opened.store, family_name="Ek", affiliations=[{"organisation_id": place.id}])
    factory.person(opened.store, family_name="Al")
    factory.person(opened.store, family_name="Hemlig", has_protected_identity=True)
    opened.close()
    return folder


def run(workspace: Path, file: Path, *more: str) -> int:
    given = ["--workspace", str(workspace), "--language", "en", "export-vcards", *more, "--output", str(file)]
    return cli.main(given)


def names(file: Path) -> list[object]:
    return [one.values["family_name"] for one in vcards.read(file, lambda done, whole: None)]


def test_all_persons_become_contacts(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "contacts.vcf"
    assert run(workspace, file) == 0
    said, warned = capsys.readouterr()
    assert said == f"2 contacts stand in {file}.\n"
    assert "Records of persons whose identity is protected were left out: 1." in warned
    assert names(file) == ["Al", "Ek"]


@pytest.mark.parametrize("narrowed", [("--where", "country=FI"), ("--filter", "ek"), ("--find", "ek")])
def test_filters_and_words_narrow_them(
    workspace: Path, tmp_path: Path, narrowed: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "contacts.vcf"
    assert run(workspace, file, *narrowed, "--language", "sv") == 0
    assert capsys.readouterr().out == f"1 contact stands in {file}.\n"
    assert names(file) == ["Ek"]
    assert "Åbo Akademi" in file.read_text("utf-8")


def test_another_ending_is_wrong_usage(workspace: Path, tmp_path: Path) -> None:
    assert run(workspace, tmp_path / "contacts.csv") == 2
    assert list(tmp_path.glob("contacts*")) == []
