"""Which fields of a record type may be given one value for many records at once, as long as one value makes sense."""

from __future__ import annotations

from kidesk.records.field import Stored
from kidesk.records.record_type import RecordType

TAGS = "tags"  # the key of the field that marks records, wherever a type has it

# Named one by one, so that a new field stays out until somebody has thought about it. Never among them: names and
# numbers by which a record is known, links that say what a record is about, prose, and what is decided for one person
# at a time, such as protected identity, consent and the conclusion about a risk.
_SHARED = {
    "organisations": (
        "kind",
        "standing",
        "tags",
        "owner_id",
        "parent_id",
        "country",
        "city",
        "region",
        "region_group",
        "valid_from",
        "valid_until",
    ),
    "persons": (
        "preferred_language",
        "roles",
        "tags",
        "owner_id",
        "legal_basis",
        "purpose",
        "source",
        "source_date",
        "verified_on",
        "retention_class",
        "keep_until",
        "keep_because",
    ),
    "interactions": (
        "kind",
        "on",
        "place",
        "follow_up_on",
        "follow_up_by_id",
        "followed_up_on",
        "agreement_id",
        "plan_item_id",
    ),
    "ambassadors": (
        "category",
        "stage",
        "countries",
        "cities",
        "appointed_by",
        "start_on",
        "end_on",
        "review_on",
        "programme",
        "degree",
        "availability",
    ),
    "agreements": (
        "type",
        "level",
        "cycle",
        "is_binding",
        "is_strategic",
        "owner_id",
        "deputy_id",
        "funding_programme",
        "enquired_on",
        "prepared_on",
        "sent_on",
        "effective_on",
        "end_on",
        "is_open_ended",
        "renewal_mode",
        "reviewed_on",
    ),
    "risk-assessments": ("assessor_id", "assessed_on", "decided_by", "decided_on", "reassess_by"),
    "memberships": ("level", "since_on", "until_on", "last_evaluated_on", "decision", "review_on"),
    "indicators": ("unit_sv", "unit_en", "source"),
}


def shared_fields(record_type: RecordType) -> tuple[Stored, ...]:
    """The fields that many records can be given one value of, in the order of the form; none of some types."""
    wanted = _SHARED.get(record_type.key, ())
    return tuple(field for field in record_type.editable if isinstance(field, Stored) and field.key in wanted)


def has_tags(record_type: RecordType) -> bool:
    """Whether records of the type are marked with tags."""
    return TAGS in record_type.by_key
