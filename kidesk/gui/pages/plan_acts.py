"""What can be done with the tree of a plan: its keys, its words, and the menu that offers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.icons import icon
from kidesk.i18n import N_


@dataclass(frozen=True)
class Act:
    """Something to do: its key, text (a msgid), icon and shortcuts; `of_plan` says that it needs no item."""

    key: str
    text: str
    icon: str
    keys: tuple[str, ...] = ()
    of_plan: bool = False


# In the groups of the menu.
ACTS = (
    (
        Act("sibling", N_("New item beside it…"), "plus", ("Ins",)),
        Act("child", N_("New item under it…"), "corner-down-right", ("Ctrl+Ins", "Shift+Ins")),
    ),
    (
        Act("up", N_("Move up"), "arrow-up", ("Alt+Up",)),
        Act("down", N_("Move down"), "arrow-down", ("Alt+Down",)),
        Act("outdent", N_("Move out a level"), "arrow-left", ("Alt+Left",)),
        Act("indent", N_("Move in a level"), "arrow-right", ("Alt+Right",)),
        Act("elsewhere", N_("Move elsewhere…"), "move"),
    ),
    (
        Act("codes", N_("New codes under it…"), "list-ordered"),
        Act("all-codes", N_("New codes in the whole plan…"), "list-ordered", of_plan=True),
        Act("copy", N_("Copy the plan to another year…"), "copy-plus", of_plan=True),
    ),
)
_OF_ITEM = (
    Act("edit", N_("Edit…"), "pencil", ("Enter",)),
    Act("delete", N_("Delete"), "trash-2", ("Del",)),
)
OF_PLAN = frozenset(act.key for group in ACTS for act in group if act.of_plan)
_HELD = Qt.KeyboardModifier.KeypadModifier


def act_of(event: QKeyEvent) -> str | None:
    """The act that a key asks for."""
    pressed = QKeySequence(QKeySequence(int(event.modifiers().value & ~_HELD.value) | event.key()).toString())
    return next((act.key for group in ACTS for act in group if pressed.toString() in act.keys), None)


def arrange_menu(desk: Desk, owner: QWidget, ask: Callable[[str], object], *, with_item: bool = False) -> QMenu:
    """A menu of all acts, which calls `ask` with the key of the one chosen; `with_item` brings edit and delete."""
    menu = QMenu(owner)
    groups = (*ACTS, _OF_ITEM) if with_item else ACTS
    for group in groups:
        if not menu.isEmpty():
            menu.addSeparator()
        for act in group:
            _add(desk, menu, act, ask)
    return menu


def _add(desk: Desk, menu: QMenu, act: Act, ask: Callable[[str], object]) -> None:
    action = QAction(icon(act.icon, "muted"), "", menu)
    action.setProperty("act", act.key)
    action.triggered.connect(lambda: ask(act.key))
    keys = QKeySequence(act.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if act.keys else ""
    # The keys are told after a tab; as a shortcut of the action they would be taken from other widgets.
    desk.say(menu, lambda text: action.setText(f"{text}\t{keys}" if keys else text), act.text)
    menu.addAction(action)


def suit_menu(menu: QMenu, *, has_item: bool) -> None:
    """Offers what is about an item only where one is selected."""
    for action in menu.actions():
        if not action.isSeparator():
            action.setEnabled(has_item or action.property("act") in OF_PLAN)
