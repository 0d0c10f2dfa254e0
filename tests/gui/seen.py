"""What can be read off widgets: all that they show, say to a screen reader, or say in a tip."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget


def texts_of(widget: QWidget) -> list[str]:
    """All that a widget and what is in it shows, says to a screen reader, or says in a tip."""
    found = []
    for one in [widget, *widget.findChildren(QWidget)]:
        for read in ("text", "toolTip", "accessibleName", "accessibleDescription", "windowTitle", "toPlainText"):
            method = getattr(one, read, None)
            found.append(str(method()) if callable(method) else "")
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            found += _cells(one.model())
    return found


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for row in range(model.rowCount()):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            yield from (str(model.index(row, column).data(role)) for role in roles)
