"""The archive file: a tagged document written as PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1)."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from struct import Struct
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFObject, PDFStream

from kidesk import __version__, paths
from kidesk.reports.paper import tags
from kidesk.reports.paper.sheet import Sheet
from kidesk.reports.paper.tags import Annotated, Element, Kid

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PER_STREAM: Final = 200  # objects packed together: more are smaller, fewer are read faster


@dataclass(frozen=True)
class Properties:
    """What a file says of itself; `made_at` is in UTC, `language_tag` as in BCP 47."""

    title: str
    language_tag: str
    author: str
    subject: str
    made_at: dt.datetime


class _Source(PDFObject):
    """An object given as PDF source."""

    __RefOnly__ = 1

    def __init__(self, source: str) -> None:
        self._source = source

    def format(self, document: object) -> bytes:
        """The source itself."""
        return self._source.encode("ascii")


def finish(sheet: Sheet, top: Element, properties: Properties) -> bytes:
    """The whole file, byte for byte the same for the same pages, tags and properties."""
    sheet.fill_in()
    document = sheet.document
    catalog, root = document.Catalog, _Source("")
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.StructTreeRoot, catalog.MarkInfo = root, _Source("<</Marked true>>")
    catalog.Metadata, catalog.OutputIntents = _metadata(properties), _output_intents(document)
    document.info = _info(properties)
    for font in document.delayedFonts:
        font.addObjects(document)
    catalog_number = _number(document, catalog)
    info_number, root_number = _number(document, document.info), _number(document, root)
    document.Outlines.prepare(document, sheet)
    if document.Outlines.ready < 0:
        catalog.Outlines = None
    bodies = dict(_formatted(document, root_number))
    bodies |= _structure(sheet, top, root_number, len(document.numberToId) + 1)
    return _file(bodies, f"/Root {catalog_number} 0 R/Info {info_number} 0 R")


def _number(document: Any, thing: object) -> int:
    number: int = document.idToObjectNumberAndVersion[document.Reference(thing).name][0]
    return number


def _formatted(document: Any, put_off: int) -> Iterator[tuple[int, bytes]]:
    """ReportLab's objects; while they are written others join them."""
    number = 1
    while number in document.numberToId:
        if number != put_off:
            thing = document.idToObject[document.numberToId[number]]
            yield number, pdfdoc.format(thing, document, toplevel=1)
        number += 1


# The structure tree


def _structure(sheet: Sheet, top: Element, root: int, first: int) -> Iterator[tuple[int, bytes]]:
    """The tree of elements and the parent tree, numbered from `first` on."""
    order = tags.elements(top)
    for number, element in enumerate(order, first):
        element.number = number
    pages = [sheet.page_reference(page) for page in range(sheet.page)]
    numbers = sheet.document.idToObjectNumberAndVersion
    parent_of = {top.number: root}
    for element in order:
        yield element.number, _element(element, parent_of.pop(element.number), pages, numbers)
        for kid in element.kids:
            if isinstance(kid, Element):
                parent_of[kid.number] = element.number
    after = first + len(order)
    keys = [(key, owner) for key, owner in sheet.parents.items() if key != sheet.page_key]
    nums = []
    for key, owner in keys:
        if isinstance(owner, Element):
            nums.append(f"{key} {owner.number} 0 R")
        else:
            yield after, f"[{' '.join(f'{one.number} 0 R' for one in owner)}]".encode("ascii")
            nums.append(f"{key} {after} 0 R")
            after += 1
    yield after, f"<</Nums[{' '.join(nums)}]>>".encode("ascii")
    ids = sorted((element.identifier, element.number) for element in order if element.identifier)
    names = f"/IDTree<</Names[{' '.join(f'({name}) {number} 0 R' for name, number in ids)}]>>" if ids else ""
    key = max(sheet.parents) + 1
    source = f"<</Type/StructTreeRoot/K {top.number} 0 R/ParentTree {after} 0 R/ParentTreeNextKey {key}{names}>>"
    yield root, source.encode("ascii")


def _element(element: Element, parent: int, pages: Sequence[str], numbers: dict[str, tuple[int, int]]) -> bytes:
    held = element.kids
    if len(held) == 1 and isinstance(held[0], int):  # nearly all are of this kind
        page, number = tags.place(held[0])
        source = f"<</S/{element.role}/P {parent} 0 R/Pg {pages[page]}{element.extras}/K {number}>>"
        return source.encode("ascii")
    home = next((_page(kid) for kid in held if not isinstance(kid, Element)), None)
    kids = " ".join([_kid(kid, home, pages, numbers) for kid in held])
    home_page = "" if home is None else f"/Pg {pages[home]}"
    name = f"/ID({element.identifier})" if element.identifier else ""
    inner = kids if len(held) == 1 else f"[{kids}]"
    source = f"<</S/{element.role}/P {parent} 0 R{home_page}{element.extras}{name}/K {inner}>>"
    return source.encode("ascii")


def _page(kid: Annotated | int) -> int:
    return kid.page if isinstance(kid, Annotated) else tags.place(kid)[0]


def _kid(kid: Kid, home: int | None, pages: Sequence[str], numbers: dict[str, tuple[int, int]]) -> str:
    if isinstance(kid, Element):
        return f"{kid.number} 0 R"
    if isinstance(kid, Annotated):
        return f"<</Type/OBJR/Obj {numbers['Annot.' + kid.name][0]} 0 R/Pg {pages[kid.page]}>>"
    page, number = tags.place(kid)
    return str(number) if page == home else f"<</Type/MCR/Pg {pages[page]}/MCID {number}>>"


# What the file says of itself


def _info(properties: Properties) -> _Source:
    """The document information; each entry says the same as the metadata (ISO 19005-2, 6.6.3)."""
    day = properties.made_at.strftime("D:%Y%m%d%H%M%SZ")
    subject = f"/Subject{tags.string(properties.subject)}" if properties.subject else ""
    author = f"/Author{tags.string(properties.author)}" if properties.author else ""
    return _Source(
        f"<</Title{tags.string(properties.title)}{author}{subject}/Creator{tags.string(_CREATOR)}"
        f"/Producer{tags.string(_PRODUCER)}/CreationDate({day})/ModDate({day})>>"
    )


_CREATOR: Final = f"kidesk {__version__}"
_PRODUCER: Final = "ReportLab"

# PDF/A wants the schema of every property that it does not know itself (ISO 19005-2, 6.6.2.3.3).
_METADATA: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{author}{subject}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{day}</xmp:CreateDate>
<xmp:ModifyDate>{day}</xmp:ModifyDate>
<xmp:MetadataDate>{day}</xmp:MetadataDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_AUTHOR: Final = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n"
_SUBJECT: Final = '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>\n'


def _metadata(properties: Properties) -> PDFStream:
    packet = _METADATA.format(
        title=escape(properties.title),
        author=_AUTHOR.format(escape(properties.author)) if properties.author else "",
        subject=_SUBJECT.format(escape(properties.subject)) if properties.subject else "",
        language=properties.language_tag,
        creator=escape(_CREATOR),
        producer=escape(_PRODUCER),
        day=properties.made_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    entries = {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
    return PDFStream(pdfdoc.PDFDictionary(entries), packet.encode("utf-8"), filters=[])


def _output_intents(document: Any) -> _Source:
    """The colours are sRGB (ISO 19005-2, 6.2.3)."""
    profile = paths.resource("colour", "srgb.icc").read_bytes()
    stream = PDFStream(pdfdoc.PDFDictionary({"N": 3}), profile, filters=[pdfdoc.PDFZCompress])
    number = _number(document, stream)
    name = tags.string("sRGB")
    return _Source(
        f"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier{name}/Info{name}"
        f"/DestOutputProfile {number} 0 R>>]"
    )


# The file


def _file(bodies: dict[int, bytes], trailer: str) -> bytes:
    """The objects as a file: streams as they are, all else packed in object streams (ISO 32000-1, 7.5.7)."""
    whole, packed = bytearray(_HEADER), []
    last = max(bodies) + -(-len(bodies) // _PER_STREAM) + 1  # no more object streams than that, and the table
    places = [_FREE] * (last + 1)
    for number, body in bodies.items():
        if body.endswith(b"endstream\n"):
            places[number] = _PLACE(1, len(whole), 0)
            whole += b"%d 0 obj\n%b\nendstream\nendobj\n" % (number, body[: -len(b"endstream\n")])
        else:
            packed.append(number)
    number, several = max(bodies) + 1, iter(packed)
    while chunk := list(islice(several, _PER_STREAM)):
        for place, one in enumerate(chunk):
            places[one] = _PLACE(2, number, place)
        places[number] = _PLACE(1, len(whole), 0)
        whole += _packed(number, chunk, bodies)
        number += 1
    places[number] = _PLACE(1, len(whole), 0)
    digest = hashlib.md5(whole, usedforsecurity=False).hexdigest()
    entries = f"/Type/XRef/Size {number + 1}/W[1 4 2]{trailer}/ID[<{digest}><{digest}>]"
    start = len(whole)
    whole += _stream(number, entries, b"".join(places[: number + 1]))
    whole += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(whole)


_PLACE: Final = Struct(">BIH").pack  # the kind of a place in the file, and two numbers (ISO 32000-1, 7.5.8)
_FREE: Final = _PLACE(0, 0, 65535)


def _packed(number: int, chunk: Sequence[int], bodies: dict[int, bytes]) -> bytes:
    heads, length = [], 0
    for one in chunk:
        heads.append(b"%d %d" % (one, length))
        length += len(bodies[one]) + 1
    head = b" ".join(heads) + b"\n"
    content = head + b"\n".join([bodies[one] for one in chunk])
    return _stream(number, f"/Type/ObjStm/N {len(chunk)}/First {len(head)}", content)


def _stream(number: int, entries: str, content: bytes) -> bytes:
    data = zlib.compress(content)
    head = f"{number} 0 obj\n<<{entries}/Filter/FlateDecode/Length {len(data)}>>\nstream\n".encode("ascii")
    return head + data + b"\nendstream\nendobj\n"
