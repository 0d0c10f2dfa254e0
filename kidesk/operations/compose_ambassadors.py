"""Composes the reports about ambassadors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kidesk.errors import Sentence
from kidesk.i18n import N_
from kidesk.operations.ambassador_coverage import ambassador_coverage
from kidesk.operations.portrait_consent import LeftOut, published
from kidesk.operations.report_asked import Asked
from kidesk.records.portrait_consent import ConsentState

if TYPE_CHECKING:
    from kidesk.reports.content import Document

_NAMED = 10  # persons whom a sentence names
_PROTECTED = N_("Left out, because their identity is protected: {count}.")
_REASONS = {
    ConsentState.NONE: N_("Left out, because they have given no consent to be published: {count} ({names})."),
    ConsentState.NOT_YET: N_("Left out, because their consent holds only from a later day: {count} ({names})."),
    ConsentState.EXPIRED: N_("Left out, because their consent has expired: {count} ({names})."),
    ConsentState.WITHDRAWN: N_("Left out, because they have withdrawn their consent: {count} ({names})."),
}


def coverage(asked: Asked) -> Document:
    """Where agreements and ambassadors miss each other, today."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.ambassador_coverage import document

    found = ambassador_coverage(asked.store, asked.head.printed_on)
    return document(found, asked.head, asked.language)


def directory(asked: Asked) -> Document:
    """Who may be published today, with portrait and public profile; the remarks say who is not in it, and why."""
    # Imported here: kidesk.reports is needed only where something is printed.
    from kidesk.reports.ambassador_directory import document

    found = published(asked.store, asked.head.printed_on)
    made = document(found.shown, asked.head, asked.language)
    return replace(made, remarks=tuple(_left_out(found.left_out)))


def _left_out(left_out: Sequence[LeftOut]) -> Iterator[Sentence]:
    """Who is not in the directory, by reason; of protected identities only how many there are."""
    protected = sum(one.is_protected for one in left_out)
    if protected:
        yield Sentence(_PROTECTED, {"count": protected})
    for state, message in _REASONS.items():
        names = [one.ambassador.person.caption("sv") for one in left_out if not one.is_protected and one.state == state]
        if names:
            more = ["…"] if len(names) > _NAMED else []
            yield Sentence(message, {"count": len(names), "names": "; ".join([*names[:_NAMED], *more])})
