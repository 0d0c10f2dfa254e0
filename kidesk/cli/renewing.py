"""The verb renew, for the command line."""

from __future__ import annotations

import argparse
from dataclasses import replace

from kidesk.cli import printing
from kidesk.cli.values import day
from kidesk.i18n import N_, Language
from kidesk.operations.renew_agreement import Renewal, outlook, proposed, renew
from kidesk.records import AGREEMENTS, clock
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_renewal import next_end
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.store.store import Store

_DONE = {
    AgreementStatus.IN_FORCE: N_("Renewed agreement {old}: agreement {number} takes over, {term}."),
    AgreementStatus.OUT_FOR_SIGNATURE: N_(
        "Renewed agreement {old}: agreement {number} is signed, {term}; put it in force when that day has come."
    ),
}


def renew_agreement(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Renews an agreement for the term that follows its own, or the one given, and prints the renewal."""
    old = outlook(store, given.id).agreement
    number = renew(store, old.id, _renewal(old, given, language), language)
    new = store.get(Agreement, number)
    assert new is not None
    if given.json:
        printing.as_json(AGREEMENTS.plain(new))
        return
    said = _DONE.get(new.status, N_("Renewed agreement {old}: agreement {number} is to be prepared, {term}."))
    print(language.text(said, old=old.id, number=number, term=_term(new, language)))


def _term(agreement: Agreement, language: Language) -> str:
    start, end = language.day(agreement.effective_on), language.day(agreement.end_on)
    if not end:
        return language.text(N_("from {start} until further notice"), start=start)
    return language.text(N_("from {start} to {end}"), start=start, end=end)


def _renewal(old: Agreement, given: argparse.Namespace, language: Language) -> Renewal:
    usual = proposed(old, clock.today())
    start = day(given.start, language) or usual.start
    end = None if given.open_ended else day(given.end, language) or next_end(old, start)
    return replace(
        usual,
        start=start,
        end=end,
        signed_own_on=day(given.signed_own, language),
        signed_partner_on=day(given.signed_partner, language),
        moves_years=not given.keep_years,
        moves_children=not given.keep_children,
    )
