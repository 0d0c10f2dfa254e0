"""The composition root: which workspace is opened, and which never made."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kidesk import app
from kidesk.errors import WorkspaceError
from kidesk.operations import edit
from kidesk.records import ORGANISATIONS
from kidesk.settings import Settings
from kidesk.store.workspace import DATABASE, Workspace


def test_the_first_start_makes_a_workspace_and_the_second_opens_it(tmp_path: Path) -> None:
    for _ in range(2):
        with closing(app.open_or_create(tmp_path / "new" / "workspace", Settings())) as workspace:
            assert Workspace.exists(workspace.folder)


def test_a_workspace_that_has_lost_its_database_is_not_replaced_by_an_empty_one(folder: Path) -> None:
    (folder / DATABASE).unlink()
    with pytest.raises(WorkspaceError):
        app.open_or_create(folder, Settings())
    assert not Workspace.exists(folder)


def test_a_picture_of_each_page_and_of_a_preview_is_saved(
    qapp: QApplication, workspace: Workspace, tmp_path: Path
) -> None:
    files = app.pictures(workspace, tmp_path, Settings(language="en", scheme="dark"))
    assert len(files) == 15
    assert files[-1].name == "preview-en-dark.png"
    assert all(file.stat().st_size > 5_000 for file in files)


def test_a_window_that_is_gone_hears_of_nothing(qapp: QApplication, workspace: Workspace, tmp_path: Path) -> None:
    app.pictures(workspace, tmp_path, Settings(scheme="light"))
    assert edit.save(workspace.store, ORGANISATIONS, {"name_sv": "Efteråt"}).id
