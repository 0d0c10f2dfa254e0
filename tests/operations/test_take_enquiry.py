"""Taking an enquiry: an agreement that begins as an idea, and says which department asked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.take_enquiry import take_enquiry
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_terms import AgreementStatus, Side
from kidesk.store.store import Store
from tests import factory
from tests.conftest import DAY

pytestmark = pytest.mark.usefixtures("frozen_day")


def taken(store: Store, language: Language, **values: Any) -> Agreement:
    """The agreement that an enquiry became."""
    found = store.get(Agreement, take_enquiry(store, {"title_sv": "Utbyte"} | values, language).id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "said"), [("sv", "Förfrågan från Neurovetenskap."), ("en", "Enquiry from Neuroscience.")]
)
def test_an_enquiry_is_an_idea_since_it_came_from_a_department(store: Store, code: str, said: str) -> None:
    department = factory.organisation(store, name_sv="Neurovetenskap", name_en="Neuroscience").id
    partner = factory.organisation(store).id
    parties = [{"organisation_id": partner, "side": Side.PARTNER}, {"organisation_id": department, "side": Side.OWN}]
    came = DAY - dt.timedelta(days=5)
    agreement = taken(store, Language(code), parties=parties, enquired_on=came, benefits="Many")
    (step,) = agreement.status_changes
    assert (agreement.status, step.status, step.on, step.explanation) == (
        AgreementStatus.IDEA,
        AgreementStatus.IDEA,
        came,
        said,
    )
    assert [party.organisation_id for party in agreement.parties] == [partner, department]
    assert agreement.benefits == "Many"
    store.undo()
    assert store.all(Agreement) == []


def test_rows_without_an_organisation_say_nothing(store: Store, sv: Language) -> None:
    blank = [{"organisation_id": None, "side": side} for side in Side]
    agreement = taken(store, sv, parties=blank, expected_partner="Universitetet i Xanadu")
    (step,) = agreement.status_changes
    assert (agreement.parties, agreement.expected_partner) == ([], "Universitetet i Xanadu")
    assert (step.on, step.explanation, agreement.enquired_on) == (DAY, "", DAY)


def test_the_enquiry_takes_the_newest_decision_route(store: Store, sv: Language) -> None:
    route = factory.decision_route(store)
    assert taken(store, sv).route_id == route.id


def test_an_enquiry_cannot_come_tomorrow_nor_without_a_title(store: Store, sv: Language) -> None:
    for values, key in (({"enquired_on": DAY + dt.timedelta(days=1)}, "enquired_on"), ({"title_sv": " "}, "title_sv")):
        with pytest.raises(edit.Invalid) as refusal:
            taken(store, sv, **values)
        assert [problem.key for problem in refusal.value.problems] == [key]
    assert store.all(Agreement) == []
