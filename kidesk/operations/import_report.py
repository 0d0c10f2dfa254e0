"""What became of the rows of an imported file: the words between the operation and who asked for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kidesk.errors import KideskError, Spoken
from kidesk.exchange.tables import Table
from kidesk.i18n import N_, Language
from kidesk.records.field import Problem, Stored
from kidesk.records.term import Term


class Refused(KideskError):
    """A row that cannot be imported."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message, **problem.details)
        self.problem = problem


class MatchedBy(Term):
    """What told that a row is about somebody or something that is known already; the surest first."""

    EXTERNAL_ID = "external-id", N_("Id in another system")
    EMAIL = "email", N_("E-mail address")
    NAME_AND_ORGANISATION = "name-and-organisation", N_("Name and organisation")
    NAME_AND_COUNTRY = "name-and-country", N_("Name and country")
    NAME = "name", N_("Name")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What changes in one field of a record; `label` is a msgid, `before` is empty for what is added."""

    label: str
    before: str | Spoken
    after: str | Spoken

    def said(self, language: Language) -> tuple[str, str, str]:
        """Label, before and after in `language`."""
        before, after = (one if isinstance(one, str) else one.said(language) for one in (self.before, self.after))
        return language.text(self.label), before, after


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became, or would become, of one row.

    `what` is "created", "updated", "unchanged" or "refused". `detail` tells a new one from namesakes (an e-mail
    address, an organisation). `reason` says why a row was refused, or left as it was although something was new.
    `notices` are doubts that did not stop anything. `number` is the record's id, where it has one.
    """

    line: int
    name: str
    what: str
    detail: str = ""
    changes: tuple[FieldChange, ...] = ()
    matched_by: MatchedBy | None = None
    reason: Problem | None = None
    notices: tuple[Problem, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A value of a field, to be said in whatever language is asked for."""

    field: Stored
    value: Any

    def said(self, language: Language) -> str:
        """The value as a person reads it."""
        return self.field.format(self.value, language)


@dataclass
class ImportReport:
    """What became of a file's rows. `refused` has their line numbers and what is wrong with each.

    `ignored` are the columns that say nothing to kidesk, `sheets` those of a workbook that were not read, where `sheet`
    was. The headings stand in row `header_row` of the file, with `above` rows that hold something before it.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[tuple[int, Problem]] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    header_row: int = 1
    above: int = 0

    def tell_place(self, table: Table) -> None:
        """Takes note of where in its file a table was found."""
        self.sheet, self.sheets = table.sheet, table.left
        self.header_row, self.above = table.header_row, len(table.above)

    def said_above(self, language: Language) -> str:
        """How many rows stand above the headings and are left out."""
        return language.plural(
            "The headings stand in row {row}; {count} row above them is left out.",
            "The headings stand in row {row}; {count} rows above them are left out.",
            self.above,
            row=self.header_row,
        )


@dataclass
class RowsReport(ImportReport):
    """What became of a file's rows, one by one; `outcomes` are in the file's order."""

    outcomes: list[Outcome] = field(default_factory=list)
