"""The family of an agreement: parent, children, versions with what changed, and amendments."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import update

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations.agreement_family import family
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_terms import AgreementStatus, NoticeUnit, Side
from kidesk.store.store import Store
from tests import factory

EN, SV = Language("en"), Language("sv")


def test_an_agreement_alone_is_its_only_version(store: Store) -> None:
    alone = factory.agreement(store)
    found = family(store, alone.id)
    assert (found.parent, found.children, found.earlier, found.later) == (None, (), (), ())
    assert [one.agreement.id for one in found.versions] == [alone.id]


def test_parents_and_children_are_found_from_either_side(store: Store) -> None:
    mou = factory.agreement(store)
    second = factory.agreement(store, title_sv="Ö", parent_id=mou.id, status=AgreementStatus.IN_FORCE)
    first = factory.agreement(store, title_sv="A", parent_id=mou.id)
    assert [one.id for one in family(store, mou.id).children] == [first.id, second.id]
    parent = family(store, first.id).parent
    assert parent is not None
    assert parent.id == mou.id


def test_the_line_of_renewals_is_the_same_from_each_of_its_members(store: Store) -> None:
    oldest = factory.agreement(store)
    middle = factory.agreement(store, renews_id=oldest.id)
    came_to_nothing = factory.agreement(store, renews_id=middle.id, status=AgreementStatus.CLOSED)
    newest = factory.agreement(store, renews_id=middle.id)
    line = [oldest.id, middle.id, came_to_nothing.id, newest.id]
    for number in (oldest.id, middle.id):
        assert [one.agreement.id for one in family(store, number).versions] == line
    found = family(store, middle.id)
    assert [one.agreement.id for one in found.earlier] == line[:1]
    assert [one.agreement.id for one in found.later] == line[2:]
    assert [one.agreement.id for one in family(store, newest.id).versions] == [oldest.id, middle.id, newest.id]


def test_a_ring_of_renewals_is_gone_round_once(store: Store) -> None:
    first = factory.agreement(store)
    second = factory.agreement(store, renews_id=first.id)
    with store.engine.begin() as connection:
        connection.execute(update(Agreement).where(Agreement.id == first.id).values(renews_id=second.id))
    assert [one.agreement.id for one in family(store, first.id).versions] == [second.id, first.id]


def test_a_version_says_what_it_agrees_otherwise_and_what_was_amended(store: Store) -> None:
    ours, theirs, new_partner = (factory.organisation(store, name_en=name) for name in ("KI", "Oslo", "Bergen"))
    parties = [
        {"organisation_id": ours.id, "side": Side.OWN},
        {"organisation_id": theirs.id, "side": Side.PARTNER},
    ]
    condition = {"sending_id": ours.id, "receiving_id": theirs.id, "persons_per_year": 3}
    terms = {"title_en": "Exchange", "title_sv": "Utbyte", "notice_unit": NoticeUnit.MONTHS, "notice": 6}
    old = factory.agreement(store, **terms, end_on=dt.date(2026, 8, 31), parties=parties, conditions=[condition])
    factory.agreement(
        store,
        **terms | {"notice": 1, "notice_unit": NoticeUnit.ACADEMIC_YEARS},
        renews_id=old.id,
        is_open_ended=True,
        parties=[*parties, {"organisation_id": new_partner.id, "side": Side.PARTNER}],
        conditions=[condition, condition],
        amendments=[
            {"from_on": dt.date(2027, 1, 1), "concerns": "Two more places"},
            {"from_on": dt.date(2026, 10, 1), "concerns": "Nursing"},
        ],
    )
    first, second = family(store, old.id).versions
    assert first.differences == ()
    assert [one.said(EN) for one in second.differences] == [
        "Partners: Oslo → Bergen, Oslo",
        "End date: 31 Aug 2026 → until further notice",
        "Notice period: 6 months → 1 academic year",
        "Conditions: 1 condition → 2 conditions",
        "Persons per year in all: 3 → 6",
    ]
    assert [one.concerns for one in second.amendments] == ["Nursing", "Two more places"]
    assert all("→" in one.said(SV) for one in second.differences)


def test_a_term_that_is_gone_is_named_too(store: Store) -> None:
    old = factory.agreement(store, title_en="A", title_sv="A", funding_programme="Erasmus+", notice=3)
    new = factory.agreement(store, title_en="A", title_sv="A", renews_id=old.id)
    assert [one.said(EN) for one in family(store, new.id).versions[1].differences] == [
        "Funding programme: Erasmus+ → nothing",
        "Notice period: 3 months → nothing",
    ]


def test_an_agreement_that_is_gone_has_no_family(store: Store) -> None:
    with pytest.raises(KideskError, match="no record with the number 5"):
        family(store, 5)
