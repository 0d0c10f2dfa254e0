"""Where an item may stand in a plan: the level it has there, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kidesk.i18n import N_
from kidesk.records.plan import LEVELS, PlanKind, PlanLevel

ITSELF = N_("An item cannot stand under itself.")
OTHER_KIND = N_("The plans are of different kinds and have different levels.")
TOO_DEEP = N_("Nothing can stand under an item of the lowest level.")
NO_LEVEL_LEFT = N_("There would be no level left for what stands under it.")
ASSESSED = N_("What has been assessed stays on the level on which it was assessed.")

Branch = Sequence[tuple[PlanLevel, bool]]


def level_at(kind: PlanKind, above: PlanLevel | None, beside: Iterable[PlanLevel]) -> PlanLevel | None:
    """The level of an item that comes to stand under one of the level `above`, or at the top for None.

    At the top it is the highest of those `beside` it, so that a strategy without goals gets none by itself.
    None where nothing can stand there.
    """
    levels = LEVELS[kind]
    if above is None:
        return min((one for one in beside if one in levels), key=levels.index, default=levels[0])
    place = levels.index(above) + 1 if above in levels else len(levels)
    return levels[place] if place < len(levels) else None


def against(kind: PlanKind, level: PlanLevel | None, branch: Branch) -> str | None:
    """Why an item cannot come to stand on `level`, as a msgid; None where nothing speaks against it.

    `branch` is the item and, after it, all that stands under it: the level of each, and whether it was ever assessed.
    What was assessed keeps its level, since seals, comparisons and colours are of that level.
    """
    if level is None:
        return TOO_DEEP
    levels = LEVELS[kind]
    shift = levels.index(level) - levels.index(branch[0][0])
    if any(not 0 <= levels.index(one) + shift < len(levels) for one, _ in branch):
        return NO_LEVEL_LEFT
    if shift and any(was_assessed for _, was_assessed in branch):
        return ASSESSED
    return None
