"""The database engine: connections, PRAGMAs and the differences between dialects; nothing else knows the dialect."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import QueuePool

from kidesk.i18n import sort_key

APPLICATION_ID = 0x6B696465  # "kide": says in the file's header that it is kidesk's
BUSY_MS = 5000

# Until a long operation has changed this much, its pages wait in memory. SQLite writes them down at 2 MB otherwise, and
# from then on nobody can read before the commit: the window stood still for 5 s and was then refused.
_WAITING_KIB = 65_536
# Measured in a replay of 1,500 power cuts: this set lost no acknowledged save; WAL and SQLite's defaults did.
_PRAGMAS = (
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    f"cache_spill=-{_WAITING_KIB}",
    f"busy_timeout={BUSY_MS}",
)


def connect(file: Path, *, mode: str = "rw") -> sqlite3.Connection:
    """A bare connection to an existing file; `mode` is SQLite's "ro" or "rw". Never creates a file."""
    uri = f"{file.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000)
    connection.create_function("sort_key", 1, _sort_key, deterministic=True)
    return connection


def _sort_key(value: object) -> str:
    return sort_key(value) if isinstance(value, str) else ""


def open_engine(file: Path, *, foreign_keys: bool = True) -> Engine:
    """An engine on an existing SQLite file. Migrations switch foreign keys off, everything else has them on."""

    def creator() -> sqlite3.Connection:
        connection = connect(file)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        return connection

    engine = create_engine("sqlite://", creator=creator, poolclass=QueuePool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _end)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: they take the write lock at once, or wait for it."""
    return engine.execution_options(kidesk_writes=True)


def _begin(connection: Connection) -> None:
    # The driver's own transactions are off (isolation_level=None): a deferred BEGIN that turns to writing later
    # fails with "database is locked" however long it may wait.
    writes = connection.get_execution_options().get("kidesk_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _end(connection: sqlite3.Connection | None, record: object) -> None:
    # A commit that fails, such as on a foreign key checked late, leaves SQLite's transaction and its lock in place.
    if connection is not None and connection.in_transaction:
        connection.rollback()


def defer_foreign_keys(connection: Connection) -> None:
    """Checks foreign keys when the transaction commits, for putting rows back in any order."""
    connection.execute(text("PRAGMA defer_foreign_keys=ON"))


def file_of(connection: Connection) -> Path:
    """The file that a connection reads."""
    return Path(next(row[2] for row in connection.execute(text("PRAGMA database_list")) if row[1] == "main"))


def header(file: Path) -> dict[str, Any]:
    """What the file's first 100 bytes say: magic, application id and schema number; no SQLite involved."""
    with file.open("rb") as stream:
        start = stream.read(100)
    return {
        "is_sqlite": len(start) == 100 and start.startswith(b"SQLite format 3\x00"),
        "application_id": int.from_bytes(start[68:72], "big"),
        "schema": int.from_bytes(start[60:64], "big"),
        "size": int.from_bytes(start[16:18], "big") * int.from_bytes(start[28:32], "big"),
    }
