"""Every column of an exported table is imported again, or named here with the reason why it is not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kidesk.exchange import tables
from kidesk.i18n import CODES, Language
from kidesk.operations.export_table import export_table
from kidesk.operations.import_contacts import import_contacts
from kidesk.operations.import_organisations import import_organisations
from kidesk.operations.import_report import RowsReport
from kidesk.operations.table_columns import columns_of
from kidesk.records import ORGANISATIONS, PERSONS
from kidesk.records.record_type import RecordType
from kidesk.store.store import Listing, Store
from kidesk.store.workspace import Workspace
from tests import factory

IMPORTS: dict[str, Callable[[Store, Path], RowsReport]] = {
    "persons": import_contacts,
    "organisations": import_organisations,
}
REGISTERS = pytest.mark.parametrize("register", [PERSONS, ORGANISATIONS], ids=lambda one: one.key)
_NUMBERED_ANEW = "every workspace numbers its own records; the number only tells namesakes apart"
# What an import does not bring elsewhere, by what its heading says in English, and why.
LEFT = {
    "persons": {
        "Number in kidesk": _NUMBERED_ANEW,
        "Coordinator: number in kidesk": _NUMBERED_ANEW,
        "Affiliations: Organisation: number in kidesk": _NUMBERED_ANEW,
        "Protected identity": "no table has anybody with a protected identity",
    },
    "organisations": {
        "Number in kidesk": _NUMBERED_ANEW,
        **{f"{link}: number in kidesk": _NUMBERED_ANEW for link in ("Part of", "Succeeded by", "Split from")},
        "Coordinator: number in kidesk": _NUMBERED_ANEW,
        **{
            f"Earlier names: {one}": "what an organisation was called until when is entered by hand, as it is decided"
            for one in ("Name in Swedish", "Name in English", "Abbreviation", "Until")
        },
    },
}


def headings(register: RecordType, language: Language) -> dict[str, str]:
    """The headings of an exported table in a language, by what they are in English."""
    english = [one.column.heading for one in columns_of(register, Language("en"))]
    return dict(zip(english, [one.column.heading for one in columns_of(register, language)], strict=True))


def exported(store: Store, register: RecordType, file: Path, language: Language) -> list[dict[str, str]]:
    """The rows that went out, in the order of the list."""
    export_table(store, Listing(register), language=language, output=file)
    return [line.cells for line in tables.read(file).lines]


@REGISTERS
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_exported_column_comes_in_elsewhere(
    store: Store, template: Path, tmp_path: Path, register: RecordType, code: str, ending: str
) -> None:
    language, file = Language(code), tmp_path / f"table.{ending}"
    values = factory.full(store, register)
    if register is ORGANISATIONS:
        values |= {"parent_id": factory.organisation(store).id, "domains": ["ki.se", "ki.example"]}
    factory.made(store, register, **values)
    went_out = exported(store, register, file, language)
    known = headings(register, language)
    empty = {said for said, heading in known.items() if not any(row[heading] for row in went_out)}
    assert empty <= set(LEFT[register.key]), "a column that is empty proves nothing"
    with closing(Workspace.open(shutil.copytree(template, tmp_path / "elsewhere"), "Test")) as workspace:
        if register is ORGANISATIONS:
            export_table(store, Listing(PERSONS), language=language, output=tmp_path / "people.csv")
            import_contacts(workspace.store, tmp_path / "people.csv")  # there must be coordinators to name
        report = IMPORTS[register.key](workspace.store, file)
        assert report.refused == []
        assert {said for said, heading in known.items() if heading in report.ignored} <= set(LEFT[register.key])
        came_in = exported(workspace.store, register, tmp_path / f"again.{ending}", language)
    assert len(came_in) == len(went_out)
    pairs = list(zip(went_out, came_in, strict=True))
    lost = {
        said for said, heading in known.items() if any(row[heading] not in ("", now[heading]) for row, now in pairs)
    }
    assert lost <= set(LEFT[register.key])


@REGISTERS
def test_what_is_named_as_left_is_a_column_with_a_reason(register: RecordType) -> None:
    left = LEFT[register.key]
    assert set(left) <= set(headings(register, Language("en")))
    assert all(left.values())
