"""The verbs on records, for the command line: list, show, add, edit, delete, undo, redo."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import Any

from kidesk.cli import listings, printing
from kidesk.cli import values as typed
from kidesk.errors import KideskError
from kidesk.i18n import N_, Language
from kidesk.operations import edit
from kidesk.operations.open_protected import note_opening
from kidesk.records import BY_KEY
from kidesk.records.protection import is_protected
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.store import journal
from kidesk.store.store import Listing, Store

_PAGE = 500


def list_records(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Prints all records of a type, or those of a view, with some words or found by filters."""
    record_type = BY_KEY[given.records]
    listing = listings.chosen(store, record_type, given, language)
    rows = list(_rows(store, listing, language))
    if given.json:
        printing.as_json([_listed(record_type, row) for row in rows])
    elif rows:
        printing.records(record_type, rows, language)
    elif listing.typed:
        print(language.text(N_("Nothing was found for “{text}”."), text=listing.typed))
    elif listing != Listing(record_type):
        print(language.text(N_("Nothing was found.")))
    else:
        print(language.text(record_type.empty))


def _rows(store: Store, listing: Listing, language: Language) -> Iterator[Record]:
    ids = store.ids(listing, language)
    for start in range(0, len(ids), _PAGE):
        some = ids[start : start + _PAGE]
        page = store.page(listing.record_type.record, some)
        yield from (page[number] for number in some if number in page)


def _listed(record_type: RecordType, row: Record) -> dict[str, Any]:
    """The record as a list shows it: of a protected identity, no more than that there is one."""
    values = record_type.plain(row)
    if is_protected(row):
        shown = {"id", "version", "name", "has_protected_identity"}
        return {key: value if key in shown else None for key, value in values.items()}
    return values


def show(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Prints one record; that a protected identity was opened is noted."""
    record_type = BY_KEY[given.records]
    row = _found(store, record_type, given.id)
    if is_protected(row):
        note_opening(store, row)
    _show(record_type, row, given, language)


def _show(record_type: RecordType, row: Record, given: argparse.Namespace, language: Language) -> None:
    if given.json:
        printing.as_json(record_type.plain(row))
    else:
        printing.record(record_type, row, language)


def _found(store: Store, record_type: RecordType, number: int) -> Record:
    row = store.get(record_type.record, number)
    if row is None:
        raise edit.gone(number)
    return row


def add(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Adds a record and prints it."""
    _save(store, given, language, None, N_("Added {type} {number}: {name}"))


def change(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Changes fields of a record and prints it."""
    _save(store, given, language, given.id, N_("Changed {type} {number}: {name}"))


def _save(store: Store, given: argparse.Namespace, language: Language, number: int | None, done: str) -> None:
    record_type = BY_KEY[given.records]
    values = typed.values(record_type, given.values, language)
    try:
        saved = edit.save(store, record_type, values, number=number, language=language)
    except edit.Invalid as invalid:
        raise not_saved(invalid, language) from invalid
    row = _found(store, record_type, saved.id)
    printing.warnings((warning.said(language) for warning in saved.warnings), language)
    if given.json:
        printing.as_json(_listed(record_type, row))
    else:
        _say_done(done, record_type, row, language)


def not_saved(invalid: edit.Invalid, language: Language) -> KideskError:
    """What was wrong, each sentence after the key of its field."""
    problems = "; ".join(f"{one.key}: {one.said(language)}" for one in invalid.problems if not one.is_warning)
    return KideskError(typed.NOT_SAVED, problems=problems)


def _say_done(done: str, record_type: RecordType, row: Record, language: Language) -> None:
    kind, name = _in_a_sentence(language.text(record_type.one)), printing.plain(row.caption(language.code))
    print(language.text(done, type=kind, number=row.id, name=name))


def _in_a_sentence(word: str) -> str:
    return word[:1].lower() + word[1:]


def delete(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Deletes a record and says which."""
    record_type = BY_KEY[given.records]
    row = _found(store, record_type, given.id)
    edit.delete(store, record_type, [given.id])
    _say_done(N_("Deleted {type} {number}: {name}"), record_type, row, language)


def undo(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Takes the latest change back. Where there is none, that is said and is no failure."""
    verb = _said(store, journal.undoable, language)
    if store.undo() is None:
        print(language.text(N_("There is nothing to undo.")))
    else:
        print(language.text(N_("Taken back: {verb}"), verb=verb))


def redo(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Does again what was taken back. Where there is nothing, that is said and is no failure."""
    verb = _said(store, journal.redoable, language)
    if store.redo() is None:
        print(language.text(N_("There is nothing to redo.")))
    else:
        print(language.text(N_("Done again: {verb}"), verb=verb))


def _said(store: Store, next_one: Callable[[Any], Any], language: Language) -> str:
    with store.read() as session:
        operation = next_one(session)
    if operation is None:
        return ""
    record_type = BY_KEY.get(operation.subject)
    kind = _in_a_sentence(language.text(record_type.one)) if record_type else operation.subject
    return language.text(operation.verb, type=kind)
