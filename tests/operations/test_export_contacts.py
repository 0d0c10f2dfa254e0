"""Persons as vCards: everything that an address book can take, nobody who is protected, and never half a file."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from kidesk.errors import KideskError, UsageError
from kidesk.exchange import vcards
from kidesk.exchange.incoming_contact import (
    IncomingAddress,
    IncomingAffiliation,
    IncomingContact,
    IncomingEmail,
    IncomingPhone,
)
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.export_contacts import export_vcards
from kidesk.operations.export_table import TableReport
from kidesk.records import PERSONS
from kidesk.records.person import Person
from kidesk.records.person_terms import ChannelKind, PersonRole, PhoneKind, WrittenLanguage
from kidesk.store.store import Listing, Store
from tests import factory

SV, EN = Language("sv"), Language("en")


def exported(store: Store, folder: Path, chosen: Any = None, language: Language = SV) -> TableReport:
    whole = Listing(PERSONS) if chosen is None else chosen
    return export_vcards(store, whole, folder / "contacts.vcf", language=language)


def cards(folder: Path) -> list[IncomingContact]:
    return list(vcards.read(folder / "contacts.vcf", lambda done, whole: None))


def test_everything_an_address_book_can_take_goes_out(store: Store, tmp_path: Path) -> None:
    whole = factory.organisation(store, name_sv="Karolinska Institutet", name_en="KI")
    department = factory.organisation(store, name_sv="Institutionen", name_en="Department", parent_id=whole.id)
    unit = factory.organisation(store, name_sv="Enheten", name_en="Unit", parent_id=department.id)
    factory.person(
        store,
        given_name="Anna Maria",
        family_name="Ek; Öberg",
        prefix="Dr",
        suffix="PhD",
        preferred_language=WrittenLanguage.SWEDISH,
        orcid="0000-0002-1825-0097",
        linkedin="https://www.linkedin.com/in/anna",
        website="https://ki.se/anna",
        roles=[PersonRole.PRESS, PersonRole.SIGNATORY],
        tags=["Norden", "a,b"],
        expertise="Onkologi",
        notes="Rad ett\nRad två",
        external_ids=["urn:uuid:1", "2"],
        purpose="Not for others",
        emails=[
            {"address": "a@example.org", "is_primary": True},
            {"address": "b@example.org", "kind": ChannelKind.PRIVATE, "has_opted_out": True},
        ],
        phones=[{"number": "+46 8 1", "kind": PhoneKind.FAX}, {"number": "+46 8 2", "is_primary": True}],
        addresses=[{"street": "Nobels väg 6\nPlan 2", "postal_code": "171 77", "city": "Solna", "country": "SE"}],
        affiliations=[
            {"organisation_id": whole.id, "title_sv": "Lektor", "title_en": "Lecturer", "is_primary": True},
            {"organisation_id": unit.id, "start_on": dt.date(2020, 1, 1), "end_on": dt.date(2021, 12, 31)},
        ],
        consents=[{"purpose": "Portrait"}],
    )
    assert exported(store, tmp_path) == TableReport(1)
    (one,) = cards(tmp_path)
    assert one == IncomingContact(
        1,
        {
            "given_name": "Anna Maria",
            "family_name": "Ek; Öberg",
            "prefix": "Dr",
            "suffix": "PhD",
            "preferred_language": "sv",
            "orcid": "0000-0002-1825-0097",
            "linkedin": "https://www.linkedin.com/in/anna",
            "website": "https://ki.se/anna",
            "roles": ["press", "signatory"],
            "tags": ["Norden", "a,b"],
            "expertise": "Onkologi",
            "notes": "Rad ett\nRad två",
        },
        emails=(
            IncomingEmail("a@example.org", is_primary=True),
            IncomingEmail("b@example.org", ChannelKind.PRIVATE, has_opted_out=True),
        ),
        phones=(IncomingPhone("+46 8 1", PhoneKind.FAX), IncomingPhone("+46 8 2", is_primary=True)),
        addresses=(IncomingAddress("Nobels väg 6\nPlan 2", "171 77", "Solna", "", "Sverige"),),
        affiliations=(
            IncomingAffiliation(whole.name_sv, "", "Lektor", "Lecturer", is_primary=True, number=str(whole.id)),
            IncomingAffiliation(whole.name_sv, "Enheten", "", "", "2020-01-01", "2021-12-31", number=str(whole.id)),
        ),
        external_ids=("urn:uuid:1", "2"),
    )
    text = (tmp_path / "contacts.vcf").read_text("utf-8")
    assert "Portrait" not in text
    assert "Not for others" not in text


def test_the_language_names_organisations_and_countries(store: Store, tmp_path: Path) -> None:
    place = factory.organisation(store, name_sv="Åbo Akademi", name_en="Abo Academy")
    factory.person(store, affiliations=[{"organisation_id": place.id}], addresses=[{"city": "Åbo", "country": "FI"}])
    exported(store, tmp_path, language=EN)
    (one,) = cards(tmp_path)
    assert (one.affiliations[0].organisation, one.addresses[0].country) == ("Abo Academy", "Finland")


def test_who_has_no_id_is_known_by_the_number_again(store: Store, tmp_path: Path) -> None:
    person = factory.person(store)
    exported(store, tmp_path)
    (one,) = cards(tmp_path)
    assert (one.known_as, one.external_ids) == (str(person.id), ())
    assert f"UID;VALUE=text:kidesk-person-{person.id}-" in (tmp_path / "contacts.vcf").read_text("utf-8")


def test_protected_and_merged_persons_stay_at_home(store: Store, tmp_path: Path) -> None:
    shown = factory.person(store, family_name="Synlig")
    hidden = factory.person(store, family_name="Hemlig", has_protected_identity=True)
    merged = factory.person(store, family_name="Dubblett")
    with store.change("Merged", "persons") as session:
        session.get_one(Person, merged.id).merged_into_id = shown.id
    for chosen in (None, [merged.id, hidden.id, shown.id]):
        report = exported(store, tmp_path, chosen)
        assert report.rows == 1
        (warning,) = report.warnings
        assert warning.said(EN) == "Records of persons whose identity is protected were left out: 1."
        text = (tmp_path / "contacts.vcf").read_text("utf-8")
        assert "Synlig" in text
        assert "Hemlig" not in text
        assert "Dubblett" not in text


def test_a_list_and_numbers_give_their_order(store: Store, tmp_path: Path) -> None:
    first, second = (factory.person(store, given_name="", family_name=name) for name in ("Ek", "Al"))
    exported(store, tmp_path)
    assert [one.values["family_name"] for one in cards(tmp_path)] == ["Al", "Ek"]
    exported(store, tmp_path, [first.id, second.id])
    assert [one.values["family_name"] for one in cards(tmp_path)] == ["Ek", "Al"]
    exported(store, tmp_path, Listing(PERSONS, typed="Ek"))
    assert [one.values["family_name"] for one in cards(tmp_path)] == ["Ek"]


def test_units_that_are_parts_of_each_other_come_to_an_end(store: Store, tmp_path: Path) -> None:
    one, other = (factory.organisation(store, name_sv=name) for name in ("A", "B"))
    with store.change("Bent", "organisations") as session:
        for here, there in ((one, other), (other, one)):
            session.get_one(type(one), here.id).parent_id = there.id
    factory.person(store, affiliations=[{"organisation_id": one.id}])
    assert exported(store, tmp_path).rows == 1
    assert cards(tmp_path)[0].affiliations[0].organisation == "B"


def test_stopping_half_way_leaves_what_was_there(store: Store, tmp_path: Path) -> None:
    for _ in range(2):
        factory.person(store)
    file = tmp_path / "contacts.vcf"
    file.write_text("earlier")

    def stop(done: int, whole: int) -> None:
        assert whole == 2
        if done == whole:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_vcards(store, Listing(PERSONS), file, language=SV, progress=stop)
    assert file.read_text() == "earlier"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["contacts.vcf", "workspace"]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_only_the_owner_can_read_the_file(store: Store, tmp_path: Path) -> None:
    factory.person(store)
    exported(store, tmp_path)
    assert stat.S_IMODE((tmp_path / "contacts.vcf").stat().st_mode) == 0o600


def test_what_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Nothing was written"):
        export_vcards(store, [], tmp_path / "contacts.csv", language=SV)
    with pytest.raises(KideskError, match="could not be saved"):
        export_vcards(store, [], tmp_path / "none" / "contacts.vcf", language=SV)
    assert [one.name for one in tmp_path.iterdir()] == ["workspace"]


def test_a_name_cannot_end_its_card(store: Store, tmp_path: Path) -> None:
    saved = edit.save(store, PERSONS, {"family_name": "Ek\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Other", "notes": "\x07b"})
    exported(store, tmp_path, [saved.id])
    (one,) = cards(tmp_path)
    assert one.values["family_name"] == "Ek END:VCARD BEGIN:VCARD FN:Other"
