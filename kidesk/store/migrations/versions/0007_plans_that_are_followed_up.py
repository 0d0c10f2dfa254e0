"""Plans are linked, copied, asked about and written about; indicators are counted and say sentences."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TRANSLATED = ("plan", "plan_item", "assessment", "indicator", "annotation")
_ADDED: tuple[tuple[str, str, sa.types.TypeEngine[Any], str], ...] = (
    ("plan_item", "coordinator", sa.String(length=200), ""),
    ("indicator", "counted", sa.String(length=40), "nothing"),
    ("indicator_value", "source", sa.String(length=300), ""),
    ("document_edition", "document", sa.String(length=40), "final-report"),
    ("document_edition", "number", sa.Integer(), "1"),
    ("document_edition", "status", sa.String(length=40), "draft"),
    *((table, "changed_since_translated", sa.Text(), "[]") for table in _TRANSLATED),
)
_LINKS = (
    ("organisation", "predecessor_id", "organisation"),
    ("plan", "copied_from_id", "plan"),
    ("plan_item", "copied_from_id", "plan_item"),
    ("evidence", "indicator_id", "indicator"),
)
# Editions were of one document a plan, in the order they were written; one with a day is decided.
_EDITIONS = (
    "UPDATE document_edition SET document = 'operational-plan' "
    "WHERE plan_id IN (SELECT id FROM plan WHERE kind = 'operational-plan')",
    "UPDATE document_edition SET document = 'strategy-overview' "
    "WHERE plan_id IN (SELECT id FROM plan WHERE kind = 'strategy')",
    "UPDATE document_edition SET number = "
    "(SELECT count(*) FROM document_edition AS one WHERE one.plan_id = document_edition.plan_id "
    "AND one.id <= document_edition.id)",
    "UPDATE document_edition SET status = CASE WHEN EXISTS "
    "(SELECT 1 FROM document_edition AS later WHERE later.plan_id = document_edition.plan_id "
    "AND later.id > document_edition.id AND later.decision_date IS NOT NULL) "
    "THEN 'superseded' ELSE 'decided' END WHERE decision_date IS NOT NULL",
)

# Whatever writes to the file: what was decided is never taken away or changed.
_DECIDED_STAYS = (
    """
    CREATE TRIGGER decided_edition_stays BEFORE DELETE ON decided_edition
    BEGIN SELECT raise(ABORT, 'a decided edition cannot be deleted'); END
    """,
    """
    CREATE TRIGGER decided_edition_is_kept BEFORE UPDATE ON decided_edition
    BEGIN SELECT raise(ABORT, 'a decided edition cannot be changed'); END
    """,
)


def upgrade() -> None:
    for table, name, kind, otherwise in _ADDED:
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default=otherwise))
    op.add_column("plan_item", sa.Column("budget", sa.Numeric(precision=14, scale=2), nullable=True))
    for table, name, target in _LINKS:
        # Alembic would rebuild the table to add a foreign key; SQLite takes one with its column.
        reference = f"CONSTRAINT fk_{table}_{name} REFERENCES {target} (id)"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {name} INTEGER {reference}")
        op.create_index(f"ix_{table}_{name}", table, [name], unique=False)
    for statement in _EDITIONS:
        op.execute(statement)

    op.create_table(
        "former_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name_sv", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("abbreviation", sa.String(length=40), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_former_name_organisation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_former_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_former_name_organisation_id", "former_name", ["organisation_id"], unique=False)

    op.create_table(
        "item_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["plan_item.id"], name="fk_item_link_item_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["target_id"], ["plan_item.id"], name="fk_item_link_target_id"),
        sa.PrimaryKeyConstraint("id", name="pk_item_link"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_item_link_item_id", "item_link", ["item_id"], unique=False)
    op.create_index("ix_item_link_target_id", "item_link", ["target_id"], unique=False)

    op.create_table(
        "plan_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("chapter", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading_sv", sa.String(length=300), nullable=False),
        sa.Column("heading_en", sa.String(length=300), nullable=False),
        sa.Column("text_sv", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("changed_since_translated", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_text_plan_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation.id"], name="fk_plan_text_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_text"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_text_plan_id", "plan_text", ["plan_id"], unique=False)
    op.create_index("ix_plan_text_unit_id", "plan_text", ["unit_id"], unique=False)

    op.create_table(
        "owner_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["quarter_id"], ["quarter.id"], name="fk_owner_request_quarter_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["organisation.id"], name="fk_owner_request_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_owner_request"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_owner_request_quarter_id", "owner_request", ["quarter_id"], unique=False)
    op.create_index("ix_owner_request_unit_id", "owner_request", ["unit_id"], unique=False)

    op.create_table(
        "indicator_sentence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("from_period", sa.String(length=7), nullable=False),
        sa.Column("to_period", sa.String(length=7), nullable=False),
        sa.Column("text_sv", sa.String(length=500), nullable=False),
        sa.Column("text_en", sa.String(length=500), nullable=False),
        sa.Column("approved_figure", sa.Numeric(precision=18, scale=6), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(length=200), nullable=False),
        sa.Column("changed_since_translated", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name="fk_indicator_sentence_indicator_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_sentence"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_indicator_sentence_indicator_id", "indicator_sentence", ["indicator_id"], unique=False)

    op.create_table(
        "decided_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["document_edition.id"], name="fk_decided_edition_edition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decided_edition"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decided_edition_edition_id", "decided_edition", ["edition_id"], unique=False)
    for trigger in _DECIDED_STAYS:
        op.execute(trigger)
