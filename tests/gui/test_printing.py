"""Printing from the window: a record, a list, and what is said afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.main_window import MainWindow
from tests import factory
from tests.gui.conftest import Answers
from tests.reports import paper


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> MainWindow:
    """The organisations, two of them; files go to the test's folder under the suggested name."""
    for name in ("Åbo Akademi", "Örebro universitet"):
        factory.organisation(desk.store, name_sv=name)
    monkeypatch.setattr(places, "choose_to_write", lambda parent, title, suggested: tmp_path / suggested.name)
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.show_page("organisations")
    return made


def written(qtbot: QtBot, tmp_path: Path) -> Path:
    """The PDF, once it is there."""
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("*.pdf"))), timeout=20_000)
    return next(tmp_path.glob("*.pdf"))


def test_the_selected_record_is_printed(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.actions_["print"].trigger()
    file = written(qtbot, tmp_path)
    qtbot.waitUntil(lambda: window.toast.isVisible())
    assert file.name == "kidesk-organisation-abo-akademi.pdf"
    assert "Åbo Akademi" in paper.text(file)


def test_the_list_is_printed_as_it_is_filtered(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = window.pages["organisations"]
    page.model.show(typed="orebro")  # type: ignore[attr-defined]
    window.actions_["print-list"].trigger()
    text = paper.text(written(qtbot, tmp_path))
    assert "Örebro universitet" in text
    assert "Åbo Akademi" not in text
    qtbot.waitUntil(lambda: window.toast.isVisible())


def test_a_file_that_cannot_be_written_is_told(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    monkeypatch.setattr(places, "choose_to_write", lambda parent, title, suggested: tmp_path / "none" / "x.pdf")
    window.actions_["print"].trigger()
    qtbot.waitUntil(lambda: bool(answers.asked), timeout=20_000)
    assert "x.pdf" in answers.asked[0]


def test_printing_that_is_stopped_leaves_no_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    monkeypatch.setattr(tasks.Task, "_progress", lambda task, done, whole: False)
    window.actions_["print-list"].trigger()
    qtbot.waitUntil(lambda: window.toast.isVisible(), timeout=20_000)
    assert list(tmp_path.glob("*.pdf")) == []
    assert answers.asked == []
