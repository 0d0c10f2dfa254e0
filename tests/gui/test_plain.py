"""Plain labels: whatever people typed is shown as they typed it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from kidesk.gui import theme
from kidesk.gui.plain import PlainLabel, Role, plain_tip, set_tool_tip

HOSTILE = ["<b>x</b>", "<img src='/etc/hostname'>", "<h1>Hej</h1>", "a <i>b</i>\nc", "<a href='x'>y</a>"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_label_shows_markup_as_text(text: str, qtbot: QtBot) -> None:
    plain, rich = PlainLabel(text), QLabel(text)
    qtbot.addWidget(plain)
    qtbot.addWidget(rich)
    rich.setFont(plain.font())
    assert RichText.mightBeRichText(text), "Qt would render it"
    assert plain.sizeHint().width() > rich.sizeHint().width()
    widest = max(plain.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))
    assert plain.sizeHint().width() >= widest


@pytest.mark.parametrize("text", [*HOSTILE, "a & b < c", "plain", "two\nlines"])
def test_a_tool_tip_shows_markup_as_text(text: str, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    set_tool_tip(widget, text)
    tip = widget.toolTip()
    shown = QTextDocument()
    if RichText.mightBeRichText(tip):
        shown.setHtml(tip)
    else:
        shown.setPlainText(tip)
    assert shown.toPlainText() == text
    assert "￼" not in shown.toPlainText()


def test_a_plain_tool_tip_stays_as_it_is() -> None:
    assert plain_tip("a & b") == "a & b"


@pytest.mark.parametrize(("role", "size", "weight"), [("title", 20, 600), ("record", 16, 600), ("kpi", 30, 600)])
def test_a_role_is_a_size_and_a_weight(role: Role, size: int, weight: int, qtbot: QtBot) -> None:
    label = PlainLabel("x", role)
    qtbot.addWidget(label)
    assert label.font().pixelSize() == size
    assert label.font().weight() == weight


def test_muted_text_is_muted_and_may_be_tinted(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    label = PlainLabel("x", "muted")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.palette().color(label.foregroundRole()).name() == theme.tokens().muted
    label.set_tint("bad")
    assert label.palette().color(label.foregroundRole()).name() == theme.tokens().bad


def test_an_eliding_label_gives_way_and_shows_the_rest_as_a_tip(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    tips: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda place, tip, widget: tips.append(tip))
    label = PlainLabel("<b>A long</b> name of a university", elide=True)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.minimumSizeHint().width() < label.sizeHint().width()
    assert label.is_elided()
    where = label.mapToGlobal(QPoint(5, 5))
    QApplication.sendEvent(label, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), where))
    assert tips == [plain_tip(label.text())]
    label.resize(600, 20)
    assert not label.is_elided()
