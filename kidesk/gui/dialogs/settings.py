"""The settings: language, look, the person's name and the names on documents."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui import theme
from kidesk.gui.delegate import COMPACT_ROW_HEIGHT, ROW_HEIGHT
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.frame import Frame, Pane
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.settings import Settings

_LANGUAGES = (("sv", "Svenska"), ("en", "English"))
_SCHEMES = (("system", N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark")))
_DENSITIES = ((ROW_HEIGHT, N_("Comfortable")), (COMPACT_ROW_HEIGHT, N_("Compact")))
_REMINDERS = (
    ("remind_first_days", N_("First reminder, days before"), (180, 120, 90, 60, 45)),
    ("remind_again_days", N_("Second reminder, days before"), (60, 45, 30, 21, 14)),
    ("remind_last_days", N_("Last reminder, days before"), (14, 10, 7, 3, 1)),
)
_LONGEST = 200


class ColourSample(QWidget):
    """A square of the colour that is typed, empty while it is none."""

    def __init__(self) -> None:
        super().__init__()
        self.colour = ""
        self.setFixedSize(34, 34)

    def show_colour(self, colour: str) -> None:
        """Shows "#rrggbb"."""
        self.colour = colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the square."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(theme.tokens().control))
            shown = QColor(self.colour or theme.tokens().surface)
            painter.setBrush(shown if shown.isValid() else QColor(theme.tokens().surface))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)


class SettingsDialog(Frame):
    """Shows the settings; Save applies and keeps them, Cancel leaves them as they were."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Settings"), parent, (640, 690))
        now = desk.settings
        self.language = Options(desk, _LANGUAGES, is_named=True)
        self.scheme = Options(desk, _SCHEMES)
        self.density = Options(desk, _DENSITIES)
        self.accent, self.sample = QLineEdit(), ColourSample()
        self.who, self.organisation = self._line(now.who), self._line(now.organisation_name)
        self.unit_sv, self.unit_en = self._line(now.unit_name_sv), self._line(now.unit_name_en)
        self.who.setPlaceholderText(replace(now, who="").person)
        self.accent_box = Labelled(
            desk, N_("Accent colour"), self.accent, N_("Written as #870052."), beside=self.sample
        )
        self.reminders = {key: _days(desk, getattr(now, key), days) for key, _, days in _REMINDERS}
        self._fill(now)
        self._build()
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Save"), self.save, is_default=True)
        self.accent.textChanged.connect(self._show_accent)
        self.language.setFocus()

    def _line(self, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setMaxLength(_LONGEST)
        line.setCursorPosition(0)
        return line

    def _fill(self, now: Settings) -> None:
        self.language.set_value(now.language)
        self.scheme.set_value(now.scheme)
        self.density.set_value(COMPACT_ROW_HEIGHT if now.row_height < 40 else ROW_HEIGHT)
        self.accent.setText(now.accent)
        self.sample.show_colour(now.accent)

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 14, 8)
        column.setSpacing(8)
        desk = self.desk
        look = (
            Labelled(desk, N_("Language"), self.language),
            Labelled(desk, N_("Colours"), self.scheme),
            Labelled(desk, N_("Lists"), self.density),
            self.accent_box,
        )
        you = Labelled(
            desk, N_("Your name"), self.who, N_("It stands by each change you make, in the history and on the record.")
        )
        names = (
            Labelled(desk, N_("Organisation"), self.organisation),
            Labelled(desk, N_("Unit in Swedish"), self.unit_sv),
            Labelled(desk, N_("Unit in English"), self.unit_en),
        )
        self._add_section(column, N_("Look and language"), _in_pairs(*look))
        self._add_section(column, N_("You"), _in_pairs(you))
        reminders = [Labelled(desk, label, self.reminders[key]) for key, label, _ in _REMINDERS]
        self._add_section(column, N_("Reminders in the agenda"), _in_pairs(*reminders))
        self._add_section(column, N_("At the head of documents"), _in_pairs(*names))
        self._add_section(column, N_("Where everything is kept"), self._workspace())
        column.addStretch(1)
        self.body.addWidget(Pane(content, is_read=False))

    def _add_section(self, column: QVBoxLayout, label: str, grid: QGridLayout) -> None:
        heading = PlainLabel("", "section")
        self.desk.say(heading, heading.setText, label)
        if column.count():
            column.addSpacing(14)
        column.addWidget(heading)
        column.addLayout(grid)

    def _workspace(self) -> QGridLayout:
        self.folder = QLineEdit(str(self.desk.workspace.folder))
        self.folder.setReadOnly(True)
        self.folder.setCursorPosition(0)
        self.desk.say(self.folder, self.folder.setAccessibleName, N_("The data folder"))
        self.open_folder = QPushButton()
        self.desk.say(self.open_folder, self.open_folder.setText, N_("Open the data folder"))
        dress_button(self.open_folder, "folder-open")
        self.open_folder.setAutoDefault(False)
        self.open_folder.clicked.connect(lambda: places.show(self.desk.workspace.folder))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.folder, 0, 0)
        grid.addWidget(self.open_folder, 0, 1)
        return grid

    def _show_accent(self) -> None:
        colour = _colour(self.accent.text())
        self.sample.show_colour(colour)
        if self.accent_box.problem:
            self.accent_box.show_problem(self._accent_problem(colour))

    def _accent_problem(self, colour: str) -> str:
        if not re.fullmatch("#[0-9a-f]{6}", colour):
            return self.desk.text(N_("This is not a colour. Write it as #870052."))
        if not theme.is_accent(colour):
            return self.desk.text(N_("Text in this colour is hard to read on white. Choose a darker one."))
        return ""

    def chosen(self) -> dict[str, object]:
        """The settings that were changed."""
        wanted: dict[str, object] = {
            "language": self.language.value(),
            "scheme": self.scheme.value(),
            "row_height": self.density.value(),
            "accent": _colour(self.accent.text()),
            "who": self.who.text().strip(),
            "organisation_name": self.organisation.text().strip(),
            "unit_name_sv": self.unit_sv.text().strip(),
            "unit_name_en": self.unit_en.text().strip(),
        } | {key: options.value() for key, options in self.reminders.items()}
        return {key: value for key, value in wanted.items() if getattr(self.desk.settings, key) != value}

    def save(self) -> None:
        """Applies and keeps what was changed, or says what must be put right first."""
        problem = self._accent_problem(_colour(self.accent.text()))
        self.accent_box.show_problem(problem)
        if problem:
            self.accent.setFocus()
            return
        changes = self.chosen()
        try:
            if changes:
                self.desk.use(**changes)
        except KideskError as error:
            refused = error  # the name in the clause is gone after it
            self.banner.say("bad", lambda: refused.said(self.desk.language))
        else:
            self.accept()


def _days(desk: Desk, now: int, offered: tuple[int, ...]) -> Options:
    """Numbers of days to choose from, with the one that holds now."""
    options = Options(desk, [(days, str(days)) for days in sorted({now, *offered}, reverse=True)], is_named=True)
    options.set_value(now)
    return options


def _in_pairs(*boxes: QWidget) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    is_odd = len(boxes) % 2
    for place, box in enumerate(boxes):
        if place == 0 and is_odd:
            grid.addWidget(box, 0, 0, 1, 2)
        else:
            row, column = divmod(place + is_odd, 2)
            grid.addWidget(box, row, column, Qt.AlignmentFlag.AlignTop)
    return grid


def _colour(typed: str) -> str:
    """What was typed as "#rrggbb", as far as it is a colour."""
    text = typed.strip().lower()
    return f"#{text}" if re.fullmatch("[0-9a-f]{6}", text) else text
