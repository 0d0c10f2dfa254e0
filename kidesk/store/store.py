"""The store: short units of work, detached rows out, and word of which record classes changed."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Engine, Select, event, func, select
from sqlalchemy.exc import CircularDependencyError, IntegrityError, OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from kidesk.errors import KideskError, StaleRecord
from kidesk.i18n import N_, Language
from kidesk.records import BY_KEY, clock, type_of
from kidesk.records.filter import Chosen, conditions
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType, View
from kidesk.store import database, editions, history, identity_guard, journal, loading, parity, replay, seals, search
from kidesk.store.heed import Heed, stage, unheeded

R = TypeVar("R", bound=Record)
Listener = Callable[[frozenset[type[Record]]], None]

STALE = N_(
    "Somebody else changed this record after it was opened here. Nothing was overwritten; open it again to see both."
)

_REPLAYED = 700  # thousandths of an undo: what is left is the search index


@dataclass(frozen=True)
class Listing:
    """Which records a list shows and in what order. `order` is a field's key.

    `filters` are pairs of a filter's key and a value as it is exchanged; see `records.filter.conditions`.
    """

    record_type: RecordType
    view: View | None = None
    typed: str = ""
    order: str = "name"
    is_descending: bool = False
    filters: Chosen = ()


@dataclass(frozen=True)
class Past:
    """One line of a record's history: who changed what from what to what."""

    at: Any
    who: str
    verb: str
    table: str
    kind: str
    old: dict[str, Any]
    new: dict[str, Any]


class Store:
    """The records of one open workspace. `who` is the person at work, for stamps and history."""

    def __init__(self, engine: Engine, who: str) -> None:
        self.engine = engine
        self.who = who
        self._reading = sessionmaker(engine, expire_on_commit=False, autoflush=False)
        self._writing = sessionmaker(database.writing(engine), expire_on_commit=False)
        self._listeners: list[Listener] = []

    # Reading

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading only."""
        with _clear_errors(), self._reading() as session:
            yield session

    def rows(self, wanted: Select[R], only: tuple[str, ...] | None = None) -> list[R]:
        """All rows of a select, detached and whole, or with `only` these of their parts and links."""
        record = wanted.column_descriptions[0]["entity"]
        with self.read() as session:
            return list(session.scalars(wanted.options(*loading.whole(record, only))))

    def get(self, record: type[R], number: int) -> R | None:
        """One record, whole and detached."""
        with self.read() as session:
            return session.get(record, number, options=loading.whole(record))

    def all(self, record: type[R]) -> list[R]:
        """All records of a class in Swedish order."""
        return self.rows(select(record).order_by(record.order_key, record.id))

    def ids(self, listing: Listing, language: Language) -> array[int]:
        """The ids of a list's records in order. Raises KideskError for a filter or a value that is not known."""
        record = listing.record_type.record
        wanted = _selected(select(record.id), listing, self.who)
        order = listing.record_type.field(listing.order).order(language) if listing.order else None
        if order is not None:
            wanted = wanted.order_by(order.desc() if listing.is_descending else order.asc())
        wanted = wanted.order_by(record.order_key, record.id)
        with self.read() as session:
            return array("q", session.scalars(wanted))

    def page(self, record: type[R], ids: Sequence[int], only: tuple[str, ...] | None = None) -> dict[int, R]:
        """Some records by their ids, detached and whole, or with `only` these of their parts and links."""
        return {row.id: row for row in self.rows(select(record).where(record.id.in_(ids)), only)}

    def count(self, listing: Listing) -> int:
        """How many records a list has. Raises as `ids` does."""
        with self.read() as session:
            return session.scalar(_selected(select(func.count(listing.record_type.record.id)), listing, self.who)) or 0

    def find(self, typed: str, limit: int = 20) -> list[Record]:
        """The records that match what was typed in the search field, those whose name matches first."""
        with self.read() as session:
            hits = search.find(session, typed, limit)
        wanted: dict[str, list[int]] = {}
        for key, number in hits:
            wanted.setdefault(key, []).append(number)
        rows = {key: self.page(BY_KEY[key].record, numbers) for key, numbers in wanted.items()}
        return [rows[key][number] for key, number in hits if number in rows[key]]

    def choices(
        self, record: type[R], typed: str, limit: int = 50, among: ColumnElement[bool] | None = None
    ) -> list[R]:
        """Records to choose from for what was typed, in Swedish order; only those that `among` holds for."""
        wanted = select(record) if among is None else select(record).where(among)
        stands = type_of(record).stands
        if stands is not None:
            wanted = wanted.where(stands)
        condition = search.matching(record, typed)
        if condition is not None:
            wanted = wanted.where(condition)
        return self.rows(wanted.order_by(record.order_key, record.id).limit(limit))

    def past(self, record: type[Record], number: int) -> list[Past]:
        """A record's history, the latest first."""
        change, operation = history.CHANGE.c, history.OPERATION.c
        wanted = (
            select(
                operation.at,
                operation.who,
                operation.verb,
                change.table_name,
                change.kind,
                change.old,
                change.new,
            )
            .join_from(history.CHANGE, history.OPERATION)
            .where(change.record_table == record.__tablename__, change.record_id == number)
            .order_by(change.id.desc())
        )
        with self.read() as session:
            return [Past(*row) for row in session.execute(wanted)]

    # Writing

    @contextmanager
    def change(
        self, verb: str, subject: str = "", *, is_undoable: bool = True, heed: Heed = unheeded
    ) -> Iterator[Session]:
        """One operation: one transaction, its history and one undo step. Any exception takes all of it back.

        What a new workspace is filled with is not `is_undoable`: the person at work has not done it. `heed` is told how
        many of how many records are in the search index by now, which is the last thing done before all is kept.
        Raises StaleRecord where somebody else was faster, KideskError where the file cannot be written.
        """
        log = history.Log(self.who, verb, subject, "done" if is_undoable else "past")
        with self._transaction(log, heed) as session:
            yield session

    @contextmanager
    def _transaction(self, log: history.Log, heed: Heed) -> Iterator[Session]:
        with _clear_errors(), self._writing() as session:
            session.info["log"] = log
            event.listen(session, "before_flush", lambda session, *_: identity_guard.guard(session))
            event.listen(session, "before_flush", lambda session, *_: seals.guard(session))
            event.listen(session, "before_flush", lambda session, *_: editions.guard(session))
            event.listen(session, "before_flush", lambda session, *_: parity.note(session))
            event.listen(session, "before_flush", lambda session, *_: history.stamp(session, self.who))
            event.listen(session, "after_flush", lambda session, _: journal.settle(session))
            session.connection()
            yield session
            session.flush()
            journal.write(session)
            touched = search.refresh(session, log.touched, heed)
            session.commit()
        if touched:
            self.tell(touched)

    def undo(self, heed: Heed = unheeded) -> str | None:
        """Takes the latest operation back and returns its verb; None where there is nothing to take back.

        `heed` is told how many thousandths are done.
        """
        return self._step(heed, backwards=True)

    def redo(self, heed: Heed = unheeded) -> str | None:
        """Does the operation taken back last again and returns its verb; None where there is none."""
        return self._step(heed, backwards=False)

    def _step(self, heed: Heed, *, backwards: bool) -> str | None:
        log = history.Log(self.who, N_("Undo") if backwards else N_("Redo"), state="past", restoring=True)
        with self._transaction(log, stage(heed, _REPLAYED, 1000)) as session:
            found = journal.undoable(session) if backwards else journal.redoable(session)
            if found is None:
                return None
            log.subject = found.subject
            database.defer_foreign_keys(session.connection())
            with session.no_autoflush:
                replay.replay(session, found.id, backwards=backwards, heed=stage(heed, 0, _REPLAYED))
            journal.mark(session, found.id, "undone" if backwards else "done")
            return str(found.verb)

    def next_steps(self) -> tuple[str | None, str | None]:
        """The verbs that undo and redo would take back or do again."""
        with self.read() as session:
            back, again = journal.undoable(session), journal.redoable(session)
        return back and back.verb, again and again.verb

    def next_sizes(self) -> tuple[int, int]:
        """How many rows undo and redo would change; 0 where there is nothing to take back or to do again."""
        with self.read() as session:
            back, again = journal.undoable(session), journal.redoable(session)
            return journal.size(session, back), journal.size(session, again)

    def references(self, record: type[Record], *numbers: int) -> list[Record]:
        """The records that point at a record, or at one of several without being among these."""
        with self.read() as session:
            pairs = search.references(session, record, numbers)
            rows = [session.get(owner, one, options=loading.whole(owner)) for owner, one in pairs]
        return [row for row in rows if row is not None]

    # Telling

    def on_change(self, listener: Listener) -> None:
        """Calls `listener` after every committed change with the classes of the records changed or named anew."""
        self._listeners.append(listener)

    def forget(self, listener: Listener) -> None:
        """Stops calling `listener`."""
        self._listeners.remove(listener)

    def tell(self, touched: frozenset[type[Record]]) -> None:
        """Tells the listeners which record classes have changed."""
        for listener in self._listeners:
            listener(touched)

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()


def _selected(wanted: Select[Any], listing: Listing, who: str) -> Select[Any]:
    if listing.record_type.stands is not None:
        wanted = wanted.where(listing.record_type.stands)
    if listing.view is not None and listing.view.condition is not None:
        wanted = wanted.where(listing.view.condition(clock.today()))
    if listing.view is not None and listing.view.by is not None:
        wanted = wanted.where(listing.view.by(who))
    wanted = wanted.where(*conditions(listing.record_type, listing.filters))
    condition = search.matching(listing.record_type.record, listing.typed)
    return wanted if condition is None else wanted.where(condition)


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Says the database's troubles in a sentence."""
    try:
        yield
    except StaleDataError:
        raise StaleRecord(STALE) from None
    except OperationalError as error:
        raise KideskError(_sentence(str(error.orig))) from error
    except IntegrityError as error:
        raise KideskError(_conflict(str(error.orig))) from error
    except CircularDependencyError as error:
        raise KideskError(N_("These records point at each other. Nothing was changed; remove a link first.")) from error
    except OverflowError as error:
        raise KideskError(N_("A number is larger than kidesk can keep. Nothing was changed; check it.")) from error


def _conflict(reason: str) -> str:
    if reason.startswith("UNIQUE"):
        return N_(
            "Another record has this name or number already. Nothing was changed; choose another, or edit that one."
        )
    return N_("A record would point at one that is not there. Nothing was changed; choose another record.")


def _sentence(reason: str) -> str:
    if "locked" in reason or "busy" in reason:
        return N_(
            "Another program is using the database and did not let go in time. Nothing was changed; "
            "try again in a while."
        )
    if "full" in reason:
        return N_("The disk is full. Nothing was changed; free some space and try again.")
    if "readonly" in reason:
        return N_("The database is write-protected. Nothing was changed; ask for the right to write in its folder.")
    return N_(
        "The database could not be read or written. Nothing was changed; run “kidesk check” to see what is wrong "
        "with it."
    )
