"""Approve a live sentence: a person has read it with the figure it says now."""

from __future__ import annotations

from kidesk.errors import KideskError, StaleRecord
from kidesk.i18n import N_
from kidesk.operations.counted_series import filled
from kidesk.operations.edit import gone
from kidesk.records import clock
from kidesk.records.indicator import Indicator, IndicatorSentence
from kidesk.records.live_sentence import figure
from kidesk.store.store import STALE, Store

APPROVED = N_("Approved a sentence")


def approve_sentence(store: Store, number: int, *, version: int = 0) -> None:
    """Keeps the figure that the sentence with this number says now, who read it and when; undo takes it back.

    `version` is the row version of the series that the person read it with; 0 takes the series as it is now.
    Raises StaleRecord, and KideskError where there is no such sentence or its figure cannot be computed.
    """
    with store.change(APPROVED, "indicators") as session:
        sentence = session.get(IndicatorSentence, number)
        indicator = store.get(Indicator, sentence.indicator_id) if sentence is not None else None
        if sentence is None or indicator is None:
            raise gone(number)
        if version and indicator.version != version:
            raise StaleRecord(STALE)
        (indicator,) = filled(store, [indicator])
        said = figure(indicator, sentence)
        if said is None:
            raise KideskError(
                N_("The figure of this sentence cannot be computed, so it cannot be approved. Nothing was changed.")
            )
        sentence.approved_figure = said
        sentence.approved_on, sentence.approved_by = clock.today(), store.who
