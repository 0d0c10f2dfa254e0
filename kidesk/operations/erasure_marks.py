"""Erasure marks: who was erased, in a form that names nobody, so that an older copy brings no one back unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.errors import KideskError, Sentence
from kidesk.files import replacing
from kidesk.i18n import N_
from kidesk.records.person import Person
from kidesk.store.check import Finding
from kidesk.store.workspace import Workspace

FILE = "erasures.json"  # beside the database, and in none of its copies


def marks(session: Session, numbers: Iterable[int]) -> frozenset[str]:
    """The marks of persons: digests of their ids with the moments at which they were entered."""
    wanted = select(Person.id, Person.created_at).where(Person.id.in_(list(numbers)))
    return frozenset(_mark(*row) for row in session.execute(wanted))


def _mark(number: int, created_at: object) -> str:
    return hashlib.sha256(f"{number} {created_at}".encode()).hexdigest()


@contextmanager
def remembering(workspace: Workspace) -> Iterator[Callable[[frozenset[str]], None]]:
    """Gives what adds marks to those of a workspace while the erasure can still be refused.

    Where it comes to nothing after all, the marks of those who are still there are taken out again.
    Raises KideskError where marks cannot be read or written.
    """
    before = _known(workspace.folder)
    try:
        yield lambda erased: _write(workspace.folder, before | erased)
    except BaseException:
        with suppress(KideskError):
            added = _known(workspace.folder) - before
            if added:
                _write(workspace.folder, before | (added - _there(workspace).keys()))
        raise


def _write(folder: Path, erased: frozenset[str]) -> None:
    try:
        with replacing(folder / FILE) as file:
            file.write(json.dumps(sorted(erased), indent=0).encode())
    except OSError as error:
        message = N_("{file} cannot be written: {reason}. Nothing was erased; free some space or ask for the right.")
        raise KideskError(message, file=folder / FILE, reason=error.strerror or error) from error


def _known(folder: Path) -> frozenset[str]:
    try:
        return frozenset(json.loads((folder / FILE).read_bytes()))
    except FileNotFoundError:
        return frozenset()
    except ValueError as error:
        message = N_("{file} is damaged, so kidesk cannot tell who was erased. Nothing was erased; move it away.")
        raise KideskError(message, file=folder / FILE) from error


def returned(workspace: Workspace) -> list[int]:
    """The ids of persons who were erased and are here again, since an older copy of the database was put back."""
    known = _known(workspace.folder)
    if not known:
        return []
    return [number for mark, number in _there(workspace).items() if mark in known]


def _there(workspace: Workspace) -> dict[str, int]:
    """The marks and ids of all persons in the register, in the order of their ids."""
    with workspace.store.read() as session:
        wanted = select(Person.id, Person.created_at).order_by(Person.id)
        return {_mark(number, created_at): number for number, created_at in session.execute(wanted)}


def check_erased(workspace: Workspace) -> Finding:
    """Whether somebody who was erased is here again."""
    message = N_("Person {number} was erased and came back with an older copy of the database; erase the person again.")
    return Finding("erased", tuple(Sentence(message, {"number": str(number)}) for number in returned(workspace)))
