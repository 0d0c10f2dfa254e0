"""Rules of several kinds of record: names, order of dates, registration numbers, addresses, months."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement
from kidesk.records.organisation import ORGANISATIONS, Organisation
from kidesk.records.record import Row
from kidesk.records.record_type import RecordType
from kidesk.records.rules import in_order, months_before, named, registration_number, web_address


@pytest.mark.parametrize("number", ["1-779/2022", "12-1/1999", "3-54321/2026", ""])
def test_a_usual_registration_number_is_taken_without_a_word(number: str) -> None:
    assert not list(registration_number(Agreement(dnr=number), "dnr"))


@pytest.mark.parametrize("number", ["779/2022", "1-779-2022", "1-779/22", "V 2022/17", "1-779/2022 ", "123-1/2022"])
def test_an_unusual_registration_number_is_pointed_out_and_kept(number: str) -> None:
    (problem,) = registration_number(Agreement(dnr=number), "dnr")
    assert problem.is_warning
    assert problem.details == {"number": number}


@pytest.mark.parametrize(
    ("record_type", "chain"),
    [*((ORGANISATIONS, chain) for chain in ("parent", "successor", "predecessor")), (AGREEMENTS, "parent")],
)
def test_a_chain_of_records_does_not_lead_back_to_its_start(record_type: RecordType, chain: str) -> None:
    def keys(row: Row) -> list[str]:
        return [problem.key for problem in record_type.problems(row) if problem.key == f"{chain}_id"]

    first, second, third = (record_type.record() for _ in range(3))
    for row, other in ((first, second), (second, third)):
        setattr(row, chain, other)
    assert keys(first) == []
    setattr(third, chain, second)  # a ring that stands there already ends the walk
    assert keys(first) == []
    assert keys(second) == [f"{chain}_id"]


@pytest.mark.parametrize(
    "address", ["", "https://ki.se", "http://example.org/a?b=c#d", "HTTPS://EXAMPLE.ORG/", "https://åäö.example/ö"]
)
def test_web_addresses_of_http_are_taken(address: str) -> None:
    assert not list(web_address(Organisation(website=address), "website"))


@pytest.mark.parametrize(
    "address",
    [
        "ki.se",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//host/share",
        "C:\\x.exe",
        "smb://host/x",
        "https://",
        "https://user@host/",
        "https://a b",
        "https://a.b/c d",
        "https://a.b/c\nd",
        "data:text/html,x",
        " https://ki.se",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    (problem,) = web_address(Organisation(website=address), "website")
    assert not problem.is_warning


@pytest.mark.parametrize(
    ("swedish", "english", "is_named"), [("A", "", True), ("", "A", True), ("", "", False), (" ", "\t", False)]
)
def test_a_name_in_one_language_is_enough(swedish: str, english: str, is_named: bool) -> None:
    row = Organisation(name_sv=swedish, name_en=english)
    assert [problem.key for problem in named(row, "name", "Name it.")] == ([] if is_named else ["name_sv"])
    assert not list(ORGANISATIONS.problems(Organisation(name_local="Local")))


def test_an_end_before_the_start_is_refused_and_one_day_is_a_period() -> None:
    first, last = dt.date(2026, 1, 1), dt.date(2026, 1, 2)
    for start, end, is_wrong in (
        (last, first, True),
        (first, last, False),
        (first, first, False),
        (None, first, False),
        (first, None, False),
    ):
        row = Organisation(valid_from=start, valid_until=end)
        assert bool(list(in_order(row, "valid_from", "valid_until"))) is is_wrong


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (dt.date(2026, 5, 31), 1, dt.date(2026, 4, 30)),
        (dt.date(2024, 3, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2023, 3, 31), 1, dt.date(2023, 2, 28)),
        (dt.date(2024, 2, 29), 12, dt.date(2023, 2, 28)),
        (dt.date(2024, 2, 29), 48, dt.date(2020, 2, 29)),
        (dt.date(2026, 1, 15), 1, dt.date(2025, 12, 15)),
        (dt.date(2026, 12, 31), 6, dt.date(2026, 6, 30)),
        (dt.date(2026, 12, 31), 0, dt.date(2026, 12, 31)),
        (dt.date(9999, 12, 31), 0, dt.date(9999, 12, 31)),
    ],
)
def test_months_before_a_day_end_on_the_months_last_day_at_most(day: dt.date, months: int, before: dt.date) -> None:
    assert months_before(day, months) == before


@given(st.dates(dt.date(1000, 1, 1)), st.integers(0, 1200))
def test_months_are_counted_back_month_by_month(day: dt.date, months: int) -> None:
    before = months_before(day, months)
    assert (day.year - before.year) * 12 + day.month - before.month == months
    assert before.day <= day.day
    if before.day < day.day:
        assert (before + dt.timedelta(days=1)).day == 1
