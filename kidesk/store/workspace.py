"""A workspace: one folder with the database, attachments, backups and a lock, opened only when all is right."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from kidesk.errors import WorkspaceError
from kidesk.i18n import N_
from kidesk.records.record import Row
from kidesk.store import backup, database, migrate
from kidesk.store.attachments import FOLDER, Attachments
from kidesk.store.opened_copies import OpenedCopies
from kidesk.store.properties import PROPERTY
from kidesk.store.store import Store

DATABASE = "kidesk.db"
_TABLES_OF_SEARCH = {"search_index", "alembic_version"}


class Workspace:
    """An open workspace. `is_demonstration` workspaces say so on screen and on paper."""

    def __init__(self, folder: Path, lock: FileLock, who: str) -> None:
        self.folder = folder
        self._lock = lock
        self.store = Store(database.open_engine(folder / DATABASE), who)
        self.attachments = Attachments(folder)
        self.opened = OpenedCopies(folder)
        self.opened.sweep()
        self.is_demonstration = self._property("demonstration") == "yes"

    @classmethod
    def exists(cls, folder: Path) -> bool:
        """Whether something stands where the database would, right or wrong."""
        return os.path.lexists(folder / DATABASE)

    @classmethod
    def create(
        cls, folder: Path, who: str, *, is_demonstration: bool = False, fill: Callable[[Store], None] | None = None
    ) -> Workspace:
        """Makes a new workspace, empty or with what `fill` puts into it; it stands there whole or not at all.

        Raises WorkspaceError where one stands there already.
        """
        lock = _prepare(folder)
        try:
            _make_database(folder / DATABASE, is_demonstration, lambda store: fill(store) if fill else None, who)
            return cls(folder, lock, who)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, folder: Path, who: str) -> Workspace:
        """Opens a workspace after all checks. Raises WorkspaceError and changes nothing where one fails."""
        file = folder / DATABASE
        schema = _check_header(file)
        lock = _locked(folder)
        try:
            _check_contents(file, schema)
            if schema < migrate.SCHEMA:
                _bring_up_to_date(file)
            return cls(folder, lock, who)
        except BaseException:
            lock.release()
            raise

    def close(self) -> None:
        """Closes the database and lets others in. Copies that were opened go."""
        self.store.close()
        self.opened.sweep()
        self._lock.release()

    def _property(self, key: str) -> str | None:
        with self.store.read() as session:
            return session.scalar(select(PROPERTY.c.value).where(PROPERTY.c.key == key))


def _prepare(folder: Path) -> FileLock:
    if Workspace.exists(folder):
        raise WorkspaceError(
            N_("A workspace stands in {folder} already. It was left as it is; choose another folder."),
            folder=folder,
        )
    try:
        for path in (folder, folder / FOLDER, folder / "backups"):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not any(path.iterdir()):
                path.chmod(0o700)  # an empty folder made beforehand; one with other files keeps its rights
    except OSError as error:
        raise _not_made(folder, error) from error
    return _locked(folder)


def _not_made(folder: Path, error: OSError | DBAPIError) -> WorkspaceError:
    return WorkspaceError(
        N_("No workspace could be made in {folder}: {reason}. Choose a folder you may write in."),
        folder=folder,
        reason=_reason(error),
    )


def _reason(error: OSError | DBAPIError) -> object:
    return error.orig if isinstance(error, DBAPIError) else error.strerror or error


def _make_database(file: Path, is_demonstration: bool, fill: Callable[[Store], None], who: str) -> None:
    partial = file.with_suffix(".part")
    try:
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        migrate.upgrade(partial)
        if is_demonstration:
            with closing(database.connect(partial)) as connection:
                connection.execute("INSERT INTO property (key, value) VALUES ('demonstration', 'yes')")
        with closing(Store(database.open_engine(partial), who)) as store:
            fill(store)
        partial.replace(file)
    except (OSError, DBAPIError) as error:
        raise _not_made(file.parent, error) from error
    finally:
        partial.unlink(missing_ok=True)


def _bring_up_to_date(file: Path) -> None:
    copy = backup.back_up(file, file.parent / "backups")
    try:
        migrate.upgrade(file)
    except (OSError, DBAPIError) as error:
        raise WorkspaceError(
            N_(
                "{file} could not be brought up to date: {reason}. "
                "It was left as it is, with a copy in {copy}; free some space and try again."
            ),
            file=file,
            reason=_reason(error),
            copy=copy,
        ) from error


def _locked(folder: Path) -> FileLock:
    lock = FileLock(folder / "lock", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise WorkspaceError(
            N_(
                "The workspace in {folder} is open in another kidesk. "
                "Nothing was changed; close it there, or go on there."
            ),
            folder=folder,
        ) from None
    except OSError as error:
        raise WorkspaceError(
            N_(
                "The workspace in {folder} cannot be locked: {reason}. "
                "Nothing was changed; ask for the right to write there."
            ),
            folder=folder,
            reason=_reason(error),
        ) from error
    return lock


def _check_header(file: Path) -> int:
    """Looks at the file's size and first bytes, opening nothing. Returns the schema number."""
    try:
        if not file.is_file():
            raise WorkspaceError(
                N_("There is no workspace in {folder}: {name} is missing. Nothing was made; check the folder’s name."),
                folder=file.parent,
                name=file.name,
            )
        size, found = file.stat().st_size, database.header(file)
    except OSError as error:
        raise WorkspaceError(
            N_("{file} cannot be read: {reason}. Nothing was changed; ask for the right to read it."),
            file=file,
            reason=_reason(error),
        ) from error
    if size == 0:
        raise WorkspaceError(
            N_("{file} is empty, so its contents are lost. It was left as it is; put a backup in its place."),
            file=file,
        )
    if not found["is_sqlite"] or found["application_id"] != database.APPLICATION_ID:
        raise WorkspaceError(
            N_("{file} is not a kidesk database. It was left as it is; check that it is the right file."),
            file=file,
        )
    schema = int(found["schema"])
    if schema > migrate.SCHEMA:
        raise _newer(file)
    return schema


def _newer(file: Path) -> WorkspaceError:
    return WorkspaceError(
        N_("{file} was made by a newer kidesk. It was left as it is; install the newer kidesk to open it."),
        file=file,
    )


def _check_contents(file: Path, schema: int) -> None:
    journal = file.with_name(file.name + "-journal")
    if not journal.exists() and file.stat().st_size < database.header(file)["size"]:
        raise _damaged(file)
    try:
        # A journal left by a crash can only be rolled back by a connection that may write.
        with closing(database.connect(file, mode="rw" if journal.exists() else "ro")) as connection:
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError as error:
        raise (_busy(file) if "locked" in str(error) else _damaged(file)) from error
    except sqlite3.DatabaseError as error:
        raise _damaged(file) from error
    if revision is None or verdict != ("ok",):
        raise _damaged(file)
    if revision[0] not in migrate.REVISIONS:
        raise _newer(file)
    if migrate.REVISIONS.index(revision[0]) + 1 != schema:
        raise _damaged(file)
    if schema == migrate.SCHEMA and not set(Row.metadata.tables) | _TABLES_OF_SEARCH <= tables:
        raise _damaged(file)


def _damaged(file: Path) -> WorkspaceError:
    return WorkspaceError(
        N_(
            "{file} is damaged and cannot be read safely. "
            "It was left as it is; keep it, and put the newest file from {backups} in its place."
        ),
        file=file,
        backups=file.parent / "backups",
    )


def _busy(file: Path) -> WorkspaceError:
    return WorkspaceError(
        N_(
            "{file} is in use by another program, which did not let go in time. "
            "Nothing was changed; close it and try again."
        ),
        file=file,
    )
