"""Plan text: the prose of a plan's documents, chapter by chapter, in both languages."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.document_edition import DocumentKind
from kidesk.records.fields import Choice, Link, Number, Text
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
    CONCLUSIONS = "conclusions", N_("Conclusions")
    APPENDIX = "appendix", N_("Appendix")


class PlanText(Translated, Part):
    """A text of one chapter of one document. `unit` is the one that a department's summary is about.

    Paragraphs are parted by an empty line. Several texts of a chapter stand in the order of `position`, each under its
    heading where it has one.
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
    Choice(PlanText.document, N_("Document")),
    Choice(PlanText.chapter, N_("Chapter")),
    Link(PlanText.unit_id, PlanText.unit, N_("Unit")),
    Number(PlanText.position, N_("Position"), limits=(0, 100_000)),
    Text(PlanText.heading_sv, N_("Heading in Swedish")),
    Text(PlanText.heading_en, N_("Heading in English")),
    Text(PlanText.text_sv, N_("Text in Swedish")),
    Text(PlanText.text_en, N_("Text in English")),
)
