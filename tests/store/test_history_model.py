"""Adding, editing, deleting, undoing and redoing in any order agrees with a simple model."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from kidesk.errors import KideskError
from kidesk.operations import edit
from kidesk.records.organisation import ORGANISATIONS
from kidesk.records.person_type import PERSONS
from kidesk.store import journal, replay
from kidesk.store.check import check
from kidesk.store.workspace import Workspace
from tests.store.dumping import dump, index

FEW = settings(max_examples=8, stateful_step_count=25, suppress_health_check=list(HealthCheck))
NAMES = st.sampled_from(["Lund", "Åbo", "Uppsala", "Örebro", "Wien"])


class Undoing(RuleBasedStateMachine):
    """Keeps every state on two stacks: undo and redo must lead back to exactly these."""

    template: Path

    @initialize()
    def open(self) -> None:
        """A workspace of its own for every run."""
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(self.template, self.folder / "workspace")
        self.workspace = Workspace.open(self.folder / "workspace", "Tove")
        self.store = self.workspace.store
        self.past: list[Any] = []
        self.future: list[Any] = []
        self.now = self._seen()

    def teardown(self) -> None:
        """Closes and removes it."""
        if hasattr(self, "workspace"):
            self.workspace.close()
            shutil.rmtree(self.folder)

    def _seen(self) -> Any:
        return dump(self.store), index(self.store)

    def _did(self) -> None:
        seen = self._seen()
        if seen != self.now:
            self.past.append(self.now)
            self.future.clear()
            self.now = seen

    def _ids(self, table: str) -> list[int]:
        return [row["id"] for row in self.now[0][table]]

    @rule(name=NAMES)
    def add_organisation(self, name: str) -> None:
        """Adds an organisation."""
        edit.save(self.store, ORGANISATIONS, {"name_sv": name})
        self._did()

    @rule(name=NAMES, data=st.data())
    def add_person(self, name: str, data: st.DataObject) -> None:
        """Adds a person, who may belong to organisations."""
        organisations = data.draw(st.lists(st.sampled_from([0, *self._ids("organisation")]), max_size=2, unique=True))
        affiliations = [{"organisation_id": one} for one in organisations if one]
        values = {"family_name": name, "affiliations": affiliations, "tags": [name]}
        edit.save(self.store, PERSONS, values)
        self._did()

    @precondition(lambda self: self._ids("organisation"))
    @rule(name=NAMES, data=st.data())
    def rename(self, name: str, data: st.DataObject) -> None:
        """Renames an organisation, perhaps to the name it has."""
        number = data.draw(st.sampled_from(self._ids("organisation")))
        edit.save(self.store, ORGANISATIONS, {"name_sv": name}, number=number)
        self._did()

    @precondition(lambda self: self._ids("person"))
    @rule(mails=st.lists(st.sampled_from(["a@example.org", "b@example.org"]), max_size=2), data=st.data())
    def change_parts(self, mails: list[str], data: st.DataObject) -> None:
        """Replaces a person's addresses."""
        number = data.draw(st.sampled_from(self._ids("person")))
        kept = [one["id"] for one in self.now[0]["person_email"] if one["person_id"] == number]
        emails = [{"address": mail} | ({"id": kept.pop()} if kept else {}) for mail in mails]
        edit.save(self.store, PERSONS, {"emails": emails}, number=number)
        self._did()

    @precondition(lambda self: self._ids("organisation") + self._ids("person"))
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        """Deletes one or several, unless others point at them."""
        record_type = data.draw(st.sampled_from([one for one in (ORGANISATIONS, PERSONS) if self._ids_of(one)]))
        numbers = data.draw(st.lists(st.sampled_from(self._ids_of(record_type)), min_size=1, max_size=3, unique=True))
        try:
            edit.delete(self.store, record_type, numbers)
        except KideskError:
            assert self._seen() == self.now
        self._did()

    def _ids_of(self, record_type: Any) -> list[int]:
        return self._ids(record_type.record.__tablename__)

    @rule()
    def undo(self) -> None:
        """Takes the latest step back."""
        assert (self.store.undo() is None) == (not self.past)
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()

    @rule()
    def redo(self) -> None:
        """Does the step taken back last again."""
        assert (self.store.redo() is None) == (not self.future)
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()

    @invariant()
    def agrees(self) -> None:
        """What is stored and indexed is what the model says, and all of it is whole."""
        if hasattr(self, "store"):
            assert self._seen() == self.now
            with self.store.change("Check the index") as session:
                session.execute(text("INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)"))
            assert not [finding for finding in check(self.store) if finding.problems]


@pytest.mark.filterwarnings("error")
def test_any_steps_agree_with_the_model(template: Path) -> None:
    Undoing.template = template
    run_state_machine_as_test(Undoing, settings=FEW)


@pytest.mark.filterwarnings("error")
def test_any_steps_agree_with_the_model_where_all_is_done_in_portions(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "AT_ONCE", 1)
    monkeypatch.setattr(replay, "AT_ONCE", 1)
    Undoing.template = template
    run_state_machine_as_test(Undoing, settings=FEW)
