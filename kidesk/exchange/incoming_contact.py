"""A contact as a file has it, before anything is known of the register: what readers give and an import takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kidesk.i18n import seen
from kidesk.records.field import Problem
from kidesk.records.person_terms import ChannelKind, PhoneKind

_NAMED = re.compile(r"[^<>@]*<\s*([^<>@\s]+@[^<>@\s]+)\s*>")
_SCHEME = re.compile(r"mailto:", re.IGNORECASE)


def bare_address(text: str) -> str:
    """An e-mail address without the name before it, as programs copy it (RFC 5322, 3.4), without `mailto:`, and without
    what nobody sees.
    """
    text = seen(text)
    named = _NAMED.fullmatch(text)
    return _SCHEME.sub("", named[1] if named else text, count=1)


@dataclass(frozen=True)
class IncomingEmail:
    """An e-mail address."""

    address: str
    kind: ChannelKind = ChannelKind.WORK
    is_primary: bool = False
    has_opted_out: bool = False


@dataclass(frozen=True)
class IncomingPhone:
    """A phone number as it is written, without `tel:`."""

    number: str
    kind: PhoneKind = PhoneKind.WORK
    is_primary: bool = False
    has_opted_out: bool = False


@dataclass(frozen=True)
class IncomingAddress:
    """A postal address; `country` is a code or a name in whatever language."""

    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    kind: ChannelKind = ChannelKind.WORK
    has_opted_out: bool = False


@dataclass(frozen=True)
class IncomingAffiliation:
    """A place in an organisation that is known by its name; days are in ISO 8601 or empty.

    `department` is the name of a part of the organisation. `number` is by which kidesk knows it, and decides only
    between organisations of one name.
    """

    organisation: str
    department: str = ""
    title_sv: str = ""
    title_en: str = ""
    start_on: str = ""
    end_on: str = ""
    is_primary: bool = False
    number: str = ""


@dataclass(frozen=True)
class IncomingConsent:
    """What the person has agreed to, as kidesk's own tables have it; all as text, days in ISO 8601 or empty."""

    purpose: str
    channel: str = ""
    given_on: str = ""
    evidence: str = ""
    expires_on: str = ""
    withdrawn_on: str = ""


@dataclass(frozen=True)
class IncomingContact:
    """One contact of a file. `number` is the line it begins on.

    `values` are texts of plain fields of a person by their key (`given_name`, `family_name`, `prefix`, `suffix`,
    `orcid`, `linkedin`, `website`, `expertise`, `notes`, `preferred_language` …), lists for `tags` and `roles`; only
    what the file has is in it. `left_out` are the names of what the file says and kidesk does not keep (a birthday, a
    picture). A `problem` says why this one cannot be read; the others can. `known_as` is the number by which kidesk
    knows the person; since it means another one in another workspace, it decides only between persons of one name. The
    `coordinator` is known in the same way, by a name or an e-mail address and by `coordinator_number`.
    """

    number: int
    values: dict[str, str | list[str]] = field(default_factory=dict)
    emails: tuple[IncomingEmail, ...] = ()
    phones: tuple[IncomingPhone, ...] = ()
    addresses: tuple[IncomingAddress, ...] = ()
    affiliations: tuple[IncomingAffiliation, ...] = ()
    external_ids: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    problem: Problem | None = None
    consents: tuple[IncomingConsent, ...] = ()
    known_as: str = ""
    coordinator: str = ""
    coordinator_number: str = ""
