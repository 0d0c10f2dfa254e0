"""The preview: pages as they will be printed, found words, either language, always up to date, and the ways out."""

from __future__ import annotations

import datetime as dt
import gc
import os
import re
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QThreadPool
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kidesk.errors import KideskError, Sentence
from kidesk.gui import tasks, theme
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.preview import choices, loose_files
from kidesk.gui.preview.choices import ReportChoices
from kidesk.gui.preview.page import Page
from kidesk.gui.preview.page_view import Zoom
from kidesk.gui.preview.pdf_file import PdfFile
from kidesk.gui.preview.window import Preview
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.print_orders import COMPARISON, STATUS, SUMMARY, Order
from kidesk.operations.print_records import OnPage
from kidesk.records import ORGANISATIONS, PERSONS
from kidesk.records.organisation import Organisation
from kidesk.records.plan import PlanKind
from kidesk.reports import content
from kidesk.store.store import Listing
from tests import factory
from tests.gui.test_dialogs import Stretched
from tests.reports import paper

LONG = 20_000
Open = Callable[..., Preview]


def three_pages(language: Language, on_page: OnPage) -> content.Document:
    """A document whose pages tell apart; "Apple" stands on the first and the last."""
    said = {"sv": ("Äpple", "Päron"), "en": ("Apple", "Pear")}[language.code]
    blocks = (
        content.Paragraph(f"{said[0]} one"),
        content.PageBreak(),
        content.Paragraph(f"{said[1]} two"),
        content.PageBreak(),
        content.Paragraph(f"{said[1]} three and {said[0].upper()} again"),
    )
    title = "Frukt" if language.code == "sv" else "Fruit"
    return content.Document(title=title, language_code=language.code, blocks=blocks)


FRUIT = Order(three_pages, lambda language: ("fruit",), frozenset({Organisation}))


@pytest.fixture
def show(qtbot: QtBot, desk: Desk) -> Iterator[Open]:
    """Opens a preview in a window of ordinary size and waits for its pages."""
    opened: list[Preview] = []

    def made(order: Order | None = None, chosen: ReportChoices | None = None, *, is_awaited: bool = True) -> Preview:
        offer = chosen.order if chosen is not None else lambda: order or FRUIT
        preview = Preview(desk, offer, None, chosen)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        opened.append(preview)
        qtbot.addWidget(preview)
        preview.resize(1000, 700)
        preview.show()
        preview.activateWindow()
        qtbot.waitUntil(preview.isActiveWindow)
        if is_awaited:
            settle(qtbot, preview)
        return preview

    yield made
    for preview in opened:
        preview.close()
    assert QThreadPool.globalInstance().waitForDone(LONG)


def settle(qtbot: QtBot, preview: Preview) -> None:
    """Waits until nothing is made, drawn or looked for."""
    view = preview.view

    def is_settled() -> bool:
        pauses = preview._pause.isActive() or preview.find_bar._pause.isActive()
        busy = preview.composer.is_busy or view.pictures._task or view.pictures._wanted or preview.search._task
        return not pauses and not busy

    qtbot.waitUntil(is_settled, timeout=LONG)


def page(preview: Preview, number: int) -> Page:
    """A page (from 0), brought near what is seen."""
    if not any(page.number == number for page in near(preview)):
        preview.view.go_to(number)
    return next(page for page in near(preview) if page.number == number)


def near(preview: Preview) -> list[Page]:
    """The pages that are seen and those beside them, from the top."""
    found = [page for page in preview.view.findChildren(Page) if not page.isHidden()]
    return sorted(found, key=lambda page: page.number)


def count(preview: Preview) -> int:
    """How many pages there are."""
    return len(preview.view.places)


def text(preview: Preview) -> str:
    """What stands on the pages shown."""
    assert preview.made is not None
    return paper.text(preview.made.file.data)


# Pages


def test_the_pages_stand_below_each_other_and_have_names(show: Open) -> None:
    preview = show()
    places, first = preview.view.places, page(preview, 0)
    assert all(upper.bottom() < lower.y() for upper, lower in zip(places, places[1:], strict=False))
    assert first.width() / first.height() == pytest.approx(210 / 297, rel=0.01)
    assert "Äpple one" in first.accessibleDescription()
    assert [page(preview, n).accessibleName() for n in range(3)] == ["Sida 1 av 3", "Sida 2 av 3", "Sida 3 av 3"]
    assert "webbsida" in preview.view.accessibleDescription()
    assert preview.windowTitle() == "Frukt"


def test_a_page_is_drawn_as_sharp_as_the_screen(show: Open) -> None:
    preview = show()
    first, picture = page(preview, 0), preview.view.pictures.of(0)
    assert picture is not None
    assert picture.image.width() == pytest.approx(first.width() * preview.devicePixelRatioF(), abs=1)
    grabbed = first.grab().toImage()
    every = ((x, y) for x in range(0, first.width(), 2) for y in range(0, first.height(), 2))
    assert sum(grabbed.pixelColor(x, y).lightness() < 90 for x, y in every) > 50, "the words are there"


def test_only_pages_near_what_is_seen_are_drawn(show: Open, qtbot: QtBot) -> None:
    def many(language: Language, on_page: OnPage) -> content.Document:
        blocks = [block for n in range(30) for block in (content.Paragraph(f"Sheet {n}"), content.PageBreak())]
        return content.Document(title="Many", language_code=language.code, blocks=tuple(blocks[:-1]))

    preview = show(Order(many, lambda language: ("many",), frozenset()))
    assert count(preview) == 30
    assert len(near(preview)) == 2
    drawn = {number for number in range(30) if preview.view.pictures.of(number)}
    assert drawn == {0, 1}
    preview.view.go_to(20)
    settle(qtbot, preview)
    assert preview.view.pictures.of(20) is not None
    assert preview.view.pictures.of(10) is None
    assert {19, 20, 21} <= {page.number for page in near(preview)}
    assert len(near(preview)) <= 4


def test_the_page_number_follows_and_leads(show: Open, qtbot: QtBot) -> None:
    preview = show()
    assert preview.page_box.text() == "1 av 3"
    QTest.keyClick(preview, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert preview.page_box.hasFocus()
    QTest.keyClicks(preview.page_box, "3")
    QTest.keyClick(preview.page_box, Qt.Key.Key_Return)
    settle(qtbot, preview)
    assert preview.isVisible(), "Enter presses no button"
    assert preview.view.page == 2
    preview.view.setFocus()
    QTest.keyClick(preview.view, Qt.Key.Key_Home)
    assert preview.page_box.text() == "1 av 3"
    QTest.keyClick(preview.view, Qt.Key.Key_End)
    assert preview.page_box.text() == "3 av 3"


# Zoom


def test_the_zoom_goes_up_and_down_a_ladder(show: Open, qtbot: QtBot) -> None:
    preview = show()
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(preview, Qt.Key.Key_0, ctrl)
    assert preview.view.factor() == pytest.approx(1.0)
    dots = preview.logicalDpiX()
    assert preview.view.places[0].width() == pytest.approx(210 / 25.4 * dots, abs=2)
    QTest.keyClick(preview, Qt.Key.Key_Plus, ctrl)
    assert preview.view.zoom == 1.25
    assert preview.zoom_box.options.currentText() == "125\u00a0%"
    QTest.keyClick(preview, Qt.Key.Key_Minus, ctrl)
    preview.zoom_box.smaller.click()
    preview.zoom_box.smaller.click()
    assert preview.view.zoom == 0.5
    assert not preview.zoom_box.smaller.isEnabled()
    preview.view.set_zoom(4.0)
    assert not preview.zoom_box.larger.isEnabled()
    settle(qtbot, preview)
    picture = preview.view.pictures.of(preview.view.page)
    assert picture is not None
    assert picture.image.width() >= preview.view.places[0].width() - 1


def test_fit_width_and_fit_page_follow_the_window(show: Open, qtbot: QtBot) -> None:
    preview = show()
    before = preview.view.places[0].width()
    assert preview.view.viewport().width() - before < 60
    assert not preview.view.horizontalScrollBar().isVisible()
    preview.resize(1200, 700)
    qtbot.waitUntil(lambda: preview.view.places[0].width() == before + 200)
    preview.zoom_box.options.setCurrentIndex(1)
    preview.zoom_box.options.activated.emit(1)
    assert preview.view.zoom == "page"
    place = preview.view.places[0]
    assert place.width() < place.height() < preview.view.viewport().height()


def test_ctrl_and_the_wheel_zoom_where_the_wheel_alone_scrolls(show: Open) -> None:
    preview = show()
    preview.view.set_zoom(1.0)
    handle, place = preview.windowHandle(), preview.view.viewport().mapTo(preview, QPoint(50, 50))
    QTest.wheelEvent(handle, place, QPoint(0, 120), stateKey=Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoom == 1.25
    before = preview.view.verticalScrollBar().value()
    QTest.wheelEvent(handle, place, QPoint(0, -120))
    assert preview.view.zoom == 1.25
    assert preview.view.verticalScrollBar().value() > before


def test_zooming_stays_on_the_page(show: Open, qtbot: QtBot) -> None:
    preview = show()
    preview.view.go_to(1)
    zooms: tuple[Zoom, ...] = (2.0, 0.5, 3.0, "page", "width")
    for zoom in zooms:
        preview.view.set_zoom(zoom)
        top = preview.view.places[1].y() - preview.view.verticalScrollBar().value()
        assert abs(top) < 20, zoom


# Search


def look_for(qtbot: QtBot, preview: Preview, words: str) -> None:
    QTest.keyClick(preview, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert preview.find_bar.field.hasFocus()
    preview.find_bar.field.insert(words)  # QTest's own keys know no å, ä and ö
    settle(qtbot, preview)


def test_words_are_found_in_either_case_and_gone_through(show: Open, qtbot: QtBot) -> None:
    preview = show()
    look_for(qtbot, preview, "äpple")
    count, field = preview.find_bar.count, preview.find_bar.field
    assert count.text() == "1 av 2"
    assert [hit.page for hit in preview.search.hits] == [0, 2]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert count.text() == "2 av 2"
    assert preview.view.page == 2, "the hit is brought into view"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert count.text() == "1 av 2", "round the end"
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert count.text() == "2 av 2"
    QTest.keyClick(preview, Qt.Key.Key_F3)
    assert count.text() == "1 av 2"
    preview.find_bar.back.click()
    assert count.text() == "2 av 2"


def test_hits_are_coloured_and_the_current_one_is_framed(show: Open, qtbot: QtBot) -> None:
    preview = show()
    look_for(qtbot, preview, "äpple")
    first = page(preview, 0)
    assert _has_frame(first)
    assert _is_coloured(first, preview.search.hits[0].places[0].center() * first.scale)
    last = page(preview, 2)
    settle(qtbot, preview)
    assert _is_coloured(last, preview.search.hits[1].places[0].center() * last.scale)
    assert not _has_frame(last)


def _is_coloured(page: Page, place: object) -> bool:
    image = page.grab().toImage()
    x, y = round(place.x()), round(place.y())  # type: ignore[attr-defined]
    around = [image.pixelColor(x + dx, y + dy) for dx in range(-8, 8) for dy in range(-4, 4)]
    return any(colour.blue() < colour.red() - 40 for colour in around)


def _has_frame(page: Page) -> bool:
    image, accent = page.grab().toImage(), QColor(theme.DEFAULT_ACCENT)
    # The first lines are the document's own band in the same colour.
    rows = range(page.height() // 20, page.height(), 1)
    return any(image.pixelColor(x, y) == accent for x in range(0, page.width(), 2) for y in rows)


def test_what_is_not_there_is_said_and_escape_ends_the_search(show: Open, qtbot: QtBot) -> None:
    preview = show()
    look_for(qtbot, preview, "banan")
    assert preview.find_bar.count.text() == "Inga träffar"
    assert not preview.find_bar.on.isEnabled()
    QTest.keyClick(preview.find_bar.field, Qt.Key.Key_Escape)
    settle(qtbot, preview)
    assert preview.isVisible()
    assert preview.find_bar.count.text() == ""
    assert preview.view.hasFocus()
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()


# Language and freshness


def test_the_other_language_is_shown_when_it_is_chosen(show: Open, qtbot: QtBot, desk: Desk) -> None:
    preview = show()
    assert "Päron" in text(preview)
    look_for(qtbot, preview, "pear")
    choose(preview.language, 1)
    settle(qtbot, preview)
    assert "Pear" in text(preview)
    assert preview.windowTitle() == "Fruit"
    assert preview.find_bar.count.text() == "1 av 2", "the search goes on in the new pages"
    assert preview.save_button.text() == "Spara som PDF…", "the window keeps its own language"
    desk.use(language="en")
    assert preview.save_button.text() == "Save as PDF…"
    assert preview.updated.text().startswith("Updated ")
    assert (preview.windowTitle(), preview.heading.text()) == ("Fruit", "Fruit")
    assert preview.page_box.text().endswith("of 3")
    assert page(preview, 1).accessibleName() == "Page 2 of 3"


def choose(options: QComboBox, row: int) -> None:
    """Chooses as a person does."""
    options.setCurrentIndex(row)
    options.activated.emit(row)


def test_a_change_of_its_records_is_shown_where_one_was(show: Open, qtbot: QtBot, desk: Desk) -> None:
    row = factory.organisation(desk.store, name_sv="Åbo Akademi", notes="text " * 6000)
    preview = show(choices.sheet(desk, ORGANISATIONS, row.id)())
    assert preview.updated.text() == ""
    look_for(qtbot, preview, "organisation")
    preview.view.set_zoom(1.5)
    preview.view.go_to(3)
    settle(qtbot, preview)
    place = preview.view.verticalScrollBar().value()
    edit.save(desk.store, ORGANISATIONS, {"name_sv": "Nya Åbo"}, number=row.id)
    qtbot.waitUntil(lambda: preview.windowTitle() == "Nya Åbo", timeout=LONG)
    settle(qtbot, preview)
    assert "Nya Åbo" in text(preview)
    assert (preview.view.zoom, preview.view.page) == (1.5, 3)
    assert abs(preview.view.verticalScrollBar().value() - place) < 5
    assert re.fullmatch(r"Uppdaterad \d\d:\d\d", preview.updated.text())
    said = dt.datetime.strptime(preview.updated.text()[-5:], "%H:%M")
    now = dt.datetime.now()
    assert (now.hour * 60 + now.minute - said.hour * 60 - said.minute) % 1440 < 2


def test_a_change_of_other_records_is_left_alone(show: Open, qtbot: QtBot, desk: Desk) -> None:
    preview = show()
    before = preview.made
    factory.plan(desk.store)
    assert not preview._pause.isActive()
    factory.organisation(desk.store)
    assert preview._pause.isActive()
    settle(qtbot, preview)
    assert preview.made is not before


def test_a_head_that_is_set_otherwise_is_shown(show: Open, qtbot: QtBot, desk: Desk) -> None:
    row = factory.organisation(desk.store)
    preview = Preview(desk, choices.sheet(desk, ORGANISATIONS, row.id), None)
    preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(preview)
    preview.show()
    settle(qtbot, preview)
    desk.use(organisation_name="Provuniversitetet")
    settle(qtbot, preview)
    assert "Provuniversitetet" in text(preview)
    desk.use(window_width=1111)
    assert not preview._pause.isActive()
    preview.close()


def test_a_record_that_has_gone_is_no_longer_shown_and_returns(show: Open, qtbot: QtBot, desk: Desk) -> None:
    row = factory.organisation(desk.store, name_sv="Åbo Akademi")
    preview = show(choices.sheet(desk, ORGANISATIONS, row.id)())
    edit.delete(desk.store, ORGANISATIONS, [row.id])
    settle(qtbot, preview)
    assert near(preview) == []
    assert str(row.id) in preview.banner.label.text()
    assert not preview.save_button.isEnabled()
    desk.store.undo()
    settle(qtbot, preview)
    assert count(preview) == 1
    assert not preview.banner.isVisible()
    assert preview.save_button.isEnabled()


def test_a_protected_identity_is_refused_even_while_it_is_shown(show: Open, qtbot: QtBot, desk: Desk) -> None:
    row = factory.person(desk.store, family_name="Hemlig")
    preview = show(choices.sheet(desk, PERSONS, row.id)())
    assert "Hemlig" in text(preview)
    edit.save(desk.store, PERSONS, {"has_protected_identity": True}, number=row.id)
    settle(qtbot, preview)
    assert preview.made is None
    assert near(preview) == []
    assert "skyddad" in preview.banner.label.text()
    assert preview.banner.property("tone") == "bad"
    assert preview.windowTitle() == "Förhandsgranskning"
    assert not any(button.isEnabled() for button in (preview.save_button, preview.print_button, preview.open_button))
    preview.print_()
    preview.open_elsewhere()
    preview.save()


def test_what_could_not_be_printed_as_it_was_is_said(show: Open, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    row = factory.organisation(desk.store, name_sv="Skola \U0001f600")
    preview = show(choices.sheet(desk, ORGANISATIONS, row.id)())
    assert preview.banner.property("tone") == "warn"
    assert preview.banner.isVisible()


def test_a_bug_is_told_without_its_innards_and_can_be_tried_again(
    show: Open, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    problems: list[Exception] = [ZeroDivisionError("division by zero")]

    def compose(language: Language, on_page: OnPage) -> content.Document:
        if problems:
            raise problems.pop()
        return three_pages(language, on_page)

    preview = show(Order(compose, FRUIT.words, frozenset()))
    assert "division" not in preview.banner.label.text()
    assert preview.banner.isVisible()
    assert "unexpected" in caplog.text
    preview.try_again.click()
    settle(qtbot, preview)
    assert count(preview) == 3
    assert not preview.try_again.isVisible()


# Long work


class Slow:
    """An order that takes as long as it is told to, in steps that ask whether to go on."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.begun: list[str] = []
        self.ended: list[str] = []

    def compose(self, language: Language, on_page: OnPage) -> content.Document:
        self.begun.append(language.code)
        try:
            for page in range(1, 100_000):
                on_page(page)
                if self.go_on.wait(0.005):
                    break
        finally:
            self.ended.append(language.code)
        return three_pages(language, on_page)

    def order(self) -> Order:
        return Order(self.compose, FRUIT.words, frozenset())


def test_a_long_document_says_how_far_it_is_and_is_stopped(show: Open, qtbot: QtBot) -> None:
    slow = Slow()
    preview = show(slow.order(), is_awaited=False)
    qtbot.waitUntil(preview.busy.isVisible, timeout=LONG)
    qtbot.waitUntil(lambda: bool(re.search(r"\d", preview.busy.words.text())), timeout=LONG)
    assert not preview.save_button.isEnabled()
    preview.busy.stop.click()
    settle(qtbot, preview)
    assert slow.ended == ["sv"]
    assert QThreadPool.globalInstance().waitForDone(LONG)
    assert QThreadPool.globalInstance().activeThreadCount() == 0
    assert not preview.busy.isVisible()
    assert preview.banner.property("tone") == "info"
    slow.go_on.set()
    preview.try_again.click()
    settle(qtbot, preview)
    assert count(preview) == 3


def test_stopping_keeps_what_was_shown(show: Open, qtbot: QtBot) -> None:
    slow = Slow()
    slow.go_on.set()
    preview = show(slow.order())
    slow.go_on.clear()
    QTest.keyClick(preview, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: len(slow.begun) == 2, timeout=LONG)
    preview.composer.stop()
    settle(qtbot, preview)
    assert count(preview) == 3
    assert preview.save_button.isEnabled()


def test_what_is_asked_for_later_takes_the_place_of_the_earlier(show: Open, qtbot: QtBot) -> None:
    slow = Slow()
    preview = show(slow.order(), is_awaited=False)
    qtbot.waitUntil(lambda: slow.begun == ["sv"], timeout=LONG)
    choose(preview.language, 1)
    qtbot.waitUntil(lambda: slow.ended == ["sv"], timeout=LONG)
    slow.go_on.set()
    settle(qtbot, preview)
    assert "Pear" in text(preview)
    assert not preview.banner.isVisible(), "nobody stopped anything"


def test_a_list_of_thousands_is_stopped_between_its_portions(
    show: Open, qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    factory.organisation(desk.store)
    monkeypatch.setattr(desk.store, "ids", lambda listing, language: range(1, 10_001))
    read, waiting = [], threading.Event()

    def page(record: object, ids: list[int], only: object = None) -> dict[int, object]:
        read.append(len(ids))
        waiting.wait(0.05)
        return {}

    monkeypatch.setattr(desk.store, "page", page)
    preview = show(choices.listing(desk, Listing(ORGANISATIONS))(), is_awaited=False)
    qtbot.waitUntil(lambda: bool(read), timeout=LONG)
    preview.composer.stop()
    settle(qtbot, preview)
    assert QThreadPool.globalInstance().waitForDone(LONG)
    assert sum(read) < 10_000
    assert preview.banner.isVisible()


@pytest.mark.parametrize("moment", ["composing", "drawing"])
def test_it_can_be_closed_at_any_moment(moment: str, qtbot: QtBot, desk: Desk) -> None:
    slow = Slow()
    preview = Preview(desk, slow.order, None)
    preview.show()
    if moment == "drawing":
        slow.go_on.set()
        qtbot.waitUntil(lambda: not preview.composer.is_busy, timeout=LONG)
        preview.view.set_zoom(4.0)
        assert preview.view.pictures._task is not None
    preview.close()
    assert QThreadPool.globalInstance().waitForDone(LONG)
    qtbot.wait(20)
    factory.organisation(desk.store)  # nobody is left who would hear of it
    qtbot.wait(20)
    assert slow.ended == ["sv"]


def test_its_size_is_remembered(show: Open, desk: Desk) -> None:
    preview = show()
    preview.resize(930, 640)
    preview.close()
    assert (desk.settings.preview_width, desk.settings.preview_height) == (930, 640)
    assert (Preview(desk, lambda: FRUIT, None).width(), desk.settings.preview_height) == (760, 640)  # the screen's room


# Reports


def test_a_status_is_chosen_with_its_plan_and_quarter(
    show: Open, qtbot: QtBot, desk: Desk, frozen_day: dt.date
) -> None:
    desk.use(language="en")
    factory.plan(desk.store, title_en="First plan")
    factory.plan(desk.store, title_en="Second plan")
    factory.plan(desk.store, title_en="A strategy", kind=PlanKind.STRATEGY)
    factory.quarter(desk.store, name="2024-Q4")
    chosen = ReportChoices(desk, STATUS, None)
    preview = show(chosen=chosen)
    assert [chosen.report.itemText(row) for row in range(chosen.report.count())] == [
        "Quarterly status",
        "Comparison of quarters",
        "Activity matrix",
        "Final report",
        "Operational plan",
        "Strategy overview",
    ]
    assert not chosen.earlier_box.isVisible(), "a status is about one quarter"
    assert [chosen.plan.itemText(row) for row in range(chosen.plan.count())] == ["First plan", "Second plan"]
    assert [chosen.quarter.itemText(row) for row in range(chosen.quarter.count())] == ["Q2 2026", "Q1 2026", "Q4 2024"]
    assert "First plan" in text(preview)
    choose(chosen.plan, 1)
    choose(chosen.quarter, 2)
    settle(qtbot, preview)
    assert "Second plan" in text(preview)
    assert "Q4 2024" in preview.windowTitle()
    desk.use(language="sv")
    assert chosen.quarter.currentText() == "Kvartal 4 2024"
    desk.use(language="en")
    choose(chosen.report, 5)
    assert [chosen.plan.itemText(row) for row in range(chosen.plan.count())] == ["A strategy"]
    settle(qtbot, preview)
    assert "A strategy" in text(preview)


def test_an_agreement_has_its_summary_and_the_status(show: Open, qtbot: QtBot, desk: Desk) -> None:
    agreement = factory.agreement(desk.store, title_sv="Avtal om prov")
    factory.plan(desk.store, title_sv="Plan för prov")
    chosen = ReportChoices(desk, SUMMARY, agreement.id)
    preview = show(chosen=chosen)
    assert preview.windowTitle() == "Avtal om prov"
    assert not chosen.quarter_box.isVisible()
    choose(chosen.report, 1)
    settle(qtbot, preview)
    assert chosen.quarter_box.isVisible()
    assert not chosen.plan_box.isVisible(), "there is one plan only"
    assert "Plan för prov" in text(preview)


def test_a_comparison_is_chosen_with_both_its_quarters(
    show: Open, qtbot: QtBot, desk: Desk, frozen_day: dt.date
) -> None:
    desk.use(language="en")
    plan = factory.plan(desk.store, title_en="First plan")
    factory.quarter(desk.store, name="2024-Q4")
    factory.quarter(desk.store, name="2024-Q3")
    chosen = ReportChoices(desk, COMPARISON, plan.id, "2024-Q4", "2024-Q3")
    preview = show(chosen=chosen)
    assert chosen.earlier_box.isVisible()
    assert "Comparison of Q3 2024 and Q4 2024" in text(preview)
    choose(chosen.quarter, 0)
    settle(qtbot, preview)
    assert "Comparison of Q3 2024 and Q2 2026" in text(preview)
    choose(chosen.report, chosen.report.findText("Activity matrix"))
    settle(qtbot, preview)
    assert not chosen.earlier_box.isVisible()
    assert "Activity matrix, Q2 2026" in text(preview)
    assert ReportChoices(desk, STATUS, None).earlier.value() == "2026-Q1", "the quarter before the latest"


def test_a_status_without_a_plan_is_told_until_there_is_one(show: Open, qtbot: QtBot, desk: Desk) -> None:
    chosen = ReportChoices(desk, STATUS, None)
    preview = show(chosen=chosen)
    assert preview.banner.isVisible()
    assert near(preview) == []
    first = factory.plan(desk.store, title_sv="Plan för prov")
    settle(qtbot, preview)
    assert "Plan för prov" in text(preview)
    assert chosen.plan.value() == first.id
    second = factory.plan(desk.store, title_sv="Annan plan")
    assert chosen.plan_box.isVisible(), "now there is something to choose"
    assert chosen.plan.value() == first.id
    assert second.id in {one for one, _ in chosen.plan._options}
    settle(qtbot, preview)


# The ways out


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """The suggestions that were made; each is taken, in a folder of the test."""
    suggested: list[Path] = []

    def take(parent: QWidget, title: str, file: Path, *others: str) -> Path:
        suggested.append(file)
        return tmp_path / file.name

    monkeypatch.setattr(places, "choose_to_write", take)
    return suggested


def opening(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the system is asked to open."""
    opened: list[Path] = []

    def show_file(file: Path) -> bool:
        opened.append(file)
        return True

    monkeypatch.setattr(places, "show", show_file)
    return opened


def saved(qtbot: QtBot, preview: Preview) -> None:
    """Saves and waits for the end of it."""
    QTest.keyClick(preview, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: preview.ways_out._task is None, timeout=LONG)
    QThreadPool.globalInstance().waitForDone(LONG)


def test_what_is_saved_is_what_is_shown(
    show: Open, qtbot: QtBot, chosen: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = opening(monkeypatch)
    preview = show()
    assert preview.made is not None
    saved(qtbot, preview)
    file = tmp_path / "kidesk-fruit-sv.pdf"
    assert [one.name for one in chosen] == [file.name]
    assert paper.pages(file) == paper.pages(preview.made.file.data)
    assert preview.banner.label.text() == f"Sparat som {file.name}."
    assert preview.ways_out.open_button.hasFocus()
    preview.ways_out.open_button.click()
    preview.ways_out.folder_button.click()
    assert opened == [file, tmp_path]


def test_a_web_page_is_written_where_its_ending_is_chosen(
    show: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def take(parent: QWidget, title: str, file: Path, *others: str) -> Path:
        asked.append(others)
        return tmp_path / "fruit.html"

    monkeypatch.setattr(places, "choose_to_write", take)
    preview = show()
    saved(qtbot, preview)
    assert asked == [("Webbsida (*.html)",)]
    written = (tmp_path / "fruit.html").read_text("utf-8")
    assert written.lstrip().lower().startswith("<!doctype html>")
    assert "Päron" in written


def test_a_save_that_fails_is_told_in_a_sentence(
    show: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = tmp_path / "nowhere" / "x.pdf"
    monkeypatch.setattr(places, "choose_to_write", lambda *_: nowhere)
    preview = show()
    saved(qtbot, preview)
    assert str(nowhere.parent) in preview.banner.label.text()
    assert preview.banner.property("tone") == "bad"
    assert not preview.ways_out.open_button.isVisible()
    assert preview.save_button.isEnabled()
    assert count(preview) == 3


def test_an_ending_of_something_else_is_refused(
    show: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "choose_to_write", lambda *_: tmp_path / "fruit.docx")
    preview = show()
    preview.save_button.click()
    assert preview.ways_out._task is None
    assert "fruit.docx" in preview.banner.label.text()
    assert list(tmp_path.glob("fruit*")) == []


def test_the_pages_have_the_keyboard_when_a_message_goes(show: Open, qtbot: QtBot, chosen: list[Path]) -> None:
    preview = show()
    saved(qtbot, preview)
    assert preview.ways_out.open_button.hasFocus()
    preview.compose()
    settle(qtbot, preview)
    assert not preview.banner.isVisible()
    assert preview.view.hasFocus()


def test_after_a_stop_and_a_save_nothing_is_left_to_try_again(
    show: Open, qtbot: QtBot, chosen: list[Path]
) -> None:
    preview = show()
    preview.composer.failed.emit(tasks.Stopped("Stopped."))
    assert preview.try_again.isVisible()
    saved(qtbot, preview)
    assert preview.ways_out.open_button.isVisible()
    assert not preview.try_again.isVisible()


def test_a_message_about_a_failure_does_not_hold_the_pages(
    show: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "choose_to_write", lambda *_: tmp_path / "nowhere" / "x.pdf")
    preview = show()
    saved(qtbot, preview)
    assert preview.made is not None
    pages = weakref.ref(preview.made.file)
    preview.close()
    qtbot.wait(20)
    gc.collect()
    assert pages() is None


def test_choosing_no_file_writes_nothing(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "choose_to_write", lambda *_: None)
    preview = show()
    preview.save_button.click()
    assert preview.ways_out._task is None
    assert not preview.banner.isVisible()


def test_a_save_is_stopped_before_the_preview_closes(
    show: Open, qtbot: QtBot, chosen: list[Path], tmp_path: Path
) -> None:
    slow = Slow()
    slow.go_on.set()
    preview = show(slow.order())
    slow.go_on.clear()
    preview.save()
    qtbot.waitUntil(lambda: len(slow.begun) == 2, timeout=LONG)
    preview.close()
    assert preview.isVisible()
    qtbot.waitUntil(lambda: preview.ways_out._task is None, timeout=LONG)
    assert list(tmp_path.glob("kidesk-*")) == []
    assert preview.banner.property("tone") == "info"
    preview.close()
    assert not preview.isVisible()


def test_the_pages_shown_are_opened_in_another_program(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = opening(monkeypatch)
    preview = show()
    preview.open_button.click()
    preview.open_button.click()
    assert preview.made is not None
    assert [file.name for file in opened] == ["kidesk-fruit-sv.pdf"] * 2
    assert opened[0].read_bytes() == preview.made.file.data
    assert opened[0] != opened[1], "the first may still be open"
    assert opened[0].parent.stat().st_mode & 0o077 == 0


def test_a_computer_without_a_program_for_it_is_told(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "show", lambda file: False)
    preview = show()
    preview.open_button.click()
    assert "kidesk-fruit-sv.pdf" in preview.banner.label.text()


def test_a_full_disk_is_told(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str, data: bytes) -> Path:
        raise KideskError("Full.")

    monkeypatch.setattr(loose_files, "put", fail)
    preview = show()
    preview.open_button.click()
    assert preview.banner.label.text() == "Full."


# Everybody's


def test_every_control_has_a_name_and_is_reached_by_tab(show: Open, qtbot: QtBot, desk: Desk) -> None:
    factory.agreement(desk.store)
    factory.plan(desk.store)
    factory.plan(desk.store)
    preview = show(chosen=ReportChoices(desk, STATUS, None))
    preview.ways_out.say("ok", (Sentence("Saved as x.pdf."),))
    preview.ways_out.open_button.show()
    preview.ways_out.folder_button.show()
    qtbot.wait(20)
    controls = {
        widget
        for widget in preview.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if widget.focusProxy() is None
    }
    assert [widget for widget in controls if not _name_of(widget)] == []
    assert [widget for widget in controls if min(widget.width(), widget.height()) < 24] == []
    reached: set[QWidget] = set()
    for _ in range(len(controls) + 2):
        focus = QApplication.focusWidget()
        reached |= {focus} if focus is not None else set()
        QTest.keyClick(focus or preview, Qt.Key.Key_Tab)
    assert controls - reached == set()
    start = min(controls, key=lambda widget: _place(widget, preview))
    start.setFocus()
    order: list[QWidget] = []
    for _ in controls:
        focus = QApplication.focusWidget()
        assert focus is not None
        order.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert order == sorted(controls, key=lambda widget: _place(widget, preview)), "from the top to the bottom"
    assert not any(button.isDefault() or button.autoDefault() for button in preview.findChildren(QPushButton))


def _place(widget: QWidget, preview: Preview) -> tuple[int, int]:
    """Its row and its place in it."""
    middle = widget.mapTo(preview, widget.rect().center())
    return round(middle.y() / 30), middle.x()


def _name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def test_the_keyboards_place_is_seen(show: Open) -> None:
    preview = show()
    accent = QColor(theme.tokens().accent)

    def edge() -> QColor:
        return preview.view.grab().toImage().pixelColor(preview.view.viewport().width() // 2, 1)

    preview.view.setFocus()
    assert edge() == accent
    preview.find_bar.ask()
    assert edge() != accent


def test_nothing_is_cut_off_in_a_language_of_longer_words(show: Open, qtbot: QtBot, desk: Desk) -> None:
    factory.plan(desk.store)
    factory.plan(desk.store)
    desk.language = Stretched("en")
    preview = show(chosen=ReportChoices(desk, STATUS, None))
    preview.resize(10, 10)
    qtbot.wait(20)
    preview.busy.show()
    preview.ways_out.say("ok", (Sentence("Saved as x.pdf."),))
    preview.ways_out.open_button.show()
    preview.ways_out.folder_button.show()
    preview.find_bar.show_place(998, 999, is_asked=True)
    qtbot.wait(20)
    preview.resize(preview.minimumSize())
    qtbot.wait(20)
    assert preview.minimumWidth() <= 1024
    assert [said for said in map(_cut_off, preview.findChildren(QWidget)) if said] == []


def test_the_tools_have_room_in_a_small_window(show: Open, qtbot: QtBot) -> None:
    preview = show()
    preview.find_bar.show_place(998, 999, is_asked=True)
    preview.resize(10, 10)
    qtbot.wait(20)
    assert preview.width() <= 760, "half of a screen, or a whole one at 200 %"
    find, zoom = preview.find_bar, preview.zoom_box
    tools = (preview.page_box, zoom.smaller, zoom.options, zoom.larger, find.field, find.count, find.back, find.on)
    sides = [(tool.mapTo(preview, QPoint()).x(), tool.width()) for tool in tools]
    assert all(x + width <= after for (x, width), (after, _) in pairwise(sides)), "beside each other"


def _cut_off(widget: QWidget) -> str:
    """What a widget says, where it has too little room to say it."""
    if not widget.isVisible() or getattr(widget, "_elide", False):
        return ""
    if isinstance(widget, QLabel):
        needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        fits = widget.height() >= needed and (widget.wordWrap() or widget.width() >= widget.sizeHint().width())
        return "" if fits else widget.text()
    if isinstance(widget, QPushButton):
        return "" if widget.width() >= widget.sizeHint().width() and widget.height() >= 32 else widget.text()
    if isinstance(widget, QComboBox):
        fits = widget.fontMetrics().horizontalAdvance(widget.currentText()) <= widget.width() - 40
        return "" if fits else widget.currentText()
    return ""


# The file behind it


def test_what_no_page_can_hold_is_not_found_and_ends(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(paper.printed(content.Paragraph("Pear")))
    program = (
        "import sys; from pathlib import Path; from kidesk.gui.preview.pdf_file import PdfFile\n"
        "file = PdfFile(Path(sys.argv[1]).read_bytes())\n"
        "print([len(file.find(0, words)) for words in ('pear', '\\0', '\\0pear', 'pe\\ud800ar', '\\ud800')])"
    )
    done = subprocess.run(  # in a program of its own: a search that never ended could not be stopped
        [sys.executable, "-c", program, str(tmp_path / "x.pdf")], capture_output=True, text=True, check=True, timeout=20
    )
    assert done.stdout.strip() == "[1, 0, 1, 1, 0]"
    assert done.stderr == "", "PDFium complains of files that are left open"


def test_a_page_is_sharp_on_a_screen_of_125_percent(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(paper.printed(content.Paragraph("Pear " * 40)))
    done = subprocess.run(
        [sys.executable, "-c", SHARP, str(tmp_path / "x.pdf")],
        capture_output=True,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1.25"},
        timeout=20,
        check=True,
    )
    assert done.stdout.strip() == "0"


# How many pixels of a window differ from the picture of the page in it, where there are letters.
SHARP = """
import sys
from pathlib import Path
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from kidesk.gui.preview.page import Page
from kidesk.gui.preview.pdf_file import PdfFile
from kidesk.gui.preview.pictures import Pictures
app = QApplication([])
window, file = QWidget(), PdfFile(Path(sys.argv[1]).read_bytes())
pictures = Pictures(window)
page = Page(pictures, window)
page.setGeometry(QRect(38, 13, 794, 1123))
window.resize(900, 1200)
pictures.use(file)
pictures.want([0], 96 / 72 * 1.25)
while pictures.of(0) is None:
    app.processEvents()
picture, shown = pictures.of(0).image, window.grab().toImage()
left, top = round(38 * 1.25 + 0.01), round(13 * 1.25)
places = [(x, y) for x in range(100, 800, 3) for y in range(100, 300, 3)]
assert any(picture.pixelColor(x, y).lightness() < 90 for x, y in places), "letters"
print(sum(picture.pixelColor(x, y) != shown.pixelColor(left + x, top + y) for x, y in places))
"""


def test_only_one_thread_at_a_time_is_inside_pdfium(monkeypatch: pytest.MonkeyPatch) -> None:
    inside: set[int] = set()
    most: list[int] = []

    def watched(name: str) -> None:
        real = getattr(paper.RAW, name)

        def enter(*given: object) -> object:
            inside.add(threading.get_ident())
            most.append(len(inside))
            try:
                time.sleep(0.001)
                return real(*given)
            finally:
                inside.discard(threading.get_ident())

        monkeypatch.setattr(paper.RAW, name, enter)

    for name in ("FPDF_LoadPage", "FPDF_RenderPageBitmap", "FPDFText_FindNext", "FPDFText_GetBoundedText"):
        watched(name)
    data = paper.printed(*(content.Paragraph("Pear " * 400) for _ in range(8)))
    file, seen = PdfFile(data), []

    def ask() -> None:
        for number in range(len(file.sizes)):
            seen.append((file.picture(number, 0.5).width(), len(file.find(number, "pear")), file.text(number)))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG / 1000)
    assert len(seen) == 4 * len(file.sizes)
    assert len(set(seen)) == len(file.sizes), "every thread has read the same"
    assert len(most) > 100
    assert max(most) == 1


def test_what_was_only_looked_at_is_gone_when_the_program_ends(tmp_path: Path) -> None:
    program = "from kidesk.gui.preview import loose_files; print(loose_files.put('å.pdf', b'%PDF'))"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"TMPDIR": str(tmp_path)},
        check=True,
    )
    assert Path(done.stdout.strip()).name == "å.pdf"
    assert list(tmp_path.iterdir()) == []
