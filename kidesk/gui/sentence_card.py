"""A sentence with a live figure as a card: how it reads now, and whether its figure has been revised since."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kidesk.gui.badges import BadgeLabel
from kidesk.gui.breaking_text import copyable
from kidesk.gui.cards import Card
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import CODES, N_, Language
from kidesk.records import live_sentence
from kidesk.records.indicator import Indicator, IndicatorSentence

_ROOM = 320


class SentenceCard(Card):
    """One sentence of a series. `read` carries its number: a person has read it with the figure it has now."""

    read = Signal(int)

    def __init__(self, indicator: Indicator, sentence: IndicatorSentence, language: Language) -> None:
        super().__init__(language.text(sentence.measure.label))
        self.sentence = sentence
        self._language = language
        figure = live_sentence.figure(indicator, sentence)
        for code in CODES:
            if (getattr(sentence, f"text_{code}") or "").strip():
                said = live_sentence.said(indicator, sentence, Language(code))
                self.add(copyable(said, room=_ROOM))
        source = live_sentence.source(indicator, sentence, language)
        if source:
            self.add(PlainLabel(language.text(N_("Source: {source}."), source=source), "small", wrap=True))
        self.badge, self.status = BadgeLabel(), PlainLabel("", wrap=True)
        self.button = QPushButton(language.text(N_("I have read it")))
        is_new = sentence.approved_figure is None
        is_revised = live_sentence.is_revised(indicator, sentence)
        dress_button(self.button, "check", "primary" if is_revised else "", 16)
        self.button.clicked.connect(lambda: self.read.emit(sentence.id))
        self.button.setVisible(figure is not None and (is_new or is_revised))
        self._say(is_new, is_revised, "" if figure is None else language.number(figure))
        self._lay_out()

    def _say(self, is_new: bool, is_revised: bool, now: str) -> None:
        """The sign, the word and the sentence of how the figure stands; never the colour alone."""
        text, sentence = self._language.text, self.sentence
        if not now:
            self.badge.set_badge(text(N_("Not computed")), "none")
            self.status.setText("")
        elif is_new:
            self.badge.set_badge(text(N_("Not read yet")), "info")
            self.status.setText(text(N_("Nobody has said that the sentence is right.")))
        elif is_revised:
            was = self._language.number(sentence.approved_figure or 0)
            self.badge.set_badge(text(N_("Revised")), "warn")
            self.status.setText(text(N_("The figure was {was}, is {now}."), was=was, now=now))
        else:
            day = self._language.day(sentence.approved_on)
            self.badge.set_badge(text(N_("Read")), "ok")
            self.status.setText(text(N_("Read {day} by {person}."), day=day, person=sentence.approved_by))
        self.button.setAccessibleDescription(self.status.text())

    def _lay_out(self) -> None:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.status, 1)
        row.addWidget(self.button)
        self.add(foot)
