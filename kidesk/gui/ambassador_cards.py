"""The cards in an ambassador's details: the mandate and its stages, the engagements, and the portrait consent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from kidesk.gui.badges import BadgeLabel
from kidesk.gui.breaking_text import copyable
from kidesk.gui.charts import ChartView
from kidesk.gui.desk import Desk
from kidesk.gui.flow_layout import FlowLayout
from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.plain import PlainLabel, Role
from kidesk.i18n import N_
from kidesk.records import ambassador_mandate, clock, portrait_consent
from kidesk.records.ambassador import Ambassador
from kidesk.records.engagement_sums import capacity_in_words, sums
from kidesk.records.portrait_consent import ConsentState, consent_on, lacks_evidence
from kidesk.records.term import Term, Tone
from kidesk.reports import engagements

_DAY_WIDTH = 92
_ROOM = 180
_CHART_HEIGHT = 190
_FIGURE_WIDTHS = (40, 50, 62)


class AmbassadorCard(QFrame):
    """A heading with a sign, what is told beneath it, and buttons."""

    def __init__(self, desk: Desk, sign: str, heading: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.desk = desk
        self.setAccessibleName(desk.text(heading))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(sign, "accent", 16))
        head.addWidget(PlainLabel(desk.text(heading), "section"), 1)
        self.column.addLayout(head)

    def tell(self, sentence: str, role: Role = "body") -> None:
        """Adds a sentence, which can be copied."""
        if sentence:
            label = PlainLabel(sentence, role, wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.column.addWidget(label)

    def mark(self, term: Term) -> None:
        """Adds a state as sign and word."""
        line = QHBoxLayout()
        line.addWidget(BadgeLabel(self.desk.text(term.label), str(term.tone)))
        line.addStretch(1)
        self.column.addLayout(line)

    def offer(self, buttons: Sequence[tuple[str, str, SignalInstance]]) -> None:
        """Adds buttons: a msgid, a sign, and the signal that each sends."""
        line = FlowLayout(8)
        for words, sign, asked in buttons:
            button = QPushButton(self.desk.text(words))
            dress_button(button, sign)
            button.clicked.connect(lambda _=False, asked=asked: asked.emit())
            line.addWidget(button)
        self.column.addLayout(line)


class MandateCard(AmbassadorCard):
    """How the mandate's period stands, when it is reviewed, and the path of stages, each with its day."""

    stage_asked = Signal()

    def __init__(self, desk: Desk, ambassador: Ambassador) -> None:
        super().__init__(desk, "signpost", N_("Mandate"))
        today, said = clock.today(), desk.language
        self.mark(ambassador_mandate.mandate_on(ambassador, today))
        self.tell(ambassador_mandate.in_words(ambassador, today, said), "strong")
        self.tell(_review(ambassador, desk))
        self._path(ambassador)
        self.offer([(N_("Change stage…"), "step-forward", self.stage_asked)])

    def _path(self, ambassador: Ambassador) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, _DAY_WIDTH)
        grid.setColumnStretch(1, 1)
        for row, step in enumerate(ambassador_mandate.in_order(list(ambassador.stages))):
            day = PlainLabel(self.desk.language.day(step.on), "muted")
            day.setFixedWidth(_DAY_WIDTH)
            badge = BadgeLabel(self.desk.text(step.stage.label), str(step.stage.tone))
            grid.addWidget(day, 2 * row, 0)
            grid.addWidget(badge, 2 * row, 1, Qt.AlignmentFlag.AlignLeft)
            if step.comment:
                grid.addWidget(copyable(step.comment, "small", room=_ROOM), 2 * row + 1, 1)
        self.column.addLayout(grid)


def _review(ambassador: Ambassador, desk: Desk) -> str:
    day = ambassador.review_on
    if day is None or ambassador_mandate.is_over(ambassador):
        return ""
    message = N_("To be reviewed since {day}.") if day <= clock.today() else N_("To be reviewed on {day}.")
    return desk.text(message, day=desk.language.day(day))


class ConsentCard(AmbassadorCard):
    """How the consent to publish stands, in sign and word, what shows it, and how it is recorded and withdrawn."""

    record_asked = Signal()
    withdraw_asked = Signal()

    def __init__(self, desk: Desk, ambassador: Ambassador) -> None:
        super().__init__(desk, "image", N_("Portrait consent"))
        today = clock.today()
        state = consent_on(ambassador, today)
        self.mark(state)
        self.tell(portrait_consent.in_words(ambassador, today, desk.language), "strong")
        if lacks_evidence(ambassador, today):
            line = QHBoxLayout()
            line.addWidget(BadgeLabel(desk.text(N_("Without evidence")), str(Tone.WARN)))
            line.addStretch(1)
            self.column.addLayout(line)
        elif ambassador.portrait_consent_evidence:
            self.tell(desk.text(N_("Evidence: {text}"), text=ambassador.portrait_consent_evidence), "small")
        buttons = [(N_("Record a consent…"), "badge-check", self.record_asked)]
        if state not in (ConsentState.NONE, ConsentState.WITHDRAWN):
            buttons.append((N_("Withdraw it…"), "ban", self.withdraw_asked))
        self.offer(buttons)


class EngagementCard(AmbassadorCard):
    """Hours of this year against the capacity, and all engagements by year and mode, as a table and a picture."""

    engagement_asked = Signal()
    package_asked = Signal()

    def __init__(self, desk: Desk, ambassador: Ambassador) -> None:
        super().__init__(desk, "hand-heart", N_("Engagements"))
        today, said = clock.today(), desk.language
        found = sums(ambassador.engagements, today)
        self.tell(capacity_in_words(ambassador, today, said), "strong")
        lines = list(engagements.lines(found, said))
        if lines:
            self.column.addLayout(self._table(lines))
        spec = engagements.columns(found, said)
        if spec is not None:
            chart = ChartView()
            chart.setAccessibleName(desk.text(N_("Hours by year and mode")))
            chart.set_chart(spec, said)
            chart.setFixedHeight(_CHART_HEIGHT)
            self.column.addWidget(chart)
        self.tell(engagements.ahead(found, said), "small")
        self.offer(
            [
                (N_("Note an engagement…"), "calendar-plus", self.engagement_asked),
                (N_("Give a material package…"), "package-plus", self.package_asked),
            ]
        )

    def _table(self, lines: Sequence[engagements.Line]) -> QGridLayout:
        """Years with their sums, and beneath each the modes that it adds up from."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        headings = engagements.headings(self.desk.language)
        for column, heading in enumerate(headings):
            self._cell(grid, 0, column, heading, "small")
        for row, line in enumerate(lines, start=1):
            role: Role = "strong" if line.is_sum else "muted"
            cells = [self._cell(grid, row, column, text, role) for column, text in enumerate(line[:4])]
            told = (f"{heading} {text}" for heading, text in zip(headings[1:], line[1:4], strict=True) if text)
            cells[0].setAccessibleName(", ".join((line.label, *told)))
        return grid

    def _cell(self, grid: QGridLayout, row: int, column: int, text: str, role: Role) -> PlainLabel:
        label = PlainLabel(text, role, wrap=True)
        if column:
            label.setFixedWidth(_FIGURE_WIDTHS[column - 1])
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        else:
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(label, row, column)
        return label
