"""What a contact of a file says, as values of a person's fields and parts, once nothing speaks against keeping them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kidesk.exchange.incoming_contact import IncomingAddress, IncomingAffiliation, IncomingConsent, IncomingContact
from kidesk.i18n import CODES, N_, Language, fold
from kidesk.operations.edit import in_row
from kidesk.operations.import_organisations import Refused
from kidesk.operations.values_table import parsed
from kidesk.records.code_tables import COUNTRIES
from kidesk.records.field import EMPTY, Problem, Stored
from kidesk.records.fields import Link, Parts
from kidesk.records.person import Person
from kidesk.records.person_terms import ConsentChannel
from kidesk.records.person_type import PERSONS

FIELDS = {one.key: one for one in PERSONS.fields if isinstance(one, Stored) and not isinstance(one, Link)}
PARTS = {one.key: one for one in PERSONS.fields if isinstance(one, Parts)}
_NAMES = ("given_name", "family_name")
_ADDRESSES = ("linkedin", "website")
# Names of countries that CLDR does not have and address books do.
_COUNTRIES = {
    "united states of america": "US",
    "u.s.a.": "US",
    "u.s.": "US",
    "great britain": "GB",
    "england": "GB",
    "u.k.": "GB",
    "holland": "NL",
}


@dataclass
class ContactValues:
    """The values of a contact: of plain fields by key, of parts as values of their fields. `notices` are doubts.

    Affiliations lack their organisation, which only the register knows; `places` name it, in the same order.
    """

    plain: dict[str, Any] = field(default_factory=dict)
    emails: list[dict[str, Any]] = field(default_factory=list)
    phones: list[dict[str, Any]] = field(default_factory=list)
    addresses: list[dict[str, Any]] = field(default_factory=list)
    affiliations: list[dict[str, Any]] = field(default_factory=list)
    consents: list[dict[str, Any]] = field(default_factory=list)
    places: list[IncomingAffiliation] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)


def values_of(contact: IncomingContact) -> ContactValues:
    """The values of a contact. Raises Refused where one cannot be read or must not be kept."""
    if contact.problem is not None:
        raise Refused(contact.problem)
    found = ContactValues()
    for key, text in contact.values.items():
        _plain(found, key, text)
    if contact.external_ids:
        found.plain["external_ids"] = list(dict.fromkeys(contact.external_ids))
    found.emails = [vars(one) | {"address": one.address.strip()} for one in contact.emails]
    found.phones = [vars(one) | {"number": " ".join(one.number.split())} for one in contact.phones]
    found.addresses = [_address(found, one) for one in contact.addresses]
    found.places = list(_places(found, contact))
    found.affiliations = [_affiliation(vars(one)) for one in found.places]
    found.consents = [_consent(one) for one in contact.consents]
    if not any(found.plain.get(key) for key in _NAMES):
        raise Refused(Problem("family_name", N_("The row has no name.")))
    _check(found)
    return found


def _plain(found: ContactValues, key: str, text: str | list[str]) -> None:
    described = FIELDS.get(key)
    if described is None:
        return
    if isinstance(text, list):
        value: Any = [one for word in text for one in parsed(described, word)]
    elif key == "preferred_language":
        value = _preferred_language(found, described, text)
    else:
        value = parsed(described, _addressed(key, text))
    if value not in EMPTY and value != described.default:
        found.plain[key] = value


def _preferred_language(found: ContactValues, described: Stored, text: str) -> Any:
    """A language that kidesk does not write in is left out, since it says nothing about the rest of the row."""
    try:
        return parsed(described, text)
    except Refused:
        message = N_("kidesk writes in Swedish and English; the preferred language “{text}” was left out.")
        found.notices.append(Problem(described.key, message, {"text": text}, is_warning=True))
        return None


def _addressed(key: str, text: str) -> str:
    return f"https://{text}" if key in _ADDRESSES and text and "://" not in text else text


def _address(found: ContactValues, address: IncomingAddress) -> dict[str, Any]:
    values = vars(address) | {"country": ""}
    typed = address.country.strip()
    if typed:
        code = _country(typed)
        if code is not None:
            return values | {"country": code}
        message = N_("“{text}” is not a country kidesk knows; it was written below the street.")
        found.notices.append(Problem("addresses", message, {"text": typed}, is_warning=True))
        values["street"] = f"{address.street}\n{typed}".strip()
    return values


@cache
def _country(typed: str) -> str | None:
    return _COUNTRIES.get(fold(typed)) or next(
        (code for one in _languages() if (code := COUNTRIES.code(typed, one)) is not None), None
    )


@cache
def _languages() -> tuple[Language, ...]:
    return tuple(Language(code) for code in CODES)


def _places(found: ContactValues, contact: IncomingContact) -> Iterator[IncomingAffiliation]:
    for one in contact.affiliations:
        if one.organisation or one.department:
            yield one
        elif one.title_sv or one.title_en:
            message = N_("The title “{title}” was left out, because no organisation is named.")
            title = one.title_sv or one.title_en
            found.notices.append(Problem("affiliations", message, {"title": title}, is_warning=True))


def _affiliation(values: dict[str, Any]) -> dict[str, Any]:
    days = {key: parsed(_part_field("affiliations", key), values[key]) for key in ("start_on", "end_on")}
    return {key: values[key] for key in ("title_sv", "title_en", "is_primary")} | days


def _consent(consent: IncomingConsent) -> dict[str, Any]:
    values = {one.key: parsed(one, getattr(consent, one.key)) for one in PARTS["consents"].fields}
    return values | {"channel": values["channel"] or ConsentChannel.OTHER}


@cache
def _part_field(part: str, key: str) -> Stored:
    return next(one for one in PARTS[part].fields if one.key == key)


def _check(found: ContactValues) -> None:
    """Raises Refused for the first value that must not be kept; what is only doubtful becomes a notice."""
    for problem in _problems(found):
        if not problem.is_warning:
            raise Refused(problem)
        found.notices.append(problem)


def _problems(found: ContactValues) -> Iterator[Problem]:
    for key, value in found.plain.items():
        yield from FIELDS[key].problems(value)
    for key, part in PARTS.items():
        for row, values in enumerate(getattr(found, key), start=1):
            for one in part.fields:
                if one.key in values:
                    for problem in one.problems(values[one.key]):
                        yield in_row(key, row, Problem(one.key, one.label), problem)


def name_of(contact: IncomingContact) -> str:
    """What a contact is called, whether or not it can be taken in."""
    values = contact.values
    name = " ".join(str(values.get(key) or "") for key in _NAMES).strip()
    return name or next((one.address for one in contact.emails), "")


def is_default(person: Person, key: str) -> bool:
    """Whether a person's field says nothing."""
    return getattr(person, key) in EMPTY or getattr(person, key) == FIELDS[key].default
