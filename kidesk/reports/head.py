"""Head: what every document of an organisation has in common, and the sentences that stand in all of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kidesk.i18n import N_, Language
from kidesk.reports import content

DEMONSTRATION = N_("Demonstration data")
DRAFT = N_("DRAFT")


@dataclass(frozen=True)
class Head:
    """Who prints a document and when. `unit` is named in the document's language; `accent` is "#rrggbb".

    `issued` stands in the footer in the place of when and by whom it was printed.
    """

    organisation: str
    unit: str
    accent: str
    printed_on: dt.date
    is_demonstration: bool
    printed_by: str = ""
    issued: str = ""


def framed(
    head: Head,
    language: Language,
    title: str | content.Foreign,
    subtitle: str,
    blocks: tuple[content.Block, ...],
    control: tuple[tuple[str, str], ...] | None = None,
    is_draft: bool = False,
) -> content.Document:
    """The document with its head and foot; demonstration data are labelled on every page (DOMAIN, Records)."""
    return content.Document(
        title=title,
        subtitle=subtitle,
        language_code=language.code,
        blocks=blocks,
        control=control,
        watermark=language.text(DRAFT) if is_draft else None,
        notice=language.text(DEMONSTRATION) if head.is_demonstration else None,
        footer=footer(head, language),
        author=head.organisation,
        accent=head.accent,
    )


def footer(head: Head, language: Language) -> str:
    """Who printed the document and when."""
    names, said = issuer(head), head.issued or printed(head, language)
    return f"{names} · {said}" if names else said


def issuer(head: Head) -> str:
    """The organisation and its unit, as far as they are named."""
    return " · ".join(name for name in (head.organisation, head.unit) if name.strip())


def printed(head: Head, language: Language) -> str:
    """When and by whom."""
    day = language.day(head.printed_on)
    if head.printed_by.strip():
        return language.text(N_("Printed {day} by {person}"), day=day, person=head.printed_by)
    return language.text(N_("Printed {day}"), day=day)


def swedish_prevails(language: Language) -> tuple[content.Block, ...]:
    """The sentence that a published document in English carries (DOMAIN, Rules of a Swedish public authority)."""
    if language.code == "sv":
        return ()
    return (content.Paragraph(language.text(N_("The Swedish version of this document prevails.")), "muted"),)
