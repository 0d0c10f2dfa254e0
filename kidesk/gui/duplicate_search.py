"""The search for duplicates in the background, and what it found last."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.operations.find_duplicates import WITH_DUPLICATES, Pair, find_duplicates
from kidesk.records.record_type import RecordType


class DuplicateSearch(QObject):
    """`found` carries the record type whose pairs are known anew.

    A pair that was merged or told apart is let go at once; the search that follows says the same. A search whose
    records change meanwhile begins anew.
    """

    found = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._pairs: dict[str, list[Pair]] = {}
        self._stale = {record_type.key for record_type in WITH_DUPLICATES}
        self._under_way: dict[str, tasks.Task] = {}
        self._is_there = True
        self.destroyed.connect(partial(self.__dict__.update, _is_there=False))  # the window may be closed meanwhile
        desk.records_changed.connect(self._age)

    def pairs(self, record_type: RecordType) -> list[Pair] | None:
        """What was found last; None before the first search has ended."""
        return self._pairs.get(record_type.key)

    def is_under_way(self, record_type: RecordType) -> bool:
        """Whether something newer will be known soon."""
        return record_type.key in self._under_way

    def start(self, record_type: RecordType) -> None:
        """Searches unless nothing has changed since the last time."""
        key = record_type.key
        if key not in self._stale or key in self._under_way:
            return
        self._stale.discard(key)
        store = self._desk.store

        def done(pairs: list[Pair] | None) -> None:
            if not self._is_there:
                return
            del self._under_way[key]
            if key in self._stale:
                self.start(record_type)
            elif pairs is not None:
                self._pairs[key] = pairs
            self.found.emit(record_type)

        def work(progress: tasks.Progress) -> list[Pair]:
            return find_duplicates(store, record_type, progress=tasks.heeding(progress, tasks.NOT_SAVED))

        self._under_way[key] = tasks.begin(work, done, lambda error: done(None))

    def drop(self, record_type: RecordType, one: int, other: int) -> None:
        """Lets the pair of these two go."""
        pairs = self._pairs.get(record_type.key, [])
        self._pairs[record_type.key] = [pair for pair in pairs if {pair.one, pair.other} != {one, other}]
        self.found.emit(record_type)

    def _age(self, touched: frozenset[type]) -> None:
        """What a person is known by is also where they are."""
        if touched & {record_type.record for record_type in WITH_DUPLICATES}:
            self._stale |= {record_type.key for record_type in WITH_DUPLICATES}
            for task in self._under_way.values():
                task.cancel()
