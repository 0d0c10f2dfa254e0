"""Killed at any moment: every save that was acknowledged is there, with its history, and the rest is not.

Control: with the history written in a transaction of its own, or with the acknowledgement printed before the commit,
the comparison below finds saves without a history or acknowledgements without a save within a few kills.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import select

from kidesk.records.person import Person
from kidesk.store.check import check
from kidesk.store.history import CHANGE
from kidesk.store.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
KILLS = 20

SAVING = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from kidesk.operations import edit
    from kidesk.records.person_type import PERSONS
    from kidesk.store.workspace import Workspace

    folder, start = Path(sys.argv[1]), int(sys.argv[2])
    print("ready", flush=True)
    sys.stdin.readline()
    with_parts = {"emails": [{"address": "a@example.org"}], "notes": "n" * 20_000}
    store = Workspace.open(folder, "Child").store
    for number in range(start, start + 1_000_000):
        saved = edit.save(store, PERSONS, {"family_name": str(number)} | with_parts)
        print(number, flush=True)
    """
)


def _start(folder: Path, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SAVING, str(folder), str(number)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _killed(child: subprocess.Popen[str], seconds: float, *, is_saving: bool) -> set[str]:
    """Lets a waiting child save, kills it after a while and returns the saves it acknowledged.

    The while begins with its first save where it `is_saving`, else before it has opened the workspace.
    """
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    child.stdin.write("\n")
    child.stdin.flush()
    told = child.stdout.readline() if is_saving else ""
    time.sleep(seconds)
    os.kill(child.pid, signal.SIGKILL)
    told += child.communicate()[0]
    return {line.strip() for line in told.splitlines(keepends=True) if line.endswith("\n")}


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_every_acknowledged_save_survives_a_kill(folder: Path) -> None:
    chance = random.Random(20260504)
    acknowledged: set[str] = set()
    with ExitStack() as children:

        def start(number: int) -> subprocess.Popen[str]:
            child = children.enter_context(_start(folder, number))
            children.callback(child.kill)
            return child

        child = start(0)
        for kill in range(1, KILLS + 1):
            following = start(kill * 1_000_000)  # starts while this one saves; it waits to be let go
            acknowledged |= _killed(child, chance.uniform(0, 0.1), is_saving=kill % 4 != 0)
            child = following
            _all_is_there(folder, acknowledged, kill)
    assert len(acknowledged) > KILLS / 2


def _all_is_there(folder: Path, acknowledged: set[str], kills: int) -> None:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        with workspace.store.read() as session:
            saved = {name: number for name, number in session.execute(select(Person.family_name, Person.id))}
            entries = set(session.scalars(select(CHANGE.c.row_id).where(CHANGE.c.table_name == "person")))
            mails = set(session.scalars(select(CHANGE.c.record_id).where(CHANGE.c.table_name == "person_email")))
        assert acknowledged <= saved.keys()
        assert len(saved) <= len(acknowledged) + kills
        assert entries == mails == set(saved.values())
        assert not [finding for finding in check(workspace.store) if finding.problems]
