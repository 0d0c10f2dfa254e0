"""Academic years: how they are written and read."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.i18n import CODES, Language
from kidesk.records.academic_year import AcademicYear, year_of
from kidesk.records.agreement import Condition
from kidesk.records.field import Unreadable

FIRST = AcademicYear(Condition.first_year, "First academic year")


@given(year=st.integers(1900, 2200), code=st.sampled_from(CODES))
def test_an_academic_year_is_read_however_it_is_written(year: int, code: str) -> None:
    language = Language(code)
    shown = FIRST.format(year, language)
    for text in (shown, str(year), f"{year}/{year + 1}", f" {year} / {(year + 1) % 100:02} ", f"{year}–{year + 1}"):
        assert FIRST.parse(text, language) == year


@given(year=st.integers(1970, 2068), sign=st.sampled_from(["/", "-", "–"]))
def test_two_digits_mean_the_years_around_us(year: int, sign: str) -> None:
    assert FIRST.parse(f"{year % 100:02}{sign}{(year + 1) % 100:02}", Language("sv")) == year


@given(year=st.integers(1900, 2199), last=st.integers(0, 9999))
def test_the_second_year_must_follow_the_first(year: int, last: int) -> None:
    if last != year + 1:
        with pytest.raises(Unreadable):
            FIRST.parse(f"{year}/{last:04}", Language("en"))


def test_it_is_shown_with_two_digits_of_the_second_year(sv: Language) -> None:
    assert [FIRST.format(year, sv) for year in (2026, 1999, 2099, None)] == ["2026/27", "1999/00", "2099/00", ""]
    assert FIRST.plain(Condition(first_year=2026)) == 2026


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026/28", "the year after 2026 is 2027"),
        ("27/26", "the year after 2027 is 2028"),
        ("26", "Write it as 2026/27"),
        ("next year", "Write it as 2026/27"),
        ("2026/", "Write it as 2026/27"),
        ("٢٠٢٦", "Write it as 2026/27"),
        ("2026/27/28", "Write it as 2026/27"),
        ("9" * 5000, "Write it as 2026/27"),
    ],
)
def test_what_is_no_academic_year_is_refused_with_a_sentence(en: Language, text: str, why: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        FIRST.parse(text, en)
    assert why in refusal.value.said(en)


def test_a_year_out_of_bounds_is_a_problem(en: Language) -> None:
    assert [problem.said(en) for problem in FIRST.problems(FIRST.parse("0026/27", en))] == [
        "The number must lie between 1900 and 2200."
    ]


def test_an_academic_year_begins_in_september() -> None:
    assert [year_of(dt.date(2026, month, 1)) for month in (1, 8, 9, 12)] == [2025, 2025, 2026, 2026]
