"""What stands in an answer form, as plain values: its columns by their keys, its rows and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kidesk.exchange.answer_ticket import ANSWERS

# The keys of the columns stand in a hidden row, so that a form is read whatever its language and order of columns.
TICKET, NUMBER, ANSWERED_BY, HEADINGS = "kidesk", "number", "answered_by", "headings"
COLUMNS = (TICKET, NUMBER, "code", "title", "last_colour", "last_comment", *ANSWERS)


@dataclass(frozen=True)
class Row:
    """One activity: its hidden ticket and the texts of its other columns, by their keys."""

    ticket: str
    number: int
    texts: dict[str, str]


@dataclass(frozen=True)
class Form:
    """All that stands in a form, in its language. `facts` and `legend` are pairs; `choices` are words by column."""

    title: str
    sheets: tuple[str, str]
    paragraphs: Sequence[str]
    facts: Sequence[tuple[str, str]]
    answered_by: str
    legend_title: str
    legend: Sequence[tuple[str, str]]
    headings: dict[str, str]
    choices: dict[str, Sequence[str]]
    wrong_choice: str
    rows: Sequence[Row]
