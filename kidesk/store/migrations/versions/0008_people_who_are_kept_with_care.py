"""People have addresses, are merged and told apart; memberships are reviewed; decisions about privacy are kept."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ADDED: tuple[tuple[str, str, sa.types.TypeEngine[Any], str], ...] = (
    ("person", "suffix", sa.String(length=100), ""),
    ("person", "website", sa.String(length=500), ""),
    ("person", "external_ids", sa.Text(), "[]"),
    ("person", "keep_because", sa.String(length=500), ""),
    ("person", "distinct_from", sa.Text(), "[]"),
    ("organisation", "tags", sa.Text(), "[]"),
    ("organisation", "external_ids", sa.Text(), "[]"),
    ("organisation", "distinct_from", sa.Text(), "[]"),
    ("ambassador", "portrait_consent_evidence", sa.String(length=500), ""),
)
_MAY_BE_EMPTY: tuple[tuple[str, str, sa.types.TypeEngine[Any]], ...] = (
    ("person", "keep_until", sa.Date()),
    ("interaction", "followed_up_on", sa.Date()),
    ("ambassador", "portrait_consent_given_on", sa.Date()),
    ("ambassador", "portrait_consent_withdrawn_on", sa.Date()),
    ("ambassador", "capacity_hours", sa.Integer()),
    ("membership", "review_on", sa.Date()),
)
_OF_RECORDS = (
    ("version", sa.Integer()),
    ("created_at", sa.DateTime()),
    ("created_by", sa.String(length=200)),
    ("changed_at", sa.DateTime()),
    ("changed_by", sa.String(length=200)),
    ("order_key", sa.String(length=1000)),
)


def upgrade() -> None:
    for table, name, kind, otherwise in _ADDED:
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default=otherwise))
    for table, name, kind in _MAY_BE_EMPTY:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    # Alembic would rebuild the table to add a foreign key; SQLite takes one with its column.
    reference = "CONSTRAINT fk_organisation_merged_into_id REFERENCES organisation (id)"
    op.execute(f"ALTER TABLE organisation ADD COLUMN merged_into_id INTEGER {reference}")
    op.create_index("ix_organisation_merged_into_id", "organisation", ["merged_into_id"], unique=False)

    op.create_table(
        "person_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("street", sa.String(length=500), nullable=False),
        sa.Column("postal_code", sa.String(length=40), nullable=False),
        sa.Column("city", sa.String(length=200), nullable=False),
        sa.Column("region", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("has_opted_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_person_address_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_person_address"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_person_address_person_id", "person_address", ["person_id"], unique=False)

    op.create_table(
        "membership_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("visibility_value", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name="fk_membership_review_membership_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_membership_review"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_membership_review_membership_id", "membership_review", ["membership_id"], unique=False)

    op.create_table(
        "privacy_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_number", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("dnr", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in _OF_RECORDS),
        sa.PrimaryKeyConstraint("id", name="pk_privacy_decision"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_privacy_decision_order_key", "privacy_decision", ["order_key"], unique=False)

    op.create_table(
        "import_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("of", sa.String(length=40), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("encoding", sa.String(length=40), nullable=False),
        sa.Column("delimiter", sa.String(length=40), nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in _OF_RECORDS),
        sa.PrimaryKeyConstraint("id", name="pk_import_mapping"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_import_mapping_order_key", "import_mapping", ["order_key"], unique=False)
