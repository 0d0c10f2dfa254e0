"""Contacts that come in and go out: real vCards, exported and taken in elsewhere and here again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kidesk.i18n import Language
from kidesk.operations.export_contacts import export_vcards
from kidesk.operations.import_contacts import import_contacts
from kidesk.records import PERSONS
from kidesk.records.fields import Parts
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.store.store import Listing, Store
from kidesk.store.workspace import Workspace
from tests import factory

REAL = Path(__file__).parents[3] / "shared" / "data" / "vcards"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the real exports are not here")
FILES = sorted(REAL.glob("*.vcf")) if REAL.is_dir() else []
SV = Language("sv")

_AT_HOME = {"source", "source_date", "legal_basis", "purpose", "consents", "verified_on", "owner_id", "external_ids"}
_AT_HOME |= {"retention_class", "keep_until", "keep_because", "organisation", "email", "has_protected_identity"}


@pytest.fixture
def elsewhere(template: Path, tmp_path: Path) -> Iterator[Store]:
    """The store of another workspace, which is empty."""
    folder = shutil.copytree(template, tmp_path / "elsewhere")
    workspace = Workspace.open(folder, "Test")
    yield workspace.store
    workspace.close()


def said(person: Person) -> dict[str, Any]:
    """What is said of a person, as people read it, without what stays at home."""
    found: dict[str, Any] = {}
    for field in PERSONS.fields:
        if field.key in _AT_HOME:
            continue
        if isinstance(field, Parts):
            found[field.key] = [[one.text(part, SV) for one in field.fields] for part in field.read(person)]
        else:
            found[field.key] = field.text(person, SV)
    return found


def everybody(store: Store) -> list[dict[str, Any]]:
    return [said(one) for one in store.all(Person)]


def exported(store: Store, file: Path) -> Path:
    export_vcards(store, Listing(PERSONS), file, language=SV)
    return file


@real
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_real_vcards_come_in_and_once_more_change_nothing(store: Store, file: Path) -> None:
    first = import_contacts(store, file)
    assert (first.refused, first.updated, first.unchanged) == ([], 0, 0)
    before = everybody(store)
    assert len(before) == first.created > 0
    again = import_contacts(store, file)
    assert (again.created, again.updated, again.refused) == (0, 0, [])
    assert everybody(store) == before


@real
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_real_vcards_that_went_out_again_give_equal_records(
    store: Store, elsewhere: Store, file: Path, tmp_path: Path
) -> None:
    import_contacts(store, file)
    card_file = exported(store, tmp_path / "out.vcf")
    assert import_contacts(elsewhere, card_file).refused == []
    assert everybody(elsewhere) == everybody(store)
    here = import_contacts(store, card_file)
    assert (here.created, here.updated, here.refused) == (0, 0, [])
    there = import_contacts(elsewhere, card_file)
    assert (there.created, there.updated, there.refused) == (0, 0, [])


def test_a_person_with_everything_is_equal_elsewhere(store: Store, elsewhere: Store, tmp_path: Path) -> None:
    values = factory.full(store, PERSONS) | {"tags": ["a, b", "c"], "notes": "Rad ett\n\nRad två"}
    person = factory.person(store, **values)
    file = exported(store, tmp_path / "out.vcf")
    report = import_contacts(elsewhere, file)
    assert report.refused == []
    expected = said(store.get(Person, person.id) or person)
    assert expected in everybody(elsewhere)
    again = import_contacts(store, file)
    assert [change.said(SV) for one in again.outcomes for change in one.changes] == []
    assert (again.created, again.updated, again.refused) == (0, 0, [])


def test_units_come_to_stand_beneath_their_organisation(store: Store, elsewhere: Store, tmp_path: Path) -> None:
    whole = factory.organisation(store, name_sv="Karolinska Institutet", name_en="")
    unit = factory.organisation(store, name_sv="Enheten", name_en="", parent_id=whole.id)
    factory.person(store, affiliations=[{"organisation_id": unit.id, "title_sv": "Lektor", "title_en": "Lecturer"}])
    file = exported(store, tmp_path / "out.vcf")
    import_contacts(elsewhere, file)
    named = {one.name_sv or one.name_en: one for one in elsewhere.all(Organisation)}
    assert named["Enheten"].parent_id == named["Karolinska Institutet"].id
    assert import_contacts(store, file).unchanged == 1


def test_namesakes_without_anything_else_are_found_again(store: Store, tmp_path: Path) -> None:
    for _ in range(2):
        factory.person(store, given_name="Anna", family_name="Ek", emails=[])
    again = import_contacts(store, exported(store, tmp_path / "out.vcf"))
    assert (again.created, again.updated, again.unchanged, again.refused) == (0, 0, 2, [])
