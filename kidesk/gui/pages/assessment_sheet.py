"""One activity of a round: what it is, how it stood before, how it stands now, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kidesk.gui.badges import BadgeLabel
from kidesk.gui.cards import Card
from kidesk.gui.desk import Desk
from kidesk.gui.icons import IconLabel, dress_button
from kidesk.gui.pages.assessment_form import AssessmentForm
from kidesk.gui.pages.assessment_proposal import ProposalLine
from kidesk.gui.pages.evidence_box import EvidenceBox
from kidesk.gui.pages.plan_paint import COLOUR_ICONS
from kidesk.gui.pages.plan_pane import bare_column, hairline
from kidesk.gui.parity_note import ParityMark
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.i18n import N_
from kidesk.operations.assessment_round import Round
from kidesk.records.assessment_rules import assessment_before, evidence_in
from kidesk.records.colour_proposal import Proposal
from kidesk.records.outdated_text import OutdatedText, outdated_texts
from kidesk.records.plan_item import Assessment, ItemUnit, PlanItem, UnitRole, assessment_in
from kidesk.records.plan_item_type import PLAN_ITEMS
from kidesk.records.quarter import Colour, Period, RedReason

_BESIDE = 620  # pixels that the quarter before and this one take beside each other
_PADDING, _GAP = 20, 12


class Before(Card):
    """How the activity was assessed last, to read only."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: Assessment | None = None
        self._sign = IconLabel("circle-dashed", "muted", 18)
        self.colour = PlainLabel("", "strong", wrap=True)
        self.reason, self.who = PlainLabel("", "small", wrap=True), PlainLabel("", "small", wrap=True)
        self.comments = PlainLabel("", wrap=True)
        self.comments.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.colour, 1, Qt.AlignmentFlag.AlignTop)
        for widget in (head, self.reason, self.comments, self.who):
            self.add(widget)
        self.add_stretch()
        desk.keep_saying(self, self._speak)

    def show_assessment(self, found: Assessment | None) -> None:
        """Shows an assessment, or says that there is none."""
        self._found = found
        self._speak()

    def _speak(self) -> None:
        said, found = self._desk.language, self._found
        colour = found.colour if found is not None else Colour.NOT_ASSESSED
        self._sign.set_icon(COLOUR_ICONS[colour], str(colour.tone))
        if found is None:
            self.set_title(said.text(N_("Before")))
            self.colour.setText(said.text(N_("Not assessed in any earlier quarter.")))
        else:
            quarter = Period.named(found.quarter.name).said(said)
            self.set_title(said.text(N_("Before, {quarter}"), quarter=quarter))
            self.colour.setText(said.text(colour.label))
        _say(self.reason, said.text(found.reason.label) if found and found.reason != RedReason.NONE else "")
        texts = [found.comment_sv, found.comment_en] if found is not None else []
        ordered = texts if said.code == "sv" else texts[::-1]
        _say(self.comments, "\n\n".join(dict.fromkeys(text for text in ordered if text)))
        _say(self.who, assessed(found, self._desk))


def _is_of(text: OutdatedText, found: Assessment | None) -> bool:
    """Whether a text is one of an assessment."""
    is_part = text.parts is not None and text.parts.part is Assessment
    return found is not None and is_part and text.row == found.id


def _say(label: PlainLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def assessed(found: Assessment | None, desk: Desk) -> str:
    """Who assessed it and when; nothing where that is not known."""
    if found is None or found.assessed_on is None:
        return ""
    day = desk.language.day(found.assessed_on)
    if not found.assessed_by:
        return desk.text(N_("Assessed {day}"), day=day)
    return desk.text(N_("Assessed {day} by {who}"), day=day, who=found.assessed_by)


class ActivitySheet(QFrame):
    """The right of the page. What is chosen here is kept by the page; `step_asked` carries 1 or -1.

    `holds_asked` carries the outdated text whose translation still holds.
    """

    save_asked = Signal()
    step_asked = Signal(int)
    holds_asked = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._desk = desk
        self._item: PlanItem | None = None
        self._round: Round | None = None
        self._problem = ""
        self.place, self.title = PlainLabel("", "small", wrap=True), PlainLabel("", "record", wrap=True)
        self.facts = PlainLabel("", "muted", wrap=True)
        self.progress, self.due = BadgeLabel(), BadgeLabel()
        self.before, self.form = Before(desk), AssessmentForm(desk)
        self.proposal = ProposalLine(desk)
        self.parity, self.holds_button = ParityMark(desk, is_of_one=True), QPushButton()
        self._outdated: OutdatedText | None = None
        self.evidence = EvidenceBox(desk, window)
        self.note = PlainLabel("", "small", wrap=True)
        self.save_button = QPushButton()
        self._now, self._shows = Card(), Card()
        column = bare_column(self)
        self._area = self._make_area()
        column.addWidget(self._area, 1)
        column.addWidget(hairline())
        column.addLayout(self._foot())
        self.form.edited.connect(self._show_note)
        self.proposal.taken.connect(self.form.choose)
        self.holds_button.clicked.connect(lambda: self.holds_asked.emit(self._outdated))
        desk.keep_saying(self, self._speak)

    # Parts

    def _make_area(self) -> QScrollArea:
        body = QWidget()
        body.setProperty("kind", "clear")
        column = QVBoxLayout(body)
        column.setContentsMargins(_PADDING, 16, _PADDING, _PADDING)
        column.setSpacing(_GAP)
        badges = QHBoxLayout()
        for badge in (self.progress, self.due):
            badges.addWidget(badge)
        badges.addStretch(1)
        head = QVBoxLayout()
        head.setSpacing(6)
        for label in (self.place, self.title, self.facts):
            head.addWidget(label)
        head.addLayout(badges)
        column.addLayout(head)
        self._dress_parity()
        self._now.add(self.proposal)
        self._now.add(self.form)
        self._shows.add(self.evidence)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(_GAP)
        self._pair.addWidget(self.before, 2)
        self._pair.addWidget(self._now, 3)
        column.addLayout(self._pair)
        column.addWidget(self._shows)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        return area

    def _dress_parity(self) -> None:
        dress_button(self.holds_button)
        self._desk.say(self.holds_button, self.holds_button.setText, N_("Still holds"))
        self._desk.say(self.holds_button, self.holds_button.setAccessibleName, N_("The translation still holds"))
        tip = N_("The English says the same as the Swedish does now.")
        self._desk.say(self.holds_button, lambda text: set_tool_tip(self.holds_button, text), tip)
        row = self.form.over_english
        row.addWidget(self.parity)
        row.addStretch(1)
        row.addWidget(self.holds_button)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_PADDING, 10, _PADDING, 10)
        row.setSpacing(8)
        for sign, step, words in (
            ("chevron-up", -1, N_("Previous activity (Page Up)")),
            ("chevron-down", 1, N_("Next activity (Page Down)")),
        ):
            row.addWidget(self._tool(sign, words, step))
        dress_button(self.save_button, "", "primary")
        self._desk.say(self.save_button, self.save_button.setText, N_("Save and go on"))
        tip = N_("Saves and goes to the next activity that is not assessed (Ctrl+Enter)")
        self._desk.say(self.save_button, lambda text: set_tool_tip(self.save_button, text), tip)
        self.save_button.clicked.connect(self.save_asked)
        row.addWidget(self.note, 1)
        row.addWidget(self.save_button)
        return row

    def _tool(self, sign: str, words: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        dress_button(button, sign)
        self._desk.say(button, button.setAccessibleName, words)
        self._desk.say(button, lambda text: set_tool_tip(button, text), words)
        button.clicked.connect(lambda: self.step_asked.emit(step))
        return button

    # What is shown

    def show_item(self, item: PlanItem, shown: Round, proposal: Proposal | None) -> None:
        """Shows an activity with the colour proposed for it; what is chosen for it and not saved stays."""
        is_kept = self._item is not None and self._item.id == item.id and self._is_same_quarter(shown)
        if self._item is None or self._item.id != item.id:
            self._area.verticalScrollBar().setValue(0)
        self._item, self._round = item, shown
        is_open = shown.quarter is not None and shown.seal is None
        quarter = shown.quarter.id if shown.quarter is not None else None
        found = assessment_in(item, shown.period.name)
        self.proposal.show_proposal(proposal if is_open else None)
        self._show_parity(item, found, is_open=is_open)
        if is_kept and is_open and self.form.is_changed:
            self.form.set_open(is_open)
        else:
            self.form.show_assessment(found, is_open=is_open)
        self.before.show_assessment(assessment_before(item, shown.period))
        self.evidence.show_evidence(evidence_in(item, quarter), item.id, is_open=is_open)
        self.save_button.setEnabled(is_open)
        self._speak()

    def _show_parity(self, item: PlanItem, found: Assessment | None, *, is_open: bool) -> None:
        """Marks the English comment where the Swedish has left it behind."""
        texts = [one for one in outdated_texts(PLAN_ITEMS, item) if _is_of(one, found)]
        self._outdated = texts[0] if texts else None
        self.parity.show_texts(texts)
        self.holds_button.setVisible(bool(texts) and is_open)

    def _is_same_quarter(self, shown: Round) -> bool:
        before = self._round
        return before is not None and (before.plan.id, before.period) == (shown.plan.id, shown.period)

    def say_problem(self, sentence: str) -> None:
        """Says why the assessment could not be kept, until something is changed."""
        self._problem = sentence
        self._tell()

    def _show_note(self) -> None:
        self._problem = ""
        self.proposal.suit(self.form.judgement().colour)
        self._tell()

    def _tell(self) -> None:
        self.note.set_tint("bad" if self._problem else "muted")
        self.note.setText(self._problem or self._remark())

    def _remark(self) -> str:
        if self._item is None or self._round is None:
            return ""
        if self.form.lack:
            missing = self.form.lack.said(self._desk.language)
            return self._desk.text(N_("Missing before the quarter can be sealed: {missing}."), missing=missing)
        if self.form.is_changed:
            return self._desk.text(N_("Saved when you go on."))
        return assessed(assessment_in(self._item, self._round.period.name), self._desk)

    def _speak(self) -> None:
        item, found, said = self._item, self._round, self._desk.language
        self._shows.set_title(said.text(N_("Evidence")))
        if item is None or found is None:
            return
        self._now.set_title(found.period.heading(said))
        self.title.setText(item.caption(said.code))
        above = found.above(item.id)
        _say(self.place, above.caption(said.code) if above is not None else "")
        _say(self.facts, "\n".join(self._facts(item)))
        self.progress.set_badge(said.text(item.lifecycle.label), str(item.lifecycle.tone))
        is_due = found.period.name in item.due_quarters
        self.due.set_badge(said.text(N_("Due this quarter")) if is_due else "", "warn")
        self.due.setVisible(is_due)
        self._tell()

    def _facts(self, item: PlanItem) -> Iterator[str]:
        text, code = self._desk.text, self._desk.language.code
        for role in UnitRole:
            units = [self._unit(one) for one in item.units if one.role == role]
            if units:
                yield text(N_("{role}: {units}"), role=text(role.label), units=", ".join(units))
        if item.contact is not None:
            yield text(N_("Contact: {name}"), name=item.contact.caption(code))
        if item.coordinator:
            yield text(N_("Followed up by: {name}"), name=item.coordinator)
        due = [Period.named(name).said(self._desk.language) for name in item.due_quarters]
        if due:
            yield text(N_("Due: {quarters}"), quarters=", ".join(due))

    def _unit(self, one: ItemUnit) -> str:
        code = self._desk.language.code
        if one.counterpart is None:
            return one.unit.caption(code)
        return f"{one.unit.caption(code)} ({one.counterpart.caption(code)})"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sets the quarter before above this one where there is no room beside it."""
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(across if self.width() >= _BESIDE else down)
