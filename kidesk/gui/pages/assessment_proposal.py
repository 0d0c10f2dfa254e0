"""The colour that is proposed for an activity, with the reason; a person takes it over or decides otherwise."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.pages.plan_paint import COLOUR_ICONS
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.i18n import N_
from kidesk.records.colour_proposal import Proposal
from kidesk.records.quarter import Colour


class ProposalLine(QWidget):
    """`taken` carries the colour that a person takes over; nothing is saved by that. Unseen without a proposal."""

    taken = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._proposal: Proposal | None = None
        self._sign = IconLabel("circle-dashed", "muted", 16)
        self.colour, self.reason = PlainLabel("", "strong", wrap=True), PlainLabel("", "small", wrap=True)
        self.button = QPushButton()
        dress_button(self.button)
        desk.say(self.button, self.button.setText, N_("Take over (P)"))
        tip = N_("Chooses the proposed colour; it is saved when you go on.")
        desk.say(self.button, lambda text: set_tool_tip(self.button, text), tip)
        self.button.clicked.connect(self.take)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._sign)
        head.addWidget(self.colour, 1)
        head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.reason)
        desk.keep_saying(self, self._speak)

    def show_proposal(self, proposal: Proposal | None) -> None:
        """Shows a proposal, or none."""
        self._proposal = proposal
        self._speak()

    def suit(self, chosen: Colour) -> None:
        """Offers to take the proposal over while another colour is chosen."""
        self.button.setEnabled(self._proposal is not None and self._proposal.colour != chosen)

    def take(self) -> None:
        """Takes the proposed colour over."""
        if self._proposal is not None:
            self.taken.emit(self._proposal.colour)

    def _speak(self) -> None:
        found, said = self._proposal, self._desk.language
        self.setVisible(found is not None)
        if found is not None:
            self._sign.set_icon(COLOUR_ICONS[found.colour], str(found.colour.tone))
            self.colour.setText(said.text(N_("Proposed: {colour}"), colour=said.text(found.colour.label)))
            self.reason.setText(found.reason.said(said))
