"""Reading CMaps (ISO 32000-1, 9.7.5): which bytes make a code, and which characters or glyphs codes stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

# ISO 32000-1, table 118: the CMaps that every reader has.
_CHINESE = "GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16 B5pc HKscs-B5 ETen-B5 ETenms-B5 CNS-EUC"
_JAPANESE = "UniCNS-UCS2 UniCNS-UTF16 83pv-RKSJ 90ms-RKSJ 90msp-RKSJ 90pv-RKSJ Add-RKSJ EUC Ext-RKSJ UniJIS-UCS2"
_KOREAN = "UniJIS-UCS2-HW UniJIS-UTF16 KSC-EUC KSCms-UHC KSCms-UHC-HW KSCpc-EUC UniKS-UCS2 UniKS-UTF16"
PREDEFINED = frozenset(
    {"H", "V"}
    | {f"{one}-{way}" for one in f"Identity {_CHINESE} {_JAPANESE} {_KOREAN}".split() for way in ("H", "V")}
)
_MOST = 65_536
_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange|cidchar|cidrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])|(-?\d+)")


@dataclass
class CMap:
    """What one CMap says. Codes are pairs of their length in bytes and their number."""

    lengths: list[tuple[int, int, int]] = field(default_factory=list)
    characters: dict[int, str] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    writing: int = 0
    uses: str = ""

    def codes(self, shown: bytes) -> Iterator[int]:
        """The codes in a shown string; two bytes each where the CMap names no lengths."""
        at = 0
        while at < len(shown):
            size = self._size(shown, at)
            yield int.from_bytes(shown[at : at + size], "big")
            at += size

    def _size(self, shown: bytes, at: int) -> int:
        for size, first, last in self.lengths:
            if first <= int.from_bytes(shown[at : at + size], "big") <= last:
                return size
        return self.lengths[0][0] if self.lengths else 2


def read(source: bytes) -> CMap:
    """A CMap from the text of its stream; what cannot be understood is left out."""
    found = CMap()
    for section, body in _SECTION.findall(source):
        values = list(_values(body))
        if section == b"codespacerange":
            found.lengths += [(len(a), _int(a), _int(b)) for a, b in _groups(values, 2) if _both(a, b) and len(a) > 0]
        elif section == b"bfchar":
            found.characters |= {_int(a): _words(b) for a, b in _groups(values, 2) if _both(a, b)}
        elif section == b"cidchar":
            found.numbers |= {_int(a): b for a, b in _groups(values, 2) if isinstance(a, bytes) and isinstance(b, int)}
        else:
            for first, last, target in _groups(values, 3):
                if _both(first, last):
                    _fill(found, _int(first), min(_int(last), _int(first) + _MOST), target)
    mode = re.search(rb"/WMode\s+(\d)", source)
    found.writing = int(mode[1]) if mode else 0
    used = re.search(rb"/([^\s/]+)\s+usecmap", source)
    found.uses = used[1].decode("latin-1") if used else ""
    return found


def _fill(found: CMap, first: int, last: int, target: bytes | int | list[bytes]) -> None:
    if len(found.characters) + len(found.numbers) > 4 * _MOST:
        return
    if isinstance(target, list):
        found.characters |= {first + place: _words(one) for place, one in enumerate(target[: last - first + 1])}
    elif isinstance(target, int):
        found.numbers |= {code: target + code - first for code in range(first, last + 1)}
    else:
        stem, final = target[:-2], _int(target[-2:])
        for code in range(first, last + 1):
            found.characters[code] = _words(stem + ((final + code - first) % _MOST).to_bytes(2, "big"))


def _values(body: bytes) -> Iterator[bytes | int | list[bytes]]:
    """Hexadecimal strings, whole numbers, and lists of hexadecimal strings."""
    inside: list[bytes] | None = None
    for digits, opening, closing, number in _TOKEN.findall(body):
        if opening:
            inside = []
        elif closing:
            yield inside or []
            inside = None
        elif number and inside is None:
            yield int(number)
        elif not number:
            digits = b"".join(digits.split())
            value = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
            if inside is None:
                yield value
            else:
                inside.append(value)


def _groups(values: list[bytes | int | list[bytes]], size: int) -> Iterator[tuple[Any, ...]]:
    return zip(*[iter(values)] * size, strict=False)


def _both(one: object, other: object) -> bool:
    return isinstance(one, bytes) and isinstance(other, bytes)


def _int(value: object) -> int:
    return int.from_bytes(value, "big") if isinstance(value, bytes) else 0


def _words(value: object) -> str:
    return value.decode("utf-16-be", "replace") if isinstance(value, bytes) else ""
