"""Export contacts: persons as vCards 4.0 with all that an address book can take, for other programs and for kidesk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy import select

from kidesk import files
from kidesk.errors import KideskError, Sentence, UsageError
from kidesk.exchange import vcard_file, vcard_words
from kidesk.exchange.incoming_contact import (
    IncomingAddress,
    IncomingAffiliation,
    IncomingContact,
    IncomingEmail,
    IncomingPhone,
)
from kidesk.i18n import N_, Language
from kidesk.operations import list_rows
from kidesk.operations.export_table import TableReport
from kidesk.records.code_tables import COUNTRIES
from kidesk.records.organisation import Organisation
from kidesk.records.person import Affiliation, Person
from kidesk.records.person_terms import WrittenLanguage
from kidesk.store.store import Listing, Store

ENDINGS = (".vcf", ".vcard")
# Consents stay at home, and so does what concerns data protection.
_PARTS = ("emails", "phones", "addresses", "affiliations")
_TEXTS = ("given_name", "family_name", "prefix", "suffix", "orcid", "linkedin", "website", "expertise", "notes")


def export_vcards(
    store: Store,
    chosen: Listing | Sequence[int],
    output: Path,
    *,
    language: Language,
    progress: Callable[[int, int], object] = lambda done, whole: None,
) -> TableReport:
    """Writes a card for each person of a list, or with one of these ids, in this order; `rows` says how many.

    Organisations and countries are called as in `language`. Persons with a protected identity are left out, which the
    report tells, and so are those that were merged into others. `progress` is told how many of how many are read; what
    it raises ends the work. Only the file's owner can read it.
    Raises UsageError for another ending than those of ENDINGS and KideskError where the file cannot be written; an
    earlier file is then as it was.
    """
    if output.suffix.lower() not in ENDINGS:
        message = N_("The name of a vCard file ends in one of {endings}. Nothing was written; choose one of them.")
        raise UsageError(message, endings=", ".join(ENDINGS))
    numbers = store.ids(chosen, language) if isinstance(chosen, Listing) else chosen
    cards = _Cards(store, list_rows.read(store, Person, numbers, progress, _PARTS), language)
    try:
        with files.replacing(output) as file:
            vcard_file.write(cards, file)
    except OSError as error:
        message = N_(
            "The contacts “{name}” could not be saved in {folder}: {reason}. Nothing was changed there. "
            "Close the file if it is open in another program, or choose another folder, and try again."
        )
        folder, reason = output.parent, error.strerror or type(error).__name__
        raise KideskError(message, name=output.name, folder=folder, reason=reason) from error
    return TableReport(cards.count, tuple(cards.sentences()))


class _Cards:
    """The contacts of persons, read some hundreds at a time while they are written."""

    def __init__(self, store: Store, persons: Iterator[Person], language: Language) -> None:
        self._persons = persons
        self._language = language
        with_units = select(Organisation).where(Organisation.id.in_(select(Organisation.parent_id)))
        self._above = {one.id: one for one in store.rows(with_units, ())}
        self.count = 0
        self._protected = 0

    def __iter__(self) -> Iterator[IncomingContact]:
        for person in self._persons:
            if person.has_protected_identity:
                self._protected += 1
            elif person.merged_into_id is None:
                self.count += 1
                yield self._contact(person)

    def sentences(self) -> Iterator[Sentence]:
        """Who was left out."""
        if self._protected:
            message = N_("Records of persons whose identity is protected were left out: {count}.")
            yield Sentence(message, {"count": self._protected})

    def _contact(self, person: Person) -> IncomingContact:
        return IncomingContact(
            person.id,
            _values(person),
            tuple(IncomingEmail(one.address, one.kind, one.is_primary, one.has_opted_out) for one in person.emails),
            tuple(IncomingPhone(one.number, one.kind, one.is_primary, one.has_opted_out) for one in person.phones),
            tuple(
                IncomingAddress(
                    one.street,
                    one.postal_code,
                    one.city,
                    one.region,
                    COUNTRIES.text(one.country, self._language),
                    one.kind,
                    one.has_opted_out,
                )
                for one in person.addresses
            ),
            tuple(map(self._affiliation, person.affiliations)),
            tuple(person.external_ids) or (vcard_words.own_uid(person.id, person.created_at),),
        )

    def _affiliation(self, one: Affiliation) -> IncomingAffiliation:
        """A unit is named after the organisation that it is part of, at whatever depth."""
        whole = _outermost(one.organisation, self._above)
        code = self._language.code
        return IncomingAffiliation(
            organisation=whole.caption(code),
            department=one.organisation.caption(code) if whole is not one.organisation else "",
            title_sv=one.title_sv,
            title_en=one.title_en,
            start_on=one.start_on.isoformat() if one.start_on else "",
            end_on=one.end_on.isoformat() if one.end_on else "",
            is_primary=one.is_primary,
            number=str(whole.id),
        )


def _outermost(organisation: Organisation, above: Mapping[int, Organisation]) -> Organisation:
    passed, whole, above_it = {organisation.id}, organisation, above.get(organisation.parent_id or 0)
    while above_it is not None and above_it.id not in passed:
        passed.add(above_it.id)
        whole, above_it = above_it, above.get(above_it.parent_id or 0)
    return whole


def _values(person: Person) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {key: getattr(person, key) for key in _TEXTS}
    found |= {"tags": list(person.tags), "roles": list(person.roles)}
    if person.preferred_language is not WrittenLanguage.NONE:
        found["preferred_language"] = person.preferred_language.value
    return {key: value for key, value in found.items() if value}
