"""Where agreements and ambassadors miss each other: the counts of each country, and what it lacks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kidesk.i18n import N_, Language, sort_key
from kidesk.records.term import Term, Tone


class Gap(Term):
    """What a country lacks."""

    NO_AMBASSADOR = "no-ambassador", N_("Agreements but no ambassador"), Tone.WARN
    NO_AGREEMENT = "no-agreement", N_("Ambassador but no agreement"), Tone.INFO
    NONE = "none", N_("Agreement and ambassador"), Tone.OK


class CoverageOrder(Term):
    """What countries are ranked by."""

    GAP = "gap", N_("Largest gap first")
    COUNTRY = "country", N_("By country")
    GROUP = "group", N_("By region group")
    AGREEMENTS = "agreements", N_("Most agreements first")
    AMBASSADORS = "ambassadors", N_("Most ambassadors first")


@dataclass(frozen=True)
class Country:
    """How many agreements in force and ambassadors at work a country has; `code` is ISO 3166-1."""

    code: str
    region_group: str
    agreements: int
    ambassadors: int

    @property
    def gap(self) -> Gap:
        """What it lacks."""
        if not self.ambassadors:
            return Gap.NO_AMBASSADOR
        return Gap.NONE if self.agreements else Gap.NO_AGREEMENT


@dataclass(frozen=True)
class Coverage:
    """All countries with one or the other on a day.

    `agreements_nowhere` have no partner with a country, `ambassadors_nowhere` no country in their mandate; `protected`
    are ambassadors with a protected identity, who are counted in no country.
    """

    day: dt.date
    countries: tuple[Country, ...]
    agreements_nowhere: int = 0
    ambassadors_nowhere: int = 0
    protected: int = 0

    @property
    def has_groups(self) -> bool:
        """Whether any country has a region group."""
        return any(one.region_group for one in self.countries)

    def with_gap(self, gap: Gap) -> tuple[Country, ...]:
        """The countries that lack this."""
        return tuple(one for one in self.countries if one.gap == gap)

    def ranked(self, order: CoverageOrder, language: Language) -> tuple[Country, ...]:
        """The countries in an order; those that are alike in it by their names."""

        def rank(one: Country) -> tuple[str | int, ...]:
            name = sort_key(language.country(one.code))
            match order:
                case CoverageOrder.COUNTRY:
                    return (name,)
                case CoverageOrder.GROUP:
                    return "" if one.region_group else "~", sort_key(one.region_group), name
                case CoverageOrder.AGREEMENTS:
                    return -one.agreements, -one.ambassadors, name
                case CoverageOrder.AMBASSADORS:
                    return -one.ambassadors, -one.agreements, name
                case _:
                    return list(Gap).index(one.gap), -one.agreements, -one.ambassadors, name

        return tuple(sorted(self.countries, key=rank))
