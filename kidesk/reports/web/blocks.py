"""Blocks turned into elements: sections under their headings, and all that stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kidesk.i18n import N_, Language
from kidesk.reports import content
from kidesk.reports.outline import Entry, entries
from kidesk.reports.web import charts
from kidesk.reports.web.cells import cell, saying, sign
from kidesk.reports.web.elements import NOTHING, Html, closing, element, joined, opening, within, words
from kidesk.reports.web.tables import Tables

# What a reader who sees neither sign nor colour needs to hear first.
_SPOKEN: Final[dict[content.Tone, str]] = {
    "ok": N_("In order:"),
    "warn": N_("Please note:"),
    "bad": N_("Warning:"),
    "none": N_("Remark:"),
    "info": N_("For information:"),
}


class Setter:
    """Turns the blocks of one document into elements, in their order."""

    def __init__(self, document: content.Document, language: Language) -> None:
        self._document, self._language, self._tables = document, language, Tables(language)
        self._entries = tuple(entries(document.blocks))
        self._passed = 0

    @property
    def _about(self) -> str:
        """The heading that has been passed last."""
        if not self._passed:
            return content.plain(self._document.title)
        return content.plain(self._entries[self._passed - 1].heading.text)

    def blocks(self, blocks: Iterable[content.Block]) -> Iterator[Html]:
        """The blocks, those after a heading in its section; a higher heading ends it."""
        sections: list[int] = []
        for block in blocks:
            if _has_heading(block):
                level = self._entries[self._passed].level
                while sections and sections[-1] >= level:
                    sections.pop()
                    yield closing("section")
            if isinstance(block, content.Heading):
                sections.append(self._entries[self._passed].level)
                yield opening("section")
            yield from self._block(block)
        yield joined(closing("section") for _ in sections)

    def _block(self, block: content.Block) -> Iterator[Html]:
        match block:
            case content.Heading():
                yield self._heading()
            case content.Paragraph(text, style):
                kind = None if style == "body" else style
                yield saying("p", text, class_=kind)
            case content.Contents():
                yield self._contents(block)
            case content.ListBlock(items, numbered):
                listed = (saying("li", item) for item in items)
                yield element("ol" if numbered else "ul", *listed) if items else NOTHING
            case content.Note(tone, text):
                yield self._note(tone, text)
            case content.Facts(pairs):
                yield from self._tables.facts(pairs, self._about)
            case content.Grid(pairs):
                yield grid(pairs, self._language)
            case content.Legend(items):
                yield self._legend(items)
            case content.Table():
                yield from self._tables.table(block, self._about)
            case content.Chart():
                accent = self._document.accent
                yield from charts.figure(block, self._language, accent, self._tables, self._about)
            case content.KeepTogether(blocks):
                yield from within("div", self.blocks(blocks), class_="together")
            case content.PageBreak():
                yield element("div", class_="new-page")

    def _heading(self) -> Html:
        """The heading under the title, which is h1; its own level decides how it looks, as on paper."""
        entry = self._entries[self._passed]
        self._passed += 1
        look = f"level-{entry.heading.level}"
        return saying(f"h{entry.level + 1}", entry.heading.text, id=entry.place, class_=look)

    def _contents(self, contents: content.Contents) -> Html:
        found = [entry for entry in self._entries if entry.level <= contents.depth]
        if not found:
            return NOTHING
        title = [element("p", words(contents.title), class_="contents-title")] if contents.title.strip() else []
        name = contents.title if title else self._language.text(N_("Contents"))
        return element("nav", *title, _branch(found), aria_label=name, class_="contents")

    def _note(self, tone: content.Tone, text: str) -> Html:
        spoken = element("strong", words(self._language.text(_SPOKEN[tone])))
        return element("div", sign(tone), element("p", spoken, words(f" {text}")), role="note", class_=f"note {tone}")

    def _legend(self, items: Sequence[tuple[content.Badge | content.Trend, str]]) -> Html:
        pairs = (
            element("div", element("dt", cell(mark, self._language)), element("dd", words(meaning)))
            for mark, meaning in items
        )
        return element("dl", *pairs, class_="legend") if items else NOTHING


def grid(pairs: Sequence[tuple[str, content.Cell]], language: Language, kind: str = "grid") -> Html:
    """Labels above their values."""
    made = (element("div", element("dt", words(label)), element("dd", cell(value, language))) for label, value in pairs)
    return element("dl", *made, class_=kind) if pairs else NOTHING


def _has_heading(block: content.Block) -> bool:
    """Whether a heading stands in the block."""
    return next(entries((block,)), None) is not None


def _branch(found: Sequence[Entry]) -> Html:
    """Headings as nested lists of links; the first one is not below any other of them."""
    top, items = found[0].level, []
    starts = [place for place, entry in enumerate(found) if entry.level <= top]
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        entry, below = found[start], found[start + 1 : end]
        link = saying("a", entry.heading.text, href=f"#{entry.place}")
        items.append(element("li", link, _branch(below) if below else NOTHING))
    return element("ul", *items)
