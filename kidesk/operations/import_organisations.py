"""Import organisations: new ones are added, known ones updated, all in one step that can be undone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from kidesk.errors import KideskError
from kidesk.exchange import tables
from kidesk.i18n import CODES, N_, Language, fold
from kidesk.operations import organisation_links as links
from kidesk.operations.import_options import ImportOptions, Mode, no_column, no_meaning
from kidesk.operations.import_report import FieldChange, MatchedBy, Outcome, RowsReport, Shown
from kidesk.operations.import_report import Refused as Refused
from kidesk.operations.organisation_register import NAMES, OrganisationRegister
from kidesk.records.field import EMPTY, Problem, Stored, Unreadable
from kidesk.records.fields import Link
from kidesk.records.organisation import ORGANISATIONS, Organisation
from kidesk.store.store import Store

IMPORTED = N_("Imported {type}")
# What other lists call the columns; kidesk's own labels and keys are understood as well.
_HEADINGS = {
    "name": ("Name", "Namn"),
    "code": ("Country code", "Landskod"),
    "country": ("Country", "Land"),
    "region": ("State or province", "Delstat eller provins", "Region"),
    "city": ("City", "Ort", "Stad"),
    "website": ("Website", "Webbplats"),
    "domains": ("Domains", "Domäner"),
}
_BESIDE_ADDRESS = re.compile(r"^https?://(www\.)?|/$")
_STEP = 500
_NONE = Problem("", N_("No organisation in the register fits this row, and only known ones are to be updated."))
_KNOWN = Problem("", N_("This organisation is in the register, and only new ones are to be added."))

Progress = Callable[[int, int], None]


def import_organisations(
    store: Store,
    file: Path,
    options: ImportOptions | None = None,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> RowsReport:
    """Imports the rows of a table (CSV, XLSX); those that are refused are reported and the others kept.

    An organisation is known by an id in another system, else by any of its names together with its country; one that
    was merged leads to what it was merged into. A filled cell overwrites, an empty one changes nothing, and a list such
    as the domains grows. A `dry_run` says what would happen and writes nothing. `progress` is told how many rows of how
    many are done; what it raises takes the whole import back.
    Raises KideskError where the file cannot be read, UsageError where the mapping does not fit it.
    """
    options = options or ImportOptions()
    table = options.table(file, is_heading)
    meanings = mapped(table.columns, options.mapping)
    if not {"name", *NAMES} & set(meanings.values()):
        raise KideskError(
            N_("{file} has no column called “Name”. Nothing was imported; name the column of the names so."), file=file
        )
    ignored = (column for column in table.columns if column not in meanings and column not in options.mapping)
    report = RowsReport(ignored=tuple(ignored))
    report.tell_place(table)
    with store.read() if dry_run else store.change(IMPORTED, ORGANISATIONS.key) as session, session.no_autoflush:
        work = _Import(OrganisationRegister(session), meanings, options.mode, report)
        for done, line in enumerate(table.lines):
            if progress is not None and done % _STEP == 0:
                progress(done, len(table.lines))
            work.take(line)
        work.link()
        if not dry_run:
            session.flush()
        work.finish()
        if progress is not None:
            progress(len(table.lines), len(table.lines))
    return report


def _fields() -> dict[str, Stored]:
    """The fields a file may fill. Links are left out: a file does not know the numbers of kidesk's records."""
    return {one.key: one for one in ORGANISATIONS.fields if isinstance(one, Stored) and not isinstance(one, Link)}


def mapped(columns: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """The keys of what columns mean; what the mapping says goes before what a heading says. Raises UsageError."""
    known = _meanings()
    found = {column: known[fold(column)] for column in columns if fold(column) in known}
    for column, key in mapping.items():
        if column not in columns:
            raise no_column(column)
        if key and key not in known.values():
            raise no_meaning(key)
        found |= {column: key} if key else {}
        if not key:
            found.pop(column, None)
    return found


def is_heading(cell: str) -> bool:
    """Whether a cell is a heading that kidesk knows from tables of organisations."""
    return fold(cell) in _meanings()


@cache
def _meanings() -> dict[str, str]:
    """What a column means, by its folded heading."""
    found = {fold(heading): key for key, headings in _HEADINGS.items() for heading in headings}
    for one in _fields().values():
        for heading in (one.key, *(language.text(one.label) for language in _languages())):
            found.setdefault(fold(heading), one.key)
    return _links() | found


def _links() -> dict[str, str]:
    """The same of the columns that name other records."""
    found = {}
    for language in _languages():
        found[fold(language.text(N_("Number in kidesk")))] = links.NUMBER
        for key, link in links.LINKS.items():
            label = language.text(link.label)
            found[fold(label)] = found[key] = key
            found[fold(language.text(N_("{field}: number in kidesk"), field=label))] = links.number_of(key)
    return found


_FIELDS = _fields()


@cache
def _languages() -> tuple[Language, ...]:
    return tuple(Language(code) for code in CODES)


class _Import:
    """The rows of one table on their way into the session."""

    def __init__(
        self, register: OrganisationRegister, meanings: Mapping[str, str], mode: Mode, report: RowsReport
    ) -> None:
        self._register, self._meanings, self._mode, self._report = register, meanings, mode, report
        self._about: list[Organisation | None] = []  # what each outcome is about
        self._links = links.OrganisationLinks(register)

    def take(self, line: tables.Line) -> None:
        """Takes one row in, or notes why it is refused."""
        cells = {self._meanings[column]: cell for column, cell in line.cells.items() if column in self._meanings}
        cells = {key: cell for key, cell in cells.items() if cell}
        named = {key: cells.pop(key) for key in links.keys() & cells.keys()}
        name = next((cells[key] for key in ("name", *NAMES) if key in cells), "")
        outcome = Outcome(line.number, name, "refused")
        about: Organisation | None = None
        try:
            problem = line.problem(self._meanings)
            if problem is not None:
                raise Refused(problem)
            outcome, about = self._outcome(cells, outcome)
            if about is not None:
                self._links.number(named, about)
                if outcome.reason is None:
                    self._links.wish(named, about, len(self._report.outcomes), line.number)
        except Refused as refused:
            self._report.refused.append((line.number, refused.problem))
            outcome = replace(outcome, reason=refused.problem)
        self._report.outcomes.append(outcome)
        self._about.append(about)

    def link(self) -> None:
        """Links the organisations to what their rows name, now that every one is known."""
        for answer in self._links.give():
            outcome = self._report.outcomes[answer.place]
            if answer.notice is not None:
                outcome = replace(outcome, notices=(*outcome.notices, answer.notice))
            elif answer.change is not None and outcome.what != "created":
                self._report.unchanged -= outcome.what == "unchanged"
                self._report.updated += outcome.what == "unchanged"
                outcome = replace(outcome, what="updated", changes=(*outcome.changes, answer.change))
            self._report.outcomes[answer.place] = outcome

    def finish(self) -> None:
        """Gives each outcome the id of its organisation, where that has one."""
        paired = zip(self._report.outcomes, self._about, strict=True)
        self._report.outcomes = [one if about is None else replace(one, number=about.id) for one, about in paired]

    def _outcome(self, cells: dict[str, str], outcome: Outcome) -> tuple[Outcome, Organisation | None]:
        """What becomes of a row, and of which organisation. Raises Refused."""
        name = cells.pop("name", "")
        values = dict(_values(cells))
        names = {fold(one) for one in (name, *(str(values.get(key, "")) for key in NAMES)) if one}
        if not names:
            raise Refused(Problem("name_sv", N_("The row has no name.")))
        by_id = self._register.with_ids(values.get("external_ids", ()))
        found = by_id or self._register.known(names, values)
        if len(found) > 1:
            message = N_("{count} organisations have this name and country; enter the row by hand in the one it means.")
            raise Refused(Problem("name_sv", message, {"count": len(found)}))
        if not found:
            return self._create(name, values, outcome)
        by_country = MatchedBy.NAME_AND_COUNTRY if values.get("country") and found[0].country else MatchedBy.NAME
        outcome = replace(outcome, matched_by=MatchedBy.EXTERNAL_ID if by_id else by_country)
        return self._update(found[0], values, outcome), found[0]

    def _create(self, name: str, values: dict[str, Any], outcome: Outcome) -> tuple[Outcome, Organisation | None]:
        if self._mode is Mode.UPDATE:
            self._report.unchanged += 1
            return replace(outcome, what="unchanged", reason=_NONE), None
        if name and not any(values.get(key) for key in NAMES):
            values["name_en"] = name
        organisation = Organisation(**values)
        notices = _check(organisation, values)
        self._register.session.add(organisation)
        self._register.enter(organisation)
        self._register.lines[organisation] = outcome.line
        self._report.created += 1
        detail = organisation.city or organisation.website
        return replace(outcome, what="created", detail=detail, notices=notices), organisation

    def _update(self, organisation: Organisation, values: Mapping[str, Any], outcome: Outcome) -> Outcome:
        if self._mode is Mode.CREATE:
            self._report.unchanged += 1
            return replace(outcome, what="unchanged", reason=_KNOWN)
        before = {key: getattr(organisation, key) for key in values}
        different = {key: _joined(before[key], value) for key, value in values.items()}
        different = {key: value for key, value in different.items() if not _is_same(key, before[key], value)}
        earlier = self._register.lines.setdefault(organisation, outcome.line)
        if not different:
            self._report.unchanged += 1
            return replace(outcome, what="unchanged")
        is_said = any(before[key] not in EMPTY and not isinstance(before[key], list) for key in different)
        if earlier != outcome.line and is_said:
            message = N_("Line {line} has the same name and country but says something else; only that line was kept.")
            raise Refused(Problem("name_sv", message, {"line": earlier}))
        notices = _change(organisation, before, different)
        self._report.updated += 1
        changes = (
            FieldChange(_FIELDS[key].label, Shown(_FIELDS[key], before[key]), Shown(_FIELDS[key], value))
            for key, value in different.items()
        )
        return replace(outcome, what="updated", changes=tuple(changes), notices=notices)


def _values(cells: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """The values of a row's filled cells. The country's code decides, its name only where there is no code."""
    for key, cell in cells.items():
        if key == "code":
            yield "country", _parsed(_FIELDS["country"], cell)
        elif key == "domains":
            yield key, re.split(r"[\s,;]+", cell)
        elif key == "website" and "://" not in cell:
            yield key, f"https://{cell}"
        elif key != "country" or "code" not in cells:
            yield key, _parsed(_FIELDS[key], cell)


def _parsed(described: Stored, cell: str) -> Any:
    for language in _languages():
        try:
            return described.parse(cell, language)
        except Unreadable as error:
            problem = Problem(described.key, error.message, error.details)
    raise Refused(_in_field(problem))


def _in_field(problem: Problem) -> Problem:
    """A problem with the name of its field: a row of a file does not show beside which cell it stands."""
    label = Problem(problem.key, _FIELDS[problem.key].label)
    return Problem(problem.key, N_("{field}: {problem}"), {"field": label, "problem": problem}, problem.is_warning)


def _check(organisation: Organisation, values: Mapping[str, Any]) -> tuple[Problem, ...]:
    """The doubts about values. Raises Refused where the organisation must not be kept with them."""
    typed = [_in_field(problem) for key, value in values.items() for problem in _FIELDS[key].problems(value)]
    for problem in (*typed, *ORGANISATIONS.problems(organisation)):
        if not problem.is_warning:
            raise Refused(problem)
    return tuple(typed)


def _change(organisation: Organisation, before: Mapping[str, Any], different: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Writes what is different, and gives the doubts. Raises Refused, with nothing changed, where it must not be."""
    for key, value in different.items():
        setattr(organisation, key, value)
    try:
        return _check(organisation, different)
    except Refused:
        for key in different:
            setattr(organisation, key, before[key])
        raise


def _joined(before: Any, value: Any) -> Any:
    return [*before, *(one for one in value if one not in before)] if isinstance(value, list) else value


def _is_same(key: str, before: Any, value: Any) -> bool:
    """Whether nothing would change; an address is the same with and without https, www and a last slash."""
    if key == "website":
        before, value = (_BESIDE_ADDRESS.sub("", address.casefold()) for address in (before, value))
    return bool(before == value)
