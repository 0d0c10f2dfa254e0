"""The theme of the application: tokens, palette, fonts and style sheet, light or dark, live."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QSize, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QTextCharFormat
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QCalendarWidget, QWidget

from kidesk import paths
from kidesk.gui.glyphs import svg
from kidesk.gui.sheet import sheet
from kidesk.gui.tokens import DEFAULT_ACCENT, LIGHT, Tokens, contrast, is_accent, tokens_for

__all__ = [
    "DEFAULT_ACCENT",
    "Scheme",
    "Theme",
    "Tokens",
    "apply",
    "contrast",
    "dress_calendar",
    "dress_spin_box",
    "font",
    "is_accent",
    "mark",
    "of",
    "tokens",
]

Scheme = Literal["system", "light", "dark"]
BODY = 13
_CALENDAR = QSize(300, 266)  # Qt asks for less than the sheet's sizes need (6.11.3), and weeks were cut off
_FACES = ("Regular", "Medium", "SemiBold", "Bold", "Italic")
_WEIGHTS = {
    400: QFont.Weight.Normal,
    500: QFont.Weight.Medium,
    600: QFont.Weight.DemiBold,
    700: QFont.Weight.Bold,
}
_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """The tokens in force, and the way to change them. One per application, a child of it."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.tokens: Tokens = LIGHT
        self._app = app
        self._hints = app.styleHints()
        self._scheme: Scheme = "light"
        self._accent = DEFAULT_ACCENT
        self._pictures = QTemporaryDir()
        self._hints.colorSchemeChanged.connect(self._follow_system)

    def apply(self, scheme: Scheme = "system", accent: str = DEFAULT_ACCENT) -> None:
        """Shows the application in `scheme`; raises ValueError for an accent that is hard to read."""
        if not is_accent(accent):
            raise ValueError(accent)
        self._scheme, self._accent = scheme, accent
        self._hints.setColorScheme(_SCHEMES[scheme])
        self._show()

    def _follow_system(self) -> None:
        if self._scheme == "system":
            self._show()

    def _is_dark(self) -> bool:
        if self._scheme == "system":
            return self._hints.colorScheme() == Qt.ColorScheme.Dark
        return self._scheme == "dark"

    def _show(self) -> None:
        wanted = tokens_for(self._is_dark(), self._accent)
        if wanted == self.tokens and self._app.styleSheet():
            return  # dressing every living widget again takes time
        self.tokens = wanted
        self._app.setFont(font())
        self._app.setPalette(_palette(self.tokens))
        self._app.setStyleSheet(sheet(self.tokens, self._picture))
        self.changed.emit()

    def _picture(self, name: str, colour: str) -> str:
        file = Path(self._pictures.filePath(f"{name}-{colour[1:]}.svg"))
        if not file.exists():
            file.write_bytes(svg(name, colour))
        return file.as_posix()


def apply(app: QApplication, scheme: Scheme = "system", accent: str = DEFAULT_ACCENT) -> Theme:
    """Dresses `app` in Fusion, Inter and the theme's colours. Call again to change scheme or accent."""
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    theme = of(app)
    theme.apply(scheme, accent)
    return theme


def of(app: QApplication) -> Theme:
    """The application's theme; made, light, at the first call."""
    found = app.findChild(Theme, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, Theme) else Theme(app)


def tokens() -> Tokens:
    """The colours in force: what widgets and delegates ask when they paint."""
    app = QApplication.instance()
    return of(app).tokens if isinstance(app, QApplication) else LIGHT


def font(size: int = BODY, weight: int = 400, *, tabular: bool = False) -> QFont:
    """Inter at `size` pixels; weight 400, 500, 600 or 700; `tabular` gives digits of one width."""
    _load_faces()
    made = QFont("Inter")
    made.setPixelSize(size)
    made.setWeight(_WEIGHTS[weight])
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def mark(widget: QWidget, name: str, value: object) -> None:
    """Sets a property the style sheet looks at ("kind", "invalid", "tint" …) and shows it at once."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def dress_spin_box(editor: QAbstractSpinBox) -> None:
    """Puts a number or time where other editors have their text: Qt forgets the left padding (6.11.3)."""
    editor.lineEdit().setTextMargins(11, 0, 0, 0)


def dress_calendar(calendar: QCalendarWidget) -> None:
    """Gives a calendar the theme's text formats, which no style sheet reaches, now and after each change."""
    calendar.setGridVisible(False)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setMinimumSize(_CALENDAR)
    _format_calendar(calendar)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        _CalendarFollower(calendar, of(app))


class _CalendarFollower(QObject):
    def __init__(self, calendar: QCalendarWidget, theme: Theme) -> None:
        super().__init__(calendar)
        self._calendar = calendar
        theme.changed.connect(self._format)

    def _format(self) -> None:
        _format_calendar(self._calendar)


def _format_calendar(calendar: QCalendarWidget) -> None:
    colours = tokens()
    header = _text_format(colours.muted, colours.surface)
    header.setFontWeight(QFont.Weight.DemiBold)
    calendar.setHeaderTextFormat(header)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, _text_format(colours.muted, colours.surface))


def _text_format(text: str, background: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(text))
    made.setBackground(QColor(background))
    return made


@cache
def _load_faces() -> None:
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(paths.resource("fonts", f"Inter-{face}.ttf")))


def _palette(colours: Tokens) -> QPalette:
    role = QPalette.ColorRole
    made = QPalette()
    for token, roles in {
        colours.window: (role.Window,),
        colours.surface: (role.Base, role.AlternateBase, role.Button, role.ToolTipText),
        colours.text: (role.WindowText, role.Text, role.ButtonText, role.BrightText, role.ToolTipBase),
        colours.muted: (role.PlaceholderText,),
        colours.line: (role.Mid, role.Midlight, role.Light),
        colours.control: (role.Dark, role.Shadow),
        colours.accent: (role.Highlight, role.Link, role.LinkVisited, role.Accent),
        colours.on_accent: (role.HighlightedText,),
    }.items():
        for each in roles:
            made.setColor(each, QColor(token))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.disabled))
    return made
