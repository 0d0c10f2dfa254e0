"""Sets kidesk up and runs it, with nothing but Python 3.11 or newer (on Windows write `py` for `python3`).

    python3 run.py            starts kidesk; without a screen it makes the demonstration in the folder `out`
    python3 run.py test       passes every check; what follows `test` goes to pytest
    python3 run.py build      builds the program that needs no Python, in `dist`
    python3 run.py ARGS...    hands any other arguments to kidesk's own command line

The first start makes `.venv` and installs the libraries there. On Debian and Ubuntu the system libraries that
Qt needs are installed when this runs as root, and otherwise named in one command. KIDESK_NO_APT=1 leaves the
system alone. Standard library only.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import io
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
VENV_PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
VENV_PYTHON = VENV_PROGRAMS / ("python.exe" if os.name == "nt" else "python")
DEPENDENCIES = (ROOT / "pyproject.toml", ROOT / "constraints.txt")

# What must be on a Linux system, and the Debian package that holds it.
QT_NEEDS = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
}
SCREEN_NEEDS = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-shape.so.0": "libxcb-shape0",
}

# Other people's programs that tests hold against our PDFs; where they are not, the tests go on without.
WITNESSES = {"pdfinfo": "poppler-utils", "qpdf": "qpdf"}

# Started as modules: the scripts in .venv/bin stop working when the folder is moved.
CHECKS = {
    "ruff": ("-m", "ruff", "check"),
    "mypy": ("-m", "mypy"),
    "import-linter": ("-c", "from importlinter.cli import lint_imports_command as check; check()"),
}


class SetupError(Exception):
    """Something a person must put right: one sentence, and the words of the program that failed."""

    def __init__(self, sentence: str, output: str = "") -> None:
        super().__init__(sentence)
        self.output = output


def main(arguments: Sequence[str]) -> int:
    """Does what the arguments ask for and returns the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        check_python(sys.version_info[:2])
        return act(arguments)
    except SetupError as problem:
        if problem.output:
            say(problem.output)
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130


def act(arguments: Sequence[str]) -> int:
    """Sets up what the task needs, then does it."""
    task, rest = route(arguments)
    screen = has_screen(sys.platform, os.environ)
    if sys.platform.startswith("linux"):
        ensure_system(needs(task, screen))
    if task == "test" and sys.platform.startswith("linux"):
        call_witnesses()
    ensure_libraries("dev")
    environment = with_qt_platform(os.environ, offscreen=task != "app")
    if task == "test":
        return run_checks(rest, environment)
    if task == "build":
        ensure_libraries("build")
        return build(environment)
    if not rest and not screen:
        say("There is no screen here, so kidesk makes its demonstration: records, reports and pictures.")
    return replace_with(VENV_PYTHON, ["-m", "kidesk", *kidesk_arguments(rest, screen)], environment)


def route(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The task, "test", "build" or "app", and the arguments left for it."""
    if arguments and arguments[0] in ("test", "build"):
        return arguments[0], list(arguments[1:])
    return "app", list(arguments)


def kidesk_arguments(arguments: Sequence[str], screen: bool) -> list[str]:
    """What kidesk's own command line gets: the arguments, or the demonstration when nothing could be seen."""
    return list(arguments) if arguments or screen else ["demo", "--out", "out"]


def has_screen(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether a window would be seen."""
    if not platform.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def with_qt_platform(environment: Mapping[str, str], offscreen: bool) -> dict[str, str]:
    """The environment, with Qt drawing in memory when `offscreen`."""
    return {**environment, "QT_QPA_PLATFORM": "offscreen"} if offscreen else dict(environment)


def check_python(version: tuple[int, ...]) -> None:
    """Raises SetupError when Python is too old."""
    if version < OLDEST_PYTHON:
        oldest, this = dotted(OLDEST_PYTHON), dotted(version)
        raise SetupError(f"kidesk needs Python {oldest} or newer; {sys.executable} is Python {this}.")


def dotted(version: Sequence[int]) -> str:
    """A version as it is written."""
    return ".".join(str(part) for part in version)


# The system's libraries


def needs(task: str, screen: bool) -> dict[str, str]:
    """The libraries and programs a task needs on Linux, each with its Debian package."""
    found = dict(QT_NEEDS)
    if (screen and task == "app") or task == "build":
        found |= SCREEN_NEEDS
    if task == "build":
        found |= {"objdump": "binutils", **shared_python()}
    return found


def shared_python() -> dict[str, str]:
    """The shared library of Python that a frozen program carries; Debian keeps it in a package of its own."""
    name = str(sysconfig.get_config_var("INSTSONAME") or "")
    return {name: f"libpython{dotted(sys.version_info[:2])}"} if ".so" in name else {}


def is_present(need: str) -> bool:
    """Whether a shared library can be loaded, or a program found."""
    if ".so" not in need:
        return shutil.which(need) is not None
    try:
        ctypes.CDLL(need)
    except OSError:
        return False
    return True


def missing(wanted: Mapping[str, str], present: Callable[[str], bool] = is_present) -> dict[str, str]:
    """Those of the needs that are not on this system."""
    return {need: package for need, package in wanted.items() if not present(need)}


def ensure_system(wanted: Mapping[str, str]) -> None:
    """Installs what is missing where that is allowed; raises SetupError with the command where it is not."""
    lacking = missing(wanted)
    if lacking and os.environ.get("KIDESK_NO_APT") == "1":
        say(f"Missing here: {', '.join(lacking)}. Going on all the same, since KIDESK_NO_APT is set.")
        return
    if lacking and may_install():
        apt_install(list(lacking.values()))
        lacking = missing(wanted)
    if lacking:
        raise SetupError(advice(lacking, has_apt=shutil.which("apt-get") is not None, known=is_known_to_apt))


def call_witnesses() -> None:
    """Installs the programs that only some tests use, where that is allowed and works; says which are not there."""
    lacking = missing(WITNESSES)
    if lacking and may_install():
        with contextlib.suppress(SetupError):
            apt_install(list(lacking.values()))
        lacking = missing(WITNESSES)
    if lacking:
        say(f"Not here: {', '.join(lacking)} (Debian: {', '.join(lacking.values())}). The tests go on without.")


def may_install() -> bool:
    """Whether this process may install system packages."""
    allowed = os.environ.get("KIDESK_NO_APT") != "1"
    return allowed and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def advice(lacking: Mapping[str, str], has_apt: bool, known: Callable[[str], bool]) -> str:
    """One sentence that says how to get what is missing."""
    if has_apt:
        command = " ".join(apt_names(list(lacking.values()), known))
        return f"System libraries are missing; install them, then start again: sudo apt-get install {command}"
    return (
        f"Missing here: {', '.join(lacking)}; install what holds them with this system's package manager "
        f"(on Debian: {', '.join(lacking.values())}), then start again."
    )


def apt_names(packages: Sequence[str], known: Callable[[str], bool]) -> list[str]:
    """The packages' names here: since Debian 13 some end in t64, as libglib2.0-0t64."""
    return [f"{name}t64" if known(f"{name}t64") else name for name in packages]


def is_known_to_apt(package: str) -> bool:
    """Whether apt's lists have the package."""
    return shutil.which("apt-cache") is not None and quietly(["apt-cache", "show", package])[0] == 0


def apt_install(packages: Sequence[str]) -> None:
    """Installs system packages as root, with fresh lists where the present ones do not do."""
    say(f"Setting up (first time only): installing {', '.join(packages)} ...")
    code, output = try_apt_install(packages)
    if code != 0:
        apt(["update"])
        code, output = try_apt_install(packages)
    if code != 0:
        raise SetupError(f"These packages could not be installed: {', '.join(packages)}.", output)


def try_apt_install(packages: Sequence[str]) -> tuple[int, str]:
    """One attempt; the exit code and what was said."""
    return apt(["install", "--yes", "--no-install-recommends", *apt_names(packages, is_known_to_apt)])


def apt(arguments: Sequence[str]) -> tuple[int, str]:
    """Runs apt-get without questions, after another one that holds its lock, as a new machine's own updates do."""
    command = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=120", *arguments]
    return quietly(command, {**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


# Python's libraries


def ensure_libraries(extra: str) -> None:
    """Makes `.venv` or mends it, and installs kidesk and its libraries; instant when nothing has changed."""
    version = venv_version()
    if version < OLDEST_PYTHON:
        make_venv()
        version = venv_version()
    stamp = VENV / f"kidesk-{extra}.stamp"
    fingerprint = dependencies_fingerprint(DEPENDENCIES, version)
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    install(extra, "the libraries have changed" if stamp.exists() else "first time only")
    stamp.write_text(fingerprint)


def dependencies_fingerprint(files: Sequence[Path], version: Sequence[int]) -> str:
    """Changes with what is to be installed, with where, and with the Python of `.venv`."""
    digest = hashlib.sha256(f"{ROOT} {dotted(version)}".encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def venv_version() -> tuple[int, ...]:
    """The version of the Python in `.venv`; empty when there is none or it does not start."""
    if not VENV_PYTHON.exists():
        return ()
    code, output = quietly([VENV_PYTHON, "-I", "-c", "import sys; print(*sys.version_info[:2])"])
    return tuple(int(part) for part in output.split()) if code == 0 else ()


def make_venv() -> None:
    """Makes `.venv` anew, without its own pip where Python came without ensurepip, as Debian's does."""
    say("Setting up (first time only): making .venv ...")
    code, output = quietly([sys.executable, "-m", "venv", "--clear", VENV])
    if code != 0:
        code, output = quietly([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV])
    if code != 0 or venv_version() < OLDEST_PYTHON:
        raise SetupError(f"A virtual environment could not be made in {VENV}.", output)


def install(extra: str, occasion: str) -> None:
    """Installs kidesk in place with one set of extras, in the versions of constraints.txt."""
    command = [*pip(), "install", "--quiet", "--disable-pip-version-check", "--constraint", "constraints.txt"]
    say(f"Setting up ({occasion}): installing the libraries in .venv, which takes about a minute ...")
    code, output = quietly([*command, "--editable", f".[{extra}]"], folder=ROOT)
    if code != 0:
        raise SetupError(
            "The libraries could not be installed; pip says why above. Is the network there? "
            "If it is and this happens again, delete the folder .venv and start again.",
            output,
        )


def pip() -> list[str | Path]:
    """The pip that installs in `.venv`: its own, or this Python's; on Debian it is fetched where allowed."""
    found = working_pip()
    package = f"python{dotted(sys.version_info[:2])}-venv"
    debian = sys.base_prefix == "/usr" and shutil.which("apt-get") is not None
    if not found and debian and may_install():
        apt_install([package])
        found = working_pip()
    if not found:
        how = f"sudo apt-get install {package}" if debian else f"{sys.executable} -m ensurepip"
        raise SetupError(f"This Python has no pip (22.3 or newer); install it, then start again: {how}")
    return found


def working_pip() -> list[str | Path]:
    """The pip of `.venv`, this Python's, or one unpacked from ensurepip; empty when there is none."""
    own: list[str | Path] = [VENV_PYTHON, "-m", "pip"]
    outer: list[str | Path] = [sys.executable, "-m", "pip", "--python", VENV_PYTHON]
    for command in (own, outer):
        if quietly([*command, "--version"])[0] == 0:
            return command
    return own if quietly([VENV_PYTHON, "-m", "ensurepip"])[0] == 0 else []


# The tasks


def run_checks(pytest_arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Runs all checks, pytest last, and returns 0 only when all of them pass."""
    results = [run_check(name, command, environment) for name, command in CHECKS.items()]
    # On all processors; what follows `test` comes later and wins, such as `-n 0`.
    pytest = [str(VENV_PYTHON), "-m", "pytest", "-n", "auto", "--dist", "worksteal", *pytest_arguments]
    code = subprocess.call(pytest, cwd=ROOT, env=dict(environment))
    return code or int(not all(results))


def run_check(name: str, command: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Runs one check, and shows its words only when it fails."""
    start = time.monotonic()
    code, output = quietly([VENV_PYTHON, *command], environment, ROOT)
    say(f"{name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - start:.1f} s")
    if code != 0:
        say(output)
    return code == 0


def build(environment: Mapping[str, str]) -> int:
    """Builds the program that needs no Python, and starts it once to see that it works."""
    say("Building kidesk, which takes a few minutes ...")
    code, output = quietly([VENV_PYTHON, "-m", "PyInstaller", "build.spec", "--noconfirm"], environment, ROOT)
    if code != 0:
        raise SetupError("kidesk could not be built; PyInstaller says why above.", output)
    program = ROOT / "dist" / "kidesk" / ("kidesk.exe" if os.name == "nt" else "kidesk")
    code, output = quietly([program, "--smoke"], environment)
    if code != 0:
        raise SetupError(f"{program} was built, but its trial run ended with code {code}.", output)
    say(f"{program} was built, and its trial run passed.")
    return 0


def replace_with(program: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Goes on as another program, whose exit code becomes this one's."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(program, [str(program), *arguments], dict(environment))  # noqa: S606
    return subprocess.call([program, *arguments], env=dict(environment))


def quietly(
    command: Sequence[str | Path], environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> tuple[int, str]:
    """Runs a program; its exit code and all it said."""
    try:
        done = subprocess.run(
            command,
            env=None if environment is None else dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        return 127, str(error)
    return done.returncode, done.stdout.strip()


def say(text: str) -> None:
    """Prints a line at once."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
