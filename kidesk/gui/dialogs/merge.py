"""The dialog in which two records become one: whose value is kept of each field, what comes along, and the result."""

from __future__ import annotations

from functools import partial
from itertools import count

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from kidesk.errors import KideskError
from kidesk.gui import tasks
from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame, Pane
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.i18n import N_
from kidesk.operations.merge_records import Difference, Outlook, Take, merge
from kidesk.records import PERSONS
from kidesk.records.field import Stored
from kidesk.records.record_type import Caption, RecordType

STOPPED = N_("Stopped. The two records are as they were.")
_MOST_SHOWN = 28  # characters of a value beside its button; the tip and the result have all of it
_LABEL_WIDTH, _ROOM = 150, 420


class MergeDialog(Frame):
    """Merges two records. `merged` says that it was done, `swapped` that the other one is to stay."""

    merged = Signal()
    swapped = Signal()

    def __init__(self, desk: Desk, record_type: RecordType, seen: Outlook, parent: QWidget | None) -> None:
        title = N_("Merge two persons") if record_type is PERSONS else N_("Merge two organisations")
        super().__init__(desk, title, parent, (860, 700))
        self.type, self.seen = record_type, seen
        self.groups: dict[str, QButtonGroup] = {}
        self.results: dict[str, QWidget] = {}
        self._task: tasks.Task | None = None
        content = QWidget()
        self._lines = QVBoxLayout(content)
        self._lines.setContentsMargins(6, 4, 12, 4)  # in line with the title
        self._lines.setSpacing(10)
        self.pane = Pane(content, is_read=False)
        self.add_pane(self.pane)
        self.swap = self.add_button(N_("Keep the other one instead"), self._swap, "arrow-left-right", at_start=True)
        self.add_button(N_("Cancel"), self.reject)
        self.go = self.add_button(N_("Merge"), self.save, "merge", is_default=True)
        self._fill()
        first = next((group.checkedButton() for group in self.groups.values()), None)
        (first or self.go).setFocus()

    def choices(self) -> dict[str, Take]:
        """Whose value is kept, by the key of the field."""
        return {key: list(Take)[group.checkedId()] for key, group in self.groups.items()}

    def choose(self, key: str, take: Take) -> None:
        """Chooses whose value of a field is kept."""
        self.groups[key].button(list(Take).index(take)).setChecked(True)

    def outcome(self, key: str) -> str:
        """The text that a field would have."""
        one = next((one for one in self.seen.differences if one.field.key == key), None)
        if one is None:
            return self.type.field(key).text(self.seen.merged, self.desk.language)
        return self._taken(one, self.choices().get(key, one.default))

    def _fill(self) -> None:
        said, seen = self.desk.language, self.seen
        kept, left = (f"{row.caption(said.code)} ({row.id})" for row in (seen.survivor, seen.other))
        sentence = N_("{kept} stays. {left} goes up in it, is kept out of sight and can be brought back by undoing.")
        self._lines.addWidget(copyable(said.text(sentence, kept=kept, left=left), room=_ROOM))
        self._asked = [one for one in seen.differences if one.is_question]
        if self._asked:
            self._lines.addWidget(PlainLabel(said.text(N_("Which value is kept?")), "section"))
            self._lines.addWidget(self._questions(kept, left))
        self._lines.addWidget(PlainLabel(said.text(N_("What comes along")), "section"))
        self._lines.addWidget(copyable(self.comes_along(), room=_ROOM))
        self._lines.addWidget(PlainLabel(said.text(N_("How it will be")), "section"))
        self._lines.addWidget(self._results())
        self._lines.addStretch(1)

    # The questions

    def _questions(self, kept: str, left: str) -> QWidget:
        board = QWidget()
        grid = QGridLayout(board)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, name in enumerate((kept, left), start=1):
            grid.addWidget(PlainLabel(name, "strong", elide=True), 0, place)
            grid.setColumnStretch(place, 1)
        for row, one in zip(count(1, step=2), self._asked, strict=False):  # both texts stand on a line of their own
            label = PlainLabel(self.desk.text(one.field.label), "muted", wrap=True)
            label.setFixedWidth(_LABEL_WIDTH)
            grid.addWidget(label, row, 0)
            group = self.groups[one.field.key] = QButtonGroup(board)
            for take in one.takes:
                button = self._button(one, take)
                group.addButton(button, list(Take).index(take))
                if take is Take.BOTH:
                    grid.addWidget(button, row + 1, 1, 1, 2)
                else:
                    grid.addWidget(button, row, group.id(button) + 1)
            self.choose(one.field.key, one.default)
            group.idToggled.connect(partial(self._show_result, one.field.key))
        return board

    def _button(self, one: Difference, take: Take) -> QRadioButton:
        text = self.desk.text(N_("Both")) if take is Take.BOTH else self._taken(one, take)
        text = " ".join(text.split()) or self.desk.text(N_("Empty"))
        shown = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN].rstrip()}…"
        button = QRadioButton(shown.replace("&", "&&"))
        button.setAccessibleName(
            self.desk.text(N_("{field}: {value}"), field=self.desk.text(one.field.label), value=text)
        )
        set_tool_tip(button, text if shown != text else "")
        return button

    def _taken(self, one: Difference, take: Take) -> str:
        field, said = one.field, self.desk.language
        texts = {Take.SURVIVOR: field.text(self.seen.survivor, said), Take.OTHER: field.text(self.seen.other, said)}
        return texts[take] if take in texts else "\n\n".join(texts.values())

    # What comes of it

    def comes_along(self) -> str:
        """What is joined and what moves, a line each."""
        said, seen = self.desk.language, self.seen
        lines = [
            said.text(N_("{what}: {count} moved here"), what=said.text(what), count=said.number(many))
            for what, many in (
                *((field.label, many) for field, many in seen.came.items()),
                *((record_type.many, many) for record_type, many in seen.moved.items()),
            )
        ]
        lines += [said.text(N_("{what}: joined"), what=said.text(field.label)) for field in seen.joined]
        return "\n".join(lines) or said.text(N_("Nothing else: no list, no link and no other record changes."))

    def _results(self) -> QWidget:
        board = QWidget()
        self._grid = QGridLayout(board)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._labels: dict[str, PlainLabel] = {}
        shown = [one for one in self.type.fields if not isinstance(one, Caption) and self._is_shown(one.key)]
        self._rows = [field.key for field in shown]
        for row, field in enumerate(shown):
            label = self._labels[field.key] = PlainLabel(self.desk.text(field.label), "muted", wrap=True)
            label.setFixedWidth(_LABEL_WIDTH)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._show_result(field.key)
        return board

    def _is_shown(self, key: str) -> bool:
        is_entered = isinstance(self.type.field(key), Stored) or self.type.field(key).is_many
        return is_entered and bool(self.outcome(key))

    def _show_result(self, key: str, *_: object) -> None:
        if key not in self._labels:
            return
        row = self._rows.index(key)
        before = self.results.pop(key, None)
        if before is not None:
            before.setParent(None)
            before.deleteLater()
        self.results[key] = copyable(self.outcome(key) or "–", room=_ROOM)
        self._grid.addWidget(self.results[key], row, 1, Qt.AlignmentFlag.AlignTop)

    # Doing it

    def _swap(self) -> None:
        self.swapped.emit()
        self.reject()

    def save(self) -> None:
        """Merges in the background; the dialog stays open until it is done, or says that it was stopped or why it is
        not."""
        self._hold(True)
        self.banner.hide()
        store, seen, choices = self.desk.store, self.seen, self.choices()
        versions = (seen.survivor.version, seen.other.version)

        def work(progress: tasks.Progress) -> None:
            heed = tasks.heeding(progress, STOPPED)
            merge(store, self.type, seen.survivor.id, seen.other.id, choices, seen=versions, progress=heed)

        words = (self.desk.text(N_("Merging…")), self.desk.text(N_("Cancel")))
        self._task = tasks.start(self, words, work, lambda nothing: self._done(), self._failed)

    def reject(self) -> None:
        """Closes; while it merges, asks that to stop instead."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()

    def _done(self) -> None:
        self._task = None
        self.accept()
        self.merged.emit()

    def _failed(self, error: BaseException) -> None:
        self._task = None
        self._hold(False)
        sentence = error.said if isinstance(error, KideskError) else lambda language: language.text(tasks.UNEXPECTED)
        tone = "info" if isinstance(error, tasks.Stopped) else "bad"
        self.banner.say(tone, lambda: sentence(self.desk.language))

    def _hold(self, is_held: bool) -> None:
        for button in (self.swap, self.go):
            button.setEnabled(not is_held)
        self.pane.setEnabled(not is_held)
