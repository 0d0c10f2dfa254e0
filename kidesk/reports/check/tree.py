"""The structure tree of a tagged PDF, read once into plain values (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Dictionary

from kidesk.i18n import N_
from kidesk.reports.check.finding import Finding, pdf, ua
from kidesk.reports.check.values import Key, Value, entry, is_dictionary, items, key_of, name, number_tree, text

# ISO 32000-1, 14.8.4: the types that every reader knows.
_GROUPS = "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private"
_BLOCKS = "P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot"
_INLINE = "Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form"
STANDARD_TYPES = frozenset(f"{_GROUPS} {_BLOCKS} {_INLINE}".split())

# A marked piece of content: the number of the page (or of the form that holds it), and its MCID.
Mark = tuple[Key | None, int]


@dataclass(eq=False, slots=True)
class Element:
    """One structure element.

    `kind` is the type as written, `role` the standard type it stands for ("" for none), `language` its own or the
    nearest one above. `content` holds marks and elements in reading order, `objects` the annotations it refers to.
    """

    source: Value
    kind: str
    role: str
    parent: Element | None
    page: Key | None
    language: str | None
    content: list[Element | Mark] = field(default_factory=list)
    objects: list[Key] = field(default_factory=list)

    @property
    def kids(self) -> list[Element]:
        """The elements directly in it."""
        return [one for one in self.content if isinstance(one, Element)]

    def words(self, key: str) -> str | None:
        """A text of it: `/Alt`, `/ActualText`, `/E`, `/T`, `/ID` or `/Lang`."""
        return text(entry(self.source, key))

    def attributes(self, owner: str) -> dict[str, Value]:
        """Its attributes of one owner (ISO 32000-1, 14.7.5), such as `/ColSpan` of the owner "Table"."""
        given = entry(self.source, "/A")
        found: dict[str, Value] = {}
        for one in items(given) or [given]:
            if isinstance(one, Dictionary) and name(entry(one, "/O")) == owner:
                found |= dict(one.items())
        return found


@dataclass(eq=False)
class Structure:
    """The whole tree. `parents` is the parent tree: what a page, form or annotation says it belongs to."""

    root: Value
    roles: dict[str, str]
    elements: list[Element] = field(default_factory=list)
    by_key: dict[Key, Element] = field(default_factory=dict)
    marks: dict[Mark, list[Element]] = field(default_factory=dict)
    holders: dict[Key, Element] = field(default_factory=dict)
    parents: dict[int, Value] = field(default_factory=dict)
    faults: list[Finding] = field(default_factory=list)

    def role(self, kind: str) -> str:
        """The standard type that `kind` stands for; empty where the role map leads nowhere or round in a circle."""
        seen: set[str] = set()
        while kind not in STANDARD_TYPES:
            if kind in seen or kind not in self.roles:
                return ""
            seen.add(kind)
            kind = self.roles[kind]
        return kind

    def parent_of(self, number: int | None, mcid: int | None = None) -> Element | None:
        """The element that the parent tree names for an annotation, or for a mark of a page or form."""
        if number is None:
            return None
        found = self.parents.get(number)
        if mcid is not None:
            listed = items(found)
            found = listed[mcid] if 0 <= mcid < len(listed) else None
        key = key_of(found)
        return self.by_key.get(key) if key else None


def read(catalog: Value) -> Structure | None:
    """The structure tree of a document, None where it has none. No tree is too deep, and a circle is a fault."""
    root = entry(catalog, "/StructTreeRoot")
    if not is_dictionary(root):
        return None
    roles = entry(root, "/RoleMap")
    mapped = {key[1:]: name(value) for key, value in roles.items()} if isinstance(roles, Dictionary) else {}
    tree = Structure(root, mapped)
    _read_elements(tree)
    tree.parents = dict(number_tree(entry(root, "/ParentTree")))
    return tree


def _read_elements(tree: Structure) -> None:
    waiting = [one for kid in reversed(_kids(tree.root)) if (one := _element(tree, kid, None)) is not None]
    while waiting:
        element = waiting.pop()
        tree.elements.append(element)
        _take_in(tree, element)
        waiting += reversed(element.kids)


def _kids(value: Value) -> list[Value]:
    kids = entry(value, "/K")
    return items(kids) if items(kids) else [] if kids is None or _is_empty(kids) else [kids]


def _is_empty(kids: Value) -> bool:
    return not is_dictionary(kids) and type(kids) is not int and not items(kids)


def _element(tree: Structure, value: Value, parent: Element | None) -> Element | None:
    if not isinstance(value, Dictionary):
        tree.faults.append(pdf("14.7.2", N_("Something that is no structure element stands in the structure tree.")))
        return None
    key = key_of(value)
    if key in tree.by_key:
        tree.faults.append(
            pdf("14.7.2", N_("The structure tree leads to the same element twice, or round in a circle."))
        )
        return None
    kind = name(entry(value, "/S"))
    page = key_of(entry(value, "/Pg")) or (parent.page if parent else None)
    language = text(entry(value, "/Lang"))
    if language is None and parent is not None:
        language = parent.language
    element = Element(value, kind, tree.role(kind), parent, page, language)
    if key is not None:
        tree.by_key[key] = element
    return element


def _take_in(tree: Structure, element: Element) -> None:
    """Fills an element with what is directly in it."""
    for kid in _kids(element.source):
        kind = name(entry(kid, "/Type"))
        if type(kid) is int:
            _mark(tree, element, (element.page, kid))
        elif kind == "MCR":
            number = entry(kid, "/MCID")
            holder = key_of(entry(kid, "/Stm")) or key_of(entry(kid, "/Pg")) or element.page
            if type(number) is int:
                _mark(tree, element, (holder, number))
        elif kind == "OBJR":
            key = key_of(entry(kid, "/Obj"))
            if key is not None:
                element.objects.append(key)
                tree.holders.setdefault(key, element)
        else:
            inner = _element(tree, kid, element)
            if inner is not None:
                element.content.append(inner)


def _mark(tree: Structure, element: Element, mark: Mark) -> None:
    element.content.append(mark)
    tree.marks.setdefault(mark, []).append(element)


def findings(tree: Structure) -> Iterator[Finding]:
    """Types that mean nothing or mean something else than they should (7.1-5 to 7.1-7), and what reading met."""
    yield from tree.faults
    for kind in dict.fromkeys(element.kind for element in tree.elements):
        if kind in STANDARD_TYPES:
            if kind in tree.roles and tree.roles[kind] == kind:
                yield ua("7.1-6", N_("The role map leads from the type {kind} round in a circle."), kind=kind)
            elif kind in tree.roles:
                message = N_("The role map gives the standard type {kind} another meaning: {role}.")
                yield ua("7.1-7", message, kind=kind, role=tree.roles[kind])
        elif _is_circular(tree, kind):
            yield ua("7.1-6", N_("The role map leads from the type {kind} round in a circle."), kind=kind)
        elif not tree.role(kind):
            message = N_("The structure type “{kind}” is not a standard one, and the role map does not lead to one.")
            yield ua("7.1-5", message, kind=kind)


def _is_circular(tree: Structure, kind: str) -> bool:
    seen: set[str] = set()
    while kind in tree.roles and kind not in STANDARD_TYPES:
        if kind in seen:
            return True
        seen.add(kind)
        kind = tree.roles[kind]
    return False
