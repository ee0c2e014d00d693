"""A guild's own entries: whether they are published, their words from elsewhere, and every revision of them."""

import sqlalchemy as sa
from alembic import op

from knowledge.storage.tables import UtcDateTime

revision = "2026_11_24_revisions"
down_revision = "2026_11_24_debate"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    # added in place: SQLite would make the table anew in a batch, and what hangs on its rows with it
    op.add_column("entry", sa.Column("status", sa.Text(), server_default="published", nullable=False))
    op.create_table(
        "elsewhere",
        sa.Column("id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.CheckConstraint("role in ('passage', 'rebuttal')", name=op.f("ck_elsewhere_role")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_elsewhere_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elsewhere")),
        comment="passages and rebuttals of a guild's own entries that stand in no loaded text, and where they are from",
    )
    op.create_index(op.f("ix_elsewhere_entry_id"), "elsewhere", ["entry_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", ID, nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("actor", sa.BigInteger()),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.CheckConstraint("action in ('add', 'edit', 'retire', 'restore')", name=op.f("ck_revision_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint(
            "scope", "kind", "target_id", "number", name=op.f("uq_revision_scope_kind_target_id_number")
        ),
        sqlite_autoincrement=True,
        comment="every change of what a guild keeps, and all that it held after it; without an actor, of one erased",
    )


def downgrade() -> None:
    for table in ("revision", "elsewhere"):
        op.drop_table(table)
    op.drop_column("entry", "status")
