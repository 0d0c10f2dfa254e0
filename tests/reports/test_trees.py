"""Any tree of content becomes a file without a fault, and the same tree the same file."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from kidesk.records import clock
from kidesk.reports import document
from kidesk.reports.check import HOUSE, check
from tests.reports import paper
from tests.reports.trees import Chance

_NOW = "2026-05-04T12:00:00+00:00"
_DIGEST = """
import datetime as dt, sys
from hashlib import sha256
from kidesk.records import clock
from kidesk.reports import document
from tests.reports import paper
from tests.reports.trees import Chance
clock.now = lambda: dt.datetime.fromisoformat(sys.argv[1])
print(sha256(document.render(Chance(3).document(), paper.EN)[0]).hexdigest())
"""


def one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime.fromisoformat(_NOW))


@pytest.mark.parametrize("number", range(12))
def test_a_document_of_chance_has_no_fault_and_stays_on_its_pages(number: int) -> None:
    pdf = document.render(Chance(number).document(), paper.EN)[0]
    assert [one for one in check(io.BytesIO(pdf)).findings if one.standard != HOUSE] == []
    for page in paper.opened(pdf):
        width, height = page.get_size()
        text = page.get_textpage()
        for left, foot, right, top in map(text.get_charbox, range(text.count_chars())):
            assert left >= 0, number
            assert right <= width, number
            assert foot >= 20 or right == left, number
            assert top <= height, number


def test_the_same_document_is_the_same_file_in_any_process_and_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(monkeypatch)

    def digest(number: int) -> str:
        return sha256(document.render(Chance(number).document(), paper.EN)[0]).hexdigest()

    numbers = (3, 4, 5, 6) * 3
    alone = [digest(number) for number in numbers]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(digest, numbers)) == alone
    for seed in ("1", "2"):
        asked = (sys.executable, "-c", _DIGEST, _NOW)
        room = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(asked, check=True, capture_output=True, text=True, env=room)
        assert done.stdout.strip() == alone[0]
