"""Long work off the GUI thread, with progress and cancel."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget
from shiboken6 import isValid

from kidesk.errors import KideskError
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_

Progress = Callable[[int, int], bool]
# How writing a file ends when it does not end well.
NOT_SAVED = N_("Stopped. Nothing was saved.")
UNEXPECTED = N_("Something went wrong that kidesk did not expect, and nothing was saved. The log says what.")


class Stopped(KideskError):
    """The person stopped the work."""


def heeding(progress: Progress, sentence: str) -> Callable[..., None]:
    """What work tells its steps to: it raises Stopped, with the msgid `sentence`, once the person has stopped it."""

    def step(done: int, whole: int = 0) -> None:
        if not progress(done, whole):
            raise Stopped(sentence)

    return step


class _Signals(QObject):
    done = Signal(object)
    failed = Signal(object)
    moved = Signal(int, int)


class Task(QRunnable):
    """Runs `work(progress)` in a thread; `progress(done, all)` returns False once it was cancelled."""

    def __init__(self, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self.signals = _Signals()
        self._work: Callable[[Progress], Any] | None = work
        self._is_cancelled = False
        self.setAutoDelete(False)

    def cancel(self) -> None:
        """Asks the work to stop at its next step."""
        self._is_cancelled = True

    def _progress(self, done: int, whole: int) -> bool:
        self.signals.moved.emit(done, whole)
        return not self._is_cancelled

    def run(self) -> None:
        """The thread's work; a known problem is told, a bug is logged and told.

        It must not go on to the exception hook, which opens a window and would do so in this thread.
        """
        work, self._work = self._work, None  # what it holds is let go with it
        try:
            result = work(self._progress) if work is not None else None
        except KideskError as error:
            self.signals.failed.emit(error)
        except BaseException as error:
            logging.getLogger("kidesk").error("unexpected", exc_info=error)
            self.signals.failed.emit(error)
        else:
            self.signals.done.emit(result)


_under_way: set[Task] = set()


def is_any_under_way() -> bool:
    """Whether work is done whose result the windows do not show yet."""
    return bool(_under_way)


def _is_gone(tell: Callable[[Any], object]) -> bool:
    """Whether the window that is to be told has been deleted meanwhile."""
    while isinstance(tell, partial):
        tell = tell.func
    owner = getattr(tell, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


def begin(
    work: Callable[[Progress], Any],
    done: Callable[[Any], object],
    failed: Callable[[BaseException], object],
    moved: Callable[[int, int], object] | None = None,
) -> Task:
    """Starts `work` with nothing to be seen of it; the others are called in the thread of the windows."""
    task = Task(work)
    _under_way.add(task)  # Qt does not keep what Python has made

    def finish(tell: Callable[[Any], object], result: object) -> None:
        _under_way.discard(task)
        if not _is_gone(tell):
            tell(result)

    if moved is not None:
        task.signals.moved.connect(moved)
    task.signals.done.connect(partial(finish, done))
    task.signals.failed.connect(partial(finish, failed))
    QThreadPool.globalInstance().start(task)
    return task


def start(
    parent: QWidget,
    words: tuple[str, str],
    work: Callable[[Progress], Any],
    done: Callable[[Any], object],
    failed: Callable[[BaseException], object],
) -> Task:
    """Starts `work` and shows its progress; `words` say what is going on and how to stop it."""
    dialog = QProgressDialog("", words[1], 0, 0, parent)
    dialog.setWindowTitle(words[0])
    dialog.setLabel(PlainLabel(words[0]))
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(400)
    dialog.setAutoClose(False)

    def move(step: int, whole: int) -> None:
        dialog.setMaximum(whole)
        dialog.setValue(step)

    def finish(tell: Callable[[Any], object], result: object) -> None:
        dialog.reset()
        dialog.deleteLater()
        tell(result)

    task = begin(work, partial(finish, done), partial(finish, failed), move)
    dialog.canceled.connect(task.cancel)
    return task
