"""Quarter: the periods of follow-up, their arithmetic and the assessments made in them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_, Language
from kidesk.records.field import Problem
from kidesk.records.fields import Day, Derived, Link, Parts, Text
from kidesk.records.organisation import Organisation
from kidesk.records.record import Part, Record, line, needed_link, owner, prose
from kidesk.records.record_type import RecordType, Section, View
from kidesk.records.term import Term, Tone

_NAME = re.compile(r"([12]\d{3})-[QK]([1-4])", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Period:
    """A quarter of a year; `number` is 1 to 4. Subtracting and adding count quarters."""

    year: int
    number: int

    @classmethod
    def named(cls, name: str) -> Period:
        """The quarter called "2024-Q4" (or "2024-K4"). Raises ValueError."""
        found = _NAME.fullmatch(name.strip())
        if found is None:
            raise ValueError(name)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: dt.date) -> Period:
        """The quarter a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def name(self) -> str:
        """The name kidesk stores and exchanges, such as "2024-Q4"."""
        return f"{self.year}-Q{self.number}"

    @property
    def first_day(self) -> dt.date:
        """The quarter's first day."""
        return dt.date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> dt.date:
        """The quarter's last day."""
        following = self + 1
        if following.year > dt.MAXYEAR:
            return dt.date.max
        return following.first_day - dt.timedelta(days=1)

    def __add__(self, quarters: int) -> Period:
        year, rest = divmod(self.year * 4 + self.number - 1 + quarters, 4)
        return Period(year, rest + 1)

    def __sub__(self, quarters: int) -> Period:
        return self + -quarters

    @classmethod
    def is_named(cls, name: str) -> bool:
        """Whether a quarter can be called so."""
        return _NAME.fullmatch(name.strip()) is not None

    def said(self, language: Language) -> str:
        """The quarter as it is written: "kvartal 4 2024", "Q4 2024"."""
        return language.text(N_("Q{number} {year}"), number=self.number, year=self.year)

    def heading(self, language: Language) -> str:
        """The quarter where it stands alone: "Kvartal 4 2024", "Q4 2024"."""
        said = self.said(language)
        return said[:1].upper() + said[1:]

    def shortly(self, language: Language) -> str:
        """The quarter where there is little room: "kv. 4 ’24", "Q4 ’24"."""
        return language.text(N_("Q{number} ’{year}"), number=self.number, year=f"{self.year % 100:02}")


class QuarterStatus(Term):
    """Whether a quarter's assessments may still change."""

    OPEN = "open", N_("Open"), Tone.INFO
    SEALED = "sealed", N_("Sealed"), Tone.OK
    REOPENED = "reopened", N_("Reopened"), Tone.WARN


class Colour(Term):
    """KI's own colours of follow-up (final report 1-779/2022): what is known to happen, not how well it goes."""

    GREEN = "green", N_("Green"), Tone.OK
    YELLOW = "yellow", N_("Yellow"), Tone.WARN
    RED = "red", N_("Red"), Tone.BAD
    NOT_ASSESSED = "not-assessed", N_("Not assessed"), Tone.NONE
    NOT_DUE = "not-due", N_("Not due"), Tone.NONE


LEGEND = (
    (Colour.GREEN, N_("Done or has activity")),
    (Colour.YELLOW, N_("Some activity or planned")),
    (Colour.RED, N_("No known activity")),
    (Colour.NOT_ASSESSED, N_("Not assessed this quarter")),
    (Colour.NOT_DUE, N_("Not due this quarter")),
)


class RedReason(Term):
    """Why an activity is red."""

    NONE = "none", N_("No reason given")
    COULD_NOT_BE_CARRIED_OUT = "could-not-be-carried-out", N_("Could not be carried out")
    COULD_NOT_BE_PRIORITISED = "could-not-be-prioritised", N_("Could not be prioritised")


class OwnerRequest(Part):
    """A unit that was asked how its own activities stand in a quarter, and when it answered."""

    __tablename__ = "owner_request"
    quarter_id: Mapped[int] = owner("quarter")
    unit_id: Mapped[int] = needed_link("organisation")
    asked_on: Mapped[dt.date]
    due_on: Mapped[dt.date | None]
    answered_on: Mapped[dt.date | None]
    answered_by: Mapped[str] = line(200)

    unit: Mapped[Organisation] = relationship()


class Quarter(Record):
    """A quarter of follow-up, called "2024-Q4"."""

    __tablename__ = "quarter"

    name: Mapped[str] = mapped_column(String(7), unique=True)
    status: Mapped[QuarterStatus] = mapped_column(default=QuarterStatus.OPEN)
    reopened_because: Mapped[str] = line(500)
    notes: Mapped[str] = prose()

    requests: Mapped[list[OwnerRequest]] = relationship(cascade="all, delete-orphan", order_by="OwnerRequest.id")

    @property
    def period(self) -> Period:
        """The quarter as a period. Raises ValueError where the name is wrong."""
        return Period.named(self.name)

    def caption(self, code: str) -> str:
        return self.name

    def settle(self, today: dt.date) -> None:
        """The name is stored as kidesk writes it."""
        self.name = self.period.name


def distribution(colours: Iterable[Colour]) -> dict[Colour, int]:
    """How many activities have each colour: what a parent shows, never an average."""
    counted = Counter(colours)
    return {colour: counted[colour] for colour in Colour}


_WORSE = (Colour.RED, Colour.YELLOW, Colour.GREEN)


class Trend(Term):
    """How a colour moved since the previous quarter."""

    UP = "up", N_("Improved"), Tone.OK
    SAME = "same", N_("Unchanged"), Tone.NONE
    DOWN = "down", N_("Worsened"), Tone.BAD
    NEW = "new", N_("Newly assessed"), Tone.INFO
    NONE = "none", N_("No comparison"), Tone.NONE


def trend(before: Colour, now: Colour) -> Trend:
    """How a colour moved between two quarters; colours that say nothing of activity do not compare."""
    if now not in _WORSE:
        return Trend.NONE
    if before not in _WORSE:
        return Trend.NEW
    step = _WORSE.index(now) - _WORSE.index(before)
    return Trend.SAME if step == 0 else Trend.UP if step > 0 else Trend.DOWN


def _problems(quarter: Quarter) -> Iterator[Problem]:
    if not Period.is_named(quarter.name or ""):
        yield Problem("name", N_("A quarter is written as 2024-Q4."))


def _day(which: str) -> Derived:
    label = N_("First day") if which == "first_day" else N_("Last day")
    return Derived(which, label, lambda quarter: getattr(quarter.period, which))


QUARTERS = RecordType(
    Quarter,
    key="quarters",
    one=N_("Quarter"),
    many=N_("Quarters"),
    new=N_("New quarter"),
    empty=N_("No quarters yet"),
    sections=(
        Section(
            N_("Quarter"),
            (
                Text(Quarter.name, N_("Quarter"), N_("Written as 2024-Q4.")),
                _day("first_day"),
                _day("last_day"),
                Derived(
                    "status",
                    N_("Status"),
                    lambda quarter: quarter.status,
                    order=lambda: Quarter.status.expression,
                ),
                Parts(
                    Quarter.requests,
                    N_("Units that were asked"),
                    (
                        Link(OwnerRequest.unit_id, OwnerRequest.unit, N_("Unit")),
                        Day(OwnerRequest.asked_on, N_("Asked on")),
                        Day(OwnerRequest.due_on, N_("Answer wanted by")),
                        Day(OwnerRequest.answered_on, N_("Answered on")),
                        Text(OwnerRequest.answered_by, N_("Answered by")),
                    ),
                ),
                Text(Quarter.notes, N_("Notes")),
            ),
        ),
    ),
    columns=("name", "first_day", "last_day", "status"),
    badge="status",
    views=(View("all", N_("All")),),
    problems=_problems,
)
