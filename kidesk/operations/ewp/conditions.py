"""Cooperation conditions between kidesk's fields and EWP: fields say what they can, the rest is kept as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kidesk.exchange.ewp import reading, writing
from kidesk.exchange.ewp.iia import STUDENTS, Mobility, Skill, Subject
from kidesk.records.agreement import Condition
from kidesk.records.agreement_terms import DurationUnit, ExchangeKind, LanguageLevel

_CLARIFICATION = 300  # characters that the field holds
_SKILLS = {"language", "language_level", "further_languages"}
_SUBJECTS = {"isced_codes", "isced_clarification"}


def values(mobility: Mobility) -> dict[str, Any]:
    """What a condition's fields say of a mobility, by key. A total with decimals is rounded."""
    first = mobility.skills[0] if mobility.skills else None
    clarifications = [subject.clarification for subject in mobility.subjects if subject.clarification]
    return {
        "persons_per_year": mobility.persons if mobility.persons and not mobility.is_undefined else None,
        "duration": _whole(mobility.total),
        "duration_unit": unit(mobility.kind),
        "eqf_levels": [str(level) for level in mobility.eqf_levels],
        "isced_codes": [subject.code for subject in mobility.subjects],
        "isced_clarification": "; ".join(map(one_line, clarifications))[:_CLARIFICATION],
        "language": first.language[:10] if first else "",
        "language_level": LanguageLevel(first.level) if first and first.level else LanguageLevel.NONE,
        "further_languages": [" ".join(filter(None, (one.language, one.level))) for one in mobility.skills[1:]],
        "is_blended": bool(mobility.is_blended),
        "first_year": _begins(mobility.first_year),
        "last_year": _begins(mobility.last_year),
        "other_terms": (mobility.other_terms or "").strip(),
    }


def unit(kind: ExchangeKind) -> DurationUnit:
    """What EWP counts stays of a kind in."""
    return DurationUnit.MONTHS if kind in STUDENTS else DurationUnit.DAYS


def one_line(text: str) -> str:
    """Text with single spaces only."""
    return " ".join(text.split())


def _whole(total: Decimal | None) -> int | None:
    return None if total is None else max(1, int(total.to_integral_value(ROUND_HALF_UP)))


def _begins(academic_year: str) -> int | None:
    return int(academic_year[:4]) if academic_year else None


def remainder(mobility: Mobility) -> str:
    """The mobility as text where its fields alone would not bring all of it back, otherwise nothing."""
    plain = _said(values(mobility), _blank(mobility.kind, mobility.sending, mobility.receiving))
    return "" if plain == mobility else writing.mobility_text(mobility)


def mobility(condition: Condition, sending: str, receiving: str) -> Mobility:
    """A condition as EWP has it, between two institutions by their SCHAC codes.

    What was read is taken as it was where the fields still say the same. Fields that are empty leave years empty and
    persons 0, which EWP does not allow. Raises ValueError where an EQF level is no number.
    """
    kept = reading.mobility_of(condition.as_read) if condition.as_read else None
    if kept is None or (kept.kind, kept.sending, kept.receiving) != (condition.kind, sending, receiving):
        kept = _blank(condition.kind, sending, receiving)
    return _said({key: getattr(condition, key) for key in values(kept)}, kept)


def _blank(kind: ExchangeKind, sending: str, receiving: str) -> Mobility:
    return Mobility(kind, sending, receiving, "", "", 0, is_blended=False if kind in STUDENTS else None)


def _said(said: Mapping[str, Any], kept: Mobility) -> Mobility:
    """`kept`, but for what the fields say otherwise."""
    before = values(kept)
    changed = {key for key, value in said.items() if value != before[key]}
    found: dict[str, Any] = {}
    if "persons_per_year" in changed:
        found |= {"persons": said["persons_per_year"] or 0, "is_undefined": False}
    if changed & {"duration", "duration_unit"}:
        is_fit = said["duration"] and said["duration_unit"] == unit(kept.kind)
        found["total"] = Decimal(said["duration"]) if is_fit else None
    if "eqf_levels" in changed and kept.kind in STUDENTS:
        found["eqf_levels"] = tuple(int(level) for level in said["eqf_levels"])
    if changed & _SUBJECTS:
        found["subjects"] = tuple(_subjects(said["isced_codes"], said["isced_clarification"]))
    if changed & _SKILLS:
        found["skills"] = tuple(_skills(said))
    if "is_blended" in changed and kept.kind in STUDENTS:
        found["is_blended"] = said["is_blended"]
    if "other_terms" in changed:
        found["other_terms"] = said["other_terms"] or None
    for key in changed & {"first_year", "last_year"}:
        found[key] = f"{said[key]:04}/{said[key] + 1:04}" if said[key] else ""
    return replace(kept, **found)


def _subjects(codes: list[str], clarification: str) -> list[Subject]:
    """A clarification that no longer stands with a subject of its own goes to the first."""
    return [
        Subject(code, clarification=(clarification or None) if place == 0 else None) for place, code in enumerate(codes)
    ]


def _skills(said: Mapping[str, Any]) -> list[Skill]:
    level = said["language_level"]
    found = [Skill(said["language"], None if level == LanguageLevel.NONE else level.value)] if said["language"] else []
    for text in said["further_languages"]:
        language, _, further = text.partition(" ")
        found.append(Skill(language, further.strip() or None))
    return found
