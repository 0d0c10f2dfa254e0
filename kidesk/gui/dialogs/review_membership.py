"""The dialog in which a membership is reviewed: what was decided and why, and when it is reviewed again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.fields import FieldsDialog
from kidesk.gui.field_box import FieldBox
from kidesk.i18n import N_
from kidesk.operations.edit import Invalid
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
_FIELDS: tuple[Stored, ...] = (
    Day(MembershipReview.on, N_("Reviewed on")),
    Choice(MembershipReview.decision, N_("Decision")),
    Number(MembershipReview.visibility_value, N_("Visibility value (1–5)"), limits=(1, 5)),
    Text(MembershipReview.decided_by, N_("Decision made by")),
    Text(
        MembershipReview.reason, N_("Reason"), N_("What the membership costs and gives, for whoever reviews it next.")
    ),
    Day(Membership.review_on, N_("Review again on")),
)
_LINES = (("on", "decision"), ("visibility_value", "decided_by"), ("reason",), ("review_on",))


class ReviewMembershipDialog(FieldsDialog):
    """Keeps a review. `reviewed` says that it is kept."""

    reviewed = Signal()

    def __init__(self, desk: Desk, membership: Membership, parent: QWidget | None) -> None:
        super().__init__(desk, N_("Review the membership"), parent, (640, 480))
        self._number = membership.id
        self.boxes = {field.key: FieldBox(desk, field) for field in _FIELDS}
        self.body.addWidget(copyable(membership.caption(desk.language.code), "strong", room=_ROOM))
        for keys in _LINES:
            line = QHBoxLayout()
            line.setSpacing(16)
            for key in keys:
                line.addWidget(self.boxes[key], 1, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)
        self.body.addStretch(1)
        for key, value in _usual(membership).items():
            self.boxes[key].editor.set_value(value)
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Keep the review"), self.save, is_default=True)
        self.boxes["decision"].editor.setFocus()

    def save(self) -> None:
        """Keeps the review, or says beside each field what must be put right first."""
        values, said = self.read()
        if "on" in values and values["on"] is None:
            said["on"] = self.desk.text(N_("This field must be filled in."))
        if not said:
            try:
                review(self.desk.store, self._number, **values | {"next_on": values.pop("review_on")})
            except Invalid as invalid:
                said = {problem.key: problem.said(self.desk.language) for problem in invalid.problems}
            except KideskError as error:
                refused = error
                self.banner.say("bad", lambda: refused.said(self.desk.language))
                return
        self.show_problems(said)
        if not said:
            self.reviewed.emit()
            self.accept()


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
