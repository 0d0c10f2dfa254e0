"""Finding what a response speaks of among what is stored: organisations, persons and agreements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kidesk.errors import KideskError
from kidesk.exchange.ewp.iia import Iia, Partner
from kidesk.i18n import N_, country_codes, fold
from kidesk.operations.ewp.contacts import Known
from kidesk.operations.merged import survivor_of
from kidesk.records.agreement import Agreement, Party
from kidesk.records.organisation import Organisation, OrganisationKind
from kidesk.records.person import Affiliation, Person, PersonEmail

_OWN_ID = re.compile(r"kidesk-([0-9]{1,15})")
_HOST = re.compile(r"^https?://(www\.)?|[/:?#].*$")
_COUNTRIES = {"UK": "GB", "EL": "GR"}  # ends of domain names that are not the country's code


class Ambiguous(KideskError):
    """What is stored does not tell which record is meant."""


def hei_id(organisation: Organisation) -> str:
    """The SCHAC code of an organisation, or of what it is part of."""
    seen: list[Organisation] = []
    place: Organisation | None = organisation
    while place is not None and place not in seen:
        if place.hei_id:
            return place.hei_id.strip()
        seen.append(place)
        place = place.parent
    return ""


def own_iia_id(agreement: Agreement) -> str:
    """The id in EWP of an agreement that the own side has not given another."""
    return f"kidesk-{agreement.id}"


def country_of(hei: str) -> str:
    """The country that the end of a SCHAC code names (ISO 3166-1 alpha-2); nothing where it names none."""
    end = hei.rpartition(".")[2].upper()
    code = _COUNTRIES.get(end, end)
    return code if code in country_codes() else ""


class Register:
    """The records of a session by what a response knows of them, those made earlier from the same file included."""

    def __init__(self, session: Session, own_name: str) -> None:
        self.session = session
        self._own_name = fold(own_name)
        self._by_hei: dict[str, list[Organisation]] = {}
        self._by_domain: dict[str, list[Organisation]] = {}
        self._made: list[Person] = []
        self._seen: set[tuple[str, str]] = set()
        for organisation in session.scalars(select(Organisation).order_by(Organisation.id)):
            self.enter(organisation)

    def enter(self, organisation: Organisation) -> None:
        """Makes an organisation known by its code and by its internet domains; one that was merged leads on."""
        into = survivor_of(self.session, organisation)
        if organisation.hei_id:
            _note(self._by_hei, organisation.hei_id.strip(), into)
        else:
            for domain in {*organisation.domains, _HOST.sub("", organisation.website)} - {""}:
                _note(self._by_domain, domain, into)

    def organisation(self, hei: str) -> Organisation | None:
        """The organisation with a SCHAC code, or, without any code, with that domain. Raises Ambiguous."""
        found = self._by_hei.get(fold(hei)) or self._by_domain.get(fold(hei)) or []
        if len(found) > 1:
            raise Ambiguous(
                N_("{count} organisations have the SCHAC code or domain {hei}; leave it in one of them only."),
                count=len(found),
                hei=hei,
            )
        return found[0] if found else None

    def is_own(self, organisation: Organisation) -> bool:
        """Whether this is the university itself or one of its units."""
        names = {fold(organisation.name_sv), fold(organisation.name_en), fold(organisation.name_local)} - {""}
        return organisation.kind == OrganisationKind.OWN_UNIT or self._own_name in names

    def agreement(self, iia: Iia, organisations: Iterable[Organisation]) -> Agreement | None:
        """The agreement by the id of either side, else by both sides' numbers. Raises Ambiguous."""
        ids = {(fold(one.hei_id), one.iia_id) for one in iia.partners if one.iia_id is not None}
        if ids & self._seen:
            raise Ambiguous(N_("The file has this agreement twice; only the first was read."))
        self._seen |= ids
        found = list(dict.fromkeys((*self._by_iia_id(ids), *self._by_own_id(iia.partners))))
        if not found:
            found = list(self._by_number(iia, [one.id for one in organisations if one.id is not None]))
        if len(found) > 1:
            raise Ambiguous(
                N_("{count} stored agreements have these ids or numbers; correct them so that one is meant."),
                count=len(found),
            )
        return found[0] if found else None

    def _by_iia_id(self, ids: set[tuple[str, str]]) -> Iterator[Agreement]:
        wanted = select(Party).where(Party.iia_id.in_([one for _, one in ids]))
        for party in self.session.scalars(wanted.order_by(Party.id)):
            if (fold(hei_id(party.organisation)), party.iia_id) in ids:
                yield self.session.get_one(Agreement, party.agreement_id)

    def _by_own_id(self, partners: Iterable[Partner]) -> Iterator[Agreement]:
        for partner in partners:
            own = _OWN_ID.fullmatch(partner.iia_id or "")
            found = self.session.get(Agreement, int(own[1])) if own else None
            if found and any(
                fold(hei_id(party.organisation)) == fold(partner.hei_id) and not party.iia_id for party in found.parties
            ):
                yield found

    def _by_number(self, iia: Iia, organisations: list[int]) -> Iterator[Agreement]:
        codes = {one.iia_code for one in iia.partners if one.iia_code}
        if not codes or len(organisations) < len(iia.partners):
            return
        wanted = select(Agreement).join(Party).where(Party.organisation_id.in_(organisations)).distinct()
        for agreement in self.session.scalars(wanted.order_by(Agreement.id)):
            parties = {party.organisation_id for party in agreement.parties}
            numbers = {agreement.own_number, agreement.partner_number} - {""}
            if parties >= set(organisations) and numbers and (numbers <= codes or codes <= numbers):
                yield agreement

    def persons(self, known: Known, organisation: Organisation) -> tuple[Person | None, Person | None]:
        """The person a contact means, and one who is somebody else at the same e-mail address.

        A contact is whoever has one of its addresses and a name of the same words, more or fewer; or, where either
        has no address, whoever has the same name at the same organisation.
        """
        sharing = [*filter(lambda one: _shares_address(one, known), self._made), *self._with_address(known)]
        for person in sharing:
            if _is_namesake(person, known):
                return person, None
        for person in (*self._made, *self._at(organisation)):
            if _words(person) == _words(known) and not (person.emails and known.emails):
                return person, None
        return None, next(iter(sharing), None)

    def made(self, person: Person) -> None:
        """Makes a new person known."""
        self._made.append(person)

    def _with_address(self, known: Known) -> Iterable[Person]:
        wanted = [email.lower() for email in known.emails]
        found = select(Person).join(PersonEmail).where(func.lower(PersonEmail.address).in_(wanted)).distinct()
        return self.session.scalars(found.where(Person.merged_into_id.is_(None)).order_by(Person.id)) if wanted else ()

    def _at(self, organisation: Organisation) -> Iterable[Person]:
        if organisation in self.session.new:
            return ()
        found = select(Person).join(Affiliation).where(Affiliation.organisation_id == organisation.id).distinct()
        return self.session.scalars(found.where(Person.merged_into_id.is_(None)).order_by(Person.id))


def _note(known: dict[str, list[Organisation]], name: str, organisation: Organisation) -> None:
    found = known.setdefault(fold(name), [])
    if organisation not in found:
        found.append(organisation)


def _words(one: Person | Known) -> frozenset[str]:
    given, family = (one.given, one.family) if isinstance(one, Known) else (one.given_name, one.family_name)
    return frozenset(fold(f"{given} {family}").split())


def _is_namesake(person: Person, known: Known) -> bool:
    stored, read = _words(person), _words(known)
    return stored == read or bool(stored and read) and (stored <= read or read <= stored)


def _shares_address(person: Person, known: Known) -> bool:
    return bool({one.address.lower() for one in person.emails} & {email.lower() for email in known.emails})
