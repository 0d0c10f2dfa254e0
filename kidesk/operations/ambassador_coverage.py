"""Coverage: which countries have agreements in force, which have ambassadors at work, and where one of them lacks."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

from sqlalchemy import select

from kidesk.records.agreement import Agreement
from kidesk.records.agreement_in_force import was_in_force
from kidesk.records.agreement_rules import partners
from kidesk.records.ambassador import Ambassador
from kidesk.records.ambassador_mandate import is_at_work_on
from kidesk.records.coverage import Country, Coverage
from kidesk.records.organisation import Organisation
from kidesk.store.store import Store

_READ = ("parties", "status_changes")


def ambassador_coverage(store: Store, day: dt.date) -> Coverage:
    """Agreements in force and ambassadors at work on a day by country, by the days of both (`was_in_force`,
    `is_at_work_on`).

    An agreement counts once in each country of its partners, an ambassador once in each country of the mandate. A
    protected identity is counted in no country, since that would tell where the person is.
    """
    agreements: Counter[str] = Counter()
    nowhere = 0
    for one in store.rows(select(Agreement), _READ):
        if was_in_force(one, day, day):
            there = {partner.country for partner in partners(one) if partner.country}
            agreements.update(there)
            nowhere += not there
    at_work = [one for one in store.all(Ambassador) if is_at_work_on(one, day)]
    shown = [one for one in at_work if not one.person.has_protected_identity]
    ambassadors = Counter(country for one in shown for country in set(one.countries))
    groups = _region_groups(store)
    return Coverage(
        day,
        tuple(
            Country(code, groups.get(code, ""), agreements[code], ambassadors[code])
            for code in sorted(agreements.keys() | ambassadors.keys())
        ),
        agreements_nowhere=nowhere,
        ambassadors_nowhere=sum(not one.countries for one in shown),
        protected=len(at_work) - len(shown),
    )


def _region_groups(store: Store) -> dict[str, str]:
    """The region group that most organisations of a country have, as far as any has one."""
    wanted = select(Organisation.country, Organisation.region_group).where(
        Organisation.country != "", Organisation.region_group != ""
    )
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with store.read() as session:
        for country, group in session.execute(wanted):
            found[country][group] += 1
    return {country: min(groups, key=lambda one: (-groups[one], one)) for country, groups in found.items()}
