"""Layers, attached files, XFA forms and encryption (PDF/UA-1, 7.10, 7.11, 7.15 and 7.16)."""

from __future__ import annotations

from collections.abc import Iterator

from kidesk.i18n import N_
from kidesk.reports.check.document import Document
from kidesk.reports.check.finding import Finding, ua
from kidesk.reports.check.values import Value, data, entry, is_dictionary, items, text

_EXTRACTION = 512  # the tenth bit: text may be taken out for accessibility


def findings(document: Document) -> Iterator[Finding]:
    """Faults in what a document carries besides its pages."""
    layers = entry(document.catalog, "/OCProperties")
    for one in (entry(layers, "/D"), *items(entry(layers, "/Configs"))):
        if is_dictionary(one):
            yield from _layers(one)
    for one in document.dictionaries:
        if is_dictionary(entry(one, "/EF")) and not (text(entry(one, "/F")) and text(entry(one, "/UF"))):
            yield ua("7.11-1", N_("An attached file is not named both ways that readers look for (F and UF)."))
    form = entry(document.catalog, "/AcroForm")
    if _is_dynamic(entry(form, "/XFA")):
        yield ua("7.15-1", N_("The document is a dynamic XFA form."))
    locked = entry(document.pdf.trailer, "/Encrypt")
    allowed = entry(locked, "/P")
    if locked is not None and not (type(allowed) is int and allowed & _EXTRACTION):
        yield ua("7.16-1", N_("The file is encrypted and does not let assistive technology read it."))


def _layers(configuration: Value) -> Iterator[Finding]:
    if not text(entry(configuration, "/Name")):
        yield ua("7.10-1", N_("A configuration of layers has no name."))
    if entry(configuration, "/AS") is not None:
        yield ua("7.10-2", N_("A configuration of layers switches them by itself (AS)."))


def _is_dynamic(given: Value) -> bool:
    source = b"".join(data(one) for one in (items(given) or [given]))
    return b"dynamicRender" in source and b">required<" in b"".join(source.split())
