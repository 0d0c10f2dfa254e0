"""Makes what the preview shows, in the background: the order's document in a language, as a PDF in memory."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from kidesk.errors import Sentence
from kidesk.gui import tasks
from kidesk.gui.preview.pdf_file import PdfFile
from kidesk.i18n import N_, Language
from kidesk.operations.print_orders import Order

STOPPED = N_("Stopped. What is shown is as it was before.")


@dataclass(frozen=True)
class Made:
    """A document as it was composed: the order, the language, the pages, and what could not be printed as it was."""

    order: Order
    language: Language
    file: PdfFile
    warnings: tuple[Sentence, ...]


class Composer(QObject):
    """Composes one thing at a time; what is asked for next takes the place of what is being made.

    `made` carries a Made, `failed` what went wrong, `moved` the pages that are full.
    """

    made = Signal(object)
    failed = Signal(object)
    moved = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._task: tasks.Task | None = None

    @property
    def is_busy(self) -> bool:
        """Whether anything is being made."""
        return self._task is not None

    def compose(self, order: Order, language: Language) -> None:
        """Makes the order's document in a language."""
        self.drop()

        def work(progress: tasks.Progress) -> Made:
            data, report = order.render(language, tasks.heeding(progress, STOPPED))
            return Made(order, language, PdfFile(data), report.warnings)

        def done(made: Made) -> None:
            if self._task is task:
                self._task = None
                self.made.emit(made)

        def failed(error: BaseException) -> None:
            if self._task is task:
                self._task = None
                self.failed.emit(error)

        def moved(page: int, whole: int) -> None:
            if self._task is task and page:  # 0 while records are read between pages
                self.moved.emit(page)

        task = self._task = tasks.begin(work, done, failed, moved)

    def stop(self) -> None:
        """Stops at the next page; `failed` then carries Stopped."""
        if self._task is not None:
            self._task.cancel()

    def drop(self) -> None:
        """Stops, and tells nobody."""
        self.stop()
        self._task = None
