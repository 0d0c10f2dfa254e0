"""Search: what is found however it is spelled, what is not, and an index that follows every change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from kidesk.operations import edit
from kidesk.records import RECORD_TYPES
from kidesk.records.agreement import Agreement
from kidesk.records.membership import Membership
from kidesk.records.organisation import ORGANISATIONS, Organisation
from kidesk.records.person_type import PERSONS
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.store import search
from kidesk.store.check import check
from kidesk.store.store import Listing, Store
from tests import factory


def _found(store: Store, typed: str) -> list[str]:
    return [row.caption("sv") for row in store.find(typed)]


def _holds(store: Store) -> bool:
    """Whether the index is whole; SQLite raises where it does not say what its table says."""
    with store.change("Check") as session:
        session.execute(text("INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)"))
    return not [finding for finding in check(store) if finding.problems]


# Spelling


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Örebro universitet", ["örebro", "OREBRO", "oerebro", "öre", "univ öre", "o"]),
        ("Åbo Akademi", ["åbo", "abo", "aabo", "akademi åb"]),
        ("Västerås", ["vasteras", "Vaesteraas", "vaesterås", "västeraas", "VÄST"]),
        ("Aarhus Universitet", ["aarhus", "Aarh"]),
        ("Århus", ["aarhus", "århus", "arhus"]),
        ("Ærø", ["aero", "ærø", "aeroe"]),
        ("Łódź", ["lodz", "łódź"]),
        ("Straße 7", ["strasse", "straße 7"]),
        ("Université d'Été", ["ete", "d'été", "universite ete"]),
        ("Karolinska Institutet", ["inst karo", "karolinska-institutet", "  karolinska  "]),
        ("日本大学", ["日本"]),
    ],
)
def test_a_name_is_found_however_it_is_spelled(store: Store, name: str, typed: list[str]) -> None:
    factory.organisation(store, name_sv=name, name_en="")
    assert {spelling: _found(store, spelling) for spelling in typed} == {spelling: [name] for spelling in typed}


def test_every_word_must_begin_some_word(store: Store) -> None:
    factory.organisation(store, name_sv="Lunds universitet", name_en="")
    for typed in ("unds", "lund wien", "niversitet"):
        assert _found(store, typed) == []


def test_a_name_that_matches_comes_before_a_note_that_does(store: Store) -> None:
    factory.organisation(store, name_sv="A", notes="Uppsala")
    factory.organisation(store, name_sv="Uppsala")
    factory.organisation(store, name_sv="B", notes="Uppsala")
    assert _found(store, "uppsala")[0] == "Uppsala"
    assert len(_found(store, "uppsala")) == 3
    assert len(store.find("uppsala", limit=2)) == 2


def test_nothing_typed_finds_nothing_and_filters_nothing(store: Store) -> None:
    factory.organisation(store)
    for typed in ("", "  ", "…", "_", '"*"'):
        assert store.find(typed) == []
    assert store.count(Listing(ORGANISATIONS, typed=" ")) == 1
    assert len(store.choices(Organisation, "")) == 1


HOSTILE = (
    *('"', '""', '"a', "a*", "*", "*a", "-a", "a -b", "NOT", "a NOT b", "AND", "OR", "a AND", "NEAR", "NEAR(a b)"),
    *(
        "name:a",
        "{name}: a",
        "^a",
        "(",
        ")",
        "((a)",
        "a)",
        "+a",
        "a + b",
        "'",
        "';--",
        "\\",
        "%",
        "_",
        "a\x00b",
        "\x00",
    ),
    *("\ud800", "a\udfffb", "́", "‮abc", "a" * 100_000, "a " * 10_000, "💥", "ſ", "ß" * 70, ":", "a:b", "--", "/*"),
    *("[a]", "a.b@c", "1-779/2022", "?", "$1", "{", "}", "{0}", "\n\t", "İ", "ﬃ", "½", "²", "\u200b"),
)


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_can_break_a_search(shared_store: Store, typed: str) -> None:
    shared_store.find(typed)
    for record_type in RECORD_TYPES[:2]:
        shared_store.choices(record_type.record, typed)
        shared_store.count(Listing(record_type, typed=typed))


@settings(max_examples=40)
@given(st.text(max_size=30))
def test_what_was_written_is_found_by_its_own_words(shared_store: Store, name: str) -> None:
    name = name.replace("\x00", "")
    if name.strip():
        row = factory.organisation(shared_store, name_sv=name, name_en="")
        if search.query(name) is not None and len(name.split()) <= 12 and name.isascii():
            with shared_store.read() as session:
                assert row.id in {number for _, number in search.find(session, name, 10_000)}


def test_an_underscore_is_no_word() -> None:
    assert search.query("_") is None
    assert search.query("one_two") == search.query("one two")


# Following changes


def test_a_renamed_organisation_is_found_by_its_new_name_wherever_it_is_named(store: Store) -> None:
    organisation = factory.organisation(store, name_sv="Gamla", name_en="")
    factory.agreement(store, title_sv="Avtalet", parties=[{"organisation_id": organisation.id}])
    factory.membership(store, organisation_id=organisation.id)
    factory.person(store, affiliations=[{"organisation_id": organisation.id}])
    assert len(_found(store, "gamla")) == 4
    edit.save(store, ORGANISATIONS, {"name_sv": "Nya"}, number=organisation.id)
    assert _found(store, "gamla") == []
    assert len(_found(store, "nya")) == 4
    store.undo()
    assert len(_found(store, "gamla")) == 4


@pytest.mark.parametrize("name", ["Öland", "olaf", "Åland"])
def test_what_is_named_after_an_organisation_moves_with_it(store: Store, name: str) -> None:
    organisation = factory.organisation(store, name_sv="Oland", name_en="Same")
    other = factory.organisation(store, name_sv="Paris", name_en="")
    for one in (organisation, other):
        factory.membership(store, organisation_id=one.id)
    edit.save(store, ORGANISATIONS, {"name_sv": name}, number=organisation.id)
    expected = [row.order_key for row in store.all(Organisation)]
    assert [row.order_key for row in store.all(Membership)] == expected


def test_an_ambassador_moves_with_the_family_name(store: Store) -> None:
    person = factory.person(store, given_name="Anna Öst", family_name="Berg")
    ambassador = factory.ambassador(store, person_id=person.id)
    edit.save(store, PERSONS, {"given_name": "Anna", "family_name": "Öst Berg"}, number=person.id)
    found = store.get(type(ambassador), ambassador.id)
    assert found is not None
    assert found.order_key.startswith("}st berg anna")


def test_names_that_hang_on_names_follow_along(store: Store) -> None:
    person = factory.person(store, family_name="Gammal")
    ambassador = factory.ambassador(store, person_id=person.id)
    factory.interaction(store, title="Mötet", ambassador_id=ambassador.id)
    assert "Mötet" in _found(store, "gammal")
    edit.save(store, PERSONS, {"family_name": "Nyström"}, number=person.id)
    assert "Mötet" in _found(store, "nystrom")
    assert _found(store, "gammal") == []


def test_what_is_deleted_is_not_found(store: Store) -> None:
    row = factory.organisation(store, name_sv="Borta")
    edit.delete(store, ORGANISATIONS, [row.id])
    assert _found(store, "borta") == []
    store.undo()
    assert _found(store, "borta") == ["Borta"]
    assert _holds(store)


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda one: one.key)
def test_every_word_of_a_record_leads_to_it(store: Store, record_type: RecordType) -> None:
    row: Record = factory.made(store, record_type, **factory.full(store, record_type))
    assert (type(row), row.id) in {(type(one), one.id) for one in store.find(row.caption("en"), 100)}
    if "notes" in record_type.by_key:
        assert [(type(one), one.id) for one in store.find("Ä notes", 100) if type(one) is type(row)] == [
            (type(row), row.id)
        ]
    assert _holds(store)


def test_codes_and_countries_are_words_too(store: Store) -> None:
    factory.organisation(store, name_sv="Wien", country="AT", erasmus_code="A  WIEN20")
    for typed in ("österrike", "austria", "wien20", "lärosäte", "higher-education"):
        assert _found(store, typed) == ["Wien"], typed


def test_an_agreement_is_chosen_by_its_partner(store: Store) -> None:
    partner = factory.organisation(store, name_sv="Wien")
    agreement = factory.agreement(store, parties=[{"organisation_id": partner.id}])
    factory.agreement(store)
    assert [row.id for row in store.choices(Agreement, "wien")] == [agreement.id]


def test_new_records_are_indexed_together(store: Store) -> None:
    with store.change("Import") as session:
        rows = [Organisation(name_sv=f"Ny {number}") for number in range(50)]
        session.add_all(rows)
    assert len(store.find("ny", 100)) == 50
    assert _holds(store)


def test_names_that_begin_with_the_word_come_first(store: Store) -> None:
    factory.organisation(store, name_sv="Nätverket Karta", name_en="")
    wanted = factory.organisation(store, name_sv="Karolinska Institutet", name_en="")
    factory.organisation(store, name_sv="Övrigt", name_en="", notes="Karolinska")
    assert [row.id for row in store.find("kar")][0] == wanted.id
    assert len(store.find("kar")) == 3
    assert len(store.find("kar", limit=1)) == 1


@pytest.mark.parametrize(
    "typed", ["odontologi", "dentistry", "tandlakare", "dental 0911", "sjukvård", "franska", "french"]
)
def test_an_agreement_is_found_by_its_fields_of_education_in_both_languages(store: Store, typed: str) -> None:
    ours, theirs = (factory.organisation(store).id for _ in range(2))
    law = {"sending_id": ours, "receiving_id": theirs, "isced_codes": ["0421"]}
    factory.agreement(store, title_sv="Juristerna", conditions=[law])
    dentistry = law | {"isced_codes": ["0911"], "further_languages": ["fr B2"]}
    factory.agreement(store, title_sv="Med tandläkarna", conditions=[dentistry])
    assert _found(store, typed) == ["Med tandläkarna"]
