"""A small document without a fault, made by hand, for tests that break one thing in it."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String
from PIL import ImageCms

from kidesk import paths
from kidesk.reports.check.glyphs import TrueType

UNICODE = (3, 1)
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Årsredovisning</rdf:li></rdf:Alt></dc:title>
<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class Good:
    """The document while it is made: `elements` by name, `annotation` the link, `font` the one that is used.

    `streams` holds the content of each page as text, where `{words}` in double braces are written as glyphs.
    """

    def __init__(self) -> None:
        self.pdf = Pdf.new()
        self.program = paths.resource("fonts", "Inter-Regular.ttf").read_bytes()
        self.glyphs = TrueType(self.program)
        self.used: set[str] = set()
        self.elements: dict[str, Any] = {}
        self.xmp = XMP
        self.streams = [
            "/Artifact BMC 0.9 g 0 0 10 10 re f EMC\n"
            "/H1 <</MCID 0>> BDC BT 0 g /F1 16 Tf 1 0 0 1 50 780 Tm {{Rubrik}} Tj ET EMC\n"
            "/P <</MCID 1>> BDC BT /F1 10 Tf 1 0 0 1 50 750 Tm {{En rad och }} Tj 0 -14 Td {{en till.}} Tj ET EMC\n"
            "/Link <</MCID 2>> BDC BT /F1 10 Tf 1 0 0 1 50 700 Tm {{kidesk}} Tj ET EMC",
            "/TH <</MCID 0>> BDC BT 0 g /F1 10 Tf 1 0 0 1 50 780 Tm {{Land}} Tj ET EMC\n"
            "/TH <</MCID 1>> BDC BT /F1 10 Tf 1 0 0 1 150 780 Tm {{Antal}} Tj ET EMC\n"
            "/TH <</MCID 2>> BDC BT /F1 10 Tf 1 0 0 1 50 760 Tm {{Finland}} Tj ET EMC\n"
            "/TD <</MCID 3>> BDC BT /F1 10 Tf 1 0 0 1 150 760 Tm {{7}} Tj ET EMC\n"
            "/Lbl <</MCID 4>> BDC BT /F1 10 Tf 1 0 0 1 50 700 Tm {{1.}} Tj ET EMC\n"
            "/LBody <</MCID 5>> BDC BT /F1 10 Tf 1 0 0 1 70 700 Tm {{En punkt}} Tj ET EMC\n"
            "/Figure <</MCID 6>> BDC 1 0 0 rg 50 600 40 40 re f EMC",
        ]
        self._make_pages()
        self._make_tree()
        self._make_catalog()

    @property
    def root(self) -> Any:
        """The catalog."""
        return self.pdf.Root

    def _make_pages(self) -> None:
        self.font = self.pdf.make_indirect(Dictionary(Type=Name.Font))
        for _ in self.streams:
            self.pdf.add_blank_page(page_size=(595, 842))
        self.pages: list[Any] = [page.obj for page in self.pdf.pages]
        for number, page in enumerate(self.pages):
            page.Resources = Dictionary(Font=Dictionary(F1=self.font))
            page.StructParents = number
            page.Tabs = Name.S
        self.annotation: Any = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=[50, 695, 100, 712],
                F=4,
                StructParent=2,
                Contents=String("kidesk på webben"),
                A=Dictionary(S=Name.URI, URI=String("https://example.org/")),
            )
        )
        self.pages[0].Annots = Array([self.annotation])

    def add(self, name: str, kind: str, parent: str, *kids: Any, page: int = 0, **more: Any) -> Any:
        """A structure element under the element `parent` ("" for the root); kids are MCIDs of its page."""
        above = self.elements[parent] if parent else self.root.StructTreeRoot
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=above, Pg=self.pages[page], K=Array(kids), **more)
        )
        above.K.append(made)
        self.elements[name] = made
        return made

    def _make_tree(self) -> None:
        self.root.StructTreeRoot = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([])))
        self.add("document", "Document", "")
        one = [self.add("heading", "H1", "document", 0), self.add("paragraph", "P", "document", 1)]
        reference = Dictionary(Type=Name.OBJR, Obj=self.annotation, Pg=self.pages[0])
        self.add("around", "P", "document")
        one.append(self.add("link", "Link", "around", 2, reference))
        self.add("table", "Table", "document", page=1)
        self.add("head", "THead", "table", page=1)
        self.add("first row", "TR", "head", page=1)
        self.add("body", "TBody", "table", page=1)
        self.add("second row", "TR", "body", page=1)
        column = Dictionary(O=Name.Table, Scope=Name.Column)
        two = [self.add("land", "TH", "first row", 0, page=1, A=column)]
        two.append(self.add("number", "TH", "first row", 1, page=1, A=column))
        two.append(self.add("finland", "TH", "second row", 2, page=1, A=Dictionary(O=Name.Table, Scope=Name.Row)))
        two.append(self.add("seven", "TD", "second row", 3, page=1))
        self.add("list", "L", "document", page=1)
        self.add("item", "LI", "list", page=1)
        two.append(self.add("label", "Lbl", "item", 4, page=1))
        two.append(self.add("text", "LBody", "item", 5, page=1))
        two.append(self.add("figure", "Figure", "document", 6, page=1, Alt=String("En röd ruta")))
        numbers = [0, Array(one), 1, Array(two), 2, self.elements["link"]]
        self.root.StructTreeRoot.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))

    def _make_catalog(self) -> None:
        self.root.Lang = String("sv-SE")
        self.root.MarkInfo = Dictionary(Marked=True)
        self.root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        self.pdf.trailer.Info = self.pdf.make_indirect(Dictionary(Title=String("Årsredovisning")))
        with self.pdf.open_outline() as outline:
            outline.root.append(OutlineItem("Rubrik", 0))
        profile = self.pdf.make_stream(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), N=3)
        intent = Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier=String("sRGB"),
            DestOutputProfile=profile,
        )
        self.root.OutputIntents = Array([intent])

    def code(self, character: str) -> int:
        """The number under which a character is shown."""
        return self.glyphs.glyph(UNICODE, ord(character))

    def _written(self, stream: str) -> bytes:
        parts = stream.split("{{")
        for place, part in enumerate(parts[1:], start=1):
            words, rest = part.split("}}", 1)
            self.used |= set(words)
            parts[place] = "<" + "".join(f"{self.code(one):04X}" for one in words) + ">" + rest
        return "".join(parts).encode("latin-1")

    def _make_font(self) -> None:
        used = sorted(self.used)
        widths = Array([one for char in used for one in (self.code(char), Array([round(self._width(char))]))])
        characters = "\n".join(f"<{self.code(char):04X}> <{ord(char):04X}>" for char in used)
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name.Inter,
            Flags=4,
            FontBBox=[0, -300, 1000, 1000],
            ItalicAngle=0,
            Ascent=900,
            Descent=-250,
            CapHeight=700,
            StemV=80,
            FontFile2=self.pdf.make_stream(self.program, Length1=len(self.program)),
        )
        below = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name.Inter,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=self.pdf.make_indirect(descriptor),
            CIDToGIDMap=Name.Identity,
            W=widths,
        )
        cmap = f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n1 beginbfchar\n{characters}\nendbfchar"
        self.font.Subtype = Name.Type0
        self.font.BaseFont = Name.Inter
        self.font.Encoding = Name("/Identity-H")
        self.font.DescendantFonts = Array([self.pdf.make_indirect(below)])
        self.font.ToUnicode = self.pdf.make_stream(cmap.encode())

    def _width(self, character: str) -> float:
        return self.glyphs.width(self.code(character)) or 0

    def finish(self) -> None:
        """Writes pages, font and metadata as they were said."""
        for page, stream in zip(self.pages, self.streams, strict=True):
            page.Contents = self.pdf.make_stream(self._written(stream))
        self._make_font()
        self.root.Metadata = self.pdf.make_stream(self.xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)

    def saved(self) -> BytesIO:
        """The file as it stands."""
        file = BytesIO()
        with warnings.catch_warnings():  # pikepdf warns of faults that are made here on purpose
            warnings.simplefilter("ignore")
            self.pdf.save(file, min_version="1.7", force_version="1.7", fix_metadata_version=False)
        return file


def made(early: Callable[[Good], object] | None = None, late: Callable[[Good], object] | None = None) -> BytesIO:
    """The document as a file; `early` changes what it is made of, `late` what was made."""
    good = Good()
    if early:
        early(good)
    good.finish()
    if late:
        late(good)
    return good.saved()
