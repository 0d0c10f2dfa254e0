"""Country briefs: everything with a place and nothing of others, and nobody with a protected identity."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kidesk.errors import KideskError, UsageError
from kidesk.i18n import CODES, Language
from kidesk.operations.country_brief import Place, PlaceOverview, place_called, place_overview
from kidesk.operations.export_report import compose, export
from kidesk.records.agreement_terms import AgreementStatus, Side
from kidesk.records.organisation import OrganisationKind
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests import factory

DAY = dt.date(2026, 5, 4)


@pytest.fixture
def finland(store: Store) -> Store:
    """Two Finnish partners in two cities, one of them with everything, and a Norwegian one."""
    home = factory.organisation(store, name_sv="Enheten", kind=OrganisationKind.OWN_UNIT, country="SE")
    tampere = factory.organisation(store, name_sv="Tammerfors universitet", country="FI", city="Tampere")
    factory.organisation(store, name_sv="Helsingfors universitet", country="FI", city="Helsinki")
    oslo = factory.organisation(store, name_sv="Universitetet i Oslo", country="NO", city="Oslo")
    guest = factory.person(store, given_name="Aino", family_name="Virtanen", affiliations=_at(tampere.id))
    hidden = factory.person(store, family_name="Hemlig", affiliations=_at(tampere.id), has_protected_identity=True)
    colleague = factory.person(store, given_name="Bo", family_name="Ek", affiliations=_at(home.id))
    agreement = factory.agreement(store, title_sv="Utbyte med Tammerfors", parties=_between(home.id, tampere.id))
    factory.agreement(store, title_sv="Utbyte med Oslo", parties=_between(home.id, oslo.id))
    factory.interaction(
        store,
        title="Besök i Tammerfors",
        organisations=[{"organisation_id": tampere.id}],
        persons=[{"person_id": one.id} for one in (guest, hidden, colleague)],
        follow_up_on=dt.date(2026, 5, 1),
    )
    factory.interaction(store, title="Uppföljt", agreement_id=agreement.id, follow_up_on=DAY, followed_up_on=DAY)
    factory.ambassador(store, person_id=guest.id, countries=["FI"])
    factory.risk_assessment(store, agreement_id=agreement.id)
    return store


def _at(number: int) -> list[dict[str, int]]:
    return [{"organisation_id": number}]


def _between(own: int, partner: int) -> list[dict[str, object]]:
    return [{"organisation_id": own, "side": Side.OWN}, {"organisation_id": partner, "side": Side.PARTNER}]


def _brief(store: Store, place: Place) -> PlaceOverview:
    return place_overview(store, place, DAY, Settings())


@pytest.mark.parametrize("place", [Place("FI"), Place("FI", "tampere")])
def test_a_place_has_what_belongs_to_it_and_nothing_else(finland: Store, place: Place) -> None:
    found = _brief(finland, place)
    assert [one.sv for one in found.agreements] == ["Utbyte med Tammerfors"]
    assert [one.person.family_name for one in found.people] == ["Virtanen"]
    assert (found.people[0].met, found.people[0].last_met_on) == (1, dt.date(2026, 3, 2))
    assert {one.sv for one in found.interactions} == {"Besök i Tammerfors", "Uppföljt"}
    assert [one.title for one in found.follow_ups] == ["Besök i Tammerfors"]
    assert [one.sv for one in found.ambassadors] == ["Aino Virtanen"]
    assert [one.sv for one in found.risks] == ["Utbyte med Tammerfors"]


def test_another_city_of_the_country_has_nothing_of_this_one(finland: Store) -> None:
    found = _brief(finland, Place("FI", "Helsinki"))
    assert (found.agreements, found.people, found.interactions) == ((), (), ())
    assert found.title == ("Helsinki, Finland", "Helsinki, Finland")


def test_the_own_units_are_no_partners_at_home(finland: Store) -> None:
    assert _brief(finland, Place("SE")).organisations == ()


def test_agreements_in_force_are_counted(finland: Store) -> None:
    partner = _brief(finland, Place("FI", "Helsinki")).organisations[0]
    running = {"status": AgreementStatus.IN_FORCE, "effective_on": dt.date(2024, 1, 1), "is_open_ended": True}
    factory.agreement(finland, parties=[{"organisation_id": partner.id, "side": Side.PARTNER}], **running)
    found = _brief(finland, Place("FI"))
    assert (found.running, len(found.agreements)) == (1, 2)
    assert _brief(finland, Place(organisation=partner.id)).running == 1


@pytest.mark.parametrize("asked", ["FI", "Finland", "finland"])
def test_a_country_is_known_by_its_code_and_its_name(asked: str) -> None:
    assert place_called(asked, " Tampere ", None) == Place("FI", "Tampere")


@pytest.mark.parametrize("asked", ["", " ", "Atlantis"])
def test_without_a_place_nothing_is_written(asked: str) -> None:
    with pytest.raises(UsageError, match="Nothing was written"):
        place_called(asked, "", None)


def test_an_organisation_that_is_not_there_is_said_not_to_be(store: Store) -> None:
    with pytest.raises(KideskError, match="no record"):
        _brief(store, Place(organisation=99))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", ["country-brief", "contact-list"])
def test_on_paper_nobody_with_a_protected_identity_is_named(
    finland: Store, name: str, code: str, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    export(
        finland,
        name,
        language=Language(code),
        output=page,
        settings=Settings(),
        is_demonstration=False,
        country="FI",
    )
    said = page.read_text("utf-8")
    assert "Virtanen" in said
    assert "Hemlig" not in said


def test_a_protected_person_has_no_sheet(finland: Store) -> None:
    number = factory.person(finland, family_name="Hemlig", has_protected_identity=True).id
    with pytest.raises(KideskError, match="nothing was printed"):
        compose(
            finland,
            "contact-sheet",
            language=Language("sv"),
            settings=Settings(),
            is_demonstration=False,
            number=number,
        )
