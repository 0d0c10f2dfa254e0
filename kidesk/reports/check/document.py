"""A PDF opened for a check: its bytes, objects, structure tree, content and metadata, each read once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from io import BytesIO
from pathlib import Path

from pikepdf import Array, Dictionary, Object, Page, PasswordError, Pdf, PdfError, Stream, settings

from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.reports.check import tree, xmp
from kidesk.reports.check.content import Content, FontUse
from kidesk.reports.check.streams import Reader
from kidesk.reports.check.tree import Mark, Structure
from kidesk.reports.check.typeface import Typeface
from kidesk.reports.check.values import Key, Value, data, entry, integer, items, key_of, text
from kidesk.reports.check.xmp import Packet

_LARGEST = 256 * 1024 * 1024  # bytes, of a file and of a stream when unpacked
_MOST_OBJECTS = 2_000_000
_MOST_MENDED = 10
_SOURCE = re.compile(r"^stream <[^>]*>[: ]*")  # how qpdf calls a file in memory


@contextmanager
def opened(file: Path | BytesIO) -> Iterator[Document]:
    """A document as long as it is looked at.

    Raises KideskError where the file cannot be read, is no PDF, is damaged, or needs a password.
    """
    source = _bytes(file)
    if b"%PDF-" not in source[:1024]:
        raise KideskError(N_("The file is no PDF; nothing was checked."))
    # Process-wide, as qpdf has it: a small file must not unpack to more than a computer can hold.
    settings.set_qpdf_limits(flate_max_memory=_LARGEST, run_length_max_memory=_LARGEST)
    try:
        with Pdf.open(BytesIO(source), suppress_warnings=True) as pdf:
            yield Document(pdf, source)
    except PasswordError as error:
        raise KideskError(N_("The file is locked with a password; nothing was checked.")) from error
    except (PdfError, RuntimeError, MemoryError) as error:
        raise KideskError(N_("The file is damaged and cannot be read as a PDF; nothing was checked.")) from error


def _bytes(file: Path | BytesIO) -> bytes:
    if isinstance(file, BytesIO):
        return file.getvalue()
    try:
        if file.stat().st_size > _LARGEST:
            raise KideskError(N_("The file {file} is too large to be checked."), file=file)
        return file.read_bytes()
    except OSError as error:
        raise KideskError(
            N_("{file} cannot be read: {reason}. Nothing was checked."), file=file, reason=error.strerror or error
        ) from error


class Document:
    """What the rules look at. Pages count from 1."""

    def __init__(self, pdf: Pdf, source: bytes) -> None:
        """Raises PdfError where there is no catalog or no page tree."""
        self.pdf, self.source = pdf, source
        self.catalog: Value = pdf.Root
        self.pages: list[Page] = list(pdf.pages)
        # What qpdf put right or passed over when it opened the file, in its own words.
        told = (_SOURCE.sub("", str(one)) for one in pdf.get_warnings())
        self.mended = [one for one in told if "handled correctly" not in one][:_MOST_MENDED]
        self.page_numbers = {page.obj.objgen: number for number, page in enumerate(self.pages, start=1)}
        self.structure: Structure | None = tree.read(self.catalog)
        self.language: str | None = text(entry(self.catalog, "/Lang"))
        self._reader = Reader(self._is_tagged)

    def _is_tagged(self, mark: Mark) -> bool:
        if self.structure is None:
            return False
        if mark in self.structure.marks:
            return True
        return self.structure.parent_of(self._group(mark[0]), mark[1]) is not None

    def _group(self, holder: Key | None) -> int | None:
        """The number under which a page or form stands in the parent tree."""
        return self._groups.get(holder) if holder is not None else None

    @cached_property
    def _groups(self) -> dict[Key, int]:
        holders: list[Value] = [page.obj for page in self.pages]
        holders += [one for one in self.objects if isinstance(one, Stream) and "/StructParents" in one]
        found: dict[Key, int] = {}
        for holder in holders:
            number, key = integer(entry(holder, "/StructParents")), key_of(holder)
            if number is not None and key is not None:
                found[key] = number
        return found

    @cached_property
    def objects(self) -> list[Object]:
        """All numbered objects of the file."""
        return [one for one, _ in zip(self.pdf.objects, range(_MOST_OBJECTS), strict=False) if one is not None]

    @cached_property
    def dictionaries(self) -> list[Value]:
        """Every dictionary and stream of the file, also those that stand inside others."""
        found: list[Value] = []
        waiting: list[Value] = [one for one in self.objects if isinstance(one, Dictionary | Stream | Array)]
        while waiting:
            value = waiting.pop()
            inner = list(value) if isinstance(value, Array) else [value[key] for key in value.keys()]  # noqa: SIM118
            if not isinstance(value, Array):
                found.append(value)
            waiting += [one for one in inner if isinstance(one, Dictionary | Array) and not one.is_indirect]
        return found

    @cached_property
    def contents(self) -> list[Content]:
        """What each page holds, in their order."""
        return [self._reader.page(page, number) for number, page in enumerate(self.pages, start=1)]

    @cached_property
    def forms(self) -> dict[Key, tuple[Value, Content, int]]:
        """Each form that is painted: it, what it holds, and how often it is painted."""
        _ = self.contents
        reader = self._reader
        return {key: (reader.sources[key], one, reader.uses[key]) for key, one in reader.forms.items()}

    @cached_property
    def all_contents(self) -> list[Content]:
        """What the pages and the forms hold."""
        return self.contents + [content for _, content, _ in self.forms.values()]

    @cached_property
    def typefaces(self) -> list[Typeface]:
        """The fonts that text is shown in."""
        merged: dict[Key | int, FontUse] = {}
        for content in self.all_contents:
            for key, use in content.fonts.items():
                known = merged.setdefault(key, FontUse(use.font, use.page))
                known.strings |= use.strings
                known.is_painted |= use.is_painted
        return [Typeface(use) for use in merged.values()]

    @cached_property
    def metadata(self) -> Packet | None:
        """The document's XMP packet, None without one and where it is no XML."""
        return xmp.read(data(entry(self.catalog, "/Metadata")))

    @cached_property
    def annotations(self) -> list[tuple[int, Value]]:
        """Each annotation with its page."""
        return [
            (number, one)
            for number, page in enumerate(self.pages, start=1)
            for one in items(entry(page.obj, "/Annots"))
            if isinstance(one, Dictionary)
        ]

    def page_of(self, key: Key | None) -> int | None:
        """The number of a page by its object."""
        return self.page_numbers.get(key) if key is not None else None

