"""Dates as an iCalendar file (RFC 5545) for any calendar program: whole days with reminders."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Alarm, Event

PRODUCT = "-//kidesk//agenda//{language}"


@dataclass(frozen=True)
class Date:
    """One day. A calendar that knows its `uid` changes it where the `sequence` has grown, instead of adding another.

    `alarms` are days before it. `changed_at` is in UTC, without a time zone.
    """

    uid: str
    sequence: int
    on: dt.date
    summary: str
    description: str
    alarms: tuple[int, ...]
    changed_at: dt.datetime


def calendar(dates: Iterable[Date], name: str, language: str, written_at: dt.datetime) -> bytes:
    """A calendar called `name` in the language of the code `language`; `written_at` is in UTC, without a time zone."""
    # Imported here: it takes 0.1 s to import and is needed only where a calendar is written.
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", PRODUCT.format(language=language.upper()))
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _clean(name))
    for date in dates:
        made.add_component(_event(date, written_at))
    return bytes(made.to_ical())


def _event(date: Date, written_at: dt.datetime) -> Event:
    # Imported here, as above.
    from icalendar import Event

    event = Event()
    event.add("uid", date.uid)
    event.add("sequence", date.sequence)
    event.add("dtstamp", written_at.replace(tzinfo=dt.UTC))
    event.add("last-modified", date.changed_at.replace(tzinfo=dt.UTC))
    event.add("dtstart", date.on)
    event.add("dtend", date.on + dt.timedelta(days=1))  # the day after the last one (RFC 5545, 3.6.1)
    event.add("summary", _clean(date.summary))
    if date.description:
        event.add("description", _clean(date.description))
    event.add("transp", "TRANSPARENT")  # nobody is busy all day because an agreement ends
    for days in date.alarms:
        event.add_component(_alarm(days, date.summary))
    return event


def _alarm(days: int, summary: str) -> Alarm:
    # Imported here, as above.
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _clean(summary))
    alarm.add("trigger", -dt.timedelta(days=days))
    return alarm


def _clean(text: str) -> str:
    """Text without control characters, which RFC 5545 does not allow (3.3.11); lines stay lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char if char == "\n" or unicodedata.category(char) != "Cc" else " " for char in lines)
