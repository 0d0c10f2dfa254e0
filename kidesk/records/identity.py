"""Identity: what a person is called and reached by, and what of it tells the person from everybody else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import phonenumbers

from kidesk.i18n import fold
from kidesk.records.person import Person

REGION = "SE"  # where a number without a country code belongs


@dataclass(frozen=True)
class Identity:
    """What a person is known by: pairs of given and family name, e-mail addresses, phone numbers, and what else is
    theirs alone (ORCID, own pages, ids in other systems)."""

    names: tuple[tuple[str, str], ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, persons: Iterable[Person]) -> Identity:
        """The identity of somebody who is kept in these records."""
        rows = list(persons)
        return cls(
            _each((row.given_name.strip(), row.family_name.strip()) for row in rows),
            _each(mail.address.strip() for row in rows for mail in row.emails),
            _each(phone.number.strip() for row in rows for phone in row.phones),
            _each(one.strip() for row in rows for one in (row.orcid, row.linkedin, row.website, *row.external_ids)),
        )

    def joined(self, other: Identity) -> Identity:
        """Both identities as one."""
        return Identity(
            _each((*self.names, *other.names)),
            _each((*self.emails, *other.emails)),
            _each((*self.phones, *other.phones)),
            _each((*self.others, *other.others)),
        )

    def with_short_names(self) -> Identity:
        """The same, where of several given names the first alone is said as well."""
        short = ((given.split()[0], family) for given, family in self.names if " " in given and family)
        return replace(self, names=_each((*self.names, *short)))

    def without(self, other: Identity) -> Identity:
        """What is not the other's as well, as far as the two are written: such things do not tell who is meant."""
        names = {_name_key(one) for one in other.names}
        words = {fold(one) for one in (*other.emails, *other.others)}
        numbers = {phone_key(one) for one in other.phones}
        return Identity(
            tuple(one for one in self.names if _name_key(one) not in names),
            tuple(one for one in self.emails if fold(one) not in words),
            tuple(one for one in self.phones if phone_key(one) not in numbers),
            tuple(one for one in self.others if fold(one) not in words),
        )


def _each(values: Iterable[Any]) -> tuple[Any, ...]:
    """Every value once; nothing that is empty."""
    return tuple(dict.fromkeys(one for one in values if (any(one) if isinstance(one, tuple) else one)))


def _name_key(name: tuple[str, str]) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(" ".join(name))))


def phone_key(number: str) -> str:
    """A phone number as it is compared: with its country code where it is one, otherwise its digits."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number, REGION), phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", number)
