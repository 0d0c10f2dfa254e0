"""Logs: what went wrong is in them, and who is not."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kidesk import logs
from kidesk.errors import KideskError

PLANTED = ("Hildegard", "Hemlig", "hildegard@example.org", "0701234567")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log file that is written to until the test is over."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield logs.start(tmp_path / "logs")
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def _log(error: Exception) -> None:
    try:
        raise error
    except Exception:
        logging.getLogger("kidesk").exception("It failed")


def test_a_failure_is_logged_with_its_kind_and_place(log: Path) -> None:
    _log(ValueError("x"))
    written = log.read_text("utf-8")
    assert "ERROR kidesk It failed" in written
    assert "Traceback" in written
    assert "in _log" in written
    assert "ValueError" in written


@pytest.mark.parametrize(
    "error",
    [
        ValueError("'Hildegard' is not a number"),
        ValueError('invalid literal: "Hildegard Hemlig"'),
        KeyError("Hildegard Hemlig"),
        ValueError("no such address hildegard@example.org, sorry"),
        ValueError("Hildegard Hemlig is not a number"),
        KideskError("It cannot be deleted: {names}.", names="Hildegard Hemlig"),
        ValueError("first line\n  Hildegard Hemlig\n  0701234567"),
        UnicodeEncodeError("ascii", "Hildegård", 6, 7, "ordinal not in range"),
    ],
    ids=lambda error: str(error)[:30],
)
def test_nobody_named_in_an_error_is_named_in_the_log(log: Path, error: Exception) -> None:
    _log(error)
    written = log.read_text("utf-8")
    assert [name for name in PLANTED if name in written] == []


def test_nobody_named_in_the_cause_of_an_error_is_named_in_the_log(log: Path) -> None:
    try:
        try:
            raise ValueError("Hildegard Hemlig")
        except ValueError as cause:
            raise RuntimeError("hildegard@example.org") from cause
    except RuntimeError:
        logging.getLogger("kidesk").exception("It failed")
    written = log.read_text("utf-8")
    assert [name for name in PLANTED if name in written] == []
    assert "RuntimeError" in written


def test_addresses_in_messages_are_left_out(log: Path) -> None:
    logging.getLogger("kidesk").warning("Sent to %s", "hildegard@example.org")
    written = log.read_text("utf-8")
    assert "Sent to […]" in written
    assert "hildegard" not in written


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_only_the_person_may_read_the_log(log: Path) -> None:
    assert (log.stat().st_mode & 0o777, log.parent.stat().st_mode & 0o777) == (0o600, 0o700)
