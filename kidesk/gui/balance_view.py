"""The exchange balance in a window: pairs of columns, which way each partner leans, and a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kidesk.gui.charts import ChartView
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_, Language
from kidesk.records import clock
from kidesk.records.academic_year import year_of
from kidesk.records.agreement import Agreement
from kidesk.records.exchange_balance import Balance, End, Tally, balance
from kidesk.reports import exchange_balance
from kidesk.reports.content import ChartSpec

_HEIGHT = 230


class BalanceView(QWidget):
    """The balance as pictures; `ranked` are the partners or agreements it divides into, called `ranking`.

    `is_across`: the pictures stand beside each other.
    """

    def __init__(
        self,
        found: Balance,
        ranked: Sequence[tuple[End, Tally]],
        ranking: str,
        language: Language,
        *,
        is_across: bool = False,
    ) -> None:
        super().__init__()
        self._language = language
        ways = QBoxLayout.Direction
        halves = QBoxLayout(ways.LeftToRight if is_across else ways.TopToBottom, self)
        halves.setContentsMargins(0, 4, 0, 4)
        halves.setSpacing(32 if is_across else 6)
        first, second = _column(halves), _column(halves)
        self.years = self._chart(first, N_("Exchange by academic year"), exchange_balance.columns(found, language))
        if self.years is not None:
            self.years.setFixedHeight(_HEIGHT)
            _say(first, exchange_balance.total(found, language))
        leaning = exchange_balance.leanings(ranked, language)
        if leaning is not None:
            second.addWidget(PlainLabel(language.text(ranking), "section"))
        self.leaning = self._chart(second, ranking, leaning)
        if leaning is not None:
            _say(second, exchange_balance.left_out(ranked, language))
        _say(first, exchange_balance.not_counted(found, language))
        for column in (first, second):
            column.addStretch(1)

    def _chart(self, column: QVBoxLayout, name: str, spec: ChartSpec | None) -> ChartView | None:
        if spec is None:
            return None
        view = ChartView()
        view.setAccessibleName(self._language.text(name))
        view.set_chart(spec, self._language)
        column.addWidget(view)
        return view


def _column(halves: QBoxLayout) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    halves.addLayout(column, 1)
    return column


def _say(column: QVBoxLayout, sentence: str) -> None:
    if sentence:
        column.addWidget(PlainLabel(sentence, "muted", wrap=True))


def balance_of(agreement: Agreement, language: Language) -> list[QWidget]:
    """The balance of one agreement; nothing where no numbers are recorded."""
    if not agreement.numbers:
        return []
    found = balance([agreement], year_of(clock.today()))
    ranked = list(found.by_partner().items())
    heading = PlainLabel(language.text(N_("Balance of exchange")), "section")
    heading.setContentsMargins(0, 6, 0, 0)
    return [heading, BalanceView(found, ranked, N_("Balance by partner"), language)]
