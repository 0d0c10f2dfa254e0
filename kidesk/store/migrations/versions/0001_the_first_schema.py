"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_sv", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("unit_sv", sa.String(length=100), nullable=False),
        sa.Column("unit_en", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("frequency", sa.String(length=40), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("order_key", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_indicator"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_indicator_order_key", "indicator", ["order_key"], unique=False)

    op.create_table(
        "operation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_operation"),
    )
    op.create_index("ix_operation_state", "operation", ["state"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("given_name", sa.String(length=200), nullable=False),
        sa.Column("family_name", sa.String(length=200), nullable=False),
        sa.Column("prefix", sa.String(length=100), nullable=False),
        sa.Column("preferred_language", sa.String(length=40), nullable=False),
        sa.Column("orcid", sa.String(length=60), nullable=False),
        sa.Column("linkedin", sa.String(length=300), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("expertise", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("legal_basis", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.String(length=500), nullable=False),
        sa.Column("has_protected_identity", sa.Boolean(), nullable=False),
        sa.Column("retention_class", sa.String(length=40), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("order_key", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["merged_into_id"], ["person.id"], name="fk_person_merged_into_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_person_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_person_merged_into_id", "person", ["merged_into_id"], unique=False)
    op.create_index("ix_person_order_key", "person", ["order_key"], unique=False)
    op.create_index("ix_person_owner_id", "person", ["owner_id"], unique=False)

    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title_sv", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("budget", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("order_key", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_order_key", "plan", ["order_key"], unique=False)

    op.create_table(
        "property",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_property"),
    )
    op.create_table(
        "quarter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=7), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("reopened_because", sa.String(length=500), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("order_key", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quarter"),
        sa.UniqueConstraint("name", name="uq_quarter_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_quarter_order_key", "quarter", ["order_key"], unique=False)

    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_type", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_entry"),
        sa.UniqueConstraint("record_type", "record_id", name="uq_search_entry_record_type"),
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title_sv", sa.String(length=400), nullable=False),
        sa.Column("title_en", sa.String(length=400), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("is_binding", sa.Boolean(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("own_number", sa.String(length=60), nullable=False),
        sa.Column("partner_number", sa.String(length=60), nullable=False),
        sa.Column("dnr", sa.String(length=60), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("funding_programme", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("purpose_sv", sa.Text(), nullable=False),
        sa.Column("purpose_en", sa.Text(), nullable=False),
        sa.Column("benefits", sa.Text(), nullable=False),
        sa.Column("risks_and_ethics", sa.Text(), nullable=False),
        sa.Column("commitments", sa.Text(), nullable=False),
        sa.Column("rights", sa.Text(), nullable=False),
        sa.Column("anchoring", sa.Text(), nullable=False),
        sa.Column("costs", sa.Text(), nullable=False),
        sa.Column("administration", sa.Text(), nullable=False),
        sa.Column("visibility_value", sa.Integer(), nullable=True),
        sa.Column("visibility_reason", sa.String(length=1000), nullable=False),
        sa.Column("prepared_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("signed_own_on", sa.Date(), nullable=True),
        sa.Column("signed_partner_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("is_open_ended", sa.Boolean(), nullable=False),
        sa.Column("renewal_mode", sa.String(length=40), nullable=False),
        sa.Column("renewals_left", sa.Integer(), nullable=True),
        sa.Column("notice", sa.Integer(), nullable=True),
        sa.Column("notice_unit", sa.String(length=40), nullable=False),
        sa.Column("preparation_days", sa.Integer(), nullable=True),
        sa.Column("termination_requested_on", sa.Date(), nullable=True),
        sa.Column("termination_effective_on", sa.Date(), nullable=True),
        sa.Column("termination_reason", sa.String(length=1000), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("order_key", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name="fk_agreement_deputy_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_agreement_owner_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["agreement.id"], name="fk_agreement_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_agreement"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_agreement_deputy_id", "agreement", ["deputy_id"], unique=False)
    op.create_index("ix_agreement_order_key", "agreement", ["order_key"], unique=False)
    op.create_index("ix_agreement_owner_id", "agreement", ["owner_id"], unique=False)
    op.create_index("ix_agreement_parent_id", "agreement", ["parent_id"], unique=False)

    op.create_table(
        "ambassador",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("countries", sa.Text(), nullable=False),
        sa.Column("cities", sa.Text(), nullable=False),
        sa.Column("mandate_sv", sa.Text(), nullable=False),
        sa.Column("mandate_en", sa.Text(), nullable=False),
        sa.Column("appointed_by", sa.String(length=200), nullable=False),
        sa.Column("dnr", sa.String(length=60), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("programme", sa.String(length=300), nullable=False),
        sa.Column("degree", sa.String(length=200), nullable=False),
        sa.Column("graduation_year", sa.Integer(), nullable=True),
        sa.Column("offers", sa.Text(), nullable=False),
        sa.Column("availability", sa.String(length=500), nullable=False),
        sa.Column("profile_sv", sa.Text(), nullable=False),
        sa.Column("profile_en", sa.Text(), nullable=False),
        sa.Column("has_portrait_consent", sa.Boolean(), nullable=False),
        sa.Column("portrait_consent_expires_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("order_key", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_ambassador_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ambassador"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ambassador_order_key", "ambassador", ["order_key"], unique=False)
    op.create_index("ix_ambassador_person_id", "ambassador", ["person_id"], unique=False)

    op.create_table(
        "annotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("is_method_break", sa.Boolean(), nullable=False),
        sa.Column("note_sv", sa.String(length=500), nullable=False),
        sa.Column("note_en", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name="fk_annotation_indicator_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_annotation"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_annotation_indicator_id", "annotation", ["indicator_id"], unique=False)

    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("record_table", sa.String(length=60), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("old", sa.JSON(), nullable=False),
        sa.Column("new", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"], name="fk_change_operation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
    )
    op.create_index("ix_change_operation_id", "change", ["operation_id"], unique=False)
    op.create_index("ix_change_record_id", "change", ["record_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_consent_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consent_person_id", "consent", ["person_id"], unique=False)

    op.create_table(
        "document_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("document_type", sa.String(length=200), nullable=False),
        sa.Column("dnr", sa.String(length=60), nullable=False),
        sa.Column("previous_dnr", sa.String(length=60), nullable=False),
        sa.Column("decision_date", sa.Date(), nullable=True),
        sa.Column("validity", sa.String(length=200), nullable=False),
        sa.Column("decided_by", sa.String(length=300), nullable=False),
        sa.Column("handled_by", sa.String(length=300), nullable=False),
        sa.Column("prepared_with", sa.String(length=300), nullable=False),
        sa.Column("revision_concerning", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_document_edition_plan_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_document_edition"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_document_edition_plan_id", "document_edition", ["plan_id"], unique=False)

    op.create_table(
        "indicator_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("value", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("extracted_on", sa.Date(), nullable=True),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name="fk_indicator_value_indicator_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_value"),
        sa.UniqueConstraint("indicator_id", "period", name="uq_indicator_value_indicator_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_indicator_value_indicator_id", "indicator_value", ["indicator_id"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_sv", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("name_local", sa.String(length=300), nullable=False),
        sa.Column("abbreviation", sa.String(length=40), nullable=False),
        sa.Column("former_names", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("region", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=200), nullable=False),
        sa.Column("region_group", sa.String(length=200), nullable=False),
        sa.Column("ror_id", sa.String(length=60), nullable=False),
        sa.Column("hei_id", sa.String(length=200), nullable=False),
        sa.Column("erasmus_code", sa.String(length=40), nullable=False),
        sa.Column("website", sa.String(length=500), nullable=False),
        sa.Column("domains", sa.Text(), nullable=False),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("order_key", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_organisation_owner_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["organisation.id"], name="fk_organisation_parent_id"),
        sa.ForeignKeyConstraint(["successor_id"], ["organisation.id"], name="fk_organisation_successor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_organisation_order_key", "organisation", ["order_key"], unique=False)
    op.create_index("ix_organisation_owner_id", "organisation", ["owner_id"], unique=False)
    op.create_index("ix_organisation_parent_id", "organisation", ["parent_id"], unique=False)
    op.create_index("ix_organisation_successor_id", "organisation", ["successor_id"], unique=False)

    op.create_table(
        "person_email",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("has_opted_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_person_email_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_person_email"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_person_email_person_id", "person_email", ["person_id"], unique=False)

    op.create_table(
        "person_phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("has_opted_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_person_phone_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_person_phone"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_person_phone_person_id", "person_phone", ["person_id"], unique=False)

    op.create_table(
        "plan_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("title_sv", sa.String(length=1000), nullable=False),
        sa.Column("title_en", sa.String(length=1000), nullable=False),
        sa.Column("origin_document", sa.String(length=300), nullable=False),
        sa.Column("origin_page", sa.Integer(), nullable=True),
        sa.Column("prioritised_year", sa.Integer(), nullable=True),
        sa.Column("prioritised_source", sa.String(length=300), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("lifecycle", sa.String(length=40), nullable=False),
        sa.Column("handed_over_to", sa.String(length=300), nullable=False),
        sa.Column("expected_year", sa.Integer(), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("due_quarters", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("order_key", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["person.id"], name="fk_plan_item_contact_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["plan_item.id"], name="fk_plan_item_parent_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_item_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_item"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_item_contact_id", "plan_item", ["contact_id"], unique=False)
    op.create_index("ix_plan_item_order_key", "plan_item", ["order_key"], unique=False)
    op.create_index("ix_plan_item_parent_id", "plan_item", ["parent_id"], unique=False)
    op.create_index("ix_plan_item_plan_id", "plan_item", ["plan_id"], unique=False)

    op.create_table(
        "affiliation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("title_sv", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_affiliation_organisation_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_affiliation_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_affiliation"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_affiliation_organisation_id", "affiliation", ["organisation_id"], unique=False)
    op.create_index("ix_affiliation_person_id", "affiliation", ["person_id"], unique=False)

    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("quarter_id", sa.Integer(), nullable=False),
        sa.Column("colour", sa.String(length=40), nullable=False),
        sa.Column("comment_sv", sa.Text(), nullable=False),
        sa.Column("comment_en", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("assessed_by", sa.String(length=200), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["plan_item.id"], name="fk_assessment_item_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["quarter_id"], ["quarter.id"], name="fk_assessment_quarter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
        sa.UniqueConstraint("item_id", "quarter_id", name="uq_assessment_item_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_assessment_item_id", "assessment", ["item_id"], unique=False)
    op.create_index("ix_assessment_quarter_id", "assessment", ["quarter_id"], unique=False)

    op.create_table(
        "condition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("sending_id", sa.Integer(), nullable=False),
        sa.Column("receiving_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("persons_per_year", sa.Integer(), nullable=True),
        sa.Column("duration", sa.Integer(), nullable=True),
        sa.Column("duration_unit", sa.String(length=40), nullable=False),
        sa.Column("eqf_levels", sa.Text(), nullable=False),
        sa.Column("isced_codes", sa.Text(), nullable=False),
        sa.Column("isced_clarification", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("language_level", sa.String(length=40), nullable=False),
        sa.Column("is_blended", sa.Boolean(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name="fk_condition_agreement_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["receiving_id"], ["organisation.id"], name="fk_condition_receiving_id"),
        sa.ForeignKeyConstraint(["sending_id"], ["organisation.id"], name="fk_condition_sending_id"),
        sa.PrimaryKeyConstraint("id", name="pk_condition"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_condition_agreement_id", "condition", ["agreement_id"], unique=False)
    op.create_index("ix_condition_receiving_id", "condition", ["receiving_id"], unique=False)
    op.create_index("ix_condition_sending_id", "condition", ["sending_id"], unique=False)

    op.create_table(
        "engagement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ambassador_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=1000), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["ambassador_id"], ["ambassador.id"], name="fk_engagement_ambassador_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_engagement"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_engagement_ambassador_id", "engagement", ["ambassador_id"], unique=False)

    op.create_table(
        "exchange_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("academic_year", sa.Integer(), nullable=False),
        sa.Column("sending_id", sa.Integer(), nullable=False),
        sa.Column("receiving_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name="fk_exchange_number_agreement_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["receiving_id"], ["organisation.id"], name="fk_exchange_number_receiving_id"),
        sa.ForeignKeyConstraint(["sending_id"], ["organisation.id"], name="fk_exchange_number_sending_id"),
        sa.PrimaryKeyConstraint("id", name="pk_exchange_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_exchange_number_agreement_id", "exchange_number", ["agreement_id"], unique=False)
    op.create_index("ix_exchange_number_receiving_id", "exchange_number", ["receiving_id"], unique=False)
    op.create_index("ix_exchange_number_sending_id", "exchange_number", ["sending_id"], unique=False)

    op.create_table(
        "interaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("ambassador_id", sa.Integer(), nullable=True),
        sa.Column("plan_item_id", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("follow_up_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("order_key", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name="fk_interaction_agreement_id"),
        sa.ForeignKeyConstraint(["ambassador_id"], ["ambassador.id"], name="fk_interaction_ambassador_id"),
        sa.ForeignKeyConstraint(["follow_up_by_id"], ["person.id"], name="fk_interaction_follow_up_by_id"),
        sa.ForeignKeyConstraint(["plan_item_id"], ["plan_item.id"], name="fk_interaction_plan_item_id"),
        sa.PrimaryKeyConstraint("id", name="pk_interaction"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_interaction_agreement_id", "interaction", ["agreement_id"], unique=False)
    op.create_index("ix_interaction_ambassador_id", "interaction", ["ambassador_id"], unique=False)
    op.create_index("ix_interaction_follow_up_by_id", "interaction", ["follow_up_by_id"], unique=False)
    op.create_index("ix_interaction_order_key", "interaction", ["order_key"], unique=False)
    op.create_index("ix_interaction_plan_item_id", "interaction", ["plan_item_id"], unique=False)

    op.create_table(
        "item_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("counterpart_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["counterpart_id"], ["organisation.id"], name="fk_item_unit_counterpart_id"),
        sa.ForeignKeyConstraint(["item_id"], ["plan_item.id"], name="fk_item_unit_item_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation.id"], name="fk_item_unit_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_item_unit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_item_unit_counterpart_id", "item_unit", ["counterpart_id"], unique=False)
    op.create_index("ix_item_unit_item_id", "item_unit", ["item_id"], unique=False)
    op.create_index("ix_item_unit_unit_id", "item_unit", ["unit_id"], unique=False)

    op.create_table(
        "material_package",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ambassador_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("edition", sa.String(length=60), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ambassador_id"], ["ambassador.id"], name="fk_material_package_ambassador_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_material_package"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_material_package_ambassador_id", "material_package", ["ambassador_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("fee", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("visibility_value", sa.Integer(), nullable=True),
        sa.Column("last_evaluated_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("order_key", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_membership_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_membership"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_membership_order_key", "membership", ["order_key"], unique=False)
    op.create_index("ix_membership_organisation_id", "membership", ["organisation_id"], unique=False)

    op.create_table(
        "partner_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("function", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name="fk_partner_contact_agreement_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_partner_contact_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_partner_contact"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_partner_contact_agreement_id", "partner_contact", ["agreement_id"], unique=False)
    op.create_index("ix_partner_contact_person_id", "partner_contact", ["person_id"], unique=False)

    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name="fk_party_agreement_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_party_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_party"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_party_agreement_id", "party", ["agreement_id"], unique=False)
    op.create_index("ix_party_organisation_id", "party", ["organisation_id"], unique=False)

    op.create_table(
        "registration_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("previous", sa.String(length=60), nullable=False),
        sa.Column("concerns", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name="fk_registration_number_agreement_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_registration_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_registration_number_agreement_id", "registration_number", ["agreement_id"], unique=False)

    op.create_table(
        "signatory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name="fk_signatory_agreement_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_signatory_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_signatory"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_signatory_agreement_id", "signatory", ["agreement_id"], unique=False)
    op.create_index("ix_signatory_person_id", "signatory", ["person_id"], unique=False)

    op.create_table(
        "stage_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ambassador_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("comment", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["ambassador_id"], ["ambassador.id"], name="fk_stage_change_ambassador_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_stage_change"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stage_change_ambassador_id", "stage_change", ["ambassador_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("quarter_id", sa.Integer(), nullable=True),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("ambassador_id", sa.Integer(), nullable=True),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("membership_id", sa.Integer(), nullable=True),
        sa.Column("other_item_id", sa.Integer(), nullable=True),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name="fk_evidence_agreement_id"),
        sa.ForeignKeyConstraint(["ambassador_id"], ["ambassador.id"], name="fk_evidence_ambassador_id"),
        sa.ForeignKeyConstraint(["interaction_id"], ["interaction.id"], name="fk_evidence_interaction_id"),
        sa.ForeignKeyConstraint(["item_id"], ["plan_item.id"], name="fk_evidence_item_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["membership_id"], ["membership.id"], name="fk_evidence_membership_id"),
        sa.ForeignKeyConstraint(["other_item_id"], ["plan_item.id"], name="fk_evidence_other_item_id"),
        sa.ForeignKeyConstraint(["quarter_id"], ["quarter.id"], name="fk_evidence_quarter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_evidence_agreement_id", "evidence", ["agreement_id"], unique=False)
    op.create_index("ix_evidence_ambassador_id", "evidence", ["ambassador_id"], unique=False)
    op.create_index("ix_evidence_interaction_id", "evidence", ["interaction_id"], unique=False)
    op.create_index("ix_evidence_item_id", "evidence", ["item_id"], unique=False)
    op.create_index("ix_evidence_membership_id", "evidence", ["membership_id"], unique=False)
    op.create_index("ix_evidence_other_item_id", "evidence", ["other_item_id"], unique=False)
    op.create_index("ix_evidence_quarter_id", "evidence", ["quarter_id"], unique=False)

    op.create_table(
        "interaction_organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interaction.id"],
            name="fk_interaction_organisation_interaction_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_interaction_organisation_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_interaction_organisation"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_interaction_organisation_interaction_id",
        "interaction_organisation",
        ["interaction_id"],
        unique=False,
    )
    op.create_index(
        "ix_interaction_organisation_organisation_id",
        "interaction_organisation",
        ["organisation_id"],
        unique=False,
    )

    op.create_table(
        "interaction_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interaction.id"],
            name="fk_interaction_person_interaction_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_interaction_person_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_interaction_person"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_interaction_person_interaction_id", "interaction_person", ["interaction_id"], unique=False)
    op.create_index("ix_interaction_person_person_id", "interaction_person", ["person_id"], unique=False)

    op.create_table(
        "representative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name="fk_representative_membership_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_representative_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_representative"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_representative_membership_id", "representative", ["membership_id"], unique=False)
    op.create_index("ix_representative_person_id", "representative", ["person_id"], unique=False)

    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(name, body, content='search_entry', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
