"""vCards that are read: real exports of Android, Gmail, iPhone, Outlook and the standard's own, and odd ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kidesk.errors import KideskError
from kidesk.exchange import vcards
from kidesk.exchange.incoming_contact import (
    IncomingAddress,
    IncomingAffiliation,
    IncomingContact,
    IncomingEmail,
    IncomingPhone,
)
from kidesk.i18n import Language
from kidesk.records.person_terms import ChannelKind, PhoneKind

REAL = Path(__file__).parents[3] / "shared" / "data" / "vcards"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the real exports are not here")

WORK, MOBILE, PRIVATE, FAX, OTHER = PhoneKind.WORK, PhoneKind.MOBILE, PhoneKind.PRIVATE, PhoneKind.FAX, PhoneKind.OTHER


def contacts(file: Path) -> list[IncomingContact]:
    return list(vcards.read(file, lambda done, whole: None))


def read(folder: Path, data: bytes | str) -> list[IncomingContact]:
    file = folder / "contacts.vcf"
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return contacts(file)


def card(folder: Path, *lines: str, version: str = "3.0") -> IncomingContact:
    """The contact of a card with these lines, called Anna Ek unless one of them says a name."""
    named = any(line.startswith(("N:", "N;", "FN", "NICKNAME", "EMAIL")) for line in lines)
    whole = ["BEGIN:VCARD", f"VERSION:{version}", *([] if named else ["N:Ek;Anna;;;"]), *lines, "END:VCARD", ""]
    (one,) = read(folder, "\r\n".join(whole))
    return one


# Real exports, each checked against its text by eye


@real
def test_what_an_android_phone_exports_is_read() -> None:
    first, second, third, fourth, fifth, sixth = contacts(REAL / "John_Doe_ANDROID.vcf")
    assert first.values == {"family_name": "john.doe@company.com"}
    assert first.emails == (IncomingEmail("john.doe@company.com", is_primary=True),)
    assert (first.number, second.number, sixth.number) == (1, 6, 71)
    assert second.emails == (IncomingEmail("jane.doe@company.com", is_primary=True),)
    assert third.values == {"family_name": "Ñ Ñ Ñ Ñ"}
    assert third.phones == (IncomingPhone("123456789", MOBILE, is_primary=True),)
    assert fourth.values["family_name"] == " ".join("Ñ" * 11)
    assert fourth.values["notes"] == "Ñ Ñ Ñ Ñ Ñ Ñ Ñ ÑÑ Ñ Ñ Ñ Ñ Ñ Ñ ÑÑ Ñ Ñ Ñ Ñ"
    assert [(one.number, one.kind) for one in fourth.phones] == [
        ("123456", MOBILE),
        ("234567", PRIVATE),
        ("3456789", MOBILE),
        ("45678901", PRIVATE),
    ]
    assert fifth.values == {"family_name": "Ñ Ñ", "given_name": "Ñ Ñ Ñ", "website": "http://www.company.com"}
    assert fifth.emails == (IncomingEmail("bob@company.com", is_primary=True),)  # the other has no @
    assert [one.kind for one in fifth.phones] == [MOBILE, WORK, FAX]
    assert fifth.affiliations == (IncomingAffiliation("Ñ" * 12),)
    assert fifth.left_out == ("PHOTO", "EMAIL")
    # The phone cut its organisations in the middle of a character; what is whole of them is the same thrice.
    assert sixth.affiliations == (IncomingAffiliation("Ñ" * 44),)
    assert not any(one.left_out for one in (first, second, third, fourth, sixth))


@real
def test_what_gmail_exports_is_read() -> None:
    (one,) = contacts(REAL / "John_Doe_GMAIL.vcf")
    notes = str(one.values.pop("notes"))
    assert one.values == {
        "family_name": "Doe",
        "given_name": "John Richter, James",
        "prefix": "Mr.",
        "suffix": "Sr.",
        "website": "http://www.ibm.com",
    }
    assert notes.startswith('THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY')
    assert notes.endswith("ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.\nFavotire Color: Blue")
    assert one.emails == (IncomingEmail("john.doe@ibm.com", ChannelKind.PRIVATE),)
    assert one.phones == (IncomingPhone("905-555-1234", MOBILE), IncomingPhone("905-666-1234", PRIVATE))
    street = "Crescent moon drive\n555-asd\nNice Area, Albaney, New York 12345\nUnited States of America"
    assert one.addresses == (IncomingAddress(street, kind=ChannelKind.PRIVATE),)
    assert one.affiliations == (IncomingAffiliation("IBM", title_en="Money Counter"),)
    assert {"BDAY", "X-ABDATE", "X-ABRELATEDNAMES"} <= set(one.left_out)
    assert [(one.values["given_name"], one.values["family_name"]) for one in contacts(REAL / "gmail-list.vcf")] == [
        ("Arnold", "Smith"),
        ("Chris", "Beatle"),
        ("Doug", "White"),
    ]
    assert [one.emails[0].address for one in contacts(REAL / "gmail-list.vcf")] == [
        "asmithk@gmail.com",
        "chrisy55d@yahoo.com",
        "dwhite@gmail.com",
    ]


@real
def test_what_an_iphone_exports_is_read() -> None:
    (one,) = contacts(REAL / "John_Doe_IPHONE.vcf")
    assert one.values == {
        "family_name": "Doe",
        "given_name": "John Richter James",
        "prefix": "Mr.",
        "suffix": "Sr.",
        "website": "http://www.ibm.com",
    }
    assert one.emails == (IncomingEmail("john.doe@ibm.com", is_primary=True),)
    assert [(one.number, one.kind, one.is_primary) for one in one.phones] == [
        ("905-555-1234", MOBILE, True),
        ("905-666-1234", PRIVATE, False),
        ("905-777-1234", WORK, False),
        ("905-888-1234", FAX, False),
        ("905-999-1234", FAX, False),
        ("905-111-1234", OTHER, False),
        ("905-222-1234", OTHER, False),
    ]
    home, work = one.addresses
    country = "United States of America"
    assert home == IncomingAddress("Silicon Alley 5", "12345", "New York", "New York", country, ChannelKind.PRIVATE)
    assert work == IncomingAddress("Street4\nBuilding 6\nFloor 8", "12345", "New York", "", "USA")
    assert one.affiliations == (IncomingAffiliation("IBM", "Accounting", title_en="Money Counter"),)
    assert one.left_out == ("NICKNAME", "BDAY", "PHOTO")


@real
def test_what_outlook_exports_is_read() -> None:
    (john,) = contacts(REAL / "John_Doe_MS_OUTLOOK.vcf")
    assert (john.values["given_name"], john.values["family_name"]) == ("John Richter James", "Doe")
    assert (john.values["prefix"], john.values["suffix"]) == ("Mr.", "Sr.")
    assert str(john.values["notes"]).endswith("EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.")
    assert john.emails == (IncomingEmail("john.doe@ibm.cm", is_primary=True),)
    assert john.phones == (IncomingPhone("(905) 555-1234"), IncomingPhone("(905) 666-1234", PRIVATE))
    country = "United States of America"
    assert john.addresses == (
        IncomingAddress("Cresent moon drive", "12345", "Albaney", "New York", country),
        IncomingAddress("Silicon Alley 5", "12345", "New York", "New York", country, ChannelKind.PRIVATE),
    )
    assert john.affiliations == (IncomingAffiliation("IBM", "Accounting", title_en="Money Counter"),)
    (michael,) = contacts(REAL / "outlook-2007.vcf")
    assert (michael.values["given_name"], michael.values["family_name"]) == ("Michael", "Angstadt")
    assert (michael.values["prefix"], michael.values["suffix"]) == ("Mr.", "Jr.")
    assert str(michael.values["notes"]).split("\n") == [
        "This is the NOTE field\t",
        "I assume it encodes this text inside a NOTE vCard type.",
        "But I'm not sure because there's text formatting going on here.",
        "It does not preserve the formatting",
    ]
    assert michael.values["website"] == "http://mikeangstadt.name"
    assert michael.emails == (IncomingEmail("mike.angstadt@gmail.com", is_primary=True),)
    assert [(one.number, one.kind) for one in michael.phones] == [
        ("(111) 555-1111", WORK),
        ("(111) 555-2222", PRIVATE),
        ("(111) 555-4444", MOBILE),
        ("(111) 555-3333", FAX),
    ]
    assert michael.addresses == (IncomingAddress("TheOffice\n222 Broadway", "99999", "New York", "NY", "USA"),)
    assert michael.affiliations == (IncomingAffiliation("TheCompany", "TheDepartment", title_en="TheJobTitle"),)
    assert {"BDAY", "KEY", "PHOTO", "X-MS-SPOUSE"} <= set(michael.left_out)
    assert len(set(michael.left_out)) == len(michael.left_out)


@real
def test_the_example_of_the_standard_is_read() -> None:
    (one,) = contacts(REAL / "rfc6350-example.vcf")
    assert one == IncomingContact(
        1,
        {
            "family_name": "Perreault",
            "given_name": "Simon",
            "suffix": "ing. jr, M.Sc.",
            "website": "http://nomis80.org",
            "preferred_language": "en",
        },
        emails=(IncomingEmail("simon.perreault@viagenie.ca"),),
        phones=(
            IncomingPhone("+1-418-656-9254 ext. 102", is_primary=True),
            IncomingPhone("+1-418-262-6501", MOBILE),
        ),
        addresses=(IncomingAddress("Suite D2-630\n2875 Laurier", "G1V 2M2", "Quebec", "QC", "Canada"),),
        affiliations=(IncomingAffiliation("Viagenie"),),
        left_out=("BDAY", "ANNIVERSARY", "GENDER", "GEO", "TZ", "KEY", "LANG"),
    )


# What a file is


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["contacts.vcf", "contacts.txt"])
def test_a_vcard_is_known_by_what_it_begins_with(tmp_path: Path, encoding: str, name: str) -> None:
    file = tmp_path / name
    file.write_bytes("begin:vcard\r\nVERSION:3.0\r\nN:Öberg;Åsa\r\nEND:VCARD\r\n".encode(encoding))
    assert vcards.is_vcard(file)
    assert contacts(file)[0].values == {"family_name": "Öberg", "given_name": "Åsa"}


def test_a_vcard_is_known_by_its_ending_and_a_table_is_none(tmp_path: Path) -> None:
    for name, expected in (("a.VCF", True), ("a.vcard", True), ("a.csv", False)):
        (tmp_path / name).write_text("Name;City\n")
        assert vcards.is_vcard(tmp_path / name) is expected
    assert not vcards.is_vcard(tmp_path)
    assert not vcards.is_vcard(tmp_path / "none")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_encodings_and_line_ends_are_found(tmp_path: Path, encoding: str, end: str) -> None:
    lines = ["BEGIN:VCARD", "VERSION:3.0", "N:Öberg;Åsa;;;", "ORG:Göteborgs universitet", "END:VCARD"]
    named = [(one.values["family_name"], one.affiliations[0].organisation) for one in read(
        tmp_path, end.join([*lines, "", *lines]).encode(encoding)
    )]
    assert named == [("Öberg", "Göteborgs universitet")] * 2


def test_files_that_were_put_together_have_each_their_encoding(tmp_path: Path) -> None:
    parts = ("utf-8-sig", "cp1252", "utf-8-sig")
    whole = b"".join(f"BEGIN:VCARD\nN:Öberg;{one}\nEND:VCARD\n".encode(one) for one in parts)
    assert [one.values["family_name"] for one in read(tmp_path, whole)] == ["Öberg"] * 3


# Lines


def test_folded_lines_are_put_together_even_where_only_space_is_left(tmp_path: Path) -> None:
    assert card(tmp_path, "NOTE:a", "  ", "   b\\nc\\, d\\; e").values["notes"] == "a   b\nc, d; e"


def test_quoted_printable_goes_on_after_a_soft_break(tmp_path: Path) -> None:
    lines = ["NOTE;ENCODING=QUOTED-PRINTABLE:G=C3=B6te=", "borg=0D=0A=", " =3D ;x", "TEL:1"]
    one = card(tmp_path, *lines, version="2.1")
    assert (one.values["notes"], one.phones[0].number) == ("Göteborg\n = ;x", "1")


@pytest.mark.parametrize(
    ("parameters", "value"),
    [
        (";CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE", "=D6berg"),
        (";QUOTED-PRINTABLE;CHARSET=windows-1252", "=D6berg"),
        (";ENCODING=QUOTED-PRINTABLE", "=C3=96berg"),
        (";ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8", "=D6berg"),
        (";ENCODING=QUOTED-PRINTABLE;CHARSET=no-such-charset", "=C3=96berg"),
        (";ENCODING=QUOTED-PRINTABLE;CHARSET=unicode_escape", "=C3=96berg"),
        (";ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8", "=C3=96berg=C3"),
    ],
)
def test_a_charset_is_heeded_where_it_can_be_true(tmp_path: Path, parameters: str, value: str) -> None:
    assert card(tmp_path, f"N{parameters}:{value};Anna", version="2.1").values["family_name"] == "Öberg"


def test_text_comes_without_controls_and_with_its_marks_put_together(tmp_path: Path) -> None:
    one = card(tmp_path, "N:O\u0308\x07berg\x1b;An\\nna", "NOTE:a\x00b".replace("\x00", "\x85"), "ORG:A\u2028B")
    assert one.values == {"family_name": "Ö berg", "given_name": "An na", "notes": "a\nb"}
    assert one.affiliations[0].organisation == "A B"


@pytest.mark.parametrize("value", ["C:\\", "a\\\\", "a\\\\\\", "\\"])
def test_a_backslash_at_the_end_is_one(tmp_path: Path, value: str) -> None:
    notes = card(tmp_path, f"NOTE:x{value}").values["notes"]
    assert "eof" not in notes
    assert str(notes).endswith("\\")


def test_pictures_are_left_out_whatever_is_wrong_with_them(tmp_path: Path) -> None:
    one = card(
        tmp_path,
        "PHOTO;ENCODING=b;TYPE=JPEG:!!! no base64 !!!",
        "LOGO;BASE64:AAAA",
        "not/even/folded+AAA=",
        "",
        "SOUND;VALUE=uri:http://example.org/x",
        "NOTE;ENCODING=BASE64:AAAA",
        "TEL:1",
        version="2.1",
    )
    assert one.left_out == ("PHOTO", "LOGO", "SOUND", "NOTE")
    assert one.phones[0].number == "1"


def test_a_card_within_a_card_is_left_out(tmp_path: Path) -> None:
    agent = ["AGENT:", "BEGIN:VCARD", "N:Other;One", "TEL:2", "END:VCARD"]
    one = card(tmp_path, "N:Ek;Anna", *agent, "TEL:1", version="2.1")
    assert ([phone.number for phone in one.phones], one.left_out) == (["1"], ("AGENT",))
    assert card(tmp_path, "AGENT:BEGIN:VCARD\\nN:x\\nEND:VCARD").left_out == ("AGENT",)


# Names


@pytest.mark.parametrize(
    ("lines", "given", "family"),
    [
        (["N:Ek;Anna;Maria,Lisa;;", "FN:Other Name"], "Anna Maria Lisa", "Ek"),
        (["N:;;;;", "FN:Anna Maria Ek"], "Anna Maria", "Ek"),
        (["FN:Ek"], "", "Ek"),
        (["N:;;;Dr;", "FN:Anna Ek"], "Anna", "Ek"),
        (["N:von Platen"], "", "von Platen"),
        (["NICKNAME:Anna,Annie", "EMAIL:a@example.org"], "", "Anna,Annie"),
        (["EMAIL:Anna.Ek@example.org"], "", "Anna.Ek@example.org"),
        (["N:Ek\\;Al\\,x;A\\\\nna"], "A\\nna", "Ek;Al,x"),
    ],
)
def test_names_are_found(tmp_path: Path, lines: list[str], given: str, family: str) -> None:
    values = card(tmp_path, *lines).values
    assert (values.get("given_name", ""), values.get("family_name", "")) == (given, family)


def test_a_comma_in_a_name_parts_it_or_is_followed_by_a_title(tmp_path: Path) -> None:
    turned, titled = (card(tmp_path, f"FN:{shown}", "N:;;;;").values for shown in ("Öberg, Åsa", "Åsa Öberg, PhD"))
    assert turned == {"given_name": "Åsa", "family_name": "Öberg"}
    assert titled == {"given_name": "Åsa", "family_name": "Öberg", "suffix": "PhD"}


def test_what_nobody_sees_and_what_stands_around_an_address_is_left(tmp_path: Path) -> None:
    phone = "TEL:\u202a+46 70 123 45 67\u202c"
    one = card(tmp_path, "EMAIL:Åsa Öberg <mailto:asa@example.org>", phone, "NOTE:a\ufeffb")
    assert [mail.address for mail in one.emails] == ["asa@example.org"]
    assert [phone.number for phone in one.phones] == ["+46 70 123 45 67"]
    assert one.values["notes"] == "ab"


def test_labels_of_ones_own_on_android_refuse_no_card(tmp_path: Path) -> None:
    lines = (
        "TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,V=C3=A4xel):08123456",
        "TEL;X-V%C3%A4xel;PREF:08123457",
    )
    phones = card(tmp_path, *lines, version="2.1").phones
    assert [(phone.number, phone.is_primary) for phone in phones] == [("08123456", False), ("08123457", True)]


def test_a_card_of_a_company_is_not_of_a_person(tmp_path: Path) -> None:
    company = card(tmp_path, "FN:Karolinska Institutet", "N:;;;;", "ORG:Karolinska Institutet", "X-ABShowAs:COMPANY")
    assert company.problem is not None
    assert "not of a person" in company.problem.said(Language("en"))
    assert card(tmp_path, "N:Ek;Bo;;;", "ORG:KI", "X-ABShowAs:COMPANY").problem is None


def test_a_card_that_names_nobody_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    whole = (
        "BEGIN:VCARD\nORG:KI\nEND:VCARD\nBEGIN:VCARD\nKIND:group\nFN:All of us\nEND:VCARD\n"
        "BEGIN:VCARD\nN:Ek\nno colon here\nEND:VCARD\nBEGIN:VCARD\nN:Ek\nEND:VCARD\n"
    )
    *refused, last = read(tmp_path, whole)
    said = [one.problem.said(Language("en")) for one in refused if one.problem]
    assert [one.number for one in refused] == [1, 4, 8]
    assert "names nobody" in said[0]
    assert "not of a person" in said[1]
    assert "Line 10 is none of a vCard" in said[2]
    assert last.values == {"family_name": "Ek"}


# Where a person works


def placed(one: IncomingContact) -> Iterator[tuple[str, str, str, str]]:
    for place in one.affiliations:
        yield place.organisation, place.department, place.title_sv, place.title_en


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["ORG:KI;LIME;UIR", "TITLE:Lektor"], [("KI", "LIME, UIR", "", "Lektor")]),
        (["ORG:KI", "TITLE:Handläggare"], [("KI", "", "Handläggare", "")]),
        (["ORG:KI", "TITLE;LANGUAGE=sv:Lektor", "TITLE;LANGUAGE=en-GB:Lecturer"], [("KI", "", "Lektor", "Lecturer")]),
        (["ORG:KI", "TITLE;LANGUAGE=de:Lektör"], [("KI", "", "", "Lektör")]),
        (["ORG:KI", "ROLE:Head"], [("KI", "", "", "Head")]),
        (["ORG:KI", "ROLE:Head", "TITLE:Dean"], [("KI", "", "", "Dean")]),
        (["ORG:KI", "TITLE:A", "ORG:UU", "TITLE:B"], [("KI", "", "", "A"), ("UU", "", "", "B")]),
        (["ORG:KI", "ORG:UU", "TITLE:A", "TITLE:B"], [("KI", "", "", "A"), ("UU", "", "", "B")]),
        (["ORG:KI", "TITLE:A", "TITLE:B"], [("KI", "", "", "A"), ("KI", "", "", "B")]),
        (["b.ORG:KI", "a.ORG:UU", "a.TITLE:A", "b.TITLE:B"], [("KI", "", "", "B"), ("UU", "", "", "A")]),
        (["item1.ORG:KI", "TITLE:A"], [("KI", "", "", "A")]),
        (["ORG:;LIME"], [("LIME", "", "", "")]),
        (["ORG:IBM, Inc.;R\\;D"], [("IBM, Inc.", "R;D", "", "")]),
        (["TITLE:A", "TITLE;LANGUAGE=sv:B"], [("", "", "B", "A")]),
    ],
)
def test_organisations_have_the_titles_that_belong_to_them(
    tmp_path: Path, lines: list[str], expected: list[tuple[str, str, str, str]]
) -> None:
    assert list(placed(card(tmp_path, *lines))) == expected


def test_an_organisation_with_two_titles_is_the_primary_one_once(tmp_path: Path) -> None:
    one = card(tmp_path, "ORG:UU", "ORG;PREF=1:KI", "a.TITLE:A", "TITLE:B", "TITLE:C", version="4.0")
    assert [(place.organisation, place.is_primary) for place in one.affiliations] == [
        ("UU", False),
        ("KI", True),
        ("KI", False),
    ]


# Channels


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("TEL:1", WORK),
        ("TEL;HOME;FAX:1", FAX),
        ("TEL;TYPE=work,cell:1", MOBILE),
        ('TEL;TYPE="home,voice":1', PRIVATE),
        ("TEL;TYPE=PAGER:1", OTHER),
        ("item1.TEL:1\r\nitem1.X-ABLabel:_$!<HomeFAX>!$_", FAX),
        ("item1.TEL:1\r\nitem1.X-ABLabel:Sommarstugan", OTHER),
        ("item1.TEL;TYPE=CELL:1\r\nitem1.X-ABLabel:Sommarstugan", MOBILE),
        ("item1.TEL:1\r\nitem1.X-ABLabel:iPhone", MOBILE),
    ],
)
def test_kinds_of_phones_are_read_from_types_and_labels(tmp_path: Path, line: str, kind: PhoneKind) -> None:
    one = card(tmp_path, line)
    assert one.phones == (IncomingPhone("1", kind),)
    assert one.left_out == ()


def test_only_one_is_the_primary_one(tmp_path: Path) -> None:
    one = card(
        tmp_path,
        "EMAIL;PREF=2:a@example.org",
        "EMAIL;PREF=1:mailto:b@example.org",
        "EMAIL;TYPE=pref:c@example.org",
        "EMAIL:B@example.org",
        version="4.0",
    )
    assert [(mail.address, mail.is_primary) for mail in one.emails] == [
        ("a@example.org", False),
        ("b@example.org", True),
        ("c@example.org", False),
    ]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("tel:+46-8-123;ext=4", "+46-8-123 ext. 4"),
        ("tel:+46%208;phone-context=x;ext=4;x=y", "+46 8 ext. 4"),
        ("TEL:+46", "+46"),
        ("08-123 45, växeln", "08-123 45, växeln"),
    ],
)
def test_phone_uris_become_numbers(tmp_path: Path, value: str, number: str) -> None:
    assert card(tmp_path, f"TEL;VALUE=uri:{value}").phones[0].number == number


# Everything else


@pytest.mark.parametrize(
    ("lines", "values", "left_out"),
    [
        (["URL:www.ki.se", "URL:http://www.ki.se"], {"website": "http://www.ki.se"}, ()),
        (["URL:https://a.se", "URL:https://b.se"], {"website": "https://a.se"}, ("URL",)),
        (["URL:javascript:alert(1)"], {}, ("URL",)),
        (["URL:file:///etc/passwd"], {}, ("URL",)),
        (["URL:ki.se:8080/x"], {"website": "http://ki.se:8080/x"}, ()),
        (["URL:https://se.linkedin.com/in/x"], {"linkedin": "https://se.linkedin.com/in/x"}, ()),
        (["URL:https://notlinkedin.com"], {"website": "https://notlinkedin.com"}, ()),
        (["X-SOCIALPROFILE;type=linkedin:https://linkedin.com/in/x"], {"linkedin": "https://linkedin.com/in/x"}, ()),
        (["X-SOCIALPROFILE;type=twitter:http://twitter.com/x"], {}, ("X-SOCIALPROFILE",)),
        (["URL:https://orcid.org/0000-0002-1825-009x"], {"orcid": "0000-0002-1825-009X"}, ()),
        (["X-ORCID:0000-0002-1825-0097"], {"orcid": "0000-0002-1825-0097"}, ()),
        (["LANG:sv-SE"], {"preferred_language": "sv"}, ()),
        (["LANG;PREF=2:sv", "LANG;PREF=1:en"], {"preferred_language": "en"}, ("LANG",)),
        (["LANG:fr"], {}, ("LANG",)),
        (["CATEGORIES:myContacts,Norden,My Contacts,a\\,b", "CATEGORIES:Norden"], {"tags": ["Norden", "a,b"]}, ()),
        (["CATEGORIES:* myContacts"], {"tags": ["* myContacts"]}, ()),
        (["NOTE:a", "NOTE:b", "NOTE:a"], {"notes": "a\nb"}, ()),
        (["BDAY:2000-01-01", "BDAY:2000-01-01", "item1.X-ABDATE:2000"], {}, ("BDAY", "X-ABDATE")),
        (["X-KIDESK-ROLE:press,nonsense"], {"roles": ["press"]}, ("X-KIDESK-ROLE",)),
        (["BDAY:", "REV:x", "PRODID:y"], {}, ()),
    ],
)
def test_the_rest_finds_its_field_or_is_left_out_by_name(
    tmp_path: Path, lines: list[str], values: dict[str, object], left_out: tuple[str, ...]
) -> None:
    one = card(tmp_path, *lines)
    assert one.values == {"given_name": "Anna", "family_name": "Ek"} | values
    assert one.left_out == left_out


def test_ids_are_kept_each_once(tmp_path: Path) -> None:
    assert card(tmp_path, "UID:urn:uuid:1", "X-KIDESK-ID:2", "X-KIDESK-ID:2").external_ids == ("urn:uuid:1", "2")


def test_whoever_reads_is_told_how_far_it_has_come(tmp_path: Path) -> None:
    file = tmp_path / "many.vcf"
    file.write_text("BEGIN:VCARD\nN:Ek;Anna\nEND:VCARD\n" * 20_000)
    told: list[tuple[int, int]] = []
    assert len(list(vcards.read(file, lambda done, whole: told.append((done, whole))))) == 20_000
    size = file.stat().st_size
    assert told == sorted(told)
    assert len(told) > size // 100_000
    assert told[-1] == (size, size)


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(KideskError, match="There is no file"):
        contacts(tmp_path / "none.vcf")


def test_what_whoever_reads_raises_comes_through_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "contacts.vcf"
    file.write_text("BEGIN:VCARD\nN:Ek;Anna\nEND:VCARD\n")

    def stop(done: int, whole: int) -> None:
        raise ValueError("stopped")

    with pytest.raises(ValueError, match="stopped"):
        list(vcards.read(file, stop))
    with pytest.raises(KideskError, match="cannot be read"):
        contacts(tmp_path / "a\0b.vcf")
