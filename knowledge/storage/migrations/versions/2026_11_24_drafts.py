"""What editors have written and not yet published."""

import sqlalchemy as sa
from alembic import op

from knowledge.storage.tables import UtcDateTime

revision = "2026_11_24_drafts"
down_revision = "2026_11_24_revisions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("scope", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "person_id", "entry_id", name=op.f("pk_draft")),
        comment="what an editor has written of an entry (0 is a new one) and not yet published or discarded",
    )


def downgrade() -> None:
    op.drop_table("draft")
