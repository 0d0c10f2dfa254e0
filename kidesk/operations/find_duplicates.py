"""Find duplicates: pairs in the whole register that may be the same, and what is like a record that is being typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.operations import duplicate_blocks, duplicate_candidates, known_traits
from kidesk.records.likeness import LEAST, Likeness
from kidesk.records.organisation import ORGANISATIONS, Organisation
from kidesk.records.organisation_likeness import organisation_likeness
from kidesk.records.person import Person
from kidesk.records.person_likeness import person_likeness
from kidesk.records.person_type import PERSONS
from kidesk.records.record_type import RecordType
from kidesk.store.store import Store

Progress = Callable[[int, int], object]
WITH_DUPLICATES = (PERSONS, ORGANISATIONS)
_STEP = 2_000


@dataclass(frozen=True)
class Pair:
    """The ids of two records that may be the same, the older one first, and how alike they are."""

    one: int
    other: int
    likeness: Likeness


@dataclass(frozen=True)
class Match:
    """The id of a record that may be the one meant, and how alike it is."""

    number: int
    likeness: Likeness


@dataclass(frozen=True)
class _Rules:
    """What finding duplicates needs to know of a record type."""

    record: type[Person] | type[Organisation]
    known: Callable[..., Mapping[int, Any]]
    typed: Callable[[Session, Mapping[str, Any]], Any]
    keys: Callable[[Any], Any]
    order: Callable[[Any], Any]
    likeness: Callable[[Any, Any], Likeness]
    candidates: Callable[[Session, Any], set[int]]


_RULES = {
    PERSONS.key: _Rules(
        Person,
        known_traits.persons,
        known_traits.typed_person,
        duplicate_blocks.person_keys,
        lambda one: (one.family, one.given),
        person_likeness,
        duplicate_candidates.persons,
    ),
    ORGANISATIONS.key: _Rules(
        Organisation,
        known_traits.organisations,
        lambda session, values: known_traits.typed_organisation(values),
        duplicate_blocks.organisation_keys,
        lambda one: sorted(one.names),
        organisation_likeness,
        duplicate_candidates.organisations,
    ),
}


def find_duplicates(store: Store, record_type: RecordType, *, progress: Progress | None = None) -> list[Pair]:
    """The pairs of persons or organisations that may be the same, the surest first.

    Not among them are merged records, protected identities, and pairs that were told apart. `progress` is told how
    many comparisons of how many are done; what it raises ends the search.
    """
    rules = _RULES[record_type.key]
    with store.read() as session:
        traits = rules.known(session)
        apart = _told_apart(session, rules.record)
    keys = {number: rules.keys(one) for number, one in traits.items()}
    wanted = duplicate_blocks.candidates(keys, {number: rules.order(one) for number, one in traits.items()})
    found = []
    # Neither sorted nor subtracted: of millions of pairs, either would hold up every other thread for seconds.
    for done, (one, other) in enumerate(wanted):
        if progress is not None and done % _STEP == 0:
            progress(done, len(wanted))
        likeness = None if (one, other) in apart else rules.likeness(traits[one], traits[other])
        if likeness is not None and likeness.score >= LEAST:
            found.append(Pair(one, other, likeness))
    return sorted(found, key=lambda pair: (-pair.likeness.score, pair.one, pair.other))


def like(store: Store, record_type: RecordType, values: Mapping[str, Any], *, number: int | None = None) -> list[Match]:
    """The records that may be the one with these values of fields, by key, as a form gives them; the surest first.

    `number` is the id of the record that the values are of, where there is one: neither it is found nor what was told
    apart from it.
    """
    rules = _RULES[record_type.key]
    with store.read() as session:
        typed = rules.typed(session, values)
        known = rules.known(session, rules.candidates(session, typed) - _left_out(session, rules.record, number))
    found = [Match(one, rules.likeness(typed, traits)) for one, traits in known.items()]
    likely = [match for match in found if match.likeness.score >= LEAST]
    return sorted(likely, key=lambda match: (-match.likeness.score, match.number))


def _told_apart(session: Session, record: type[Person] | type[Organisation]) -> set[tuple[int, int]]:
    """The pairs that somebody has judged not to be the same, the smaller id first."""
    judged = session.execute(select(record.id, record.distinct_from).where(record.distinct_from != []))
    pairs = ((number, int(other)) for number, others in judged for other in others if other.isdecimal())
    return {(min(pair), max(pair)) for pair in pairs}


def _left_out(session: Session, record: type[Person] | type[Organisation], number: int | None) -> set[int]:
    if number is None:
        return set()
    return {number} | {one for pair in _told_apart(session, record) if number in pair for one in pair}
