"""The exchange balance as it is shown: a table, columns over academic years, and which way each partner leans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kidesk.i18n import N_, Language
from kidesk.records.academic_year import academic_year
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.exchange_balance import Balance, BalanceRow, Elsewhere, End, Tally
from kidesk.reports import leaning
from kidesk.reports.content import Column, Group, Table, TableRow
from kidesk.reports.over_time import Columns, Series
from kidesk.reports.wording import NOTHING_SAID, part_fields

MOST_YEARS = 12
MOST_PARTNERS = 12


def table(balance: Balance, language: Language) -> Table:
    """What was exchanged and planned by year and kind, under its partner where there are several, with totals."""
    return Table(_columns(language), tuple(_rows(balance, language)))


def columns(balance: Balance, language: Language) -> Columns | None:
    """The latest twelve academic years as pairs of columns, with what was planned; None where there is nothing."""
    years = list(balance.by_year().items())[-MOST_YEARS:]
    if not years:
        return None
    tallies = [tally for _, tally in years]
    out, back = language.text(N_("Outgoing")), language.text(N_("Incoming"))
    planned_out = Series(language.text(N_("Outgoing as planned")), tuple(one.planned_out for one in tallies))
    planned_in = Series(language.text(N_("Incoming as planned")), tuple(one.planned_in for one in tallies))
    is_planned = any(value is not None for value in (*planned_out.values, *planned_in.values))
    return Columns(
        (Series(out, tuple(one.sent for one in tallies)), Series(back, tuple(one.received for one in tallies))),
        tuple(academic_year(year) for year, _ in years),
        targets=(planned_out, planned_in) if is_planned else (),
        target=language.text(N_("Planned")),
    )


def leanings(tallies: Iterable[tuple[End, Tally]], language: Language) -> leaning.Balance | None:
    """Which way partners or agreements lean, the most uneven first, at most twelve; None for fewer than two."""
    ranked = sorted(tallies, key=lambda one: (-abs(one[1].difference), one[0].caption(language.code), one[0].number))
    rows = tuple(leaning.Leaning(end.caption(language.code), tally.difference) for end, tally in ranked[:MOST_PARTNERS])
    if len(rows) < 2:
        return None
    return leaning.Balance(rows, language.text(N_("More outgoing")), language.text(N_("More incoming")))


def left_out(tallies: Iterable[tuple[End, Tally]], language: Language) -> str:
    """How many more there are than `leanings` shows; empty for none."""
    count = len(list(tallies)) - MOST_PARTNERS
    if count <= 0:
        return ""
    return language.plural(
        "{count} more even one is not shown.", "{count} more even ones are not shown.", count
    )


def difference(tally: Tally, language: Language) -> str:
    """Which way an exchange leans and how far, in words."""
    if tally.difference > 0:
        return language.plural("{count} more incoming", "{count} more incoming", tally.difference)
    if tally.difference < 0:
        return language.plural("{count} more outgoing", "{count} more outgoing", -tally.difference)
    return language.text(N_("Even"))


def total(balance: Balance, language: Language) -> str:
    """The whole balance in a sentence."""
    whole = balance.total
    return language.text(
        N_("In all {sent} outgoing and {received} incoming: {difference}."),
        sent=language.number(whole.sent),
        received=language.number(whole.received),
        difference=difference(whole, language).lower(),
    )


def elsewhere(one: Elsewhere, language: Language) -> str:
    """A number that does not count, on one line."""
    ends = f"{one.sending.caption(language.code)} → {one.receiving.caption(language.code)}"
    kind = language.text(one.kind.label)
    return f"{academic_year(one.year)} · {ends} · {kind} · {language.number(one.persons)}"


def not_counted(balance: Balance, language: Language) -> str:
    """How many numbers do not count, and why; empty for none."""
    if not balance.elsewhere:
        return ""
    return language.plural(
        "{count} number is not counted, since it does not lie between the own side and a partner.",
        "{count} numbers are not counted, since they do not lie between the own side and a partner.",
        len(balance.elsewhere),
    )


def _columns(language: Language) -> tuple[Column, ...]:
    fields = part_fields(AGREEMENTS, "numbers")
    return (
        Column(language.text(fields["academic_year"].label), 1.25),
        Column(language.text(fields["kind"].label), 2.4),
        Column(language.text(N_("Outgoing")), 0.9, "right"),
        Column(language.text(N_("Planned")), 0.8, "right"),
        Column(language.text(N_("Incoming")), 0.95, "right"),
        Column(language.text(N_("Planned")), 0.8, "right"),
        Column(language.text(N_("Balance")), 1.4),
    )


def _rows(balance: Balance, language: Language) -> Iterator[TableRow]:
    partners = balance.by_partner()
    for partner, tally in partners.items():
        rows = [row for row in balance.rows if row.partner == partner]
        if len(partners) > 1:
            yield Group(partner.caption(language.code))
        for row in rows:
            yield _row(row, language)
        if len(rows) > 1 and len(partners) > 1:
            yield language.text(N_("With this partner")), "", *_counts(tally, language)
    if len(balance.rows) > 1:
        yield language.text(N_("In all")), "", *_counts(balance.total, language)


def _row(row: BalanceRow, language: Language) -> tuple[str, ...]:
    return academic_year(row.year), language.text(row.kind.label), *_counts(row.tally, language)


def _counts(tally: Tally, language: Language) -> tuple[str, ...]:
    planned = [NOTHING_SAID if one is None else language.number(one) for one in (tally.planned_out, tally.planned_in)]
    out, back = language.number(tally.sent), language.number(tally.received)
    return out, planned[0], back, planned[1], difference(tally, language)
