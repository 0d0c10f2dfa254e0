"""Which organisations a contact's affiliations mean: those the register knows, and those that must be made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kidesk.exchange.incoming_contact import IncomingAffiliation
from kidesk.i18n import N_, fold
from kidesk.operations.contact_rows import is_swedish
from kidesk.operations.contact_values import ContactValues
from kidesk.operations.import_organisations import Refused
from kidesk.operations.organisation_register import OrganisationRegister, share_domain
from kidesk.records.field import Problem
from kidesk.records.organisation import ORGANISATIONS, Organisation, OrganisationKind

_SEVERAL = N_("{count} organisations are called “{name}”. Nothing of the row was taken in; enter it by hand.")


@dataclass
class Planned:
    """What a contact's affiliations lead to: organisations in their order, and those of them that are yet to be made.

    Those to be made are not in the register before the contact is taken in.
    """

    organisations: list[Organisation] = field(default_factory=list)
    new: list[Organisation] = field(default_factory=list)


def planned(register: OrganisationRegister, values: ContactValues) -> Planned:
    """The organisations of a contact's affiliations. Raises Refused where a name means several."""
    found = Planned()
    for place in values.places:
        named = place.organisation or place.department
        organisation = _known(register, named, place, values) or _new(found, named, None)
        if place.organisation and place.department and fold(place.department) != fold(place.organisation):
            unit = register.beneath(organisation, place.department)
            organisation = unit or _new(found, place.department, organisation)
        found.organisations.append(organisation)
    return found


def _known(
    register: OrganisationRegister, name: str, place: IncomingAffiliation, values: ContactValues
) -> Organisation | None:
    called = register.called(name)
    if len(called) < 2:
        return called[0] if called else None
    domains = [mail["address"].rpartition("@")[2].casefold() for mail in values.emails]
    countries = {address["country"] for address in values.addresses} - {""}
    choices = (
        [one for one in called if one is register.numbered(place.number)],
        [one for one in called if share_domain(one.domains, domains)],
        [one for one in called if one.country in countries],
        [one for one in called if one.parent is None],
    )
    for chosen in choices:
        if len(chosen) == 1:
            return chosen[0]
    raise Refused(Problem("affiliations", _SEVERAL, {"count": len(called), "name": name}))


def _new(found: Planned, name: str, parent: Organisation | None) -> Organisation:
    """An organisation that is yet to be made; another affiliation of the same contact may have named it."""
    names: Sequence[str] = ("name_sv", "name_en")
    for one in found.new:
        if one.parent is parent and fold(name) in {fold(getattr(one, key)) for key in names}:
            return one
    key = "name_sv" if is_swedish(name) else "name_en"
    described = ORGANISATIONS.by_key[key]
    for problem in described.problems(name):
        if not problem.is_warning:
            raise Refused(problem)
    made = Organisation(kind=OrganisationKind.OTHER, parent=parent, **{key: name})
    if parent is not None:
        made.country = parent.country
    found.new.append(made)
    return made
