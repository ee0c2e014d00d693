"""The tables. Every row that a guild could own carries its scope (0 is shared), and every query asks for scopes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""A number the database gives; SQLite only counts up in INTEGER columns."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Only aware datetimes are taken, and aware ones (UTC) come back, from SQLite too."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002, D102  # SQLAlchemy's
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002, D102  # SQLAlchemy's
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _scope() -> sa.Column[int]:
    return sa.Column("scope", sa.BigInteger, nullable=False)


catalogue = sa.Table(
    "catalogue",
    metadata,
    sa.Column("scope", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("entries", sa.BigInteger, nullable=False),
    sa.Column("texts", sa.BigInteger, nullable=False),
    comment="one row a scope: how often it changed, how many published entries it holds, how many texts they have",
)

setting = sa.Table(
    "setting",
    metadata,
    sa.Column("scope", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    comment="what is remembered for a scope from one start to the next",
)

pack = sa.Table(
    "pack",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("slug", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("date", sa.Text, nullable=False),
    sa.Column("licence", sa.Text, nullable=False),
    sa.Column("retrieved", sa.Text, nullable=False),
    sa.Column("accent", sa.Integer, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("shipped", sa.Boolean(name="shipped"), nullable=False),
    sa.Column("loaded_at", UtcDateTime, nullable=False),
)

block = sa.Table(
    "block",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("pack_id", Id, sa.ForeignKey("pack.id"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("is_note", sa.Boolean(name="is_note"), nullable=False),
    sa.Column("displayed", sa.Boolean(name="displayed"), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.UniqueConstraint("pack_id", "position"),
    comment="the paragraphs and notes of an edition, in order",
)

source = sa.Table(
    "source",
    metadata,
    sa.Column("id", Id, primary_key=True),
    _scope(),
    sa.Column("pack_id", Id, sa.ForeignKey("pack.id")),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("short_title", sa.Text),
    sa.Column("aliases", sa.JSON, nullable=False),
    sa.Column("csl", sa.JSON, nullable=False),
    sa.UniqueConstraint("scope", "pack_id", "key"),
)

quotation = sa.Table(
    "quotation",
    metadata,
    sa.Column("id", Id, primary_key=True),
    _scope(),
    sa.Column("pack_id", Id, sa.ForeignKey("pack.id")),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("exact", sa.Text, nullable=False),
    sa.Column("block_id", Id, sa.ForeignKey("block.id"), nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("speaker", sa.Text),
    sa.Column("source_id", Id, sa.ForeignKey("source.id")),
    sa.Column("label", sa.Text),
    sa.Column("locator", sa.Text),
    sa.Column("quoted", sa.Boolean(name="quoted"), nullable=False),
    sa.Column("year", sa.Integer),
    sa.Column("certainty", sa.Text, nullable=False),
    sa.Column("provenance", sa.Text, nullable=False),
    sa.UniqueConstraint("scope", "pack_id", "key"),
)

entry = sa.Table(
    "entry",
    metadata,
    sa.Column("id", Id, primary_key=True),
    _scope(),
    sa.Column("pack_id", Id, sa.ForeignKey("pack.id")),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("claim", sa.Text, nullable=False),
    sa.Column("held_by", sa.JSON, nullable=False),
    sa.Column("implied", sa.Boolean(name="implied"), nullable=False),
    sa.Column("related", sa.JSON, nullable=False),
    sa.Column("words", sa.Text, nullable=False, comment="the distinct words it is found by, space-separated"),
    sa.Column("status", sa.Text, nullable=False, server_default="published"),
    sa.UniqueConstraint("scope", "pack_id", "key"),
    sqlite_autoincrement=True,  # buttons in old messages carry the number: it must never be given to another entry
)

citation = sa.Table(
    "citation",
    metadata,
    sa.Column("id", Id, primary_key=True),
    _scope(),
    sa.Column("pack_id", Id, sa.ForeignKey("pack.id")),
    sa.Column("block_id", Id, sa.ForeignKey("block.id"), nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("source_id", Id, sa.ForeignKey("source.id"), nullable=False, index=True),
    sa.Column("label", sa.Text),
    sa.Column("locator", sa.Text),
    comment="each work, with each page, that a parenthesis or a note of the essay cites",
)

citation_entry = sa.Table(
    "citation_entry",
    metadata,
    sa.Column("citation_id", Id, sa.ForeignKey("citation.id"), primary_key=True),
    sa.Column("entry_id", Id, sa.ForeignKey("entry.id"), primary_key=True, index=True),
    comment="the entries whose paraphrase or comment a citation backs",
)

entry_block = sa.Table(
    "entry_block",
    metadata,
    sa.Column("entry_id", Id, sa.ForeignKey("entry.id"), primary_key=True),
    sa.Column("block_id", Id, sa.ForeignKey("block.id"), primary_key=True, index=True),
    comment="the paragraphs and notes that bear on an entry",
)

pair = sa.Table(
    "pair",
    metadata,
    sa.Column("id", Id, primary_key=True),
    _scope(),
    sa.Column("pack_id", Id, sa.ForeignKey("pack.id")),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.UniqueConstraint("scope", "pack_id", "key"),
    comment="then and now: statements set against each other",
)

statement = sa.Table(
    "statement",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("pair_id", Id, sa.ForeignKey("pair.id"), nullable=False, index=True),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("exact", sa.Text, nullable=False),
    sa.Column("block_id", Id, sa.ForeignKey("block.id"), nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("when", sa.Text),
    sa.Column("speaker", sa.Text),
    sa.Column("source_id", Id, sa.ForeignKey("source.id")),
    sa.Column("label", sa.Text),
    sa.Column("locator", sa.Text),
    sa.Column("quoted", sa.Boolean(name="quoted"), nullable=False),
    sa.Column("paraphrase", sa.Boolean(name="paraphrase"), nullable=False),
    sa.Column("certainty", sa.Text, nullable=False),
    sa.CheckConstraint("side in ('earlier', 'later', 'comment')", name="side"),
    comment="the two sides of a pair, and the essay's comment on them",
)

pair_entry = sa.Table(
    "pair_entry",
    metadata,
    sa.Column("pair_id", Id, sa.ForeignKey("pair.id"), primary_key=True),
    sa.Column("entry_id", Id, sa.ForeignKey("entry.id"), primary_key=True, index=True),
)

excerpt = sa.Table(
    "excerpt",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("entry_id", Id, sa.ForeignKey("entry.id"), nullable=False, index=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("exact", sa.Text, nullable=False),
    sa.Column("block_id", Id, sa.ForeignKey("block.id"), nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.CheckConstraint("role in ('passage', 'rebuttal')", name="role"),
    comment="the passages and rebuttals of an entry",
)

elsewhere = sa.Table(
    "elsewhere",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("entry_id", Id, sa.ForeignKey("entry.id"), nullable=False, index=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("exact", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("locator", sa.Text, nullable=False),
    sa.CheckConstraint("role in ('passage', 'rebuttal')", name="role"),
    comment="passages and rebuttals of a guild's own entries that stand in no loaded text, and where they are from",
)

entry_quotation = sa.Table(
    "entry_quotation",
    metadata,
    sa.Column("entry_id", Id, sa.ForeignKey("entry.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("quotation_id", Id, sa.ForeignKey("quotation.id"), nullable=False),
)

name = sa.Table(
    "name",
    metadata,
    sa.Column("scope", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("normal", sa.Text, primary_key=True),
    sa.Column("entry_id", Id, sa.ForeignKey("entry.id"), nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("is_topic", sa.Boolean(name="is_topic"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    comment="topics and aliases; each leads to one entry of its scope",
)

phrasing = sa.Table(
    "phrasing",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("entry_id", Id, sa.ForeignKey("entry.id"), nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

posting = sa.Table(
    "posting",
    metadata,
    sa.Column("scope", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("term", sa.Text, primary_key=True),
    sa.Column("entry_id", Id, primary_key=True, autoincrement=False),
    sa.Column("weight", sa.Float, nullable=False),
    sa.Column("texts", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
    comment="the inverted index: how much a stem says about an entry, and in how many of its texts it stands",
)
"""No foreign key and no index by entry: the largest table by far, written and taken away by its terms."""

likeness = sa.Table(
    "likeness",
    metadata,
    sa.Column("entry_id", Id, sa.ForeignKey("entry.id"), primary_key=True, autoincrement=False),
    sa.Column("lines", sa.Text, nullable=False),
    sa.Column("texts", sa.Integer, nullable=False),
    comment="what a query is compared with: an entry's texts as stems, one a line, and how many they are",
)

vector = sa.Table(
    "vector",
    metadata,
    sa.Column("model", sa.Text, primary_key=True),
    sa.Column("entry_id", Id, sa.ForeignKey("entry.id"), primary_key=True, autoincrement=False, index=True),
    sa.Column("vectors", sa.LargeBinary, nullable=False),
    comment="what an entry's texts mean, as a model by its fingerprint has it; only where the host names a model",
)

vocabulary = sa.Table(
    "vocabulary",
    metadata,
    sa.Column("scope", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("sound", sa.Text, primary_key=True),
    sa.Column("word", sa.Text, primary_key=True),
    sa.Column("entries", sa.BigInteger, nullable=False),
    sa.Column("names", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
    comment="every word that finds something, by its sound; in how many entries and names of them it stands",
)
