"""Measures what users wait for as ratios to the bare work, both in one run: python -m tests.benchmarks.measure.

Ratios hold when a machine's speed drifts; the seconds beside them are for orientation only.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.import_organisations import import_organisations
from kidesk.records import AGREEMENTS, ORGANISATIONS, clock
from kidesk.records.organisation import Organisation, OrganisationKind
from kidesk.store.store import Listing, Store
from kidesk.store.workspace import DATABASE, Workspace
from tests.benchmarks.agreements import fill

UNIVERSITIES = Path(__file__).resolve().parents[3] / "shared" / "data" / "universities.csv"
REPEATS = 7
AGREEMENTS_MADE = 10_000


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def ratio(figure: str, ours: Callable[[], object], bare: Callable[[], object], repeats: int = REPEATS) -> None:
    """Prints the median of ours / bare, taken in turns."""
    pairs = [(seconds(ours), seconds(bare)) for _ in range(repeats)]
    line = {
        "figure": figure,
        "ratio": round(statistics.median(one / other for one, other in pairs), 2),
        "seconds": round(statistics.median(one for one, _ in pairs), 4),
        "bare_seconds": round(statistics.median(other for _, other in pairs), 4),
    }
    sys.stdout.write(json.dumps(line) + "\n")


def measure(store: Store, raw: sqlite3.Connection) -> None:
    """All figures over the imported universities."""
    swedish = Language("sv")

    def first_page() -> None:
        ids = store.ids(Listing(ORGANISATIONS), swedish)
        store.page(Organisation, list(ids[:128]))

    ratio(
        "list ordered and first page / reading all rows bare",
        first_page,
        lambda: raw.execute("SELECT * FROM organisation").fetchall(),
    )
    ratio(
        "sorted by city in Swedish order / bare ORDER BY",
        lambda: store.ids(Listing(ORGANISATIONS, order="city"), swedish),
        lambda: raw.execute("SELECT id FROM organisation ORDER BY city").fetchall(),
    )
    ratio(
        "search keystroke / bare scan with LIKE",
        lambda: store.find("univ med"),
        lambda: raw.execute("SELECT id FROM search_entry WHERE body LIKE '%univ%' AND body LIKE '%med%'").fetchall(),
    )
    number = store.ids(Listing(ORGANISATIONS), swedish)[0]
    cities = iter(range(1_000_000))

    def bare_save() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE organisation SET region_group = ? WHERE id = ?", (str(next(cities)), number))
        raw.execute("COMMIT")

    ratio(
        "save with history and search / bare UPDATE",
        lambda: edit.save(store, ORGANISATIONS, {"region_group": str(next(cities))}, number=number),
        bare_save,
    )


def measure_filters(store: Store, raw: sqlite3.Connection) -> None:
    """Each filter of agreements, over generated ones, as what a list needs: the ids in order."""
    swedish = Language("sv")
    unit = next(one.id for one in store.all(Organisation) if one.kind == OrganisationKind.OWN_UNIT)
    year = str(clock.today().year)
    values = {"country": "FI", "partner": "1", "department": str(unit), "year": year, "isced": "091", "owner": "1"}
    for one in AGREEMENTS.filters:
        value = values.get(one.key) or one.offers(swedish)[0][0]
        listing = Listing(AGREEMENTS, filters=((one.key, value),))
        ratio(
            f"agreements by {one.key} ({store.count(listing)} found) / bare ORDER BY of all",
            lambda listing=listing: store.ids(listing, swedish),  # type: ignore[misc]
            lambda: raw.execute("SELECT id FROM agreement ORDER BY order_key, id").fetchall(),
        )


def main() -> None:
    """Makes a workspace of the universities in a temporary folder and measures."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "workspace", "Benchmark")
        took = seconds(lambda: import_organisations(workspace.store, UNIVERSITIES))
        rows = workspace.store.count(Listing(ORGANISATIONS))
        sys.stdout.write(json.dumps({"figure": "import", "rows": rows, "seconds": round(took, 2)}) + "\n")
        with closing(workspace), closing(sqlite3.connect(workspace.folder / DATABASE, isolation_level=None)) as raw:
            raw.execute("PRAGMA synchronous=EXTRA")
            measure(workspace.store, raw)
            fill(workspace.store, AGREEMENTS_MADE)
            measure_filters(workspace.store, raw)


if __name__ == "__main__":
    main()
