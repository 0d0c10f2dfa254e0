"""Quarters on the command line: seal, reopen, compare."""

from __future__ import annotations

import argparse

from kidesk.cli import printing
from kidesk.i18n import N_, Language
from kidesk.operations.compare_quarters import Comparison, Move, Words, compare
from kidesk.operations.seal_quarter import period_called, reopen, seal
from kidesk.records.quarter import Colour
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace

_MARKS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}


def seal_quarter(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Seals a quarter."""
    language = Language(settings.language)
    made = seal(workspace.store, given.quarter, settings)
    said = N_("{quarter} is sealed. Seal {number}, SHA-256 {digest}.")
    print(language.text(said, quarter=made.name, number=str(made.id), digest=made.sha256))


def reopen_quarter(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Reopens a sealed quarter."""
    reopen(workspace.store, given.quarter, given.reason)
    print(Language(settings.language).text(N_("{quarter} is open again."), quarter=period_called(given.quarter).name))


def compare_quarters(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Compares two quarters of a plan."""
    language = Language(settings.language)
    first, last = period_called(given.first), period_called(given.last)
    found = compare(workspace.store, first, last, settings, given.id)
    if given.json:
        printing.as_json(_plain(found))
        return
    print(found.plan_sv if language.code == "sv" else found.plan_en)
    quarters = (period.said(language) for period in (found.first, found.last))
    printing.table(
        [language.text(N_("Activity")), *quarters, language.text(N_("Change"))],
        (_row(move, language) for move in found.moves),
    )
    for move in found.moves:
        words = move.comment_sv if language.code == "sv" else move.comment_en
        if any(one.change != "same" for one in words):
            print(f"\n{printing.plain(_title(move, language))}\n  {printing.plain(_marked(words))}")


def _row(move: Move, language: Language) -> list[str]:
    colours = (_colour(colour, language) for colour in (move.before, move.now))
    return [_title(move, language), *colours, language.text(move.trend.label)]


def _title(move: Move, language: Language) -> str:
    return move.sv if language.code == "sv" else move.en


def _colour(colour: Colour | None, language: Language) -> str:
    return language.text(colour.label) if colour is not None else language.text(N_("not in the plan"))


def _marked(words: tuple[Words, ...]) -> str:
    return " ".join(_MARKS[one.change].format(one.text) for one in words)


def _plain(found: Comparison) -> dict[str, object]:
    return {
        "plan": {"sv": found.plan_sv, "en": found.plan_en},
        "from": found.first.name,
        "to": found.last.name,
        "distribution": {
            "from": {colour.value: count for colour, count in found.distribution(last=False).items()},
            "to": {colour.value: count for colour, count in found.distribution(last=True).items()},
        },
        "activities": [
            {
                "id": move.item,
                "title": {"sv": move.sv, "en": move.en},
                "from": move.before and move.before.value,
                "to": move.now and move.now.value,
                "change": move.trend.value,
                "comment_sv": [[one.change, one.text] for one in move.comment_sv],
                "comment_en": [[one.change, one.text] for one in move.comment_en],
            }
            for move in found.moves
        ],
    }
