"""Makes small web pages and reads them as a browser does, any error of the parser being an error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import html5lib

from kidesk.reports import content
from kidesk.reports.web.page import page
from tests.reports import paper


def read(text: str) -> Any:
    """The page as a tree of elements; raises at the first thing that is not HTML5."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def made(*blocks: content.Block, **details: Any) -> Any:
    """A small English document as a page, read back."""
    return read(page(paper.made(*blocks, **details), paper.EN))


def said(element: Any) -> str:
    """All text in an element; a line break is a new line."""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag == "br" else said(child), child.tail or ""]
    return "".join(parts)


def named(root: Any, name: str) -> list[Any]:
    """The elements of a name, in their order, those of drawings too."""
    return [one for one in root.iter() if isinstance(one.tag, str) and one.tag.rpartition("}")[2] == name]


def by_class(root: Any, name: str) -> list[Any]:
    """The elements of a class."""
    return [one for one in root.iter() if name in one.get("class", "").split()]


def flaws(root: Any) -> Iterator[str]:
    """What a person with assistive technology would stumble over, and what a page without a server must not have."""
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    yield from (f"the id {one} is there twice" for one in ids if ids.count(one) > 1)
    levels = [int(one.tag[1]) for one in root.iter() if one.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"the headings do not begin with the only h1: {levels}"
    yield from (f"h{one} is followed by h{two}" for one, two in zip(levels, levels[1:], strict=False) if two > one + 1)
    yield from (f"a header cell heads nothing: {said(one)}" for one in named(root, "th") if not one.get("scope"))
    yield from (f"no name: {one.attrib}" for one in _drawn(root) if not any(said(kid) for kid in named(one, "title")))
    for one in root.iter():
        for key, value in one.attrib.items():
            if str(key).startswith("on"):
                yield f"a handler: {key}"
            if str(key) in ("src", "srcset", "data", "poster", "action") or "url(" in value:
                yield f"something is loaded: {value}"
            if str(key) in ("aria-labelledby", "aria-describedby") and value not in ids:
                yield f"no element is called {value}"
            if str(key).endswith("href") and value.startswith("#") and value[1:] not in ids:
                yield f"a link leads nowhere: {value}"
    forbidden = ("script", "link", "iframe", "object", "embed", "base", "form", "img", "audio", "video")
    yield from (f"a forbidden element: {name}" for name in forbidden if named(root, name))


def _drawn(root: Any) -> Iterator[Any]:
    """The drawings that are not hidden from assistive technology."""
    if root.get("aria-hidden") == "true":
        return
    if str(root.tag).endswith("svg"):
        yield root
    for child in root:
        yield from _drawn(child)
