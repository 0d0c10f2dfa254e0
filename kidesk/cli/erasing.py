"""Erasing a person on the command line."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from kidesk.cli import printing
from kidesk.cli.options import Command, with_id, with_json
from kidesk.errors import KideskError, UsageError
from kidesk.i18n import N_, Language
from kidesk.operations.erase_person import Decision, erase, look
from kidesk.operations.erasure_report import Erased, Found, outcome, reached
from kidesk.records.privacy_decision import ErasureGround
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace

_GROUNDS = tuple(one.value for one in ErasureGround if one is not ErasureGround.NONE)


def add(command: Command, language: Language) -> None:
    """Adds the command."""
    said = language.text
    explained = N_("erase a person for good: a recorded decision that nothing takes back")
    erasing = with_id(command("erase", said(explained)))
    grounds = said(N_("on what ground: {choices}"), choices=", ".join(_GROUNDS))
    erasing.add_argument("--ground", choices=_GROUNDS, metavar="GROUND", help=grounds)
    erasing.add_argument("--decided-by", metavar="NAME", default="", help=said(N_("who decided it")))
    erasing.add_argument("--because", metavar="TEXT", default="", help=said(N_("why")))
    erasing.add_argument("--dnr", metavar="1-55/2026", default="", help=said(N_("the decision’s registration number")))
    destroyed = said(N_("destroy the attached files that name the person as well"))
    erasing.add_argument("--destroy-files", action="store_true", help=destroyed)
    destroyed = said(N_("destroy the backups that name the person as well"))
    erasing.add_argument("--destroy-backups", action="store_true", help=destroyed)
    erasing.add_argument("--dry-run", action="store_true", help=said(N_("only say what would happen")))
    with_json(erasing, language)


def erase_person(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Erases a person and prints the proof, or what would be reached. Raises KideskError where something is left."""
    language = Language(settings.language)
    found = look(workspace, given.id)
    if given.dry_run:
        _print(list(reached(found, language)), _plain_found(found), given)
        return
    if given.ground is None or not given.decided_by.strip():
        raise UsageError(N_("An erasure needs --ground and --decided-by. Nothing was erased."))
    erased = erase(
        workspace,
        given.id,
        Decision(ErasureGround(given.ground), given.decided_by, given.because, given.dnr),
        language=language,
        destroy_files=[file.id for file in found.files] if given.destroy_files else (),
        destroy_backups=given.destroy_backups,
    )
    _print(outcome(erased, workspace.folder, language), _plain_erased(erased, workspace), given)
    if not erased.is_proved:
        raise KideskError(
            N_("The person was erased, but {count} files still name them; destroy or change these by hand."),
            count=len(erased.left),
        )


def _print(lines: list[str], plain: dict[str, object], given: argparse.Namespace) -> None:
    if given.json:
        printing.as_json(plain)
    else:
        for line in lines:
            print(printing.plain(line))


def _plain_found(found: Found) -> dict[str, object]:
    return {
        "persons": list(found.numbers),
        "records": found.records,
        "parts": found.parts,
        "links": found.links,
        "texts": found.texts,
        "shared": asdict(found.shared),
        "files": [file.id for file in found.files],
        "unreadable": [file.id for file in found.unreadable],
        "backups": [path.name for path in found.backups],
        "possible": found.possible,
    }


def _plain_erased(erased: Erased, workspace: Workspace) -> dict[str, object]:
    def named(paths: tuple[Path, ...]) -> list[str]:
        return [path.relative_to(workspace.folder).as_posix() for path in paths]

    return {
        "decision": erased.decision,
        "records": erased.records,
        "texts": erased.texts,
        "destroyed": erased.destroyed,
        "searched": erased.count,
        "left": named(erased.left),
        "unreadable": named(erased.unreadable),
        "backups": named(erased.backups),
        "possible": erased.possible,
    }

