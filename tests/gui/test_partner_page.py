"""The partner page: how it is reached and left, what it says, and the balance picture of an agreement."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kidesk.gui.badges import badge_size
from kidesk.gui.balance_view import BalanceView
from kidesk.gui.cards import RowList
from kidesk.gui.delegate import BADGE_ROLE, PADDING
from kidesk.gui.desk import Desk
from kidesk.gui.main_window import MainWindow
from kidesk.gui.pages.agreements import AgreementPage
from kidesk.gui.pages.partner import PartnerPage
from kidesk.gui.record_page import RecordPage
from kidesk.operations import edit
from kidesk.records import AGREEMENTS, ORGANISATIONS
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.organisation import Organisation, OrganisationKind
from tests import factory

# The offscreen platform says that it leaves size hints alone.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def home(desk: Desk) -> Organisation:
    """The own university."""
    return factory.organisation(desk.store, name_en="Home", kind=OrganisationKind.OWN_UNIT)


@pytest.fixture
def oslo(desk: Desk) -> Organisation:
    """The partner."""
    return factory.organisation(desk.store, name_sv="Oslo", name_en="Oslo", country="NO", standing="strategic")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, frozen_day: dt.date) -> MainWindow:
    """The window in English, on a day in May."""
    desk.use(language="en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1360, 900)
    made.show()
    made.show_page("agenda")
    made.activateWindow()
    return made


def agreed(desk: Desk, home: Organisation, partner: Organisation, **values: Any) -> int:
    """An agreement in force with a partner, to whom three went and from whom five came."""
    numbers = [
        {"academic_year": 2024, "sending_id": home.id, "receiving_id": partner.id, "persons": 3},
        {"academic_year": 2024, "sending_id": partner.id, "receiving_id": home.id, "persons": 5},
    ]
    made = {
        "title_en": "With Oslo",
        "status": AgreementStatus.IN_FORCE,
        "end_on": dt.date(2026, 6, 1),
        "parties": [{"organisation_id": partner.id, "side": "partner"}],
        "numbers": numbers,
        "conditions": [{"sending_id": home.id, "receiving_id": partner.id, "persons_per_year": 4}],
    }
    return factory.agreement(desk.store, **made | values).id


def links(window: MainWindow) -> RowList:
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    return next(one for one in page.detail.findChildren(RowList))


def shown(window: MainWindow) -> PartnerPage:
    """The partner page, which must be the one that is seen."""
    page = window.stack.currentWidget()
    assert page is window.asides.partner
    return window.asides.partner


# There and back


def test_an_organisation_leads_to_its_page_and_escape_leads_back(
    window: MainWindow, oslo: Organisation
) -> None:
    window.show_record(ORGANISATIONS, oslo.id)
    (link,) = links(window).rows()
    assert link.text() == "Everything about this partner…"
    QTest.keyClick(link, Qt.Key.Key_Space)
    assert shown(window).title == window.bar.title.text() == "Oslo"
    assert window.windowTitle() == "Oslo – kidesk"
    QTest.keyClick(window.asides.partner, Qt.Key.Key_Escape)
    assert window.page_key == "organisations"


def test_an_agreement_leads_to_each_of_its_partners(
    window: MainWindow, desk: Desk, home: Organisation, oslo: Organisation
) -> None:
    bergen = factory.organisation(desk.store, name_en="Bergen")
    parties = [{"organisation_id": one.id, "side": "partner"} for one in (oslo, bergen)]
    window.show_record(AGREEMENTS, agreed(desk, home, oslo, parties=parties))
    rows = links(window).rows()
    assert [row.text() for row in rows] == ["Everything about Oslo…", "Everything about Bergen…"]
    rows[1].click()
    assert shown(window).title == "Bergen"
    window.asides.partner.back.click()
    assert window.page_key == "agreements"
    window.show_partner(oslo.id)
    QTest.keyClick(window.asides.partner, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page_key == "agreements"


def test_an_own_unit_is_no_partner(window: MainWindow, home: Organisation) -> None:
    window.show_record(ORGANISATIONS, home.id)
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.detail.findChildren(RowList) == []
    window.actions_["partner"].trigger()
    assert window.stack.currentWidget() is page
    assert window.toast.isVisible()


def test_the_command_shows_the_partner_of_what_is_selected(
    window: MainWindow, desk: Desk, home: Organisation, oslo: Organisation
) -> None:
    window.show_record(AGREEMENTS, agreed(desk, home, oslo))
    window.actions_["partner"].trigger()
    assert shown(window).number == oslo.id


def test_the_palette_offers_the_page_beside_the_record(
    window: MainWindow, oslo: Organisation, home: Organisation
) -> None:
    window.palette_.open()
    window.palette_.line.setText("oslo")
    window.palette_.search()
    texts = [hit.text for hit in window.palette_._found]
    assert texts[:2] == ["Oslo — Organisation", "Everything about Oslo…"]
    window.palette_.hits.setCurrentRow(1)
    window.palette_.choose()
    assert shown(window).number == oslo.id
    window.palette_.line.setText("home")
    window.palette_.search()
    assert not [hit.text for hit in window.palette_._found if hit.text.startswith("Everything about Home")]


def test_a_partner_that_is_deleted_is_left(window: MainWindow, desk: Desk, oslo: Organisation) -> None:
    window.show_page("agenda")
    window.show_partner(oslo.id)
    edit.delete(desk.store, ORGANISATIONS, [oslo.id])
    assert window.page_key == "agenda"
    window.show_partner(oslo.id)
    assert window.page_key == "agenda"
    assert window.bar.title.text() == "Agenda"


def test_another_language_keeps_the_page(window: MainWindow, desk: Desk, oslo: Organisation) -> None:
    window.show_partner(oslo.id)
    desk.use(language="sv")
    assert shown(window).back.text() == "Tillbaka"
    assert window.asides.partner.sections["agreements"].said == "Inget avtal med den här partnern är registrerat."


# What it says


def test_every_section_says_when_it_is_empty(window: MainWindow, oslo: Organisation) -> None:
    window.show_partner(oslo.id)
    said = [section.said for section in window.asides.partner.sections.values()]
    assert all(said)
    assert len(set(said)) == len(said)
    assert window.asides.partner.pictures.isHidden()
    assert window.asides.partner.badge.text() == "Strategic partner"


def test_the_agreements_have_status_dates_and_open_with_enter_and_a_double_click(
    window: MainWindow, desk: Desk, home: Organisation, oslo: Organisation
) -> None:
    first, second = agreed(desk, home, oslo), agreed(desk, home, oslo, title_en="Later", end_on=dt.date(2028, 6, 1))
    window.show_partner(oslo.id)
    section = window.asides.partner.sections["agreements"]
    assert section.rows() == ["Later, In force, 1 Jun 2028", "With Oslo, Expiring, 1 Jun 2026"]
    model = section.table.model()
    assert model.index(1, 1).data(BADGE_ROLE) == "warn"
    assert QApplication.focusWidget() is section.table
    QTest.keyClick(section.table, Qt.Key.Key_Down)
    QTest.keyClick(section.table, Qt.Key.Key_Return)
    page = window.stack.currentWidget()
    assert isinstance(page, AgreementPage)
    assert page.current() == first
    window.show_partner(oslo.id)
    section.table.doubleClicked.emit(model.index(0, 0))
    assert page.current() == second


def test_the_balance_stands_there_as_numbers_and_as_a_picture(
    window: MainWindow, desk: Desk, home: Organisation, oslo: Organisation
) -> None:
    agreed(desk, home, oslo)
    agreed(desk, home, oslo, title_en="Other", conditions=[])
    window.show_partner(oslo.id)
    assert window.asides.partner.sections["balance"].rows() == [
        "2024/25, Student studies, 6, 4, 10, –, 4 more incoming",
        "2025/26, Student studies, 0, 4, 0, –, Even",
        "In all, 6, 8, 10, –, 4 more incoming",
    ]
    picture = window.asides.partner.balance
    assert picture is not None
    assert picture.years is not None
    assert picture.leaning is not None
    assert picture.leaning.accessibleDescription() == "Other: 2 more incoming. With Oslo: 2 more incoming."
    assert picture.years.accessibleDescription().startswith("Outgoing: 2024/25 6, 2025/26 0.")
    QTest.keyClick(picture.years, Qt.Key.Key_Right)
    assert picture.years.accessibleDescription() == (
        "2024/25; Outgoing: 6; Outgoing as planned: 4; Incoming: 10"
    )


def test_a_protected_person_is_masked(window: MainWindow, desk: Desk, oslo: Organisation) -> None:
    place = {"organisation_id": oslo.id, "title_en": "Dean"}
    factory.person(desk.store, family_name="Secret", has_protected_identity=True, affiliations=[place])
    window.show_partner(oslo.id)
    assert window.asides.partner.sections["persons"].rows() == ["Protected identity"]


def test_a_change_is_seen_at_once(
    window: MainWindow, desk: Desk, home: Organisation, oslo: Organisation
) -> None:
    window.show_partner(oslo.id)
    agreed(desk, home, oslo)
    assert len(window.asides.partner.sections["agreements"].rows()) == 1
    desk.store.undo()
    assert window.asides.partner.sections["agreements"].said


def test_a_follow_up_that_is_due_says_so(window: MainWindow, desk: Desk, oslo: Organisation) -> None:
    there = [{"organisation_id": oslo.id}]
    factory.interaction(desk.store, title="Visit", organisations=there, follow_up_on=dt.date(2026, 5, 1))
    window.show_partner(oslo.id)
    assert window.asides.partner.sections["interactions"].rows() == ["Visit, 2 Mar 2026, Meeting, 1 May 2026, due"]


def test_sections_stand_below_each_other_on_a_narrow_page(window: MainWindow, oslo: Organisation) -> None:
    def beside() -> bool:
        one, two = window.asides.partner.sections["persons"], window.asides.partner.sections["interactions"]
        return one.y() == two.y()

    window.show_partner(oslo.id)
    QApplication.processEvents()
    assert beside()
    window.resize(960, 700)
    QApplication.processEvents()
    assert not beside()
    area = window.asides.partner.sections["units"].parentWidget()
    assert area is not None
    assert area.width() <= window.asides.partner.width()


def test_a_badge_is_never_shortened(window: MainWindow, desk: Desk, home: Organisation, oslo: Organisation) -> None:
    desk.use(language="sv")
    notice = {"notice": 1, "renewal_mode": "automatic", "title_sv": "Ett avtal med ett långt namn" * 4}
    agreed(desk, home, oslo, end_on=dt.date(2026, 12, 31), **notice)
    window.resize(1024, 700)
    window.show_partner(oslo.id)
    table = window.asides.partner.sections["dates"].table
    word = table.model().index(0, 1).data()
    assert word == "Sista dag för uppsägning"
    assert table.columnWidth(1) >= badge_size(word).width() + 2 * PADDING
    assert sum(table.columnWidth(place) for place in range(4)) <= table.viewport().width()


def test_f6_goes_from_table_to_table(window: MainWindow, desk: Desk, home: Organisation, oslo: Organisation) -> None:
    agreed(desk, home, oslo)
    window.show_partner(oslo.id)
    seen = []
    for _ in range(3):
        seen.append(QApplication.focusWidget())
        window.actions_["pane"].trigger()
    tables = [window.asides.partner.sections[name].table for name in ("agreements", "dates", "balance")]
    assert seen == tables


# An agreement's own balance


def test_an_agreement_with_numbers_shows_its_balance(
    window: MainWindow, desk: Desk, home: Organisation, oslo: Organisation
) -> None:
    window.show_record(AGREEMENTS, agreed(desk, home, oslo))
    page = window.stack.currentWidget()
    assert isinstance(page, AgreementPage)
    (view,) = page.detail.findChildren(BalanceView)
    assert view.years is not None
    assert "Outgoing as planned: 2024/25 4" in view.years.accessibleDescription()
    assert view.leaning is None, "one partner is not ranked"
    window.show_record(AGREEMENTS, agreed(desk, home, oslo, title_en="Bare", numbers=[]))
    assert page.detail.record is not None
    assert page.detail.record.caption("en") == "Bare"
    (pane,) = (page.detail._pane.widget(),)
    assert pane is not None
    assert pane.findChildren(BalanceView) == []
