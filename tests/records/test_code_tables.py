"""The shipped tables of codes: whole, named in both languages, found by what people type."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk import paths
from kidesk.i18n import CODES, Language
from kidesk.records.agreement import Condition
from kidesk.records.code_tables import COUNTRIES, EQF_LEVELS, ISCED_F, LANGUAGES, LEVELS, SKILLS, CodeTable
from kidesk.records.field import Unreadable
from kidesk.records.fields import Coded

TABLES = {"countries": COUNTRIES, "languages": LANGUAGES, "isced": ISCED_F, "eqf": EQF_LEVELS, "skills": SKILLS}
each_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
SUBJECTS = Coded(Condition.isced_codes, ISCED_F, "ISCED-F codes")
CYCLES = Coded(Condition.eqf_levels, EQF_LEVELS, "EQF levels")
LANGUAGE = Coded(Condition.language, LANGUAGES, "Language")
FURTHER = Coded(Condition.further_languages, SKILLS, "Further languages")


def _fields_of_education() -> list[dict[str, str]]:
    with paths.resource("codes", "isced_f_2013.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The tables


def test_isced_f_has_as_many_fields_as_the_classification_says() -> None:
    """UNESCO counts 11 broad, 29 narrow and 80 detailed fields, beside those that gather what is left."""
    codes = [row["code"] for row in _fields_of_education()]
    assert len(set(codes)) == len(codes)
    named = [code for code in codes if not code.startswith("99")]
    by_length = {length: [code for code in named if len(code) == length] for length in (2, 3, 4)}
    assert len(by_length[2]) == 11
    assert len([code for code in by_length[3] if code[2] not in "089"]) == 29
    assert len([code for code in by_length[4] if code[2] not in "089" and code[3] not in "09"]) == 80
    assert (len(by_length[4]), codes[-1]) == (148, "9999")


def test_every_field_of_education_lies_within_a_wider_one_and_has_its_names() -> None:
    rows = {row["code"]: row for row in _fields_of_education()}
    for code, row in rows.items():
        assert code.isdecimal()
        assert len(code) == 2 or code[:-1] in rows
        assert all(row[language] == row[language].strip() != "" for language in CODES)
    for language in CODES:
        names = [row[language] for code, row in rows.items() if len(code) == 4]
        assert len(set(names)) == len(names)


def test_what_is_left_over_is_numbered_as_the_classification_numbers_it() -> None:
    """A field with only one field in it has no leftovers of its own: there is no 0420 and no 0549."""
    assert {"0000", "0099", "0188", "0910", "0919", "0988", "0999", "1000", "1099"} <= set(ISCED_F.codes)
    assert not {"0420", "0429", "0549", "0739", "0820", "1049", "0199", "0600"} & set(ISCED_F.codes)


def test_the_levels_are_eight_and_swedish_and_english_stand_first_among_languages() -> None:
    assert list(EQF_LEVELS.codes) == [str(level) for level in range(1, 9)]
    assert list(LANGUAGES.codes)[:2] == ["sv", "en"]
    assert {"de", "fr", "zh", "ar", "sma"} <= set(LANGUAGES.codes)


# Reading and writing


@each_table
@pytest.mark.parametrize("code", CODES)
def test_every_code_is_read_as_it_is_shown_and_by_itself(table: CodeTable, code: str) -> None:
    language = Language(code)
    for key in table.codes:
        assert table.code(table.text(key, language), language) == key
        assert table.code(f"  {key.lower()} ", language) == key
    texts = [table.text(key, language) for key in table.codes]
    assert len(set(texts)) == len(texts)


@given(
    codes=st.lists(st.sampled_from(list(ISCED_F.codes)), max_size=6),
    written_in=st.sampled_from(CODES),
    read_in=st.sampled_from(CODES),
)
def test_several_codes_are_read_in_either_language_as_they_were_written(
    codes: list[str], written_in: str, read_in: str
) -> None:
    text = SUBJECTS.format(codes, Language(written_in))
    assert SUBJECTS.parse(text, Language(read_in)) == codes


def test_a_code_is_shown_before_its_name_in_the_readers_language(sv: Language, en: Language) -> None:
    condition = Condition(isced_codes=["0912", "0412"], eqf_levels=["6", "8"], language="de")
    assert SUBJECTS.text(condition, sv) == "0912 Medicin; 0412 Finansiering, bank och försäkring"
    assert SUBJECTS.text(condition, en) == "0912 Medicine; 0412 Finance, banking and insurance"
    assert CYCLES.text(condition, sv) == "6 Grundnivå (kandidat), 8 Forskarnivå (doktor)"
    assert (LANGUAGE.text(condition, sv), LANGUAGE.text(condition, en)) == ("tyska", "German")
    assert SUBJECTS.plain(condition) == ["0912", "0412"]


@pytest.mark.parametrize(
    "typed", ["0911; 0912", "0911, 0912", "0911 Dental studies; medicin", "DENTAL STUDIES;Medicine", "0911\n0912"]
)
def test_fields_of_education_are_typed_by_code_or_name(sv: Language, typed: str) -> None:
    assert SUBJECTS.parse(typed, sv) == ["0911", "0912"]


def test_a_comma_within_a_name_parts_nothing(en: Language) -> None:
    assert SUBJECTS.parse("Finance, banking and insurance", en) == ["0412"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("fr B2", "fr B2"), ("Franska b2", "fr B2"), ("french", "fr"), ("EN c1", "en C1"), ("svenska", "sv")],
)
def test_a_language_is_typed_with_or_without_its_level(sv: Language, typed: str, meant: str) -> None:
    assert FURTHER.parse(typed, sv) == [meant]


def test_a_further_language_is_shown_with_its_level(sv: Language) -> None:
    assert FURTHER.text(Condition(further_languages=["fr B2", "es"]), sv) == "franska B2, spanska"


@given(code=st.sampled_from(list(SKILLS.codes)), level=st.sampled_from(["", *LEVELS]), said_in=st.sampled_from(CODES))
def test_a_language_and_its_level_come_back(code: str, level: str, said_in: str) -> None:
    skill = f"{code} {level}".strip()
    assert SKILLS.code(SKILLS.text(skill, Language(said_in)), Language(said_in)) == skill


# Codes nobody knows

HOSTILE = ["0420", "091", "9", "<b>", "0912\x00", "=1+1", "0912;", "ⅷ", "٠٩١٢", "x" * 5000, "de-AT", " ", "%s {text}"]


@pytest.mark.parametrize("code", HOSTILE)
@each_table
def test_a_code_that_is_not_in_the_table_is_shown_as_it_is(table: CodeTable, code: str, sv: Language) -> None:
    if code not in table.codes:
        assert table.text(code, sv) == code
        assert table.words(code) in (code, code.partition(" ")[0])


@pytest.mark.parametrize("typed", ["0420", "091", "Hälsa och välfärd", "<b>", "0912 Odontologi", "0912 x"])
def test_a_field_of_education_that_does_not_exist_is_refused_with_a_sentence(sv: Language, typed: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        SUBJECTS.parse(typed, sv)
    assert f"”{typed}” är inte ett område i ISCED-F 2013." in refusal.value.said(sv)


@pytest.mark.parametrize(("field", "typed"), [(CYCLES, "9"), (LANGUAGE, "dothraki"), (FURTHER, "fr B3")])
def test_other_unknown_codes_are_refused_by_name(en: Language, field: Coded, typed: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        field.parse(typed, en)
    assert typed in refusal.value.said(en)


@each_table
@given(typed=st.text(max_size=30), said_in=st.sampled_from(CODES))
def test_whatever_is_typed_is_searched_without_a_fault(table: CodeTable, typed: str, said_in: str) -> None:
    language = Language(said_in)
    found = table.found(typed, language)
    assert len(set(found)) == len(found)
    assert all(table.code(code, language) == code for code in found)
    assert all(part == part.strip() != "" for part in table.parted(typed, language))


# Finding


def _found(typed: str, language: Language) -> list[str]:
    return ISCED_F.found(typed, language)


def test_the_beginning_of_a_code_shows_all_within_it(sv: Language) -> None:
    assert _found("091", sv) == ["0910", "0911", "0912", "0913", "0914", "0915", "0916", "0917", "0919"]
    assert _found("", sv) == list(ISCED_F.codes)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("odont", "0911"),
        ("dentistry", "0911"),
        ("tandlakare", "0911"),
        ("medicin", "0912"),
        ("Medicine", "0912"),
        ("barnmorska", "0913"),
        ("physio", "0915"),
        ("vård omsorg äldre", "0921"),
        ("statistics", "0542"),
    ],
)
def test_a_field_of_education_is_found_by_words_of_either_language(
    sv: Language, en: Language, typed: str, first: str
) -> None:
    for language in (sv, en):
        assert _found(typed, language)[0] == first


def test_words_of_a_group_find_what_lies_within_it(sv: Language) -> None:
    assert {"0912", "0916"} <= set(_found("hälso- och sjukvård", sv))
    assert "0912" in _found("sjukvard", sv)


def test_the_wanted_code_itself_stands_first(en: Language, sv: Language) -> None:
    assert COUNTRIES.found("se", en)[0] == "SE"
    assert LANGUAGES.found("en", sv)[0] == "en"
    assert COUNTRIES.found("germany", sv)[0] == "DE"
    assert _found("...", sv) == []


def test_levels_are_offered_after_a_language(sv: Language) -> None:
    assert SKILLS.found("franska", sv)[:4] == ["fr", "fr A1", "fr A2", "fr B1"]
    assert SKILLS.found("franska b", sv)[:2] == ["fr B1", "fr B2"]
