"""What became of the rows of an imported table, for the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kidesk.cli import printing
from kidesk.i18n import N_, Language
from kidesk.operations.import_report import ImportReport, Outcome, RowsReport


def plain(report: ImportReport, is_dry_run: bool, language: Language) -> dict[str, Any]:
    """The report as JSON carries it."""
    return {
        "dry_run": is_dry_run,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": [{"line": line, "message": problem.said(language)} for line, problem in report.refused],
        "ignored_columns": list(report.ignored),
        "ignored_sheets": list(report.sheets),
    }


def rows_plain(report: RowsReport, is_dry_run: bool, language: Language) -> dict[str, Any]:
    """The report with where its rows were found, and each of them."""
    return plain(report, is_dry_run, language) | {
        "sheet": report.sheet or None,
        "header_row": report.header_row,
        "rows": [_outcome(one, language) for one in report.outcomes],
    }


def _outcome(one: Outcome, language: Language) -> dict[str, Any]:
    changes = (change.said(language) for change in one.changes)
    return {
        "line": one.line,
        "name": one.name,
        "outcome": one.what,
        "id": one.number,
        "matched_by": one.matched_by.value if one.matched_by else None,
        "changes": [{"field": field, "before": before, "after": after} for field, before, after in changes],
        "reason": one.reason.said(language) if one.reason else None,
        "notices": [notice.said(language) for notice in one.notices],
    }


def lines(report: ImportReport, is_dry_run: bool, language: Language) -> Iterator[str]:
    """The report as a person reads it: what was refused, what was left out, how much became what."""
    for line, problem in report.refused:
        yield language.text(N_("Line {line} was refused: {problem}"), line=line, problem=problem.said(language))
    for column in report.ignored:
        yield language.text(N_("The column “{column}” says nothing to kidesk and was left out."), column=column)
    for sheet in report.sheets:
        left = N_("The sheet “{sheet}” was left out; only “{read}” is read.")
        yield language.text(left, sheet=sheet, read=report.sheet)
    if report.above:
        yield report.said_above(language)
    yield language.text(
        printing.COUNTED,
        created=language.number(report.created),
        updated=language.number(report.updated),
        unchanged=language.number(report.unchanged),
        refused=language.number(len(report.refused)),
    )
    if is_dry_run:
        yield language.text(printing.TRIAL)


def changed(report: RowsReport, language: Language) -> Iterator[str]:
    """What changes in each row, and the doubts about it."""
    for one in report.outcomes:
        for label, before, after in (change.said(language) for change in one.changes):
            details: dict[str, object] = {"line": one.line, "name": one.name, "field": label, "after": after}
            if before:
                message = N_("Line {line}, {name}, {field}: {after}, was {before}")
                yield language.text(message, before=before, **details)
            else:
                yield language.text(N_("Line {line}, {name}, {field}: {after}"), **details)
        for notice in one.notices:
            yield language.text(
                N_("Line {line}, {name}: {problem}"), line=one.line, name=one.name, problem=notice.said(language)
            )
