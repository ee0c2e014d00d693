"""The tables of what reading groups set, read and were answered. A guild's rows carry its id as their scope."""

from __future__ import annotations

import sqlalchemy as sa

from knowledge.storage.tables import Id, UtcDateTime, metadata

preference = sa.Table(
    "preference",
    metadata,
    sa.Column("scope", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("holder", sa.Text, primary_key=True),
    sa.Column("holder_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.CheckConstraint("holder in ('guild', 'channel', 'person')", name="holder"),
    comment="what a guild, one of its channels, or a person (scope 0) chose",
)

given = sa.Table(
    "given",
    metadata,
    sa.Column("question_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("scope", sa.BigInteger, nullable=False),
    sa.Column("channel_id", sa.BigInteger, nullable=False),
    sa.Column("card", sa.Text),
    sa.Column("answer_ids", sa.JSON, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
    sa.Column("quiet", sa.Boolean(name="quiet"), nullable=False),
    sa.Index("ix_given_channel_id_at", "channel_id", "at"),
    comment="answers given of late: to which message or interaction, the card by its name, the messages",
)

bookmark = sa.Table(
    "bookmark",
    metadata,
    sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("slug", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    comment="the paragraph of a text, by its position, where a reader stopped",
)

schedule = sa.Table(
    "schedule",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("scope", sa.BigInteger, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("channel_id", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("slug", sa.Text),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("time", sa.Text, nullable=False),
    sa.Column("weekday", sa.Integer),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("due_at", UtcDateTime, index=True),
    sa.Column("taken_for", UtcDateTime),
    sa.Column("taken_at", UtcDateTime, index=True),
    sa.Column("posted_at", UtcDateTime),
    sa.Column("trouble", sa.Text),
    sa.UniqueConstraint("scope", "number"),
    sa.CheckConstraint("kind in ('passage', 'pair', 'reading')", name="kind"),
    sqlite_autoincrement=True,
    comment=(
        "what is posted regularly into a channel; time is local, weekday 0 is Monday, none is every day. A post is "
        "taken while it is being made; a schedule that is no longer due has stopped"
    ),
)

revision = sa.Table(
    "revision",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("scope", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("target_id", sa.BigInteger, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("actor", sa.BigInteger),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
    sa.UniqueConstraint("scope", "kind", "target_id", "number"),
    sa.CheckConstraint("action in ('add', 'edit', 'retire', 'restore')", name="action"),
    sqlite_autoincrement=True,
    comment="every change of what a guild keeps, and all that it held after it; without an actor, of one erased",
)
"""No foreign key to its target: a revision stays whatever becomes of that."""

draft = sa.Table(
    "draft",
    metadata,
    sa.Column("scope", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("entry_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("based_on", sa.Integer, nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    comment="what an editor has written of an entry (0 is a new one) and not yet published or discarded",
)
