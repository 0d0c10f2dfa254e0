"""Export the agenda as a calendar: the dates ahead, with reminders at the thresholds, for any calendar program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from kidesk import files
from kidesk.errors import KideskError, UsageError
from kidesk.exchange.icalendar import Date, calendar
from kidesk.i18n import N_, Language
from kidesk.operations.agenda import Event, Thresholds, agenda
from kidesk.records import AGREEMENTS, BY_KEY, MEMBERSHIPS, clock
from kidesk.records.agreement import Agreement
from kidesk.records.risk_assessment import RiskAssessment
from kidesk.records.rules import months_before
from kidesk.settings import Settings
from kidesk.store.store import Store

MONTHS = 24
MOST_MONTHS = 1200


@dataclass(frozen=True)
class _Origin:
    """What tells a record from all others in all workspaces, and how often it was saved, with its assessments."""

    created_at: dt.datetime
    changed_at: dt.datetime
    version: int
    dnr: str


def export_calendar(store: Store, output: Path, language: Language, settings: Settings, months: int = MONTHS) -> int:
    """Writes the dates of the coming months to a file, whole or not at all, and returns how many there are.

    A date keeps its UID as long as its record has a date of that kind, and its SEQUENCE grows with every save:
    a calendar that takes the file in again moves the date instead of adding another. No person is named in the file.
    Raises UsageError for a number of months that makes no sense, KideskError where the file cannot be written.
    """
    if not 1 <= months <= MOST_MONTHS:
        raise UsageError(
            N_("The number of months must lie between {low} and {high}. Nothing was written."),
            low=1,
            high=MOST_MONTHS,
        )
    today = clock.today()
    events = [one for one in agenda(store, today, months_before(today, -months), settings) if one.on >= today]
    origins = _agreements(store) | dict(_others(store, {one.type.key for one in events} - {AGREEMENTS.key}))
    thresholds = Thresholds.of(settings)
    dates = [_date(event, origins[event.type.key, event.number], thresholds, language) for event in events]
    _write(output, calendar(dates, language.text(N_("Agenda")), language.code, clock.now()))
    return len(dates)


def _agreements(store: Store) -> dict[tuple[str, int], _Origin]:
    columns = (Agreement.id, Agreement.created_at, Agreement.changed_at, Agreement.version, Agreement.dnr)
    assessed = select(
        RiskAssessment.agreement_id, func.max(RiskAssessment.changed_at), func.sum(RiskAssessment.version)
    ).group_by(RiskAssessment.agreement_id)
    with store.read() as session:
        later = {number: (changed, saves) for number, changed, saves in session.execute(assessed)}
        origins = {}
        for number, made, changed, version, dnr in session.execute(select(*columns)):
            assessed_at, saves = later.get(number, (changed, 0))
            origins[AGREEMENTS.key, number] = _Origin(made, max(changed, assessed_at), version + saves, dnr)
        return origins


def _others(store: Store, keys: Iterable[str]) -> Iterator[tuple[tuple[str, int], _Origin]]:
    """The same of records that have no number of their own and no assessments, by the keys of their types."""
    with store.read() as session:
        for key in keys:
            record = BY_KEY[key].record
            columns = select(record.id, record.created_at, record.changed_at, record.version)
            for number, made, changed, version in session.execute(columns):
                yield (key, number), _Origin(made, changed, version, "")


def _date(event: Event, origin: _Origin, thresholds: Thresholds, language: Language) -> Date:
    return Date(
        uid=f"{event.kind.value}-{event.number}-{origin.created_at:%Y%m%dT%H%M%SZ}@kidesk",
        sequence=origin.version,
        on=event.on,
        summary=_summary(event, language),
        description=language.text(N_("Registration number (dnr): {dnr}"), dnr=origin.dnr) if origin.dnr else "",
        alarms=tuple(_alarms(event, (thresholds.first, thresholds.second, thresholds.last))),
        changed_at=origin.changed_at,
    )


def _summary(event: Event, language: Language) -> str:
    """What it is and of which record; the name of an ambassador or of a meeting may be a person's, a number is not."""
    what = language.text(event.kind.label)
    if event.type in (AGREEMENTS, MEMBERSHIPS):
        return language.text(N_("{what}: {agreement}"), what=what, agreement=event.caption(language.code))
    record = language.text(event.type.one)
    return language.text(N_("{what}: {record} {number}"), what=what, record=record, number=event.number)


def _alarms(event: Event, thresholds: Iterable[int]) -> list[int]:
    """The thresholds, each once; of a snoozed date those after its snooze, and the snooze's end."""
    days = set(thresholds)
    if event.snoozed_until is not None:
        rest = (event.on - event.snoozed_until).days
        days = {one for one in days if one < rest} | ({rest} if rest >= 0 else set())
    return sorted(days, reverse=True)


def _write(output: Path, data: bytes) -> None:
    try:
        with files.replacing(output) as file:
            file.write(data)
    except OSError as error:
        raise KideskError(
            N_(
                "The calendar “{name}” could not be saved in {folder}: {reason}. Nothing was changed there. "
                "Close the file if it is open in another program, or choose another folder, and try again."
            ),
            name=output.name,
            folder=output.parent,
            reason=error.strerror or type(error).__name__,
        ) from error
