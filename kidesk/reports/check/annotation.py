"""Annotations: links, form fields and the rest are in the structure tree and say what they are (PDF/UA-1, 7.18)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kidesk.i18n import N_
from kidesk.reports.check.document import Document
from kidesk.reports.check.finding import Finding, pdf, ua
from kidesk.reports.check.tree import Element
from kidesk.reports.check.values import Value, entry, integer, items, key_of, name, numbers, text

_HIDDEN = 2  # the second bit of an annotation's flags
_MEDIA_TYPE = re.compile(r"[-\w+.]+/[-\w+.]+")  # RFC 2045
_TALLEST = 64  # form fields above a form field


def findings(document: Document) -> Iterator[Finding]:
    """Faults in annotations and in the order in which the keyboard reaches them."""
    with_annotations = sorted({page for page, _ in document.annotations})
    for page in with_annotations:
        if name(entry(document.pages[page - 1].obj, "/Tabs")) != "S":
            message = N_("The page has annotations, but the Tab key does not follow the structure (Tabs).")
            yield ua("7.18.3-1", message, page)
    for page, annotation in document.annotations:
        kind = name(entry(annotation, "/Subtype"))
        element = _element(document, annotation)
        yield from _kind(document, annotation, kind, element, page)
        yield from _tie(document, annotation, element, page)
    for clip in document.dictionaries:
        if name(entry(clip, "/S")) == "MCD":
            yield from _media(clip)


def _element(document: Document, annotation: Value) -> Element | None:
    structure, key = document.structure, key_of(annotation)
    if structure is None:
        return None
    element = structure.parent_of(integer(entry(annotation, "/StructParent")))
    return element or (structure.holders.get(key) if key else None)


def _kind(
    document: Document, annotation: Value, kind: str, element: Element | None, page: int
) -> Iterator[Finding]:
    role = element.role if element else ""
    if kind == "TrapNet":
        yield ua("7.18.2-1", N_("The page has an annotation of the type TrapNet, which is not allowed."), page)
    elif kind == "PrinterMark":
        if element is not None:
            yield ua("7.18.8-1", N_("A printer’s mark is in the structure tree."), page)
    elif kind == "Popup" or _is_unseen(document, annotation, page):
        return
    elif kind == "Link":
        yield from _link(annotation, role, page)
    elif kind == "Widget":
        if role != "Form":
            yield ua("7.18.4-1", N_("A form field is in no element of the type Form."), page)
        if not _field_name(annotation) and not (element and element.words("/Alt")):
            yield ua("7.18.1-3", N_("A form field has neither a name for people (TU) nor an alternative text."), page)
    else:
        if role != "Annot":
            message = N_("An annotation of the type {kind} is in no element of the type Annot.")
            yield ua("7.18.1-1", message, page, kind=kind)
        elif not text(entry(annotation, "/Contents")) and not (element and element.words("/Alt")):
            message = N_("An annotation of the type {kind} has neither a text (Contents) nor an alternative text.")
            yield ua("7.18.1-2", message, page, kind=kind)


def _link(annotation: Value, role: str, page: int) -> Iterator[Finding]:
    if role != "Link":
        yield ua("7.18.5-1", N_("A link is in no element of the type Link."), page)
    if not text(entry(annotation, "/Contents")):
        yield ua("7.18.5-2", N_("A link does not say in words where it leads (Contents)."), page)


def _field_name(annotation: Value) -> str:
    """What a field is called for people; a field that only holds its widgets says it for them."""
    field = annotation
    for _ in range(_TALLEST):
        given = text(entry(field, "/TU"))
        if field is not annotation and given:
            return given
        if field is annotation and given and entry(annotation, "/T") is not None:
            return given
        field = entry(field, "/Parent")
        if field is None:
            break
    return ""


def _is_unseen(document: Document, annotation: Value, page: int) -> bool:
    """Hidden, or outside what the page shows."""
    if (integer(entry(annotation, "/F")) or 0) & _HIDDEN:
        return True
    corners = numbers(entry(annotation, "/Rect"), 4)
    shown = numbers(document.pages[page - 1].cropbox, 4)
    if corners is None or shown is None:
        return False
    left, right = sorted(corners[::2])
    low, high = sorted(corners[1::2])
    return right < min(shown[::2]) or left > max(shown[::2]) or high < min(shown[1::2]) or low > max(shown[1::2])


def _tie(document: Document, annotation: Value, element: Element | None, page: int) -> Iterator[Finding]:
    """An element that refers to an annotation is the one that the annotation refers to (ISO 32000-1, 14.7.4.4)."""
    key = key_of(annotation)
    if element is None or key is None or document.structure is None:
        return
    if key not in element.objects:
        message = N_("An annotation names an element that does not refer back to it (OBJR).")
        yield pdf("14.7.4.3", message, page)
    elif document.structure.parent_of(integer(entry(annotation, "/StructParent"))) is None:
        message = N_("The parent tree does not lead from an annotation to its element (StructParent).")
        yield pdf("14.7.4.4", message, page)


def _media(clip: Value) -> Iterator[Finding]:
    kind = text(entry(clip, "/CT"))
    if kind is None or (kind and not _MEDIA_TYPE.fullmatch(kind)):
        yield ua("7.18.6.2-1", N_("A media clip does not say of which type it is (CT)."))
    told = items(entry(clip, "/Alt"))[1::2]
    if not told or not all(text(one) for one in told):
        yield ua("7.18.6.2-2", N_("A media clip has no alternative text (Alt)."))
