"""Import agreements from an EWP response: new ones are added, known ones brought up to date, in one undo step."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from kidesk.errors import KideskError
from kidesk.exchange.ewp import reading, writing
from kidesk.exchange.ewp.iia import Iia, Mobility
from kidesk.i18n import CODES, N_, Language
from kidesk.operations.ewp import conditions
from kidesk.operations.ewp.people import People
from kidesk.operations.ewp.preview import NOTHING, Entry, Text, caption, label, lines, parts, rest_changed, text
from kidesk.operations.ewp.register import Register, country_of, hei_id
from kidesk.operations.import_organisations import IMPORTED, Progress
from kidesk.records import clock
from kidesk.records.agreement import Agreement, Condition, PartnerContact, Party, Signatory
from kidesk.records.agreement_rules import PREPARING
from kidesk.records.agreement_terms import AgreementStatus, AgreementType, Side
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.organisation import ORGANISATIONS, Organisation
from kidesk.store.store import Store

TITLE = N_("Erasmus+ agreement with {partner}")
_NUMBER_LENGTH: int = Agreement.own_number.property.columns[0].type.length
_PDF_LENGTH: int = Agreement.iia_pdf.property.columns[0].type.length
_HEI_LENGTH: int = Organisation.hei_id.property.columns[0].type.length
_NAMED = 8  # conditions and persons that one sentence lists


def import_agreements(
    store: Store, file: Path, own_name: str, *, dry_run: bool = False, progress: Progress | None = None
) -> list[Entry]:
    """Imports the agreements of an EWP get response (IIA, version 7), all in one transaction.

    What the file says overwrites, what it is silent about stays; conditions are all in a file, so that those it lacks
    are removed. `own_name` is what the own university is called. A `dry_run` says what would happen and writes
    nothing. `progress` is told how many agreements of how many are done; what it raises takes the whole import back.
    Raises KideskError where the file cannot be read.
    """
    iias = reading.read(file)
    with store.read() if dry_run else store.change(IMPORTED, AGREEMENTS.key) as session, session.no_autoflush:
        register = Register(session, own_name)
        taken = []
        for done, iia in enumerate(iias):
            if progress is not None:
                progress(done, len(iias))
            taken.append(_import_one(session, register, iia, own_name))
        if progress is not None:
            progress(len(iias), len(iias))
    for entry, agreement in taken:
        entry.number = agreement.id if agreement is not None else None
    return [entry for entry, _ in taken]


def _import_one(session: Session, register: Register, iia: Iia, own_name: str) -> tuple[Entry, Agreement | None]:
    first, second = iia.partners
    heis = text(lambda language: f"{first.hei_id[:_HEI_LENGTH]} – {second.hei_id[:_HEI_LENGTH]}")
    entry = Entry(conditions.one_line(first.iia_code or second.iia_code or first.iia_id or ""), heis)
    try:
        _refuse_strangers(iia)
        known = [register.organisation(partner.hei_id) for partner in iia.partners]
        agreement = register.agreement(iia, [one for one in known if one is not None])
    except KideskError as refused:
        entry.outcome = "refused"
        entry.notices.append(refused)
        return entry, None
    return entry, _Import(session, register, iia, entry, own_name).run(agreement)


def _refuse_strangers(iia: Iia) -> None:
    heis = {partner.hei_id for partner in iia.partners}
    if len(heis) < len(iia.partners):
        raise KideskError(N_("Both partners are {hei}; an agreement needs two."), hei=iia.partners[0].hei_id)
    for hei in heis:
        if len(hei) > _HEI_LENGTH:
            message = N_("The partner’s code “{start}…” is longer than {longest} characters; no SCHAC code is.")
            raise KideskError(message, start=hei[:40], longest=_HEI_LENGTH)
    for mobility in iia.mobilities:
        for hei in (mobility.sending, mobility.receiving):
            if hei not in heis:
                raise KideskError(N_("A condition is about {hei}, which is not one of the two partners."), hei=hei)


class _Import:
    """One agreement on its way from the file into the session."""

    def __init__(self, session: Session, register: Register, iia: Iia, entry: Entry, own_name: str) -> None:
        self._session, self._register, self._iia, self._entry = session, register, iia, entry
        self._own_name = own_name

    def run(self, agreement: Agreement | None) -> Agreement:
        """Takes it in as a new agreement, or into the stored one."""
        is_new = agreement is None
        parties = agreement.parties if agreement else []
        stored = {hei_id(party.organisation).casefold(): party.organisation for party in parties}
        self._organisations = [
            stored.get(one.hei_id.casefold()) or self._organisation(one.hei_id) for one in self._iia.partners
        ]
        sides = self._sides(agreement)
        other = self._organisations[sides.index(Side.PARTNER)]
        self._entry.partner = caption(other)
        if agreement is None:
            agreement = Agreement(type=AgreementType.ERASMUS_IIA, status=AgreementStatus.IDEA)
            self._title(agreement, other)
            self._session.add(agreement)
        self._parties(agreement, sides)
        self._status(agreement)
        people = People(self._session, self._register, agreement, self._entry)
        for partner, organisation, side in zip(self._iia.partners, self._organisations, sides, strict=True):
            people.take(partner, organisation, side)
        self._conditions(agreement)
        self._point_out(agreement)
        self._tell_kept(agreement)
        self._entry.outcome = "created" if is_new else "updated" if self._entry.differences else "unchanged"
        return agreement

    # Parties

    def _organisation(self, hei: str) -> Organisation:
        found = self._register.organisation(hei)
        if found is None:
            found = Organisation(name_local=hei, hei_id=hei, country=country_of(hei))
            self._session.add(found)
            self._register.enter(found)
            self._entry.notice(
                N_(
                    "{hei} is not in the register. It is added under that name, with the country {country}; give it "
                    "its own name afterwards."
                ),
                hei=hei,
                country=text(lambda language: language.country(country_of(hei)) or language.text(N_("not known"))),
            )
        elif not found.hei_id:
            self._entry.set(found, ORGANISATIONS.field("hei_id"), hei, caption(found))
        return found

    def _sides(self, agreement: Agreement | None) -> list[Side]:
        """The university's own side, or as stored; where it is no party, who gave the file stands for it."""
        own = [self._register.is_own(one) for one in self._organisations]
        if not any(own):
            self._entry.warn(
                N_(
                    "{own} is not a party to this agreement, as far as the register knows its SCHAC code. {first}, "
                    "which stands first in the file, is on the own side instead."
                ),
                own=self._own_name,
                first=self._iia.partners[0].hei_id,
            )
            stored = {party.organisation: party.side for party in agreement.parties} if agreement else {}
            own = [stored.get(one) == Side.OWN for one in self._organisations]
        place = own.index(True) if any(own) else 0
        return [Side.OWN if one == place else Side.PARTNER for one in range(len(own))]

    def _title(self, agreement: Agreement, partner: Organisation) -> None:
        for code in CODES:
            title = Language(code).text(TITLE, partner=partner.caption(code))
            self._entry.set(agreement, AGREEMENTS.field(f"title_{code}"), title[:400])

    def _parties(self, agreement: Agreement, sides: list[Side]) -> None:
        described = {one.key: one for one in parts("parties").fields}
        for partner, organisation, side in zip(self._iia.partners, self._organisations, sides, strict=True):
            party = next((one for one in agreement.parties if one.organisation is organisation), None)
            if party is None:
                party = Party(organisation=organisation, side=side)
                agreement.parties.append(party)
                self._entry.differ(label(parts("parties")), NOTHING, caption(organisation))
            self._entry.set(party, described["iia_id"], partner.iia_id, caption(organisation))
            self._entry.set(party, described["unit_id"], partner.unit_id, caption(organisation))
            whose = "own" if side == Side.OWN else "partner"
            number = conditions.one_line(partner.iia_code or "")
            self._set_cut(agreement, f"{whose}_number", number, _NUMBER_LENGTH)
            self._entry.set(agreement, AGREEMENTS.field(f"signed_{whose}_on"), partner.signed_on)
        self._set_cut(agreement, "iia_pdf", self._iia.pdf_file or "", _PDF_LENGTH)

    def _set_cut(self, agreement: Agreement, key: str, value: str, longest: int) -> None:
        """Sets a text and warns where it is longer than its field, of which the partner would miss the end."""
        described = AGREEMENTS.field(key)
        if len(value) > longest:
            message = N_("“{field}” is longer in the file than the {longest} characters that kidesk keeps; it is cut.")
            self._entry.warn(message, field=label(described), longest=longest)
        self._entry.set(agreement, described, value[:longest])

    def _status(self, agreement: Agreement) -> None:
        iia, status = self._iia, agreement.status
        if iia.is_terminated:
            status = AgreementStatus.TERMINATED
        elif iia.is_in_effect and status in PREPARING:
            status = AgreementStatus.IN_FORCE
        elif not iia.is_in_effect and status == AgreementStatus.IDEA:
            has_signed = any(partner.signed_on for partner in iia.partners)
            status = AgreementStatus.OUT_FOR_SIGNATURE if has_signed else AgreementStatus.IN_PREPARATION
        elif not iia.is_in_effect and status not in PREPARING:
            self._entry.warn(N_("The file calls the agreement a draft. Its status here says otherwise and was left."))
        if iia.is_terminated and not iia.is_in_effect:
            self._entry.warn(N_("The file calls the agreement both terminated and a draft; it is taken as terminated."))
        if status != agreement.status:
            field, before = AGREEMENTS.field("status"), agreement.status
            agreement.change_status(status, clock.today(), self._explanation())
            self._entry.differ(
                label(field),
                text(lambda language: field.format(before, language)),
                text(lambda language: field.format(status, language)),
            )

    def _explanation(self) -> str:
        """Why the status changed, in the language of the register."""
        return Language("sv").text(N_("As in the file from Erasmus Without Paper"))

    # Conditions

    def _conditions(self, agreement: Agreement) -> None:
        by_hei = {partner.hei_id: one for partner, one in zip(self._iia.partners, self._organisations, strict=True)}
        left = list(agreement.conditions)
        self._kept: list[Text] = []
        for number, mobility in enumerate(self._iia.mobilities, start=1):
            ends = (mobility.kind, by_hei[mobility.sending], by_hei[mobility.receiving])
            condition = next((one for one in left if (one.kind, one.sending, one.receiving) == ends), None)
            if condition is not None:
                left.remove(condition)
                self._update(condition, mobility, number)
            else:
                condition = Condition(kind=mobility.kind, sending=ends[1], receiving=ends[2])
                for key, value in conditions.values(mobility).items():
                    setattr(condition, key, value)
                condition.as_read = conditions.remainder(mobility)
                agreement.conditions.append(condition)
                self._entry.differ(label(parts("conditions")), NOTHING, lines("conditions", condition))
            if condition.as_read:
                self._kept.append(_numbered(number))
            self._doubt(mobility, number)
        for condition in left:
            self._entry.differ(label(parts("conditions")), lines("conditions", condition), NOTHING)
            agreement.conditions.remove(condition)

    def _update(self, condition: Condition, mobility: Mobility, number: int) -> None:
        """A condition is whole in a file, so that what it lacks is emptied."""
        within = _numbered(number)
        described = {one.key: one for one in parts("conditions").fields}
        for key, value in conditions.values(mobility).items():
            self._entry.set(condition, described[key], value, within, is_whole=True)
        if conditions.mobility(condition, mobility.sending, mobility.receiving) != mobility:
            condition.as_read = conditions.remainder(mobility)
            rest_changed(self._entry, within)

    # What a person must know

    def _doubt(self, mobility: Mobility, number: int) -> None:
        if mobility.sending_contacts or mobility.receiving_contacts:
            message = N_("Condition {number} has contacts of its own; they are kept with it, not among the persons.")
            self._entry.notice(message, number=number)
        if mobility.total is not None and mobility.total % 1:
            message = N_("Condition {number}: {total} is shown as a whole number; the exact one is kept for EWP.")
            self._entry.notice(message, number=number, total=text(lambda to: to.number(mobility.total or 0)))
        if mobility.is_undefined or any(one.is_undefined for one in mobility.skills):
            message = N_("Condition {number} is from an older version and lacks what must be agreed on anew.")
            self._entry.notice(message, number=number)

    def _tell_kept(self, agreement: Agreement) -> None:
        rows: list[PartnerContact | Signatory] = [*agreement.contacts, *agreement.signatories]
        self._kept.extend(map(caption, dict.fromkeys(row.person for row in rows if row.as_read)))
        if self._kept:
            shown, rest = self._kept[:_NAMED], ["…"] if len(self._kept) > _NAMED else []
            self._entry.notice(
                N_(
                    "kidesk has no field for everything in: {rows}. It is kept, but not shown, and goes out again with "
                    "the agreement."
                ),
                rows=text(lambda language: ", ".join([one.said(language) for one in shown] + rest)),
            )

    def _point_out(self, agreement: Agreement) -> None:
        iia, warn = self._iia, self._entry.warn
        signed = [partner for partner in iia.partners if partner.signed_on]
        if len(signed) == 1:
            (other,) = (partner for partner in iia.partners if partner is not signed[0])
            warn(
                N_("Only {signed} has signed ({day}), not {other}: one side’s approval is no concluded agreement."),
                signed=signed[0].hei_id,
                day=text(lambda language: language.day(signed[0].signed_on)),
                other=other.hei_id,
            )
        elif not signed and iia.is_in_effect:
            warn(N_("The file calls the agreement in effect, but has no signing date of either side."))
        for partner in iia.partners:
            if partner.iia_id is None:
                message = N_("{hei} has no id of its own for the agreement, so that it cannot have approved it.")
                warn(message, hei=partner.hei_id)
        if writing.digest(iia) != iia.hash:
            warn(N_("The file’s hash does not fit its conditions; ask the partner whether they are complete."))
        if agreement.end_on is None and not agreement.is_open_ended:
            self._entry.notice(N_("EWP knows no end date; enter it, so that the agreement is not forgotten."))


def _numbered(number: int) -> Text:
    return text(lambda language: language.text(N_("Condition {number}"), number=number))
