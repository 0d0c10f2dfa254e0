"""How far long work is: what it tells whoever watches, and the watching of a part of it as of the whole."""

from __future__ import annotations

from collections.abc import Callable

# Told how many of how many are done; what it raises ends the work.
Heed = Callable[[int, int], None]

_WHOLE = 1000  # thousandths


def unheeded(done: int, whole: int) -> None:
    """Nobody watches."""


def stage(heed: Heed, first: int, last: int) -> Heed:
    """Tells how far one stage of the work is as how far the whole is: from `first` to `last` thousandths."""
    return lambda done, whole: heed(first + (last - first) * done // max(whole, 1), _WHOLE)
