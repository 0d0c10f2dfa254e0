"""The verb on PDF files, for the command line: check-pdf, which needs no workspace."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kidesk.cli import printing
from kidesk.i18n import N_, Language

if TYPE_CHECKING:
    from kidesk.reports.check import Finding, Report

_STILL = N_(
    "Passing a machine’s checks is no certificate: whether alternative texts, reading order and the meaning of colours "
    "are right, people must judge."
)


def check_pdf(given: argparse.Namespace, language: Language) -> int:
    """Checks a file and prints what was found. Returns 0 where nothing was, else 1; raises KideskError."""
    # Imported here: pikepdf takes as long to load as all that the other commands need without the database.
    from kidesk.reports.check import check

    report = check(given.file)
    if given.json:
        printing.as_json(_plain(given, report, language))
    else:
        for line in _lines(report, language):
            print(printing.plain(line))
    return 1 if report.findings else 0


def _plain(given: argparse.Namespace, report: Report, language: Language) -> dict[str, object]:
    return {
        "file": str(given.file),
        "ok": not report.findings,
        "standards": list(report.standards),
        "pages": report.pages,
        "elements": report.elements,
        "fonts": report.fonts,
        "is_cut": report.is_cut,
        "findings": [
            {"standard": one.standard, "clause": one.clause, "page": one.page, "message": one.said(language)}
            for one in report.findings
        ],
        "note": language.text(_STILL),
    }


def _lines(report: Report, language: Language) -> Iterator[str]:
    for finding in report.findings:
        yield _line(finding, language)
    if report.is_cut:
        yield language.text(N_("There was more of the same, which is left out."))
    yield language.text(
        N_("Pages: {pages}, structure elements: {elements}, fonts: {fonts}, findings: {count}."),
        pages=language.number(report.pages),
        elements=language.number(report.elements),
        fonts=language.number(report.fonts),
        count=language.number(len(report.findings)),
    )
    yield language.text(_STILL)


def _line(finding: Finding, language: Language) -> str:
    said = {"standard": finding.standard, "clause": finding.clause, "said": finding.said(language)}
    if finding.page is None:
        return language.text(N_("{standard} {clause}: {said}"), **said)
    return language.text(N_("{standard} {clause}, page {page}: {said}"), **said, page=language.number(finding.page))
