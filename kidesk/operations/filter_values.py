"""The values of filters: what there is to choose, what a person typed for one, and what chosen ones are called."""

from __future__ import annotations

from functools import reduce

from kidesk.errors import KideskError, Sentence, UsageError
from kidesk.i18n import N_, Language, fold
from kidesk.operations import tags
from kidesk.records.field import Unreadable
from kidesk.records.filter import ByRecord, Chosen, Filter, filter_of
from kidesk.records.record_type import RecordType
from kidesk.records.tag_filter import ByTag
from kidesk.store.store import Store

_MOST = 50


def offers(store: Store, wanted: Filter, typed: str, language: Language) -> list[tuple[str, str]]:
    """Values that match what was typed, each with what it is called: at most some tens of records."""
    if isinstance(wanted, ByRecord):
        found = store.choices(wanted.target, typed, _MOST, wanted.among)
        return [(str(record.id), record.listed(language.code)) for record in found]
    if isinstance(wanted, ByTag):
        return tags.matching(store, wanted, typed)
    matching = wanted.matching(typed, language)
    if matching or not typed.strip():
        return matching
    try:
        text = wanted.parse(typed, language)
    except Unreadable:
        return []
    return [(text, wanted.said(text, language))]


def said(store: Store, record_type: RecordType, filters: Chosen, language: Language) -> list[str]:
    """What a list is filtered by, one sentence a filter: "Country: Finland or Norway"."""
    values: dict[str, list[str]] = {}
    for key, text in dict.fromkeys(filters):
        values.setdefault(key, []).append(value_said(store, record_type, key, text, language))

    def either(one: str, other: str) -> str:
        return language.text(N_("{one} or {other}"), one=one, other=other)

    return [filter_said(record_type, key, reduce(either, some), language) for key, some in values.items()]


def filter_said(record_type: RecordType, key: str, value: str, language: Language) -> str:
    """A filter with a value as a person reads it; a filter that is not there by its key."""
    known = {one.key: language.text(one.label) for one in record_type.filters}
    return f"{known.get(key, key)}: {value}"


def value_said(store: Store, record_type: RecordType, key: str, text: str, language: Language) -> str:
    """A value as a person reads it; as it is exchanged where it cannot be used, or its record is gone."""
    try:
        wanted = filter_of(record_type, key)
        if isinstance(wanted, ByRecord):
            record = store.get(wanted.target, wanted.value(text))
            return record.caption(language.code) if record is not None else f"({text})"
        return wanted.said(text, language)
    except KideskError:
        return text


def read(store: Store, record_type: RecordType, typed: str, language: Language) -> tuple[str, str]:
    """A filter typed as "country=FI" or "country=Finland"; another record by its number or by its name.

    Raises UsageError where it is written otherwise or there is no such filter, and KideskError for a value not known.
    """
    key, separator, value = typed.partition("=")
    if not separator:
        raise UsageError(N_("“{text}” is not written as FILTER=VALUE. Nothing was listed."), text=typed)
    wanted = _known(record_type, key.strip())
    try:
        if isinstance(wanted, ByRecord) and not value.strip().isdecimal():
            return wanted.key, _named(store, wanted, value, language)
        if isinstance(wanted, ByTag):
            return wanted.key, wanted.parse(tags.known(store, wanted, value), language)
        return wanted.key, wanted.parse(value, language)
    except Unreadable as reason:
        message = N_("The filter “{filter}” cannot be used. {reason} Take it away, or choose another value.")
        raise KideskError(message, filter=Sentence(wanted.label), reason=reason) from reason


def _known(record_type: RecordType, key: str) -> Filter:
    known = {one.key: one for one in record_type.filters}
    if key not in known:
        message = N_("There is no filter “{filter}” of {records}. The filters are: {known}.")
        raise UsageError(message, filter=key, records=record_type.key, known=", ".join(known) or "–")
    return known[key]


def _named(store: Store, wanted: ByRecord, name: str, language: Language) -> str:
    """The number of the one record that is called so, or that alone has these words."""
    found = store.choices(wanted.target, name, _MOST, wanted.among) if name.strip() else []
    exact = [one for one in found if fold(name.strip()) in {fold(one.caption(code)) for code in ("sv", "en")}]
    some = exact or found
    if len(some) != 1:
        names = "; ".join(f"{one.id} {one.caption(language.code)}" for one in some[:5])
        message = N_("“{text}” is not the name of a record there is to choose. Write its number instead.")
        several = N_("“{text}” may be any of these: {names}. Write the number of one instead.")
        raise Unreadable(several if some else message, text=name, names=names)
    return str(some[0].id)
