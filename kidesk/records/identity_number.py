"""Personal identity numbers are found in text, since kidesk keeps none (DOMAIN, Person)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from enum import Enum

from kidesk.errors import Sentence
from kidesk.i18n import N_
from kidesk.records import clock
from kidesk.records.field import Problem

_DASHES = "-\u2010-\u2015\u2212"
# YYMMDD-NNNN, YYYYMMDD-NNNN, YYYY-MM-DD-NNNN or without the sign; a plus instead of a dash from the hundredth birthday.
_WRITTEN = re.compile(
    rf"(?<![0-9{_DASHES}])(?P<century>1[89]|20)?(?P<year>[0-9]{{2}})(?P<apart>[{_DASHES}]?)(?P<month>0[1-9]|1[0-2])"
    rf"(?P=apart)(?P<day>[0-9]{{2}})(?P<sign>\s?[{_DASHES}+]\s?|\s)?(?P<serial>[0-9]{{3}})(?P<check>[0-9])"
    rf"(?![0-9{_DASHES}])"
)
_SHORTEST = 10  # signs
_COORDINATION = 60  # is added to the day in a samordningsnummer
_REFUSED = N_("“{field}” contains a personal identity number, which kidesk must not keep. Take it out.")
_DOUBTED = N_("“{field}” contains what may be a personal identity number; it was kept. Take it out if it is one.")


class Certainty(Enum):
    """How sure it is that a text has a number in it; ten digits alone may as well be a phone number."""

    SURE = "sure"
    POSSIBLE = "possible"


def identity_number(text: str) -> Certainty | None:
    """Whether a Swedish personal identity or coordination number stands in a text, in digits of any script.

    Its date must be one and its check digit right (folkbokföringslagen 18, 18 a §§; Skatteverket, SKV 704). One with
    its century or its sign is sure; ten digits alone are not.
    """
    if len(text) < _SHORTEST:
        return None
    found = [
        one["century"] is not None or one["sign"] is not None
        for one in _WRITTEN.finditer(text if text.isascii() else _plain(text))
        if _is_number(one) and _is_date(one) and _is_checked(one)
    ]
    return (Certainty.SURE if any(found) else Certainty.POSSIBLE) if found else None


def identity_problems(key: str, label: str, text: str) -> Iterator[Problem]:
    """What speaks against keeping a text: a sure number is refused, one that may be something else pointed out.

    The number is not repeated: what is shown may be printed, copied or noted.
    """
    found = identity_number(text)
    if found is not None:
        is_sure = found is Certainty.SURE
        yield Problem(key, _REFUSED if is_sure else _DOUBTED, {"field": Sentence(label)}, is_warning=not is_sure)


def _plain(text: str) -> str:
    """A text with plain digits and blanks, and without signs that nobody sees, such as soft hyphens."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(
        str(unicodedata.decimal(one)) if one.isdecimal() else one for one in normal if unicodedata.category(one) != "Cf"
    )


def _is_number(found: re.Match[str]) -> bool:
    """A date in dashes is followed by a dash; with a blank it is a day and an hour."""
    return not found["apart"] or bool((found["sign"] or "").strip())


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
