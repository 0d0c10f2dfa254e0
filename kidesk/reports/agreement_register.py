"""Agreement register: the agreements of a list, one a row, with what a register must tell of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kidesk.i18n import N_, Language
from kidesk.records.agreement import Agreement
from kidesk.reports.agreement_columns import (
    DNR,
    END,
    FROM,
    LEVEL,
    NOTICE,
    OWNER,
    PARTNERS,
    STATUS,
    TITLE,
    TYPE,
)
from kidesk.reports.content import Document, Paragraph, Table
from kidesk.reports.head import Head, framed, swedish_prevails

REGISTER = N_("Agreement register")
COLUMNS = (DNR, TITLE, PARTNERS, TYPE, LEVEL, STATUS, FROM, END, NOTICE, OWNER)
READ = ("parties", "owner")  # the parts and links that the columns read


def document(rows: Iterable[Agreement], count: int, head: Head, language: Language, subtitle: str) -> Document:
    """The register of `count` agreements, read while it is printed (DOMAIN, What gets printed, 2).

    `subtitle` says which they are.
    """
    day = head.printed_on
    table = Table(
        columns=tuple(column.heading(language) for column in COLUMNS),
        rows=(tuple(column.cell(row, day, language) for column in COLUMNS) for row in rows),
        empty=language.text(N_("There is nothing in this list.")),
    )
    counted = language.plural("{count} agreement", "{count} agreements", count)
    blocks = (*swedish_prevails(language), Paragraph(counted, "muted"), table)
    return replace(framed(head, language, language.text(REGISTER), subtitle, blocks), landscape=True)
