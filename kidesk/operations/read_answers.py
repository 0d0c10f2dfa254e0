"""Read a unit's answers back: what was sent, what is now and what it answers, for each activity and field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kidesk.errors import KideskError, Sentence
from kidesk.exchange.answer_ticket import ANSWERS, Ticket
from kidesk.i18n import CODES, N_, Language, fold
from kidesk.operations.owed_answers import open_quarter, request_to
from kidesk.operations.owner_form import fitting, judgement_in, stored
from kidesk.records.organisation import Organisation
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import Colour, Period, RedReason
from kidesk.records.term import Term, Tone
from kidesk.store.store import Store

if TYPE_CHECKING:
    from kidesk.exchange.answer_sheet import AnsweredRow

_MOST_OF_A_FORM = 1_000_000  # bytes
_TERMS: dict[str, type[Term]] = {"colour": Colour, "reason": RedReason}
LABELS = {
    "colour": N_("Colour"),
    "comment_sv": N_("Comment in Swedish"),
    "comment_en": N_("Comment in English"),
    "reason": N_("Reason if red"),
}

Progress = Callable[[int, int], object]


class Outcome(Term):
    """How an answer stands to what was sent and to what is now."""

    NEW = "new", N_("New answer"), Tone.OK
    CONFLICT = "conflict", N_("Both changed"), Tone.WARN
    UNCHANGED = "unchanged", N_("Nothing new"), Tone.NONE


@dataclass(frozen=True)
class FieldAnswer:
    """One field of an activity as it was sent, as it is now and as it is answered, all as a form carries it."""

    key: str
    sent: str
    now: str
    answer: str

    @property
    def is_answered(self) -> bool:
        """Whether the unit said anything else than what was sent."""
        return self.answer != self.sent

    @property
    def outcome(self) -> Outcome:
        """What there is to decide: nothing, whether to take the answer, or which of two changes holds."""
        if not self.is_answered or self.answer == self.now:
            return Outcome.UNCHANGED
        return Outcome.NEW if self.now == self.sent else Outcome.CONFLICT


@dataclass(frozen=True)
class Entry:
    """An activity in a form that came back; `line` is its line there."""

    line: int
    item: int
    sv: str
    en: str
    fields: tuple[FieldAnswer, ...]

    def title(self, code: str) -> str:
        """What the activity is called in the language of `code`."""
        return self.sv if code == "sv" else self.en

    @property
    def outcome(self) -> Outcome:
        """The weightiest of its fields' outcomes."""
        found = {field.outcome for field in self.fields}
        return next((one for one in (Outcome.CONFLICT, Outcome.NEW) if one in found), Outcome.UNCHANGED)

    def keys(self, *outcomes: Outcome) -> frozenset[str]:
        """The fields with one of these outcomes."""
        return frozenset(field.key for field in self.fields if field.outcome in outcomes)


@dataclass(frozen=True)
class Answers:
    """What a form that came back says. `refused` are lines with what is wrong with them; the others can be taken."""

    period: Period
    unit: int
    unit_sv: str
    unit_en: str
    answered_by: str
    entries: tuple[Entry, ...]
    refused: tuple[tuple[int, Sentence], ...]

    def unit_caption(self, code: str) -> str:
        """What the unit is called in the language of `code`."""
        return self.unit_sv if code == "sv" else self.unit_en

    @property
    def is_answered(self) -> bool:
        """Whether the unit answered anything."""
        return any(field.is_answered for entry in self.entries for field in entry.fields)

    def fields(self, *outcomes: Outcome) -> dict[int, frozenset[str]]:
        """The fields with one of these outcomes, by activity; what `take` may be given."""
        found = {entry.item: entry.keys(*outcomes) for entry in self.entries}
        return {item: keys for item, keys in found.items() if keys}

    def count(self, outcome: Outcome) -> int:
        """How many activities came out so."""
        return sum(entry.outcome == outcome for entry in self.entries)


def read_answers(
    store: Store, file: Path, period: Period | None = None, progress: Progress = lambda done, whole: None
) -> Answers:
    """What a form that came back answers; nothing is changed.

    `period` is the quarter that is wanted, where only one is. Raises KideskError where the file cannot be read, is no
    form, is about another quarter, a sealed one or a unit that was not asked, or was made in another workspace.
    """
    # Imported here: openpyxl takes time to load, and is needed only where a workbook is read.
    from kidesk.exchange import answer_sheet

    progress(0, 0)
    sheet = answer_sheet.read(file)
    first = next(row.ticket for row in sheet.rows if row.ticket is not None)
    progress(0, 0)
    found = _about(store, file, first, period)
    reading = _Reading(store, first, found)
    entries = tuple(reading.entries(sheet.rows))
    if not reading.is_ours:
        raise _foreign(file)
    _check_asked(store, found, first)
    return Answers(
        Period.named(first.quarter),
        found.id,
        found.caption("sv"),
        found.caption("en"),
        sheet.answered_by,
        entries,
        tuple(sorted(reading.refused, key=lambda one: one[0])),
    )


def _about(store: Store, file: Path, first: Ticket, wanted: Period | None) -> Organisation:
    """The unit that a form is about, once its quarter is found right."""
    if not Period.is_named(first.quarter):
        raise _foreign(file)
    period = Period.named(first.quarter)
    if wanted is not None and wanted != period:
        message = N_(
            "{file} is about {quarter} and not about {wanted}. Nothing was taken; choose the form of {wanted}."
        )
        raise KideskError(message, file=file, quarter=period, wanted=wanted)
    with store.read() as session:
        open_quarter(session, period)
        unit = session.get(Organisation, first.unit)
    if unit is None:
        raise _foreign(file)
    return unit


def _check_asked(store: Store, unit: Organisation, first: Ticket) -> None:
    with store.read() as session:
        quarter = open_quarter(session, Period.named(first.quarter))
        if request_to(quarter, unit.id) is None:
            message = N_("{unit} was not asked about {quarter}. Nothing was taken; ask the unit first.")
            raise KideskError(message, unit=_Unit(unit), quarter=quarter.period)


def _foreign(file: Path) -> KideskError:
    message = N_(
        "{file} was made in another workspace, or what it keeps hidden was changed. Nothing was taken; ask the unit "
        "anew from this workspace."
    )
    return KideskError(message, file=file)


def is_form(file: Path) -> bool:
    """Whether a file is a workbook that holds a form; one larger than forms are is none."""
    # Imported here: openpyxl takes time to load, and is needed only where a workbook is read.
    from kidesk.exchange import answer_sheet

    with suppress(OSError):
        return (
            file.suffix.casefold() == ".xlsx" and file.stat().st_size < _MOST_OF_A_FORM and answer_sheet.is_form(file)
        )
    return False


@dataclass(frozen=True)
class _Unit:
    """A unit in a sentence."""

    unit: Organisation

    def said(self, language: Language) -> str:
        """The unit's name in `language`."""
        return self.unit.caption(language.code)


class _Reading:
    """Reads the rows of one form and remembers what is wrong with which."""

    def __init__(self, store: Store, first: Ticket, unit: Organisation) -> None:
        self._store, self._first, self._unit = store, first, unit
        self._seen: dict[int, int] = {}
        self.refused: list[tuple[int, Sentence]] = []
        self.is_ours = False

    def entries(self, rows: tuple[AnsweredRow, ...]) -> Iterator[Entry]:
        """The rows that are about activities of this register."""
        numbers = {row.ticket.item for row in rows if row.ticket is not None}
        items = self._store.page(PlanItem, sorted(numbers), only=("assessments",))
        for row in rows:
            item = self._item(row, items)
            if item is not None and row.ticket is not None:
                yield self._entry(row, row.ticket, item)

    def _item(self, row: AnsweredRow, items: Mapping[int, PlanItem]) -> PlanItem | None:
        """The activity that a row is about; where there is none, says why."""
        ticket = row.ticket
        if ticket is None:
            self._refuse(row, N_("The row has lost the hidden mark that says which activity it is about."))
            return None
        if (ticket.quarter, ticket.unit) != (self._first.quarter, self._first.unit):
            self._refuse(row, N_("The row belongs to the form of another unit or quarter."))
            return None
        item = items.get(ticket.item)
        if item is None:
            self._refuse(row, N_("The activity is no longer in the register."))
            return None
        if fitting(ticket, self._unit, item) != ticket.digest:
            self._refuse(row, N_("The row was made in another workspace, or its hidden mark was changed."))
            return None
        self.is_ours = True
        earlier = self._seen.setdefault(ticket.item, row.line)
        if earlier != row.line:
            self._refuse(
                row, N_("The activity stands in line {earlier} already, which is the one that counts."), earlier
            )
            return None
        return item

    def _refuse(self, row: AnsweredRow, message: str, earlier: int = 0) -> None:
        self.refused.append((row.line, Sentence(message, {"earlier": earlier} if earlier else {})))

    def _entry(self, row: AnsweredRow, ticket: Ticket, item: PlanItem) -> Entry:
        now = stored(judgement_in(item, ticket.quarter))
        answers = self._understood(row, ticket)
        fields = tuple(FieldAnswer(key, ticket.sent[key], now[key], answers[key]) for key in ANSWERS)
        return Entry(row.line, item.id, item.caption("sv"), item.caption("en"), fields)

    def _understood(self, row: AnsweredRow, ticket: Ticket) -> dict[str, str]:
        """The answers as they are stored; a word that is not known is told, and its field left as it was sent."""
        found = dict(row.answers)
        for key, terms in _TERMS.items():
            term = _term(terms, row.answers[key])
            if term is None:
                message = N_(
                    "“{word}” is none of the words to choose from: {words}. The field was left as it was sent."
                )
                details = {"word": row.answers[key], "words": _Words(terms)}
                self.refused.append((row.line, Sentence(message, details)))
            found[key] = ticket.sent[key] if term is None else _bare(term)
        if found["colour"] != Colour.RED.value:  # what is said of why an activity is red then answers nothing
            found["reason"] = ticket.sent["reason"]
        return found


def _term(terms: type[Term], word: str) -> Term | None:
    """The term that a word of either language means; nothing is what is not assessed, and no reason."""
    if not word:
        return next(term for term in terms if not _bare(term))
    return next((term for term in terms if fold(word) in _words(term)), None)


def _words(term: Term) -> set[str]:
    return {fold(term.value), *(fold(Language(code).text(term.label)) for code in CODES)}


def said_value(key: str, value: str, language: Language) -> str:
    """A field's value as people read it in `language`."""
    if key not in _TERMS:
        return value
    return language.text(next(term.label for term in _TERMS[key] if _bare(term) == value))


def _bare(term: Term) -> str:
    return "" if term in (Colour.NOT_ASSESSED, RedReason.NONE) else term.value


@dataclass(frozen=True)
class _Words:
    """The words of a list in a sentence."""

    terms: type[Term]

    def said(self, language: Language) -> str:
        """The words in `language`."""
        return ", ".join(language.text(term.label) for term in self.terms if term != RedReason.NONE)
