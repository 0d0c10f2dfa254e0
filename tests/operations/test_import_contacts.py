"""Importing contacts: persons and organisations are matched, and what a row says is written into them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from kidesk.i18n import Language
from kidesk.operations.import_contacts import import_contacts
from kidesk.operations.import_options import Mode
from kidesk.operations.import_report import MatchedBy
from kidesk.records.organisation import Organisation, OrganisationKind
from kidesk.records.person import Person
from kidesk.records.person_terms import LegalBasis
from kidesk.store.store import Store
from tests import factory
from tests.operations.importing import Take, counts, only, operations, sentences
from tests.store.dumping import dump, index

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "vcards"


def test_the_same_file_again_changes_nothing_at_all(store: Store, take: Take) -> None:
    rows = ["Åsa;Östlund;Örebro läns förening;asa@example.org;070-1;Örebro;Hej", "Bo;Ek;KI;bo@example.org;;;"]
    text = "\n".join(["Förnamn;Efternamn;Organisation;E-post;Mobil;Ort;Anteckningar", *rows])
    take(text)
    before, entries, done = dump(store), index(store), operations(store)
    versions = [one.version for one in store.all(Person)]
    assert counts(take(text)) == (0, 0, 2, 0)
    assert counts(take(text, name="another name.csv")) == (0, 0, 2, 0)
    assert (dump(store), index(store), operations(store)) == (before, entries, done)
    assert [one.version for one in store.all(Person)] == versions


@pytest.mark.skipif(not SAMPLES.exists(), reason="the shared vCards are not on this machine")
@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.vcf")), ids=lambda file: file.name)
def test_vcards_come_in_and_a_second_time_add_nothing(store: Store, file: Path) -> None:
    report = import_contacts(store, file)
    assert report.created
    assert not report.updated
    before = dump(store)
    again = import_contacts(store, file)
    assert counts(again) == (0, 0, report.created, len(report.refused))
    assert dump(store) == before


def test_an_id_of_another_system_goes_before_all_else(store: Store, take: Take) -> None:
    one = factory.person(store, given_name="Sara", family_name="Öberg", external_ids=["urn:uuid:1"])
    report = take("Förnamn;Efternamn;UID;E-post\nSara;Lind;urn:uuid:1;lind@example.org\n")
    assert (counts(report), report.outcomes[0].matched_by) == ((0, 1, 0, 0), MatchedBy.EXTERNAL_ID)
    assert (only(store).id, only(store).family_name) == (one.id, "Lind")


def test_any_address_of_a_person_matches_whatever_its_case(store: Store, take: Take) -> None:
    mails = [{"address": "sara@example.org", "is_primary": True}, {"address": "S.Oberg@example.org"}]
    factory.person(store, given_name="Sara", family_name="Öberg", emails=mails)
    report = take("Namn;E-post\nSara Lind;s.oberg@EXAMPLE.org\n")
    assert (counts(report), report.outcomes[0].matched_by) == ((0, 1, 0, 0), MatchedBy.EMAIL)
    assert [mail.address for mail in only(store).emails] == ["sara@example.org", "S.Oberg@example.org"]


def test_an_address_of_somebody_called_otherwise_is_not_taken_for_that_person(store: Store, take: Take) -> None:
    mails = [{"address": "info@example.org"}]
    factory.person(store, given_name="Sara", family_name="Öberg", emails=mails)
    report = take("Namn;E-post\nBo Ek;info@example.org\n")
    assert counts(report) == (0, 0, 0, 1)
    assert "belongs to Sara Öberg" in sentences(report)[2]


def test_a_name_matches_with_its_organisation_and_stays_as_it_is_written(store: Store, take: Take) -> None:
    place = factory.organisation(store, name_sv="Tromsø universitet", former_names=["Universitetet i Tromsø"])
    factory.person(store, given_name="Sara", family_name="Öberg", affiliations=[{"organisation_id": place.id}])
    report = take("Förnamn;Efternamn;Företag;E-post\nSARA;oberg;universitetet i tromso;new@example.org\n")
    assert report.outcomes[0].matched_by is MatchedBy.NAME_AND_ORGANISATION
    assert (only(store).given_name, len(only(store).emails), len(only(store).affiliations)) == ("Sara", 2, 1)


def test_a_name_alone_matches_where_nothing_speaks_against_it(store: Store, take: Take) -> None:
    factory.person(store, given_name="Sara", family_name="Öberg", emails=[])
    report = take("Namn;E-post\nSara Oberg;sara@example.org\n")
    assert (counts(report), report.outcomes[0].matched_by) == ((0, 1, 0, 0), MatchedBy.NAME)


def test_namesakes_with_another_address_are_other_persons_and_pointed_out(store: Store, take: Take) -> None:
    mails = [{"address": "sara@example.org"}]
    factory.person(store, given_name="Sara", family_name="Öberg", emails=mails)
    text = "Namn;E-post;Företag\nSara Öberg;other@example.org;\n"
    report = take(text)
    assert counts(report) == (1, 0, 0, 0)
    assert "may be the same person as Sara Öberg" in report.outcomes[0].notices[0].said(Language("en"))
    assert counts(take(text)) == (0, 0, 1, 0)


def test_a_row_that_fits_several_is_refused_and_names_them(store: Store, take: Take) -> None:
    for _ in range(2):
        factory.person(store, given_name="Sara", family_name="Öberg", emails=[])
    report = take("Namn\nSara Öberg\n")
    assert counts(report) == (0, 0, 0, 1)
    assert sentences(report)[2].startswith("2 persons fit this row: Sara Öberg; Sara Öberg.")


def test_two_rows_with_a_name_an_organisation_and_two_addresses_are_not_joined(store: Store, take: Take) -> None:
    text = "Namn;Företag;E-post\nErik Ek;KI;ek@example.org\nErik Ek;KI;ek2@example.org\n"
    for expected in ((1, 0, 0, 1), (0, 0, 1, 1)):
        report = take(text)
        assert counts(report) == expected
        assert sentences(report)[3].startswith("Line 2 has the same name")
    assert [mail.address for mail in only(store).emails] == ["ek@example.org"]


def test_a_second_row_adds_but_does_not_contradict(store: Store, take: Take) -> None:
    text = "Namn;E-post;Taggar;Anteckningar\nA Ek;a@example.org;x;En\nA Ek;a@example.org;y;\nA Ek;a@example.org;;Två\n"
    assert counts(take(text)) == (1, 1, 0, 1)
    assert (only(store).tags, only(store).notes) == (["x", "y"], "En")
    report = take(text)
    assert counts(report) == (0, 0, 2, 1)
    assert sentences(report)[4].startswith("Line 2 is about the same person")


def merge(store: Store, record: type[Any], number: int, into: int) -> None:
    with store.change("Merged") as session:
        session.get_one(record, number).merged_into_id = into


def test_what_was_merged_leads_to_the_last_survivor(store: Store, take: Take) -> None:
    mails = ("first@example.org", "second@example.org", "third@example.org")
    people = [factory.person(store, family_name="Öberg", emails=[{"address": one}]) for one in mails]
    merge(store, Person, people[0].id, people[1].id)
    merge(store, Person, people[1].id, people[2].id)
    places = [factory.organisation(store, name_sv=name) for name in ("Gamla", "Nya")]
    merge(store, Organisation, places[0].id, places[1].id)
    report = take("Namn;E-post;Företag\nAnna Öberg;first@example.org;Gamla\n")
    assert (counts(report), report.outcomes[0].number) == ((0, 1, 0, 0), people[2].id)
    survivor = store.get(Person, people[2].id)
    assert survivor is not None
    assert [one.organisation_id for one in survivor.affiliations] == [places[1].id]


@pytest.mark.parametrize("row", ["Vera Hemlig;hemlig@example.org;", "Vera Hemlig;;Spionen", "Vera Hemlig;;"])
def test_a_protected_identity_is_neither_changed_nor_told(store: Store, take: Take, row: str) -> None:
    place = factory.organisation(store, name_sv="Spionen")
    values = {"given_name": "Vera", "family_name": "Hemlig", "emails": [{"address": "hemlig@example.org"}]}
    factory.person(store, **values, affiliations=[{"organisation_id": place.id}], has_protected_identity=True)
    before = dump(store)
    report = take(f"Namn;E-post;Företag;Anteckningar\n{row};hej\n")
    assert counts(report) == (0, 0, 0, 1)
    assert "Vera" not in sentences(report)[2]
    assert "Hemlig" not in sentences(report)[2]
    assert dump(store) == before


def test_a_namesake_of_a_protected_person_says_nothing_of_it(store: Store, take: Take) -> None:
    mails = [{"address": "hemlig@example.org"}]
    factory.person(store, given_name="Vera", family_name="Hemlig", emails=mails, has_protected_identity=True)
    report = take("Namn;E-post\nVera Hemlig;another@example.org\n")
    assert (counts(report), report.outcomes[0].notices) == ((1, 0, 0, 0), ())


def test_a_new_person_says_where_it_came_from(store: Store, take: Take, frozen_day: dt.date) -> None:
    report = take("Namn\nSara Öberg\n", name="mässan 2026.csv")
    one = only(store)
    assert (one.source, one.source_date, one.legal_basis) == ("mässan 2026.csv", frozen_day, LegalBasis.NONE)
    assert "legal basis: 1" in report.hints[0].said(Language("en"))
    report = take("Namn;Rättslig grund;Källa\nBo Ek;Avtal;Mässan\n")
    assert report.hints == []
    assert {(one.source, one.legal_basis) for one in store.all(Person)} >= {("Mässan", LegalBasis.CONTRACT)}


def test_filled_cells_overwrite_empty_ones_do_not_and_lists_grow(store: Store, take: Take) -> None:
    mails = [{"address": "sara@example.org"}]
    phones = [{"number": "+46 8 524 800 00"}]
    values = {"notes": "Gammalt", "expertise": "Cancer", "tags": ["Press"], "emails": mails, "phones": phones}
    factory.person(store, given_name="Sara", family_name="Öberg", **values)
    row = "sara@example.org;08-524 800 00;Nytt;;press, vän"
    report = take(f"Namn;E-post;Telefon;Anteckningar;Expertområden;Taggar\nSara  ÖBERG;{row}\n")
    one = only(store)
    assert (one.given_name, one.family_name, one.notes, one.expertise) == ("Sara", "Öberg", "Nytt", "Cancer")
    assert (one.tags, len(one.emails), len(one.phones)) == (["Press", "press, vän"], 1, 1)
    changes = [change.said(Language("en")) for change in report.outcomes[0].changes]
    assert ("Notes", "Gammalt", "Nytt") in changes
    assert ("Tags", "Press", "Press; press, vän") in changes


def test_a_foreign_number_is_read_as_one_of_its_country(store: Store, take: Take) -> None:
    place = factory.organisation(store, name_en="Kyoto University", country="JP")
    places = [{"organisation_id": place.id}]
    factory.person(store, given_name="Ken", family_name="Ito", affiliations=places, phones=[{"number": "075-753-7531"}])
    assert counts(take("Namn;Företag;Telefon\nKen Ito;Kyoto University;+81 75 753 7531\n")) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    "cell",
    [
        "Öberg, Sara <sara@example.org>",
        "<sara@example.org>",
        '""Öberg, Sara"" <mailto:sara@example.org>',
        "\u202asara@example.org\u202c",
        "\ufeffsara@example.org\u200b",
        "mailto:sara@example.org",
    ],
)
def test_an_address_is_taken_out_of_what_stands_around_it(store: Store, take: Take, cell: str) -> None:
    take(f'Namn;E-post;Mobil\nSara Öberg;"{cell};bo@example.org";\u202a+46 70 123 45 67\u202c\n')
    assert [mail.address for mail in only(store).emails] == ["sara@example.org", "bo@example.org"]
    assert [phone.number for phone in only(store).phones] == ["+46 70 123 45 67"]


def test_who_has_opted_out_stays_so(store: Store, take: Take) -> None:
    mails = [{"address": "a@example.org", "has_opted_out": True}, {"address": "b@example.org"}]
    factory.person(store, given_name="Sara", family_name="Öberg", emails=mails)
    heading = "Förnamn;Efternamn;E-postadresser: Adress;E-postadresser: Har avböjt"
    report = take(f'{heading}\nSara;Öberg;"a@example.org; b@example.org";"Nej; Ja"\n')
    assert counts(report) == (0, 1, 0, 0)
    assert [mail.has_opted_out for mail in only(store).emails] == [True, True]


def test_organisations_are_found_by_any_name_or_made(store: Store, take: Take) -> None:
    above = factory.organisation(store, name_sv="Karolinska Institutet", abbreviation="KI", country="SE")
    unit = factory.organisation(store, name_sv="Institutionen för neurovetenskap", parent_id=above.id)
    text = "Namn;Företag;Avdelning\nA Ek;ki;Institutionen for neurovetenskap\nB Ek;KI;Helt ny\nC Ek;Aldrig Sedd AB;\n"
    report = take(text)
    assert report.organisations == ["Helt ny", "Aldrig Sedd AB"]
    people = {one.given_name: one.affiliations[0].organisation for one in store.all(Person)}
    assert people["A"].id == unit.id
    assert (people["B"].kind, people["B"].parent_id, people["B"].country) == (OrganisationKind.OTHER, above.id, "SE")
    assert (people["C"].kind, people["C"].parent_id) == (OrganisationKind.OTHER, None)
    assert counts(take(text)) == (0, 0, 3, 0)


def test_an_organisation_that_several_are_called_refuses_the_row(store: Store, take: Take) -> None:
    for country in ("US", "IE"):
        factory.organisation(store, name_en="Trinity College", country=country, domains=[f"trinity.{country.lower()}"])
    text = "Name;Company;Business Country;E-mail\nA B;Trinity College;;\nC D;Trinity College;Ireland;\n"
    report = take(text + "E F;Trinity College;;e@trinity.us\n")
    assert counts(report) == (2, 0, 0, 1)
    assert "2 organisations are called “Trinity College”" in sentences(report)[2]
    countries = {one.given_name: one.affiliations[0].organisation.country for one in store.all(Person)}
    assert countries == {"C": "IE", "E": "US"}


def test_refused_rows_are_told_by_line_and_leave_nothing(store: Store, take: Take) -> None:
    rows = [
        "Sara Öberg;sara@example.org;;;Bra AB",
        ";nobody@example.org;;;Refused AB",
        "Bo Ek;not an address;;;Refused AB",
        "Cia Dal;;19811228-9874;;Refused AB",
        "Dan Ek;;;https://a b;Refused AB",
        "Eva Ek;;;;Refused AB;too much",
    ]
    report = take("Namn;E-post;Anteckningar;Webbplats;Företag\n" + "\n".join(rows))
    assert counts(report) == (1, 0, 0, 5)
    assert list(sentences(report)) == [3, 4, 5, 6, 7]
    assert "personal identity number" in sentences(report)[5]
    assert [one.caption("sv") for one in store.all(Organisation)] == ["Bra AB"]
    assert [one.what for one in report.outcomes] == ["created", *["refused"] * 5]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#SAKNAS!", "#VÄRDEFEL!", "#NAMN?"])
def test_an_error_of_a_formula_is_no_value(store: Store, take: Take, error: str) -> None:
    report = take(f"Namn;Företag;Annat\nSara Öberg;{error};\nBo Ek;;{error}\n")
    assert counts(report) == (1, 0, 0, 1)
    assert "is an error of a formula" in sentences(report)[2]
    assert store.all(Organisation) == []


def test_a_refused_update_leaves_the_person_and_its_organisations_alone(store: Store, take: Take) -> None:
    mails = [{"address": "sara@example.org"}]
    factory.person(store, given_name="Sara", family_name="Öberg", emails=mails, notes="Gammalt")
    before = dump(store)
    text = "Namn;E-post;Anteckningar;Företag;Webbplats\nSara Öberg;sara@example.org;Nytt;Ny AB;https://a b\n"
    assert counts(take(text)) == (0, 0, 0, 1)
    assert dump(store) == before


@pytest.mark.parametrize(
    ("mode", "expected"),
    [(Mode.BOTH, (1, 1, 0, 0)), (Mode.CREATE, (1, 0, 1, 0)), (Mode.UPDATE, (0, 1, 1, 0))],
)
def test_the_mode_says_what_may_be_done(
    store: Store, take: Take, mode: Mode, expected: tuple[int, int, int, int]
) -> None:
    factory.person(store, given_name="Sara", family_name="Öberg", emails=[{"address": "sara@example.org"}])
    text = "Namn;E-post;Anteckningar\nSara Öberg;sara@example.org;hej\nBo Ek;bo@example.org;hå\n"
    report = take(text, mode=mode)
    assert counts(report) == expected
    left = [one.reason for one in report.outcomes if one.what == "unchanged"]
    assert all(reason is not None for reason in left)
    assert len(store.all(Person)) == 1 + expected[0]
