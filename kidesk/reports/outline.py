"""The outline of a document: its headings in order, as they lie below each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kidesk.reports import content


class Entry(NamedTuple):
    """A heading, its level in the outline (1 is the highest, none is skipped) and the name of its place."""

    heading: content.Heading
    level: int
    place: str


def entries(blocks: Iterable[content.Block]) -> Iterator[Entry]:
    """The headings in their order."""
    above: list[int] = []
    for number, heading in enumerate(_headings(blocks)):
        while above and above[-1] >= heading.level:
            above.pop()
        above.append(heading.level)
        yield Entry(heading, len(above), f"heading-{number}")


def _headings(blocks: Iterable[content.Block]) -> Iterator[content.Heading]:
    for block in blocks:
        if isinstance(block, content.Heading):
            yield block
        elif isinstance(block, content.KeepTogether):
            yield from _headings(block.blocks)
