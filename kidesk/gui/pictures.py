"""Pictures of every page of the window, for documentation and for machines without a screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication

from kidesk.gui.application import open_window
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace

_SIZE = QSize(1360, 820)


def page_pictures(app: QApplication, workspace: Workspace, out: Path, settings: Settings) -> list[Path]:
    """Saves each page as a PNG in `out`, in the settings' language, and returns the files."""
    scheme = settings.scheme if settings.scheme != "system" else "light"
    window = open_window(app, workspace, replace(settings, scheme=scheme), lambda changed: None)
    window.resize(_SIZE)
    window.show()
    files = []
    for key in window.pages:
        window.show_page(key)
        app.processEvents()
        file = out / f"{key}-{settings.language}-{scheme}.png"
        if not window.grab().save(str(file)):
            raise OSError(f"{file} could not be written")
        files.append(file)
    window.close()
    window.deleteLater()
    window.desk.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return files
