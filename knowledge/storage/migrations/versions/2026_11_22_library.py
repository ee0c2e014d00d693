"""The library's first schema: editions, sources, quotations, entries, and the index they are found by."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_library"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "catalogue",
        sa.Column("scope", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_catalogue")),
        comment="one row a scope: how often it changed and how many published entries it holds",
    )
    op.create_table(
        "pack",
        sa.Column("id", ID, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("retrieved", sa.Text(), nullable=False),
        sa.Column("accent", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("shipped", sa.Boolean(name="shipped"), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack")),
        sa.UniqueConstraint("slug", name=op.f("uq_pack_slug")),
    )
    op.create_table(
        "setting",
        sa.Column("scope", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name=op.f("pk_setting")),
        comment="what is remembered for a scope from one start to the next",
    )
    op.create_table(
        "vocabulary",
        sa.Column("scope", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "word", name=op.f("pk_vocabulary")),
        comment="every word that finds something, and in how many entries it stands; misspellings are mended to these",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "block",
        sa.Column("id", ID, nullable=False),
        sa.Column("pack_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_note", sa.Boolean(name="is_note"), nullable=False),
        sa.Column("displayed", sa.Boolean(name="displayed"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_block_pack_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.UniqueConstraint("pack_id", "position", name=op.f("uq_block_pack_id_position")),
        comment="the paragraphs and notes of an edition, in order",
    )
    op.create_table(
        "entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("pack_id", ID, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("held_by", sa.JSON(), nullable=False),
        sa.Column("implied", sa.Boolean(name="implied"), nullable=False),
        sa.Column("related", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False, comment="the distinct words it is found by, space-separated"),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_entry_pack_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("scope", "pack_id", "key", name=op.f("uq_entry_scope_pack_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pair",
        sa.Column("id", ID, nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("pack_id", ID, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_pair_pack_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair")),
        sa.UniqueConstraint("scope", "pack_id", "key", name=op.f("uq_pair_scope_pack_id_key")),
        comment="then and now: statements set against each other",
    )
    op.create_table(
        "source",
        sa.Column("id", ID, nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("pack_id", ID, nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("short_title", sa.Text(), nullable=True),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("csl", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_source_pack_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("scope", "pack_id", "key", name=op.f("uq_source_scope_pack_id_key")),
    )
    op.create_table(
        "citation",
        sa.Column("id", ID, nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("pack_id", ID, nullable=True),
        sa.Column("block_id", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("locator", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["block_id"], ["block.id"], name=op.f("fk_citation_block_id")),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_citation_pack_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_citation_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
        comment="each work, with each page, that a parenthesis or a note of the essay cites",
    )
    op.create_index(op.f("ix_citation_source_id"), "citation", ["source_id"], unique=False)
    op.create_table(
        "entry_block",
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("block_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["block_id"], ["block.id"], name=op.f("fk_entry_block_block_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_block_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", "block_id", name=op.f("pk_entry_block")),
        comment="the paragraphs and notes that bear on an entry",
    )
    op.create_index(op.f("ix_entry_block_block_id"), "entry_block", ["block_id"], unique=False)
    op.create_table(
        "excerpt",
        sa.Column("id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("block_id", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint("role in ('passage', 'rebuttal')", name=op.f("ck_excerpt_role")),
        sa.ForeignKeyConstraint(["block_id"], ["block.id"], name=op.f("fk_excerpt_block_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_excerpt_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excerpt")),
        comment="the passages and rebuttals of an entry",
    )
    op.create_index(op.f("ix_excerpt_entry_id"), "excerpt", ["entry_id"], unique=False)
    op.create_table(
        "name",
        sa.Column("scope", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("normal", sa.Text(), nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_topic", sa.Boolean(name="is_topic"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_name_entry_id")),
        sa.PrimaryKeyConstraint("scope", "normal", name=op.f("pk_name")),
        comment="topics and aliases; each leads to one entry of its scope",
    )
    op.create_index(op.f("ix_name_entry_id"), "name", ["entry_id"], unique=False)
    op.create_table(
        "pair_entry",
        sa.Column("pair_id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_pair_entry_entry_id")),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name=op.f("fk_pair_entry_pair_id")),
        sa.PrimaryKeyConstraint("pair_id", "entry_id", name=op.f("pk_pair_entry")),
    )
    op.create_index(op.f("ix_pair_entry_entry_id"), "pair_entry", ["entry_id"], unique=False)
    op.create_table(
        "phrasing",
        sa.Column("id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_phrasing_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrasing")),
    )
    op.create_index(op.f("ix_phrasing_entry_id"), "phrasing", ["entry_id"], unique=False)
    op.create_table(
        "posting",
        sa.Column("scope", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_posting_entry_id")),
        sa.PrimaryKeyConstraint("scope", "term", "entry_id", name=op.f("pk_posting")),
        comment="the inverted index: how much a stem says about an entry, before its rarity",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_posting_entry_id"), "posting", ["entry_id"], unique=False)
    op.create_table(
        "quotation",
        sa.Column("id", ID, nullable=False),
        sa.Column("scope", sa.BigInteger(), nullable=False),
        sa.Column("pack_id", ID, nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("block_id", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("source_id", ID, nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("locator", sa.Text(), nullable=True),
        sa.Column("quoted", sa.Boolean(name="quoted"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("provenance", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["block_id"], ["block.id"], name=op.f("fk_quotation_block_id")),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_quotation_pack_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_quotation_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation")),
        sa.UniqueConstraint("scope", "pack_id", "key", name=op.f("uq_quotation_scope_pack_id_key")),
    )
    op.create_table(
        "statement",
        sa.Column("id", ID, nullable=False),
        sa.Column("pair_id", ID, nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("block_id", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("when", sa.Text(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("source_id", ID, nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("locator", sa.Text(), nullable=True),
        sa.Column("quoted", sa.Boolean(name="quoted"), nullable=False),
        sa.Column("paraphrase", sa.Boolean(name="paraphrase"), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.CheckConstraint("side in ('earlier', 'later', 'comment')", name=op.f("ck_statement_side")),
        sa.ForeignKeyConstraint(["block_id"], ["block.id"], name=op.f("fk_statement_block_id")),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name=op.f("fk_statement_pair_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_statement_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        comment="the two sides of a pair, and the essay's comment on them",
    )
    op.create_index(op.f("ix_statement_pair_id"), "statement", ["pair_id"], unique=False)
    op.create_table(
        "citation_entry",
        sa.Column("citation_id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["citation_id"], ["citation.id"], name=op.f("fk_citation_entry_citation_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_citation_entry_entry_id")),
        sa.PrimaryKeyConstraint("citation_id", "entry_id", name=op.f("pk_citation_entry")),
        comment="the entries whose paraphrase or comment a citation backs",
    )
    op.create_index(op.f("ix_citation_entry_entry_id"), "citation_entry", ["entry_id"], unique=False)
    op.create_table(
        "entry_quotation",
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quotation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_quotation_entry_id")),
        sa.ForeignKeyConstraint(["quotation_id"], ["quotation.id"], name=op.f("fk_entry_quotation_quotation_id")),
        sa.PrimaryKeyConstraint("entry_id", "position", name=op.f("pk_entry_quotation")),
    )


def downgrade() -> None:
    op.drop_table("entry_quotation")
    op.drop_table("citation_entry")
    op.drop_table("statement")
    op.drop_table("quotation")
    op.drop_table("posting")
    op.drop_table("phrasing")
    op.drop_table("pair_entry")
    op.drop_table("name")
    op.drop_table("excerpt")
    op.drop_table("entry_block")
    op.drop_table("citation")
    op.drop_table("source")
    op.drop_table("pair")
    op.drop_table("entry")
    op.drop_table("block")
    op.drop_table("vocabulary")
    op.drop_table("setting")
    op.drop_table("pack")
    op.drop_table("catalogue")
