"""The organisations of the register by all their names, read once for an import, with those it makes on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from kidesk.i18n import fold
from kidesk.records.organisation import Organisation

NAMES = ("name_sv", "name_en", "name_local")


class OrganisationRegister:
    """The organisations by name, those of earlier rows included; what was merged leads to what it was merged into.

    `lines` are the lines of a file that made or met an organisation.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.by_name: dict[str, list[Organisation]] = {}
        self.by_external_id: dict[str, list[Organisation]] = {}
        self.lines: dict[Organisation, int] = {}
        self._abbreviated: dict[str, list[Organisation]] = {}
        self._keys: dict[Organisation, int] = {}
        self._beneath: dict[int, list[Organisation]] = {}
        found = session.scalars(select(Organisation).options(selectinload(Organisation.earlier_names))).all()
        self._by_id = {one.id: one for one in found}
        for organisation in found:
            self.enter(organisation)

    def enter(self, organisation: Organisation) -> None:
        """Makes an organisation known by each of its names and ids."""
        survivor = self._survivor(organisation)
        for name in _names(organisation):
            _add(self.by_name, name, survivor)
        for name in {fold(organisation.abbreviation)} - {""}:
            _add(self._abbreviated, name, survivor)
        for one in organisation.external_ids:
            _add(self.by_external_id, one, survivor)
        if organisation.parent is not None and survivor is organisation:
            self._beneath.setdefault(self.key(self._survivor(organisation.parent)), []).append(organisation)

    def key(self, organisation: Organisation) -> int:
        """A number of an organisation for the time of the import, also before it is saved: its id, or less than 0."""
        return self._keys.setdefault(organisation, organisation.id or -len(self._keys) - 1)

    def keys_above(self, number: int) -> frozenset[int]:
        """The keys of a stored organisation, of its survivor and of all that it is part of."""
        organisation = self._by_id.get(number)
        return self.keys_of(organisation) if organisation is not None else frozenset()

    def keys_of(self, organisation: Organisation) -> frozenset[int]:
        """The keys of an organisation and of all that it is part of."""
        found: set[int] = set()
        one: Organisation | None = self._survivor(organisation)
        while one is not None and self.key(one) not in found:
            found.add(self.key(one))
            one = self._survivor(one.parent) if one.parent is not None else None
        return frozenset(found)

    def called(self, name: str) -> list[Organisation]:
        """The organisations of a name; only where there is none, those of an abbreviation."""
        return self.by_name.get(fold(name)) or self._abbreviated.get(fold(name), [])

    def beneath(self, organisation: Organisation, name: str) -> Organisation | None:
        """The unit of a name at whatever depth beneath an organisation; the nearest one."""
        level, passed = [organisation], {self.key(organisation)}
        while level:
            units = [unit for one in level for unit in self._beneath.get(self.key(one), ())]
            level = [unit for unit in units if self.key(unit) not in passed]
            passed |= {self.key(unit) for unit in level}
            named = [unit for unit in level if fold(name) in {*_names(unit), fold(unit.abbreviation)}]
            if named:
                return named[0]
        return None

    def numbered(self, number: str) -> Organisation | None:
        """The stored organisation with a number, or what it was merged into."""
        found = self._by_id.get(int(number)) if number.isdecimal() and len(number) < 19 else None
        return self._survivor(found) if found is not None else None

    def with_ids(self, ids: Iterable[str]) -> list[Organisation]:
        """The organisations that another system calls by one of these ids."""
        return list(dict.fromkeys(one for key in ids for one in self.by_external_id.get(key, ())))

    def _survivor(self, organisation: Organisation) -> Organisation:
        passed = {organisation.id}
        while organisation.merged_into_id is not None and organisation.merged_into_id not in passed:
            passed.add(organisation.merged_into_id)
            organisation = self._by_id[organisation.merged_into_id]
        return organisation

    def known(self, names: set[str], values: Mapping[str, Any]) -> list[Organisation]:
        """The organisations a row may mean: of its country, else those where it or they have none.

        Namesakes with internet domains of their own are others (there are two Highland Community Colleges). Where
        several are left, those with the row's website or one of its domains.
        """
        country = values.get("country", "")
        named = list(dict.fromkeys(one for name in names for one in self.by_name.get(name, ())))
        found = [one for one in named if one.country == country] or [
            one for one in named if not (one.country and country)
        ]
        website, domains = values.get("website"), values.get("domains", ())
        found = [one for one in found if not (one.domains and domains) or share_domain(one.domains, domains)]
        same_address = [one for one in found if one.website == website or share_domain(one.domains, domains)]
        return same_address if len(found) > 1 and same_address else found


def _names(organisation: Organisation) -> set[str]:
    earlier = (name for one in organisation.earlier_names for name in (one.name_sv, one.name_en))
    names = (*(getattr(organisation, key) for key in NAMES), *organisation.former_names, *earlier)
    return {fold(name) for name in names} - {""}


def _add(index: dict[str, list[Organisation]], key: str, organisation: Organisation) -> None:
    found = index.setdefault(key, [])
    if organisation not in found:
        found.append(organisation)


def share_domain(these: Iterable[str], those: Iterable[str]) -> bool:
    """Whether a domain of these is one of those, or lies within one."""
    return any(
        one == other or one.endswith(f".{other}") or other.endswith(f".{one}") for one in these for other in those
    )
