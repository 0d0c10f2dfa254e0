"""Known traits: what the persons and organisations of the register are known by, read in a few narrow queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from kidesk.records.organisation import FormerName, Organisation
from kidesk.records.organisation_likeness import OrganisationTraits, organisation_traits
from kidesk.records.person import Affiliation, Person, PersonEmail, PersonPhone
from kidesk.records.person_likeness import PersonTraits, person_traits

# Only these are ever compared: what was merged stands no more, and of a protected identity nothing may be told.
COMPARED = (Person.merged_into_id.is_(None), Person.has_protected_identity.is_(False))
S = TypeVar("S", bound=Select[*tuple[Any, ...]])
_IN_ONE_QUERY = 500
_NAMES = ("name_sv", "name_en", "name_local")
_ORGANISATION = tuple(
    Organisation.__table__.c[key]
    for key in (
        *("id", *_NAMES, "former_names", "abbreviation", "ror_id", "hei_id", "erasmus_code", "external_ids"),
        *("website", "domains", "country", "city", "parent_id", "successor_id", "predecessor_id"),
    )
)


def persons(session: Session, numbers: Collection[int] | None = None) -> dict[int, PersonTraits]:
    """The traits of the persons with these ids, or of all, by id."""
    found: dict[int, PersonTraits] = {}
    for some in _portions(numbers):
        emails = _values(session, PersonEmail.person_id, PersonEmail.address, some)
        phones = _values(session, PersonPhone.person_id, PersonPhone.number, some)
        places = _values(session, Affiliation.person_id, Affiliation.organisation_id, some)
        countries = _countries(session, set(chain.from_iterable(places.values())))
        columns = (Person.given_name, Person.family_name, Person.orcid, Person.linkedin, Person.external_ids)
        for row in session.execute(_among(select(Person.id, *columns).where(*COMPARED), Person.id, some)):
            at = places.get(row.id, [])
            found[row.id] = person_traits(
                row.given_name,
                row.family_name,
                emails=emails.get(row.id, ()),
                phones=phones.get(row.id, ()),
                region=next((countries[one] for one in at if countries.get(one)), ""),
                orcid=row.orcid,
                linkedin=row.linkedin,
                external_ids=row.external_ids,
                organisations=at,
            )
    return found


def organisations(session: Session, numbers: Collection[int] | None = None) -> dict[int, OrganisationTraits]:
    """The traits of the organisations with these ids, or of all, by id."""
    found: dict[int, OrganisationTraits] = {}
    for some in _portions(numbers):
        earlier = _values(session, FormerName.organisation_id, FormerName.name_sv, some)
        earlier_en = _values(session, FormerName.organisation_id, FormerName.name_en, some)
        wanted = select(*_ORGANISATION).where(Organisation.merged_into_id.is_(None))
        for row in session.execute(_among(wanted, Organisation.id, some)).mappings():
            names = [*earlier.get(row["id"], ()), *earlier_en.get(row["id"], ())]
            found[row["id"]] = typed_organisation(dict(row), names, number=row["id"])
    return found


def typed_person(session: Session, values: Mapping[str, Any]) -> PersonTraits:
    """The traits of a person as a form gives it: the values of fields by key, and mappings for its parts."""
    at = [one["organisation_id"] for one in values.get("affiliations") or () if one.get("organisation_id")]
    countries = _countries(session, set(at))
    return person_traits(
        values.get("given_name") or "",
        values.get("family_name") or "",
        emails=[one.get("address") or "" for one in values.get("emails") or ()],
        phones=[one.get("number") or "" for one in values.get("phones") or ()],
        region=next((countries[one] for one in at if countries.get(one)), ""),
        orcid=values.get("orcid") or "",
        linkedin=values.get("linkedin") or "",
        external_ids=values.get("external_ids") or (),
        organisations=at,
    )


def typed_organisation(
    values: Mapping[str, Any], earlier: Iterable[str] = (), *, number: int | None = None
) -> OrganisationTraits:
    """The traits of an organisation as a form or a row of its table gives it; `earlier` are names it had."""
    parts = values.get("earlier_names") or ()
    names = [values.get(key) or "" for key in _NAMES]
    names += [one.get(key) or "" for one in parts for key in ("name_sv", "name_en")]
    return organisation_traits(
        [*names, *(values.get("former_names") or ()), *earlier],
        abbreviation=values.get("abbreviation") or "",
        ror_id=values.get("ror_id") or "",
        hei_id=values.get("hei_id") or "",
        erasmus_code=values.get("erasmus_code") or "",
        external_ids=values.get("external_ids") or (),
        website=values.get("website") or "",
        domains=values.get("domains") or (),
        country=values.get("country") or "",
        city=values.get("city") or "",
        number=number,
        parent=values.get("parent_id"),
        kin=(values.get("successor_id"), values.get("predecessor_id")),
    )


def _portions(numbers: Collection[int] | None) -> Iterable[Collection[int] | None]:
    """All at once, or the numbers in portions: SQLite binds a limited number of values."""
    if numbers is None:
        return [None]
    wanted = sorted(numbers)
    return [wanted[start : start + _IN_ONE_QUERY] for start in range(0, len(wanted), _IN_ONE_QUERY)]


def _among(wanted: S, column: InstrumentedAttribute[int], some: Collection[int] | None) -> S:
    return wanted if some is None else wanted.where(column.in_(some))


def _values(
    session: Session,
    owner: InstrumentedAttribute[int],
    value: InstrumentedAttribute[Any],
    some: Collection[int] | None,
) -> dict[int, list[Any]]:
    """What the parts of each record say, in the order they were entered."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for number, one in session.execute(_among(select(owner, value).order_by(owner), owner, some)):
        found[number].append(one)
    return found


def _countries(session: Session, numbers: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in _portions(numbers):
        wanted = _among(select(Organisation.id, Organisation.country), Organisation.id, some)
        found |= {number: country for number, country in session.execute(wanted)}
    return found
