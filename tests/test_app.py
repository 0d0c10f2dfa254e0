"""The composition root: which workspace is opened, and which never made."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from kidesk import app
from kidesk.errors import WorkspaceError
from kidesk.gui.main_window import MainWindow
from kidesk.gui.series_board import SeriesBoard
from kidesk.operations import edit
from kidesk.records import ORGANISATIONS
from kidesk.records.indicator import Counted, Frequency, Indicator
from kidesk.settings import Settings
from kidesk.store.workspace import DATABASE, Workspace
from tests import factory


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
    assert len(files) == 16
    assert files[-1].name == "preview-en-dark.png"
    assert all(file.stat().st_size > 5_000 for file in files)


def test_a_picture_waits_for_what_is_counted_in_the_background(
    qapp: QApplication, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    factory.indicator(workspace.store, counted=Counted.AGREEMENTS_IN_FORCE, frequency=Frequency.QUARTERLY)
    shown: list[int] = []
    show = SeriesBoard.show_indicators

    def show_later(board: SeriesBoard, indicators: Sequence[Indicator]) -> None:
        show(board, indicators)
        shown.append(len(indicators))

    def grab(widget: QWidget) -> QPixmap:
        if isinstance(widget, MainWindow) and widget.page_key == "indicators":
            shown.append(-1)
        return QWidget.grab(widget)

    monkeypatch.setattr(SeriesBoard, "show_indicators", show_later)
    monkeypatch.setattr(MainWindow, "grab", grab)
    app.pictures(workspace, tmp_path, Settings(scheme="light"))
    assert shown.index(1) < shown.index(-1), "the series is drawn, and then its picture is taken"


def test_a_window_that_is_gone_hears_of_nothing(qapp: QApplication, workspace: Workspace, tmp_path: Path) -> None:
    app.pictures(workspace, tmp_path, Settings(scheme="light"))
    assert edit.save(workspace.store, ORGANISATIONS, {"name_sv": "Efteråt"}).id
