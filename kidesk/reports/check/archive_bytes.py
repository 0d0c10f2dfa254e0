"""How the bytes of a file are laid out, as far as PDF/A-2 cares (ISO 19005-2, 6.1.2, 6.1.3, 6.1.7 and 6.1.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pikepdf import Stream

from kidesk.i18n import N_
from kidesk.reports.check.document import Document
from kidesk.reports.check.finding import Finding, archive
from kidesk.reports.check.values import entry, items, name

_STREAM = re.compile(rb">>\s*stream(\r\n|\n|\r)?")
_LENGTH = re.compile(rb"/Length\s+(\d+)\b(?!\s+\d+\s+R)")


def findings(document: Document) -> Iterator[Finding]:
    """Faults in header, trailer and streams."""
    source = document.source
    if not re.match(rb"%PDF-1\.[0-7][\r\n]", source):
        yield archive("6.1.2-1", N_("The file does not begin with the header of a PDF from 1.0 to 1.7."))
    second = re.match(rb"[^\r\n]*[\r\n]{1,2}%([^\r\n]*)", source)
    if second is None or len(second[1]) < 4 or any(byte < 128 for byte in second[1][:4]):
        message = N_("The file’s second line is no comment of four bytes above 127, which tells that it is no text.")
        yield archive("6.1.2-2", message)
    if len(items(entry(document.pdf.trailer, "/ID"))) != 2:
        yield archive("6.1.3-1", N_("The file has no identifier (ID)."))
    if entry(document.pdf.trailer, "/Encrypt") is not None:
        yield archive("6.1.3-2", N_("The file is encrypted."))
    end = source.rfind(b"%%EOF")
    if end < 0 or source[end + 5 :] not in (b"", b"\n", b"\r", b"\r\n"):
        yield archive("6.1.3-3", N_("Something stands after the end of the file, or the end is not marked."))
    yield from _streams(source)
    yield from _keys(document)


def _streams(source: bytes) -> Iterator[Finding]:
    """Told once each: a writer makes the same fault in all its streams."""
    told: set[str] = set()
    for number, start, length in _laid_out(source):
        if length is None:
            continue
        after = source[start + length : start + length + 11]
        if "end" not in told and re.match(rb"endstream", after):
            told.add("end")
            message = N_("No line ends before “endstream” (object {number}).")
            yield archive("6.1.7.1-2", message, number=number)
        elif "length" not in told and not re.match(rb"(\r\n|\r|\n)?endstream", after):
            told.add("length")
            message = N_("The length that a stream gives is not the one it has (object {number}).")
            yield archive("6.1.7.1-1", message, number=number)


def _laid_out(source: bytes) -> Iterator[tuple[int, int, int | None]]:
    """Each stream's object number, where its bytes begin, and the length it gives, None for one said elsewhere."""
    at = 0
    while (begun := _STREAM.search(source, at)) is not None:
        opened = source.rfind(b"obj", at, begun.start())
        at = begun.end()
        if opened < 0:
            continue
        number = re.search(rb"(\d+)\s+\d+\s+$", source[max(0, opened - 24) : opened])
        told = _LENGTH.search(source, opened, begun.end())
        length = int(told[1]) if told else None
        yield int(number[1]) if number else 0, begun.end(), length
        if length is not None and length < len(source) - at:
            at += length


def _keys(document: Document) -> Iterator[Finding]:
    for one in document.objects:
        if isinstance(one, Stream):
            number = one.objgen[0]
            if any(key in one for key in ("/F", "/FFilter", "/FDecodeParms")):
                yield archive("6.1.7.1-3", N_("A stream lies in another file (object {number})."), number=number)
            filters = [name(entry(one, "/Filter")), *map(name, items(entry(one, "/Filter")))]
            if "LZWDecode" in filters:
                yield archive("6.1.7.2-1", N_("A stream is packed with LZW (object {number})."), number=number)
            if "Crypt" in filters:
                yield archive("6.1.7.2-2", N_("A stream is encrypted by itself (object {number})."), number=number)
