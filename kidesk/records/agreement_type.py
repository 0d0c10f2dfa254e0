"""AGREEMENTS: the fields, columns and views of agreements."""

from __future__ import annotations

from collections.abc import Iterator

from kidesk.i18n import N_
from kidesk.records.academic_year import AcademicYear
from kidesk.records.agreement import (
    Agreement,
    Amendment,
    Condition,
    ExchangeNumber,
    PartnerContact,
    Party,
    RegistrationNumber,
    Signatory,
    Snooze,
    StatusChange,
)
from kidesk.records.agreement_activity import is_to_end_or_activate
from kidesk.records.agreement_dnr import is_without_dnr
from kidesk.records.agreement_filters import AGREEMENT_FILTERS
from kidesk.records.agreement_order import order_by_end, order_by_partner, order_by_status
from kidesk.records.agreement_risk import risk_doubts
from kidesk.records.agreement_route import next_step
from kidesk.records.agreement_rules import (
    PREPARING,
    ends_on,
    has_lapsed,
    is_current,
    is_expiring,
    notice_day,
    partners,
    problems,
    review_day,
    start_preparing_by,
    state_today,
)
from kidesk.records.attachment import Files
from kidesk.records.code_tables import EQF_LEVELS, ISCED_F, LANGUAGES, SKILLS
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Coded, Day, Derived, Flag, Link, Number, Parts, Text
from kidesk.records.record_type import Caption, RecordType, Section, View


def _problems(agreement: Agreement) -> Iterator[Problem]:
    yield from problems(agreement)
    yield from risk_doubts(agreement)


AGREEMENTS = RecordType(
    Agreement,
    key="agreements",
    one=N_("Agreement"),
    many=N_("Agreements"),
    new=N_("New agreement"),
    empty=N_("No agreements yet"),
    sections=(
        Section(
            N_("Agreement"),
            (
                Caption(Agreement, N_("Name")),
                Text(Agreement.title_sv, N_("Title in Swedish")),
                Text(Agreement.title_en, N_("Title in English")),
                Choice(Agreement.type, N_("Type")),
                Choice(Agreement.level, N_("Level")),
                Choice(Agreement.cycle, N_("Cycle")),
                Flag(Agreement.is_binding, N_("Legally binding")),
                Flag(Agreement.is_strategic, N_("Strategic")),
                Derived("status", N_("Decided status"), lambda agreement: agreement.status, order=order_by_status),
                Derived("state", N_("Status"), state_today, order=order_by_status),
                Derived("partners", N_("Partner"), partners, order=order_by_partner),
                Text(Agreement.dnr, N_("Registration number (dnr)")),
                Text(Agreement.own_number, N_("Own number")),
                Text(Agreement.partner_number, N_("Partner's number")),
                Text(Agreement.iia_pdf, N_("PDF’s id in EWP")),
                Link(Agreement.parent_id, Agreement.parent, N_("Stands under")),
                Link(Agreement.renews_id, Agreement.renews, N_("Renews")),
                Text(Agreement.funding_programme, N_("Funding programme")),
                Link(Agreement.owner_id, Agreement.owner, N_("Owner")),
                Link(Agreement.deputy_id, Agreement.deputy, N_("Deputy")),
                Parts(
                    Agreement.registrations,
                    N_("Further registration numbers"),
                    (
                        Text(RegistrationNumber.number, N_("Number")),
                        Text(RegistrationNumber.previous, N_("Previous version")),
                        Text(RegistrationNumber.concerns, N_("Concerns")),
                    ),
                ),
            ),
        ),
        Section(
            N_("Parties"),
            (
                Parts(
                    Agreement.parties,
                    N_("Parties"),
                    (
                        Link(Party.organisation_id, Party.organisation, N_("Organisation")),
                        Choice(Party.side, N_("Side")),
                        Choice(Party.role, N_("Role")),
                        Text(Party.iia_id, N_("Id in EWP")),
                        Text(Party.unit_id, N_("Unit’s id in EWP")),
                    ),
                ),
                Parts(
                    Agreement.signatories,
                    N_("Signatories"),
                    (
                        Link(Signatory.person_id, Signatory.person, N_("Person")),
                        Choice(Signatory.side, N_("Side")),
                        Text(Signatory.title, N_("Title as signed")),
                        Day(Signatory.signed_on, N_("Signed on")),
                        Choice(Signatory.method, N_("Signed how")),
                    ),
                ),
                Parts(
                    Agreement.contacts,
                    N_("Partner contacts"),
                    (
                        Link(PartnerContact.person_id, PartnerContact.person, N_("Person")),
                        Text(PartnerContact.function, N_("Function")),
                        Choice(PartnerContact.side, N_("Side")),
                    ),
                ),
            ),
        ),
        Section(
            N_("Status and decision"),
            (
                Day(Agreement.enquired_on, N_("Enquiry received")),
                Text(Agreement.expected_partner, N_("Expected partner"), N_("Where it is not in the register yet.")),
                Link(Agreement.route_id, Agreement.route, N_("Decision route")),
                Derived("next_step", N_("Next step"), next_step),
                Parts(
                    Agreement.status_changes,
                    N_("Status history"),
                    (
                        Choice(StatusChange.status, N_("Status")),
                        Day(StatusChange.on, N_("Since")),
                        Text(StatusChange.explanation, N_("Explanation")),
                    ),
                ),
                Parts(
                    Agreement.amendments,
                    N_("Amendments"),
                    (
                        Day(Amendment.from_on, N_("In effect from")),
                        Text(Amendment.concerns, N_("What it changes")),
                        Day(Amendment.signed_on, N_("Signed on")),
                        Text(Amendment.dnr, N_("Registration number (dnr)")),
                    ),
                ),
                Choice(Agreement.activity, N_("Activity as judged")),
                Day(Agreement.activity_on, N_("Judged on")),
                Text(Agreement.activity_evidence, N_("Evidence of activity")),
            ),
        ),
        Section(
            N_("Dates"),
            (
                Day(Agreement.prepared_on, N_("Prepared on")),
                Day(Agreement.sent_on, N_("Sent on")),
                Day(Agreement.signed_own_on, N_("Signed by own side")),
                Day(Agreement.signed_partner_on, N_("Signed by partner")),
                Day(Agreement.effective_on, N_("In effect from")),
                Day(Agreement.end_on, N_("End date")),
                Flag(Agreement.is_open_ended, N_("Until further notice")),
                Derived("ends_on", N_("Ends"), ends_on, order=order_by_end),
                Choice(Agreement.renewal_mode, N_("Renewal")),
                Number(Agreement.renewals_left, N_("Renewals left"), limits=(0, 99)),
                Number(Agreement.notice, N_("Notice period"), limits=(0, 3650)),
                Choice(Agreement.notice_unit, N_("Notice counted in")),
                Number(Agreement.preparation_days, N_("Preparation time in days"), limits=(0, 3650)),
                Derived("notice_day", N_("Last day to give notice"), notice_day),
                Derived("start_preparing_by", N_("Start preparing renewal by"), start_preparing_by),
                Number(
                    Agreement.review_every,
                    N_("Reviewed every (months)"),
                    N_("For agreements until further notice. Left empty, it is 36 months."),
                    limits=(1, 600),
                ),
                Day(Agreement.reviewed_on, N_("Latest review")),
                Derived("review_day", N_("Next review"), review_day),
                Day(Agreement.termination_requested_on, N_("Termination requested")),
                Day(Agreement.termination_effective_on, N_("Termination effective")),
                Text(Agreement.termination_reason, N_("Reason for termination")),
                Parts(
                    Agreement.snoozes,
                    N_("Snoozed in the agenda"),
                    (
                        Choice(Snooze.kind, N_("What")),
                        Day(Snooze.event_on, N_("Day")),
                        Day(Snooze.until_on, N_("Snoozed until")),
                    ),
                ),
            ),
        ),
        Section(
            N_("Purpose and preparation"),
            (
                Text(Agreement.purpose_sv, N_("Purpose in Swedish")),
                Text(Agreement.purpose_en, N_("Purpose in English")),
                Text(Agreement.benefits, N_("Benefits")),
                Text(Agreement.risks_and_ethics, N_("Risks and ethics")),
                Text(Agreement.commitments, N_("Commitments")),
                Text(Agreement.rights, N_("Rights")),
                Text(Agreement.anchoring, N_("Anchoring")),
                Text(Agreement.costs, N_("Costs")),
                Text(Agreement.administration, N_("Administration")),
                Number(Agreement.visibility_value, N_("Visibility value (1–5)"), limits=(1, 5)),
                Text(Agreement.visibility_reason, N_("Reason for the value")),
                Text(Agreement.notes, N_("Notes")),
            ),
        ),
        Section(
            N_("Cooperation conditions"),
            (
                Parts(
                    Agreement.conditions,
                    N_("Conditions"),
                    (
                        Link(Condition.sending_id, Condition.sending, N_("Sending")),
                        Link(Condition.receiving_id, Condition.receiving, N_("Receiving")),
                        Choice(Condition.kind, N_("Kind")),
                        Number(Condition.persons_per_year, N_("Persons per year"), limits=(0, 100_000)),
                        Number(Condition.duration, N_("Duration"), limits=(0, 10_000)),
                        Choice(Condition.duration_unit, N_("Duration in")),
                        Coded(Condition.eqf_levels, EQF_LEVELS, N_("EQF levels")),
                        Coded(Condition.isced_codes, ISCED_F, N_("ISCED-F codes")),
                        Text(Condition.isced_clarification, N_("Subject")),
                        Coded(Condition.language, LANGUAGES, N_("Language")),
                        Choice(Condition.language_level, N_("CEFR level")),
                        Coded(Condition.further_languages, SKILLS, N_("Further languages")),
                        Flag(Condition.is_blended, N_("Blended")),
                        AcademicYear(Condition.first_year, N_("First academic year")),
                        AcademicYear(Condition.last_year, N_("Last academic year")),
                        Text(Condition.other_terms, N_("Other terms")),
                    ),
                ),
                Parts(
                    Agreement.numbers,
                    N_("Actual numbers"),
                    (
                        AcademicYear(ExchangeNumber.academic_year, N_("Academic year")),
                        Link(ExchangeNumber.sending_id, ExchangeNumber.sending, N_("Sending")),
                        Link(ExchangeNumber.receiving_id, ExchangeNumber.receiving, N_("Receiving")),
                        Choice(ExchangeNumber.kind, N_("Kind")),
                        Number(ExchangeNumber.persons, N_("Persons"), limits=(0, 100_000)),
                    ),
                ),
            ),
        ),
        Section(N_("Files"), (Files(Agreement.attachments, N_("Files")),)),
    ),
    columns=("name", "partners", "ends_on", "state"),
    badge="state",
    views=(
        View("current", N_("In force and recently lapsed"), is_current),
        View("expiring", N_("Expiring within 90 days"), is_expiring),
        View("lapsed", N_("Lapsed"), has_lapsed),
        View("preparing", N_("In preparation"), lambda day: Agreement.status.in_(PREPARING)),
        View("end-or-activate", N_("End or activate"), is_to_end_or_activate),
        View("without-dnr", N_("Without dnr"), is_without_dnr),
        View("all", N_("All")),
    ),
    filters=AGREEMENT_FILTERS,
    problems=_problems,
)
