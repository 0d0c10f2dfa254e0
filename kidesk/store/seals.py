"""Seals: what a quarter was like when it was sealed, never changed afterwards, and the guard over sealed quarters."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, Table, Text, inspect, select
from sqlalchemy.orm import InstanceState, Session

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.records import clock
from kidesk.records.plan_item import Assessment, Evidence, PlanItem
from kidesk.records.quarter import Quarter, QuarterStatus
from kidesk.records.record import Row
from kidesk.store.history import stored

# A seal is no row with a history: nothing undoes it. `content` is canonical JSON, `sha256` its digest in 64 hex digits.
SEAL = Table(
    "seal",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("quarter_id", ForeignKey("quarter.id"), nullable=False, index=True),
    Column("name", String(7), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("who", String(200), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", Text, nullable=False),
    Column("reopened_at", DateTime),
    Column("reopened_by", String(200), nullable=False, default=""),
    Column("reopened_because", String(500), nullable=False, default=""),
    sqlite_autoincrement=True,
)

IS_SEALED = N_("The quarter {name} is sealed. Nothing was changed; reopen it with a reason first.")
_REOPENS = "reopens"


@dataclass(frozen=True)
class Seal:
    """A seal: its number, when (UTC) and by whom it was set, the digest of its content, and the content."""

    id: int
    name: str
    at: Any
    who: str
    sha256: str
    content: dict[str, Any]


def canonical(content: dict[str, Any]) -> str:
    """The content as it is stored and hashed: JSON with sorted keys."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """The SHA-256 of a stored content."""
    return hashlib.sha256(text.encode()).hexdigest()


def write(session: Session, quarter: Quarter, content: dict[str, Any], who: str) -> int:
    """Seals a quarter and returns the seal's number."""
    text = canonical(content)
    values = {"quarter_id": quarter.id, "name": quarter.name, "at": clock.now(), "who": who}
    made = SEAL.insert().values(**values, sha256=digest(text), content=text).returning(SEAL.c.id)
    quarter.status = QuarterStatus.SEALED
    return session.scalar(made) or 0


def reopen(session: Session, quarter: Quarter, reason: str, who: str) -> None:
    """Opens a sealed quarter again; its seal stays, with who opened it and why."""
    wanted = SEAL.c.quarter_id == quarter.id, SEAL.c.reopened_at.is_(None)
    values = {"reopened_at": clock.now(), "reopened_by": who, "reopened_because": reason}
    session.execute(SEAL.update().where(*wanted).values(**values))
    session.info[_REOPENS] = quarter.id
    quarter.status, quarter.reopened_because = QuarterStatus.REOPENED, reason


def latest(session: Session, name: str) -> Seal | None:
    """The seal that holds for the quarter called so; None where it is open."""
    wanted = select(SEAL).where(SEAL.c.name == name, SEAL.c.reopened_at.is_(None)).order_by(SEAL.c.id.desc())
    found = session.execute(wanted.limit(1)).first()
    return _seal(found) if found is not None else None


def _seal(row: Any) -> Seal:
    return Seal(row.id, row.name, row.at, row.who, row.sha256, json.loads(row.content))


def broken(session: Session) -> Iterator[str]:
    """The seals whose content no longer is what was sealed."""
    for row in session.execute(select(SEAL.c.id, SEAL.c.name, SEAL.c.sha256, SEAL.c.content).order_by(SEAL.c.id)):
        if digest(row.content) != row.sha256:
            yield f"{row.name} ({row.id})"


def guard(session: Session) -> None:
    """Refuses, before anything is written, what would change a sealed quarter. Raises KideskError.

    What was deleted with its activity may go, since the seal keeps it, and come back as it was.
    """
    touched = [*session.new, *session.dirty, *session.deleted]
    with session.no_autoflush:
        for part in _left_out(session):
            _guard_part(session, part, is_gone=True)
        for row in touched:
            if isinstance(row, Quarter):
                _guard_quarter(session, row)
            elif isinstance(row, Assessment | Evidence) and not _goes_with_its_item(session, row):
                _guard_part(session, row, is_gone=row in session.deleted)


def _guard_quarter(session: Session, quarter: Quarter) -> None:
    is_changed = quarter in session.deleted or session.is_modified(quarter)
    if is_changed and session.info.get(_REOPENS) != quarter.id and quarter.id in _sealed(session, {quarter.id}):
        raise KideskError(IS_SEALED, name=_sealed(session, {quarter.id})[quarter.id])


def _goes_with_its_item(session: Session, part: Assessment | Evidence) -> bool:
    return part in session.deleted and session.get(PlanItem, part.item_id) in session.deleted


def _left_out(session: Session) -> Iterator[Assessment | Evidence]:
    """What was taken out of its item: the session deletes it only when it flushes."""
    for item in session.dirty:
        if isinstance(item, PlanItem):
            attributes = cast(InstanceState[Any], inspect(item)).attrs
            for name in ("assessments", "evidence"):
                yield from attributes[name].history.deleted or ()


def _guard_part(session: Session, part: Assessment | Evidence, *, is_gone: bool) -> None:
    if not is_gone and part in session.dirty and not session.is_modified(part):
        return
    for name in _sealed(session, set(_quarters(part))).values():
        if is_gone or not _is_as_sealed(session, name, part):
            raise KideskError(IS_SEALED, name=name)


def _quarters(part: Assessment | Evidence) -> Iterator[int]:
    """The quarters a part is about, now and before the change."""
    before = cast(InstanceState[Any], inspect(part)).attrs
    for quarter in (part.quarter, *(before["quarter"].history.deleted or ())):
        if quarter is not None and not quarter.is_new:
            yield quarter.id
    for number in (part.quarter_id, *(before["quarter_id"].history.deleted or ())):
        if number is not None:
            yield number


def _sealed(session: Session, numbers: set[int]) -> dict[int, str]:
    """Those of the quarters that are sealed, by their ids."""
    wanted = select(Quarter.id, Quarter.name).where(Quarter.id.in_(numbers), Quarter.status == QuarterStatus.SEALED)
    return {number: name for number, name in session.execute(wanted)}


def _is_as_sealed(session: Session, name: str, part: Row) -> bool:
    """Whether a part that comes back is one that the seal knows, and as it was."""
    seal = latest(session, name)
    rows = seal.content["tables"].get(part.__tablename__, ()) if seal else ()
    sealed = next((row for row in rows if row["id"] == part.id), None)
    if sealed is None:
        return False
    # A seal made before a column came knows nothing of it: what comes back then has nothing there.
    return all(sealed.get(key, value if not value else None) == value for key, value in frozen(part).items())


def frozen(row: Row, columns: tuple[str, ...] = ()) -> dict[str, Any]:
    """A row's stored values as JSON carries them; with `columns`, those alone."""
    attributes = [one for one in inspect(type(row)).column_attrs if not columns or one.key in columns]
    return {one.key: stored(one.columns[0], getattr(row, one.key)) for one in attributes}
