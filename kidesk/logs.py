"""Logs: a rotating file, without personal data."""

from __future__ import annotations

import logging
import os
import re
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

_EMAIL = re.compile(r"[^\s@\"'<>]+@[^\s@\"'<>]+")
_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Redacting(logging.Formatter):
    """Writes where an error happened and of what kind it is, never its text: that may hold what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have cached the whole text
        text = _EMAIL.sub("[…]", super().format(record))
        record.exc_text = None
        return text

    def formatException(self, ei: _ExceptionInfo) -> str:
        kind, error, _ = ei
        if kind is None or error is None:
            return ""
        lines = ["Traceback, without what was said:"]
        for one in _causes(error):
            lines += [
                f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(one.__traceback__)
            ]
            lines.append(type(one).__qualname__)
        return "\n".join(lines)


def _causes(error: BaseException) -> list[BaseException]:
    """An error and what it came from, the first cause first."""
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found:
        found.append(current)
        current = current.__cause__ or current.__context__
    return found[::-1]


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
