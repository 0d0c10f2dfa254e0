"""The closed lists of words of persons: roles, channels, languages, legal bases, retention, consents."""

from __future__ import annotations

from kidesk.i18n import N_
from kidesk.records.term import Term


class PersonRole(Term):
    """What a person is to the unit."""

    COORDINATOR = "coordinator", N_("Coordinator")
    SIGNATORY = "signatory", N_("Signatory")
    ACADEMIC_COORDINATOR = "academic-coordinator", N_("Academic coordinator")
    MULTIPLIER = "multiplier", N_("Multiplier")
    PRESS = "press", N_("Press")
    RESEARCHER = "researcher", N_("Researcher")
    TEACHER = "teacher", N_("Teacher")
    ALUMNI = "alumni", N_("Alumnus")
    OTHER = "other", N_("Other")


class ChannelKind(Term):
    """Where an address or number is used."""

    WORK = "work", N_("Work")
    MOBILE = "mobile", N_("Mobile")
    PRIVATE = "private", N_("Private")
    OTHER = "other", N_("Other")


class PhoneKind(Term):
    """Where a phone number leads."""

    WORK = "work", N_("Work")
    MOBILE = "mobile", N_("Mobile")
    PRIVATE = "private", N_("Private")
    FAX = "fax", N_("Fax")
    OTHER = "other", N_("Other")


class WrittenLanguage(Term):
    """The language a person prefers."""

    NONE = "none", N_("Not known")
    SWEDISH = "sv", N_("Swedish")
    ENGLISH = "en", N_("English")


class LegalBasis(Term):
    """The legal basis of keeping personal data (GDPR article 6.1)."""

    NONE = "none", N_("Not stated")
    PUBLIC_TASK = "public-task", N_("Task in the public interest")
    CONSENT = "consent", N_("Consent")
    CONTRACT = "contract", N_("Contract")
    LEGAL_OBLIGATION = "legal-obligation", N_("Legal obligation")
    LEGITIMATE_INTEREST = "legitimate-interest", N_("Legitimate interest")


class RetentionClass(Term):
    """How long a person's data are kept before they are reviewed."""

    STANDARD = "standard", N_("Review after 24 months without contact")
    AMBASSADOR = "ambassador", N_("Review 12 months after the mandate ends")
    SIGNATORY = "signatory", N_("Keep with the agreement")
    ARCHIVE = "archive", N_("Preserve")


class ConsentChannel(Term):
    """Where a consent allows publication or contact."""

    WEB = "web", N_("Web")
    PRINT = "print", N_("Print")
    SOCIAL_MEDIA = "social-media", N_("Social media")
    NEWSLETTER = "newsletter", N_("Newsletter")
    OTHER = "other", N_("Other")
