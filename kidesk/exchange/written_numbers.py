"""Written numbers: what a column of numbers means, whichever sign stands before its decimals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

_SPACES = re.compile("(?<=[0-9])[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}](?=[0-9]{3}(?![0-9]))")
_BOTH_WAYS = re.compile(r"[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = re.compile(
    r"[-+]?[1-9][0-9]{0,2}(?P<group>[.,])[0-9]{3}(?:(?P=group)[0-9]{3})*(?:(?!(?P=group))[.,][0-9]+)?"
)
_PLAIN = re.compile(r"[-+]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)")
_OTHER = {",": ".", ".": ","}


class TwoWays(ValueError):
    """A number that may be meant in two ways, such as 1,234."""


def decimal_mark(cells: Iterable[str]) -> str:
    """The sign before the decimals in a column, as far as its numbers tell; nothing where they do not or disagree."""
    told = {mark for mark in map(_told, cells) if mark}
    return told.pop() if len(told) == 1 else ""


def number(cell: str, mark: str = "") -> Decimal:
    """The number in a cell; `mark` is the sign before decimals where that is known.

    Raises TwoWays where a sign may part thousands as well as decimals, and ValueError for what is no number.
    """
    written = _plain(cell)
    if _BOTH_WAYS.fullmatch(written):
        if not mark:
            raise TwoWays(cell)
        return Decimal(written.replace(_OTHER[mark], "").replace(mark, "."))
    grouped = _GROUPED.fullmatch(written)
    if grouped is not None and grouped["group"] != mark:
        return Decimal(written.replace(grouped["group"], "").replace(",", "."))
    if _PLAIN.fullmatch(written):
        return Decimal(written.replace(",", "."))
    raise ValueError(cell)


def _plain(cell: str) -> str:
    return _SPACES.sub("", cell.strip().replace("\N{MINUS SIGN}", "-"))


def _told(cell: str) -> str:
    """The sign before the decimals that a single number tells."""
    written = _plain(cell)
    if _BOTH_WAYS.fullmatch(written):
        return ""
    grouped = _GROUPED.fullmatch(written)
    if grouped is not None:
        return _OTHER[grouped["group"]]
    found = re.search(r"[.,]", written) if _PLAIN.fullmatch(written) else None
    return found[0] if found is not None else ""
