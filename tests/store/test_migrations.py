"""Migrations: the schema they make is the records' own, and an interrupted one leaves nothing half done."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from kidesk import paths
from kidesk.errors import WorkspaceError
from kidesk.i18n import Language
from kidesk.operations import attach_file
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_terms import Side
from kidesk.records.organisation import Organisation
from kidesk.records.record import Row
from kidesk.store import database, migrate
from kidesk.store.workspace import DATABASE, Workspace
from tests import factory


def _is_compared(item: Any, name: str | None, kind: str, *_: Any) -> bool:
    return not (kind == "table" and str(name).startswith(("search_index", "sqlite_")))


def test_the_migrations_make_the_schema_of_the_records(folder: Path) -> None:
    engine = database.open_engine(folder / DATABASE)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _is_compared})
        assert compare_metadata(context, Row.metadata) == []
    engine.dispose()


def test_every_record_and_part_has_numbers_that_are_never_used_again(folder: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    tables = [mapper.class_.__tablename__ for mapper in Row.registry.mappers]
    assert [table for table in tables if "AUTOINCREMENT" not in made[table]] == []


def test_the_revisions_are_those_that_lie_in_the_folder() -> None:
    revisions = ScriptDirectory(str(paths.migrations())).walk_revisions()
    assert tuple(one.revision for one in revisions)[::-1] == migrate.REVISIONS


_UPGRADE = command.upgrade
_NUMBERS = ("id", "version", "is_binding", "is_open_ended")


# Interruptions


@contextmanager
def _failing_at(number: int) -> Iterator[None]:
    """Lets the statement with that number fail."""
    count = 0

    def fail(*_: Any) -> None:
        nonlocal count
        count += 1
        if count == number:
            raise sqlite3.OperationalError("database or disk is full")

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", fail)


def _statements(file: Path) -> int:
    count = 0

    def tally(*_: Any) -> None:
        nonlocal count
        count += 1

    event.listen(Engine, "before_cursor_execute", tally)
    migrate.upgrade(file)
    event.remove(Engine, "before_cursor_execute", tally)
    return count


def _schema(file: Path) -> list[Any]:
    with closing(sqlite3.connect(file)) as connection:
        header = [connection.execute(f"PRAGMA {key}").fetchone() for key in ("user_version", "application_id")]
        return header + connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_an_interrupted_migration_leaves_nothing_half_done(tmp_path: Path) -> None:
    whole, file = tmp_path / "whole.db", tmp_path / "interrupted.db"
    whole.touch()
    last = _statements(whole)
    assert last > 30
    file.touch()
    empty = _schema(file)
    for number in [*range(1, last, 9), last - 1, last]:
        with _failing_at(number), pytest.raises(OperationalError):
            migrate.upgrade(file)
        assert _schema(file) == empty, f"statement {number} of {last}"
    migrate.upgrade(file)
    assert _schema(file) == _schema(whole)


# A workspace from before agreements were exchanged over EWP


def test_agreements_from_before_ewp_keep_what_they_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "older.db"
    file.touch()
    scripts = tmp_path / "migrations"
    shutil.copytree(paths.migrations(), scripts)
    for later in migrate.REVISIONS[1:]:
        next((scripts / "versions").glob(f"{later}_*.py")).unlink()
    with monkeypatch.context() as older:
        older.setattr(paths, "migrations", lambda: scripts)
        older.setattr(migrate, "SCHEMA", 1)
        migrate.upgrade(file)
    with closing(sqlite3.connect(file)) as connection:
        for table, values in _BEFORE_EWP.items():
            columns = {row[1]: row for row in connection.execute(f"PRAGMA table_info({table})")}
            row = {name: _blank(kind) for _, name, kind, needed, *_ in columns.values() if needed} | values
            keys, marks = ", ".join(row), ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table} ({keys}) VALUES ({marks})", list(row.values()))
        connection.commit()
        before = {table: _rows(connection, table) for table in _BEFORE_EWP}
    migrate.upgrade(file)
    with closing(sqlite3.connect(file)) as connection:
        for table, rows in before.items():
            assert [one | rows[place] for place, one in enumerate(_rows(connection, table))] == _rows(connection, table)
    engine = database.open_engine(file)
    with Session(engine) as session:
        agreement = session.get_one(Agreement, 1)
        (party,), (contact,), (condition,) = agreement.parties, agreement.contacts, agreement.conditions
        assert (agreement.title_sv, agreement.iia_pdf, party.iia_id, party.unit_id) == ("Kept", "", "", "")
        assert (contact.side, contact.function, contact.as_read) == (Side.PARTNER, "Dean", "")
        assert (condition.further_languages, condition.other_terms, condition.as_read) == ([], "", "")
    engine.dispose()


_BEFORE_EWP: dict[str, dict[str, Any]] = {
    "organisation": {"id": 1, "name_sv": "Kept", "kind": "university", "standing": "none"},
    "person": {"id": 1, "preferred_language": "none", "legal_basis": "none", "retention_class": "standard"},
    "agreement": {
        "id": 1,
        "title_sv": "Kept",
        "type": "erasmus-iia",
        "level": "university",
        "status": "in-force",
        "renewal_mode": "none",
        "notice_unit": "months",
    },
    "party": {"id": 1, "agreement_id": 1, "organisation_id": 1, "side": "own", "role": "signatory"},
    "partner_contact": {"id": 1, "agreement_id": 1, "person_id": 1, "function": "Dean"},
    "signatory": {"id": 1, "agreement_id": 1, "person_id": 1, "side": "own", "method": "manual"},
    "condition": {
        "id": 1,
        "agreement_id": 1,
        "sending_id": 1,
        "receiving_id": 1,
        "kind": "staff-training",
        "duration_unit": "days",
        "language_level": "B1",
    },
}


def _blank(kind: str) -> Any:
    return {"INTEGER": 0, "BOOLEAN": 0, "DATETIME": "2024-02-29 12:00:00.000000"}.get(kind, "")


def _rows(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    found = connection.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


# An older workspace


NEXT_REVISION = '''
"""A revision that a later kidesk might bring."""

import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
'''


@pytest.fixture
def older(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a record, seen by a kidesk that knows one schema revision more."""
    with closing(Workspace.open(folder, "Tove")) as workspace:
        factory.organisation(workspace.store, name_sv="Kept")
    scripts = tmp_path / "migrations"
    shutil.copytree(paths.migrations(), scripts)
    (scripts / "versions" / "later.py").write_text(NEXT_REVISION.format(before=migrate.REVISIONS[-1]), encoding="utf-8")
    monkeypatch.setattr(paths, "migrations", lambda: scripts)
    monkeypatch.setattr(migrate, "REVISIONS", (*migrate.REVISIONS, "later"))
    monkeypatch.setattr(migrate, "SCHEMA", migrate.SCHEMA + 1)
    return folder


def _names(folder: Path) -> list[str]:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        return [row.name_sv for row in workspace.store.all(Organisation)]


def test_an_older_workspace_is_backed_up_and_brought_up_to_date(older: Path, tmp_path: Path) -> None:
    assert _names(older) == ["Kept"]
    (backup,) = (older / "backups").iterdir()
    assert backup.stat().st_mode & 0o777 == 0o600
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(backup, restored / DATABASE)
    (restored / "backups").mkdir()
    assert database.header(restored / DATABASE)["schema"] == migrate.SCHEMA - 1
    assert _names(restored) == ["Kept"]
    assert _names(older) == ["Kept"]
    assert len(list((older / "backups").iterdir())) == 1


def test_without_a_backup_nothing_is_brought_up_to_date(older: Path, en: Language) -> None:
    (older / "backups").rmdir()
    before = (older / DATABASE).read_bytes()
    with pytest.raises(WorkspaceError) as refusal:
        Workspace.open(older, "Tove")
    assert "No backup could be written" in refusal.value.said(en)
    assert (older / DATABASE).read_bytes() == before
    assert not list(older.glob("**/*.part"))


def test_a_workspace_that_cannot_be_brought_up_to_date_is_left_as_it_is(
    older: Path, monkeypatch: pytest.MonkeyPatch, en: Language
) -> None:
    before = _schema(older / DATABASE)

    def fail(file: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrate, "upgrade", fail)
    with pytest.raises(WorkspaceError) as refusal:
        Workspace.open(older, "Tove")
    assert "No space left on device" in refusal.value.said(en)
    assert _schema(older / DATABASE) == before
    monkeypatch.undo()
    assert _names(older) == ["Kept"]


# What each revision brings


@pytest.fixture
def before_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of the kidesk before the revision 0003, with an agreement."""
    place = migrate.REVISIONS.index("0003")
    folder = tmp_path / "before"
    (folder / "backups").mkdir(parents=True)
    with monkeypatch.context() as patch:
        scripts = tmp_path / "revisions"
        shutil.copytree(paths.migrations(), scripts)
        for later in migrate.REVISIONS[place:]:
            next((scripts / "versions").glob(f"{later}_*")).unlink()
        patch.setattr(paths, "migrations", lambda: scripts)
        patch.setattr(migrate, "SCHEMA", place)
        (folder / DATABASE).touch(0o600)
        migrate.upgrade(folder / DATABASE)
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        columns = connection.execute("PRAGMA table_info(agreement)").fetchall()
        needed = {name: kind for _, name, kind, is_needed, *_ in columns if is_needed}
        values: dict[str, Any] = {name: "" if kind[:4] in ("VARC", "TEXT") else 1 for name, kind in needed.items()}
        values |= {"title_sv": "Före", "created_at": "2024-01-01 00:00:00", "changed_at": "2024-01-01 00:00:00"}
        values |= {"type": "mou", "level": "university", "status": "idea"}
        values |= {"renewal_mode": "none", "notice_unit": "days"}
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO agreement ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
        connection.commit()
    return folder


def test_files_come_to_agreements_that_were_there_before(before_files: Path) -> None:
    assert database.header(before_files / DATABASE)["schema"] == migrate.REVISIONS.index("0003")
    with closing(Workspace.open(before_files, "Tove")) as workspace:
        (agreement,) = workspace.store.all(Agreement)
        assert (agreement.title_sv, agreement.attachments) == ("Före", [])
        source = before_files.parent / "a.pdf"
        source.write_bytes(b"%PDF-1.7")
        attach_file.attach(workspace, agreement.id, [source], attach_file.About())
        (agreement,) = workspace.store.all(Agreement)
        assert [file.name for file in agreement.attachments] == ["a.pdf"]


def test_a_database_of_the_first_schema_keeps_its_agreements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "old.db"
    old.touch()
    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", lambda config, _: _UPGRADE(config, "0001"))
        migrate.upgrade(old)
    with closing(sqlite3.connect(old)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(agreement)")]
        assert "review_every" not in columns
        values = ["A" if name == "title_sv" else 0 if name in _NUMBERS else None for name in columns]
        kept = [(name, value) for name, value in zip(columns, values, strict=True) if value is not None]
        needed = [row[1] for row in connection.execute("PRAGMA table_info(agreement)") if row[3]]
        texts = [(name, "") for name in needed if name not in dict(kept)]
        names, given = zip(*(kept + texts), strict=True)
        marks = ", ".join("?" * len(names))
        connection.execute(f"INSERT INTO agreement ({', '.join(names)}) VALUES ({marks})", given)
        connection.commit()
    migrate.upgrade(old)
    with closing(sqlite3.connect(old)) as connection:
        found = connection.execute("SELECT title_sv, review_every, reviewed_on FROM agreement").fetchall()
        assert found == [("A", None, None)]
        assert connection.execute("SELECT count(*) FROM snooze").fetchone() == (0,)


@pytest.mark.parametrize(
    ("status", "dates", "since"),
    [
        ("in-force", {"effective_on": "2021-09-01", "end_on": "2030-01-01"}, "2021-09-01"),
        ("in-force", {"signed_own_on": "2021-01-01", "signed_partner_on": "2021-02-01"}, "2021-02-01"),
        ("expired", {"effective_on": "2015-01-01", "end_on": "2020-01-31"}, "2020-01-31"),
        ("terminated", {"termination_effective_on": "2022-06-30"}, "2022-06-30"),
        ("out-for-signature", {"sent_on": "2024-05-01"}, "2024-05-01"),
        ("idea", {}, "2024-03-02"),
    ],
)
def test_an_agreement_gets_the_step_that_led_to_its_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: str, dates: dict[str, str], since: str
) -> None:
    old = tmp_path / "old.db"
    old.touch()
    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", lambda config, _: _UPGRADE(config, "0004"))
        migrate.upgrade(old)
    with closing(sqlite3.connect(old)) as connection:
        needed = [row[1] for row in connection.execute("PRAGMA table_info(agreement)") if row[3]]
        values: dict[str, Any] = {name: 1 if name in _NUMBERS else "" for name in needed}
        values |= {"status": status, "changed_at": "2024-03-02 10:00:00"} | dates
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO agreement ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
        connection.commit()
    migrate.upgrade(old)
    with closing(sqlite3.connect(old)) as connection:
        steps = connection.execute('SELECT agreement_id, status, "on", explanation FROM status_change').fetchall()
        assert steps == [(1, status, since, "")]
        assert connection.execute("SELECT cycle, activity, is_strategic FROM agreement").fetchall() == [
            ("none", "unknown", 0)
        ]
