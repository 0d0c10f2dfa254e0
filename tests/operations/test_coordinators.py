"""The coordinator that a table of contacts names is taken in with the contact, where it is certain who is meant."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from kidesk.i18n import CODES, Language
from kidesk.operations.contacts_report import ContactsReport
from kidesk.operations.export_table import export_table
from kidesk.operations.import_contacts import import_contacts
from kidesk.operations.import_options import Mode
from kidesk.records.person import Person
from kidesk.records.person_type import PERSONS
from kidesk.store.check import check
from kidesk.store.store import Listing, Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.operations.importing import Take, counts, operations
from tests.store.dumping import dump, index

HEADINGS = "Namn;E-post;Koordinator;Koordinator: nummer i kidesk\n"


def owners(store: Store) -> dict[str, str]:
    """Who has whom as coordinator, both by name and first address."""
    people = {one.id: one for one in store.all(Person)}
    return {called(one): called(people[one.owner_id]) for one in people.values() if one.owner_id is not None}


def called(person: Person) -> str:
    return " ".join([person.caption("sv"), *(mail.address for mail in person.emails)])


def notices(report: ContactsReport) -> list[str]:
    """What is said of coordinators; that a namesake may be the same person is another matter."""
    found = [notice for one in report.outcomes for notice in one.notices]
    return [notice.said(Language("en")) for notice in found if notice.key == "owner_id"]


def bo(store: Store, address: str = "bo@example.org") -> Person:
    return factory.person(store, given_name="Bo", family_name="Ek", emails=[{"address": address}])


@pytest.mark.parametrize("said", ["Bo Ek", "ek, bo", "BO@example.org", "Bo Ek <bo@example.org>"])
def test_a_coordinator_is_known_by_a_name_or_an_address_that_only_one_has(store: Store, take: Take, said: str) -> None:
    bo(store)
    report = take(f'{HEADINGS}Sara Öberg;sara@example.org;"{said}";\n')
    assert owners(store) == {"Sara Öberg sara@example.org": "Bo Ek bo@example.org"}
    assert (notices(report), report.ignored) == ([], ())


def test_of_namesakes_the_number_decides(store: Store, take: Take) -> None:
    bo(store, "other@example.org")
    meant = bo(store)
    take(f"{HEADINGS}Sara Öberg;sara@example.org;Bo Ek;{meant.id}\n")
    assert owners(store) == {"Sara Öberg sara@example.org": "Bo Ek bo@example.org"}


@pytest.mark.parametrize(
    ("name", "number", "expected"),
    [
        ("Nils Berg", "", "“Nils Berg” is nobody in the register; the row was taken in without that coordinator."),
        ("Nils Berg", "BO", "“Nils Berg” is nobody in the register; the row was taken in without that coordinator."),
        (
            "Ida Ek",
            "BO",
            "2 persons are called “Ida Ek”; the row was taken in without a coordinator. Choose the right one by hand.",
        ),
        (
            "",
            "BO",
            "The coordinator has the number {number} and no name; since the number may be another person’s here, the "
            "row was taken in without a coordinator.",
        ),
    ],
)
def test_who_is_not_certain_is_told_on_the_row_which_is_kept(
    store: Store, take: Take, name: str, number: str, expected: str
) -> None:
    other = bo(store)
    for _ in range(2):
        factory.person(store, given_name="Ida", family_name="Ek")
    number = number.replace("BO", str(other.id))
    for dry_run in (True, False):
        report = take(f"{HEADINGS}Sara Öberg;sara@example.org;{name};{number}\n", dry_run=dry_run)
        assert (counts(report), notices(report)) == ((1, 0, 0, 0), [expected.format(number=number)])
    assert owners(store) == {}


def test_a_coordinator_may_stand_further_down_and_have_a_namesake(store: Store, take: Take) -> None:
    text = "Nummer i kidesk;" + HEADINGS
    text += "71;Sara Öberg;sara@example.org;Bo Ek;93\n92;Bo Ek;other@example.org;;\n93;Bo Ek;bo@example.org;;\n"
    report = take(text)
    assert (counts(report), notices(report)) == ((3, 0, 0, 0), [])
    assert owners(store) == {"Sara Öberg sara@example.org": "Bo Ek bo@example.org"}


def test_another_coordinator_is_shown_written_and_taken_back_with_the_import(store: Store, take: Take) -> None:
    bo(store)
    ida = factory.person(store, given_name="Ida", family_name="Ek", emails=[])
    factory.person(
        store, given_name="Sara", family_name="Öberg", emails=[{"address": "sara@example.org"}], owner_id=ida.id
    )
    text = f"{HEADINGS}Sara Öberg;sara@example.org;Bo Ek;\n"
    before, entries, done = dump(store), index(store), operations(store)
    tried = take(text, dry_run=True)
    assert dump(store) == before
    report = take(text)
    for one in (tried, report):
        assert counts(one) == (0, 1, 0, 0)
        assert [change.said(Language("sv")) for change in one.outcomes[0].changes] == [
            ("Koordinator", "Ida Ek", "Bo Ek")
        ]
    assert owners(store) == {"Sara Öberg sara@example.org": "Bo Ek bo@example.org"}
    assert operations(store) == done + 1
    assert counts(take(text)) == (0, 0, 1, 0)
    store.undo()
    assert (dump(store), index(store)) == (before, entries)


def test_an_empty_cell_and_only_adding_new_ones_leave_the_coordinator(store: Store, take: Take) -> None:
    bo(store)
    ida = factory.person(store, given_name="Ida", family_name="Ek", emails=[])
    factory.person(
        store, given_name="Sara", family_name="Öberg", emails=[{"address": "sara@example.org"}], owner_id=ida.id
    )
    assert counts(take(f"{HEADINGS}Sara Öberg;sara@example.org;;\n")) == (0, 0, 1, 0)
    take(f"{HEADINGS}Sara Öberg;sara@example.org;Bo Ek;\n", mode=Mode.CREATE)
    assert owners(store) == {"Sara Öberg sara@example.org": "Ida Ek"}


def test_a_second_row_about_the_same_person_does_not_overwrite_the_first(store: Store, take: Take) -> None:
    bo(store)
    factory.person(store, given_name="Ida", family_name="Ek", emails=[])
    rows = "Sara Öberg;sara@example.org;Bo Ek;\nSara Öberg;sara@example.org;Ida Ek;\n"
    for created in (1, 0):
        report = take(HEADINGS + rows)
        assert report.created == created
        assert notices(report) == ["Line 2 names another coordinator of the same person; only that one was kept."]
        assert owners(store) == {"Sara Öberg sara@example.org": "Bo Ek bo@example.org"}


def test_nobody_with_a_protected_identity_is_named_or_found(store: Store, take: Take) -> None:
    hidden = factory.person(
        store,
        given_name="Hemlig",
        family_name="Holm",
        emails=[{"address": "holm@example.org"}],
        has_protected_identity=True,
    )
    factory.person(
        store, given_name="Sara", family_name="Öberg", emails=[{"address": "sara@example.org"}], owner_id=hidden.id
    )
    bo(store)
    for said in ("Hemlig Holm", "holm@example.org"):
        report = take(f"{HEADINGS}Eva Lind;eva@example.org;{said};{hidden.id}\n", dry_run=True)
        assert "is nobody in the register" in "".join(notices(report))
    report = take(f"{HEADINGS}Sara Öberg;sara@example.org;Bo Ek;\n", dry_run=True)
    assert [change.said(Language("sv")) for change in report.outcomes[0].changes] == [
        ("Koordinator", "Skyddade personuppgifter", "Bo Ek")
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("code", CODES)
def test_coordinators_that_went_out_come_in_equal_and_change_nothing_here(
    store: Store, template: Path, tmp_path: Path, ending: str, code: str
) -> None:
    hidden = factory.person(store, given_name="Hemlig", has_protected_identity=True)
    first, second = bo(store, "other@example.org"), bo(store)
    for number, owner in enumerate((first, second, None, hidden)):
        factory.person(
            store,
            given_name="Åsa",
            family_name=f"Nummer{number}",
            emails=[{"address": f"p{number}@example.org"}],
            owner_id=owner.id if owner else None,
        )
    expected = {name: owner for name, owner in owners(store).items() if "Skyddade" not in owner}
    assert len(expected) == 2
    file = tmp_path / f"people.{ending}"
    export_table(store, Listing(PERSONS), language=Language(code), output=file)
    before = dump(store)
    again = import_contacts(store, file)
    assert (again.updated, again.created, again.ignored, notices(again)) == (0, 0, (), [])
    assert dump(store) == before
    folder = shutil.copytree(template, tmp_path / "elsewhere")
    with closing(Workspace.open(folder, "Test")) as workspace:
        factory.person(workspace.store)  # so that the numbers are others there
        report = import_contacts(workspace.store, file)
        assert (report.refused, notices(report), report.ignored) == ([], [], ())
        assert owners(workspace.store) == expected
        assert all(not finding.problems for finding in check(workspace.store))
