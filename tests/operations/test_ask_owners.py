"""Units are asked about their own activities: forms, requests on the quarter, e-mail texts, and who owes what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.ask_owners import FilesExist, ask
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.owed_answers import Owed, owed, own_activities
from kidesk.operations.owner_letter import letter
from kidesk.operations.seal_quarter import seal
from kidesk.records import ORGANISATIONS, PLAN_ITEMS, PLANS, QUARTERS
from kidesk.records.owner_request import RequestState
from kidesk.records.plan_item import Lifecycle, UnitRole
from kidesk.records.quarter import Colour, Quarter, RedReason
from kidesk.store.store import Store
from tests import factory
from tests.operations.asking import DUE, HEAD, PERIOD, Scene, asking, column, form, scene

DAY = dt.date(2026, 5, 4)
pytestmark = pytest.mark.usefixtures("frozen_day")


@pytest.fixture
def made(store: Store) -> Scene:
    return scene(store)


def _of(store: Store, unit: int, today: dt.date = DAY) -> Owed:
    return next(one for one in owed(store, PERIOD, today) if one.unit == unit)


# Whose activities


def test_a_units_own_activities_are_those_it_is_responsible_for_alone_or_together(store: Store, made: Scene) -> None:
    takes_part = {"unit_id": made.other, "role": UnitRole.PARTICIPATES}
    edit.save(store, PLAN_ITEMS, {"units": [takes_part, {"unit_id": made.unit}]}, number=made.items[0])
    own = own_activities(store, PERIOD)
    assert [item.id for item in own[made.unit]] == list(made.items)
    assert [item.id for item in own[made.other]] == [made.items[2]]


def test_what_was_dropped_or_handed_over_is_asked_of_nobody(store: Store, made: Scene) -> None:
    edit.save(store, PLAN_ITEMS, {"lifecycle": Lifecycle.DROPPED}, number=made.items[0])
    edit.save(store, PLAN_ITEMS, {"lifecycle": Lifecycle.HANDED_OVER}, number=made.items[1])
    assert [item.id for item in own_activities(store, PERIOD)[made.unit]] == [made.items[2]]


def test_a_plan_is_asked_about_from_its_first_year_until_its_copy_begins(store: Store, made: Scene) -> None:
    plan = own_activities(store, PERIOD)[made.unit][0].plan_id
    edit.save(store, PLANS, {"first_year": 2027}, number=plan)
    assert made.unit not in own_activities(store, PERIOD)
    edit.save(store, PLANS, {"first_year": 2024, "last_year": 2025}, number=plan)
    assert made.unit in own_activities(store, PERIOD)
    factory.plan(store, copied_from_id=plan, first_year=2027)
    assert made.unit in own_activities(store, PERIOD)
    factory.plan(store, copied_from_id=plan, first_year=2026)
    assert made.unit not in own_activities(store, PERIOD)


# The form


def test_a_form_shows_the_quarter_before_and_asks_about_this_one(store: Store, made: Scene, tmp_path: Path) -> None:
    (before,) = [one.id for one in store.all(Quarter) if one.name == (PERIOD - 1).name]
    assess(store, made.items[0], before, Judgement(Colour.YELLOW, "Planeras", "Planned"))
    assess(store, made.items[1], made.quarter, Judgement(Colour.RED, "Nej", "", RedReason.COULD_NOT_BE_PRIORITISED))
    sheet = load_workbook(form(store, made, tmp_path, "en")).worksheets[1]
    rows = [[cell.value for cell in row][1:] for row in sheet.iter_rows(min_row=2)]
    assert rows[0][2:5] == ["Activity", "Colour, Q1 2026", "Comment, Q1 2026"]
    assert rows[1] == [1, "1.1", "Activity 1", "Yellow", "Planned", None, None, None, None]
    assert rows[2] == [2, "1.2", "Activity 2", "Not assessed", None, "Red", "Nej", None, "Could not be prioritised"]


@pytest.mark.parametrize("code", ["sv", "en"])
def test_only_the_answers_can_be_changed_and_colours_are_chosen_from_a_list(
    store: Store, made: Scene, tmp_path: Path, code: str
) -> None:
    book = load_workbook(form(store, made, tmp_path, code))
    first, sheet = book.worksheets
    unlocked = {cell.column for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {column(sheet, key) for key in ("colour", "comment_sv", "comment_en", "reason")}
    assert sheet.protection.sheet
    assert first.protection.sheet
    assert sum(not cell.protection.locked for row in first.iter_rows() for cell in row) == 1
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    words = {str(rule.formula1): str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    colours = ",".join(Language(code).text(colour.label) for colour in Colour)
    assert words[f'"{colours}"'] == "G3:G5"
    assert len(words) == 2


@pytest.mark.parametrize(("code", "wanted"), [("sv", "Svar önskas senast"), ("en", "Answer wanted by")])
def test_the_first_sheet_says_what_is_wanted_by_when_and_what_colours_mean(
    store: Store, made: Scene, tmp_path: Path, code: str, wanted: str
) -> None:
    sheet = load_workbook(form(store, made, tmp_path, code)).worksheets[0]
    facts = {row[1].value: row[2].value for row in sheet.iter_rows()}
    assert facts[wanted] == Language(code).day(DUE)
    assert facts[Language(code).text("Red")] == Language(code).text("No known activity")


def test_no_cell_is_a_formula_whatever_titles_and_comments_say(store: Store, made: Scene, tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://example.org";"x")'
    edit.save(store, PLAN_ITEMS, {"title_sv": evil, "code": "+1"}, number=made.items[0])
    edit.save(store, ORGANISATIONS, {"name_sv": "@SUM(A1)"}, number=made.unit)
    assess(store, made.items[0], made.quarter, Judgement(Colour.GREEN, "-2+3", "#REF!"))
    book = load_workbook(form(store, made, tmp_path))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    assert evil in [cell.value for row in book.worksheets[1].iter_rows() for cell in row]


def test_a_form_says_the_same_in_the_same_bytes(store: Store, made: Scene, tmp_path: Path) -> None:
    files = [form(store, made, tmp_path / name) for name in ("one", "two")]
    assert files[0].read_bytes() == files[1].read_bytes()


# Files


def test_all_units_get_files_of_their_own_in_a_new_folder(store: Store, made: Scene, tmp_path: Path) -> None:
    found = ask(store, asking(), tmp_path / "to" / "units")
    assert sorted(one.file.name for one in found) == ["2026-Q2 Biblioteket.xlsx", "2026-Q2 Enheten för A-B.xlsx"]
    assert all(one.file.parent == tmp_path / "to" / "units" for one in found)
    assert {one.unit: one.activities for one in found} == {made.unit: 3, made.other: 1}


@pytest.mark.parametrize("name", ["../../evil", "CON", "a\x00b\u202ecod", "x" * 299, "Enheten\nför", 'a:b*c?"<>|', "."])
def test_a_units_name_never_leads_out_of_the_folder(store: Store, made: Scene, tmp_path: Path, name: str) -> None:
    edit.save(store, ORGANISATIONS, {"name_sv": name}, number=made.unit)
    folder = tmp_path / "forms"
    (asked,) = ask(store, asking(), folder, [made.unit])
    assert list(folder.iterdir()) == [asked.file]
    assert asked.file.suffix == ".xlsx"


def test_units_of_the_same_name_get_different_files(store: Store, made: Scene, tmp_path: Path) -> None:
    edit.save(store, ORGANISATIONS, {"name_sv": "BIBLIOTEKET"}, number=made.unit)
    found = ask(store, asking(), tmp_path)
    assert len({one.file.name.casefold() for one in found}) == 2


def test_a_file_that_stands_there_is_replaced_only_when_told(store: Store, made: Scene, tmp_path: Path) -> None:
    standing = tmp_path / "2026-Q2 Biblioteket.xlsx"
    standing.write_text("mine")
    with pytest.raises(FilesExist) as refusal:
        ask(store, asking(), tmp_path)
    assert refusal.value.names == (standing.name,)
    assert [file.name for file in tmp_path.glob("*.xlsx")] == [standing.name]
    assert standing.read_text() == "mine"
    assert {one.state for one in owed(store, PERIOD, DAY)} == {RequestState.NOT_ASKED}
    ask(store, asking(), tmp_path, may_replace=True)
    assert load_workbook(standing).worksheets[1].max_row == 3


def test_where_a_form_cannot_be_written_nobody_is_asked_and_nothing_stands_there(
    store: Store, made: Scene, tmp_path: Path
) -> None:
    (tmp_path / "2026-Q2 Enheten för A-B.xlsx").mkdir()
    with pytest.raises(KideskError, match="could not be written"):
        ask(store, asking(), tmp_path, may_replace=True)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == []
    assert {one.state for one in owed(store, PERIOD, DAY)} == {RequestState.NOT_ASKED}
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(KideskError, match="could not be written"):
        ask(store, asking(), blocked)


# The requests


def test_asking_is_noted_on_the_quarter_in_one_undo_step(store: Store, made: Scene, tmp_path: Path) -> None:
    ask(store, asking(), tmp_path)
    found = _of(store, made.unit)
    assert (found.asked_on, found.due_on, found.state) == (DAY, DUE, RequestState.WAITING)
    assert (found.activities, found.unassessed) == (3, 3)
    store.undo()
    assert {one.state for one in owed(store, PERIOD, DAY)} == {RequestState.NOT_ASKED}
    store.redo()
    assert {one.state for one in owed(store, PERIOD, DAY)} == {RequestState.WAITING}


def test_an_answer_is_overdue_from_the_day_after_it_was_wanted(store: Store, made: Scene, tmp_path: Path) -> None:
    ask(store, asking(), tmp_path)
    assert _of(store, made.unit, DUE).state == RequestState.WAITING
    late = _of(store, made.unit, DUE + dt.timedelta(days=3))
    assert late.state == RequestState.OVERDUE
    assert late.days_late(DUE + dt.timedelta(days=3)) == 3
    ask(store, asking(due=None), tmp_path, may_replace=True)
    assert _of(store, made.unit, dt.date(2030, 1, 1)).state == RequestState.WAITING


def test_all_means_those_that_have_not_answered_and_asking_again_begins_anew(
    store: Store, made: Scene, tmp_path: Path
) -> None:
    ask(store, asking(), tmp_path)
    quarter = store.get(Quarter, made.quarter)
    assert quarter is not None
    rows = [
        {"id": one.id, "answered_on": DAY} if one.unit_id == made.unit else {"id": one.id} for one in quarter.requests
    ]
    edit.save(store, QUARTERS, {"requests": rows}, number=made.quarter)
    assert _of(store, made.unit).state == RequestState.ANSWERED
    assert [one.unit for one in ask(store, asking(), tmp_path / "again")] == [made.other]
    ask(store, asking(), tmp_path / "once more", [made.unit])
    assert _of(store, made.unit).state == RequestState.WAITING
    again = store.get(Quarter, made.quarter)
    assert again is not None
    assert len(again.requests) == 2


def test_a_unit_that_was_asked_stays_in_the_list_when_its_activities_are_gone(
    store: Store, made: Scene, tmp_path: Path
) -> None:
    ask(store, asking(), tmp_path)
    for item in made.items:
        edit.save(store, PLAN_ITEMS, {"units": []}, number=item)
    assert {one.activities for one in owed(store, PERIOD, DAY)} == {0}


def test_nobody_is_asked_about_a_sealed_or_unknown_quarter_or_nothing(
    store: Store, made: Scene, tmp_path: Path
) -> None:
    stranger = factory.organisation(store).id
    for units, reason in (([stranger], "no activities"), ([9999], "no activities"), ([], "No unit owes")):
        with pytest.raises(KideskError, match=reason):
            ask(store, asking(), tmp_path, units)
    seal(store, PERIOD.name, HEAD)
    with pytest.raises(KideskError, match="is sealed"):
        ask(store, asking(), tmp_path)
    unknown = asking().__class__(PERIOD + 9, None, Language("sv"), HEAD)
    with pytest.raises(KideskError, match="not in the register"):
        ask(store, unknown, tmp_path)
    assert list(tmp_path.glob("*.xlsx")) == []


def test_comments_too_long_for_a_cell_are_told_before_anything_is_written(
    store: Store, made: Scene, tmp_path: Path
) -> None:
    assess(store, made.items[0], made.quarter, Judgement(Colour.GREEN, "å" * 20_000))
    with pytest.raises(KideskError, match="too long"):
        ask(store, asking(), tmp_path)
    assert list(tmp_path.glob("*.xlsx")) == []


# The e-mail


@pytest.mark.parametrize("code", ["sv", "en"])
def test_the_email_names_unit_quarter_activities_and_day(store: Store, made: Scene, code: str) -> None:
    language = Language(code)
    found = letter(store, made.unit, asking(code))
    assert PERIOD.said(language) in found.subject
    text = found.text(language)
    for said in ("A/B", language.day(DUE), "1.1 ", "1.3 ", "Åsa", "Åbo universitet"):
        assert said in text
    assert found.to == ()
    assert "@" not in text


def test_the_email_goes_to_the_contacts_of_the_units_own_activities(store: Store, made: Scene) -> None:
    first = factory.person(
        store, emails=[{"address": "b@example.org"}, {"address": "a@example.org", "is_primary": True}]
    )
    second = factory.person(store, emails=[{"address": "c@example.org", "has_opted_out": True}])
    hidden = factory.person(store, has_protected_identity=True, emails=[{"address": "d@example.org"}])
    for item, who in zip(made.items, (first, second, hidden), strict=True):
        edit.save(store, PLAN_ITEMS, {"contact_id": who.id}, number=item)
    assert letter(store, made.unit, asking()).to == ("a@example.org",)
    assert letter(store, made.other, asking()).to == ()


def test_without_contacts_the_email_goes_to_the_units_coordinator(store: Store, made: Scene) -> None:
    who = factory.person(store, emails=[{"address": "e@example.org"}])
    edit.save(store, ORGANISATIONS, {"owner_id": who.id}, number=made.unit)
    found = letter(store, made.unit, asking("en"))
    assert found.text(Language("en")).startswith(
        "To: e@example.org\nSubject: Follow-up of Q2 2026: Unit for A/B\n\nHello!"
    )
