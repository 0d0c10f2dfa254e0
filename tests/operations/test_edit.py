"""Adding, editing and deleting: problems by field, warnings that do not stop, and all or nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.indicator import INDICATORS
from kidesk.records.membership import MEMBERSHIPS
from kidesk.records.organisation import ORGANISATIONS, Organisation
from kidesk.records.person import Person
from kidesk.records.person_type import PERSONS
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import QUARTERS, Colour, Quarter, QuarterStatus, RedReason
from kidesk.records.record_type import RecordType
from kidesk.store.store import Listing, Store
from tests import factory
from tests.store.dumping import dump


def _refused(store: Store, record_type: RecordType, values: dict[str, Any], number: int | None = None) -> edit.Invalid:
    before = dump(store)
    with pytest.raises(edit.Invalid) as refusal:
        edit.save(store, record_type, values, number=number)
    assert dump(store) == before
    return refusal.value


def _keys(refusal: edit.Invalid) -> list[str]:
    return [problem.key for problem in refusal.problems]


# Problems


def test_every_problem_is_told_at_once_beside_its_field(store: Store, en: Language) -> None:
    values = {"given_name": "A" * 201, "linkedin": "x", "emails": [{"address": "no address"}]}
    refusal = _refused(store, PERSONS, values)
    assert sorted(_keys(refusal)) == ["emails", "family_name", "given_name", "linkedin"]
    said = refusal.said(en)
    assert said.startswith("Nothing was saved")
    assert "“no address” is not an e-mail address." in said
    assert "At most 200 characters" in said


def test_a_problem_of_a_part_names_its_row_and_its_field(store: Store, en: Language) -> None:
    refusal = _refused(store, PERSONS, {"family_name": "Ek", "phones": [{"number": "1"}, {"number": " "}]})
    assert [problem.said(en) for problem in refusal.problems] == ["Row 2, Number: This field must be filled in."]


def test_a_field_says_one_thing_at_a_time(store: Store) -> None:
    assert _keys(_refused(store, QUARTERS, {})) == ["name"]


def test_a_doubt_is_told_and_the_value_kept(store: Store, en: Language) -> None:
    saved = edit.save(store, AGREEMENTS, {"title_sv": "A", "dnr": "V 17/22", "end_on": dt.date(2500, 1, 1)})
    assert {problem.key for problem in saved.warnings} == {"dnr", "end_on"}
    found = store.get(AGREEMENTS.record, saved.id)
    assert found is not None
    assert AGREEMENTS.field("dnr").text(found, en) == "V 17/22"


def test_a_link_to_nothing_is_refused(store: Store) -> None:
    for number in (99, 10**17):
        assert _keys(_refused(store, ORGANISATIONS, {"name_sv": "A", "parent_id": number})) == ["parent_id"]
    affiliations = [{"organisation_id": 99}]
    assert _keys(_refused(store, PERSONS, {"family_name": "A", "affiliations": affiliations})) == ["affiliations"]


def test_a_record_cannot_point_at_itself(store: Store) -> None:
    person, organisation = factory.person(store), factory.organisation(store)
    assert _keys(_refused(store, PERSONS, {"owner_id": person.id}, person.id)) == ["owner_id"]
    assert _keys(_refused(store, ORGANISATIONS, {"parent_id": organisation.id}, organisation.id)) == ["parent_id"]


def test_a_name_that_must_be_its_own_is_refused_twice(store: Store) -> None:
    edit.save(store, QUARTERS, {"name": "2024-Q4"})
    other = edit.save(store, QUARTERS, {"name": "2024-Q3"})
    for values, number in (({"name": "2024-K4"}, None), ({"name": "2024-Q4"}, other.id)):
        with pytest.raises(KideskError, match="already"):
            edit.save(store, QUARTERS, values, number=number)
    assert store.count(Listing(QUARTERS)) == 2


def test_a_record_that_is_gone_cannot_be_edited(store: Store, en: Language) -> None:
    with pytest.raises(KideskError) as refusal:
        edit.save(store, PERSONS, {"notes": "A"}, number=99)
    assert "no record with the number 99" in refusal.value.said(en)


def test_what_is_not_mentioned_stays_as_it_is(store: Store) -> None:
    row = factory.person(store, notes="Kvar", tags=["a"])
    edit.save(store, PERSONS, {"given_name": "Eva"}, number=row.id)
    found = store.get(Person, row.id)
    assert found is not None
    assert (found.notes, found.tags, len(found.emails)) == ("Kvar", ["a"], 1)


# Parts


def test_parts_are_added_changed_and_taken_away(store: Store) -> None:
    row = factory.person(store, phones=[{"number": "1"}, {"number": "2"}])
    first, second = row.phones
    phones: list[dict[str, Any]] = [{"id": second.id, "number": "22"}, {"number": "3", "kind": "mobile"}]
    edit.save(store, PERSONS, {"phones": phones}, number=row.id)
    found = store.get(Person, row.id)
    assert found is not None
    assert [(one.number, one.kind) for one in found.phones] == [("22", "work"), ("3", "mobile")]
    assert found.phones[0].id == second.id
    assert first.id not in {one.id for one in found.phones}


def test_a_value_of_each_period_stands_once(store: Store) -> None:
    values = [{"period": "2024-01", "value": 1}, {"period": "2024-01", "value": 2}, {"period": "2024-13", "value": 3}]
    assert _keys(_refused(store, INDICATORS, {"name_sv": "A", "values": values})) == ["values", "values"]


# Deleting


def test_what_others_point_at_is_not_deleted_and_they_are_named(store: Store, sv: Language, en: Language) -> None:
    organisation = factory.organisation(store)
    factory.person(store, given_name="Anna", family_name="Ek", affiliations=[{"organisation_id": organisation.id}])
    factory.agreement(
        store, title_sv="Avtalet", title_en="The agreement", parties=[{"organisation_id": organisation.id}]
    )
    before = dump(store)
    with pytest.raises(KideskError) as refusal:
        edit.delete(store, ORGANISATIONS, [organisation.id])
    said = refusal.value.said(en)
    assert "Anna Ek" in said
    assert "The agreement" in said
    assert "Avtalet" in refusal.value.said(sv)
    assert "Nothing was deleted" in said
    assert dump(store) == before


def test_of_several_the_one_that_others_point_at_is_named(store: Store, sv: Language, en: Language) -> None:
    free = factory.organisation(store)
    used = factory.organisation(store, name_sv="Använt lärosäte", name_en="Used university")
    factory.membership(store, organisation_id=used.id)
    with pytest.raises(KideskError) as refusal:
        edit.delete(store, ORGANISATIONS, [free.id, used.id])
    assert refusal.value.said(en).startswith("Used university cannot be deleted")
    assert refusal.value.said(sv).startswith("Använt lärosäte går inte att ta bort")
    assert store.count(Listing(ORGANISATIONS)) == 2


def test_several_are_deleted_together_or_not_at_all(store: Store) -> None:
    parent = factory.organisation(store)
    child = factory.organisation(store, parent_id=parent.id)
    used = factory.organisation(store)
    factory.membership(store, organisation_id=used.id)
    with pytest.raises(KideskError):
        edit.delete(store, ORGANISATIONS, [parent.id, child.id, used.id])
    with pytest.raises(KideskError, match="no record"):
        edit.delete(store, ORGANISATIONS, [parent.id, child.id, 99])
    assert store.count(Listing(ORGANISATIONS)) == 3
    edit.delete(store, ORGANISATIONS, [parent.id, child.id])
    assert [row.id for row in store.all(Organisation)] == [used.id]
    store.undo()
    assert store.count(Listing(ORGANISATIONS)) == 3


def test_deleting_a_record_leaves_what_it_points_at(store: Store) -> None:
    membership = factory.membership(store)
    edit.delete(store, MEMBERSHIPS, [membership.id])
    assert store.get(Organisation, membership.organisation_id) is not None


# Assessing


def _item(store: Store, number: int) -> PlanItem:
    found = store.get(PlanItem, number)
    assert found is not None
    return found


def test_an_assessment_leaves_the_quarter_before_as_it_was(store: Store, frozen_day: dt.date) -> None:
    first, second = factory.quarter(store), factory.quarter(store)
    item = factory.plan_item(store)
    assess(store, item.id, first.id, Judgement(Colour.GREEN, "Klart", "Done"))
    before = _item(store, item.id).assessments[0]
    reason = RedReason.COULD_NOT_BE_PRIORITISED
    assess(store, item.id, second.id, Judgement(Colour.RED, "Inte", "Not", reason))
    old, new = _item(store, item.id).assessments
    assert (old.colour, old.comment_sv, old.assessed_on) == (before.colour, "Klart", frozen_day)
    assert (new.quarter_id, new.colour, new.comment_en, new.reason) == (second.id, Colour.RED, "Not", reason)
    assert (new.assessed_by, new.assessed_on) == (store.who, frozen_day)


def test_assessing_again_changes_the_same_assessment(store: Store, frozen_day: dt.date) -> None:
    quarter, item = factory.quarter(store), factory.plan_item(store)
    for colour in (Colour.YELLOW, Colour.GREEN, Colour.GREEN):
        assess(store, item.id, quarter.id, Judgement(colour))
    (found,) = _item(store, item.id).assessments
    assert found.colour == Colour.GREEN
    assert [past.kind for past in store.past(PlanItem, item.id)] == ["update", "insert", "insert"]
    store.undo()
    assert _item(store, item.id).assessments[0].colour == Colour.YELLOW


def test_a_sealed_quarter_takes_no_assessment(store: Store, en: Language) -> None:
    quarter, item = factory.quarter(store), factory.plan_item(store)
    with store.change("Sealed") as session:
        found = session.get(Quarter, quarter.id)
        assert found is not None
        found.status = QuarterStatus.SEALED
    with pytest.raises(KideskError) as refusal:
        assess(store, item.id, quarter.id, Judgement(Colour.GREEN))
    assert f"The quarter {quarter.name} is sealed" in refusal.value.said(en)
    assert _item(store, item.id).assessments == []


def test_what_is_not_there_cannot_be_assessed(store: Store) -> None:
    quarter, item = factory.quarter(store), factory.plan_item(store)
    for one, other in ((99, quarter.id), (item.id, 99)):
        with pytest.raises(KideskError, match="99"):
            assess(store, one, other, Judgement(Colour.GREEN))


def test_a_row_that_is_not_the_records_own_is_refused(store: Store) -> None:
    other = factory.person(store, emails=[{"address": "b@example.org"}])
    person = factory.person(store, emails=[{"address": "a@example.org"}])
    before = dump(store)
    for number in (other.emails[0].id, 999):
        with pytest.raises(edit.Invalid) as refused:
            edit.save(store, PERSONS, {"emails": [{"id": number, "address": "c@example.org"}]}, number=person.id)
        assert [problem.key for problem in refused.value.problems] == ["emails"]
    assert dump(store) == before
