"""The course of an agreement: who decides on it, what comes next, its steps, amendments and versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kidesk.i18n import N_, Language
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_activity import Activity
from kidesk.records.agreement_route import next_step, route_row
from kidesk.records.agreement_rules import state
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.agreement_versions import Family, Version
from kidesk.records.decision_route import RouteRow
from kidesk.reports.content import Block, Cell, Column, Grid, Heading, Note, Stack, Table
from kidesk.reports.wording import NOTHING_SAID, badge, called, labels, own_words, part_fields

_TASKS = (
    ("prepared", N_("Prepares")),
    ("reviewed", N_("Reviews")),
    ("decided", N_("Decides")),
    ("cosigned", N_("Co-signs")),
)


def following(agreement: Agreement, day: dt.date, language: Language) -> Iterator[Note]:
    """What comes next as seen on a day, where something does."""
    step = next_step(agreement, day)
    if step is not None:
        yield Note("info", language.text(N_("Next step: {step}"), step=step.said(language)))


def decision(agreement: Agreement, language: Language) -> Iterator[Block]:
    """Who prepares, reviews, decides and co-signs, by the version of the decision route that the agreement follows."""
    row = route_row(agreement)
    if agreement.route is None or row is None:
        return
    yield Heading(2, labels(AGREEMENTS, language)["route_id"])
    yield Grid((*_tasks(row, language), (language.text(N_("By")), called(agreement.route, language))))


def _tasks(row: RouteRow, language: Language) -> Iterator[tuple[str, Cell]]:
    for stem, label in _TASKS:
        who = own_words(row, stem, language)
        if who:
            yield language.text(label), who
        if stem == "reviewed" and not row.is_without_legal_review:
            yield language.text(N_("Legal review")), language.text(N_("Before signature"))


def steps(agreement: Agreement, language: Language) -> Iterator[Block]:
    """Every status the agreement has had, since when and why."""
    fields = part_fields(AGREEMENTS, "status_changes")
    keys = (("on", 1.0), ("status", 1.4), ("explanation", 3.2))
    if agreement.status_changes:
        yield Heading(2, labels(AGREEMENTS, language)["status_changes"])
        yield Table(
            tuple(Column(language.text(fields[key].label), share) for key, share in keys),
            tuple(
                (language.day(change.on), badge(change.status, language), change.explanation or NOTHING_SAID)
                for change in agreement.status_changes
            ),
        )


def amendments(agreement: Agreement, language: Language) -> Iterator[Block]:
    """What was amended and from when."""
    fields = part_fields(AGREEMENTS, "amendments")
    shares = {"from_on": 1.0, "concerns": 3.0, "signed_on": 1.0, "dnr": 1.2}
    if agreement.amendments:
        yield Heading(2, labels(AGREEMENTS, language)["amendments"])
        yield Table(
            tuple(Column(language.text(fields[key].label), share) for key, share in shares.items()),
            tuple(
                tuple(fields[key].text(amendment, language) or NOTHING_SAID for key in shares)
                for amendment in agreement.amendments
            ),
        )


def evidence(activity: Activity, language: Language) -> Iterator[str]:
    """What shows how alive an agreement is."""
    if activity.dormant_on is not None:
        day = language.day(activity.dormant_on)
        yield language.text(N_("Judged dormant {day}: {reason}"), day=day, reason=activity.reason)
    elif activity.evidence is not None:
        what = activity.evidence.said(language)
        yield language.text(N_("{day}: {what}"), day=language.day(activity.evidence.on), what=what)


def versions(family: Family, day: dt.date, language: Language) -> Iterator[Block]:
    """The line of renewals, the oldest first, and what each agrees otherwise than the one before."""
    if len(family.versions) < 2:
        return
    names = labels(AGREEMENTS, language)
    yield Heading(2, language.text(N_("Versions")))
    yield Table(
        (
            Column(names["name"], 1.8),
            Column(names["effective_on"], 1.1),
            Column(names["end_on"], 1.1),
            Column(names["state"], 1.25),
            Column(language.text(N_("What is new")), 3.0),
        ),
        tuple(_version(one, day, language) for one in family.versions),
    )


def _version(version: Version, day: dt.date, language: Language) -> tuple[Cell, ...]:
    agreement = version.agreement
    changed = tuple(one.said(language) for one in version.differences)
    return (
        called(agreement, language),
        language.day(agreement.effective_on) or NOTHING_SAID,
        language.day(agreement.end_on) or NOTHING_SAID,
        badge(state(agreement, day), language),
        Stack(changed or (NOTHING_SAID,)),
    )


_SPECIFIC = {"name": 3.6, "type": 1.6, "end_on": 1.0, "state": 1.2}


def specific(family: Family, day: dt.date, language: Language) -> Iterator[Block]:
    """The specific agreements that stand under it."""
    if not family.children:
        return
    names = labels(AGREEMENTS, language)
    yield Heading(2, language.text(N_("Agreements under it")))
    yield Table(
        tuple(Column(names[key], share) for key, share in _SPECIFIC.items()),
        tuple(
            (
                called(child, language),
                language.text(child.type.label),
                language.day(child.end_on) or NOTHING_SAID,
                badge(state(child, day), language),
            )
            for child in family.children
        ),
    )
