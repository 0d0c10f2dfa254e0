"""A form that comes back is read three ways and taken item by item; whatever is no such form is refused in words."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import random
import shutil
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kidesk.errors import KideskError, StaleRecord
from kidesk.exchange.answer_ticket import plain
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.owed_answers import owed
from kidesk.operations.owner_form import judgement_in, stored
from kidesk.operations.read_answers import Answers, Outcome, read_answers, said_value
from kidesk.operations.seal_quarter import seal
from kidesk.operations.take_answers import take
from kidesk.records import ORGANISATIONS, PLAN_ITEMS, QUARTERS
from kidesk.records.owner_request import RequestState
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import Colour, RedReason
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.operations.asking import FIRST_ROW, HEAD, PERIOD, Scene, column, fill, form, scene

DAY = dt.date(2026, 5, 4)
pytestmark = pytest.mark.usefixtures("frozen_day")
EN = Language("en")
BOTH = (Outcome.NEW, Outcome.CONFLICT)


@pytest.fixture
def made(store: Store) -> Scene:
    return scene(store)


@pytest.fixture
def sent(store: Store, made: Scene, tmp_path: Path) -> Path:
    return form(store, made, tmp_path)


def _outcomes(found: Answers) -> list[dict[str, str]]:
    """What there is to decide, by row and field."""
    return [{one.key: str(one.outcome) for one in entry.fields if one.outcome in BOTH} for entry in found.entries]


def _judged(store: Store, item: int) -> Judgement:
    row = store.get(PlanItem, item)
    assert row is not None
    return judgement_in(row, PERIOD.name)


def _refused(found: Answers) -> list[tuple[int, str]]:
    return [(line, problem.said(EN)) for line, problem in found.refused]


# Three ways


def test_what_was_not_touched_answers_nothing(store: Store, made: Scene, sent: Path) -> None:
    found = read_answers(store, sent)
    assert not found.is_answered
    assert _outcomes(found) == [{}, {}, {}]
    with pytest.raises(KideskError, match="answers nothing"):
        take(store, found, {}, "")
    assert {one.state for one in owed(store, PERIOD, DAY) if one.unit == made.unit} == {RequestState.WAITING}


def test_an_answer_is_new_where_only_the_unit_changed_and_a_conflict_where_both_did(
    store: Store, made: Scene, tmp_path: Path
) -> None:
    assess(store, made.items[0], made.quarter, Judgement(Colour.GREEN, "Före", "Before"))
    sent = form(store, made, tmp_path)
    assess(store, made.items[0], made.quarter, Judgement(Colour.GREEN, "Vårt", "Before"))
    assess(store, made.items[2], made.quarter, Judgement(Colour.YELLOW))
    answers = {
        0: {"comment_sv": "Deras", "comment_en": "Theirs"},
        1: {"colour": "Röd", "reason": "Kunde inte prioriteras", "comment_sv": "Ingen tid"},
        2: {"colour": "Gul"},
    }
    found = read_answers(store, fill(sent, answers, "Bo Ek"))
    assert found.answered_by == "Bo Ek"
    assert _outcomes(found) == [
        {"comment_sv": "conflict", "comment_en": "new"},
        {"colour": "new", "comment_sv": "new", "reason": "new"},
        {},  # both say yellow
    ]
    assert [entry.outcome for entry in found.entries] == [Outcome.CONFLICT, Outcome.NEW, Outcome.UNCHANGED]
    (field,) = [one for one in found.entries[0].fields if one.outcome == Outcome.CONFLICT]
    assert (field.sent, field.now, field.answer) == ("Före", "Vårt", "Deras")


def test_only_what_is_accepted_is_taken_in_one_undo_step(store: Store, made: Scene, sent: Path) -> None:
    answers = {0: {"colour": "Grön", "comment_sv": "Klart"}, 1: {"colour": "Gul", "comment_sv": "Snart"}}
    found = read_answers(store, fill(sent, answers, "Bo Ek"))
    accepted = {made.items[0]: frozenset({"colour", "comment_sv"}), made.items[1]: frozenset({"comment_sv"})}
    assert take(store, found, accepted, found.answered_by) == 2
    assert _judged(store, made.items[0]) == Judgement(Colour.GREEN, "Klart")
    assert _judged(store, made.items[1]) == Judgement(Colour.NOT_ASSESSED, "Snart")
    (unit,) = [one for one in owed(store, PERIOD, DAY) if one.unit == made.unit]
    assert (unit.state, unit.answered_on, unit.answered_by) == (RequestState.ANSWERED, DAY, "Bo Ek")
    store.undo()
    assert _judged(store, made.items[0]) == Judgement(Colour.NOT_ASSESSED)
    assert {one.state for one in owed(store, PERIOD, DAY) if one.unit == made.unit} == {RequestState.WAITING}
    store.redo()
    assert _judged(store, made.items[0]) == Judgement(Colour.GREEN, "Klart")


def test_taking_nothing_still_notes_that_the_unit_has_answered(store: Store, made: Scene, sent: Path) -> None:
    found = read_answers(store, fill(sent, {0: {"colour": "Grön"}}))
    assert take(store, found, {}, " Någon annan ") == 0
    (unit,) = [one for one in owed(store, PERIOD, DAY) if one.unit == made.unit]
    assert (unit.state, unit.answered_by) == (RequestState.ANSWERED, "Någon annan")
    assert _judged(store, made.items[0]).colour == Colour.NOT_ASSESSED


def test_a_reason_counts_only_for_red(store: Store, made: Scene, tmp_path: Path) -> None:
    red = Judgement(Colour.RED, "Nej", "", RedReason.COULD_NOT_BE_PRIORITISED)
    assess(store, made.items[0], made.quarter, red)
    sent = form(store, made, tmp_path)
    answers = {0: {"colour": "Grön"}, 1: {"colour": "Gul", "reason": "Kunde inte genomföras"}}
    found = read_answers(store, fill(sent, answers))
    assert _outcomes(found)[:2] == [{"colour": "new"}, {"colour": "new"}]
    take(store, found, found.fields(Outcome.NEW), "")
    assert _judged(store, made.items[0]) == Judgement(Colour.GREEN, "Nej")
    assert _judged(store, made.items[1]) == Judgement(Colour.YELLOW)


def test_an_answer_that_was_emptied_is_an_answer(store: Store, made: Scene, tmp_path: Path) -> None:
    assess(store, made.items[0], made.quarter, Judgement(Colour.GREEN, "Fel", "Wrong"))
    found = read_answers(store, fill(form(store, made, tmp_path), {0: {"comment_sv": "", "colour": ""}}))
    take(store, found, found.fields(Outcome.NEW), "")
    assert _judged(store, made.items[0]) == Judgement(Colour.NOT_ASSESSED, "", "Wrong")


def test_what_somebody_changed_after_the_preview_is_not_overwritten(store: Store, made: Scene, sent: Path) -> None:
    found = read_answers(store, fill(sent, {0: {"colour": "Grön"}, 1: {"colour": "Gul"}}))
    assess(store, made.items[1], made.quarter, Judgement(Colour.RED, "Nu"))
    with pytest.raises(StaleRecord, match="Somebody else has changed"):
        take(store, found, found.fields(Outcome.NEW), "")
    assert _judged(store, made.items[0]).colour == Colour.NOT_ASSESSED
    assert _judged(store, made.items[1]) == Judgement(Colour.RED, "Nu")


_words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("\n=+-@'_åÅéÉ"), max_size=40
)
_judgements = st.builds(
    lambda colour, sv, en, reason: Judgement(
        colour, plain(sv), plain(en), reason if colour == Colour.RED else RedReason.NONE
    ),
    st.sampled_from(Colour),
    _words,
    _words,
    st.sampled_from(RedReason),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.lists(_judgements, min_size=3, max_size=3),
    answers=st.lists(st.none() | _judgements, min_size=3, max_size=3),
    code=st.sampled_from(["sv", "en"]),
    order=st.permutations([0, 1, 2]),
)
def test_what_is_answered_is_exactly_what_is_taken_and_a_second_reading_brings_nothing(
    shared_store: Store,
    tmp_path_factory: pytest.TempPathFactory,
    before: list[Judgement],
    answers: list[Judgement | None],
    code: str,
    order: list[int],
) -> None:
    store, folder = shared_store, tmp_path_factory.mktemp("forms")
    made = _shared_scene(store)
    for item, judgement in zip(made.items, before, strict=True):
        assess(store, item, made.quarter, judgement)
    sent = form(store, made, folder, code)
    filled = {
        place: {key: said_value(key, value, Language(code)) if value else "" for key, value in stored(answer).items()}
        for place, answer in enumerate(answers)
        if answer is not None
    }
    back = _sorted_otherwise(fill(sent, filled), order)
    found = read_answers(store, back)
    assert found.refused == ()
    expected = [stored(answer or was) for answer, was in zip(answers, before, strict=True)]
    if found.is_answered:
        take(store, found, found.fields(*BOTH), "")
    assert [stored(_judged(store, item)) for item in made.items] == expected
    if found.is_answered:
        again = read_answers(store, back)
        assert again.fields(*BOTH) == {}
        before_it = owed(store, PERIOD, DAY)
        assert take(store, again, again.fields(*BOTH), "somebody else") == 0
        assert owed(store, PERIOD, DAY) == before_it


_scenes: dict[int, Scene] = {}


def _shared_scene(store: Store) -> Scene:
    if id(store) not in _scenes:
        _scenes[id(store)] = scene(store)
    return _scenes[id(store)]


# As others save it


def _sorted_otherwise(file: Path, order: list[int]) -> Path:
    """The rows in another order, a column put in, columns widened, and a sheet of their own put first."""
    book = load_workbook(file)
    sheet = book.worksheets[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST_ROW)]
    for row, place in enumerate(order):
        for number, value in enumerate(rows[place], start=1):
            cell = sheet.cell(FIRST_ROW + row, number)
            cell.value = value
            cell.data_type = "s" if isinstance(value, str) else "n"
    sheet.insert_cols(4)
    sheet.column_dimensions["E"].width = 90
    book.create_sheet("Anteckningar", 0).append(["Röd", "Kom ihåg"])
    target = file.with_name("sorted.xlsx")
    book.save(target)
    return target


def _shared_strings(file: Path) -> Path:
    """The workbook as Excel and LibreOffice save it: all texts in one table, cells only point there."""
    target, texts = file.with_name("shared.xlsx"), list[str]()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode() if name.endswith((".xml", ".rels")) else ""
            if name.startswith("xl/worksheets/sheet"):
                data = _pointing(data, texts)
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
                data = data.replace(
                    "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
                )
            if name == "xl/_rels/workbook.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
                row = f'<Relationship Id="rId99" Type="{kind}" Target="sharedStrings.xml"/>'
                data = data.replace("</Relationships>", f"{row}</Relationships>")
            if name != "xl/sharedStrings.xml":
                new.writestr(name, data)
        items = "".join(f"<si>{text}</si>" for text in texts)
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        new.writestr("xl/sharedStrings.xml", f'<?xml version="1.0"?><sst xmlns="{space}">{items}</sst>')
    return target


def _pointing(sheet: str, texts: list[str]) -> str:
    parts = sheet.split("<is>")
    made = parts[0]
    for part in parts[1:]:
        text, rest = part.split("</is>", 1)
        texts.append(text)
        made += f"<v>{len(texts) - 1}</v>{rest}"
    return made.replace('t="inlineStr"', 't="s"')


def _csv(file: Path, encoding: str = "utf-8-sig", delimiter: str = ";") -> Path:
    """The sheet of the answers as Excel saves it as CSV."""
    target = file.with_suffix(".csv")
    with target.open("w", encoding=encoding, newline="") as stream:
        for row in load_workbook(file).worksheets[1].iter_rows(values_only=True):
            csv.writer(stream, delimiter=delimiter).writerow("" if cell is None else cell for cell in row)
    return target


@pytest.mark.parametrize(
    "saved",
    [
        lambda file: file,
        _shared_strings,
        lambda file: _shared_strings(_sorted_otherwise(file, [2, 0, 1])),
        _csv,
        lambda file: _csv(file, "cp1252"),
        lambda file: _csv(file, "utf-16", "\t"),
    ],
    ids=["inline strings", "shared strings", "sorted", "csv", "csv of Windows", "Unicode text"],
)
def test_a_form_is_read_however_it_was_saved(
    store: Store, made: Scene, sent: Path, saved: Callable[[Path], Path]
) -> None:
    answers = {0: {"colour": "Grön", "comment_sv": "På väg;\nsnart"}, 2: {"colour": "yellow", "comment_en": "=1+1"}}
    found = read_answers(store, saved(fill(sent, answers)))
    take(store, found, found.fields(Outcome.NEW), "")
    assert _judged(store, made.items[0]) == Judgement(Colour.GREEN, "På väg;\nsnart")
    assert _judged(store, made.items[1]) == Judgement(Colour.NOT_ASSESSED)
    assert _judged(store, made.items[2]) == Judgement(Colour.YELLOW, "", "=1+1")


@pytest.mark.parametrize("word", ["Grön", "GRÖN", " grön ", "gron", "Green", "green"])
def test_a_colour_is_understood_in_either_language(store: Store, sent: Path, word: str) -> None:
    (field,) = [
        one for one in read_answers(store, fill(sent, {0: {"colour": word}})).entries[0].fields if one.is_answered
    ]
    assert (field.key, field.answer) == ("colour", "green")


def test_figures_and_days_typed_as_comments_are_text(store: Store, made: Scene, sent: Path) -> None:
    book = load_workbook(sent)
    for row, value in enumerate((2026, dt.datetime(2026, 5, 4), 3.0)):
        cell = book.worksheets[1].cell(FIRST_ROW + row, column(book.worksheets[1], "comment_sv"))
        cell.number_format, cell.value = "General", value
    book.save(sent)
    found = read_answers(store, sent)
    assert [entry.fields[1].answer for entry in found.entries] == ["2026", "2026-05-04", "3"]


def test_a_column_that_was_taken_away_answers_nothing(store: Store, made: Scene, tmp_path: Path) -> None:
    assess(store, made.items[0], made.quarter, Judgement(Colour.GREEN, "Före", "Before"))
    file = fill(form(store, made, tmp_path), {0: {"comment_sv": "Nytt"}})
    book = load_workbook(file)
    book.worksheets[1].delete_cols(column(book.worksheets[1], "comment_en"))
    book.save(file)
    assert _outcomes(read_answers(store, file))[0] == {"comment_sv": "new"}


# What is renamed, moved or gone meanwhile


def test_a_form_goes_by_ids_whatever_is_renamed_meanwhile(store: Store, made: Scene, sent: Path) -> None:
    edit.save(store, ORGANISATIONS, {"name_sv": "Nytt namn", "name_en": "New name"}, number=made.unit)
    edit.save(store, PLAN_ITEMS, {"title_sv": "Ny titel", "code": "9.9", "units": []}, number=made.items[0])
    found = read_answers(store, fill(sent, {0: {"colour": "Grön"}}))
    assert (found.unit_sv, found.entries[0].sv) == ("Nytt namn", "9.9 Ny titel")
    assert take(store, found, found.fields(Outcome.NEW), "") == 1


def test_lines_that_cannot_be_taken_are_told_and_the_others_are_taken(store: Store, made: Scene, sent: Path) -> None:
    answers = {0: {"colour": "Lila", "comment_sv": "Ändå"}, 1: {"colour": "Grön"}, 2: {"colour": "Gul"}}
    file = fill(sent, answers)
    book = load_workbook(file)
    sheet = book.worksheets[1]
    sheet.cell(FIRST_ROW + 4, column(sheet, "comment_sv")).value = "En egen rad"
    for number in range(1, sheet.max_column + 1):
        sheet.cell(FIRST_ROW + 6, number).value = sheet.cell(FIRST_ROW + 1, number).value
    sheet.cell(FIRST_ROW + 2, 2).value = 1  # the visible number of another row: a part was sorted alone
    book.save(file)
    found = read_answers(store, file)
    assert _refused(found) == [
        (
            3,
            "“Lila” is none of the words to choose from: Green, Yellow, Red, Not assessed, Not due. "
            "The field was left as it was sent.",
        ),
        (5, "The row has lost the hidden mark that says which activity it is about."),
        (7, "The row has lost the hidden mark that says which activity it is about."),
        (9, "The activity stands in line 4 already, which is the one that counts."),
    ]
    take(store, found, found.fields(Outcome.NEW), "")
    assert _judged(store, made.items[0]) == Judgement(Colour.NOT_ASSESSED, "Ändå")
    assert _judged(store, made.items[1]).colour == Colour.GREEN
    assert _judged(store, made.items[2]).colour == Colour.NOT_ASSESSED


def test_a_deleted_activity_is_told(store: Store, made: Scene, sent: Path) -> None:
    edit.delete(store, PLAN_ITEMS, [made.items[1]])
    found = read_answers(store, fill(sent, {1: {"colour": "Grön"}}))
    assert _refused(found) == [(4, "The activity is no longer in the register.")]
    assert [entry.item for entry in found.entries] == [made.items[0], made.items[2]]


# What is refused


def test_a_form_of_another_quarter_or_a_sealed_one_or_an_unasked_unit_is_refused(
    store: Store, made: Scene, sent: Path
) -> None:
    file = fill(sent, {0: {"colour": "Grön"}})
    with pytest.raises(KideskError) as refusal:
        read_answers(store, file, PERIOD - 1)
    assert "is about Q2 2026 and not about Q1 2026" in refusal.value.said(EN)
    found = read_answers(store, file, PERIOD)
    edit.save(store, QUARTERS, {"requests": []}, number=made.quarter)
    with pytest.raises(KideskError) as refusal:
        read_answers(store, file)
    assert "Unit for A/B was not asked about Q2 2026" in refusal.value.said(EN)
    with pytest.raises(StaleRecord):
        take(store, found, found.fields(Outcome.NEW), "")
    store.undo()
    seal(store, PERIOD.name, HEAD)
    for act in (lambda: read_answers(store, file), lambda: take(store, found, found.fields(Outcome.NEW), "")):
        with pytest.raises(KideskError, match="is sealed"):
            act()
    assert _judged(store, made.items[0]) == Judgement(Colour.NOT_ASSESSED)


def test_a_form_of_another_workspace_is_refused_though_its_ids_are_the_same(
    store: Store, made: Scene, sent: Path, template: Path, tmp_path: Path, freeze: Callable[[dt.date], None]
) -> None:
    """The same ids are other records there, since they were made at another moment."""
    file = fill(sent, {0: {"colour": "Grön"}})
    shutil.copytree(template, tmp_path / "elsewhere")
    freeze(DAY + dt.timedelta(days=1))
    with closing(Workspace.open(tmp_path / "elsewhere", "Tove")) as elsewhere:
        assert scene(elsewhere.store) == made
        form(elsewhere.store, made, tmp_path / "forms")
        with pytest.raises(KideskError, match="made in another workspace"):
            read_answers(elsewhere.store, file)
    assert read_answers(store, file).is_answered


def test_a_ticket_that_was_changed_is_told(store: Store, made: Scene, sent: Path) -> None:
    file = fill(sent, {0: {"colour": "Grön"}, 1: {"colour": "Grön"}})
    book = load_workbook(file)
    cell = book.worksheets[1].cell(FIRST_ROW, 1)
    cell.value = cell.value.replace('"colour": ""', '"colour": "red"')
    book.save(file)
    assert _refused(read_answers(store, file))[0][1].startswith(
        "The row was made in another workspace, or its hidden mark"
    )


def _workbook(fill_in: Callable[[Any], object]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    fill_in(book.active)
    book.save(file)
    return file.getvalue()


def _bomb() -> bytes:
    file = io.BytesIO(_workbook(lambda sheet: sheet.append(["x"])))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/large.bin", bytes(60_000_000))
    return file.getvalue()


def _with_entities() -> bytes:
    old, file = io.BytesIO(_workbook(lambda sheet: sheet.append(["x"]))), io.BytesIO()
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/workbook.xml":
                data = b'<!DOCTYPE x [<!ENTITY a "b">]>' + data
            target.writestr(name, data)
    return file.getvalue()


def _locked() -> bytes:
    data = bytearray(_workbook(lambda sheet: sheet.append(["x"])))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(500), "not a text file"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "locked with a password or has the old format"),
        (_locked(), "locked with a password"),
        (b"PK\x03\x04" + random.Random(1).randbytes(900), "no workbook that kidesk can read"),
        (_workbook(lambda sheet: sheet.append(["Färg", "Kommentar"])), "not a form that kidesk made"),
        (_workbook(lambda sheet: sheet.append(["kidesk", "colour"])), "not a form that kidesk made"),
        (_bomb(), "holds more than kidesk reads"),
        (_with_entities(), "declares XML entities"),
        (_workbook(lambda sheet: sheet.cell(1_000_000, 1, "x")), "holds more than kidesk reads|not a form"),
        (b"Namn;Land\nLund;SE\n", "not a form that kidesk made"),
        (bytes(10_000_001), "larger than 10 MB"),
    ],
    ids=["empty", "PDF", "XLS", "locked", "noise", "a table", "keys alone", "bomb", "entities", "far", "CSV", "large"],
)
def test_what_is_no_form_is_refused_with_a_sentence(store: Store, tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(data)
    with pytest.raises(KideskError, match=said):
        read_answers(store, file)


def test_a_folder_a_missing_file_and_a_pipe_are_refused(store: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for file, said in (
        (tmp_path, "is a folder"),
        (tmp_path / "none", "no file"),
        (tmp_path / "pipe", "not an ordinary"),
    ):
        with pytest.raises(KideskError, match=said):
            read_answers(store, file)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 12_000), noise=st.binary(max_size=40))
def test_a_damaged_form_is_read_or_refused_and_never_breaks_anything(
    shared_store: Store, tmp_path_factory: pytest.TempPathFactory, cut: int, noise: bytes
) -> None:
    made, folder = _shared_scene(shared_store), tmp_path_factory.mktemp("damaged")
    file = form(shared_store, made, folder)
    data = file.read_bytes()
    at = cut % len(data)
    file.write_bytes(data[:at] + noise + data[at + len(noise) :] if cut % 2 else data[:at] + noise)
    with suppress(KideskError):
        assert len(read_answers(shared_store, file).entries) <= 3


def test_units_are_told_apart_by_their_forms(store: Store, made: Scene, sent: Path, tmp_path: Path) -> None:
    """Rows pasted from another unit's form are told."""
    other = form(store, Scene(made.other, made.unit, made.items, made.quarter), tmp_path / "other")
    book, theirs = load_workbook(sent), load_workbook(other)
    for number in range(1, 11):
        book.worksheets[1].cell(FIRST_ROW + 3, number).value = theirs.worksheets[1].cell(FIRST_ROW, number).value
    book.save(sent)
    assert _refused(read_answers(store, sent)) == [(6, "The row belongs to the form of another unit or quarter.")]
    factory.organisation(store)
