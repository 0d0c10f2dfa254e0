"""The exchange balance: what counts, whose it is, and what was planned."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kidesk.records.academic_year import year_of
from kidesk.records.agreement import Agreement, Condition, ExchangeNumber, Party, StatusChange
from kidesk.records.agreement_terms import AgreementStatus, ExchangeKind, Side
from kidesk.records.exchange_balance import Tally, balance
from kidesk.records.organisation import Organisation, OrganisationKind

KINDS = list(ExchangeKind)
HOME, UNIT, ATHENS, NAIROBI, CLINIC = range(1, 6)
ORGANISATIONS = {
    number: Organisation(id=number, name_sv=f"O{number}", name_en=f"O{number}", kind=kind)
    for number, kind in (
        (HOME, OrganisationKind.UNIVERSITY),
        (UNIT, OrganisationKind.OWN_UNIT),
        (ATHENS, OrganisationKind.UNIVERSITY),
        (NAIROBI, OrganisationKind.UNIVERSITY),
        (CLINIC, OrganisationKind.HOSPITAL),
    )
}
OWN = {HOME, UNIT}
Row = tuple[int, int, int, ExchangeKind, int]


def agreement(
    numbers: list[Row] | None = None, conditions: list[tuple[Row, int | None]] | None = None, **values: object
) -> Agreement:
    """An agreement in force; numbers are (year, from, to, kind, persons), conditions that with their last year."""
    made = Agreement(id=1, title_sv="A", title_en="A", status=AgreementStatus.IN_FORCE)
    made.parties = [
        Party(organisation=ORGANISATIONS[one], organisation_id=one, side=side)
        for one, side in ((HOME, Side.OWN), (ATHENS, Side.PARTNER), (NAIROBI, Side.PARTNER))
    ]
    made.numbers = [
        ExchangeNumber(
            academic_year=year, sending=ORGANISATIONS[away], receiving=ORGANISATIONS[to], kind=kind, persons=persons
        )
        for year, away, to, kind, persons in numbers or []
    ]
    made.conditions = [
        Condition(
            first_year=year,
            last_year=last,
            sending=ORGANISATIONS[away],
            receiving=ORGANISATIONS[to],
            kind=kind,
            persons_per_year=persons,
        )
        for (year, away, to, kind, persons), last in conditions or []
    ]
    for key, value in values.items():
        setattr(made, key, value)
    return made


STUDIES = ExchangeKind.STUDENT_STUDIES
ends = st.integers(HOME, CLINIC)
rows = st.tuples(st.integers(2018, 2024), ends, ends, st.sampled_from(KINDS[:2]), st.integers(0, 9))
plans = st.tuples(rows, st.one_of(st.none(), st.integers(2018, 2026)))


@given(st.lists(rows, max_size=12), st.lists(plans, max_size=5), st.integers(2017, 2026))
def test_the_balance_is_that_of_an_independent_count(
    numbers: list[Row], conditions: list[tuple[Row, int | None]], until: int
) -> None:
    found = balance([agreement(numbers, conditions)], until)
    expected: Counter[tuple[str, int, int, ExchangeKind]] = Counter()
    counted, aside = set(), 0
    for year, away, to, kind, persons in numbers:
        if (away in OWN) != (to in OWN):
            way, other = ("sent", to) if away in OWN else ("received", away)
            expected[way, other, year, kind] += persons
            counted.add(year)
        else:
            aside += persons
    planned: dict[tuple[str, int, int, ExchangeKind], int] = {}
    watched = [year for year in range(2000, 2050) if counted and (min(counted) <= year <= until or year in counted)]
    for (first, away, to, kind, persons), last in conditions:
        for year in watched:
            if (away in OWN) != (to in OWN) and first <= year and (last is None or year <= last):
                way, other = ("out", to) if away in OWN else ("in", away)
                planned[way, other, year, kind] = planned.get((way, other, year, kind), 0) + persons
    for row in found.rows:
        key = (row.partner.number, row.year, row.kind)
        assert row.tally.sent == expected["sent", *key]
        assert row.tally.received == expected["received", *key]
        assert row.tally.planned_out == planned.get(("out", *key))
        assert row.tally.planned_in == planned.get(("in", *key))
        assert row.tally.difference == row.tally.received - row.tally.sent
    keys = {key[1:] for key in (*(key for key in expected if key[2] in counted), *planned)}
    assert {(row.partner.number, row.year, row.kind) for row in found.rows} == keys
    assert sum(one.persons for one in found.elsewhere) == aside
    for parts in (found.by_year(), found.by_partner()):
        assert sum((tally.sent for tally in parts.values()), 0) == found.total.sent
        assert sum((tally.planned_in or 0 for tally in parts.values()), 0) == (found.total.planned_in or 0)


@given(st.lists(rows, max_size=12), st.lists(plans, max_size=5))
def test_with_one_partner_its_units_count_in_and_others_do_not(
    numbers: list[Row], conditions: list[tuple[Row, int | None]]
) -> None:
    athens = {ATHENS, CLINIC}
    found = balance([agreement(numbers, conditions)], 2024, ORGANISATIONS[ATHENS], athens)
    assert found.total.sent == sum(row[4] for row in numbers if row[1] in OWN and row[2] in athens)
    assert found.total.received == sum(row[4] for row in numbers if row[2] in OWN and row[1] in athens)
    assert {row.partner.number for row in found.rows} <= {ATHENS}
    for one in found.elsewhere:
        assert {one.sending.number, one.receiving.number} & athens


def test_a_plan_without_years_follows_the_agreement() -> None:
    year_less = ((2023, HOME, ATHENS, STUDIES, 4), None)
    one = agreement([(2022, HOME, ATHENS, STUDIES, 1)], [year_less], effective_on=dt.date(2023, 10, 1))
    one.conditions[0].first_year = None
    one.end_on = dt.date(2025, 8, 31)
    planned = {year: tally.planned_out for year, tally in balance([one], 2026).by_year().items()}
    assert planned == {2022: None, 2023: 4, 2024: 4}


def test_what_never_ran_or_was_ended_plans_nothing_more() -> None:
    def planned(**values: object) -> dict[int, int | None]:
        plan = ((2022, HOME, ATHENS, STUDIES, 4), None)
        one = agreement([(2022, HOME, ATHENS, STUDIES, 1)], [plan], **values)
        return {year: tally.planned_out for year, tally in balance([one], 2024).by_year().items()}

    assert planned() == {2022: 4, 2023: 4, 2024: 4}
    assert planned(status=AgreementStatus.FOR_DECISION) == {2022: None}
    assert planned(status=AgreementStatus.CLOSED) == {2022: None}
    assert planned(status=AgreementStatus.TERMINATED, termination_effective_on=dt.date(2023, 9, 1)) == {2022: 4}
    superseded = StatusChange(id=1, status=AgreementStatus.SUPERSEDED, on=dt.date(2024, 1, 1))
    assert planned(status=AgreementStatus.SUPERSEDED, status_changes=[superseded]) == {2022: 4, 2023: 4}


def test_an_academic_year_begins_in_september() -> None:
    assert year_of(dt.date(2026, 8, 31)) == 2025
    assert year_of(dt.date(2026, 9, 1)) == 2026


def test_nothing_planned_is_not_zero_planned() -> None:
    assert Tally(sent=1) + Tally(planned_in=0) == Tally(1, 0, None, 0)
    assert balance([agreement([], [((2022, HOME, ATHENS, STUDIES, 4), None)])], 2025).rows == ()
