"""What agreements hold when they are exchanged over Erasmus Without Paper (EWP)."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Nothing is rebuilt: columns are only added, and every row gets what a new row has by itself.
_ADDED = (
    # The id of the agreement's PDF at the partner's server.
    ("agreement", "iia_pdf", sa.String(length=200), ""),
    # What each party calls the agreement in EWP, by which it is found again, and the unit that is the party.
    ("party", "iia_id", sa.String(length=64), ""),
    ("party", "unit_id", sa.String(length=64), ""),
    # EWP has contacts of both sides; until now all were the partner's.
    ("partner_contact", "side", sa.String(length=40), "partner"),
    # Faxes, postal addresses, translations of names: nothing a register needs, but nothing to be lost either.
    ("partner_contact", "as_read", sa.Text(), ""),
    ("signatory", "as_read", sa.Text(), ""),
    # A condition may recommend several languages and have terms of its own.
    ("condition", "further_languages", sa.Text(), "[]"),
    ("condition", "other_terms", sa.Text(), ""),
    # Units, contacts of one condition, a clarification for each subject, parts of months, codes of older versions.
    ("condition", "as_read", sa.Text(), ""),
)


def upgrade() -> None:
    for table, name, kind, otherwise in _ADDED:
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default=otherwise))
