"""Writing to many: their e-mail addresses, or a list for a mail merge, of those who may be written to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kidesk.errors import KideskError, Sentence
from kidesk.exchange.outgoing import Column, Outgoing, Value
from kidesk.i18n import N_, Language
from kidesk.operations import list_rows
from kidesk.operations.export_table import write_table
from kidesk.records import AMBASSADORS, ORGANISATIONS, PERSONS, clock
from kidesk.records.ambassador import Ambassador
from kidesk.records.person import Affiliation, Person, PersonAddress
from kidesk.records.person_channels import (
    Withheld,
    address_to_use,
    current_affiliation,
    email_to_use,
    person_withheld,
    phone_to_use,
    written_language,
)
from kidesk.records.record import bilingual
from kidesk.records.record_type import RecordType
from kidesk.store.store import Store

Progress = Callable[[int, int], object]
# Those whose records lead to persons: themselves, the ambassadors, and who is at an organisation now.
LEADING_TO_PERSONS = (PERSONS, AMBASSADORS, ORGANISATIONS)
_CHANNELS = ("emails", "phones", "addresses", "affiliations")
_AT_ONCE = 500  # SQLite binds a limited number of values
_NARROW, _MEDIUM, _WIDE = 13, 24, 40
_HEADINGS = (
    (N_("Given name"), _MEDIUM),
    (N_("Family name"), _MEDIUM),
    (N_("Title before the name"), _NARROW),
    (N_("Title after the name"), _NARROW),
    (N_("E-mail"), _WIDE),
    (N_("Phone"), _MEDIUM),
    (N_("Language"), _NARROW),
    (N_("Job title"), _MEDIUM),
    (N_("Organisation"), _WIDE),
    (N_("Street or box"), _MEDIUM),
    (N_("Postal code"), _NARROW),
    (N_("City"), _MEDIUM),
    (N_("State or province"), _MEDIUM),
    (N_("Country"), _MEDIUM),
)


@dataclass(frozen=True)
class LeftOut:
    """How many persons are not written to, by reason."""

    counts: Mapping[Withheld, int]

    def said(self, language: Language) -> str:
        """Who is missing and why, in one sentence; nothing where nobody is."""
        if not self.counts:
            return ""
        some = [
            language.text(N_("{reason}: {count}"), reason=language.text(one.label), count=language.number(count))
            for one in Withheld
            if (count := self.counts.get(one, 0))
        ]
        return language.text(N_("Left out: {reasons}."), reasons="; ".join(some))


@dataclass(frozen=True)
class Addresses:
    """E-mail addresses, each once, and who has none that may be used."""

    addresses: tuple[str, ...]
    left: LeftOut

    @property
    def text(self) -> str:
        """The addresses as a mail program's line of recipients takes them."""
        return "; ".join(self.addresses)


@dataclass(frozen=True)
class MailList:
    """What was written: how many persons, who was left out, and sentences on what else is missing or was changed."""

    rows: int
    left: LeftOut
    warnings: tuple[Sentence, ...] = ()


def email_addresses(
    store: Store,
    record_type: RecordType,
    numbers: Sequence[int],
    progress: Progress = lambda done, whole: None,
) -> Addresses:
    """The e-mail addresses of records that lead to persons, in their order. Raises KideskError for other records."""
    ids = persons_of(store, record_type, numbers)
    found: dict[str, str] = {}
    left: Counter[Withheld] = Counter()
    for person in _Persons(store, ids, progress, left, only=("emails",)):
        address = email_to_use(person)
        if isinstance(address, Withheld):
            left[address] += 1
        else:
            found.setdefault(address.casefold(), address)
    return Addresses(tuple(found.values()), LeftOut(left))


def write_mail_list(
    store: Store,
    record_type: RecordType,
    numbers: Sequence[int],
    *,
    language: Language,
    output: Path,
    progress: Progress = lambda done, whole: None,
) -> MailList:
    """Writes a list for a mail merge: one row a person, in a file of the kind that its ending says.

    Titles, organisations and countries are in the language that the person prefers, the headings in `language`, and so
    are those of persons whose language is not known. A channel that somebody has opted out of is empty; who may be
    written to neither by e-mail nor by post is left out. `progress` is told how many persons of how many are read;
    what it raises ends the work. Raises KideskError for records that do not lead to persons, and as `write_table`.
    """
    rows = _Rows(store, persons_of(store, record_type, numbers), language, progress)
    columns = [Column(language.text(heading), width) for heading, width in _HEADINGS]
    losses = write_table(Outgoing(language.text(N_("Mail merge list")), columns, rows), language, output)
    return MailList(rows.count, LeftOut(rows.left), (*rows.sentences(), *losses.sentences()))


def persons_of(store: Store, record_type: RecordType, numbers: Sequence[int]) -> list[int]:
    """The ids of the persons that records lead to, each once. Raises KideskError where such records lead to none."""
    if record_type not in LEADING_TO_PERSONS:
        raise KideskError(N_("These records lead to no persons. Go to persons, ambassadors or organisations first."))
    if record_type is PERSONS:
        return list(dict.fromkeys(numbers))
    read = _of_ambassadors if record_type is AMBASSADORS else _at_organisations
    with store.read() as session:
        pairs: dict[int, list[int]] = {}
        for start in range(0, len(numbers), _AT_ONCE):
            for leading, person in read(session, numbers[start : start + _AT_ONCE]):
                pairs.setdefault(leading, []).append(person)
    return list(dict.fromkeys(person for number in numbers for person in pairs.get(number, ())))


def _of_ambassadors(session: Session, numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    for row in session.execute(select(Ambassador.id, Ambassador.person_id).where(Ambassador.id.in_(numbers))):
        yield row[0], row[1]


def _at_organisations(session: Session, numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Those who are there today, in Swedish order."""
    today = clock.today()
    wanted = (
        select(Affiliation.organisation_id, Person.id)
        .join(Person, Affiliation.person_id == Person.id)
        .where(
            Affiliation.organisation_id.in_(numbers),
            or_(Affiliation.start_on.is_(None), Affiliation.start_on <= today),
            or_(Affiliation.end_on.is_(None), Affiliation.end_on >= today),
            Person.merged_into_id.is_(None),
        )
        .order_by(Person.order_key, Person.id)
    )
    for row in session.execute(wanted):
        yield row[0], row[1]


class _Persons:
    """Persons some hundreds at a time; those who are gone are counted."""

    def __init__(
        self, store: Store, ids: Sequence[int], progress: Progress, left: Counter[Withheld], only: tuple[str, ...]
    ) -> None:
        self._store, self._ids, self._progress, self._left, self._only = store, ids, progress, left, only

    def __iter__(self) -> Iterator[Person]:
        read = 0
        for person in list_rows.read(self._store, Person, self._ids, self._progress, self._only):
            read += 1
            yield person
        if len(self._ids) > read:
            self._left[Withheld.GONE] += len(self._ids) - read


class _Rows:
    """The rows of a list for a mail merge, made while they are written."""

    def __init__(self, store: Store, ids: Sequence[int], language: Language, progress: Progress) -> None:
        self.count = 0
        self.left: Counter[Withheld] = Counter()
        self._emptied = 0
        self._persons = _Persons(store, ids, progress, self.left, only=_CHANNELS)
        self._language = language

    def __iter__(self) -> Iterator[list[Value]]:
        for person in self._persons:
            withheld = person_withheld(person) or _unreachable(person)
            if withheld is not None:
                self.left[withheld] += 1
            else:
                self.count += 1
                yield self._row(person)

    def _row(self, person: Person) -> list[Value]:
        language = Language(written_language(person, self._language.code))
        channels = email_to_use(person), phone_to_use(person), address_to_use(person)
        self._emptied += sum(one is Withheld.OPTED_OUT for one in channels)
        mail, phone, address = channels
        held = current_affiliation(person, clock.today())
        return [
            person.given_name,
            person.family_name,
            person.prefix,
            person.suffix,
            "" if isinstance(mail, Withheld) else mail,
            "" if isinstance(phone, Withheld) else phone.number,
            language.language_name(language.code),
            bilingual(held, "title", language.code) if held is not None else "",
            held.organisation.caption(language.code) if held is not None else "",
            *_lines(None if isinstance(address, Withheld) else address, language),
        ]

    def sentences(self) -> Iterator[Sentence]:
        """What rows lack because somebody has opted out of one channel and not of all."""
        if self._emptied:
            message = N_("Addresses and numbers that persons have opted out of were left empty: {count}.")
            yield Sentence(message, {"count": self._emptied})


def _unreachable(person: Person) -> Withheld | None:
    """Why somebody can be written to neither by e-mail nor by post."""
    reasons = [one for one in (email_to_use(person), address_to_use(person)) if isinstance(one, Withheld)]
    return min(reasons, key=list(Withheld).index) if len(reasons) == 2 else None


def _lines(address: PersonAddress | None, language: Language) -> list[Value]:
    if address is None:
        return [""] * 5
    country = language.country(address.country)
    return [address.street, address.postal_code, address.city, address.region, country]
