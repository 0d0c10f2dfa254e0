"""A personal identity number typed in a window is refused beside its field; what else was typed stays."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.few_fields import FewFieldsDialog
from kidesk.gui.main_window import MainWindow
from kidesk.gui.record_dialog import RecordDialog
from kidesk.records import PERSONS
from kidesk.records.person import Person
from kidesk.store.store import Store
from tests import factory
from tests.gui.seen import texts_of
from tests.store.dumping import dump

NUMBER = "19811218-9876"  # Skatteverket's own example
LANGUAGES = {"sv": "personnummer", "en": "personal identity number"}
each_language = pytest.mark.parametrize("code", LANGUAGES)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def _type(dialog: RecordDialog | FewFieldsDialog, key: str, value: Any) -> None:
    dialog.boxes[key].editor.set_value(value)


def _told(dialog: RecordDialog | FewFieldsDialog, code: str, typed: str) -> None:
    """The dialog says it, does not repeat the number, and is still there with what was typed."""
    assert dialog.isVisible()
    labels = [one for one in texts_of(dialog) if LANGUAGES[code] in one]
    assert labels
    assert not any("9876" in one for one in labels)
    assert any(typed in one for one in texts_of(dialog))


@each_language
def test_a_form_keeps_what_else_was_typed(window: MainWindow, desk: Desk, store: Store, code: str) -> None:
    desk.use(language=code)
    dialog = RecordDialog(desk, PERSONS, None, parent=window)
    dialog.show()
    for key, value in (("given_name", "Maja"), ("family_name", "Lind"), ("notes", f"Född {NUMBER}")):
        _type(dialog, key, value)
    assert not dialog.save()
    _told(dialog, code, "Maja")
    assert store.all(Person) == []
    _type(dialog, "notes", "")
    assert dialog.save()
    assert [one.given_name for one in store.all(Person)] == ["Maja"]


@each_language
def test_a_note_keeps_what_else_was_typed(window: MainWindow, desk: Desk, store: Store, code: str) -> None:
    desk.use(language=code)
    window.ambassadors.do("engagement", factory.ambassador(store).id)
    (dialog,) = window.findChildren(FewFieldsDialog)
    _type(dialog, "title", "Föreläsning")
    _type(dialog, "outcome", f"Ring {NUMBER}")
    dialog.save()
    _told(dialog, code, "Föreläsning")
    assert "9876" not in str(dump(store))
    dialog.reject()


@each_language
def test_what_only_the_store_finds_is_said_as_well(window: MainWindow, desk: Desk, store: Store, code: str) -> None:
    desk.use(language=code)
    number = factory.person(store).id
    window.privacy.keep(number)
    (dialog,) = window.findChildren(FewFieldsDialog)
    _type(dialog, "keep_until", dt.date(2099, 1, 1))
    _type(dialog, "keep_because", f"Avtalet med {NUMBER} gäller")
    dialog.save()
    _told(dialog, code, "Avtalet med")
    assert "9876" not in str(dump(store))
    dialog.reject()
