"""Languages: dates, numbers, countries, and the order of words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCollator, QLocale

from kidesk.i18n import CODES, Language, country_codes, fold, sort_key

# Words


def test_a_message_without_a_translation_is_said_as_it_is(sv: Language) -> None:
    assert sv.text("Zebra {not a placeholder}") == "Zebra {not a placeholder}"
    assert sv.text("") == ""


def test_what_people_wrote_is_never_taken_for_a_placeholder(en: Language) -> None:
    assert en.text("“{text}” is not a date.", text="{text} {0}") == "“{text} {0}” is not a date."


def test_a_plural_follows_its_number(en: Language) -> None:
    assert en.plural("{count} record", "{count} records", 1) == "1 record"
    assert en.plural("{count} record", "{count} records", 1200) == "1,200 records"


def test_only_the_two_languages_exist() -> None:
    with pytest.raises(ValueError, match="fi"):
        Language("fi")
    assert Language("sv") == Language("sv") != Language("en")
    assert len({Language(code) for code in (*CODES, *CODES)}) == 2


# Dates


@pytest.mark.parametrize(
    ("day", "swedish", "english"),
    [
        (dt.date(2026, 11, 5), "5 nov. 2026", "5 Nov 2026"),
        (dt.date(2024, 2, 29), "29 feb. 2024", "29 Feb 2024"),
        (dt.date(2026, 5, 31), "31 maj 2026", "31 May 2026"),
        (None, "", ""),
    ],
)
def test_dates_are_written_as_each_language_does(
    sv: Language, en: Language, day: dt.date | None, swedish: str, english: str
) -> None:
    assert (sv.day(day), en.day(day)) == (swedish, english)


def test_moments_show_the_time_in_24_hours(sv: Language, en: Language) -> None:
    moment = dt.datetime(2026, 11, 5, 15, 7)
    assert (sv.moment(moment), en.moment(moment)) == ("5 nov. 2026 15:07", "5 Nov 2026 15:07")
    assert (sv.month(moment.date()), en.month(moment.date())) == ("nov.", "Nov")


# Numbers


def test_numbers_have_the_separators_of_the_language(sv: Language, en: Language) -> None:
    assert sv.number(53255000) == "53\xa0255\xa0000"
    assert en.number(53255000) == "53,255,000"
    assert (sv.number(Decimal("1234.5")), en.number(Decimal("1234.5"))) == ("1\xa0234,5", "1,234.5")


@given(st.decimals(-(10**11), 10**11, places=2), st.sampled_from(CODES))
def test_a_number_is_read_as_it_was_written(number: Decimal, code: str) -> None:
    language = Language(code)
    assert language.read_number(language.number(number)) == number


@pytest.mark.parametrize(
    ("typed", "swedish", "english"),
    [
        ("1 234,5", "1234.5", "1234.5"),
        ("1\u202f234,5", "1234.5", "1234.5"),
        ("1.5", "1.5", "1.5"),
        ("1,5", "1.5", "1.5"),
        ("53,255,000", "53255000", "53255000"),
        ("53.255.000", "53255000", "53255000"),
        ("1.234,56", "1234.56", "1234.56"),
        ("1,234.56", "1234.56", "1234.56"),
        ("1,234", "1.234", "1234"),
        ("-5", "-5", "-5"),
        ("−5", "-5", "-5"),
        ("+7", "7", "7"),
        (" 7 ", "7", "7"),
        (",5", "0.5", "0.5"),
    ],
)
def test_a_typed_number_may_have_either_languages_separators(
    sv: Language, en: Language, typed: str, swedish: str, english: str
) -> None:
    assert (sv.read_number(typed), en.read_number(typed)) == (Decimal(swedish), Decimal(english))


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", ",", "one", "NaN", "Infinity", "1e9", "1_000", "1,2,3", "1.2.3", "12 34", "1 2", "--1", "1-"],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    for code in CODES:
        with pytest.raises(ValueError, match="number"):
            Language(code).read_number(typed)


# Countries


@pytest.mark.parametrize(
    ("code", "swedish", "english"),
    [("SE", "Sverige", "Sweden"), ("GB", "Storbritannien", "United Kingdom"), ("TW", "Taiwan", "Taiwan")],
)
def test_countries_have_their_names(sv: Language, en: Language, code: str, swedish: str, english: str) -> None:
    assert (sv.country(code), en.country(code)) == (swedish, english)


def test_no_country_is_empty_and_an_unknown_one_is_shown_as_it_is(sv: Language) -> None:
    assert (sv.country(None), sv.country(""), sv.country("Q9")) == ("", "", "Q9")


def test_the_countries_are_those_of_iso_3166() -> None:
    assert 240 <= len(country_codes()) <= 260
    assert {"SE", "NO", "US", "XK"} <= set(country_codes())
    assert "EU" not in country_codes()


def test_languages_have_their_names(sv: Language, en: Language) -> None:
    assert (sv.language_name("de"), en.language_name("de"), en.language_name("xx-none")) == (
        "tyska",
        "German",
        "xx-none",
    )


# The order of words

NAMES = (
    "Abo Akademi",
    "Ekonomihögskolan",
    "Élysée",
    "Universität Wien",
    "Uppsala universitet",
    "Wien",
    "Vrije Universiteit",
    "Yale",
    "Zürich",
    "Åbo Akademi",
    "Älvsborg",
    "Ærø",
    "Örebro universitet",
    "Øresund",
    "örebro",
    "Zagreb",
    "Lund",
    "lund",
    "Lunds universitet",
)


def _swedish_order() -> QCollator:
    return QCollator(QLocale("sv_SE"))


def test_names_stand_in_the_order_qt_gives_them() -> None:
    order = _swedish_order()
    for one in NAMES:
        for other in NAMES:
            assert (sort_key(one) < sort_key(other)) == (order.compare(one, other) < 0), f"{one} / {other}"


def test_the_swedish_letters_stand_last() -> None:
    assert sorted("öåzäyawv", key=sort_key) == list("avwyzåäö")


_LETTERS = st.text("aeouyvwzåäöéüæøAEVZÅÄÖÉ", max_size=6)


@given(_LETTERS, _LETTERS)
def test_words_stand_in_the_order_qt_gives_them(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) == (_swedish_order().compare(one, other) < 0)


@given(st.text(max_size=20), st.text(max_size=20))
def test_different_texts_have_different_keys(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)


# Folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Örebro", "orebro"),
        ("ØRSTED", "orsted"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Ærø", "aero"),
        ("İstanbul", "istanbul"),
        ("Þórr", "thorr"),
        ("Öre\u00adbro\u200b \u202aX\ufeff", "orebro x"),
        ("日本", "日本"),
    ],
)
def test_folding_leaves_no_case_and_no_accent(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
