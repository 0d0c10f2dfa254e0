"""The dialog that copies a plan to another year: the year, the titles, and what of it that is over comes along."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from kidesk.errors import KideskError
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.labelled import Labelled
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.copy_plan import PlanCopy, copy_plan, over, proposed
from kidesk.records.plan import Plan
from kidesk.records.plan_item import Lifecycle

_ALONG = N_(
    "Items, units, contacts, budget and links to other plans come along; due quarters and dates move with the year. "
    "Assessments, evidence and the texts of documents stay behind."
)


class CopyPlanDialog(Frame):
    """Copies a plan. `copied` carries the id of the copy."""

    copied = Signal(int)

    def __init__(self, desk: Desk, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Copy the plan to another year"), parent, (620, 460))
        self._plan = plan
        said = PlainLabel("", "muted", wrap=True)
        desk.say(said, said.setText, _ALONG)
        self.body.addWidget(said)
        self.year, self.title_sv, self.title_en = QLineEdit(), QLineEdit(), QLineEdit()
        self.year_box = Labelled(desk, N_("First year"), self.year)
        for box in (
            self.year_box,
            Labelled(desk, N_("Title in Swedish"), self.title_sv),
            Labelled(desk, N_("Title in English"), self.title_en),
        ):
            self.body.addWidget(box)
        self.along: dict[Lifecycle, QCheckBox] = {}
        self._ask_about(over(desk.store, plan.id))
        self.body.addStretch(1)
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Copy"), self.save, "copy-plus", is_default=True)
        self._fill(proposed(plan))
        self.year.textEdited.connect(self._follow)
        self.year.setFocus()
        self.year.selectAll()

    def _ask_about(self, found: Mapping[Lifecycle, int]) -> None:
        if not found:
            return
        label = PlainLabel("", "section", wrap=True)
        self.desk.say(label, label.setText, N_("Take along what is over, to begin it anew"))
        self.body.addWidget(label)
        for lifecycle, count in found.items():
            box = self.along[lifecycle] = QCheckBox()
            self.desk.keep_saying(box, partial(self._name, box, lifecycle, count))
            self.body.addWidget(box)

    def _name(self, box: QCheckBox, lifecycle: Lifecycle, count: int) -> None:
        said, number = self.desk.text(lifecycle.label), self.desk.language.number(count)
        box.setText(self.desk.text(N_("{progress} ({count})"), progress=said, count=number))

    def _fill(self, wanted: PlanCopy) -> None:
        self.year.setText(str(wanted.year))
        self._follow()

    def _follow(self) -> None:
        """The titles follow the year."""
        self.year_box.show_problem("")
        year = self._year()
        if year is not None:
            wanted = proposed(self._plan, year)
            self.title_sv.setText(wanted.title_sv)
            self.title_en.setText(wanted.title_en)

    def _year(self) -> int | None:
        text = self.year.text().strip()
        return int(text) if text.isascii() and text.isdecimal() else None

    def save(self) -> None:
        """Copies, or says what must be put right first."""
        year = self._year()
        if year is None:
            self.year_box.show_problem(self.desk.text(N_("A year is written with digits, such as 2027.")))
            self.year.setFocus()
            return
        along = frozenset(one for one, box in self.along.items() if box.isChecked())
        wanted = PlanCopy(year, self.title_sv.text().strip(), self.title_en.text().strip(), along)
        try:
            number = copy_plan(self.desk.store, self._plan.id, wanted)
        except KideskError as error:
            self.year_box.show_problem(error.said(self.desk.language))
            self.year.setFocus()
        else:
            self.copied.emit(number)
            self.accept()
