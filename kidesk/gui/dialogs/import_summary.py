"""An import in a few sentences: how much of it becomes what, what is made on the way and what left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.plain import PlainLabel, set_tool_tip
from kidesk.i18n import N_, Language
from kidesk.operations.contacts_report import ContactsReport
from kidesk.operations.import_report import RowsReport

_MOST_NAMED = 6  # names in a sentence; the tool tip has more
_MOST_IN_TIP = 60


class ImportSummary(QWidget):
    """What is done, and in a quieter line what is not."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.done, self.left_out = PlainLabel("", wrap=True), PlainLabel("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for label in (self.done, self.left_out):
            column.addWidget(label)

    def show_report(self, report: RowsReport, counted: Iterable[str], *, is_done: bool) -> None:
        """Says it in the window's language; `counted` are the sentences about what is added and changed."""
        language = self._desk.language
        done, left_out = [*counted, *_rest(report, language, is_done=is_done)], [*_ignored(report, language)]
        if isinstance(report, ContactsReport):
            self._show(self.done, [*done, *_made(report, language, is_done=is_done)], report.organisations)
            names = [*report.ignored, *report.left_out]
            self._show(self.left_out, [*left_out, *_left_out(report, language)], names)
        else:
            self._show(self.done, done, ())
            self._show(self.left_out, left_out, report.ignored)

    def be_brief(self, is_brief: bool) -> None:
        """Says what is not imported, or leaves that to the columns beside it."""
        self.left_out.setVisible(not is_brief and bool(self.left_out.text()))

    def _show(self, label: PlainLabel, sentences: list[str], names: Sequence[str]) -> None:
        label.setText(" ".join(sentences))
        label.setVisible(bool(sentences))
        set_tool_tip(label, "\n".join(names[:_MOST_IN_TIP]) if len(names) > _MOST_NAMED else "")


def _made(report: ContactsReport, language: Language, *, is_done: bool) -> Iterator[str]:
    """The organisations that come with contacts."""
    count, names = len(report.organisations), _named(report.organisations, language)
    if count and is_done:
        yield language.plural(
            "{count} organisation was added: {names}.", "{count} organisations were added: {names}.", count, names=names
        )
    elif count:
        yield language.plural(
            "{count} organisation would be added: {names}.",
            "{count} organisations would be added: {names}.",
            count,
            names=names,
        )


def _rest(report: RowsReport, language: Language, *, is_done: bool) -> Iterator[str]:
    plural, refused = language.plural, len(report.refused)
    if report.unchanged and is_done:
        yield plural("{count} row was left as it was.", "{count} rows were left as they were.", report.unchanged)
    elif report.unchanged:
        yield plural("{count} row is left as it is.", "{count} rows are left as they are.", report.unchanged)
    if refused and is_done:
        yield plural("{count} row was refused.", "{count} rows were refused.", refused)
    elif refused:
        yield plural("{count} row is refused.", "{count} rows are refused.", refused)


def _ignored(report: RowsReport, language: Language) -> Iterator[str]:
    if report.ignored:
        left_out = N_("These columns say nothing to kidesk and are left out: {columns}.")
        yield language.text(left_out, columns=_named(report.ignored, language))
    if report.sheets:
        message = N_("Only the sheet “{sheet}” is read; left out: {sheets}.")
        yield language.text(message, sheet=report.sheet, sheets=_named(report.sheets, language))
    if report.above:
        yield report.said_above(language)


def _left_out(report: ContactsReport, language: Language) -> Iterator[str]:
    if report.left_out:
        yield language.text(N_("kidesk does not keep: {names}."), names=_named(report.left_out, language))
    yield from (hint.said(language) for hint in report.hints)


def _named(names: Sequence[str], language: Language) -> str:
    """The first names, and how many more there are."""
    shown = ", ".join(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    if more <= 0:
        return shown
    return language.text(N_("{names} and {count} more"), names=shown, count=language.number(more))
