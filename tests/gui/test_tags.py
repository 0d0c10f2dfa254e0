"""Tags as chips: in the details, in a column of the list, and as a filter with the tags there are."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from kidesk.gui.desk import Desk
from kidesk.gui.plain import PlainLabel
from kidesk.gui.record_page import RecordPage
from kidesk.gui.tags import TagChips, TagDelegate
from kidesk.operations.filter_values import offers, read
from kidesk.records import ORGANISATIONS, PERSONS
from kidesk.records.filter import filter_of
from kidesk.store.store import Listing
from tests import factory


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> RecordPage:
    """The persons, one of them with tags."""
    factory.person(desk.store, family_name="Al", tags=["Norden", "<b>fet</b>"])
    made = RecordPage(desk, PERSONS)
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    made.load()
    return made


def test_the_details_show_each_tag_as_a_chip(page: RecordPage) -> None:
    (chips,) = page.detail.findChildren(TagChips)
    assert [chip.text() for chip in chips.findChildren(PlainLabel)] == ["Norden", "<b>fet</b>"]


def tagged_columns(page: RecordPage) -> list[int]:
    """Where tags are painted as chips."""
    view = page.list
    return [one for one in range(3) if isinstance(view.itemDelegateForColumn(one), TagDelegate)]


def test_a_column_of_tags_is_painted_so_wherever_it_stands(page: RecordPage) -> None:
    page.columns.choose(["name", "source", "tags"])
    assert tagged_columns(page) == [2]
    page.columns.choose(["name", "tags", "source"])
    assert tagged_columns(page) == [1]
    tagged = page.list.viewport().grab().toImage()
    page.list.setColumnWidth(1, 90)
    assert page.list.viewport().grab().toImage() != tagged


def test_the_filter_offers_the_tags_there_are_and_finds_whole_ones(desk: Desk) -> None:
    store = desk.store
    factory.organisation(store, tags=["Norden", 'Q"uote'])
    factory.organisation(store, tags=["Nordenskiöld", "norden och mer"])
    wanted = filter_of(ORGANISATIONS, "tag")
    labels = [said for _, said in offers(store, wanted, "nord", desk.language)]
    assert labels == ["Norden (1)", "norden och mer (1)", "Nordenskiöld (1)"]
    for tag in ("Norden", 'Q"uote'):
        assert store.count(Listing(ORGANISATIONS, filters=(("tag", tag),))) == 1
    assert read(store, ORGANISATIONS, "tag=NORDEN", desk.language) == ("tag", "Norden")
