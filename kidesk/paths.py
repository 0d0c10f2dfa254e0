"""Where things are: bundled resources (checkout, wheel or frozen), and the person's data, settings and logs."""

from __future__ import annotations

import sys
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("kidesk", appauthor=False)


def _bundle_root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen)
    package = Path(__file__).resolve().parent
    in_wheel = package / "_bundled"
    return in_wheel if in_wheel.is_dir() else package.parent


def resource(*parts: str) -> Path:
    """A file or folder below `resources/`."""
    return _bundle_root().joinpath("resources", *parts)


def translations() -> Path:
    """The folder of message catalogues."""
    return _bundle_root() / "translations"


def migrations() -> Path:
    """The folder of the database schema's revisions."""
    return Path(__file__).resolve().parent / "store" / "migrations"


def default_workspace() -> Path:
    """The workspace opened when none is named."""
    return Path(_DIRS.user_data_dir) / "workspace"


def settings_file() -> Path:
    """The file that keeps the person's settings."""
    return Path(_DIRS.user_config_dir) / "settings.toml"


def log_folder() -> Path:
    """The folder of the log files."""
    return Path(_DIRS.user_log_dir)
