"""Every page and every command of the window over a planted protected identity: not one of its words is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from kidesk.gui.aside_page import AsidePage
from kidesk.gui.desk import Desk
from kidesk.gui.detail_tabs import DetailTabs
from kidesk.gui.dialogs import places
from kidesk.gui.main_window import MainWindow
from kidesk.gui.pages.assessment import AssessmentPage
from kidesk.gui.pages.cards_page import CardsPage
from kidesk.gui.pages.coverage import CoveragePage
from kidesk.gui.pages.duplicates import DuplicatesPage
from kidesk.gui.pages.helpers_found import HelpersPage
from kidesk.gui.pages.partner import PartnerPage
from kidesk.gui.pages.plan import PlanPage
from kidesk.gui.pages.retention import RetentionPage
from kidesk.gui.record_page import RecordPage
from kidesk.gui.timeline_pane import PROTECTED_HERE
from kidesk.records import ORGANISATIONS, PERSONS
from kidesk.store.store import Store
from tests import factory
from tests.gui.conftest import Answers
from tests.gui.seen import texts_of
from tests.operations import protected
from tests.operations.protected import Planted, leaks

PERSON, AMBASSADOR, AGREEMENT = ("persons", "person"), ("ambassadors", "ambassador"), ("agreements", "agreement")
INTERACTION, MEMBERSHIP = ("interactions", "interaction"), ("memberships", "membership")
ORGANISATION, ITEM = ("organisations", "organisation"), ("plan", "item")
OF_THE_PERSON = (PERSON, AMBASSADOR)
EVERYWHERE = (PERSON, AMBASSADOR, AGREEMENT, INTERACTION, MEMBERSHIP, ORGANISATION)

# On which pages each command is asked for, with the record that is selected there.
DRIVEN: Mapping[str, tuple[tuple[str, str], ...]] = {
    "print": EVERYWHERE,
    "print-list": OF_THE_PERSON,
    "export": OF_THE_PERSON,
    "mail-list": OF_THE_PERSON,
    "ewp": (AGREEMENT,),
    "register": (AGREEMENT,),
    "directory": (AMBASSADOR,),
    "brief": (ORGANISATION,),
    "partner-brief": (ORGANISATION,),
    "membership-costs": (MEMBERSHIP,),
    "calendar": (AGREEMENT,),
    "edit": OF_THE_PERSON,
    "delete": EVERYWHERE,
    "history": EVERYWHERE,
    "change-status": (AGREEMENT,),
    "renew": (AGREEMENT,),
    "note-activity": (AGREEMENT,),
    "assess-risk": (AGREEMENT,),
    "registrar": (AGREEMENT,),
    "change-unit": (ORGANISATION,),
    "reassign": (ORGANISATION,),
    "follow-up": (INTERACTION,),
    "postpone": (INTERACTION,),
    "review-membership": (MEMBERSHIP,),
    "ambassador-stage": (AMBASSADOR,),
    "ambassador-engagement": (AMBASSADOR,),
    "ambassador-package": (AMBASSADOR,),
    "ambassador-consent": (AMBASSADOR,),
    "ambassador-withdrawal": (AMBASSADOR,),
    "merge": (PERSON,),
    "duplicates": (PERSON,),
    "edit-many": OF_THE_PERSON,
    "copy": OF_THE_PERSON,
    "copy-emails": OF_THE_PERSON,
    "columns": OF_THE_PERSON,
    "add-filter": OF_THE_PERSON,
    "save-view": (PERSON,),
    "sort": OF_THE_PERSON,
    "undo": (PERSON,),
    "redo": (PERSON,),
    "palette": (PERSON,),
    "partner": (ORGANISATION,),
    "helpers": (AMBASSADOR,),
    "coverage": (AMBASSADOR,),
    "review": (PERSON,),
    "correct": (PERSON,),
    "withdraw": (PERSON,),
    "erase": (PERSON,),
    "assess": (ITEM,),
    "ask-owners": (ITEM,),
    "documents": (ITEM,),
    "back": (PERSON,),
    "forward": (PERSON,),
}
NOT_DRIVEN = {
    "new": "an empty form",
    "enquiry": "an empty form",
    "import": "what it shows is the file's; tests of the import hold what it says of matches",
    "annual-list": "asks for a unit; the report is driven with all others",
    "status": "a report; driven with all others",
    "matrix": "a report; driven with all others",
    "compare": "about activities",
    "processing": "names nobody",
    "settings": "about the program",
    "quit": "leaves",
    "new-version": "about routes and questions",
    "seal": "about a quarter; what is sealed is driven with the reports",
    "answers": "shows what a unit wrote",
    "snooze": "about a date",
    "filter": "gives a field the keyboard",
    "language": "says the same in the other language",
    "scheme": "shows the same in other colours",
    "pane": "moves the keyboard",
    "shortcuts": "about the program",
    "about": "about the program",
    "extract": "is made for the person alone, and noted",
}


@pytest.fixture
def planted(store: Store) -> Planted:
    """The person, in every place that a person can be chosen for."""
    return protected.plant(store)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, planted: Planted) -> MainWindow:
    """The window over the planted person."""
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder that every file goes to."""
    folder = tmp_path / "saved"
    folder.mkdir()

    def choose(parent: QWidget, title: str, suggested: Path, *others: str) -> Path:
        return folder / suggested.name

    for name in ("choose_to_write", "choose_to_save"):
        monkeypatch.setattr(places, name, choose)
    monkeypatch.setattr(places, "choose_to_read", lambda *_: None)
    monkeypatch.setattr(places, "choose_folder", lambda *_: folder)
    return folder


def said_now(window: MainWindow, folder: Path | None = None) -> str:
    """All that stands in any window, on the clipboard and in the files that were saved."""
    said = [text for widget in QApplication.topLevelWidgets() if widget.isVisible() for text in texts_of(widget)]
    copied = QApplication.clipboard().mimeData()
    said += [copied.text(), copied.html()] if copied else []
    said += [window.windowTitle(), window.statusBar().currentMessage()]
    for file in folder.glob("*") if folder else ():
        said.append(file.read_text("utf-8", "replace"))
    return "\n".join(said)


def is_at_work() -> bool:
    """Whether something is still being gathered or written."""
    found = [one for widget in QApplication.topLevelWidgets() for one in widget.findChildren(QProgressDialog)]
    return any(one.isVisible() for one in found)


def close_dialogs() -> None:
    """Puts away what a command has opened."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QProgressDialog):
            continue  # it goes by itself when its work is done
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
        elif widget.isVisible() and not isinstance(widget, MainWindow):
            widget.close()


def at(window: MainWindow, page_key: str, number: int) -> None:
    """Shows a record selected on its page."""
    window.show_page(page_key)
    page = window.pages[page_key]
    assert isinstance(page, RecordPage | PlanPage)
    page.select(number)


def test_every_command_is_driven_or_shows_nobody(window: MainWindow) -> None:
    known = {command.key for command, _ in window.actions_ if not command.key.startswith("go-")}
    assert set(DRIVEN) | set(NOT_DRIVEN) == known
    assert not set(DRIVEN) & set(NOT_DRIVEN)


PLACES = sorted({place for asked in DRIVEN.values() for place in asked})


@pytest.mark.parametrize("place", PLACES, ids=[key for key, _ in PLACES])
def test_no_command_shows_a_protected_identity(
    window: MainWindow, planted: Planted, place: tuple[str, str], saved: Path, answers: Answers, qtbot: QtBot
) -> None:
    """All commands of a page, one after the other: to make the window takes longest."""
    QApplication.clipboard().clear()
    page_key, about = place
    for key in (key for key, asked in DRIVEN.items() if place in asked):
        at(window, page_key, getattr(planted, about))
        window.actions_[key].trigger()
        qtbot.wait(80)  # what is gathered in the background comes in
        qtbot.waitUntil(lambda: not is_at_work(), timeout=20_000)
        assert leaks(said_now(window, saved)) == [], key
        close_dialogs()
    assert leaks("\n".join(answers.asked)) == []


@pytest.mark.parametrize("key", ["persons", "ambassadors", "agreements", "organisations"])
def test_no_timeline_shows_a_protected_identity(window: MainWindow, planted: Planted, key: str) -> None:
    page = window.pages[key]
    at(window, key, getattr(planted, key.removesuffix("s")))
    (tabs,) = page.findChildren(DetailTabs)
    tabs.show_timeline()
    said = "\n".join(texts_of(page))
    assert leaks(said) == []
    if key in ("persons", "ambassadors"):
        assert not tabs.timeline.list.isVisible()
        assert window.desk.text(PROTECTED_HERE) in said


def _asides(window: MainWindow, planted: Planted) -> dict[type[AsidePage], Callable[[], object]]:
    def find() -> None:
        window.asides.helpers.about.setText("Hemlig")
        window.asides.find_helpers()

    return {
        PartnerPage: lambda: window.show_partner(planted.organisation),
        AssessmentPage: lambda: window.asides.assess(1, planted.item),
        RetentionPage: window.asides.review,
        HelpersPage: find,
        CoveragePage: window.asides.show_coverage,
        DuplicatesPage: lambda: window.duplicates.show(PERSONS),
    }


def _every(page: type[AsidePage]) -> Iterator[type[AsidePage]]:
    for kind in page.__subclasses__():
        yield kind
        yield from _every(kind)


def test_no_page_that_stands_in_no_list_shows_a_protected_identity(
    window: MainWindow, planted: Planted, store: Store, qtbot: QtBot
) -> None:
    """Among them the pairs that are alike, of whom one has the protected person's address and number."""
    mails = [{"address": "zq-secret@hidden.example.org"}]
    factory.person(store, given_name="Zy", family_name="Qv", emails=mails, phones=[{"number": "+46709995511"}])
    shown = _asides(window, planted)
    for page, show in shown.items():
        show()
        qtbot.wait(200)  # what is gathered in the background comes in
        assert isinstance(window.stack.currentWidget(), page)
        assert leaks("\n".join(texts_of(window))) == [], page
    assert set(shown) == {page for page in _every(AsidePage) if page is not CardsPage}
    qtbot.waitUntil(lambda: window.duplicates.page.said.text() == window.desk.text("No two records look alike."))
    assert window.duplicates.page.cards == []


def test_neither_what_was_opened_last_nor_the_way_back_leads_to_a_protected_identity(
    window: MainWindow, planted: Planted
) -> None:
    window.show_record(PERSONS, planted.person)
    window.show_record(ORGANISATIONS, planted.organisation)
    window.palette_.open()
    assert leaks(said_now(window)) == []
    assert [record.id for record in window.recent.records() if record.__tablename__ == "person"] == []
    close_dialogs()


def test_no_tag_and_no_filter_offers_what_only_a_protected_identity_has(
    window: MainWindow, planted: Planted
) -> None:
    window.show_page("persons")
    page = window.pages["persons"]
    assert isinstance(page, RecordPage)
    page.bar.ask_filter()
    QApplication.processEvents()
    assert leaks(said_now(window)) == []
    close_dialogs()
