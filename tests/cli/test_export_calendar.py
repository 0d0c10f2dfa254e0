"""export-calendar on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kidesk import cli


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with demonstration data."""
    folder = tmp_path_factory.mktemp("demonstration") / "workspace"
    assert cli.main(["--workspace", str(folder), "init", "--demo"]) == 0
    return folder


def test_the_calendar_is_written_in_the_language_asked_for(
    demonstration: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "agenda.ics"
    for code, word in (("sv", "SUMMARY:Löper ut: "), ("en", "SUMMARY:Ends: ")):
        given = ["--workspace", str(demonstration), "export-calendar", "--output", str(file), "--language", code]
        assert cli.main(given) == 0
        assert word in file.read_text("utf-8")
        assert str(file) in capsys.readouterr().out
    long = file.stat().st_size
    assert cli.main([*given, "--months", "3"]) == 0
    assert file.stat().st_size < long


def test_a_number_of_months_that_makes_no_sense_is_wrong_usage(
    demonstration: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--workspace", str(demonstration), "--language", "en", "export-calendar", "--months", "0"]
    assert cli.main([*given, "--output", str(tmp_path / "agenda.ics")]) == 2
    assert "Nothing was written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
