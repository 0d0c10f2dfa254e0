"""Reading the values of a PDF without trusting their types: what is not as it should be reads as nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from typing import Any

from pikepdf import Array, Dictionary, Name, PdfError, Stream, String

# What pikepdf hands out: numbers and booleans as Python's own, everything else as its objects.
Value = Any
Key = tuple[int, int]


def is_dictionary(value: Value) -> bool:
    """Whether it has entries; a stream has, too."""
    return isinstance(value, Dictionary | Stream)


def entry(owner: Value, key: str) -> Value:
    """The value under `key`, None without one and where `owner` has no entries."""
    return owner.get(key) if is_dictionary(owner) else None


def text(value: Value) -> str | None:
    """The words of a text string, None for anything else."""
    if isinstance(value, String):
        with suppress(UnicodeError, ValueError):
            return str(value)
    return None


def name(value: Value) -> str:
    """A name without its slash, empty for anything else and where its bytes are no UTF-8."""
    if isinstance(value, Name):
        with suppress(UnicodeError):
            return str(value)[1:]
    return ""


def integer(value: Value) -> int | None:
    """A whole number, None for anything else."""
    return value if type(value) is int else None


def numbers(value: Value, count: int) -> tuple[float, ...] | None:
    """Exactly `count` numbers of an array, None for anything else."""
    found = [one for one in items(value) if isinstance(one, int | Decimal | float) and not isinstance(one, bool)]
    return tuple(map(float, found)) if len(found) == count == len(items(value)) else None


def items(value: Value) -> list[Value]:
    """The items of an array, nothing for anything else."""
    return list(value) if isinstance(value, Array) else []


def entries(value: Value) -> list[tuple[str, Value]]:
    """Keys (with their slash) and values, nothing for what has none."""
    return [(key, value[key]) for key in value.keys()] if is_dictionary(value) else []  # noqa: SIM118 (a stream)


def key_of(value: Value) -> Key | None:
    """The object's number in the file, None for a value that stands inside another."""
    if not isinstance(value, Dictionary | Stream | Array) or not value.is_indirect:
        return None
    return value.objgen


def data(stream: Value) -> bytes:
    """What is in a stream, decoded; nothing where that cannot be read."""
    if isinstance(stream, Stream):
        with suppress(PdfError, ValueError, TypeError, NotImplementedError):
            return stream.read_bytes()
    return b""


def number_tree(root: Value) -> Iterator[tuple[int, Value]]:
    """The pairs of a number tree (ISO 32000-1, 7.9.7), each node once however they refer to each other."""
    yield from ((number, value) for number, value in _pairs(root, "/Nums") if isinstance(number, int))


def _pairs(root: Value, key: str) -> Iterator[tuple[Value, Value]]:
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        here = key_of(node)
        if here in seen:
            continue
        if here is not None:
            seen.add(here)
        found = items(entry(node, key))
        yield from zip(found[::2], found[1::2], strict=False)
        waiting += reversed(items(entry(node, "/Kids")))
