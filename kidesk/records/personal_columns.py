"""Every column of every table: what it may tell about a person and what it is processed for, given here alone."""

from __future__ import annotations

from kidesk.records.processing import (
    AGREEMENTS,
    AMBASSADORS,
    CONTACTS,
    MEETINGS,
    MEMBERSHIPS,
    ORGANISATIONS,
    PLANS,
    PRIVACY,
    PUBLICATION,
    RUNNING,
    Activity,
    DataKind,
)

_NONE, _IDENTITY, _CONTACT, _WORK = DataKind.NONE, DataKind.IDENTITY, DataKind.CONTACT, DataKind.WORK
_RELATION, _CONSENT, _IMAGE, _CARE = DataKind.RELATION, DataKind.CONSENT, DataKind.IMAGE, DataKind.CARE
_NAMED, _FREE, _TRACE, _COPY = DataKind.TYPED_NAME, DataKind.FREE_TEXT, DataKind.TRACE, DataKind.COPY

# A table, what it is processed for, and what its columns are; what is processed for something else stands by itself.
COLUMNS: tuple[tuple[str, Activity, dict[DataKind, str]], ...] = (
    (
        "person",
        CONTACTS,
        {
            _IDENTITY: (
                "id given_name family_name prefix suffix orcid linkedin external_ids has_protected_identity "
                "merged_into_id distinct_from"
            ),
            _CONTACT: "website preferred_language",
            _WORK: "roles tags expertise",
            _RELATION: "owner_id",
            _CARE: "source source_date verified_on legal_basis purpose retention_class keep_until keep_because",
            _FREE: "notes",
        },
    ),
    (
        "person_email",
        CONTACTS,
        {
            _RELATION: "person_id",
            _CONTACT: "address kind is_primary",
            _CONSENT: "has_opted_out",
        },
    ),
    (
        "person_phone",
        CONTACTS,
        {
            _RELATION: "person_id",
            _CONTACT: "number kind is_primary",
            _CONSENT: "has_opted_out",
        },
    ),
    (
        "person_address",
        CONTACTS,
        {
            _RELATION: "person_id",
            _CONTACT: "street postal_code city region country kind",
            _CONSENT: "has_opted_out",
        },
    ),
    (
        "affiliation",
        CONTACTS,
        {
            _RELATION: "person_id",
            _WORK: "organisation_id title_sv title_en start_on end_on is_primary",
        },
    ),
    (
        "consent",
        PUBLICATION,
        {
            _RELATION: "person_id",
            _CONSENT: "purpose channel given_on evidence expires_on withdrawn_on",
        },
    ),
    (
        "ambassador",
        AMBASSADORS,
        {
            _RELATION: "person_id",
            _WORK: (
                "category stage countries cities mandate_sv mandate_en dnr start_on end_on review_on programme degree "
                "graduation_year offers availability capacity_hours"
            ),
            _NAMED: "appointed_by",
            _FREE: "notes",
        },
    ),
    (
        "ambassador",
        PUBLICATION,
        {
            _WORK: "profile_sv profile_en",
            _IMAGE: (
                "has_portrait_consent portrait_consent_given_on portrait_consent_evidence portrait_consent_expires_on "
                "portrait_consent_withdrawn_on"
            ),
        },
    ),
    ("engagement", AMBASSADORS, {_RELATION: "ambassador_id", _WORK: "on mode hours", _FREE: "title outcome link"}),
    ("material_package", AMBASSADORS, {_RELATION: "ambassador_id", _WORK: "name edition given_on"}),
    ("stage_change", AMBASSADORS, {_RELATION: "ambassador_id", _WORK: "stage on", _FREE: "comment"}),
    (
        "interaction",
        MEETINGS,
        {
            _NONE: "on kind agreement_id plan_item_id follow_up_on followed_up_on",
            _RELATION: "ambassador_id follow_up_by_id",
            _FREE: "title place notes",
        },
    ),
    ("interaction_person", MEETINGS, {_NONE: "interaction_id", _RELATION: "person_id"}),
    ("interaction_organisation", MEETINGS, {_NONE: "interaction_id organisation_id"}),
    (
        "organisation",
        ORGANISATIONS,
        {
            _NONE: (
                "kind parent_id country region city region_group ror_id hei_id erasmus_code domains standing tags "
                "external_ids distinct_from merged_into_id valid_from valid_until successor_id predecessor_id"
            ),
            _RELATION: "owner_id",
            _FREE: "name_sv name_en name_local abbreviation former_names website notes",
        },
    ),
    ("former_name", ORGANISATIONS, {_NONE: "organisation_id until_on", _FREE: "name_sv name_en abbreviation"}),
    (
        "agreement",
        AGREEMENTS,
        {
            _NONE: (
                "type is_binding level cycle is_strategic status own_number partner_number iia_pdf dnr parent_id "
                "renews_id route_id enquired_on visibility_value activity activity_on prepared_on sent_on "
                "signed_own_on signed_partner_on effective_on end_on is_open_ended renewal_mode renewals_left notice "
                "notice_unit preparation_days review_every reviewed_on termination_requested_on "
                "termination_effective_on"
            ),
            _RELATION: "owner_id deputy_id",
            _FREE: (
                "title_sv title_en expected_partner funding_programme purpose_sv purpose_en benefits risks_and_ethics "
                "commitments rights anchoring costs administration visibility_reason activity_evidence "
                "termination_reason notes"
            ),
        },
    ),
    ("amendment", AGREEMENTS, {_NONE: "agreement_id from_on signed_on dnr", _FREE: "concerns"}),
    ("attachment", AGREEMENTS, {_NONE: "agreement_id kind language dated_on stored sha256 size", _FREE: "name"}),
    (
        "condition",
        AGREEMENTS,
        {
            _NONE: (
                "agreement_id sending_id receiving_id kind persons_per_year duration duration_unit eqf_levels "
                "isced_codes language language_level further_languages is_blended first_year last_year"
            ),
            _FREE: "isced_clarification other_terms",
            _COPY: "as_read",
        },
    ),
    ("exchange_number", AGREEMENTS, {_NONE: "agreement_id academic_year sending_id receiving_id kind persons"}),
    (
        "partner_contact",
        AGREEMENTS,
        {
            _NONE: "agreement_id side",
            _RELATION: "person_id",
            _WORK: "function",
            _COPY: "as_read",
        },
    ),
    ("party", AGREEMENTS, {_NONE: "agreement_id organisation_id side role iia_id unit_id"}),
    ("registration_number", AGREEMENTS, {_NONE: "agreement_id number previous", _FREE: "concerns"}),
    (
        "signatory",
        AGREEMENTS,
        {
            _NONE: "agreement_id side",
            _RELATION: "person_id",
            _WORK: "title signed_on method",
            _COPY: "as_read",
        },
    ),
    ("snooze", AGREEMENTS, {_NONE: "agreement_id kind event_on until_on"}),
    ("status_change", AGREEMENTS, {_NONE: "agreement_id status on", _FREE: "explanation"}),
    (
        "risk_assessment",
        AGREEMENTS,
        {
            _NONE: "agreement_id guideline_id previous_id assessed_on conclusion decided_on reassess_by",
            _RELATION: "assessor_id",
            _NAMED: "decided_by",
            _FREE: "comment",
        },
    ),
    ("risk_answer", AGREEMENTS, {_NONE: "assessment_id code verdict", _FREE: "comment"}),
    ("risk_guideline", AGREEMENTS, {_NONE: "edition valid_from", _FREE: "name_sv name_en source notes"}),
    (
        "risk_question",
        AGREEMENTS,
        {
            _NONE: "guideline_id code position block",
            _FREE: "question_sv question_en help_sv help_en",
        },
    ),
    ("decision_route", AGREEMENTS, {_NONE: "edition valid_from", _FREE: "name_sv name_en source notes"}),
    (
        "route_row",
        AGREEMENTS,
        {
            _NONE: "route_id position types levels cycle is_strategic is_without_legal_review preparation_days",
            _NAMED: "prepared_sv prepared_en reviewed_sv reviewed_en decided_sv decided_en cosigned_sv cosigned_en",
        },
    ),
    (
        "membership",
        MEMBERSHIPS,
        {
            _NONE: (
                "organisation_id level since_on until_on fee currency visibility_value last_evaluated_on decision "
                "review_on"
            ),
            _FREE: "purpose notes",
        },
    ),
    (
        "membership_review",
        MEMBERSHIPS,
        {
            _NONE: "membership_id on decision visibility_value",
            _NAMED: "decided_by",
            _FREE: "reason",
        },
    ),
    ("representative", MEMBERSHIPS, {_NONE: "membership_id", _RELATION: "person_id", _WORK: "role start_on end_on"}),
    (
        "plan",
        PLANS,
        {
            _NONE: "kind first_year last_year budget currency copied_from_id",
            _FREE: "title_sv title_en notes",
        },
    ),
    (
        "plan_item",
        PLANS,
        {
            _NONE: (
                "plan_id parent_id level position code origin_page prioritised_year budget copied_from_id lifecycle "
                "expected_year start_on end_on due_quarters"
            ),
            _RELATION: "contact_id",
            _NAMED: "coordinator handed_over_to",
            _FREE: "title_sv title_en origin_document prioritised_source notes",
        },
    ),
    (
        "plan_text",
        PLANS,
        {
            _NONE: "plan_id document chapter unit_id position",
            _FREE: "heading_sv heading_en text_sv text_en",
        },
    ),
    ("item_link", PLANS, {_NONE: "item_id kind target_id"}),
    ("item_unit", PLANS, {_NONE: "item_id unit_id role counterpart_id"}),
    (
        "assessment",
        PLANS,
        {
            _NONE: "item_id quarter_id colour reason",
            _NAMED: "assessed_by",
            _TRACE: "assessed_on",
            _FREE: "comment_sv comment_en",
        },
    ),
    (
        "evidence",
        PLANS,
        {
            _NONE: "item_id quarter_id agreement_id interaction_id membership_id indicator_id other_item_id",
            _RELATION: "ambassador_id",
            _FREE: "link note",
        },
    ),
    ("quarter", PLANS, {_NONE: "name status", _FREE: "reopened_because notes"}),
    ("owner_request", PLANS, {_NONE: "quarter_id unit_id asked_on due_on answered_on", _NAMED: "answered_by"}),
    (
        "document_edition",
        PLANS,
        {
            _NONE: "plan_id document number status dnr previous_dnr decision_date",
            _NAMED: "decided_by handled_by prepared_with",
            _FREE: "document_type validity revision_concerning",
        },
    ),
    ("indicator", PLANS, {_NONE: "frequency counted", _FREE: "name_sv name_en unit_sv unit_en source query notes"}),
    ("indicator_value", PLANS, {_NONE: "indicator_id period value extracted_on is_provisional", _FREE: "source"}),
    (
        "indicator_sentence",
        PLANS,
        {
            _NONE: "indicator_id code measure from_period to_period approved_figure",
            _NAMED: "approved_by",
            _TRACE: "approved_on",
            _FREE: "text_sv text_en",
        },
    ),
    ("annotation", PLANS, {_NONE: "indicator_id period is_method_break", _FREE: "note_sv note_en"}),
    (
        "seal",
        PLANS,
        {
            _NONE: "quarter_id name sha256",
            _TRACE: "at who reopened_at reopened_by",
            _FREE: "reopened_because",
            _COPY: "content",
        },
    ),
    ("decided_edition", PLANS, {_NONE: "edition_id sha256", _TRACE: "at who", _COPY: "content"}),
    (
        "privacy_decision",
        PRIVACY,
        {
            _NONE: "kind decided_on ground dnr",
            _IDENTITY: "subject_number",
            _NAMED: "decided_by",
            _FREE: "reason outcome",
        },
    ),
    ("operation", RUNNING, {_NONE: "verb state", _TRACE: "at who", _COPY: "subject"}),
    ("change", RUNNING, {_NONE: "operation_id table_name row_id record_table record_id kind", _COPY: "old new"}),
    ("search_entry", RUNNING, {_NONE: "record_type record_id", _COPY: "name body"}),
    ("search_index", RUNNING, {_COPY: "name body"}),
    ("saved_view", RUNNING, {_NONE: "of view order is_descending", _FREE: "name typed filters"}),
    ("import_mapping", RUNNING, {_NONE: "of encoding delimiter", _FREE: "name columns"}),
    ("property", RUNNING, {_NONE: "key", _FREE: "value"}),
    ("alembic_version", RUNNING, {_NONE: "version_num"}),
)
