"""The verb import for values of indicators, for the command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from kidesk.cli import printing
from kidesk.cli.import_report import lines, plain
from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations.import_organisations import Refused
from kidesk.operations.import_values import Origin, ValueChange, import_values
from kidesk.operations.values_table import FIELDS, Column, parsed
from kidesk.records import series_period
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace


def with_options(parser: argparse.ArgumentParser, language: Language) -> None:
    """Adds what may be said of values when they are imported."""
    said = language.text
    parser.add_argument("--source", metavar="TEXT", help=said(N_("where values or contacts come from")))
    day = said(N_("the day they were taken out; today for new and changed ones if nothing is said"))
    parser.add_argument("--extracted", metavar="2024-01-04", help=day)
    parser.add_argument("--provisional", action="store_true", help=said(N_("the values may still change")))
    meant = N_(
        "what a column of values holds: an indicator by its name or number, or one of these: {choices}; of contacts "
        "and organisations a JSON file with what each column means"
    )
    choices = ", ".join(Column)
    parser.add_argument("--mapping", action="append", metavar="COLUMN=MEANING|FILE", help=said(meant, choices=choices))


def refuse_options(given: argparse.Namespace) -> None:
    """Raises UsageError where something is said that only values have."""
    if given.source or given.extracted or given.provisional or given.mapping:
        raise UsageError(
            N_("--source, --extracted, --provisional and --mapping say nothing about agreements. Nothing was imported.")
        )


def import_file(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Imports values. Refused ones are part of the answer and no failure."""
    language = Language(settings.language)
    origin = Origin(given.source or "", _day(given.extracted), True if given.provisional else None)
    mapping = dict(_meanings(given.mapping or ()))
    report = import_values(workspace.store, given.file, origin=origin, mapping=mapping, dry_run=given.dry_run)
    if given.json:
        changes = [_plain(one) for one in report.changes]
        printing.as_json(plain(report, given.dry_run, language) | {"changes": changes})
        return
    for one in report.changes:
        print(printing.plain(_line(one, language)))
    for line in lines(report, given.dry_run, language):
        print(printing.plain(line))


def _plain(change: ValueChange) -> dict[str, Any]:
    return {
        "line": change.line,
        "series": change.series.id,
        "period": change.period,
        "before": None if change.before is None else float(change.before),
        "now": float(change.now),
    }


def _line(change: ValueChange, language: Language) -> str:
    details = {
        "series": change.series.caption(language.code),
        "period": series_period.said(change.period, language),
        "now": language.number(change.now),
    }
    if change.before is None:
        return language.text(N_("{series}, {period}: {now}, new"), **details)
    before = language.number(change.before)
    return language.text(N_("{series}, {period}: {now}, was {before}"), before=before, **details)


def _day(written: str | None) -> Any:
    if not written:
        return None
    try:
        return parsed(FIELDS["extracted_on"], written)
    except Refused as refused:
        raise UsageError(refused.problem.message, **refused.problem.details) from refused


def _meanings(typed: Any) -> Iterator[tuple[str, str]]:
    for one in typed:
        column, sign, meaning = one.partition("=")
        if not (sign and column.strip() and meaning.strip()):
            raise UsageError(N_("“{text}” is not written as COLUMN=MEANING. Nothing was imported."), text=one)
        yield column, meaning
