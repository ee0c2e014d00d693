"""A look-up in a running process, layer by layer, against the same question as a prepared FTS5 query."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from pathlib import Path

from knowledge.library import Library
from knowledge.model import SHARED
from knowledge.packs.assemble import read_pack
from knowledge.packs.shipped import SHIPPED
from knowledge.search.normal import normalise, terms, words
from knowledge.search.ranking import rank
from tests.benchmarks.measure import side_by_side_async, table

QUERIES = {
    "a topic": "kronstadt",
    "a question": "did the soviets survive the civil war",
    "a claim": "the workers had become declassed so the party had to rule in their place until they recovered",
}


def main(rounds: int = 300) -> None:
    """Print the factor of each layer for each kind of query."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder), rounds))


async def _measure(folder: Path, rounds: int) -> None:
    full_text = _full_text(folder / "fts.db")
    async with Library.open(f"sqlite:///{folder / 'serge.db'}") as library:
        for kind, query in QUERIES.items():
            match = " OR ".join(f'"{word}"' for word in words(query))
            weights = dict.fromkeys(terms(query), 1.0)

            async def raw(match: str = match) -> object:
                return full_text.execute(_SQL, (match,)).fetchall()

            async def postings(weights: dict[str, float] = weights) -> object:
                async with library.database.reading() as reader:
                    return await reader.postings(SHARED, weights)

            async def ranked(weights: dict[str, float] = weights) -> object:
                async with library.database.reading() as reader:
                    found = await reader.postings(SHARED, weights)
                return rank(weights, found, 78)

            async def whole(query: str = query) -> object:
                return await library.look_up(query)

            layers = {
                "FTS5 through sqlite3, prepared": raw,
                "+ the postings through SQLAlchemy and aiosqlite": postings,
                "+ ranking": ranked,
                "+ names, judgement, entries: the whole look-up": whole,
            }
            medians = await side_by_side_async(layers, rounds)
            table(f"Look-up of {kind}: {normalise(query)[:50]}", medians, next(iter(layers)))


_SQL = "select key, bm25(entries, 3, 3, 2, 2, 1, 1, 0.7) from entries where entries match ? order by 2 limit 5"


def _full_text(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    connection.execute(
        "create virtual table entries using fts5 "
        "(topic, alias, phrasing, claim, quotation, passage, rebuttal, key unindexed, tokenize = 'porter unicode61')"
    )
    for entry in read_pack(SHIPPED).entries:
        row = (
            entry.topic,
            " ".join(entry.aliases),
            " ".join(text for _, text in entry.phrasings),
            entry.claim.text,
            " ".join(quotation.exact for quotation in entry.quotations),
            " ".join(passage.exact for passage in entry.passages),
            " ".join(rebuttal.exact for rebuttal in entry.rebuttals),
            entry.key,
        )
        connection.execute("insert into entries values (?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.commit()
    return connection
