"""The indicators' page: series drawn together, looked at in several ways, and sentences whose figures are watched."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from kidesk.errors import KideskError
from kidesk.gui import drawing
from kidesk.gui.desk import Desk
from kidesk.gui.main_window import MainWindow
from kidesk.gui.pages import indicators
from kidesk.gui.pages.indicators import IndicatorDetail, IndicatorPage
from kidesk.gui.plain import PlainLabel
from kidesk.gui.sentence_card import SentenceCard
from kidesk.gui.series_board import SeriesBoard
from kidesk.gui.tokens import LIGHT
from kidesk.operations import edit
from kidesk.operations.approve_sentence import approve_sentence
from kidesk.operations.counted_series import filled
from kidesk.records import INDICATORS
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.indicator import Counted, Frequency, Indicator, Measure
from kidesk.reports.series_lines import SeriesView
from kidesk.store.store import Store
from tests import factory
from tests.gui.test_preview import text as text_of
from tests.gui.test_printing import opened

# The offscreen platform says that it leaves size hints alone.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

SAID = {
    "measure": Measure.TIMES,
    "from_period": "2023",
    "text_sv": "Nästan {figure} gånger sedan {from}.",
    "text_en": "Almost {figure} times since {from}.",
}


def months(*years: int, grows: int = 100) -> list[dict[str, object]]:
    """A value for each month, higher each year; the last is provisional."""
    found: list[dict[str, object]] = [
        {"period": f"{year}-{month:02}", "value": (year - years[0] + 1) * grows + month}
        for year in years
        for month in range(1, 13)
    ]
    found[-1]["is_provisional"] = True
    return found


@pytest.fixture
def international(desk: Desk) -> Indicator:
    """Two years of a series with a break in its second and a sentence."""
    return factory.indicator(
        desk.store,
        name_sv="Internationell",
        name_en="International",
        unit_sv="träffar",
        unit_en="hits",
        source="Retriever",
        values=months(2023, 2024),
        annotations=[{"period": "2023-05", "note_sv": "Kampanj.", "note_en": "Campaign."}],
        sentences=[SAID],
    )


@pytest.fixture
def swedish(desk: Desk) -> Indicator:
    """A second series of the same unit, with a method break."""
    return factory.indicator(
        desk.store,
        name_sv="Svensk",
        name_en="Swedish",
        unit_sv="träffar",
        unit_en="hits",
        values=months(2023, 2024, grows=300),
        annotations=[{"period": "2024-03", "is_method_break": True, "note_sv": "Ny fråga.", "note_en": "New query."}],
    )


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, international: Indicator, swedish: Indicator, frozen_day: dt.date) -> MainWindow:
    """The window on the page of the indicators."""
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    made.show_page("indicators")
    return made


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, international: Indicator) -> IndicatorPage:
    """The page with the international series alone."""
    found = window.pages["indicators"]
    assert isinstance(found, IndicatorPage)
    found.select(international.id)
    qtbot.waitUntil(lambda: names(found) == ["Internationell"])
    return found


def detail(page: IndicatorPage) -> IndicatorDetail:
    assert isinstance(page.detail, IndicatorDetail)
    return page.detail


def board(page: IndicatorPage) -> SeriesBoard:
    return detail(page).board


def names(page: IndicatorPage) -> list[str]:
    return [one.name_sv for one in board(page).indicators]


def together(page: IndicatorPage, qtbot: QtBot) -> None:
    """Selects the row below as well."""
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(board(page).indicators) == 2)


def choose(options: QComboBox, label: str) -> None:
    """Chooses as a person does: with the keyboard."""
    options.setFocus()
    options.setCurrentIndex(0)
    place = [options.itemText(row) for row in range(options.count())].index(label)
    options.setCurrentIndex(place)
    options.activated.emit(place)


def cards(page: IndicatorPage) -> list[SentenceCard]:
    QApplication.processEvents()  # what joins a layout is shown soon after
    return [one for one in detail(page).cards.findChildren(SentenceCard) if not one.isHidden()]


# The chart


def test_a_series_is_drawn_with_its_remarks_facts_and_source_below(page: IndicatorPage) -> None:
    assert board(page).chart.isVisible()
    said = board(page).texts()
    assert "1. maj 2023: Kampanj." in said
    assert "212 träffar, december 2024 (preliminärt)" in said
    assert "+89,3 % (preliminärt)" in said, "112 a year before"
    assert "Internationell: källa Retriever." in said
    assert "Provisoriskt" not in board(page).chart.accessibleDescription()
    assert "1 värde är preliminärt" in board(page).chart.accessibleDescription()


def test_series_selected_together_are_drawn_together(page: IndicatorPage, qtbot: QtBot) -> None:
    together(page, qtbot)
    assert names(page) == ["Svensk", "Internationell"], "the one with the keyboard first"
    QTest.keyClick(board(page).chart, Qt.Key.Key_End)
    assert board(page).chart.said() == [
        "dec. 2024, träffar",
        "Svensk: 612 (preliminärt)",
        "Internationell: 212 (preliminärt)",
    ]
    assert "1. Internationell, maj 2023: Kampanj." in board(page).texts()
    assert "2. Svensk, mars 2024: Tidsseriebrott. Ny fråga." in board(page).texts()


def test_the_pointer_and_the_keys_tell_the_value_in_words(page: IndicatorPage) -> None:
    chart = board(page).chart
    stop = chart.figure().stops[4]
    QTest.mouseMove(chart, QPoint(round(stop * drawing.SCALE) + 8, 150))
    told = "maj 2023, träffar; Internationell: 105; 1. maj 2023: Kampanj."
    assert chart.accessibleDescription() == told
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == "feb. 2023, träffar; Internationell: 102"
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.shown_period is None
    assert chart.isVisible(), "Escape did not lead to the list before"


@pytest.mark.parametrize(
    ("view", "unit", "value"),
    [
        ("Index", "Index, 2023 = 100", "Internationell: 199,1 (preliminärt)"),
        ("Förändring sedan året före", "Förändring i procent sedan året före", "Internationell: 89,3 (preliminärt)"),
        ("Glidande medelvärde", "träffar, medelvärde av 12 månader", "Internationell: 206,5 (preliminärt)"),
    ],
)
def test_a_series_can_be_looked_at_otherwise(page: IndicatorPage, view: str, unit: str, value: str) -> None:
    choose(board(page).view, view)
    QTest.keyClick(board(page).chart, Qt.Key.Key_End)
    assert board(page).chart.said() == [f"dec. 2024, {unit}", value]
    assert board(page).base.isVisible() == (view == "Index")
    assert board(page).mean.isVisible() == (view == "Glidande medelvärde")


def test_base_width_and_years_are_chosen(page: IndicatorPage) -> None:
    choose(board(page).view, "Index")
    choose(board(page).base, "januari 2023")
    choose(board(page).first, "2024")
    QTest.keyClick(board(page).chart, Qt.Key.Key_Home)
    assert board(page).chart.said() == ["jan. 2024, Index, januari 2023 = 100", "Internationell: 199"]
    choose(board(page).view, "Glidande medelvärde")
    choose(board(page).mean, "3 perioder")
    QTest.keyClick(board(page).chart, Qt.Key.Key_End)
    assert board(page).chart.said()[1] == "Internationell: 211 (preliminärt)"
    choose(board(page).last, "2023")
    assert board(page).look.last == "", "the last year is not before the first"


def test_what_was_chosen_stays_when_the_language_or_the_series_changes(
    page: IndicatorPage, desk: Desk, swedish: Indicator, qtbot: QtBot
) -> None:
    choose(board(page).view, "Index")
    choose(board(page).first, "2024")
    desk.use(language="en")
    assert board(page).look.view == SeriesView.INDEX
    assert board(page).view.currentText() == "Index"
    assert board(page).first.currentText() == "2024"
    page.select(swedish.id)
    qtbot.waitUntil(lambda: names(page) == ["Svensk"])
    assert board(page).look.first == "2024"
    QTest.keyClick(board(page).chart, Qt.Key.Key_Home)
    assert board(page).chart.said()[0] == "Jan 2024, Index, 2023 = 100"


def test_the_keyboard_stays_in_the_board_when_the_records_change(page: IndicatorPage, desk: Desk, qtbot: QtBot) -> None:
    page.window().activateWindow()
    board(page).view.setFocus()
    qtbot.waitUntil(board(page).view.hasFocus)
    factory.organisation(desk.store)
    assert board(page).view.hasFocus()


def test_the_values_can_be_read_as_a_table(page: IndicatorPage) -> None:
    board(page).as_table.setFocus()
    QTest.keyClick(board(page).as_table, Qt.Key.Key_Space)
    table = board(page).table
    assert table.isVisible()
    assert not board(page).chart.isVisible()
    model = table.model()
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in range(3)] == [
        "Period",
        "Internationell",
        "Notering",
    ]
    assert [model.index(4, column).data() for column in range(3)] == ["maj 2023", "105", "1"]
    assert model.index(23, 1).data() == "212 (preliminärt)"
    QTest.keyClick(board(page).as_table, Qt.Key.Key_Space)
    assert board(page).chart.isVisible()


def test_a_series_of_another_unit_is_named_and_not_drawn(
    page: IndicatorPage, desk: Desk, swedish: Indicator, qtbot: QtBot
) -> None:
    edit.save(desk.store, INDICATORS, {"unit_sv": "platser"}, number=swedish.id)
    together(page, qtbot)
    assert "Internationell visas inte: serien har andra perioder eller en annan enhet." in board(page).texts()
    choose(board(page).view, "Index")
    assert not any("visas inte" in one for one in board(page).texts())


# Nothing to draw


def test_a_series_without_values_says_what_to_do(page: IndicatorPage, desk: Desk, qtbot: QtBot) -> None:
    page.select(factory.indicator(desk.store, annotations=[{"period": "2019", "note_sv": "Normalnivå."}]).id)
    assert board(page).empty.isVisible()
    assert "2019: Normalnivå." in board(page).texts()
    assert not board(page).print.isEnabled()
    for button in (board(page).importing, page.import_button):
        with qtbot.waitSignal(page.import_asked):
            button.click()


def test_nothing_can_be_chosen_where_there_is_nothing_to_choose_from(page: IndicatorPage, desk: Desk) -> None:
    assert board(page).first.isVisible()
    page.select(factory.indicator(desk.store).id)
    shown = board(page)
    for view in ("Index", "Glidande medelvärde", "Värden"):
        choose(shown.view, view)
        offered = [one for one in (shown.base, shown.mean, shown.first, shown.last) if one.isVisible()]
        assert all(one.count() for one in offered), f"an empty list is offered for {view}"
        assert not shown.first.isVisible(), "there are no years"


def test_a_board_that_still_counts_offers_nothing_empty(desk: Desk, qtbot: QtBot) -> None:
    made = SeriesBoard(desk)
    qtbot.addWidget(made)
    made.show()
    assert [one for one in (made.base, made.mean, made.first, made.last) if one.isVisible()] == []


@pytest.mark.parametrize(("width", "least"), [(1000, 440), (1360, 640), (1920, 1100)])
def test_the_chart_has_what_the_names_of_the_series_leave(
    page: IndicatorPage, window: MainWindow, qtbot: QtBot, width: int, least: int
) -> None:
    window.resize(width, 820)
    qtbot.waitUntil(lambda: page.detail.width() >= least)
    assert page.list.width() >= 280, "the names can still be read"


def test_what_cannot_be_reckoned_says_why(page: IndicatorPage, desk: Desk) -> None:
    page.select(factory.indicator(desk.store, values=[{"period": "2024-01", "value": 5}]).id)
    choose(board(page).view, "Förändring sedan året före")
    assert board(page).empty.isVisible()
    said = " ".join(one.text() for one in board(page).empty.findChildren(PlainLabel))
    assert "Det finns inget värde för januari 2023." in said


def test_while_a_series_is_counted_nothing_of_another_stands_there(
    page: IndicatorPage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_count = threading.Event()

    def slowly(store: Store, series: Sequence[Indicator]) -> Sequence[Indicator]:
        may_count.wait(10)
        return filled(store, series)

    monkeypatch.setattr(indicators, "filled", slowly)
    counted = {"counted": Counted.AGREEMENTS_IN_FORCE, "frequency": Frequency.QUARTERLY}
    made = factory.indicator(desk.store, name_sv="Avtal", unit_sv="avtal", **counted)
    try:
        page.select(made.id)
        assert board(page).empty.isVisible()
        assert not board(page).chart.isVisible()
        assert not board(page).copy.isEnabled()
        assert "Räknar…" in [one.text() for one in board(page).empty.findChildren(PlainLabel)]
    finally:
        may_count.set()
    qtbot.waitUntil(lambda: names(page) == ["Avtal"])


def test_what_kidesk_counts_is_drawn_and_needs_no_import(
    page: IndicatorPage, desk: Desk, qtbot: QtBot, frozen_day: dt.date
) -> None:
    factory.agreement(desk.store, status=AgreementStatus.IN_FORCE, effective_on=dt.date(2025, 2, 1))
    counted = {"counted": Counted.AGREEMENTS_IN_FORCE, "frequency": Frequency.QUARTERLY}
    page.select(factory.indicator(desk.store, name_sv="Avtal", unit_sv="avtal", **counted).id)
    qtbot.waitUntil(lambda: names(page) == ["Avtal"])
    QTest.keyClick(board(page).chart, Qt.Key.Key_End)
    assert board(page).chart.said()[1] == "Avtal: 1 (preliminärt)", "the quarter still runs"
    assert "Avtal: räknas av kidesk ur det egna registret." in board(page).texts()


# Sentences


def test_a_sentence_reads_in_both_languages_and_waits_to_be_read(page: IndicatorPage) -> None:
    (card,) = cards(page)
    said = " ".join(label.text() for label in card.findChildren(PlainLabel))
    assert "Nästan 2 gånger sedan 2023." in said
    assert "Almost 2 times since 2023." in said
    assert card.badge.text() == "Inte läst än"


def test_a_person_says_that_a_sentence_has_been_read(page: IndicatorPage, window: MainWindow, qtbot: QtBot) -> None:
    (card,) = cards(page)
    QTest.mouseClick(card.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [one.badge.text() for one in cards(page)] == ["Läst"])
    (card,) = cards(page)
    assert card.status.text() == "Läst 4 maj 2026 av Tove Testsson."
    assert card.button.isHidden()
    window.work.undo()
    qtbot.waitUntil(lambda: [one.badge.text() for one in cards(page)] == ["Inte läst än"])


def test_a_revised_figure_is_told_by_sign_and_words(page: IndicatorPage, desk: Desk, international: Indicator) -> None:
    approve_sentence(desk.store, international.sentences[0].id)
    last = international.values[-1]
    values = [
        {"id": one.id, "period": one.period, "value": Decimal(532) if one is last else one.value}
        for one in international.values
    ]
    edit.save(desk.store, INDICATORS, {"values": values}, number=international.id)
    (card,) = cards(page)
    assert (card.badge.text(), card.badge.tone) == ("Reviderad", "warn")
    assert card.status.text() == "Siffran var 2, är 5."
    assert card.button.isVisible()
    assert card.button.accessibleDescription() == card.status.text()


def test_a_sentence_without_a_figure_cannot_be_read(page: IndicatorPage, desk: Desk) -> None:
    page.select(factory.indicator(desk.store, sentences=[SAID]).id)
    (card,) = cards(page)
    assert card.badge.text() == "Inte beräknad"
    assert card.button.isHidden()


def test_a_sentence_that_has_gone_meanwhile_is_told(page: IndicatorPage, qtbot: QtBot) -> None:
    (card,) = cards(page)
    told: list[KideskError] = []
    page.failed.connect(told.append)
    card.read.emit(9_999)
    qtbot.waitUntil(lambda: len(told) == 1)


# Elsewhere


def test_a_chart_is_copied_as_a_picture_on_white(page: IndicatorPage, desk: Desk) -> None:
    desk.use(scheme="dark")
    QGuiApplication.clipboard().clear()
    board(page).copy.click()
    image = QGuiApplication.clipboard().image()
    assert image.width() > 1_000
    assert image.pixelColor(2, 2) == QColor(LIGHT.surface)
    seen = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert LIGHT.accent in seen, "in the colours of paper, whatever the window's"


def test_the_chart_is_printed_as_it_is_looked_at(page: IndicatorPage, window: MainWindow, qtbot: QtBot) -> None:
    together(page, qtbot)
    choose(board(page).view, "Index")
    board(page).print.click()
    said = text_of(opened(qtbot, window))
    assert "Index, 2023 = 100" in said
    assert "Internationell" in said
    assert "Svensk" in said


def test_every_control_of_the_board_has_a_name_and_takes_the_keyboard(page: IndicatorPage) -> None:
    shown = board(page)
    choices = (shown.view, shown.base, shown.mean, shown.first, shown.last)
    assert all(one.accessibleName() for one in (*choices, shown.chart, shown.table))
    for one in (*choices, shown.as_table, shown.copy, shown.print, shown.chart):
        assert one.focusPolicy() & Qt.FocusPolicy.TabFocus
