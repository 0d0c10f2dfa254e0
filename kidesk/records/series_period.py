"""Series periods: months, quarters and years by their names, their order, and how they are said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from kidesk.i18n import Language
from kidesk.records.quarter import Period

_NAME = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<month>0[1-9]|1[0-2])|-Q(?P<quarter>[1-4]))?")


def is_period(name: str) -> bool:
    """Whether a name is a month ("2024-03"), a quarter ("2024-Q1") or a year ("2024")."""
    return _NAME.fullmatch(name) is not None


def months(name: str) -> range:
    """The months of a period, each counted from the year 0. Raises ValueError where the name is no period."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError(name)
    january = int(found["year"]) * 12
    if found["month"]:
        return range(january + int(found["month"]) - 1, january + int(found["month"]))
    if found["quarter"]:
        last = january + int(found["quarter"]) * 3
        return range(last - 3, last)
    return range(january, january + 12)


# Each language's names of the months; three letters of one and a longer beginning are understood as well.
_MONTHS = (
    ("januari", "january"),
    ("februari", "february"),
    ("mars", "march"),
    ("april", "april"),
    ("maj", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("augusti", "august"),
    ("september", "september"),
    ("oktober", "october"),
    ("november", "november"),
    ("december", "december"),
)
# No full stop: a spreadsheet makes the number 2024.1 of October, 2024.10.
_YEAR = r"(?P<year>[12]\d{3})"
_WRITTEN = (
    re.compile(rf"{_YEAR}"),
    re.compile(rf"{_YEAR}(?:[-/ ]|-?m)(?P<month>\d{{1,2}})", re.IGNORECASE),
    re.compile(rf"(?P<month>\d{{1,2}})[-/ ]{_YEAR}"),
    re.compile(rf"(?P<name>[^\W\d]{{3,}})\.?[-/ ]{{0,2}}{_YEAR}"),
    re.compile(rf"{_YEAR}[-/ ]{{0,2}}(?P<name>[^\W\d]{{3,}})\.?"),
    re.compile(rf"{_YEAR}[-/ ]?(?:q|k|kv\.? ?|kvartal )(?P<quarter>[1-4])", re.IGNORECASE),
    re.compile(rf"(?:q|k|kv\.? ?|kvartal )(?P<quarter>[1-4])[-/ ]?{_YEAR}", re.IGNORECASE),
)
_DAY = re.compile(rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[ T]00:00(?::00)?)?")


def read(text: str, width: int) -> str:
    """The period of `width` months that a person or a spreadsheet wrote: "2024-1", "jan 2024", "kvartal 1 2024".

    A day, as spreadsheets write a month, is read as the period that it lies in. Raises ValueError.
    """
    written = " ".join(text.split())
    day = _DAY.fullmatch(written)
    if day is not None:
        return containing(dt.date(int(day["year"]), int(day["month"]), int(day["day"])), width)
    for form in _WRITTEN:
        found = form.fullmatch(written)
        period = _period(found.groupdict()) if found is not None else ""
        if period and len(months(period)) == width:
            return period
    raise ValueError(text)


def _period(found: dict[str, str]) -> str:
    """The period that the parts of a written one mean; nothing where they mean none."""
    if "quarter" in found:
        return f"{found['year']}-Q{found['quarter']}"
    if "name" in found:
        name = found["name"].casefold()
        numbers = [place for place, names in enumerate(_MONTHS, 1) if any(one.startswith(name) for one in names)]
        return f"{found['year']}-{numbers[0]:02}" if len(numbers) == 1 else ""
    if "month" in found:
        return f"{found['year']}-{int(found['month']):02}" if 1 <= int(found["month"]) <= 12 else ""
    return found["year"]


def within(first: str, last: str, width: int) -> Iterator[str]:
    """The periods of `width` months (1, 3 or 12) from the beginning of the first period to the end of the last."""
    for month in range(months(first).start, months(last).stop, width):
        yield _named(month, width)


def later(name: str, count: int) -> str:
    """The period of the same length that begins `count` such periods later, or earlier where it is negative."""
    own = months(name)
    return _named(own.start + count * len(own), len(own))


def year_before(name: str) -> str:
    """The same period of the year before."""
    own = months(name)
    return _named(own.start - 12, len(own))


def containing(day: dt.date, width: int) -> str:
    """The period of `width` months that a day lies in."""
    month = day.year * 12 + day.month - 1
    return _named(month - month % width, width)


def last_day(name: str) -> dt.date:
    """The last day of a period."""
    year, month = divmod(months(name).stop, 12)
    return dt.date(year, month + 1, 1) - dt.timedelta(days=1)


def _named(month: int, width: int) -> str:
    year, rest = divmod(month, 12)
    return {1: f"{year:04}-{rest + 1:02}", 3: f"{year:04}-Q{rest // 3 + 1}", 12: f"{year:04}"}[width]


def said(name: str, language: Language) -> str:
    """A period as it is written in a sentence: "mars 2024", "kvartal 1 2024", "2024"; a span of two is "2019/2023"."""
    if not is_period(name):
        return "–".join(said(one, language) for one in name.split("/")) if "/" in name else name
    own = months(name)
    if len(own) == 1:
        return language.month_of_year(dt.date(own.start // 12, own.start % 12 + 1, 1))
    return Period.named(name).said(language) if len(own) == 3 else name
