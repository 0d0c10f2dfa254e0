"""The colours of the two themes as plain values, and the arithmetic that keeps them readable. No Qt."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

DEFAULT_ACCENT = "#870052"
LEAST_TEXT_CONTRAST = 4.5


@dataclass(frozen=True)
class Tokens:
    """Every colour of one theme, as "#rrggbb". Names say the use, never the hue."""

    dark: bool
    window: str
    sidebar: str
    surface: str
    hover: str
    line: str
    control: str
    text: str
    muted: str
    accent: str
    on_accent: str
    soft: str
    ok: str
    ok_bg: str
    warn: str
    warn_bg: str
    bad: str
    bad_bg: str
    none: str
    none_bg: str
    info: str
    info_bg: str
    chart_ok: str
    chart_warn: str
    chart_bad: str
    series_2: str
    series_3: str

    def colour(self, token: str) -> str:
        """The colour of the token called `token`; raises AttributeError for an unknown one."""
        colour: str = getattr(self, token)
        return colour

    def tone(self, tone: str) -> tuple[str, str]:
        """Text and background of a tone: ok, warn, bad, none or info."""
        return self.colour(tone), self.colour(f"{tone}_bg")

    @property
    def accent_hover(self) -> str:
        """The accent under the pointer: a step towards the text colour."""
        return mix(self.accent, self.text, 0.14)

    @property
    def disabled(self) -> str:
        """Text and icons of what cannot be used now."""
        return mix(self.muted, self.surface, 0.4)

    @property
    def series(self) -> tuple[str, str, str]:
        """Line colours of a chart that carry no judgement, told apart by all kinds of colour vision."""
        return self.accent, self.series_2, self.series_3


LIGHT = Tokens(
    dark=False,
    window="#f6f4f6",
    sidebar="#f1eef1",
    surface="#ffffff",
    hover="#f7f2f6",
    line="#e3dee3",
    control="#8a818b",
    text="#1e1a1f",
    muted="#635b65",
    accent=DEFAULT_ACCENT,
    on_accent="#ffffff",
    soft="#f5e6ee",
    ok="#1f6b3a",
    ok_bg="#e3f2e8",
    warn="#7a4b00",
    warn_bg="#fcefcf",
    bad="#a1182b",
    bad_bg="#fbe4e6",
    none="#574f59",
    none_bg="#ece8ec",
    info="#1b5b8a",
    info_bg="#e3eff8",
    chart_ok="#0e8a7d",
    chart_warn="#c77f00",
    chart_bad="#9b1c1c",
    series_2="#2e86c1",
    series_3="#8a6a3b",
)

DARK = Tokens(
    dark=True,
    window="#1b181c",
    sidebar="#151316",
    surface="#221e23",
    hover="#2b262c",
    line="#3a343b",
    control="#8d838f",
    text="#f1edf2",
    muted="#b4aab6",
    accent="#e58bbb",
    on_accent="#2a0a1b",
    soft="#43283a",
    ok="#8fdcab",
    ok_bg="#1d3a29",
    warn="#f2cb78",
    warn_bg="#40321a",
    bad="#ffa8af",
    bad_bg="#4a2228",
    none="#c9c0cb",
    none_bg="#373138",
    info="#9ccbf0",
    info_bg="#1e3447",
    chart_ok="#5ed3c0",
    chart_warn="#f0c45a",
    chart_bad="#d13c4f",
    series_2="#3f87d6",
    series_3="#a89a5a",
)


def tokens_for(dark: bool, accent: str = DEFAULT_ACCENT) -> Tokens:
    """The theme's colours with `accent`, lightened in the dark one; raises ValueError for a poor accent."""
    if not is_accent(accent):
        raise ValueError(accent)
    base = DARK if dark else LIGHT
    if accent.lower() == DEFAULT_ACCENT:
        return base
    return _dark_accent(base, accent) if dark else _light_accent(base, accent)


def is_accent(colour: str) -> bool:
    """Whether `colour` is "#rrggbb" and readable as text on white (4.5:1, WCAG 2.2, 1.4.3)."""
    well_formed = re.fullmatch(r"#[0-9a-fA-F]{6}", colour)
    return well_formed is not None and contrast(colour, "#ffffff") >= LEAST_TEXT_CONTRAST


def contrast(a: str, b: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(a), _luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(a: str, b: str, share: float) -> str:
    """`a` with `share` (0 to 1) of `b` in it."""
    return _hex(x + (y - x) * share for x, y in zip(_channels(a), _channels(b), strict=True))


def _light_accent(base: Tokens, accent: str) -> Tokens:
    soft = mix("#ffffff", accent, 0.1)
    while contrast(accent, soft) < LEAST_TEXT_CONTRAST:
        accent = mix(accent, "#000000", 0.05)
    return replace(base, accent=accent, soft=soft)


def _dark_accent(base: Tokens, accent: str) -> Tokens:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(accent))
    light = accent
    while contrast(light, base.surface) < 6.8:
        lightness += 0.01
        light = _hex(colorsys.hls_to_rgb(hue, lightness, min(saturation, 0.63)))
    soft = mix(base.surface, light, 0.17)
    return replace(base, accent=light, on_accent=mix(light, "#000000", 0.85), soft=soft)


def _channels(colour: str) -> tuple[float, float, float]:
    value = int(colour[1:], 16)
    return (value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255


def _hex(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(min(max(channel, 0), 1) * 255):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
