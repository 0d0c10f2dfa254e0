"""The database schema's revisions: make a new database, bring an older one up to date, all or nothing."""

from __future__ import annotations

from pathlib import Path

from kidesk import paths
from kidesk.store import database

# The revisions in their order; `user_version` in the file's header is the number reached, so that a file from a
# newer kidesk is recognised without opening it as a database.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
SCHEMA = len(REVISIONS)


def upgrade(file: Path) -> None:
    """Brings the database in `file` to the newest revision in one transaction, or leaves it as it was."""
    # Imported here: Alembic takes 0.4 s to import and is needed only when the schema changes.
    from alembic import command
    from alembic.config import Config

    # With foreign keys on, rebuilding a table deletes the rows that belong to its rows.
    engine = database.open_engine(file, foreign_keys=False)
    try:
        with database.writing(engine).begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            wrong = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if wrong:
                raise RuntimeError(f"{len(wrong)} rows lost what they point at")
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
            connection.exec_driver_sql(f"PRAGMA application_id={database.APPLICATION_ID}")
    finally:
        engine.dispose()
