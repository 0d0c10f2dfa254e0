"""What a vCard says of a person, in kidesk's words; what kidesk does not keep goes by name into `left_out`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from kidesk.exchange import vcard_words
from kidesk.exchange.incoming_contact import (
    IncomingAddress,
    IncomingContact,
    IncomingEmail,
    IncomingPhone,
    bare_address,
)
from kidesk.exchange.vcard_affiliations import affiliations
from kidesk.exchange.vcard_lines import Line, parts, short, text
from kidesk.exchange.vcard_said import Said, primary
from kidesk.exchange.vcard_split import Card
from kidesk.i18n import N_
from kidesk.records.field import Problem
from kidesk.records.person_terms import ChannelKind, PersonRole, PhoneKind, WrittenLanguage

_TEL_URI = re.compile(r"tel:([^;]*)(?:;(?!ext=)[^;]*)*(?:;ext=([^;]*))?.*", re.IGNORECASE | re.DOTALL)
_ORCID = re.compile(r"(?:(?:https?://)?(?:www\.)?orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?", re.IGNORECASE)
_LINKEDIN = re.compile(r"https?://(?:[\w-]+\.)*linkedin\.com(?:/\S*)?", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/@]+(?:/\S*)?", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)


def contact(card: Card) -> IncomingContact:
    """The contact of a card; one with a `problem` where the card cannot be read, or is not of a person."""
    if card.problem is not None:
        return IncomingContact(card.number, problem=card.problem)
    said = Said(card)
    problem = said.problem or _not_of_a_person(said)
    if problem is not None:
        return IncomingContact(card.number, problem=problem)
    values = _names(said)
    if not values:
        message = N_("This card names nobody: it has neither a name nor an e-mail address.")
        return IncomingContact(card.number, problem=Problem("family_name", message))
    emails, phones, addresses = tuple(_emails(said)), tuple(_phones(said)), tuple(_addresses(said))
    places, ids = tuple(affiliations(said)), _ids(said)
    values |= _links(said) | _lists(said) | _texts(said)
    return IncomingContact(
        card.number,
        values,
        emails,
        phones,
        addresses,
        places,
        external_ids=tuple(one for one in ids if not vcard_words.own_number(one)),
        left_out=tuple(said.left_out()),
        known_as=next(filter(None, map(vcard_words.own_number, ids)), ""),
    )


def _not_of_a_person(said: Said) -> Problem | None:
    kinds = {short(line.value).lower() for name in ("KIND", "X-ADDRESSBOOKSERVER-KIND") for line in said.take(name)}
    # Apple's cards of companies have a name in FN alone, which is the company's.
    is_company = any(short(line.value).upper() == "COMPANY" for line in said.take("X-ABSHOWAS"))
    if kinds & {"group", "org", "location"} or (is_company and not said.take("N")):
        return Problem("", N_("This card is not of a person, but of a group, an organisation or a place."))
    return None


def _names(said: Said) -> dict[str, str | list[str]]:
    """By N; where it is empty FN, of which the last word is the family name; else a nickname or an e-mail address."""
    structured = next(iter(said.take("N")), None)
    values = _structured(structured) if structured else {}
    if not {"given_name", "family_name"} & values.keys():
        formatted = next(filter(None, (short(line.value) for line in said.take("FN"))), "")
        values = _parted(formatted) | values
    if not (values.get("given_name") or values.get("family_name")):
        others = (short(line.value) for name in ("NICKNAME", "EMAIL") for line in said.take(name))
        values["family_name"] = next(filter(None, others), "")
    return {key: value for key, value in values.items() if value} if any(map(values.get, _NAMES)) else {}


_NAMES = ("given_name", "family_name")


def _parted(name: str) -> dict[str, str | list[str]]:
    """The parts of “Sara Öberg, PhD”, or of “Öberg, Sara”, where only one word stands before the comma."""
    before, _, after = (one.strip() for one in name.partition(","))
    if after and " " not in before:
        return {"given_name": after, "family_name": before}
    given, _, family = before.rpartition(" ")
    return {"given_name": given, "family_name": family, "suffix": after}


def _structured(line: Line) -> dict[str, str | list[str]]:
    """The parts of N; further names join the given name, several titles are parted by commas."""
    several = [[short(one) for one in parts(part, ",")] for part in parts(line.value, ";")]
    family, given, further, prefix, suffix = (several + [[]] * 5)[:5]
    found = {
        "family_name": _joined(family, " "),
        "given_name": _joined(given + further, " "),
        "prefix": _joined(prefix, ", "),
        "suffix": _joined(suffix, ", "),
    }
    return {key: value for key, value in found.items() if value}


def _joined(texts: Iterable[str], joint: str) -> str:
    return joint.join(one for one in texts if one)


def _has_opted_out(line: Line) -> bool:
    return line.parameter(vcard_words.OPTED_OUT) == "yes"


def _emails(said: Said) -> Iterator[IncomingEmail]:
    lines, known = said.take("EMAIL"), set()
    preferred = primary(lines)
    for line in lines:
        address = bare_address(short(line.value))
        if "@" not in address:
            said.leave("EMAIL")
        elif address.casefold() not in known:
            known.add(address.casefold())
            kind = said.kind(line, vcard_words.CHANNELS, ChannelKind.WORK)
            yield IncomingEmail(address, kind, line is preferred, _has_opted_out(line))


def _phones(said: Said) -> Iterator[IncomingPhone]:
    lines, known = said.take("TEL"), set()
    preferred = primary(lines)
    for line in lines:
        number, kind = _number(short(line.value)), said.kind(line, vcard_words.PHONES, PhoneKind.WORK)
        if number and (number, kind) not in known:
            known.add((number, kind))
            yield IncomingPhone(number, kind, line is preferred, _has_opted_out(line))


def _number(value: str) -> str:
    """A number as people write it, of a URI with its extension (RFC 3966)."""
    uri = _TEL_URI.fullmatch(value)
    if uri is None:
        return value
    number = unquote(uri[1]).strip()
    return f"{number} ext. {unquote(uri[2])}" if uri[2] else number


def _addresses(said: Said) -> Iterator[IncomingAddress]:
    known = set()
    for line in said.take("ADR"):
        several = [_joined(map(text, parts(part, ",")), ", ") for part in parts(line.value, ";")]
        box, extended, street, *rest = several + [""] * (7 - len(several))
        city, region, code, country = (" ".join(one.split()) for one in rest[:4])
        address = IncomingAddress(
            street=_joined((box, extended, street), "\n"),
            postal_code=code,
            city=city,
            region=region,
            country=country,
            kind=said.kind(line, vcard_words.CHANNELS, ChannelKind.WORK),
            has_opted_out=_has_opted_out(line),
        )
        if address not in known and any((address.street, code, city, region, country)):
            known.add(address)
            yield address


def _ids(said: Said) -> list[str]:
    ids = [short(line.value) for name in ("UID", vcard_words.MORE_IDS) for line in said.take(name)]
    return list(dict.fromkeys(filter(None, ids)))


def _links(said: Said) -> dict[str, str | list[str]]:
    """The first address of each kind; a web address without a scheme gets one, others than the web's are left out."""
    found: dict[str, str] = {}
    for name in (vcard_words.ORCID, "URL", vcard_words.LINKEDIN, "SOCIALPROFILE", "X-LINKEDIN"):
        for line in said.take(name):
            key, value = _link(line, short(line.value))
            if not key or found.setdefault(key, value) != value:
                said.leave(name)
    return dict(found)


def _link(line: Line, value: str) -> tuple[str, str]:
    """Which field an address belongs to, none if to none, and how it stands there."""
    if line.name == vcard_words.ORCID:
        return "orcid", value
    if line.parameter(vcard_words.KIND) == vcard_words.WEBSITE:
        return "website", value
    orcid = _ORCID.fullmatch(value)
    if orcid is not None:
        return "orcid", orcid[1].upper()
    whole = value if _SCHEME.match(value) else f"http://{value}"
    if _LINKEDIN.fullmatch(whole) or (line.name != "URL" and "linkedin" in line.types and _WEB.fullmatch(whole)):
        return "linkedin", whole
    return ("website", whole) if line.name == "URL" and _WEB.fullmatch(whole) else ("", "")


def _lists(said: Said) -> dict[str, str | list[str]]:
    """Tags, and the roles that kidesk knows."""
    listed = {
        key: list(dict.fromkeys(_listed(said.take(name))))
        for key, name in (("tags", "CATEGORIES"), ("roles", vcard_words.ROLE))
    }
    listed["tags"] = [one for one in listed["tags"] if one.replace(" ", "").casefold() not in vcard_words.NO_TAGS]
    if set(listed["roles"]) - set(PersonRole):
        said.leave(vcard_words.ROLE)
    listed["roles"] = [one for one in listed["roles"] if one in list(PersonRole)]
    return {key: values for key, values in listed.items() if values}


def _listed(lines: Iterable[Line]) -> Iterator[str]:
    yield from filter(None, (short(one) for line in lines for one in parts(line.value, ",")))


def _texts(said: Said) -> dict[str, str | list[str]]:
    """Notes and expertise, several of them one after the other; and the preferred one of kidesk's languages."""
    found: dict[str, str | list[str]] = {}
    for key, name in (("notes", "NOTE"), ("expertise", vcard_words.EXPERTISE)):
        texts = dict.fromkeys(text(line.value) for line in said.take(name))
        if any(texts):
            found[key] = _joined(texts, "\n")
    spoken = sorted(said.take("LANG"), key=lambda line: line.rank or 101)
    codes = [short(line.value).lower().split("-")[0] for line in spoken]
    language = next((code for code in codes if code in (WrittenLanguage.SWEDISH, WrittenLanguage.ENGLISH)), None)
    if language:
        found["preferred_language"] = language
    if set(codes) - {language}:
        said.leave("LANG")
    return found
