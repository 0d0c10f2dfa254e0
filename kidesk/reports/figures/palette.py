"""The colours of a medium, by the part they play in a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from kidesk.reports.content import Tone


@dataclass(frozen=True)
class Palette:
    """Colours as "#rrggbb". `fill` is what a tone's part of a bar is filled with, `on_fill` what is written on it.

    `series` judge nothing; there are as many as lines can be told apart by colour.
    """

    ground: str
    text: str
    muted: str
    line: str
    axis: str
    tint: str
    series: tuple[str, ...]
    fill: Mapping[Tone, str]
    on_fill: Mapping[Tone, str]

    def colour(self, role: str) -> str:
        """The colour of a role: a field's name, "series 0", "fill ok", "on ok"; "#rrggbb" is itself.

        Raises AttributeError, KeyError or ValueError for a role there is none of.
        """
        if role.startswith("#"):
            return role
        part, _, which = role.partition(" ")
        if part == "series":
            return self.series[int(which) % len(self.series)]
        tones = {"fill": self.fill, "on": self.on_fill}.get(part)
        if tones is None:
            found: str = getattr(self, role)
            return found
        return tones[cast(Tone, which)]
