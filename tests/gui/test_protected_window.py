"""A protected identity is seen nowhere in the window, but in the form that somebody means to open, which is noted."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from kidesk import paths
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.history import HistoryDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_dialog import RecordDialog
from kidesk.gui.record_page import RecordPage
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.records import PERSONS, RECORD_TYPES
from kidesk.records.privacy_decision import PrivacyDecision, PrivacyDecisionKind
from kidesk.records.record_type import RecordType
from kidesk.store.store import Listing, Store
from tests.gui.conftest import Answers
from tests.gui.seen import texts_of
from tests.operations import protected
from tests.operations.protected import Planted, leaks

SV = Language("sv")


@pytest.fixture
def planted(store: Store) -> Planted:
    """The person, in every place that a person can be chosen for."""
    return protected.plant(store)


def numbers(store: Store, record_type: RecordType) -> list[int]:
    return list(store.ids(Listing(record_type), SV))


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, store: Store, planted: Planted) -> MainWindow:
    """The window over the planted person."""
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_no_page_list_or_details_in_the_window(window: MainWindow, store: Store, planted: Planted) -> None:
    said: list[str] = []
    for key, page in window.pages.items():
        window.show_page(key)
        if isinstance(page, RecordPage):
            for number in numbers(store, page.type):
                page.select(number)
                QApplication.processEvents()
                said += texts_of(page.findChildren(RecordDetail)[0])
        said += [*texts_of(page), window.windowTitle(), window.statusBar().currentMessage()]
    window.show_partner(planted.organisation)
    said += [*texts_of(window), window.windowTitle()]
    assert leaks("\n".join(said)) == []


def test_no_hit_of_the_palette(window: MainWindow, planted: Planted) -> None:
    said = [hit.text for secret in (*protected.SECRETS, "Skyddade", "") for hit in window.palette_.look_up(secret)]
    assert leaks("\n".join(said)) == []


def test_no_history(window: MainWindow, store: Store, planted: Planted, desk: Desk) -> None:
    edit.save(store, PERSONS, {"family_name": f"{protected.FAMILY} Ny"}, number=planted.person)
    said = []
    for record_type in RECORD_TYPES:
        for number in numbers(store, record_type):
            dialog = HistoryDialog(desk, record_type, number, window)
            said += texts_of(dialog)
            dialog.close()
    assert leaks("\n".join(said)) == []


def test_opening_the_form_is_asked_for_and_noted(
    window: MainWindow,
    store: Store,
    planted: Planted,
    answers: Answers,
) -> None:
    window.work.edit(PERSONS, planted.person)
    assert window.work.dialog is None
    assert store.rows(select(PrivacyDecision)) == []
    answers.key = "open"
    window.work.edit(PERSONS, planted.person)
    opened = window.findChildren(RecordDialog)
    assert len(opened) == 1
    assert leaks(opened[0].windowTitle()) == []
    (decision,) = store.rows(select(PrivacyDecision))
    assert decision.kind == PrivacyDecisionKind.ACCESS
    opened[0].reject()


def test_no_words_after_an_undo_and_none_in_the_logs(window: MainWindow, store: Store, planted: Planted) -> None:
    edit.save(store, PERSONS, {"family_name": f"{protected.FAMILY} Ny"}, number=planted.person)
    window.work.undo()
    assert leaks("\n".join(texts_of(window.toast))) == []
    logs = paths.log_folder()
    said = [file.read_text("utf-8", "replace") for file in logs.glob("*")] if logs.exists() else []
    assert leaks("\n".join(said)) == []
