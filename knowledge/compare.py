"""Comparing then and now: the pair that a person means."""

from __future__ import annotations

from collections import Counter

from knowledge.model import SHARED, Pair
from knowledge.search.normal import normalise, terms
from knowledge.storage.database import Database
from knowledge.storage.rows import scopes

LEAST_SHARE = 0.5
"""The share of the query's stems that a pair must hold to be meant by it."""


async def pairs(database: Database, scope: int = SHARED) -> list[Pair]:
    """Every pair, in the order of the pack."""
    async with database.reading() as reader:
        return await reader.pairs(scope)


async def find_pairs(database: Database, query: str, scope: int = SHARED) -> list[Pair]:
    """The pairs that the query may mean, likeliest first: by topic, by the entry it names, or by its words."""
    every = await pairs(database, scope)
    normal = normalise(query)
    if of_topic := [pair for pair in every if normalise(pair.topic) == normal]:
        return of_topic
    async with database.reading() as reader:
        named = await reader.entries_named(scopes(scope), [normal])
        entries = await reader.entries(scope, list(named.values()))
    keys = {entry.key for entry in entries}
    if of_entry := [pair for pair in every if keys & set(pair.entries)]:
        return of_entry
    return _by_words(every, query)


def _by_words(every: list[Pair], query: str) -> list[Pair]:
    wanted = set(terms(query))
    if not wanted:
        return []
    texts = {pair.key: set(terms(_text(pair))) for pair in every}
    holding = Counter(term for held in texts.values() for term in held & wanted)
    scores = {key: sum(1 / holding[term] for term in held & wanted) for key, held in texts.items()}
    likely = [pair for pair in every if len(texts[pair.key] & wanted) >= LEAST_SHARE * len(wanted)]
    return sorted(likely, key=lambda pair: -scores[pair.key])


def _text(pair: Pair) -> str:
    statements = [statement.exact for statement in (*pair.earlier, *pair.later)]
    return " ".join([pair.topic, pair.question, *pair.entries, *statements])
