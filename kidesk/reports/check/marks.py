"""Marked content: all that is painted is an artifact or in the structure tree, once (PDF/UA-1, 7.1 and 7.20)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kidesk.i18n import N_
from kidesk.reports.check.content import Content
from kidesk.reports.check.document import Document
from kidesk.reports.check.finding import Finding, pdf, ua
from kidesk.reports.check.tree import Mark, Structure
from kidesk.reports.check.values import entry, integer, is_dictionary, items, key_of

# Where ISO 32000-1 says that operators come in pairs.
_PAIRS = {"BDC/EMC": "14.6", "q/Q": "8.4.2", "BT/ET": "9.4"}


def findings(document: Document) -> Iterator[Finding]:
    """Faults in marks and in what ties them to the structure tree."""
    told = entry(document.catalog, "/MarkInfo")
    if entry(told, "/Marked") is not True:
        yield ua("6.2-1", N_("The document does not say that it is tagged (MarkInfo)."))
    if entry(told, "/Suspects") is True:
        yield ua("7.1-4", N_("The document says of its own tags that they are doubtful (Suspects)."))
    for content in document.contents:
        yield from _nesting(content)
    for content in document.all_contents:
        yield from _syntax(content)
    if document.structure is None:
        yield ua("7.1-11", N_("The document has no structure tree."))
    else:
        yield from _marks(document, document.structure)
        yield from _parents(document, document.structure)
    yield from _forms(document)


def _nesting(content: Content) -> Iterator[Finding]:
    if content.artifact_in_tagged:
        yield ua("7.1-1", N_("An artifact stands inside tagged content."), content.page)
    if content.tagged_in_artifact:
        yield ua("7.1-2", N_("Tagged content stands inside an artifact."), content.page)
    if content.unmarked:
        message = N_("Something is painted that is neither tagged nor an artifact (operator {operator}).")
        yield ua("7.1-3", message, content.page, operator=content.unmarked)


def _syntax(content: Content) -> Iterator[Finding]:
    for pair in sorted(content.unbalanced):
        message = N_("What {pair} open and close does not go together in the content of the page.")
        yield pdf(_PAIRS[pair], message, content.page, pair=pair)
    for key in sorted(content.missing):
        message = N_("The content of the page uses {key}, which is not among its resources.")
        yield pdf("7.8.3", message, content.page, key=key)
    if not content.is_readable:
        yield pdf("7.8.2", N_("The content of the page cannot be read to its end."), content.page)
    twice = sorted({number for (_, number), count in Counter(content.marks).items() if count > 1})
    for number in twice:
        message = N_("The number {number} is given to more than one piece of content (MCID).")
        yield pdf("14.7.4.2", message, content.page, number=number)


def _marks(document: Document, structure: Structure) -> Iterator[Finding]:
    present: dict[Mark, int] = {mark: one.page for one in document.all_contents for mark in one.marks}
    for mark, page in present.items():
        owners = structure.marks.get(mark, [])
        if len(owners) > 1:
            message = N_("The piece of content {number} belongs to more than one structure element (MCID).")
            yield pdf("14.7.4.2", message, page, number=mark[1])
        if not owners:
            message = N_("The piece of content {number} is in no structure element (MCID).")
            yield pdf("14.7.4.2", message, page, number=mark[1])
    readable = {key for key in document.page_numbers if document.contents[document.page_numbers[key] - 1].is_readable}
    for mark in structure.marks:
        if mark not in present and mark[0] in readable:
            message = N_("The structure tree names the piece of content {number}, which the page does not hold (MCID).")
            yield pdf("14.7.4.2", message, document.page_of(mark[0]), number=mark[1])


def _parents(document: Document, structure: Structure) -> Iterator[Finding]:
    """The parent tree must lead back from each mark to the element that names it (ISO 32000-1, 14.7.4.4)."""
    for content, holder in _holders(document):
        if not content.marks:
            continue
        group = integer(entry(holder, "/StructParents"))
        if group is None or not items(structure.parents.get(group)):
            message = N_("The page’s content is tagged, but the parent tree does not lead back from it.")
            yield pdf("14.7.4.4", message, content.page)
            continue
        listed = items(structure.parents.get(group))
        for mark in content.marks:
            named = key_of(listed[mark[1]]) if 0 <= mark[1] < len(listed) else None
            owners = structure.marks.get(mark, [])
            if owners and named not in [key_of(owner.source) for owner in owners]:
                message = N_("The parent tree leads from the piece of content {number} to another element (MCID).")
                yield pdf("14.7.4.4", message, content.page, number=mark[1])


def _holders(document: Document) -> Iterator[tuple[Content, object]]:
    yield from zip(document.contents, (page.obj for page in document.pages), strict=True)
    yield from ((content, form) for form, content, _ in document.forms.values())


def _forms(document: Document) -> Iterator[Finding]:
    for form, content, uses in document.forms.values():
        if content.has_marks and uses > 1:
            yield ua("7.20-2", N_("A form with tagged content is painted more than once."), content.page)
        if is_dictionary(entry(form, "/Ref")):
            yield ua("7.20-1", N_("A form stands for a page of another file (reference XObject)."), content.page)
