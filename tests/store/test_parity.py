"""Bilingual parity: what is marked as changed since it was translated, held against an oracle that only sees values."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kidesk.operations import edit
from kidesk.records.plan import PLANS, Plan
from kidesk.records.plan_item import Assessment, PlanItem
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.plan_text import PlanText
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.conftest import WHO


def plan(store: Store, **values: Any) -> Plan:
    """A plan with a title in both languages."""
    return factory.plan(store, **{"title_sv": "Plan för synlighet", "title_en": "Visibility plan"} | values)


def changed(store: Store, number: int, **values: Any) -> list[str]:
    """What is marked in a plan once these of its fields were saved."""
    edit.save(store, PLANS, values, number=number)
    return marks(store, number)


def marks(store: Store, number: int) -> list[str]:
    """What is marked in a plan."""
    found = store.get(Plan, number)
    assert found is not None
    return found.changed_since_translated


def test_swedish_changed_alone_leaves_the_english_behind(store: Store) -> None:
    assert changed(store, plan(store).id, title_sv="Plan för medier") == ["title"]


def test_both_changed_are_a_translation(store: Store) -> None:
    assert changed(store, plan(store).id, title_sv="Plan för medier", title_en="Media plan") == []


def test_english_written_anew_catches_up(store: Store) -> None:
    number = plan(store).id
    changed(store, number, title_sv="Plan för medier")
    assert changed(store, number, title_en="Media plan") == []


@pytest.mark.parametrize("emptied", ["title_en", "title_sv"])
def test_a_text_in_one_language_alone_is_no_translation(store: Store, emptied: str) -> None:
    number = plan(store).id
    changed(store, number, title_sv="Plan för medier")
    assert changed(store, number, **{emptied: ""}) == []


def test_swedish_changed_where_there_is_no_english_marks_nothing(store: Store) -> None:
    assert changed(store, plan(store, title_en="").id, title_sv="Plan för medier") == []


def test_what_is_new_has_nothing_to_catch_up_with(store: Store) -> None:
    assert marks(store, plan(store).id) == []


def test_another_field_leaves_the_mark_as_it_is(store: Store) -> None:
    number = plan(store).id
    changed(store, number, title_sv="Plan för medier")
    assert changed(store, number, notes="Kontrollera") == ["title"]


def test_undo_and_redo_bring_the_marks_back_with_the_texts(store: Store) -> None:
    number = plan(store).id
    changed(store, number, title_sv="Plan för medier")
    changed(store, number, title_en="Media plan")
    store.undo()
    assert marks(store, number) == ["title"]
    store.undo()
    assert marks(store, number) == []
    store.redo()
    assert marks(store, number) == ["title"]
    store.redo()
    assert marks(store, number) == []


def test_a_part_has_marks_of_its_own(store: Store) -> None:
    quarter = factory.quarter(store)
    said = {"comment_sv": "På gång", "comment_en": "Under way"}
    item = factory.plan_item(store, assessments=[{"quarter_id": quarter.id} | said])
    (before,) = item.assessments
    row = {"id": before.id, "quarter_id": quarter.id} | said | {"comment_sv": "Klart"}
    edit.save(store, PLAN_ITEMS, {"assessments": [row]}, number=item.id)
    after = store.get(PlanItem, item.id)
    assert after is not None
    assert after.changed_since_translated == []
    assert after.assessments[0].changed_since_translated == ["comment"]


def test_the_texts_of_a_class_are_found_by_its_columns() -> None:
    assert PlanText.stems() == ("heading", "text")
    assert Assessment.stems() == ("comment",)
    assert PlanItem.stems() == ("title",)


# Random edits against an oracle that knows nothing of sessions

_WORDS = st.sampled_from(["", " ", "a", "b", "c"])
_STEMS = ("heading", "text")
_KEYS = [f"{stem}_{code}" for stem in _STEMS for code in ("sv", "en")]
_FLUSH = st.dictionaries(st.sampled_from(_KEYS), _WORDS, max_size=3)
# An operation is several flushes; "undo" and "redo" are steps of their own.
_STEPS = st.lists(st.one_of(st.lists(_FLUSH, min_size=1, max_size=3), st.sampled_from(["undo", "redo"])), max_size=12)

_State = tuple[dict[str, str], frozenset[str]]


def _after(state: _State, operation: list[dict[str, str]]) -> _State:
    """What an operation leaves behind: told by the texts before and after it alone."""
    texts, marked = state
    now = dict(texts)
    for flush in operation:
        now |= flush
    still: set[str] = set()
    for stem in _STEMS:
        sv, en = f"{stem}_sv", f"{stem}_en"
        if not now[sv].strip() or not now[en].strip() or texts[en] != now[en]:
            continue
        if texts[sv] != now[sv] or stem in marked:
            still.add(stem)
    return now, frozenset(still)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(_KEYS), _WORDS), _STEPS)
def test_any_edits_undone_and_redone_leave_the_marks_the_texts_ask_for(
    template: Path, start: dict[str, str], steps: list[Any]
) -> None:
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "workspace"
        shutil.copytree(template, copy)
        with closing(Workspace.open(copy, WHO)) as workspace:
            _walk(workspace.store, start, steps)


def _is_a_step(texts: dict[str, str], operation: list[dict[str, str]]) -> bool:
    """Whether there is something to undo: also what one flush changed and the next changed back."""
    return any((texts := texts | flush) != before for flush in operation for before in [texts])


def _walk(store: Store, start: dict[str, str], steps: list[Any]) -> None:
    text = factory.plan_text(store, plan(store).id, **start)
    state: _State = (dict.fromkeys(_KEYS, "") | start, frozenset())
    done: list[_State] = []
    undone: list[_State] = []
    for step in steps:
        if step == "undo":
            if done:
                store.undo()
                undone.append(state)
                state = done.pop()
        elif step == "redo":
            if undone:
                store.redo()
                done.append(state)
                state = undone.pop()
        else:
            before, state = state, _after(state, step)
            _write(store, text.id, step)
            if _is_a_step(before[0], step):
                done.append(before)
                undone.clear()
        with store.read() as session:
            found = session.get(PlanText, text.id)
            assert found is not None
            assert {key: getattr(found, key) for key in _KEYS} == state[0]
            assert frozenset(found.changed_since_translated) == state[1]


def _write(store: Store, number: int, operation: list[dict[str, str]]) -> None:
    with store.change("Changed a text", "plans") as session:
        row = session.get(PlanText, number)
        for flush in operation:
            for key, value in flush.items():
                setattr(row, key, value)
            session.flush()
