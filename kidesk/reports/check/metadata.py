"""What a document says of itself: version, title, how it wants to be shown (PDF/UA-1, clauses 5, 6 and 7.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kidesk.i18n import N_
from kidesk.reports.check import xmp
from kidesk.reports.check.document import Document
from kidesk.reports.check.finding import Finding, ua
from kidesk.reports.check.values import entry


def findings(document: Document) -> Iterator[Finding]:
    """Faults in the header, the metadata and the viewer's settings."""
    if not re.match(rb"%PDF-1\.[0-7]\s", document.source):
        yield ua("6.1-1", N_("The file does not begin with the header of a PDF from 1.0 to 1.7."))
    settings = entry(document.catalog, "/ViewerPreferences")
    if entry(settings, "/DisplayDocTitle") is not True:
        message = N_("The document does not ask for its title to be shown in the window (DisplayDocTitle).")
        yield ua("7.1-10", message)
    if entry(document.catalog, "/Metadata") is None:
        yield ua("7.1-8", N_("The document has no metadata (XMP)."))
    elif document.metadata is None:
        yield ua("7.1-8", N_("The document’s metadata cannot be read as XMP."))
    else:
        yield from _packet(document.metadata)


def _packet(packet: xmp.Packet) -> Iterator[Finding]:
    if not packet.text(xmp.DC, "title"):
        yield ua("7.1-9", N_("The metadata names no title (dc:title)."))
    part = packet.find(xmp.PDFUA_ID, "part")
    if part is None:
        yield ua("5-1", N_("The metadata does not say that this is PDF/UA (pdfuaid:part)."))
    elif packet.text(xmp.PDFUA_ID, "part") != "1":
        message = N_("The metadata names part {part} of PDF/UA and not part 1.")
        yield ua("5-2", message, part=packet.text(xmp.PDFUA_ID, "part"))
    for number, name in ((3, "part"), (4, "amd"), (5, "corr")):
        found = packet.find(xmp.PDFUA_ID, name)
        if found is not None and found.prefix != "pdfuaid":
            message = N_("The property {name} of PDF/UA is written with the prefix “{prefix}” and not “pdfuaid”.")
            yield ua(f"5-{number}", message, name=name, prefix=found.prefix)
