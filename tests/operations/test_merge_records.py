"""Two records that are the same become one, nothing is lost, and one step takes it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event

from kidesk.errors import KideskError, StaleRecord
from kidesk.operations import edit
from kidesk.operations.ewp.register import Register
from kidesk.operations.merge_records import Take, merge, outlook
from kidesk.operations.tell_apart import tell_apart
from kidesk.records import ORGANISATIONS, PERSONS, RECORD_TYPES
from kidesk.records.agreement import Agreement
from kidesk.records.interaction import Interaction
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.saved_view import SavedView
from kidesk.store.store import Listing, Store
from tests import factory
from tests.store.dumping import dump, index


def whole(store: Store, record: type[Any], number: int) -> Any:
    row = store.get(record, number)
    assert row is not None
    return row


def test_the_survivor_keeps_its_values_and_takes_what_it_lacks(store: Store) -> None:
    one = factory.person(store, given_name="Sara", family_name="Öberg", orcid="", prefix="Dr", tags=["WHO"])
    two = factory.person(store, given_name="Sara", family_name="Oeberg", orcid="0000-0002-1825-0097", prefix="Prof.",
                         tags=["who", "TB"])  # fmt: skip
    merge(store, PERSONS, one.id, two.id)
    merged = whole(store, Person, one.id)
    assert (merged.family_name, merged.prefix, merged.orcid) == ("Öberg", "Dr", "0000-0002-1825-0097")
    assert merged.tags == ["WHO", "TB"]
    left = whole(store, Person, two.id)
    assert (left.merged_into_id, left.family_name, left.prefix, left.tags) == (one.id, "Oeberg", "Prof.", ["who", "TB"])
    assert store.count(Listing(PERSONS)) == 1


def test_each_choice_is_heeded_and_long_texts_may_both_stay(store: Store) -> None:
    one = factory.person(store, prefix="Dr", notes="Met in Malmö.", expertise="TB", linkedin="https://example.org/a")
    two = factory.person(store, prefix="Prof.", notes="Speaks French.", expertise="HIV", linkedin="")
    merge(store, PERSONS, one.id, two.id, {"prefix": Take.OTHER, "expertise": Take.OTHER, "linkedin": Take.OTHER})
    merged = whole(store, Person, one.id)
    assert (merged.prefix, merged.expertise, merged.linkedin) == ("Prof.", "HIV", "")
    assert merged.notes == "Met in Malmö.\n\nSpeaks French."


def test_parts_move_and_doubles_go_but_an_opt_out_stays(store: Store) -> None:
    one = factory.person(
        store,
        emails=[{"address": "sara@example.org", "is_primary": True}],
        phones=[{"number": "08-524 800 00"}],
    )
    two = factory.person(
        store,
        emails=[
            {"address": "SARA@example.org", "is_primary": True, "has_opted_out": True, "kind": "private"},
            {"address": "oeberg@example.org"},
        ],
        phones=[{"number": "+46 8 524 800 00", "kind": "mobile"}, {"number": "070-123 45 67"}],
    )
    merge(store, PERSONS, one.id, two.id)
    merged = whole(store, Person, one.id)
    mails = [(mail.address, mail.kind.value, mail.is_primary, mail.has_opted_out) for mail in merged.emails]
    assert mails == [("sara@example.org", "private", True, True), ("oeberg@example.org", "work", False, False)]
    assert [(phone.number, phone.kind.value) for phone in merged.phones] == [
        ("08-524 800 00", "mobile"), ("070-123 45 67", "work"),
    ]  # fmt: skip


def test_an_affiliation_that_has_ended_does_not_end_the_one_that_has_not(store: Store) -> None:
    at = factory.organisation(store).id
    began = {"organisation_id": at, "start_on": dt.date(2019, 1, 1)}
    one = factory.person(store, affiliations=[{"organisation_id": at, "title_en": "Dean"}])
    two = factory.person(store, affiliations=[{"organisation_id": at, "end_on": dt.date(2020, 1, 1)}, began])
    merge(store, PERSONS, one.id, two.id)
    merged = whole(store, Person, one.id)
    assert [(each.title_en, each.start_on, each.end_on) for each in merged.affiliations] == [
        ("Dean", dt.date(2019, 1, 1), None), ("", None, dt.date(2020, 1, 1)),
    ]  # fmt: skip


def test_consents_that_are_not_equal_are_both_kept(store: Store) -> None:
    given = {"purpose": "Portrait", "given_on": dt.date(2024, 1, 1)}
    one = factory.person(store, consents=[given])
    two = factory.person(store, consents=[given, given | {"withdrawn_on": dt.date(2025, 1, 1)}])
    merge(store, PERSONS, one.id, two.id)
    merged = whole(store, Person, one.id)
    assert [each.withdrawn_on for each in merged.consents] == [None, dt.date(2025, 1, 1)]


def test_links_from_everywhere_lead_to_the_survivor(store: Store) -> None:
    one, two = factory.person(store), factory.person(store)
    meeting = factory.interaction(store, persons=[{"person_id": one.id}, {"person_id": two.id}], follow_up_by_id=two.id)
    agreement = factory.agreement(
        store,
        owner_id=two.id,
        contacts=[{"person_id": two.id, "function": "Coordinator"}, {"person_id": one.id, "function": "Dean"}],
    )
    mandates = {factory.ambassador(store, person_id=number).id for number in (one.id, two.id)}
    merge(store, PERSONS, one.id, two.id)
    met = whole(store, Interaction, meeting.id)
    assert [each.person_id for each in met.persons] == [one.id]
    assert met.follow_up_by_id == one.id
    agreed = whole(store, Agreement, agreement.id)
    assert agreed.owner.id == one.id
    assert {(each.person_id, each.function) for each in agreed.contacts} == {(one.id, "Coordinator"), (one.id, "Dean")}
    assert {row.id for row in store.references(Person, one.id) if row.__tablename__ == "ambassador"} == mandates
    assert {row.id for row in store.references(Person, two.id)} == set()


@pytest.mark.parametrize("record_type", [PERSONS, ORGANISATIONS], ids=lambda one: one.key)
def test_nothing_in_any_table_points_at_a_merged_record_any_more(store: Store, record_type: Any) -> None:
    numbers = {}
    for each in RECORD_TYPES:
        values = factory.full(store, each)
        row = factory.made(store, each, **values)
        numbers[each.key] = row.id
    for other in sorted(store.ids(Listing(record_type), _language())):
        before, indexed = dump(store), index(store)
        survivor = factory.made(store, record_type)
        if other == survivor.id:
            continue
        try:
            merge(store, record_type, survivor.id, other)
        except KideskError:
            continue
        assert [row.id for row in store.references(record_type.record, other)] == []
        store.undo()
        store.undo()
        assert (dump(store), index(store)) == (before, indexed)


def _language() -> Any:
    from kidesk.i18n import Language

    return Language("sv")


def test_a_coordinator_who_was_the_double_is_not_left_their_own_coordinator(store: Store) -> None:
    one = factory.person(store)
    two = factory.person(store)
    edit.save(store, PERSONS, {"owner_id": two.id}, number=one.id)
    merge(store, PERSONS, one.id, two.id)
    assert whole(store, Person, one.id).owner_id is None


def test_an_organisation_is_found_by_the_names_it_lost(store: Store) -> None:
    one = factory.organisation(store, name_sv="Uppsala universitet", name_en="Uppsala University", abbreviation="UU")
    two = factory.organisation(store, name_sv="", name_en="University of Uppsala", abbreviation="")
    merge(store, ORGANISATIONS, one.id, two.id, {"name_en": Take.OTHER})
    merged = whole(store, Organisation, one.id)
    assert (merged.name_en, merged.former_names) == ("University of Uppsala", ["Uppsala University"])
    assert [row.id for row in store.find("Uppsala University")] == [one.id]


def test_undoing_brings_back_what_moved_what_was_double_and_how_each_is_found(store: Store) -> None:
    one = factory.person(store, given_name="Sara", family_name="Öberg", emails=[])
    two = factory.person(store, given_name="Sara", family_name="Öberg", emails=[{"address": "moved@example.org"}])
    factory.interaction(store, persons=[{"person_id": one.id}, {"person_id": two.id}])
    before, indexed = dump(store), index(store)
    merge(store, PERSONS, one.id, two.id)
    assert [row.id for row in store.find("moved@example.org")] == [one.id]
    merged, reindexed = dump(store), index(store)
    store.undo()
    assert (dump(store), index(store)) == (before, indexed)
    store.redo()
    assert (dump(store), index(store)) == (merged, reindexed)


def test_a_saved_view_of_the_double_shows_the_survivor(store: Store) -> None:
    one, two = factory.organisation(store), factory.organisation(store)
    view = factory.saved_view(store, of="persons", filters=[f"organisation={two.id}", "country=SE"])
    merge(store, ORGANISATIONS, one.id, two.id)
    assert whole(store, SavedView, view.id).filters == [f"organisation={one.id}", "country=SE"]


def test_what_was_told_apart_from_the_double_is_told_apart_from_the_survivor(store: Store) -> None:
    one, two, third = (factory.person(store) for _ in range(3))
    tell_apart(store, PERSONS, two.id, third.id)
    merge(store, PERSONS, one.id, two.id)
    assert whole(store, Person, one.id).distinct_from == [str(third.id)]


def test_a_partner_is_known_by_the_code_that_both_had(store: Store) -> None:
    one, two = (factory.organisation(store, hei_id="uu.se") for _ in range(2))
    left = factory.organisation(store, hei_id="old.uu.se")
    merge(store, ORGANISATIONS, one.id, two.id)
    merge(store, ORGANISATIONS, one.id, left.id)
    with store.read() as session:
        register = Register(session, "Karolinska Institutet")
        found = [register.organisation(hei) for hei in ("uu.se", "old.uu.se")]
        assert [each and each.id for each in found] == [one.id, one.id]


# Refusals


def _refused(store: Store, act: Any, words: str) -> None:
    before = dump(store)
    with pytest.raises(KideskError, match=words):
        act()
    assert dump(store) == before


def test_what_cannot_be_one_is_refused_and_nothing_is_changed(store: Store) -> None:
    one, hidden, left = factory.person(store), factory.person(store, has_protected_identity=True), factory.person(store)
    _refused(store, lambda: merge(store, PERSONS, one.id, one.id), "not two records")
    _refused(store, lambda: merge(store, PERSONS, one.id, 999), "no record")
    _refused(store, lambda: merge(store, PERSONS, one.id, hidden.id), "protected")
    _refused(store, lambda: merge(store, PERSONS, hidden.id, one.id), "protected")
    merge(store, PERSONS, one.id, left.id)
    _refused(store, lambda: merge(store, PERSONS, one.id, left.id), "already")
    _refused(store, lambda: merge(store, PERSONS, left.id, one.id), "already")


def test_an_organisation_is_not_merged_with_its_part_at_whatever_depth(store: Store) -> None:
    top = factory.organisation(store)
    faculty = factory.organisation(store, parent_id=top.id)
    unit = factory.organisation(store, parent_id=faculty.id)
    heir = factory.organisation(store, predecessor_id=unit.id)
    for one, two in ((top, unit), (unit, top), (heir, unit)):
        _refused(store, lambda one=one, two=two: merge(store, ORGANISATIONS, one.id, two.id), "part or the successor")


def test_only_one_value_is_kept_of_what_is_no_long_text(store: Store) -> None:
    one, two = factory.person(store, prefix="Dr"), factory.person(store, prefix="Prof.")
    _refused(store, lambda: merge(store, PERSONS, one.id, two.id, {"prefix": Take.BOTH}), "Only one")


def test_choices_made_by_what_has_changed_since_are_refused(store: Store) -> None:
    one, two = factory.person(store), factory.person(store)
    edit.save(store, PERSONS, {"notes": "Ny"}, number=two.id)
    with pytest.raises(StaleRecord):
        merge(store, PERSONS, one.id, two.id, seen=(one.version, two.version))


# What would happen


def test_the_outlook_says_what_the_merge_then_does_and_changes_nothing(store: Store) -> None:
    one = factory.person(store, prefix="Dr", notes="A")
    two = factory.person(store, prefix="Prof.", notes="B", tags=["TB"])
    factory.interaction(store, persons=[{"person_id": two.id}])
    before = dump(store)
    seen: Any = outlook(store, PERSONS, one.id, two.id, {"prefix": Take.OTHER})
    assert dump(store) == before
    assert {each.field.key: each.default for each in seen.differences} == {
        "family_name": Take.SURVIVOR, "prefix": Take.SURVIVOR, "notes": Take.BOTH,
    }  # fmt: skip
    assert ([each.key for each in seen.joined], {each.key: count for each, count in seen.came.items()}) == (
        ["tags"], {"emails": 1},
    )  # fmt: skip
    assert {each.key: count for each, count in seen.moved.items()} == {"interactions": 1}
    merge(store, PERSONS, one.id, two.id, {"prefix": Take.OTHER})
    merged = whole(store, Person, one.id)
    assert merged.prefix == seen.merged.prefix == "Prof."
    assert [mail.address for mail in merged.emails] == [mail.address for mail in seen.merged.emails]
    assert seen.survivor.prefix == "Dr"


# Deleting


def test_who_is_deleted_goes_with_all_that_was_merged_into_them(store: Store) -> None:
    one, two, three = (factory.person(store).id for _ in range(3))
    merge(store, PERSONS, two, three)
    merge(store, PERSONS, one, two)
    before = dump(store)
    edit.delete(store, PERSONS, [one])
    assert [store.get(Person, number) for number in (one, two, three)] == [None, None, None]
    store.undo()
    assert dump(store) == before


def test_what_only_a_merged_record_points_at_can_be_deleted(store: Store) -> None:
    place = factory.organisation(store)
    one, two = factory.organisation(store), factory.organisation(store, parent_id=place.id)
    merge(store, ORGANISATIONS, one.id, two.id, {"parent_id": Take.SURVIVOR})
    before, indexed = dump(store), index(store)
    edit.delete(store, ORGANISATIONS, [place.id])
    assert (store.get(Organisation, place.id), whole(store, Organisation, two.id).parent_id) == (None, None)
    store.undo()
    assert (dump(store), index(store)) == (before, indexed)


def _crowded(store: Store, count: int) -> tuple[int, int]:
    """Two organisations, and so many persons in the second."""
    kept, left = (factory.organisation(store, name_en=name, country="SE").id for name in ("One", "Two"))
    for _ in range(count):
        factory.person(store, affiliations=[{"organisation_id": left}])
    return kept, left


def test_a_merge_tells_how_far_it_is_and_can_be_stopped_anywhere(store: Store) -> None:
    kept, left = _crowded(store, 6)
    before = dump(store)
    told: list[int] = []
    outlook(store, ORGANISATIONS, kept, left, progress=lambda done, whole: told.append(done))
    assert told == sorted(told)
    steps: list[tuple[int, int]] = []
    merge(store, ORGANISATIONS, kept, left, progress=lambda done, whole: steps.append((done, whole)))
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert all(done <= whole for done, whole in steps)
    store.undo()
    assert dump(store) == before
    for last in range(len(steps)):
        seen = iter(range(last))

        def stop(done: int, whole: int, seen: Iterator[int] = seen) -> None:
            if next(seen, None) is None:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            merge(store, ORGANISATIONS, kept, left, progress=stop)
        assert dump(store) == before


def test_what_points_at_a_record_is_read_together(store: Store) -> None:
    def asked(count: int) -> int:
        ends = _crowded(store, count)
        selects: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
            selects.append(statement)

        event.listen(store.engine, "before_cursor_execute", note)
        outlook(store, ORGANISATIONS, *ends)
        event.remove(store.engine, "before_cursor_execute", note)
        return len(selects)

    assert asked(3) == asked(10)
