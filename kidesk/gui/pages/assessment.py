"""The quick assessment: one activity's colour, comments and reason in one quarter, without opening a dialog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kidesk.errors import KideskError
from kidesk.gui import ask
from kidesk.gui.desk import Desk
from kidesk.gui.icons import dress_button, icon
from kidesk.gui.pages.plan_paint import COLOUR_ICONS
from kidesk.gui.pages.plan_view import KEYS
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.i18n import N_
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.records.plan_item import Assessment, PlanItem, assessment_in
from kidesk.records.quarter import Colour, Period, Quarter, QuarterStatus, RedReason

_PADDING = 20
_COMMENT_HEIGHT = 56
_NOTHING = Judgement(Colour.NOT_ASSESSED)
_COMMENTS = (N_("Comment in Swedish"), N_("Comment in English"))
_TABS = (N_("Comment, Swedish"), N_("Comment, English"))


class AssessmentPanel(QFrame):
    """What is chosen here is kept only by Save.

    `quarter_asked` asks for a first quarter to assess in, `seal_asked` to seal or open the quarter called so.
    """

    quarter_asked = Signal()
    seal_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._desk = desk
        self._item: PlanItem | None = None
        self._quarters: tuple[Quarter, ...] = ()
        self._kept = _NOTHING
        self._place = -1
        self._is_saving = False
        self.quarter = QComboBox()
        self.colours: dict[Colour, QPushButton] = {}
        self.reason = QComboBox()
        self.comments = {"sv": QPlainTextEdit(), "en": QPlainTextEdit()}
        self.seal_button = QToolButton()
        self.save_button = QPushButton()
        self.new_quarter = QPushButton()
        self._note = PlainLabel("", "small", wrap=True)
        self._body = self._make_body()
        for part in (self, self._body):
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, 12, _PADDING, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self._body)
        column.addLayout(self._foot())
        desk.keep_saying(self, self._speak)

    # Parts of the panel

    def _head(self) -> QHBoxLayout:
        title = PlainLabel("", "section")
        self._desk.say(title, title.setText, N_("Assessment"))
        self._desk.say(self.quarter, self.quarter.setAccessibleName, N_("Quarter"))
        self.quarter.activated.connect(self._change_quarter)
        self.quarter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row = QHBoxLayout()
        row.addWidget(title)
        self.seal_button.clicked.connect(self.ask_seal)
        row.addStretch(1)
        row.addWidget(self.quarter)
        row.addWidget(self.seal_button)
        return row

    def _make_body(self) -> QWidget:
        body = QWidget()
        body.setStyleSheet(
            "QPushButton:checked { border-color: palette(highlight); }"
            "QTabBar::tab { padding-left: 8px; padding-right: 8px; }"
        )
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._colour_grid())
        self._desk.say(self.reason, self.reason.setAccessibleName, N_("Reason if red"))
        self.reason.activated.connect(self._edited)
        self.reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column.addWidget(self.reason)
        column.addLayout(self._comment_fields())
        return body

    def _colour_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        group = QButtonGroup(self)
        for place, colour in enumerate(Colour):
            button = self.colours[colour] = QPushButton()
            button.setCheckable(True)
            dress_button(button)
            button.setIcon(icon(COLOUR_ICONS[colour], str(colour.tone), 16))
            button.setIconSize(QSize(19, 16))
            button.clicked.connect(self._edited)
            group.addButton(button)
            span = 2 if place < 3 else 3
            grid.addWidget(button, place // 3, (place % 3) * span, 1, span)
        return grid

    def _comment_fields(self) -> QVBoxLayout:
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._desk.say(self._tabs, self._tabs.setAccessibleName, N_("Language of the comment"))
        stack = QStackedWidget()
        stack.setFixedHeight(_COMMENT_HEIGHT)
        for edit, name in zip(self.comments.values(), _COMMENTS, strict=True):
            self._tabs.addTab("")
            edit.setTabChangesFocus(True)
            edit.textChanged.connect(self._edited)
            self._desk.say(edit, edit.setAccessibleName, name)
            stack.addWidget(edit)
        self._tabs.currentChanged.connect(stack.setCurrentIndex)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._tabs)
        column.addWidget(stack)
        return column

    def _foot(self) -> QHBoxLayout:
        dress_button(self.save_button, "", "primary")
        dress_button(self.new_quarter, "plus")
        self._desk.say(self.save_button, self.save_button.setText, N_("Save"))
        self._desk.say(self.save_button, lambda text: set_tool_tip(self.save_button, text), N_("Save (Ctrl+Enter)"))
        self._desk.say(self.new_quarter, self.new_quarter.setText, N_("New quarter"))
        self.save_button.clicked.connect(self.save)
        self.new_quarter.clicked.connect(self.quarter_asked)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._note, 1)
        for button in (self.save_button, self.new_quarter):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _speak(self) -> None:
        text = self._desk.text
        letters = {colour: chr(key) for key, colour in KEYS.items()}
        for colour, button in self.colours.items():
            button.setText(text(colour.label))
            set_tool_tip(
                button, text(N_("{colour} ({key} in the tree)"), colour=text(colour.label), key=letters[colour])
            )
        self._fill(self.reason, [text(reason.label) for reason in RedReason])
        self._fill(self.quarter, [self._quarter_name(quarter) for quarter in self._quarters])
        for place, name in enumerate(_TABS):
            self._tabs.setTabText(place, text(name))
        self._show_note()

    def _fill(self, box: QComboBox, texts: Sequence[str]) -> None:
        chosen = box.currentIndex()
        box.clear()
        box.addItems(list(texts))
        box.setCurrentIndex(chosen)

    def _quarter_name(self, quarter: Quarter) -> str:
        name = Period.named(quarter.name).said(self._desk.language)
        if quarter.status == QuarterStatus.OPEN:
            return name
        status = self._desk.text(quarter.status.label)
        return self._desk.text(N_("{quarter} ({status})"), quarter=name, status=status)

    # What is shown

    def show_item(self, item: PlanItem | None, quarters: Sequence[Quarter]) -> None:
        """Shows an activity, whole, and the quarters to choose from, the earliest first; keeps what is not saved."""
        is_same = item is not None and self._item is not None and item.id == self._item.id
        chosen = self._quarter()
        self._item, self._quarters = item, tuple(quarters)
        self._fill(self.quarter, [self._quarter_name(quarter) for quarter in quarters])
        names = [quarter.name for quarter in quarters]
        self.quarter.setCurrentIndex(names.index(chosen.name) if chosen and chosen.name in names else len(names) - 1)
        if not (is_same and self.is_changed and not self._is_saving):
            self._show_judgement()

    def _quarter(self) -> Quarter | None:
        place = self.quarter.currentIndex()
        return self._quarters[place] if 0 <= place < len(self._quarters) else None

    @property
    def quarter_name(self) -> str:
        """The name of the quarter that is chosen, empty where there is none."""
        quarter = self._quarter()
        return quarter.name if quarter is not None else ""

    def _assessment(self) -> Assessment | None:
        quarter = self._quarter()
        return assessment_in(self._item, quarter.name) if self._item is not None and quarter is not None else None

    def _show_judgement(self) -> None:
        self._place = self.quarter.currentIndex()
        found = self._assessment()
        self._kept = (
            Judgement(found.colour, found.comment_sv, found.comment_en, found.reason) if found is not None else _NOTHING
        )
        self.colours[self._kept.colour].setChecked(True)
        self.reason.setCurrentIndex(list(RedReason).index(self._kept.reason))
        for edit, text in zip(self.comments.values(), (self._kept.comment_sv, self._kept.comment_en), strict=True):
            edit.blockSignals(True)
            edit.setPlainText(text)
            edit.blockSignals(False)
        self._edited()

    def judgement(self) -> Judgement:
        """What is chosen and written now; a reason counts only for red."""
        colour = next((colour for colour, button in self.colours.items() if button.isChecked()), Colour.NOT_ASSESSED)
        reason = list(RedReason)[max(self.reason.currentIndex(), 0)] if colour == Colour.RED else RedReason.NONE
        texts = [edit.toPlainText().strip() for edit in self.comments.values()]
        return Judgement(colour, texts[0], texts[1], reason)

    @property
    def is_changed(self) -> bool:
        """Whether something is chosen or written that is not saved."""
        return self._item is not None and self.judgement() != self._kept

    def choose(self, colour: Colour) -> None:
        """Chooses a colour as its button does; a sealed quarter takes none."""
        if self._item is not None and self.colours[colour].isEnabled():
            self.colours[colour].setChecked(True)
            self._edited()

    def _edited(self) -> None:
        quarter = self._quarter()
        is_open = quarter is not None and quarter.status != QuarterStatus.SEALED
        self._body.setEnabled(is_open)
        self._show_seal(quarter)
        self.reason.setVisible(self.judgement().colour == Colour.RED)
        self.save_button.setVisible(quarter is not None)
        self.save_button.setEnabled(is_open and self.is_changed)
        self.new_quarter.setVisible(quarter is None)
        self._show_note()

    def _show_seal(self, quarter: Quarter | None) -> None:
        is_sealed = quarter is not None and quarter.status == QuarterStatus.SEALED
        said = self._desk.text(N_("Reopen the quarter…")) if is_sealed else self._desk.text(N_("Seal the quarter…"))
        dress_button(self.seal_button, "lock-open" if is_sealed else "lock")
        self.seal_button.setVisible(quarter is not None)
        self.seal_button.setAccessibleName(said)
        set_tool_tip(self.seal_button, said)

    def ask_seal(self) -> None:
        """Asks for the quarter to be sealed or opened, once it is settled what becomes of what is not saved."""
        quarter = self._quarter()
        if quarter is not None:
            self.settle()
            self.seal_asked.emit(quarter.name)

    def _show_note(self, problem: str = "") -> None:
        self._note.set_tint("bad" if problem else "muted")
        self._note.setText(problem or self._remark())

    def _remark(self) -> str:
        text, quarter, now = self._desk.text, self._quarter(), self.judgement()
        if quarter is None:
            return text(N_("There is no quarter to assess in yet."))
        if quarter.status == QuarterStatus.SEALED:
            return text(N_("This quarter is sealed and does not change."))
        if now.colour == Colour.RED and (now.reason == RedReason.NONE or not (now.comment_sv or now.comment_en)):
            return text(N_("Red needs a comment and a reason before the quarter can be sealed."))
        found = self._assessment()
        if found is None or found.assessed_on is None:
            return ""
        return text(
            N_("Assessed {day} by {who}"), day=self._desk.language.day(found.assessed_on), who=found.assessed_by
        )

    # What happens

    def _change_quarter(self, place: int) -> None:
        """Shows another quarter, once it is settled what becomes of the one before."""
        self.quarter.setCurrentIndex(self._place)
        self.settle()
        self.quarter.setCurrentIndex(place)
        self._show_judgement()

    def save(self) -> None:
        """Keeps the judgement; says why where it cannot."""
        self._show_note(self._try_to_save())

    def _try_to_save(self) -> str:
        """Saves what is changed and returns what was wrong."""
        quarter = self._quarter()
        if self._item is None or quarter is None or not self.is_changed:
            return ""
        self._is_saving = True
        try:
            assess(self._desk.store, self._item.id, quarter.id, self.judgement())
        except KideskError as error:
            return error.said(self._desk.language)
        finally:
            self._is_saving = False
        self._kept = self.judgement()
        self._edited()
        return ""

    def settle(self) -> None:
        """Asks what becomes of a judgement that is not saved, before another one is shown."""
        if not self.is_changed or self._item is None:
            return
        text = self._desk.text
        answers = (
            ask.Answer("save", text(N_("Save")), "primary"),
            ask.Answer("leave", text(N_("Don’t save"))),
        )
        title = text(N_("The assessment is not saved"))
        if ask.choose(self, title, self._item.caption(self._desk.language.code), answers) == "save":
            problem = self._try_to_save()
            if problem:
                ask.choose(self, title, problem, (ask.Answer("close", text(N_("Close")), "primary"),))
        self._show_judgement()
