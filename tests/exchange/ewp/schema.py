"""The published example, and the published schema with its imports found beside it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import etree

PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "ewp"
EXAMPLE = PUBLISHED / "iias-get-response-example.xml"

_FILES = {
    "ewp-specs-architecture/stable-v1/common-types.xsd": "common-types.xsd",
    "ewp-specs-types-contact/stable-v1/schema.xsd": "types-contact.xsd",
    "ewp-specs-types-academic-term/stable-v1/schema.xsd": "types-academic-term.xsd",
    "ewp-specs-types-address/stable-v1/schema.xsd": "types-address.xsd",
    "ewp-specs-types-phonenumber/stable-v1/schema.xsd": "types-phonenumber.xsd",
    "/xml.xsd": "xml.xsd",
}
# The schema of the XML namespace itself is not among the published files; they need its xml:lang only.
_XML = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
<xs:attribute name="lang" type="xs:language"/></xs:schema>"""


@cache
def _schema() -> Any:
    """The schema, made of copies that name the files beside them instead of addresses on the net."""
    with TemporaryDirectory() as folder:
        for file in PUBLISHED.glob("*.xsd"):
            text = re.sub(r'schemaLocation="([^"]+)"', _beside, file.read_text("utf-8"))
            # The file of academic terms is of their version 2, where a year is written as in version 1.
            text = text.replace("types-academic-term/tree/stable-v2", "types-academic-term/tree/stable-v1")
            (Path(folder) / file.name).write_text(text, encoding="utf-8")
        (Path(folder) / "xml.xsd").write_text(_XML, encoding="utf-8")
        main = str(Path(folder) / "iias-get-response.xsd")
        return etree.XMLSchema(etree.parse(main, etree.XMLParser(no_network=True)))


def _beside(found: re.Match[str]) -> str:
    name = next(file for end, file in _FILES.items() if found[1].endswith(end))
    return f'schemaLocation="{name}"'


def faults(data: bytes) -> list[str]:
    """What the published schema finds wrong in a response."""
    schema = _schema()
    schema.validate(etree.fromstring(data))
    return [str(error) for error in schema.error_log]


def canonical(data: bytes) -> bytes:
    """Canonical XML without what means nothing: comments, space between elements, where a schema may be fetched."""
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_blank_text=True))
    for name in list(root.attrib):
        if name.endswith("}schemaLocation"):
            del root.attrib[name]
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root, method="c14n2"))
