"""The form of an interaction: quick to fill, and a person brings the organisation along."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.editors import LinkEditor
from kidesk.gui.parts_editor import PartsEditor
from kidesk.gui.record_dialog import RecordDialog
from kidesk.i18n import N_
from kidesk.operations.new_interaction import begun, organisation_of
from kidesk.records import INTERACTIONS, clock
from kidesk.records.field import Unreadable
from kidesk.records.interaction import InteractionOrganisation
from kidesk.records.interaction_form import QUICK
from kidesk.records.record import Record
from kidesk.records.record_type import Form, RecordType


class InteractionDialog(RecordDialog):
    """Where no organisation is named yet, the first person chosen brings theirs; it can be taken away again."""

    def __init__(
        self,
        desk: Desk,
        record_type: RecordType = INTERACTIONS,
        record: Record | None = None,
        *,
        values: dict[str, Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        form = Form(INTERACTIONS.new if record is None else N_("Edit {name}"), QUICK)
        started = begun(clock.today()) if record is None else {}
        super().__init__(desk, record_type, record, values=started | (values or {}), form=form, parent=parent)
        self._persons, self._organisations = self._rows("persons"), self._rows("organisations")
        self._known = set(_chosen(self._persons))
        self._persons.changed.connect(self._bring)

    def _rows(self, key: str) -> PartsEditor:
        editor = self.boxes[key].editor
        assert isinstance(editor, PartsEditor)
        return editor

    def _bring(self) -> None:
        """Each person is asked once, so that what was taken away does not come back."""
        new = [number for number in _chosen(self._persons) if number not in self._known]
        self._known.update(new)
        if not new or _is_any_named(self._organisations):
            return
        found = (organisation_of(self.desk.store, number, clock.today()) for number in new)
        where = next((number for number in found if number is not None), None)
        if where is not None:
            self._organisations.set_value([InteractionOrganisation(organisation_id=where)])


def _links(rows: PartsEditor) -> list[LinkEditor]:
    every = (editor for row in rows.rows for editor in row.editors.values())
    return [editor for editor in every if isinstance(editor, LinkEditor)]


def _is_any_named(rows: PartsEditor) -> bool:
    """Whether anything is typed in a row, even if it is not understood."""
    return any(editor.line.text().strip() for editor in _links(rows))


def _chosen(rows: PartsEditor) -> list[int]:
    """The records chosen in the rows, what cannot be understood left out."""
    found: list[int | None] = []
    for editor in _links(rows):
        try:
            found.append(editor.value())
        except Unreadable:
            continue
    return [number for number in found if number is not None]
