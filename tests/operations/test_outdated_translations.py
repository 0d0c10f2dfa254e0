"""Outdated translations: all of them in one list, and the word that one still holds."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from kidesk.errors import KideskError, StaleRecord
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.outdated_translations import TRANSLATED, Outdated, outdated_translations, translation_holds
from kidesk.operations.seal_quarter import seal
from kidesk.records import INDICATORS, PLAN_ITEMS, PLANS, RECORD_TYPES
from kidesk.records.fields import Parts
from kidesk.records.plan import Plan
from kidesk.records.plan_item import Assessment, PlanItem
from kidesk.records.plan_text import Chapter, PlanText
from kidesk.records.quarter import Colour
from kidesk.records.record import Record, Translated
from kidesk.records.record_type import RecordType
from kidesk.settings import Settings
from kidesk.store.store import Listing, Store
from tests import factory

EN = Language("en")


def listed(store: Store) -> list[tuple[str, str, str]]:
    """The list: record, text, and its Swedish."""
    found = outdated_translations(store)
    return [(one.caption("en"), one.text.what(EN), one.text.sv) for one in found]


def reworded(store: Store, record_type: RecordType, record: Record) -> None:
    """Changes all Swedish texts of a record and its parts, and no English one."""
    values: dict[str, Any] = {}
    if isinstance(record, Plan):
        reworded_texts(store, record.id)
    for field in record_type.editable:
        if isinstance(field, Parts):
            values[field.key] = [
                {"id": part.id}
                | {one.key: one.read(part) for one in field.fields}
                | {one.key: f"Ny {one.key}" for one in field.fields if one.key.endswith("_sv")}
                for part in field.read(record)
            ]
        elif field.key.endswith("_sv"):
            values[field.key] = f"Ny {field.key}"
    edit.save(store, record_type, values, number=record.id)


def reworded_texts(store: Store, number: int) -> None:
    """Changes the Swedish prose of a plan's documents."""
    with store.change("Wrote", "plans") as session:
        for text in session.scalars(select(PlanText).where(PlanText.plan_id == number)):
            text.heading_sv, text.text_sv = "Ny heading_sv", "Ny text_sv"


def judged(store: Store, quarter: str = "2024-Q4") -> PlanItem:
    """An activity with a comment in both languages."""
    said = {"comment_sv": "På gång", "comment_en": "Under way", "colour": Colour.GREEN}
    quarter_id = factory.quarter(store, name=quarter).id
    return factory.plan_item(
        store, title_sv="Möten", title_en="Meetings", assessments=[{"quarter_id": quarter_id} | said]
    )


def test_every_kind_of_text_is_in_the_list(store: Store) -> None:
    text = {"chapter": Chapter.BACKGROUND, "heading_sv": "A", "heading_en": "A", "text_sv": "B", "text_en": "B"}
    plan = factory.plan(store, title_en="Visibility plan")
    factory.plan_text(store, plan.id, **text)
    sentence = {"code": "hits", "text_sv": "{figure}", "text_en": "{figure}", "from_period": "2019"}
    note = {"period": "2024-03", "note_sv": "A", "note_en": "A"}
    both = {"name_sv": "Träffar", "name_en": "Hits", "unit_sv": "st", "unit_en": "hits"}
    indicator = factory.indicator(store, annotations=[note], sentences=[sentence], **both)
    item = judged(store)
    for record_type, record in ((PLANS, plan), (PLAN_ITEMS, item), (INDICATORS, indicator)):
        reworded(store, record_type, record)
    assert listed(store) == [
        ("Visibility plan", "Title in English", "Ny title_sv"),
        ("Visibility plan", "Heading in English (Final report · Background)", "Ny heading_sv"),
        ("Visibility plan", "Text in English (Final report · Background)", "Ny text_sv"),
        ("Meetings", "Title in English", "Ny title_sv"),
        ("Meetings", "Comment in English (2024-Q4 · Green)", "Ny comment_sv"),
        ("Hits", "Name in English", "Ny name_sv"),
        ("Hits", "Unit in English", "Ny unit_sv"),
        ("Hits", "Note in English (2024-03)", "Ny note_sv"),
        ("Hits", "Text in English (hits · Times the value of the first period · 2019)", "Ny text_sv"),
    ]


def test_no_type_with_translated_texts_is_forgotten() -> None:
    has_texts = [
        one
        for one in RECORD_TYPES
        if issubclass(one.record, Translated)
        or any(isinstance(field, Parts) and issubclass(field.part, Translated) for field in one.fields)
    ]
    assert set(TRANSLATED) == set(has_texts)


@pytest.mark.parametrize("record_type", TRANSLATED, ids=lambda one: one.key)
def test_a_view_shows_the_records_with_such_texts(store: Store, record_type: RecordType) -> None:
    view = next(view for view in record_type.views if view.key == "outdated")
    record = factory.made(store, record_type, **factory.full(store, record_type))
    factory.made(store, record_type)
    assert list(store.ids(Listing(record_type, view), EN)) == []
    reworded(store, record_type, record)
    assert list(store.ids(Listing(record_type, view), EN)) == [record.id]
    assert {one.number for one in outdated_translations(store)} == {record.id}


def only(store: Store) -> Outdated:
    """The only outdated text."""
    (found,) = outdated_translations(store)
    return found


def test_a_translation_that_still_holds_leaves_the_list_in_one_step(store: Store) -> None:
    item = judged(store)
    edit.save(store, PLAN_ITEMS, {"title_sv": "Sammanträden"}, number=item.id)
    translation_holds(store, PLAN_ITEMS, only(store).text)
    assert listed(store) == []
    store.undo()
    assert listed(store) == [("Meetings", "Title in English", "Sammanträden")]
    store.redo()
    assert listed(store) == []


def test_one_text_of_a_part_holds_and_the_others_stay(store: Store) -> None:
    reworded(store, PLAN_ITEMS, judged(store))
    title, comment = outdated_translations(store)
    translation_holds(store, PLAN_ITEMS, comment.text)
    assert outdated_translations(store) == (title,)


def test_what_was_changed_meanwhile_is_not_said_to_hold(store: Store) -> None:
    item = judged(store)
    edit.save(store, PLAN_ITEMS, {"title_sv": "Sammanträden"}, number=item.id)
    seen = only(store)
    edit.save(store, PLAN_ITEMS, {"title_sv": "Träffar"}, number=item.id)
    with pytest.raises(StaleRecord):
        translation_holds(store, PLAN_ITEMS, seen.text)
    assert listed(store) == [("Meetings", "Title in English", "Träffar")]


def test_in_a_sealed_quarter_nothing_is_marked_otherwise(store: Store) -> None:
    item = judged(store)
    before = item.assessments[0]
    row = {"id": before.id, "quarter_id": before.quarter_id, "comment_sv": "Klart", "comment_en": "Under way"}
    edit.save(store, PLAN_ITEMS, {"assessments": [row]}, number=item.id)
    seal(store, "2024-Q4", Settings())
    with pytest.raises(KideskError, match="sealed"):
        translation_holds(store, PLAN_ITEMS, only(store).text)
    with store.read() as session:
        found = session.get(Assessment, before.id)
        assert found is not None
        assert found.changed_since_translated == ["comment"]
