"""What the system is asked for: its file dialogs and its programs, each by one function that tests replace."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget


def documents() -> Path:
    """The person's folder of documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def choose_to_read(parent: QWidget, title: str, files: str) -> Path | None:
    """Asks for a file to read; `files` is what is offered, such as "CSV (*.csv)". None where nothing was chosen."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(documents()), files)
    return Path(name) if name else None


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """Asks for a folder to write in. None where nothing was chosen."""
    name = QFileDialog.getExistingDirectory(parent, title, str(documents()))
    return Path(name) if name else None


def choose_to_write(parent: QWidget, title: str, suggested: Path, *others: str) -> Path | None:
    """Asks where to write a file, and before one is overwritten. None for nowhere.

    It is of the suggested kind or one of the `others`, such as "Web page (*.html)"; the file's ending says which.
    """
    ending = suggested.suffix.removeprefix(".")
    dialog = QFileDialog(parent, title, str(suggested.parent))
    dialog.setNameFilters([f"{ending.upper()} (*.{ending})", *others])
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(suggested.name)
    dialog.filterSelected.connect(lambda chosen: _follow(dialog, chosen))
    files = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(files[0]) if files else None


def choose_to_save(parent: QWidget, title: str, suggested: Path, files: str) -> Path | None:
    """Asks where to save a file of whatever kind, and before one is overwritten. None for nowhere."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), files)
    return Path(name) if name else None


def _follow(dialog: QFileDialog, kind: str) -> None:
    """Gives the file the ending of the kind that was chosen."""
    ending = kind.rpartition("*.")[2].rstrip(")")
    dialog.setDefaultSuffix(ending)
    for file in dialog.selectedFiles()[:1]:
        dialog.selectFile(Path(file).with_suffix(f".{ending}").name)


def choose_printer(parent: QWidget, printer: QPrinter, pages: int) -> bool:
    """Asks for a printer, how many copies and which of the pages; False where nothing is to be printed."""
    dialog = QPrintDialog(printer, parent)
    options = QAbstractPrintDialog.PrintDialogOption
    dialog.setOptions(options.PrintToFile | options.PrintPageRange | options.PrintCurrentPage)
    dialog.setOption(options.PrintCollateCopies)
    dialog.setMinMax(1, pages)
    dialog.setFromTo(1, pages)
    is_wanted = bool(dialog.exec())
    dialog.deleteLater()
    return is_wanted


def show(path: Path) -> bool:
    """Opens a file or folder in the program the system has for it; False where there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
