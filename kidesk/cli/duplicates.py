"""Duplicates on the command line: list the pairs that may be the same, tell two apart, merge two."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from kidesk.cli import printing
from kidesk.cli.options import Command, with_json
from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations.edit import gone
from kidesk.operations.find_duplicates import WITH_DUPLICATES, Pair, find_duplicates
from kidesk.operations.merge_records import Outlook, Take, merge, outlook
from kidesk.operations.tell_apart import tell_apart
from kidesk.records import BY_KEY
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.store.store import Store

_PAGE = 500
NOTHING = N_("No two records look alike.")


def add_commands(command: Command, language: Language) -> None:
    """Adds the commands to the parser."""
    said = language.text
    listing = command("duplicates", said(N_("list the persons or organisations that may be the same")))
    _with_kind(listing)
    listing.add_argument(
        "--apart", type=int, nargs=2, metavar="N", help=said(N_("keep that these two are not the same"))
    )
    with_json(listing, language)
    merging = command("merge", said(N_("make one of two records that are the same")))
    _with_kind(merging)
    merging.add_argument("--keep", type=int, metavar="N", required=True, help=said(N_("the record that stays")))
    merging.add_argument(
        "--other", type=int, metavar="M", required=True, help=said(N_("the record that goes up in it"))
    )
    for name, explained in (
        ("take", N_("take the other record’s value of this field; may be given several times")),
        ("leave", N_("leave the value of this field as it is; may be given several times")),
        ("both", N_("keep both texts of this field, one after the other; may be given several times")),
    ):
        merging.add_argument(f"--{name}", metavar="FIELD", action="append", default=[], help=said(explained))
    merging.add_argument("--dry-run", action="store_true", help=said(N_("say what would happen and change nothing")))
    with_json(merging, language)


def _with_kind(parser: argparse.ArgumentParser) -> None:
    keys = [record_type.key for record_type in WITH_DUPLICATES]
    parser.add_argument("records", choices=keys, metavar="RECORDS", help=", ".join(keys))


def duplicates(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Prints the pairs, the surest first, with the reasons; or keeps that two records are not the same."""
    record_type = BY_KEY[given.records]
    if given.apart:
        tell_apart(store, record_type, *given.apart)
        print(language.text(N_("{one} and {other} are not the same."), one=given.apart[0], other=given.apart[1]))
        return
    pairs = find_duplicates(store, record_type)
    names = _captions(store, record_type, pairs, language)
    if given.json:
        printing.as_json([_plain(pair, names, language) for pair in pairs])
    elif pairs:
        header = [language.text(N_("Likeness")), "id", language.text(N_("Name")), "id", language.text(N_("Name"))]
        header.append(language.text(N_("Reasons")))
        printing.table(header, [_row(pair, names, language) for pair in pairs], widest=70)
    else:
        print(language.text(NOTHING))


def _captions(store: Store, record_type: RecordType, pairs: list[Pair], language: Language) -> dict[int, str]:
    numbers = sorted({number for pair in pairs for number in (pair.one, pair.other)})
    rows: dict[int, Record] = {}
    for start in range(0, len(numbers), _PAGE):
        rows |= store.page(record_type.record, numbers[start : start + _PAGE], only=())
    return {number: row.caption(language.code) for number, row in rows.items()}


def _row(pair: Pair, names: dict[int, str], language: Language) -> list[str]:
    why = " ".join(one.said(language) for one in (*pair.likeness.reasons, *pair.likeness.against))
    ends = [str(pair.one), names.get(pair.one, ""), str(pair.other), names.get(pair.other, "")]
    return [str(pair.likeness.score), *ends, why]


def _plain(pair: Pair, names: dict[int, str], language: Language) -> dict[str, Any]:
    return {
        "score": pair.likeness.score,
        "records": [{"id": number, "name": names.get(number, "")} for number in (pair.one, pair.other)],
        "reasons": [one.said(language) for one in pair.likeness.reasons],
        "against": [one.said(language) for one in pair.likeness.against],
    }


def merge_two(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Merges two records, or says what would become of them."""
    record_type = BY_KEY[given.records]
    choices = _choices(record_type, given)
    before = outlook(store, record_type, given.keep, given.other, choices)
    if not given.dry_run:
        merge(store, record_type, given.keep, given.other, choices)
    if given.json:
        printing.as_json(_told(store, record_type, given, before))
        return
    done = N_("{other} would go up in {one}.") if given.dry_run else N_("{other} has gone up in {one}.")
    print(language.text(done, one=_named(before.survivor, language), other=_named(before.other, language)))
    for one in before.differences:
        text = one.field.text(before.merged, language)
        if one.field.text(before.survivor, language) != text:
            print(f"  {language.text(one.field.label)}: {printing.plain(text)}")
    for label, count in _counted(before):
        print(f"  {language.text(label)}: {count}")
    if given.dry_run:
        print(language.text(printing.TRIAL))


def _choices(record_type: RecordType, given: argparse.Namespace) -> dict[str, Take]:
    ways = ((Take.OTHER, given.take), (Take.SURVIVOR, given.leave), (Take.BOTH, given.both))
    choices = {key: take for take, keys in ways for key in keys}
    for key in choices:
        if key not in record_type.by_key:
            raise UsageError(N_("There is no field called “{field}”."), field=key)
    return choices


def _counted(seen: Outlook) -> Iterable[tuple[str, int]]:
    """What comes and moves: msgids with how many."""
    yield from ((field.label, count) for field, count in seen.came.items())
    yield from ((record_type.many, count) for record_type, count in seen.moved.items())


def _named(row: Record, language: Language) -> str:
    return f"{printing.plain(row.caption(language.code))} ({row.id})"


def _told(store: Store, record_type: RecordType, given: argparse.Namespace, seen: Outlook) -> dict[str, Any]:
    row = store.get(record_type.record, given.keep)
    if row is None:
        raise gone(given.keep)
    return {
        "record": None if given.dry_run else record_type.plain(row),
        "differences": [one.field.key for one in seen.differences],
        "came": {field.key: count for field, count in seen.came.items()},
        "moved": {one.key: count for one, count in seen.moved.items()},
    }
