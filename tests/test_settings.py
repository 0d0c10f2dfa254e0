"""Settings: kept whole, and never in the way of a start."""

from __future__ import annotations

import getpass
import os
from dataclasses import replace
from pathlib import Path

import pytest

from kidesk import paths, settings
from kidesk.settings import Settings


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.toml"
    wanted = Settings(language="en", scheme="dark", who='Åsa "Å" Ek\n\\', row_height=30, unit_name_sv="Enheten")
    settings.save(wanted, file)
    assert settings.load(file) == wanted
    settings.save(replace(wanted, language="sv"), file)
    assert settings.load(file).language == "sv"
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_only_the_person_may_read_them(tmp_path: Path) -> None:
    file = tmp_path / "kidesk" / "settings.toml"
    settings.save(Settings(), file)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize(
    "content",
    [None, b"", b"\xff\xfe", b"language = ", b"[language]", b"unknown = 1", b"language = 5\nrow_height = 'x'"],
)
def test_what_cannot_be_read_gives_the_defaults(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "settings.toml"
    if content is not None:
        file.write_bytes(content)
    assert settings.load(file) == Settings()


def test_a_wrong_value_leaves_the_others(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('language = "fi"\nscheme = "pink"\nwho = "Åsa"\nrow_height = true\n', "utf-8")
    assert settings.load(file) == Settings(who="Åsa")


def test_a_save_that_fails_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    settings.save(Settings(who="Old"), file)

    def fail(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        settings.save(Settings(who="New"), file)
    assert settings.load(file).who == "Old"


def test_the_person_at_work_is_the_name_given_else_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "asa")
    assert (Settings(who="Åsa Ek").person, Settings().person) == ("Åsa Ek", "asa")

    def fail() -> str:
        raise OSError("no account")

    monkeypatch.setattr(getpass, "getuser", fail)
    assert Settings().person == ""


def test_the_tests_stay_away_from_the_persons_own_folders() -> None:
    for path in (paths.default_workspace(), paths.settings_file(), paths.log_folder()):
        assert not path.is_relative_to(Path.home() / ".local")
        assert not path.is_relative_to(Path.home() / ".config")


def test_bundled_files_are_found() -> None:
    assert paths.translations().is_dir()
    assert paths.migrations().is_dir()
    assert paths.resource("fonts").is_dir()
