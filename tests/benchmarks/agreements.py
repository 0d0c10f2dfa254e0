"""Generated agreements for measurements: `fill(store, 10_000)` adds as many, alike in every run, with all they need.

They look like a university's: most are in force, partners come back, exchange agreements have conditions both ways and
numbers for some years, and every agreement has the steps that led to its status. Nothing of it is in the history.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from kidesk.records import clock
from kidesk.records.agreement import Agreement, Condition, ExchangeNumber, Party, Signatory, StatusChange
from kidesk.records.agreement_terms import (
    AgreementLevel,
    AgreementStatus,
    AgreementType,
    ExchangeKind,
    NoticeUnit,
    RenewalMode,
    Side,
)
from kidesk.records.organisation import Organisation, OrganisationKind
from kidesk.records.person import Person
from kidesk.records.record import Record, Row
from kidesk.store import search
from kidesk.store.store import Store

GENERATED = "Generated"
_COUNTRIES = ("FI", "NO", "DK", "IS", "DE", "FR", "ES", "IT", "NL", "PL", "GB", "US", "JP", "CN", "AU", "BR", "UG")
_CITIES = ("Norra", "Södra", "Östra", "Västra", "Nya", "Gamla", "Stora", "Lilla", "Övre", "Nedre")
_SUBJECTS = ("0912", "0913", "0915", "0914", "0911", "0923", "0511", "0313")
_EXCHANGES = (AgreementType.ERASMUS_IIA, AgreementType.EXCHANGE, AgreementType.STUDENT_PLACEMENT)
_TYPES = {one: 30 if one == AgreementType.ERASMUS_IIA else 14 if one in _EXCHANGES else 6 for one in AgreementType}
_STATUSES = {one: 2 for one in AgreementStatus} | {
    AgreementStatus.IN_FORCE: 55,
    AgreementStatus.UNDER_RENEWAL: 6,
    AgreementStatus.EXPIRED: 18,
    AgreementStatus.TERMINATED: 5,
    AgreementStatus.SUPERSEDED: 6,
}
_ROUTE = tuple(AgreementStatus)[:6]  # from the idea to being in force


def fill(store: Store, count: int, *, seed: int = 7) -> None:
    """Adds `count` agreements with 400 partners, 40 units and 60 persons, found by search and in Swedish order."""
    with store.change(GENERATED, is_undoable=False) as session:
        made = _Generator(session, random.Random(seed))
        made.fill(count)
        for record in (Organisation, Person, Agreement):
            search.refresh(session, {record: made.ids(record)})
    store.tell(frozenset({Organisation, Person, Agreement}))


class _Generator:
    def __init__(self, session: Session, chance: random.Random) -> None:
        self._session = session
        self._chance = chance
        self._today = clock.today()
        self._made: dict[type[Record], list[int]] = {}

    def ids(self, record: type[Record]) -> set[int]:
        """The ids of the records of a class that were generated."""
        return set(self._made[record])

    def _last(self, row: type[Row]) -> int:
        return self._session.scalar(select(func.max(row.id))) or 0

    def fill(self, count: int) -> None:
        """Writes all rows, table by table."""
        self._partners = self._written(Organisation, list(self._foreign()))
        self._units = self._written(Organisation, list(self._own()))
        self._persons = self._written(Person, list(self._people()))
        agreements = [self._agreement(number) for number in range(count)]
        ids = self._written(Agreement, agreements)
        for part, make in (
            (StatusChange, self._steps),
            (Party, self._parties),
            (Signatory, self._signatories),
            (Condition, self._conditions),
            (ExchangeNumber, self._numbers),
        ):
            rows = [
                {"agreement_id": number} | row
                for number, agreement in zip(ids, agreements, strict=True)
                for row in make(agreement)
            ]
            self._session.execute(insert(part), rows)

    def _written(self, record: type[Record], rows: list[dict[str, Any]]) -> list[int]:
        last, now = self._last(record), clock.now()
        ids = list(range(last + 1, last + len(rows) + 1))
        whole = [{"id": one, "created_at": now, "changed_at": now} | row for one, row in zip(ids, rows, strict=True)]
        if whole:
            self._session.execute(insert(record), whole)
        self._made.setdefault(record, []).extend(ids)
        return ids

    def _foreign(self) -> Iterator[dict[str, Any]]:
        for number in range(400):
            country, city = self._chance.choice(_COUNTRIES), self._chance.choice(_CITIES)
            name = f"{city} universitetet {number}"
            yield {"name_sv": name, "name_en": f"University {number} of {city}", "country": country}

    def _own(self) -> Iterator[dict[str, Any]]:
        above = self._last(Organisation) + 1
        for number in range(40):
            names = {"name_sv": f"Genererad institution {number}", "name_en": f"Generated department {number}"}
            parent = None if number == 0 else above + (number - 1) // 3
            yield names | {"kind": OrganisationKind.OWN_UNIT, "country": "SE", "parent_id": parent}

    def _people(self) -> Iterator[dict[str, Any]]:
        for number in range(60):
            yield {"given_name": self._chance.choice(("Anna", "Bo", "Cilla", "Örjan")), "family_name": f"Prov {number}"}

    def _one(self, weights: dict[Any, int]) -> Any:
        return self._chance.choices(list(weights), list(weights.values()))[0]

    def _agreement(self, number: int) -> dict[str, Any]:
        status, kind = self._one(_STATUSES), self._one(_TYPES)
        began = self._today - dt.timedelta(self._chance.randrange(30, 3000))
        is_over = status in (AgreementStatus.EXPIRED, AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED)
        has_begun = is_over or status in (AgreementStatus.IN_FORCE, AgreementStatus.UNDER_RENEWAL)
        is_open_ended = not is_over and self._chance.random() < 0.15
        age = (self._today - began).days
        length = self._chance.randrange(1, age) if is_over else age + self._chance.randrange(-30, 1800)
        ends = None if is_open_ended else began + dt.timedelta(length)
        terminated = began + dt.timedelta(length // 2) if status == AgreementStatus.TERMINATED else None
        return {
            "title_sv": f"{self._chance.choice(('Utbytesavtal', 'Samarbete', 'Avtal'))} om medicin {number}",
            "title_en": f"{self._chance.choice(('Exchange', 'Cooperation', 'Agreement'))} in medicine {number}",
            "type": kind,
            "level": self._chance.choice(list(AgreementLevel)),
            "status": status,
            "dnr": f"1-{number % 100000}/{began.year}",
            "owner_id": self._chance.choice(self._persons),
            "deputy_id": self._chance.choice([None, *self._persons]),
            "purpose_sv": "Att utbyta studenter, lärare och erfarenheter. " * 3,
            "sent_on": began - dt.timedelta(40) if has_begun else None,
            "signed_own_on": began - dt.timedelta(20) if has_begun else None,
            "signed_partner_on": began - dt.timedelta(10) if has_begun else None,
            "effective_on": began,
            "end_on": ends,
            "is_open_ended": is_open_ended,
            "renewal_mode": self._chance.choice(list(RenewalMode)),
            "notice": self._chance.choice((None, 3, 6)),
            "notice_unit": NoticeUnit.MONTHS,
            "preparation_days": self._chance.choice((None, 90, 180)),
            "termination_effective_on": terminated,
        }

    def _steps(self, agreement: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The route up to its status, a month a step, and at last the status itself."""
        status, began = agreement["status"], agreement["effective_on"]
        route = _ROUTE[: _ROUTE.index(status)] if status in _ROUTE else _ROUTE
        for place, step in enumerate(route):
            on = began - dt.timedelta(30 * (len(_ROUTE) - 1 - place))
            yield {"status": step, "on": on, "explanation": "Enligt beslutsvägen"}
        if status == AgreementStatus.UNDER_RENEWAL:
            ended = self._today
        else:
            ended = agreement["termination_effective_on"] or agreement["end_on"] or self._today
        on = began if status == AgreementStatus.IN_FORCE else ended if status not in _ROUTE else self._today
        yield {"status": status, "on": on, "explanation": "Enligt beslut"}

    def _parties(self, agreement: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield {"organisation_id": self._chance.choice(self._units), "side": Side.OWN}
        for _ in range(self._chance.choice((1, 1, 1, 1, 2, 5))):
            yield {"organisation_id": self._chance.choice(self._partners), "side": Side.PARTNER}

    def _signatories(self, agreement: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for side, key in ((Side.OWN, "signed_own_on"), (Side.PARTNER, "signed_partner_on")):
            if agreement[key] is not None:
                yield {"person_id": self._chance.choice(self._persons), "side": side, "signed_on": agreement[key]}

    def _conditions(self, agreement: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if agreement["type"] in _EXCHANGES:
            for kind in self._chance.sample(list(ExchangeKind), self._chance.choice((1, 1, 2))):
                codes = self._chance.sample(_SUBJECTS, self._chance.choice((1, 2)))
                for pair in self._both_ways():
                    shared = {"kind": kind, "isced_codes": codes, "eqf_levels": ["6", "7"], "language": "en"}
                    years = {"first_year": agreement["effective_on"].year, "last_year": 2027}
                    yield pair | shared | years | {"persons_per_year": self._chance.randrange(1, 6), "duration": 5}

    def _numbers(self, agreement: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if agreement["type"] in _EXCHANGES:
            first = agreement["effective_on"].year
            for year in range(first, min(first + 4, self._today.year)):
                for pair in self._both_ways():
                    yield pair | {"academic_year": year, "persons": self._chance.randrange(0, 6)}

    def _both_ways(self) -> tuple[dict[str, int], dict[str, int]]:
        own, partner = self._chance.choice(self._units), self._chance.choice(self._partners)
        return {"sending_id": own, "receiving_id": partner}, {"sending_id": partner, "receiving_id": own}
