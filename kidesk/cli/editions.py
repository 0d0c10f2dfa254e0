"""Editions of documents on the command line: a new one, ready, decided, or only listed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from kidesk.cli import printing
from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations.document_content import plan_with
from kidesk.operations.document_editions import DECISION, FIELDS, decide, mark_ready, new_edition
from kidesk.operations.edit import gone
from kidesk.operations.seal_quarter import period_called
from kidesk.records.document_edition import DOCUMENT_EDITION_FIELDS, DocumentEdition, DocumentKind, editions_of
from kidesk.records.field import Unreadable
from kidesk.records.plan import DOCUMENTS, Plan
from kidesk.settings import Settings
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace

_SHOWN = ("number", "status", "dnr", "decision_date", "decided_by")
_GIVEN = {"dnr": "dnr", "decision_date": "date", "decided_by": "by"}


def add_command(command: Callable[[str, str], argparse.ArgumentParser], language: Language) -> None:
    """The command and what it understands."""
    said = language.text
    made = command("edition", said(N_("list the editions of a plan’s document, begin one, or take one a step further")))
    documents = [document.value for kinds in DOCUMENTS.values() for document in kinds]
    made.add_argument(
        "--plan", type=int, metavar="N", help=said(N_("the plan; without it the first with the document"))
    )
    explained = said(N_("the document, else the one of the plan: {choices}"), choices=", ".join(documents))
    made.add_argument("--document", choices=documents, metavar="DOCUMENT", help=explained)
    number = said(N_("which edition; without it the latest"))
    made.add_argument("--edition", type=int, metavar="N", help=number)
    act = made.add_mutually_exclusive_group()
    act.add_argument("--new", action="store_true", help=said(N_("begin the next edition")))
    act.add_argument("--ready", action="store_true", help=said(N_("mark it as ready to be decided")))
    act.add_argument("--decide", action="store_true", help=said(N_("decide it; what it says is kept for good")))
    made.add_argument("--dnr", metavar="1-779/2022", default="", help=said(N_("the decision’s registration number")))
    made.add_argument("--date", metavar="2026-11-05", default="", help=said(N_("the day of the decision")))
    made.add_argument("--by", metavar="TEXT", default="", help=said(N_("who decided")))
    made.add_argument("--quarter", metavar="2024-Q4", help=said(N_("the quarter whose assessments it shows")))
    made.add_argument("--json", action="store_true", help=said(N_("answer in JSON")))


def edition(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Does what is asked for and prints the editions there are then."""
    store, language = workspace.store, Language(settings.language)
    document = DocumentKind(given.document) if given.document else _usual(store, given.plan)
    plan = plan_with(store, document, given.plan).id
    if given.new:
        new_edition(store, plan, document)
    elif given.ready:
        mark_ready(store, plan, document, _number(store, plan, document, given))
    elif given.decide:
        number = _number(store, plan, document, given)
        period = period_called(given.quarter) if given.quarter is not None else None
        done = decide(store, plan, document, number, _decision(given, language), settings, period)
        printing.warnings((doubt.said(language) for doubt in done.warnings), language)
    _print(_editions(store, plan, document), given, language)


def _usual(store: Store, number: int | None) -> DocumentKind:
    """The document that the plan with the id `number` is printed as; without a number, the final report."""
    plan = store.get(Plan, number) if number is not None else None
    return DOCUMENTS[plan.kind][0] if plan is not None else DocumentKind.FINAL_REPORT


def _decision(given: argparse.Namespace, language: Language) -> dict[str, Any]:
    """What is said of the decision; what is not is missing, and what the edition has already stays."""
    values: dict[str, Any] = {}
    for key in DECISION:
        typed = getattr(given, _GIVEN[key])
        try:
            if typed:
                values[key] = FIELDS[key].parse(typed, language)
        except Unreadable as error:
            raise UsageError(error.message, **error.details) from error
    return values


def _number(store: Store, plan: int, document: DocumentKind, given: argparse.Namespace) -> int:
    if given.edition is not None:
        return int(given.edition)
    return max((one.number for one in _editions(store, plan, document)), default=1)


def _editions(store: Store, plan: int, document: DocumentKind) -> list[DocumentEdition]:
    found = store.get(Plan, plan)
    if found is None:
        raise gone(plan)
    return editions_of(found.editions, document)


def _print(editions: list[DocumentEdition], given: argparse.Namespace, language: Language) -> None:
    fields = [field for field in DOCUMENT_EDITION_FIELDS if field.key in _SHOWN]
    if given.json:
        printing.as_json([{field.key: field.plain(one) for field in DOCUMENT_EDITION_FIELDS} for one in editions])
        return
    header = [language.text(field.label) for field in fields]
    printing.table(header, ([field.text(one, language) for field in fields] for one in editions))
