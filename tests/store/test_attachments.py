"""The store of files: whole or not at all, nothing outside it, and everything that is wrong with it is found."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.store import attachments
from kidesk.store.attachments import Attachments, Changed, StoredFile

posix = pytest.mark.skipif(os.name == "nt", reason="links, pipes and rights are others on Windows")
as_a_person = pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="nothing is write-protected for root")


@pytest.fixture
def files(tmp_path: Path) -> Attachments:
    (tmp_path / "workspace").mkdir(mode=0o700)
    return Attachments(tmp_path / "workspace")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "avtal.pdf"
    file.write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 9000)
    return file


def lying_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def test_a_file_is_kept_as_it_is_under_a_random_name(files: Attachments, source: Path) -> None:
    kept, again = files.put(source), files.put(source)
    assert kept.sha256 == again.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert kept.size == source.stat().st_size
    assert kept.stored != again.stored
    assert lying_in(files.folder) == sorted(f"{one.stored[:2]}/{one.stored}" for one in (kept, again))
    assert files.verify(kept) is None
    assert source.exists()


@posix
def test_only_its_owner_can_read_it_and_nobody_write(files: Attachments, source: Path) -> None:
    kept = files.put(source)
    place = files.folder / kept.stored[:2] / kept.stored
    modes = [path.stat().st_mode & 0o777 for path in (place, place.parent, files.folder)]
    assert modes == [0o400, 0o700, 0o700]


# What is not taken in


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(KideskError) as refusal:
        act()
    return refusal.value.said(Language("en"))


@posix
def test_links_pipes_folders_and_devices_are_refused(files: Attachments, source: Path, tmp_path: Path) -> None:
    (tmp_path / "link.pdf").symlink_to(source)
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    for name, why in (
        ("link.pdf", "is a link"),
        ("dangling", "is a link"),
        ("pipe", "is not a file"),
        (".", "is not a file"),
        ("none", "cannot be read"),
        ("nul\0.pdf", "cannot be read"),
    ):
        assert why in refused(lambda name=name: files.put(tmp_path / name)), name  # type: ignore[misc]
    assert "is not a file" in refused(lambda: files.put(Path("/dev/zero")))
    assert lying_in(files.folder) == []


def test_a_file_that_is_too_large_is_refused_at_once(files: Attachments, tmp_path: Path) -> None:
    with (tmp_path / "large.tif").open("wb") as large:
        large.truncate(attachments.LARGEST + 1)
    assert "larger than 500 MB" in refused(lambda: files.put(tmp_path / "large.tif"))
    assert lying_in(files.folder) == []


def test_a_file_that_grows_while_it_is_read_is_refused(files: Attachments, source: Path) -> None:
    def grow(done: int, whole: int) -> None:
        with source.open("ab") as file:
            file.write(b"more")

    assert "changed while it was read" in refused(lambda: files.put(source, grow))
    assert lying_in(files.folder) == []


@pytest.mark.parametrize("stopped_by", [KeyboardInterrupt, KideskError("stopped")])
def test_what_is_stopped_leaves_nothing(files: Attachments, source: Path, stopped_by: Any) -> None:
    def stop(done: int, whole: int) -> None:
        raise stopped_by

    with pytest.raises((KeyboardInterrupt, KideskError)):
        files.put(source, stop)
    assert lying_in(files.folder) == []


# Disks


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "chmod"])
@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_is_told_and_leaves_nothing(
    files: Attachments, source: Path, monkeypatch: pytest.MonkeyPatch, call: str, reason: int
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(reason, os.strerror(reason))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        said = refused(lambda: files.put(source))
    assert os.strerror(reason) in said
    assert lying_in(files.folder) == []
    assert files.verify(files.put(source)) is None


def test_a_disk_that_takes_little_at_a_time_gets_all(
    files: Attachments, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, piece: write(handle, piece[:700_001]))
    assert files.verify(files.put(source)) is None


def test_all_is_on_the_disk_before_the_file_has_its_name(
    files: Attachments, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(handle: int) -> None:
        done.append("folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "file")
        fsync(handle)

    def noted_replace(*paths: Any) -> None:
        done.append("name")
        replace(*paths)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    files.put(source)
    assert [one for one in done if one != "folder"] == ["file", "name"]
    assert done[-1] == "folder"
    assert done.count("folder") == 3 or not os.path.isdir("/proc/self/fd")


@posix
@as_a_person
def test_a_folder_that_cannot_be_written_is_told(files: Attachments, source: Path) -> None:
    files.folder.mkdir(mode=0o500)
    assert "could not be attached" in refused(lambda: files.put(source))


# Nothing outside


@posix
@pytest.mark.parametrize("place", ["attachments", "attachments/{prefix}"])
def test_a_link_in_the_store_leads_nowhere(
    files: Attachments, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr("secrets.token_hex", lambda size: "ab" * size)
    outside = tmp_path / "outside"
    outside.mkdir()
    link = files.folder.parent / place.format(prefix="ab")
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside)
    assert "is a link" in refused(lambda: files.put(source))
    assert list(outside.iterdir()) == []


@posix
@pytest.mark.parametrize("stored", ["../../secret", "/etc/passwd", "a" * 31, "A" * 32, "", "a" * 32 + "\n"])
def test_a_name_that_kidesk_did_not_give_leads_nowhere(files: Attachments, tmp_path: Path, stored: str) -> None:
    (tmp_path / "secret").write_text("secret")
    wanted = StoredFile(stored, hashlib.sha256(b"secret").hexdigest(), 6)
    assert files.verify(wanted) is not None
    assert "missing" in refused(lambda: files.copy(wanted, tmp_path / "copy"))
    assert not (tmp_path / "copy").exists()


@posix
def test_a_stored_file_that_became_a_link_is_missing(files: Attachments, source: Path, tmp_path: Path) -> None:
    kept = files.put(source)
    place = files.folder / kept.stored[:2] / kept.stored
    place.unlink()
    place.symlink_to(source)  # with the very same bytes
    assert "missing" in refused(lambda: files.copy(kept, tmp_path / "copy"))
    assert files.verify(kept) is not None


@posix
def test_a_folder_of_the_store_that_became_a_link_is_missing(
    files: Attachments, source: Path, tmp_path: Path
) -> None:
    kept = files.put(source)
    folder = files.folder / kept.stored[:2]
    folder.rename(tmp_path / "outside")
    folder.symlink_to(tmp_path / "outside")
    assert files.verify(kept) is not None
    assert "missing" in refused(lambda: files.copy(kept, tmp_path / "copy"))
    assert files.clean(frozenset()) == []
    assert lying_in(tmp_path / "outside") == [kept.stored]


# Copies


def test_a_copy_replaces_only_when_it_is_right(files: Attachments, source: Path, tmp_path: Path) -> None:
    kept, target = files.put(source), tmp_path / "copy.pdf"
    target.write_text("earlier")
    place = files.folder / kept.stored[:2] / kept.stored
    place.chmod(0o600)
    place.write_bytes(b"changed")
    with pytest.raises(Changed):
        files.copy(kept, target)
    assert target.read_text() == "earlier"
    place.write_bytes(source.read_bytes())
    files.copy(kept, target)
    assert target.read_bytes() == source.read_bytes()
    assert not list(tmp_path.glob("*.part"))


# Leftovers


def test_only_what_kidesk_made_and_nobody_knows_is_cleaned(files: Attachments, source: Path) -> None:
    known, unknown = files.put(source), files.put(source)
    folder = files.folder / "ab"
    folder.mkdir(exist_ok=True)
    (folder / f"{'c' * 32}.part").write_text("half")
    others = [files.folder / "notes.txt", folder / "b.pdf", folder / ("f" * 32)]
    for path in others:
        path.write_text("mine")
    (files.folder / ("d" * 32)).mkdir()
    names = frozenset({known.stored})
    assert len(files.leftovers(names)) == 5
    assert {path.name for path in files.clean(names)} == {unknown.stored, f"{'c' * 32}.part"}
    assert sorted(files.leftovers(names)) == sorted(others)
    assert files.verify(known) is None
    assert files.clean(names) == []
