"""Written numbers: every usual way to write one is read, and one that may mean two things is not guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.exchange.written_numbers import TwoWays, decimal_mark, number

SPACES = (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1024", "1024"),
        ("1 024", "1024"),
        ("1\N{NO-BREAK SPACE}024\N{NO-BREAK SPACE}567,5", "1024567.5"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0,123", "0.123"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("\N{MINUS SIGN}3", "-3"),
        ("+7", "7"),
        (".5", "0.5"),
        ("5,", "5"),
    ],
)
def test_a_number_is_read_however_it_is_written(cell: str, value: str) -> None:
    assert number(cell) == Decimal(value)


@pytest.mark.parametrize(
    "cell", ["", "-", "–", "..", "1.234.5", "1,23,456", "1 02", "12 %", "1e5", "NaN", "١٢", "#REF!"]
)
def test_what_is_no_number_is_not_read(cell: str) -> None:
    with pytest.raises(ValueError, match=r".*") as refusal:
        number(cell)
    assert not isinstance(refusal.value, TwoWays)


@pytest.mark.parametrize("cell", ["1,234", "1.234", "-12,345", "999.999"])
def test_what_may_mean_two_numbers_is_not_guessed(cell: str) -> None:
    with pytest.raises(TwoWays):
        number(cell)


def test_the_rest_of_a_column_tells_what_its_signs_mean() -> None:
    assert decimal_mark(["1,234", "12.5", "nothing"]) == "."
    assert number("1,234", ".") == 1234
    assert number("1,234", ",") == Decimal("1.234")
    assert decimal_mark(["1,234", "1.5", "2,5"]) == ""
    assert decimal_mark(["1 234", "17"]) == ""


@given(
    st.lists(st.decimals(-9_999_999, 9_999_999, places=2), min_size=1),
    st.sampled_from([(",", "."), (".", ","), *((space, mark) for space in SPACES for mark in ",.")]),
)
def test_a_column_comes_back_whichever_signs_it_is_written_with(column: list[Decimal], signs: tuple[str, str]) -> None:
    group, mark = signs
    cells = [f"{one:,.2f}".replace(",", "_").replace(".", mark).replace("_", group) for one in column]
    assert [number(cell, decimal_mark(cells)) for cell in cells] == column
