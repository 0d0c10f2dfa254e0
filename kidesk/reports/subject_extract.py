"""The data-subject extract: everything held on one person, with what it is held for (GDPR article 15)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kidesk.i18n import N_, Language
from kidesk.records import AMBASSADORS, PERSONS
from kidesk.records.ambassador import Ambassador
from kidesk.records.person import Person
from kidesk.records.processing import ACTIVITIES, DataKind
from kidesk.records.record import Record
from kidesk.records.record_type import RecordType
from kidesk.records.subject_find import Extract, Find, Reason
from kidesk.records.term import Term
from kidesk.reports.content import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    Table,
)
from kidesk.reports.head import Head, framed, issuer, swedish_prevails
from kidesk.reports.record_sheet import sections
from kidesk.reports.wording import NOTHING_SAID

RECIPIENTS = N_(
    "Those who work in the international relations unit. Official documents may be given out to whoever asks for them, "
    "after a test of secrecy (tryckfrihetsförordningen, chapter 2; offentlighets- och sekretesslagen). kidesk itself "
    "sends nothing anywhere."
)


@dataclass(frozen=True)
class Subject:
    """Whom an extract is about: the records that are the person, the mandates, and the number the request has."""

    persons: Sequence[Person]
    mandates: Sequence[Ambassador]
    dnr: str = ""


def document(extract: Extract, subject: Subject, head: Head, language: Language) -> Document:
    """The extract. What only may be about the person is told by its place alone, since it may be about others."""
    elsewhere = [one for one in extract.finds if one.reason in (Reason.LINK, Reason.NAMED) and one.event is None]
    past = [one for one in extract.finds if one.event is not None and one.is_sure]
    blocks = (
        *swedish_prevails(language),
        *_beginning(extract, subject, head, language),
        *_purposes(extract.finds, language),
        *_records(PERSONS, subject.persons, N_("The person’s record"), language),
        *_records(AMBASSADORS, subject.mandates, N_("Mandate as an ambassador"), language),
        *_elsewhere([one for one in elsewhere if one.what.kind not in (DataKind.COPY, DataKind.TRACE)], language),
        *_copies([one for one in elsewhere if one.what.kind is DataKind.COPY], language),
        *_traces([one for one in extract.finds if one.what.kind is DataKind.TRACE and one.event is None], language),
        *_history(past, language),
        *_possible([one for one in extract.finds if not one.is_sure], language),
        *_unread(extract.unread, language),
        *_rights(language),
    )
    subtitle = subject.persons[0].caption(language.code) if subject.persons else str(extract.number)
    return framed(head, language, language.text(N_("Data-subject extract")), subtitle, blocks)


def _beginning(extract: Extract, subject: Subject, head: Head, language: Language) -> Iterator[Block]:
    said = language.text
    yield Paragraph(
        said(
            N_(
                "This is what the register of {unit} holds on one person, with the purposes of the processing "
                "(General Data Protection Regulation, article 15)."
            ),
            unit=issuer(head) or said(N_("the international relations unit")),
        ),
        "lead",
    )
    came = extract.origin
    pairs = [
        (said(N_("Number of the person")), str(extract.number)),
        (said(N_("Extract made")), language.moment(extract.made_at)),
        (said(N_("Made by")), head.printed_by or NOTHING_SAID),
        (said(N_("Registration number (dnr)")), subject.dnr or NOTHING_SAID),
    ]
    if came is not None:
        how = said(
            N_("{what}, {moment}, by {who}"), what=came.said(language), moment=language.moment(came.at), who=came.who
        )
        pairs.append((said(N_("How the data came in")), how))
    if extract.merged:
        numbers = ", ".join(map(str, extract.merged))
        pairs.append((said(N_("Records merged into this one")), numbers))
    yield Facts(tuple(pairs))
    if any(person.has_protected_identity for person in subject.persons):
        text = N_("This person’s identity is protected. Give this document to nobody but the person.")
        yield Note("warn", said(text))


def _purposes(finds: Iterable[Find], language: Language) -> Iterator[Block]:
    counted = Counter(one.what.activity.key for one in finds if one.is_sure)
    rows = [
        (
            language.text(one.name),
            language.text(one.purpose),
            language.text(one.basis.label),
            language.text(one.retention),
        )
        for one in ACTIVITIES
        if counted[one.key]
    ]
    yield Heading(1, language.text(N_("What the data are used for")))
    titles = (N_("Activity"), 1.2), (N_("Purpose"), 2.4), (N_("Legal basis"), 1.3), (N_("How long they are kept"), 2.6)
    yield Table(_columns(titles, language), tuple(rows))
    yield Facts(((language.text(N_("Recipients")), language.text(RECIPIENTS)),))


def _records(kind: RecordType, records: Sequence[Record], heading: str, language: Language) -> Iterator[Block]:
    for record in records:
        yield Heading(1, language.text(N_("{heading} {number}"), heading=language.text(heading), number=record.id))
        yield from sections(kind, record, language)


def _elsewhere(finds: Sequence[Find], language: Language) -> Iterator[Block]:
    if not finds:
        return
    yield Heading(1, language.text(N_("Where else the person stands")))
    titles = (N_("Record"), 1.8), (N_("Field"), 1.4), (N_("What it says"), 3.0), (N_("Why"), 1.2)
    rows = (
        (one.caption(language), one.label(language), _value(one, language), _term(one.reason, language))
        for one in finds
    )
    yield Table(_columns(titles, language), tuple(rows))


def _value(find: Find, language: Language) -> str:
    """A link says no more than that it points at the person, whose number it holds."""
    is_link = find.reason is Reason.LINK and find.what.kind is DataKind.RELATION
    return language.text(N_("This person")) if is_link else find.text(language)


def _copies(finds: Sequence[Find], language: Language) -> Iterator[Block]:
    if not finds:
        return
    yield Heading(1, language.text(N_("Copies")))
    yield Paragraph(language.text(N_("What is said above is repeated here, so that it can be found and printed.")))
    counted = Counter(one.label(language) for one in finds)
    titles = (N_("Where"), 3.0), (N_("How often"), 1.0)
    rows = tuple((label, language.number(count)) for label, count in counted.items())
    yield Table(_columns(titles, language), rows)


def _traces(finds: Sequence[Find], language: Language) -> Iterator[Block]:
    if not finds:
        return
    yield Heading(1, language.text(N_("As one who works in the register")))
    titles = (N_("Field"), 2.0), (N_("Table in the database"), 2.0), (N_("How often"), 1.0), (N_("Why"), 1.5)
    rows = (
        (one.label(language), one.what.table, language.number(one.count), _term(one.reason, language)) for one in finds
    )
    yield Table(_columns(titles, language), tuple(rows))


def _history(finds: Sequence[Find], language: Language) -> Iterator[Block]:
    if not finds:
        return
    yield Heading(1, language.text(N_("History")))
    titles = (
        (N_("When"), 1.3),
        (N_("By whom"), 1.2),
        (N_("Record"), 2.1),
        (N_("Field"), 1.3),
        (N_("Before"), 1.5),
        (N_("After"), 1.8),
    )
    yield Table(_columns(titles, language), tuple(_change(one, language) for one in finds))


def _change(find: Find, language: Language) -> tuple[str, ...]:
    event = find.event
    assert event is not None
    before, after = (_past_value(find, value, language) for value in (find.before, find.value))
    return language.moment(event.at), event.who, find.caption(language), find.label(language), before, after


def _past_value(find: Find, value: Any, language: Language) -> str:
    return _value(find, language) if value and find.reason is Reason.LINK else find.text(language, value)


def _possible(finds: Sequence[Find], language: Language) -> Iterator[Block]:
    if not finds:
        return
    yield Heading(1, language.text(N_("To be looked at by a person")))
    text = N_(
        "These places may be about the person, or about somebody else with the same name. What they say is not "
        "printed here. Look at each of them, and add what is about the person before the extract is given out."
    )
    yield Note("info", language.text(text))
    places = Counter((one.caption(language) or one.what.table, one.label(language), one.reason) for one in finds)
    titles = (N_("Record"), 2.4), (N_("Field"), 2.0), (N_("Why"), 1.6)
    rows = tuple((record, label, _term(reason, language)) for record, label, reason in places)
    yield Table(_columns(titles, language), rows)


def _unread(names: Sequence[str], language: Language) -> Iterator[Block]:
    if names:
        yield Heading(1, language.text(N_("Attached files that could not be searched")))
        yield Paragraph(language.text(N_("Pictures and locked files have no text that kidesk can read.")))
        yield ListBlock(tuple(names))


def _rights(language: Language) -> Iterator[Block]:
    said = language.text
    yield Heading(1, said(N_("The person’s rights")))
    yield ListBlock(
        (
            said(N_("Wrong data are corrected on request (article 16).")),
            said(
                N_(
                    "Data are erased on request where the law allows it (article 17); official documents are often "
                    "to be preserved (arkivlagen)."
                )
            ),
            said(N_("The processing may be restricted while a dispute is settled (article 18).")),
            said(N_("A consent may be withdrawn at any time (article 7.3).")),
            said(N_("The person may object to the processing (article 21).")),
            said(N_("A complaint may be made to the Swedish Authority for Privacy Protection (IMY).")),
        )
    )


def _term(term: Term, language: Language) -> str:
    return language.text(term.label)


def _columns(titles: Sequence[tuple[str, float]], language: Language) -> tuple[Column, ...]:
    return tuple(Column(language.text(title), share) for title, share in titles)
