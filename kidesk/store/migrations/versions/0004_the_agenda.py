"""Agreements without an end are reviewed, and events of the agenda can be snoozed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agreement", sa.Column("review_every", sa.Integer(), nullable=True))
    op.add_column("agreement", sa.Column("reviewed_on", sa.Date(), nullable=True))

    op.create_table(
        "snooze",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("event_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name="fk_snooze_agreement_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_snooze"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_snooze_agreement_id", "snooze", ["agreement_id"], unique=False)
