"""Ranking entries by the terms they share with a query (BM25F, its weights kept in the index)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.search.common_words import WEAK_WORDS
from knowledge.search.normal import stem
from knowledge.storage.reading import Posting


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry's score and what it rests on.

    ``coverage`` is the share of the query's rarity that the entry holds, from 0 to 1: the best single sign of
    whether the query is about it at all. ``density`` is the score divided by the query's whole rarity.
    """

    entry_id: int
    score: float
    coverage: float
    density: float


def rarity(entries: int, holding: int) -> float:
    """BM25's inverse document frequency, for a term that ``holding`` of ``entries`` hold; never negative."""
    return math.log(1 + (entries - holding + 0.5) / (holding + 0.5))


WEAK_SHARE = 0.35
"""What a word of everyday English counts beside a rarer one."""

_WEAK_STEMS = frozenset(map(stem, WEAK_WORDS))


def rank(query: Mapping[str, float], postings: Iterable[Posting], entries: int) -> list[Ranked]:
    """Entries that hold any of the query's terms, best first.

    ``query`` gives each term its weight, 1 for a word as typed and less for a mended one; ``entries`` is how
    many the guild sees.
    """
    postings = sorted(postings)  # so that equal sums come out equal, whatever the database
    holding = Counter(found.term for found in postings)
    rarities = {term: rarity(entries, holding[term]) * (WEAK_SHARE if term in _WEAK_STEMS else 1.0) for term in query}
    whole = sum(rarities.values())
    if not whole:
        return []
    scores: dict[int, float] = defaultdict(float)
    covered: dict[int, float] = defaultdict(float)
    for term, entry_id, weight in postings:
        part = query[term] * rarities[term]
        scores[entry_id] += part * weight
        covered[entry_id] += part
    ranked = [Ranked(id_, score, covered[id_] / whole, score / whole) for id_, score in scores.items()]
    return sorted(ranked, key=lambda found: (-found.score, found.entry_id))
