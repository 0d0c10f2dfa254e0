"""What personal data are processed for: the activities of the register (GDPR article 30) and the kinds of data."""

from __future__ import annotations

from dataclasses import dataclass

from kidesk.i18n import N_
from kidesk.records.person_terms import LegalBasis
from kidesk.records.term import Term


class DataKind(Term):
    """What a column may tell about a person. FREE_TEXT may name anybody; COPY repeats what stands elsewhere."""

    NONE = "none", N_("Not personal")
    IDENTITY = "identity", N_("Identity")
    CONTACT = "contact", N_("Addresses and numbers")
    WORK = "work", N_("Work and tasks")
    RELATION = "relation", N_("Relations to other records")
    CONSENT = "consent", N_("Consents and preferences")
    IMAGE = "image", N_("Portrait")
    CARE = "care", N_("How the data are kept")
    TYPED_NAME = "typed-name", N_("Names typed as text")
    FREE_TEXT = "free-text", N_("Free text that may name anybody")
    TRACE = "trace", N_("Technical traces of the people at work")
    COPY = "copy", N_("Copies for history, search and reports")


@dataclass(frozen=True)
class Activity:
    """Something that personal data are processed for. All but `basis` and `key` are msgids.

    `subjects` are whose data they are, `retention` how long they are kept.
    """

    key: str
    name: str
    purpose: str
    subjects: str
    basis: LegalBasis
    retention: str


CONTACTS = Activity(
    "contacts",
    N_("Contacts"),
    N_("To keep in touch with people at partners, authorities, networks and media, and to know what they do there."),
    N_("Contacts outside the university and its own staff"),
    LegalBasis.PUBLIC_TASK,
    N_(
        "Reviewed after 24 months without contact, or as the person’s retention class says. A person decides on "
        "disposal; nothing is deleted by itself."
    ),
)

PUBLICATION = Activity(
    "publication",
    N_("Publication and mailings with consent"),
    N_("To publish portraits and profiles and to send newsletters to those who have agreed to it."),
    N_("Ambassadors and others who have given their consent"),
    LegalBasis.CONSENT,
    N_(
        "Used until the consent is withdrawn or expires. What was agreed to, and when it was withdrawn, is kept as "
        "evidence as long as the person is in the register."
    ),
)

AMBASSADORS = Activity(
    "ambassadors",
    N_("Ambassadors"),
    N_("To appoint ambassadors, to support them and to follow up what they do for the university."),
    N_("Ambassadors: alumni, staff and students, and academic coordinators"),
    LegalBasis.PUBLIC_TASK,
    N_("Reviewed 12 months after the mandate has ended. A person decides on disposal."),
)

AGREEMENTS = Activity(
    "agreements",
    N_("Agreements"),
    N_("To prepare, decide, sign and follow up agreements with other organisations, and to assess their risks."),
    N_("Owners, signatories and contacts on both sides, assessors and decision-makers"),
    LegalBasis.PUBLIC_TASK,
    N_("Kept with the agreement, and after it has ended as the university’s records schedule says."),
)

MEETINGS = Activity(
    "meetings",
    N_("Interactions"),
    N_("To remember visits, meetings and calls, and what is to be followed up after them."),
    N_("Those who took part, those who follow up and those whom the notes mention"),
    LegalBasis.PUBLIC_TASK,
    N_("Kept as long as the persons and agreements that they are about; cleared together with them."),
)

MEMBERSHIPS = Activity(
    "memberships",
    N_("Memberships"),
    N_("To know who represents the university in networks and whether the memberships are worth their cost."),
    N_("The university’s representatives and those who review memberships"),
    LegalBasis.PUBLIC_TASK,
    N_("Kept with the membership, and after it has ended as the university’s records schedule says."),
)

ORGANISATIONS = Activity(
    "organisations",
    N_("Organisations"),
    N_("To know the university’s partners and units, and who looks after the relation to each."),
    N_("Relationship owners and those whom the notes mention"),
    LegalBasis.PUBLIC_TASK,
    N_("Kept as long as the organisation is in the register."),
)

PLANS = Activity(
    "plans",
    N_("Plans and their follow-up"),
    N_("To plan, to follow up each quarter and to report what was done and who was responsible for it."),
    N_("Responsible staff, those who assess and answer, and those whom the comments mention"),
    LegalBasis.PUBLIC_TASK,
    N_("Preserved as official documents: sealed quarters and decided editions stay as they are."),
)

PRIVACY = Activity(
    "privacy",
    N_("Privacy decisions"),
    N_("To show that requests and decisions about personal data were handled as the law says."),
    N_("Those who asked, by number and never by name, and those who decided"),
    LegalBasis.LEGAL_OBLIGATION,
    N_("Preserved: a decision outlives the data that it was about."),
)

RUNNING = Activity(
    "running",
    N_("History, search and security"),
    N_("To know who changed what, to take mistakes back, to find what is kept and to show who has seen what."),
    N_("Everybody whom the register mentions and those who work in it"),
    LegalBasis.PUBLIC_TASK,
    N_("Kept as long as the records that it is about; an erasure reaches it."),
)

ACTIVITIES = (
    CONTACTS,
    PUBLICATION,
    AMBASSADORS,
    AGREEMENTS,
    MEETINGS,
    MEMBERSHIPS,
    ORGANISATIONS,
    PLANS,
    PRIVACY,
    RUNNING,
)
