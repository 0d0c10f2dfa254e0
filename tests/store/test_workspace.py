"""Workspaces: what is opened, what is refused, and that a refusal changes nothing."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from kidesk.errors import WorkspaceError
from kidesk.i18n import Language
from kidesk.records.organisation import Organisation
from kidesk.store import database, migrate
from kidesk.store.store import Store
from kidesk.store.workspace import DATABASE, Workspace
from tests import factory

ROOT = Path(__file__).resolve().parents[2]
PAGE = 4096


def _files(folder: Path) -> dict[str, str]:
    """Every file below a folder with what is in it."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in sorted(folder.rglob("*"))
    }


def _refusal(folder: Path) -> WorkspaceError:
    """Opens a workspace that must be refused with every byte left as it was."""
    before = _files(folder)
    with pytest.raises(WorkspaceError) as refusal:
        Workspace.open(folder, "Tove")
    assert _files(folder) == before
    return refusal.value


# What was kept and what to do next: one of each stands in every refusal.
_KEPT = ("Nothing was changed", "Nothing was made", "It was left as it is")
_NEXT = ("put ", "check ", "install ", "close it", "ask for")


def _is_clear(problem: WorkspaceError, folder: Path, sv: Language, en: Language) -> bool:
    said = problem.said(en)
    assert str(folder) in said
    assert any(words in said for words in _KEPT)
    assert any(words in said for words in _NEXT)
    assert "{" not in said
    assert str(folder) in problem.said(sv)
    return True


# Bad files


def _bytes(content: bytes) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        file.write_bytes(content)

    return spoil


def _cut_last(file: Path) -> None:
    os.truncate(file, file.stat().st_size - 1)


def _cut(share: float) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        os.truncate(file, int(file.stat().st_size * share))

    return spoil


def _header_only(file: Path) -> None:
    os.truncate(file, 100)


def _directory(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _zip(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a" * 200)


def _sql(*statements: str) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return spoil


def _foreign(file: Path) -> None:
    file.unlink()
    _sql("CREATE TABLE recipe (name TEXT)", "PRAGMA application_id=7")(file)


BAD_FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "missing": (Path.unlink, "is missing"),
    "a folder": (_directory, "is missing"),
    "empty": (_bytes(b""), "is empty"),
    "one byte": (_bytes(b"S"), "is not a kidesk database"),
    "text": (_bytes(b"Not a database, just text.\n" * 20), "is not a kidesk database"),
    "a zip file": (_zip, "is not a kidesk database"),
    "another program's database": (_foreign, "is not a kidesk database"),
    "cut to its header": (_header_only, "is damaged"),
    "cut in half": (_cut(0.5), "is damaged"),
    "cut within a page": (_cut(0.777), "is damaged"),
    "cut by its last byte": (_cut_last, "is damaged"),
    "with a number that is not its revision's": (_sql("PRAGMA user_version=0"), "is damaged"),
    "from a newer kidesk by its number": (_sql(f"PRAGMA user_version={migrate.SCHEMA + 1}"), "made by a newer kidesk"),
    "from a newer kidesk by its revision": (
        _sql("UPDATE alembic_version SET version_num='9999'"),
        "made by a newer kidesk",
    ),
    "without a revision": (_sql("DELETE FROM alembic_version"), "is damaged"),
    "without the table of revisions": (_sql("DROP TABLE alembic_version"), "is damaged"),
    "without a table of records": (_sql("DROP TABLE representative"), "is damaged"),
    "without its search index": (_sql("DROP TABLE search_index"), "is damaged"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_refused_clearly_and_left_as_it_is(kind: str, folder: Path, sv: Language, en: Language) -> None:
    spoil, reason = BAD_FILES[kind]
    spoil(folder / DATABASE)
    problem = _refusal(folder)
    assert reason in problem.said(en)
    assert _is_clear(problem, folder, sv, en)


def test_a_folder_that_does_not_exist_is_not_made(tmp_path: Path, sv: Language, en: Language) -> None:
    folder = tmp_path / "nowhere"
    problem = _refusal(folder)
    assert not folder.exists()
    assert _is_clear(problem, folder, sv, en)


@pytest.mark.parametrize("spoilt", ["zeros", "noise"])
def test_a_spoilt_page_is_noticed_wherever_it_lies(folder: Path, spoilt: str, en: Language) -> None:
    file = folder / DATABASE
    whole = file.read_bytes()
    noise = random.Random(7).randbytes(PAGE)
    for start in range(PAGE, len(whole), 7 * PAGE):
        page = bytes(PAGE) if spoilt == "zeros" else noise
        file.write_bytes(whole[:start] + page + whole[start + PAGE :])
        assert "is damaged" in _refusal(folder).said(en), f"page {start // PAGE + 1}"


def test_a_file_that_may_not_be_read_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, sv: Language, en: Language
) -> None:
    def refuse(file: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(database, "header", refuse)
    problem = _refusal(folder)
    assert "Permission denied" in problem.said(en)
    assert _is_clear(problem, folder, sv, en)


# Others who use it


@contextmanager
def _elsewhere(program: str, *arguments: str) -> Iterator[None]:
    """Runs a program beside this one, from when it says it is ready until it is let go."""
    code = textwrap.dedent(program) + "\nprint('ready', flush=True)\ninput()\n"
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        yield
        other.communicate("\n", timeout=30)


def test_a_workspace_is_open_once_in_one_program(workspace: Workspace, sv: Language, en: Language) -> None:
    with pytest.raises(WorkspaceError) as refusal:
        Workspace.open(workspace.folder, "Tove")
    assert "open in another kidesk" in refusal.value.said(en)
    assert _is_clear(refusal.value, workspace.folder, sv, en)
    factory.organisation(workspace.store)


def test_a_workspace_is_open_in_one_program_at_a_time(folder: Path, sv: Language, en: Language) -> None:
    program = """
        import sys
        from pathlib import Path
        from kidesk.store.workspace import Workspace
        workspace = Workspace.open(Path(sys.argv[1]), "Other")
    """
    with _elsewhere(program, str(folder)):
        problem = _refusal(folder)
        assert "open in another kidesk" in problem.said(en)
        assert _is_clear(problem, folder, sv, en)
    Workspace.open(folder, "Tove").close()


LOCKING = """
    import sqlite3, sys
    connection = sqlite3.connect(sys.argv[1], isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
"""


def test_a_database_in_use_by_another_program_is_refused_after_a_while(
    folder: Path, monkeypatch: pytest.MonkeyPatch, sv: Language, en: Language
) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 50)
    file = folder / DATABASE
    with _elsewhere(LOCKING, str(file)):
        problem = _refusal(folder)
    assert "in use by another program" in problem.said(en)
    assert _is_clear(problem, folder, sv, en)
    Workspace.open(folder, "Tove").close()


# A crash


def test_a_journal_left_by_a_crash_is_rolled_back(folder: Path) -> None:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        kept = factory.organisation(workspace.store, name_sv="Kept")
    file = folder / DATABASE
    crashed = folder.parent / "crashed"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN")
        connection.execute("UPDATE organisation SET name_sv='Lost', notes=hex(zeroblob(100000))")
        connection.execute("UPDATE operation SET who=hex(zeroblob(100000))")
        shutil.copytree(folder, crashed)
        connection.execute("ROLLBACK")
    assert (crashed / f"{DATABASE}-journal").stat().st_size > 0
    assert (crashed / DATABASE).read_bytes() != file.read_bytes()

    with closing(Workspace.open(crashed, "Tove")) as workspace:
        found = workspace.store.get(Organisation, kept.id)
        assert found is not None
        assert found.name_sv == "Kept"


# What a workspace is


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_only_the_person_may_read_a_workspace(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        folder = tmp_path / "new"
        with closing(Workspace.create(folder, "Tove")) as workspace, workspace.store.change("Test") as session:
            session.add(Organisation(name_sv="A"))
            session.flush()
            modes = {path.name: path.stat().st_mode & 0o777 for path in [folder, *folder.rglob("*")]}
    finally:
        os.umask(before)
    assert modes.pop(f"{DATABASE}-journal") == 0o600
    assert modes == {"new": 0o700, "attachments": 0o700, "backups": 0o700, DATABASE: 0o600, "lock": 0o600}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
@pytest.mark.parametrize(("there", "mode"), [([], 0o700), (["mine.txt"], 0o755)])
def test_an_empty_folder_becomes_the_persons_alone_and_any_other_keeps_its_rights(
    tmp_path: Path, there: list[str], mode: int
) -> None:
    folder = tmp_path / "made before"
    folder.mkdir()
    folder.chmod(0o755)
    for name in there:
        (folder / name).touch()
    Workspace.create(folder, "Tove").close()
    assert folder.stat().st_mode & 0o777 == mode


@pytest.mark.parametrize("name", ["50 % off", "två blanksteg  här", "Åäö ÿ 日本", "a#b?c&d=e", "%41", "mode=ro"])
def test_a_workspace_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    with closing(Workspace.create(folder, "Tove")) as workspace:
        saved = factory.organisation(workspace.store)
    with closing(Workspace.open(folder, "Tove")) as workspace:
        assert workspace.store.get(Organisation, saved.id) is not None
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_database_is_set_to_lose_nothing(workspace: Workspace) -> None:
    wanted: dict[str, object] = {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,
        "busy_timeout": 5000,
        "application_id": database.APPLICATION_ID,
        "user_version": migrate.SCHEMA,
    }
    for unit in (workspace.store.read(), workspace.store.change("Test")):
        with unit as session:
            assert {key: session.execute(text("PRAGMA " + key)).scalar() for key in wanted} == wanted


def test_an_existing_workspace_is_not_made_again(folder: Path, sv: Language, en: Language) -> None:
    before = _files(folder)
    with pytest.raises(WorkspaceError) as refusal:
        Workspace.create(folder, "Tove")
    assert _files(folder) == before
    assert "choose another folder" in refusal.value.said(en)
    assert str(folder) in refusal.value.said(sv)


def test_a_link_that_leads_nowhere_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / DATABASE).symlink_to(tmp_path / "an unmounted disk" / DATABASE)
    with pytest.raises(WorkspaceError):
        Workspace.create(tmp_path, "Tove")
    assert (tmp_path / DATABASE).is_symlink()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may look into every folder")
def test_a_folder_that_may_not_be_looked_into_is_told(tmp_path: Path, en: Language) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o000)
    with pytest.raises(WorkspaceError) as refusal:
        Workspace.create(folder, "Tove")
    assert "choose a folder" in refusal.value.said(en).lower()


def test_a_workspace_that_cannot_be_made_leaves_no_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, en: Language
) -> None:
    def fail(file: Path) -> None:
        file.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrate, "upgrade", fail)
    with pytest.raises(WorkspaceError) as refusal:
        Workspace.create(tmp_path / "new", "Tove")
    assert "No space left on device" in refusal.value.said(en)
    assert not list((tmp_path / "new").glob("kidesk*"))
    monkeypatch.undo()
    Workspace.create(tmp_path / "new", "Tove").close()


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_demonstration_says_so_when_it_is_opened_again(tmp_path: Path, is_demonstration: bool) -> None:
    with closing(Workspace.create(tmp_path / "new", "Tove", is_demonstration=is_demonstration)) as workspace:
        assert workspace.is_demonstration is is_demonstration
    with closing(Workspace.open(tmp_path / "new", "Tove")) as workspace:
        assert workspace.is_demonstration is is_demonstration


def test_a_closed_workspace_can_be_opened_again(folder: Path) -> None:
    for _ in range(2):
        with closing(Workspace.open(folder, "Tove")) as workspace:
            factory.organisation(workspace.store)
    with closing(Workspace.open(folder, "Tove")) as workspace:
        assert len(workspace.store.all(Organisation)) == 2


def test_a_workspace_whose_filling_fails_is_not_made(tmp_path: Path) -> None:
    def fail(store: Store) -> None:
        factory.organisation(store)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Workspace.create(tmp_path / "new", "Tove", fill=fail)
    assert not Workspace.exists(tmp_path / "new")
    with closing(Workspace.create(tmp_path / "new", "Tove", fill=lambda store: None)) as workspace:
        assert workspace.store.all(Organisation) == []
