"""duplicates and merge on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kidesk import cli
from kidesk.store.workspace import Workspace
from tests import factory

MAIL = [{"address": "sara@example.org"}]


@pytest.fixture
def pair(folder: Path) -> tuple[int, int]:
    """Two persons that are one, of whom the second was met."""
    workspace = Workspace.open(folder, "Tove")
    one = factory.person(workspace.store, given_name="Sara", family_name="Öberg", emails=MAIL, prefix="Dr")
    two = factory.person(workspace.store, given_name="Sara", family_name="Oeberg", emails=MAIL, prefix="Prof.")
    factory.interaction(workspace.store, persons=[{"person_id": two.id}])
    workspace.close()
    return one.id, two.id


def _kidesk(folder: Path, *given: str) -> int:
    return cli.main(["--workspace", str(folder), "--language", "en", *given])


def _names(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    capsys.readouterr()
    assert _kidesk(folder, "list", "persons", "--json") == 0
    return sorted((one["family_name"], one["prefix"]) for one in json.loads(capsys.readouterr().out))


def test_pairs_are_listed_with_their_reasons(
    folder: Path, pair: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _kidesk(folder, "duplicates", "persons", "--json") == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "score": 96,
            "records": [{"id": pair[0], "name": "Sara Öberg"}, {"id": pair[1], "name": "Sara Oeberg"}],
            "reasons": [
                "Both have the address sara@example.org.",
                "Their names are the same in another spelling or order.",
            ],
            "against": [],
        }
    ]
    assert _kidesk(folder, "duplicates", "persons") == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("96")
    assert _kidesk(folder, "duplicates", "organisations") == 0
    assert capsys.readouterr().out == "No two records look alike.\n"


def test_two_that_are_told_apart_are_listed_no_more_until_that_is_undone(
    folder: Path, pair: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _kidesk(folder, "duplicates", "persons", "--apart", str(pair[1]), str(pair[0])) == 0
    capsys.readouterr()
    assert _kidesk(folder, "duplicates", "persons", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert _kidesk(folder, "undo") == 0
    assert capsys.readouterr().out == "Taken back: Told two records apart\n"
    assert _kidesk(folder, "duplicates", "persons", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 1


def test_two_become_one_as_the_arguments_say_and_undo_makes_two_of_them(
    folder: Path, pair: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    merging = ("merge", "persons", "--keep", str(pair[0]), "--other", str(pair[1]), "--take", "prefix")
    assert _kidesk(folder, *merging, "--dry-run") == 0
    trial = capsys.readouterr().out
    assert trial.startswith(f"Sara Oeberg ({pair[1]}) would go up in Sara Öberg ({pair[0]}).\n")
    assert _names(folder, capsys) == [("Oeberg", "Prof."), ("Öberg", "Dr")]
    assert _kidesk(folder, *merging) == 0
    done = capsys.readouterr().out
    assert done == (
        f"Sara Oeberg ({pair[1]}) has gone up in Sara Öberg ({pair[0]}).\n"
        "  Title before the name: Prof.\n"
        "  Interactions: 1\n"
    )
    assert _names(folder, capsys) == [("Öberg", "Prof.")]
    assert _kidesk(folder, "undo") == 0
    assert _names(folder, capsys) == [("Oeberg", "Prof."), ("Öberg", "Dr")]


def test_what_was_merged_is_told_in_json(
    folder: Path, pair: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _kidesk(folder, "merge", "persons", "--keep", str(pair[1]), "--other", str(pair[0]), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["record"]["id"], told["record"]["family_name"]) == (pair[1], "Oeberg")
    assert (told["differences"], told["came"], told["moved"]) == (["family_name", "prefix"], {}, {})


def test_a_wrong_merge_says_why_and_changes_nothing(
    folder: Path, pair: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    merging = ("merge", "persons", "--keep", str(pair[0]), "--other")
    assert _kidesk(folder, *merging, str(pair[0])) == 1
    assert "not two records but one" in capsys.readouterr().err
    assert _kidesk(folder, *merging, str(pair[1]), "--take", "colour") == 2
    assert "no field called “colour”" in capsys.readouterr().err
    assert _names(folder, capsys) == [("Oeberg", "Prof."), ("Öberg", "Dr")]
