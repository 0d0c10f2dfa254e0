"""The verbs on attached files, for the command line: attach, save-copy, detach."""

from __future__ import annotations

import argparse

from kidesk.cli import printing
from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations import attach_file
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement
from kidesk.records.attachment import AttachmentKind, FileLanguage
from kidesk.records.field import Unreadable
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace


def attach(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Attaches files to an agreement and says which; nothing is attached unless all are."""
    language = Language(settings.language)
    about = _about(given, language)
    numbers = attach_file.attach(workspace, given.agreement, given.files, about)
    if given.json:
        agreement = workspace.store.get(Agreement, given.agreement)
        assert agreement is not None
        files = AGREEMENTS.field("attachments").plain(agreement)
        printing.as_json([one for one in files if one["id"] in numbers])
        return
    for number in numbers:
        name = attach_file.find(workspace.store, number).name
        said = language.text(
            N_("Attached file {number} to agreement {agreement}: {name}"),
            number=number,
            agreement=given.agreement,
            name=name,
        )
        print(said)


def _about(given: argparse.Namespace, language: Language) -> attach_file.About:
    try:
        dated_on = attach_file.FIELDS["dated_on"].parse(given.dated, language)
    except Unreadable as error:
        raise UsageError(error.message, **error.details) from error
    return attach_file.About(AttachmentKind(given.kind), FileLanguage(given.file_language), dated_on)


def save_copy(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Writes a copy of an attached file and says where."""
    target = attach_file.save_copy(workspace, given.number, given.output)
    print(Language(settings.language).text(N_("A copy of the file stands in {file}."), file=target))


def detach(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Removes an attached file from its agreement and says which."""
    row = attach_file.find(workspace.store, given.number)
    attach_file.detach(workspace.store, given.number)
    language = Language(settings.language)
    print(language.text(N_("Removed file {number}: {name}"), number=given.number, name=row.name))
