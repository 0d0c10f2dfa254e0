"""Attaching files to agreements: one undo step, nothing half done, nothing outside the store."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import attach_file, edit
from kidesk.operations.attach_file import About
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement
from kidesk.records.attachment import Attachment, AttachmentKind, FileLanguage
from kidesk.store import backup
from kidesk.store.check import check, check_files, known_files
from kidesk.store.workspace import DATABASE, Workspace
from tests import factory
from tests.exchange.test_safe_types import TEXT, packed

PDF = b"%PDF-1.7 signed by both"
posix = pytest.mark.skipif(os.name == "nt", reason="such names and links cannot be made on Windows")


@pytest.fixture
def number(workspace: Workspace) -> int:
    """An agreement."""
    return factory.agreement(workspace.store).id


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """A file to attach."""
    file = tmp_path / "avtal.pdf"
    file.write_bytes(PDF)
    return file


def attached(workspace: Workspace, number: int) -> list[Attachment]:
    agreement = workspace.store.get(Agreement, number)
    assert agreement is not None
    return list(agreement.attachments)


def place(workspace: Workspace, file: Attachment) -> Path:
    return workspace.attachments.folder / file.stored[:2] / file.stored


def wrong(workspace: Workspace, code: str = "en") -> dict[str, list[str]]:
    """What the checks find."""
    found = [*check(workspace.store), *check_files(workspace.store, workspace.attachments)]
    language = Language(code)
    return {
        one.check: [said if isinstance(said, str) else said.said(language) for said in one.problems]
        for one in found
        if one.problems
    }


def outside(tmp_path: Path) -> dict[str, bytes]:
    """Every file that is not in the workspace's store, with what is in it."""
    files = (path for path in tmp_path.rglob("*") if path.is_file() and "attachments" not in path.parts)
    return {str(path): path.read_bytes() for path in files if not path.name.startswith((DATABASE, "lock"))}


def test_a_file_is_attached_with_what_is_said_of_it(workspace: Workspace, number: int, signed: Path) -> None:
    about = About(AttachmentKind.SIGNED, FileLanguage.BOTH, dt.date(2025, 3, 4))
    (made,) = attach_file.attach(workspace, number, [signed], about)
    (file,) = attached(workspace, number)
    assert (file.id, file.name, file.kind, file.language, file.dated_on, file.size) == (
        made, "avtal.pdf", AttachmentKind.SIGNED, FileLanguage.BOTH, dt.date(2025, 3, 4), len(PDF)
    )  # fmt: skip
    assert place(workspace, file).read_bytes() == PDF
    assert wrong(workspace) == {}
    assert [row.id for row in workspace.store.find("avtal.pdf")] == [number]


HOSTILE = ("C:\\x", "a\u202efdp.exe", "CON", "new\nline.pdf", "-rf", "å" * 120, " . ", "<b>&.pdf", "\udcff.pdf")


@posix
@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_name_touches_nothing_outside_the_store(
    workspace: Workspace, number: int, tmp_path: Path, name: str
) -> None:
    source = tmp_path / "from" / name
    source.parent.mkdir()
    source.write_bytes(PDF)
    before = outside(tmp_path)
    (made,) = attach_file.attach(workspace, number, [source], About())
    assert outside(tmp_path) == before
    (file,) = attached(workspace, number)
    assert [path.name for path in workspace.attachments.found()] == [file.stored]
    target = tmp_path / "to"
    target.mkdir()
    copy = attach_file.save_copy(workspace, made, target)
    assert (copy.parent, copy.read_bytes()) == (target, PDF)
    assert [path.name for path in target.iterdir()] == [file.name]


@pytest.mark.parametrize("name", ["../x", "../../kidesk.db", "x" * 300, "nul\0.pdf"], ids=lambda name: ascii(name[:12]))
def test_a_path_that_leads_elsewhere_is_only_read(
    workspace: Workspace, number: int, tmp_path: Path, name: str
) -> None:
    (tmp_path / "x").write_bytes(PDF)
    (tmp_path / "deep").mkdir()
    before = outside(tmp_path)
    is_there = name == "../x"
    with nullcontext() if is_there else pytest.raises(KideskError, match="cannot be read"):
        attach_file.attach(workspace, number, [tmp_path / "deep" / name], About())
    assert outside(tmp_path) == before
    assert [file.name for file in attached(workspace, number)] == (["x"] if is_there else [])


@posix
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1, max_size=60))
def test_whatever_a_file_is_called_it_comes_back(workspace: Workspace, tmp_path: Path, name: str) -> None:
    if name in (".", ".."):
        return
    number = factory.agreement(workspace.store).id
    source = tmp_path / name
    source.write_bytes(name.encode())
    (made,) = attach_file.attach(workspace, number, [source], About())
    source.unlink()
    (file,) = attached(workspace, number)
    copy = attach_file.save_copy(workspace, made, tmp_path)
    assert copy == tmp_path / file.name
    assert copy.read_bytes() == name.encode()
    copy.unlink()


def test_the_same_file_twice_is_two_files(workspace: Workspace, number: int, signed: Path) -> None:
    attach_file.attach(workspace, number, [signed, signed], About())
    first, second = attached(workspace, number)
    assert (first.name, first.sha256) == (second.name, second.sha256)
    assert first.stored != second.stored
    attach_file.detach(workspace.store, first.id)
    assert wrong(workspace) == {}


def test_several_files_are_one_step_or_none(workspace: Workspace, number: int, signed: Path) -> None:
    with pytest.raises(KideskError):
        attach_file.attach(workspace, number, [signed, signed.parent / "none.pdf"], About())
    assert attached(workspace, number) == []
    assert list(workspace.attachments.found()) == []
    attach_file.attach(workspace, number, [signed, signed], About())
    assert workspace.store.undo() == attach_file.ATTACHED
    assert attached(workspace, number) == []


def test_an_agreement_that_is_not_there_gets_nothing(workspace: Workspace, signed: Path) -> None:
    with pytest.raises(KideskError):
        attach_file.attach(workspace, 4711, [signed], About())
    assert list(workspace.attachments.found()) == []


# Undo


def test_the_file_stays_as_long_as_history_can_bring_it_back(workspace: Workspace, number: int, signed: Path) -> None:
    store = workspace.store
    (made,) = attach_file.attach(workspace, number, [signed], About())
    attach_file.detach(store, made)
    assert attached(workspace, number) == []
    assert workspace.attachments.clean(known_files(store)) == []
    store.undo()
    (file,) = attached(workspace, number)
    assert (file.id, place(workspace, file).read_bytes()) == (made, PDF)
    store.undo()
    assert attached(workspace, number) == []
    assert wrong(workspace) == {}
    store.redo()
    store.redo()
    assert attached(workspace, number) == []
    edit.delete(store, AGREEMENTS, [number])
    assert wrong(workspace) == {}
    store.undo()
    store.undo()
    assert attach_file.save_copy(workspace, made, signed.parent / "copy.pdf").read_bytes() == PDF


def test_a_form_that_was_open_meanwhile_does_not_lose_the_file(
    workspace: Workspace, number: int, signed: Path
) -> None:
    attach_file.attach(workspace, number, [signed], About())
    edit.save(workspace.store, AGREEMENTS, {"title_sv": "Annan"}, number=number)
    assert len(attached(workspace, number)) == 1


# When something fails


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_leaves_neither_row_nor_file(
    workspace: Workspace, number: int, signed: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(KideskError, match="No space left"):
            attach_file.attach(workspace, number, [signed], About())
    assert attached(workspace, number) == []
    assert list(workspace.attachments.found()) == []
    assert workspace.store.next_steps()[0] == edit.ADDED


def test_a_row_that_cannot_be_written_takes_its_file_along(
    workspace: Workspace, number: int, signed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> Any:
        raise KideskError("the disk is full")

    monkeypatch.setattr(attach_file, "_write_rows", fail)
    with pytest.raises(KideskError, match="the disk is full"):
        attach_file.attach(workspace, number, [signed], About())
    assert list(workspace.attachments.found()) == []


def test_a_row_whose_writer_failed_after_the_commit_keeps_its_file(
    workspace: Workspace, number: int, signed: Path
) -> None:
    def fail(touched: object) -> None:
        raise RuntimeError("a listener failed")

    workspace.store.on_change(fail)
    with pytest.raises(RuntimeError):
        attach_file.attach(workspace, number, [signed], About())
    assert len(attached(workspace, number)) == 1
    assert wrong(workspace) == {}


# Opening


def test_what_is_opened_is_a_copy_that_goes_with_the_workspace(folder: Path, signed: Path) -> None:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        number = factory.agreement(workspace.store).id
        (made,) = attach_file.attach(workspace, number, [signed], About())
        copy = attach_file.copy_to_open(workspace, made)
        assert (copy.read_bytes(), copy.suffix, copy.parent) == (PDF, ".pdf", folder / "opened")
        if os.name != "nt":
            assert [path.stat().st_mode & 0o777 for path in (copy, copy.parent)] == [0o400, 0o700]
        copy.chmod(0o600)
        copy.write_bytes(b"scribbled on by another program")
        assert wrong(workspace) == {}
    assert not copy.parent.exists()
    copy.parent.mkdir()
    copy.write_bytes(b"left by a crash")
    Workspace.open(folder, "Tove").close()
    assert not copy.parent.exists()


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.pdf", "a.docm", "a.desktop", "no suffix"])
def test_what_may_run_as_a_program_is_not_opened_but_can_be_copied(
    workspace: Workspace, number: int, tmp_path: Path, name: str
) -> None:
    source = tmp_path / name
    source.write_bytes(b"MZ\x90 this program cannot be run")
    (made,) = attach_file.attach(workspace, number, [source], About())
    with pytest.raises(KideskError) as refusal:
        attach_file.copy_to_open(workspace, made)
    assert "Save a copy" in refusal.value.said(Language("en"))
    assert list((workspace.folder / "opened").iterdir()) == []
    assert attach_file.save_copy(workspace, made, tmp_path / "copy").read_bytes() == source.read_bytes()


def test_a_text_document_is_opened(workspace: Workspace, number: int, tmp_path: Path) -> None:
    (made,) = attach_file.attach(workspace, number, [packed(tmp_path / "Utkast.ODT", mimetype=TEXT)], About())
    assert attach_file.copy_to_open(workspace, made).suffix == ".odt"


def test_a_copy_never_lands_in_the_workspace(workspace: Workspace, number: int, signed: Path) -> None:
    (made,) = attach_file.attach(workspace, number, [signed], About())
    before = (workspace.folder / DATABASE).read_bytes()
    with pytest.raises(KideskError, match="lies in the workspace"):
        attach_file.save_copy(workspace, made, workspace.folder / DATABASE)
    with pytest.raises(KideskError, match="No copy could be written"):
        attach_file.save_copy(workspace, made, signed.parent / "none" / "copy.pdf")
    assert (workspace.folder / DATABASE).read_bytes() == before


# What the checks find


def test_the_checks_find_what_was_done_to_the_files(workspace: Workspace, number: int, signed: Path) -> None:
    attach_file.attach(workspace, number, [signed, signed, signed], About())
    gone, changed, whole = attached(workspace, number)
    place(workspace, gone).unlink()
    place(workspace, changed).chmod(0o600)
    place(workspace, changed).write_bytes(PDF.replace(b"both", b"none"))
    (workspace.attachments.folder / "stray.txt").write_text("?")
    found = wrong(workspace)
    assert set(found) == {"files", "leftovers"}
    assert ["missing" in found["files"][0], "changed" in found["files"][1]] == [True, True]
    assert all(f"“avtal.pdf” of agreement {number}" in said for said in found["files"])
    assert found["leftovers"] == ["stray.txt"]
    assert "saknas" in wrong(workspace, "sv")["files"][0]
    for file in (gone, changed):
        with pytest.raises(KideskError):
            attach_file.copy_to_open(workspace, file.id)
    assert attach_file.copy_to_open(workspace, whole.id).read_bytes() == PDF


def test_a_row_that_points_out_of_the_store_is_found(workspace: Workspace, number: int, signed: Path) -> None:
    (made,) = attach_file.attach(workspace, number, [signed], About())
    with workspace.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE attachment SET stored = '../../avtal.pdf'")
    assert "missing" in wrong(workspace)["files"][0]
    with pytest.raises(KideskError):
        attach_file.copy_to_open(workspace, made)


# Backups


def test_a_backup_brings_back_rows_and_files(folder: Path, signed: Path, tmp_path: Path) -> None:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        number = factory.agreement(workspace.store).id
        kept, removed = attach_file.attach(workspace, number, [signed, signed], About())
        attach_file.detach(workspace.store, removed)
    copy = backup.back_up(folder / DATABASE, folder / "backups")
    again = backup.back_up(folder / DATABASE, tmp_path)
    assert again.exists()
    restored = tmp_path / "restored"
    shutil.copytree(folder / "backups" / "attachments", restored / "attachments")
    shutil.copy(copy, restored / DATABASE)
    shutil.rmtree(folder)
    with closing(Workspace.open(restored, "Tove")) as workspace:
        assert wrong(workspace) == {}
        assert attach_file.save_copy(workspace, kept, tmp_path / "copy").read_bytes() == PDF
        workspace.store.undo()
        assert len(attached(workspace, number)) == 2
        assert wrong(workspace) == {}


def test_a_file_that_is_damaged_later_stays_whole_in_the_backup(folder: Path, signed: Path) -> None:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        number = factory.agreement(workspace.store).id
        attach_file.attach(workspace, number, [signed], About())
        (file,) = attached(workspace, number)
        backup.back_up(folder / DATABASE, folder / "backups")
        place(workspace, file).chmod(0o600)
        place(workspace, file).write_bytes(b"damaged")
        backup.back_up(folder / DATABASE, folder / "backups")
    (saved,) = (path for path in (folder / "backups" / "attachments").rglob("*") if path.is_file())
    assert saved.read_bytes() == PDF


def test_a_backup_without_room_for_the_files_is_none(
    folder: Path, signed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        attach_file.attach(workspace, factory.agreement(workspace.store).id, [signed], About())

    def fail(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", fail)
    with pytest.raises(KideskError, match="No backup could be written"):
        backup.back_up(folder / DATABASE, folder / "backups")
    assert [path for path in (folder / "backups").rglob("*") if path.is_file()] == []
