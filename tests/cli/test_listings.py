"""Which records a command is about: views, saved views, words and filters, alike for lists and tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kidesk import cli
from kidesk.exchange import tables
from kidesk.operations import saved_views
from kidesk.records import AGREEMENTS, RECORD_TYPES
from kidesk.store.store import Listing
from kidesk.store.workspace import Workspace
from tests import factory

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in English in a workspace of agreements with Åbo (Finland), Oslo (Norway) and nobody."""
    workspace = Workspace.open(folder, "Test")
    store = workspace.store
    abo = factory.organisation(store, name_sv="Åbo Akademi", name_en="", country="FI")
    oslo = factory.organisation(store, name_sv="Universitetet i Oslo", name_en="", country="NO")
    for title, partner, type_ in (("Med Åbo", abo, "mou"), ("Med Oslo", oslo, "exchange"), ("Utan", None, "mou")):
        parties = [{"organisation_id": partner.id, "side": "partner"}] if partner else []
        factory.agreement(store, title_sv=title, title_en="", type=type_, parties=parties)
    shown = Listing(AGREEMENTS, filters=(("type", "mou"),), is_descending=True)
    saved_views.save(store, "Våra MoU", shown)
    factory.saved_view(store, name="Of old", filters=["planet=Mars"])
    workspace.close()

    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main(["--workspace", str(folder), "--language", "en", *arguments])
        return code, *capsys.readouterr()

    return command


def listed(run: Run, *arguments: str) -> list[str]:
    """The titles that `list agreements` gives."""
    code, said, warned = run("list", "agreements", *arguments, "--json")
    assert (code, warned) == (0, "")
    return [one["title_sv"] for one in json.loads(said)]


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        ((), ["Med Oslo", "Med Åbo", "Utan"]),
        (("--view", "preparing"), ["Med Oslo", "Med Åbo", "Utan"]),
        (("--view", "lapsed"), []),
        (("--where", "country=FI"), ["Med Åbo"]),
        (("--where", "country=Finland"), ["Med Åbo"]),
        (("--where", "country=FI", "--where", "country=norge"), ["Med Oslo", "Med Åbo"]),
        (("--where", "country=FI", "--where", "type=exchange"), []),
        (("--where", "partner=Åbo Akademi"), ["Med Åbo"]),
        (("--where", "partner=oslo", "--find", "med"), ["Med Oslo"]),
        (("--where", "status=Idea"), ["Med Oslo", "Med Åbo", "Utan"]),
        (("--saved", "våra mou"), ["Utan", "Med Åbo"]),
        (("--saved", "Våra MoU", "--where", "country=FI"), ["Med Åbo"]),
        (("--saved", "Våra MoU", "--find", "utan"), ["Utan"]),
    ],
)
def test_a_list_is_narrowed(run: Run, arguments: tuple[str, ...], titles: list[str]) -> None:
    assert listed(run, *arguments) == titles


def test_a_table_takes_the_same(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    assert run("export-table", "agreements", "--saved", "Våra MoU", "--output", str(file))[0] == 0
    assert [line.cells["Title in Swedish"] for line in tables.read(file).lines] == ["Utan", "Med Åbo"]
    assert run("export-table", "agreements", "--where", "country=FI", "--output", str(file))[0] == 0
    assert [line.cells["Title in Swedish"] for line in tables.read(file).lines] == ["Med Åbo"]


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("--where", "country"), 2, "“country” is not written as FILTER=VALUE."),
        (("--where", "planet=Mars"), 2, "There is no filter “planet” of agreements. The filters are: country,"),
        (("--where", "country=Mars"), 1, "“Mars” is not a country kidesk knows."),
        (("--where", "partner=Nowhere"), 1, "“Nowhere” is not the name of a record there is to choose."),
        (("--where", "partner="), 1, "is not the name of a record"),
        (("--where", "department=Åbo Akademi"), 1, "“Åbo Akademi” is not the name of a record"),
        (("--where", "partner=universitetet åbo"), 1, "is not the name of a record"),
        (("--saved", "Mine"), 1, "There is no saved view “Mine” of agreements. The saved views are: Of old, Våra MoU."),
        (("--saved", "Of old"), 1, "There is no filter “planet” here. Take it away, or choose another."),
        (("--view", "none"), 2, "There is no view “none” of agreements."),
        (("--view", "all", "--saved", "Of old"), 2, "exclude each other"),
    ],
)
def test_what_is_not_known_is_told_in_a_sentence(run: Run, arguments: tuple[str, ...], code: int, reason: str) -> None:
    found, said, warned = run("list", "agreements", *arguments)
    assert (found, said) == (code, "")
    assert reason in warned


def test_a_name_that_several_have_is_not_guessed(run: Run) -> None:
    assert run("add", "organisations", "name_sv=Åbo Akademi Vasa")[0] == 0
    assert listed(run, "--where", "partner=åbo akademi") == ["Med Åbo"]
    code, _, warned = run("list", "agreements", "--where", "partner=abo")
    assert code == 1
    assert "1 Åbo Akademi; 3 Åbo Akademi Vasa" in warned


def test_nothing_found_is_said(run: Run) -> None:
    assert run("list", "agreements", "--where", "country=JP")[1] == "Nothing was found.\n"


def test_the_help_names_every_filter(run: Run) -> None:
    for command in ("list", "export-table"):
        said = " ".join(run(command, "--help")[1].split()).replace("- ", "-")  # lines are broken after a hyphen
        for record_type in RECORD_TYPES:
            if record_type.filters:
                assert f"{record_type.key}: {', '.join(one.key for one in record_type.filters)}" in said
