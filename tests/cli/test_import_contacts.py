"""Contacts and organisations on the command line: imported, tried, told in both languages and as JSON, taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from kidesk import cli

Run = Callable[..., tuple[int, str, str]]
TABLE = "Namn;E-post;Företag;Anteckningar;Födelsedag;Rektor\n"
CARD = "BEGIN:VCARD\r\nVERSION:4.0\r\nN:Öberg;Sara;;;\r\nFN:Sara Öberg\r\nEMAIL:sara@example.org\r\nEND:VCARD\r\n"


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], frozen_day: object) -> Run:
    """Runs a command in an empty workspace."""

    def command(*arguments: str, language: str = "en") -> tuple[int, str, str]:
        code = cli.main(["--workspace", str(folder), "--language", language, *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return command


@pytest.fixture
def table(tmp_path: Path) -> str:
    """A file with a person, and one whose address is none."""
    file = tmp_path / "list.csv"
    rows = "Sara Öberg;sara@example.org;Ny AB;Hej;1980-01-01;\nBo Ek;fel;;;;\n"
    file.write_text(TABLE + rows, encoding="cp1252")
    return str(file)


def persons(run: Run) -> list[str]:
    return [one["name"] for one in json.loads(run("list", "persons", "--json")[1])]


def test_contacts_are_imported_and_told_and_taken_back(run: Run, table: str) -> None:
    code, out, err = run("import", "contacts", table)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "A new organisation: Ny AB",
        "“Födelsedag” was left out; kidesk keeps no such thing.",
        "New persons without a legal basis: 1. State it under data protection.",
        "Line 3 was refused: “fel” is not an e-mail address.",
        "The column “Rektor” says nothing to kidesk and was left out.",
        "Created 1, updated 0, unchanged 0, refused 1.",
    ]
    assert persons(run) == ["Sara Öberg"]
    assert "unchanged 1" in run("import", "contacts", table)[1]
    assert run("undo", language="sv")[1] == "Ångrat: Import av person\n"
    assert persons(run) == []


def test_changes_are_told_field_by_field_in_swedish(run: Run, table: str, tmp_path: Path) -> None:
    run("import", "contacts", table)
    later = tmp_path / "later.csv"
    later.write_text(TABLE + "Sara Öberg;sara@example.org;;Nytt;;\n", encoding="utf-8")
    out = run("import", "contacts", str(later), "--dry-run", language="sv")[1].splitlines()
    assert out[0] == "Rad 2, Sara Öberg, Anteckningar: Nytt, tidigare Hej"
    assert out[-1] == "Det här var en provkörning. Inget har ändrats."
    assert "updated 1" in run("import", "contacts", str(later))[1]


def test_json_says_what_becomes_of_each_row(run: Run, table: str) -> None:
    answer = json.loads(run("import", "contacts", table, "--json")[1])
    assert (answer["created"], answer["encoding"], answer["delimiter"]) == (1, "cp1252", ";")
    assert (answer["organisations"], answer["left_out"], answer["ignored_columns"]) == (
        ["Ny AB"],
        ["Födelsedag"],
        ["Rektor"],
    )
    first, second = answer["rows"]
    assert (first["outcome"], first["id"], second["outcome"], second["line"]) == ("created", 1, "refused", 3)
    assert second["reason"] == "“fel” is not an e-mail address."
    assert {"heading": "E-post", "meaning": "emails:1.address", "left_out": False} in answer["columns"]


def test_vcards_are_known_by_what_is_in_them(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "card.txt"
    file.write_text(CARD, encoding="utf-8")
    assert "Created 1" in run("import", "contacts", str(file))[1]
    assert "unchanged 1" in run("import", "contacts", str(file))[1]
    code, _, err = run("import", "contacts", str(file), "--encoding", "cp1252")
    assert (code, "for tables only" in err) == (2, True)


def test_the_mode_and_the_reading_can_be_said(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("Vem|Var\nSara Öberg|sara@example.org\n".encode("cp850"))
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"Vem": "name", "Var": "emails:1.address"}', encoding="utf-8")
    read = ("--mapping", str(mapping), "--encoding", "cp850", "--delimiter", "|")
    assert "unchanged 1" in run("import", "contacts", str(file), *read, "--mode", "update")[1]
    assert "Created 1" in run("import", "contacts", str(file), *read, "--mode", "create", "--source", "Mässan")[1]
    person = json.loads(run("show", "persons", "1", "--json")[1])
    assert (person["name"], person["source"], person["email"]) == ("Sara Öberg", "Mässan", "sara@example.org")


def test_headings_below_a_title_are_found_and_told_or_said(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Kontakter 2026\n\nNamn,E-post\nSara Öberg,fel\n", encoding="utf-8")
    out = run("import", "contacts", str(file), "--dry-run", language="sv")[1].splitlines()
    assert out[0].startswith("Rad 4 avvisades")
    assert "Rubrikerna står på rad 3. 1 rad ovanför lämnas utanför." in out
    answer = json.loads(run("import", "contacts", str(file), "--json")[1])
    assert (answer["header_row"], answer["sheet"], answer["refused"][0]["line"]) == (3, None, 4)
    code, _, err = run("import", "contacts", str(file), "--header-row", "1")
    assert (code, "no column of names" in err) == (1, True)
    assert "Row 2 of" in run("import", "organisations", str(file), "--header-row", "2")[2]


def test_a_sheet_of_a_workbook_is_said(run: Run, tmp_path: Path) -> None:
    book, file = Workbook(), tmp_path / "list.xlsx"
    book.active.title = "Folk"
    for row in (["Namn", "E-post"], ["Sara Öberg", "sara@example.org"]):
        book.active.append(row)
    for row in (["Lärosäten"], ["Namn", "Landskod"], ["Kibo", "TZ"]):
        (book["Lista"] if "Lista" in book.sheetnames else book.create_sheet("Lista")).append(row)
    book.save(file)
    out = run("import", "organisations", str(file), "--sheet", "Lista")[1].splitlines()
    assert out == [
        "The sheet “Folk” was left out; only “Lista” is read.",
        "The headings stand in row 2; 1 row above them is left out.",
        "Created 1, updated 0, unchanged 0, refused 0.",
    ]
    assert "no sheet called “Nej”" in run("import", "contacts", str(file), "--sheet", "Nej")[2]


def test_organisations_take_the_same_options(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("Lärosäte,Id i andra system\nUmeå universitet,x:1\n".encode("mac_roman"))
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"Lärosäte": "name"}', encoding="utf-8")
    read = ("--mapping", str(mapping), "--encoding", "mac_roman", "--delimiter", ",")
    assert "unchanged 1" in run("import", "organisations", str(file), *read, "--mode", "update")[1]
    assert "Created 1" in run("import", "organisations", str(file), *read)[1]
    file.write_bytes("Lärosäte,Id i andra system,Ort\nUmea University,x:1,Umeå\n".encode("mac_roman"))
    assert "updated 1" in run("import", "organisations", str(file), *read)[1]
    (organisation,) = json.loads(run("list", "organisations", "--json")[1])
    assert (organisation["name"], organisation["city"]) == ("Umeå universitet", "Umeå")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"Namn": 1}', "[" * 100_000, '{"Namn": "nothing"}', '{"Nobody": "name"}']
)
def test_a_mapping_that_is_none_is_said_in_a_sentence(run: Run, table: str, tmp_path: Path, text: str) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_text(text, encoding="utf-8")
    code, out, err = run("import", "contacts", table, "--mapping", str(mapping))
    assert (code in (1, 2), out, persons(run)) == (True, "", [])
    assert "Nothing was imported" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("contacts", "--extracted", "2024-01-04"),
        ("contacts", "--provisional"),
        ("organisations", "--source", "x"),
        ("indicators", "--mode", "update"),
        ("agreements", "--delimiter", ";"),
        ("indicators", "--header-row", "2"),
        ("agreements", "--sheet", "Folk"),
        ("contacts", "--header-row", "two"),
        ("agreements", "--mapping", "x"),
        ("contacts", "--mode", "sometimes"),
    ],
)
def test_what_does_not_belong_together_is_refused(run: Run, table: str, arguments: tuple[str, ...]) -> None:
    code, out, err = run("import", arguments[0], table, *arguments[1:])
    assert (code, out) == (2, "")
    assert err


def test_rows_of_organisations_are_told_one_by_one(run: Run, tmp_path: Path) -> None:
    first, later = tmp_path / "first.csv", tmp_path / "later.csv"
    first.write_text("Name;Country code\nKibo Medical College;TZ\n", encoding="utf-8")
    later.write_text("Name;Country code;City\nKibo Medical College;TZ;Moshi\nA;ZQ;\n", encoding="utf-8")
    run("import", "organisations", str(first))
    out = run("import", "organisations", str(later), "--dry-run", language="sv")[1].splitlines()
    assert out[0] == "Rad 2, Kibo Medical College, Ort: Moshi"
    assert out[1].startswith("Rad 3 avvisades: Land: ”ZQ” är inte ett land")
    rows = json.loads(run("import", "organisations", str(later), "--json")[1])["rows"]
    assert [(row["line"], row["outcome"], row["matched_by"]) for row in rows] == [
        (2, "updated", "name-and-country"),
        (3, "refused", None),
    ]
    assert rows[0]["changes"] == [{"field": "City", "before": "", "after": "Moshi"}]
    assert rows[0]["id"] == 1
