"""What is read of a record's parts in the details: lines of their own, dates aligned, a long history folded."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.main_window import MainWindow
from kidesk.gui.part_entries import Entry, PartEntries, entries
from kidesk.gui.plain import PlainLabel
from kidesk.gui.record_page import RecordPage
from kidesk.i18n import Language
from kidesk.records import AGREEMENTS, DECISION_ROUTES, PERSONS
from kidesk.records.academic_year import AcademicYear
from kidesk.records.agreement import ExchangeNumber, StatusChange
from kidesk.records.agreement_terms import AgreementStatus, DurationUnit, ExchangeKind
from kidesk.records.decision_route import RouteRow
from kidesk.records.fields import Parts
from kidesk.records.organisation import Organisation
from kidesk.records.person import PersonEmail
from kidesk.records.record_type import RecordType
from tests import factory

EN = Language("en")
pytestmark = pytest.mark.usefixtures("frozen_day")


def parts(record_type: RecordType, key: str) -> Parts:
    """The field of a record's parts."""
    field = record_type.field(key)
    assert isinstance(field, Parts)
    return field


def test_a_history_stands_under_its_days_with_the_latest_first() -> None:
    steps = [
        StatusChange(status=AgreementStatus.IDEA, on=dt.date(2025, 1, 2), explanation=""),
        StatusChange(status=AgreementStatus.IN_FORCE, on=dt.date(2026, 3, 4), explanation="Both have signed"),
    ]
    assert entries(parts(AGREEMENTS, "status_changes"), steps, EN) == [
        Entry("4 Mar 2026", "In force", ("Both have signed",)),
        Entry("2 Jan 2025", "Idea"),
    ]


def test_numbers_stand_by_year_and_direction_with_the_count_at_the_edge() -> None:
    here, there = Organisation(name_sv="Hit", name_en="Here"), Organisation(name_sv="Dit", name_en="There")
    field = parts(AGREEMENTS, "numbers")
    assert isinstance(field.fields[0], AcademicYear)
    row = ExchangeNumber(
        academic_year=2024, sending=here, receiving=there, kind=ExchangeKind.STUDENT_STUDIES, persons=7
    )
    assert entries(field, [row], EN) == [Entry("2024/25", "Here → There", ("Student studies",), "7")]


def test_what_is_said_in_two_languages_is_read_in_the_readers(desk: Desk) -> None:
    row = RouteRow(position=1, types=[], levels=[], decided_sv="rektor", decided_en="the President", is_strategic=True)
    said = {code: entries(parts(DECISION_ROUTES, "rows"), [row], Language(code))[0].lines for code in ("sv", "en")}
    assert said["en"] == ("Only strategic agreements", "Decides (English): the President")
    assert said["sv"] == ("Endast strategiska avtal", "Beslutar (svenska): rektor")


def test_what_is_true_of_a_part_is_told_and_what_is_not_is_not() -> None:
    field = parts(PERSONS, "emails")
    shown = [PersonEmail(address="a@example.org", has_opted_out=True), PersonEmail(address="b@example.org")]
    first, second = entries(field, shown, EN)
    assert first.lines[0].endswith("Opted out")
    assert not any("Opted out" in line for line in second.lines)


def test_a_long_list_is_folded_until_all_is_asked_for(qtbot: QtBot, desk: Desk) -> None:
    view = PartEntries(desk, [Entry(str(number), f"Step {number}") for number in range(7)])
    qtbot.addWidget(view)
    view.show()

    def seen() -> list[str]:
        labels = (label for label in view.findChildren(PlainLabel) if label.isVisible())
        return [label.text() for label in labels if label.text().startswith("Step")]

    assert sorted(seen()) == [f"Step {number}" for number in range(4)]
    button = view.findChild(QPushButton)
    assert button is not None
    assert button.text() == "Visa alla 7"
    button.click()
    assert len(seen()) == 7
    assert not button.isVisible()


def test_a_condition_is_read_without_headings(qtbot: QtBot, desk: Desk) -> None:
    here, there = factory.organisation(desk.store, name_sv="Hit"), factory.organisation(desk.store, name_sv="Dit")
    condition = {
        "sending_id": here.id,
        "receiving_id": there.id,
        "persons_per_year": 4,
        "duration": 20,
        "duration_unit": DurationUnit.MONTHS,
        "eqf_levels": ["7"],
        "first_year": 2023,
        "last_year": 2027,
    }
    number = factory.agreement(desk.store, conditions=[condition]).id
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    window.show_record(AGREEMENTS, number)
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    said = [label.text() for label in page.detail.findChildren(PlainLabel)]
    assert "Hit → Dit" in said
    assert "4 personer per år · 20 månader · 2023/24 – 2027/28" in said
    assert "EQF 7" in said
