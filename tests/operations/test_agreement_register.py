"""The agreement register: the rows of a list with its columns, alike on paper and as a table."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kidesk.errors import KideskError, UsageError
from kidesk.exchange import tables
from kidesk.i18n import Language
from kidesk.operations import export_report
from kidesk.records import AGREEMENTS, PERSONS
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.reports.content import Badge, Document, Stack, Table
from kidesk.settings import Settings
from kidesk.store.store import Listing, Store
from tests import factory

EN = Language("en")
HEADINGS = ["Dnr", "Agreement", "Partner and country", "Type", "Level and department", "Status"]
HEADINGS += ["In effect from", "Ends", "Notice by", "Owner"]


@pytest.fixture
def filled(store: Store, frozen_day: dt.date) -> Store:
    """An agreement with everything the register tells, an idea, and one whose owner is not to be named."""
    department = factory.organisation(store, name_en="Department of Surgery", kind="own-unit")
    partners = [factory.organisation(store, name_en=f"{name} University", country="FI") for name in ("Ash", "Birch")]
    sides = [(department, "own"), *((one, "partner") for one in partners)]
    factory.agreement(
        store,
        title_en="Exchange with two",
        status="in-force",
        type="exchange",
        level="department",
        dnr="4-12/2024",
        parties=[{"organisation_id": one.id, "side": side} for one, side in sides],
        effective_on=dt.date(2024, 1, 1),
        end_on=dt.date(2026, 12, 31),
        notice=6,
        owner_id=factory.person(store, given_name="Åsa", family_name="Östberg").id,
    )
    factory.agreement(store, title_en="Only an idea", title_sv="Ö bara en idé")
    hidden = factory.person(store, given_name="Hidden", family_name="Name", has_protected_identity=True)
    factory.agreement(store, title_sv="Överst", title_en="=1+1", status="in-force", owner_id=hidden.id)
    return store


def register(store: Store, listing: Listing | None = None, language: Language = EN) -> Document:
    return export_report.compose(
        store,
        "agreement-register",
        language=language,
        settings=Settings(),
        is_demonstration=False,
        listing=listing or Listing(AGREEMENTS),
    )


def rows(document: Document) -> list[tuple[object, ...]]:
    """The rows of its one table."""
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return [row for row in table.read() if isinstance(row, tuple)]


def test_a_row_tells_what_a_register_must(filled: Store) -> None:
    document = register(filled)
    assert document.landscape
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [column.title for column in table.columns] == HEADINGS
    row = next(row for row in rows(register(filled)) if row[0] == "4-12/2024")
    assert row[1:] == (
        "Exchange with two",
        Stack(("Ash University (Finland)", "Birch University (Finland)")),
        "Exchange agreement",
        Stack(("Department", "Department of Surgery")),
        Badge("In force", "ok"),
        "1 Jan 2024",
        "31 Dec 2026",
        "30 Jun 2026",
        "Åsa Östberg",
    )


def test_an_idea_has_no_end_and_one_in_force_goes_on_until_further_notice(filled: Store) -> None:
    ends = {row[1]: row[7] for row in rows(register(filled))}
    assert ends["Only an idea"] == ""
    assert ends["=1+1"] == "Until further notice"


def test_a_missing_dnr_and_a_protected_owner_are_said_and_not_guessed(filled: Store) -> None:
    row = next(row for row in rows(register(filled)) if row[1] == "=1+1")
    assert row[0] == "No dnr"
    assert row[9] == "Protected identity"


def test_the_subtitle_says_which_agreements_they_are(filled: Store) -> None:
    view = next(view for view in AGREEMENTS.views if view.key == "preparing")
    document = register(filled, Listing(AGREEMENTS, view, typed="idea", filters=(("status", "idea"),)))
    assert document.subtitle == "In preparation · Status: Idea · “idea”"
    assert [row[1] for row in rows(document)] == ["Only an idea"]
    assert "1 agreement" in [getattr(block, "text", "") for block in document.blocks]
    assert register(filled, language=Language("sv")).title == "Avtalsregister"


def test_only_agreements_are_taken(store: Store) -> None:
    with pytest.raises(UsageError):
        register(store, Listing(PERSONS))


def written(store: Store, file: Path) -> Path:
    """The register as a file."""
    export_report.export(
        store, "agreement-register", language=EN, output=file, settings=Settings(), is_demonstration=False
    )
    return file


def test_a_csv_file_has_the_same_columns_and_no_formula(filled: Store, tmp_path: Path) -> None:
    file = written(filled, tmp_path / "register.csv")
    lines = {line.cells["Agreement"]: line.cells for line in tables.read(file).lines}
    assert list(lines["Exchange with two"]) == HEADINGS
    assert lines["Exchange with two"]["Partner and country"] == "Ash University (Finland); Birch University (Finland)"
    assert lines["Exchange with two"]["Ends"] == "2026-12-31"
    assert lines["=1+1"]["Dnr"] == ""
    assert "'=1+1" in file.read_text("utf-8-sig")
    assert "Hidden" not in file.read_text("utf-8-sig")


def test_a_workbook_has_days_as_days_and_no_formula(filled: Store, tmp_path: Path) -> None:
    sheet = load_workbook(written(filled, tmp_path / "register.xlsx")).active
    assert sheet.title == "Agreement register"
    assert [cell.value for cell in sheet[1]] == HEADINGS
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=2)}
    assert rows["Exchange with two"][7].value == dt.datetime(2026, 12, 31)
    assert rows["=1+1"][1].data_type == "s"


def test_a_stopped_register_leaves_the_earlier_file(filled: Store, tmp_path: Path) -> None:
    file = tmp_path / "register.pdf"
    file.write_bytes(b"earlier")

    def stop(page: int) -> None:
        raise KideskError("Stopped.")

    with pytest.raises(KideskError, match="Stopped"):
        export_report.export(
            filled,
            "agreement-register",
            language=EN,
            output=file,
            settings=Settings(),
            is_demonstration=False,
            on_page=stop,
        )
    assert file.read_bytes() == b"earlier"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["register.pdf"]


def test_every_status_has_its_word_beside_its_colour(store: Store, frozen_day: dt.date) -> None:
    for status in AgreementStatus:
        factory.agreement(store, status=status)
    badges = [row[5] for row in rows(register(store))]
    assert all(isinstance(badge, Badge) and badge.text for badge in badges)
