"""Export an agreement as EWP exchanges it: a get response of the IIA API, version 7."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kidesk.errors import KideskError, Sentence
from kidesk.exchange.ewp import writing
from kidesk.exchange.ewp.elements import Fault
from kidesk.exchange.ewp.iia import NEED_A_LANGUAGE, Contact, Iia, Partner
from kidesk.i18n import N_
from kidesk.operations.edit import gone
from kidesk.operations.ewp import conditions
from kidesk.operations.ewp.contacts import contact
from kidesk.operations.ewp.people import FUNCTION_LENGTH, TITLE_LENGTH
from kidesk.operations.ewp.preview import caption, label, parts, text
from kidesk.operations.ewp.register import hei_id, own_iia_id
from kidesk.records.agreement import Agreement, Condition, PartnerContact, Party, Signatory
from kidesk.records.agreement_rules import PREPARING, RUNNING, is_concluded
from kidesk.records.agreement_terms import AgreementStatus, Side
from kidesk.store.store import Store

_EQF_LEVELS = frozenset("12345678")


def export_agreement(store: Store, number: int, output: Path) -> list[KideskError]:
    """Writes the agreement with the id `number` to `output`, whole or not at all, and returns doubts about it.

    Raises KideskError where there is no such agreement, EWP cannot hold it, or the file cannot be written.
    """
    with store.read() as session:
        agreement = session.get(Agreement, number)
        if agreement is None:
            raise gone(number)
        iia = _iia(agreement)
        data = _written(iia, number)
        doubts = list(_doubts(agreement))
    writing.save(output, data)
    return doubts


def _written(iia: Iia, number: int) -> bytes:
    reason: Fault | Sentence
    try:
        return writing.write([writing.sealed(iia)])
    except Fault as fault:
        reason = fault
    except ValueError:
        reason = Sentence(N_("a text has a control character."))
    raise KideskError(
        N_("EWP cannot take agreement {number} as it is: {reason} Nothing was written; correct the agreement first."),
        number=number,
        reason=reason,
    )


def _iia(agreement: Agreement) -> Iia:
    own, other = _party(agreement, Side.OWN), _party(agreement, Side.PARTNER)
    heis = {hei_id(own.organisation), hei_id(other.organisation)}
    found = []
    for number, condition in enumerate(agreement.conditions, start=1):
        _check(condition, number)
        sending, receiving = hei_id(condition.sending), hei_id(condition.receiving)
        if {sending, receiving} - heis:
            message = N_(
                "Condition {number} is about an organisation that is not a party. Nothing was written; "
                "correct it first."
            )
            raise KideskError(message, number=number)
        found.append(conditions.mobility(condition, sending, receiving))
    return Iia(
        partners=(_partner(agreement, own), _partner(agreement, other)),
        is_in_effect=agreement.status not in PREPARING,
        mobilities=tuple(found),
        is_terminated=agreement.status == AgreementStatus.TERMINATED,
        pdf_file=agreement.iia_pdf or None,
    )


def _party(agreement: Agreement, side: Side) -> Party:
    """The party of a side, the first where several are units of one institution."""
    found = [party for party in agreement.parties if party.side == side]
    if len({hei_id(party.organisation) for party in found}) != 1:
        raise KideskError(
            N_(
                "An agreement in EWP is between two institutions, one on each side; this one has {count} on the side "
                "“{side}”. Nothing was written; correct the parties first."
            ),
            count=len(found),
            side=text(lambda language: language.text(side.label)),
        )
    if not hei_id(found[0].organisation):
        raise KideskError(
            N_("{name} has no SCHAC code (hei-id). Nothing was written; enter it in the organisation first."),
            name=caption(found[0].organisation),
        )
    return found[0]


def _check(condition: Condition, number: int) -> None:
    """EWP demands more of a condition than kidesk does."""
    needed = ["persons_per_year", "first_year", "last_year"]
    if condition.kind in NEED_A_LANGUAGE:
        needed.append("language")
    described = {one.key: one for one in parts("conditions").fields}
    for key in needed:
        if not getattr(condition, key) and not condition.as_read:
            raise KideskError(
                N_("Condition {number} lacks “{field}”, which EWP demands. Nothing was written; fill it in first."),
                number=number,
                field=label(described[key]),
            )
    for level in condition.eqf_levels:
        if level not in _EQF_LEVELS:
            message = N_("Condition {number}: “{level}” is no EQF level. Nothing was written; levels are 1 to 8.")
            raise KideskError(message, number=number, level=level)


def _partner(agreement: Agreement, party: Party) -> Partner:
    is_own = party.side == Side.OWN
    signatory = next(iter(_signatories(agreement, party.side)), None)
    return Partner(
        hei_id=hei_id(party.organisation),
        unit_id=party.unit_id or None,
        iia_id=party.iia_id or (own_iia_id(agreement) if is_own else None),
        iia_code=(agreement.own_number if is_own else agreement.partner_number) or None,
        signing_contact=_contact(signatory) if signatory else None,
        signed_on=agreement.signed_own_on if is_own else agreement.signed_partner_on,
        contacts=tuple(
            _contact(one)
            for one in agreement.contacts
            if one.side == party.side and not one.person.has_protected_identity
        ),
    )


def _signatories(agreement: Agreement, side: Side) -> list[Signatory]:
    return [one for one in agreement.signatories if one.side == side and not one.person.has_protected_identity]


def _contact(row: PartnerContact | Signatory) -> Contact:
    if isinstance(row, Signatory):
        return contact(row.person, row.title, row.as_read, TITLE_LENGTH)
    return contact(row.person, row.function, row.as_read, FUNCTION_LENGTH)


def _doubts(agreement: Agreement) -> Iterator[KideskError]:
    if agreement.status in RUNNING and not is_concluded(agreement):
        yield KideskError(N_("The agreement is written as in effect, but is not signed by both sides."))
    persons = [one.person for one in agreement.contacts] + [one.person for one in agreement.signatories]
    if any(person.has_protected_identity for person in persons):
        yield KideskError(N_("Persons with a protected identity were left out."))
    for side in Side:
        if len(_signatories(agreement, side)) > 1:
            message = N_("EWP has one signatory for each side; on the side “{side}” only the first was written.")
            yield KideskError(message, side=text(lambda language, side=side: language.text(side.label)))  # type: ignore[misc]
    for number, condition in enumerate(agreement.conditions, start=1):
        if condition.duration and condition.duration_unit != conditions.unit(condition.kind):
            message = N_(
                "Condition {number}: EWP counts students in months and staff in days; the duration was left out."
            )
            yield KideskError(message, number=number)
