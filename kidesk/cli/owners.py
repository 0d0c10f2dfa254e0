"""Asking the owners on the command line: ask, owed, answers."""

from __future__ import annotations

import argparse
import datetime as dt

from kidesk.cli import printing
from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations.ask_owners import ask
from kidesk.operations.owed_answers import Owed, owed
from kidesk.operations.owner_form import Asking
from kidesk.operations.owner_letter import letter
from kidesk.operations.read_answers import LABELS, Answers, Entry, FieldAnswer, Outcome, read_answers, said_value
from kidesk.operations.seal_quarter import period_called
from kidesk.operations.take_answers import take
from kidesk.records import clock
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace


def ask_units(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Writes the forms and prints the e-mail to each unit."""
    language = Language(settings.language)
    of_form = Language(given.form_language or settings.language)
    asking = Asking(period_called(given.quarter), _day(given.due), of_form, settings)
    made = ask(workspace.store, asking, given.output, given.unit, may_replace=given.replace)
    for one in made:
        print(language.text(N_("The form stands in {file}."), file=one.file))
        print(f"\n{letter(workspace.store, one.unit, asking).text(of_form)}")
    print(language.plural("{count} unit was asked.", "{count} units were asked.", len(made)))


def _day(typed: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(typed) if typed else None
    except ValueError:
        message = N_("“{day}” is not a day. Nobody was asked; write it as 2026-12-10.")
        raise UsageError(message, day=typed) from None


def list_owed(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Prints who owes what in a quarter."""
    language, period = Language(settings.language), period_called(given.quarter)
    found = owed(workspace.store, period, clock.today())
    if given.json:
        printing.as_json([_plain_owed(one) for one in found])
        return
    headings = (N_("Number"), N_("Unit"), N_("Activities"), N_("Not assessed"), N_("Asked on"), N_("Wanted by"))
    printing.table(
        [language.text(one) for one in (*headings, N_("Status"))],
        (_owed_row(one, language) for one in found),
    )


def _owed_row(one: Owed, language: Language) -> list[str]:
    counts = language.number(one.activities), language.number(one.unassessed)
    days = language.day(one.asked_on), language.day(one.due_on)
    return [str(one.unit), one.caption(language.code), *counts, *days, language.text(one.state.label)]


def _plain_owed(one: Owed) -> dict[str, object]:
    return {
        "unit": one.unit,
        "name": {"sv": one.sv, "en": one.en},
        "activities": one.activities,
        "unassessed": one.unassessed,
        "state": one.state.value,
        "asked_on": one.asked_on,
        "due_on": one.due_on,
        "answered_on": one.answered_on,
        "answered_by": one.answered_by,
    }


def read_form(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Reads a form that came back and takes what is new in it; what both changed only where `--accept all` says so."""
    language = Language(settings.language)
    wanted = period_called(given.quarter) if given.quarter else None
    found = read_answers(workspace.store, given.file, wanted)
    outcomes = (Outcome.NEW, Outcome.CONFLICT) if given.accept == "all" else (Outcome.NEW,)
    accepted = found.fields(*outcomes)
    if not given.dry_run and found.is_answered:
        take(workspace.store, found, accepted, found.answered_by)
    if given.json:
        printing.as_json(_plain(found, accepted, given.dry_run, language))
        return
    _print(found, accepted, language)
    if given.dry_run:
        print(language.text(printing.TRIAL))


def _print(found: Answers, accepted: dict[int, frozenset[str]], language: Language) -> None:
    said = language.text
    unit, quarter = found.unit_caption(language.code), found.period.said(language)
    print(said(N_("{unit}, {quarter}, answered by {who}"), unit=unit, quarter=quarter, who=_who(found, language)))
    for line, problem in found.refused:
        print(said(N_("Line {line}: {problem}"), line=line, problem=printing.plain(problem.said(language))))
    for entry in found.entries:
        for field in entry.fields:
            if field.outcome != Outcome.UNCHANGED:
                print(_line(entry, field, field.key in accepted.get(entry.item, ()), language))
    counts = {"taken": len(accepted), "left": found.count(Outcome.CONFLICT) - _taken_conflicts(found, accepted)}
    if not found.is_answered:
        print(said(N_("The form answers nothing beyond what was sent.")))
    print(
        said(
            N_("Activities with answers taken {taken}, with conflicts left {left}, refused lines {refused}."),
            taken=language.number(counts["taken"]),
            left=language.number(counts["left"]),
            refused=language.number(len(found.refused)),
        )
    )


def _taken_conflicts(found: Answers, accepted: dict[int, frozenset[str]]) -> int:
    return sum(entry.keys(Outcome.CONFLICT) <= accepted.get(entry.item, frozenset()) for entry in _conflicts(found))


def _conflicts(found: Answers) -> list[Entry]:
    return [entry for entry in found.entries if entry.outcome == Outcome.CONFLICT]


def _who(found: Answers, language: Language) -> str:
    return printing.plain(found.answered_by) or language.text(N_("somebody"))


def _line(entry: Entry, field: FieldAnswer, is_taken: bool, language: Language) -> str:
    said = language.text
    shown = {key: printing.plain(said_value(field.key, getattr(field, key), language)) for key in ("now", "answer")}
    what = N_("Taken") if is_taken else N_("Left, since both changed")
    return said(
        N_("{title}: {field}: now “{now}”, answered “{answer}”. {what}."),
        title=printing.plain(entry.title(language.code)),
        field=said(LABELS[field.key]),
        **shown,
        what=said(what),
    )


def _plain(found: Answers, accepted: dict[int, frozenset[str]], is_dry_run: bool, language: Language) -> object:
    return {
        "dry_run": is_dry_run,
        "quarter": found.period.name,
        "unit": found.unit,
        "answered_by": found.answered_by,
        "activities": [
            {
                "id": entry.item,
                "line": entry.line,
                "outcome": entry.outcome.value,
                "taken": sorted(accepted.get(entry.item, ())),
                "fields": {
                    field.key: {
                        "sent": field.sent,
                        "now": field.now,
                        "answer": field.answer,
                        "outcome": field.outcome.value,
                    }
                    for field in entry.fields
                },
            }
            for entry in found.entries
        ],
        "refused": [{"line": line, "message": problem.said(language)} for line, problem in found.refused],
    }
