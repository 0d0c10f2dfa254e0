"""The timeline of a record: whom the unit met about it, and what else happened, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from kidesk.operations.exchange_balance import units_of
from kidesk.operations.timeline_event import Event
from kidesk.operations.timeline_streams import Ids, Streams
from kidesk.records import clock
from kidesk.records.agreement import Agreement, Party
from kidesk.records.ambassador import Ambassador
from kidesk.records.interaction import Interaction, is_with, with_person
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.plan_item import Evidence, PlanItem
from kidesk.records.protection import is_protected
from kidesk.records.record import Record
from kidesk.store.store import Store

_Source = Callable[[Session, Streams, int], Iterable[Event]]


def has_timeline(record: type[Record]) -> bool:
    """Whether records of a class have a timeline."""
    return record in _SOURCES


def timeline(store: Store, record: Record) -> list[Event]:
    """What happened around a person, organisation (with its units), ambassador, agreement or plan item.

    The newest comes first; meetings that are planned come before all that has been. The number of queries is fixed
    for each kind of record, whatever there is to tell. Of a protected identity there is nothing, since where somebody
    works and goes leads to the person. Raises KeyError for a record of another kind.
    """
    if is_protected(record):
        return []
    with store.read() as session:
        found = list(_SOURCES[type(record)](session, Streams(session, clock.today()), record.id))
    return sorted(found, key=lambda one: (one.day, one.type.key, one.number), reverse=True)


def _person(session: Session, streams: Streams, number: int) -> Iterable[Event]:
    mandates = _ids(session, select(Ambassador.id).where(Ambassador.person_id == number))
    return chain(
        streams.interactions(or_(with_person(number), Interaction.ambassador_id.in_(mandates))),
        streams.affiliations(number),
        streams.consents(number),
        streams.representations(number),
        streams.signings(number),
        _mandates(streams, mandates),
    )


def _mandates(streams: Streams, mandates: Ids) -> Iterable[Event]:
    reads = (streams.mandates, streams.stages, streams.engagements, streams.packages)
    return chain.from_iterable(read(mandates) for read in reads)


def _organisation(session: Session, streams: Streams, number: int) -> Iterable[Event]:
    units = units_of(session, number)
    agreements = _ids(session, select(Party.agreement_id).where(Party.organisation_id.in_(units)))
    return chain(
        streams.interactions(is_with(units, agreements)),
        streams.staff(units),
        streams.statuses(agreements, is_named=True),
        streams.signatures(agreements, is_named=True),
        streams.memberships(units),
        streams.reviews(units),
        streams.names(number),
    )


def _ambassador(session: Session, streams: Streams, number: int) -> Iterable[Event]:
    """Also the meetings with the person that are not noted as the ambassador's."""
    (person,) = _ids(session, select(Ambassador.person_id).where(Ambassador.id == number)) or (0,)
    wanted = or_(Interaction.ambassador_id == number, with_person(person))
    return chain(streams.interactions(wanted), _mandates(streams, (number,)))


def _agreement(session: Session, streams: Streams, number: int) -> Iterable[Event]:
    return chain(
        streams.interactions(Interaction.agreement_id == number),
        streams.statuses((number,), is_named=False),
        streams.signatures((number,), is_named=False),
        streams.signatories(number),
        streams.steps(number),
        streams.amendments(number),
        streams.risks(number),
        streams.files(number),
    )


def _plan_item(session: Session, streams: Streams, number: int) -> Iterable[Event]:
    """Also the meetings that are evidence of the activity."""
    shown = select(Evidence.interaction_id).where(Evidence.item_id == number, Evidence.interaction_id.is_not(None))
    wanted = or_(Interaction.plan_item_id == number, Interaction.id.in_(shown))
    return chain(streams.interactions(wanted), streams.assessments(number), streams.span(number))


def _ids(session: Session, wanted: Select[int]) -> Ids:
    return tuple(session.scalars(wanted.distinct()))


_SOURCES: dict[type[Record], _Source] = {
    Person: _person,
    Organisation: _organisation,
    Ambassador: _ambassador,
    Agreement: _agreement,
    PlanItem: _plan_item,
}
