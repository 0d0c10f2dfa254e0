"""Personal identity numbers are found in text, since kidesk keeps none (DOMAIN, Person)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from kidesk.i18n import N_
from kidesk.records import clock
from kidesk.records.field import Problem

# YYMMDD-NNNN, YYYYMMDD-NNNN or without the sign; a plus instead of a dash from the hundredth birthday on.
_WRITTEN = re.compile(
    r"(?<![\d-])(?P<century>1[89]|20)?(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>\d\d)"
    r"(?P<sign>[-+\u2010-\u2013]|[ \u00a0])?(?P<serial>\d{3})(?P<check>\d)(?![\d-])"
)
_COORDINATION = 60  # is added to the day in a samordningsnummer


class IdentityNumber(NamedTuple):
    """A number as it is written; one that is not `is_certain` may as well be a phone number."""

    written: str
    is_certain: bool


def identity_number(text: str) -> IdentityNumber | None:
    """The first Swedish personal identity or coordination number in a text, a certain one before others.

    Its date must be one and its check digit right (folkbokföringslagen 18, 18 a §§; Skatteverket, SKV 704). One with
    its century or its sign is certain; ten digits alone are not.
    """
    found = [
        IdentityNumber(one[0], one["century"] is not None or one["sign"] is not None)
        for one in _WRITTEN.finditer(text)
        if _is_date(one) and _is_checked(one)
    ]
    return next((one for one in found if one.is_certain), found[0] if found else None)


def identity_problems(key: str, text: str) -> Iterator[Problem]:
    """What speaks against keeping a text: a certain number is refused, one that may be something else pointed out."""
    found = identity_number(text)
    if found is not None and found.is_certain:
        yield Problem(
            key,
            N_("“{number}” is a personal identity number, which kidesk must not keep. Take it out."),
            {"number": found.written},
        )
    elif found is not None:
        message = N_("“{number}” may be a personal identity number; it was kept. Take it out if it is.")
        yield Problem(key, message, {"number": found.written}, is_warning=True)


def _is_date(found: re.Match[str]) -> bool:
    day = int(found["day"])
    day -= _COORDINATION if day > _COORDINATION else 0
    centuries = (found["century"],) if found["century"] else ("19", "20")
    for century in centuries:
        year, month = int(century + found["year"]), int(found["month"])
        if 1 <= day <= calendar.monthrange(year, month)[1] and dt.date(year, month, day) <= clock.today():
            return True
    return False


def _is_checked(found: re.Match[str]) -> bool:
    """The last digit makes the sum of the others, every second of them doubled, a multiple of ten (Luhn)."""
    digits = found["year"] + found["month"] + found["day"] + found["serial"]
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits))
    return (sum(value // 10 + value % 10 for value in doubled) + int(found["check"])) % 10 == 0
