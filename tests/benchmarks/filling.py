"""Filling a database with many guilds' libraries, in bulk: the rows are those that the program itself would write."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import random
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from knowledge.library import Library
from knowledge.model import Claim, Passage, Place, Rebuttal
from knowledge.packs.pack import PackEntry
from knowledge.search.index import Indexed, index_entry
from knowledge.search.sounds import sound
from knowledge.storage import tables
from knowledge.storage.entry_rows import Home, Row, head_row, part_rows
from tests.benchmarks.corpus import glosses, verses, vocabulary

SECTION = "Bible"
LARGE = 20_000
USUAL = 50
CHUNK = 2_000
WORDS_GUILD = 9_999_999
"""A guild with a vocabulary of 150,000 words, and nothing else beside."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled database: its address, how many entries of guilds it holds, and the guilds by how many each has."""

    url: str
    entries: int
    guilds: dict[int, int]

    def of_size(self, wanted: int) -> list[int]:
        """The guilds with so many entries."""
        return [guild for guild, size in self.guilds.items() if size == wanted]


def guild_sizes(entries: int) -> dict[int, int]:
    """Guilds as in life: a few very large, a tenth of usual size, most of them small; about ten entries on average."""
    sizes: list[int] = []
    shares = ((LARGE, 0.2), (1_000, 0.1), (USUAL, 0.2), (12, 0.25), (4, 0.25))
    for size, share in shares:
        sizes += [size] * int(entries * share // size)
    sizes += [entries - sum(sizes)] if entries > sum(sizes) else []
    random.Random(entries).shuffle(sizes)  # noqa: S311  # nothing secret
    return {1_000 + number: size for number, size in enumerate(sizes)}


def guild_entry(guild: int, number: int) -> PackEntry:
    """An entry of a guild's library: a word and what it means, a verse to state it and another to answer it."""
    senses, lines = glosses(), verses()
    place = guild * 7_919 + number * 13
    gloss = senses[place % len(senses)]
    said, answered = place % len(lines), (place * 3 + 1) % len(lines)
    return PackEntry(
        key=f"entry-{number}",
        topic=f"{gloss.word} ({number})",
        aliases=(),
        claim=Claim(gloss.meaning, ("somebody",)),
        passages=(Passage(lines[said][1], _place(said, lines[said][1])),),
        quotations=(),
        rebuttals=(Rebuttal(lines[answered][1], _place(answered, lines[answered][1])),),
        related=(),
        places=(),
        phrasings=(("keywords", gloss.word),),
    )


def fill(url: str, entries: int) -> Filled:
    """Fill the database at this address, which must not exist (or be empty) yet."""
    guilds = guild_sizes(entries)
    asyncio.run(_open(url))
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        pack_id, first_block = _put_edition(connection)
        first_entry = (connection.scalar(sa.select(sa.func.max(tables.entry.c.id))) or 0) + 1
    engine.dispose()
    jobs = list(_jobs(guilds, pack_id, first_block, first_entry))
    with multiprocessing.Pool(2) as pool, _bulk(url) as bulk:
        for rows in pool.imap(_rows, jobs):
            for name, some in rows.items():
                bulk.put(tables.metadata.tables[name], some)
        bulk.put(tables.vocabulary, _words_guild())
        bulk.put(tables.catalogue, [{"scope": WORDS_GUILD, "revision": 1, "entries": 1, "texts": 1}])
        bulk.finish()
    return Filled(url, entries, guilds)


def _words_guild() -> list[Row]:
    return [
        {"scope": WORDS_GUILD, "sound": sound(word), "word": word, "entries": 1, "names": 0} for word in vocabulary()
    ]


async def _open(url: str) -> None:
    async with Library.open(url):
        pass


def _put_edition(connection: sa.Connection) -> tuple[int, int]:
    """The verses as the paragraphs of a pack. Returns the pack's number and that of the first verse."""
    shared = connection.execute(sa.select(tables.pack)).mappings().one()
    head = {**shared, "id": shared["id"] + 1, "slug": "bible", "shipped": False}
    connection.execute(sa.insert(tables.pack).values(**head))
    first = (connection.scalar(sa.select(sa.func.max(tables.block.c.id))) or 0) + 1
    rows = [
        {
            "id": first + number,
            "pack_id": head["id"],
            "position": number,
            "section": SECTION,
            "number": number,
            "is_note": False,
            "displayed": False,
            "text": text,
        }
        for number, (_, text) in enumerate(verses())
    ]
    connection.execute(sa.insert(tables.block), rows)
    return head["id"], first


Job = tuple[list[tuple[int, int]], int, int, int]


def _jobs(guilds: dict[int, int], pack_id: int, first_block: int, first_entry: int) -> Iterator[Job]:
    """Some guilds at once: (guild, entries), then the numbers of the pack, of the first verse and the first entry."""
    some: list[tuple[int, int]] = []
    for guild, size in guilds.items():
        some.append((guild, size))
        if sum(size for _, size in some) >= CHUNK:
            yield some, pack_id, first_block, first_entry
            first_entry += sum(size for _, size in some)
            some = []
    yield some, pack_id, first_block, first_entry


def _rows(job: Job) -> dict[str, list[Row]]:
    guilds, pack_id, first_block, id_ = job
    blocks = {f"{SECTION} {number}": first_block + number for number in range(len(verses()))}
    rows: dict[str, list[Row]] = defaultdict(list)
    for guild, size in guilds:
        home = Home(guild, pack_id, blocks)
        numbered: list[tuple[int, int, PackEntry, Indexed]] = []
        for number in range(size):
            entry = guild_entry(guild, number)
            numbered.append((id_, number, entry, index_entry(entry)))
            rows["entry"].append({"id": id_, **head_row(home, number, entry, numbered[-1][3])})
            id_ += 1
        for table, some in part_rows(home, numbered).items():
            rows[table.name] += some
        words = Counter(word for *_, indexed in numbered for word in indexed.words)
        named = Counter(word for *_, indexed in numbered for word in indexed.names)
        rows["vocabulary"] += [
            {"scope": guild, "sound": sound(word), "word": word, "entries": count, "names": named[word]}
            for word, count in words.items()
        ]
        texts = sum(len(indexed.lines) for *_, indexed in numbered)
        rows["catalogue"].append({"scope": guild, "revision": 1, "entries": size, "texts": texts})
    return rows


class _Sqlite:
    """Rows into an SQLite file, all in one transaction."""

    def __init__(self, url: str) -> None:
        self.connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        self.connection.execute("pragma synchronous = off")
        self.connection.execute("begin immediate")

    def put(self, table: sa.Table, rows: list[Row]) -> None:
        """Insert the rows, in the order of the table's key."""
        if rows:
            names, values = _columns(table, rows)
            marks = ", ".join("?" * len(names))
            self.connection.executemany(f"insert into {table.name} ({', '.join(names)}) values ({marks})", values)  # noqa: S608

    def finish(self) -> None:
        """Keep it all."""
        self.connection.execute("commit")
        self.connection.execute("analyze")
        self.connection.execute("pragma wal_checkpoint(truncate)")


class _Postgresql:
    """Rows into PostgreSQL, by COPY."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url)

    def put(self, table: sa.Table, rows: list[Row]) -> None:
        """Copy the rows."""
        if rows:
            names, values = _columns(table, rows)
            quoted = ", ".join(f'"{name}"' for name in names)
            with self.connection.cursor().copy(f"copy {table.name} ({quoted}) from stdin") as copy:  # type: ignore[arg-type]
                for row in values:
                    copy.write_row(row)

    def finish(self) -> None:
        """Keep it all; new entries are numbered after these."""
        self.connection.execute("select setval(pg_get_serial_sequence('entry', 'id'), (select max(id) from entry))")
        self.connection.execute("select setval(pg_get_serial_sequence('excerpt', 'id'), (select max(id) from excerpt))")
        self.connection.commit()
        self.connection.autocommit = True
        self.connection.execute("vacuum analyze")


@contextmanager
def _bulk(url: str) -> Generator[_Sqlite | _Postgresql]:
    """The one or the other, closed at the end."""
    bulk = _Postgresql(url) if url.startswith("postgresql") else _Sqlite(url)
    try:
        yield bulk
    finally:
        bulk.connection.close()


def _columns(table: sa.Table, rows: list[Row]) -> tuple[list[str], Iterable[tuple[Any, ...]]]:
    """The names of the columns, and the rows as the drivers take them, in the order of the table's key."""
    names = list(rows[0])
    key = [column.name for column in table.primary_key if column.name in names]
    ordered = sorted(rows, key=lambda row: tuple(row[name] for name in key)) if key else rows
    as_json = {name for name in names if isinstance(table.c[name].type, sa.JSON)}
    return names, (tuple(json.dumps(row[n]) if n in as_json else row[n] for n in names) for row in ordered)


def _place(number: int, text: str) -> Place:
    return Place(SECTION, number, None, 0, len(text))


def size_on_disk(url: str) -> int:
    """The bytes that the database takes."""
    if url.startswith("sqlite"):
        return Path(url.removeprefix("sqlite:///")).stat().st_size
    with psycopg.connect(url) as connection:
        row = connection.execute("select pg_database_size(current_database())").fetchone()
        assert row is not None
        return int(row[0])
