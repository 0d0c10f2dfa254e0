"""The command line: kidesk without its window, for scripts and for machines without a screen.

Exit codes: 0 done; 1 a known problem, one sentence on the error output; 2 wrong usage.
"""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from kidesk import logs, paths
from kidesk import settings as settings_file
from kidesk.cli import (
    agenda,
    agreements,
    attachments,
    duplicates,
    editions,
    erasing,
    files,
    lifecycle,
    mail_lists,
    owners,
    parsing,
    pdf,
    plans,
    printing,
    privacy,
    quarters,
    records,
    renewing,
    tables,
    translations,
    units,
    vcards,
    who_helps,
)
from kidesk.errors import KideskError, UsageError
from kidesk.i18n import N_, Language
from kidesk.settings import Settings
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace

_ON_RECORDS: dict[str, Callable[[Store, argparse.Namespace, Language], None]] = {
    "list": records.list_records,
    "show": records.show,
    "add": records.add,
    "edit": records.change,
    "delete": records.delete,
    "status": lifecycle.status,
    "undo": records.undo,
    "redo": records.redo,
    "renew": renewing.renew_agreement,
    "copy-plan": plans.copy,
    "unit": units.change,
    "roles": units.roles,
    "translations": translations.list_outdated,
    "helpers": who_helps.list_helpers,
    "duplicates": duplicates.duplicates,
    "merge": duplicates.merge_two,
    "retention": privacy.retention,
    "follow-ups": agenda.list_follow_ups,
}
_ON_WORKSPACE: dict[str, Callable[[Workspace, argparse.Namespace, Settings], None]] = {
    "export": files.export,
    "export-table": tables.export,
    "export-vcards": vcards.export,
    "mail-list": mail_lists.write,
    "agenda": agenda.list_agenda,
    "export-calendar": agenda.write_calendar,
    "import": files.import_file,
    "check": files.check_workspace,
    "attach": attachments.attach,
    "save-copy": attachments.save_copy,
    "detach": attachments.detach,
    "registrar-text": agreements.registrar_text,
    "seal": quarters.seal_quarter,
    "reopen": quarters.reopen_quarter,
    "compare": quarters.compare_quarters,
    "edition": editions.edition,
    "erase": erasing.erase_person,
    "ask": owners.ask_units,
    "owed": owners.list_owed,
    "answers": owners.read_form,
    "subject-extract": privacy.extract,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Does what the arguments say and returns the exit code."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    _speak_utf8()
    stored = settings_file.load(paths.settings_file())
    language = parsing.language_of(arguments, stored.language)
    try:
        code = _run(arguments, replace(stored, language=language.code), language)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except SystemExit as end:  # argparse has said why
        return end.code if isinstance(end.code, int) else 2
    except BrokenPipeError:
        _stop_printing()
        return 0
    except KideskError as error:
        printing.warn(error.said(language))
        return 2 if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        printing.warn(language.text(N_("Stopped. What was saved before is kept.")))
        return 1
    except Exception as error:
        printing.warn(_unexpected(error, language))
        return 1


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _stop_printing() -> None:
    """Whoever read the output has enough; what was to be done is done. Python itself must not complain at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unexpected(error: Exception, language: Language) -> str:
    try:
        file = logs.start(paths.log_folder())
        logging.getLogger(__name__).error("The command line stopped", exc_info=error)
    except OSError:
        return language.text(N_("Something went wrong that kidesk did not expect. What was saved before is kept."))
    return language.text(
        N_("Something went wrong that kidesk did not expect. What was saved before is kept; {file} tells more."),
        file=file,
    )


def _run(arguments: Sequence[str], settings: Settings, language: Language) -> int:
    given = parsing.parser(language).parse_args(arguments)
    folder = given.workspace or paths.default_workspace()
    if given.smoke or given.command in (None, "run"):
        return _window(folder, settings, is_smoke=given.smoke)
    if given.command == "check-pdf":
        return pdf.check_pdf(given, language)
    if given.command == "init":
        files.init(folder, given, settings)
    elif given.command == "demo":
        files.demo(given.out, settings, _pictures)
    else:
        with closing(Workspace.open(folder, settings.person)) as workspace:
            if given.command in _ON_RECORDS:
                _ON_RECORDS[given.command](workspace.store, given, language)
            else:
                _ON_WORKSPACE[given.command](workspace, given, settings)
    return 0


def _window(folder: Path, settings: Settings, *, is_smoke: bool) -> int:
    if is_smoke:
        _draw_offscreen()
    elif not _has_screen(sys.platform, os.environ):
        raise KideskError(
            N_("There is no screen here for the window. Nothing was changed; “kidesk --help” lists what needs none.")
        )
    # Imported here: Qt takes most of the time that a command without a window needs.
    from kidesk import app

    return app.smoke() if is_smoke else app.run(folder, settings)


def _has_screen(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether Qt has somewhere to draw; without it, it would end the program at once."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not platform.startswith("linux") or any(environment.get(name) for name in names)


def _pictures(workspace: Workspace, out: Path, settings: Settings) -> list[Path]:
    _draw_offscreen()
    # Imported here: Qt takes most of the time that a command without a window needs.
    from kidesk import app

    return app.pictures(workspace, out, settings)


def _draw_offscreen() -> None:
    """Pictures need no screen, and a screen that Qt cannot use would end the program."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
