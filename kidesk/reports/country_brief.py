"""Country brief: what there is with a country, a city or a partner, on a few pages to read before a visit."""

from __future__ import annotations

from dataclasses import dataclass

from kidesk.i18n import N_, Language
from kidesk.records.exchange_balance import Balance
from kidesk.reports import exchange_balance
from kidesk.reports.content import Block, Cell, Chart, Column, Document, Facts, Heading, Paragraph, Table
from kidesk.reports.head import Head, framed, swedish_prevails


@dataclass(frozen=True)
class Section:
    """A table under a heading: columns with their shares of the width, rows, and what is said where there are none."""

    title: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[Cell, ...], ...]
    nothing: str
    remark: str = ""


@dataclass(frozen=True)
class Brief:
    """What a brief says: the place, what kind of brief it is, its figures, the sections in their order, and what was
    exchanged."""

    place: str
    kind: str
    figures: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    balance: Balance


def document(brief: Brief, head: Head, language: Language) -> Document:
    """The brief (DOMAIN, What gets printed, 7). It is a working paper: it names people, and is not for publication."""
    blocks: list[Block] = [
        *swedish_prevails(language),
        Paragraph(language.text(N_("Working material with personal data. Not for publication.")), "muted"),
        Facts(brief.figures),
    ]
    for place, section in enumerate(brief.sections):
        blocks += _section(section, language)
        if place == 0:
            blocks += _exchange(brief.balance, language)
    return framed(head, language, brief.place, brief.kind, tuple(blocks))


def _section(section: Section, language: Language) -> list[Block]:
    columns = tuple(Column(language.text(title), share) for title, share in section.columns)
    blocks: list[Block] = [
        Heading(2, language.text(section.title)),
        Table(columns, section.rows, language.text(section.nothing)),
    ]
    return [*blocks, Paragraph(section.remark, "muted")] if section.remark else blocks


def _exchange(balance: Balance, language: Language) -> list[Block]:
    """The balance as a sentence, a picture and a table; nothing where nobody was exchanged."""
    if not balance.rows:
        return []
    said = exchange_balance.total(balance, language)
    blocks: list[Block] = [Heading(2, language.text(N_("Balance")))]
    columns = exchange_balance.columns(balance, language)
    if columns is not None:
        blocks.append(Chart(columns, said, language.text(N_("Exchange by academic year"))))
    return [*blocks, exchange_balance.table(balance, language)]
