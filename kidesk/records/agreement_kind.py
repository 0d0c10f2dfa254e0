"""What an agreement is called by who its parties are: "avtal", or "överenskommelse" within the state."""

from __future__ import annotations

from kidesk.i18n import N_
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import is_within_the_state


def kind_word(agreement: Agreement) -> str:
    """The word, as a msgid (DOMAIN, Vocabulary)."""
    return N_("Agreement within the state") if is_within_the_state(agreement) else N_("Agreement")
