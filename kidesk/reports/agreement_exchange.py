"""The exchange under an agreement: its cooperation conditions, and how many were exchanged in fact."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from kidesk.i18n import N_, Language
from kidesk.records.agreement import Agreement, Condition, ExchangeNumber
from kidesk.records.agreement_terms import DurationUnit, ExchangeKind, LanguageLevel, Side
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.organisation import Organisation, OrganisationKind
from kidesk.reports.content import Block, Column, Group, Heading, ListBlock, Table, TableRow
from kidesk.reports.wording import labels, part_fields

_Year: TypeAlias = tuple[int, ExchangeKind]


def exchange(agreement: Agreement, language: Language) -> Iterator[Block]:
    """The sections on conditions and actual numbers, each only where there is something to say."""
    if agreement.conditions:
        yield Heading(2, language.text(N_("Cooperation conditions")))
        yield _conditions(agreement, language)
    if agreement.numbers:
        yield Heading(2, labels(AGREEMENTS, language)["numbers"])
        yield from _numbers(agreement, language)


def academic_year(year: int) -> str:
    """An academic year, which is called by the year it begins in."""
    return f"{year}/{year + 1}"


_WIDTHS = {"kind": 1.6, "persons_per_year": 0.9, "duration": 1.0, "eqf_levels": 0.75, "subject": 1.9, "language": 1.0}


def _conditions(agreement: Agreement, language: Language) -> Table:
    """One row a condition under its direction, as in the IIA of Erasmus Without Paper, version 7."""
    fields = part_fields(AGREEMENTS, "conditions")
    said = {key: language.text(field.label) for key, field in fields.items()}
    said |= {"subject": said["isced_clarification"]}
    columns = [Column(said[key], share) for key, share in _WIDTHS.items()]
    columns.append(Column(language.text(N_("Academic years")), 1.05))
    directions: defaultdict[str, list[TableRow]] = defaultdict(list)
    for one in agreement.conditions:
        directions[_direction(one, language)].append(_condition(one, language))
    rows: list[TableRow] = []
    for direction, conditions in directions.items():
        rows += [Group(direction), *conditions]
    return Table(tuple(columns), tuple(rows))


def _direction(row: Condition | ExchangeNumber, language: Language) -> str:
    return f"{row.sending.caption(language.code)} → {row.receiving.caption(language.code)}"


def _condition(condition: Condition, language: Language) -> tuple[str, ...]:
    fields = part_fields(AGREEMENTS, "conditions")
    kind = fields["kind"].text(condition, language)
    if condition.is_blended:
        kind = language.text(N_("{kind}, blended"), kind=kind)
    subject = " ".join(part for part in (", ".join(condition.isced_codes), condition.isced_clarification) if part)
    return (
        kind,
        fields["persons_per_year"].text(condition, language),
        _duration(condition, language),
        fields["eqf_levels"].text(condition, language),
        subject,
        _language(condition, language),
        _years(condition),
    )


def _duration(condition: Condition, language: Language) -> str:
    if condition.duration is None:
        return ""
    if condition.duration_unit == DurationUnit.DAYS:
        return language.plural("{count} day", "{count} days", condition.duration)
    return language.plural("{count} month", "{count} months", condition.duration)


def _language(condition: Condition, language: Language) -> str:
    name = language.language_name(condition.language) if condition.language else ""
    level = "" if condition.language_level == LanguageLevel.NONE else condition.language_level.value
    first = " ".join(part for part in (name[:1].upper() + name[1:], level) if part)
    others = [_further(text, language) for text in condition.further_languages]
    return ", ".join(part for part in (first, *others) if part)


def _further(text: str, language: Language) -> str:
    code, _, level = text.partition(" ")
    return f"{language.language_name(code)} {level}".strip()


def _years(condition: Condition) -> str:
    first, last = condition.first_year, condition.last_year
    if first is None or last is None or first == last:
        return "".join(academic_year(year) for year in {first, last} - {None} if year is not None)
    return f"{academic_year(first)} – {academic_year(last)}"


def _numbers(agreement: Agreement, language: Language) -> Iterator[Block]:
    out: Counter[_Year] = Counter()
    back: Counter[_Year] = Counter()
    elsewhere = []
    for row in agreement.numbers:
        leaves, arrives = is_own(agreement, row.sending), is_own(agreement, row.receiving)
        if leaves == arrives:
            elsewhere.append(_between_others(row, language))
        else:
            (out if leaves else back)[row.academic_year, row.kind] += row.persons
    if out or back:
        yield Table(_number_columns(language), tuple(_number_rows(out, back, language)))
    if elsewhere:
        yield ListBlock(tuple(elsewhere))


def is_own(agreement: Agreement, organisation: Organisation) -> bool:
    """Whether an organisation belongs to the own side: a party on it, or a unit of the university's own."""
    own = {party.organisation_id for party in agreement.parties if party.side == Side.OWN}
    return organisation.kind == OrganisationKind.OWN_UNIT or organisation.id in own


def _number_columns(language: Language) -> tuple[Column, ...]:
    fields = part_fields(AGREEMENTS, "numbers")
    return (
        Column(language.text(fields["academic_year"].label), 1.1),
        Column(language.text(fields["kind"].label), 1.8),
        Column(language.text(N_("Outgoing")), 0.8, "right"),
        Column(language.text(N_("Incoming")), 0.8, "right"),
        Column(language.text(N_("Balance")), 1.5),
    )


def _number_rows(out: Counter[_Year], back: Counter[_Year], language: Language) -> Iterator[tuple[str, ...]]:
    years = list(dict.fromkeys((*out, *back)))
    for year in sorted(years, key=lambda one: (one[0], list(ExchangeKind).index(one[1]))):
        yield academic_year(year[0]), language.text(year[1].label), *counts(out[year], back[year], language)
    if len(years) > 1:
        yield language.text(N_("In all")), "", *counts(out.total(), back.total(), language)


def counts(out: int, back: int, language: Language) -> tuple[str, str, str]:
    """How many went out and how many came in, in the language's digits, and which were more."""
    if back > out:
        balance = language.plural("{count} more incoming", "{count} more incoming", back - out)
    elif out > back:
        balance = language.plural("{count} more outgoing", "{count} more outgoing", out - back)
    else:
        balance = language.text(N_("Even"))
    return language.number(out), language.number(back), balance


def _between_others(row: ExchangeNumber, language: Language) -> str:
    kind = language.text(row.kind.label)
    return f"{academic_year(row.academic_year)} · {_direction(row, language)} · {kind} · {language.number(row.persons)}"
