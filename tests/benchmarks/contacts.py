"""Measures the import of contacts as ratios to the bare work: python -m tests.benchmarks.contacts [ROWS].

Bare is reading the same table and writing the same rows with their history; seconds are of the processor. What stands
still is the progress: the longest time between two words about it, by the clock on the wall. The peak is what the
process has taken of memory until then (not on Windows).
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
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kidesk.operations.import_contacts import import_contacts
from kidesk.store.heed import Heed
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


@dataclass(frozen=True)
class Run:
    """What some work took: processor seconds, the longest standstill in seconds, and peak memory in megabytes."""

    seconds: float
    standstill: float
    peak: int | None


def run(work: Callable[[Heed], object]) -> Run:
    """Does `work`, which is given whom to tell how far it is."""
    words = [time.monotonic()]
    started = time.process_time()
    work(lambda done, whole: words.append(time.monotonic()))
    took = time.process_time() - started
    words.append(time.monotonic())
    return Run(took, max(later - earlier for earlier, later in pairwise(words)), _peak())


def _peak() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def tell(figure: str, ours: Run, bare: float) -> None:
    """Prints one figure."""
    line = {
        "figure": figure,
        "ratio": round(ours.seconds / bare, 1),
        "seconds": round(ours.seconds, 2),
        "bare_seconds": round(bare, 2),
        "standstill_seconds": round(ours.standstill, 2),
        "peak_megabytes": ours.peak,
    }
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
    trial = run(lambda heed: import_contacts(store, file, dry_run=True, progress=heed))
    whole = run(lambda heed: import_contacts(store, file, progress=heed))
    again = run(lambda heed: import_contacts(store, file, progress=heed))
    back = run(store.undo)
    forth = run(store.redo)
    bare = run(lambda heed: write_bare(folder, file, file.with_suffix(".bare"))).seconds
    tell("trial of an import / reading and writing bare", trial, bare)
    tell("import / reading and writing bare", whole, bare)
    tell("the same file again / reading and writing bare", again, bare)
    tell("undo / reading and writing bare", back, bare)
    tell("redo / reading and writing bare", forth, bare)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as made:
        table = Path(made) / "contacts.csv"
        write_table(table, count)
        with closing(Workspace.create(Path(made) / "workspace", "Benchmark")) as workspace:
            measure(workspace.store, workspace.folder, table)
