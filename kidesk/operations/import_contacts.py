"""Import contacts: new persons are added, known ones updated, all in one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.errors import Sentence
from kidesk.exchange.incoming_contact import IncomingContact
from kidesk.i18n import N_
from kidesk.operations import read_contacts
from kidesk.operations.contact_places import Planned, planned
from kidesk.operations.contact_values import ContactValues, name_of, values_of
from kidesk.operations.contacts_report import ContactsReport
from kidesk.operations.coordinators import Answer, Coordinators
from kidesk.operations.import_options import ImportOptions, Mode
from kidesk.operations.import_organisations import IMPORTED, Progress, Refused
from kidesk.operations.import_report import Outcome
from kidesk.operations.merged import shield
from kidesk.operations.organisation_register import OrganisationRegister
from kidesk.operations.person_register import Match, PersonRegister, Sought
from kidesk.operations.take_contact import Taken
from kidesk.records import clock
from kidesk.records.field import Problem
from kidesk.records.person import Person
from kidesk.records.person_terms import LegalBasis
from kidesk.records.person_type import PERSONS
from kidesk.store import loading
from kidesk.store.heed import stage, unheeded
from kidesk.store.store import Store

_AT_ONCE = 200  # so few that the progress is seen to move
# Thousandths of the work: taking in, then the coordinators, and what is left is filling the search index.
_WHOLE, _TAKEN, _COORDINATED = 1000, 600, 700
_PARTS = ("emails", "phones", "addresses", "affiliations", "consents")
_SOURCE_LENGTH: int = Person.source.property.columns[0].type.length
_NOBODY = Problem("", N_("Nobody in the register fits this row, and only known persons are to be updated."))
_KNOWN = Problem("", N_("This person is in the register, and only new ones are to be added."))
_LIKE = N_("This may be the same person as {names}; look for duplicates.")
_CONTRADICTS = N_("Line {line} is about the same person but says something else; only that line was kept.")


def import_contacts(
    store: Store,
    file: Path,
    options: ImportOptions | None = None,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ContactsReport:
    """Imports the contacts of a table (CSV, XLSX) or a vCard file as persons, all in one transaction.

    A person is known by an id in another system, by an e-mail address, by name and organisation, and by name alone
    where nothing speaks against it; where that is not certain the row is refused, and the others are kept. A filled
    cell overwrites, an empty one changes nothing, and lists, addresses, numbers and affiliations grow. An organisation
    is known by any of its names, or made as one of the kind OTHER. A `dry_run` says what would happen and writes
    nothing.
    `progress` is told how many thousandths are done; what it raises takes the whole import back.
    Raises KideskError where the file cannot be read, UsageError where the mapping does not fit it.
    """
    options = options or ImportOptions()
    report = ContactsReport()
    heed = progress or unheeded
    taking, indexing = stage(heed, 0, _TAKEN), stage(heed, _COORDINATED, _WHOLE)
    rows = read_contacts.read(file, options, report, taking)
    change = store.read() if dry_run else store.change(IMPORTED, PERSONS.key, heed=indexing)
    with change as session, session.no_autoflush:
        work = _Import(session, options, report, options.source or file.name, is_trial=dry_run)
        while batch := list(islice(rows, _AT_ONCE)):
            work.take(batch)
        work.coordinate(stage(heed, _TAKEN, _COORDINATED))
        work.finish()
    heed(_WHOLE, _WHOLE)
    return report


@dataclass(frozen=True)
class _Prepared:
    """A contact and its values, or what speaks against them."""

    contact: IncomingContact
    values: ContactValues
    problem: Problem | None = None


class _Import:
    """The contacts of one file on their way into the session, some hundreds at a time.

    A trial writes nothing, so it keeps of each person that it changed what it was changed by.
    """

    def __init__(
        self, session: Session, options: ImportOptions, report: ContactsReport, source: str, *, is_trial: bool
    ) -> None:
        self._session, self._options, self._report, self._source = session, options, report, source
        self._is_trial = is_trial
        self._organisations = OrganisationRegister(session)
        self._persons = PersonRegister(session, self._organisations)
        self._coordinators = Coordinators(self._persons)
        self._present: dict[int, Person] = {}  # the persons of the batch, by their handles
        self._numbers: dict[int, int] = {}  # the ids of new persons, once they are saved
        self._tried: dict[int, list[IncomingContact]] = {}
        self._said: dict[int, tuple[int, frozenset[str]]] = {}  # the first line about a person, and what was said
        self._left_out: dict[str, None] = dict.fromkeys(report.left_out)
        self._without_basis = 0

    def take(self, batch: Sequence[IncomingContact]) -> None:
        """Takes some contacts in."""
        prepared = [_prepared(contact) for contact in batch]
        self._load(prepared)
        outcomes = [self._outcome(one) for one in prepared]
        if not self._is_trial:
            self._session.flush()
            self._numbers |= {handle: person.id for handle, person in self._present.items() if handle < 0}
        for one, (outcome, handle) in zip(prepared, outcomes, strict=True):
            if handle is not None:
                self._coordinators.number(one.contact, handle)
                if outcome.reason is None:
                    self._coordinators.wish(one.contact, handle, len(self._report.outcomes))
            self._report.outcomes.append(replace(outcome, number=self._number(handle)))
        for handle, person in self._present.items():
            if self._is_trial and handle > 0:
                self._session.expunge(person)
        self._present.clear()

    def coordinate(self, heed: Progress) -> None:
        """Gives the persons the coordinators that their rows name, now that everybody is known."""
        answers, whole, done = self._coordinators.answers(), len(self._coordinators), 0
        while batch := list(islice(answers, _AT_ONCE)):
            heed(done, whole)
            done += len(batch)
            found = [one for one in batch if one is not None]
            for answer in found:
                self._tell(answer)
            if not self._is_trial:
                self._give({one.handle: one.owner for one in found if one.change is not None})
        heed(1, 1)

    def _tell(self, answer: Answer) -> None:
        outcome = self._report.outcomes[answer.place]
        if answer.notice is not None:
            outcome = replace(outcome, notices=(*outcome.notices, answer.notice))
        elif answer.change is not None and outcome.what != "created":
            self._report.unchanged -= outcome.what == "unchanged"
            self._report.updated += outcome.what == "unchanged"
            outcome = replace(outcome, what="updated", changes=(*outcome.changes, answer.change))
        self._report.outcomes[answer.place] = outcome

    def _give(self, owners: dict[int, int]) -> None:
        numbers = {self._number(handle): self._number(owner) for handle, owner in owners.items()}
        for person in self._session.scalars(select(Person).where(Person.id.in_(list(numbers)))):
            person.owner_id = numbers[person.id]
        self._session.flush()

    def finish(self) -> None:
        """Says what there is to say about the whole."""
        self._report.left_out = tuple(self._left_out)
        if self._without_basis:
            message = N_("New persons without a legal basis: {count}. State it under data protection.")
            self._report.hints.append(Sentence(message, {"count": self._without_basis}))

    # Who a row is about

    def _load(self, prepared: Sequence[_Prepared]) -> None:
        """Reads the persons that a batch is about all at once, as far as can be told before any of it is taken in."""
        handles = set()
        for one in prepared:
            with suppress(Refused):
                if one.problem is None:
                    handles.add(self._persons.match(self._sought(one, self._planned(one))).handle)
        numbers = {self._number(handle): handle for handle in handles if handle is not None}
        wanted = select(Person).where(Person.id.in_([number for number in numbers if number is not None]))
        for person in self._session.scalars(wanted.options(*loading.whole(Person, _PARTS))):
            self._enter_present(numbers[person.id] or person.id, person)

    def _number(self, handle: int | None) -> int | None:
        return handle if handle is None or handle > 0 else self._numbers.get(handle)

    def _person(self, handle: int) -> Person:
        if handle not in self._present:
            number = self._number(handle)
            person = self._new() if number is None else self._stored(number)
            self._enter_present(handle, person)
        return self._present[handle]

    def _stored(self, number: int) -> Person:
        return self._session.get_one(Person, number, options=loading.whole(Person, _PARTS))

    def _enter_present(self, handle: int, person: Person) -> None:
        """Makes a person one of the batch, with what a trial would have written into it by now."""
        for contact in self._tried.get(handle, ()):
            one = _prepared(contact)
            Taken(person, self._planned(one).organisations).take(one.values)
        self._present[handle] = person

    def _planned(self, one: _Prepared) -> Planned:
        return planned(self._organisations, one.values)

    def _sought(self, one: _Prepared, places: Planned) -> Sought:
        plain = one.values.plain
        known = [organisation for organisation in places.organisations if organisation not in places.new]
        return Sought(
            f"{plain.get('given_name', '')} {plain.get('family_name', '')}",
            frozenset(mail["address"].casefold() for mail in one.values.emails),
            tuple(plain.get("external_ids", ())),
            plain.get("orcid", ""),
            frozenset(key for organisation in known for key in self._organisations.keys_of(organisation)),
            bool(places.organisations),
            one.contact.known_as,
        )

    # What becomes of it

    def _outcome(self, one: _Prepared) -> tuple[Outcome, int | None]:
        contact = one.contact
        self._left_out |= dict.fromkeys(contact.left_out)
        outcome = Outcome(contact.number, name_of(contact), "refused", notices=tuple(one.values.notices))
        try:
            if one.problem is not None:
                raise Refused(one.problem)
            places = self._planned(one)
            sought = self._sought(one, places)
            match = self._persons.match(sought)
            if match.handle is None:
                return self._create(one, places, sought, match, outcome)
            return self._update(one, places, sought, match, outcome)
        except Refused as refused:
            self._report.refused.append((contact.number, refused.problem))
            return replace(outcome, reason=refused.problem), None

    def _create(
        self, one: _Prepared, places: Planned, sought: Sought, match: Match, outcome: Outcome
    ) -> tuple[Outcome, int | None]:
        if self._options.mode is Mode.UPDATE:
            self._report.unchanged += 1
            return replace(outcome, what="unchanged", reason=_NOBODY), None
        person = self._new()
        Taken(person, places.organisations).take(one.values)
        handle = self._persons.make()
        self._present[handle] = person
        if not self._is_trial:
            self._session.add(person)
        self._keep(one, places, sought, handle, person)
        self._report.created += 1
        self._without_basis += person.legal_basis is LegalBasis.NONE
        doubts = [Problem("", _LIKE, {"names": "; ".join(match.doubts)}, is_warning=True)] if match.doubts else []
        detail = next((mail["address"] for mail in one.values.emails), "") or next(
            (place.organisation for place in one.values.places), ""
        )
        return replace(outcome, what="created", detail=detail, notices=(*outcome.notices, *doubts)), handle

    def _new(self) -> Person:
        source = self._source[:_SOURCE_LENGTH]
        return Person(source=source, source_date=clock.today())

    def _update(
        self, one: _Prepared, places: Planned, sought: Sought, match: Match, outcome: Outcome
    ) -> tuple[Outcome, int | None]:
        assert match.handle is not None
        outcome = replace(outcome, matched_by=match.by)
        if self._options.mode is Mode.CREATE:
            self._report.unchanged += 1
            return replace(outcome, what="unchanged", reason=_KNOWN), match.handle
        person = self._person(match.handle)
        taken = Taken(person, places.organisations)
        try:
            taken.take(one.values)
            self._refuse_contradiction(taken, match.handle)
        except Refused:
            for organisation in places.new:
                if organisation in self._session:
                    self._session.expunge(organisation)
            raise
        self._keep(one, places, sought, match.handle, person, is_changed=bool(taken.changes))
        if not taken.changes:
            self._report.unchanged += 1
            return replace(outcome, what="unchanged"), match.handle
        shield(self._session, person)
        self._report.updated += 1
        return replace(outcome, what="updated", changes=tuple(taken.changes)), match.handle

    def _refuse_contradiction(self, taken: Taken, handle: int) -> None:
        """What one line of a file has said, another does not overwrite: which is right, only a person can tell."""
        line, said = self._said.get(handle, (0, frozenset()))
        if taken.overwritten & said:
            taken.take_back()
            raise Refused(Problem("", _CONTRADICTS, {"line": line}))

    def _keep(
        self, one: _Prepared, places: Planned, sought: Sought, handle: int, person: Person, *, is_changed: bool = True
    ) -> None:
        """Remembers what was taken in, for the rows that follow."""
        for organisation in places.new:
            if not self._is_trial:
                self._session.add(organisation)
            self._organisations.enter(organisation)
            self._report.organisations.append(organisation.caption("sv"))
        keys = {key for place in places.organisations for key in self._organisations.keys_of(place)}
        line, said = self._said.get(handle, (one.contact.number, frozenset()))
        self._said[handle] = line, said | one.values.plain.keys()
        self._persons.enter(handle, sought, keys, line, is_protected=person.has_protected_identity)
        if self._is_trial and is_changed:
            self._tried.setdefault(handle, []).append(one.contact)


def _prepared(contact: IncomingContact) -> _Prepared:
    try:
        return _Prepared(contact, values_of(contact))
    except Refused as refused:
        return _Prepared(contact, ContactValues(), refused.problem)
