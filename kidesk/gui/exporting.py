"""Exporting a list as a table, or an agreement for EWP: where to, in the background, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kidesk.errors import KideskError
from kidesk.gui import ask, tasks
from kidesk.gui.desk import Desk
from kidesk.gui.dialogs import places
from kidesk.gui.toast import Toast
from kidesk.i18n import N_
from kidesk.operations.export_agreement import export_agreement
from kidesk.operations.export_contacts import ENDINGS, export_vcards
from kidesk.operations.export_table import TableReport, export_table
from kidesk.records import PERSONS, clock
from kidesk.records.agreement import Agreement
from kidesk.records.attachment import clean_name
from kidesk.store.store import Listing


@dataclass(frozen=True)
class _Wanted:
    """The rows of a list, or those of it with these ids."""

    listing: Listing
    numbers: Sequence[int] = ()


class Exporting(QObject):
    """Writes files for a window, one at a time, and says how it went."""

    def __init__(self, desk: Desk, window: QWidget, toast: Toast) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._toast = toast
        self._folder = places.documents()
        self._task: tasks.Task | None = None

    def may_leave(self) -> bool:
        """Whether nothing is being written; what is gets stopped."""
        if self._task is not None:
            self._task.cancel()
        return self._task is None

    def listing(self, shown: Listing, selected: Sequence[int] = ()) -> None:
        """Asks which rows of a list, of which some may be selected, and where to, and writes them."""
        if self._task is not None:
            return
        wanted = self._chosen(shown, selected)
        if wanted is None:
            return
        text = self._desk.text
        name = f"{text(shown.record_type.many)} {clock.today().isoformat()}.xlsx"
        title = text(N_("Export the list as a table"))
        others = ("CSV (*.csv)", "vCard (*.vcf)") if shown.record_type is PERSONS else ("CSV (*.csv)",)
        file = places.choose_to_write(self._window, title, self._folder / name, *others)
        if file is not None:
            self._folder = file.parent
            self._begin(wanted, file)

    def agreement(self, number: int) -> None:
        """Asks where to, and writes an agreement as Erasmus Without Paper exchanges it."""
        desk = self._desk
        agreement = desk.store.get(Agreement, number)
        if self._task is not None or agreement is None:
            return
        name = clean_name(f"{agreement.own_number or agreement.caption(desk.language.code)}.xml".replace("/", "-"))
        title = desk.text(N_("Save the agreement for Erasmus Without Paper"))
        file = places.choose_to_write(self._window, title, self._folder / name)
        if file is None:
            return
        self._folder = file.parent

        def work(progress: tasks.Progress) -> list[KideskError]:
            tasks.heeding(progress, tasks.NOT_SAVED)(0)
            return export_agreement(desk.store, number, file)

        words = desk.text(N_("Writing the agreement")), desk.text(N_("Cancel"))
        self._task = tasks.start(self._window, words, work, lambda doubts: self._sent(doubts, file), self._failed)

    def _sent(self, doubts: list[KideskError], file: Path) -> None:
        """Doubts are told in a window of their own: a toast is gone before they are read."""
        self._task = None
        said = self._desk.text(N_("The agreement stands in {file}."), file=file.name)
        if doubts:
            sentences = [said, *(doubt.said(self._desk.language) for doubt in doubts)]
            ask.tell(self._window, self._desk.language, N_("Saved, but look at this"), "\n".join(sentences))
        else:
            self._toast.say(said)

    def _chosen(self, shown: Listing, selected: Sequence[int]) -> _Wanted | None:
        """The rows selected, shown or all, where these are not the same; None for none of them."""
        desk, whole = self._desk, replace(shown, view=None, typed="", filters=())
        few, many = desk.store.count(shown), desk.store.count(whole)
        offered = {
            "selected": (N_("Those selected ({count})"), len(selected), _Wanted(shown, selected)),
            "shown": (N_("Those shown ({count})"), few, _Wanted(shown)),
            "all": (N_("All ({count})"), many, _Wanted(whole)),
        }
        if not selected:
            del offered["selected"]
        if few == many:
            del offered["shown"]
        if len(offered) == 1:
            return offered["all"][2]
        answers = [
            ask.Answer(key, desk.text(said, count=desk.language.number(count)), "" if place else "primary")
            for place, (key, (said, count, _)) in enumerate(offered.items())
        ]
        title = desk.text(N_("Which rows are to be exported?"))
        words = N_("The list shows some of its rows only. Each row goes out with all its fields.")
        of_some = N_("Each row goes out with all its fields.")
        cancel = ask.Answer("cancel", desk.text(N_("Cancel")))
        said = desk.text(words if "shown" in offered else of_some)
        answer = ask.choose(self._window, title, said, [*answers, cancel])
        return offered[answer][2] if answer in offered else None

    def _begin(self, wanted: _Wanted, file: Path) -> None:
        store, language, text = self._desk.store, self._desk.language, self._desk.text

        def work(progress: tasks.Progress) -> TableReport:
            heed = tasks.heeding(progress, tasks.NOT_SAVED)
            numbers = wanted.numbers or None
            if wanted.listing.record_type is PERSONS and file.suffix.lower() in ENDINGS:
                return export_vcards(store, numbers or wanted.listing, file, language=language, progress=heed)
            return export_table(
                store, wanted.listing, language=language, output=file, progress=heed, numbers=numbers
            )

        words = text(N_("Writing the table")), text(N_("Cancel"))
        self._task = tasks.start(self._window, words, work, lambda report: self._written(report, file), self._failed)

    def _written(self, report: TableReport, file: Path) -> None:
        self._task = None
        language, name = self._desk.language, file.name
        rows, plural = report.rows, language.plural
        if file.suffix.lower() in ENDINGS:
            said = plural("{count} person stands in {file}.", "{count} persons stand in {file}.", rows, file=name)
        else:
            said = plural("{count} row stands in {file}.", "{count} rows stand in {file}.", rows, file=name)
        sentences = [said, *(warning.said(language) for warning in report.warnings)]
        self._toast.say(" ".join(sentences), self._desk.text(N_("Open the file")), lambda: self._show(file))

    def _show(self, file: Path) -> None:
        if not places.show(file):
            message = N_("No program here opens {file}. Open it from another program.")
            self._toast.say(self._desk.text(message, file=file.name))

    def _failed(self, error: BaseException) -> None:
        self._task = None
        if isinstance(error, tasks.Stopped):
            self._toast.say(error.said(self._desk.language))
        else:
            known = error if isinstance(error, KideskError) else KideskError(tasks.UNEXPECTED)
            ask.tell(self._window, self._desk.language, ask.FAILED, known.said(self._desk.language))
