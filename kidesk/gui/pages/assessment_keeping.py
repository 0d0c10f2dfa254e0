"""Keeping an assessment; where somebody else was faster, the person says whose holds."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kidesk.errors import KideskError, StaleRecord
from kidesk.gui import ask
from kidesk.gui.desk import Desk
from kidesk.gui.pages.assessment_form import AssessmentForm
from kidesk.i18n import N_
from kidesk.operations.assess_activity import Judgement, assess, judgement_of
from kidesk.records.plan_item import Assessment, PlanItem, assessment_in
from kidesk.records.quarter import Quarter
from kidesk.store.store import STALE


def keep(parent: QWidget, desk: Desk, number: int, quarter: Quarter, form: AssessmentForm) -> str:
    """Keeps what a form says of an activity in a quarter. Returns why it was not kept; nothing where it was."""
    judgement = form.judgement()
    try:
        assess(desk.store, number, quarter.id, judgement, seen=form.seen)
    except StaleRecord:
        return _settle(parent, desk, number, quarter, form)
    except KideskError as error:
        return error.said(desk.language)
    form.note_kept()
    return ""


def _settle(parent: QWidget, desk: Desk, number: int, quarter: Quarter, form: AssessmentForm) -> str:
    item = desk.store.get(PlanItem, number)
    theirs = assessment_in(item, quarter.name) if item is not None else None
    answer = _whose(parent, desk, theirs, form.judgement())
    if answer == "back":
        return desk.text(STALE)
    if answer == "theirs":
        form.show_assessment(theirs, is_open=True)
        return ""
    form.seen = judgement_of(theirs)
    return keep(parent, desk, number, quarter, form)


def _whose(parent: QWidget, desk: Desk, theirs: Assessment | None, mine: Judgement) -> str:
    """Asks with both assessments before one's eyes: "mine", "theirs", or "back" to look again."""
    text = desk.text
    return ask.choose(
        parent,
        text(N_("Changed by somebody else")),
        text(
            N_(
                "{who} has assessed this activity since it was opened here. Nothing was overwritten.\n\n"
                "Theirs: {theirs}\n\nYours: {mine}"
            ),
            who=theirs.assessed_by if theirs is not None else text(N_("Somebody else")),
            theirs=_said(judgement_of(theirs), desk),
            mine=_said(mine, desk),
        ),
        [
            ask.Answer("mine", text(N_("Save mine")), "primary"),
            ask.Answer("theirs", text(N_("Show theirs"))),
            ask.Answer("back", text(N_("Cancel"))),
        ],
        "git-compare",
    )


def _said(judgement: Judgement, desk: Desk) -> str:
    """A judgement in words: its colour, then its comments."""
    return "\n".join(filter(None, (desk.text(judgement.colour.label), judgement.comment_sv, judgement.comment_en)))
