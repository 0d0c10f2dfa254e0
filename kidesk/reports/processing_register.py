"""The register of processing activities (GDPR article 30), from what is known of every column."""

from __future__ import annotations

from collections.abc import Iterator

from kidesk.i18n import N_, Language
from kidesk.records import personal_data
from kidesk.records.processing import ACTIVITIES, Activity, DataKind
from kidesk.records.subject_find import label_of
from kidesk.reports.content import Block, Column, Document, Facts, Heading, ListBlock, Paragraph, Table
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.subject_extract import RECIPIENTS
from kidesk.reports.wording import NOTHING_SAID

_THIRD_COUNTRIES = N_(
    "None by kidesk itself. Agreements and contact details that people send to partners outside the EU and the EEA "
    "are sent as the agreement in question says."
)
_SAFEGUARDS = (
    N_("The workspace is a folder that only its owner can read; kidesk opens no network connection."),
    N_("Every change is kept with who made it and when, and can be taken back."),
    N_("A protected identity is hidden in lists, searches, prints and exports."),
    N_("Personal identity numbers are not kept: they are found and refused where somebody writes them."),
    N_("Attached files lie under random names and are never run."),
    N_(
        "Data-subject extracts, corrections, withdrawn consents, reviews and erasures are noted as decisions."
    ),
)


def document(head: Head, language: Language) -> Document:
    """The register of what kidesk processes personal data for, activity by activity."""
    blocks = (
        *swedish_prevails(language),
        *_beginning(head, language),
        *(block for activity in ACTIVITIES for block in _activity(activity, language)),
        Heading(1, language.text(N_("Safeguards"))),
        ListBlock(tuple(language.text(one) for one in _SAFEGUARDS)),
    )
    return framed(head, language, language.text(N_("Register of processing activities")), "kidesk", blocks)


def _beginning(head: Head, language: Language) -> Iterator[Block]:
    said = language.text
    text = N_(
        "What personal data the international relations unit keeps in kidesk, what for, on what legal basis and for "
        "how long (General Data Protection Regulation, article 30.1)."
    )
    yield Paragraph(said(text), "lead")
    pairs = (
        (N_("Controller"), head.organisation or NOTHING_SAID),
        (N_("Unit"), head.unit or NOTHING_SAID),
        (N_("Recipients"), said(RECIPIENTS)),
        (N_("Transfers to third countries"), said(_THIRD_COUNTRIES)),
    )
    yield Facts(tuple((said(label), value) for label, value in pairs))


def _activity(activity: Activity, language: Language) -> Iterator[Block]:
    said = language.text
    yield Heading(1, said(activity.name))
    yield Facts(
        (
            (said(N_("Purpose")), said(activity.purpose)),
            (said(N_("Whose data")), said(activity.subjects)),
            (said(N_("Legal basis")), said(activity.basis.label)),
            (said(N_("How long they are kept")), said(activity.retention)),
        )
    )
    columns = Column(said(N_("Kind of data")), 1.2), Column(said(N_("Fields")), 4.0)
    yield Table(columns, tuple(_kinds(activity, language)))


def _kinds(activity: Activity, language: Language) -> Iterator[tuple[str, str]]:
    """Each kind of data with the fields that hold it, each named once."""
    found = list(personal_data.personal(activity))
    for kind in DataKind:
        labels = dict.fromkeys(label_of(one, language) for one in found if one.kind is kind)
        if labels:
            yield language.text(kind.label), "; ".join(labels)
