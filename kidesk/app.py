"""The composition root: paths, settings, language, workspace, window; the only module that knows everyone."""

from __future__ import annotations

import sys
import tempfile
from itertools import product
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kidesk import logs, paths
from kidesk import settings as settings_file
from kidesk.errors import KideskError
from kidesk.gui.application import make_application, open_window, tell
from kidesk.gui.pictures import page_pictures
from kidesk.i18n import CODES, N_, Language
from kidesk.operations.start_workspace import load_demonstration
from kidesk.records import clock
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace


def run(folder: Path, settings: Settings) -> int:
    """Opens the workspace in a window and stays until the window is closed. Returns the exit code."""
    logs.start(paths.log_folder())
    app = make_application(sys.argv[:1])
    try:
        workspace = open_or_create(folder, settings)
    except KideskError as error:
        tell(app, settings, error)
        raise
    try:
        window = open_window(app, workspace, settings, keep_settings)
        window.show()
        window.privacy.look_for_returned()
        return app.exec()
    finally:
        workspace.close()


def keep_settings(changed: Settings) -> None:
    """Writes the settings. Raises KideskError where that is not possible."""
    try:
        settings_file.save(changed, paths.settings_file())
    except OSError as error:
        raise KideskError(
            N_("The settings could not be saved in {file}: {reason}. They are as they were before."),
            file=paths.settings_file(),
            reason=error.strerror or error,
        ) from error


def open_or_create(folder: Path, settings: Settings) -> Workspace:
    """The workspace in a folder; a new one where nothing stands yet. Raises WorkspaceError.

    A folder that holds anything else may be a workspace that has lost its database, so no new one is made there.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return Workspace.open(folder, settings.person)
    return Workspace.create(folder, settings.person)


def pictures(workspace: Workspace, out: Path, settings: Settings) -> list[Path]:
    """Saves a picture of each page of the window, and of a preview, and returns the files."""
    app = QApplication.instance() or make_application(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("a Qt application without windows is running")
    return page_pictures(app, workspace, out, settings)


def smoke() -> int:
    """Opens every page and a preview and exports a report in a workspace of its own: shows that a build is whole."""
    # Imported here: ReportLab is needed only where something is printed.
    from kidesk.operations import export_report

    settings = Settings()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = Workspace.create(folder / "workspace", settings.person, is_demonstration=True)
        try:
            load_demonstration(workspace.store, clock.today())
            pictures(workspace, folder, settings)
            for code, ending in product(CODES, ("pdf", "html")):
                export_report.export(
                    workspace.store,
                    "quarterly-status",
                    language=Language(code),
                    output=folder / f"{code}.{ending}",
                    settings=settings,
                    is_demonstration=True,
                )
        finally:
            workspace.close()
    return 0
