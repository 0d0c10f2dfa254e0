"""The dialog in which a membership is reviewed: what was decided and why, and when it is reviewed again."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.saving import SavingDialog
from kidesk.i18n import N_
from kidesk.operations.review_membership import review
from kidesk.records import clock
from kidesk.records.field import Stored
from kidesk.records.fields import Choice, Day, Number, Text
from kidesk.records.membership import (
    EVALUATED_EVERY_MONTHS,
    Membership,
    MembershipDecision,
    MembershipReview,
)
from kidesk.records.rules import months_before

_ROOM = 560
_LINES: tuple[tuple[Stored, ...], ...] = (
    (Day(MembershipReview.on, N_("Reviewed on")), Choice(MembershipReview.decision, N_("Decision"))),
    (
        Number(MembershipReview.visibility_value, N_("Visibility value (1–5)"), limits=(1, 5)),
        Text(MembershipReview.decided_by, N_("Decision made by")),
    ),
    (
        Text(
            MembershipReview.reason,
            N_("Reason"),
            N_("What the membership costs and gives, for whoever reviews it next."),
        ),
    ),
    (Day(Membership.review_on, N_("Review again on")),),
)


class ReviewMembershipDialog(SavingDialog):
    """Keeps a review."""

    needed = ("on",)

    def __init__(self, desk: Desk, membership: Membership, parent: QWidget | None) -> None:
        super().__init__(desk, N_("Review the membership"), parent, (640, 480))
        self._number = membership.id
        self.body.addWidget(copyable(membership.caption(desk.language.code), "strong", room=_ROOM))
        self.add_lines(_LINES, _usual(membership))
        self.body.addStretch(1)
        self.add_ways_out(N_("Keep the review"))
        self.boxes["decision"].editor.setFocus()

    def keep(self, values: dict[str, Any]) -> None:
        review(self.desk.store, self._number, **values | {"next_on": values.pop("review_on")})


def _usual(membership: Membership) -> dict[str, Any]:
    """What the form begins with: today, and what was decided last."""
    today, latest = clock.today(), membership.latest_review
    is_new = membership.decision == MembershipDecision.NONE
    return {
        "on": today,
        "decision": MembershipDecision.KEEP if is_new else membership.decision,
        "visibility_value": membership.visibility_value,
        "decided_by": latest.decided_by if latest is not None else "",
        "reason": "",
        "review_on": months_before(today, -EVALUATED_EVERY_MONTHS),
    }
