"""What was read from a page's or a form's content stream, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kidesk.reports.check.tree import Mark
from kidesk.reports.check.values import Key, Value, items, name

DEVICE_SPACES = frozenset({"DeviceGray", "DeviceRGB", "DeviceCMYK"})
IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Matrix = tuple[float, float, float, float, float, float]


class Shown(NamedTuple):
    """One piece of text as it was shown: its mark, its height on the page, its size (points), font and codes."""

    mark: Mark | None
    height: float
    size: float
    font: Key | int
    codes: bytes


@dataclass
class FontUse:
    """A font dictionary, the strings shown with it, whether any of them is painted, and the first page with it."""

    font: Value
    page: int
    strings: set[bytes] = field(default_factory=set)
    is_painted: bool = False


class Frame(NamedTuple):
    """An open marked-content sequence, with what it and those around it say."""

    is_artifact: bool
    is_tagged: bool
    mark: Mark | None
    language: str | None


OPEN = Frame(is_artifact=False, is_tagged=False, mark=None, language=None)


@dataclass
class Content:
    """What one page or one form holds.

    `unmarked` is the first operator that paints outside all marks, `silent` the marks of text that names no language
    itself. `properties` are the tag, the property list, the mark and the language of each sequence that has any.
    Of the forms it paints only `unmarked`, `silent` and what tells of nested marks are taken in here.
    """

    page: int
    unmarked: str = ""
    artifact_in_tagged: bool = False
    tagged_in_artifact: bool = False
    has_artifact: bool = False
    has_marks: bool = False
    is_readable: bool = True
    marks: list[Mark] = field(default_factory=list)
    unbalanced: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    properties: list[tuple[str, Value, Mark | None, str | None]] = field(default_factory=list)
    silent: set[Mark | None] = field(default_factory=set)
    spaces: set[str] = field(default_factory=set)
    fonts: dict[Key | int, FontUse] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    images: list[Value] = field(default_factory=list)
    resources: Value = None


def spaces_in(space: Value) -> set[str]:
    """The device colours that a colour space comes down to."""
    if name(space) in DEVICE_SPACES:
        return {name(space)}
    listed = items(space)
    if listed and name(listed[0]) in ("Indexed", "Separation", "DeviceN", "Pattern"):
        return {name(one) for one in listed[1:3] if name(one) in DEVICE_SPACES}
    return set()


def times(one: Matrix, other: Matrix) -> Matrix:
    """The transformation that does `one` and then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def floats(operands: Any, count: int) -> Any:
    """The operands as `count` numbers, nought for what is missing or is none."""
    found = []
    for place in range(count):
        try:
            found.append(float(operands[place]))
        except (TypeError, ValueError, IndexError, OverflowError):
            found.append(0.0)
    return tuple(found)
