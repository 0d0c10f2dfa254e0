"""Outdated texts in a status: what it says in English that the Swedish now says otherwise (DOMAIN, Records)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from kidesk.i18n import N_, Language
from kidesk.records import INDICATORS, PLAN_ITEMS, PLANS
from kidesk.records.indicator import Frequency, Indicator
from kidesk.records.outdated_text import OutdatedText, outdated_texts
from kidesk.records.plan import Plan
from kidesk.records.plan_item import PlanItem, assessment_in
from kidesk.records.quarter import Period
from kidesk.records.record import CHANGED_SINCE_TRANSLATED, Record
from kidesk.reports.content import Block, Cell, Column, Foreign, Heading, Paragraph, Phrase, Table
from kidesk.reports.wording import called

_Found = Iterable[tuple[Record, OutdatedText]]


def outdated_in_status(
    plan: Plan,
    items: Sequence[PlanItem],
    indicators: Sequence[Indicator],
    period: Period,
    language: Language,
    *,
    is_sealed: bool,
) -> Iterator[Block]:
    """The section at the end of a status; nothing where no text in it is outdated.

    A draft has it in both languages, for those who still can translate. What is sealed has it in English alone, for
    those who read what the Swedish no longer says: a reader of the Swedish misses nothing.
    """
    if is_sealed and language.code == "sv":
        return
    found = chain(_of_plan(plan), _of_items(items, period), _of_indicators(indicators))
    rows = tuple(_row(record, text, language) for record, text in found)
    if rows:
        yield Heading(1, language.text(CHANGED_SINCE_TRANSLATED))
        yield Paragraph(language.text(N_("The Swedish of these texts was changed after the English was written.")))
        titles = (N_("Record"), 1.6), (N_("Text"), 1.4), (N_("Swedish"), 2.2), (N_("English"), 2.2)
        yield Table(tuple(Column(language.text(title), share) for title, share in titles), rows)


def _of_plan(plan: Plan) -> _Found:
    """Its own title; the texts of its documents are not in a status."""
    return ((plan, text) for text in outdated_texts(PLANS, plan) if text.parts is None)


def _of_items(items: Sequence[PlanItem], period: Period) -> _Found:
    """Their titles, and their comments of the quarter."""
    for item in items:
        judged = assessment_in(item, period.name)
        for text in outdated_texts(PLAN_ITEMS, item):
            if text.parts is None or (judged is not None and text.row == judged.id):
                yield item, text


def _of_indicators(indicators: Sequence[Indicator]) -> _Found:
    """What is said of the monthly series: a status prints no others."""
    for one in indicators:
        if one.frequency == Frequency.MONTHLY:
            for text in outdated_texts(INDICATORS, one):
                if text.parts is None or text.parts.key == "annotations":
                    yield one, text


def _row(record: Record, text: OutdatedText, language: Language) -> tuple[Cell, ...]:
    sv: Phrase = text.sv if language.code == "sv" else Foreign(text.sv, "sv")
    en: Phrase = text.en if language.code == "en" else Foreign(text.en, "en")
    return called(record, language), text.what(language), sv, en
