"""Academic years: stored as the year they begin in, written as in 2026/27."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from kidesk.i18n import N_, Language
from kidesk.records.agreement_rules import ACADEMIC_YEAR_STARTS_IN
from kidesk.records.field import Unreadable
from kidesk.records.fields import Number

_FIRST, _LAST = 1900, 2200
_WRITTEN = re.compile(r"(?P<first>\d{4})|(?P<begins>\d{4}|\d{2})\s*[/–-]\s*(?P<ends>\d{4}|\d{2})", re.ASCII)
_CENTURY_TURNS = 70  # of two digits, 70 to 99 lie in the 1900s and the rest in the 2000s, as POSIX reads years


def academic_year(year: int) -> str:
    """An academic year as it is written, by the year it begins in: 2026/27."""
    return f"{year}/{(year + 1) % 100:02}"


def year_of(day: dt.date) -> int:
    """The academic year a day lies in."""
    return day.year if day.month >= ACADEMIC_YEAR_STARTS_IN else day.year - 1


class AcademicYear(Number):
    """An academic year by the year it begins in. Read from 2026, 2026/27, 2026/2027 and 26/27."""

    def __init__(self, attribute: InstrumentedAttribute[Any], label: str, help: str = "") -> None:
        super().__init__(attribute, label, help, limits=(_FIRST, _LAST), grouped=False)

    def format_one(self, value: Any, language: Language) -> str:
        return academic_year(value)

    def parse_one(self, text: str, language: Language) -> Any:
        written = _WRITTEN.fullmatch(text.strip())
        if written is None:
            raise Unreadable(N_("“{text}” is not an academic year. Write it as 2026/27."), text=text)
        if written["first"]:
            return int(written["first"])
        begins, ends = written["begins"], written["ends"]
        year = int(begins) if len(begins) == 4 else int(begins) + (1900 if int(begins) >= _CENTURY_TURNS else 2000)
        if ends not in (str(year + 1), f"{(year + 1) % 100:02}"):
            raise Unreadable(
                N_("“{text}” is not one academic year: the year after {year} is {next}."),
                text=text,
                year=str(year),
                next=str(year + 1),
            )
        return year
