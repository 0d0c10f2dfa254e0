"""Importing values of series: every usual table, one undo step, nothing the second time, bad cells told by line."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from sqlalchemy import func, select

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations.import_values import Origin, ValuesReport, import_values
from kidesk.records.indicator import Counted, Frequency, Indicator
from kidesk.store import history
from kidesk.store.check import check
from kidesk.store.store import Store
from tests import factory

TODAY = dt.date(2024, 2, 1)
RETRIEVER = Origin("Retriever", dt.date(2024, 1, 4))


@pytest.fixture(autouse=True)
def _today(freeze: Callable[[dt.date], None]) -> None:
    freeze(TODAY)


@pytest.fixture
def hits(store: Store) -> Indicator:
    """A monthly series without values."""
    return factory.indicator(store, name_sv="Träffar i världen", name_en="Hits abroad")


@pytest.fixture
def rank(store: Store) -> Indicator:
    """A yearly one."""
    return factory.indicator(store, name_sv="Rang", name_en="Rank", frequency=Frequency.YEARLY)


def run(store: Store, folder: Path, text: str | bytes, **more: Any) -> ValuesReport:
    file = folder / "values.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_values(store, file, **more)


def counts(report: ValuesReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, len(report.refused)


def sentences(report: ValuesReport) -> list[tuple[int, str]]:
    return [(line, problem.said(Language("en"))) for line, problem in report.refused]


def values(store: Store, series: Indicator) -> dict[str, str]:
    found = store.get(Indicator, series.id)
    assert found is not None
    return {one.period: f"{one.value.normalize():f}" for one in found.values}


def operations(store: Store) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(history.OPERATION)) or 0


def workbook(folder: Path, *rows: list[Any], further: bool = False) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if further:
        book.create_sheet("Notes").append(["Taken out by hand"])
    file = folder / "values.xlsx"
    book.save(file)
    return file


# The two shapes of a table


def test_a_table_with_a_column_for_each_series(store: Store, tmp_path: Path, hits: Indicator) -> None:
    home = factory.indicator(store, name_sv="Träffar hemma", name_en="Hits at home")
    text = "Månad;Träffar i världen;Hits at home;Not ours\njan 2024;1 024;7;x\n2024-02;2,5;;y\n"
    report = run(store, tmp_path, text, origin=RETRIEVER)
    assert counts(report) == (3, 0, 0, 0)
    assert report.ignored == ("Not ours",)
    assert values(store, hits) == {"2024-01": "1024", "2024-02": "2.5"}
    assert values(store, home) == {"2024-01": "7"}
    assert [(one.line, one.series.id, one.period, one.before, one.now) for one in report.changes] == [
        (2, hits.id, "2024-01", None, 1024),
        (2, home.id, "2024-01", None, 7),
        (3, hits.id, "2024-02", None, Decimal("2.5")),
    ]


def test_a_table_with_a_row_for_each_value(store: Store, tmp_path: Path, hits: Indicator, rank: Indicator) -> None:
    text = (
        "Serie,Period,Värde,Källa,Hämtad,Preliminär\n"
        "Hits abroad,2024-01,12,Retriever,2024-01-04,ja\n"
        f"{rank.id},2023,41,THE,4 jan 2024,nej\n"
    )
    assert counts(run(store, tmp_path, text, origin=Origin("Elsewhere", dt.date(2020, 1, 1)))) == (2, 0, 0, 0)
    (one,) = getattr(store.get(Indicator, hits.id), "values")  # noqa: B009 (a row may be None)
    (other,) = getattr(store.get(Indicator, rank.id), "values")  # noqa: B009
    day = dt.date(2024, 1, 4)
    assert (one.source, one.extracted_on, one.is_provisional) == ("Retriever", day, True)
    assert (other.source, other.extracted_on, other.is_provisional) == ("THE", day, False)


def test_a_workbook_with_excels_own_dates_and_numbers(store: Store, tmp_path: Path, hits: Indicator) -> None:
    file = workbook(
        tmp_path,
        ["Month", "Hits abroad"],
        [dt.datetime(2024, 1, 1), 1024],
        [dt.date(2024, 2, 29), 17.5],
        ["mars 2024", "1 000"],
        [None, None],
        [dt.datetime(2024, 4, 1, 13, 30), 5],
        ["2024-05", "=1+1"],
        further=True,
    )
    report = import_values(store, file)
    assert values(store, hits) == {"2024-01": "1024", "2024-02": "17.5", "2024-03": "1000"}
    assert sentences(report) == [(6, "“2024-04-01 13:30:00” is not a month. Write it as 2024-01.")]
    assert report.sheets == ("Notes",)


@pytest.mark.parametrize("mapping", [{"Antal": "Hits abroad", "När": "period"}, {"antal": "{id}", "NÄR": "Period"}])
def test_what_a_column_holds_may_be_said(
    store: Store, tmp_path: Path, hits: Indicator, mapping: dict[str, str]
) -> None:
    said = {key: one.format(id=hits.id) for key, one in mapping.items()}
    assert counts(run(store, tmp_path, "När;Antal\n2024-01;5\n", mapping=said)) == (1, 0, 0, 0)
    assert values(store, hits) == {"2024-01": "5"}


def test_a_series_may_be_called_like_a_column_of_values(store: Store, tmp_path: Path, hits: Indicator) -> None:
    series = factory.indicator(store, name_sv="Antal")
    run(store, tmp_path, "Period;Antal\n2024-01;5\n")
    run(store, tmp_path, "Antal;Period;Serie\n6;2024-01;Hits abroad\n")
    assert (values(store, series), values(store, hits)) == ({"2024-01": "5"}, {"2024-01": "6"})


def test_what_a_row_calls_a_series_may_be_said(store: Store, tmp_path: Path, hits: Indicator) -> None:
    text = "Serie;Period;Värde\nINT;2024-01;5\n"
    assert counts(run(store, tmp_path, text, mapping={"int": "Hits abroad"})) == (1, 0, 0, 0)
    assert values(store, hits) == {"2024-01": "5"}


def test_years_over_columns_are_no_numbers_of_series(store: Store, tmp_path: Path, hits: Indicator) -> None:
    text = f"Period;{hits.id}\n2024-01;5\n"
    with pytest.raises(KideskError, match="No column of .* is called like a series"):
        run(store, tmp_path, text)


# Again, and taken back


def test_the_same_file_again_changes_nothing(
    store: Store, tmp_path: Path, hits: Indicator, freeze: Callable[[dt.date], None]
) -> None:
    text = "Month;Hits abroad\n2024-01;5\n2024-02;6\n"
    for origin in (RETRIEVER, Origin()):
        run(store, tmp_path, text, origin=origin)
        before = operations(store)
        freeze(TODAY + dt.timedelta(days=3))
        assert counts(run(store, tmp_path, text, origin=origin)) == (0, 0, 2, 0)
        assert operations(store) == before


def test_a_value_that_is_another_is_changed_and_all_is_one_undo_step(
    store: Store, tmp_path: Path, hits: Indicator
) -> None:
    run(store, tmp_path, "Month;Hits abroad\n2024-01;5\n2024-02;6\n", origin=RETRIEVER)
    report = run(store, tmp_path, "Month;Hits abroad\n2024-01;5\n2024-02;7\n2024-03;8\n")
    assert counts(report) == (1, 1, 1, 0)
    assert [(one.period, one.before, one.now) for one in report.changes] == [
        ("2024-02", Decimal(6), Decimal(7)),
        ("2024-03", None, Decimal(8)),
    ]
    assert values(store, hits) == {"2024-01": "5", "2024-02": "7", "2024-03": "8"}
    days = [one.extracted_on for one in getattr(store.get(Indicator, hits.id), "values")]  # noqa: B009
    assert days == [RETRIEVER.extracted_on, TODAY, TODAY]
    store.undo()
    assert values(store, hits) == {"2024-01": "5", "2024-02": "6"}
    store.undo()
    assert values(store, hits) == {}
    store.redo()
    assert values(store, hits) == {"2024-01": "5", "2024-02": "6"}
    assert not any(one.problems for one in check(store))


def test_what_was_provisional_stays_so_until_it_is_said(store: Store, tmp_path: Path, hits: Indicator) -> None:
    text = "Month;Hits abroad;Provisional\n2024-01;5;{}\n"
    run(store, tmp_path, text.format("yes"))
    assert counts(run(store, tmp_path, text.format(""))) == (0, 0, 1, 0)
    assert counts(run(store, tmp_path, text.format("no"))) == (0, 1, 0, 0)
    assert counts(run(store, tmp_path, text.format(""), origin=Origin(is_provisional=True))) == (0, 1, 0, 0)


def test_a_trial_says_what_the_import_does_and_writes_nothing(store: Store, tmp_path: Path, hits: Indicator) -> None:
    text = "Month;Hits abroad\n2024-01;5\n2024-02;many\n"
    before = operations(store)
    trial = run(store, tmp_path, text, dry_run=True)
    assert (operations(store), values(store, hits)) == (before, {})
    assert counts(trial) == counts(run(store, tmp_path, text)) == (1, 0, 0, 1)


def test_an_import_that_is_stopped_leaves_nothing(store: Store, tmp_path: Path, hits: Indicator) -> None:
    def stop(done: int, whole: int) -> None:
        if done:
            raise KideskError("Stopped.")

    text = "Month;Hits abroad\n" + "".join(f"{1000 + n // 12}-{n % 12 + 1:02};{n}\n" for n in range(600))
    with pytest.raises(KideskError, match="Stopped"):
        run(store, tmp_path, text, progress=stop)
    assert values(store, hits) == {}


# What is refused


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2024-13;5", "“2024-13” is not a month. Write it as 2024-01."),
        ("2024;5", "“2024” is not a month. Write it as 2024-01."),
        (";5", "“” is not a month. Write it as 2024-01."),
        ("2024-01;many", "“many” is not a number."),
        ("2024-01;#REF!", "“#REF!” is not a number."),
        ("2024-01;=1+1", "“=1+1” is not a number."),
        ("2024-01;1,234", "“1,234” may have decimals or thousands. Write it without a sign between the thousands."),
        ("2024-01;1234,567", "At most 2 decimals fit here."),
        ("2024-01;9999999999999", "The number must lie between -999999999999 and 999999999999."),
        ("2024-01;5;6", "The row has more cells than the heading; it may hold a stray delimiter."),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told_with_its_line_and_the_others_are_kept(
    store: Store, tmp_path: Path, hits: Indicator, row: str, told: str
) -> None:
    report = run(store, tmp_path, f"Month;Hits abroad\n2024-11;1\n{row}\n2024-12;2\n")
    assert sentences(report) == [(3, told)]
    assert values(store, hits) == {"2024-11": "1", "2024-12": "2"}


def test_the_same_period_twice_is_told_where_the_values_differ(store: Store, tmp_path: Path, hits: Indicator) -> None:
    report = run(store, tmp_path, "Month;Hits abroad\n2024-01;1\njan 2024;1\n01/2024;2\n")
    assert counts(report) == (1, 0, 1, 1)
    assert sentences(report) == [(4, "Line 2 has another value of the same series and period; only that one was kept.")]


def test_a_series_that_kidesk_counts_takes_no_values(store: Store, tmp_path: Path) -> None:
    series = factory.indicator(store, name_sv="Avtal", counted=Counted.AGREEMENTS_IN_FORCE)
    report = run(store, tmp_path, "Month;Avtal\n2024-01;1\n2024-02;2\n")
    ((line, told),) = sentences(report)
    assert (line, counts(report)[:3]) == (2, (0, 0, 0))
    assert told.startswith("kidesk counts this series itself")
    assert values(store, series) == {}


def test_rows_of_unknown_and_of_several_series_are_told(store: Store, tmp_path: Path, hits: Indicator) -> None:
    for _ in range(2):
        factory.indicator(store, name_sv="Dubbel")
    report = run(store, tmp_path, "Serie;Period;Värde\nOkänd;2024-01;1\nDubbel;2024-01;1\n;2024-01;1\n")
    assert sentences(report) == [
        (2, "There is no series called “Okänd”. Give its name as kidesk has it, or its number."),
        (3, "Several series are called “Dubbel”. Give the number of the one that is meant."),
        (4, "There is no series called “”. Give its name as kidesk has it, or its number."),
    ]


@pytest.mark.parametrize(
    ("text", "mapping", "told"),
    [
        ("Hits abroad;Notes\n5;x\n", {}, "has no column called “Period”"),
        ("Month;Notes\n2024-01;x\n", {}, "is called like a series"),
        ("Month;Hits abroad\n2024-01;1\n", {"Antal": "period"}, "has no column called “antal”"),
        ("Month;Antal\n2024-01;1\n", {"Antal": "Hitts"}, "There is no series called “Hitts”"),
        ("Month;Hits abroad;Month\n2024-01;1;2\n", {}, "two columns called “Month”"),
    ],
)
def test_a_table_that_is_not_understood_is_refused_whole(
    store: Store, tmp_path: Path, hits: Indicator, text: str, mapping: dict[str, str], told: str
) -> None:
    with pytest.raises(KideskError) as refusal:
        run(store, tmp_path, text, mapping=mapping)
    assert told in refusal.value.said(Language("en"))
    assert values(store, hits) == {}


def test_what_is_no_table_is_told_in_one_sentence(store: Store, tmp_path: Path, hits: Indicator) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for file in (pipe, tmp_path, tmp_path / "missing"):
        with pytest.raises(KideskError, match="Nothing was imported"):
            import_values(store, file)
    for data in (b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old", bytes(range(256)) * 20):
        with pytest.raises(KideskError, match="Nothing was imported"):
            run(store, tmp_path, data)
    assert values(store, hits) == {}


bodies = st.text(max_size=300).map(lambda text: f"Month;Hits abroad\n{text}".encode("utf-8", "replace"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400) | bodies)
def test_whatever_the_bytes_there_is_a_report_or_a_sentence(
    store: Store, tmp_path: Path, hits: Indicator, data: bytes
) -> None:
    try:
        told = sentences(run(store, tmp_path, data, dry_run=True))
    except KideskError as error:
        told = [(0, error.said(Language("sv")))]
    assert all(sentence for _, sentence in told)


def test_a_thousand_cells_are_imported_at_once(store: Store, tmp_path: Path, hits: Indicator) -> None:
    months = [f"{1900 + n // 12}-{n % 12 + 1:02};{n}" for n in range(1_200)]
    assert counts(run(store, tmp_path, "Month;Hits abroad\n" + "\n".join(months))) == (1200, 0, 0, 0)
