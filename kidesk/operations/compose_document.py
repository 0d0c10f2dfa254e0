"""What the documents of a plan have in common when they are composed: which edition, its head, its live sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kidesk.i18n import N_, Language
from kidesk.operations.compose_plans import period_asked
from kidesk.operations.document_content import DocumentContent, document_content
from kidesk.operations.report_asked import Asked, head_of
from kidesk.records.document_edition import DocumentKind
from kidesk.records.indicator import Indicator
from kidesk.records.live_sentence import said

if TYPE_CHECKING:
    from kidesk.reports.head import Head


def content_asked(asked: Asked, document: DocumentKind) -> DocumentContent:
    """The content of a document of the plan, edition and quarter asked for."""
    return document_content(
        asked.store, document, asked.settings, plan=asked.number, period=period_asked(asked), edition=asked.edition
    )


def head_about_edition(asked: Asked, content: DocumentContent) -> Head:
    """The head of a document; of a decided one it is as of the day it was decided, whoever prints it."""
    if content.decided is None:
        return asked.head
    head = head_of(content.settings, asked.language, asked.head.is_demonstration)
    edition, said = content.edition, N_("Edition {number}, decided {day}, {digest}")
    details = {"number": edition.number, "digest": content.decided.sha256[:12]}
    decided = asked.language.text(said, day=asked.language.day(edition.decision_date), **details)
    return replace(head, printed_on=content.day, issued=decided)


def sentences_of(indicators: Iterable[Indicator]) -> Callable[[str, Language], str | None]:
    """What the code of a sentence stands for in the prose, in a language; None for a code that no series has."""
    known = {one.code: (indicator, one) for indicator in indicators for one in indicator.sentences if one.code}

    def sentence(code: str, language: Language) -> str | None:
        return said(*known[code], language) if code in known else None

    return sentence
