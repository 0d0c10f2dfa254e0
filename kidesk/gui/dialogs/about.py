"""About kidesk: what it is, which version, under which terms, and on whose work it stands."""

from __future__ import annotations

import platform
import re
from importlib import metadata

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from kidesk import __version__, paths
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.icons import IconLabel
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_

LICENCES = "THIRD_PARTY_LICENSES.md"


class AboutDialog(Frame):
    """About kidesk."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("About kidesk"), parent, (720, 640))
        self.heading.hide()
        self.body.addLayout(self._head())
        heading = PlainLabel("", "section")
        desk.say(heading, heading.setText, N_("Licences of others"))
        self.licences = QPlainTextEdit()
        self.licences.setReadOnly(True)
        self.licences.setTabChangesFocus(True)
        desk.say(self.licences, self.licences.setAccessibleName, N_("Licences of others"))
        desk.keep_saying(self, self._show_licences)
        self.body.addSpacing(6)
        self.body.addWidget(heading)
        self.body.addWidget(self.licences, 1)
        self.logs = self.add_button(N_("Open the log folder"), self._open_logs, "folder-open", at_start=True)
        self.logs.setAutoDefault(False)
        self.add_close()

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(PlainLabel("kidesk", "title"))
        for role, message in (
            ("body", N_("The register of a university’s international relations unit.")),
            ("muted", N_("Version {version}, with Qt {qt} and Python {python}.")),
            ("muted", N_("Free software under the MIT licence. It sends nothing over the network.")),
        ):
            label = PlainLabel("", "muted" if role == "muted" else "body", wrap=True)
            versions = {"version": __version__, "qt": qVersion(), "python": platform.python_version()}
            self.desk.say(label, label.setText, message, **versions)
            words.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(IconLabel("handshake", "accent", 48))
        row.addLayout(words, 1)
        return row

    def _show_licences(self) -> None:
        missing = N_("The list of licences is missing from this installation. It belongs to the source code of kidesk.")
        self.licences.setPlainText(readable(third_party_licences()) or self.desk.text(missing))

    def _open_logs(self) -> None:
        folder = paths.log_folder()
        if not places.show(folder):
            self.banner.say("info", lambda: self.desk.text(N_("The log folder is {folder}."), folder=folder))


def third_party_licences() -> str:
    """The licences of others, from the bundle, the checkout or the installed package; empty where they are missing."""
    file = paths.translations().parent / LICENCES
    if file.is_file():
        return file.read_text(encoding="utf-8")
    try:
        found = [one for one in metadata.files("kidesk") or [] if one.name == LICENCES]
    except metadata.PackageNotFoundError:
        return ""
    return found[0].read_text(encoding="utf-8") if found else ""


def readable(text: str) -> str:
    """Markdown as plain text: no marks, no rules of tables, and paragraphs that are not broken into lines."""
    said: list[str] = []
    is_literal = goes_on = False
    for line in text.splitlines():
        if line.startswith("```"):
            is_literal, goes_on = not is_literal, False
        elif is_literal or line.startswith("|"):
            said += [line] if is_literal else _row(line)
            goes_on = False
        else:
            words = _unmarked(re.sub(r"^(#+|>) ?", "", line))
            said[-1:] = (
                [f"{said[-1]} {words}"] if goes_on and words and not line.startswith("- ") else [*said[-1:], words]
            )
            goes_on = bool(words)
    return "\n".join(said).strip()


def _row(line: str) -> list[str]:
    cells = [_unmarked(cell).strip() for cell in line.strip().strip("|").split("|")]
    return [] if all(set(cell) <= set("-: ") for cell in cells) else [" · ".join(cells)]


def _unmarked(text: str) -> str:
    return text.replace("`", "").replace("**", "")
