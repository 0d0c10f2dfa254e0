"""The document control of an edition: filled in while it is prepared, or together with its decision."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.gui.dialogs.saving import SavingDialog
from kidesk.gui.field_box import FieldBox
from kidesk.gui.plain import PlainLabel
from kidesk.gui.preview.choices import quarters_to_choose
from kidesk.i18n import N_
from kidesk.operations.document_editions import DECISION, FIELDS, change_control, decide
from kidesk.operations.edit import Saved
from kidesk.operations.quarter_content import latest_assessed
from kidesk.records.document_edition import DocumentEdition
from kidesk.records.quarter import Period

_KEPT = N_(
    "What is decided stays as it is: the texts, the assessments and figures of the quarter and the document control "
    "are kept for good, and print the same whatever is changed afterwards. An earlier decided edition is superseded."
)


class ControlDialog(SavingDialog):
    """The document control of one edition of a plan's document."""

    title, button, icon = N_("Document control"), N_("Save"), ""
    order: tuple[str, ...] = tuple(FIELDS)

    def __init__(self, desk: Desk, plan: int, edition: DocumentEdition, parent: QWidget | None = None) -> None:
        super().__init__(desk, self.title, parent, (680, 560))
        self.plan, self.edition = plan, edition
        name = PlainLabel("", "muted")
        desk.keep_saying(name, lambda: name.setText(self._named()))
        self.body.addWidget(name)
        self.explain()
        self.boxes = {key: FieldBox(desk, FIELDS[key]) for key in self.order}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for place, (key, box) in enumerate(self.boxes.items()):
            box.editor.set_value(FIELDS[key].read(edition))
            grid.addWidget(box, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place % 2, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.add_button(N_("Cancel"), self.reject)
        self.save_button = self.add_button(self.button, self.save, self.icon, is_default=True)
        next(iter(self.boxes.values())).editor.setFocus()

    def _named(self) -> str:
        document = self.desk.text(self.edition.document.label)
        return self.desk.text(N_("{document}, edition {number}"), document=document, number=self.edition.number)

    def explain(self) -> None:
        """What stands above the fields."""

    def keep(self, values: dict[str, Any]) -> Saved:
        """Keeps what was filled in."""
        edition = self.edition
        return change_control(self.desk.store, self.plan, edition.document, edition.number, values)


class DecideDialog(ControlDialog):
    """Decides an edition: who, when and under which dnr; the rest of the document control can be put right too."""

    title, button, icon = N_("Decide the edition"), N_("Decide"), "stamp"
    order = (*DECISION, *(key for key in FIELDS if key not in DECISION))

    def explain(self) -> None:
        """Says what a decision keeps, and asks which quarter's assessments are shown."""
        words = PlainLabel("", wrap=True)
        self.desk.say(words, words.setText, _KEPT)
        self.body.addWidget(words)
        quarters = quarters_to_choose(self.desk)
        self.quarter = Options(self.desk, quarters, is_named=True)
        latest = latest_assessed(self.desk.store).name
        if latest in [name for name, _ in quarters]:
            self.quarter.set_value(latest)
        box = Labelled(self.desk, N_("Assessments and figures of"), self.quarter)
        box.setMaximumWidth(320)
        self.body.addWidget(box)

    def keep(self, values: dict[str, Any]) -> Saved:
        """Decides."""
        period, edition = Period.named(self.quarter.value()), self.edition
        store, settings = self.desk.store, self.desk.settings
        return decide(store, self.plan, edition.document, edition.number, values, settings, period)
