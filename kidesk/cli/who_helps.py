"""Who could help, for the command line: ambassadors found by words and place, with the reasons."""

from __future__ import annotations

import argparse
from typing import Any

from kidesk.cli import printing
from kidesk.cli.options import Command, with_json
from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations.find_helpers import Helper, find_helpers
from kidesk.records import clock
from kidesk.store.store import Store


def add_command(command: Command, language: Language) -> None:
    """Adds `helpers` to the commands."""
    said = language.text
    helpers = command("helpers", said(N_("list the ambassadors who could help with something somewhere")))
    about = said(N_("words of what help is needed, in Swedish or English; all of them are looked for"))
    helpers.add_argument("--about", metavar="TEXT", default="", help=about)
    place = said(N_("a country or a city, of the mandate or of the person’s organisation"))
    helpers.add_argument("--in", dest="place", metavar="PLACE", default="", help=place)
    with_json(helpers, language)


def list_helpers(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Prints those found, the likeliest first. Raises UsageError where neither words nor a place are given."""
    if not (given.about.strip() or given.place.strip()):
        raise UsageError(N_("Say what help is needed with --about, or where with --in. Nothing was looked for."))
    found = find_helpers(store, given.about, given.place, clock.today())
    if given.json:
        printing.as_json([_plain(one, language) for one in found])
        return
    if not found:
        print(language.text(N_("Nobody was found.")))
        return
    header = ("id", *map(language.text, (N_("Name"), N_("Stage"), N_("Hours left this year"), N_("Found by"))))
    printing.table(header, (_row(one, language) for one in found), widest=72)


def _row(one: Helper, language: Language) -> tuple[str, ...]:
    ambassador = one.ambassador
    left = language.number(one.hours_left) if one.hours_left is not None else ""
    reasons = "; ".join(reason.said(language) for reason in one.reasons)
    return str(ambassador.id), ambassador.listed(language.code), language.text(ambassador.stage.label), left, reasons


def _plain(one: Helper, language: Language) -> dict[str, Any]:
    return {
        "id": one.ambassador.id,
        "name": one.ambassador.caption(language.code),
        "stage": one.ambassador.stage.value,
        "is_at_work": one.is_at_work,
        "hours_left": one.hours_left,
        "email": one.email,
        "reasons": [reason.said(language) for reason in one.reasons],
    }
