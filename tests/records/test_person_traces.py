"""Person traces: however a name, an address or a number is written, it is found; what is somebody else's is not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.records.identity import Identity
from kidesk.records.person_traces import ERASED, Traces

ANNA = Identity(
    (("Anna Maria", "Öberg-Ek"),), ("anna.oberg@example.org",), ("+46 8 524 800 01",), ("0000-0002-1825-0097",)
).with_short_names()
LETTERS = st.characters(categories=("Lu", "Ll"))
WORD = st.text(LETTERS, min_size=2, max_size=12)
AROUND = st.text(st.characters(categories=("Lu", "Ll", "Nd", "Zs", "Po"), exclude_characters="@+"), max_size=20)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Maria Öberg-Ek",
        "öberg-ek, anna maria",
        "ANNA MARIA OEBERG EK",
        "Anna\u00a0Maria  Öberg-Ek",
        "Anna Maria O\u0308berg-Ek",
        "Anna Öberg-Ek",
        "mötet med (Anna Maria Oberg-Ek)",
        "Anna Maria Öberg-Eks anteckningar",
        "CV_Anna_Maria_Öberg-Ek.pdf",
        "Ännå Marïa Oberg-Ek",
        "anna.oberg@example.org",
        "<ANNA.OBERG@EXAMPLE.ORG>",
        "08-524 800 01",
        "+46 (0)8-52480001",
        "0046 8 524 80001",
        "46852480001",
        "Anna Maria Öberg-Eks besök",
        "Anna-Maria Öberg-Ek’s visit",
        "Anna Maria K. Öberg-Ek",
        "Anna K Öberg-Ek",
        "Öberg-Ek (Anna Maria)",
        "CV_Oberg-Ek_Anna_Maria.pdf",
        "Anna Maria – Öberg-Ek",
        "An\u00adna Maria\u200b Öberg\u00ad-Ek",
        "Anna Maria &Ouml;berg-Ek, &#214;ster",
        "?who=Anna%20Maria%20%C3%96berg-Ek",
        "anna.oberg%40example.org",
        'sagt: "Anna \\u00d6berg-Ek"',
        "https://orcid.org/0000-0002-1825-0097",
    ],
)
def test_the_person_is_found_however_it_is_written(text: str) -> None:
    traces = Traces(ANNA)
    assert traces.found(text)
    assert not traces.found(traces.erased(text))
    assert traces.erased(text).count(ERASED) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Anna",
        "Öberg-Ek",
        "Maria Öberg-Ek",
        "Johanna Maria Öberg-Ekman",
        "Ek, Anna Maria; Öberg-Ek, Karl",
        "985248000123",
        "040-52480001",
        "xanna.oberg@example.org.uk",
        "karl-anna.oberg@example.org",
        "Berg Anna Maria; Öberg-Ek Bo",
        "Anna Maria Li Öberg-Ek",
        "Anna Maria Öberg-Eksson",
        "100 % & \u200b=C3",
    ],
)
def test_what_may_be_somebody_else_is_left_alone(text: str) -> None:
    assert Traces(ANNA).erased(text) == text


@pytest.mark.parametrize("filling", [" ", ".", "-", "0 7", "Anna . - ", "&#", "%C3"])
def test_a_page_of_anything_takes_no_long_time(filling: str) -> None:
    assert not Traces(ANNA).found(filling * 100_000)  # what is tried again from each sign would not come to an end


@given(WORD, WORD, AROUND, AROUND)
def test_no_name_outlives_its_erasure(given_name: str, family_name: str, before: str, after: str) -> None:
    traces = Traces(Identity(((given_name, family_name),)))
    for text in (f"{given_name} {family_name}", f"{family_name}, {given_name}"):
        whole = f"{before} {text} {after}"
        assert traces.found(whole)
        assert text not in traces.erased(whole)


@given(AROUND, AROUND, st.sampled_from(["Anna Maria Öberg-Ek\u0301", "O\u0308berg-Ek, Anna", "anna.oberg@example.org"]))
def test_nothing_but_the_person_is_taken_out(before: str, after: str, named: str) -> None:
    assert Traces(ANNA).erased(f"{before}\n{named}\n{after}") == f"{before}\n{ERASED}\n{after}"


@given(
    st.dictionaries(WORD, st.one_of(WORD, st.integers(), st.none(), st.lists(WORD, max_size=3)), max_size=5),
    st.booleans(),
)
def test_json_stays_json_and_keeps_everything_else(content: dict[str, object], is_escaped: bool) -> None:
    cell = json.dumps(content | {"note": "hos Anna Maria Öberg-Ek"}, ensure_ascii=is_escaped)
    assert Traces(ANNA).found(cell)
    assert json.loads(Traces(ANNA).erased(cell)) == content | {"note": f"hos {ERASED}"}


def test_what_somebody_else_has_too_does_not_tell_who_is_meant() -> None:
    others = Identity((("Maria Anna", "Ek-Öberg"),), ("ANNA.OBERG@example.org",), ("08-52480001",))
    alone = ANNA.without(others)
    assert (alone.emails, alone.phones) == ((), ())
    assert alone.others == ANNA.others
    assert not Traces(Identity()).found("Anna Maria Öberg-Ek")


def test_the_first_given_name_alone_tells_nobody_where_a_namesake_is_called_so() -> None:
    alone = ANNA.without(Identity((("Anna", "Öberg-Ek"),)))
    assert Traces(alone).erased("Anna Maria Öberg-Ek and Anna Öberg-Ek") == f"{ERASED} and Anna Öberg-Ek"


def test_a_short_id_is_in_too_many_texts_to_mean_the_person() -> None:
    assert not Traces(Identity(others=("4711",))).found("4711 kronor")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman", "cp865"])
def test_bytes_are_told_in_every_encoding(encoding: str) -> None:
    traces = Traces(ANNA)
    for text in ("Anna Maria Öberg-Ek", "ANNA MARIA ÖBERG-EK", "öberg-ek, anna maria", "anna.oberg@example.org"):
        for around in ("\1{}\2", "“{}”", "9{}9", "({}s)"):
            assert traces.in_bytes(b"\0\1" + around.format(text).encode(encoding, "replace")), text
    for text in ("Anna Ekberg", "Johanna Maria Öberg-Ek", "Anna Maria Öberg-Ekman"):
        assert not traces.in_bytes(text.encode(encoding)), text
