"""Opening the data of a protected identity: a deliberate act that leaves a trace."""

from __future__ import annotations

from kidesk.i18n import N_
from kidesk.records import PRIVACY_DECISIONS, clock
from kidesk.records.privacy_decision import PrivacyDecision, PrivacyDecisionKind
from kidesk.records.protection import person_of
from kidesk.records.record import Record
from kidesk.store.store import Store

OPENED = N_("Opened protected data")


def note_opening(store: Store, record: Record) -> None:
    """Notes who looked at the data of a protected person and when, without a name; undo does not take it back."""
    person = person_of(record)
    assert person is not None
    with store.change(OPENED, PRIVACY_DECISIONS.key, is_undoable=False) as session:
        kind, today = PrivacyDecisionKind.ACCESS, clock.today()
        session.add(PrivacyDecision(kind=kind, subject_number=person.id, decided_on=today, decided_by=store.who))
