"""What stands in the form that a unit is asked with, in the form's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kidesk.exchange.answer_layout import NUMBER, Form, Row
from kidesk.exchange.answer_ticket import Ticket, plain
from kidesk.i18n import N_, Language
from kidesk.operations.assess_activity import Judgement
from kidesk.records.organisation import Organisation
from kidesk.records.plan_item import Assessment, PlanItem, assessment_in
from kidesk.records.quarter import LEGEND, Colour, Period, RedReason
from kidesk.records.record import bilingual
from kidesk.settings import Settings

_HEADINGS = {
    NUMBER: N_("No."),
    "code": N_("Code"),
    "title": N_("Activity"),
    "colour": N_("Colour"),
    "comment_sv": N_("Comment in Swedish"),
    "comment_en": N_("Comment in English"),
    "reason": N_("Reason if red"),
}
_PARAGRAPHS = (
    N_("These are your unit’s own activities. Please say how each of them stands this quarter."),
    N_(
        "Answer in the yellow cells of the sheet “{sheet}”: choose a colour from the list, and write a comment in "
        "Swedish or English, or in both. Red needs a comment and a reason."
    ),
    N_("Colour and comment of the quarter before stand beside. Cells that you leave as they are count as no answer."),
    N_("Save the file as a workbook and send it back by e-mail."),
)


@dataclass(frozen=True)
class Asking:
    """What a form says besides the unit's activities."""

    period: Period
    due: dt.date | None
    language: Language
    settings: Settings


def judgement_in(item: PlanItem, quarter: str) -> Judgement:
    """What is said of an activity in a quarter; nothing but `not assessed` where nothing is."""
    found: Assessment | None = assessment_in(item, quarter)
    if found is None:
        return Judgement(Colour.NOT_ASSESSED)
    return Judgement(found.colour, found.comment_sv, found.comment_en, found.reason)


def stored(judgement: Judgement) -> dict[str, str]:
    """A judgement as the values that a form carries; nothing is what is not assessed, and no reason."""
    return {
        "colour": "" if judgement.colour == Colour.NOT_ASSESSED else judgement.colour.value,
        "comment_sv": plain(judgement.comment_sv),
        "comment_en": plain(judgement.comment_en),
        "reason": "" if judgement.reason == RedReason.NONE else judgement.reason.value,
    }


def ticket(item: PlanItem, number: int, unit: Organisation, quarter: str) -> Ticket:
    """The ticket of an activity's row, with its digest."""
    name = unit.caption("sv")
    bare = Ticket(quarter, unit.id, name, item.id, number, stored(judgement_in(item, quarter)))
    return Ticket(quarter, unit.id, name, item.id, number, bare.sent, fitting(bare, unit, item))


def fitting(found: Ticket, unit: Organisation, item: PlanItem) -> str:
    """The digest that a ticket has if it is about these records: no others were made at the same moments."""
    return found.computed(unit.created_at, item.created_at)


def form(unit: Organisation, items: Sequence[PlanItem], asking: Asking) -> Form:
    """The form of a unit about its activities."""
    said, period = asking.language.text, asking.period
    sheet = said(N_("Activities"))
    rows = [_row(item, number, unit, asking) for number, item in enumerate(items, start=1)]
    return Form(
        title=said(N_("How your activities stand in {quarter}"), quarter=period.said(asking.language)),
        sheets=(said(N_("What is wanted")), sheet),
        paragraphs=[said(_PARAGRAPHS[0]), said(_PARAGRAPHS[1], sheet=sheet), *map(said, _PARAGRAPHS[2:])],
        facts=_facts(unit, len(items), asking),
        answered_by=said(N_("Answered by")),
        legend_title=said(N_("What the colours mean")),
        legend=[(said(colour.label), said(meaning)) for colour, meaning in LEGEND],
        headings=_headings(asking),
        choices={"colour": _words(Colour, asking), "reason": _words(list(RedReason)[1:], asking)},
        wrong_choice=said(N_("Choose one of the words in the list, or leave the cell empty.")),
        rows=rows,
    )


def _words(terms: Iterable[Colour | RedReason], asking: Asking) -> list[str]:
    return [asking.language.text(term.label) for term in terms]


def _facts(unit: Organisation, count: int, asking: Asking) -> list[tuple[str, str]]:
    language, settings = asking.language, asking.settings
    code = language.code
    by = language.day(asking.due) if asking.due else language.text(N_("as soon as you can"))
    sender = settings.unit_name_sv if code == "sv" else settings.unit_name_en
    asks = ", ".join(filter(None, (settings.person, sender, settings.organisation_name)))
    return [
        (language.text(N_("Unit")), unit.caption(code)),
        (language.text(N_("Quarter")), asking.period.said(language)),
        (language.text(N_("Activities")), language.number(count)),
        (language.text(N_("Answer wanted by")), by),
        (language.text(N_("Asked by")), asks),
    ]


def _headings(asking: Asking) -> dict[str, str]:
    said = asking.language.text
    before = (asking.period - 1).said(asking.language)
    return {key: said(label) for key, label in _HEADINGS.items()} | {
        "last_colour": said(N_("Colour, {quarter}"), quarter=before),
        "last_comment": said(N_("Comment, {quarter}"), quarter=before),
    }


def _row(item: PlanItem, number: int, unit: Organisation, asking: Asking) -> Row:
    said, code = asking.language.text, asking.language.code
    before = assessment_in(item, (asking.period - 1).name)
    now = judgement_in(item, asking.period.name)
    kept = stored(now)
    texts = {
        "code": item.code,
        "title": bilingual(item, "title", code),
        "last_colour": said(before.colour.label) if before is not None else said(Colour.NOT_ASSESSED.label),
        "last_comment": bilingual(before, "comment", code) if before is not None else "",
        "colour": said(now.colour.label) if kept["colour"] else "",
        "comment_sv": kept["comment_sv"],
        "comment_en": kept["comment_en"],
        "reason": said(now.reason.label) if kept["reason"] else "",
    }
    return Row(ticket(item, number, unit, asking.period.name).text(), number, texts)
