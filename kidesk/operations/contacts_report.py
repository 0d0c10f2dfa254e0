"""What became of the contacts of a file, row by row: the words between the operation and who asked for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kidesk.errors import Sentence, Spoken
from kidesk.i18n import N_, Language
from kidesk.operations.import_organisations import ImportReport
from kidesk.records.field import Problem
from kidesk.records.term import Term


class MatchedBy(Term):
    """What told that a row is about somebody who is known already; the surest first."""

    EXTERNAL_ID = "external-id", N_("Id in another system")
    EMAIL = "email", N_("E-mail address")
    NAME_AND_ORGANISATION = "name-and-organisation", N_("Name and organisation")
    NAME = "name", N_("Name")


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column of the file: the key of what it means, or none; one `is_left_out` is known, and kidesk keeps no such."""

    heading: str
    meaning: str = ""
    is_left_out: bool = False


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


@dataclass
class ContactsReport(ImportReport):
    """What became of a file's contacts.

    `outcomes` are in the file's order. `organisations` are the names of those made on the way. `columns` are empty for
    vCards, and so are `encoding` and `delimiter`. `left_out` are the names of what the file says and kidesk does not
    keep; `ignored` those of columns it does not know; `sheets` are those of a workbook that were not read. `hints` are
    sentences about the whole.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    columns: tuple[ReadColumn, ...] = ()
    left_out: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    seems_headless: bool = False
    sheets: tuple[str, ...] = ()
    hints: list[Sentence] = field(default_factory=list)
