"""Giving several records tags, or taking tags away from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Pane
from kidesk.gui.dialogs.labelled import Labelled
from kidesk.gui.dialogs.many import ManyDialog
from kidesk.gui.offering_line import OfferingLine
from kidesk.i18n import N_, fold, sort_key
from kidesk.operations.edit_many import EditedMany, add_tags, take_tags, values_of
from kidesk.operations.tags import tags_of
from kidesk.records.fields import Text
from kidesk.records.record_type import RecordType
from kidesk.records.shared_fields import TAGS

_SIZE, _TALL = (520, 300), (520, 460)


class TagManyDialog(ManyDialog):
    """Gives tags, with those there are to choose from, or takes away some of those that the records have."""

    def __init__(
        self, desk: Desk, record_type: RecordType, numbers: Sequence[int], parent: QWidget | None, *, is_given: bool
    ) -> None:
        self._is_given = is_given
        title = N_("Add tags") if is_given else N_("Take tags away")
        super().__init__(desk, title, title, record_type, numbers, parent, _SIZE if is_given else _TALL)
        self._tags: list[str] = []
        self._there = tags_of(desk.store, record_type) if is_given else []
        self.marks: dict[str, QCheckBox] = {}
        self.line = OfferingLine(desk, self._offered, is_many=True)
        self.box = Labelled(desk, N_("Tags"), self.line, N_("Separate several with a semicolon."))
        self.body.addWidget(self.refused)
        if is_given:
            self.line.changed.connect(self.forget_refusals)
            self.body.addWidget(self.box)
            self.body.addStretch(1)
            self.line.setFocus()
        else:
            self._add_marks(values_of(desk.store, record_type, self.numbers)[TAGS])

    def _add_marks(self, present: Counter[str]) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(6, 2, 6, 2)
        for tag in sorted(present, key=sort_key):
            said = self.desk.text(N_("{value} ({count})"), value=tag, count=self.desk.language.number(present[tag]))
            mark = self.marks[tag] = QCheckBox(said.replace("&", "&&"))
            mark.setAccessibleName(said)
            mark.toggled.connect(self._marked)
            column.addWidget(mark)
        column.addStretch(1)
        self.add_pane(Pane(holder, is_read=False))
        self._marked()
        first = next(iter(self.marks.values()), None)
        if first is not None:
            first.setFocus()

    def _marked(self) -> None:
        self.forget_refusals()
        self.button.setEnabled(any(mark.isChecked() for mark in self.marks.values()))

    def _offered(self, typed: str) -> list[str]:
        return [tag for tag in self._there if fold(tag).startswith(fold(typed))]

    def said(self) -> str:
        """With how many records it is done."""
        count, plural = len(self.numbers), self.desk.language.plural
        if self._is_given:
            return plural(
                "The {count} selected record keeps the tags it has.",
                "The {count} selected records keep the tags they have.",
                count,
            )
        return plural(
            "Tags of the {count} selected record, with how many have them.",
            "Tags of the {count} selected records, with how many have them.",
            count,
        )

    def ready(self) -> bool:
        """Reads the tags; what is wrong with them is said beside the line."""
        if not self._is_given:
            self._tags = [tag for tag, mark in self.marks.items() if mark.isChecked()]
            return bool(self._tags)
        field = self.type.by_key[TAGS]
        assert isinstance(field, Text)
        self._tags = field.parse(self.line.text(), self.desk.language)
        problems = [one.said(self.desk.language) for one in field.problems(self._tags) if not one.is_warning]
        nothing = [] if self._tags else [self.desk.text(N_("Write a tag first."))]
        self.box.show_problem(" ".join([*nothing, *problems]))
        if nothing or problems:
            self.line.setFocus()
        return not (nothing or problems)

    def work(self, numbers: Sequence[int], step: Callable[..., None]) -> EditedMany:
        """Gives the tags or takes them away."""
        change = add_tags if self._is_given else take_tags
        return change(self.desk.store, self.type, numbers, self._tags, language=self.desk.language, progress=step)
