"""Importing organisations: matched by name and country, all in one undo step, nothing written the second time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations.import_options import ImportOptions, Mode
from kidesk.operations.import_organisations import import_organisations
from kidesk.operations.import_report import MatchedBy, RowsReport
from kidesk.records.organisation import ORGANISATIONS, Organisation
from kidesk.store import history
from kidesk.store.check import check
from kidesk.store.store import Listing, Store
from tests import factory

UNIVERSITIES = Path(__file__).parents[3] / "shared" / "data" / "universities.csv"
HEADING = "Name;Country code;Country;State or province;Website;Domains\n"


def run(store: Store, folder: Path, text: str, dry_run: bool = False) -> RowsReport:
    file = folder / "organisations.csv"
    file.write_text(text, encoding="utf-8")
    return import_organisations(store, file, dry_run=dry_run)


def counts(report: RowsReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, len(report.refused)


def sentences(report: RowsReport) -> dict[int, str]:
    return {line: problem.said(Language("en")) for line, problem in report.refused}


def operations(store: Store) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(history.OPERATION)) or 0


def only(store: Store) -> Organisation:
    (organisation,) = store.all(Organisation)
    return organisation


needs_universities = pytest.mark.skipif(
    not UNIVERSITIES.exists(), reason="the shared list of universities is not on this machine"
)


@needs_universities
def test_ten_thousand_universities_are_imported_once_and_taken_back_in_one_step(store: Store) -> None:
    report = import_organisations(store, UNIVERSITIES)
    assert counts(report) == (10_251, 0, 0, 0)
    assert len(store.find("fundação hermínio")) == 1

    assert counts(import_organisations(store, UNIVERSITIES)) == (0, 0, 10_251, 0)
    assert operations(store) == 1

    assert store.undo() == "Imported {type}"
    assert store.count(Listing(ORGANISATIONS)) == 0
    assert store.find("fundação hermínio") == []


@needs_universities
def test_what_was_taken_back_is_done_again_whole(store: Store, tmp_path: Path) -> None:
    text = "".join(UNIVERSITIES.read_text(encoding="utf-8-sig").splitlines(keepends=True)[:1_200])
    report = run(store, tmp_path, text)
    before = [ORGANISATIONS.plain(one) for one in store.all(Organisation)]
    store.undo()
    store.redo()
    assert [ORGANISATIONS.plain(one) for one in store.all(Organisation)] == before
    assert counts(run(store, tmp_path, text)) == (0, 0, report.created + report.updated, len(report.refused))
    assert not any(finding.problems for finding in check(store))


def test_a_row_becomes_an_organisation(store: Store, tmp_path: Path) -> None:
    row = "Fundação Ometto;BR;Brazil;São Paulo;https://www.fho.edu.br/;fho.edu.br aluno.fho.edu.br\n"
    run(store, tmp_path, HEADING + row)
    found = only(store)
    assert (found.name_en, found.country, found.region) == ("Fundação Ometto", "BR", "São Paulo")
    assert (found.website, found.domains) == ("https://www.fho.edu.br/", ["fho.edu.br", "aluno.fho.edu.br"])
    (entry,) = store.past(Organisation, found.id)
    assert (entry.verb, entry.kind) == ("Imported {type}", "insert")


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("Namn,Landskod,Ort,Webbplats,Domäner", "Uppsala universitet,SE,Uppsala,https://www.uu.se,uu.se"),
        ("NAMN;Land;Stad;Website;Domains", "Uppsala universitet;Sverige;Uppsala;www.uu.se;uu.se"),
        ("name_en\tcountry\tcity\twebsite\tdomains", "Uppsala universitet\tSweden\tUppsala\thttps://www.uu.se\tuu.se"),
        ("Name in English|Country|City|Website|Internet domains", "Uppsala universitet|se|Uppsala|www.uu.se|uu.se"),
    ],
)
def test_headings_are_understood_in_both_languages(store: Store, tmp_path: Path, heading: str, row: str) -> None:
    report = run(store, tmp_path, f"{heading}\n{row}\n")
    found = only(store)
    assert report.ignored == ()
    assert (found.name_en, found.country, found.city) == ("Uppsala universitet", "SE", "Uppsala")
    assert (found.website, found.domains) == ("https://www.uu.se", ["uu.se"])


def test_a_column_that_says_nothing_to_kidesk_is_named(store: Store, tmp_path: Path) -> None:
    report = run(store, tmp_path, "Name;Rektor\nA;B\n")
    assert report.ignored == ("Rektor",)


@pytest.mark.parametrize("key", ["name_sv", "name_en", "name_local"])
def test_any_name_in_the_country_matches_and_keeps_its_spelling(store: Store, tmp_path: Path, key: str) -> None:
    others = {"name_sv": "", "name_en": "", key: "Universitetet i Tromsø"}
    factory.organisation(store, country="NO", **others)
    report = run(store, tmp_path, "Name;Country code;City\nUNIVERSITETET I TROMSO;NO;Tromsø\n")
    assert counts(report) == (0, 1, 0, 0)
    found = only(store)
    assert (getattr(found, key), found.city) == ("Universitetet i Tromsø", "Tromsø")


def test_a_former_name_matches(store: Store, tmp_path: Path) -> None:
    factory.organisation(store, country="SE", former_names=["Karolinska mediko-kirurgiska institutet"])
    report = run(store, tmp_path, "Name;Country code\nKarolinska Mediko-Kirurgiska Institutet;SE\n")
    assert counts(report) == (0, 0, 1, 0)


def test_the_same_name_in_another_country_is_another_organisation(store: Store, tmp_path: Path) -> None:
    factory.organisation(store, name_en="Trinity College", country="IE")
    assert counts(run(store, tmp_path, "Name;Country code\nTrinity College;US\n")) == (1, 0, 0, 0)


def test_a_missing_country_on_either_side_still_matches(store: Store, tmp_path: Path) -> None:
    factory.organisation(store, name_en="Trinity College", country="IE")
    assert counts(run(store, tmp_path, "Name\nTrinity College\n")) == (0, 0, 1, 0)
    factory.organisation(store, name_en="Lund University", country="")
    assert counts(run(store, tmp_path, "Name;Country code\nLund University;SE\n")) == (0, 1, 0, 0)


def test_empty_cells_keep_what_stands_and_lists_grow(store: Store, tmp_path: Path) -> None:
    one = factory.organisation(store, name_en="Lund University", country="SE", city="Lund", domains=["lu.se"])
    report = run(store, tmp_path, "Name;Country code;City;Domains\nLund University;SE;;lth.se lu.se\n")
    assert counts(report) == (0, 1, 0, 0)
    found = only(store)
    assert (found.id, found.city, found.domains) == (one.id, "Lund", ["lu.se", "lth.se"])


@pytest.mark.parametrize("website", ["http://www.lu.se/", "https://lu.se", "www.lu.se", "HTTPS://LU.SE/"])
def test_the_same_address_written_otherwise_is_no_change(store: Store, tmp_path: Path, website: str) -> None:
    factory.organisation(store, name_en="Lund University", country="SE", website="https://www.lu.se")
    report = run(store, tmp_path, f"Name;Country code;Website\nLund University;SE;{website}\n")
    assert counts(report) == (0, 0, 1, 0)


def test_refused_rows_are_told_by_line_and_the_others_imported(store: Store, tmp_path: Path) -> None:
    rows = [
        "Good;SE;;;;",
        ";SE;;;;",
        "Atlantis University;ZQ;;;;",
        "Utopia University;;Utopia;;;",
        f"{'x' * 301};SE;;;;",
        "Spaced;SE;;;https://a b;",
        "Too;SE;;;;;much",
        "Also good;NO;;;;",
    ]
    report = run(store, tmp_path, HEADING + "\n".join(rows))
    assert counts(report) == (2, 0, 0, 6)
    assert list(sentences(report)) == [3, 4, 5, 6, 7, 8]
    said = sentences(report)
    assert said[3] == "The row has no name."
    assert "“ZQ” is not a country" in said[4]
    assert "“Utopia” is not a country" in said[5]
    assert "At most 300 characters" in said[6]
    assert "web address" in said[7]
    assert "more cells" in said[8]


def test_namesakes_with_domains_of_their_own_are_others(store: Store, tmp_path: Path) -> None:
    rows = [
        "Highland Community College;US;;;http://www.highland.edu/;highland.edu",
        "Highland Community College;US;;;http://www.highlandcc.edu/;highlandcc.edu",
        "Highland Community College;US;;Kansas;;mail.highlandcc.edu",
    ]
    assert counts(run(store, tmp_path, HEADING + "\n".join(rows))) == (2, 1, 0, 0)
    assert [one.region for one in store.all(Organisation)] == ["", "Kansas"]
    assert counts(run(store, tmp_path, HEADING + "\n".join(rows))) == (0, 0, 3, 0)


def test_a_second_row_of_the_same_organisation_is_merged_or_refused(store: Store, tmp_path: Path) -> None:
    rows = [
        "Keio University;JP;;;http://www.keio.ac.jp/;keio.ac.jp",
        "Keio University;JP;;;http://www.keio.ac.jp/;keio.ac.jp",
        "Keio University;JP;;Tokyo;https://www.keio.ac.jp;a2.keio.ac.jp",
        "Keio University;JP;;;https://keio.example.org/;",
    ]
    report = run(store, tmp_path, HEADING + "\n".join(rows))
    assert counts(report) == (1, 1, 1, 1)
    assert sentences(report)[5].startswith("Line 2 has the same name and country")
    found = only(store)
    assert (found.region, found.website) == ("Tokyo", "http://www.keio.ac.jp/")
    assert found.domains == ["keio.ac.jp", "a2.keio.ac.jp"]
    assert counts(run(store, tmp_path, HEADING + "\n".join(rows))) == (0, 0, 3, 1)


def test_of_two_with_the_same_name_the_address_decides_or_the_row_is_refused(store: Store, tmp_path: Path) -> None:
    for site in ("http://www.mcc.commnet.edu/", "http://www.mccnh.edu/"):
        factory.organisation(store, name_en="Manchester Community College", country="US", website=site)
    rows = [
        "Manchester Community College;US;;New Hampshire;http://www.mccnh.edu/;",
        "Manchester Community College;US;;;http://www.manchester.example.org/;",
    ]
    report = run(store, tmp_path, HEADING + "\n".join(rows))
    assert counts(report) == (0, 1, 0, 1)
    assert sentences(report)[3].startswith("2 organisations have this name")
    assert [one.region for one in store.all(Organisation)] == ["", "New Hampshire"]


def test_created_and_updated_are_taken_back_in_one_step(store: Store, tmp_path: Path) -> None:
    factory.organisation(store, name_en="Lund University", country="SE")
    run(store, tmp_path, "Name;Country code;City\nLund University;SE;Lund\nNew One;SE;Here\n")
    assert len(store.find("lund")) == 1
    assert store.undo() == "Imported {type}"
    assert only(store).city == ""
    assert store.find("here") == []
    store.redo()
    assert {one.city for one in store.all(Organisation)} == {"Lund", "Here"}


def test_a_dry_run_says_the_same_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    factory.organisation(store, name_en="Lund University", country="SE")
    text = "Name;Country code;City\nLund University;SE;Lund\nNew One;SE;\n;SE;\n"
    before = operations(store)
    tried = run(store, tmp_path, text, dry_run=True)
    assert operations(store) == before
    assert only(store).city == ""
    done = run(store, tmp_path, text)
    for report in (tried, done):  # a trial knows no ids of what it would add
        report.outcomes = [replace(one, number=None) for one in report.outcomes]
    assert tried == done
    assert operations(store) == before + 1


def test_whoever_watches_may_stop_the_import_and_nothing_stays(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    file.write_text("Name\n" + "".join(f"University {number}\n" for number in range(1_200)), encoding="utf-8")
    seen: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> None:
        seen.append((done, total))
        if done >= 1_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_organisations(store, file, progress=watch)
    assert seen == [(0, 1_200), (500, 1_200), (1_000, 1_200)]
    assert store.all(Organisation) == []
    assert operations(store) == 0


def test_a_table_without_names_is_refused_whole(store: Store, tmp_path: Path) -> None:
    with pytest.raises(KideskError, match="no column called “Name”"):
        run(store, tmp_path, "Country code;City\nSE;Lund\n")


def test_markup_and_all_scripts_stay_as_they_are(store: Store, tmp_path: Path) -> None:
    name = "<b>&'ÅÄÖ Łódź Αθήνα Киев 東京</b>"
    run(store, tmp_path, f"Name;Country code\n{name};PL\n")
    assert only(store).name_en == name
    assert len(store.find("lodz")) == 1


def told(report: RowsReport) -> list[tuple[int, str, str, str]]:
    """Line, name, outcome, and why it was refused or left, of each row."""
    language = Language("en")
    return [
        (one.line, one.name, one.what, one.reason.said(language) if one.reason else "") for one in report.outcomes
    ]


def test_each_row_is_told_with_what_changes_by_what_it_was_known_and_its_record(store: Store, tmp_path: Path) -> None:
    lund = factory.organisation(store, name_en="Lund University", country="SE", city="Malmö", domains=["lu.se"])
    rows = ["New One;NO;Oslo;", "Lund University;SE;Lund;lu.se lth.se", ";SE;;", "lund university;;;"]
    text = "\n".join(["Name;Country code;City;Domains", *rows])
    tried = run(store, tmp_path, text, dry_run=True)
    done = run(store, tmp_path, text)
    assert told(tried) == told(done)
    assert told(done) == [
        (2, "New One", "created", ""),
        (3, "Lund University", "updated", ""),
        (4, "", "refused", "The row has no name."),
        (5, "lund university", "unchanged", ""),
    ]
    new, updated, refused, unchanged = done.outcomes
    assert [change.said(Language("sv")) for change in updated.changes] == [
        ("Ort", "Malmö", "Lund"),
        ("Internetdomäner", "lu.se", "lu.se; lth.se"),
    ]
    assert [one.matched_by for one in done.outcomes] == [None, MatchedBy.NAME_AND_COUNTRY, None, MatchedBy.NAME]
    assert new.detail == "Oslo"
    (made,) = (one.id for one in store.all(Organisation) if one.id != lund.id)
    assert [one.number for one in done.outcomes] == [made, lund.id, None, lund.id]
    assert [one.number for one in tried.outcomes] == [None, lund.id, None, lund.id]


def test_a_row_that_may_not_be_taken_in_says_why_it_is_left(store: Store, tmp_path: Path) -> None:
    factory.organisation(store, name_en="Lund University", country="SE")
    file = tmp_path / "organisations.csv"
    file.write_text("Name;Country code;City\nLund University;SE;Lund\nNew One;SE;\n", encoding="utf-8")
    only_new = import_organisations(store, file, ImportOptions(Mode.CREATE), dry_run=True)
    assert told(only_new)[0][2:] == (
        "unchanged", "This organisation is in the register, and only new ones are to be added."
    )
    only_known = import_organisations(store, file, ImportOptions(Mode.UPDATE), dry_run=True)
    assert told(only_known)[1][2:] == (
        "unchanged", "No organisation in the register fits this row, and only known ones are to be updated."
    )


def test_a_refused_value_is_told_with_its_column_in_either_language(store: Store, tmp_path: Path) -> None:
    report = run(store, tmp_path, f"Name;Country code;City\nA;SE;{'x' * 301}\n")
    (outcome,) = report.outcomes
    assert outcome.reason is not None
    assert outcome.reason.said(Language("en")).startswith("City: At most")
    assert outcome.reason.said(Language("sv")).startswith("Ort: ")
