"""A check of a PDF against what machines can judge of PDF/UA-1 and PDF/A-2a, and against the rules of the house.

Passing is no certificate: whether alternative texts, reading order and colours make sense, people must judge.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from pikepdf import PdfError

from kidesk.i18n import N_
from kidesk.reports.check import (
    annotation,
    archive,
    archive_bytes,
    extras,
    fonts,
    house,
    language,
    marks,
    metadata,
    nesting,
    shapes,
    tables,
    tree,
)
from kidesk.reports.check.document import Document, opened
from kidesk.reports.check.finding import ARCHIVE, HOUSE, PDF, STANDARDS, UA, Finding, Report, pdf

__all__ = ("ARCHIVE", "HOUSE", "PDF", "STANDARDS", "UA", "Finding", "Report", "check")

Rules = Callable[[Document], Iterator[Finding]]

_MOST = 1000  # findings that a report holds
_MOST_ALIKE = 50  # of one clause

# What a file that is built wrongly can make pikepdf raise. A rule that stumbles says so and lets the others go on.
_STUMBLES = (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RuntimeError)


def _structure(document: Document) -> Iterator[Finding]:
    if document.structure is not None:
        yield from tree.findings(document.structure)


_RULES: tuple[Rules, ...] = (
    metadata.findings,
    shapes.findings,
    _structure,
    marks.findings,
    nesting.findings,
    nesting.headings,
    tables.findings,
    language.findings,
    annotation.findings,
    extras.findings,
    fonts.findings,
    archive_bytes.findings,
    archive.findings,
    house.findings,
)


def check(file: Path | BytesIO) -> Report:
    """Checks a PDF and says what was found, the same sentence on the same page once.

    Raises KideskError for what cannot be read, is no PDF, is damaged beyond reading, or needs a password.
    """
    with opened(file) as document:
        found: dict[Finding, None] = {}
        alike: dict[tuple[str, str], int] = {}
        is_cut = False
        for one in _all(document):
            place = (one.standard, one.clause)
            if one in found:
                continue
            if len(found) >= _MOST or alike.get(place, 0) >= _MOST_ALIKE:
                is_cut = True
            else:
                found[one] = None
                alike[place] = alike.get(place, 0) + 1
        ordered = sorted(found, key=lambda one: (STANDARDS.index(one.standard), one.page or 0))
        elements = len(document.structure.elements) if document.structure else 0
        return Report(tuple(ordered), len(document.pages), elements, len(document.typefaces), is_cut)


def _all(document: Document) -> Iterator[Finding]:
    for rules in _RULES:
        try:
            yield from rules(document)
        except (*_STUMBLES, struct.error):
            yield pdf("7.3", N_("The file is built so wrongly that a part of the check could not be done."))
