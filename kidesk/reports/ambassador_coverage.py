"""Ambassador coverage: countries with agreements in force and ambassadors at work, and the gaps both ways."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kidesk.i18n import N_, Language
from kidesk.records import ORGANISATIONS
from kidesk.records.coverage import Country, Coverage, CoverageOrder, Gap
from kidesk.reports.content import (
    Badge,
    Block,
    Chart,
    Column,
    Document,
    Grid,
    Group,
    Heading,
    Note,
    Paragraph,
    Table,
    TableRow,
)
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.leaning import Balance, Leaning
from kidesk.reports.wording import badge

MOST_BARS = 20
_WITHOUT_GROUP = N_("Without a region group")
NOTHING = N_("No country has agreements or ambassadors.")
GAPS = N_("Countries that have one and not the other")


def document(coverage: Coverage, head: Head, language: Language) -> Document:
    """The coverage on paper: the figures, the gaps as a picture, and every country under its region group."""
    said = language.text
    title = said(N_("Coverage by ambassadors"))
    day = said(N_("Agreements in force and ambassadors at work on {day}"), day=language.day(coverage.day))
    return framed(head, language, title, day, (*swedish_prevails(language), *_blocks(coverage, language)))


def _blocks(coverage: Coverage, language: Language) -> Iterator[Block]:
    said = language.text
    yield Grid(
        tuple((said(gap.label), in_countries(len(coverage.with_gap(gap)), language)) for gap in Gap)
    )
    for remark in remarks(coverage, language):
        yield Note("info", remark)
    gaps = picture(coverage, language)
    if gaps is not None:
        yield Heading(1, said(N_("Gaps")))
        yield Chart(gaps, in_words(coverage, language), said(GAPS))
        if left_out(coverage, language):
            yield Paragraph(left_out(coverage, language), "muted")
    yield Heading(1, said(N_("Countries")))
    yield table(coverage, language)


def in_countries(count: int, language: Language) -> str:
    """How many countries."""
    return language.plural("{count} country", "{count} countries", count)


def headings(language: Language, *, with_groups: bool = False) -> tuple[Column, ...]:
    """The columns of the table, with the region group of each country where they are not grouped by it."""
    group = (Column(language.text(ORGANISATIONS.field("region_group").label), 1.8),) if with_groups else ()
    return (
        Column(language.text(N_("Country")), 2.2),
        *group,
        Column(language.text(N_("Coverage")), 2.2),
        Column(language.text(N_("Agreements")), 0.8, "right"),
        Column(language.text(N_("Ambassadors")), 0.9, "right"),
    )


def table(coverage: Coverage, language: Language) -> Table:
    """Every country, under its region group where there are any, the largest gaps first."""
    rows: tuple[TableRow, ...]
    if coverage.has_groups:
        rows = tuple(_grouped(coverage, language))
    else:
        rows = tuple(row(one, language) for one in coverage.ranked(CoverageOrder.GAP, language))
    return Table(headings(language), rows, language.text(NOTHING))


def row(one: Country, language: Language, *, with_group: bool = False) -> tuple[str | Badge, ...]:
    """A country's row."""
    counts = (language.number(one.agreements), language.number(one.ambassadors))
    group = (one.region_group,) if with_group else ()
    return language.country(one.code), *group, badge(one.gap, language), *counts


def _grouped(coverage: Coverage, language: Language) -> Iterator[TableRow]:
    by_group = coverage.ranked(CoverageOrder.GROUP, language)
    for group, found in groupby(by_group, key=lambda one: one.region_group):
        yield Group(group or language.text(_WITHOUT_GROUP))
        inner = Coverage(coverage.day, tuple(found))
        yield from (row(one, language) for one in inner.ranked(CoverageOrder.GAP, language))


def picture(coverage: Coverage, language: Language) -> Balance | None:
    """The gaps as bars, ranked: agreements without an ambassador to the left, ambassadors without one to the right."""
    gaps = _gaps(coverage, language)[:MOST_BARS]
    if not gaps:
        return None
    rows = (Leaning(language.country(one.code), one.ambassadors - one.agreements) for one in gaps)
    return Balance(
        tuple(rows), language.text(Gap.NO_AMBASSADOR.label), language.text(Gap.NO_AGREEMENT.label)
    )


def in_words(coverage: Coverage, language: Language) -> str:
    """What the picture shows, in sentences."""
    return " ".join(_gap_in_words(one, language) for one in _gaps(coverage, language)[:MOST_BARS])


def _gap_in_words(one: Country, language: Language) -> str:
    country = language.country(one.code)
    if one.gap == Gap.NO_AMBASSADOR:
        return language.plural(
            "{country}: {count} agreement but no ambassador.",
            "{country}: {count} agreements but no ambassador.",
            one.agreements,
            country=country,
        )
    return language.plural(
        "{country}: {count} ambassador but no agreement.",
        "{country}: {count} ambassadors but no agreement.",
        one.ambassadors,
        country=country,
    )


def left_out(coverage: Coverage, language: Language) -> str:
    """How many smaller gaps the picture has no bar for; nothing for none."""
    count = len(_gaps(coverage, language)) - MOST_BARS
    if count <= 0:
        return ""
    return language.plural(
        "{count} more country with a gap is only in the table.",
        "{count} more countries with gaps are only in the table.",
        count,
    )


def remarks(coverage: Coverage, language: Language) -> Iterator[str]:
    """What is counted in no country, and why."""
    if coverage.agreements_nowhere:
        yield language.plural(
            "{count} agreement is counted in no country, since no partner of it has one.",
            "{count} agreements are counted in no country, since no partner of theirs has one.",
            coverage.agreements_nowhere,
        )
    if coverage.ambassadors_nowhere:
        yield language.plural(
            "{count} ambassador is counted in no country, since the mandate names none.",
            "{count} ambassadors are counted in no country, since their mandates name none.",
            coverage.ambassadors_nowhere,
        )
    if coverage.protected:
        yield language.plural(
            "{count} ambassador is counted in no country because of a protected identity.",
            "{count} ambassadors are counted in no country because of protected identities.",
            coverage.protected,
        )


def _gaps(coverage: Coverage, language: Language) -> list[Country]:
    """Countries with a gap, the largest first on either side of the line."""
    ranked = coverage.ranked(CoverageOrder.GAP, language)
    return [one for one in ranked if one.gap != Gap.NONE]
