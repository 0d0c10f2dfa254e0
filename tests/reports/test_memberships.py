"""The report of the memberships: which year, what was decided and why, who represents, and sums by currency."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kidesk.errors import UsageError
from kidesk.i18n import Language
from kidesk.operations.compose_memberships import compose_memberships
from kidesk.records.membership import Membership, MembershipDecision, runs_on
from kidesk.records.membership_costs import by_decision, by_value, costs, runs_in
from kidesk.reports.content import Cell, Chart, Document, Group, Table, plain
from kidesk.reports.head import Head
from kidesk.store.store import Store
from tests import factory
from tests.conftest import DAY
from tests.reports import sample

pytestmark = pytest.mark.usefixtures("frozen_day")

HEAD = Head("University", "Unit", "#870052", DAY, is_demonstration=False)


def composed(store: Store, year: int | None = None, code: str = "en") -> Document:
    return compose_memberships(store, year, head=HEAD, language=Language(code))


def tables(document: Document) -> list[list[tuple[str, ...]]]:
    """The tables as words."""
    found = [block for block in document.blocks if isinstance(block, Table)]
    return [[_words(row) for row in table.read() if not isinstance(row, Group)] for table in found]


def _words(row: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(" ".join(filter(None, sample.texts(cell))) for cell in row)


def member(store: Store, name: str, **values: object) -> Membership:
    return factory.membership(store, organisation_id=factory.organisation(store, name_en=name).id, **values)


def test_sums_are_by_decision_and_currency(store: Store) -> None:
    member(store, "A", fee=Decimal("100"), currency="SEK", decision="keep", visibility_value=5)
    member(store, "B", fee=Decimal("50.25"), currency="SEK", decision="leave", visibility_value=2)
    member(store, "C", fee=Decimal("7"), currency="EUR", decision="keep", visibility_value=5)
    member(store, "D", decision="keep")
    decided, valued, _ = tables(composed(store))
    assert decided == [
        ("Keep", "3", "7", "100", "1"),
        ("Leave", "1", "", "50.25", "0"),
        ("All memberships", "4", "7", "150.25", "1"),
    ]
    assert valued == [("5", "2", "7", "100", "0"), ("2", "1", "", "50.25", "0"), ("Without a value", "1", "", "", "1")]


def test_a_line_says_who_represents_today_what_was_decided_and_why(store: Store) -> None:
    here, gone = (factory.person(store, given_name=name, family_name="Ek") for name in ("Ann", "Bo"))
    member(
        store,
        "EUA",
        level="university",
        since_on=dt.date(2010, 1, 1),
        fee=Decimal(7100),
        currency="EUR",
        representatives=[
            {"person_id": here.id, "role": "Board"},
            {"person_id": gone.id, "role": "Board", "end_on": dt.date(2026, 1, 1)},
        ],
        reviews=[{"on": dt.date(2026, 3, 1), "decision": "watch", "visibility_value": 3, "reason": "Wait and see"}],
    )
    (line,) = tables(composed(store))[-1]
    assert line == (
        "EUA", "University", "1 Jan 2010", "7,100 EUR", "Ann Ek, Board", "3", "Watch", "Wait and see", "1 Mar 2027",
    )  # fmt: skip


def test_nobody_and_never_are_said(store: Store) -> None:
    member(store, "EUA")
    (line,) = tables(composed(store))[-1]
    assert (line[4], line[8]) == ("Nobody", "Never reviewed")
    assert tables(composed(store, code="sv"))[-1][0][4] == "Ingen"


def test_a_protected_person_is_not_named(store: Store) -> None:
    hidden = factory.person(store, family_name="Hemlig", has_protected_identity=True)
    member(store, "EUA", representatives=[{"person_id": hidden.id, "role": "Board"}])
    assert "Hemlig" not in " ".join(sample.texts(composed(store)))


def test_a_year_has_those_that_ran_in_it(store: Store) -> None:
    member(store, "Old", until_on=dt.date(2024, 1, 1))
    member(store, "New", since_on=dt.date(2025, 12, 31))
    named = {year: [row[0] for row in tables(composed(store, year))[-1]] for year in (2024, 2025)}
    assert named == {2024: ["Old"], 2025: ["New"]}


def test_a_year_without_any_says_so_and_one_ahead_is_refused(store: Store) -> None:
    assert "The university was not a member of anything in the year." in sample.texts(composed(store))
    with pytest.raises(UsageError):
        composed(store, 2027)


def test_the_picture_has_its_words(store: Store) -> None:
    member(store, "EUA", decision="keep")
    (chart,) = (block for block in composed(store).blocks if isinstance(block, Chart))
    assert chart.summary == "1 in all, of which Keep 1 (100%)."
    assert plain(chart.title) == "What the latest reviews came to"


_members = st.lists(
    st.builds(
        Membership,
        fee=st.none() | st.decimals(0, 10**6, places=2),
        currency=st.sampled_from(["SEK", "EUR", "USD"]),
        decision=st.sampled_from(MembershipDecision),
        visibility_value=st.none() | st.integers(1, 5),
    ),
    max_size=12,
)


@given(rows=_members)
def test_groups_always_add_up_to_the_whole_in_each_currency(rows: list[Membership]) -> None:
    whole = costs(rows)
    assert whole.count == len(rows)
    for groups in (by_decision(rows), by_value(rows)):
        parts = list(groups.values())
        assert sum(one.count for one in parts) == whole.count
        assert sum(one.unknown for one in parts) == whole.unknown
        for currency in ("SEK", "EUR", "USD"):
            assert sum((one.sums.get(currency, Decimal(0)) for one in parts), Decimal(0)) == whole.sums.get(
                currency, Decimal(0)
            )


_near = st.none() | st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31))


@given(since=_near, until=_near)
def test_a_membership_runs_in_a_year_when_it_runs_on_a_day_of_it(since: dt.date | None, until: dt.date | None) -> None:
    assume(since is None or until is None or since <= until)
    made = Membership(since_on=since, until_on=until)
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=one) for one in range(365)]
    assert runs_in(made, 2025) == any(runs_on(made, day) for day in days)


def test_what_is_said_of_an_earlier_year_is_said_to_be_of_today(store: Store) -> None:
    member(store, "The network", since_on=dt.date(2020, 1, 1))
    warned = "those that the register has on"
    assert not any(warned in text for text in sample.texts(composed(store)))
    assert any(warned in text for text in sample.texts(composed(store, 2021)))
