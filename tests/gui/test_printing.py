"""Printing from the window: every way to a preview leads there, and to one only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.main_window import MainWindow
from kidesk.gui.preview.window import Preview
from kidesk.gui.record_page import RecordPage
from kidesk.records import PERSONS
from tests import factory
from tests.gui.test_preview import LONG, settle, text


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The organisations, two of them."""
    for name in ("Åbo Akademi", "Örebro universitet"):
        factory.organisation(desk.store, name_sv=name)
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.show_page("organisations")
    return made


def opened(qtbot: QtBot, window: MainWindow) -> Preview:
    """The one preview that is open, once its pages are there."""
    previews = [one for one in window.findChildren(Preview) if one.isVisible()]
    assert len(previews) == 1
    settle(qtbot, previews[0])
    return previews[0]


def page(window: MainWindow, key: str) -> RecordPage:
    """A page of records."""
    found = window.pages[key]
    assert isinstance(found, RecordPage)
    return found


def test_the_selected_record_is_previewed(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview = opened(qtbot, window)
    assert "Åbo Akademi" in text(preview)
    assert preview.windowTitle() == "Åbo Akademi"
    assert not preview.isModal(), "one goes on working beside it"


def test_the_list_is_previewed_as_it_is_filtered(window: MainWindow, qtbot: QtBot) -> None:
    page(window, "organisations").model.show(typed="orebro")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_P, both)
    said = text(opened(qtbot, window))
    assert "Örebro universitet" in said
    assert "Åbo Akademi" not in said


def test_what_is_previewed_already_is_brought_to_the_front(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_["print"].trigger()
    first = opened(qtbot, window)
    window.activateWindow()
    window.actions_["print"].trigger()
    assert opened(qtbot, window) is first
    first.close()
    window.actions_["print"].trigger()
    assert opened(qtbot, window) is not first


def test_an_agreement_and_a_plan_have_their_reports(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    factory.agreement(desk.store, title_sv="Avtal om prov")
    factory.plan(desk.store, title_sv="Plan för prov")
    window.show_page("agreements")
    page(window, "agreements").show_everything()
    window.actions_["print"].trigger()
    summary = opened(qtbot, window)
    assert "Sammanfattning av avtal" in text(summary)
    summary.close()
    window.actions_["status"].trigger()
    assert "Plan för prov" in text(opened(qtbot, window))


def test_a_protected_identity_is_refused(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    hidden = factory.person(desk.store, family_name="Hemlig", has_protected_identity=True)
    window.printing.record(PERSONS, hidden.id)
    preview = opened(qtbot, window)
    assert preview.made is None
    assert "skyddad" in preview.banner.label.text()


def test_the_window_closes_its_previews_and_leaves_nothing_running(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_["print-list"].trigger()
    window.actions_["print"].trigger()
    previews = window.findChildren(Preview)
    assert len(previews) == 2
    window.close()
    assert not window.isVisible()
    assert not any(preview.isVisible() for preview in previews)
    assert QThreadPool.globalInstance().activeThreadCount() == 0
    assert QThreadPool.globalInstance().waitForDone(LONG)
