"""Setting up: what run.py decides, what the files beside it promise, and a Qt that can be trusted."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from PySide6 import __version__ as pyside_version
from PySide6.QtWidgets import QApplication, QLabel

ROOT = Path(__file__).resolve().parent.parent
SETUP_FILES = (
    "run.py",
    "build.spec",
    "pyproject.toml",
    "constraints.txt",
    "Makefile",
    ".ci/run",
    "README.md",
)


def _load_run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kidesk_run", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run = _load_run()


def _project() -> dict[str, object]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert isinstance(project, dict)
    return project


def _declared() -> list[str]:
    project = _project()
    dependencies, extras = project["dependencies"], project["optional-dependencies"]
    assert isinstance(dependencies, list)
    assert isinstance(extras, dict)
    return [str(one) for one in sum(extras.values(), dependencies)]


def _name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~ ;\[]", requirement)[0]).lower()


def _pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


# What the arguments mean


@pytest.mark.parametrize(
    ("arguments", "task"),
    [
        ([], ("app", [])),
        (["test"], ("test", [])),
        (["test", "-k", "agreement"], ("test", ["-k", "agreement"])),
        (["build"], ("build", [])),
        (["export", "test"], ("app", ["export", "test"])),
        (["--workspace", "a folder"], ("app", ["--workspace", "a folder"])),
    ],
)
def test_arguments_choose_the_task(arguments: list[str], task: tuple[str, list[str]]) -> None:
    assert run.route(arguments) == task


def test_a_plain_start_without_a_screen_makes_the_demonstration() -> None:
    assert run.kidesk_arguments([], screen=False) == ["demo", "--out", "out"]
    assert run.kidesk_arguments([], screen=True) == []


@pytest.mark.parametrize("screen", [True, False])
def test_arguments_are_handed_on_as_they_are(screen: bool) -> None:
    assert run.kidesk_arguments(["check", "--workspace", "x"], screen) == ["check", "--workspace", "x"]


@pytest.mark.parametrize(
    ("platform", "environment", "screen"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_screen_is_told_by_the_environment(platform: str, environment: dict[str, str], screen: bool) -> None:
    assert run.has_screen(platform, environment) is screen


def test_qt_draws_in_memory_only_when_asked_to() -> None:
    environment = {"HOME": "somewhere", "QT_QPA_PLATFORM": "xcb"}
    assert run.with_qt_platform(environment, offscreen=True)["QT_QPA_PLATFORM"] == "offscreen"
    assert run.with_qt_platform(environment, offscreen=False) == environment
    assert environment["QT_QPA_PLATFORM"] == "xcb"


def test_an_old_python_is_refused_in_one_sentence() -> None:
    with pytest.raises(run.SetupError, match=r"needs Python 3\.11 or newer; .* is Python 3\.9\."):
        run.check_python((3, 9))
    run.check_python((3, 11))
    run.check_python((3, 14))


def test_the_oldest_python_is_the_one_the_project_declares() -> None:
    assert _project()["requires-python"] == f">={run.dotted(run.OLDEST_PYTHON)}"


# What the system lacks


def test_libraries_for_a_screen_are_needed_only_where_there_is_one() -> None:
    assert run.needs("app", screen=False) == run.QT_NEEDS
    assert run.needs("test", screen=True) == run.QT_NEEDS
    assert run.needs("app", screen=True) == run.QT_NEEDS | run.SCREEN_NEEDS


def test_a_build_needs_what_it_packs_and_the_tools_to_pack_it() -> None:
    needed = run.needs("build", screen=False)
    assert needed.items() >= (run.QT_NEEDS | run.SCREEN_NEEDS).items()
    assert needed["objdump"] == "binutils"


def test_only_what_is_not_there_is_missing() -> None:
    lacking = run.missing(run.QT_NEEDS, present=lambda need: need not in ("libGL.so.1", "libEGL.so.1"))
    assert lacking == {"libGL.so.1": "libgl1", "libEGL.so.1": "libegl1"}


def test_a_library_that_does_not_exist_is_not_present() -> None:
    assert not run.is_present("libkidesk-imagined.so.0")
    assert not run.is_present("kidesk-imagined-program")


def test_missing_libraries_are_answered_with_the_one_command() -> None:
    lacking = {"libglib-2.0.so.0": "libglib2.0-0", "libGL.so.1": "libgl1"}
    said = run.advice(lacking, has_apt=True, known=lambda package: False)
    assert said.endswith("sudo apt-get install libglib2.0-0 libgl1")


def test_renamed_packages_are_asked_for_by_their_new_names() -> None:
    names = run.apt_names(["libglib2.0-0", "libgl1"], known=lambda package: package == "libglib2.0-0t64")
    assert names == ["libglib2.0-0t64", "libgl1"]


def test_without_apt_the_libraries_are_named() -> None:
    said = run.advice({"libGL.so.1": "libgl1"}, has_apt=False, known=lambda package: False)
    assert "libGL.so.1" in said
    assert "apt-get" not in said


def test_missing_libraries_stop_the_start_where_they_may_not_be_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("KIDESK_NO_APT", raising=False)
    monkeypatch.setattr(run, "may_install", lambda: False)
    with pytest.raises(run.SetupError, match="libkidesk-imagined"):
        run.ensure_system({"libkidesk-imagined.so.0": "libkidesk-imagined"})


def test_a_person_may_go_on_without_them(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KIDESK_NO_APT", "1")
    assert not run.may_install()
    run.ensure_system({"libkidesk-imagined.so.0": "libkidesk-imagined"})
    assert "libkidesk-imagined.so.0" in capsys.readouterr().out


class _Apt:
    """A folder of programs, all that PATH has, and an apt of pretence that puts programs there or fails."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, folder: Path, *, there: tuple[str, ...], may: bool, works: bool = True
    ) -> None:
        self.folder = folder
        self.works = works
        self.asked: list[list[str]] = []
        for program in there:
            self._put(program)
        monkeypatch.setenv("PATH", str(folder))
        monkeypatch.setattr(run, "may_install", lambda: may)
        monkeypatch.setattr(run, "apt_install", self._install)

    def _install(self, packages: list[str]) -> None:
        self.asked.append(packages)
        if not self.works:
            raise run.SetupError("These packages could not be installed.", "the words of apt")
        for program, package in run.WITNESSES.items():
            if package in packages:
                self._put(program)

    def _put(self, program: str) -> None:
        file = self.folder / (f"{program}.exe" if os.name == "nt" else program)
        file.touch(mode=0o755)


def test_witnesses_that_are_there_are_not_spoken_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    apt = _Apt(monkeypatch, tmp_path, there=("pdfinfo", "qpdf"), may=True)
    run.call_witnesses()
    assert apt.asked == []
    assert capsys.readouterr().out == ""


def test_only_the_witnesses_that_are_not_there_are_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    apt = _Apt(monkeypatch, tmp_path, there=("qpdf",), may=True)
    run.call_witnesses()
    assert apt.asked == [["poppler-utils"]]
    assert capsys.readouterr().out == ""


def test_without_leave_to_install_the_missing_witnesses_are_named_and_the_tests_go_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    apt = _Apt(monkeypatch, tmp_path, there=("pdfinfo",), may=False)
    run.call_witnesses()
    assert apt.asked == []
    assert capsys.readouterr().out == "Not here: qpdf (Debian: qpdf). The tests go on without.\n"


def test_witnesses_that_cannot_be_installed_do_not_stop_the_tests(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    apt = _Apt(monkeypatch, tmp_path, there=(), may=True, works=False)
    run.call_witnesses()
    assert apt.asked == [["poppler-utils", "qpdf"]]
    said = capsys.readouterr().out
    assert said == "Not here: pdfinfo, qpdf (Debian: poppler-utils, qpdf). The tests go on without.\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has witnesses to call")
@pytest.mark.parametrize(("task", "called"), [("test", 1), ("build", 0), ("list", 0)])
def test_only_the_tests_call_witnesses(monkeypatch: pytest.MonkeyPatch, task: str, called: int) -> None:
    calls: list[str] = []
    monkeypatch.setattr(run, "call_witnesses", lambda: calls.append("called"))
    for name in ("ensure_system", "ensure_libraries"):
        monkeypatch.setattr(run, name, lambda what: None)
    for name in ("run_checks", "build", "replace_with"):
        monkeypatch.setattr(run, name, lambda *arguments: 0)
    assert run.act([task]) == 0
    assert len(calls) == called


def test_apt_waits_for_another_apt_and_asks_no_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []

    def start(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
        started.append((command, environment))
        return 0, ""

    monkeypatch.setattr(run, "quietly", start)
    run.apt(["update"])
    [(command, environment)] = started
    assert command[-1] == "update"
    assert any(re.fullmatch(r"DPkg::Lock::Timeout=[1-9][0-9]+", word) for word in command)
    assert environment["DEBIAN_FRONTEND"] == "noninteractive"


# When the libraries are installed again


def test_a_change_in_what_is_declared_or_in_python_installs_again(tmp_path: Path) -> None:
    files = [tmp_path / "pyproject.toml", tmp_path / "constraints.txt"]
    for file in files:
        file.write_text("one")
    first = run.dependencies_fingerprint(files, (3, 11))
    assert run.dependencies_fingerprint(files, (3, 11)) == first
    assert run.dependencies_fingerprint(files, (3, 12)) != first
    for file in files:
        file.write_text("another")
        assert run.dependencies_fingerprint(files, (3, 11)) != first
        file.write_text("one")


class _Installer:
    """A `.venv` of pretence, which records what would have been done to it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, version: tuple[int, ...]) -> None:
        self.version = version
        self.done: list[str] = []
        self.folder = folder
        monkeypatch.setattr(run, "VENV", folder)
        monkeypatch.setattr(run, "venv_version", lambda: self.version)
        monkeypatch.setattr(run, "make_venv", self._make)
        monkeypatch.setattr(run, "install", lambda extra, occasion: self.done.append(f"{extra}: {occasion}"))

    def _make(self) -> None:
        self.done.append("make")
        self.version = (3, 11)


def test_the_second_start_installs_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installer = _Installer(monkeypatch, tmp_path, version=())
    run.ensure_libraries("dev")
    assert installer.done == ["make", "dev: first time only"]
    run.ensure_libraries("dev")
    assert installer.done == ["make", "dev: first time only"]


@pytest.mark.parametrize("version", [(), (3, 9)])
def test_a_broken_or_old_environment_is_made_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: tuple[int, ...]
) -> None:
    installer = _Installer(monkeypatch, tmp_path, version)
    run.ensure_libraries("dev")
    assert installer.done == ["make", "dev: first time only"]


def test_an_environment_without_its_stamp_is_installed_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installer = _Installer(monkeypatch, tmp_path, version=(3, 11))
    run.ensure_libraries("dev")
    assert installer.done == ["dev: first time only"]


def test_changed_libraries_are_installed_in_the_same_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installer = _Installer(monkeypatch, tmp_path, version=(3, 11))
    (tmp_path / "kidesk-dev.stamp").write_text("of other libraries")
    run.ensure_libraries("dev")
    assert installer.done == ["dev: the libraries have changed"]


def test_a_failed_installation_leaves_no_stamp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _Installer(monkeypatch, tmp_path, version=(3, 11))

    def fail(extra: str, occasion: str) -> None:
        raise run.SetupError(f"{extra} could not be installed.")

    monkeypatch.setattr(run, "install", fail)
    with pytest.raises(run.SetupError):
        run.ensure_libraries("dev")
    assert not list(tmp_path.iterdir())


# What is said and returned


def test_a_failed_check_fails_the_whole_even_when_pytest_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "run_check", lambda name, command, environment: name != "mypy")
    monkeypatch.setattr(run.subprocess, "call", lambda *arguments, **options: 0)
    assert run.run_checks([], {}) == 1


def test_all_checks_passing_is_success_and_pytests_code_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "run_check", lambda name, command, environment: True)
    for code in (0, 2):
        monkeypatch.setattr(run.subprocess, "call", lambda *arguments, code=code, **options: code)
        assert run.run_checks([], {}) == code


def test_a_problem_is_told_in_a_sentence_after_the_words_of_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(arguments: list[str]) -> int:
        raise run.SetupError("It could not be done.", "the reason")

    monkeypatch.setattr(run, "act", fail)
    assert run.main([]) == 1
    assert capsys.readouterr().out == "the reason\nIt could not be done.\n"


def test_a_program_that_cannot_be_started_is_a_failure_and_no_crash() -> None:
    code, said = run.quietly([ROOT / "no such program"])
    assert code == 127
    assert said


def test_what_a_program_says_and_how_it_ends_are_both_kept() -> None:
    program = [sys.executable, "-c", "print('å'); raise SystemExit(3)"]
    assert run.quietly(program, {**os.environ, "PYTHONUTF8": "1"}) == (3, "å")


# What the files promise


def test_every_declared_library_is_pinned_to_one_version() -> None:
    pins = _pins()
    assert {_name(requirement) for requirement in _declared()} <= pins.keys()
    assert all(re.fullmatch(r"[0-9][0-9a-z.]*", version) for version in pins.values())


def test_every_library_that_kidesk_runs_on_has_its_licence_named_in_its_version() -> None:
    text = (ROOT / "THIRD_PARTY_LICENSES.md").read_text("utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| ([0-9][\w.]*) \| (.+?) \|", text, flags=re.MULTILINE)
    named = {_name(name): version for name, version, _ in rows}
    dependencies = _project()["dependencies"]
    assert isinstance(dependencies, list)
    assert {_name(str(requirement)) for requirement in dependencies} <= named.keys()
    pins = _pins()
    assert named == {name: pins.get(name) for name in named}


def _setup_texts() -> list[Path]:
    return [ROOT / name for name in SETUP_FILES] + sorted((ROOT / "docs").rglob("*.md"))


# The names are written in pieces so that this file does not hold them.
_REGISTRIES = re.compile("|".join(("pypi" + r"\.org", "python" + "hosted", "npm" + "js", "index" + "-url")))
_MACHINE_PATHS = re.compile(r"(?<![\w.~])/(?:home|root|work|Users)/|[A-Z]:\\Users")


@pytest.mark.parametrize("file", _setup_texts(), ids=lambda file: str(file.relative_to(ROOT)))
def test_no_registry_and_no_folder_of_one_machine_is_named(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not _REGISTRIES.findall(text)
    assert not _MACHINE_PATHS.findall(text)


def test_constraints_hold_versions_and_nothing_else() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    assert all(re.fullmatch(r"#.*|[a-z0-9-]+==[0-9a-z.]+", line) for line in text.splitlines())


# A Qt that can be trusted


def test_qt_keeps_its_references_to_none(qapp: QApplication) -> None:
    label = QLabel()
    before = sys.getrefcount(None)
    for number in range(500):
        label.setText(str(number))
    lost = before - sys.getrefcount(None)
    assert lost < 100, (
        f"PySide6 {pyside_version} loses references to None on Python {sys.version.split()[0]}, so kidesk "
        "would die of 'deallocating None' after some thousand calls; install the version in constraints.txt."
    )
