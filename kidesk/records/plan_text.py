"""Plan text: the prose of a plan's documents, chapter by chapter, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.document_edition import DocumentKind
from kidesk.records.fields import Choice, Link, Number, Parts, Text
from kidesk.records.organisation import Organisation
from kidesk.records.record import Part, Translated, line, link, owner, prose
from kidesk.records.term import Term


class Chapter(Term):
    """The chapters that have prose of their own (final report 1-779/2022, DOMAIN, What gets printed)."""

    INTRODUCTION = "introduction", N_("Introduction")
    BACKGROUND = "background", N_("Background")
    PROCESS = "process", N_("Process")
    SUMMARY = "summary", N_("Summary")
    UNIT_SUMMARY = "unit-summary", N_("Summary of a department")
    IMPLEMENTATION = "implementation", N_("Degree of implementation")
    RED_COMMENTS = "red-comments", N_("Comments on red items")
    MEDIA_EXPOSURE = "media-exposure", N_("Media exposure")
    ORGANISATION = "organisation", N_("Organisation")
    CONCLUSIONS = "conclusions", N_("Conclusions")
    APPENDIX = "appendix", N_("Appendix")


# The chapters of each document, in their order.
CHAPTERS: Final[dict[DocumentKind, tuple[Chapter, ...]]] = {
    DocumentKind.FINAL_REPORT: (
        Chapter.BACKGROUND,
        Chapter.PROCESS,
        Chapter.SUMMARY,
        Chapter.UNIT_SUMMARY,
        Chapter.IMPLEMENTATION,
        Chapter.RED_COMMENTS,
        Chapter.MEDIA_EXPOSURE,
        Chapter.CONCLUSIONS,
        Chapter.APPENDIX,
    ),
    DocumentKind.OPERATIONAL_PLAN: (Chapter.INTRODUCTION, Chapter.ORGANISATION),
    DocumentKind.STRATEGY_OVERVIEW: (Chapter.INTRODUCTION, Chapter.CONCLUSIONS),
}
_CODE = re.compile(r"\{([^\s{}]{1,60})\}")


class PlanText(Translated, Part):
    """A text of one chapter of one document. `unit` is the one that a department's summary is about.

    Paragraphs are parted by an empty line; one whose lines all begin with "- " or with a number and a full stop is a
    list. Several texts of a chapter stand in the order of `position`, each under its heading where it has one. A code
    in braces stands for a sentence of an indicator.
    """

    __tablename__ = "plan_text"
    plan_id: Mapped[int] = owner("plan")
    document: Mapped[DocumentKind] = mapped_column(default=DocumentKind.FINAL_REPORT)
    chapter: Mapped[Chapter] = mapped_column(default=Chapter.BACKGROUND)
    unit_id: Mapped[int | None] = link("organisation")
    position: Mapped[int] = mapped_column(default=0)
    heading_sv: Mapped[str] = line(300)
    heading_en: Mapped[str] = line(300)
    text_sv: Mapped[str] = prose()
    text_en: Mapped[str] = prose()

    unit: Mapped[Organisation | None] = relationship()


PLAN_TEXT_FIELDS = (
    Choice(PlanText.document, N_("Printed document")),
    Choice(PlanText.chapter, N_("Chapter")),
    Link(PlanText.unit_id, PlanText.unit, N_("Unit")),
    Number(PlanText.position, N_("Position"), limits=(0, 100_000)),
    Text(PlanText.heading_sv, N_("Heading in Swedish")),
    Text(PlanText.heading_en, N_("Heading in English")),
    Text(PlanText.text_sv, N_("Text in Swedish")),
    Text(PlanText.text_en, N_("Text in English")),
)


class Texts(Parts):
    """The prose of a plan's documents: read and searched as other parts are, but written in a window of its own."""

    is_typed = False

    def __init__(self, attribute: InstrumentedAttribute[Any], label: str) -> None:
        super().__init__(attribute, label, PLAN_TEXT_FIELDS)


def texts_of(texts: Iterable[PlanText], document: DocumentKind) -> list[PlanText]:
    """The texts of one document in the order in which it prints them."""
    chapters = CHAPTERS.get(document, tuple(Chapter))
    mine = [one for one in texts if one.document == document and one.chapter in chapters]
    return sorted(mine, key=lambda one: (chapters.index(one.chapter), one.position, one.id or 0))


def codes(text: str) -> list[str]:
    """The codes of sentences that a text names, each once, in their order."""
    return list(dict.fromkeys(_CODE.findall(text)))


def with_sentences(text: str, said: Callable[[str], str | None]) -> str:
    """The text with each code replaced by what is `said` for it; a code that nothing is said for stays as it stands."""
    return _CODE.sub(lambda found: said(found[1]) or found[0], text)


def word_count(text: str) -> int:
    """How many words a text has; a sign that stands alone is none."""
    return sum(any(map(str.isalnum, word)) for word in text.split())
