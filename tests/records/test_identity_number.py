"""Personal identity numbers are found however they are written, and other numbers are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.i18n import Language
from kidesk.records.identity_number import Certainty, identity_number, identity_problems

SV, EN = Language("sv"), Language("en")
# Skatteverket's own examples and their like, in every way that people and programs write them
SURE = (
    "19811218-9876",
    "811218-9876",
    "811218+9876",
    "18811218+9876",
    "198112189876",
    "19811218 9876",
    "811218 9876",
    "811218 - 9876",
    "1981-12-18-9876",
    "19811218\u00a09876",
    "811218\u20139876",
    "811218\u22129876",
    "811218\u20119876",
    "８１１２１８－９８７６",
    "１９８１１２１８９８７６",
    "٨١١٢١٨-٩٨٧٦",
    "811218\u00ad-9876",
    "8112\u200b18-9876",
    "701063-2391",  # a coordination number: day 3 and 60
    "19701063-2391",
)
# What stands in the register beside them
OTHER = (
    "+46 8 524 800 00",
    "+46 70 123 45 67",
    "070-123 45 67",
    "0701234567",
    "10.1016/j.jinf.2019.04.012",
    "10.1056/NEJMoa2034577",
    "0000-0001-5109-3700",
    "https://orcid.org/0000-0002-1825-0097",
    "202100-2973",  # an organisation number: its third digit is 2 or more
    "556036-0793",
    "SE202100297301",
    "S STOCKHO04",
    "2024-05-06",
    "2024-05-06 1304",
    "20240506",
    "2026-02-30-1234",
    "1-779/2022",
    "KI/2019/000123",
    "2019-1-SE01-KA103-060411",
    "978-91-7676-000-0",
    "9789176760000",
    "811218-9875",  # a check digit that is wrong
    "811318-9878",  # a month that there is not
    "1-811218-9876-2",  # part of a longer number
    "",
)


@pytest.mark.parametrize("number", SURE)
@pytest.mark.parametrize("around", ["{}", "Pnr {}.", "({})", "se {}, ring", "Å\n{}\tÖ"])
def test_a_number_is_found_however_it_is_written(number: str, around: str) -> None:
    assert identity_number(around.format(number)) is Certainty.SURE


@pytest.mark.parametrize("number", OTHER)
def test_other_numbers_are_no_identity_numbers(number: str) -> None:
    assert identity_number(f"Se {number}, tack") is None


def test_ten_digits_alone_may_be_a_phone_number() -> None:
    assert identity_number("8112189876") is Certainty.POSSIBLE
    assert identity_number("8112189876 och 811218-9876") is Certainty.SURE


@pytest.mark.parametrize("text", ["19811218-9876", "8112189876"])
def test_what_is_said_names_the_field_and_does_not_repeat_the_number(text: str) -> None:
    (problem,) = identity_problems("notes", "Notes", f"Ring {text}")
    for language in (SV, EN):
        said = problem.said(language)
        assert language.text("Notes") in said
        assert "9876" not in said
        assert said.endswith(".")
    assert problem.is_warning == (text == "8112189876")


@given(st.text())
def test_any_text_is_looked_at_without_an_error(text: str) -> None:
    identity_number(text)
