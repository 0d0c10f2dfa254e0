"""The store: lists in order, whole rows, word of what changed, and no save over another's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from kidesk.errors import KideskError, StaleRecord
from kidesk.i18n import CODES, Language, sort_key
from kidesk.operations import edit
from kidesk.records import RECORD_TYPES
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.ambassador import Ambassador
from kidesk.records.interaction import Interaction
from kidesk.records.membership import Membership
from kidesk.records.organisation import ORGANISATIONS, Organisation, PartnerStanding
from kidesk.records.person import Person
from kidesk.records.person_type import PERSONS
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.store import database
from kidesk.store.store import Listing, Store
from tests import factory

each_type = pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda one: one.key)
each_code = pytest.mark.parametrize("code", CODES)

NAMES = ("Zagreb", "Örebro", "Ålborg", "Ärlan", "Lund", "lund", "Élysée", "Evry", "Wien", "Vasa")


def _captions(store: Store, record: type[Record], listing: Listing, language: Language) -> list[str]:
    ids = store.ids(listing, language)
    rows = store.page(record, ids)
    return [rows[number].caption("sv") for number in ids]


# Order


def test_names_stand_in_swedish_order_and_backwards(store: Store, sv: Language) -> None:
    for name in NAMES:
        factory.organisation(store, name_sv=name)
    expected = sorted(NAMES, key=sort_key)
    assert expected[-3:] == ["Ålborg", "Ärlan", "Örebro"]
    assert _captions(store, Organisation, Listing(ORGANISATIONS), sv) == expected
    assert _captions(store, Organisation, Listing(ORGANISATIONS, is_descending=True), sv) == expected[::-1]
    assert [row.name_sv for row in store.all(Organisation)] == expected


def test_countries_stand_in_the_order_of_the_readers_language(store: Store, sv: Language, en: Language) -> None:
    for country in ("DE", "AT", "ES", ""):
        factory.organisation(store, name_sv=country or "none", country=country)
    listing = Listing(ORGANISATIONS, order="country")
    assert _captions(store, Organisation, listing, sv) == ["none", "ES", "DE", "AT"]  # Spanien, Tyskland, Österrike
    assert _captions(store, Organisation, listing, en) == ["none", "AT", "DE", "ES"]


def test_choices_stand_in_the_order_of_their_list_and_texts_in_swedish(store: Store, sv: Language) -> None:
    for city, standing in (("Åbo", "active"), ("Zürich", "prospect"), ("abo", "former"), ("", "none")):
        factory.organisation(store, name_sv=standing, city=city, standing=PartnerStanding(standing))
    by_standing = _captions(store, Organisation, Listing(ORGANISATIONS, order="standing"), sv)
    assert by_standing == ["none", "prospect", "active", "former"]
    by_city = _captions(store, Organisation, Listing(ORGANISATIONS, order="city"), sv)
    assert by_city == ["none", "former", "prospect", "active"]


def test_agreements_stand_in_the_order_of_their_partners_and_states(store: Store, sv: Language) -> None:
    for name, status in (("Öst", AgreementStatus.IDEA), ("Ahus", AgreementStatus.EXPIRED)):
        partner = factory.organisation(store, name_sv=name)
        factory.agreement(store, title_sv=name, status=status, parties=[{"organisation_id": partner.id}])
    factory.agreement(store, title_sv="Ingen", status=AgreementStatus.IN_FORCE)
    by_partner = _captions(store, Agreement, Listing(AGREEMENTS, order="partners"), sv)
    assert by_partner == ["Ingen", "Ahus", "Öst"]
    assert _captions(store, Agreement, Listing(AGREEMENTS, order="state"), sv) == ["Öst", "Ingen", "Ahus"]


@each_type
@each_code
def test_every_column_gives_the_same_records_in_some_order(store: Store, record_type: RecordType, code: str) -> None:
    language = Language(code)
    everyone = sorted(factory.made(store, record_type).id for _ in range(3))
    everyone = sorted({*everyone, *store.ids(Listing(record_type, order=""), language)})
    for field in record_type.fields:
        for is_descending in (False, True):
            listing = Listing(record_type, order=field.key, is_descending=is_descending)
            assert sorted(store.ids(listing, language)) == everyone, field


# Selection


@each_type
def test_every_view_counts_what_it_lists(store: Store, record_type: RecordType, sv: Language) -> None:
    first = factory.made(store, record_type)
    factory.made(store, record_type, **factory.full(store, record_type))
    word = first.caption("sv").split()[-1]
    for view in record_type.views:
        for typed in ("", word, "nothing like it"):
            listing = Listing(record_type, view, typed)
            assert store.count(listing) == len(store.ids(listing, sv))
    assert first.id in store.ids(Listing(record_type, typed=word), sv)
    assert store.count(Listing(record_type, typed="nothing like it")) == 0


def test_a_view_selects_by_the_day_it_is(store: Store, frozen_day: dt.date) -> None:
    views = {view.key: view for view in AGREEMENTS.views}
    factory.agreement(store, status=AgreementStatus.IN_FORCE, end_on=frozen_day + dt.timedelta(days=90))
    factory.agreement(store, status=AgreementStatus.IN_FORCE, end_on=frozen_day + dt.timedelta(days=91))
    factory.agreement(store, status=AgreementStatus.LEGAL_REVIEW)
    counts = {key: store.count(Listing(AGREEMENTS, view)) for key, view in views.items()}
    dated = {"current": 2, "expiring": 1, "lapsed": 0, "preparing": 1, "all": 3}
    assert counts == dated | {"end-or-activate": 0, "without-dnr": 2}


def test_views_of_roles_and_partners_take_the_right_ones(store: Store) -> None:
    factory.person(store, roles=["coordinator", "press"])
    factory.person(store, roles=["academic-coordinator"])
    factory.organisation(store, standing=PartnerStanding.STRATEGIC)
    factory.organisation(store, kind="own-unit")
    persons = {view.key: store.count(Listing(PERSONS, view)) for view in PERSONS.views}
    assert persons == {"all": 2, "coordinators": 1, "signatories": 0, "multipliers": 0}
    organisations = {view.key: store.count(Listing(ORGANISATIONS, view)) for view in ORGANISATIONS.views}
    assert organisations == {"all": 2, "partners": 1, "prospects": 0, "own": 1}


# Whole rows


@each_type
def test_a_page_can_be_read_when_the_session_is_gone(store: Store, record_type: RecordType) -> None:
    row = factory.made(store, record_type, **factory.full(store, record_type))
    (found,) = store.page(record_type.record, [row.id, 10**6]).values()
    (selected,) = store.rows(select(record_type.record).where(record_type.record.id == row.id))
    got = store.get(record_type.record, row.id)
    assert got is not None
    for language in (Language(code) for code in CODES):
        texts = [[field.text(one, language) for field in record_type.fields] for one in (row, found, selected, got)]
        assert texts == texts[:1] * 4
    assert record_type.plain(found) == record_type.plain(row)


def test_what_is_not_there_is_none(store: Store) -> None:
    assert store.get(Organisation, 99) is None
    assert store.page(Organisation, []) == {}
    assert store.past(Organisation, 99) == []


def test_references_name_every_record_that_points_here(store: Store) -> None:
    organisation = factory.organisation(store)
    child = factory.organisation(store, parent_id=organisation.id)
    person = factory.person(store, affiliations=[{"organisation_id": organisation.id}])
    conditions = [{"sending_id": organisation.id, "receiving_id": organisation.id}]
    agreement = factory.agreement(store, conditions=conditions, parties=[{"organisation_id": organisation.id}])
    found = {(type(row), row.id) for row in store.references(Organisation, organisation.id)}
    assert found == {(Organisation, child.id), (Person, person.id), (Agreement, agreement.id)}


# Telling


def test_listeners_hear_which_classes_changed_after_the_change(store: Store) -> None:
    heard: list[frozenset[type[Record]]] = []
    store.on_change(heard.append)
    organisation = factory.organisation(store)
    assert heard == [{Organisation}]
    factory.person(store, affiliations=[{"organisation_id": organisation.id}])
    assert heard[1:] == [{Person}]
    edit.save(store, ORGANISATIONS, {"city": organisation.city}, number=organisation.id)
    with pytest.raises(edit.Invalid):
        edit.save(store, ORGANISATIONS, {"website": "x"}, number=organisation.id)
    assert len(heard) == 2
    store.undo()
    store.redo()
    edit.save(store, ORGANISATIONS, {"city": "Wien"}, number=organisation.id)
    assert heard[2:] == [{Person}, {Person}, {Organisation}]


def test_a_new_name_is_told_to_the_lists_that_show_it(store: Store) -> None:
    organisation = factory.organisation(store, name_sv="Gamla")
    factory.membership(store, organisation_id=organisation.id)
    person = factory.person(store)
    ambassador = factory.ambassador(store, person_id=person.id)
    factory.interaction(store, ambassador_id=ambassador.id)
    heard: list[frozenset[type[Record]]] = []
    store.on_change(heard.append)
    edit.save(store, ORGANISATIONS, {"name_sv": "Nya"}, number=organisation.id)
    edit.save(store, PERSONS, {"family_name": "Ny"}, number=person.id)
    assert heard == [{Organisation, Membership}, {Person, Ambassador, Interaction}]


# Others at work


def test_a_save_over_another_persons_is_refused(store: Store) -> None:
    row = factory.organisation(store, name_sv="A")
    edit.save(store, ORGANISATIONS, {"name_sv": "B"}, number=row.id, version=row.version)
    with pytest.raises(StaleRecord):
        edit.save(store, ORGANISATIONS, {"name_sv": "C"}, number=row.id, version=row.version)
    found = store.get(Organisation, row.id)
    assert found is not None
    assert (found.name_sv, found.version) == ("B", row.version + 1)
    assert len(store.past(Organisation, row.id)) == 2


def test_a_change_of_a_part_is_not_overwritten_either(store: Store) -> None:
    row = factory.person(store)
    edit.save(store, PERSONS, {"phones": [{"number": "1"}]}, number=row.id, version=row.version)
    with pytest.raises(StaleRecord):
        edit.save(store, PERSONS, {"notes": "A"}, number=row.id, version=row.version)


def test_a_row_changed_between_reading_and_writing_is_not_overwritten(store: Store) -> None:
    row = factory.organisation(store, name_sv="A")

    def overtake() -> None:
        with store.change("Test") as session:
            found = session.get(Organisation, row.id)
            assert found is not None
            session.execute(text("UPDATE organisation SET version = version + 1, name_sv = 'B'"))
            found.name_sv = "C"

    with pytest.raises(StaleRecord):
        overtake()
    assert [one.name_sv for one in store.all(Organisation)] == ["A"]


def test_while_another_program_writes_one_is_told_and_nothing_is_lost(
    store: Store, monkeypatch: pytest.MonkeyPatch, en: Language
) -> None:
    factory.organisation(store, name_sv="A")
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=30")
    other = _second_engine(store)
    with other.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(KideskError) as refusal:
            factory.organisation(store, name_sv="B")
        connection.exec_driver_sql("ROLLBACK")
    other.dispose()
    assert "Another program is using the database" in refusal.value.said(en)
    factory.organisation(store, name_sv="C")
    assert [row.name_sv for row in store.all(Organisation)] == ["A", "C"]


def _second_engine(store: Store) -> Engine:
    with store.read() as session:
        file = session.execute(text("PRAGMA database_list")).one().file
    return database.open_engine(Path(file))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("SELECT * FROM no_such_table", "could not be read or written"),
        ("INSERT INTO quarter (name) VALUES (NULL)", "not there"),
    ],
)
def test_troubles_of_the_database_are_told_in_a_sentence(store: Store, en: Language, statement: str, said: str) -> None:
    def fail() -> None:
        with store.change("Test") as session:
            session.execute(text(statement))

    with pytest.raises(KideskError) as trouble:
        fail()
    assert said in trouble.value.said(en)
    assert statement not in trouble.value.said(en)


def test_codes_order_the_items_of_a_plan(store: Store, sv: Language) -> None:
    plan = factory.plan(store)
    for code in ("10", "9", "1.10", "1.9"):
        factory.plan_item(store, plan_id=plan.id, code=code)
    ids = store.ids(Listing(PLAN_ITEMS), sv)
    rows = store.page(PLAN_ITEMS.record, ids)
    assert [PLAN_ITEMS.field("code").text(rows[number], sv) for number in ids] == ["1.9", "1.10", "9", "10"]


def test_what_is_kept_can_be_read_while_a_long_step_is_under_way(store: Store) -> None:
    factory.organisation(store)
    with store.change(edit.ADDED, ORGANISATIONS.key) as session:
        session.add_all(Organisation(name_sv=f"{number}", notes="å" * 2_000) for number in range(2_000))
        session.flush()
        assert store.count(Listing(ORGANISATIONS)) == 1
    assert store.count(Listing(ORGANISATIONS)) == 2_001
