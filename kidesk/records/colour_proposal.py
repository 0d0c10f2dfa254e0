"""The colour that kidesk proposes for an activity in a quarter, from its evidence and its age; a person decides.

The colours say what is known to happen (DOMAIN, Assessment): green where something happened in the quarter, yellow
where only something earlier is known or something is planned, red where nothing is known. How far the work has come
(`lifecycle`) is another field, and DOMAIN says never to derive one from the other: it is told in the reason where it
matters, so that the person can weigh it, and moves no colour, not even when it says done. What is done leaves
evidence; what leaves none is for a person to judge.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kidesk.errors import Sentence
from kidesk.i18n import N_, Language
from kidesk.records.activity_sign import Asked, Named, Sign, Standing, sign
from kidesk.records.interaction import Interaction
from kidesk.records.plan_item import Evidence, Lifecycle, PlanItem, due_periods, is_due
from kidesk.records.quarter import Colour, Period
from kidesk.records.record import Record
from kidesk.records.record_signs import (
    of_agreement,
    of_ambassador,
    of_indicator,
    of_interaction,
    of_item,
    of_membership,
)

_TOLD = (Lifecycle.DONE, Lifecycle.DROPPED, Lifecycle.HANDED_OVER)


@dataclass(frozen=True)
class Reason:
    """Why a colour is proposed: one sentence that decides, and what else a person should know.

    `further` is how many other signs say the same.
    """

    because: Sentence
    further: int = 0
    remarks: tuple[Sentence, ...] = ()

    def said(self, language: Language) -> str:
        """The reason in `language`, in whole sentences."""
        more = language.plural("{count} more sign says the same.", "{count} more signs say the same.", self.further)
        remarks = [one.said(language) for one in self.remarks]
        return " ".join([self.because.said(language), *([more] if self.further else []), *remarks])


@dataclass(frozen=True)
class Proposal:
    """A proposed colour and why."""

    colour: Colour
    reason: Reason


def propose_colour(item: PlanItem, contacts: Iterable[Interaction], period: Period, today: dt.date) -> Proposal:
    """What to propose for an activity in a quarter, as known `today`; `contacts` are the interactions that name it.

    Not due where the item has due quarters and this is none of them; else by its best sign.
    """
    found = sorted(_signs(item, contacts, Asked(period, today)), key=_first_told)
    remarks = tuple(_remarks(item))
    if not is_due(item, period):
        now = tuple(one.sentence for one in found[:1] if one.standing == Standing.NOW)
        return Proposal(Colour.NOT_DUE, Reason(_not_due(item), remarks=(*now, *remarks)))
    if not found:
        return Proposal(Colour.RED, Reason(Sentence(N_("No activity is known.")), remarks=remarks))
    best, alike = found[0], sum(one.standing == found[0].standing for one in found)
    if best.standing == Standing.PAST:
        long_past = Sentence(N_("Nothing is known from the year before the quarter or later."))
        return Proposal(Colour.RED, Reason(long_past, remarks=(best.sentence, *remarks)))
    colour = Colour.GREEN if best.standing == Standing.NOW else Colour.YELLOW
    return Proposal(colour, Reason(best.sentence, alike - 1, remarks))


def _first_told(one: Sign) -> tuple[Standing, int]:
    """The strongest sign first; of several the latest, and what goes on without a day before what has one."""
    return one.standing, -(one.on or dt.date.max).toordinal()


def _not_due(item: PlanItem) -> Sentence:
    quarters = ", ".join(period.name for period in due_periods(item))
    return Sentence(N_("It is due in {quarters} and not in this quarter."), {"quarters": quarters})


def _remarks(item: PlanItem) -> Iterator[Sentence]:
    if item.lifecycle in _TOLD:
        said: dict[str, object] = {"progress": Sentence(item.lifecycle.label)}
        yield Sentence(N_("Its progress is “{progress}”, which gives no colour by itself."), said)


def _signs(item: PlanItem, contacts: Iterable[Interaction], asked: Asked) -> Iterator[Sign]:
    yield from _of_dates(item, asked)
    noted = {one.interaction_id for one in item.evidence}
    for contact in contacts:
        if contact.id not in noted:
            yield from of_interaction(contact, asked)
    for evidence in item.evidence:
        yield from _of_evidence(evidence, asked)


def _of_dates(item: PlanItem, asked: Asked) -> Iterator[Sign]:
    """Planned is what starts later."""
    if item.start_on is not None and item.start_on > asked.last:
        yield sign(Standing.SOME, N_("It is planned to start on {day}."), None, item.start_on)
    elif item.expected_year is not None and item.expected_year > asked.period.year:
        planned = Sentence(N_("It is planned for {year}."), {"year": str(item.expected_year)})
        yield Sign(Standing.SOME, planned)


def _of_evidence(evidence: Evidence, asked: Asked) -> Iterator[Sign]:
    """What a person noted for a quarter, else what the record itself shows: one sign a piece of evidence.

    Noted for this quarter is green whatever the record says, since a person saw what happened.
    """
    found = (*_noted(evidence, asked), *_of_records(evidence, asked))
    if found:
        yield min(found, key=lambda one: one.standing)


def _noted(evidence: Evidence, asked: Asked) -> Iterator[Sign]:
    what = _what(evidence)
    if what is None:
        return
    if evidence.quarter is None:
        if isinstance(what, Named):
            yield sign(Standing.SOME, N_("There is evidence without a date: {what}."), what)
        return
    noted = evidence.quarter.period
    if noted == asked.period:
        yield sign(Standing.NOW, N_("Evidence is noted for this quarter: {what}."), what)
    elif (standing := asked.standing(noted.last_day)) is not None:
        yield sign(standing, N_("Evidence is noted for the quarter that ended on {day}: {what}."), what, noted.last_day)


def _what(evidence: Evidence) -> Record | Named | None:
    """What the evidence is: its first record, else what was written; None where it says nothing."""
    records = (
        evidence.agreement,
        evidence.ambassador,
        evidence.interaction,
        evidence.membership,
        evidence.indicator,
        evidence.other_item,
    )
    written = evidence.note.strip() or evidence.link.strip()
    named = Named(written, written) if written else None
    return next((one for one in records if one is not None), named)


def _of_records(evidence: Evidence, asked: Asked) -> Iterator[Sign]:
    if evidence.agreement is not None:
        yield from of_agreement(evidence.agreement, asked)
    if evidence.ambassador is not None:
        yield from of_ambassador(evidence.ambassador, asked)
    if evidence.interaction is not None:
        yield from of_interaction(evidence.interaction, asked)
    if evidence.membership is not None:
        yield from of_membership(evidence.membership, asked)
    if evidence.indicator is not None:
        yield from of_indicator(evidence.indicator, asked)
    if evidence.other_item is not None:
        yield from of_item(evidence.other_item, asked)
