"""What reading groups set, read and were answered: preferences, answers given, bookmarks, schedules."""

import sqlalchemy as sa
from alembic import op

from knowledge.storage.tables import UtcDateTime

revision = "2026_11_24_debate"
down_revision = "2026_11_24_look_up"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "preference",
        sa.Column("scope", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("holder_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("holder in ('guild', 'channel', 'person')", name=op.f("ck_preference_holder")),
        sa.PrimaryKeyConstraint("scope", "holder", "holder_id", "key", name=op.f("pk_preference")),
        comment="what a guild, one of its channels, or a person (scope 0) chose",
    )
    op.create_table(
        "given",
        sa.Column("question_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("card", sa.Text()),
        sa.Column("answer_ids", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("quiet", sa.Boolean(name="quiet"), nullable=False),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_given")),
        comment="answers given of late: to which message or interaction, the card by its name, the messages",
    )
    op.create_index(op.f("ix_given_at"), "given", ["at"], unique=False)
    op.create_index("ix_given_channel_id_at", "given", ["channel_id", "at"], unique=False)
    op.create_table(
        "bookmark",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "slug", name=op.f("pk_bookmark")),
        comment="the paragraph of a text, by its position, where a reader stopped",
    )
    op.create_table(
        "schedule",
        sa.Column("id", ID, nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text()),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("weekday", sa.Integer()),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("due_at", UtcDateTime()),
        sa.Column("taken_for", UtcDateTime()),
        sa.Column("taken_at", UtcDateTime()),
        sa.Column("posted_at", UtcDateTime()),
        sa.Column("trouble", sa.Text()),
        sa.CheckConstraint("kind in ('passage', 'pair', 'reading')", name=op.f("ck_schedule_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
        sa.UniqueConstraint("scope", "number", name=op.f("uq_schedule_scope_number")),
        sqlite_autoincrement=True,
        comment=(
            "what is posted regularly into a channel; time is local, weekday 0 is Monday, none is every day. A post is "
            "taken while it is being made; a schedule that is no longer due has stopped"
        ),
    )
    op.create_index(op.f("ix_schedule_due_at"), "schedule", ["due_at"], unique=False)
    op.create_index(op.f("ix_schedule_taken_at"), "schedule", ["taken_at"], unique=False)


def downgrade() -> None:
    for table in ("schedule", "bookmark", "given", "preference"):
        op.drop_table(table)
