"""Contacts as a file of vCards 4.0 (RFC 6350): all that an address book knows, and the rest in words of kidesk's own.

The file is written by kidesk itself: vobject knows vCard 3.0, which has neither LANG nor PREF, puts its properties in
another order than they belong together, and folds by characters, so that lines with letters beyond ASCII are too long.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from kidesk.exchange import vcard_words
from kidesk.exchange.incoming_contact import IncomingAffiliation, IncomingContact
from kidesk.records.term import Term

PRODUCT = "-//kidesk//contacts//EN"
_LONGEST = 75  # octets of a line without its end (RFC 6350, 3.2)
_END = b"\r\n"
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NO_PARAMETER = re.compile(r'[\x00-\x1f\x7f";:,]')

Parameters = tuple[str, ...]


def write(contacts: Iterable[IncomingContact], file: BinaryIO) -> None:
    """Writes a card for each contact, with everything that it has; `vcards.read` gives equal contacts.

    Its first external id becomes its UID. Consents are not written: they are of no concern to other programs.
    """
    for contact in contacts:
        for line in _lines(contact):
            file.write(_folded(line) + _END)


def _folded(line: str) -> bytes:
    """A line in UTF-8, divided where it is too long and never within a character."""
    whole = line.encode()
    if len(whole) <= _LONGEST:
        return whole
    pieces, start, room = [], 0, _LONGEST
    while len(whole) - start > room:
        end = start + room
        while whole[end] & 0xC0 == 0x80:  # in the middle of a character
            end -= 1
        pieces.append(whole[start:end])
        start, room = end, _LONGEST - 1
    return (_END + b" ").join([*pieces, whole[start:]])


def _lines(contact: IncomingContact) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0", f"PRODID:{PRODUCT}")
    yield from _names(contact)
    yield from _channels(contact)
    for place, affiliation in enumerate(contact.affiliations, start=1):
        # A group says which titles belong to which organisation.
        yield from _affiliation(affiliation, f"a{place}." if len(contact.affiliations) > 1 else "")
    yield from _texts(contact)
    yield "END:VCARD"


def _names(contact: IncomingContact) -> Iterator[str]:
    first, *further = [*contact.external_ids, ""]
    yield from _line("UID", first, ("VALUE=text",))
    for one in further:
        yield from _line(vcard_words.MORE_IDS, one)
    keys = ("family_name", "given_name", "prefix", "suffix")
    family, given, prefix, suffix = (_one_line(str(contact.values.get(key, ""))) for key in keys)
    shown = " ".join(one for one in (prefix, given, family) if one) + (f", {suffix}" if suffix else "")
    yield f"FN:{_escaped(shown)}"
    yield "N:" + ";".join(map(_escaped, (family, given, "", prefix, suffix)))


def _channels(contact: IncomingContact) -> Iterator[str]:
    for mail in contact.emails:
        marks = (*_kind(mail.kind, vcard_words.CHANNEL_TYPES), *_marks(mail.is_primary, mail.has_opted_out))
        yield from _line("EMAIL", mail.address, marks)
    for phone in contact.phones:
        marks = (*_kind(phone.kind, vcard_words.PHONE_TYPES), *_marks(phone.is_primary, phone.has_opted_out))
        yield from _line("TEL", phone.number, marks)
    for one in contact.addresses:
        parts = ("", "", one.street, one.city, one.region, one.postal_code, one.country)
        marks = (*_kind(one.kind, vcard_words.CHANNEL_TYPES), *_marks(False, one.has_opted_out))
        yield _joined("ADR", marks, ";".join(map(_escaped, parts)))


def _kind(kind: Term, types: dict[Term, str]) -> Parameters:
    return (f"TYPE={types[kind]}",) if kind in types else (f"{vcard_words.KIND}={kind.value}",)


def _marks(is_primary: bool, has_opted_out: bool) -> Iterator[str]:
    if is_primary:
        yield "PREF=1"
    if has_opted_out:
        yield f"{vcard_words.OPTED_OUT}=yes"


def _affiliation(one: IncomingAffiliation, group: str) -> Iterator[str]:
    named = [_escaped(_one_line(name)) for name in (one.organisation, one.department) if name]
    said = ((vcard_words.START, one.start_on), (vcard_words.END, one.end_on), (vcard_words.NUMBER, one.number))
    marks = [f"{name}={_NO_PARAMETER.sub('', value)}" for name, value in said if value]
    if named:
        yield _joined(f"{group}ORG", (*_marks(one.is_primary, False), *marks), ";".join(named))
    for code, title in (("sv", one.title_sv), ("en", one.title_en)):
        yield from _line(f"{group}TITLE", title, (f"LANGUAGE={code}",))


def _texts(contact: IncomingContact) -> Iterator[str]:
    values = contact.values
    for key, name in (("tags", "CATEGORIES"), ("roles", vcard_words.ROLE)):
        listed = [_escaped(_one_line(one)) for one in values.get(key, ()) if one]
        if listed:
            yield f"{name}:{','.join(listed)}"
    yield from _line("LANG", str(values.get("preferred_language", "")))
    yield from _line("URL", str(values.get("website", "")), (f"{vcard_words.KIND}={vcard_words.WEBSITE}",))
    yield from _line(vcard_words.LINKEDIN, str(values.get("linkedin", "")), ("TYPE=linkedin",))
    yield from _line(vcard_words.ORCID, str(values.get("orcid", "")))
    for key, name in (("expertise", vcard_words.EXPERTISE), ("notes", "NOTE")):
        text = _legal(str(values.get(key, "")))
        if text:
            yield f"{name}:{_escaped(text)}"


def _line(name: str, value: str, parameters: Iterable[str] = ()) -> Iterator[str]:
    text = _one_line(value)
    if text:
        yield _joined(name, parameters, _escaped(text))


def _joined(name: str, parameters: Iterable[str], value: str) -> str:
    return f"{';'.join((name, *parameters))}:{value}"


def _escaped(text: str) -> str:
    return _legal(text).translate(_ESCAPES)


def _one_line(text: str) -> str:
    return " ".join(one.strip() for one in _legal(text).replace("\t", " ").split("\n") if one.strip())


def _legal(text: str) -> str:
    """Text with line feeds only between its lines, without other control characters and surrogates (RFC 6350, 3.3)."""
    if text.isprintable():
        return text.strip()
    whole = _LINE_ENDS.sub("\n", text)
    return "".join(" " if sign not in "\n\t" and unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in whole)
