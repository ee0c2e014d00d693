"""The peers: how other programs look things up, over the same library.

WRatio is what bots with named entries do: the name most like the query by rapidfuzz's WRatio, from 60 on. FTS5 is what
a program does that searches the text: SQLite's full-text search over its paragraphs and notes, stemmed, ranked by its
bm25. bm25s is a BM25 library of good repute, over the very fields that we search. Each answers whenever it finds
anything, since none can tell whether it should.
"""

from __future__ import annotations

import importlib.util
import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from rapidfuzz import fuzz, process, utils

from knowledge.evaluation.measure import Found, Seeker
from knowledge.packs.pack import Pack, PackEntry
from knowledge.search.index import texts_of
from knowledge.search.normal import every_word, stem

CUT_OFF = 60.0
"""The likeness, of 100, from which bots take a name to be meant."""

MOST = 5
"""How many matches each gives, as our own look-up does."""


@contextmanager
def peers(pack: Pack) -> Generator[dict[str, Seeker | None]]:
    """Every peer over the pack, by its name; None where its package is not installed."""
    connection = sqlite3.connect(":memory:")
    try:
        yield {
            "rapidfuzz WRatio ≥ 60, topics and aliases": _awaited(_wratio(pack)),
            "FTS5 bm25, paragraphs and notes": _awaited(_fts5(pack, connection)),
            "bm25s, the same fields as ours": _awaited(_bm25s(pack)) if importlib.util.find_spec("bm25s") else None,
        }
    finally:
        connection.close()


def _wratio(pack: Pack) -> Callable[[str], list[frozenset[str]]]:
    names = [(name, entry) for entry in pack.entries for name in (entry.topic, *entry.aliases)]

    def seek(query: str) -> list[frozenset[str]]:
        found = process.extract(
            query,
            [name for name, _ in names],
            scorer=fuzz.WRatio,
            processor=utils.default_process,
            score_cutoff=CUT_OFF,
            limit=None,
        )
        entries = dict.fromkeys(names[place][1].key for _, _, place in found)
        by_key = {entry.key: entry for entry in pack.entries}
        return [places(by_key[key]) for key in list(entries)[:MOST]]

    return seek


def _fts5(pack: Pack, connection: sqlite3.Connection) -> Callable[[str], list[frozenset[str]]]:
    connection.execute("create virtual table text using fts5 (words, place unindexed, tokenize = 'porter unicode61')")
    rows = [(block.text, block.name) for block in pack.edition.blocks]
    connection.executemany("insert into text values (?, ?)", rows)

    def seek(query: str) -> list[frozenset[str]]:
        match = " OR ".join(f'"{word}"' for word in every_word(query))
        if not match:
            return []
        found = "select place from text where text match ? order by bm25(text) limit ?"
        return [frozenset([place]) for (place,) in connection.execute(found, (match, MOST))]

    return seek


def _bm25s(pack: Pack) -> Callable[[str], list[frozenset[str]]]:
    import bm25s

    def stemmed(words: list[str]) -> list[str]:
        return [stem(word) for word in words]

    def tokens(texts: list[str]) -> Any:
        return bm25s.tokenize(texts, stopwords="en", stemmer=stemmed, show_progress=False)

    corpus = [" ".join(text for field in texts_of(entry).values() for text in field) for entry in pack.entries]
    retriever: Any = bm25s.BM25()
    retriever.index(tokens(corpus), show_progress=False)

    def seek(query: str) -> list[frozenset[str]]:
        asked = tokens([query])
        if not asked.vocab:
            return []
        numbers, scores = retriever.retrieve(asked, k=min(MOST, len(corpus)), show_progress=False)
        found = zip(numbers[0], scores[0], strict=True)
        return [places(pack.entries[int(number)]) for number, score in found if score > 0]

    return seek


def places(entry: PackEntry) -> frozenset[str]:
    """The paragraphs and notes that the entry shows the words of."""
    return frozenset(part.place.block for part in (*entry.passages, *entry.rebuttals))


def _awaited(seek: Callable[[str], list[frozenset[str]]]) -> Seeker:
    async def seeking(query: str) -> Found:
        found = seek(query)
        return Found(found, answered=bool(found))

    return seeking
