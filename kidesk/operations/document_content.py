"""What a document of a plan is made of: read from the register until it is decided, from what was kept afterwards."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.operations.quarter_content import QuarterContent, from_seal, named_in, quarter_content, to_seal
from kidesk.operations.snapshot import freeze, thaw
from kidesk.operations.unit_names import call_as_of
from kidesk.records import clock
from kidesk.records.document_edition import CONCLUDED, DocumentEdition, DocumentKind, editions_of, in_effect
from kidesk.records.plan import DOCUMENTS, Plan
from kidesk.records.plan_text import PlanText, texts_of
from kidesk.records.quarter import Period
from kidesk.settings import Settings
from kidesk.store.editions import Decided, held
from kidesk.store.store import Store


@dataclass(frozen=True)
class DocumentContent:
    """One edition of a document with its plan, its texts and the quarter whose assessments and figures it shows.

    `plan`, its texts and editions are those of today, the items and figures of `quarter` those of the quarter, which
    may be sealed; of a decided edition all of them, and the `settings`, are as they were on `day`, when it was decided.
    `decided` is None until then.
    """

    plan: Plan
    edition: DocumentEdition
    quarter: QuarterContent
    settings: Settings
    day: dt.date
    decided: Decided | None = None

    @property
    def texts(self) -> list[PlanText]:
        """The prose of the document, in its order."""
        return texts_of(self.plan.texts, self.edition.document)

    @property
    def is_decided(self) -> bool:
        """Whether the document is no draft any more."""
        return self.edition.status in CONCLUDED


def document_content(
    store: Store,
    document: DocumentKind,
    settings: Settings,
    *,
    plan: int | None,
    period: Period,
    edition: int | None = None,
) -> DocumentContent:
    """The content of a document of the plan with the id `plan`, or of the first plan that is printed so.

    `edition` is the number of one of its editions; without it, it is the one in effect. A decided one says what it
    said, whatever the `period`. Raises KideskError where there is no such plan or edition.
    """
    found = plan_with(store, document, plan)
    chosen = _chosen(found, document, edition)
    with store.read() as session:
        decided = held(session, chosen.id) if chosen.status in CONCLUDED else None
    if decided is not None:
        return _kept(decided, chosen.id, settings)
    content = quarter_content(store, period, settings)
    call_as_of(store, (text.unit for text in found.texts), min(clock.today(), period.last_day))
    return DocumentContent(found, chosen, content, settings, clock.today())


def plan_with(store: Store, document: DocumentKind, number: int | None) -> Plan:
    """The plan with the id `number`, else the first that is printed as the document. Raises KideskError."""
    if number is not None:
        plan = store.get(Plan, number)
        if plan is None:
            raise gone(number)
        return plan
    kinds = [kind for kind, documents in DOCUMENTS.items() if document in documents]
    plans = store.rows(select(Plan).where(Plan.kind.in_(kinds)).order_by(Plan.id).limit(1))
    if not plans:
        raise KideskError(N_("There is no plan to report on. Nothing was written; add a plan first."))
    return plans[0]


def _chosen(plan: Plan, document: DocumentKind, number: int | None) -> DocumentEdition:
    if number is None:
        return in_effect(plan.editions, document) or DocumentEdition(document=document)
    found = next((one for one in editions_of(plan.editions, document) if one.number == number), None)
    if found is None:
        message = N_("There is no edition {edition} of this document. Nothing was written; ask for another one.")
        raise KideskError(message, edition=str(number))
    return found


def to_keep(content: DocumentContent) -> dict[str, Any]:
    """The content as it is kept with a decision: plain values."""
    return {
        "format": 1,
        "day": content.day.isoformat(),
        "period": content.quarter.period.name,
        "plan": content.plan.id,
        "settings": named_in(content.settings),
        "quarter": to_seal(content.quarter),
        "tables": freeze([content.plan]),
    }


def _kept(decided: Decided, edition: int, settings: Settings) -> DocumentContent:
    kept, rows = decided.content, thaw(decided.content["tables"])
    (plan,) = rows.some(Plan, [kept["plan"]])
    return DocumentContent(
        plan=plan,
        edition=next(one for one in plan.editions if one.id == edition),
        quarter=from_seal(kept["quarter"], Period.named(kept["period"]), settings),
        settings=Settings(language=settings.language, **kept["settings"]),
        day=dt.date.fromisoformat(kept["day"]),
        decided=decided,
    )
