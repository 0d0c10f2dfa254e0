"""Everything about one partner: what is counted in, what is masked, and that it is quick."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import event

from kidesk.operations import edit
from kidesk.operations.exchange_balance import partner_balance
from kidesk.operations.partner_overview import PartnerOverview, partner_overview
from kidesk.records import AGREEMENTS, ORGANISATIONS
from kidesk.records.agreement import Agreement, Condition, ExchangeNumber, Party, StatusChange
from kidesk.records.agreement_terms import AgreementState, AgreementStatus
from kidesk.records.organisation import Organisation, OrganisationKind
from kidesk.settings import Settings
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace
from tests import factory

DAY = dt.date(2026, 5, 4)


@pytest.fixture
def store(workspace: Workspace) -> Store:
    """An empty store."""
    return workspace.store


@pytest.fixture
def home(store: Store) -> Organisation:
    """The own university."""
    return factory.organisation(store, name_en="Home", kind=OrganisationKind.OWN_UNIT)


@pytest.fixture
def oslo(store: Store) -> Organisation:
    """The partner."""
    return factory.organisation(store, name_sv="Oslo", name_en="Oslo", country="NO")


@pytest.fixture
def faculty(store: Store, oslo: Organisation) -> Organisation:
    """A unit beneath the partner."""
    return factory.organisation(store, name_sv="Fakulteten", name_en="Faculty", parent_id=oslo.id)


def agreed(store: Store, *partners: Organisation, **values: Any) -> int:
    """An agreement with some partners."""
    parties = [{"organisation_id": one.id, "side": "partner"} for one in partners]
    return factory.agreement(store, parties=parties, **values).id


def number(year: int, sending: Organisation, receiving: Organisation, persons: int) -> dict[str, Any]:
    return {"academic_year": year, "sending_id": sending.id, "receiving_id": receiving.id, "persons": persons}


def seen(store: Store, partner: Organisation) -> PartnerOverview:
    found = partner_overview(store, partner.id, DAY, Settings())
    assert found is not None
    return found


def called(entries: tuple[Any, ...]) -> list[str]:
    return [one.caption("en") for one in entries]


def test_a_partner_that_is_not_there_is_none(store: Store) -> None:
    assert partner_overview(store, 99, DAY, Settings()) is None
    assert partner_balance(store, 99, DAY) is None


def test_a_partner_without_anything_has_nothing(store: Store, oslo: Organisation) -> None:
    found = seen(store, oslo)
    assert found.organisation.caption("en") == "Oslo"
    for name in ("agreements", "persons", "interactions", "ambassadors", "memberships", "risks", "dates", "units"):
        assert getattr(found, name) == ()
    assert found.balance.balance.rows == ()


def test_agreements_of_its_units_count_in_and_what_runs_comes_first(
    store: Store, oslo: Organisation, faculty: Organisation
) -> None:
    agreed(store, faculty, title_en="Over", status=AgreementStatus.EXPIRED, end_on=dt.date(2020, 1, 1))
    agreed(store, oslo, title_en="Idea")
    agreed(store, oslo, title_en="Running", status=AgreementStatus.IN_FORCE, end_on=dt.date(2028, 1, 1))
    agreed(store, oslo, title_en="Expiring", status=AgreementStatus.IN_FORCE, end_on=dt.date(2026, 6, 1))
    agreed(store, factory.organisation(store), title_en="Somebody else's")
    found = seen(store, oslo).agreements
    assert called(found) == ["Running", "Expiring", "Idea", "Over"]
    assert [one.state for one in found][:2] == [AgreementState.IN_FORCE, AgreementState.EXPIRING]
    idea = found[2]
    assert idea.next is not None
    assert idea.next.status == AgreementStatus.IN_PREPARATION
    assert called(seen(store, faculty).agreements) == ["Over"]


def test_the_balance_goes_over_all_agreements_and_units(
    store: Store, home: Organisation, oslo: Organisation, faculty: Organisation
) -> None:
    other = factory.organisation(store, name_en="Other")
    plan = {"sending_id": home.id, "receiving_id": oslo.id, "persons_per_year": 4, "first_year": 2024}
    first = agreed(
        store,
        oslo,
        other,
        status=AgreementStatus.IN_FORCE,
        numbers=[number(2024, home, oslo, 3), number(2024, home, other, 9), number(2024, other, oslo, 7)],
        conditions=[plan],
    )
    second = agreed(store, faculty, numbers=[number(2024, faculty, home, 5)])
    found = partner_balance(store, oslo.id, DAY)
    assert found is not None
    assert found == seen(store, oslo).balance
    whole = found.balance.by_year()[2024]
    assert (whole.sent, whole.received, whole.planned_out, whole.difference) == (3, 5, 4, 2)
    assert [(end.number, tally.difference) for end, tally in found.by_agreement] == [(first, -3), (second, 5)]
    assert [one.persons for one in found.balance.elsewhere] == [7], "between two partners it does not count"
    assert found.balance.by_year().keys() == {2024, 2025}, "until the academic year of the day"


def test_people_are_there_once_and_the_protected_are_masked(
    store: Store, oslo: Organisation, faculty: Organisation
) -> None:
    def there(family: str, **values: Any) -> int:
        place = {"organisation_id": faculty.id, "title_en": "Dean"} | values.pop("place", {})
        return factory.person(store, family_name=family, affiliations=[place], **values).id

    dean = there("Dean")
    there("Gone", place={"end_on": dt.date(2020, 1, 1)})
    there("Secret", has_protected_identity=True)
    loose, strange = factory.person(store, family_name="Loose").id, factory.person(store, family_name="Strange").id
    contacts = [{"person_id": one, "function": "Coordinator"} for one in (dean, loose)]
    agreed(store, oslo, contacts=contacts)
    agreed(store, oslo, factory.organisation(store), contacts=[{"person_id": strange}])
    found = {one.caption("en"): one for one in seen(store, oslo).persons}
    assert list(found) == ["Anna Dean", "Anna Loose", "Protected identity", "Anna Gone"]
    assert (found["Anna Dean"].title("sv"), found["Anna Dean"].is_contact) == ("Dean", True)
    assert found["Anna Loose"].title("en") == "Coordinator"
    assert found["Protected identity"].title("en") == ""
    assert not found["Anna Gone"].is_current
    assert "Secret" not in repr(seen(store, oslo).persons)


def test_meetings_are_those_with_it_and_about_its_agreements_the_latest_first(
    store: Store, oslo: Organisation, faculty: Organisation
) -> None:
    about = agreed(store, oslo)
    factory.interaction(store, title="Early", on=dt.date(2024, 1, 1), organisations=[{"organisation_id": faculty.id}])
    factory.interaction(store, title="Late", on=dt.date(2025, 1, 1), agreement_id=about, follow_up_on=DAY)
    factory.interaction(store, title="Elsewhere")
    found = seen(store, oslo).interactions
    assert called(found) == ["Late", "Early"]
    assert found[0].follow_up_on == DAY


def test_ambassadors_are_those_of_the_country_and_those_of_the_partner(store: Store, oslo: Organisation) -> None:
    def named(family: str, **values: Any) -> None:
        person = factory.person(store, family_name=family, **values.pop("person", {})).id
        factory.ambassador(store, person_id=person, **values)

    named("Country", countries=["SE", "NO"])
    named("Inside", person={"affiliations": [{"organisation_id": oslo.id}]})
    named("Abroad", countries=["KE"])
    named("Ended", countries=["NO"], stage="ended")
    found = seen(store, oslo).ambassadors
    assert called(found) == ["Anna Inside", "Anna Country"]
    assert [one.is_affiliated for one in found] == [True, False]


def test_memberships_risks_dates_and_units_are_its_own(
    store: Store, oslo: Organisation, faculty: Organisation
) -> None:
    ours = agreed(store, oslo, title_en="Ours", status=AgreementStatus.IN_FORCE, end_on=dt.date(2026, 8, 1))
    theirs = agreed(store, factory.organisation(store), status=AgreementStatus.IN_FORCE, end_on=dt.date(2026, 8, 1))
    for one in (ours, theirs):
        factory.risk_assessment(store, agreement_id=one)
    decided = {"conclusion": "no-obstacle", "decided_on": DAY, "decided_by": "Rektor", "agreement_id": ours}
    factory.risk_assessment(store, **decided)
    factory.membership(store, organisation_id=oslo.id)
    factory.membership(store)
    found = seen(store, oslo)
    assert called(found.risks) == ["Ours"]
    assert [(one.number, one.on) for one in found.dates] == [(ours, dt.date(2026, 8, 1))]
    assert called(found.memberships) == ["Oslo"]
    assert called(found.units) == ["Faculty"]
    assert seen(store, faculty).memberships == ()


def test_units_in_a_circle_come_to_an_end(store: Store, oslo: Organisation, faculty: Organisation) -> None:
    with store.change("x") as session:
        row = session.get(Organisation, oslo.id)
        assert row is not None
        row.parent_id = faculty.id
    assert called(seen(store, oslo).units) == ["Faculty"]


def test_three_hundred_agreements_take_no_more_queries_than_three(
    store: Store, home: Organisation, oslo: Organisation
) -> None:
    def asked() -> int:
        count = []
        listener = lambda *_: count.append(1)  # noqa: E731
        event.listen(store.engine, "before_cursor_execute", listener)
        assert len(seen(store, oslo).agreements) == made
        event.remove(store.engine, "before_cursor_execute", listener)
        return len(count)

    made = 3
    _many(store, home, oslo, made)
    few = asked()
    _many(store, home, oslo, 297)
    made = 300
    assert asked() == few


def _many(store: Store, home: Organisation, oslo: Organisation, count: int) -> None:
    with store.change("Made") as session:
        for place in range(count):
            session.add(
                Agreement(
                    title_sv=f"Avtal {place}",
                    status=AgreementStatus.SUPERSEDED,
                    status_changes=[StatusChange(status=AgreementStatus.SUPERSEDED, on=DAY)],
                    parties=[Party(organisation_id=oslo.id)],
                    numbers=[ExchangeNumber(**number(2020, home, oslo, place))],
                    conditions=[Condition(sending_id=home.id, receiving_id=oslo.id, persons_per_year=1)],
                )
            )


def test_what_was_read_needs_no_session(store: Store, home: Organisation, oslo: Organisation) -> None:
    agreed(store, oslo, numbers=[number(2024, home, oslo, 3)])
    found = seen(store, oslo)
    edit.delete(store, AGREEMENTS, [found.agreements[0].number])
    store.close()
    assert found.balance.balance.rows[0].partner.caption("sv") == "Oslo"
    assert ORGANISATIONS.field("country").read(found.organisation) == "NO"
