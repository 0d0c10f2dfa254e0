"""A quarter assessed and sealed with keys alone stays on paper as it was, whatever is changed afterwards."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from kidesk import cli, paths, settings
from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.seal import SealDialog
from kidesk.gui.main_window import MainWindow
from kidesk.i18n import CODES
from kidesk.operations import change_unit, edit
from kidesk.operations.agreement_status import change_status
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.assessment_round import assessment_round
from kidesk.operations.seal_quarter import held, reopen, seal
from kidesk.operations.start_workspace import load_starter
from kidesk.records import AGREEMENTS, INDICATORS, PLAN_ITEMS
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.indicator import Indicator
from kidesk.records.organisation import Names
from kidesk.records.plan import Plan, PlanKind
from kidesk.records.plan_item import PlanItem, assessment_in
from kidesk.records.quarter import Colour, Period, Quarter, RedReason
from kidesk.store.store import Store
from tests import factory
from tests.conftest import WHO
from tests.gui.keys import focus, press, write
from tests.reports import paper

# The offscreen platform says that it leaves size hints alone.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

SPRING, SUMMER, AUTUMN = Period(2026, 1), Period(2026, 2), Period(2026, 3)
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
# What the keys G, Y, R and D choose, one activity after the other.
COLOURS = Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.NOT_DUE
REPORTS = {
    "quarterly-status": ("--quarter", SUMMER.name),
    "quarter-comparison": ("--from", SPRING.name, "--to", SUMMER.name),
    "activity-matrix": ("--quarter", SUMMER.name),
}
Printed = dict[tuple[str, str], str]
Print = Callable[[], Printed]


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, frozen_day: object) -> MainWindow:
    """The window with the starter content, a sealed quarter, an agreement and hits in the media, in English."""
    store = desk.store
    desk.use(language="en", who=WHO)
    load_starter(store)
    day = dt.date(2026, 4, 20)
    factory.agreement(
        store, title_sv="Avtal om möten", title_en="Meeting agreement", status=AgreementStatus.IN_FORCE,
        signed_own_on=day, signed_partner_on=day, effective_on=day, end_on=dt.date(2026, 12, 31),
    )  # fmt: skip
    _set_hits(store, 1234)
    spring = factory.quarter(store, name=SPRING.name).id
    for item in _activities(store)[:3]:
        assess(store, item.id, spring, Judgement(Colour.YELLOW, "Planeras nu", "Planned now"))
    seal(store, SPRING.name, desk.settings)
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def sealed(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The same once all 47 activities are assessed, and the quarter sealed, with keys alone."""
    page = window.asides.assessment
    window.show_page("plan")
    window.focus_page()
    press(Key.Key_A, at=CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.stack.currentWidget() is page
    page.bar.quarter.setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_Down)
    page.next.button.setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_Space)
    assert page.bar.said.text() == "0 of 47 assessed"
    numbers = [one.item.id for one in page.list.rows.activities()]
    for place, number in enumerate(numbers):
        assert page.current() == number
        assert page.bar.said.text() == f"{place} of 47 assessed"
        _judge(place)
    assert page.next.words.text() == "All 47 activities are assessed."
    assert focus() is page.next.button
    press(Key.Key_Space)
    dialog = next(one for one in window.findChildren(SealDialog) if one.isVisible())
    qtbot.keyClick(dialog, Key.Key_Return)
    assert held(window.desk.store, SUMMER) is not None
    return window


def _judge(place: int) -> None:
    """Assesses the activity shown: each fourth is red, with its reason and a comment of its own."""
    press((Key.Key_G, Key.Key_Y, Key.Key_R, Key.Key_D)[place % 4])
    if COLOURS[place % 4] == Colour.RED:
        press(Key.Key_2, Key.Key_C)
        write(f"Ingen tid {place}")
        press(Key.Key_Tab)
        write(f"No time {place}")
    press(Key.Key_Return, at=CTRL)


def _activities(store: Store) -> list[PlanItem]:
    """Those of the action plan, in its order."""
    (plan,) = store.rows(select(Plan).where(Plan.kind == PlanKind.ACTION_PLAN))
    found = assessment_round(store, plan.id, SUMMER, settings.Settings())
    assert found is not None
    by_id = {item.id: item for item in store.all(PlanItem)}
    return [by_id[one.item.id] for one in found.activities]


def _set_hits(store: Store, latest: int) -> None:
    series = next(one for one in store.all(Indicator) if one.name_en == "Media exposure, international")
    values = [{"period": "2026-03", "value": 1000}, {"period": "2026-04", "value": latest}]
    edit.save(store, INDICATORS, {"values": values}, number=series.id)


@pytest.fixture
def print_all(desk: Desk, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Print:
    """Prints everything about the quarter, in both languages, from a copy of the folder: the window has it open."""

    def printed() -> Printed:
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("lock"))
        try:
            return dict(_printed(copy, capsys))
        finally:
            shutil.rmtree(copy)

    return printed


def _printed(copy: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[tuple[tuple[str, str], str]]:
    target = copy / "report.pdf"
    for code in CODES:
        for report, given in REPORTS.items():
            _kidesk(copy, code, "export", report, *given, "--language", code, "--output", str(target))
            yield (report, code), paper.text(target)
        for more in ((), ("--json",)):
            capsys.readouterr()
            _kidesk(copy, code, "compare", "--from", SPRING.name, "--to", SUMMER.name, *more)
            yield (f"compare {' '.join(more)}", code), capsys.readouterr().out


def _kidesk(folder: Path, code: str, *given: str) -> None:
    assert cli.main(["--workspace", str(folder), "--language", code, *given]) == 0


def test_what_is_assessed_with_keys_alone_is_kept_as_it_was_typed(sealed: MainWindow) -> None:
    judged = [assessment_in(item, SUMMER.name) for item in _activities(sealed.desk.store)]
    assert [one.colour for one in judged if one] == [COLOURS[place % 4] for place in range(47)]
    for place, one in enumerate(judged):
        assert one is not None
        is_red = place % 4 == 2
        assert (one.comment_sv, one.comment_en) == ((f"Ingen tid {place}", f"No time {place}") if is_red else ("", ""))
        assert one.reason == (RedReason.COULD_NOT_BE_PRIORITISED if is_red else RedReason.NONE)
        assert one.assessed_by == WHO


def test_a_sealed_quarter_is_printed_and_compared_as_it_was_until_it_is_reopened(
    sealed: MainWindow,
    print_all: Print,
    freeze: Callable[[dt.date], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = sealed.desk.store
    before = print_all()
    for code, said in (("sv", "Ingen tid 46"), ("en", "No time 46")):
        assert said in before["quarterly-status", code]
    freeze(dt.date(2026, 9, 1))
    monkeypatch.setattr(paths, "settings_file", lambda: tmp_path / "settings.toml")
    settings.save(settings.Settings(organisation_name="Another university"), tmp_path / "settings.toml")
    gone = _change_everything(sealed.desk)
    assert print_all() == before
    reopen(store, SUMMER.name, "To see that the changes reach an open quarter")
    after = print_all()
    status = after["quarterly-status", "en"]
    for said in ("The Bureau", "Another university", "99,999", "Meetings no more", "Terminated"):
        assert said not in before["quarterly-status", "en"]
        assert said in status, said
    assert gone in before["quarterly-status", "en"]
    assert gone not in status
    assert all(after[key] != before[key] for key in before)


def _change_everything(desk: Desk) -> str:
    """Changes what the sealed quarter says, wherever that may be done, and returns the title of a deleted activity."""
    store = desk.store
    activities = _activities(store)
    unit = next(role.unit for item in activities for role in item.units if role.unit is not None)
    change_unit.rename(store, unit.id, Names("Byrån", "The Bureau", "B"), SUMMER.first_day)
    _comment_anew(store, activities[2])
    doomed = next(item for item in activities if not store.references(PlanItem, item.id))
    edit.delete(store, PLAN_ITEMS, [doomed.id])
    desk.use(language="sv")
    _set_hits(store, 99_999)
    (agreement,) = (one for one in store.all(Agreement) if one.title_en == "Meeting agreement")
    ended = dt.date(2026, 6, 15)
    change_status(store, agreement.id, AgreementStatus.TERMINATED, ended, "No more meetings")
    changed = {"title_en": "Meetings no more", "termination_effective_on": ended}
    edit.save(store, AGREEMENTS, changed, number=agreement.id)
    return doomed.caption("en")


def _comment_anew(store: Store, item: PlanItem) -> None:
    """Edits a comment: refused in the sealed quarter, done in the one after it."""
    judgement = Judgement(Colour.RED, "Ny mening", "Another mind", RedReason.COULD_NOT_BE_CARRIED_OUT)
    sealed = next(one for one in store.all(Quarter) if one.name == SUMMER.name).id
    with pytest.raises(KideskError, match="sealed"):
        assess(store, item.id, sealed, judgement)
    assess(store, item.id, factory.quarter(store, name=AUTUMN.name).id, judgement)
