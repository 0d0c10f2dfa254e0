"""Which structure elements may stand in which, and what some of them must say (PDF/UA-1, 7.2, 7.3, 7.7 and 7.9)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kidesk.i18n import N_
from kidesk.reports.check.document import Document
from kidesk.reports.check.finding import Finding, ua
from kidesk.reports.check.tree import Element

# The rule's number, and the only types that an element of this type may stand in.
_PARENTS = {
    "TR": (4, ("Table", "THead", "TBody", "TFoot")),
    "THead": (5, ("Table",)),
    "TBody": (6, ("Table",)),
    "TFoot": (7, ("Table",)),
    "TH": (8, ("TR",)),
    "TD": (9, ("TR",)),
    "LI": (17, ("L",)),
    "LBody": (18, ("LI",)),
    "TOCI": (26, ("TOC",)),
}
# The rule's number, and the only types that may stand in an element of this type.
_KIDS = {
    "Table": (3, ("TR", "THead", "TBody", "TFoot", "Caption")),
    "TR": (10, ("TH", "TD")),
    "L": (19, ("L", "LI", "Caption")),
    "LI": (20, ("Lbl", "LBody")),
    "TOC": (27, ("TOC", "TOCI", "Caption")),
    "THead": (36, ("TR",)),
    "TBody": (37, ("TR",)),
    "TFoot": (38, ("TR",)),
}


def findings(document: Document) -> Iterator[Finding]:
    """Faults in how elements are nested, and in figures, formulas and notes."""
    if document.structure is None:
        return
    for element in document.structure.elements:
        page = document.page_of(element.page)
        yield from _parent(element, page)
        yield from _kids(element, page)
        yield from _captions(element, page)
        if element.role == "Table":
            yield from _parts(element, page)
        if element.role in ("Figure", "Formula") and _is_mute(element):
            if element.role == "Figure":
                yield ua("7.3-1", N_("A figure has no alternative text."), page)
            else:
                yield ua("7.7-1", N_("A formula has no alternative text."), page)
    yield from _notes(document)


def _is_mute(element: Element) -> bool:
    """An empty replacement text says that nothing is to be read; an empty alternative text says nothing."""
    return not element.words("/Alt") and element.words("/ActualText") is None


def _parent(element: Element, page: int | None) -> Iterator[Finding]:
    number, allowed = _PARENTS.get(element.role, (0, ()))
    around = element.parent.role if element.parent else ""
    if number and around not in allowed:
        message = N_("An element of the type {kind} stands in {around}, and may only stand in {allowed}.")
        where = around or (element.parent.kind if element.parent else "StructTreeRoot")
        yield ua(f"7.2-{number}", message, page, kind=element.role, around=where, allowed=", ".join(allowed))


def _kids(element: Element, page: int | None) -> Iterator[Finding]:
    number, allowed = _KIDS.get(element.role, (0, ()))
    if not number:
        return
    for role in dict.fromkeys(kid.role or kid.kind for kid in element.kids):
        if role not in allowed:
            message = N_("An element of the type {kind} holds {kid}, and may only hold {allowed}.")
            details = {"kind": element.role, "kid": role, "allowed": ", ".join(allowed)}
            yield ua(f"7.2-{number}", message, page, **details)


def _captions(element: Element, page: int | None) -> Iterator[Finding]:
    """A caption is the first of its list or contents, and the first or last of its table."""
    if element.role not in ("Table", "L", "TOC"):
        return
    number = _KIDS[element.role][0]
    roles = [kid.role for kid in element.kids]
    if roles.count("Caption") > 1:
        message = N_("An element of the type {kind} has more than one caption.")
        yield ua(f"7.2-{number}", message, page, kind=element.role)
    elif "Caption" in roles:
        place = roles.index("Caption")
        if place != 0 and not (element.role == "Table" and place == len(roles) - 1):
            message = N_("The caption of an element of the type {kind} stands in the midst of it.")
            yield ua(f"7.2-{number}", message, page, kind=element.role)


def _parts(table: Element, page: int | None) -> Iterator[Finding]:
    count = Counter(kid.role for kid in table.kids)
    for more, without, part in ((11, 14, "THead"), (12, 13, "TFoot")):
        if count[part] > 1:
            yield ua(f"7.2-{more}", N_("A table has more than one {part}."), page, part=part)
        if count[part] and not count["TBody"]:
            yield ua(f"7.2-{without}", N_("A table has a {part} but no TBody."), page, part=part)


def _notes(document: Document) -> Iterator[Finding]:
    assert document.structure is not None
    notes = [element for element in document.structure.elements if element.role == "Note"]
    known = Counter(element.words("/ID") or "" for element in notes)
    for note in notes:
        page, own = document.page_of(note.page), note.words("/ID") or ""
        if not own:
            yield ua("7.9-1", N_("A note has no ID."), page)
        elif known[own] > 1:
            yield ua("7.9-2", N_("More than one note has the ID “{id}”."), page, id=own)


def headings(document: Document) -> Iterator[Finding]:
    """Faults in the order and kind of headings (7.4)."""
    if document.structure is None:
        return
    level = 0
    kinds: set[str] = set()
    for element in document.structure.elements:
        page = document.page_of(element.page)
        numbered = re.fullmatch(r"H([1-9]\d*)", element.role)
        if numbered:
            kinds.add("Hn")
            if int(numbered[1]) > level + 1:
                if level == 0:
                    yield ua("7.4.2-1", N_("The first heading is {kind} and not H1."), page, kind=element.role)
                else:
                    message = N_("After a heading of level {level} comes {kind}, and a level is left out.")
                    yield ua("7.4.2-1", message, page, level=level, kind=element.role)
            level = int(numbered[1])
        elif element.role == "H":
            kinds.add("H")
        if sum(kid.role == "H" for kid in element.kids) > 1:
            yield ua("7.4.4-1", N_("An element holds more than one heading of the type H."), page)
    if len(kinds) > 1:
        for clause in ("7.4.4-2", "7.4.4-3"):  # the one tells it of H, the other one of H1, H2 …
            yield ua(clause, N_("The document uses both H and numbered headings."))
