"""Measures the import of contacts as ratios to the bare work: python -m tests.benchmarks.contacts [ROWS].

Bare is reading the same table and writing the same rows with their history; seconds are of the processor.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from kidesk.operations.import_contacts import import_contacts
from kidesk.store.store import Store
from kidesk.store.workspace import DATABASE, Workspace

ROWS = 10_000
_HEADINGS = ("Förnamn", "Efternamn", "Organisation", "Befattning", "E-post", "Telefon", "Mobil", "Ort", "Land")
_TABLES = ("person", "person_email", "person_phone", "person_address", "affiliation", "change", "search_entry")


def write_table(file: Path, count: int) -> None:
    """Writes a table with so many contacts at 200 organisations."""
    with file.open("w", encoding="cp1252", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(_HEADINGS)
        for one in range(count):
            phones = (f"08-524 {one % 100_000:05d}", f"070-{one % 10_000_000:07d}")
            place = (f"Lärosäte {one % 200}", "Professor", f"p{one}@example.org")
            writer.writerow(("Åsa", f"Öberg{one}", *place, *phones, "Umeå", "Sverige"))


def seconds(work: Callable[[], object]) -> float:
    """How much of the processor's time `work` takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def tell(figure: str, ours: float, bare: float) -> None:
    """Prints one figure."""
    line = {"figure": figure, "ratio": round(ours / bare, 1), "seconds": round(ours, 2), "bare_seconds": round(bare, 2)}
    sys.stdout.write(json.dumps(line) + "\n")


def write_bare(folder: Path, file: Path, copy: Path) -> None:
    """Reads the table and writes the rows that the import has made, as SQLite does by itself."""
    with file.open(encoding="cp1252", newline="") as stream:
        list(csv.reader(stream, delimiter=";"))
    with closing(sqlite3.connect(folder / DATABASE)) as made, closing(sqlite3.connect(copy)) as bare:
        for table in _TABLES:
            rows = made.execute(f"SELECT * FROM {table}").fetchall()
            bare.execute(f"CREATE TABLE {table} ({', '.join(f'c{one}' for one in range(len(rows[0])))})")
            bare.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        bare.commit()


def measure(store: Store, folder: Path, file: Path) -> None:
    """All figures of one table."""
    trial = seconds(lambda: import_contacts(store, file, dry_run=True))
    whole = seconds(lambda: import_contacts(store, file))
    again = seconds(lambda: import_contacts(store, file))
    bare = seconds(lambda: write_bare(folder, file, file.with_suffix(".bare")))
    tell("trial of an import / reading and writing bare", trial, bare)
    tell("import / reading and writing bare", whole, bare)
    tell("the same file again / reading and writing bare", again, bare)
    tell("undo / reading and writing bare", seconds(store.undo), bare)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as made:
        table = Path(made) / "contacts.csv"
        write_table(table, count)
        with closing(Workspace.create(Path(made) / "workspace", "Benchmark")) as workspace:
            measure(workspace.store, workspace.folder, table)
