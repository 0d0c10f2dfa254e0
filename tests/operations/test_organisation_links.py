"""What a row of organisations names is linked where it is certain what is meant, and told on the row where not."""

from __future__ import annotations

from pathlib import Path

from kidesk.i18n import Language
from kidesk.operations.import_organisations import import_organisations
from kidesk.operations.import_report import RowsReport
from kidesk.records.organisation import Organisation
from kidesk.store.store import Store
from tests import factory
from tests.store.dumping import dump, index

EN = Language("en")
HEADINGS = "Number in kidesk;Name in Swedish;Part of;Part of: number in kidesk;Coordinator\n"


def run(store: Store, folder: Path, text: str, *, dry_run: bool = False) -> RowsReport:
    file = folder / "organisations.csv"
    file.write_text(text, encoding="utf-8")
    return import_organisations(store, file, dry_run=dry_run)


def parents(store: Store) -> dict[str, str]:
    return {one.name_sv: one.parent.name_sv for one in store.all(Organisation) if one.parent is not None}


def notices(report: RowsReport) -> list[str]:
    return [notice.said(EN) for one in report.outcomes for notice in one.notices]


def test_a_unit_comes_beneath_its_whole_also_where_that_stands_further_down(store: Store, tmp_path: Path) -> None:
    factory.person(store, given_name="Bo", family_name="Ek")
    report = run(store, tmp_path, f"{HEADINGS}7;Enheten;Skolan;8;Bo Ek\n8;Skolan;;;\n")
    assert (report.created, report.ignored, notices(report)) == (2, (), [])
    assert parents(store) == {"Enheten": "Skolan"}
    unit = next(one for one in store.all(Organisation) if one.name_sv == "Enheten")
    assert unit.owner.caption("sv") == "Bo Ek"


def test_another_whole_is_shown_written_and_taken_back(store: Store, tmp_path: Path) -> None:
    old, _ = (factory.organisation(store, name_sv=name, name_en="") for name in ("Gamla", "Nya"))
    factory.organisation(store, name_sv="Enheten", name_en="", parent_id=old.id)
    text = f"{HEADINGS};Enheten;Nya;;\n"
    before, entries = dump(store), index(store)
    tried = run(store, tmp_path, text, dry_run=True)
    assert dump(store) == before
    for report in (tried, run(store, tmp_path, text)):
        assert (report.updated, report.unchanged) == (1, 0)
        assert [change.said(EN) for change in report.outcomes[0].changes] == [("Part of", "Gamla", "Nya")]
    assert parents(store) == {"Enheten": "Nya"}
    assert run(store, tmp_path, text).unchanged == 1
    store.undo()
    assert (dump(store), index(store)) == (before, entries)


def test_what_is_not_certain_or_impossible_is_told_and_the_row_is_kept(store: Store, tmp_path: Path) -> None:
    for country in ("SE", "FI"):
        factory.organisation(store, name_sv="Skolan", name_en="", country=country)
    other = factory.organisation(store, name_sv="Annan", name_en="")
    rows = f";A;Skolan;;\n;B;Okänd;{other.id};\n;C;;{other.id};\n;D;D;;\n;E;Annan;;Ingen\n;E;A;;\n"
    report = run(store, tmp_path, HEADINGS + rows)
    assert report.created == 5
    assert notices(report) == [
        "Part of: 2 are called “Skolan”; the row was taken in without any of them. Choose the right one by hand.",
        "Part of: “Okänd” is not in the register; the row was taken in without it.",
        f"Part of: the number {other.id} alone may mean another one here; the row was taken in without it.",
        "Part of: “D” was left out. An organisation cannot be its own parent, successor or predecessor.",
        "Coordinator: “Ingen” is not in the register; the row was taken in without it.",
        "Part of: line 6 names another one; only that one was kept.",
    ]
    assert parents(store) == {"E": "Annan"}


def test_of_namesakes_the_number_decides(store: Store, tmp_path: Path) -> None:
    _, meant = (factory.organisation(store, name_sv="Skolan", name_en="", country=one) for one in ("SE", "FI"))
    run(store, tmp_path, f"{HEADINGS};Enheten;Skolan;{meant.id};\n")
    unit = next(one for one in store.all(Organisation) if one.name_sv == "Enheten")
    assert unit.parent_id == meant.id
