"""Reading the XMP packet of a PDF (ISO 16684-1): its properties as plain values. Nothing outside it is ever fetched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from lxml import etree

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "http://purl.org/dc/elements/1.1/"
XMP = "http://ns.adobe.com/xap/1.0/"
PDF = "http://ns.adobe.com/pdf/1.3/"
PDFA_ID = "http://www.aiim.org/pdfa/ns/id/"
PDFUA_ID = "http://www.aiim.org/pdfua/ns/id/"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"


@dataclass(frozen=True)
class Property:
    """One property: its namespace, name, the prefix it is written with, its values and their languages.

    `kind` is "Alt", "Bag" or "Seq" for a list, else empty.
    """

    namespace: str
    name: str
    prefix: str
    values: tuple[str, ...]
    languages: tuple[str, ...] = ()
    kind: str = ""


@dataclass
class Packet:
    """A packet's properties. `described` are those that it describes itself: namespace and name (PDF/A extension)."""

    properties: list[Property] = field(default_factory=list)
    described: frozenset[tuple[str, str]] = frozenset()

    def find(self, namespace: str, name: str) -> Property | None:
        """A property, None without one."""
        found = (one for one in self.properties if (one.namespace, one.name) == (namespace, name))
        return next(found, None)

    def is_without_language(self, namespace: str, name: str) -> bool:
        """Whether a property is there, but none of its values in a language of its own (`x-default` is none)."""
        found = self.find(namespace, name)
        return found is not None and not set(found.languages) - {"", "x-default"}

    def text(self, namespace: str, name: str) -> str:
        """The first value of a property, empty without one."""
        found = self.find(namespace, name)
        return found.values[0].strip() if found and found.values else ""


def read(source: bytes) -> Packet | None:
    """The packet in a metadata stream, None where there is none or it is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with suppress(etree.XMLSyntaxError, ValueError):
        root = etree.fromstring(source, parser)
        if root is not None:
            return Packet(list(_properties(root)), frozenset(_described(root)))
    return None


def _described(root: etree._Element) -> Iterator[tuple[str, str]]:
    """What the extension schemas of a packet describe (ISO 19005-2, 6.6.2.3.2)."""
    for place in root.iter(f"{{{_SCHEMA}}}namespaceURI"):
        schema = place.getparent()
        if schema is not None:
            for named in schema.iter(f"{{{_PROPERTY}}}name"):
                yield (place.text or "").strip(), (named.text or "").strip()


def _properties(root: etree._Element) -> Iterator[Property]:
    for description in root.iter(f"{_RDF}Description"):
        if description.getparent() is None or description.getparent().tag != f"{_RDF}RDF":
            continue
        prefixes = {uri: prefix or "" for prefix, uri in description.nsmap.items()}
        for key, value in description.attrib.items():
            qualified = etree.QName(key)
            if qualified.namespace and not key.startswith(_RDF):
                yield Property(
                    qualified.namespace, qualified.localname, prefixes.get(qualified.namespace, ""), (str(value),)
                )
        for child in description:
            if isinstance(child.tag, str):
                qualified = etree.QName(child)
                listed = list(child.iter(f"{_RDF}li"))
                values = tuple(one.text or "" for one in listed) or (child.text or "",)
                languages = tuple(str(one.get(_LANGUAGE, "")) for one in listed)
                kind = next((etree.QName(one).localname for one in child if isinstance(one.tag, str)), "")
                yield Property(
                    qualified.namespace or "", qualified.localname, child.prefix or "", values, languages, kind
                )
