"""Measures exported tables against bare writing of the same cells: python -m tests.benchmarks.tables.

Ratios hold when a machine's speed drifts; the seconds beside them are for orientation only.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import tracemalloc
from contextlib import closing
from pathlib import Path

from openpyxl import Workbook, load_workbook

from kidesk.i18n import Language
from kidesk.operations.export_table import export_table
from kidesk.operations.import_organisations import import_organisations
from kidesk.records import ORGANISATIONS
from kidesk.records.organisation import Organisation
from kidesk.store.store import Listing, Store
from kidesk.store.workspace import Workspace
from tests.benchmarks.measure import UNIVERSITIES, ratio

REPEATS = 3


def measure(store: Store, folder: Path) -> None:
    """Both kinds of file, against reading all records and writing their cells without a thought."""

    def ours(ending: str) -> None:
        export_table(store, Listing(ORGANISATIONS), language=Language("sv"), output=folder / f"ours.{ending}")

    for ending in ("csv", "xlsx"):
        tracemalloc.start()
        ours(ending)
        megabytes = round(tracemalloc.get_traced_memory()[1] / 1_000_000, 1)
        tracemalloc.stop()
        sys.stdout.write(json.dumps({"figure": f"{ending}, most memory at once", "megabytes": megabytes}) + "\n")
    book = load_workbook(folder / "ours.xlsx", read_only=True)
    cells = [[cell or "" for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()

    def bare_csv() -> None:
        store.all(Organisation)
        with (folder / "bare.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows(cells)

    def bare_workbook() -> None:
        store.all(Organisation)
        bare = Workbook(write_only=True)
        sheet = bare.create_sheet()
        for row in cells:
            sheet.append(row)
        bare.save(folder / "bare.xlsx")

    ratio("all organisations as CSV / reading them and bare csv", lambda: ours("csv"), bare_csv, REPEATS)
    ratio("all organisations as XLSX / reading them and bare openpyxl", lambda: ours("xlsx"), bare_workbook, REPEATS)


def main() -> None:
    """Makes a workspace of the universities in a temporary folder and measures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with closing(Workspace.create(folder / "workspace", "Benchmark")) as workspace:
            import_organisations(workspace.store, UNIVERSITIES)
            measure(workspace.store, folder)


if __name__ == "__main__":
    main()
