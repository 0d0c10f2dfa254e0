"""What a file for archives must hold and must not hold (PDF/A-2, level a: ISO 19005-2, 6.2 to 6.9)."""

from __future__ import annotations

from collections.abc import Iterator

from kidesk.i18n import N_
from kidesk.reports.check import xmp
from kidesk.reports.check.document import Document
from kidesk.reports.check.finding import Finding, archive
from kidesk.reports.check.values import Value, data, entries, entry, integer, is_dictionary, items, name, text

_PRINT, _UNSEEN = 4, 1 | 2 | 32 | 256  # flags: printed; invisible, hidden, not viewed, toggled
_TYPES = frozenset(
    {
        "Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline",
        "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Popup", "FileAttachment", "Widget", "PrinterMark",
        "TrapNet", "Watermark", "Redact"
    }
)
_ACTIONS = frozenset({"GoTo", "GoToR", "GoToE", "Thread", "URI", "Named", "SubmitForm"})
_NAMED = frozenset({"NextPage", "PrevPage", "FirstPage", "LastPage"})
_BLENDS = frozenset(
    {
        "Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn",
        "HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity"
    }
)
# The number of the rule on a device's colours, and the profiles that give them a meaning.
_PROFILES = {
    "DeviceRGB": (2, (b"RGB ",)),
    "DeviceCMYK": (3, (b"CMYK",)),
    "DeviceGray": (4, (b"RGB ", b"CMYK", b"GRAY")),
}
# The kinds of list that the properties of Dublin Core are (ISO 16684-1, 8.3).
_LISTS = dict.fromkeys(("title", "description", "rights"), "Alt") | dict.fromkeys(("creator", "date"), "Seq")
_LISTS |= dict.fromkeys(("contributor", "language", "publisher", "relation", "subject", "type"), "Bag")
# The namespaces whose properties ISO 19005-2, 6.6.2.3.1 knows without a description.
_KNOWN_SCHEMAS = frozenset(
    {
        *(xmp.DC, xmp.XMP, xmp.PDF, xmp.PDFA_ID),
        *("http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/xap/1.0/rights/", "http://ns.adobe.com/xap/1.0/bj/"),
        *("http://ns.adobe.com/xap/1.0/t/pg/", "http://ns.adobe.com/xmp/1.0/DynamicMedia/"),
        *("http://ns.adobe.com/photoshop/1.0/", "http://ns.adobe.com/camera-raw-settings/1.0/"),
        *("http://ns.adobe.com/tiff/1.0/", "http://ns.adobe.com/exif/1.0/", "http://ns.adobe.com/exif/1.0/aux/"),
        *("http://www.aiim.org/pdfa/ns/extension/", "http://www.w3.org/XML/1998/namespace"),
    }
)


def findings(document: Document) -> Iterator[Finding]:
    """What keeps a document from being PDF/A-2a; fonts are looked at in their own place, under both standards."""
    yield from _identity(document)
    yield from _colours(document)
    yield from _states(document)
    yield from _annotations(document)
    yield from _actions(document)
    yield from _attachments(document)
    if entry(entry(document.catalog, "/MarkInfo"), "/Marked") is not True or document.structure is None:
        yield archive("6.7.2-1", N_("The document is not tagged."))
    for content in document.all_contents:
        for operator in sorted(content.unknown):
            message = N_("The content of the page uses the operator “{operator}”, which does not exist.")
            yield archive("6.2.2-1", message, content.page, operator=operator)


def _identity(document: Document) -> Iterator[Finding]:
    packet = document.metadata
    if packet is None:
        yield archive("6.6.2.1-1", N_("The document has no metadata (XMP)."))
        return
    if packet.find(xmp.PDFA_ID, "part") is None:
        yield archive("6.6.4-1", N_("The metadata does not say that this is PDF/A (pdfaid:part)."))
    elif packet.text(xmp.PDFA_ID, "part") != "2":
        message = N_("The metadata names part {part} of PDF/A and not part 2.")
        yield archive("6.6.4-2", message, part=packet.text(xmp.PDFA_ID, "part"))
    elif packet.text(xmp.PDFA_ID, "conformance") != "A":
        message = N_("The metadata names the level “{level}” of PDF/A and not A.")
        yield archive("6.6.4-3", message, level=packet.text(xmp.PDFA_ID, "conformance"))
    for one in packet.properties:
        if one.namespace == xmp.DC and one.kind != _LISTS.get(one.name, one.kind):
            message = N_("The property {name} of the metadata is not the list (rdf:{kind}) that it must be.")
            yield archive("6.6.2.3.1-2", message, name=f"dc:{one.name}", kind=_LISTS[one.name])
        if one.namespace not in _KNOWN_SCHEMAS and (one.namespace, one.name) not in packet.described:
            message = N_("The metadata uses a property that it does not describe: {name} of {schema}.")
            yield archive("6.6.2.3.1-1", message, name=one.name, schema=one.namespace)


def _colours(document: Document) -> Iterator[Finding]:
    intents = [one for one in items(entry(document.catalog, "/OutputIntents")) if is_dictionary(one)]
    profile = next(
        (entry(one, "/DestOutputProfile") for one in intents if name(entry(one, "/S")) == "GTS_PDFA1"), None
    )
    colours = data(profile)[16:20]
    if profile is not None and (data(profile)[36:40] != b"acsp" or data(profile)[8] not in (2, 4)):
        yield archive("6.2.3-1", N_("The colour profile of the output intent cannot be used."))
        colours = b""
    for content in document.all_contents:
        defaults = entry(content.resources, "/ColorSpace")
        for space in sorted(content.spaces):
            number, fitting = _PROFILES[space]
            if colours not in fitting and entry(defaults, f"/Default{space[6:]}") is None:
                message = N_("The page uses the colours of a device ({space}) without an output intent for them.")
                yield archive(f"6.2.4.3-{number}", message, content.page, space=space)
    for number, page in enumerate(document.pages, start=1):
        group = entry(page.obj, "/Group")
        if name(entry(group, "/S")) == "Transparency" and entry(group, "/CS") is None and not colours:
            message = N_("The page mixes colours by transparency without saying in which colour space.")
            yield archive("6.2.10-2", message, number)


def _states(document: Document) -> Iterator[Finding]:
    """Graphics states and pictures."""
    for content in document.all_contents:
        page = content.page
        for _, state in entries(entry(content.resources, "/ExtGState")):
            if entry(state, "/TR") is not None or name(entry(state, "/TR2")) not in ("", "Default"):
                yield archive("6.2.5-1", N_("A graphics state changes colours by a function of its own (TR)."), page)
            if entry(state, "/HTP") is not None:
                yield archive("6.2.5-3", N_("A graphics state sets the place of the screen (HTP)."), page)
            blends = [name(entry(state, "/BM")), *map(name, items(entry(state, "/BM")))]
            if any(one and one not in _BLENDS for one in blends):
                yield archive("6.2.10-1", N_("A graphics state mixes colours in a way that no standard knows."), page)
        for image in content.images:
            if entry(image, "/Interpolate") is True:
                yield archive("6.2.8-3", N_("A picture asks to be smoothed (Interpolate)."), content.page)
            if entry(image, "/Alternates") is not None or entry(image, "/OPI") is not None:
                yield archive("6.2.8-1", N_("A picture has stand-ins (Alternates or OPI)."), content.page)
    for form, content, _ in document.forms.values():
        if any(entry(form, key) is not None for key in ("/OPI", "/PS", "/Ref")):
            yield archive("6.2.9-1", N_("A form stands for something outside the file (OPI, PS or Ref)."), content.page)


def _annotations(document: Document) -> Iterator[Finding]:
    for page, annotation in document.annotations:
        kind = name(entry(annotation, "/Subtype"))
        if kind not in _TYPES:
            message = N_("The page has an annotation of the type {kind}, which archives do not keep.")
            yield archive("6.3.1-1", message, page, kind=kind or "?")
        flags = integer(entry(annotation, "/F"))
        if flags is None:
            if kind != "Popup":
                yield archive("6.3.2-1", N_("An annotation does not say whether it is printed (F)."), page)
        elif not flags & _PRINT or flags & _UNSEEN:
            yield archive("6.3.2-2", N_("An annotation is hidden or not printed (F)."), page)
        if kind not in ("Popup", "Link") and not is_dictionary(entry(entry(annotation, "/AP"), "/N")):
            yield archive("6.3.3-1", N_("An annotation of the type {kind} has no appearance (AP)."), page, kind=kind)
    form = entry(document.catalog, "/AcroForm")
    if entry(form, "/NeedAppearances") is True:
        yield archive("6.4.1-3", N_("The form leaves it to readers how its fields look (NeedAppearances)."))
    if entry(form, "/XFA") is not None:
        yield archive("6.4.2-1", N_("The document holds an XFA form."))


def _actions(document: Document) -> Iterator[Finding]:
    if entry(document.catalog, "/AA") is not None:
        yield archive("6.5.2-2", N_("The document acts by itself when something happens to it (AA)."))
    if entry(entry(document.catalog, "/Names"), "/JavaScript") is not None:
        message = N_("The document holds an action of the type {kind}, which archives forbid.")
        yield archive("6.5.1-1", message, kind="JavaScript")
    for number, page in enumerate(document.pages, start=1):
        if entry(page.obj, "/AA") is not None:
            yield archive("6.5.2-2", N_("The page acts by itself when something happens to it (AA)."), number)
    owners = [document.catalog, *(one for _, one in document.annotations)]
    actions = [entry(one, key) for one in owners for key in ("/A", "/OpenAction")]
    actions += [one for one in document.dictionaries if name(entry(one, "/Type")) == "Action"]
    for action in actions:
        kind = name(entry(action, "/S"))
        if kind and kind not in _ACTIONS:
            message = N_("The document holds an action of the type {kind}, which archives forbid.")
            yield archive("6.5.1-1", message, kind=kind)
        elif kind == "Named" and name(entry(action, "/N")) not in _NAMED:
            message = N_("The document holds an action of the type {kind}, which archives forbid.")
            yield archive("6.5.1-2", message, kind=f"Named/{name(entry(action, '/N'))}")


def _attachments(document: Document) -> Iterator[Finding]:
    for one in document.dictionaries:
        files: Value = entry(one, "/EF")
        for _, file in entries(files):
            if b"%PDF-1" not in data(file)[:64]:
                message = N_("The file “{name}” is attached, and archives keep only attached files that are PDF/A.")
                yield archive("6.8-5", message, name=text(entry(one, "/UF")) or text(entry(one, "/F")) or "?")
                break
