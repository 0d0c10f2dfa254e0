"""Writing a get response of EWP's IIA API, version 7, with the hash of each agreement's conditions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from kidesk import files
from kidesk.errors import KideskError
from kidesk.exchange.ewp import reading
from kidesk.exchange.ewp.contacts import write_contact
from kidesk.exchange.ewp.iia import (
    CONTACT,
    ELEMENTS,
    NAMESPACE,
    STUDENTS,
    Contact,
    Iia,
    Mobility,
    Partner,
    Skill,
    Subject,
)
from kidesk.i18n import N_

_MAP = {None: NAMESPACE, "c": CONTACT}
_YEARS = ("receiving-first-academic-year-id", "receiving-last-academic-year-id")
_CONTACTS = ("sending-contact", "receiving-contact")


def write(iias: Iterable[Iia]) -> bytes:
    """A response with these agreements as they are, their hashes included. Raises Fault where it would be invalid."""
    root = etree.Element(f"{{{NAMESPACE}}}iias-get-response", nsmap=_MAP)
    for iia in iias:
        _write_iia(_under(root, "iia"), iia)
    reading.response(root)
    etree.indent(root, "    ")
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def save(file: Path, data: bytes) -> None:
    """Writes a file complete or not at all. Raises KideskError."""
    try:
        with files.replacing(file) as stream:
            stream.write(data)
    except OSError as error:
        raise KideskError(
            N_("{file} could not be written: {reason}. What stood there is as it was; choose another place."),
            file=file,
            reason=error.strerror or error,
        ) from error


def sealed(iia: Iia) -> Iia:
    """The agreement with the hash of what it says now."""
    return replace(iia, hash=digest(iia))


def digest(iia: Iia) -> str:
    """SHA-256 of an agreement's ids and conditions in hexadecimal, by which partners approve it.

    What is hashed is told by transform_version_7.xsl in EWP's specification of the IIA API: the leaves of all
    conditions in their order, but for contacts and what is not yet defined, and the academic years last.
    """
    text = "_@terminated-as-a-whole@_" if iia.is_terminated else ""
    for number, partner in enumerate(iia.partners, start=1):
        if partner.iia_id is not None:
            text += f"_iia-id_{number}={partner.iia_id}_"
    conditions = etree.Element(f"{{{NAMESPACE}}}cooperation-conditions")
    for mobility in _in_order(iia.mobilities):
        element = _under(conditions, ELEMENTS[mobility.kind])
        _write_mobility(element, mobility)
        text += "".join(_hashed(element))
    return hashlib.sha256(text.encode()).hexdigest()


def _hashed(mobility: Any) -> Iterable[str]:
    for element in mobility.iterdescendants():
        name = etree.QName(element).localname
        around = [element, *element.iterancestors()]
        is_left_out = any(
            one.get("not-yet-defined") == "true" or etree.QName(one).localname in _CONTACTS for one in around
        )
        if len(element) == 0 and name not in _YEARS and not is_left_out:
            above = [etree.QName(one).localname for one in around[2:0:-1]]
            yield f"_{'.'.join([*above, name])}={element.get('v6-value') or element.text or ''}_"
    for name in _YEARS:
        yield f"_{name}={mobility.findtext(f'{{{NAMESPACE}}}{name}')}_"


def _in_order(mobilities: Iterable[Mobility]) -> list[Mobility]:
    """Kind by kind, as the schema wants them, otherwise as they came: their order is part of the hash."""
    return sorted(mobilities, key=lambda mobility: list(ELEMENTS).index(mobility.kind))


def mobility_text(mobility: Mobility) -> str:
    """A condition as text to be kept, read back by `reading.mobility_of`."""
    element = etree.Element(f"{{{NAMESPACE}}}{ELEMENTS[mobility.kind]}", nsmap=_MAP)
    _write_mobility(element, mobility)
    return str(etree.tostring(element, encoding="unicode"))


def contact_text(contact: Contact) -> str:
    """A contact as text to be kept, read back by `reading.contact_of`."""
    element = etree.Element(f"{{{CONTACT}}}contact", nsmap={"c": CONTACT})
    write_contact(element, contact)
    return str(etree.tostring(element, encoding="unicode"))


def _write_iia(element: Any, iia: Iia) -> None:
    for partner in iia.partners:
        _write_partner(_under(element, "partner"), partner)
    _under(element, "in-effect", _truth(iia.is_in_effect))
    conditions = _under(element, "cooperation-conditions")
    if iia.is_terminated:
        conditions.set("terminated-as-a-whole", "true")
    for mobility in _in_order(iia.mobilities):
        _write_mobility(_under(conditions, ELEMENTS[mobility.kind]), mobility)
    _under(element, "iia-hash", iia.hash)
    _maybe(element, "pdf-file", iia.pdf_file)


def _write_partner(element: Any, partner: Partner) -> None:
    _under(element, "hei-id", partner.hei_id)
    _maybe(element, "ounit-id", partner.unit_id)
    _maybe(element, "iia-id", partner.iia_id)
    _maybe(element, "iia-code", partner.iia_code)
    if partner.signing_contact is not None:
        write_contact(_under(element, "signing-contact"), partner.signing_contact)
    _maybe(element, "signing-date", partner.signed_on.isoformat() if partner.signed_on else None)
    for contact in partner.contacts:
        write_contact(etree.SubElement(element, f"{{{CONTACT}}}contact"), contact)


def _write_mobility(element: Any, mobility: Mobility) -> None:
    is_of_students = mobility.kind in STUDENTS
    for side, hei, unit, contacts in (
        ("sending", mobility.sending, mobility.sending_unit, mobility.sending_contacts),
        ("receiving", mobility.receiving, mobility.receiving_unit, mobility.receiving_contacts),
    ):
        _under(element, f"{side}-hei-id", hei)
        _maybe(element, f"{side}-ounit-id", unit)
        for contact in contacts:
            write_contact(_under(element, f"{side}-contact"), contact)
    _under(element, _YEARS[0], mobility.first_year)
    _under(element, _YEARS[1], mobility.last_year)
    _flagged(_under(element, "mobilities-per-year", str(mobility.persons)), mobility.is_undefined)
    for skill in mobility.skills:
        _write_skill(_under(element, "recommended-language-skill"), skill)
    for subject in mobility.subjects:
        _write_subject(_under(element, "subject-area"), subject)
    _maybe(element, "other-info-terms", mobility.other_terms)
    total = None if mobility.total is None else f"{mobility.total:f}"
    _maybe(element, "total-months-per-year" if is_of_students else "total-days-per-year", total)
    if is_of_students:
        _under(element, "blended", _truth(bool(mobility.is_blended)))
    for level in mobility.eqf_levels:
        _under(element, "eqf-level", str(level))


def _write_skill(element: Any, skill: Skill) -> None:
    _flagged(element, skill.is_undefined)
    _under(element, "language", skill.language)
    _maybe(element, "cefr-level", skill.level)
    if skill.subject is not None:
        _write_subject(_under(element, "subject-area"), skill.subject)


def _write_subject(element: Any, subject: Subject) -> None:
    code = _under(element, "isced-f-code", subject.code)
    if subject.v6_code is not None:
        code.set("v6-value", subject.v6_code)
    _maybe(element, "isced-clarification", subject.clarification)


def _under(parent: Any, name: str, text: str | None = None) -> Any:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.text = text
    return element


def _maybe(parent: Any, name: str, text: str | None) -> None:
    if text is not None:
        _under(parent, name, text)


def _flagged(element: Any, is_undefined: bool) -> None:
    if is_undefined:
        element.set("not-yet-defined", "true")


def _truth(value: bool) -> str:
    return "true" if value else "false"
