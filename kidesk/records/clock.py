"""The clock: the one place that asks what day and time it is."""

from __future__ import annotations

import datetime as dt


def today() -> dt.date:
    """Today's date where the user is."""
    return dt.date.today()


def now() -> dt.datetime:
    """This moment in UTC, without a time zone, to whole seconds, as it is stored."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
