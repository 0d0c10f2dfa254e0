"""The Qt application: style, exception hook, and the one window of a workspace."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QApplication

from kidesk import paths
from kidesk.errors import KideskError
from kidesk.gui import ask, theme
from kidesk.gui.desk import Desk, scheme_of
from kidesk.gui.icons import icon
from kidesk.gui.main_window import MainWindow
from kidesk.i18n import N_, Language
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace


def make_application(arguments: list[str]) -> QApplication:
    """The application, before any window."""
    app = QApplication(arguments)
    app.setApplicationName("kidesk")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("kidesk")
    return app


def open_window(
    app: QApplication, workspace: Workspace, settings: Settings, keep: Callable[[Settings], None]
) -> MainWindow:
    """The window of an open workspace; an unexpected error from now on is told, logged and survived."""
    desk = Desk(app, workspace, settings, keep)
    window = MainWindow(desk)
    app.setWindowIcon(icon("handshake", "accent", 64))
    sys.excepthook = lambda kind, error, trace: _tell(window, kind, error, trace)
    return window


def tell(app: QApplication, settings: Settings, error: KideskError) -> None:
    """Says in a window of its own why there is no other; where nobody could see it, nothing."""
    if app.platformName() in ("offscreen", "minimal"):
        return
    theme.apply(app, scheme_of(settings), settings.accent)
    language = Language(settings.language)
    ask.tell(None, language, ask.FAILED, error.said(language))


def _tell(window: MainWindow, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    if isinstance(error, KideskError):
        window.work.tell(error)
        return
    logging.getLogger("kidesk").error("unexpected", exc_info=(kind, error, trace))
    message = N_(
        "kidesk met an error it does not know. What was saved before is safe; what was being done may be "
        "undone. Details stand in {folder}, without personal data."
    )
    sentence = window.desk.text(message, folder=paths.log_folder())
    ask.tell(window, window.desk.language, N_("Something unexpected happened"), sentence)
