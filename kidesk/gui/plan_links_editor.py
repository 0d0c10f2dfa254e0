"""The editor of the links between plans: each row offers what its kind of link may lead to, in other plans."""

from __future__ import annotations

from kidesk.gui.desk import Desk
from kidesk.gui.editor import Editor
from kidesk.gui.editors import OtherPlanEditor
from kidesk.gui.parts_editor import PartRow, PartsEditor
from kidesk.records.field import Unreadable
from kidesk.records.fields import Parts
from kidesk.records.plan_item import ItemLinkKind


class PlanLinksEditor(PartsEditor):
    """The rows of links; `plan` is the editor of the plan that the item is in."""

    def __init__(self, desk: Desk, field: Parts, plan: Editor | None) -> None:
        super().__init__(desk, field)
        self._plan = plan

    def _new_row(self, number: int | None) -> PartRow:
        row = super()._new_row(number)
        kind, target = row.editors["kind"], row.editors["target_id"]
        assert isinstance(target, OtherPlanEditor)
        target.scope = lambda: (_kind(kind), self._number())
        return row

    def _number(self) -> int | None:
        try:
            return self._plan.value() if self._plan is not None else None
        except Unreadable:  # a plan that is being typed
            return None


def _kind(editor: Editor) -> ItemLinkKind | None:
    value = editor.value()
    return value if isinstance(value, ItemLinkKind) else None
