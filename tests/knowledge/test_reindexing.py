"""Indexing a library anew that an older program has indexed: it is then as a fresh one, and all of it or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from knowledge import reindex
from knowledge.add_entries import add_entries
from knowledge.answer import Outcome
from knowledge.library import Library
from knowledge.load import load_pack
from knowledge.model import SHARED
from knowledge.packs.assemble import read_pack
from knowledge.packs.pack import Pack
from knowledge.packs.shipped import SHIPPED_SLUG
from knowledge.reindex import keep_index
from knowledge.search.index import INDEX_VERSION, Indexed, Texts, index_texts
from knowledge.search.sounds import sound
from knowledge.storage import reindexing, tables
from knowledge.storage.database import BUSY_SECONDS, Database
from knowledge.storage.migrations.upgrade import config
from tests.factories import ENTRIES
from tests.knowledge.test_own_entries import GUILD, own, shown
from tests.rows import Rows, add_guild_entry, connect, contents, entry_ids

INDEX = ("posting", "likeness", "vocabulary")

# What the library says of who has indexed it. A newer program's index is no more use than an older one's.
VERSIONS = {"nothing, as the first programs": None, "an older one": str(INDEX_VERSION - 1), "a newer one": "999"}


def say(url: str, version: str | None) -> None:
    """Let the library say that a program with this index has indexed it."""
    setting = tables.setting
    with connect(url) as connection:
        connection.execute(sa.delete(setting).where(setting.c.key == "index_version"))
        if version is not None:
            connection.execute(sa.insert(setting).values(scope=SHARED, key="index_version", value=version))


async def open_and_close(url: str) -> None:
    async with Library.open(url):
        pass


def execute(url: str, *statements: sa.Executable) -> None:
    """Change the library behind the program's back."""
    with connect(url) as connection:
        for statement in statements:
            connection.execute(statement)


def emptied(*names: str) -> Callable[[str], None]:
    """What empties these tables."""
    return lambda url: execute(url, *(sa.delete(tables.metadata.tables[name]) for name in names))


def changed(table: sa.Table, **values: object) -> Callable[[str], None]:
    """What puts these values into every row."""
    return lambda url: execute(url, sa.update(table).values(values))


def with_strangers(url: str) -> None:
    """Rows of words and entries that there are not."""
    execute(
        url,
        sa.insert(tables.posting).values(scope=SHARED, term="zebra", entry_id=404, weight=0.9, texts=3),
        sa.insert(tables.posting).values(scope=4711, term="zebra", entry_id=404, weight=0.9, texts=3),
        sa.insert(tables.vocabulary).values(scope=SHARED, sound=sound("zebra"), word="zebra", entries=1, names=1),
    )


def with_vectors(url: str) -> None:
    """Vectors of texts that were taken apart otherwise."""
    vectors = {"model": "of old", "entry_id": min(entry_ids(url).values()), "vectors": b"\0\0"}
    execute(url, sa.insert(tables.vector).values(vectors))


# Whatever an index was made like, and what may have become of it.
SPOILT: dict[str, Callable[[str], None]] = {
    "as it should be": lambda _: None,
    "empty": emptied(*INDEX),
    "without texts": emptied("likeness"),
    "without words": emptied("vocabulary"),
    "without counts": emptied("catalogue"),
    "other weights": changed(tables.posting, weight=tables.posting.c.weight / 2, texts=tables.posting.c.texts + 1),
    "other terms": changed(tables.posting, term="other " + tables.posting.c.term),
    "other lines": changed(tables.likeness, lines="5.5 zebra", texts=1),
    "other sounds": changed(tables.vocabulary, sound="z" + tables.vocabulary.c.sound),
    "other counts": changed(tables.catalogue, entries=99, texts=99),
    "words and entries that there are not": with_strangers,
    "vectors of other texts": with_vectors,
    "other words that an entry is found by": changed(tables.entry, words="zebra"),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
async def test_a_library_that_another_program_indexed_is_as_a_fresh_one(
    bakery_url: str, bakery_pack: Path, spoil: Callable[[str], None]
) -> None:
    await add_own(bakery_url, read_pack(bakery_pack))
    fresh = contents(bakery_url)
    spoil(bakery_url)
    say(bakery_url, None)
    await open_and_close(bakery_url)
    assert contents(bakery_url) == fresh


@pytest.mark.parametrize("version", VERSIONS.values(), ids=VERSIONS.keys())
async def test_an_index_of_any_other_program_is_made_anew(
    bakery_url: str, bakery_pack: Path, version: str | None
) -> None:
    await add_own(bakery_url, read_pack(bakery_pack))
    fresh = contents(bakery_url)
    emptied(*INDEX)(bakery_url)
    say(bakery_url, version)
    await open_and_close(bakery_url)
    assert contents(bakery_url) == fresh


async def test_the_shipped_library_and_a_guilds_own_are_as_fresh_ones(library_url: str, shipped: Pack) -> None:
    await add_own(library_url, shipped)
    fresh = contents(library_url)
    emptied(*INDEX)(library_url)
    say(library_url, None)
    await open_and_close(library_url)
    assert contents(library_url) == fresh


async def add_own(url: str, pack: Pack) -> None:
    """Add some of the pack's entries once more, as a guild's own."""
    async with await Database.open(url) as database:
        await add_entries(database, GUILD, SHIPPED_SLUG, own(pack.entries[::6]))


# An index is made in parts where there are many entries; nobody should see that it was.
@pytest.mark.parametrize("at_once", [1, 2])
async def test_a_library_is_indexed_in_parts_as_it_is_at_once(
    bakery_url: str, bakery_pack: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    await add_own(bakery_url, read_pack(bakery_pack))
    add_guild_entry(bakery_url, 43, "Pumpernickel", "black loaf")
    say(bakery_url, None)
    await open_and_close(bakery_url)
    fresh = contents(bakery_url)
    assert len(fresh["entry"]) == 4
    monkeypatch.setattr(reindexing, "_AT_ONCE", at_once)
    emptied(*INDEX)(bakery_url)
    say(bakery_url, None)
    await open_and_close(bakery_url)
    assert contents(bakery_url) == fresh


# Put there by hand, the entry was found by its names alone; indexed anew, by all that it holds.
async def test_a_guilds_own_entry_is_found_by_all_that_it_holds(bakery_url: str) -> None:
    id_ = add_guild_entry(bakery_url, GUILD, "Pumpernickel", "black loaf")
    say(bakery_url, None)
    async with Library.open(bakery_url) as library:
        entry = await library.entry(id_, GUILD)
        assert entry is not None
        excerpt = entry.passages[0].exact
        texts = {"topic": ["Pumpernickel"], "alias": ["black loaf"], "claim": ["Something else."]}
        assert index_of(bakery_url, id_) == rows_of(index_texts(texts | {"passage": [excerpt], "rebuttal": [excerpt]}))
        for query in ("Pumpernickel", "black loaf", "pumpernikel", "loaf"):
            found = await library.look_up(query, GUILD)
            assert [match.entry.key for match in found.matches][:1] == ["pumpernickel"], query
            for scope in (SHARED, 43):
                assert (await library.look_up(query, scope)).outcome is Outcome.NONE, query


def index_of(url: str, entry_id: int) -> tuple[Rows, list[str]]:
    """The postings and lines of an entry as they are stored."""
    posting, lines = tables.posting, tables.likeness
    stored = sa.select(posting.c.scope, posting.c.term, posting.c.weight, posting.c.texts)
    with connect(url) as connection:
        rows = connection.execute(stored.where(posting.c.entry_id == entry_id)).all()
        text = connection.execute(sa.select(lines.c.lines).where(lines.c.entry_id == entry_id)).scalar_one()
    return sorted(map(tuple, rows)), text.split("\n")


def rows_of(indexed: Indexed) -> tuple[Rows, list[str]]:
    """The postings and lines as they should be."""
    rows = [(GUILD, term, weight, indexed.holding[term]) for term, weight in indexed.weights.items()]
    return sorted(rows), list(indexed.lines)


# What was indexed anew is known by its new words: nothing of it is left over when it is loaded once more.
@pytest.mark.parametrize("words", ["zebra", ""])
async def test_a_pack_that_is_loaded_over_it_leaves_nothing_behind(
    bakery_url: str, bakery_pack: Path, words: str
) -> None:
    before = contents(bakery_url)
    changed(tables.entry, words=words)(bakery_url)
    say(bakery_url, None)
    (bakery_pack / "entries.yaml").write_text(ENTRIES.replace("graveyard shift", "sourdough"))
    async with Library.open(bakery_url) as library:
        await load_pack(library.database, bakery_pack)
        (bakery_pack / "entries.yaml").write_text(ENTRIES)
        await load_pack(library.database, bakery_pack)
    assert contents(bakery_url) == before


# A library that is current is left alone, to the last byte.


def traces(url: str) -> object:
    """What every write leaves behind: the file's bytes and its time, or who wrote every row, and where it lies."""
    address = sa.make_url(url)
    if address.get_backend_name() == "sqlite":
        file = Path(address.database or "")
        assert not file.with_name(f"{file.name}-wal").exists()
        return file.read_bytes(), file.stat().st_mtime_ns
    with connect(url) as connection:
        return {
            name: connection.execute(sa.text(f"select xmin::text, ctid::text from {name} order by ctid")).all()  # noqa: S608  # ours
            for name in tables.metadata.tables
        }


async def test_a_library_that_is_current_is_not_written_to(library_url: str, shipped: Pack) -> None:
    await add_own(library_url, shipped)
    await open_and_close(library_url)
    before = traces(library_url)
    await open_and_close(library_url)
    assert traces(library_url) == before
    say(library_url, None)
    await open_and_close(library_url)
    assert traces(library_url) != before


# Whoever asks a question is not kept waiting by somebody who loads a pack.
async def test_a_library_that_is_current_is_opened_beside_a_writer(bakery_url: str) -> None:
    async with await Database.open(bakery_url) as database, database.writing() as writer:
        await writer.put_setting(SHARED, "key", "value")
        async with asyncio.timeout(BUSY_SECONDS / 2), Library.open(bakery_url) as library:
            assert await library.recall("key") is None


async def test_what_is_remembered_and_when_it_was_loaded_stays(bakery_url: str) -> None:
    async with Library.open(bakery_url) as library:
        await library.remember("key", "value")
    with connect(bakery_url) as connection:
        loaded = connection.execute(sa.select(tables.pack.c.loaded_at)).scalar_one()
    say(bakery_url, None)
    async with Library.open(bakery_url) as library:
        assert await library.recall("key") == "value"
        assert await library.recall("index_version") == str(INDEX_VERSION)
    with connect(bakery_url) as connection:
        assert connection.execute(sa.select(tables.pack.c.loaded_at)).scalar_one() == loaded


# All of it or nothing, and once however many programs start.


async def test_a_fault_on_the_way_leaves_the_library_as_it_was(
    bakery_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(bakery_url, "1")
    before, seen = contents(bakery_url), list[Texts]()

    def faulty(texts: Texts) -> Indexed:
        seen.append(texts)
        if len(seen) > 1:
            raise LookupError("the second entry")
        return index_texts(texts)

    monkeypatch.setattr(reindex, "index_texts", faulty)
    with pytest.raises(LookupError, match="the second entry"):
        await open_and_close(bakery_url)
    assert contents(bakery_url) == before


async def test_programs_that_start_at_once_index_it_once(bakery_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh, seen = contents(bakery_url), list[Texts]()

    def counted(texts: Texts) -> Indexed:
        seen.append(texts)
        return index_texts(texts)

    monkeypatch.setattr(reindex, "index_texts", counted)
    emptied(*INDEX)(bakery_url)
    say(bakery_url, None)
    await asyncio.gather(*(open_and_close(bakery_url) for _ in range(4)))
    assert contents(bakery_url) == fresh
    assert len(seen) == len(fresh["entry"])


async def test_who_had_it_open_looks_it_up_in_the_new_index(bakery_url: str, bakery_pack: Path) -> None:
    await add_own(bakery_url, read_pack(bakery_pack))
    async with Library.open(bakery_url) as library:
        right = [shown(await library.look_up("stale at night", scope)) for scope in (SHARED, GUILD)]
        emptied(*INDEX)(bakery_url)
        changed(tables.catalogue, revision=tables.catalogue.c.revision + 1)(bakery_url)
        assert [shown(await library.look_up("stale at night", scope)) for scope in (SHARED, GUILD)] != right
        say(bakery_url, None)
        async with await Database.open(bakery_url) as other:
            await keep_index(other)
        assert [shown(await library.look_up("stale at night", scope)) for scope in (SHARED, GUILD)] == right


# A library of the first revision: its index is taken away with its tables, and made anew when it is opened.

ASKED = ["kronstadt", "kronsttadt", "why did the workers strike", "memoirs 150", "note 29", "Our Kronstadt", "asdfgh"]


@pytest.mark.parametrize("said", ["nothing, as the first programs", "what a later program had said before"])
async def test_a_library_of_the_first_revision_gives_the_same_answers(
    library_url: str, shipped: Pack, said: str
) -> None:
    await add_own(library_url, shipped)
    fresh, right = contents(library_url), await answers(library_url)
    with connect(library_url) as connection:
        command.downgrade(config(connection), "2026_11_22_library")
    if said == "nothing, as the first programs":
        say(library_url, None)
    assert await answers(library_url) == right
    assert contents(library_url) == fresh


async def answers(url: str) -> list[object]:
    """What everybody and the guild are answered."""
    async with Library.open(url) as library:
        return [shown(await library.look_up(query, scope)) for query in ASKED for scope in (SHARED, GUILD)]
