"""Units on the command line: rename, merge, split or close one, and hand on what closed ones leave behind."""

from __future__ import annotations

import argparse
import datetime as dt

from kidesk.cli import printing
from kidesk.cli.records import not_saved
from kidesk.cli.values import day
from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations import change_unit, edit
from kidesk.operations.open_roles import OpenRole, open_roles, reassign
from kidesk.records import ORGANISATIONS, clock
from kidesk.records.organisation import Names, Organisation
from kidesk.store.store import Store


def change(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Changes a unit as the arguments say, and prints it and what took its place."""
    try:
        made = _change(store, given, day(given.on, language) or clock.today())
    except edit.Invalid as invalid:
        raise not_saved(invalid, language) from invalid
    if given.json:
        printing.as_json([ORGANISATIONS.plain(_unit(store, number)) for number in made])
        return
    for number in made:
        print(f"{number}  {printing.plain(_unit(store, number).caption(language.code))}")


def _change(store: Store, given: argparse.Namespace, on: dt.date) -> tuple[int, ...]:
    names = [_names(one) for one in given.names or ()]
    if given.act == "rename" and len(names) == 1:
        change_unit.rename(store, given.id, names[0], on)
        return (given.id,)
    if given.act == "merge" and (given.into is not None) != (len(names) == 1):
        into = given.into if given.into is not None else names[0]
        return given.id, change_unit.merge(store, given.id, into, on)
    if given.act == "split":
        return given.id, *change_unit.split(store, given.id, names, on)
    if given.act == "close":
        change_unit.close(store, given.id, on)
        return (given.id,)
    raise UsageError(N_("Give the new name with --name, or with --into the unit that it goes up in."))


def _names(text: str) -> Names:
    sv, en, abbreviation, *_ = [*(part.strip() for part in text.split("|")), "", ""]
    return Names(sv, en, abbreviation)


def _unit(store: Store, number: int) -> Organisation:
    found = store.get(Organisation, number)
    assert found is not None
    return found


def roles(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Prints what closed units still stand in; with --to, hands what one of them left to another unit."""
    found = open_roles(store)
    if given.to is not None:
        if given.id is None:
            raise UsageError(N_("Say with --id whose roles are handed over."))
        mine = [role for role in found if role.unit.id == given.id]
        count = reassign(store, dict.fromkeys(mine, given.to))
        print(language.plural("{count} role handed over", "{count} roles handed over", count))
        return
    wanted = [role for role in found if given.id in (None, role.unit.id)]
    if given.json:
        printing.as_json([_plain(role) for role in wanted])
        return
    header = [language.text(word) for word in (N_("Unit"), N_("Role"), N_("In"))]
    printing.table(header, ([_name(role, language), *_where(role, language)] for role in wanted))


def _name(role: OpenRole, language: Language) -> str:
    return f"{role.unit.id} {role.unit.caption(language.code)}"


def _where(role: OpenRole, language: Language) -> list[str]:
    return [language.text(role.kind.label), f"{role.record.id} {role.said(language)}"]


def _plain(role: OpenRole) -> dict[str, object]:
    return {
        "unit": role.unit.id,
        "role": role.kind.value,
        "record": role.record.id,
        "name": {code: role.record.caption(code) for code in ("sv", "en")},
        "heirs": list(role.heirs),
    }
