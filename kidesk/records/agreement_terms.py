"""The closed lists of words of agreements: types, levels, statuses, sides, renewal, directions of exchange."""

from __future__ import annotations

from kidesk.i18n import N_
from kidesk.records.term import Term, Tone


class AgreementType(Term):
    """What kind of agreement this is (DOMAIN, Vocabulary)."""

    MOU = "mou", N_("Memorandum of understanding (MoU)")
    LETTER_OF_INTENT = "letter-of-intent", N_("Letter of intent")
    FRAMEWORK = "framework", N_("Framework agreement")
    EXCHANGE = "exchange", N_("Exchange agreement")
    ERASMUS_IIA = "erasmus-iia", N_("Erasmus+ agreement (IIA)")
    JOINT_DEGREE = "joint-degree", N_("Joint degree")
    DOUBLE_DEGREE = "double-degree", N_("Double degree")
    MULTIPLE_DEGREE = "multiple-degree", N_("Multiple degree")
    RESEARCH = "research", N_("Research collaboration")
    STUDENT_PLACEMENT = "student-placement", N_("Student placement")
    OTHER = "other", N_("Other")


class AgreementLevel(Term):
    """At which level of the university the agreement is made."""

    UNIVERSITY = "university", N_("University")
    PROGRAMME = "programme", N_("Programme")
    DEPARTMENT = "department", N_("Department")
    NETWORK = "network", N_("Network")


class EducationCycle(Term):
    """Which education the agreement is about: the decision route depends on it (DOMAIN, Decision route)."""

    NONE = "none", N_("Not stated")
    FIRST_AND_SECOND = "first-and-second", N_("First and second cycle")
    DOCTORAL = "doctoral", N_("Doctoral")


class ActivityLevel(Term):
    """Whether anything happens under the agreement."""

    UNKNOWN = "unknown", N_("Unknown"), Tone.NONE
    ALIVE = "alive", N_("Alive"), Tone.OK
    DORMANT = "dormant", N_("Dormant"), Tone.WARN


class AgreementStatus(Term):
    """What has been decided about the agreement. That it is about to expire is computed, never stored."""

    IDEA = "idea", N_("Idea"), Tone.NONE
    IN_PREPARATION = "in-preparation", N_("In preparation"), Tone.INFO
    LEGAL_REVIEW = "legal-review", N_("Legal review"), Tone.INFO
    FOR_DECISION = "for-decision", N_("For decision"), Tone.INFO
    OUT_FOR_SIGNATURE = "out-for-signature", N_("Out for signature"), Tone.INFO
    IN_FORCE = "in-force", N_("In force"), Tone.OK
    UNDER_RENEWAL = "under-renewal", N_("Under renewal"), Tone.WARN
    EXPIRED = "expired", N_("Expired"), Tone.BAD
    TERMINATED = "terminated", N_("Terminated"), Tone.BAD
    SUPERSEDED = "superseded", N_("Superseded"), Tone.NONE
    CLOSED = "closed", N_("Closed without activity"), Tone.NONE


class AgreementState(Term):
    """The status as it is today: an agreement in force is also expiring or has expired by its end date."""

    IDEA = "idea", N_("Idea"), Tone.NONE
    IN_PREPARATION = "in-preparation", N_("In preparation"), Tone.INFO
    LEGAL_REVIEW = "legal-review", N_("Legal review"), Tone.INFO
    FOR_DECISION = "for-decision", N_("For decision"), Tone.INFO
    OUT_FOR_SIGNATURE = "out-for-signature", N_("Out for signature"), Tone.INFO
    IN_FORCE = "in-force", N_("In force"), Tone.OK
    EXPIRING = "expiring", N_("Expiring"), Tone.WARN
    UNDER_RENEWAL = "under-renewal", N_("Under renewal"), Tone.WARN
    EXPIRED = "expired", N_("Expired"), Tone.BAD
    TERMINATED = "terminated", N_("Terminated"), Tone.BAD
    SUPERSEDED = "superseded", N_("Superseded"), Tone.NONE
    CLOSED = "closed", N_("Closed without activity"), Tone.NONE


class Side(Term):
    """Whose side a party or signatory is on."""

    OWN = "own", N_("Own side")
    PARTNER = "partner", N_("Partner")


class PartyRole(Term):
    """What a party does in the agreement."""

    SIGNATORY = "signatory", N_("Signatory")
    COORDINATOR = "coordinator", N_("Coordinator")
    PARTICIPANT = "participant", N_("Participant")


class SignatureMethod(Term):
    """How a signature is made; manual and digital must not meet on one document."""

    MANUAL = "manual", N_("By hand")
    DIGITAL = "digital", N_("Digitally")


class RenewalMode(Term):
    """What happens when the agreement ends."""

    NONE = "none", N_("Not renewed")
    AUTOMATIC = "automatic", N_("Renewed automatically")
    BY_DECISION = "by-decision", N_("Renewed by decision")


class NoticeUnit(Term):
    """What the notice period is counted in."""

    DAYS = "days", N_("Days")
    MONTHS = "months", N_("Months")
    ACADEMIC_YEARS = "academic-years", N_("Academic years")


class EventKind(Term):
    """What happens, or is to be done, on a day of an agreement."""

    START_PREPARING = "start-preparing", N_("Start preparing")
    GIVE_NOTICE = "give-notice", N_("Last day for notice")
    ENDS = "ends", N_("Ends")
    RENEWS = "renews", N_("Is renewed")
    TERMINATES = "terminates", N_("Termination in effect")
    REVIEW = "review", N_("Review")
    SIGNATURE = "signature", N_("Awaits signature")
    REASSESS = "reassess", N_("Risk to be assessed anew")


class ExchangeKind(Term):
    """What a cooperation condition is about (Erasmus Without Paper, IIA v7)."""

    STUDENT_STUDIES = "student-studies", N_("Student studies")
    STUDENT_TRAINEESHIP = "student-traineeship", N_("Student traineeship")
    STAFF_TEACHING = "staff-teaching", N_("Staff teaching")
    STAFF_TRAINING = "staff-training", N_("Staff training")


class DurationUnit(Term):
    """What a stay is counted in."""

    MONTHS = "months", N_("Months")
    DAYS = "days", N_("Days")


class LanguageLevel(Term):
    """Levels of the Common European Framework of Reference for Languages."""

    NONE = "none", N_("Not stated")
    A1 = "A1", N_("A1")
    A2 = "A2", N_("A2")
    B1 = "B1", N_("B1")
    B2 = "B2", N_("B2")
    C1 = "C1", N_("C1")
    C2 = "C2", N_("C2")
