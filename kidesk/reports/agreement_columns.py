"""The columns that lists of agreements have, alike on paper and in tables for other programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from kidesk.i18n import N_, Language
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import PREPARING, ends_on, notice_day, partners, state
from kidesk.records.agreement_terms import Side
from kidesk.records.organisation import ORGANISATIONS, Organisation, OrganisationKind
from kidesk.records.term import Term
from kidesk.reports.content import Cell, Column, Foreign, Stack, plain
from kidesk.reports.wording import badge, called

# Several lines stand below each other on paper; a date or a term is written as such, None as nothing.
Value: TypeAlias = str | Foreign | dt.date | Term | tuple[str | Foreign, ...] | None
_JOINT = "; "


@dataclass(frozen=True)
class AgreementColumn:
    """A column: its heading (a msgid), its share of a page's width, and what an agreement has there on a day.

    `missing` (a msgid) stands on paper where there is nothing.
    """

    label: str
    share: float
    value: Callable[[Agreement, dt.date, Language], Value]
    missing: str = ""

    def heading(self, language: Language) -> Column:
        """The column's head on paper."""
        return Column(language.text(self.label), self.share)

    def cell(self, agreement: Agreement, day: dt.date, language: Language) -> Cell:
        """What stands on paper."""
        return _cell(self.value(agreement, day, language), language) or language.text(self.missing)

    def plain(self, agreement: Agreement, day: dt.date, language: Language) -> str | dt.date | None:
        """What stands in a table: a date as such, all else as words on one line."""
        return _plain(self.value(agreement, day, language), language)


def _cell(value: Value, language: Language) -> Cell:
    if isinstance(value, Term):
        return badge(value, language)
    if isinstance(value, dt.date):
        return language.day(value)
    if isinstance(value, tuple):
        return value[0] if len(value) == 1 else Stack(value) if value else ""
    return value or ""


def _plain(value: Value, language: Language) -> str | dt.date | None:
    if isinstance(value, Term):
        return language.text(value.label)
    if isinstance(value, tuple):
        return _JOINT.join(map(plain, value))
    return plain(value) if isinstance(value, Foreign) else value


def _partners(agreement: Agreement, day: dt.date, language: Language) -> Value:
    return tuple(_with_country(partner, language) for partner in partners(agreement))


def _with_country(organisation: Organisation, language: Language) -> str:
    name, country = organisation.caption(language.code), ORGANISATIONS.field("country").text(organisation, language)
    return language.text(N_("{name} ({country})"), name=name, country=country) if country else name


def _level(agreement: Agreement, day: dt.date, language: Language) -> Value:
    """The level, and the university's own units where some are parties."""
    return (language.text(agreement.level.label), *_own_units(agreement, language))


def _own_units(agreement: Agreement, language: Language) -> Iterator[str]:
    for party in agreement.parties:
        if party.side == Side.OWN and party.organisation.kind == OrganisationKind.OWN_UNIT:
            yield party.organisation.caption(language.code)


def _end(agreement: Agreement, day: dt.date, language: Language) -> Value:
    """When a termination takes effect, else the end, else that there is none; a draft may not say yet."""
    ends = ends_on(agreement)
    if ends is not None or (agreement.status in PREPARING and not agreement.is_open_ended):
        return ends
    return language.text(N_("Until further notice"))


def _owner(agreement: Agreement, day: dt.date, language: Language) -> Value:
    return agreement.owner.caption(language.code) if agreement.owner is not None else None


NO_DNR = N_("No dnr")
# The shares suit a landscape page: a dnr fits on one line, and no long word has to be cut within a bracket.
DNR = AgreementColumn(N_("Dnr"), 1.72, lambda agreement, day, language: agreement.dnr, NO_DNR)
TITLE = AgreementColumn(N_("Agreement"), 2.2, lambda agreement, day, language: called(agreement, language))
PARTNERS = AgreementColumn(N_("Partner and country"), 2.1, _partners)
TYPE = AgreementColumn(N_("Type"), 1.35, lambda agreement, day, language: language.text(agreement.type.label))
LEVEL = AgreementColumn(N_("Level and department"), 1.6, _level)
STATUS = AgreementColumn(N_("Status"), 1.15, lambda agreement, day, language: state(agreement, day))
STATUS_TODAY = replace(STATUS, label=N_("Status today"))
FROM = AgreementColumn(N_("In effect from"), 1.1, lambda agreement, day, language: agreement.effective_on)
END = AgreementColumn(N_("Ends"), 1.1, _end)
NOTICE = AgreementColumn(N_("Notice by"), 1.1, lambda agreement, day, language: notice_day(agreement))
OWNER = AgreementColumn(N_("Owner"), 1.4, _owner)
