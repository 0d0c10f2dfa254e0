"""Likeness: how sure it is that two records are about the same, and the reasons for and against, to be said."""

from __future__ import annotations

from dataclasses import dataclass

from kidesk.errors import Sentence
from kidesk.i18n import N_
from kidesk.records.term import Term, Tone

# Pairs with less are not shown: a name alone is enough, a name at two places is not.
LEAST = 60


class Certainty(Term):
    """How sure a likeness is, in words."""

    NEARLY_CERTAIN = "nearly-certain", N_("Nearly certain"), Tone.WARN
    LIKELY = "likely", N_("Likely"), Tone.INFO
    POSSIBLE = "possible", N_("Possible")


@dataclass(frozen=True)
class Evidence:
    """A reason for two records being the same: `weight` is how likely it makes it alone, from 0 to 1."""

    weight: float
    reason: Sentence


@dataclass(frozen=True)
class Doubt:
    """A reason against: what is left of the likelihood is multiplied by `factor`."""

    factor: float
    reason: Sentence


@dataclass(frozen=True)
class Likeness:
    """How alike two records are, from 0 to 100, with what speaks for it and against, the weightiest first."""

    score: int
    reasons: tuple[Sentence, ...]
    against: tuple[Sentence, ...]

    @property
    def certainty(self) -> Certainty:
        """The score in words."""
        if self.score >= 90:
            return Certainty.NEARLY_CERTAIN
        return Certainty.LIKELY if self.score >= 75 else Certainty.POSSIBLE


def weighed(evidence: list[Evidence], doubts: list[Doubt]) -> Likeness:
    """The likeness that follows: each reason leaves less room for chance, each doubt takes of what is reached."""
    chance = 1.0
    for one in evidence:
        chance *= 1 - one.weight
    likely = 1 - chance
    for doubt in doubts:
        likely *= doubt.factor
    return Likeness(
        round(100 * likely),
        tuple(one.reason for one in sorted(evidence, key=lambda one: -one.weight)),
        tuple(one.reason for one in sorted(doubts, key=lambda one: one.factor)),
    )
