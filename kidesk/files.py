"""Files that are whole or not there at all: made beside their place, and put there in one step."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A file to write, which takes the target's place when all has gone well; only its owner can read it (mode 0600).

    Whatever is raised meanwhile leaves what stood there as it was, and nothing beside it.
    Raises OSError where it cannot be written, or where something stands there that is not an ordinary file.
    """
    if target.exists() and not target.is_file():
        raise FileExistsError(errno.EISDIR if target.is_dir() else errno.EEXIST, "not an ordinary file")
    handle, name = tempfile.mkstemp(prefix=".kidesk-", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    if os.name == "posix":
        with suppress(OSError):  # the file is there; not every folder can be flushed, such as one on a network
            _flush(target.parent)


def _flush(place: Path) -> None:
    """Makes the names in a folder last through a power cut."""
    folder = os.open(place, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
