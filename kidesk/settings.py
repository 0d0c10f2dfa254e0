"""Settings: every choice of the person at the screen once, with its default; kept in a TOML file."""

from __future__ import annotations

import getpass
import os
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import tomli_w


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


@dataclass(frozen=True)
class Settings:
    """`scheme` is "system", "light" or "dark"; `language` "sv" or "en"; `row_height` in pixels.

    The agenda reminds so many days before a date; `reminded_on` is the day it last did at the start, in ISO 8601.
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
    settings = replace(defaults, **known)
    if settings.language not in ("sv", "en") or settings.scheme not in ("system", "light", "dark"):
        return replace(settings, language="sv", scheme="system")
    return settings


def save(settings: Settings, file: Path) -> None:
    """Writes the settings, complete or not at all. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = file.with_suffix(".part")
    partial.write_text(tomli_w.dumps(asdict(settings)), encoding="utf-8")
    os.chmod(partial, 0o600)
    partial.replace(file)
