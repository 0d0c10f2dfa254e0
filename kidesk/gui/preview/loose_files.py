"""Files that are only to be looked at in another program: in a folder of the person's own, gone when kidesk ends."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from kidesk.errors import KideskError
from kidesk.i18n import N_


@cache
def _folder() -> Path:
    made = Path(tempfile.mkdtemp(prefix="kidesk-"))  # mode 0700
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def put(name: str, data: bytes) -> Path:
    """Writes a file called `name` and returns where it is. Raises KideskError.

    It lies in a folder of its own: a program may still have an earlier one of the same name open.
    """
    try:
        file = Path(tempfile.mkdtemp(dir=_folder())) / name
        file.touch(mode=0o600)
        file.write_bytes(data)
    except OSError as error:
        raise KideskError(
            N_("The document could not be put where another program finds it: {reason}. Save it instead."),
            reason=error.strerror or error,
        ) from error
    return file
