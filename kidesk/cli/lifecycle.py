"""The verb on an agreement's life, for the command line: status, the next step with its day and reason."""

from __future__ import annotations

import argparse

from kidesk.cli import printing
from kidesk.cli import values as typed
from kidesk.cli.records import not_saved
from kidesk.i18n import N_, Language
from kidesk.operations import edit
from kidesk.operations.agreement_status import STEPS, change_status
from kidesk.records import AGREEMENTS, clock
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_route import next_step
from kidesk.store.store import Store


def status(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Changes an agreement's status and says what comes next."""
    on = given.on if given.on is not None else str(clock.today())
    step = typed.row(STEPS, {"status": given.to, "on": on, "explanation": given.because}, language)
    try:
        saved = change_status(store, given.id, **step, language=language)
    except edit.Invalid as invalid:
        raise not_saved(invalid, language) from invalid
    agreement = store.get(Agreement, saved.id)
    assert agreement is not None
    printing.warnings((warning.said(language) for warning in saved.warnings), language)
    if given.json:
        printing.as_json(AGREEMENTS.plain(agreement))
        return
    name, word = printing.plain(agreement.caption(language.code)), language.text(agreement.status.label)
    print(language.text(N_("Agreement {number}, {name}: {status}"), number=saved.id, name=name, status=word))
    following = next_step(agreement)
    if following is not None:
        print(language.text(N_("Next step: {sentence}"), sentence=following.said(language)))
