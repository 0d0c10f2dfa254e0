"""Backups: a verified copy of the database with its attached files, complete or absent."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from kidesk.errors import KideskError, WorkspaceError
from kidesk.i18n import N_
from kidesk.records import clock
from kidesk.store import attachments, database


def back_up(file: Path, folder: Path) -> Path:
    """Copies the database into `folder`, checks the copy and returns it. Raises WorkspaceError; no half copy stays.

    The attached files are copied first, into `attachments/` there: each once for all backups, since none ever changes.
    """
    target = folder / f"kidesk-{clock.now():%Y%m%d-%H%M%S}.db"
    partial = target.with_suffix(".part")
    try:
        _copy_files(file.parent, folder)
        os.close(os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
        with closing(database.connect(file)) as source, closing(database.connect(partial)) as copy:
            source.backup(copy)
            if copy.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                raise sqlite3.DatabaseError("the copy is damaged")
        _sync(partial)
        partial.replace(target)
        _sync(folder)
    except (OSError, sqlite3.Error, KideskError) as error:
        partial.unlink(missing_ok=True)
        raise WorkspaceError(
            N_("No backup could be written to {folder}: {reason}. The database is as it was; free some space there."),
            folder=folder,
            reason=error,
        ) from error
    return target


def _copy_files(workspace: Path, folder: Path) -> None:
    source, target = attachments.Attachments(workspace), attachments.Attachments(folder)
    for stored in source.stored():
        target.take_over(source, stored)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows has no handle on a folder to flush
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
