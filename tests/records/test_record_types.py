"""Every record type: its description is whole, and what its form takes in comes back unchanged."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from kidesk.i18n import CODES, Language, trimmed
from kidesk.operations import edit
from kidesk.records import BY_KEY, RECORD_TYPES, type_of
from kidesk.records.agreement import Agreement, Condition, PartnerContact, Signatory
from kidesk.records.attachment import Attachment
from kidesk.records.field import Field, Stored
from kidesk.records.fields import Choice, Coded, Day, Derived, Flag, Link, Number, Parts, Text
from kidesk.records.indicator import Counted, Frequency, IndicatorSentence
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import Quarter
from kidesk.records.record import BOOKKEEPING, Part, Record, Row, Translated
from kidesk.records.record_type import RecordType
from kidesk.records.risk_assessment import RiskConclusion
from kidesk.records.term import Term
from kidesk.store.history import owner_of
from kidesk.store.store import Store
from tests import factory

each_type = pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda one: one.key)

# Columns that operations of their own write, so that no form has them.
HIDDEN: dict[type[Row], set[str]] = {
    Quarter: {"status", "reopened_because"},
    Agreement: {"status"},
    Condition: {"as_read"},
    PartnerContact: {"as_read"},
    Signatory: {"as_read"},
    Attachment: {"stored", "sha256", "size"},
    PlanItem: {"copied_from_id"},
    Person: {"merged_into_id", "distinct_from"},
    Organisation: {"merged_into_id", "distinct_from"},
    IndicatorSentence: {"approved_figure", "approved_on", "approved_by"},
}


def _hidden(row: type[Row]) -> set[str]:
    return HIDDEN.get(row, set()) | ({"changed_since_translated"} if issubclass(row, Translated) else set())


def _parts(record_type: RecordType) -> Iterator[Parts]:
    return (field for field in record_type.fields if isinstance(field, Parts))


def _typed_parts(record_type: RecordType) -> Iterator[Parts]:
    return (parts for parts in _parts(record_type) if parts.is_typed)


def _stored(described: Iterable[Field]) -> Iterator[Stored]:
    return (field for field in described if isinstance(field, Stored))


def _all_stored(record_type: RecordType) -> Iterator[Stored]:
    yield from _stored(record_type.fields)
    for parts in _parts(record_type):
        yield from _stored(parts.fields)


def _columns(row: type[Row]) -> set[str]:
    owner_key = {owner_of(row)[1]} if issubclass(row, Part) else set()
    return {attribute.key for attribute in inspect(row).column_attrs} - BOOKKEEPING - owner_key


# The description


@each_type
def test_every_column_has_a_field(record_type: RecordType) -> None:
    described = {field.key for field in _stored(record_type.fields)}
    assert _columns(record_type.record) == described | _hidden(record_type.record)
    for parts in _parts(record_type):
        assert _columns(parts.part) == {field.key for field in parts.fields} | _hidden(parts.part)


def test_every_table_of_records_is_described() -> None:
    rows = [mapper.class_ for mapper in Row.registry.mappers]
    assert {row for row in rows if issubclass(row, Record)} == {one.record for one in RECORD_TYPES}
    described = {parts.part for one in RECORD_TYPES for parts in _parts(one)}
    assert {row for row in rows if issubclass(row, Part)} == described


def test_record_types_are_found_by_key_and_class() -> None:
    assert list(BY_KEY.values()) == list(RECORD_TYPES)
    assert [type_of(one.record) for one in RECORD_TYPES] == list(RECORD_TYPES)


@each_type
def test_every_word_of_the_description_is_there(record_type: RecordType) -> None:
    words = [record_type.one, record_type.many, record_type.new, record_type.empty]
    words += [section.label for section in record_type.sections] + [view.label for view in record_type.views]
    words += [field.label for field in record_type.fields]
    words += [field.label for parts in _parts(record_type) for field in parts.fields]
    words += [term.label for field in _all_stored(record_type) if isinstance(field, Choice) for term in field.terms]
    assert all(word.strip() == word != "" for word in words)


@each_type
def test_keys_are_unique_and_lead_somewhere(record_type: RecordType) -> None:
    keys = [field.key for field in record_type.fields]
    assert len(set(keys)) == len(keys)
    assert set(record_type.columns) <= set(keys)
    assert record_type.columns[0] == "name"
    assert record_type.badge is None or record_type.badge in keys
    views = [view.key for view in record_type.views]
    assert len(set(views)) == len(views) > 0
    with pytest.raises(KeyError):
        record_type.field("no such field")


@each_type
def test_a_badge_is_a_word_with_a_tone(store: Store, record_type: RecordType) -> None:
    if record_type.badge is not None:
        badge = record_type.field(record_type.badge).read(factory.made(store, record_type))
        assert isinstance(badge, Term)
        assert badge.tone


@each_type
def test_a_column_that_can_be_sorted_by_says_how(record_type: RecordType, sv: Language) -> None:
    by_hand = {"first_day", "last_day"}
    for key in set(record_type.columns) - by_hand:
        assert record_type.field(key).order(sv) is not None, key


@pytest.mark.parametrize("code", CODES)
def test_no_two_words_of_a_list_are_the_same(code: str) -> None:
    language = Language(code)
    for field in {field for one in RECORD_TYPES for field in _all_stored(one) if isinstance(field, Choice)}:
        words = [language.text(term.label) for term in field.terms]
        assert len(set(words)) == len(words), field


# Reading


@each_type
@pytest.mark.parametrize("code", CODES)
def test_a_full_record_can_be_read_in_every_field(store: Store, record_type: RecordType, code: str) -> None:
    row = factory.made(store, record_type, **factory.full(store, record_type))
    for field in record_type.fields:
        is_left = isinstance(field, Derived) or (isinstance(field, Parts) and not field.is_typed)
        if not is_left and field.key not in factory.LEFT:
            assert field.text(row, Language(code)), field


@each_type
def test_a_record_is_plain_enough_for_json(store: Store, record_type: RecordType) -> None:
    for row in (
        factory.made(store, record_type),
        factory.made(store, record_type, **factory.full(store, record_type)),
    ):
        plain = record_type.plain(row)
        assert json.loads(json.dumps(plain)) == plain
        assert (plain["id"], plain["version"]) == (row.id, 1)


# Required


@each_type
def test_required_is_required(store: Store, record_type: RecordType) -> None:
    whole = factory.full(store, record_type)
    for field in _stored(record_type.fields):
        if field.is_required:
            for values in (whole | {field.key: None}, {key: whole[key] for key in whole if key != field.key}):
                assert field.key in _refused(store, record_type, values)
    for parts in _typed_parts(record_type):
        for field in _stored(parts.fields):
            if field.is_required:
                row = {key: value for key, value in whole[parts.key][0].items() if key != field.key}
                assert parts.key in _refused(store, record_type, whole | {parts.key: [row]})
                assert parts.key in _refused(store, record_type, whole | {parts.key: [row | {field.key: None}]})


def _refused(store: Store, record_type: RecordType, values: dict[str, Any]) -> set[str]:
    with pytest.raises(edit.Invalid) as refusal:
        edit.save(store, record_type, values)
    return {problem.key for problem in refusal.value.problems}


@each_type
def test_nothing_at_all_is_a_record_only_where_nothing_is_required(store: Store, record_type: RecordType) -> None:
    assert _refused(store, record_type, {})


# What is said of a membership follows its latest review.
FOLLOWING = {"Membership.decision", "Membership.last_evaluated_on", "Membership.visibility_value"}


@each_type
def test_emptied_fields_are_saved_as_empty(store: Store, record_type: RecordType, en: Language) -> None:
    row = factory.made(store, record_type, **factory.full(store, record_type))
    kept = {"title_sv", "name_sv", "name", "given_name", "currency"}
    stored = [field for field in _stored(record_type.fields) if str(field.attribute) not in FOLLOWING]
    emptied = [field for field in stored if not field.is_required and field.key not in kept]
    for empty in ({field.key: None for field in emptied}, {field.key: field.parse("", en) for field in emptied}):
        edit.save(store, record_type, empty, number=row.id)
        found = store.get(record_type.record, row.id)
        assert found is not None
        assert {field.key: field.read(found) for field in emptied} == {field.key: field.blank for field in emptied}


# What is typed comes back

DATE = dt.date(2024, 2, 29)
# Fields with a rule about their form, and such as must agree with another field
FORMED: dict[str, st.SearchStrategy[Any]] = {
    "website": st.sampled_from(["", "https://example.org", "http://example.org/å?b=c#d"]),
    "linkedin": st.sampled_from(["", "https://example.org/in/a"]),
    "link": st.sampled_from(["", "https://example.org/page"]),
    "address": st.sampled_from(["anna@example.org", "å.ä@xn--exmpel-cua.example"]),
    "currency": st.sampled_from(["SEK", "EUR"]),
    "period": st.integers(1, 12).map("2024-{:02}".format),
    "due_quarters": st.lists(st.sampled_from(["2024-Q4", "2025-Q1"]), max_size=3),
    "frequency": st.just(Frequency.MONTHLY),
    "counted": st.just(Counted.NOTHING),
    "level": st.nothing(),
    "parent_id": st.nothing(),
    "Quarter.name": st.nothing(),
    "RiskAssessment.conclusion": st.just(RiskConclusion.WITH_MEASURES),
    "RiskAssessment.decided_by": st.text("aÅ", min_size=1),
} | dict.fromkeys(("title_sv", "name_sv", "family_name", "title"), st.text("aÅ", min_size=1))
# Assessments are one a quarter, stages and steps are dated and explained, each question is answered once, sentences
# have rules of their own: tested with their records.
BY_THEMSELVES = {"answers", "assessments", "reviews", "sentences", "stages", "status_changes"}
_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)


def _value(field: Stored, day: dt.date | None, links: dict[str, int]) -> st.SearchStrategy[Any]:
    if isinstance(field, Link):
        found = st.just(links[field.target.__tablename__])
        return found if field.is_required else st.none() | found
    wanted: st.SearchStrategy[Any]
    if isinstance(field, Text):
        one = _TEXT.map(lambda text: text[: field.length])
        wanted = one.filter(lambda text: text.strip() != "") if field.is_required or field.is_many else one
    elif isinstance(field, Choice):
        wanted = st.sampled_from(field.terms)
    elif isinstance(field, Day):
        wanted = st.just(day or DATE) if field.is_required else st.just(day)
    elif isinstance(field, Number):
        wanted = _number(field) if field.column.nullable is False else st.none() | _number(field)
    elif isinstance(field, Coded):
        wanted = st.sampled_from(list(field.table.codes))
    else:
        wanted = st.booleans()
    return st.lists(wanted, max_size=3) if field.is_many else wanted


def _number(field: Number) -> st.SearchStrategy[Any]:
    low, high = field.limits
    if "year" in field.key:
        return st.just(2024)
    return st.integers(low, high) if field.is_whole else st.decimals(low, high, places=2)


def _values(fields: Iterable[Field], day: dt.date | None, links: dict[str, int]) -> dict[str, st.SearchStrategy[Any]]:
    found = {
        field.key: FORMED.get(str(field.attribute), FORMED.get(field.key, _value(field, day, links)))
        for field in _stored(fields)
    }
    return {key: strategy for key, strategy in found.items() if not strategy.is_empty}


def _of_its_own(row: dict[str, Any]) -> object:
    """What no two rows of parts may share."""
    return row.get("period", row.get("until_on", id(row)))


@st.composite
def _forms(draw: st.DrawFn, record_type: RecordType, links: dict[str, int]) -> dict[str, Any]:
    """What a person may fill a form with: one day for all dates, so that none lies before another."""
    day = draw(st.none() | st.dates(dt.date(1, 1, 1)))
    values = draw(st.fixed_dictionaries(_values(record_type.fields, day, links)))
    for parts in _typed_parts(record_type):
        if parts.key not in BY_THEMSELVES:
            row = st.fixed_dictionaries(_values(parts.fields, day, links))
            rows = draw(st.lists(row, max_size=2, unique_by=_of_its_own))
            # Only one row may be the primary one.
            for later in [one for one in rows[1:] if "is_primary" in one]:
                later["is_primary"] = False
            values[parts.key] = rows
    return values


@pytest.fixture(scope="module")
def links(shared_store: Store) -> dict[str, int]:
    """A record of each type to link to."""
    return {one.record.__tablename__: factory.made(shared_store, one).id for one in RECORD_TYPES}


@each_type
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_form_comes_back_as_it_was_filled_in(
    shared_store: Store, links: dict[str, int], record_type: RecordType, data: st.DataObject
) -> None:
    row = factory.made(shared_store, record_type)
    wanted = data.draw(_forms(record_type, links))
    edit.save(shared_store, record_type, wanted, number=row.id)
    found = shared_store.get(record_type.record, row.id)
    assert found is not None
    for key, value in wanted.items():
        field = record_type.field(key)
        if isinstance(field, Parts):
            rows = [{one.key: one.read(part) for one in field.fields} for part in field.read(found)]
            assert _in_any_order(rows) == _in_any_order(value), key
        else:
            assert field.read(found) == value, key


def _in_any_order(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row, default=str, sort_keys=True) for row in rows)


# Text, as files carry it


@each_type
@settings(max_examples=12)
@given(data=st.data())
def test_a_text_is_read_as_it_was_written(
    shared_store: Store, links: dict[str, int], record_type: RecordType, data: st.DataObject
) -> None:
    language = Language(data.draw(st.sampled_from(CODES)))
    for field in _all_stored(record_type):
        if isinstance(field, Link):
            continue
        value = data.draw(_value(field, data.draw(st.dates(dt.date(1, 1, 1))), links), label=field.key)
        wanted = _as_typed(value)
        text = field.format(wanted, language)
        assert field.parse(text, language) == (field.blank if wanted in (None, "") else wanted), field.key
        assert field.format(field.parse(text, language), language) == text


def _as_typed(value: Any) -> Any:
    """Text without what nobody sees around it and what parts several of them, which no typed text has."""
    if isinstance(value, list):
        typed = [_as_typed(one) for one in value]
        return [trimmed(one.translate({10: " ", 59: ","})) or "x" if type(one) is str else one for one in typed]
    return trimmed(value) if type(value) is str else value


def test_decimals_are_kept_to_the_last(store: Store) -> None:
    fee = Decimal("123456789012.34")
    row = factory.membership(store, fee=fee, currency="SEK")
    assert row.fee == fee
    assert isinstance(row.fee, Decimal)


def test_a_flag_is_never_none(store: Store, en: Language) -> None:
    for record_type in RECORD_TYPES:
        for field in _all_stored(record_type):
            if isinstance(field, Flag):
                assert field.parse("", en) is False
