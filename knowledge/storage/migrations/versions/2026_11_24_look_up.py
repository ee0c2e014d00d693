"""What a look-up asks for: texts to compare with, words by their sound, and how many texts hold a term.

All of it is made from the entries, so the tables of the index are put in place empty; the library is indexed anew when
it is next opened.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_look_up"
down_revision = "2026_11_22_library"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.execute("delete from setting where key = 'index_version'")
    for table in ("posting", "vocabulary", "catalogue"):
        op.drop_table(table)
    op.create_table(
        "catalogue",
        sa.Column("scope", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("texts", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_catalogue")),
        comment="one row a scope: how often it changed, how many published entries it holds, how many texts they have",
    )
    op.create_table(
        "vocabulary",
        sa.Column("scope", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sound", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("names", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "sound", "word", name=op.f("pk_vocabulary")),
        comment="every word that finds something, by its sound; in how many entries and names of them it stands",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "posting",
        sa.Column("scope", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("entry_id", ID, autoincrement=False, nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "term", "entry_id", name=op.f("pk_posting")),
        comment="the inverted index: how much a stem says about an entry, and in how many of its texts it stands",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "likeness",
        sa.Column("entry_id", ID, autoincrement=False, nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_likeness_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_likeness")),
        comment="what a query is compared with: an entry's texts as stems, one a line, and how many they are",
    )
    op.create_table(
        "vector",
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("entry_id", ID, autoincrement=False, nullable=False),
        sa.Column("vectors", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_vector_entry_id")),
        sa.PrimaryKeyConstraint("model", "entry_id", name=op.f("pk_vector")),
        comment="what an entry's texts mean, as a model by its fingerprint has it; only where the host names a model",
    )
    op.create_index(op.f("ix_vector_entry_id"), "vector", ["entry_id"], unique=False)


def downgrade() -> None:
    for table in ("vector", "likeness", "posting", "vocabulary", "catalogue"):
        op.drop_table(table)
    op.create_table(
        "catalogue",
        sa.Column("scope", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_catalogue")),
    )
    op.create_table(
        "vocabulary",
        sa.Column("scope", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "word", name=op.f("pk_vocabulary")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "posting",
        sa.Column("scope", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_posting_entry_id")),
        sa.PrimaryKeyConstraint("scope", "term", "entry_id", name=op.f("pk_posting")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_posting_entry_id"), "posting", ["entry_id"], unique=False)
