"""Killed while attaching: no row without its whole file, and what was acknowledged is there.

Control: with the row written before the file, a row without a file is found within a few kills.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import closing
from pathlib import Path

import pytest

from kidesk.records.agreement import Agreement
from kidesk.store.check import check, check_files, known_files
from kidesk.store.workspace import Workspace
from tests import factory

ROOT = Path(__file__).resolve().parents[2]
KILLS = 12

ATTACHING = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from kidesk.operations import attach_file
    from kidesk.store.workspace import Workspace

    folder, source, number = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    workspace = Workspace.open(folder, "Child")
    while True:
        print(*attach_file.attach(workspace, number, [source], attach_file.About()), flush=True)
    """
)


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_a_kill_leaves_no_row_without_its_file(folder: Path, tmp_path: Path) -> None:
    chance = random.Random(20260504)
    source = tmp_path / "scan.pdf"
    source.write_bytes(random.Random(1).randbytes(8_000_000))
    with closing(Workspace.open(folder, "Tove")) as workspace:
        number = factory.agreement(workspace.store).id
    acknowledged: set[int] = set()
    cleaned = 0
    for _ in range(KILLS):
        acknowledged |= _killed(folder, source, number, chance.uniform(0, 0.15))
        with closing(Workspace.open(folder, "Tove")) as workspace:
            agreement = workspace.store.get(Agreement, number)
            assert agreement is not None
            assert acknowledged <= {file.id for file in agreement.attachments}
            found = [*check(workspace.store), *check_files(workspace.store, workspace.attachments)]
            assert {one.check for one in found if one.problems} <= {"leftovers"}
            cleaned += len(workspace.attachments.clean(known_files(workspace.store)))
            assert not [one for one in check_files(workspace.store, workspace.attachments) if one.problems]
    assert len(acknowledged) >= KILLS
    assert cleaned  # the kills came in the middle of something


def _killed(folder: Path, source: Path, number: int, seconds: float) -> set[int]:
    command = [sys.executable, "-c", ATTACHING, str(folder), str(source), str(number)]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        told = child.stdout.readline()
        time.sleep(seconds)
        os.kill(child.pid, signal.SIGKILL)
        told += child.communicate()[0]
    return {int(line) for line in told.splitlines(keepends=True) if line.endswith("\n")}
