"""Copies of attached files for other programs to open, which thus never come near the store itself."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from kidesk.store.attachments import Attachments, OnBytes, StoredFile, real_folder, remove

FOLDER = "opened"


class OpenedCopies:
    """Write-protected copies in a folder of the workspace for its owner alone, gone when the workspace is closed."""

    def __init__(self, workspace: Path) -> None:
        self.folder = workspace / FOLDER

    def make(self, attachments: Attachments, wanted: StoredFile, on_bytes: OnBytes) -> Path:
        """A copy of a stored file under a random name without a suffix. Raises KideskError and OSError."""
        real_folder(self.folder)
        target = self.folder / secrets.token_hex(8)
        attachments.copy(wanted, target, on_bytes, mode=0o400)
        return target

    def sweep(self) -> None:
        """Removes all copies; one that another program holds stays until the next time."""
        if self.folder.is_symlink() or not self.folder.is_dir():
            return
        for path in self.folder.iterdir():
            with suppress(OSError):
                remove(path)
        with suppress(OSError):
            self.folder.rmdir()
