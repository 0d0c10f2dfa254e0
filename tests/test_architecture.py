"""The house rules: who may know whom, how long a file may be, and what is written in one place only."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "kidesk"
MODULES = sorted(CODE.rglob("*.py"))
LONGEST = 350

each_module = pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(CODE)))


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def _name(file: Path) -> str:
    return str(file.relative_to(CODE))


# The arrows


def test_the_rooms_know_each_other_only_along_the_arrows() -> None:
    program = [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(
        [*program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_sessions_live_in_the_store_and_its_operations_only() -> None:
    known = {_name(file) for file in MODULES if re.search(r"^from sqlalchemy\.orm import .*Session", _text(file), re.M)}
    assert all(name.startswith(("store/", "operations/")) for name in known)


@cache
def _text(file: Path) -> str:
    return file.read_text("utf-8")


# Shape


def test_no_file_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "misc"}
    assert [_name(file) for file in MODULES if file.stem in empty or file.parent.name in empty] == []


@each_module
def test_a_file_is_short_enough_to_be_read(file: Path) -> None:
    lines = len(_text(file).splitlines())
    if "versions" not in file.parts:  # a revision of the schema is a list
        assert lines <= LONGEST


@each_module
def test_a_module_says_what_it_is_for(file: Path) -> None:
    said = ast.get_docstring(_tree(file))
    assert said
    assert said[0].isupper() or said.startswith(("kidesk", "python"))


# Docstrings


def _module(file: Path) -> ModuleType:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))


def _is_ours(name: str) -> bool:
    """Public, and not a name that Qt calls."""
    return not name.startswith("_") and not re.fullmatch(r"[a-z]+[A-Z]\w*", name)


def _undocumented(file: Path) -> Iterator[str]:
    module = _module(file)
    for node in _tree(file).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and _is_ours(node.name):
            if not ast.get_docstring(node):
                yield node.name
            if isinstance(node, ast.ClassDef):
                described = getattr(module, node.name)
                for method in node.body:
                    # An override says what the method it overrides says.
                    if isinstance(method, ast.FunctionDef) and _is_ours(method.name):
                        member = inspect.getattr_static(described, method.name)
                        if not (ast.get_docstring(method) or inspect.getdoc(getattr(described, method.name, member))):
                            yield f"{node.name}.{method.name}"


@each_module
def test_what_others_may_use_says_what_it_does(file: Path) -> None:
    if "migrations" not in file.parts and file.name != "__main__.py":
        assert list(_undocumented(file)) == []


# Written in one place only


def _calls(file: Path) -> Iterator[str]:
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.Call):
            called = node.func
            yield (
                called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
            )


def _names(file: Path) -> set[str]:
    return {node.id for node in ast.walk(_tree(file)) if isinstance(node, ast.Name)}


# What Qt would render as HTML, opening the images it names
_RICH = {"QLabel", "setToolTip", "QMessageBox", "QErrorMessage"}


@each_module
def test_qt_shows_peoples_text_only_through_the_plain_labels(file: Path) -> None:
    if _name(file) != "gui/plain.py":
        assert _RICH & set(_calls(file)) == set()
        assert not {"QMessageBox", "QErrorMessage"} & _names(file)
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "showText":
            assert any("plain_tip" in ast.dump(argument) for argument in node.args)


@each_module
def test_no_paragraph_with_markup_is_printed(file: Path) -> None:
    assert "reportlab.platypus" not in _text(file)
    if "import reportlab" in _text(file) or "from reportlab" in _text(file):
        assert file.parent.name == "paper"


@pytest.mark.parametrize("file", sorted((CODE / "reports").glob("*.py")), ids=lambda file: file.name)
def test_a_report_says_what_is_in_it_and_never_how_it_is_drawn(file: Path) -> None:
    assert "kidesk.reports.paper" not in _text(file) or file.name == "document.py"
