"""Golden trees: what assistive technology finds in each report of the demonstration, as pdfinfo tells it.

`python -m tests.reports.golden` writes them anew; a person then reads what has changed.
"""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kidesk.i18n import Language
from kidesk.operations.export_report import compose
from kidesk.operations.report_list import REPORTS
from kidesk.operations.start_workspace import load_demonstration
from kidesk.records import clock
from kidesk.records.protection import is_protected
from kidesk.records.record_type import RecordType
from kidesk.reports import document
from kidesk.reports.content import Document, Table
from kidesk.settings import Settings
from kidesk.store.store import Listing, Store
from kidesk.store.workspace import Workspace
from tests.conftest import DAY, WHO
from tests.reports import hostile, sample

FOLDER = Path(__file__).parent / "golden"


@contextmanager
def frozen() -> Iterator[None]:
    """Noon of the tests' day, in UTC."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: DAY)
        patch.setattr(clock, "now", lambda: dt.datetime.combine(DAY, dt.time(12)))
        if hasattr(time, "tzset"):
            patch.setenv("TZ", "UTC")
            time.tzset()
        yield
    if hasattr(time, "tzset"):
        time.tzset()


def demonstrate(store: Store) -> None:
    """Fills a workspace with the demonstration."""
    load_demonstration(store, DAY)


def made(store: Store, name: str, code: str) -> Document:
    """A report on the record of which it has the most to say."""
    about, language = REPORTS[name].about, Language(code)
    numbers = _open_to_all(store, about, language) if about else [None]

    def composed(number: int | None) -> Document:
        return _read(
            compose(store, name, language=language, settings=Settings(who=WHO), is_demonstration=True, number=number)
        )

    return max(map(composed, numbers), key=lambda document: sum(map(len, sample.texts(document))))


def _open_to_all(store: Store, about: RecordType, language: Language) -> list[int]:
    """The records that may be printed without a word of the person."""
    rows = ((number, store.get(about.record, number)) for number in store.ids(Listing(about), language))
    return [number for number, row in rows if row is not None and not is_protected(row)]


def _read(document: Document) -> Document:
    """The document with the rows of its registers, which are read once, kept to be looked at."""
    blocks = (replace(one, rows=tuple(one.read())) if isinstance(one, Table) else one for one in document.blocks)
    return replace(document, blocks=tuple(blocks))


# The workspaces that trees are kept of, and what fills each.
FILLED = {"demonstration": (demonstrate,), "hostile": (demonstrate, hostile.fill)}


def file(kind: str, name: str, code: str) -> Path:
    """Where the tree of a report of a workspace is kept."""
    return FOLDER / kind / f"{name}-{code}.txt"


def tree(program: str, pdf: Path) -> str:
    """The structure of a PDF with its text; the numbers of its objects left out, since they tell nothing."""
    done = subprocess.run([program, "-struct-text", pdf], capture_output=True, check=True)
    said = "\n".join(line.rstrip() for line in done.stdout.decode("utf-8").split("\n"))
    return re.sub(r"Object \d+ \d+", "Object", said)


def shortened(found: str) -> str:
    """The tree with long texts cut to their beginning and their length, as it is kept."""
    return re.sub(r'^( *".{200})(.*)"$', lambda text: f"{text[1]} … {len(text[2])} more\"", found, flags=re.MULTILINE)


def texts(found: str) -> list[str]:
    """The texts in a tree."""
    return re.findall(r'^ *"(.*)"$', found, re.MULTILINE)


@contextmanager
def workspace(folder: Path, kind: str) -> Iterator[Store]:
    """A new workspace of one kind in a folder, on the tests' day."""
    with frozen():
        Workspace.create(folder, WHO).close()
        with closing(Workspace.open(folder, WHO)) as opened:
            for fill in FILLED[kind]:
                fill(opened.store)
            yield opened.store


def main() -> None:
    """Writes all trees anew."""
    for kind in FILLED:
        with tempfile.TemporaryDirectory() as folder, workspace(Path(folder) / "workspace", kind) as store:
            for name in REPORTS:
                for code in ("sv", "en"):
                    target = Path(folder) / "report.pdf"
                    document.write(made(store, name, code), target, Language(code))
                    file(kind, name, code).parent.mkdir(parents=True, exist_ok=True)
                    file(kind, name, code).write_text(shortened(tree("pdfinfo", target)), "utf-8")


if __name__ == "__main__":
    main()
