"""What each kind of record shows as evidence of activity in a quarter, by its own dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kidesk.i18n import N_
from kidesk.records.activity_sign import Asked, Sign, Standing, sign
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_in_force import (
    concluded_on,
    has_been_in_force,
    in_force_since,
    last_day_in_force,
    was_in_force,
)
from kidesk.records.agreement_rules import PREPARING
from kidesk.records.ambassador import Ambassador, AmbassadorStage
from kidesk.records.indicator import Indicator
from kidesk.records.interaction import Interaction
from kidesk.records.membership import Membership
from kidesk.records.plan_item import PlanItem, colour_in
from kidesk.records.quarter import Colour, Period

_ACTIVE = (AmbassadorStage.ONBOARDED, AmbassadorStage.ACTIVE)
_ON_THE_WAY = (AmbassadorStage.IDENTIFIED, AmbassadorStage.ASKED, AmbassadorStage.AGREED)


def of_interaction(interaction: Interaction, asked: Asked) -> Iterator[Sign]:
    """Contact on its day; what is booked for a day ahead is planned."""
    standing = asked.standing(interaction.on)
    if standing is not None:
        yield sign(standing, N_("There was contact on {day}: {what}."), interaction, interaction.on)
    elif interaction.on > asked.today:
        yield sign(Standing.SOME, N_("Contact is planned for {day}: {what}."), interaction, interaction.on)


def of_agreement(agreement: Agreement, asked: Asked) -> Iterator[Sign]:
    """Activity while it is in force and when it is concluded; planned while it is prepared."""
    steps = agreement.status_changes
    concluded, was_real = concluded_on(agreement), has_been_in_force(agreement, steps)
    since, until = in_force_since(agreement, steps), last_day_in_force(agreement, steps)
    if was_in_force(agreement, asked.first, asked.last):
        yield sign(Standing.NOW, N_("The agreement is in force in the quarter: {what}."), agreement)
    elif concluded is not None and asked.standing(concluded) == Standing.NOW:
        yield sign(Standing.NOW, N_("The agreement was concluded on {day}: {what}."), agreement, concluded)
    elif until is not None and was_real and (standing := asked.standing(until)) is not None:
        yield sign(standing, N_("The agreement was in force until {day}: {what}."), agreement, until)
    elif agreement.status in PREPARING:
        yield sign(Standing.SOME, N_("The agreement is being prepared: {what}."), agreement)
    elif since is not None and since > asked.last and was_real:
        yield sign(Standing.SOME, N_("The agreement takes effect on {day}: {what}."), agreement, since)


def of_ambassador(ambassador: Ambassador, asked: Asked) -> Iterator[Sign]:
    """Activity while the stage is an active one and when the ambassador did something; planned on the way there."""
    for engagement in ambassador.engagements:
        standing = asked.standing(engagement.on)
        if standing is not None:
            yield sign(standing, N_("The ambassador took part on {day}: {what}."), ambassador, engagement.on)
    for stage, since, until in _stages(ambassador):
        if since > asked.last:
            continue
        standing = asked.standing(min(until, asked.last))
        if stage in _ACTIVE and standing == Standing.NOW:
            yield sign(Standing.NOW, N_("The ambassador is active in the quarter: {what}."), ambassador)
        elif stage in _ACTIVE and standing is not None:
            yield sign(standing, N_("The ambassador was active until {day}: {what}."), ambassador, until)
        elif stage in _ON_THE_WAY and standing == Standing.NOW:
            yield sign(Standing.SOME, N_("The ambassador is being recruited: {what}."), ambassador)


def _stages(ambassador: Ambassador) -> Iterator[tuple[AmbassadorStage, dt.date, dt.date]]:
    """The stages with their first and last days; the last is what the record says now, within the mandate."""
    changes = sorted(ambassador.stages, key=lambda one: one.on)
    ends = [one.on - dt.timedelta(days=1) for one in changes[1:]]
    latest = ambassador.end_on or dt.date.max
    for place, change in enumerate(changes):
        is_last = place == len(ends)
        until = min(latest, dt.date.max if is_last else ends[place])
        if until >= change.on:
            yield ambassador.stage if is_last else change.stage, change.on, until


def of_membership(membership: Membership, asked: Asked) -> Iterator[Sign]:
    """Activity while it runs; planned before it begins."""
    since, until = membership.since_on, membership.until_on
    if since is not None and since > asked.last:
        yield sign(Standing.SOME, N_("The membership begins on {day}: {what}."), membership, since)
    elif until is None or until >= asked.first:
        yield sign(Standing.NOW, N_("The membership runs in the quarter: {what}."), membership)
    elif (standing := asked.standing(until)) is not None:
        yield sign(standing, N_("The membership ran until {day}: {what}."), membership, until)


def of_indicator(indicator: Indicator, asked: Asked) -> Iterator[Sign]:
    """Activity where the series has a value of the quarter, or of a month or the year that shares days with it."""
    spans = [_span(value.period) for value in indicator.values]
    begun = [until for first, until in spans if first <= asked.last]
    if not begun:
        return
    if max(begun) >= asked.first:
        yield sign(Standing.NOW, N_("There is a value for the quarter: {what}."), indicator)
    elif (standing := asked.standing(max(begun))) is not None:
        yield sign(standing, N_("The latest value is of a period that ended on {day}: {what}."), indicator, max(begun))


def _span(name: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of "2024", "2024-Q4" or "2024-03"; of a month the quarter's it lies in."""
    if len(name) == len("2024"):
        return dt.date(int(name), 1, 1), dt.date(int(name), 12, 31)
    is_quarter = Period.is_named(name)
    period = Period.named(name) if is_quarter else Period.of(dt.date.fromisoformat(f"{name}-01"))
    return period.first_day, period.last_day


def of_item(item: PlanItem, asked: Asked) -> Iterator[Sign]:
    """What a person judged of the other item: its colour in the quarter, else the last time it was green."""
    colour = colour_in(item, asked.period.name)
    if colour == Colour.GREEN:
        yield sign(Standing.NOW, N_("What it rests on is green in the quarter: {what}."), item)
    elif colour == Colour.YELLOW:
        yield sign(Standing.SOME, N_("What it rests on is yellow in the quarter: {what}."), item)
    else:
        yield from _green_before(item, asked)


def _green_before(item: PlanItem, asked: Asked) -> Iterator[Sign]:
    green = [one.quarter.period.last_day for one in item.assessments if one.colour == Colour.GREEN]
    latest = max((day for day in green if day < asked.first), default=None)
    if latest is not None and (standing := asked.standing(latest)) is not None:
        yield sign(standing, N_("What it rests on was green in the quarter that ended on {day}: {what}."), item, latest)
