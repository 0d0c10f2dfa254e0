"""The cards of the overview: figures that open their page, the plan's colours, and lists that fill the height."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QVBoxLayout, QWidget

from kidesk.gui import theme
from kidesk.gui.cards import Card, Row, RowList
from kidesk.gui.charts import ChartView
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.i18n import Language
from kidesk.reports.content import Bar, Distribution, Part
from kidesk.reports.figures.charts import Glance
from kidesk.reports.over_time import Columns

_RADIUS = 10
_LEAST_LIST_HEIGHT = 156
_BAR_ROOM = 12


class Door(QAbstractButton):
    """An unseen button over a card, made after all else in it: rings for focus and pointer, words for the ear."""

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setGeometry(card.rect())
        card.installEventFilter(self)

    def say(self, *words: str) -> None:
        """What a screen reader and the tool tip say of the card."""
        said = ", ".join(word for word in words if word)
        self.setAccessibleName(said)
        set_tool_tip(self, said)

    def eventFilter(self, card: QObject, event: QEvent) -> bool:
        """Covers the card whatever its size."""
        if isinstance(event, QResizeEvent):
            self.resize(event.size())
        return super().eventFilter(card, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens like Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ring of the card that has the keyboard, and a fainter one of the card under the pointer."""
        colours = theme.tokens()
        if not (self.hasFocus() or self.underMouse()):
            return
        width = 2 if self.hasFocus() else 1
        inset = width / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.control), width))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)


class FigureCard(Card):
    """A key figure that opens its page; the line about it may take a second one."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._value = PlainLabel("", "kpi", elide=True)
        self._note = PlainLabel("", "muted", wrap=True)
        self._column.setSpacing(4)
        self.add(self._value)
        self.add(self._note)
        self.add_stretch()
        self.door = Door(self)
        self.door.clicked.connect(self.opened)

    def show_figure(self, title: str, value: str, note: str) -> None:
        """Shows a figure with its title and a line about it."""
        self.set_title(title)
        self._value.setText(value)
        self._note.setText(note)
        self.door.say(title, value, note)


class PlanCard(Card):
    """The colours of the action plan, with a line about how they moved."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._bar = ChartView(Glance())
        self._note = PlainLabel("", "muted", elide=True)
        self.add(self._bar)
        self.add(self._note)
        self.add_stretch()
        self.door = Door(self)
        self.door.clicked.connect(self.opened)

    def show_parts(self, title: str, parts: Sequence[Part], language: Language, note: str, said: str = "") -> None:
        """Shows a distribution; without parts the line stands alone. `said` is a line of signs in words."""
        self.set_title(title)
        self._bar.setVisible(bool(parts))
        self._bar.set_chart(Distribution((Bar("", tuple(parts)),)), language)
        self._note.setText(note)
        self.door.say(title, self._bar.accessibleDescription().rstrip("."), said or note)


class ChartCard(Card):
    """Columns over months, the first `highlighted` of them in the accent, or a sentence where there are none."""

    def __init__(self, highlighted: int) -> None:
        super().__init__()
        self.chart = ChartView(Glance(highlighted))
        self._nothing = PlainLabel("", "muted", wrap=True)
        self.add(self.chart, 1)
        self.add(self._nothing)
        self._column.addStretch(0)
        self.setMinimumHeight(_LEAST_LIST_HEIGHT)

    def show_columns(self, title: str, columns: Columns, language: Language, nothing: str) -> None:
        """Shows the columns, or says `nothing` where all are empty."""
        is_filled = any(value for one in columns.series for value in one.values)
        self.set_title(title)
        self.chart.set_chart(columns, language)
        self.chart.setAccessibleName(title)
        self.chart.setVisible(is_filled)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not is_filled)
        # Where nothing is drawn, its sentence stands beneath the title and the room beneath that.
        self._column.setStretch(1, int(is_filled))
        self._column.setStretch(self._column.count() - 1, int(not is_filled))


class ListCard(Card):
    """Rows that can be opened, in all the height there is; what does not fit is scrolled to."""

    def __init__(self, rows: RowList | None = None) -> None:
        super().__init__()
        self.list = rows or RowList()
        self._nothing = PlainLabel("", "muted", wrap=True)
        self._scroll = _Scroll()
        self._scroll.hold(self.list)
        self.add(self._nothing)
        margins = self._column.contentsMargins()
        self._column.setContentsMargins(margins.left(), margins.top(), 0, margins.bottom())
        self._column.addWidget(self._scroll, 1)
        self.setMinimumHeight(_LEAST_LIST_HEIGHT)

    def show_rows(self, title: str, rows: Sequence[Row], nothing: str) -> None:
        """Shows the rows, or says `nothing` where there are none; the row that had the keyboard keeps it."""
        focused = next((place for place, row in enumerate(self.list.rows()) if row.hasFocus()), None)
        self.set_title(title)
        self.list.set_rows(rows)
        self.list.setAccessibleName(title)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not rows)
        if focused is not None and rows:
            row = self.list.rows()[min(focused, len(rows) - 1)]
            row.show()  # what is hidden, as new rows are until the layout shows them, takes no focus
            row.setFocus()


def counted(language: Language, title: str, count: int) -> str:
    """A card's title with how many it lists."""
    return f"{title}  {language.number(count)}" if count else title


class _Scroll(QScrollArea):
    """A frameless, see-through scroll area that asks for little; its bar stands in the card's right margin."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def hold(self, widget: QWidget) -> None:
        """Keeps `widget` at the top."""
        body = QWidget()
        body.setProperty("kind", "clear")
        column = QVBoxLayout(body)
        column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(body)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda least, most: column.setContentsMargins(0, 0, 0 if most else _BAR_ROOM, 0))
        column.setContentsMargins(0, 0, _BAR_ROOM, 0)

    def sizeHint(self) -> QSize:
        """All lists share the height alike, however long they are."""
        return QSize(320, 80)

    def minimumSizeHint(self) -> QSize:
        """A few rows."""
        return QSize(160, 72)
