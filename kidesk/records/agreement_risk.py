"""What is doubtful about an agreement's risks when it is put up for decision."""

from __future__ import annotations

from collections.abc import Iterator

from kidesk.i18n import N_
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import comes_to, is_within_the_state
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.field import Problem
from kidesk.records.risk_assessment import RiskConclusion

RISK_IS_MISSING = N_("The agreement is put up for decision without a risk assessment; it was kept.")
RISK_ADVISES_AGAINST = N_("The agreement is put up for decision though its risk assessment advises against it.")


def risk_doubts(agreement: Agreement) -> Iterator[Problem]:
    """Warnings: nobody has assessed the risks, or the assessment decided last advises against the agreement.

    An agreement within the state needs no assessment. The agreement belongs to a session.
    """
    if not comes_to(agreement, AgreementStatus.FOR_DECISION):
        return
    decided = [one for one in agreement.risk_assessments if one.decided_on is not None and not one.is_open]
    latest = max(decided, key=lambda one: (str(one.decided_on), one.id), default=None)
    if not agreement.risk_assessments and not is_within_the_state(agreement):
        yield Problem("status_changes", RISK_IS_MISSING, is_warning=True)
    elif latest is not None and latest.conclusion == RiskConclusion.NOT_ADVISABLE:
        yield Problem("status_changes", RISK_ADVISES_AGAINST, is_warning=True)
