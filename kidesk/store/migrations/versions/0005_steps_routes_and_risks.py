"""Steps, amendments, decision routes and risk assessments of agreements; views that somebody saved."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Nothing is rebuilt: columns are only added, and every row gets what a new row has by itself.
_ADDED = (
    ("cycle", sa.String(length=40), "none"),
    ("is_strategic", sa.Boolean(), "0"),
    ("expected_partner", sa.String(length=300), ""),
    ("activity", sa.String(length=40), "unknown"),
    ("activity_evidence", sa.String(length=1000), ""),
)
_DAYS = ("enquired_on", "activity_on")
_LINKS = (("renews_id", "agreement"), ("route_id", "decision_route"))

# What is known of the steps taken before they were kept: the one that led to today's status, and roughly when.
_FIRST_STEPS = """
INSERT INTO status_change (agreement_id, status, "on", explanation)
SELECT id, status, coalesce(
    CASE
        WHEN status IN ('in-force', 'under-renewal') THEN coalesce(effective_on, signed_partner_on, signed_own_on)
        WHEN status = 'terminated' THEN termination_effective_on
        WHEN status = 'expired' THEN end_on
        WHEN status = 'out-for-signature' THEN sent_on
        WHEN status = 'in-preparation' THEN prepared_on
    END,
    date(changed_at),
    date('now')
), ''
FROM agreement ORDER BY id
"""


def upgrade() -> None:
    op.create_table(
        "decision_route",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_sv", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("order_key", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision_route"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decision_route_order_key", "decision_route", ["order_key"], unique=False)

    op.create_table(
        "route_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("route_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("types", sa.Text(), nullable=False),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.Column("cycle", sa.String(length=40), nullable=False),
        sa.Column("is_strategic", sa.Boolean(), nullable=False),
        sa.Column("prepared_sv", sa.String(length=300), nullable=False),
        sa.Column("prepared_en", sa.String(length=300), nullable=False),
        sa.Column("reviewed_sv", sa.String(length=300), nullable=False),
        sa.Column("reviewed_en", sa.String(length=300), nullable=False),
        sa.Column("is_without_legal_review", sa.Boolean(), nullable=False),
        sa.Column("decided_sv", sa.String(length=300), nullable=False),
        sa.Column("decided_en", sa.String(length=300), nullable=False),
        sa.Column("cosigned_sv", sa.String(length=300), nullable=False),
        sa.Column("cosigned_en", sa.String(length=300), nullable=False),
        sa.Column("preparation_days", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["route_id"], ["decision_route.id"], name="fk_route_row_route_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_route_row"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_route_row_route_id", "route_row", ["route_id"], unique=False)

    op.create_table(
        "risk_guideline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_sv", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("order_key", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_risk_guideline"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_risk_guideline_order_key", "risk_guideline", ["order_key"], unique=False)

    op.create_table(
        "risk_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guideline_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("block", sa.String(length=40), nullable=False),
        sa.Column("question_sv", sa.String(length=600), nullable=False),
        sa.Column("question_en", sa.String(length=600), nullable=False),
        sa.Column("help_sv", sa.String(length=1000), nullable=False),
        sa.Column("help_en", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["guideline_id"], ["risk_guideline.id"], name="fk_risk_question_guideline_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_risk_question"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_risk_question_guideline_id", "risk_question", ["guideline_id"], unique=False)

    op.create_table(
        "risk_assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("guideline_id", sa.Integer(), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("assessor_id", sa.Integer(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("conclusion", sa.String(length=40), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=300), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reassess_by", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("order_key", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name="fk_risk_assessment_agreement_id"),
        sa.ForeignKeyConstraint(["assessor_id"], ["person.id"], name="fk_risk_assessment_assessor_id"),
        sa.ForeignKeyConstraint(["guideline_id"], ["risk_guideline.id"], name="fk_risk_assessment_guideline_id"),
        sa.ForeignKeyConstraint(["previous_id"], ["risk_assessment.id"], name="fk_risk_assessment_previous_id"),
        sa.PrimaryKeyConstraint("id", name="pk_risk_assessment"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_risk_assessment_agreement_id", "risk_assessment", ["agreement_id"], unique=False)
    op.create_index("ix_risk_assessment_assessor_id", "risk_assessment", ["assessor_id"], unique=False)
    op.create_index("ix_risk_assessment_guideline_id", "risk_assessment", ["guideline_id"], unique=False)
    op.create_index("ix_risk_assessment_order_key", "risk_assessment", ["order_key"], unique=False)
    op.create_index("ix_risk_assessment_previous_id", "risk_assessment", ["previous_id"], unique=False)

    op.create_table(
        "risk_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["risk_assessment.id"], name="fk_risk_answer_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_risk_answer"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_risk_answer_assessment_id", "risk_answer", ["assessment_id"], unique=False)

    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("of", sa.String(length=40), nullable=False),
        sa.Column("view", sa.String(length=40), nullable=False),
        sa.Column("typed", sa.String(length=300), nullable=False),
        sa.Column("filters", sa.Text(), nullable=False),
        sa.Column("order", sa.String(length=60), nullable=False),
        sa.Column("is_descending", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("order_key", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_saved_view_order_key", "saved_view", ["order_key"], unique=False)

    op.create_table(
        "status_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("explanation", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name="fk_status_change_agreement_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_status_change"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_status_change_agreement_id", "status_change", ["agreement_id"], unique=False)

    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("dnr", sa.String(length=60), nullable=False),
        sa.Column("concerns", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name="fk_amendment_agreement_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_amendment"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_amendment_agreement_id", "amendment", ["agreement_id"], unique=False)

    for name, kind, otherwise in _ADDED:
        op.add_column("agreement", sa.Column(name, kind, nullable=False, server_default=otherwise))
    for name in _DAYS:
        op.add_column("agreement", sa.Column(name, sa.Date(), nullable=True))
    for name, target in _LINKS:
        # Alembic would rebuild the table to add a foreign key; SQLite takes one with its column.
        reference = f"CONSTRAINT fk_agreement_{name} REFERENCES {target} (id)"
        op.execute(f"ALTER TABLE agreement ADD COLUMN {name} INTEGER {reference}")
        op.create_index(f"ix_agreement_{name}", "agreement", [name], unique=False)
    op.execute(_FIRST_STEPS)
