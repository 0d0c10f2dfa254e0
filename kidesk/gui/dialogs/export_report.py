"""Export of a report as a PDF: which one, in which language, about what; then where it was saved."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kidesk.errors import KideskError, Sentence
from kidesk.gui import tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.dialogs.frame import Frame
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.gui.icons import dress_button
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_, Language, fold
from kidesk.operations import export_report
from kidesk.records import clock
from kidesk.records.agreement import Agreement
from kidesk.records.plan import Plan, PlanKind
from kidesk.records.quarter import Period, Quarter

if TYPE_CHECKING:
    from kidesk.reports.document import WriteReport

SUMMARY, STATUS = "agreement-summary", "quarterly-status"
# The words of the file names, in the document's language.
_STEMS = {SUMMARY: N_("agreement-summary"), STATUS: N_("quarterly-status")}
_LABELS = {SUMMARY: N_("Agreement summary"), STATUS: N_("Quarterly status")}
_LANGUAGES = (("sv", "Svenska"), ("en", "English"))
_LONGEST = 48
STOPPED = N_("Stopped. Nothing was saved.")
FAILED = N_("Something went wrong that kidesk did not expect, and nothing was saved. The log says what.")


class ExportDialog(Frame):
    """Saves a report; `saved` carries its path. `number` is the agreement or plan it is about.

    The dialog stays open afterwards, so that the same report can be saved in the other language.
    """

    saved = Signal(object)

    def __init__(self, desk: Desk, name: str, number: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, N_("Report as PDF"), parent, (640, 400))
        self._agreement = desk.store.get(Agreement, number) if name == SUMMARY and number is not None else None
        self._folder = places.documents()
        self._task: tasks.Task | None = None
        self._file = Path()
        self.report = Options(desk, [(key, _LABELS[key]) for key in self._offered(name)])
        self.report.set_value(name)
        self.language = Options(desk, _LANGUAGES, is_named=True)
        self.language.set_value(desk.language.code)
        self.plan = Options(desk, self._plans(), is_named=True)
        if name == STATUS and number is not None:
            self.plan.set_value(number)
        self.quarter = Options(desk, self._quarters(), is_named=True)
        self.subject, self.file_name = PlainLabel("", "muted", wrap=True), PlainLabel("", "small", wrap=True)
        self._build()
        for options in (self.report, self.language, self.plan, self.quarter):
            options.currentIndexChanged.connect(self._suit)
        desk.keep_saying(self, self._suit)
        self.report.setFocus()

    def _offered(self, name: str) -> list[str]:
        """The reports that can be made here: a summary only about a given agreement."""
        possible = [STATUS] if self._agreement is None else [SUMMARY, STATUS]
        return [key for key in possible if key == name or key in export_report.REPORTS] or [name]

    def _plans(self) -> list[tuple[Any, str]]:
        code = self.desk.language.code
        plans = [plan for plan in self.desk.store.all(Plan) if plan.kind == PlanKind.ACTION_PLAN]
        return [(plan.id, plan.caption(code)) for plan in plans]

    def _quarters(self) -> list[tuple[Any, str]]:
        """The quarters there are, this one and the one before, the latest first."""
        this = Period.of(clock.today())
        periods = {quarter.period for quarter in self.desk.store.all(Quarter)} | {this, this - 1}
        return [(period.name, period.said(self.desk.language)) for period in sorted(periods, reverse=True)]

    def _build(self) -> None:
        desk = self.desk
        self.plan_box = Labelled(desk, N_("Plan"), self.plan)
        self.quarter_box = Labelled(desk, N_("Quarter"), self.quarter)
        beside = QHBoxLayout()
        beside.setSpacing(16)
        beside.addWidget(Labelled(desk, N_("Language of the document"), self.language), 1)
        beside.addWidget(self.quarter_box, 1)
        self.body.addWidget(Labelled(desk, N_("Report"), self.report))
        self.body.addWidget(self.subject)
        self.body.addWidget(self.plan_box)
        self.body.addLayout(beside)
        self.body.addWidget(self.file_name)
        self.body.addStretch(1)
        self.open_button = self._result_button(N_("Open the file"), "external-link", lambda: places.show(self._file))
        self.folder_button = self._result_button(
            N_("Show the folder"), "folder-open", lambda: places.show(self._file.parent)
        )
        self.add_button(N_("Close"), self.reject)
        self.save_button = self.add_button(N_("Save as PDF…"), self.save, "download", is_default=True)

    def _result_button(self, text: str, icon: str, act: Any) -> QPushButton:
        button = QPushButton()
        self.desk.say(button, button.setText, text)
        dress_button(button, icon)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        button.hide()
        self.banner.row.addWidget(button)
        return button

    def _suit(self) -> None:
        """Shows what belongs to the chosen report, in the window's language."""
        is_status = self.report.value() == STATUS
        self.plan_box.setVisible(is_status and len(self._plans()) > 1)
        self.quarter_box.setVisible(is_status)
        about = self._agreement.caption(self.desk.language.code) if self._agreement and not is_status else ""
        self.subject.setText(about)
        self.subject.setVisible(bool(about))
        self.file_name.setText(self.desk.text(N_("Suggested file name: {name}"), name=self.suggested()))

    def suggested(self) -> str:
        """The file name that is suggested: plain letters, digits and dashes."""
        language = Language(self.language.value())
        is_status = self.report.value() == STATUS
        stem = fold(language.text(_STEMS[self.report.value()]))
        about = str(self.quarter.value()) if is_status else self._about(language)
        return safe_name("kidesk", stem, about, language.code) + ".pdf"

    def _about(self, language: Language) -> str:
        if self._agreement is None:
            return ""
        caption = fold(self._agreement.caption(language.code))
        return caption if safe_name(caption) else str(self._agreement.id)

    # Saving

    def save(self) -> None:
        """Asks where to, and writes the report there."""
        text = self.desk.text
        file = places.choose_to_write(self, text(N_("Save the report")), self._folder / self.suggested())
        if file is None:
            return
        self._folder, self._file = file.parent, file
        self._set_busy(True)
        self._task = tasks.start(
            self, (text(N_("Writing the report")), text(N_("Cancel"))), self._work(file), self._done, self._failed
        )

    def _work(self, file: Path) -> Any:
        """What the thread does, with all it needs to know read beforehand."""
        store, settings = self.desk.store, self.desk.settings
        language, is_demonstration = Language(self.language.value()), self.desk.workspace.is_demonstration
        name, is_status = self.report.value(), self.report.value() == STATUS
        quarter = self.quarter.value() if is_status else None
        agreement = self._agreement.id if self._agreement else None
        number = self.plan.value() if is_status else agreement

        def work(progress: tasks.Progress) -> Any:
            return export_report.export(
                store,
                name,
                language=language,
                output=file,
                settings=settings,
                is_demonstration=is_demonstration,
                quarter=quarter,
                number=number,
                on_page=tasks.heeding(progress, STOPPED),
            )

        return work

    def _done(self, written: WriteReport) -> None:
        self._set_busy(False)
        file = self._file
        said = (Sentence(N_("Saved as {name}."), {"name": file.name}), *written.warnings)
        tone = "warn" if written.warnings else "ok"
        self.banner.say(tone, lambda: "\n".join(one.said(self.desk.language) for one in said))
        self.open_button.show()
        self.folder_button.show()
        self.open_button.setFocus()
        self.saved.emit(file)

    def _failed(self, error: BaseException) -> None:
        self._set_busy(False)
        known = error if isinstance(error, KideskError) else KideskError(FAILED)
        self.banner.say("info" if isinstance(error, tasks.Stopped) else "bad", lambda: known.said(self.desk.language))
        self.open_button.hide()
        self.folder_button.hide()

    def _set_busy(self, busy: bool) -> None:
        self.save_button.setEnabled(not busy)
        if not busy:
            self._task = None

    def reject(self) -> None:
        """Closes; while a report is being written, asks it to stop instead."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()


def safe_name(*parts: str) -> str:
    """The parts as one file name that every system takes: letters, digits and dashes, not too long."""
    words = [re.sub("[^A-Za-z0-9]+", "-", part).strip("-") for part in parts]
    return "-".join(_shortened(word) for word in words if word)


def _shortened(word: str) -> str:
    """At most so long, and where it can be, ending with a whole word."""
    kept = word[:_LONGEST]
    return kept if kept == word else kept.rpartition("-")[0] or kept
