"""Translations: every message is in the Swedish catalogue, whole, and with the same places to fill."""

from __future__ import annotations

import ast
import importlib.util
import re
import string
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from kidesk.records import RECORD_TYPES
from kidesk.records.fields import Choice, Parts

ROOT = Path(__file__).resolve().parent.parent
SWEDISH = ROOT / "translations" / "sv" / "LC_MESSAGES" / "kidesk.po"


@cache
def _update() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update_translations", ROOT / "translations" / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def _messages() -> Catalog:
    template = _update().template()
    assert isinstance(template, Catalog)
    return template


@cache
def _swedish() -> Catalog:
    with SWEDISH.open("rb") as file:
        return read_po(file, locale="sv")


def _forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or [""])


def _translated() -> list[tuple[list[str], list[str]]]:
    """Each message with its translation, as lists of plural forms."""
    found = [(message, _swedish().get(message.id)) for message in _messages() if message.id]
    return [(_forms(message.id), _forms(said.string)) for message, said in found if said is not None]


def test_every_message_is_in_the_catalogue() -> None:
    assert [one.id for one in _messages() if one.id and _swedish().get(one.id) is None] == []


def test_no_message_is_left_that_nobody_says() -> None:
    assert [one.id for one in _swedish() if one.id and _messages().get(one.id) is None] == []
    assert not _swedish().obsolete


def test_every_message_is_translated_for_certain() -> None:
    def is_open(message: Message) -> bool:
        return message.fuzzy or not all(_forms(message.string))

    assert [one.id for one in _swedish() if one.id and is_open(one)] == []


def test_translations_have_the_same_places_to_fill() -> None:
    def places(text: str) -> frozenset[str]:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)

    wrong = [(said, into) for said, into in _translated() if {places(one) for one in into} != {places(said[-1])}]
    assert wrong == []


def test_translations_end_as_the_message_does() -> None:
    def end(text: str) -> str:
        found = re.search(r"[….:?! ]+$", text)
        return found[0] if found else ""

    assert [(said, into) for said, into in _translated() if {end(one) for one in into} != {end(said[-1])}] == []


def test_the_words_of_the_records_reach_the_catalogue() -> None:
    words = {word for one in RECORD_TYPES for word in (one.one, one.many, one.new, one.empty)}
    for record_type in RECORD_TYPES:
        words |= {view.label for view in record_type.views} | {section.label for section in record_type.sections}
        for field in record_type.fields:
            inner = field.fields if isinstance(field, Parts) else (field,)
            words |= {field.label} | {one.label for one in inner} | {one.help for one in inner if one.help}
            words |= {term.label for one in inner if isinstance(one, Choice) for term in one.terms}
    assert sorted(word for word in words if _messages().get(word) is None) == []


def _spoken(file: Path) -> set[str]:
    """Literal messages given to what speaks them."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            spoken = {"text": node.args[:1], "plural": node.args[:1], "say": node.args[1:2]}.get(node.func.attr, [])
            found |= {one.value for one in spoken if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return found - {""}


@pytest.mark.parametrize("folder", ["gui", "operations", "records", "reports", "store", "exchange"])
def test_what_is_spoken_is_marked_for_translation(folder: str) -> None:
    spoken = {one for file in (ROOT / "kidesk" / folder).rglob("*.py") for one in _spoken(file)}
    singular = {_forms(message.id)[0] for message in _messages() if message.id}
    assert sorted(spoken - singular) == []


def test_the_check_of_the_catalogue_agrees() -> None:
    command = [sys.executable, str(ROOT / "translations" / "update.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
