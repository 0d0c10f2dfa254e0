"""Agreements of EWP, read and written: nothing is lost, the schema holds, strangers' files do no harm."""

from __future__ import annotations

import datetime as dt
import re
import resource
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.errors import KideskError
from kidesk.exchange.ewp import markup, reading, writing
from kidesk.exchange.ewp.iia import (
    ELEMENTS,
    NEED_A_LANGUAGE,
    STUDENTS,
    Contact,
    Iia,
    Mobility,
    Partner,
    Phone,
    Skill,
    Subject,
    Words,
)
from kidesk.i18n import CODES, Language
from tests.exchange.ewp.schema import EXAMPLE, canonical, faults

pytestmark = pytest.mark.skipif(not EXAMPLE.exists(), reason="the published example is not on this machine")

FILE = Path("response.xml")


def example() -> str:
    return EXAMPLE.read_text("utf-8")


def test_the_published_example_comes_back_as_it_was() -> None:
    iias = reading.read(EXAMPLE)
    written = writing.write(iias)
    assert canonical(written) == canonical(EXAMPLE.read_bytes())
    assert faults(written) == []


def test_the_hash_is_the_one_that_the_published_example_states() -> None:
    (iia,) = reading.read(EXAMPLE)
    assert writing.digest(iia) == iia.hash
    changed = replace(iia, mobilities=(replace(iia.mobilities[0], persons=3), *iia.mobilities[1:]))
    assert writing.digest(changed) != iia.hash
    assert writing.digest(replace(iia, is_terminated=True)) != iia.hash


def test_the_hash_leaves_out_contacts_and_what_is_undefined_and_takes_older_codes() -> None:
    (iia,) = reading.read(EXAMPLE)
    first = iia.mobilities[0]

    def digest(mobility: Mobility) -> str:
        return writing.digest(replace(iia, mobilities=(mobility,)))

    with_contact = replace(first, sending_contacts=(Contact((Words("Office"),)),))
    assert digest(with_contact) == digest(first)
    undefined = replace(first, is_undefined=True)
    assert digest(undefined) == digest(replace(undefined, persons=1)) != digest(first)
    older = replace(first, subjects=(Subject("0314", v6_code="031"),))
    assert digest(older) == digest(replace(first, subjects=(Subject("9999", v6_code="031"),))) != digest(first)


# Any agreement

_letters = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))
_ids = st.from_regex(r"\A[!-~]{1,64}\Z")
_words = st.builds(Words, _letters, st.sampled_from([None, "sv", "en-GB"]))
_several = st.lists(_words, max_size=2).map(tuple)
_phones = st.builds(
    Phone, st.sampled_from([None, "+46812345678"]), st.sampled_from([None, "12"]), st.none() | _letters
)
_addresses = st.sampled_from(
    [
        None,
        (),
        (("recipientName", "A"), ("recipientName", "B"), ("addressLine", "Street 1"), ("country", "SE")),
        (("buildingNumber", "1"), ("streetName", "Å"), ("deliveryPointCode", "x"), ("postalCode", "171 77")),
    ]
)
any_contact = st.builds(
    Contact,
    st.lists(_words, min_size=1, max_size=2).map(tuple),
    given=_several,
    family=_several,
    gender=st.sampled_from([None, 0, 1, 2, 9]),
    phones=st.lists(_phones, max_size=2).map(tuple),
    faxes=st.lists(_phones, max_size=1).map(tuple),
    emails=st.lists(st.sampled_from(["a@example.org", "b.c@example.org"]), max_size=2).map(tuple),
    street=_addresses,
    mailing=_addresses,
    roles=_several,
)
_subjects = st.builds(
    Subject, st.from_regex(r"\A[0-9]{4}\Z"), st.sampled_from([None, "031", "3"]), st.none() | _letters
)
_skills = st.builds(
    Skill,
    st.sampled_from(["en", "sv", "pt-BR"]),
    st.sampled_from([None, "A1", "C2"]),
    st.none() | _subjects,
    st.booleans(),
)


@st.composite
def any_mobility(draw: st.DrawFn) -> Mobility:
    kind = draw(st.sampled_from(list(ELEMENTS)))
    years = st.integers(2000, 2099).map(lambda year: f"{year}/{year + 1}")
    is_of_students = kind in STUDENTS
    contacts = st.lists(any_contact, max_size=1).map(tuple)
    return Mobility(
        kind,
        draw(st.sampled_from(["ki.se", "uw.edu.pl"])),
        draw(st.sampled_from(["ki.se", "uw.edu.pl"])),
        draw(years),
        draw(years),
        draw(st.integers(1, reading.MOST_PERSONS)),
        draw(st.booleans()),
        draw(st.none() | _ids),
        draw(contacts),
        draw(st.none() | _ids),
        draw(contacts),
        tuple(draw(st.lists(_skills, min_size=1 if kind in NEED_A_LANGUAGE else 0, max_size=3))),
        tuple(draw(st.lists(_subjects, max_size=3))),
        draw(st.none() | _letters),
        draw(st.none() | st.decimals(Decimal("0.01"), 10_000, places=2)),
        draw(st.booleans()) if is_of_students else None,
        tuple(draw(st.lists(st.integers(1, 8), max_size=3))) if is_of_students else (),
    )


_days = st.none() | st.dates(dt.date(1987, 1, 1))
_rest: dict[str, Any] = {"signing_contact": st.none() | any_contact, "signed_on": _days}
_rest |= {"contacts": st.lists(any_contact, max_size=2).map(tuple), "iia_code": st.none() | _letters}
_firsts = st.builds(Partner, st.just("ki.se"), st.none() | _ids, _ids, **_rest)
_seconds = st.builds(Partner, st.just("uw.edu.pl"), st.none() | _ids, st.none() | _ids, **_rest)
iias = st.builds(
    Iia,
    st.tuples(_firsts, _seconds),
    st.booleans(),
    # In the order of a file: kind by kind.
    st.lists(any_mobility(), max_size=4).map(
        lambda found: tuple(sorted(found, key=lambda one: list(ELEMENTS).index(one.kind)))
    ),
    st.booleans(),
    pdf_file=st.none() | _letters,
).map(writing.sealed)


@given(st.lists(iias, min_size=1, max_size=2).map(tuple))
def test_any_agreement_comes_back_as_it_was_and_is_valid(found: tuple[Iia, ...]) -> None:
    written = writing.write(found)
    assert reading.read_response(written, FILE) == found
    assert faults(written) == []


@given(any_mobility())
def test_a_condition_kept_as_text_comes_back(mobility: Mobility) -> None:
    assert reading.mobility_of(writing.mobility_text(mobility)) == mobility


@given(any_contact)
def test_a_contact_kept_as_text_comes_back(contact: Contact) -> None:
    assert reading.contact_of(writing.contact_text(contact)) == contact


# What strangers send

BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
V6 = "stable-v6/endpoints/get-response.xsd"
V7 = "stable-v7/endpoints/get-response.xsd"
STATS = (
    '<iias-stats-response xmlns="https://github.com/erasmus-without-paper/ewp-specs-api-iias/blob/stable-v7/'
    'endpoints/stats-response.xsd"><iia-fetchable>397</iia-fetchable></iias-stats-response>'
)


def without(name: str) -> str:
    return re.sub(rf"<{name}>.*?</{name}>", "", example(), flags=re.DOTALL)


def put(name: str, value: str) -> str:
    return re.sub(rf"(<{name}>).*?(</{name}>)", rf"\g<1>{value}\g<2>", example(), flags=re.DOTALL)


BAD = {
    "an older version": (lambda: example().replace(V7, V6), "version 6"),
    "statistics": (lambda: STATS, "iias-stats-response"),
    "another document": (lambda: "<html><body/></html>", "“html” is not an EWP response"),
    "no XML": (lambda: "id;name\n1;x", "not an XML file"),
    "a cut off file": (lambda: example()[:3000], "cut off at line"),
    "nothing": (lambda: "  \n", "is empty"),
    "an entity bomb": (
        lambda: f'<!DOCTYPE x [<!ENTITY l0 "ha">{BOMB}]><x>&l11;</x>',
        "document type (DTD)",
    ),
    "an entity from a file": (
        lambda: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        "document type (DTD)",
    ),
    "a harmless document type": (lambda: f"<!DOCTYPE iias-get-response>{example()}", "document type (DTD)"),
    "no agreement": (lambda: without("iia"), "holds no agreement"),
    "no hash": (lambda: without("iia-hash"), "iia[1], “iia-hash” is missing"),
    "no partner's id": (lambda: without("hei-id"), "partner[1], “hei-id” is missing"),
    "no id of the agreement": (lambda: without("iia-id"), "partner[1], “iia-id” is missing"),
    "one partner": (lambda: re.sub(r"<partner>.*?</partner>", "", example(), count=1, flags=re.DOTALL), "is missing"),
    "an empty partner's id": (lambda: put("hei-id", ""), "cannot stand in “hei-id”"),
    "an element in the way": (
        lambda: example().replace("<in-effect>", "<approved/><in-effect>"),
        "“in-effect” is missing",
    ),
    "an element too many": (lambda: example().replace("</iia>", "<more/></iia>"), "“more” is not expected"),
    "a huge number": (lambda: put("mobilities-per-year", "9" * 6000), "larger than 100000"),
    "a huge total": (lambda: put("total-months-per-year", "1" + "0" * 5000), "larger than 10000"),
    "no number": (lambda: put("mobilities-per-year", "two"), "“two” cannot stand in “mobilities-per-year”"),
    "zero persons": (lambda: put("mobilities-per-year", "0"), "“0” cannot stand"),
    "a short subject": (lambda: put("isced-f-code", "031"), "“031” cannot stand"),
    "a level beyond": (lambda: put("eqf-level", "9"), "“9” cannot stand"),
    "a truth that is none": (lambda: put("in-effect", "perhaps"), "“perhaps” cannot stand"),
    "a day that is none": (
        lambda: example().replace("<c:contact>", "<signing-date>2020-02-31</signing-date><c:contact>"),
        "“2020-02-31” cannot stand",
    ),
    "a hash that is none": (lambda: put("iia-hash", "ABC"), "“ABC” cannot stand"),
    "a studies condition without a language": (
        lambda: re.sub(r"<recommended-language-skill>.*?</recommended-language-skill>", "", example(), flags=re.DOTALL),
        "“recommended-language-skill” is missing",
    ),
}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_a_sentence(name: str, code: str, tmp_path: Path) -> None:
    make, said = BAD[name]
    file = tmp_path / "response.xml"
    file.write_text(make(), encoding="utf-8")
    with pytest.raises(KideskError) as refused:
        reading.read(file)
    sentence = refused.value.said(Language(code))
    assert str(file) in sentence
    assert len(sentence) < 400 + len(str(file))
    if code == "en":
        assert said in sentence
        assert "Nothing was imported" in sentence
    else:
        assert re.search("Inget (har importerats|importerades)", sentence)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-7"])
def test_a_document_type_hides_in_no_encoding(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "response.xml"
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY l0 "ha">{BOMB}]><x a="&l11;">&l11;</x>'
    file.write_bytes(text.encode(encoding))
    with pytest.raises(KideskError):
        reading.read(file)


def test_the_example_is_read_in_utf_16_as_well(tmp_path: Path) -> None:
    file = tmp_path / "response.xml"
    file.write_text('<?xml version="1.0" encoding="utf-16"?>' + example(), encoding="utf-16")
    assert reading.read(file) == reading.read(EXAMPLE)


def test_a_file_of_100_mb_is_refused_before_it_is_read(tmp_path: Path, en: Language) -> None:
    file = tmp_path / "large.xml"
    with file.open("wb") as stream:
        stream.write(example().split("<iia>")[0].encode())
        stream.truncate(100_000_000)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(KideskError) as refused:
        reading.read(file)
    assert "larger than 10 MB" in refused.value.said(en)
    assert time.monotonic() - start < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kB


def test_too_many_elements_are_counted_while_they_are_read(
    tmp_path: Path, en: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markup, "MOST_ELEMENTS", 1000)
    file = tmp_path / "many.xml"
    file.write_text("<x>" + "<y/>" * 100_000, encoding="utf-8")  # never closed: it is refused before its end
    with pytest.raises(KideskError) as refused:
        reading.read(file)
    assert "more than 1000 elements" in refused.value.said(en)


def test_a_deep_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "deep.xml"
    file.write_text("<x>" * 100_000 + "</x>" * 100_000, encoding="utf-8")
    with pytest.raises(KideskError):
        reading.read(file)


def test_a_folder_and_a_missing_file_are_said(tmp_path: Path, en: Language) -> None:
    for file, said in ((tmp_path, "is a folder"), (tmp_path / "none.xml", "There is no file")):
        with pytest.raises(KideskError) as refused:
            reading.read(file)
        assert said in refused.value.said(en)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, en: Language) -> None:
    file = tmp_path / "response.xml"
    writing.save(file, b"whole")
    assert file.read_bytes() == b"whole"
    with pytest.raises(KideskError) as refused:
        writing.save(tmp_path / "no folder" / "response.xml", b"x")
    assert "could not be written" in refused.value.said(en)
    assert list(tmp_path.iterdir()) == [file]
