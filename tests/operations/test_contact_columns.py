"""Tables of contacts: encodings, delimiters, and what their columns are called by whom."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kidesk.errors import KideskError, UsageError
from kidesk.i18n import Language
from kidesk.operations.contact_columns import holds_contacts, meaning_of, meanings, read_columns
from kidesk.operations.import_contacts import import_contacts
from kidesk.operations.import_options import ImportOptions
from kidesk.records.person import Person
from kidesk.records.person_terms import ChannelKind, PhoneKind
from kidesk.store.store import Store
from tests.operations.importing import Take, counts, only
from tests.store.dumping import dump

ROWS = [
    ["Förnamn", "Efternamn", "Organisation", "E-post", "Mobil", "Ort", "Anteckningar"],
    ["Åsa", "Östlund", "Örebro läns förening", "asa@example.org", "070-111 22 33", "Örebro", "Hälsar; bra"],
    ["Björn", "Änggård", "Malmö högskola", "bjorn@example.org", "+46 70 444 55 66", "Malmö", 'Säger "hej", ofta | åäö'],
]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"])
def test_a_swedish_list_comes_in_right_in_every_encoding_and_with_every_delimiter(
    store: Store, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(ROWS)
    file = tmp_path / "lista.csv"
    file.write_bytes(text.getvalue().encode(encoding))
    assert counts(import_contacts(store, file)) == (2, 0, 0, 0)
    people = {one.given_name: one for one in store.all(Person)}
    for given_name, family_name, organisation, email, mobile, city, notes in ROWS[1:]:
        one = people[given_name]
        assert (one.family_name, one.notes, one.emails[0].address) == (family_name, notes, email)
        assert (one.phones[0].number, one.phones[0].kind, one.addresses[0].city) == (mobile, PhoneKind.MOBILE, city)
        assert one.affiliations[0].organisation.name_sv == organisation


def test_encoding_and_delimiter_can_be_said(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "lista.csv"
    file.write_bytes("Namn|E-post;Ö\nSara Öberg|sara@example.org;x\n".encode("cp850"))
    report = import_contacts(store, file, ImportOptions(encoding="cp850", delimiter="|", mapping={"E-post;Ö": ""}))
    assert (only(store).family_name, report.encoding, report.delimiter) == ("Öberg", "cp850", "|")


OUTLOOK = {
    "English": "Title|First Name|Middle Name|Last Name|Suffix|Company|Department|Job Title|Business Street|"
    "Business Street 2|Business City|Business Postal Code|Business Country/Region|E-mail Address|E-mail Type|"
    "E-mail 2 Address|Business Phone|Business Fax|Mobile Phone|Home Phone|Categories|Notes|Web Page",
    "Swedish": "Titel|Förnamn|Mellannamn|Efternamn|Suffix|Företag|Avdelning|Befattning|Adress, arbete – gata|"
    "Gatuadress 2, arbete|Ort, arbete|Postnummer, arbete|Land/region, arbete|E-postadress|E-post, typ|"
    "E-postadress 2|Telefon, arbete|Fax, arbete|Mobiltelefon|Telefon, hem|Kategorier|Anteckningar|Webbsida",
}
FROM_OUTLOOK = (
    "Dr|Sara|Maria|Öberg|PhD|Karolinska Institutet|LIME|Lektor i språk|Nobels väg 5|Plan 2|Solna|171 77|Sverige|"
    "sara@example.org|SMTP|oberg@example.org|08-524 800 00|08-31 00 00|070-123 45 67|08-11 22 33|Press;Vän|Hej|"
    "example.org"
)


@pytest.mark.parametrize("headings", OUTLOOK.values(), ids=OUTLOOK)
def test_outlooks_headings_are_understood(store: Store, take: Take, headings: str) -> None:
    report = take(f"{headings}\n{FROM_OUTLOOK}\n")
    assert (counts(report), report.ignored, report.left_out) == ((1, 0, 0, 0), (), ())
    one = only(store)
    assert (one.prefix, one.given_name, one.family_name, one.suffix) == ("Dr", "Sara Maria", "Öberg", "PhD")
    assert [(mail.address, mail.kind) for mail in one.emails] == [
        ("sara@example.org", ChannelKind.WORK),
        ("oberg@example.org", ChannelKind.WORK),
    ]
    assert {phone.kind: phone.number for phone in one.phones} == {
        PhoneKind.WORK: "08-524 800 00",
        PhoneKind.FAX: "08-31 00 00",
        PhoneKind.MOBILE: "070-123 45 67",
        PhoneKind.PRIVATE: "08-11 22 33",
    }
    (address,) = one.addresses
    assert (address.street, address.postal_code, address.city, address.country, address.kind) == (
        "Nobels väg 5\nPlan 2",
        "171 77",
        "Solna",
        "SE",
        ChannelKind.WORK,
    )
    (affiliation,) = one.affiliations
    assert (affiliation.title_sv, affiliation.organisation.name_en) == ("Lektor i språk", "LIME")
    assert affiliation.organisation.parent_id is not None
    assert (one.tags, one.notes, one.website) == (["Press", "Vän"], "Hej", "https://example.org")


GOOGLE = {
    "old": "Name|Given Name|Family Name|Birthday|Notes|Group Membership|E-mail 1 - Type|E-mail 1 - Value|"
    "Phone 1 - Type|Phone 1 - Value|Phone 2 - Type|Phone 2 - Value|Organization 1 - Name|Organization 1 - Title|"
    "Address 1 - Type|Address 1 - Street|Address 1 - City",
    "new": "File As|First Name|Last Name|Birthday|Notes|Labels|E-mail 1 - Label|E-mail 1 - Value|Phone 1 - Label|"
    "Phone 1 - Value|Phone 2 - Label|Phone 2 - Value|Organization Name|Organization Title|Address 1 - Label|"
    "Address 1 - Street|Address 1 - City",
    "Swedish": "Sortera som|Förnamn|Efternamn|Födelsedag|Anteckningar|Etiketter|E-post 1 – Etikett|E-post 1 – Värde|"
    "Telefon 1 – Etikett|Telefon 1 – Värde|Telefon 2 – Etikett|Telefon 2 – Värde|Organisationens namn|"
    "Organisationens titel|Adress 1 – Etikett|Adress 1 – Gata|Adress 1 – Ort",
}
FROM_GOOGLE = (
    "Sara Öberg|Sara|Öberg|1980-01-01|Hej|Press ::: * myContacts|* Work|sara@example.org ::: s@example.org|Mobile|"
    "070-123 45 67|Work Fax|08-31 00 00|Karolinska Institutet|Professor|Home|Hemgatan 1|Solna"
)


@pytest.mark.parametrize("headings", GOOGLE.values(), ids=GOOGLE)
def test_googles_headings_are_understood(store: Store, take: Take, headings: str) -> None:
    report = take(f"{headings}\n{FROM_GOOGLE}\n")
    assert (counts(report), report.ignored) == ((1, 0, 0, 0), ())
    assert headings.split("|")[3] in report.left_out
    one = only(store)
    assert (one.given_name, one.family_name, one.tags) == ("Sara", "Öberg", ["Press"])
    assert [mail.address for mail in one.emails] == ["sara@example.org", "s@example.org"]
    assert [phone.kind for phone in one.phones] == [PhoneKind.MOBILE, PhoneKind.FAX]
    assert (one.addresses[0].street, one.addresses[0].kind) == ("Hemgatan 1", ChannelKind.PRIVATE)
    assert (one.affiliations[0].title_en, one.affiliations[0].organisation.name_en) == (
        "Professor",
        "Karolinska Institutet",
    )


OTHERS = {
    "Thunderbird": (
        "First Name|Last Name|Display Name|Primary Email|Secondary Email|Work Phone|Mobile Number|Work Address|"
        "Work City|Work ZipCode|Organization",
        "Sara|Öberg|Sara Öberg|sara@example.org|s@example.org|08-524 800 00|070-123 45 67|Nobels väg 5|Solna|171 77|KI",
    ),
    "Thunderbird, in Swedish": (
        "Förnamn|Efternamn|Visningsnamn|Primär e-post|Sekundär e-post|Arbetstelefon|Mobilnummer|Arbetsadress|"
        "Postort (arbete)|Postnummer (arbete)|Organisation",
        "Sara|Öberg|Sara Öberg|sara@example.org|s@example.org|08-524 800 00|070-123 45 67|Nobels väg 5|Solna|171 77|KI",
    ),
    "a directory": (
        "GivenName|Surname|DisplayName|EmailAddress|E-post 2|OfficePhone|MobilePhone|OfficeStreetAddress|OfficeCity|"
        "OfficePostalCode|Company",
        "Sara|Öberg|Sara Öberg|sara@example.org|s@example.org|08-524 800 00|070-123 45 67|Nobels väg 5|Solna|171 77|KI",
    ),
}


@pytest.mark.parametrize(("headings", "row"), OTHERS.values(), ids=OTHERS)
def test_headings_of_other_programs_are_understood(store: Store, take: Take, headings: str, row: str) -> None:
    report = take(f"{headings}\n{row}\n")
    assert (counts(report), report.ignored) == ((1, 0, 0, 0), ())
    one = only(store)
    assert (one.given_name, one.family_name) == ("Sara", "Öberg")
    assert [mail.address for mail in one.emails] == ["sara@example.org", "s@example.org"]
    assert {phone.kind: phone.number for phone in one.phones} == {
        PhoneKind.WORK: "08-524 800 00",
        PhoneKind.MOBILE: "070-123 45 67",
    }
    (address,) = one.addresses
    assert (address.street, address.postal_code, address.city) == ("Nobels väg 5", "171 77", "Solna")
    assert one.affiliations[0].organisation.name_en == "KI"


@pytest.mark.parametrize(
    ("name", "given_name", "family_name"),
    [("Öberg, Sara", "Sara", "Öberg"), ("Sara Maria Öberg", "Sara Maria", "Öberg"), ("Madonna", "", "Madonna")],
)
def test_a_full_name_is_parted(store: Store, take: Take, name: str, given_name: str, family_name: str) -> None:
    take(f"Namn;E-post\n{name};x@example.org\n")
    assert (only(store).given_name, only(store).family_name) == (given_name, family_name)


def test_what_kidesk_does_not_know_or_keep_is_named(store: Store, take: Take) -> None:
    report = take("Namn;Personnummer;Rektor;Födelsedag\nSara Öberg;19811228-9874;x;1981-12-28\n")
    assert (counts(report), report.ignored, report.left_out) == (
        (1, 0, 0, 0),
        ("Rektor",),
        ("Personnummer", "Födelsedag"),
    )
    assert "811228" not in str(dump(store))


def test_a_mapping_goes_before_the_heading(store: Store, take: Take) -> None:
    text = "Vem;E-post;Kontakt hos oss\nSara Öberg;sara@example.org;08-12 34 56\n"
    mapping = {"Vem": "name", "E-post": "", "Kontakt hos oss": "phones:work.number"}
    report = take(text, mapping=mapping)
    assert (report.ignored, only(store).emails, only(store).phones[0].number) == ((), [], "08-12 34 56")
    assert [one.meaning for one in report.columns] == ["name", "", "phones:work.number"]


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [({"Nobody": "name"}, "no column called “Nobody”"), ({"E-post": "emails.colour"}, "nothing that a column can")],
)
def test_a_mapping_that_does_not_fit_is_refused_whole(
    store: Store, take: Take, mapping: dict[str, str], sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        take("Namn;E-post\nSara Öberg;sara@example.org\n", mapping=mapping)
    assert store.all(Person) == []


def test_a_table_without_names_is_refused_whole(store: Store, take: Take) -> None:
    with pytest.raises(KideskError, match="no column of names"):
        take("E-post\nsara@example.org\n")


def test_every_meaning_has_a_name_of_its_own_and_is_known_by_its_key(sv: Language, en: Language) -> None:
    for language in (sv, en):
        names = [one.said(language) for one in meanings()]
        assert len(set(names)) == len(names)
    assert all(meaning_of(one.key) == one for one in meanings())
    assert meaning_of("emails:work.colour") is None


def test_contacts_are_told_from_organisations_by_their_columns() -> None:
    assert holds_contacts(["Förnamn", "Efternamn"])
    assert holds_contacts(["Name", "E-mail Address"])
    assert not holds_contacts(["Name", "Country", "City", "Website", "Domains"])
    assert [one.meaning for one in read_columns(["Titel"])] == ["affiliations:1.title"]
