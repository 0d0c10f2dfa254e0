"""The contacts of an EWP response as persons, contacts and signatories of an agreement."""

from __future__ import annotations

from sqlalchemy.orm import Session

from kidesk.exchange.ewp.iia import Contact, Partner
from kidesk.i18n import N_
from kidesk.operations.ewp.contacts import Known, known, remainder
from kidesk.operations.ewp.preview import NOTHING, Entry, caption, label, parts, rest_changed, text
from kidesk.operations.ewp.register import Register
from kidesk.records import PERSONS, clock
from kidesk.records.agreement import Agreement, PartnerContact, Signatory
from kidesk.records.agreement_terms import Side
from kidesk.records.organisation import Organisation
from kidesk.records.person import Affiliation, Person, PersonEmail, PersonPhone

SOURCE = "Erasmus Without Paper"
FUNCTION_LENGTH: int = PartnerContact.function.property.columns[0].type.length
TITLE_LENGTH: int = Signatory.title.property.columns[0].type.length


class People:
    """Takes the contacts of an agreement in."""

    def __init__(self, session: Session, register: Register, agreement: Agreement, entry: Entry) -> None:
        self._session, self._register, self._agreement, self._entry = session, register, agreement, entry

    def take(self, partner: Partner, organisation: Organisation, side: Side) -> None:
        """Takes those of one partner in. Contacts that the file lacks stay: few servers give all of them."""
        if partner.signing_contact is not None:
            self._sign(partner.signing_contact, organisation, side)
        left = [one for one in self._agreement.contacts if one.side == side]
        for contact in partner.contacts:
            said = known(contact, FUNCTION_LENGTH)
            person = self._person(said, organisation)
            row = next((one for one in left if one.person is person), None)
            if row is None:
                row = PartnerContact(person=person, side=side)
                self._agreement.contacts.append(row)
                self._entry.differ(label(parts("contacts")), NOTHING, caption(person))
            else:
                left.remove(row)
            self._describe(row, "function", said.function, remainder(contact, FUNCTION_LENGTH))

    def _sign(self, contact: Contact, organisation: Organisation, side: Side) -> None:
        said = known(contact, TITLE_LENGTH)
        person = self._person(said, organisation)
        row = next((one for one in self._agreement.signatories if one.side == side), None)
        if row is None:
            row = Signatory(side=side)
            self._agreement.signatories.append(row)
        if row.person is not person:
            self._entry.differ(label(parts("signatories")), caption(row.person), caption(person))
            row.person = person
        self._describe(row, "title", said.function, remainder(contact, TITLE_LENGTH))

    def _describe(self, row: PartnerContact | Signatory, key: str, function: str, rest: str) -> None:
        described = parts("contacts" if isinstance(row, PartnerContact) else "signatories")
        field = next(one for one in described.fields if one.key == key)
        self._entry.set(row, field, function, caption(row.person))
        if row.as_read != rest:
            row.as_read = rest
            rest_changed(self._entry, caption(row.person))

    def _person(self, said: Known, organisation: Organisation) -> Person:
        person, sharing = self._register.persons(said, organisation)
        if person is None:
            person = self._made(said)
            if sharing is not None:
                self._entry.notice(
                    N_("{name} has the same e-mail address as {other} and is added as another person."),
                    name=said.caption,
                    other=caption(sharing),
                )
        if not person.has_protected_identity:
            self._add_channels(person, said)
        if organisation not in [one.organisation for one in person.affiliations]:
            person.affiliations.append(Affiliation(organisation=organisation, is_primary=not person.affiliations))
            self._entry.differ(label(PERSONS.field("affiliations"), caption(person)), NOTHING, caption(organisation))
        return person

    def _made(self, said: Known) -> Person:
        person = Person(given_name=said.given, family_name=said.family, source=SOURCE, source_date=clock.today())
        self._session.add(person)
        self._register.made(person)
        self._entry.differ(text(lambda language: language.text(PERSONS.new)), NOTHING, caption(person))
        return person

    def _add_channels(self, person: Person, said: Known) -> None:
        """An address or number that is not known yet is added; none is taken away."""
        addresses = {one.address.lower() for one in person.emails}
        for address in said.emails:
            if address.lower() not in addresses:
                person.emails.append(PersonEmail(address=address, is_primary=not person.emails))
                self._added(person, "emails", address)
        numbers = {"".join(one.number.split()) for one in person.phones}
        for number in said.phones:
            if "".join(number.split()) not in numbers:
                person.phones.append(PersonPhone(number=number, is_primary=not person.phones))
                self._added(person, "phones", number)

    def _added(self, person: Person, key: str, value: str) -> None:
        self._entry.differ(label(PERSONS.field(key), caption(person)), NOTHING, text(lambda language: value))
