"""Import, merge, bulk edit and their undo, in any order: whatever is taken back leaves an equal database."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import consents, edit, import_contacts, retention_review
from kidesk.operations import edit_many as edit_many_
from kidesk.operations.edit_many import add_tags, edit_many, take_tags
from kidesk.operations.merge_records import merge
from kidesk.operations.merged import is_merged
from kidesk.operations.rectify import rectify
from kidesk.records import (
    AGREEMENTS,
    AMBASSADORS,
    INTERACTIONS,
    MEMBERSHIPS,
    ORGANISATIONS,
    PERSONS,
    PLAN_ITEMS,
    PLANS,
    PRIVACY_DECISIONS,
    clock,
)
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.person_terms import LegalBasis
from kidesk.records.record_type import RecordType
from kidesk.store import journal, loading, replay
from kidesk.store.check import check
from kidesk.store.search import words_of
from kidesk.store.store import Listing, Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.store.dumping import dump, index

SV = Language("sv")
FILES = {
    "first.csv": "Förnamn;Efternamn;E-post;Organisation;Titel\n"
    "Anna;Öberg;anna@example.org;Lunds universitet;Professor\nBo;Ek;bo@example.org;Umeå universitet;Lektor\n",
    "second.csv": "Förnamn;Efternamn;E-post;Telefon\n"
    "Anna;Öberg-Ek;anna@example.org;+46 70 123 45 67\nCeci;Dahl;ceci@example.org;\n",
    "cards.vcf": "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bo Ek\r\nN:Ek;Bo;;;\r\nEMAIL:bo.ek@example.com\r\n"
    "ORG:Lunds universitet;Medicin\r\nUID:urn:uuid:1\r\nEND:VCARD\r\n",
}
PLACES = st.integers(0, 5)
TOUCHED = (
    AGREEMENTS,
    AMBASSADORS,
    INTERACTIONS,
    MEMBERSHIPS,
    ORGANISATIONS,
    PERSONS,
    PLAN_ITEMS,
    PLANS,
    PRIVACY_DECISIONS,
)


class PeopleInAnyOrder(RuleBasedStateMachine):
    """Steps are taken and taken back; `before` has the database before each step that stands, the latest last."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(self.template, self.folder / "workspace")
        for name, text in FILES.items():
            (self.folder / name).write_text(text, "utf-8")
        self.workspace = Workspace.open(self.folder / "workspace", "Tove")
        self.before: list[object] = []
        self.undone: list[object] = []

    def teardown(self) -> None:
        """Leaves nothing behind."""
        self.workspace.close()
        shutil.rmtree(self.folder)

    @property
    def store(self) -> Store:
        """The records."""
        return self.workspace.store

    def state(self) -> object:
        """All that is stored, and how it is found."""
        return dump(self.store), index(self.store)

    def step(self, act: Callable[[], object]) -> None:
        """Takes a step; one that is refused, or that has nothing to do, leaves everything and no step behind."""
        was, latest = self.state(), self.store.next_steps()
        try:
            act()
        except KideskError:
            assert self.state() == was
        if self.state() == was:
            assert self.store.next_steps() == latest
        else:
            self.before.append(was)
            self.undone.clear()

    def ids(self, record_type: RecordType, *places: int) -> list[int]:
        """Some of the records there are, by their places."""
        there = list(self.store.ids(Listing(record_type), SV))
        return list(dict.fromkeys(there[place % len(there)] for place in places)) if there else []

    @rule(name=st.sampled_from(sorted(FILES)))
    def imports(self, name: str) -> None:
        """A file comes in; the same file again changes nothing."""
        self.step(lambda: import_contacts.import_contacts(self.store, self.folder / name))
        was = self.state()
        import_contacts.import_contacts(self.store, self.folder / name)
        assert self.state() == was

    @rule(record_type=st.sampled_from([PERSONS, ORGANISATIONS]), one=PLACES, other=PLACES)
    def merges(self, record_type: RecordType, one: int, other: int) -> None:
        """Two become one."""
        pair = self.ids(record_type, one, other)
        if len(pair) == 2:
            self.step(lambda: merge(self.store, record_type, pair[0], pair[1]))

    @rule(places=st.lists(PLACES, min_size=1, max_size=4), basis=st.sampled_from(list(LegalBasis)))
    def edits_many(self, places: list[int], basis: LegalBasis) -> None:
        """Several persons are edited together."""
        numbers = self.ids(PERSONS, *places)
        self.step(lambda: edit_many(self.store, PERSONS, numbers, {"legal_basis": basis}, language=SV))

    @rule(places=st.lists(PLACES, min_size=1, max_size=4), tag=st.sampled_from(["Nordamerika", "Alumner"]))
    def tags(self, places: list[int], tag: str) -> None:
        """Several persons are given a tag."""
        numbers = self.ids(PERSONS, *places)
        self.step(lambda: add_tags(self.store, PERSONS, numbers, [tag], language=SV))

    @rule(places=st.lists(PLACES, min_size=1, max_size=4), tag=st.sampled_from(["Nordamerika", "Alumner"]))
    def takes_tags(self, places: list[int], tag: str) -> None:
        """A tag is taken from several persons."""
        numbers = self.ids(PERSONS, *places)
        self.step(lambda: take_tags(self.store, PERSONS, numbers, [tag], language=SV))

    @rule(place=PLACES)
    def deletes(self, place: int) -> None:
        """A person is deleted, unless others point at them."""
        numbers = self.ids(PERSONS, place)
        self.step(lambda: edit.delete(self.store, PERSONS, numbers))

    @rule(place=PLACES)
    def withdraws(self, place: int) -> None:
        """A person takes back what they have agreed to."""
        numbers = self.ids(PERSONS, place)
        if numbers:
            keys = [one.key for one in consents.standing(self.store, numbers[0])]
            self.step(lambda: consents.withdraw(self.store, numbers[0], keys, clock.today(), "Brev", SV))

    @rule(place=PLACES, name=st.sampled_from(["Öst", "Ek"]))
    def rectifies(self, place: int, name: str) -> None:
        """A person's name is corrected."""
        numbers = self.ids(PERSONS, place)
        if numbers:
            self.step(lambda: rectify(self.store, numbers[0], {"family_name": name}, "Felstavat", language=SV))

    @rule(place=PLACES)
    def keeps(self, place: int) -> None:
        """It is decided that a person's data are kept."""
        until = clock.today() + dt.timedelta(days=30)
        numbers = self.ids(PERSONS, place)
        if numbers:
            self.step(lambda: retention_review.keep(self.store, numbers[0], until, "Behövs"))

    @rule(place=PLACES, is_protected=st.booleans())
    def protects(self, place: int, is_protected: bool) -> None:
        """A person's identity is protected, or no longer is; who was merged into them follows."""
        numbers = self.ids(PERSONS, place)
        if numbers:
            values = {"has_protected_identity": is_protected}
            self.step(lambda: edit.save(self.store, PERSONS, values, number=numbers[0]))

    @precondition(lambda self: self.before)
    @rule()
    def undoes(self) -> None:
        """The latest step is taken back, and everything is as before it."""
        was = self.state()
        assert self.store.undo() is not None
        assert self.state() == self.before.pop()
        self.undone.append(was)

    @precondition(lambda self: self.undone)
    @rule()
    def redoes(self) -> None:
        """What was taken back is done again, and everything is as it was after it."""
        was = self.state()
        assert self.store.redo() is not None
        assert self.state() == self.undone.pop()
        self.before.append(was)

    @invariant()
    def holds_together(self) -> None:
        """The database passes its own checks."""
        assert [one.check for one in check(self.store) if one.problems] == []

    @invariant()
    def finds_what_there_is(self) -> None:
        """The index says of every record what the record says, and the full text agrees with it word for word."""
        said = set()
        for record_type in TOUCHED:
            standing = self.store.ids(Listing(record_type), SV)
            for number, row in self.store.page(record_type.record, standing).items():
                said.add((record_type.key, number, *words_of(row)))
        assert index(self.store) == said
        with self.store.engine.begin() as database:
            database.exec_driver_sql("INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)")

    @invariant()
    def leads_to_those_who_stand(self) -> None:
        """Nothing but the merged records themselves points at one that was merged into another."""
        for record in (Person, Organisation):
            with self.store.read() as session:
                gone = session.scalars(select(record.id).where(record.merged_into_id.is_not(None))).all()
            for number in gone:
                assert all(is_merged(one) for one in self.store.references(record, number))


def _linked(store: Store, school: int) -> None:
    """A person who stands in every kind of link, and has agreed to something."""
    given = [{"purpose": "Film", "given_on": dt.date(2026, 1, 1)}]
    person = factory.person(store, affiliations=[{"organisation_id": school}], consents=given, tags=["Alumner"])
    linked = {"person_id": person.id}
    contact = {**linked, "side": "partner"}
    factory.interaction(store, persons=[linked], follow_up_by_id=person.id)
    factory.ambassador(store, **linked)
    factory.membership(store, representatives=[linked])
    factory.agreement(store, owner_id=person.id, contacts=[contact], signatories=[contact])
    factory.plan_item(store, contact_id=person.id)


def test_whatever_is_taken_back_leaves_an_equal_database(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (import_contacts, edit_many_):
        monkeypatch.setattr(module, "_AT_ONCE", 2)  # so that few rows make several batches
    for module in (journal, loading, replay):
        monkeypatch.setattr(module, "AT_ONCE", 2)
    made = tmp_path / "workspace"
    shutil.copytree(template, made)
    workspace = Workspace.open(made, "Tove")
    school = factory.organisation(workspace.store, name_sv="Lunds universitet", name_en="Lund University")
    _linked(workspace.store, school.id)
    _linked(workspace.store, school.id)
    workspace.close()
    machine = type("Machine", (PeopleInAnyOrder,), {"template": made})
    health = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        machine, settings=settings(max_examples=15, stateful_step_count=14, suppress_health_check=health)
    )
