"""vCards that are written: read back they are equal, and vobject by itself finds the same in them."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kidesk.exchange import vcard_file, vcard_words, vcards
from kidesk.exchange.incoming_contact import (
    IncomingAddress,
    IncomingAffiliation,
    IncomingContact,
    IncomingEmail,
    IncomingPhone,
)
from kidesk.i18n import seen, trimmed
from kidesk.records.person_terms import ChannelKind, PersonRole, PhoneKind

ANNA = IncomingContact(
    1,
    {
        "given_name": "Anna Maria",
        "family_name": "Ek; Öberg, \\ Å",
        "prefix": "Prof., Dr.",
        "suffix": "PhD",
        "preferred_language": "sv",
        "tags": ["Norden", "a,b;c"],
        "roles": ["press", "signatory"],
        "expertise": "Folkhälsa\nonkologi",
        "notes": "Rad ett\n\nrad två; med, allt \\n",
        "orcid": "https://orcid.org/0000-0002-1825-0097",
        "linkedin": "https://example.org/in/anna",
        "website": "https://www.linkedin.com/x",
    },
    emails=(
        IncomingEmail("anna@example.org", is_primary=True),
        IncomingEmail("hemma@example.org", ChannelKind.PRIVATE, has_opted_out=True),
        IncomingEmail("mobil@example.org", ChannelKind.MOBILE),
        IncomingEmail("annan@example.org", ChannelKind.OTHER),
    ),
    phones=tuple(IncomingPhone(f"+46 8 {place}", kind, place == 2, place == 3) for place, kind in enumerate(PhoneKind)),
    addresses=(
        IncomingAddress("Box 1\nNobels väg 6", "171 77", "Solna", "Stockholm", "SE"),
        IncomingAddress(city="Åbo", kind=ChannelKind.OTHER, has_opted_out=True),
    ),
    affiliations=(
        IncomingAffiliation("KI, Solna", "LIME; UIR", "Lektor", "Lecturer", "2020-01-01", "", True, "4"),
        IncomingAffiliation("UU", "", "", "", "", "2019-12-31"),
        IncomingAffiliation("UU", title_en="Head"),
    ),
    external_ids=("urn:uuid:1", "2;3"),
)


def written(*contacts: IncomingContact) -> bytes:
    file = io.BytesIO()
    vcard_file.write(contacts, file)
    return file.getvalue()


def read_back(folder: Path, *contacts: IncomingContact) -> list[IncomingContact]:
    file = folder / "contacts.vcf"
    file.write_bytes(written(*contacts))
    return [replace(one, number=1) for one in vcards.read(file, lambda done, whole: None)]


def test_everything_comes_back_as_it_was(tmp_path: Path) -> None:
    assert read_back(tmp_path, ANNA, ANNA) == [ANNA, ANNA]


def test_the_file_is_as_the_standard_wants_it() -> None:
    data = written(replace(ANNA, values=ANNA.values | {"notes": "å€😀" * 200, "given_name": "Ö" * 37}))
    lines = data.split(b"\r\n")
    assert lines[:2] == [b"BEGIN:VCARD", b"VERSION:4.0"]
    assert lines[-2:] == [b"END:VCARD", b""]
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no character is divided


def test_vobject_finds_the_same() -> None:
    (card,) = vobject.readComponents(written(ANNA).decode())
    assert card.version.value == "4.0"
    name = card.n.value
    assert (name.family, name.given, name.prefix, name.suffix) == ("Ek; Öberg, \\ Å", "Anna Maria", "Prof., Dr.", "PhD")
    assert [one.value for one in card.contents["email"]] == [one.address for one in ANNA.emails]
    assert [one.value for one in card.contents["tel"]] == [one.number for one in ANNA.phones]
    assert [one.value for one in card.contents["org"]] == [["KI, Solna", "LIME; UIR"], ["UU"], ["UU"]]
    assert [(one.value, one.language_param) for one in card.contents["title"]] == [
        ("Lektor", "sv"),
        ("Lecturer", "en"),
        ("Head", "en"),
    ]
    assert card.note.value == ANNA.values["notes"]
    assert card.adr.value.street == "Box 1\nNobels väg 6"
    assert (card.adr.value.code, card.adr.value.city, card.adr.value.country) == ("171 77", "Solna", "SE")
    assert card.email.pref_param == "1"


@pytest.mark.parametrize("key", ["family_name", "notes", "orcid", "website", "prefix"])
def test_a_text_cannot_end_its_card(tmp_path: Path, key: str) -> None:
    hostile = "x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Other\u2028END:VCARD\x85TEL:1"
    contact = replace(ANNA, phones=(IncomingPhone(hostile),), addresses=(IncomingAddress(hostile),))
    (one,) = read_back(tmp_path, replace(contact, values=ANNA.values | {key: hostile}))
    assert (len(one.phones), len(one.emails)) == (1, 4)
    assert len(list(vobject.readComponents(written(replace(ANNA, values={"family_name": hostile})).decode()))) == 1


def test_a_parameter_cannot_end_its_line(tmp_path: Path) -> None:
    place = IncomingAffiliation("KI", start_on='2020-01-01"\r\nTEL:1;:,')
    (one,) = read_back(tmp_path, replace(ANNA, affiliations=(place,)))
    assert one.affiliations == (IncomingAffiliation("KI", start_on="2020-01-01TEL1"),)


def test_a_person_without_an_id_is_known_by_the_number(tmp_path: Path) -> None:
    uid = vcard_words.own_uid(12, dt.datetime(2026, 3, 2, 10, 11, 12))
    (one,) = read_back(tmp_path, replace(ANNA, external_ids=(uid, "other")))
    assert (one.known_as, one.external_ids) == ("12", ("other",))


# Any text at all

_SIGNS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.sampled_from(list(';,\\:"=nN😀אب é'))


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", trimmed(text))


LINE = st.text(_SIGNS, min_size=1, max_size=120).map(_clean).filter(bool)
PROSE = st.text(_SIGNS | st.just("\n") | st.just("\t"), min_size=1, max_size=300).map(_clean).filter(bool)
WORD = LINE.map(lambda text: re.sub(r"\s+", " ", text)).filter(bool)
WEB = st.from_regex(r"https?://[a-z]{1,9}\.(se|linkedin\.com)(/[\w;,=&?-]{0,40})?", fullmatch=True)
DAY = st.dates().map(str) | st.just("")


@st.composite
def contacts(draw: st.DrawFn) -> IncomingContact:
    plain: dict[str, st.SearchStrategy[Any]] = {
        **dict.fromkeys(("given_name", "prefix", "suffix", "orcid"), LINE),
        "preferred_language": st.sampled_from(["sv", "en"]),
        "tags": st.lists(LINE, min_size=1, unique=True),
        "roles": st.lists(st.sampled_from([one.value for one in PersonRole]), min_size=1, unique=True),
        "expertise": PROSE,
        "notes": PROSE,
        "linkedin": WEB,
        "website": WEB,
    }
    values = draw(st.fixed_dictionaries({"family_name": LINE}, optional=plain))
    addresses = draw(st.lists(LINE.map(lambda one: seen(f"{one}@{one}")), unique_by=str.casefold, max_size=3))
    kinds = st.sampled_from(list(ChannelKind))
    mails = [IncomingEmail(one, draw(kinds), has_opted_out=draw(st.booleans())) for one in addresses]
    numbers = draw(st.lists(LINE.filter(lambda one: not one.lower().startswith("tel:")), unique=True, max_size=3))
    phones = [IncomingPhone(one, draw(st.sampled_from(list(PhoneKind))), False, draw(st.booleans())) for one in numbers]
    posts = st.builds(
        IncomingAddress, PROSE, WORD, WORD, WORD, WORD, st.sampled_from(list(ChannelKind)), st.booleans()
    )
    places = st.builds(IncomingAffiliation, LINE, LINE | st.just(""), LINE, LINE | st.just(""), DAY, DAY)
    return IncomingContact(
        1,
        values,
        tuple(_one_primary(draw, mails)),
        tuple(_one_primary(draw, phones)),
        tuple(draw(st.lists(posts, unique=True, max_size=2))),
        tuple(_one_primary(draw, draw(st.lists(places, unique=True, max_size=3)))),
        tuple(draw(st.lists(LINE, unique=True, max_size=3))),
    )


def _one_primary(draw: st.DrawFn, parts: list[Any]) -> list[Any]:
    place = draw(st.integers(0, 5))
    return [replace(part, is_primary=number == place) for number, part in enumerate(parts)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(contacts(), min_size=1, max_size=2))
def test_whatever_is_written_is_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory, some: list[IncomingContact]
) -> None:
    folder = tmp_path_factory.mktemp("round")
    assert read_back(folder, *some) == some
    assert all(len(line) <= 75 for line in written(*some).split(b"\r\n"))
    assert len(list(vobject.readComponents(written(*some).decode(), transform=False))) == len(some)
