"""Import organisations: new ones are added, known ones updated, all in one step that can be undone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kidesk.errors import KideskError
from kidesk.exchange import tables
from kidesk.i18n import CODES, N_, Language, fold
from kidesk.operations.import_options import ImportOptions, Mode, no_column, no_meaning
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

Progress = Callable[[int, int], None]


@dataclass
class ImportReport:
    """What became of a file's rows. `refused` has their line numbers and what is wrong with each.

    `ignored` are the columns that say nothing to kidesk.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[tuple[int, Problem]] = field(default_factory=list)
    ignored: tuple[str, ...] = ()


class Refused(KideskError):
    """A row that cannot be imported."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message, **problem.details)
        self.problem = problem


def import_organisations(
    store: Store,
    file: Path,
    options: ImportOptions | None = None,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Imports the rows of a table (CSV, XLSX); those that are refused are reported and the others kept.

    An organisation is known by an id in another system, else by any of its names together with its country; one that
    was merged leads to what it was merged into. A filled cell overwrites, an empty one changes nothing, and a list such
    as the domains grows. A `dry_run` says what would happen and writes nothing. `progress` is told how many rows of how
    many are done; what it raises takes the whole import back.
    Raises KideskError where the file cannot be read, UsageError where the mapping does not fit it.
    """
    options = options or ImportOptions()
    table = tables.read(file, encoding=options.encoding, delimiter=options.delimiter)
    meanings = mapped(table.columns, options.mapping)
    if not {"name", *NAMES} & set(meanings.values()):
        raise KideskError(
            N_("{file} has no column called “Name”. Nothing was imported; name the column of the names so."), file=file
        )
    ignored = (column for column in table.columns if column not in meanings and column not in options.mapping)
    report = ImportReport(ignored=tuple(ignored))
    with store.read() if dry_run else store.change(IMPORTED, ORGANISATIONS.key) as session, session.no_autoflush:
        register = OrganisationRegister(session)
        for done, line in enumerate(table.lines):
            if progress is not None and done % _STEP == 0:
                progress(done, len(table.lines))
            try:
                _take(register, line, meanings, report, options.mode)
            except Refused as refused:
                report.refused.append((line.number, refused.problem))
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


def _meanings() -> dict[str, str]:
    """What a column means, by its folded heading."""
    found = {fold(heading): key for key, headings in _HEADINGS.items() for heading in headings}
    for one in _fields().values():
        for heading in (one.key, *(language.text(one.label) for language in _languages())):
            found.setdefault(fold(heading), one.key)
    return found


_FIELDS = _fields()


@cache
def _languages() -> tuple[Language, ...]:
    return tuple(Language(code) for code in CODES)


def _take(
    register: OrganisationRegister, line: tables.Line, meanings: Mapping[str, str], report: ImportReport, mode: Mode
) -> None:
    """Imports one row. Raises Refused."""
    problem = line.problem(meanings)
    if problem is not None:
        raise Refused(problem)
    cells = {meanings[column]: cell for column, cell in line.cells.items() if column in meanings and cell}
    name = cells.pop("name", "")
    values = dict(_values(cells))
    names = {fold(one) for one in (name, *(str(values.get(key, "")) for key in NAMES)) if one}
    if not names:
        raise Refused(Problem("name_sv", N_("The row has no name.")))
    found = register.with_ids(values.get("external_ids", ())) or register.known(names, values)
    if len(found) > 1:
        message = N_("{count} organisations have this name and country; enter the row by hand in the one it means.")
        raise Refused(Problem("name_sv", message, {"count": len(found)}))
    if mode is (Mode.CREATE if found else Mode.UPDATE):
        report.unchanged += 1
        return
    if found:
        _update(register, found[0], values, line.number, report)
        return
    if name and not any(values.get(key) for key in NAMES):
        values["name_en"] = name
    organisation = Organisation(**values)
    _check(organisation, values)
    register.session.add(organisation)
    register.enter(organisation)
    register.lines[organisation] = line.number
    report.created += 1


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
    raise Refused(problem)


def _check(organisation: Organisation, values: Mapping[str, Any]) -> None:
    problems = [problem for key, value in values.items() for problem in _FIELDS[key].problems(value)]
    for problem in (*problems, *ORGANISATIONS.problems(organisation)):
        if not problem.is_warning:
            raise Refused(problem)


def _update(
    register: OrganisationRegister,
    organisation: Organisation,
    values: Mapping[str, Any],
    number: int,
    report: ImportReport,
) -> None:
    before = {key: getattr(organisation, key) for key in values}
    different = {key: _joined(before[key], value) for key, value in values.items()}
    different = {key: value for key, value in different.items() if not _is_same(key, before[key], value)}
    earlier = register.lines.setdefault(organisation, number)
    if not different:
        report.unchanged += 1
        return
    if earlier != number and any(before[key] not in EMPTY and not isinstance(before[key], list) for key in different):
        message = N_("Line {line} has the same name and country but says something else; only that line was kept.")
        raise Refused(Problem("name_sv", message, {"line": earlier}))
    for key, value in different.items():
        setattr(organisation, key, value)
    try:
        _check(organisation, different)
    except Refused:
        for key in different:
            setattr(organisation, key, before[key])
        raise
    report.updated += 1


def _joined(before: Any, value: Any) -> Any:
    return [*before, *(one for one in value if one not in before)] if isinstance(value, list) else value


def _is_same(key: str, before: Any, value: Any) -> bool:
    """Whether nothing would change; an address is the same with and without https, www and a last slash."""
    if key == "website":
        before, value = (_BESIDE_ADDRESS.sub("", address.casefold()) for address in (before, value))
    return bool(before == value)
