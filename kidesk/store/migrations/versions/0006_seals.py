"""Seals of quarters, which nothing changes afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Whatever writes to the file: a seal is never taken away, and all that is ever added to it is that it was reopened.
_TRIGGERS = (
    """
    CREATE TRIGGER seal_stays BEFORE DELETE ON seal
    BEGIN SELECT raise(ABORT, 'a seal cannot be deleted'); END
    """,
    """
    CREATE TRIGGER seal_is_kept BEFORE UPDATE ON seal
    WHEN NEW.id IS NOT OLD.id OR NEW.quarter_id IS NOT OLD.quarter_id OR NEW.name IS NOT OLD.name
        OR NEW.at IS NOT OLD.at OR NEW.who IS NOT OLD.who OR NEW.sha256 IS NOT OLD.sha256
        OR NEW.content IS NOT OLD.content OR OLD.reopened_at IS NOT NULL
    BEGIN SELECT raise(ABORT, 'a seal cannot be changed'); END
    """,
)


def upgrade() -> None:
    op.create_table(
        "seal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=7), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(), nullable=True),
        sa.Column("reopened_by", sa.String(length=200), nullable=False),
        sa.Column("reopened_because", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["quarter_id"], ["quarter.id"], name="fk_seal_quarter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_seal"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_seal_quarter_id", "seal", ["quarter_id"], unique=False)
    for trigger in _TRIGGERS:
        op.execute(trigger)
