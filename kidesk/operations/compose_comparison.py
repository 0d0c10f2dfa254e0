"""Compose the comparison of two quarters as a report that names the seals of those that are sealed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kidesk.i18n import N_, Language
from kidesk.operations.compare_quarters import Comparison
from kidesk.operations.quarter_content import QuarterContent

if TYPE_CHECKING:
    from kidesk.reports.content import Document
    from kidesk.reports.head import Head


def compose_comparison(found: Comparison, head: Head, language: Language) -> Document:
    """What the report says. `head` is that of whoever prints it; two sealed quarters say nothing of that."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.plan_branches import branches
    from kidesk.reports.quarter_comparison import QuarterComparison, both, document

    before, now = (content.items_of(found.plan) for content in found.contents)
    sealed = [content for content in found.contents if content.seal is not None]
    compared = QuarterComparison(
        plan=found.plan,
        first=found.first,
        last=found.last,
        branches=branches(found.plan, both(before, now)),
        moves={move.item: move for move in found.moves},
        seals=tuple(_sentence(content, language) for content in sealed),
        is_sealed=len(sealed) == len(found.contents),
    )
    return document(compared, _head(found, sealed, head, language), language)


def _head(found: Comparison, sealed: list[QuarterContent], head: Head, language: Language) -> Head:
    """The head whose footer names the seals; once both quarters are sealed it is as of the day of the later one."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.head import printed

    named = [_few_words(content, language) for content in sealed]
    if not sealed:
        return head
    if len(sealed) < len(found.contents):
        return replace(head, issued=" · ".join((*named, printed(head, language))))
    settings, day = sealed[-1].settings, max(content.day for content in sealed)
    name, accent = settings.organisation_name, settings.accent
    return replace(head, organisation=name, unit="", accent=accent, printed_on=day, issued=" · ".join(named))


def _few_words(content: QuarterContent, language: Language) -> str:
    """A seal as the footer names it, which has one line for two of them."""
    assert content.seal is not None
    details = {"number": str(content.seal.id), "digest": content.seal.sha256[:8]}
    return language.text(N_("{quarter} seal {number}, {digest}"), quarter=content.period.shortly(language), **details)


def _sentence(content: QuarterContent, language: Language) -> str:
    assert content.seal is not None
    quarter, day = content.period.said(language), language.day(content.day)
    details = {"number": str(content.seal.id), "digest": content.seal.sha256[:12]}
    said = N_("{quarter} is printed as it was sealed on {day}: seal {number}, SHA-256 {digest}.")
    return language.text(said, quarter=quarter[:1].upper() + quarter[1:], day=day, **details)
