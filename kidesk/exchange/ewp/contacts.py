"""Contacts in EWP responses: persons and offices with their names, numbers and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from kidesk.exchange.ewp.elements import Children, Fault, leaf
from kidesk.exchange.ewp.iia import ADDRESS, CONTACT, PHONE, XML_LANG, Address, Contact, Phone, Words

_EMAIL = re.compile(r"[^@]+@[^.]+\..+", re.DOTALL)
E164 = re.compile(r"\+[0-9]{1,15}")
_LINES = ("addressLine",)
_PARTS = ("buildingNumber", "buildingName", "streetName", "unit", "floor", "postOfficeBox", "deliveryPointCode")
_AFTER = ("postalCode", "locality", "region", "country")
_MOST = {"recipientName": None, "addressLine": 4, "deliveryPointCode": None}  # all others once


def read_contact(element: Any, place: str) -> Contact:
    """The contact in an element. Raises Fault."""
    children = Children(element, CONTACT, place)
    contact = Contact(
        names=_words(children, "contact-name", place),
        given=_words(children, "person-given-names", place),
        family=_words(children, "person-family-name", place),
        gender=_gender(children),
        phones=tuple(_phone(*one) for one in children.many("phone-number", PHONE)),
        faxes=tuple(_phone(*one) for one in children.many("fax-number", PHONE)),
        emails=tuple(_email(one, place) for one, _ in children.many("email")),
        street=next((_address(*one) for one in children.many("street-address", ADDRESS, most=1)), None),
        mailing=next((_address(*one) for one in children.many("mailing-address", ADDRESS, most=1)), None),
        roles=_words(children, "role-description", place),
    )
    children.done()
    if not contact.names:
        raise Fault.missing(place, "contact-name")
    return contact


def _words(children: Children, name: str, place: str) -> tuple[Words, ...]:
    return tuple(Words(leaf(one, place, (XML_LANG,)), one.get(XML_LANG)) for one, _ in children.many(name))


def _gender(children: Children) -> int | None:
    text = children.maybe_value("person-gender", r"\s*\+?0*[0129]\s*")
    return None if text is None else int(text)


def _email(element: Any, place: str) -> str:
    text = leaf(element, place)
    if not _EMAIL.fullmatch(text):
        raise Fault.wrong(place, "email", text)
    return text


def _phone(element: Any, place: str) -> Phone:
    children = Children(element, PHONE, place)
    phone = Phone(
        children.maybe_value("e164", E164.pattern), children.maybe_value("ext"), children.maybe_value("other-format")
    )
    children.done()
    return phone


def _address(element: Any, place: str) -> Address:
    """Lines, or the parts of a street address, never both."""
    children = Children(element, ADDRESS, place)
    found = _texts(children, ("recipientName",), place)
    found += _texts(children, _LINES, place) or _texts(children, _PARTS, place)
    found += _texts(children, _AFTER, place)
    children.done()
    country = dict(found).get("country")
    if country is not None and not re.fullmatch("[A-Z]{2}", country):
        raise Fault.wrong(place, "country", country)
    return tuple(found)


def _texts(children: Children, names: Iterable[str], place: str) -> list[tuple[str, str]]:
    return [
        (name, leaf(element, place)) for name in names for element, _ in children.many(name, most=_MOST.get(name, 1))
    ]


def write_contact(element: Any, contact: Contact) -> None:
    """Fills an element with a contact."""
    _write_words(element, "contact-name", contact.names)
    _write_words(element, "person-given-names", contact.given)
    _write_words(element, "person-family-name", contact.family)
    if contact.gender is not None:
        etree.SubElement(element, f"{{{CONTACT}}}person-gender").text = str(contact.gender)
    for name, numbers in (("phone-number", contact.phones), ("fax-number", contact.faxes)):
        for phone in numbers:
            _write_phone(etree.SubElement(element, f"{{{PHONE}}}{name}", nsmap={"p": PHONE}), phone)
    for email in contact.emails:
        etree.SubElement(element, f"{{{CONTACT}}}email").text = email
    for name, address in (("street-address", contact.street), ("mailing-address", contact.mailing)):
        if address is not None:
            made = etree.SubElement(element, f"{{{ADDRESS}}}{name}", nsmap={"a": ADDRESS})
            for part, text in address:
                etree.SubElement(made, f"{{{ADDRESS}}}{part}").text = text
    _write_words(element, "role-description", contact.roles)


def _write_words(element: Any, name: str, words: Iterable[Words]) -> None:
    for one in words:
        made = etree.SubElement(element, f"{{{CONTACT}}}{name}")
        made.text = one.text
        if one.language is not None:
            made.set(XML_LANG, one.language)


def _write_phone(element: Any, phone: Phone) -> None:
    for name, text in (("e164", phone.e164), ("ext", phone.extension), ("other-format", phone.other)):
        if text is not None:
            etree.SubElement(element, f"{{{PHONE}}}{name}").text = text
