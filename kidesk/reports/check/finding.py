"""What a check of a PDF says: findings, each with standard, clause, page and one sentence, and the report of all."""

from __future__ import annotations

from dataclasses import dataclass

from kidesk.errors import Sentence
from kidesk.i18n import Language

UA = "PDF/UA-1"  # ISO 14289-1:2014, accessible PDF
ARCHIVE = "PDF/A-2a"  # ISO 19005-2:2011, PDF for archives
PDF = "PDF 1.7"  # ISO 32000-1:2008, what any PDF must be
HOUSE = "kidesk"  # what kidesk asks of its own documents beyond the standards
STANDARDS = (UA, ARCHIVE, PDF, HOUSE)


@dataclass(frozen=True)
class Finding:
    """One fault.

    `clause` is numbered as veraPDF numbers its rules where it has one ("7.1-3": third test of clause 7.1); `page`
    counts from 1 and is None where the fault belongs to no page.
    """

    standard: str
    clause: str
    page: int | None
    sentence: Sentence

    def __hash__(self) -> int:
        return hash((self.standard, self.clause, self.page, self.sentence.message))

    def said(self, language: Language) -> str:
        """What is wrong, in `language`."""
        return self.sentence.said(language)


@dataclass(frozen=True)
class Report:
    """All that was found. `pages`, `elements` and `fonts` count what was looked at.

    `is_cut` tells that there was more of the same than anybody reads, and that it was left out.
    """

    findings: tuple[Finding, ...]
    pages: int
    elements: int
    fonts: int
    is_cut: bool
    standards: tuple[str, ...] = STANDARDS

    def of(self, standard: str) -> tuple[Finding, ...]:
        """The findings of one standard."""
        return tuple(one for one in self.findings if one.standard == standard)


def ua(clause: str, message: str, page: int | None = None, **details: object) -> Finding:
    """A finding against PDF/UA-1; `message` is a msgid, `details` fill it."""
    return Finding(UA, clause, page, Sentence(message, details))


def archive(clause: str, message: str, page: int | None = None, **details: object) -> Finding:
    """A finding against PDF/A-2a."""
    return Finding(ARCHIVE, clause, page, Sentence(message, details))


def pdf(clause: str, message: str, page: int | None = None, **details: object) -> Finding:
    """A finding against PDF itself (ISO 32000-1)."""
    return Finding(PDF, clause, page, Sentence(message, details))


def house(clause: str, message: str, page: int | None = None, **details: object) -> Finding:
    """A finding against kidesk's own rules."""
    return Finding(HOUSE, clause, page, Sentence(message, details))
