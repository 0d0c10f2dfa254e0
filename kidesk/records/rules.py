"""Rules that hold for several kinds of record: names, order of dates, addresses, registration numbers."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from kidesk.i18n import N_
from kidesk.records.field import Problem
from kidesk.records.record import Row

_REGISTRATION_NUMBER = re.compile(r"\d{1,2}-\d{1,5}/\d{4}")
_WEB_ADDRESS = re.compile(r"https?://[^\s/@]+(/\S*)?", re.IGNORECASE)


def named(row: Row, stem: str, sentence: str) -> Iterator[Problem]:
    """A text must exist in Swedish or in English; Swedish is authoritative."""
    if not (getattr(row, f"{stem}_sv").strip() or getattr(row, f"{stem}_en").strip()):
        yield Problem(f"{stem}_sv", sentence)


def in_order(row: Row, first: str, last: str) -> Iterator[Problem]:
    """The second date must not lie before the first."""
    start, end = getattr(row, first), getattr(row, last)
    if start is not None and end is not None and end < start:
        yield Problem(
            last,
            N_("The end, {end}, lies before the start, {start}."),
            {"start": str(start), "end": str(end)},
        )


def registration_number(row: Row, key: str) -> Iterator[Problem]:
    """A dnr usually looks like 1-779/2022; another form is pointed out and kept (DOMAIN, Vocabulary)."""
    number = getattr(row, key)
    if number and not _REGISTRATION_NUMBER.fullmatch(number):
        yield Problem(
            key,
            N_("“{number}” is not written like 1-779/2022; it was kept as it is."),
            {"number": number},
            is_warning=True,
        )


def comes_back(row: Row, relationship: str) -> bool:
    """Whether the chain of records above (or after) a record leads back to it."""
    passed: set[int] = set()
    above = getattr(row, relationship)
    while above is not None and above is not row and id(above) not in passed:
        passed.add(id(above))
        above = getattr(above, relationship)
    return above is row


def web_address(row: Row, key: str) -> Iterator[Problem]:
    """A link must be an http or https address, since it is opened in a browser."""
    address = getattr(row, key)
    if address and not _WEB_ADDRESS.fullmatch(address):
        yield Problem(key, N_("A web address starts with https:// and has no spaces."))


def email_address(key: str, address: str) -> Iterator[Problem]:
    """An address must look like one; whether it exists is not asked."""
    # Imported here: it brings a DNS library along, which the start of the program should not wait for.
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        yield Problem(key, N_("“{address}” is not an e-mail address."), {"address": address})


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or that month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
