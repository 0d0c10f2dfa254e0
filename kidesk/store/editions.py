"""Decided editions: what a document was like when it was decided, never changed afterwards, and the guard over it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, Table, Text, inspect, select
from sqlalchemy.orm import InstanceState, Session

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.records import clock
from kidesk.records.document_edition import CONCLUDED, DocumentEdition, EditionStatus
from kidesk.records.record import Row
from kidesk.store.seals import canonical, digest

# As a seal, it is no row with a history. `content` is canonical JSON, `sha256` its digest in 64 hex digits.
DECIDED_EDITION = Table(
    "decided_edition",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("edition_id", ForeignKey("document_edition.id"), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("who", String(200), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", Text, nullable=False),
    sqlite_autoincrement=True,
)

IS_DECIDED = N_(
    "Edition {number} with dnr {dnr} is decided and stays as it is. Nothing was changed; make a new edition."
)
_ONLY_DECIDING = N_("An edition is decided by a decision alone. Nothing was changed.")
_CONCLUDES = "concludes"


@dataclass(frozen=True)
class Decided:
    """What was kept of an edition: when (UTC) and by whom, the digest of the content, and the content."""

    at: Any
    who: str
    sha256: str
    content: dict[str, Any]


def decide(session: Session, edition: DocumentEdition, content: dict[str, Any], who: str) -> None:
    """Keeps an edition's content for good; the edition itself says already what was decided, but for its status."""
    text = canonical(content)
    values = {"edition_id": edition.id, "at": clock.now(), "who": who, "sha256": digest(text), "content": text}
    session.execute(DECIDED_EDITION.insert().values(**values))
    _conclude(session, edition, EditionStatus.DECIDED)


def supersede(session: Session, edition: DocumentEdition) -> None:
    """Another edition of the same document has been decided; what was kept of this one stays."""
    _conclude(session, edition, EditionStatus.SUPERSEDED)


def _conclude(session: Session, edition: DocumentEdition, status: EditionStatus) -> None:
    session.info.setdefault(_CONCLUDES, {})[edition.id] = status
    edition.status = status


def held(session: Session, edition: int) -> Decided | None:
    """What is kept of the edition with this id; None where it was not decided in kidesk."""
    wanted = select(DECIDED_EDITION).where(DECIDED_EDITION.c.edition_id == edition)
    found = session.execute(wanted.order_by(DECIDED_EDITION.c.id).limit(1)).first()
    return Decided(found.at, found.who, found.sha256, json.loads(found.content)) if found is not None else None


def broken(session: Session) -> Iterator[str]:
    """The decided editions whose content no longer is what was decided, by their ids."""
    kept = DECIDED_EDITION.c
    for row in session.execute(select(kept.edition_id, kept.sha256, kept.content).order_by(kept.id)):
        if digest(row.content) != row.sha256:
            yield str(row.edition_id)


def guard(session: Session) -> None:
    """Refuses, before anything is written, what would change a decided edition or pass one off as decided.

    Raises KideskError.
    """
    with session.no_autoflush:
        for row in (*session.new, *session.dirty, *session.deleted):
            if isinstance(row, DocumentEdition) and _is_touched(session, row):
                _guard(session, row)


def _is_touched(session: Session, edition: DocumentEdition) -> bool:
    return edition not in session.dirty or session.is_modified(edition)


def _guard(session: Session, edition: DocumentEdition) -> None:
    before = _status_before(session, edition)
    is_concluding = session.info.get(_CONCLUDES, {}).get(edition.id) == edition.status
    if before in CONCLUDED and (edition in session.deleted or not is_concluding or _changed(edition) != {"status"}):
        raise KideskError(IS_DECIDED, number=edition.number, dnr=edition.dnr or "–")
    if before not in CONCLUDED and edition.status in CONCLUDED and not is_concluding:
        raise KideskError(_ONLY_DECIDING)


def _status_before(session: Session, edition: DocumentEdition) -> EditionStatus | None:
    """The status an edition had before the change; None for a new one."""
    if edition in session.new:
        return None
    replaced = cast(InstanceState[Any], inspect(edition)).attrs["status"].history.deleted
    return cast(EditionStatus, replaced[0]) if replaced else edition.status


def _changed(edition: DocumentEdition) -> set[str]:
    state = cast(InstanceState[Any], inspect(edition))
    return {one.key for one in state.mapper.column_attrs if state.attrs[one.key].history.has_changes()}
