"""What an ambassador's engagements add up to: by year and mode, hours that were not stated apart, against capacity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from kidesk.i18n import N_, Language
from kidesk.records.ambassador import Ambassador, Engagement, EngagementMode


@dataclass(frozen=True)
class Tally:
    """Engagements and their hours; `unstated` of them have none entered, which is not the same as no hours."""

    count: int = 0
    hours: int = 0
    unstated: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.count + other.count, self.hours + other.hours, self.unstated + other.unstated)

    @classmethod
    def of(cls, engagement: Engagement) -> Tally:
        """One engagement."""
        return cls(1, engagement.hours or 0, int(engagement.hours is None))


@dataclass(frozen=True)
class Sums:
    """Tallies by calendar year and mode, the latest year first; `ahead` engagements lie after the day and count not."""

    by_cell: dict[tuple[int, EngagementMode], Tally]
    ahead: int

    @property
    def years(self) -> tuple[int, ...]:
        """The years with engagements, the latest first."""
        return tuple(dict.fromkeys(year for year, _ in self.by_cell))

    def of_year(self, year: int) -> Tally:
        """All modes of a year."""
        return _sum(tally for (one, _), tally in self.by_cell.items() if one == year)

    def of_mode(self, mode: EngagementMode) -> Tally:
        """All years of a mode."""
        return _sum(tally for (_, one), tally in self.by_cell.items() if one == mode)

    @property
    def whole(self) -> Tally:
        """Everything."""
        return _sum(self.by_cell.values())


def sums(engagements: Iterable[Engagement], until: dt.date) -> Sums:
    """What the engagements up to a day, which counts, add up to."""
    found: dict[tuple[int, EngagementMode], Tally] = {}
    ahead, modes = 0, list(EngagementMode)
    for one in engagements:
        if one.on > until:
            ahead += 1
        else:
            key = one.on.year, one.mode
            found[key] = found.get(key, Tally()) + Tally.of(one)
    order = sorted(found, key=lambda key: (-key[0], modes.index(key[1])))
    return Sums({key: found[key] for key in order}, ahead)


def hours_left(ambassador: Ambassador, day: dt.date) -> int | None:
    """The hours of the year's capacity that are not used on a day, never below zero; None: no capacity was stated."""
    if ambassador.capacity_hours is None:
        return None
    return max(ambassador.capacity_hours - sums(ambassador.engagements, day).of_year(day.year).hours, 0)


def capacity_in_words(ambassador: Ambassador, day: dt.date, language: Language) -> str:
    """The hours done in the calendar year against the capacity, as a sentence; what is not stated is said so."""
    done = sums(ambassador.engagements, day).of_year(day.year)
    capacity, year = ambassador.capacity_hours, str(day.year)
    if capacity is not None:
        message, hours = N_("{hours} of {capacity} hours in {year}."), language.number(done.hours)
        said = language.text(message, hours=hours, capacity=language.number(capacity), year=year)
    else:
        said = language.plural(
            "{count} hour in {year}. No capacity has been stated.",
            "{count} hours in {year}. No capacity has been stated.",
            done.hours,
            year=year,
        )
    return " ".join(filter(None, (said, unstated_in_words(done, language))))


def unstated_in_words(tally: Tally, language: Language) -> str:
    """How many engagements have no hours entered, as a sentence; nothing where all have."""
    if not tally.unstated:
        return ""
    return language.plural(
        "{count} engagement without stated hours is not in the sum.",
        "{count} engagements without stated hours are not in the sum.",
        tally.unstated,
    )


def _sum(tallies: Iterable[Tally]) -> Tally:
    return reduce(Tally.__add__, tallies, Tally())
