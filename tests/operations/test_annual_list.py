"""The annual list: its three groups against an oracle that walks through the year day by day, and whose list it is."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kidesk.errors import KideskError, UsageError
from kidesk.exchange import tables
from kidesk.i18n import Language
from kidesk.operations import change_unit
from kidesk.operations.annual_list import annual_list, export_annual_list, listed, years
from kidesk.records.agreement import Agreement, Party, StatusChange
from kidesk.records.agreement_terms import AgreementStatus, Side
from kidesk.records.organisation import Names, Organisation
from kidesk.reports.annual_list import AnnualList
from kidesk.store.store import Store
from tests import factory

YEAR = 2025
TODAY = dt.date(2026, 5, 4)
_ONE = dt.timedelta(days=1)
_DRAFTS = {"idea", "in-preparation", "legal-review", "for-decision", "out-for-signature"}
_RUNNING = {"in-force", "under-renewal"}

days = st.one_of(
    st.dates(dt.date(2023, 6, 1), dt.date(2027, 6, 1)),
    st.sampled_from([dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 12, 31), dt.date(2026, 1, 1)]),
)
maybe = st.none() | days


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Agreements with whatever was entered about their time."""
    statuses = draw(st.lists(st.sampled_from(AgreementStatus), min_size=1, max_size=3))
    since = sorted(draw(st.lists(days, min_size=len(statuses), max_size=len(statuses))))
    changes = [StatusChange(status=status, on=on) for status, on in zip(statuses, since, strict=True)]
    keys = ("signed_own_on", "signed_partner_on", "effective_on", "end_on", "termination_effective_on")
    return Agreement(
        status=statuses[-1], status_changes=changes, is_open_ended=draw(st.booleans()), **{k: draw(maybe) for k in keys}
    )


def in_force_on(one: Agreement, day: dt.date) -> bool:
    """Whether an agreement is in force on a day, as a person would tell it from what was entered."""
    status, steps = one.status.value, [(change.status.value, change.on) for change in one.status_changes]
    both = one.signed_own_on is not None and one.signed_partner_on is not None
    ran = [on for name, on in steps if name in _RUNNING]
    if status in _DRAFTS or (status in ("closed", "superseded") and not both and not ran):
        return False
    if one.effective_on is not None:
        if day < one.effective_on:
            return False
    elif one.signed_own_on is not None and one.signed_partner_on is not None:
        if day < one.signed_own_on or day < one.signed_partner_on:
            return False
    elif ran and day < min(ran):
        return False
    has_end = False
    if one.termination_effective_on is not None:
        has_end = True
        if day > one.termination_effective_on:
            return False
    elif one.end_on is not None and not one.is_open_ended:
        has_end = True
        if day > one.end_on:
            return False
    by_status = status in ("superseded", "closed")
    by_status = by_status or (status == "terminated" and one.termination_effective_on is None)
    by_status = by_status or (status == "expired" and not has_end)
    return not (by_status and day >= steps[-1][1])


def both_signed_by(one: Agreement, day: dt.date) -> bool:
    return all(on is not None and on <= day for on in (one.signed_own_on, one.signed_partner_on))


def oracle(one: Agreement, today: dt.date) -> tuple[bool, bool, bool]:
    """Concluded, in force and ended in the year, day by day."""
    year = [dt.date(YEAR, 1, 1) + _ONE * number for number in range(365)]
    passed = [day for day in year if day <= today]
    return (
        any(both_signed_by(one, day) and not both_signed_by(one, day - _ONE) for day in passed),
        any(in_force_on(one, day) for day in passed),
        any(in_force_on(one, day) and not in_force_on(one, day + _ONE) for day in passed if day < today),
    )


def found(one: Agreement, today: dt.date) -> tuple[bool, bool, bool]:
    row = listed(one, YEAR, today)
    return (row.is_concluded, row.was_in_force, row.has_ended) if row is not None else (False, False, False)


def made(status: str, since: dt.date, **values: object) -> Agreement:
    steps = [StatusChange(status=AgreementStatus(status), on=since)]
    return Agreement(status=AgreementStatus(status), status_changes=steps, **values)


@given(agreements(), st.sampled_from([TODAY, dt.date(2025, 12, 31), dt.date(2025, 7, 1), dt.date(2026, 1, 1)]))
@example(made("in-force", dt.date(2024, 1, 1), is_open_ended=True, end_on=dt.date(2025, 6, 1)), TODAY)
@example(made("out-for-signature", dt.date(2025, 1, 1), signed_own_on=dt.date(2025, 2, 1)), TODAY)
@example(made("superseded", dt.date(2025, 1, 1), effective_on=dt.date(2020, 1, 1)), TODAY)
def test_the_groups_are_those_of_a_walk_through_the_year(one: Agreement, today: dt.date) -> None:
    assert found(one, today) == oracle(one, today)


@pytest.mark.parametrize(
    ("one", "groups"),
    [
        # Until further notice, from long before
        (made("in-force", dt.date(2019, 1, 1), is_open_ended=True), (False, True, False)),
        # Terminated early: its own end does not matter
        (
            made(
                "terminated",
                dt.date(2025, 3, 1),
                effective_on=dt.date(2022, 1, 1),
                end_on=dt.date(2027, 1, 1),
                termination_effective_on=dt.date(2025, 9, 30),
            ),
            (False, True, True),
        ),
        # Superseded on New Year's Day: its last day was in the year before
        (made("superseded", dt.date(2026, 1, 1), effective_on=dt.date(2020, 1, 1)), (False, True, True)),
        (made("superseded", dt.date(2025, 1, 1), effective_on=dt.date(2020, 1, 1)), (False, False, False)),
        # Signed by one side only
        (made("out-for-signature", dt.date(2025, 1, 1), signed_own_on=dt.date(2025, 2, 1)), (False, False, False)),
        # The later signature concludes
        (
            made(
                "in-force",
                dt.date(2025, 1, 9),
                signed_own_on=dt.date(2024, 12, 1),
                signed_partner_on=dt.date(2025, 1, 9),
            ),
            (True, True, False),
        ),
        # A draft that was given up was never in force
        (made("closed", dt.date(2025, 6, 1)), (False, False, False)),
    ],
)
def test_some_agreements_in_words(one: Agreement, groups: tuple[bool, bool, bool]) -> None:
    if one.status == AgreementStatus.SUPERSEDED:
        one.status_changes.insert(0, StatusChange(status=AgreementStatus.IN_FORCE, on=dt.date(2020, 1, 1)))
    assert found(one, TODAY) == groups


# Whose list it is


@pytest.fixture
def units(store: Store, freeze: Callable[[dt.date], None]) -> dict[str, Organisation]:
    """A university with two departments, one of which has a unit beneath it, and a partner."""
    freeze(TODAY)
    made = {"university": factory.organisation(store, name_sv="Lärosätet")}
    parents = {"medicine": "university", "surgery": "medicine", "nursing": "university"}
    for name, parent in parents.items():
        made[name] = factory.organisation(store, name_sv=name.title(), kind="own-unit", parent_id=made[parent].id)
    made["partner"] = factory.organisation(store, name_sv="Partnern", country="FI")
    return made


def agreement(store: Store, units: dict[str, Organisation], *own: str, **values: object) -> Agreement:
    """One in force since 2024."""
    parties = [{"organisation_id": units[name].id, "side": "own"} for name in own]
    partner = {"organisation_id": units["partner"].id, "side": "partner"}
    known = {"status": "in-force", "effective_on": dt.date(2024, 1, 1), "parties": [*parties, partner]}
    return factory.agreement(store, **known | values)


def said(annual: AnnualList) -> dict[str | None, list[int]]:
    return {unit.name_sv if unit else None: [one.agreement.id for one in rows] for unit, rows in annual.sections}


def test_a_department_has_its_own_agreements_and_those_of_units_beneath_it(
    store: Store, units: dict[str, Organisation]
) -> None:
    own = agreement(store, units, "university", "medicine")
    beneath = agreement(store, units, "surgery")
    agreement(store, units, "nursing")
    agreement(store, units, "university")
    as_partner = {"organisation_id": units["medicine"].id, "side": "partner"}
    factory.agreement(store, status="in-force", effective_on=dt.date(2024, 1, 1), parties=[as_partner])
    assert said(annual_list(store, units["medicine"].id, YEAR)) == {"Medicine": [own.id, beneath.id]}
    assert said(annual_list(store, units["surgery"].id, YEAR)) == {"Surgery": [beneath.id]}


def test_a_department_is_called_as_it_was_called_in_the_year(store: Store, units: dict[str, Organisation]) -> None:
    agreement(store, units, "surgery")
    change_unit.rename(store, units["surgery"].id, Names("Kirurgcentrum", "Centre of Surgery", ""), dt.date(2026, 3, 1))
    assert list(said(annual_list(store, units["surgery"].id, YEAR))) == ["Surgery"]
    assert list(said(annual_list(store, units["surgery"].id, YEAR + 1))) == ["Kirurgcentrum"]


def test_all_departments_have_a_section_each_and_nothing_is_lost(store: Store, units: dict[str, Organisation]) -> None:
    shared = agreement(store, units, "surgery", "nursing")
    central = agreement(store, units, "university")
    annual = annual_list(store, None, YEAR)
    assert said(annual) == {"Medicine": [shared.id], "Nursing": [shared.id], None: [central.id]}
    assert len(annual.all()) == 2, "shared by two departments, counted once"


def test_sql_leaves_out_nothing_that_the_rules_let_in(store: Store, units: dict[str, Organisation]) -> None:
    chance = random.Random(11)

    def day() -> dt.date | None:
        return dt.date(2023, 1, 1) + _ONE * chance.randrange(1500) if chance.random() < 0.6 else None

    names = ["medicine", "surgery", "nursing", "university"]
    keys = ("signed_own_on", "signed_partner_on", "effective_on", "end_on", "termination_effective_on")
    with store.change("Filled") as session:
        for number in range(400):
            status = chance.choice(list(AgreementStatus))
            step = StatusChange(status=status, on=dt.date(2023, 1, 1) + _ONE * chance.randrange(1500))
            unit = units[chance.choice(names)].id
            session.add(
                Agreement(
                    title_sv=f"Avtal {number}",
                    status=status,
                    status_changes=[step],
                    is_open_ended=chance.random() < 0.3,
                    parties=[Party(organisation_id=unit, side=Side.OWN)],
                    **{key: day() for key in keys},
                )
            )
    rows = store.all(Agreement)
    for year in (2023, 2024, 2025, 2026):
        wanted = {row.id for row in rows if listed(row, year, TODAY) is not None}
        assert {one.agreement.id for one in annual_list(store, None, year).all()} == wanted
        assert wanted


@pytest.mark.parametrize("year", [1899, 2027, -5])
def test_a_year_without_a_list_is_refused(store: Store, units: dict[str, Organisation], year: int) -> None:
    with pytest.raises(UsageError):
        annual_list(store, None, year)


def test_what_is_no_own_unit_is_refused(store: Store, units: dict[str, Organisation]) -> None:
    with pytest.raises(KideskError, match="no own unit"):
        annual_list(store, units["partner"].id, YEAR)
    with pytest.raises(KideskError, match="no record"):
        annual_list(store, 99_999, YEAR)


def test_without_a_year_it_is_the_last_that_is_over(store: Store, units: dict[str, Organisation]) -> None:
    assert annual_list(store, None, None).year == YEAR
    assert list(years(store)) == [2025, 2026]
    agreement(store, units, "nursing", effective_on=dt.date(2021, 1, 1))
    assert years(store) == range(2021, 2027)


def test_the_table_has_a_row_for_each_agreement_of_each_department(
    store: Store, units: dict[str, Organisation], tmp_path: Path
) -> None:
    university, partner = units["university"].id, units["partner"].id
    numbers = [
        {"academic_year": 2024, "sending_id": university, "receiving_id": partner, "persons": 3},
        {"academic_year": 2024, "sending_id": partner, "receiving_id": university, "persons": 5},
        {"academic_year": 2025, "sending_id": partner, "receiving_id": university, "persons": 90},
    ]
    agreement(store, units, "university", "surgery", title_sv="=SUM(A1)", end_on=dt.date(2025, 6, 30), numbers=numbers)
    file = tmp_path / "list.csv"
    assert export_annual_list(store, None, YEAR, language=Language("sv"), output=file).rows == 1
    (line,) = tables.read(file).lines
    assert line.cells["Institution"] == "Medicine"
    assert line.cells["Sista dag i kraft"] == "2025-06-30"
    assert [line.cells[f"{name} under året"] for name in ("Ingångna", "I kraft", "Upphörde")] == ["Nej", "Ja", "Ja"]
    assert (line.cells["Utresande 2024/25"], line.cells["Inresande 2024/25"]) == ("3", "5")
    assert "'=SUM(A1)" in file.read_text("utf-8-sig"), "no formula leaves"
