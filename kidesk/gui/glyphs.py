"""The Lucide drawings as SVG text, read from the one zip of the `lucide` package."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from zipfile import ZipFile

STROKE = "1.75"


@cache
def _archive() -> ZipFile:
    return ZipFile(io.BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))


@cache
def _drawing(name: str) -> str:
    return _archive().read(f"{name}.svg").decode().replace('stroke-width="2"', f'stroke-width="{STROKE}"')


def svg(name: str, colour: str) -> bytes:
    """The icon called `name`, stroked in `colour`; raises KeyError when Lucide has no such icon."""
    return _drawing(name).replace("currentColor", colour).encode()
