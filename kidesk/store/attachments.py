"""Attached files: taken in whole or not at all, kept under random names, never written again.

A file lies in `attachments/ab/<32 hex digits>`, where ab are the first two. Its display name is never part of a path.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kidesk.errors import KideskError
from kidesk.i18n import N_

FOLDER = "attachments"
LARGEST = 500_000_000  # bytes
_PIECE = 1 << 20
_NAME = re.compile(r"[0-9a-f]{32}")
_PARTIAL = ".part"
# Not followed, not waited for (a pipe would wait for its other end), and no translation of line ends on Windows
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)

OnBytes = Callable[[int, int], object]


def _go_on(done: int, whole: int) -> None:
    """Nobody follows the bytes."""


@dataclass(frozen=True)
class StoredFile:
    """A file in the store: its random name, the SHA-256 of its bytes in hex, and its size in bytes."""

    stored: str
    sha256: str
    size: int


class Changed(KideskError):
    """A stored file does not have the bytes that it was taken in with."""


class Attachments:
    """The files of one workspace folder."""

    def __init__(self, workspace: Path) -> None:
        self.folder = workspace / FOLDER

    def put(self, source: Path, on_bytes: OnBytes = _go_on) -> StoredFile:
        """Copies an ordinary file into the store; once this returns, the copy outlives a power cut.

        `on_bytes` is told bytes done and in all; what it raises takes the copy back. Raises KideskError where the
        source is a link, no ordinary file, too large or changing, or where the store cannot be written.
        """
        with _ordinary(source) as reading:
            before = os.fstat(reading)
            if before.st_size > LARGEST:
                raise KideskError(
                    N_("“{name}” is larger than {limit} MB. Nothing was attached; keep it elsewhere and note where."),
                    name=source.name,
                    limit=LARGEST // 1_000_000,
                )
            try:
                kept = self._keep(reading, before.st_size, on_bytes)
            except OSError as error:
                raise KideskError(
                    N_("“{name}” could not be attached: {reason}. Nothing was changed; check the disk of {folder}."),
                    name=source.name,
                    reason=error.strerror or error,
                    folder=self.folder,
                ) from error
            after = os.fstat(reading)
        if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns) or kept.size != before.st_size:
            self.discard(kept.stored)
            raise KideskError(
                N_("“{name}” was changed while it was read. Nothing was attached; try again when it is finished."),
                name=source.name,
            )
        return kept

    def _keep(self, reading: int, size: int, on_bytes: OnBytes) -> StoredFile:
        stored = secrets.token_hex(16)
        target = self._place(stored)
        self._make_folders(target)
        sha256, written = write_copy(reading, target, size, on_bytes, mode=0o400)
        return StoredFile(stored, sha256, written)

    def _make_folders(self, target: Path) -> None:
        for folder in (self.folder, target.parent):
            real_folder(folder)
            sync(folder.parent)

    def _place(self, stored: str) -> Path:
        """Where a file lies. A name that kidesk did not give leads nowhere."""
        if not _NAME.fullmatch(stored):
            raise _missing()
        return self.folder / stored[:2] / stored

    def discard(self, stored: str) -> None:
        """Removes a file that no row knows, as far as the system lets it; “kidesk check” tells of what stays."""
        with suppress(OSError):
            remove(self._place(stored))

    def copy(self, wanted: StoredFile, target: Path, on_bytes: OnBytes = _go_on, *, mode: int = 0o600) -> None:
        """Copies a stored file to `target`, replacing what stood there only when all of it is right.

        `mode` are the copy's rights. Raises Changed or KideskError where the stored file is not as it was taken in,
        OSError where nothing could be written.
        """
        with self._reading(wanted.stored) as reading:
            write_copy(reading, target, wanted.size, on_bytes, mode=mode, expected=wanted.sha256)

    def verify(self, wanted: StoredFile) -> KideskError | None:
        """What is wrong with a stored file: missing, or changed. None where all is well."""
        try:
            with self._reading(wanted.stored) as reading:
                digest = hashlib.sha256()
                for piece in _pieces(reading):
                    digest.update(piece)
        except KideskError as error:
            return error
        except OSError:
            return _missing()
        return None if digest.hexdigest() == wanted.sha256 else _changed()

    def stored(self) -> list[str]:
        """The names of all whole files."""
        return [path.name for path in self.found() if not path.name.endswith(_PARTIAL) and self._is_own(path)]

    def take_over(self, other: Attachments, stored: str) -> None:
        """Copies a file of another store unless it is here already. Raises KideskError and OSError."""
        target = self._place(stored)
        if target.is_file():
            return  # none is ever written again: what lies here is the older, and may be the only good one
        with other._reading(stored) as reading:
            self._make_folders(target)
            write_copy(reading, target, os.fstat(reading).st_size, mode=0o400)

    @contextmanager
    def _reading(self, stored: str) -> Iterator[int]:
        place = self._place(stored)
        if self.folder.is_symlink() or place.parent.is_symlink():
            raise _missing()
        try:
            opened = _opened(place)
        except OSError as error:
            raise _missing() from error
        try:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                raise _missing()
            yield opened
        finally:
            os.close(opened)

    def found(self) -> Iterator[Path]:
        """Everything that lies in the store, whatever it is: files, unfinished files, and what others put there."""
        for folder in _entries(self.folder):
            if folder.is_dir() and not folder.is_symlink():
                yield from _entries(folder)
            else:
                yield folder

    def leftovers(self, known: frozenset[str]) -> list[Path]:
        """What lies in the store and is no file called one of the `known` names."""
        return [path for path in self.found() if path.name not in known or path != self._place(path.name)]

    def clean(self, known: frozenset[str]) -> list[Path]:
        """Removes the unfinished and unknown files that kidesk itself made, and returns them; nothing else goes."""
        own = [path for path in self.leftovers(known) if self._is_own(path)]
        for path in own:
            remove(path)
        return own

    def _is_own(self, path: Path) -> bool:
        stored = path.name.removesuffix(_PARTIAL)
        if not _NAME.fullmatch(stored) or not stat.S_ISREG(path.lstat().st_mode):
            return False
        return path == self._place(stored) or (path.name.endswith(_PARTIAL) and path.parent.parent == self.folder)


def write_copy(
    reading: int, target: Path, size: int, on_bytes: OnBytes = _go_on, *, mode: int, expected: str | None = None
) -> tuple[str, int]:
    """Writes what a handle gives to `target`, flushed to the disk, complete or not at all.

    Returns SHA-256 and size; `mode` are the file's rights. Raises Changed where the bytes are not those of the hash
    `expected`.
    """
    partial = target.with_name(f"{secrets.token_hex(16)}{_PARTIAL}")
    writing = os.open(partial, _MAKE, 0o600)
    try:
        try:
            digest, done = hashlib.sha256(), 0
            for piece in _pieces(reading):
                digest.update(piece)
                _write(writing, piece)
                done += len(piece)
                on_bytes(done, size)
                if done > size:
                    break  # what grows while it is read might never end
            if expected not in (None, digest.hexdigest()):
                raise _changed()
            os.fsync(writing)
        finally:
            os.close(writing)
        partial.chmod(mode)
        partial.replace(target)
        sync(target.parent)
    except BaseException:
        with suppress(OSError):
            remove(partial)
        raise
    return digest.hexdigest(), done


def sync(folder: Path) -> None:
    """Flushes a folder's entries to the disk."""
    if os.name == "nt":
        return  # Windows has no handle on a folder to flush
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(handle: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _pieces(handle: int) -> Iterator[bytes]:
    while piece := os.read(handle, _PIECE):
        yield piece


def _opened(path: Path) -> int:
    if path.is_symlink():  # where the system cannot refuse to follow
        raise OSError(f"{path.name} is a link")
    return os.open(path, _READ)


@contextmanager
def _ordinary(source: Path) -> Iterator[int]:
    """A handle for reading an ordinary file. Raises KideskError for anything else."""
    try:
        if source.is_symlink():
            raise KideskError(
                N_("“{name}” is a link to another file. Nothing was attached; attach the file it leads to."),
                name=source.name,
            )
        opened = _opened(source)
    except (OSError, ValueError) as error:  # a name with NUL in it is a ValueError
        raise KideskError(
            N_("“{name}” cannot be read: {reason}. Nothing was attached; choose a file you may read."),
            name=source.name,
            reason=getattr(error, "strerror", None) or error,
        ) from error
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise KideskError(N_("“{name}” is not a file. Nothing was attached; choose a file."), name=source.name)
        yield opened
    finally:
        os.close(opened)


def real_folder(folder: Path) -> None:
    """Makes a folder for its owner alone where there is none. Raises KideskError where a link leads elsewhere."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if folder.is_symlink() or not folder.is_dir():
            raise KideskError(
                N_("{folder} is a link or no folder. Nothing was written there; put a folder in its place."),
                folder=folder,
            ) from None


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def remove(path: Path) -> None:
    """Removes a file, also one that is write-protected. Raises OSError."""
    if os.name == "nt":
        path.chmod(0o600)  # Windows removes no file that is write-protected
    path.unlink()


def _missing() -> KideskError:
    return KideskError(
        N_("The file is missing from the workspace. Put it back from a backup, or remove it from the agreement.")
    )


def _changed() -> Changed:
    return Changed(
        N_("The file has been changed outside kidesk, so it is neither opened nor copied. Put it back from a backup.")
    )
