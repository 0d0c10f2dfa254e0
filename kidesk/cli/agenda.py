"""The verbs on what is dated, for the command line: agenda, follow-ups, export-calendar."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from itertools import chain
from typing import Any

from kidesk.cli import printing
from kidesk.cli.options import Command, with_json
from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations.agenda import Event, agenda
from kidesk.operations.agenda_people import PeopleKind
from kidesk.operations.export_calendar import MOST_MONTHS, export_calendar
from kidesk.operations.follow_up import FollowUp, due
from kidesk.records import INTERACTIONS, clock
from kidesk.records.agreement_terms import EventKind
from kidesk.records.rules import months_before
from kidesk.settings import Settings
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace

_KINDS = [kind.value for kind in chain(EventKind, PeopleKind)]
_MONTHS = 3


def add_commands(command: Command, language: Language) -> None:
    """Adds `agenda` and `follow-ups` to the commands."""
    said = language.text
    dated = command("agenda", said(N_("list what is dated: agreements, reviews, mandates, consents and follow-ups")))
    months = said(N_("how many months ahead; {count} if nothing is said"), count=_MONTHS)
    dated.add_argument("--months", type=int, metavar="N", default=_MONTHS, help=months)
    kinds = said(N_("only dates of this kind: {choices}"), choices=", ".join(_KINDS))
    dated.add_argument("--kind", choices=_KINDS, metavar="KIND", help=kinds)
    dated.add_argument("--mine", action="store_true", help=said(N_("only those of the person in the settings")))
    with_json(dated, language)
    following = command("follow-ups", said(N_("list the interactions that are to be followed up by now")))
    with_json(following, language)


def list_agenda(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Prints what is dated, what is overdue first. Raises UsageError for a number of months that makes no sense."""
    language = Language(settings.language)
    if not 0 <= given.months <= MOST_MONTHS:
        message = N_("The number of months must lie between {low} and {high}. Nothing was listed.")
        raise UsageError(message, low=0, high=MOST_MONTHS)
    today = clock.today()
    found = [
        one
        for one in agenda(workspace.store, today, months_before(today, -given.months), settings)
        if given.kind in (None, one.kind.value) and (one.is_mine or not given.mine)
    ]
    if given.json:
        printing.as_json([_plain(one, language) for one in found])
    elif found:
        headings = (N_("Day"), N_("How near"), N_("What"), N_("Concerns"))
        printing.table([*map(language.text, headings), "id"], _rows(found, language))
    else:
        print(language.text(N_("Nothing is dated in this time.")))


def _rows(events: Iterable[Event], language: Language) -> Iterable[list[str]]:
    for one in events:
        said = (one.kind.label, one.urgency.label)
        what, near = map(language.text, said)
        yield [one.on.isoformat(), near, what, one.caption(language.code), f"{one.type.key} {one.number}"]


def _plain(one: Event, language: Language) -> dict[str, Any]:
    return {
        "on": one.on,
        "kind": one.kind.value,
        "urgency": one.urgency.value,
        "records": one.type.key,
        "id": one.number,
        "name": one.caption(language.code),
        "snoozed_until": one.snoozed_until,
        "is_mine": one.is_mine,
    }


def list_follow_ups(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Prints what is to be followed up today or should have been before, the longest overdue first."""
    found = due(store, clock.today())
    if given.json:
        printing.as_json([_plain_follow_up(one, language.code) for one in found])
    elif found:
        headings = (N_("Day"), INTERACTIONS.one, N_("With"), INTERACTIONS.field("follow_up_by_id").label)
        printing.table(["id", *map(language.text, headings)], (_row(one, language.code) for one in found))
    else:
        print(language.text(N_("Nothing is to be followed up.")))


def _row(one: FollowUp, code: str) -> list[str]:
    return [str(one.number), one.on.isoformat(), one.caption(code), one.whom(code), one.by(code)]


def _plain_follow_up(one: FollowUp, code: str) -> dict[str, Any]:
    names = {"name": one.caption(code), "with": one.whom(code), "by": one.by(code)}
    return {"id": one.number, "follow_up_on": one.on} | names


def write_calendar(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Writes the dates ahead as a calendar."""
    language = Language(settings.language)
    count = export_calendar(workspace.store, given.output, language, settings, given.months)
    said = language.plural("{count} date stands in {file}.", "{count} dates stand in {file}.", count, file=given.output)
    print(said)
