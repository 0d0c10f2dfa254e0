"""What a chart of leanings shows: which way things lean, and how far."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Leaning:
    """One row of a balance: `value` is below zero where it leans to the left."""

    label: str
    value: int


@dataclass(frozen=True)
class Balance:
    """Which way things lean, one lying bar a row from a common line; `left` and `right` name the two ways."""

    rows: tuple[Leaning, ...]
    left: str
    right: str
