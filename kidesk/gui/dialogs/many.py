"""The frame of what is done with many records: it works in the background, and says whom the rules speak against."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.lines import LinesTable
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.edit_many import EditedMany, Refusal, SomeRefused
from kidesk.records.record_type import RecordType

_STOPPED = N_("Stopped. Nothing was changed.")
_FAILED = N_("Something went wrong that kidesk did not expect, and nothing was changed. The log says what.")
_MOST_SHOWN = 200


class ManyDialog(Frame):
    """`changed` carries an EditedMany. Where some are refused, nothing is changed, and the others can be without them.

    `words` are those of the button that does it; a subclass says whether it can be done (`ready`) and does it (`work`).
    """

    changed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        title: str,
        words: str,
        record_type: RecordType,
        numbers: Sequence[int],
        parent: QWidget | None,
        size: tuple[int, int],
    ) -> None:
        super().__init__(desk, title, parent, size)
        self.type, self.numbers = record_type, list(numbers)
        self.refusals: tuple[Refusal, ...] = ()
        self._task: tasks.Task | None = None
        self.lead = PlainLabel("", "muted", wrap=True)
        desk.keep_saying(self.lead, lambda: self.lead.setText(self.said()))
        self.body.addWidget(self.lead)
        self.refused = LinesTable()
        desk.say(self.refused, self.refused.setAccessibleName, N_("Records that cannot be changed so"))
        self.refused.hide()
        self.add_button(N_("Cancel"), self.reject)
        self.others = self.add_button(N_("Change the others"), self.save_others)
        self.others.hide()
        self.button = self.add_button(words, self.save, is_default=True)

    @abstractmethod
    def said(self) -> str:
        """What stands beneath the title."""

    @abstractmethod
    def ready(self) -> bool:
        """Reads what was entered; False after what is wrong was said."""

    @abstractmethod
    def work(self, numbers: Sequence[int], step: Callable[..., None]) -> EditedMany:
        """Changes records, in a thread of its own. Raises KideskError."""

    def save(self) -> None:
        """Changes all of the records, or none."""
        self._save(self.numbers)

    def save_others(self) -> None:
        """Changes those that were not refused."""
        refused = {one.number for one in self.refusals}
        self._save([number for number in self.numbers if number not in refused])

    def _save(self, numbers: Sequence[int]) -> None:
        if self._task is not None or not self.ready():
            return
        self.banner.hide()

        def work(progress: tasks.Progress) -> EditedMany:
            return self.work(numbers, tasks.heeding(progress, _STOPPED))

        words = self.desk.text(N_("Changing the records")), self.desk.text(N_("Cancel"))
        self._task = tasks.start(self, words, work, self._done, self._failed)
        self._suit()

    def _done(self, done: EditedMany) -> None:
        self._task = None
        self.changed.emit(done)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._task = None
        known = error if isinstance(error, KideskError) else KideskError(_FAILED)
        if isinstance(known, SomeRefused):
            self._show_refused(known)
        else:
            tone = "info" if isinstance(error, tasks.Stopped) else "bad"
            self.banner.say(tone, lambda: known.said(self.desk.language))
        self._suit()

    def _show_refused(self, refused: SomeRefused) -> None:
        self.refusals = refused.refusals
        self.banner.say("warn", lambda: refused.summary(self.desk.language))
        text, language = self.desk.text, self.desk.language
        headings = [text(self.type.one), text(N_("What is wrong"))]
        shown = self.refusals[:_MOST_SHOWN]
        self.refused.show_lines(headings, [[one.name(language), one.why(language)] for one in shown])
        self.refused.show()

    def forget_refusals(self) -> None:
        """What was refused was refused for other values than those entered now."""
        self.refusals = ()
        self.refused.hide()
        self.banner.hide()
        self._suit()

    def _suit(self) -> None:
        is_busy = self._task is not None
        self.button.setEnabled(not is_busy)
        self.others.setVisible(0 < len(self.refusals) < len(self.numbers))
        self.others.setEnabled(not is_busy)

    def reject(self) -> None:
        """Closes; while records are being changed, asks that to stop instead."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()
