"""Pictures of every page of the window, for documentation and for machines without a screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QSize
from PySide6.QtWidgets import QApplication, QWidget

from kidesk.gui import tasks
from kidesk.gui.application import open_window
from kidesk.gui.main_window import MainWindow
from kidesk.records import ORGANISATIONS
from kidesk.settings import Settings
from kidesk.store.store import Listing
from kidesk.store.workspace import Workspace

_SIZE = QSize(1360, 820)
_LONGEST_WAIT = 60_000  # milliseconds


def page_pictures(app: QApplication, workspace: Workspace, out: Path, settings: Settings) -> list[Path]:
    """Saves each page, and a preview, as a PNG in `out`, in the settings' language, and returns the files.

    Raises OSError where a file cannot be written, TimeoutError where a page or the preview is not done in time.
    """
    scheme = settings.scheme if settings.scheme != "system" else "light"
    window = open_window(app, workspace, replace(settings, scheme=scheme), lambda changed: None)
    window.resize(_SIZE)
    window.show()
    files = []

    def keep(name: str, shown: QWidget) -> None:
        file = out / f"{name}-{settings.language}-{scheme}.png"
        if not shown.grab().save(str(file)):
            raise OSError(f"{file} could not be written")
        files.append(file)

    for key in window.pages:
        window.show_page(key)
        _settle(app)
        keep(key, window)
    keep("preview", _preview(app, window))
    window.close()
    window.deleteLater()
    window.desk.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return files


def _settle(app: QApplication) -> None:
    """Waits until what is read and counted in the background is shown; raises TimeoutError where that does not end."""
    deadline = QDeadlineTimer(_LONGEST_WAIT)
    app.processEvents()
    while tasks.is_any_under_way():
        if deadline.hasExpired():
            raise TimeoutError
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    app.processEvents()


def _preview(app: QApplication, window: MainWindow) -> QWidget:
    """The preview of the list of organisations, once its first page is drawn."""
    preview, deadline = window.printing.listing(Listing(ORGANISATIONS)), QDeadlineTimer(_LONGEST_WAIT)
    while preview.view.pictures.of(0) is None:
        is_refused = preview.made is None and preview.banner.isVisible()
        if is_refused or deadline.hasExpired():
            raise TimeoutError(preview.banner.label.text())
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    return preview
