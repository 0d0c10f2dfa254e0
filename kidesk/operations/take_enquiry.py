"""Take an enquiry: a department wants an agreement, which begins its life as an idea."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kidesk.i18n import N_, Language
from kidesk.operations import edit
from kidesk.operations.agreement_status import IN_THE_FUTURE
from kidesk.records import AGREEMENTS, clock
from kidesk.records.agreement_terms import AgreementStatus, Side
from kidesk.records.field import Problem
from kidesk.records.organisation import Organisation
from kidesk.store.store import Store


def take_enquiry(store: Store, values: Mapping[str, Any], language: Language) -> edit.Saved:
    """Saves the values of the enquiry's form as a new agreement: an idea since the enquiry came.

    The step says in `language` which department asked, the first one on the own side; a row of the parties in which
    no organisation was named says nothing. Raises Invalid and KideskError, also where the enquiry is dated in the
    future; nothing is saved then.
    """
    came_on = values.get("enquired_on") or clock.today()
    if came_on > clock.today():
        raise edit.Invalid([Problem("enquired_on", IN_THE_FUTURE)])
    parties = [party for party in values.get("parties", ()) if party["organisation_id"] is not None]
    values = {**values, "enquired_on": came_on, "parties": parties}
    step = {"status": AgreementStatus.IDEA, "on": came_on, "explanation": _explanation(store, values, language)}
    return edit.save(store, AGREEMENTS, {**values, "status_changes": [step]})


def _explanation(store: Store, values: Mapping[str, Any], language: Language) -> str:
    number = next((party["organisation_id"] for party in values["parties"] if party["side"] == Side.OWN), None)
    department = store.get(Organisation, number) if number is not None else None
    if department is None:
        return ""
    return language.text(N_("Enquiry from {department}."), department=department.caption(language.code))
