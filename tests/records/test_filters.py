"""Filters: for random agreements and random filters, SQL finds exactly what plain Python finds; bad ones are told."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.records import AGREEMENTS, PERSONS, RECORD_TYPES, clock
from kidesk.records.agreement import Agreement, Condition, Party, StatusChange
from kidesk.records.agreement_filters import AGREEMENT_FILTERS
from kidesk.records.agreement_rules import state
from kidesk.records.agreement_terms import AgreementLevel, AgreementState, AgreementStatus, AgreementType, Side
from kidesk.records.field import Unreadable
from kidesk.records.organisation import Organisation, OrganisationKind
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.store.store import Listing, Store
from tests import factory

COUNTRIES = ("FI", "NO", "JP", "")
CODES = ("0912", "0911", "0913", "0111", "1091", "091", '"0912', "09%2", "")
HAS_RUN = {"in-force", "under-renewal", "expired", "terminated", "superseded"}
each_type = pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda one: one.key)


class Register:
    """Random agreements with their partners, units and owners, all in one store and all in memory."""

    def __init__(self, store: Store, seed: int = 4) -> None:
        self.store = store
        self._random = random.Random(seed)
        self.partners = [factory.organisation(store, country=self._any(COUNTRIES)) for _ in range(6)]
        self.units = self._units()
        self.persons = [factory.person(store) for _ in range(3)]
        with store.change("Added") as session:
            session.add_all([self._agreement(number) for number in range(160)])
        self.agreements = store.all(Agreement)

    def _any(self, some: Sequence[Any]) -> Any:
        return self._random.choice(some)

    def _units(self) -> list[Organisation]:
        """A tree of units, three deep."""
        units: list[Organisation] = []
        for place in range(7):
            above = units[(place - 1) // 2].id if place else None
            made = factory.organisation(self.store, kind=OrganisationKind.OWN_UNIT, parent_id=above, country="SE")
            units.append(made)
        return units

    def _day(self) -> dt.date | None:
        """Near the edges that the rules have: today, 90 days on, and the turns of years."""
        today = clock.today()
        edges = (today, today + dt.timedelta(90), dt.date(2025, 1, 1), dt.date(2025, 12, 31), dt.date(2031, 6, 1))
        day: dt.date = self._any(edges)
        return None if self._any((True, False, False)) else day + dt.timedelta(self._any((-400, -1, 0, 1, 30)))

    def _agreement(self, number: int) -> Agreement:
        made = Agreement(
            title_sv=f"Avtal {number}",
            type=self._any(list(AgreementType)),
            level=self._any(list(AgreementLevel)),
            owner_id=self._any([None, *(person.id for person in self.persons)]),
            deputy_id=self._any([None, *(person.id for person in self.persons)]),
            is_open_ended=self._any((True, False, False)),
            **{key: self._day() for key in ("effective_on", "end_on", "signed_own_on", "signed_partner_on")},
            termination_effective_on=self._day() if self._any((True, False, False)) else None,
        )
        for _ in range(self._any((1, 2, 3))):
            status, on = self._any(list(AgreementStatus)), self._day() or clock.today()
            made.status_changes.append(StatusChange(status=status, on=on, explanation="Random"))
        made.status = max(enumerate(made.status_changes), key=lambda step: (step[1].on, step[0]))[1].status
        for _ in range(self._any((0, 1, 2))):
            side = self._any(list(Side))
            made.parties.append(Party(organisation_id=self._any(self.partners + self.units).id, side=side))
        for _ in range(self._any((0, 1, 2))):
            codes = [self._any(CODES) for _ in range(self._any((0, 1, 2)))]
            both = self.partners[0].id, self.units[0].id
            made.conditions.append(Condition(sending_id=both[0], receiving_id=both[1], isced_codes=codes))
        return made

    def values(self, key: str) -> list[str]:
        """Values to filter by, some of which find nothing."""
        known = {
            "country": list(COUNTRIES[:3]),
            "partner": [*map(_number, self.partners), str(10**9)],
            "department": [*map(_number, self.units), str(10**9)],
            "year": ["1800", "2023", "2024", "2025", "2026", "2031", "2200"],
            "isced": ["09", "091", "0912", "0911", "01", "10"],
            "owner": [*map(_number, self.persons), str(10**9)],
        }
        terms = {"type": AgreementType, "level": AgreementLevel, "status": AgreementState}
        return known[key] if key in known else [term.value for term in terms[key]]


def _number(record: Record) -> str:
    return str(record.id)


# The oracle: what each filter means, said without SQL


def _sides(agreement: Agreement, side: Side) -> list[Organisation]:
    return [party.organisation for party in agreement.parties if party.side == side]


def _is_within(register: Register, unit: int | None, wanted: int) -> bool:
    parents = {one.id: one.parent_id for one in register.units}
    while unit is not None and unit != wanted:
        unit = parents.get(unit)
    return unit == wanted


def _was_in_force_on(agreement: Agreement, day: dt.date) -> bool:
    """Whether it was in force on a day, asked of one day at a time."""
    into_force = [step.on for step in agreement.status_changes if step.status in ("in-force", "under-renewal")]
    if agreement.status not in HAS_RUN and not (agreement.status == "closed" and into_force):
        return False
    signed = [one for one in (agreement.signed_own_on, agreement.signed_partner_on) if one]
    began = agreement.effective_on or max(signed, default=None) or min(into_force, default=None)
    if began is not None and day < began:
        return False
    if agreement.termination_effective_on is not None:
        return day <= agreement.termination_effective_on
    if agreement.end_on is not None and not agreement.is_open_ended and day > agreement.end_on:
        return False
    is_over = agreement.status in ("expired", "terminated", "superseded", "closed")
    return not is_over or day <= max(step.on for step in agreement.status_changes)


def _was_in_force_in(agreement: Agreement, year: int) -> bool:
    """By every day on which something can change, and the year's first and last."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    days = [agreement.effective_on, agreement.signed_own_on, agreement.signed_partner_on]
    days += [step.on for step in agreement.status_changes]
    within = [day for day in days if day is not None and first <= day <= last]
    return any(_was_in_force_on(agreement, day) for day in (first, last, *within))


def _oracle(register: Register, key: str, value: str) -> Callable[[Agreement], bool]:
    return {
        "country": lambda one: any(other.country == value for other in _sides(one, Side.PARTNER)),
        "partner": lambda one: int(value) in [other.id for other in _sides(one, Side.PARTNER)],
        "type": lambda one: one.type == value,
        "level": lambda one: one.level == value,
        "status": lambda one: state(one, clock.today()) == value,
        "department": lambda one: any(_is_within(register, u.id, int(value)) for u in _sides(one, Side.OWN)),
        "year": lambda one: _was_in_force_in(one, int(value)),
        "isced": lambda one: any(c.startswith(value) for cond in one.conditions for c in cond.isced_codes),
        "owner": lambda one: int(value) in (one.owner_id, one.deputy_id),
    }[key]


@pytest.fixture(scope="module")
def register(shared_store: Store) -> Register:
    """The same random agreements for all tests."""
    return Register(shared_store)


def _expected(register: Register, filters: Sequence[tuple[str, str]]) -> set[int]:
    keys = {key for key, _ in filters}

    def fits(agreement: Agreement) -> bool:
        return all(any(_oracle(register, *one)(agreement) for one in filters if one[0] == key) for key in keys)

    return {one.id for one in register.agreements if fits(one)}


@settings(max_examples=300)
@given(data=st.data())
def test_sql_finds_what_plain_python_finds(register: Register, data: st.DataObject) -> None:
    keys = st.sampled_from([one.key for one in AGREEMENT_FILTERS])
    pairs = keys.flatmap(lambda key: st.tuples(st.just(key), st.sampled_from(register.values(key))))
    filters = tuple(data.draw(st.lists(pairs, max_size=4)))
    listing = Listing(AGREEMENTS, filters=filters)
    assert set(register.store.ids(listing, Language("sv"))) == _expected(register, filters)
    assert register.store.count(listing) == len(_expected(register, filters))


@pytest.mark.parametrize("key", [one.key for one in AGREEMENT_FILTERS])
def test_each_value_of_each_filter_finds_what_plain_python_finds(register: Register, key: str) -> None:
    found = []
    for value in register.values(key):
        chosen = ((key, value),)
        found.append(set(register.store.ids(Listing(AGREEMENTS, filters=chosen), Language("en"))))
        assert found[-1] == _expected(register, chosen), value
    assert any(0 < len(one) < len(register.agreements) for one in found)


# Filters of all types, and what cannot be used


@each_type
def test_every_value_that_is_offered_can_be_used(record_type: RecordType, shared_store: Store, sv: Language) -> None:
    for one in record_type.filters:
        offered = one.offers(sv)
        for text, said in offered:
            assert one.said(text, sv) == said
            assert one.parse(said, sv) == one.parse(text, sv) == text
        for text, _ in offered[:20] or [("12", ""), ("2026", "")]:
            with contextlib.suppress(Unreadable):
                one.value(text)
                shared_store.count(Listing(record_type, filters=((one.key, text),)))


def test_a_protected_identity_is_not_found_by_where_it_belongs(store: Store, sv: Language) -> None:
    place = factory.organisation(store, country="FI")
    seen = factory.person(store, affiliations=[{"organisation_id": place.id}])
    factory.person(store, affiliations=[{"organisation_id": place.id}], has_protected_identity=True)
    for key, value in (("country", "FI"), ("organisation", str(place.id))):
        assert list(store.ids(Listing(PERSONS, filters=((key, value),)), sv)) == [seen.id]


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("planet", "Mars", "There is no filter “planet” here. Take it away, or choose another."),
        ("country", "ZZ", "The filter “Country” cannot be used. “ZZ” is not a country kidesk knows."),
        ("type", "treaty", "The filter “Type” cannot be used. “treaty” is not one of the choices: mou,"),
        ("partner", "x", "The filter “Partner” cannot be used. “x” is not the number of a record."),
        ("partner", "٣", "“٣” is not the number of a record."),
        ("year", "26", "“26” is not a year. Write it as 2026."),
        ("year", "9999", "“9999” is not a year."),
        ("isced", "09%", "“09%” is not a code of ISCED-F."),
        ("isced", "", "“” is not a code of ISCED-F."),
    ],
)
def test_an_unknown_filter_or_value_is_told_in_a_sentence(
    store: Store, en: Language, key: str, value: str, reason: str
) -> None:
    listing = Listing(AGREEMENTS, filters=((key, value),))
    for ask in (lambda: store.count(listing), lambda: store.ids(listing, en)):
        with pytest.raises(KideskError) as told:
            ask()
        assert reason in told.value.said(en)
