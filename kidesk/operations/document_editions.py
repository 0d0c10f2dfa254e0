"""The editions of a plan's documents: a new one is prepared, made ready and decided, and takes over from the last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.operations.document_content import DocumentContent, document_content, to_keep
from kidesk.operations.edit import Invalid, Saved, gone
from kidesk.operations.quarter_content import latest_assessed
from kidesk.records.document_edition import (
    CONCLUDED,
    CONTROL_FIELDS,
    DocumentEdition,
    DocumentKind,
    EditionStatus,
    editions_of,
)
from kidesk.records.field import Problem
from kidesk.records.plan import DOCUMENTS, Plan
from kidesk.records.quarter import Period
from kidesk.records.rules import registration_number
from kidesk.settings import Settings
from kidesk.store import editions
from kidesk.store.store import Store

EDITION_MADE = N_("Made a new edition")
CONTROL_CHANGED = N_("Changed the document control")
MADE_READY = N_("Marked an edition as ready")
DECIDED = N_("Decided an edition")

FIELDS: Final = {field.key: field for field in CONTROL_FIELDS}
DECISION: Final = ("dnr", "decision_date", "decided_by")
# What is the same from one edition to the next, until somebody says otherwise.
_CARRIED: Final = ("document_type", "handled_by", "prepared_with")
_MUST: Final = {
    "dnr": N_("A decision needs the registration number (dnr) of the document."),
    "decision_date": N_("A decision needs its date."),
    "decided_by": N_("Say who decided, such as the President."),
}


def new_edition(store: Store, plan: int, document: DocumentKind) -> int:
    """Begins the next edition of a document and returns its number, in one step that can be undone.

    Raises KideskError where there is no such plan, or an edition of the document is being prepared already.
    """
    with store.change(EDITION_MADE, "plans") as session:
        found = _plan(session, plan)
        if document not in DOCUMENTS[found.kind]:
            raise KideskError(N_("This plan is not printed as such a document. Nothing was changed."))
        earlier = editions_of(found.editions, document)
        before = earlier[-1] if earlier else None
        if before is not None and before.status not in CONCLUDED:
            message = N_("Edition {number} is still being prepared. Nothing was changed; go on with that one.")
            raise KideskError(message, number=before.number)
        made = DocumentEdition(document=document, number=before.number + 1 if before is not None else 1)
        if before is not None:
            made.previous_dnr = before.dnr
            for key in _CARRIED:
                setattr(made, key, getattr(before, key))
        found.editions.append(made)
        return made.number


def change_control(store: Store, plan: int, document: DocumentKind, number: int, values: Mapping[str, Any]) -> Saved:
    """Changes fields of an edition's document control, by key. Raises Invalid, and KideskError once it is decided."""
    with store.change(CONTROL_CHANGED, "plans") as session:
        edition = _edition(session, plan, document, number)
        _refuse_decided(edition)
        problems = list(_apply(edition, values))
        return Saved(edition.id, _doubts(problems))


def mark_ready(store: Store, plan: int, document: DocumentKind, number: int) -> None:
    """Marks a draft as ready to be decided. Raises KideskError where it is no draft."""
    with store.change(MADE_READY, "plans") as session:
        edition = _edition(session, plan, document, number)
        _refuse_decided(edition)
        if edition.status == EditionStatus.READY:
            message = N_("Edition {number} is ready already. Nothing was changed; decide it next.")
            raise KideskError(message, number=number)
        edition.status = EditionStatus.READY


def decide(
    store: Store,
    plan: int,
    document: DocumentKind,
    number: int,
    values: Mapping[str, Any],
    settings: Settings,
    period: Period | None = None,
) -> Saved:
    """Decides a ready edition: it is kept as it is, with the quarter's assessments and figures, and takes over.

    `values` are fields of the document control; dnr, date and who decided are needed. Without a `period` it is the
    latest quarter with assessments. It is no step that undo takes back.
    Raises Invalid, and KideskError where it is no edition that is ready.
    """
    period = period or latest_assessed(store)
    with store.change(DECIDED, "plans", is_undoable=False) as session:
        edition = _edition(session, plan, document, number)
        _refuse_decided(edition)
        if edition.status != EditionStatus.READY:
            message = N_("Edition {number} is a draft. Nothing was decided; mark it as ready first.")
            raise KideskError(message, number=number)
        problems = [*_apply(edition, values), *_undecided(edition), *registration_number(edition, "dnr")]
        doubts = _doubts(problems)
        content = document_content(store, document, settings, plan=plan, period=period, edition=number)
        _supersede_others(session, edition)
        editions.decide(session, edition, to_keep(_as_decided(content, edition)), store.who)
        return Saved(edition.id, doubts)


def _apply(edition: DocumentEdition, values: Mapping[str, Any]) -> Iterator[Problem]:
    for key, value in values.items():
        field = FIELDS[key]
        value = field.blank if value is None else value
        problems = list(field.problems(value))
        yield from problems
        if all(problem.is_warning for problem in problems):
            field.write(edition, value.strip() if isinstance(value, str) else value)


def _undecided(edition: DocumentEdition) -> Iterator[Problem]:
    for key in DECISION:
        if not getattr(edition, key):
            yield Problem(key, _MUST[key])


def _doubts(problems: list[Problem]) -> tuple[Problem, ...]:
    """The warnings among the problems. Raises Invalid where there are others."""
    if any(not problem.is_warning for problem in problems):
        raise Invalid([problem for problem in problems if not problem.is_warning])
    return tuple(problems)


def _as_decided(content: DocumentContent, edition: DocumentEdition) -> DocumentContent:
    """What was read before this transaction ends, with what the decision says."""
    for key in FIELDS:
        setattr(content.edition, key, getattr(edition, key))
    content.edition.status = EditionStatus.DECIDED
    return content


def _supersede_others(session: Session, edition: DocumentEdition) -> None:
    for other in _plan(session, edition.plan_id).editions:
        if other.document == edition.document and other.status == EditionStatus.DECIDED:
            editions.supersede(session, other)


def _plan(session: Session, number: int) -> Plan:
    found = session.get(Plan, number)
    if found is None:
        raise gone(number)
    return found


def _edition(session: Session, plan: int, document: DocumentKind, number: int) -> DocumentEdition:
    for one in _plan(session, plan).editions:
        if one.document == document and one.number == number:
            return one
    raise KideskError(
        N_("There is no edition {number} of this document. Nothing was changed; begin it first."), number=number
    )


def _refuse_decided(edition: DocumentEdition) -> None:
    if edition.status in CONCLUDED:
        raise KideskError(editions.IS_DECIDED, number=edition.number, dnr=edition.dnr or "–")
