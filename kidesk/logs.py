"""Logs: a rotating file, without personal data."""

from __future__ import annotations

import logging
import os
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

_EMAIL = re.compile(r"[^\s@\"'<>]+@[^\s@\"'<>]+")
_QUOTED = re.compile(r"(['\"])(?:(?!\1).){2,}\1")


class _Redacting(logging.Formatter):
    """Leaves out addresses and quoted values: an error text may carry what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        return _EMAIL.sub("[…]", super().format(record))

    def formatException(self, ei: object) -> str:
        text = super().formatException(ei)  # type: ignore[arg-type]
        lines = [
            line if line.startswith(("  ", "Traceback")) else _QUOTED.sub("[…]", line) for line in text.splitlines()
        ]
        return "\n".join(lines)


def start(folder: Path) -> Path:
    """Logs to a file in `folder` from now on and returns the file."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / "kidesk.log"
    handler = RotatingFileHandler(file, maxBytes=500_000, backupCount=3, encoding="utf-8")
    os.chmod(file, 0o600)
    handler.setFormatter(_Redacting("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return file
