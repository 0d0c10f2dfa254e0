"""QUICK: the order in which the form of an interaction asks, what is typed every time first."""

from __future__ import annotations

from kidesk.i18n import N_
from kidesk.records.field import Field
from kidesk.records.interaction import INTERACTIONS
from kidesk.records.record_type import Section


def _fields(*keys: str) -> tuple[Field, ...]:
    return tuple(INTERACTIONS.field(key) for key in keys)


QUICK = (
    Section(N_("Interaction"), _fields("kind", "on", "title", "place", "persons", "organisations", "notes")),
    Section(
        N_("Follow-up and links"),
        _fields("follow_up_on", "follow_up_by_id", "followed_up_on", "agreement_id", "ambassador_id", "plan_item_id"),
    ),
)
