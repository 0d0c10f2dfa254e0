"""Natural language: every text says which language it is in, by a tag that readers know (PDF/UA-1, 7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kidesk.i18n import N_
from kidesk.reports.check.document import Document
from kidesk.reports.check.finding import Finding, ua
from kidesk.reports.check.tree import Mark
from kidesk.reports.check.values import Value, entry, integer, is_dictionary, key_of, text
from kidesk.reports.check.xmp import DC

_TAG = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")  # RFC 3066


def findings(document: Document) -> Iterator[Finding]:
    """Texts without a language, and languages that are none."""
    yield from _tags(document)
    # An entry that is there, even a wrong one, is judged by its tag and not told again for each text.
    if document.language is None:
        yield from _document(document)
        yield from _elements(document)
        yield from _content(document)
        yield from _annotations(document)


def _tags(document: Document) -> Iterator[Finding]:
    told: list[tuple[str | None, int | None]] = [(document.language, None)]
    if document.structure is not None:
        told += [(one.words("/Lang"), document.page_of(one.page)) for one in document.structure.elements]
    for content in document.all_contents:
        told += [(text(entry(given, "/Lang")), content.page) for _, given, _, _ in content.properties]
    for tag, page in dict.fromkeys(told):
        if tag is not None and not _TAG.fullmatch(tag):
            yield ua("7.2-29", N_("“{tag}” is not the tag of a language."), page, tag=tag)


def _document(document: Document) -> Iterator[Finding]:
    if is_dictionary(entry(entry(document.catalog, "/Outlines"), "/First")):
        yield ua("7.2-2", N_("The bookmarks are in no language that the document names."))
    if document.metadata is not None and document.metadata.is_without_language(DC, "title"):
        yield ua("7.2-33", N_("The title in the metadata is in no language that the document names."))


def _elements(document: Document) -> Iterator[Finding]:
    for element in document.structure.elements if document.structure else ():
        if element.language is None:
            for clause, key in (("7.2-21", "/ActualText"), ("7.2-22", "/Alt"), ("7.2-23", "/E")):
                if element.words(key) is not None:
                    message = N_("The text {key} of an element is in no language that the document names.")
                    yield ua(clause, message, document.page_of(element.page), key=key[1:])


def _content(document: Document) -> Iterator[Finding]:
    for content in document.contents:
        if any(_language_of_mark(document, mark) is None for mark in content.silent):
            yield ua("7.2-34", N_("The page shows text in no language that the document names."), content.page)
    for content in document.all_contents:
        for tag, given, mark, language in content.properties:
            if tag != "Span" or language is not None or _language_of_mark(document, mark) is not None:
                continue
            for clause, key in (("7.2-30", "/ActualText"), ("7.2-31", "/Alt"), ("7.2-32", "/E")):
                if text(entry(given, key)) is not None:
                    message = N_("The text {key} of a piece of content is in no language that the document names.")
                    yield ua(clause, message, content.page, key=key[1:])


def _language_of_mark(document: Document, mark: Mark | None) -> str | None:
    owners = document.structure.marks.get(mark) if document.structure and mark else None
    return owners[0].language if owners else None


def _annotations(document: Document) -> Iterator[Finding]:
    for page, annotation in document.annotations:
        language = _language_of(document, annotation)
        if language is None and text(entry(annotation, "/Contents")) is not None:
            yield ua("7.2-24", N_("The text of an annotation is in no language that the document names."), page)
        if language is None and _field_name(annotation) is not None:
            yield ua("7.2-25", N_("The name of a form field is in no language that the document names."), page)


def _field_name(annotation: Value) -> str | None:
    own = text(entry(annotation, "/TU"))
    return text(entry(entry(annotation, "/Parent"), "/TU")) if own is None else own


def _language_of(document: Document, annotation: Value) -> str | None:
    structure = document.structure
    if structure is None:
        return None
    element = structure.parent_of(integer(entry(annotation, "/StructParent")))
    key = key_of(annotation)
    element = element or (structure.holders.get(key) if key else None)
    return element.language if element else None
