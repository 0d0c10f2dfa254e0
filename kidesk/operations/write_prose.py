"""Write the prose of a plan's document: all of its texts at once, in one step that can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.errors import StaleRecord
from kidesk.i18n import N_
from kidesk.operations.edit import Invalid, gone
from kidesk.records.document_edition import DocumentKind
from kidesk.records.field import Problem
from kidesk.records.indicator import IndicatorSentence
from kidesk.records.organisation import Organisation
from kidesk.records.plan import Plan
from kidesk.records.plan_text import PLAN_TEXT_FIELDS, Chapter, PlanText, codes, texts_of
from kidesk.store.store import STALE, Store

WROTE = N_("Wrote in a document")
_WRITTEN = ("heading_sv", "heading_en", "text_sv", "text_en")


@dataclass(frozen=True)
class Passage:
    """A text of a chapter, as it is written. `id` is None until it is saved; `stale` are the stems (`heading`, `text`)
    whose Swedish has changed since they were translated.
    """

    chapter: Chapter
    heading_sv: str = ""
    heading_en: str = ""
    text_sv: str = ""
    text_en: str = ""
    unit: int | None = None
    id: int | None = None
    stale: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return self.unit is None and not any(getattr(self, key).strip() for key in _WRITTEN)


def passages(store: Store, plan: int, document: DocumentKind) -> tuple[Passage, ...]:
    """The texts of a document in their order. Raises KideskError where there is no such plan."""
    found = store.get(Plan, plan)
    if found is None:
        raise gone(plan)
    return tuple(map(_passage, texts_of(found.texts, document)))


def known_codes(store: Store) -> frozenset[str]:
    """The codes of sentences that the prose may name."""
    with store.read() as session:
        return frozenset(session.scalars(select(IndicatorSentence.code).where(IndicatorSentence.code != "")))


def unknown_codes(text: str, known: frozenset[str]) -> list[str]:
    """The codes that a text names and that no sentence has; they are printed as they stand."""
    return [code for code in codes(text) if code not in known]


def write(
    store: Store, plan: int, document: DocumentKind, wanted: Sequence[Passage], *, as_read: Sequence[Passage] | None
) -> None:
    """Keeps the passages as the texts of a document; those left out are deleted, and so are empty ones.

    `as_read` is what they were when they were read; None overwrites whatever there is. Nothing changed writes nothing.
    Raises StaleRecord where somebody else has written meanwhile, Invalid where a text cannot be kept, and KideskError.
    """
    kept = [one for one in wanted if not one.is_empty]
    problems = list(_problems(kept))
    if problems:
        raise Invalid(problems)
    with store.change(WROTE, "plans") as session:
        found = session.get(Plan, plan)
        if found is None:
            raise gone(plan)
        present = texts_of(found.texts, document)
        if as_read is not None and _compared(map(_passage, present)) != _compared(as_read):
            raise StaleRecord(STALE)
        _write(session, found, document, kept, {text.id: text for text in present})


def _compared(passages: Iterator[Passage] | Sequence[Passage]) -> list[Passage]:
    return [replace(one, stale=()) for one in passages]


def _problems(wanted: Sequence[Passage]) -> Iterator[Problem]:
    fields = {field.key: field for field in PLAN_TEXT_FIELDS}
    for one in wanted:
        for key in _WRITTEN:
            yield from fields[key].problems(getattr(one, key))


def _write(
    session: Session, plan: Plan, document: DocumentKind, wanted: Sequence[Passage], present: dict[int, PlanText]
) -> None:
    places: Counter[Chapter] = Counter()
    for one in wanted:
        text = present.pop(one.id, None) if one.id is not None else None
        if text is None:
            text = PlanText(document=document, chapter=one.chapter)
            plan.texts.append(text)
        _set(text, "position", places[one.chapter])
        if text.unit_id != one.unit:
            text.unit_id = one.unit
            text.unit = session.get(Organisation, one.unit) if one.unit is not None else None
        for key in _WRITTEN:
            _set(text, key, getattr(one, key).strip())
        places[one.chapter] += 1
    for text in present.values():
        plan.texts.remove(text)


def _set(text: PlanText, key: str, value: object) -> None:
    if getattr(text, key) != value:
        setattr(text, key, value)


def _passage(text: PlanText) -> Passage:
    written = {key: getattr(text, key) for key in _WRITTEN}
    return Passage(text.chapter, **written, unit=text.unit_id, id=text.id, stale=tuple(text.changed_since_translated))
