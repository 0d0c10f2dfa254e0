"""What kidesk asks of its own documents beyond the standards: so that they are found, navigated and copied well."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kidesk.i18n import N_
from kidesk.reports.check import xmp
from kidesk.reports.check.content import Shown
from kidesk.reports.check.document import Document
from kidesk.reports.check.finding import Finding, house
from kidesk.reports.check.tree import Element, Mark
from kidesk.reports.check.typeface import Typeface
from kidesk.reports.check.values import Key, entry, is_dictionary, key_of, name, text

_SCHEMES = ("http://", "https://", "mailto:")
_RUNNING = frozenset({
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "TH", "TD", "Caption", "TOCI", "BlockQuote",
    "Note"
})
_APART = _RUNNING | {"L", "Table", "Figure", "Formula"}  # a text of their own, or an alternative text
_JOINTS = re.compile(r"[\s\-\u00ad\u2010-\u2014/]$")
_LONGEST_WORD = 30
_ADDRESS = re.compile("[@/_&=+]|www")
_UNHYPHENED = re.compile("[^\u0000-\u058f\u10a0-\u10ff\u1e00-\u1fff]")
_LINE = 0.6  # of the size: a greater step is another line, a smaller one a raised or lowered sign


def findings(document: Document) -> Iterator[Finding]:
    """What breaks a rule of the house."""
    if not document.language:
        yield house("language", N_("The document does not say in which language it is (Lang)."))
    yield from _outline(document)
    yield from _titles(document)
    yield from _links(document)
    yield from _glued(document)


def _outline(document: Document) -> Iterator[Finding]:
    headings = document.structure and any(re.fullmatch(r"H\d?", one.role) for one in document.structure.elements)
    bookmarks = is_dictionary(entry(entry(document.catalog, "/Outlines"), "/First"))
    if len(document.pages) > 1 and headings and not bookmarks:
        yield house("outline", N_("The document has several pages and headings, but no bookmarks."))


def _titles(document: Document) -> Iterator[Finding]:
    told = entry(document.pdf.trailer, "/Info")
    packet = document.metadata or xmp.Packet()
    for key, namespace, word in (
        ("/Title", xmp.DC, "title"),
        ("/Author", xmp.DC, "creator"),
        ("/Producer", xmp.PDF, "Producer"),
        ("/Creator", xmp.XMP, "CreatorTool"),
    ):
        known = (text(entry(told, key)) or "").strip()
        if known and known != packet.text(namespace, word):
            message = N_("The document’s {key} is “{known}” in one place and “{other}” in its metadata.")
            yield house("metadata", message, key=key[1:], known=known, other=packet.text(namespace, word))
    if not text(entry(told, "/Title")):
        yield house("metadata", N_("The document’s properties name no title."))


def _links(document: Document) -> Iterator[Finding]:
    for page, annotation in document.annotations:
        action = entry(annotation, "/A")
        if name(entry(action, "/S")) == "URI":
            target = text(entry(action, "/URI")) or ""
            if not target.lower().startswith(_SCHEMES):
                message = N_("A link leads to {target}, and only links to http, https and mailto are wanted.")
                yield house("links", message, page, target=target[:80])


def _glued(document: Document) -> Iterator[Finding]:
    """Lines of running text end in a space or a hyphen, or else their words are copied and read out as one."""
    if document.structure is None:
        return
    shown: dict[Mark, list[Shown]] = {}
    for content in document.all_contents:
        for one in content.shown:
            if one.mark is not None:
                shown.setdefault(one.mark, []).append(one)
    faces = {key_of(face.font): face for face in document.typefaces}
    for element in document.structure.elements:
        if element.role in _RUNNING:
            before: Shown | None = None
            end = ""  # the word that has been begun
            for mark in _marks(element):
                for one in shown.get(mark, ()):
                    words = _words(one, faces)
                    if before is not None and _is_next_line(before, one, mark) and _glues(end, words):
                        message = N_("Two lines run together as “{end}{start}” when they are read out or copied.")
                        page = document.page_of(mark[0])
                        yield house("spaces", message, page, end=end[-20:], start=words[:20])
                    before, end = one, re.split(r"\s", end + words)[-1]


def _marks(element: Element) -> Iterator[Mark]:
    """The marks of an element and of what stands in its lines, in reading order; other blocks are their own text."""
    waiting = element.content[::-1]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, Element):
            yield one
        elif one.role not in _APART:
            waiting += reversed(one.content)


def _is_next_line(before: Shown, one: Shown, mark: Mark) -> bool:
    elsewhere = before.mark is not None and before.mark[0] != mark[0]
    return elsewhere or abs(before.height - one.height) > _LINE * max(before.size, one.size, 1.0)


def _glues(end: str, start: str) -> bool:
    if not end or not start or _JOINTS.search(end) or start[0].isspace():
        return False
    joined = end + start.split()[0]
    # Addresses and very long words are cut where a line ends; words of many scripts are so without a hyphen.
    return not (len(joined) > _LONGEST_WORD or _ADDRESS.search(joined) or _UNHYPHENED.search(end[-1] + start[0]))


def _words(shown: Shown, faces: dict[Key | None, Typeface]) -> str:
    face = faces.get(shown.font) if isinstance(shown.font, tuple) else None
    if face is None:
        return ""
    codes = face.cmap.codes(shown.codes) if face.is_composite and face.cmap else shown.codes
    return "".join(face.character(code) for code in codes)
