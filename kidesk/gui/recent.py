"""Where the person has been: the records opened last, and the way back to the one before.

A record counts as opened where it was asked for, by search, link or form, or where the person stayed at it in a list
for a while; what is passed with the arrow keys does not.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.operations.recent_records import MOST, place_of, place_read, still_there, with_latest
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType

_MOST_WORKSPACES = 6


class Recent(QObject):
    """The records opened last in the desk's workspace. `shown` asks the window to show one of them again."""

    shown = Signal(object, int)

    def __init__(self, desk: Desk, window: QObject) -> None:
        super().__init__(window)
        self._desk = desk
        # Numbers mean nothing in another workspace, and its folder's name is nobody's business.
        folder = str(desk.workspace.folder.resolve())
        self._workspace = hashlib.sha256(folder.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self.places = list(desk.settings.recent.get(self._workspace, ()))[:MOST]
        self._way = list(reversed(self.places))  # what was opened, in the order of time
        self._at = len(self._way)  # just after what is shown, as long as nobody goes back
        self._is_going = False

    def note(self, record_type: RecordType, number: int) -> None:
        """Remembers that a record has been opened."""
        place = place_of(record_type, number)
        if not self._is_going and (not self._way[: self._at] or self._way[self._at - 1] != place):
            self._way = [*self._way[: self._at], place]
            self._at = len(self._way)
        if self.places[:1] != [place]:
            self.places = with_latest(self.places, place)
            self._keep()

    def records(self) -> list[Record]:
        """The records that are still there, the latest first."""
        return still_there(self._desk.store, self.places)

    def go(self, step: int) -> bool:
        """Shows the record before (-1) or after (1) the one shown; False where there is none."""
        at = self._at + step
        while 1 <= at <= len(self._way):
            found = place_read(self._way[at - 1])
            if found is not None and still_there(self._desk.store, [self._way[at - 1]]):
                self._at = at
                self._is_going = True
                try:
                    self.shown.emit(*found)
                finally:
                    self._is_going = False
                return True
            at += step
        return False

    def _keep(self) -> None:
        others = {key: places for key, places in self._desk.settings.recent.items() if key != self._workspace}
        kept = dict(list(others.items())[1 - _MOST_WORKSPACES :]) | {self._workspace: self.places}
        with suppress(KideskError):  # what cannot be kept is forgotten at the end
            self._desk.use(recent=kept)
