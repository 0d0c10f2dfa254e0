"""A portrait consent that ran out or was withdrawn: the profile is in nothing published, and it is listed so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import subject_extract
from kidesk.operations.export_contacts import export_vcards
from kidesk.operations.export_report import compose
from kidesk.operations.extract_json import plain
from kidesk.operations.portrait_consent import published
from kidesk.operations.report_list import REPORTS
from kidesk.records import AMBASSADORS, PERSONS
from kidesk.records.ambassador import AmbassadorStage
from kidesk.records.portrait_consent import ConsentState
from kidesk.settings import Settings
from kidesk.store.store import Listing, Store
from tests import factory
from tests.reports import sample

SV = Language("sv")
DAY = dt.date(2026, 5, 4)
BEFORE = DAY - dt.timedelta(days=1)
PROFILE = "Offentlig profil om sömnforskning"
LAPSED = {
    ConsentState.EXPIRED: {"portrait_consent_expires_on": BEFORE},
    ConsentState.WITHDRAWN: {"portrait_consent_withdrawn_on": DAY},
}
# What may say it all the same: what is made for the person alone.
OF_THE_PERSON = ("data-subject-extract",)
pytestmark = pytest.mark.usefixtures("frozen_day")
each_lapse = pytest.mark.parametrize("state", LAPSED)


def _planted(store: Store, **values: Any) -> int:
    """The person of an ambassador at work, with a profile to publish, at a partner that all briefs tell of."""
    clinic = factory.organisation(store, name_sv="Kliniken", country="IS", city="Reykjavik")
    belongs = [{"organisation_id": clinic.id}]
    person = factory.person(store, given_name="Aino", family_name="Virtanen", affiliations=belongs)
    factory.ambassador(
        store,
        person_id=person.id,
        stage=AmbassadorStage.ACTIVE,
        stages=[{"stage": AmbassadorStage.ACTIVE, "on": BEFORE}],
        countries=["IS"],
        profile_sv=PROFILE,
        profile_en=PROFILE,
        has_portrait_consent=True,
        portrait_consent_evidence="Blankett",
        **values,
    )
    factory.quarter(store, name="2026-Q2")
    return person.id


def _printed(store: Store, name: str) -> str:
    """All that a report says, about whatever records there are."""
    about = REPORTS[name].about
    said: list[str] = []
    is_of_one = about is not None and not REPORTS[name].is_of_plan
    for number in store.ids(Listing(about), SV) if about is not None and is_of_one else [None]:
        try:
            made = compose(
                store,
                name,
                language=SV,
                settings=Settings(),
                is_demonstration=False,
                number=number,
                quarter="2026-Q2",
            )
            said += sample.texts(made)
        except KideskError as error:
            said.append(error.said(SV))
    return "\n".join(said)


def test_as_long_as_it_holds_the_directory_has_the_profile(store: Store) -> None:
    _planted(store, portrait_consent_expires_on=DAY)
    assert PROFILE in _printed(store, "ambassador-directory")


@each_lapse
@pytest.mark.parametrize("name", [name for name in REPORTS if name not in OF_THE_PERSON])
def test_no_report_has_the_profile_afterwards(store: Store, state: ConsentState, name: str) -> None:
    _planted(store, **LAPSED[state])
    assert PROFILE not in _printed(store, name)


@each_lapse
def test_no_card_has_it_and_none_has_a_photograph(store: Store, tmp_path: Path, state: ConsentState) -> None:
    _planted(store, **LAPSED[state])
    export_vcards(store, Listing(PERSONS), tmp_path / "a.vcf", language=SV)
    card = (tmp_path / "a.vcf").read_text("utf-8")
    assert "Virtanen" in card
    assert PROFILE not in card
    assert "PHOTO" not in card


@each_lapse
def test_the_extract_for_the_person_has_it_still(store: Store, state: ConsentState) -> None:
    number = _planted(store, **LAPSED[state])
    assert PROFILE in _printed(store, "data-subject-extract")
    assert PROFILE in str(plain(store, subject_extract.extract(store, number), SV))


@each_lapse
def test_it_is_listed_as_what_it_is(store: Store, state: ConsentState) -> None:
    _planted(store, **LAPSED[state])
    (left,) = published(store, DAY).left_out
    assert left.state is state
    assert left.reason(SV).endswith(".")
    key = {ConsentState.EXPIRED: "consent", ConsentState.WITHDRAWN: "withdrawn"}[state]
    lapsed = next(view for view in AMBASSADORS.views if view.key == key)
    listed = list(store.ids(Listing(AMBASSADORS, lapsed), SV))
    assert listed == [left.ambassador.id]
