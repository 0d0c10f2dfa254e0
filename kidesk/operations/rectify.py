"""Rectification: a person's data are corrected with a reason, and that is noted (GDPR article 16)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kidesk.errors import KideskError
from kidesk.i18n import N_, Language
from kidesk.operations import edit
from kidesk.operations.edit import Invalid, Saved
from kidesk.operations.privacy_notes import noted, refuse_names
from kidesk.records import PERSONS, personal_data
from kidesk.records.field import Problem
from kidesk.records.privacy_decision import PrivacyDecision, PrivacyDecisionKind
from kidesk.records.subject_find import label_of
from kidesk.store.store import Store

RECTIFIED = N_("Corrected {type}")


def check_reason(store: Store, number: int, reason: str) -> None:
    """Raises Invalid, with problems by "reason", where none is given or it names the person."""
    if not reason.strip():
        raise Invalid([Problem("reason", N_("Say why the data are corrected."))])
    with store.read() as session:
        refuse_names(session, number, {"reason": reason})


def rectify(
    store: Store,
    number: int,
    values: Mapping[str, Any],
    reason: str,
    *,
    version: int = 0,
    language: Language,
    dnr: str = "",
) -> Saved:
    """Corrects fields of the person with the id `number`, and notes which ones and why, in one step that can be undone.

    The decision says which fields were corrected and neither what they said nor what they say. Raises as
    `edit.save` and `check_reason` do, and KideskError where nothing was corrected.
    """
    check_reason(store, number, reason)
    with store.change(RECTIFIED, PERSONS.key) as session:
        saved = edit.written(session, PERSONS, values, number=number, version=version, language=language)
        session.flush()
        changed = [
            label_of(personal_data.of(entry.row.__tablename__, column), language)
            for entry in session.info["log"].entries.values()
            for column in (entry.new or entry.old)
            if personal_data.of(entry.row.__tablename__, column).is_personal
        ]
        if not changed:
            raise KideskError(N_("Nothing was corrected, so nothing was noted."))
        decision = PrivacyDecision(
            kind=PrivacyDecisionKind.RECTIFICATION,
            decided_by=store.who,
            dnr=dnr.strip(),
            reason=reason.strip(),
            outcome=language.text(N_("Corrected: {fields}"), fields=", ".join(dict.fromkeys(changed))),
        )
        noted(session, number, decision)
        return saved
