"""Prose: what people wrote in the chapters of a document, as headings, paragraphs and lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kidesk.i18n import N_, Language
from kidesk.records.plan_text import Chapter, PlanText, with_sentences
from kidesk.reports.content import Block, Foreign, Heading, ListBlock, Note, Paragraph, Phrase, plain
from kidesk.reports.wording import own_words

# The sentence of a code, in a language; None where there is no such sentence.
Sentences = Callable[[str, Language], str | None]

_GAP = re.compile(r"\n\s*\n")
_BULLET = re.compile(r"[-–•]\s+(?=\S)")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+(?=\S)")


@dataclass(frozen=True)
class Prose:
    """The texts of one document. In a draft, a chapter without any says so; in what is decided it is left out."""

    texts: Sequence[PlanText]
    language: Language
    is_draft: bool
    said: Sentences

    def of(self, chapter: Chapter) -> list[PlanText]:
        """The texts of a chapter, in their order."""
        return [text for text in self.texts if text.chapter == chapter]

    def chapter(self, chapter: Chapter, title: str, *more: Block) -> Iterator[Block]:
        """A chapter under its title: its prose and then `more`; nothing where what is decided has neither."""
        if self.is_draft or more or self.of(chapter):
            yield Heading(1, title)
            yield from self.blocks(chapter)
            yield from more

    def blocks(self, chapter: Chapter) -> Iterator[Block]:
        """The prose of a chapter, each text under its heading where it has one."""
        found = self.of(chapter)
        if not found and self.is_draft:
            yield Note("info", self.language.text(N_("This chapter has no text yet.")))
        for text in found:
            heading = own_words(text, "heading", self.language)
            if plain(heading):
                yield Heading(2, heading)
            yield from self.paragraphs(text)

    def paragraphs(self, text: PlanText) -> Iterator[Block]:
        """The paragraphs and lists of one text, with its live sentences said; marked where they are in the other
        language."""
        words = own_words(text, "text", self.language)
        language = Language(words.language_code) if isinstance(words, Foreign) else self.language
        said = with_sentences(plain(words), lambda code: self.said(code, language))
        for block in blocks(said):
            yield _marked(block, language.code) if isinstance(words, Foreign) else block


def blocks(words: str) -> Iterator[Paragraph | ListBlock]:
    """The paragraphs and lists of a text; lines that begin with a dash or a number are items of a list."""
    for part in _GAP.split(words.replace("\r\n", "\n").strip()):
        for sign, lines in groupby(part.strip().split("\n"), key=_sign):
            if sign is None:
                yield Paragraph("\n".join(lines))
            else:
                yield ListBlock(tuple(sign.sub("", line.strip(), count=1) for line in lines), sign is _NUMBER)


def _sign(line: str) -> re.Pattern[str] | None:
    return next((sign for sign in (_BULLET, _NUMBER) if sign.match(line.strip())), None)


def _marked(block: Paragraph | ListBlock, code: str) -> Block:
    def marked(phrase: Phrase) -> Foreign:
        return Foreign(plain(phrase), code)

    if isinstance(block, Paragraph):
        return Paragraph(marked(block.text))
    return ListBlock(tuple(map(marked, block.items)), block.numbered)
