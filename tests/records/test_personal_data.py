"""Every column of the database is classified, and nothing that is not there is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, String, Table

from kidesk.records import personal_data
from kidesk.records.personal_columns import COLUMNS
from kidesk.records.processing import ACTIVITIES, DataKind
from kidesk.records.record import BOOKKEEPING, Row

# SQLite's own tables, and those that its search index is made of.
OWN = ("sqlite_", "search_index_")


def in_the_file(folder: Path) -> set[tuple[str, str]]:
    """The columns of all tables in a workspace's database."""
    with closing(sqlite3.connect(folder / "kidesk.db")) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            (name, column[1])
            for name in names
            if not name.startswith(OWN)
            for column in database.execute(f"PRAGMA table_info({name})")
        }


def test_every_column_of_the_database_is_classified_and_no_other(folder: Path) -> None:
    assert set(personal_data.classified()) == in_the_file(folder)


def test_a_new_column_is_missed_until_it_is_classified() -> None:
    table = Table("newcomer", Row.metadata, Column("id", Integer, primary_key=True), Column("nickname", String(20)))
    try:
        with pytest.raises(KeyError):
            personal_data.of("newcomer", "nickname")
    finally:
        Row.metadata.remove(table)


def test_no_column_is_classified_twice() -> None:
    named = [(table, name) for table, _, kinds in COLUMNS for names in kinds.values() for name in names.split()]
    assert len(named) == len(set(named))


def test_all_that_a_person_and_a_mandate_have_is_personal() -> None:
    for table in ("person", "person_email", "person_phone", "person_address", "affiliation", "consent", "ambassador"):
        not_personal = {
            column for (of, column), one in personal_data.classified().items() if of == table and not one.is_personal
        }
        assert not_personal <= BOOKKEEPING, table


def test_every_column_that_points_at_a_person_is_personal() -> None:
    for table in personal_data.tables():
        for column in table.columns:
            if any(key.column.table.name == "person" for key in column.foreign_keys):
                assert personal_data.of(table.name, column.name).is_personal, (table.name, column.name)


def test_every_activity_has_personal_data_a_purpose_a_basis_and_a_retention() -> None:
    for activity in ACTIVITIES:
        assert list(personal_data.personal(activity)), activity.key
        assert all((activity.purpose, activity.subjects, activity.basis.label, activity.retention))


def test_text_of_any_length_may_name_anybody() -> None:
    """A column made for prose is never taken for something that is not personal."""
    for table in personal_data.tables():
        for column in table.columns:
            if type(column.type).__name__ in ("Text", "JSON"):
                assert personal_data.of(table.name, column.name).kind is not DataKind.NONE, (table.name, column.name)
