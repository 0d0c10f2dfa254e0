"""ENQUIRY: the short form in which a department's enquiry about an agreement is taken in."""

from __future__ import annotations

from kidesk.i18n import N_
from kidesk.records.agreement import Agreement, Party
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.field import Field
from kidesk.records.fields import Choice, Link, Parts
from kidesk.records.record_type import Form, Section


def _fields(*keys: str) -> tuple[Field, ...]:
    return tuple(AGREEMENTS.field(key) for key in keys)


ENQUIRY = Form(
    N_("New enquiry about an agreement"),
    (
        Section(
            N_("Enquiry"),
            (
                *_fields("title_sv", "title_en", "type", "level", "cycle", "is_strategic", "enquired_on"),
                Link(Agreement.owner_id, Agreement.owner, N_("Coordinator")),
                Parts(
                    Agreement.parties,
                    N_("Department and partner"),
                    (
                        Link(Party.organisation_id, Party.organisation, N_("Organisation")),
                        Choice(Party.side, N_("Side")),
                    ),
                ),
                *_fields("expected_partner"),
            ),
        ),
        # The headings under which a department prepares an agreement (DOMAIN, Agreement).
        Section(
            N_("Preparation"),
            _fields(
                "purpose_sv",
                "purpose_en",
                "benefits",
                "risks_and_ethics",
                "commitments",
                "rights",
                "anchoring",
                "costs",
                "administration",
            ),
        ),
    ),
)
