"""What became of the rows of an imported table, for the command line."""

from __future__ import annotations

from collections.abc import Iterator

from kidesk.cli import printing
from kidesk.i18n import N_, Language
from kidesk.operations.import_organisations import ImportReport


def plain(report: ImportReport, is_dry_run: bool, language: Language) -> dict[str, object]:
    """The report as JSON carries it."""
    return {
        "dry_run": is_dry_run,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": [{"line": line, "message": problem.said(language)} for line, problem in report.refused],
        "ignored_columns": list(report.ignored),
    }


def lines(report: ImportReport, is_dry_run: bool, language: Language) -> Iterator[str]:
    """The report as a person reads it: what was refused, what was left out, how much became what."""
    for line, problem in report.refused:
        yield language.text(N_("Line {line} was refused: {problem}"), line=line, problem=problem.said(language))
    for column in report.ignored:
        yield language.text(N_("The column “{column}” says nothing to kidesk and was left out."), column=column)
    yield language.text(
        printing.COUNTED,
        created=language.number(report.created),
        updated=language.number(report.updated),
        unchanged=language.number(report.unchanged),
        refused=language.number(len(report.refused)),
    )
    if is_dry_run:
        yield language.text(printing.TRIAL)
