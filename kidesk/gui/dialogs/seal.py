"""Seal a quarter, or reopen it: shows what will be kept and what is missing, and asks for a reason."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.labelled import Labelled
from kidesk.gui.dialogs.lines import LinesTable
from kidesk.gui.plain import PlainLabel, Role
from kidesk.i18n import N_
from kidesk.operations.quarter_content import QuarterContent, quarter_content
from kidesk.operations.seal_quarter import counted, missing, reopen, seal
from kidesk.records.quarter import Period
from kidesk.store.seals import Seal

_KEPT = N_(
    "Sealing keeps the plans, units, colours, comments and figures of {quarter} as they are now. What is printed or "
    "compared afterwards says the same, and nothing in the quarter can be changed until it is reopened with a reason."
)


class _QuarterDialog(Frame):
    """What both dialogs share: `told` carries what was done, as a sentence."""

    told = Signal(str)

    def __init__(self, desk: Desk, title: str, period: Period, parent: QWidget | None, size: tuple[int, int]) -> None:
        super().__init__(desk, title, parent, size)
        self.period = period

    def _paragraph(self, message: str, kind: Role = "body", **details: str) -> None:
        label = PlainLabel("", kind, wrap=True)
        self.desk.keep_saying(label, lambda: label.setText(self._said(message, **details)))
        self.body.addWidget(label)

    def _said(self, message: str, **details: str) -> str:
        return self.desk.text(message, quarter=self.period.said(self.desk.language), **details)

    def _failed(self, error: KideskError) -> None:
        self.banner.say("bad", lambda: error.said(self.desk.language))


class SealDialog(_QuarterDialog):
    """Seals a quarter, once nothing is missing."""

    def __init__(self, desk: Desk, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Seal the quarter"), period, parent, (620, 420))
        content = quarter_content(desk.store, period, desk.settings)
        self.lacking = missing(content)
        self._paragraph(_KEPT)
        self._counts(content)
        self.missing = LinesTable()
        self._show_missing()
        self.body.addStretch(1)
        self.add_button(N_("Cancel"), self.reject)
        self.seal_button = self.add_button(N_("Seal"), self.save, "lock", is_default=True)
        self.seal_button.setEnabled(not self.lacking)

    def _counts(self, content: QuarterContent) -> None:
        label = PlainLabel("", "strong", wrap=True)

        def speak() -> None:
            language = self.desk.language
            parts = (
                f"{language.text(colour.label)} {language.number(count)}"
                for colour, count in counted(content).items()
                if count
            )
            label.setText(" · ".join(parts))

        self.desk.keep_saying(label, speak)
        self.body.addWidget(label)

    def _show_missing(self) -> None:
        heading = PlainLabel("", "section")
        self.desk.say(heading, heading.setText, N_("Missing before the quarter can be sealed"))
        self.desk.say(self.missing, self.missing.setAccessibleName, N_("Missing before the quarter can be sealed"))
        self.desk.keep_saying(
            self.missing,
            lambda: self.missing.show_lines(
                [self.desk.text(N_("Missing")), self.desk.text(N_("Red activities"))],
                [[one.lacks(self.desk.language), one.title(self.desk.language)] for one in self.lacking],
            ),
        )
        for widget in (heading, self.missing):
            self.body.addWidget(widget)
            widget.setVisible(bool(self.lacking))

    def save(self) -> None:
        """Seals."""
        try:
            made = seal(self.desk.store, self.period.name, self.desk.settings)
        except KideskError as error:
            self._failed(error)
        else:
            self.told.emit(self._said(N_("Sealed: {quarter}, seal {number}."), number=str(made.id)))
            self.accept()


class ReopenDialog(_QuarterDialog):
    """Reopens a sealed quarter with a reason."""

    def __init__(self, desk: Desk, period: Period, held: Seal, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Reopen the quarter"), period, parent, (560, 340))
        self._paragraph(
            N_(
                "The quarter is sealed. Reopened, its assessments can be changed; the seal is kept, with your name and "
                "your reason, and the quarter can be sealed anew."
            )
        )
        self._paragraph(
            N_("Seal {number}, {day}, {who}. SHA-256 {digest}"),
            "small",
            number=str(held.id),
            day=held.at.date().isoformat(),
            who=held.who,
            digest=held.sha256[:12],
        )
        self.reason = QLineEdit()
        self.box = Labelled(desk, N_("Reason"), self.reason)
        self.body.addWidget(self.box)
        self.body.addStretch(1)
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Reopen"), self.save, "lock-open", is_default=True)
        self.reason.setFocus()

    def save(self) -> None:
        """Reopens, or says what must be put right first."""
        try:
            reopen(self.desk.store, self.period.name, self.reason.text())
        except KideskError as error:
            self.box.show_problem(error.said(self.desk.language))
            self.reason.setFocus()
        else:
            self.told.emit(self._said(N_("Opened again: {quarter}.")))
            self.accept()
