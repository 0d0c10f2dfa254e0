"""Erasure marks: who was erased, in a form that names nobody, so that an older copy brings no one back unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
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


def remember(folder: Path, erased: frozenset[str]) -> None:
    """Adds marks to those of a workspace. Raises KideskError where they cannot be written."""
    try:
        with replacing(folder / FILE) as file:
            file.write(json.dumps(sorted(_known(folder) | erased), indent=0).encode())
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
    with workspace.store.read() as session:
        wanted = select(Person.id, Person.created_at).order_by(Person.id)
        return [number for number, created_at in session.execute(wanted) if _mark(number, created_at) in known]


def check_erased(workspace: Workspace) -> Finding:
    """Whether somebody who was erased is here again."""
    message = N_("Person {number} was erased and came back with an older copy of the database; erase the person again.")
    return Finding("erased", tuple(Sentence(message, {"number": str(number)}) for number in returned(workspace)))
