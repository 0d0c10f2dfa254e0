"""Contacts on paper: one person to get in touch with, and a list of several."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kidesk.i18n import N_, Language
from kidesk.records.person import PROTECTED, Affiliation, Person, PersonAddress, PersonEmail, PersonPhone
from kidesk.records.person_type import PERSONS, primary_affiliation
from kidesk.reports.content import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Link,
    Paragraph,
    Phrase,
    Stack,
    Table,
)
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.wording import called, own_words, value

SHEET, LIST = N_("Contact sheet"), N_("Contact list")
READ = ("emails", "phones", "affiliations")  # the parts that the list reads
_WORKING = N_("Working material with personal data. Not for publication.")
_COLUMNS = (
    (N_("Name"), 2.0),
    (N_("Title and organisation"), 3.0),
    (N_("E-mail addresses"), 2.6),
    (N_("Phone numbers"), 1.8),
    (N_("Roles"), 1.6),
)


def sheet(person: Person, head: Head, language: Language) -> Document:
    """How to reach a person and who they are (DOMAIN, What gets printed, 6)."""
    blocks: list[Block] = [*swedish_prevails(language), Paragraph(language.text(_WORKING), "muted")]
    facts = _facts(person, head.printed_on, language)
    blocks.append(Facts(tuple((label, cell) for label, cell in facts if cell not in ("", Stack(())))))
    former = [one for one in person.affiliations if _has_ended(one, head.printed_on)]
    if former:
        blocks += [Heading(2, language.text(N_("Former affiliations"))), _affiliations(former, language)]
    return framed(head, language, _full_name(person), language.text(SHEET), tuple(blocks))


def _full_name(person: Person) -> str:
    return " ".join(filter(None, (person.prefix, person.caption("sv"), person.suffix)))


def _facts(person: Person, day: dt.date, language: Language) -> Iterator[tuple[str, Cell]]:
    text = language.text
    current = [one for one in person.affiliations if not _has_ended(one, day)]
    yield text(N_("Title and organisation")), Stack(tuple(_place(one, language) for one in current))
    yield text(N_("E-mail addresses")), Stack(tuple(_mail(one, language) for one in person.emails))
    yield text(N_("Phone numbers")), Stack(tuple(_phone(one, language) for one in person.phones))
    yield text(N_("Postal addresses")), Stack(tuple(_address(one, language) for one in person.addresses))
    for key in ("website", "orcid", "linkedin", "preferred_language", "roles", "tags", "expertise", "verified_on"):
        field = PERSONS.field(key)
        said = field.text(person, language)
        if key != "preferred_language" or person.preferred_language != "none":
            yield text(field.label), value(field, person, language) if said else ""


def _has_ended(one: Affiliation, day: dt.date) -> bool:
    return one.end_on is not None and one.end_on < day


def _place(one: Affiliation, language: Language) -> Phrase:
    title, name = own_words(one, "title", language), one.organisation.caption(language.code)
    words = title if isinstance(title, str) else title.text
    return ", ".join(filter(None, (words, name)))


def _mail(one: PersonEmail, language: Language) -> Phrase:
    if one.has_opted_out:
        return language.text(N_("{address} (opted out)"), address=one.address)
    return Link(one.address, f"mailto:{one.address}")


def _phone(one: PersonPhone, language: Language) -> Phrase:
    said = language.text(N_("{number} ({kind})"), number=one.number, kind=language.text(one.kind.label).lower())
    return language.text(N_("{address} (opted out)"), address=said) if one.has_opted_out else said


def _address(one: PersonAddress, language: Language) -> Phrase:
    town = " ".join(filter(None, (one.postal_code, one.city)))
    lines = (one.street.replace("\n", ", "), town, one.region, language.country(one.country))
    return ", ".join(filter(None, lines))


def _affiliations(rows: Iterable[Affiliation], language: Language) -> Table:
    labels = (N_("Organisation"), N_("Job title"), N_("From"), N_("To"))
    cells = (
        (
            called(one.organisation, language),
            own_words(one, "title", language),
            language.day(one.start_on),
            language.day(one.end_on),
        )
        for one in rows
    )
    columns = tuple(Column(language.text(label), share) for label, share in zip(labels, (3, 3, 1, 1), strict=True))
    return Table(columns, tuple(cells))


def listed(rows: Iterable[Person], count: int, head: Head, language: Language, subtitle: str) -> Document:
    """A list of `count` persons with all their addresses and numbers, read while it is printed; `subtitle` says which
    they are. A protected identity stands there without a name and without anything else."""
    table = Table(
        columns=tuple(Column(language.text(label), share) for label, share in _COLUMNS),
        rows=(_row(person, language) for person in rows),
        empty=language.text(N_("There is nothing in this list.")),
    )
    counted = language.plural("{count} person", "{count} persons", count)
    blocks = (
        *swedish_prevails(language),
        Paragraph(language.text(_WORKING), "muted"),
        Paragraph(counted, "muted"),
        table,
    )
    return replace(framed(head, language, language.text(LIST), subtitle, blocks), landscape=True)


def _row(person: Person, language: Language) -> tuple[Cell, ...]:
    if person.has_protected_identity:
        return PROTECTED[language.code], "", "", "", ""
    belongs = primary_affiliation(person)
    return (
        person.listed(language.code),
        _place(belongs, language) if belongs is not None else "",
        Stack(tuple(_mail(one, language) for one in person.emails)),
        Stack(tuple(_phone(one, language) for one in person.phones)),
        PERSONS.field("roles").text(person, language),
    )
