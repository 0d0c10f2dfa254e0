"""Plans on the command line: copy one to another year."""

from __future__ import annotations

import argparse

from kidesk.cli import printing
from kidesk.errors import UsageError
from kidesk.i18n import N_, Language
from kidesk.operations.copy_plan import OVER, copy_plan, proposed
from kidesk.operations.edit import gone
from kidesk.records.field import Unreadable, term_of
from kidesk.records.plan import PLANS, Plan
from kidesk.records.plan_item import Lifecycle
from kidesk.store.store import Store


def copy(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Copies a plan to the year given, or the one after its own, and prints the copy."""
    plan = store.get(Plan, given.id)
    if plan is None:
        raise gone(given.id)
    wanted = proposed(plan, given.year, frozenset(_over(one, language) for one in given.take_along))
    number = copy_plan(store, plan.id, wanted)
    made = store.get(Plan, number)
    assert made is not None
    if given.json:
        printing.as_json(PLANS.plain(made))
        return
    said = N_("Copied plan {old}: plan {number} is {name}.")
    print(language.text(said, old=plan.id, number=number, name=made.caption(language.code)))


def _over(text: str, language: Language) -> Lifecycle:
    try:
        found = term_of(Lifecycle, text, language)
    except Unreadable as error:
        raise UsageError(error.message, **error.details) from error
    if found not in OVER:
        raise UsageError(N_("{value} is not one of these: {choices}."), value=text, choices=", ".join(OVER))
    return Lifecycle(found)
