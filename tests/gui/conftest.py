"""A desk with a real workspace, and dialogs that answer themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from kidesk.gui import ask
from kidesk.gui.desk import Desk
from kidesk.settings import Settings
from kidesk.store.workspace import Workspace


@pytest.fixture
def desk(qapp: QApplication, workspace: Workspace) -> Iterator[Desk]:
    """A desk in Swedish and light colours on an empty workspace."""
    made = Desk(qapp, workspace, Settings(language="sv", scheme="light", who="Åsa Östberg"), lambda changed: None)
    yield made
    made.deleteLater()


@pytest.fixture(autouse=True)
def _nothing_stays_alive(qapp: QApplication) -> Iterator[None]:
    """Deletes the widgets of a test after it: restyling those of all earlier tests would take seconds."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class Answers:
    """What the person at the screen answers; every question is remembered."""

    def __init__(self) -> None:
        self.key: str | None = None
        self.asked: list[str] = []

    def __call__(self, parent: Any, title: str, text: str, answers: list[ask.Answer], icon: str = "") -> str:
        """Answers `key`, or as Escape would."""
        self.asked.append(f"{title}: {text}")
        return self.key if self.key is not None else answers[-1].key


@pytest.fixture(autouse=True)
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Answers all questions, as Escape would unless `key` is set: a question nobody answers would hang the tests."""
    made = Answers()
    monkeypatch.setattr(ask, "choose", made)
    return made
