"""Coverage: agreements in force and ambassadors at work by country, and the gaps both ways."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kidesk.i18n import Language
from kidesk.operations.ambassador_coverage import ambassador_coverage
from kidesk.records.agreement_terms import AgreementStatus, Side
from kidesk.records.ambassador import AmbassadorStage
from kidesk.records.coverage import Country, CoverageOrder, Gap
from kidesk.store.store import Store
from tests import factory

ONE_DAY = dt.timedelta(days=1)


def in_force(store: Store, *countries: str, **values: Any) -> None:
    partners = [factory.organisation(store, country=country).id for country in countries]
    parties = [{"side": Side.PARTNER, "organisation_id": number} for number in partners]
    factory.agreement(store, **({"status": AgreementStatus.IN_FORCE, "parties": parties} | values))


def at_work(store: Store, *countries: str, **values: Any) -> None:
    factory.ambassador(store, **({"stage": AmbassadorStage.ACTIVE, "countries": list(countries)} | values))


def counted(store: Store, day: dt.date) -> dict[str, tuple[int, int, Gap]]:
    return {one.code: (one.agreements, one.ambassadors, one.gap) for one in ambassador_coverage(store, day).countries}


def test_gaps_are_seen_both_ways(store: Store, frozen_day: dt.date) -> None:
    in_force(store, "JP")
    in_force(store, "JP", "JP", "NO")
    at_work(store, "NO", "KE")
    at_work(store, "KE")
    assert counted(store, frozen_day) == {
        "JP": (2, 0, Gap.NO_AMBASSADOR),
        "KE": (0, 2, Gap.NO_AGREEMENT),
        "NO": (1, 1, Gap.NONE),
    }


def test_the_days_decide_and_not_what_is_called_in_force_or_active(store: Store, frozen_day: dt.date) -> None:
    in_force(store, "JP", end_on=frozen_day - ONE_DAY)
    in_force(store, "NO", end_on=frozen_day)
    in_force(store, "FI", status=AgreementStatus.IN_PREPARATION)
    at_work(store, "KE", end_on=frozen_day - ONE_DAY)
    at_work(store, "UG", stage=AmbassadorStage.PAUSED)
    at_work(store, "TZ", start_on=frozen_day, end_on=frozen_day)
    assert set(counted(store, frozen_day)) == {"NO", "TZ"}


def test_what_has_no_country_and_who_is_protected_is_said_apart(store: Store, frozen_day: dt.date) -> None:
    in_force(store)
    in_force(store, "")
    at_work(store)
    hidden = factory.person(store, has_protected_identity=True)
    at_work(store, "JP", person_id=hidden.id)
    found = ambassador_coverage(store, frozen_day)
    assert found.countries == ()
    assert (found.agreements_nowhere, found.ambassadors_nowhere, found.protected) == (2, 1, 1)


def test_a_country_has_the_region_group_that_most_of_its_organisations_have(store: Store, frozen_day: dt.date) -> None:
    in_force(store, "JP")
    for group in ("East Asia", "East Asia", "Pacific", ""):
        factory.organisation(store, country="JP", region_group=group)
    assert ambassador_coverage(store, frozen_day).countries == (Country("JP", "East Asia", 1, 0),)


def test_countries_can_be_ranked_in_every_way(store: Store, frozen_day: dt.date, sv: Language) -> None:
    for country in ("JP", "JP", "NO", "AT"):
        in_force(store, country)
    at_work(store, "NO", "KE")
    at_work(store, "KE")
    found = ambassador_coverage(store, frozen_day)

    def ranked(order: CoverageOrder) -> list[str]:
        return [one.code for one in found.ranked(order, sv)]

    assert ranked(CoverageOrder.GAP) == ["JP", "AT", "KE", "NO"]
    assert ranked(CoverageOrder.COUNTRY) == ["JP", "KE", "NO", "AT"]  # Japan, Kenya, Norge, Österrike
    assert ranked(CoverageOrder.AGREEMENTS)[0] == "JP"
    assert ranked(CoverageOrder.AMBASSADORS)[0] == "KE"
