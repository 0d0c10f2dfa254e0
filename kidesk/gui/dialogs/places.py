"""What the system is asked for: its file dialogs and its programs, each by one function that tests replace."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget


def documents() -> Path:
    """The person's folder of documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def choose_to_read(parent: QWidget, title: str, files: str) -> Path | None:
    """Asks for a file to read; `files` is what is offered, such as "CSV (*.csv)". None where nothing was chosen."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(documents()), files)
    return Path(name) if name else None


def choose_to_write(parent: QWidget, title: str, suggested: Path) -> Path | None:
    """Asks where to write a file of the suggested kind, and before one is overwritten. None for nowhere."""
    ending = suggested.suffix.removeprefix(".")
    dialog = QFileDialog(parent, title, str(suggested.parent), f"{ending.upper()} (*.{ending})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(suggested.name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None


def show(path: Path) -> bool:
    """Opens a file or folder in the program the system has for it; False where there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
