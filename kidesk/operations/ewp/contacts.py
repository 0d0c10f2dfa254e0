"""Contacts between kidesk's persons and EWP: fields say what they can, the rest is kept as it was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from kidesk.exchange.ewp import reading, writing
from kidesk.exchange.ewp.contacts import E164
from kidesk.exchange.ewp.iia import Contact, Phone, Words
from kidesk.operations.ewp.conditions import one_line
from kidesk.records.person import Person
from kidesk.records.person_terms import ChannelKind, PhoneKind

Channel = TypeVar("Channel", str, Phone)

_NAME = 200  # characters that a name's field holds
_ADDRESS = 320
_NUMBER = 60


@dataclass(frozen=True)
class Known:
    """What kidesk's fields say of a contact. A contact without a person's names has its name as family name."""

    given: str
    family: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    function: str

    @property
    def caption(self) -> str:
        """The whole name."""
        return f"{self.given} {self.family}".strip()


def known(contact: Contact, function_length: int) -> Known:
    """What the fields say of a contact; the function has at most that many characters."""
    given, family = _first(contact.given), _first(contact.family)
    if not (given or family):
        family = _first(contact.names)
    numbers = map(_number, contact.phones)
    emails = (one_line(email) for email in contact.emails)
    return Known(
        given[:_NAME],
        family[:_NAME],
        tuple(dict.fromkeys(email for email in emails if len(email) <= _ADDRESS)),
        tuple(dict.fromkeys(filter(None, numbers))),
        _first(contact.roles)[:function_length],
    )


def _first(words: tuple[Words, ...]) -> str:
    """The first text that is not empty."""
    return next(filter(None, (one_line(one.text) for one in words)), "")


def of_person(person: Person, function: str) -> Known:
    """What the fields say of a person; private addresses and numbers are nobody's business."""
    return Known(
        person.given_name,
        person.family_name,
        tuple(one.address for one in person.emails if one.kind != ChannelKind.PRIVATE),
        tuple(one.number for one in person.phones if one.kind != PhoneKind.PRIVATE),
        function,
    )


def remainder(contact: Contact, function_length: int) -> str:
    """The contact as text where its fields alone would not bring all of it back, otherwise nothing."""
    plain = _said(known(contact, function_length), None, function_length)
    return "" if plain == contact else writing.contact_text(contact)


def contact(person: Person, function: str, as_read: str, function_length: int) -> Contact:
    """A person as a contact; what was read is taken as it was where the fields still say the same."""
    kept = reading.contact_of(as_read) if as_read else None
    return _said(of_person(person, function), kept, function_length)


def _said(said: Known, kept: Contact | None, function_length: int) -> Contact:
    before = known(kept, function_length) if kept else Known("", "", (), (), "")
    found: dict[str, Any] = {}
    if (said.given, said.family) != (before.given, before.family):
        found |= _names(said)
    if said.emails != before.emails:
        found["emails"] = _channels(kept.emails if kept else (), one_line, said.emails, str)
    if said.phones != before.phones:
        found["phones"] = _channels(kept.phones if kept else (), _number, said.phones, _phone)
    if said.function != before.function:
        found["roles"] = (Words(said.function),) if said.function else ()
    return replace(kept or Contact(()), **found)


def _channels(
    kept: tuple[Channel, ...],
    shown: Callable[[Channel], str],
    said: tuple[str, ...],
    make: Callable[[str], Channel],
) -> tuple[Channel, ...]:
    """What was read and is still said, or has nothing that a field could show, and then what is new."""
    wanted = {_compact(one): one for one in said}
    stays = tuple(one for one in kept if not shown(one) or _compact(shown(one)) in wanted)
    known = {_compact(shown(one)) for one in stays}
    return stays + tuple(make(one) for compact, one in wanted.items() if compact not in known)


def _compact(channel: str) -> str:
    """An address or number, however it is spaced or written in capitals."""
    return "".join(channel.split()).lower()


def _names(said: Known) -> Mapping[str, tuple[Words, ...]]:
    """A family name alone may also be an office's, so that it is written as neither."""
    given = (Words(said.given),) if said.given else ()
    family = (Words(said.family),) if said.given and said.family else ()
    return {"names": (Words(said.caption),), "given": given, "family": family}


def _number(phone: Phone) -> str:
    return one_line(phone.e164 or phone.other or "")[:_NUMBER]


def _phone(number: str) -> Phone:
    compact = "".join(sign for sign in number if sign not in " -()")
    return Phone(e164=compact) if E164.fullmatch(compact) else Phone(other=number)
