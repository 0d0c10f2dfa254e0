"""Values of the wrong type where a PDF's readers look first: each is a fault of its own (ISO 32000-1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream, String

from kidesk.i18n import N_
from kidesk.reports.check.document import Document
from kidesk.reports.check.finding import Finding, pdf
from kidesk.reports.check.values import Value, entry

_TREE = Dictionary | Stream
_CATALOG = {
    "/Lang": String,
    "/MarkInfo": _TREE,
    "/StructTreeRoot": _TREE,
    "/Metadata": Stream,
    "/Outlines": _TREE,
    "/ViewerPreferences": _TREE,
    "/OutputIntents": Array,
    "/Names": _TREE,
    "/AcroForm": _TREE,
    "/OCProperties": _TREE,
}
_PAGE = {
    "/Resources": _TREE,
    "/Contents": Stream | Array,
    "/Annots": Array,
    "/StructParents": int,
    "/Tabs": Name,
    "/Group": _TREE,
}
_TREE_ROOT = {"/ParentTree": _TREE, "/RoleMap": _TREE, "/ClassMap": _TREE}
_ELEMENT = {"/S": Name, "/Pg": _TREE, "/Alt": String, "/ActualText": String, "/E": String, "/Lang": String}
_FONT = {"/Subtype": Name, "/Widths": Array, "/FirstChar": int, "/DescendantFonts": Array, "/ToUnicode": Stream | Name}


def findings(document: Document) -> Iterator[Finding]:
    """Every value of another type than readers expect, in the catalog, pages, structure elements and fonts."""
    if not document.pages:
        yield pdf("7.7.3", N_("The document has no pages."))
    for mended in document.mended:
        yield pdf("7.5", N_("The file had to be mended before it could be read ({what})."), what=mended)
    yield from _wrong(document.catalog, _CATALOG, "7.7.2", None)
    for number, page in enumerate(document.pages, start=1):
        yield from _wrong(page.obj, _PAGE, "7.7.3.3", number)
    if document.structure is not None:
        yield from _wrong(document.structure.root, _TREE_ROOT, "14.7.2", None)
        for element in document.structure.elements:
            yield from _wrong(element.source, _ELEMENT, "14.7.2", document.page_of(element.page))
            if not element.kind:
                yield pdf("14.7.2", N_("A structure element has no type (S)."), document.page_of(element.page))
    for face in document.typefaces:
        yield from _wrong(face.font, _FONT, "9.6", face.page)


def _wrong(owner: Value, shape: Mapping[str, Any], clause: str, page: int | None) -> Iterator[Finding]:
    for key, kind in shape.items():
        value = entry(owner, key)
        if value is not None and not isinstance(value, kind):
            message = N_("The entry {key} has a value of the wrong type.")
            yield pdf(clause, message, page, key=key[1:])
