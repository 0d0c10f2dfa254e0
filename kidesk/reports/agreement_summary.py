"""Agreement summary: one agreement on one to three pages, with everything that was agreed and done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kidesk.i18n import N_, Language
from kidesk.records.agreement import Agreement, Party, Signatory
from kidesk.records.agreement_activity import Activity
from kidesk.records.agreement_rules import (
    MIXED_SIGNATURES,
    RUNNING,
    has_mixed_signatures,
    is_concluded,
    is_within_the_state,
    notice_day,
    start_preparing_by,
    state,
)
from kidesk.records.agreement_terms import AgreementStatus, EducationCycle, RenewalMode, Side
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.agreement_versions import Family, notice_said
from kidesk.records.organisation import ORGANISATIONS
from kidesk.records.risk_assessment import RiskAssessment
from kidesk.reports import agreement_course
from kidesk.reports.agreement_exchange import exchange
from kidesk.reports.content import (
    Badge,
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Grid,
    Heading,
    Note,
    Paragraph,
    Stack,
    Table,
)
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.risk_assessment import annex
from kidesk.reports.wording import NOTHING_SAID, badge, called, labels, own_words, part_fields

HISTORY_LINES = 6
_TOLD_ELSEWHERE = {
    "prepared_on": AgreementStatus.IN_PREPARATION,
    "sent_on": AgreementStatus.OUT_FOR_SIGNATURE,
    "signed_own_on": Side.OWN,
    "signed_partner_on": Side.PARTNER,
}
_FILE_COLUMNS = {"name": 2.4, "kind": 1.2, "language": 1.2, "dated_on": 1.0}


@dataclass(frozen=True)
class HistoryLine:
    """What somebody did to the record: `at` in UTC, `what` in the document's language."""

    at: dt.datetime
    who: str
    what: str


@dataclass(frozen=True)
class Around:
    """What is known of an agreement beside itself: its family, how alive it is, and the risk assessment that holds.

    `previous` is the assessment that one replaces. All rows are whole.
    """

    family: Family | None = None
    activity: Activity | None = None
    assessment: RiskAssessment | None = None
    previous: RiskAssessment | None = None


_NOTHING_AROUND = Around()


def document(
    agreement: Agreement,
    head: Head,
    language: Language,
    history: Sequence[HistoryLine] = (),
    around: Around = _NOTHING_AROUND,
) -> Document:
    """The summary of one agreement (DOMAIN, What gets printed, 1). `history` has the latest line first.

    The risk assessment is its annex, in short.
    """
    within = is_within_the_state(agreement)
    kind = N_("Summary of an agreement within the state") if within else N_("Summary of an agreement")
    title = called(agreement, language) or language.text(agreement.type.label)
    summary = _Summary(agreement, around, head.printed_on, language)
    assessed = around.assessment
    risks = annex(assessed, head.printed_on, language, around.previous) if assessed is not None else ()
    blocks = (
        *swedish_prevails(language),
        *summary.blocks(),
        *_history(history, language),
        *risks,
    )
    return framed(head, language, title, language.text(kind), blocks)


class _Summary:
    """What is said of an agreement on a day."""

    def __init__(self, agreement: Agreement, around: Around, day: dt.date, language: Language) -> None:
        self._agreement, self._around, self._day, self._language = agreement, around, day, language
        self._labels = labels(AGREEMENTS, language)

    def blocks(self) -> Iterator[Block]:
        """All sections that have something to say."""
        yield self._facts()
        yield from self._remarks()
        yield from agreement_course.following(self._agreement, self._day, self._language)
        yield from self._purpose()
        yield from self._parties()
        yield from self._signatories()
        yield Heading(2, self._say(N_("Dates and time")))
        yield self._dates()
        yield from agreement_course.decision(self._agreement, self._language)
        yield from agreement_course.steps(self._agreement, self._language)
        yield from agreement_course.amendments(self._agreement, self._language)
        if self._around.family is not None:
            yield from agreement_course.versions(self._around.family, self._day, self._language)
            yield from agreement_course.specific(self._around.family, self._day, self._language)
        yield from exchange(self._agreement, self._day, self._language)
        yield from self._preparation()
        yield from self._files()

    def _say(self, message: str) -> str:
        return self._language.text(message)

    def _text(self, key: str) -> str:
        return AGREEMENTS.field(key).text(self._agreement, self._language)

    def _pairs(self, always: Sequence[str], sometimes: Sequence[str]) -> Iterator[tuple[str, Cell]]:
        for key in (*always, *sometimes):
            said = self._text(key)
            if said.strip() or key in always:
                yield self._labels[key], said or NOTHING_SAID

    def _facts(self) -> Grid:
        """What the agreement is, by the same labels as in its form."""
        status = (self._labels["state"], badge(state(self._agreement, self._day), self._language))
        always = ("type", "level", "is_binding", "dnr", "owner_id")
        sometimes = ("deputy_id", "own_number", "partner_number", "funding_programme", "parent_id", "renews_id")
        pairs = self._pairs(always, (*self._kinds(), *sometimes))
        return Grid((status, *self._activity(), *pairs, *self._registrations()))

    def _activity(self) -> Iterator[tuple[str, Cell]]:
        """How alive it is while it runs, and by what."""
        found = self._around.activity
        if found is not None and self._agreement.status in RUNNING:
            level = badge(found.level, self._language)
            yield self._say(N_("Activity")), Stack((level, *agreement_course.evidence(found, self._language)))

    def _kinds(self) -> Iterator[str]:
        """What decides on the route, where it is more than the type and level."""
        if self._agreement.cycle != EducationCycle.NONE:
            yield "cycle"
        if self._agreement.is_strategic:
            yield "is_strategic"

    def _registrations(self) -> Iterator[tuple[str, Cell]]:
        if self._agreement.registrations:
            fields = part_fields(AGREEMENTS, "registrations").values()
            lines = (
                " · ".join(filter(None, (field.text(row, self._language) for field in fields)))
                for row in self._agreement.registrations
            )
            yield self._labels["registrations"], Stack(tuple(lines))

    def _remarks(self) -> Iterator[Note]:
        """What a reader must not overlook: one side's approval is not a concluded agreement."""
        agreement = self._agreement
        signed = (agreement.signed_own_on, agreement.signed_partner_on)
        if any(signed) and not all(signed):
            yield Note(
                "warn", self._say(N_("Only one side has signed; the agreement is not concluded until both have."))
            )
        elif agreement.status in RUNNING and not is_concluded(agreement):
            yield Note("warn", self._say(N_("No date of signature is recorded for either side.")))
        if has_mixed_signatures(agreement):
            yield Note("warn", self._say(MIXED_SIGNATURES))
        if agreement.effective_on and agreement.end_on and agreement.end_on < agreement.effective_on:
            yield Note("warn", self._say(N_("The end date lies before the day the agreement takes effect.")))

    def _purpose(self) -> Iterator[Block]:
        said = own_words(self._agreement, "purpose", self._language)
        if said:
            yield Heading(2, self._say(N_("Purpose")))
            yield Paragraph(said)

    def _parties(self) -> Iterator[Block]:
        fields = part_fields(AGREEMENTS, "parties")
        country = ORGANISATIONS.field("country")

        def row(party: Party) -> tuple[str, ...]:
            said = [fields[key].text(party, self._language) for key in ("organisation_id", "side", "role")]
            return said[0], country.text(party.organisation, self._language), *said[1:]

        names = [fields["organisation_id"], country, fields["side"], fields["role"]]
        yield Heading(2, self._labels["parties"])
        yield Table(
            tuple(Column(self._say(one.label), share) for one, share in zip(names, (2.4, 1.2, 1, 1), strict=True)),
            tuple(row(party) for party in self._agreement.parties),
            empty=self._say(N_("No parties are recorded.")),
        )

    def _signatories(self) -> Iterator[Block]:
        fields = part_fields(AGREEMENTS, "signatories")

        def row(signatory: Signatory) -> tuple[str, ...]:
            untold = {"method"} if signatory.signed_on is None else set()  # it has a preset before anyone has signed
            said = (field.text(signatory, self._language) if key not in untold else "" for key, field in fields.items())
            return tuple(one or NOTHING_SAID for one in said)

        if self._agreement.signatories:
            shares = (1.5, 1.0, 1.8, 1.1, 1.0)
            columns = zip(fields.values(), shares, strict=True)
            yield Heading(2, self._labels["signatories"])
            yield Table(
                tuple(Column(self._say(field.label), share) for field, share in columns),
                tuple(map(row, self._agreement.signatories)),
            )

    def _dates(self) -> Grid:
        """Effective and end dates, renewal and notice; computed days as in the form."""
        agreement = self._agreement
        pairs: list[tuple[str, Cell]] = [
            *self._pairs(("effective_on",), ()),
            (self._labels["end_on"], self._end()),
            (self._labels["renewal_mode"], self._renewal()),
            (self._labels["notice"], self._notice()),
            (self._labels["notice_day"], self._deadline(notice_day(agreement))),
            (self._labels["start_preparing_by"], self._deadline(start_preparing_by(agreement))),
        ]
        signing = (key for key in _TOLD_ELSEWHERE if not self._is_told(key))
        ending = ("termination_requested_on", "termination_effective_on", "termination_reason")
        return Grid((*pairs, *self._pairs((), (*signing, *ending))))

    def _is_told(self, key: str) -> bool:
        """Whether the same day stands beside a signatory or in the status history."""
        signed = {(one.side, one.signed_on) for one in self._agreement.signatories}
        steps = {(one.status, one.on) for one in self._agreement.status_changes}
        return (_TOLD_ELSEWHERE[key], getattr(self._agreement, key)) in signed | steps

    def _end(self) -> str:
        until_further_notice = self._labels["is_open_ended"]
        return until_further_notice if self._agreement.is_open_ended else self._text("end_on") or NOTHING_SAID

    def _renewal(self) -> str:
        mode, left = self._text("renewal_mode"), self._agreement.renewals_left
        if left is None or self._agreement.renewal_mode == RenewalMode.NONE:
            return mode
        times = self._language.plural("{count} time left", "{count} times left", left)
        return f"{mode}, {times}"

    def _notice(self) -> str:
        return notice_said(self._agreement, self._language) or NOTHING_SAID

    def _deadline(self, day: dt.date | None) -> Cell:
        """A day to act by; one that has passed while the agreement still runs stands out."""
        if day is None:
            return NOTHING_SAID
        said = self._language.day(day)
        if day < self._day and self._agreement.status in RUNNING:
            return Badge(self._language.text(N_("{day}, passed"), day=said), "warn")
        return said

    def _preparation(self) -> Iterator[Block]:
        """The headings of the preparation (KI) that are filled in, and the value for visibility."""
        keys = ("benefits", "risks_and_ethics", "commitments", "rights", "anchoring", "costs", "administration")
        pairs = list(self._pairs((), keys))
        if self._agreement.visibility_value is not None:
            said = filter(None, (self._text("visibility_value"), self._agreement.visibility_reason))
            pairs.append((self._labels["visibility_value"], " – ".join(said)))
        if pairs:
            yield Heading(2, self._say(N_("Preparation")))
            yield Facts(tuple(pairs))

    def _files(self) -> Iterator[Block]:
        """The attached files by what they are called: paper leads nowhere, and the files stay in the workspace."""
        if self._agreement.attachments:
            fields = part_fields(AGREEMENTS, "attachments")
            columns = [(fields[key], share) for key, share in _FILE_COLUMNS.items()]
            yield Heading(2, self._labels["attachments"])
            yield Table(
                tuple(Column(self._say(field.label), share) for field, share in columns),
                tuple(
                    tuple(field.text(file, self._language) or NOTHING_SAID for field, _ in columns)
                    for file in self._agreement.attachments
                ),
            )


def _history(history: Sequence[HistoryLine], language: Language) -> Iterator[Block]:
    """The latest changes to the record, in the reader's own time."""
    if not history:
        return
    yield Heading(2, language.text(N_("History of the record")))
    shown = history[:HISTORY_LINES]
    yield Facts(tuple((language.moment(_local(line.at)), _told(line)) for line in shown))
    if len(history) > len(shown):
        said = language.plural(
            "{count} earlier change is not shown.", "{count} earlier changes are not shown.", len(history) - len(shown)
        )
        yield Paragraph(said, "muted")


def _told(line: HistoryLine) -> str:
    return " · ".join(filter(None, (line.what, line.who)))


def _local(moment: dt.datetime) -> dt.datetime:
    """A moment in UTC as the clock showed it where the document is printed."""
    return moment.replace(tzinfo=dt.UTC).astimezone()
