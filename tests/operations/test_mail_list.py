"""Writing to many: whose address may be used, who is left out and why, and the list for a mail merge."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kidesk.errors import KideskError, UsageError
from kidesk.exchange import tables
from kidesk.i18n import Language
from kidesk.operations.mail_list import email_addresses, write_mail_list
from kidesk.records import AGREEMENTS, AMBASSADORS, ORGANISATIONS, PERSONS
from kidesk.records.person_channels import Withheld
from kidesk.records.person_terms import ChannelKind, WrittenLanguage
from kidesk.store.store import Store
from tests import factory

SV = Language("sv")


def mail(address: str, **values: Any) -> dict[str, Any]:
    """An e-mail address."""
    return {"address": address} | values


def merged(store: Store) -> int:
    """A person found to be another one."""
    survivor, number = factory.person(store), factory.person(store).id
    with store.change("Merged", "persons") as session:
        session.get_one(type(survivor), number).merged_into_id = survivor.id
    return int(number)


def everyone(store: Store) -> list[int]:
    """One who may be written to, and one for each reason not to."""
    return [
        factory.person(store, emails=[mail("a@example.org"), mail("anna@example.org", is_primary=True)]).id,
        factory.person(store, emails=[mail("ut@example.org", has_opted_out=True), mail("in@example.org")]).id,
        factory.person(store, emails=[mail("hemlig@example.org")], has_protected_identity=True).id,
        factory.person(store, emails=[]).id,
        merged(store),
        99_999,
    ]


def test_addresses_are_the_primary_ones_and_every_other_person_has_a_reason(store: Store) -> None:
    found = email_addresses(store, PERSONS, everyone(store))
    assert found.text == "anna@example.org"
    assert found.left.counts == {
        Withheld.OPTED_OUT: 1,
        Withheld.PROTECTED: 1,
        Withheld.NONE: 1,
        Withheld.MERGED: 1,
        Withheld.GONE: 1,
    }
    said = found.left.said(SV)
    assert said.startswith("Utelämnade: ")
    assert "Skyddade personuppgifter: 1" in said


def test_an_address_is_copied_once_in_the_lists_order(store: Store) -> None:
    ids = [factory.person(store, emails=[mail(one)]).id for one in ("b@example.org", "A@example.org", "a@example.org")]
    assert email_addresses(store, PERSONS, ids).addresses == ("b@example.org", "A@example.org")


def test_ambassadors_and_organisations_lead_to_their_persons(store: Store, frozen_day: dt.date) -> None:
    here, there = factory.organisation(store), factory.organisation(store)
    now = {"organisation_id": here.id}
    past = {"organisation_id": here.id, "end_on": frozen_day - dt.timedelta(days=1)}
    person = factory.person(store, emails=[mail("nu@example.org")], affiliations=[now])
    factory.person(store, emails=[mail("förr@example.org")], affiliations=[past])
    factory.person(store, emails=[mail("dold@example.org")], affiliations=[now], has_protected_identity=True)
    double = factory.person(store, emails=[mail("nu@example.org")], affiliations=[now])
    with store.change("Merged", "persons") as session:
        session.get_one(type(double), double.id).merged_into_id = person.id
    ambassador = factory.ambassador(store, person_id=person.id)
    assert email_addresses(store, AMBASSADORS, [ambassador.id]).text == "nu@example.org"
    found = email_addresses(store, ORGANISATIONS, [here.id, there.id])
    assert found.text == "nu@example.org"
    assert found.left.counts == {Withheld.PROTECTED: 1}, "who was merged is there as the other"


def test_other_records_lead_to_no_persons(store: Store) -> None:
    with pytest.raises(KideskError, match="lead to no persons"):
        email_addresses(store, AGREEMENTS, [factory.agreement(store).id])


def test_an_address_that_would_be_two_recipients_is_not_copied(store: Store) -> None:
    person = factory.person(store, emails=[mail("a@example.org")])
    with store.change("Broke", "persons") as session:
        session.get_one(type(person), person.id).emails[0].address = "a@example.org; b@example.org"
    assert email_addresses(store, PERSONS, [person.id]).left.counts == {Withheld.UNUSABLE: 1}


def lines(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by their headings."""
    return [dict(line.cells) for line in tables.read(file).lines]


def test_the_list_speaks_each_persons_language(store: Store, tmp_path: Path, frozen_day: dt.date) -> None:
    place = factory.organisation(store, name_sv="Åbo Akademi", name_en="Åbo Akademi University")
    held = {"organisation_id": place.id, "title_sv": "Professor i kemi", "title_en": "Professor of Chemistry"}
    home = {"street": "Storgatan 1", "postal_code": "111 22", "city": "Stockholm", "country": "SE"}
    english = factory.person(
        store, family_name="Ek", preferred_language=WrittenLanguage.ENGLISH, affiliations=[held], addresses=[home]
    )
    unknown = factory.person(store, family_name="Öst", affiliations=[held], phones=[{"number": "+46 8 524 800 00"}])
    file = tmp_path / "lista.csv"
    made = write_mail_list(store, PERSONS, [english.id, unknown.id], language=SV, output=file)
    assert (made.rows, made.left.counts) == (2, {})
    first, second = lines(file)
    assert first["Efternamn"] == "Ek"
    assert (first["Befattning"], first["Organisation"]) == ("Professor of Chemistry", "Åbo Akademi University")
    assert (first["Land"], first["Språk"]) == ("Sweden", "English")
    assert (second["Befattning"], second["Organisation"]) == ("Professor i kemi", "Åbo Akademi")
    assert second["Telefon"] == "+46 8 524 800 00"


def test_a_channel_that_was_opted_out_of_is_empty_and_who_has_none_left_is_left_out(
    store: Store, tmp_path: Path
) -> None:
    home = {"street": "Storgatan 1", "kind": ChannelKind.PRIVATE}
    by_post = factory.person(store, emails=[mail("x@example.org", has_opted_out=True)], addresses=[home])
    not_at_all = factory.person(
        store, emails=[mail("y@example.org", has_opted_out=True)], addresses=[home | {"has_opted_out": True}]
    )
    file = tmp_path / "lista.xlsx"
    made = write_mail_list(store, PERSONS, [by_post.id, not_at_all.id, *everyone(store)], language=SV, output=file)
    rows = [[cell.value for cell in row] for row in load_workbook(file).active.iter_rows()]
    said = str(rows)
    assert made.rows == len(rows) - 1 == 2
    assert "Storgatan 1" in said
    for hidden in ("x@example.org", "y@example.org", "hemlig", "in@example.org"):
        assert hidden not in said
    assert made.left.counts[Withheld.OPTED_OUT] == 2
    assert [warning.said(SV) for warning in made.warnings] == [
        "Adresser och nummer som personer har avböjt lämnades tomma: 1."
    ]


def test_a_name_cannot_become_a_formula(store: Store, tmp_path: Path) -> None:
    person = factory.person(store, given_name="=HYPERLINK(1)")
    file = tmp_path / "lista.csv"
    write_mail_list(store, PERSONS, [person.id], language=SV, output=file)
    assert "\r\n'=HYPERLINK(1);" in file.read_bytes().decode("utf-8-sig")


def test_the_files_ending_says_its_kind(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_mail_list(store, PERSONS, [], language=SV, output=tmp_path / "lista.txt")
