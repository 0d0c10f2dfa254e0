"""What the windows say of English texts that the Swedish has left behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.history import HistoryDialog
from kidesk.gui.parity_note import ParityNote
from kidesk.gui.record_detail import RecordDetail
from kidesk.gui.record_dialog import RecordDialog
from kidesk.operations import edit
from kidesk.operations.outdated_translations import outdated_translations
from kidesk.records import INDICATORS
from kidesk.records.indicator import Indicator
from tests import factory


@pytest.fixture
def series(desk: Desk) -> Indicator:
    """A series whose name and one remark were changed in Swedish alone."""
    note = {"period": "2024-03", "note_sv": "Nytt urval", "note_en": "New sample"}
    made = factory.indicator(desk.store, name_sv="Träffar", name_en="Hits", annotations=[note])
    changed = [{"id": made.annotations[0].id} | note | {"note_sv": "Ny metod"}]
    edit.save(desk.store, INDICATORS, {"name_sv": "Omnämnanden", "annotations": changed}, number=made.id)
    return read(desk, made.id)


def read(desk: Desk, number: int) -> Indicator:
    """The series as it is now."""
    found = desk.store.get(Indicator, number)
    assert found is not None
    return found


def test_the_detail_pane_names_them_and_one_is_said_to_hold_from_the_keyboard(
    qtbot: QtBot, desk: Desk, series: Indicator
) -> None:
    detail = RecordDetail(desk, INDICATORS)
    qtbot.addWidget(detail)
    detail.show_record(series)
    detail.show()
    note = detail.findChild(ParityNote)
    assert note is not None
    assert note.isVisible()
    said = [button.accessibleName() for button in note.buttons]
    assert said == [
        "Översättningen gäller fortfarande: Namn på engelska",
        "Översättningen gäller fortfarande: Notering på engelska (2024-03)",
    ]
    note.buttons[0].setFocus()
    qtbot.keyClick(note.buttons[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: [one.text.stem for one in outdated_translations(desk.store)] == ["note"])


def test_nothing_is_seen_where_all_is_translated(qtbot: QtBot, desk: Desk) -> None:
    detail = RecordDetail(desk, INDICATORS)
    qtbot.addWidget(detail)
    detail.show_record(factory.indicator(desk.store))
    detail.show()
    note = detail.findChild(ParityNote)
    assert note is not None
    assert not note.isVisible()


def test_the_form_marks_the_english_field_and_the_list_and_no_other(
    qtbot: QtBot, desk: Desk, series: Indicator
) -> None:
    dialog = RecordDialog(desk, INDICATORS, series)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    marked = {key for key, box in dialog.boxes.items() if not box.parity.isHidden()}
    assert marked == {"name_en", "annotations"}
    mark = dialog.boxes["annotations"].parity
    assert mark.word.text() == "Ändrad sedan översättningen: Notering på engelska (2024-03)"
    assert dialog.boxes["name_en"].parity.word.text() == "Ändrad sedan översättningen"
    assert not dialog.is_dirty


def test_the_history_says_in_words_which_text_was_marked(qtbot: QtBot, desk: Desk, series: Indicator) -> None:
    dialog = HistoryDialog(desk, INDICATORS, series.id)
    qtbot.addWidget(dialog)
    changes = [change for step in dialog.steps for change in step.changes]
    assert ("Ändrad sedan översättningen", "—", "Namn på engelska") in [
        (change.label, change.before, change.after) for change in changes
    ]
