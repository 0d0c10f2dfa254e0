"""Reading a get response of EWP's IIA API, version 7, strictly: what its schema does not allow is refused, not lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

from kidesk.errors import KideskError
from kidesk.exchange.ewp import markup
from kidesk.exchange.ewp.contacts import read_contact
from kidesk.exchange.ewp.elements import IDENTIFIER, Children, Fault
from kidesk.exchange.ewp.iia import (
    CONTACT,
    ELEMENTS,
    NAMESPACE,
    NEED_A_LANGUAGE,
    STUDENTS,
    Contact,
    Iia,
    Mobility,
    Partner,
    Skill,
    Subject,
)
from kidesk.i18n import N_
from kidesk.records.agreement_terms import ExchangeKind

MOST_PERSONS = 100_000
MOST_TIME = 10_000
_ANY_VERSION = re.compile(r"ewp-specs-api-iias/blob/stable-v(\d+)/endpoints/([\w-]+)-response\.xsd$")
_KINDS = {name: kind for kind, name in ELEMENTS.items()}
_YEARS = r"[0-9]{4}/[0-9]{4}"
_LANGUAGE = r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"


def read(file: Path) -> tuple[Iia, ...]:
    """The agreements in a file, at least one. Raises KideskError with one sentence where it cannot be read."""
    return read_response(markup.read_bytes(file), file)


def read_response(data: bytes, file: Path) -> tuple[Iia, ...]:
    """The agreements in a response; `file` is what it is called in messages. Raises KideskError."""
    root = markup.parse(data, file)
    _check_root(root, file)
    try:
        found = response(root)
    except Fault as fault:
        raise KideskError(
            N_("{file} is not a valid response: {fault} Nothing was imported; ask the partner to correct it."),
            file=file,
            fault=fault,
        ) from fault
    if not found:
        raise KideskError(
            N_("{file} holds no agreement. Nothing was imported; check the id that was asked for."), file=file
        )
    return found


def _check_root(root: Any, file: Path) -> None:
    name = etree.QName(root)
    if root.tag == f"{{{NAMESPACE}}}iias-get-response":
        return
    known = _ANY_VERSION.search(name.namespace or "")
    if known and known[2] != "get":
        raise KideskError(
            N_(
                "{file} is a “{name}”, which holds no agreements. Nothing was imported; fetch the agreements "
                "themselves (iias-get-response)."
            ),
            file=file,
            name=name.localname,
        )
    if known and known[1] != "7":
        raise KideskError(
            N_(
                "{file} follows version {version} of the IIA format; kidesk reads version 7. Nothing was imported; "
                "ask the partner for version 7."
            ),
            file=file,
            version=known[1],
        )
    raise KideskError(
        N_(
            "{file} is XML, but “{name}” is not an EWP response with agreements. Nothing was imported; choose a file "
            "that begins with iias-get-response."
        ),
        file=file,
        name=name.localname[:60],
    )


def response(root: Any) -> tuple[Iia, ...]:
    """The agreements under the root element. Raises Fault."""
    children = Children(root, NAMESPACE, "iias-get-response")
    found = tuple(_iia(element, place) for element, place in children.many("iia"))
    children.done()
    return found


def _iia(element: Any, place: str) -> Iia:
    children = Children(element, NAMESPACE, place)
    first, second = children.one("partner"), children.one("partner")
    partners = (_partner(*first), _partner(*second))
    if partners[0].iia_id is None:  # the specification demands it, the schema cannot
        raise Fault.missing(first[1], "iia-id")
    is_in_effect = children.truth("in-effect")
    conditions, conditions_place = children.one("cooperation-conditions")
    found = Children(conditions, NAMESPACE, conditions_place, ("terminated-as-a-whole",))
    mobilities = tuple(
        _mobility(kind, one, where) for kind, name in ELEMENTS.items() for one, where in found.many(name)
    )
    found.done()
    digest = children.value("iia-hash", r"[0-9a-f]{64}")
    pdf_file = children.maybe_value("pdf-file")
    children.done()
    return Iia(partners, is_in_effect, mobilities, found.flag("terminated-as-a-whole"), digest, pdf_file)


def _partner(element: Any, place: str) -> Partner:
    children = Children(element, NAMESPACE, place)
    partner = Partner(
        hei_id=children.value("hei-id", r"\S(.*\S)?"),
        unit_id=children.maybe_value("ounit-id", IDENTIFIER),
        iia_id=children.maybe_value("iia-id", IDENTIFIER),
        iia_code=children.maybe_value("iia-code"),
        signing_contact=next(iter(_contacts(children, "signing-contact", most=1)), None),
        signed_on=children.maybe_day("signing-date"),
        contacts=tuple(read_contact(*one) for one in children.many("contact", CONTACT)),
    )
    children.done()
    return partner


def _contacts(children: Children, name: str, most: int | None = None) -> tuple[Contact, ...]:
    return tuple(read_contact(*one) for one in children.many(name, most=most))


def _mobility(kind: ExchangeKind, element: Any, place: str) -> Mobility:
    children = Children(element, NAMESPACE, place)
    # In the order of the elements: each is taken from where the one before it ended.
    mobility = Mobility(
        kind=kind,
        sending=children.value("sending-hei-id", r"\S(.*\S)?"),
        sending_unit=children.maybe_value("sending-ounit-id", IDENTIFIER),
        sending_contacts=_contacts(children, "sending-contact"),
        receiving=children.value("receiving-hei-id", r"\S(.*\S)?"),
        receiving_unit=children.maybe_value("receiving-ounit-id", IDENTIFIER),
        receiving_contacts=_contacts(children, "receiving-contact"),
        first_year=children.value("receiving-first-academic-year-id", _YEARS),
        last_year=children.value("receiving-last-academic-year-id", _YEARS),
        is_undefined=children.is_next_flagged("mobilities-per-year", "not-yet-defined"),
        persons=children.count("mobilities-per-year", MOST_PERSONS, ("not-yet-defined",)),
        skills=tuple(_skill(*one) for one in children.many("recommended-language-skill")),
        subjects=tuple(_subject(*one) for one in children.many("subject-area")),
        other_terms=children.maybe_value("other-info-terms"),
        total=children.maybe_amount(
            "total-months-per-year" if kind in STUDENTS else "total-days-per-year", MOST_TIME
        ),
        is_blended=children.truth("blended") if kind in STUDENTS else None,
        eqf_levels=tuple(children.numbers("eqf-level", 1, 8)) if kind in STUDENTS else (),
    )
    children.done()
    if kind in NEED_A_LANGUAGE and not mobility.skills:
        raise Fault.missing(place, "recommended-language-skill")
    return mobility


def _skill(element: Any, place: str) -> Skill:
    children = Children(element, NAMESPACE, place, ("not-yet-defined",))
    skill = Skill(
        language=children.value("language", _LANGUAGE, is_token=True),
        level=children.maybe_value("cefr-level", "[ABC][12]"),
        subject=next((_subject(*one) for one in children.many("subject-area", most=1)), None),
        is_undefined=children.flag("not-yet-defined"),
    )
    children.done()
    return skill


def _subject(element: Any, place: str) -> Subject:
    children = Children(element, NAMESPACE, place)
    v6_code = children.next_attribute("isced-f-code", "v6-value", "[0-9]{1,3}")
    code = children.value("isced-f-code", "[0-9]{4}", attributes=("v6-value",))
    subject = Subject(code, v6_code, children.maybe_value("isced-clarification"))
    children.done()
    return subject


def mobility_of(text: str) -> Mobility:
    """A condition kept as text, as `writing.mobility_text` wrote it."""
    element = _kept(text)
    kind = _KINDS[etree.QName(element).localname]
    return _mobility(kind, element, "")


def contact_of(text: str) -> Contact:
    """A contact kept as text, as `writing.contact_text` wrote it."""
    return read_contact(_kept(text), "")


def _kept(text: str) -> Any:
    return etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
