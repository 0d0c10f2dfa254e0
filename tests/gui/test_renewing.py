"""Renewing and judging agreements in the window, and the family beside their details."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from kidesk.gui.cards import RowButton
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.note_activity import NoteActivityDialog
from kidesk.gui.dialogs.renew import RenewDialog
from kidesk.gui.editor import Editor
from kidesk.gui.family_pane import FamilyPane
from kidesk.gui.main_window import MainWindow
from kidesk.gui.record_page import RecordPage
from kidesk.operations import edit
from kidesk.operations.renew_agreement import Renewal, renew
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_terms import ActivityLevel, AgreementStatus
from tests import factory
from tests.conftest import DAY
from tests.gui.conftest import Answers
from tests.store.dumping import dump

TERM = {"effective_on": dt.date(2022, 1, 1), "end_on": dt.date(2026, 12, 31)}


@pytest.fixture
def old(desk: Desk, frozen_day: dt.date) -> Agreement:
    """An agreement of 2022 to 2026 with an agreement under it."""
    made = factory.agreement(desk.store, title_sv="Ramavtal", status=AgreementStatus.IN_FORCE, **TERM)
    factory.agreement(desk.store, title_sv="Utbyte", parent_id=made.id, status=AgreementStatus.IN_FORCE)
    return made


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, old: Agreement) -> Iterator[MainWindow]:
    """The window with the agreement shown."""
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1360, 860)
    made.show()
    made.activateWindow()
    made.show_record(AGREEMENTS, old.id)
    yield made
    for dialog in (*made.findChildren(RenewDialog), *made.findChildren(NoteActivityDialog)):
        dialog.close()


def pane(window: MainWindow) -> FamilyPane:
    """The family shown now."""
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    (found,) = (one for one in page.detail.findChildren(FamilyPane) if one.isVisible())
    return found


def words(window: MainWindow) -> str:
    """What the family says."""
    return "\n".join(label.text() for label in pane(window).findChildren(QLabel))


def press(window: MainWindow, qtbot: QtBot, text: str) -> None:
    """Presses a button of the family by keyboard."""
    (button,) = (one for one in pane(window).findChildren(QAbstractButton) if one.text() == text)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    QApplication.processEvents()


def told(window: MainWindow) -> str:
    """What the toast says."""
    return "\n".join(label.text() for label in window.toast.findChildren(QLabel))


def renewing(window: MainWindow, qtbot: QtBot) -> RenewDialog:
    """The dialog, opened by its button."""
    press(window, qtbot, "Förläng…")
    (dialog,) = window.findChildren(RenewDialog)
    return dialog


def enter(dialog: RenewDialog | NoteActivityDialog, qtbot: QtBot, key: str, value: Any) -> None:
    """Types a value into a field, or chooses it."""
    editor = dialog.boxes[key].editor
    assert isinstance(editor, Editor)
    editor.set_value(value)
    editor.changed.emit()


def typed(dialog: RenewDialog, key: str) -> object:
    """What stands in a field."""
    return dialog.boxes[key].editor.state()


def stored(desk: Desk, number: int) -> Agreement:
    """An agreement as it is stored."""
    row = desk.store.get(Agreement, number)
    assert row is not None
    return row


def current(window: MainWindow) -> Agreement:
    """The agreement that the page shows."""
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    assert isinstance(page.detail.record, Agreement)
    return page.detail.record


# Renew


def test_a_renewal_is_prepared_and_shown_and_the_toast_takes_it_back(
    window: MainWindow, desk: Desk, old: Agreement, qtbot: QtBot
) -> None:
    before = dump(desk.store)
    dialog = renewing(window, qtbot)
    assert (typed(dialog, "start"), typed(dialog, "end")) == ("2027-01-01", "2031-12-31")
    assert not dialog.boxes["signed_own_on"].isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    new = current(window)
    assert (new.renews_id, new.status) == (old.id, AgreementStatus.IN_PREPARATION)
    assert stored(desk, old.id).status == AgreementStatus.UNDER_RENEWAL
    assert "Det här är förlängningen" in told(window)
    window.actions_["undo"].trigger()
    assert dump(desk.store) == before
    assert "Förlängningen togs tillbaka" in told(window)


def test_a_signed_renewal_takes_over_with_what_stands_under_the_old_one(
    window: MainWindow, desk: Desk, old: Agreement, qtbot: QtBot
) -> None:
    dialog = renewing(window, qtbot)
    dialog.how.setCurrentIndex(1)
    assert not dialog.moves_children.isVisible()
    enter(dialog, qtbot, "start", DAY)
    assert "1" in dialog.moves_children.text()
    assert dialog.moves_children.isVisible()
    for key in ("signed_own_on", "signed_partner_on"):
        enter(dialog, qtbot, key, dt.date(2026, 5, 1))
    dialog.save()
    new = current(window)
    assert new.status == AgreementStatus.IN_FORCE
    assert stored(desk, old.id).status == AgreementStatus.SUPERSEDED
    assert [one.text() for one in pane(window).findChildren(RowButton)][0] == "Utbyte"


def test_the_end_follows_the_start_until_one_is_typed(window: MainWindow, qtbot: QtBot) -> None:
    dialog = renewing(window, qtbot)
    enter(dialog, qtbot, "start", dt.date(2027, 3, 1))
    assert typed(dialog, "end") == "2032-02-29"
    enter(dialog, qtbot, "end", dt.date(2030, 6, 30))
    enter(dialog, qtbot, "start", dt.date(2027, 4, 1))
    assert typed(dialog, "end") == "2030-06-30"


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_written(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    before = dump(desk.store)
    dialog = renewing(window, qtbot)
    enter(dialog, qtbot, "end", dt.date(2026, 12, 1))
    dialog.save()
    assert "2026-12-01" in dialog.boxes["end"].problem.text()
    assert dialog.boxes["end"].editor.focusProxy() is dialog.focusWidget()
    dialog.how.setCurrentIndex(1)
    dialog.save()
    assert dialog.boxes["signed_own_on"].problem.text() == desk.text("This field must be filled in.")
    dialog.boxes["start"].editor.control.setText("i morgon")  # type: ignore[union-attr]
    dialog.save()
    assert "i morgon" in dialog.boxes["start"].problem.text()
    assert dialog.isVisible()
    assert dump(desk.store) == before


def test_the_dialog_tells_what_will_happen_in_the_language_of_the_window(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    dialog = renewing(window, qtbot)
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Under förlängning" in said
    desk.use(language="en")
    dialog.how.setCurrentIndex(1)
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "goes on until you put the renewal in force" in said
    enter(dialog, qtbot, "start", DAY)
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "is superseded from the first day" in said
    assert "Move the 1 agreement" in dialog.moves_children.text()


def test_what_is_renewed_already_says_by_what(window: MainWindow, desk: Desk, old: Agreement, answers: Answers) -> None:
    new = renew(desk.store, old.id, Renewal(dt.date(2027, 1, 1), None), desk.language)
    window.show_record(AGREEMENTS, old.id)
    window.actions_["renew"].trigger()
    assert f"avtal {new}" in answers.asked[-1]
    assert window.findChildren(RenewDialog) == []


def test_the_command_asks_for_an_agreement_where_none_is_shown(window: MainWindow) -> None:
    window.show_page("overview")
    window.actions_["renew"].trigger()
    assert "Gå först till avtalet" in told(window)


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        (AgreementStatus.IDEA, []),
        (AgreementStatus.IN_FORCE, ["Förläng…", "Notera aktivitet…"]),
        (AgreementStatus.EXPIRED, ["Förläng…"]),
        (AgreementStatus.TERMINATED, []),
    ],
)
def test_only_what_makes_sense_is_offered(
    window: MainWindow, desk: Desk, status: AgreementStatus, offered: list[str]
) -> None:
    window.show_record(AGREEMENTS, factory.agreement(desk.store, status=status).id)
    buttons = [one for one in pane(window).findChildren(QAbstractButton) if not isinstance(one, RowButton)]
    assert [one.text() for one in buttons] == offered


# Activity


def test_activity_is_noted_with_day_and_evidence_and_seen_at_once(
    window: MainWindow, desk: Desk, old: Agreement, qtbot: QtBot
) -> None:
    assert "Ingen aktivitet är känd." in words(window)
    press(window, qtbot, "Notera aktivitet…")
    (dialog,) = window.findChildren(NoteActivityDialog)
    dialog.save()
    assert dialog.boxes["activity_evidence"].problem.text() == "Ange vad bedömningen grundas på."
    enter(dialog, qtbot, "activity_evidence", "Gemensam artikel")
    enter(dialog, qtbot, "activity_on", None)
    dialog.save()
    assert dialog.boxes["activity_on"].problem.text() == desk.text("This field must be filled in.")
    enter(dialog, qtbot, "activity_on", DAY)
    dialog.save()
    assert stored(desk, old.id).activity == ActivityLevel.ALIVE
    assert "Levande" in words(window)
    assert "4 maj 2026 · Bedömt som levande: Gemensam artikel" in words(window)
    window.actions_["undo"].trigger()
    assert "Ingen aktivitet är känd." in words(window)


def test_a_dormant_agreement_says_who_judged_and_what_was_seen_last(
    window: MainWindow, desk: Desk, old: Agreement
) -> None:
    factory.interaction(desk.store, title="Besök", agreement_id=old.id, on=dt.date(2026, 1, 5))
    values = {"activity": ActivityLevel.DORMANT, "activity_on": DAY, "activity_evidence": "Inget svar"}
    edit.save(desk.store, AGREEMENTS, values, number=old.id)
    said = words(window)
    assert "Vilande" in said
    assert "4 maj 2026 · Bedömt som vilande: Inget svar" in said
    assert "5 jan. 2026 · Kontakt: Besök" in said


# Family


def test_the_family_leads_from_one_to_another_by_keyboard(window: MainWindow, qtbot: QtBot, old: Agreement) -> None:
    press(window, qtbot, "Utbyte")
    assert current(window).caption("sv") == "Utbyte"
    press(window, qtbot, "Ramavtal")
    assert current(window).id == old.id


def test_versions_say_what_changed_and_lead_to_each_other(
    window: MainWindow, desk: Desk, qtbot: QtBot, old: Agreement, freeze: Callable[[dt.date], None]
) -> None:
    amendments = [{"from_on": dt.date(2024, 1, 1), "concerns": "Fler platser"}]
    edit.save(desk.store, AGREEMENTS, {"amendments": amendments}, number=old.id)
    assert "Tillägg från 1 jan. 2024: Fler platser" in words(window)
    new = renew(desk.store, old.id, Renewal(dt.date(2027, 1, 1), None), desk.language)
    window.show_record(AGREEMENTS, new)
    said = words(window)
    assert "Det här avtalet, från 1 jan. 2027 tills vidare" in said
    assert "Slutdatum: 31 dec. 2026 → tills vidare" in said
    press(window, qtbot, "1 jan. 2022 – 31 dec. 2026")
    assert current(window).id == old.id
