"""Find traces: which files of a workspace name a person, in whatever encoding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kidesk.exchange.file_words import Unreadable, words_in
from kidesk.records.person_traces import Traces

# Told how many of how many are done, of 0 while that cannot be known.
Step = Callable[[int, int], object]
_PIECE = 1 << 24  # bytes read at once
LOCK = "lock"


@dataclass(frozen=True)
class FileTraces:
    """What a search of files came to: how many were read, those that name the person, and those that cannot be read
    as documents, so that only their bytes were searched."""

    count: int
    naming: tuple[Path, ...]
    unreadable: tuple[Path, ...]


def files_in(folder: Path) -> list[Path]:
    """All ordinary files in a folder and beneath it, in order; the lock of the running program says nothing."""
    return sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink() and one.name != LOCK)


def find_traces(files: Iterable[Path], traces: Traces, step: Step = lambda done, whole: None) -> FileTraces:
    """Searches files for a person. `step` is told the files done and how many there are. Raises OSError."""
    wanted = list(files)
    naming, unreadable = [], []
    for done, path in enumerate(wanted):
        step(done, len(wanted))
        try:
            is_named = _in_bytes(path, traces) or any(traces.found(words) for words in words_in(path))
        except Unreadable:
            unreadable.append(path)
            continue
        if is_named:
            naming.append(path)
    step(len(wanted), len(wanted))
    return FileTraces(len(wanted), tuple(naming), tuple(unreadable))


def _in_bytes(path: Path, traces: Traces) -> bool:
    overlap = max(map(len, (*traces.needles, *traces.exact_needles)), default=0)
    return any(traces.in_bytes(piece) for piece in _pieces(path, overlap))


def _pieces(path: Path, overlap: int) -> Iterator[bytes]:
    """The bytes of a file, each piece with the end of the one before, so that no name is cut in two."""
    before = b""
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield before + piece
            before = piece[-overlap:] if overlap else b""
