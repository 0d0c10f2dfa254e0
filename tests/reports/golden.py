"""Golden trees: what assistive technology finds in each report of the demonstration, as pdfinfo tells it.

`python -m tests.reports.golden` writes them anew; a person then reads what has changed.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from kidesk.i18n import Language
from kidesk.operations.export_report import REPORTS, compose
from kidesk.operations.start_workspace import load_demonstration
from kidesk.records import clock
from kidesk.reports import document
from kidesk.reports.content import Document
from kidesk.settings import Settings
from kidesk.store.store import Listing, Store
from kidesk.store.workspace import Workspace
from tests.conftest import DAY, WHO
from tests.reports import sample

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
    numbers = store.ids(Listing(about), language) if about else [None]

    def composed(number: int | None) -> Document:
        return compose(
            store, name, language=language, settings=Settings(who=WHO), is_demonstration=True, number=number
        )

    return max(map(composed, numbers), key=lambda document: len(list(sample.texts(document))))


def file(name: str, code: str) -> Path:
    """Where the tree of a report is kept."""
    return FOLDER / f"{name}-{code}.txt"


def tree(program: str, pdf: Path) -> str:
    """The structure of a PDF with its text; the numbers of its objects left out, since they tell nothing."""
    done = subprocess.run([program, "-struct-text", pdf], capture_output=True, check=True)
    said = done.stdout.decode("utf-8")
    return re.sub(r"Object \d+ \d+", "Object", "\n".join(line.rstrip() for line in said.splitlines())) + "\n"


def texts(found: str) -> list[str]:
    """The texts in a tree."""
    return re.findall(r'^ *"(.*)"$', found, re.MULTILINE)


def main() -> None:
    """Writes all trees anew."""
    os.environ["TZ"] = "UTC"
    with frozen(), tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "workspace"
        Workspace.create(place, WHO).close()
        with closing(Workspace.open(place, WHO)) as workspace:
            demonstrate(workspace.store)
            for name in REPORTS:
                for code in ("sv", "en"):
                    target = Path(folder) / "report.pdf"
                    document.write(made(workspace.store, name, code), target, Language(code))
                    file(name, code).write_text(tree("pdfinfo", target), "utf-8")


if __name__ == "__main__":
    main()
