"""What all tests share: workspaces, languages, a fixed day, and folders away from the person's own."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from kidesk import paths
from kidesk.i18n import Language
from kidesk.records import clock
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples every time; a failure is made small, but not explained at length.
settings.register_profile(
    "kidesk", derandomize=True, database=None, deadline=None, phases=[Phase.explicit, Phase.generate, Phase.shrink]
)
settings.load_profile("kidesk")

WHO = "Tove Testsson"
DAY = dt.date(2026, 5, 4)


@pytest.fixture(scope="session", autouse=True)
def _away_from_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Settings, logs and the default workspace lie in a folder of the tests, also for programs the tests start."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        patch.setattr(paths, "default_workspace", lambda: home / "workspace")
        patch.setattr(paths, "settings_file", lambda: home / "settings.toml")
        patch.setattr(paths, "log_folder", lambda: home / "logs")
        yield home


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty workspace, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("template") / "workspace"
    Workspace.create(folder, WHO).close()
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """The folder of an empty workspace that nobody has open."""
    copy = tmp_path / "workspace"
    shutil.copytree(template, copy)
    return copy


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    """An open, empty workspace."""
    with closing(Workspace.open(folder, WHO)) as workspace:
        yield workspace


@pytest.fixture
def store(workspace: Workspace) -> Store:
    """The records of an open, empty workspace."""
    return workspace.store


@pytest.fixture(scope="module")
def shared_store(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The records of a workspace that all tests of a module fill together."""
    copy = tmp_path_factory.mktemp("shared") / "workspace"
    shutil.copytree(template, copy)
    with closing(Workspace.open(copy, WHO)) as workspace:
        yield workspace.store


@pytest.fixture(scope="session")
def sv() -> Language:
    """Swedish."""
    return Language("sv")


@pytest.fixture(scope="session")
def en() -> Language:
    """English."""
    return Language("en")


@pytest.fixture
def freeze(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.date], None]:
    """Makes it noon of a day, until told another."""

    def at(day: dt.date) -> None:
        monkeypatch.setattr(clock, "today", lambda: day)
        monkeypatch.setattr(clock, "now", lambda: dt.datetime.combine(day, dt.time(12)))

    return at


@pytest.fixture
def frozen_day(freeze: Callable[[dt.date], None]) -> dt.date:
    """The day it is in the test."""
    freeze(DAY)
    return DAY
