"""Measures how fast a register is printed, as ratios to bare drawing: python -m tests.benchmarks.registers.

A landscape register with eight columns is printed by ReportLab's canvas alone, by kidesk, and by two libraries
that kidesk does not use, in one run of some minutes. "raw canvas" is the yardstick: it draws the same words in the
same faces on the same pages, with hairlines and compression, but the words are broken into lines beforehand and
nothing is tagged. The others do all of their work on the clock: layout, tags if they have any, and the file's bytes.

Every run has a process of its own, so that nobody's caches, memory or rubbish help or hinder another; one small
register is printed before the clock starts. Seconds are of the processor, child processes included, the best of
the runs, which take turns. Memory is what the process grew by at its peak (Linux only).

fpdf2 and WeasyPrint are measured where the extra `bench` is installed (pip install -e .[bench] -c constraints.txt);
WeasyPrint also needs Pango, on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. They
are slow, so they print 1,000 rows only, twice.
"""

from __future__ import annotations

import io
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pikepdf

from tests.benchmarks.printers import PRINTERS, register

RAW = "raw canvas"


@dataclass(frozen=True)
class Run:
    """One printing: processor seconds, bytes the process grew by, and what came out."""

    seconds: float
    grown: int | None
    size: int
    pages: int | None
    is_tagged: bool | None


def _processor_seconds() -> float:
    children = os.times()
    return time.process_time() + children.children_user + children.children_system


def _memory(entry: str) -> int | None:
    """An entry of Linux' status of this process, in bytes."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    found = next(line for line in status.read_text().splitlines() if line.startswith(entry))
    return int(found.split()[1]) * 1024


def _forget_peak() -> None:
    forget = Path("/proc/self/clear_refs")
    if forget.exists():
        forget.write_text("5")  # proc(5): the peak is counted anew


def run(name: str, count: int) -> Run:
    """Prints `count` rows once."""
    prepare = PRINTERS[name].prepare
    prepare(register(20))()
    work = prepare(register(count))
    _forget_peak()
    before, started = _memory("VmRSS"), _processor_seconds()
    data = work()
    seconds, peak = _processor_seconds() - started, _memory("VmHWM")
    grown = None if before is None or peak is None else peak - before
    if not data.startswith(b"%PDF"):
        return Run(seconds, grown, len(data), None, None)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return Run(seconds, grown, len(data), len(pdf.pages), "/StructTreeRoot" in pdf.Root)


def _apart(name: str, count: int) -> Run:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(run, name, count).result()


def _present() -> list[str]:
    """Who can print here; says of the others why not."""
    lacking = {name: printer.lacks() for name, printer in PRINTERS.items()}
    for name, reason in lacking.items():
        if reason:
            sys.stdout.write(f"{name} is left out: {reason}.\n")
    return [name for name, reason in lacking.items() if not reason]


def measure() -> dict[tuple[str, int], Run]:
    """The best run of everybody present at each number of rows."""
    present = _present()
    best: dict[tuple[str, int], Run] = {}
    for turn in range(max(PRINTERS[name].runs for name in present)):
        for name in (name for name in present if turn < PRINTERS[name].runs):
            for count in PRINTERS[name].sizes:
                one = _apart(name, count)
                known = best.setdefault((name, count), one)
                best[name, count] = min(known, one, key=lambda made: made.seconds)
    return best


def _line(name: str, count: int, best: dict[tuple[str, int], Run]) -> str:
    one = best[name, count]
    ratio = one.seconds / best[RAW, count].seconds
    grown = "–" if one.grown is None else f"{one.grown / 1e6:.0f}"
    pages = "–" if one.pages is None else str(one.pages)
    tagged = {None: "–", True: "yes", False: "no"}[one.is_tagged]
    return (
        f"{name:<22}{count:>7}{one.seconds:>10.3f}{count / one.seconds:>9.0f}{ratio:>8.2f}"
        f"{pages:>7}{one.size / 1000:>9.0f}{grown:>8}{tagged:>8}\n"
    )


def main() -> None:
    """Measures, and prints the table and how time grows with the number of rows."""
    best = measure()
    sys.stdout.write(
        f"{'':<22}{'rows':>7}{'seconds':>10}{'rows/s':>9}{'ratio':>8}{'pages':>7}{'kB':>9}{'MB more':>8}{'tagged':>8}\n"
    )
    for count in sorted({count for _, count in best}):
        for name in (name for name in PRINTERS if (name, count) in best):
            sys.stdout.write(_line(name, count, best))
    for name, printer in PRINTERS.items():
        if len(printer.sizes) > 1:
            few, many = (best[name, count].seconds / count for count in printer.sizes)
            sys.stdout.write(f"{name}: a row takes {many / few:.2f} times as long among 10,000 as among 1,000\n")


if __name__ == "__main__":
    main()
