"""The search in a document: all places where words stand, page by page in the background, and which one is current."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from kidesk.gui import tasks
from kidesk.gui.preview.pdf_file import Hit, PdfFile


class Search(QObject):
    """Looks for `words` in a file; `current` is a place among the `hits`.

    `found` says that there is an answer, and whether somebody asked to be led to it.
    """

    found = Signal(bool)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.words = ""
        self.hits: tuple[Hit, ...] = ()
        self.current = 0
        self._file: PdfFile | None = None
        self._task: tasks.Task | None = None

    def use(self, file: PdfFile | None) -> None:
        """Looks in another file for the same words, and stays about where it was. None ends the work."""
        self._file = file
        self._look(self.current)

    def look_for(self, words: str, page: int) -> None:
        """Looks for other words, in either case; the first hit from `page` on becomes the current one."""
        self.words = words
        self._look(0, page)

    def step(self, by: int) -> None:
        """Goes to the next hit (1) or the one before (-1), round the end."""
        if self.hits:
            self.current = (self.current + by) % len(self.hits)
            self.found.emit(True)

    def hit(self) -> Hit | None:
        """The current hit."""
        return self.hits[self.current] if self.hits else None

    def _look(self, current: int, page: int | None = None) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        file, words = self._file, self.words
        if file is None or not words.strip():
            self.hits, self.current = (), 0
            self.found.emit(False)
            return

        def work(progress: tasks.Progress) -> tuple[Hit, ...]:
            hits: list[Hit] = []
            for number in range(len(file.sizes)):
                if not progress(number, len(file.sizes)):
                    break
                hits += file.find(number, words)
            return tuple(hits)

        def done(hits: tuple[Hit, ...]) -> None:
            if self._task is task:
                self._task = None
                self.hits = hits
                first = next((place for place, hit in enumerate(hits) if page is not None and hit.page >= page), 0)
                self.current = min(current, max(len(hits) - 1, 0)) if page is None else first
                self.found.emit(page is not None)

        def failed(error: BaseException) -> None:
            if self._task is task:
                self._task = None
                self.failed.emit(error)

        task = self._task = tasks.begin(work, done, failed)
