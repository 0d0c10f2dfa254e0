"""The form of an assessment: one activity's colour, its reason if red, and its comments."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kidesk.gui import theme
from kidesk.gui.desk import Desk
from kidesk.gui.icons import dress_button, icon
from kidesk.gui.pages.plan_paint import COLOUR_ICONS
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.i18n import N_
from kidesk.operations.assess_activity import Judgement, judgement_of
from kidesk.records.assessment_rules import Lack
from kidesk.records.plan_item import Assessment
from kidesk.records.quarter import LEGEND, Colour, RedReason

# The letters are the same in both languages: "G" alone would not tell grön from gul.
KEYS: dict[str, Colour] = {
    "G": Colour.GREEN,
    "Y": Colour.YELLOW,
    "R": Colour.RED,
    "N": Colour.NOT_ASSESSED,
    "D": Colour.NOT_DUE,
}
REASON_KEYS: dict[str, RedReason] = {
    "1": RedReason.COULD_NOT_BE_CARRIED_OUT,
    "2": RedReason.COULD_NOT_BE_PRIORITISED,
}
_COMMENT_HEIGHT = 60
_COMMENTS = (N_("Comment in Swedish"), N_("Comment in English"))
_HINTED = N_("{words} ({key})")


class AssessmentForm(QWidget):
    """What is chosen and written here is kept by whoever has the form. `edited` is sent at each change."""

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.seen = self._kept = judgement_of(None)
        self.colours: dict[Colour, QPushButton] = {}
        self.reasons: dict[RedReason, QPushButton] = {}
        self._reason = RedReason.NONE
        self._is_open = True
        self.comments = {"sv": QPlainTextEdit(), "en": QPlainTextEdit()}
        self.over_english = QHBoxLayout()
        self.setStyleSheet("QPushButton:checked { border-color: palette(highlight); }")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._colour_grid())
        column.addWidget(self._reason_row())
        for edit, name in zip(self.comments.values(), _COMMENTS, strict=True):
            column.addLayout(self._comment(edit, name))
        desk.keep_saying(self, self._speak)

    def _colour_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        group = QButtonGroup(self)
        for place, colour in enumerate(KEYS.values()):
            button = self.colours[colour] = QPushButton()
            button.setCheckable(True)
            dress_button(button)
            button.setIcon(icon(COLOUR_ICONS[colour], str(colour.tone), 16))
            button.setIconSize(QSize(19, 16))
            button.clicked.connect(self._edit)
            group.addButton(button)
            span = 2 if place < 3 else 3
            grid.addWidget(button, place // 3, (place % 3) * span, 1, span)
        return grid

    def _reason_row(self) -> QWidget:
        self._why = QWidget()
        row = QVBoxLayout(self._why)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        title = PlainLabel("", "small")
        self._desk.say(title, title.setText, N_("Reason if red"))
        row.addWidget(title)
        for reason in REASON_KEYS.values():
            button = self.reasons[reason] = QPushButton()
            button.setCheckable(True)
            dress_button(button)
            button.clicked.connect(lambda _checked=False, reason=reason: self.give_reason(reason))
            row.addWidget(button)
        return self._why

    def _comment(self, edit: QPlainTextEdit, name: str) -> QVBoxLayout:
        title = PlainLabel("", "small")
        self._desk.say(title, title.setText, name)
        self._desk.say(edit, edit.setAccessibleName, name)
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(_COMMENT_HEIGHT)
        edit.textChanged.connect(self._edit)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(title)
        if edit is self.comments["en"]:
            column.addLayout(self.over_english)
        column.addWidget(edit)
        return column

    def _speak(self) -> None:
        text = self._desk.text
        meanings = dict(LEGEND)
        for key, colour in KEYS.items():
            self.colours[colour].setText(text(_HINTED, words=text(colour.label), key=key))
            set_tool_tip(self.colours[colour], text(meanings[colour]))
        for key, reason in REASON_KEYS.items():
            self.reasons[reason].setText(text(_HINTED, words=text(reason.label), key=key))

    # What is shown

    def show_assessment(self, found: Assessment | None, *, is_open: bool) -> None:
        """Shows what is kept; where that may not change, it can only be read."""
        self.seen = judgement_of(found)
        self._fill(self.seen)
        self._kept = self.judgement()  # without what a form takes away, such as spaces at the end of a comment
        self.set_open(is_open)
        self.edited.emit()

    def set_open(self, is_open: bool) -> None:
        """Lets the assessment be changed, or only read."""
        self._is_open = is_open
        for button in (*self.colours.values(), *self.reasons.values()):
            button.setEnabled(is_open or button.isChecked())  # what holds stays easy to read
        for edit in self.comments.values():
            theme.mark(edit, "readOnly", not is_open)

    def _fill(self, judgement: Judgement) -> None:
        self.colours[judgement.colour].setChecked(True)
        self._reason = judgement.reason
        for edit, text in zip(self.comments.values(), (judgement.comment_sv, judgement.comment_en), strict=True):
            edit.blockSignals(True)
            edit.setPlainText(text)
            edit.blockSignals(False)
        self._show_reason()

    def judgement(self) -> Judgement:
        """What is chosen and written now; a reason counts only for red."""
        colour = next((colour for colour, button in self.colours.items() if button.isChecked()), Colour.NOT_ASSESSED)
        reason = self._reason if colour == Colour.RED else RedReason.NONE
        texts = [edit.toPlainText().strip() for edit in self.comments.values()]
        return Judgement(colour, texts[0], texts[1], reason)

    @property
    def is_changed(self) -> bool:
        """Whether something is chosen or written that is not kept."""
        return self.judgement() != self._kept

    def note_kept(self) -> None:
        """What is chosen and written now stands in the register."""
        self.seen = self._kept = self.judgement()

    @property
    def lack(self) -> Lack:
        """What is missing before the quarter can be sealed."""
        return self.judgement().lack

    def choose(self, colour: Colour) -> None:
        """Chooses a colour as its button does; what is sealed takes none."""
        if self._is_open and self.isEnabled():
            self.colours[colour].setChecked(True)
            self._edit()

    def give_reason(self, reason: RedReason) -> None:
        """Gives the reason of a red; other colours have none."""
        if self._is_open and self.isEnabled() and self.colours[Colour.RED].isChecked():
            self._reason = reason
        self._edit()

    def write(self) -> None:
        """Gives the keyboard to the comment."""
        self.comments["sv"].setFocus()

    def _edit(self) -> None:
        self._show_reason()
        self.edited.emit()

    def _show_reason(self) -> None:
        self._why.setVisible(self.colours[Colour.RED].isChecked())
        for reason, button in self.reasons.items():
            button.setChecked(reason == self._reason)
