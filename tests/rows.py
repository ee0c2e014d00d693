"""The database as it lies on the disk, behind the program's back: what the tables hold, and rows put there by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from knowledge.search.index import index_texts
from knowledge.search.normal import normalise
from knowledge.search.sounds import sound
from knowledge.storage import tables
from knowledge.storage.entry_rows import index_rows

Rows = list[tuple[Any, ...]]


@contextmanager
def connect(url: str) -> Iterator[sa.Connection]:
    """An ordinary connection to the database, committed at the end."""
    address = sa.make_url(url)
    if address.get_backend_name() == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    engine = sa.create_engine(address, poolclass=sa.NullPool)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def contents(url: str) -> dict[str, Rows]:
    """Every row of every table, sorted, with names in place of the numbers that a database gives.

    Left out is what tells one load from another: when it was, and how many there were before.
    """
    held: dict[str, Rows] = {}
    names: dict[str, dict[int, Any]] = {}
    with connect(url) as connection:
        for table in sorted(tables.metadata.sorted_tables, key=lambda table: table is tables.posting):
            rows = [(row, _named(table, row, names)) for row in connection.execute(sa.select(table)).mappings()]
            held[table.name] = sorted((named for _, named in rows), key=str)
            if "id" in table.c:
                names[table.name] = {row["id"]: _name(table, row, names) for row, _ in rows}
    return held


def entry_ids(url: str) -> dict[str, int]:
    """The entries' numbers by their keys."""
    with connect(url) as connection:
        return {row.key: row.id for row in connection.execute(sa.select(tables.entry.c.key, tables.entry.c.id))}


def add_guild_entry(url: str, scope: int, topic: str, alias: str) -> int:
    """Put an entry of that guild's own into a loaded library. Its passage is the first paragraph there is."""
    indexed = index_texts({"topic": [topic], "alias": [alias]})
    entry = {
        "scope": scope,
        "position": 0,
        "key": normalise(topic).replace(" ", "-"),
        "topic": topic,
        "claim": "Something else.",
        "held_by": [],
        "implied": True,
        "related": [],
        "words": " ".join(indexed.words),
    }
    with connect(url) as connection:
        block = connection.execute(sa.select(tables.block).order_by(tables.block.c.position)).first()
        assert block is not None
        id_ = connection.execute(sa.insert(tables.entry).values(entry).returning(tables.entry.c.id)).scalar_one()
        for role in ("passage", "rebuttal"):
            excerpt = {"entry_id": id_, "role": role, "position": 0, "exact": block.text[:9], "block_id": block.id}
            connection.execute(sa.insert(tables.excerpt).values(**excerpt, start=0, end=9))
        for number, text in enumerate((topic, alias)):
            name = {"scope": scope, "normal": normalise(text), "entry_id": id_, "text": text, "is_topic": number == 0}
            connection.execute(sa.insert(tables.name).values(**name, position=number))
        for table, rows in index_rows(scope, id_, indexed):
            connection.execute(sa.insert(table), rows)
        counts = {"scope": scope, "entries": 1}
        vocabulary = [{**counts, "sound": sound(word), "word": word, "names": 1} for word in indexed.words]
        connection.execute(sa.insert(tables.vocabulary), vocabulary)
        connection.execute(sa.insert(tables.catalogue).values(**counts, revision=1, texts=len(indexed.lines)))
    return id_


def _named(table: sa.Table, row: sa.RowMapping, names: Mapping[str, Mapping[int, Any]]) -> tuple[Any, ...]:
    """The row without its own number, and with what its other numbers stand for."""
    return tuple(
        names[target].get(row[column.name]) if (target := _target(column)) else _plain(row[column.name])
        for column in table.columns
        if column.name not in {"id", "loaded_at", "revision"}
    )


def _name(table: sa.Table, row: sa.RowMapping, names: Mapping[str, Mapping[int, Any]]) -> Any:
    """What other rows call this one: its pack and key, or all that it holds."""
    if "slug" in table.c:
        return row["slug"]
    return (names["pack"].get(row["pack_id"]), row["key"]) if "key" in table.c else _named(table, row, names)


def _target(column: sa.Column[Any]) -> str | None:
    """The table whose rows the column numbers; the index has no foreign keys."""
    (key,) = column.foreign_keys or (None,)
    return key.column.table.name if key else "entry" if column.name == "entry_id" else None


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, list | dict) else value
