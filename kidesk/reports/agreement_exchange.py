"""The exchange under an agreement: its cooperation conditions, and how many were exchanged in fact."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from kidesk.i18n import N_, Language
from kidesk.records.academic_year import academic_year, year_of
from kidesk.records.agreement import Agreement, Condition
from kidesk.records.agreement_terms import DurationUnit, LanguageLevel
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.exchange_balance import balance
from kidesk.reports import exchange_balance
from kidesk.reports.content import Block, Chart, Column, Facts, Group, Heading, ListBlock, Paragraph, Table, TableRow
from kidesk.reports.figures.summary import summary
from kidesk.reports.wording import labels, part_fields


def exchange(agreement: Agreement, day: dt.date, language: Language) -> Iterator[Block]:
    """The sections on conditions and actual numbers as seen on a day, each only where there is something to say."""
    if agreement.conditions:
        yield Heading(2, language.text(N_("Cooperation conditions")))
        yield _conditions(agreement, language)
        yield from _other_terms(agreement, language)
    if agreement.numbers:
        yield Heading(2, labels(AGREEMENTS, language)["numbers"])
        yield from _numbers(agreement, year_of(day), language)


_WIDTHS = {"kind": 1.6, "persons_per_year": 0.9, "duration": 1.1, "eqf_levels": 0.75, "subject": 2.2, "language": 1.1}


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


def _other_terms(agreement: Agreement, language: Language) -> Iterator[Block]:
    """What was agreed in words beside the table, each text once with the conditions that it stands in."""
    fields = part_fields(AGREEMENTS, "conditions")
    said: defaultdict[str, list[str]] = defaultdict(list)
    for one in agreement.conditions:
        if one.other_terms.strip():
            said[one.other_terms].append(f"{_direction(one, language)}: {fields['kind'].text(one, language)}")
    if said:
        yield Heading(3, language.text(fields["other_terms"].label))
        yield Facts(tuple(("; ".join(dict.fromkeys(where)), terms) for terms, where in said.items()))


def _direction(row: Condition, language: Language) -> str:
    return f"{row.sending.caption(language.code)} → {row.receiving.caption(language.code)}"


def _condition(condition: Condition, language: Language) -> tuple[str, ...]:
    fields = part_fields(AGREEMENTS, "conditions")
    kind = fields["kind"].text(condition, language)
    if condition.is_blended:
        kind = language.text(N_("{kind}, blended"), kind=kind)
    subject = "; ".join(
        part for part in (fields["isced_codes"].text(condition, language), condition.isced_clarification) if part
    )
    return (
        kind,
        fields["persons_per_year"].text(condition, language),
        _duration(condition, language),
        ", ".join(condition.eqf_levels),
        subject,
        _language(condition, language),
        _years(condition),
    )


def in_words(condition: Condition, language: Language) -> tuple[str, ...]:
    """What a condition says beside its direction, in lines that need no headings; the empty ones left out."""
    kind, _, duration, eqf, subject, spoken, years = _condition(condition, language)
    count = condition.persons_per_year
    persons = "" if count is None else language.plural("{count} person a year", "{count} persons a year", count)
    levels = language.text(N_("EQF {levels}"), levels=eqf) if eqf else ""
    lines = ((kind,), (persons, duration, years), (subject,), (spoken, levels), (condition.other_terms.strip(),))
    return tuple(said for line in lines if (said := " · ".join(filter(None, line))))


def _duration(condition: Condition, language: Language) -> str:
    if condition.duration is None:
        return ""
    if condition.duration_unit == DurationUnit.DAYS:
        return language.plural("{count} day", "{count} days", condition.duration)
    return language.plural("{count} month", "{count} months", condition.duration)


def _language(condition: Condition, language: Language) -> str:
    fields = part_fields(AGREEMENTS, "conditions")
    name = fields["language"].text(condition, language)
    level = "" if condition.language_level == LanguageLevel.NONE else condition.language_level.value
    first = " ".join(part for part in (name[:1].upper() + name[1:], level) if part)
    return ", ".join(part for part in (first, fields["further_languages"].text(condition, language)) if part)


def _years(condition: Condition) -> str:
    first, last = condition.first_year, condition.last_year
    if first is None or last is None or first == last:
        return "".join(academic_year(year) for year in {first, last} - {None} if year is not None)
    return f"{academic_year(first)} – {academic_year(last)}"


_YEARS_OF_A_PICTURE = 4


def _numbers(agreement: Agreement, until: int, language: Language) -> Iterator[Block]:
    """The balance as a table, by partner too where there are several; last what does not count.

    Pictures come where they say more than the table alone: of many years, and of several partners.
    """
    found = balance([agreement], until)
    if found.rows:
        yield exchange_balance.table(found, language)
        partners = list(found.by_partner().items())
        pictures = {
            N_("Exchange by academic year"): (
                exchange_balance.columns(found, language) if len(found.by_year()) >= _YEARS_OF_A_PICTURE else None
            ),
            N_("Balance by partner"): exchange_balance.leanings(partners, language),
        }
        for title, spec in pictures.items():
            if spec is not None:
                yield Chart(spec, summary(spec, language), language.text(title))
        if more := exchange_balance.left_out(partners, language):
            yield Paragraph(more, "muted")
    if found.elsewhere:
        yield Paragraph(exchange_balance.not_counted(found, language))
        yield ListBlock(tuple(exchange_balance.elsewhere(one, language) for one in found.elsewhere))
