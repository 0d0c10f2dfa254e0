"""Settings: every choice of the person at the screen once, with its default; kept in a TOML file."""

from __future__ import annotations

import getpass
import os
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import tomli_w

_WIDEST = 5000  # pixels that a column may have


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


@dataclass(frozen=True)
class Settings:
    """`scheme` is "system", "light" or "dark"; `language` "sv" or "en"; `row_height` in pixels.

    The agenda reminds so many days before a date; `reminded_on` is the day it last did at the start, in ISO 8601.
    `columns` has the keys of the columns that lists show, by the key of the record type, where the person chose them;
    `column_widths` those widths, in pixels, that the person changed. `recent` has the records opened last, the latest
    first, as "persons/12", by workspace: what they are called stands nowhere but in the workspace.
    """

    language: str = "sv"
    scheme: str = "system"
    accent: str = "#870052"
    who: str = ""
    organisation_name: str = "Karolinska Institutet"
    unit_name_sv: str = "Internationella kansliet"
    unit_name_en: str = "International Relations Unit"
    row_height: int = 44
    window_width: int = 1360
    window_height: int = 840
    preview_width: int = 1000
    preview_height: int = 820
    remind_first_days: int = 90
    remind_again_days: int = 30
    remind_last_days: int = 7
    reminded_on: str = ""
    columns: dict[str, list[str]] = field(default_factory=dict)
    column_widths: dict[str, dict[str, int]] = field(default_factory=dict)
    recent: dict[str, list[str]] = field(default_factory=dict)

    @property
    def person(self) -> str:
        """The name that stands in stamps and history."""
        return self.who or _account()


def load(file: Path) -> Settings:
    """The settings in `file`; a missing or unreadable file, or a value of a wrong type, gives the defaults."""
    try:
        stored = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        stored = {}
    defaults = Settings()
    known = {
        field.name: stored[field.name]
        for field in fields(Settings)
        if type(stored.get(field.name)) is type(getattr(defaults, field.name))
    }
    known |= {name: keep(known[name]) for name, keep in _TABLES.items() if name in known}
    settings = replace(defaults, **known)
    if settings.language not in ("sv", "en") or settings.scheme not in ("system", "light", "dark"):
        return replace(settings, language="sv", scheme="system")
    return settings


def _lists(table: dict[str, Any]) -> dict[str, list[str]]:
    return {key: [one for one in value if type(one) is str] for key, value in table.items() if type(value) is list}


def _sizes(table: dict[str, Any]) -> dict[str, dict[str, int]]:
    return {
        key: {inner: size for inner, size in value.items() if type(size) is int and 0 < size <= _WIDEST}
        for key, value in table.items()
        if type(value) is dict
    }


# What of these tables can be used: the rest of a table is kept where a part of it is wrong.
_TABLES: dict[str, Callable[[dict[str, Any]], Any]] = {"columns": _lists, "column_widths": _sizes, "recent": _lists}


def save(settings: Settings, file: Path) -> None:
    """Writes the settings, complete or not at all. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = file.with_suffix(".part")
    partial.write_text(tomli_w.dumps(asdict(settings)), encoding="utf-8")
    os.chmod(partial, 0o600)
    partial.replace(file)
