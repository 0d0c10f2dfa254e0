"""The words in attached files: whatever they are written in, packed in or marked up with."""

from __future__ import annotations

import base64
import gzip
import io
import quopri
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kidesk.exchange import file_words
from kidesk.exchange.file_words import Unreadable, words_in

NAME = "Örjan Åkerblöm"
TEXT = f"Protokoll\nNärvarande: {NAME}, ordförande.\n"


def packed(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def picture(kind: bytes, text: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(kind, text) + chunk(b"IEND", b"")


_BASE64 = base64.b64encode(NAME.encode()).decode()
FILES = {
    **{encoding: TEXT.encode(encoding) for encoding in ("utf-8", "utf-16", "utf-32", "cp1252", "cp850", "mac_roman")},
    "a zip": packed(a=TEXT.encode("cp1252")),
    "a zip with UTF-16": packed(a=TEXT.encode("utf-16")),
    "a zip in a zip": packed(a=packed(b=TEXT.encode())),
    "gzip": gzip.compress(TEXT.encode()),
    "cut runs": packed(a="<w:t>Ör</w:t><w:t>jan Åker</w:t></w:r><w:r><w:t>blöm</w:t>".encode()),
    "cells": packed(a="<si><t>Örjan</t></si><si><t>Åkerblöm</t></si>".encode()),
    "entities": b"<p>&Ouml;rjan <b>&#197;kerbl&#xf6;m</b></p>",
    "RTF by bytes": rb"{\rtf1\ansi \b \'d6rjan\b0  \'c5kerbl\'f6m}",
    "RTF by numbers": rb"{\rtf1 \u214?rjan \u197?kerbl\u246?m}",
    "a subject": f"From: x\r\nSubject: =?utf-8?B?{_BASE64}?=\r\n\r\nHej".encode(),
    "a subject in words": b"Subject: =?iso-8859-1?Q?=D6rjan_=C5kerbl=F6m?=\n\nHej",
    "a message": b"Subject: x\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(TEXT.encode()),
    "a folded message": b"Subject: x\nContent-Transfer-Encoding: quoted-printable\n\n"
    + quopri.encodestring(("a" * 61 + f" {NAME} " + "b" * 99).encode()),
    "a message in a text": b"forwarded\n\n" + quopri.encodestring(TEXT.encode()),
    "a picture's text": picture(b"tEXt", b"Author\0" + NAME.encode("cp1252")),
    "a picture's packed text": picture(b"zTXt", b"Author\0\0" + zlib.compress(NAME.encode("cp1252"))),
    "a picture's packed Unicode": picture(b"iTXt", b"Author\0\1\0\0\0" + zlib.compress(NAME.encode())),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_words_are_read_however_they_are_kept(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "attached"
    file.write_bytes(data)
    assert any(NAME in words for words in words_in(file))
    assert NAME in (file_words.text_of(file) or "")


@pytest.mark.parametrize(
    "data",
    [b"", bytes(range(256)) * 99, b"\x89PNG\r\n\x1a\n\xff\xff\xff\xfftEXt", b"SQLite format 3\0" + b"abc " * 99],
)
def test_what_has_no_words_has_none(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "attached"
    file.write_bytes(data)
    assert not "".join(words_in(file)).strip()
    assert file_words.text_of(file) is None


def test_what_is_packed_too_much_or_too_deep_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_words, "_MOST_BYTES", 100_000)
    deep = TEXT.encode()
    for _ in range(9):
        deep = packed(a=deep)
    for data in (packed(a=bytes(200_000)), packed(a=packed(b=bytes(200_000))), gzip.compress(b"a" * 200_000), deep):
        file = tmp_path / "attached"
        file.write_bytes(data)
        with pytest.raises(Unreadable):
            list(words_in(file))


_STARTS = (b"", b"\x1f\x8b\x08", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"{\\rtf1 ", b"Subject: =?utf-8?B?", b"<html>")
_HEADS = st.sampled_from([b"Content-Type: multipart/mixed; boundary=x\n\n--x\n", b"From: \xff<\n", b"a: b\n\n"])


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(_STARTS), st.lists(_HEADS, max_size=4).map(b"".join), st.binary(max_size=300))
def test_any_bytes_are_read_or_said_to_be_unreadable(tmp_path: Path, start: bytes, head: bytes, data: bytes) -> None:
    file = tmp_path / "attached"
    file.write_bytes(start + head + data)
    with suppress(Unreadable):
        assert all(isinstance(words, str) for words in words_in(file))
