"""The dialog that moves a plan item elsewhere: under another item, or into another plan of the same kind."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kidesk.errors import KideskError
from kidesk.gui.breaking_text import copyable
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations.arrange_plan import Place, move
from kidesk.operations.plan_tree import Node, plan_tree, plans
from kidesk.records.plan import LEVELS
from kidesk.records.plan_item import PlanItem

_ROOM = 520
_STEP = "    "


class MoveItemDialog(Frame):
    """Moves an item with all that stands under it. `moved` says that it is done."""

    moved = Signal()

    def __init__(self, desk: Desk, item: PlanItem, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Move the item elsewhere"), parent, (620, 340))
        self._item = item
        self.body.addWidget(copyable(item.caption(desk.language.code), "strong", room=_ROOM))
        said = PlainLabel("", "muted", wrap=True)
        along = N_("What stands under it comes along. Codes stay as they are until you ask for new ones.")
        desk.say(said, said.setText, along)
        self.body.addWidget(said)
        alike = [plan for plan in plans(desk.store) if plan.kind == item.plan.kind]
        self.plan = Options(desk, [(one.id, one.caption(desk.language.code)) for one in alike], is_named=True)
        self.plan.set_value(item.plan_id)
        self.above = Options(desk, [], is_named=True)
        self.plan.activated.connect(self._offer)
        for label, box in ((N_("Plan"), self.plan), (N_("Stands under"), self.above)):
            self.body.addWidget(Labelled(desk, label, box))
        self.body.addStretch(1)
        self.add_button(N_("Cancel"), self.reject)
        self.add_button(N_("Move"), self.save, "move", is_default=True)
        self._offer()
        self.above.setFocus()

    def _offer(self) -> None:
        """Offers what stands in the chosen plan above the lowest level, but not the item itself."""
        offered: list[tuple[Any, str]] = [(None, self.desk.text(N_("Nothing: at the top")))]
        for node in plan_tree(self.desk.store, self.plan.value(), ()):
            offered += self._places(node, 0)
        self.above.set_options(offered)
        if self._item.parent_id in [number for number, _ in offered]:
            self.above.set_value(self._item.parent_id)

    def _places(self, node: Node, depth: int) -> list[tuple[Any, str]]:
        if node.item.id == self._item.id or node.item.level == LEVELS[self._item.plan.kind][-1]:
            return []
        named = _STEP * depth + node.item.caption(self.desk.language.code)
        return [(node.item.id, named), *(one for child in node.children for one in self._places(child, depth + 1))]

    def save(self) -> None:
        """Moves the item, as the last there, or says why it cannot stand there."""
        try:
            is_moved = move(self.desk.store, self._item.id, Place(self.plan.value(), self.above.value()))
        except KideskError as error:
            refused = error
            self.banner.say("bad", lambda: refused.said(self.desk.language))
            return
        if is_moved:
            self.moved.emit()
        self.accept()
