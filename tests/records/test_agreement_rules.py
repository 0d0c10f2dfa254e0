"""Agreements: state, expiry, the last day to give notice and when to start preparing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import ColumnElement, select

from kidesk.i18n import Language
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement, Condition, Party, Signatory
from kidesk.records.agreement_rules import (
    has_lapsed,
    is_concluded,
    is_current,
    is_expiring,
    is_in_force,
    last_day_to_give_notice,
    notice_day,
    partners,
    problems,
    start_preparing_by,
    state,
    state_today,
)
from kidesk.records.agreement_terms import (
    AgreementState,
    AgreementStatus,
    NoticeUnit,
    Side,
    SignatureMethod,
)
from kidesk.records.organisation import Organisation
from kidesk.store.store import Listing, Store
from tests import factory

TODAY = dt.date(2026, 5, 4)


def _ending(days: int, **values: object) -> Agreement:
    values = {"status": AgreementStatus.IN_FORCE, "end_on": TODAY + dt.timedelta(days=days)} | values
    return Agreement(**values)


# State


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, AgreementState.EXPIRED),
        (0, AgreementState.EXPIRING),
        (90, AgreementState.EXPIRING),
        (91, AgreementState.IN_FORCE),
    ],
)
def test_an_agreement_expires_in_the_90_days_before_its_end(days: int, expected: AgreementState) -> None:
    assert state(_ending(days), TODAY) == expected


def test_an_agreement_until_further_notice_does_not_expire() -> None:
    for days in (-1, 0, 90):
        assert state(_ending(days, is_open_ended=True), TODAY) == AgreementState.IN_FORCE
    assert state(_ending(0, end_on=None), TODAY) == AgreementState.IN_FORCE


def test_a_renewal_under_way_is_not_called_expiring_but_does_expire() -> None:
    assert state(_ending(10, status=AgreementStatus.UNDER_RENEWAL), TODAY) == AgreementState.UNDER_RENEWAL
    assert state(_ending(-1, status=AgreementStatus.UNDER_RENEWAL), TODAY) == AgreementState.EXPIRED


@pytest.mark.parametrize("status", [one for one in AgreementStatus if "force" not in one and "renewal" not in one])
def test_a_decided_status_stands_whatever_the_end(status: AgreementStatus) -> None:
    for days in (-400, 0, 400):
        assert state(_ending(days, status=status), TODAY).value == status.value


def test_every_status_is_a_state_with_the_same_words() -> None:
    for status in AgreementStatus:
        found = AgreementState(status.value)
        assert (found.label, found.tone) == (status.label, status.tone)


def test_the_state_today_follows_the_clock(frozen_day: dt.date) -> None:
    assert frozen_day == TODAY
    assert state_today(_ending(0)) == AgreementState.EXPIRING
    assert state_today(_ending(-1)) == AgreementState.EXPIRED


# Selections


def _agrees(store: Store, condition: ColumnElement[bool], expected: dict[str, bool]) -> None:
    found = {row.title_sv for row in store.rows(select(Agreement).where(condition))}
    assert {title: title in found for title in expected} == expected


@pytest.fixture
def titled(store: Store) -> Store:
    """Agreements called by the days to their end, and some ended otherwise."""
    for days in (-366, -1, 0, 90, 91):
        end = TODAY + dt.timedelta(days=days)
        factory.agreement(store, title_sv=str(days), status=AgreementStatus.IN_FORCE, end_on=end)
    old = dt.date(2020, 1, 1)
    factory.agreement(store, title_sv="open", status=AgreementStatus.IN_FORCE, is_open_ended=True, end_on=old)
    factory.agreement(store, title_sv="endless", status=AgreementStatus.IN_FORCE)
    factory.agreement(store, title_sv="idea", end_on=old)
    factory.agreement(store, title_sv="unknown", status=AgreementStatus.EXPIRED)
    factory.agreement(
        store,
        title_sv="terminated",
        status=AgreementStatus.TERMINATED,
        end_on=dt.date(2030, 1, 1),
        termination_effective_on=TODAY - dt.timedelta(days=30),
    )
    return store


def test_the_selections_agree_with_the_state(titled: Store) -> None:
    rows = titled.all(Agreement)
    expiring = {row.title_sv: state(row, TODAY) == AgreementState.EXPIRING for row in rows}
    _agrees(titled, is_expiring(TODAY), expiring)
    running = (AgreementState.IN_FORCE, AgreementState.EXPIRING)
    _agrees(titled, is_in_force(TODAY), {row.title_sv: state(row, TODAY) in running for row in rows})
    ended = (AgreementState.EXPIRED, AgreementState.TERMINATED)
    _agrees(titled, has_lapsed(TODAY), {row.title_sv: state(row, TODAY) in ended for row in rows})


def test_what_lapsed_within_twelve_months_is_still_current(titled: Store) -> None:
    shown = {"-1": True, "0": True, "91": True, "open": True, "endless": True, "unknown": True, "terminated": True}
    _agrees(titled, is_current(TODAY), shown | {"-366": False, "idea": False})


def test_twelve_months_are_counted_to_the_day(store: Store) -> None:
    for day in (3, 4):
        end = dt.date(2025, 5, day)
        factory.agreement(store, title_sv=str(day), status=AgreementStatus.IN_FORCE, end_on=end)
    _agrees(store, is_current(TODAY), {"3": False, "4": True})


# Notice

DAYS, MONTHS, YEARS = NoticeUnit.DAYS, NoticeUnit.MONTHS, NoticeUnit.ACADEMIC_YEARS


@pytest.mark.parametrize(
    ("end", "notice", "unit", "last"),
    [
        (dt.date(2026, 12, 31), 30, DAYS, dt.date(2026, 12, 1)),
        (dt.date(2024, 3, 1), 1, DAYS, dt.date(2024, 2, 29)),
        (dt.date(2023, 3, 1), 1, DAYS, dt.date(2023, 2, 28)),
        (dt.date(2026, 12, 31), 0, DAYS, dt.date(2026, 12, 31)),
        (dt.date(2026, 12, 31), 6, MONTHS, dt.date(2026, 6, 30)),
        (dt.date(2024, 8, 31), 6, MONTHS, dt.date(2024, 2, 29)),
        (dt.date(2023, 8, 31), 6, MONTHS, dt.date(2023, 2, 28)),
        (dt.date(2024, 2, 29), 12, MONTHS, dt.date(2023, 2, 28)),
        (dt.date(2026, 9, 1), 1, YEARS, dt.date(2025, 9, 1)),
        (dt.date(2026, 9, 2), 1, YEARS, dt.date(2025, 9, 1)),
        (dt.date(2026, 8, 31), 1, YEARS, dt.date(2025, 9, 1)),
        (dt.date(2026, 8, 30), 1, YEARS, dt.date(2024, 9, 1)),
        (dt.date(2026, 12, 31), 1, YEARS, dt.date(2025, 9, 1)),
        (dt.date(2026, 6, 30), 2, YEARS, dt.date(2023, 9, 1)),
        (dt.date(2026, 6, 30), 0, YEARS, dt.date(2026, 6, 30)),
    ],
)
def test_the_last_day_to_give_notice(end: dt.date, notice: int, unit: NoticeUnit, last: dt.date) -> None:
    assert last_day_to_give_notice(end, notice, unit) == last
    assert notice_day(Agreement(end_on=end, notice=notice, notice_unit=unit)) == last


@pytest.mark.parametrize("unit", list(NoticeUnit))
def test_without_an_end_or_a_period_there_is_no_last_day(unit: NoticeUnit) -> None:
    assert last_day_to_give_notice(None, 3, unit) is None
    assert last_day_to_give_notice(TODAY, None, unit) is None


@given(st.dates(), st.integers(0, 10**12), st.sampled_from(NoticeUnit))
def test_a_notice_period_of_any_length_gives_a_day_by_the_end_or_none(
    end: dt.date, notice: int, unit: NoticeUnit
) -> None:
    last = last_day_to_give_notice(end, notice, unit)
    assert last is None or last <= end


@given(st.dates(dt.date(1950, 1, 1), dt.date(2200, 1, 1)), st.integers(0, 20), st.sampled_from(NoticeUnit))
def test_a_longer_notice_is_never_later(end: dt.date, notice: int, unit: NoticeUnit) -> None:
    shorter, longer = (last_day_to_give_notice(end, length, unit) for length in (notice, notice + 1))
    assert shorter is not None
    assert longer is not None
    assert longer <= shorter


# Preparation


def test_preparing_starts_before_the_last_day_to_give_notice() -> None:
    agreement = _ending(0, end_on=dt.date(2026, 12, 31), notice=6, preparation_days=90)
    assert start_preparing_by(agreement) == dt.date(2026, 4, 1)


def test_without_a_notice_period_preparing_starts_before_the_end() -> None:
    assert start_preparing_by(_ending(0, end_on=dt.date(2026, 12, 31), preparation_days=30)) == dt.date(2026, 12, 1)


def test_there_is_nothing_to_prepare_without_an_end_or_a_time() -> None:
    assert start_preparing_by(_ending(0)) is None
    assert start_preparing_by(_ending(0, end_on=None, preparation_days=30)) is None
    assert start_preparing_by(_ending(0, is_open_ended=True, preparation_days=30)) is None
    assert start_preparing_by(_ending(0, end_on=dt.date(1, 1, 9), preparation_days=3650)) is None


# Both sides


def test_one_sides_approval_is_not_a_concluded_agreement() -> None:
    for own, partner in ((None, None), (TODAY, None), (None, TODAY)):
        assert not is_concluded(Agreement(signed_own_on=own, signed_partner_on=partner))
    assert is_concluded(Agreement(signed_own_on=TODAY, signed_partner_on=TODAY))


def test_partners_are_the_other_side() -> None:
    own, other = Organisation(name_sv="Own"), Organisation(name_sv="Other")
    parties = [Party(organisation=own, side=Side.OWN), Party(organisation=other, side=Side.PARTNER)]
    assert partners(Agreement(parties=parties)) == [other]


# Problems


def _found(agreement: Agreement) -> dict[str, bool]:
    return {problem.key: problem.is_warning for problem in problems(agreement)}


def test_a_plain_agreement_has_no_problems() -> None:
    assert _found(Agreement(title_sv="A")) == {}


def test_contradictions_stop_and_doubts_do_not() -> None:
    assert _found(Agreement()) == {"title_sv": False}
    assert _found(Agreement(title_en="A", effective_on=TODAY, end_on=dt.date(2020, 1, 1))) == {"end_on": False}
    assert _found(Agreement(title_en="A", is_open_ended=True, end_on=TODAY)) == {"end_on": True}
    assert _found(Agreement(title_en="A", status=AgreementStatus.IN_FORCE)) == {"status": True}
    assert _found(Agreement(title_en="A", dnr="?")) == {"dnr": True}
    agreement = Agreement(title_en="A")
    agreement.parent = agreement
    assert _found(agreement) == {"parent_id": False}
    conditions = [Condition(first_year=2026, last_year=2025)]
    assert _found(Agreement(title_en="A", conditions=conditions)) == {"conditions": False}


def test_signatures_of_two_kinds_on_one_document_are_pointed_out() -> None:
    signatories = [Signatory(method=method) for method in SignatureMethod]
    assert _found(Agreement(title_en="A", signatories=signatories)) == {"signatories": True}
    assert _found(Agreement(title_en="A", signatories=signatories[:1] * 2)) == {}


def test_a_list_shows_and_orders_by_the_day_an_agreement_stops_in_fact(store: Store) -> None:
    days = {"end_on": dt.date(2030, 1, 1)}
    ended = factory.agreement(store, termination_effective_on=dt.date(2025, 5, 1), **days)
    runs, evergreen = factory.agreement(store, **days), factory.agreement(store, is_open_ended=True, **days)
    listing = Listing(AGREEMENTS, order="ends_on", is_descending=True)
    assert list(store.ids(listing, Language("en")))[:2] == [runs.id, ended.id]
    field = AGREEMENTS.field("ends_on")
    assert [field.text(one, Language("en")) for one in (ended, runs, evergreen)] == ["1 May 2025", "1 Jan 2030", ""]
    assert "ends_on" in AGREEMENTS.columns
