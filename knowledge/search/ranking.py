"""Ranking entries by the terms they share with a query (BM25F, its weights kept in the index)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.search.common_words import WEAK_WORDS
from knowledge.search.normal import stem
from knowledge.storage.reading import Posting

WEAK_SHARE = 0.35
"""What a word of everyday English counts beside a rarer one."""

_WEAK_STEMS = frozenset(map(stem, WEAK_WORDS))


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry's score and what it rests on: the rarity it covers, how many words, and the strongest one's part.

    ``words`` counts the query's terms that the entry holds, those of everyday English left out.
    """

    entry_id: int
    score: float
    covered: float
    words: int
    strongest: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The entries that hold any of a query's terms, best first, and what the query itself is like.

    ``rarity`` is that of all its terms together, ``known`` that of the terms that any entry holds; ``terms`` counts
    them, ``words`` those among them that are not everyday English.
    """

    ranked: tuple[Ranked, ...]
    rarity: float
    known: float
    terms: int
    words: int


USUAL_SIZE = 100
"""The number of entries that rarities are measured by. A smaller library is taken to have as many; in a larger one the
rarest term is no rarer, so that how sure a look-up is does not depend on how much else there is."""


def rarity(entries: int, holding: int) -> float:
    """BM25's inverse document frequency, for a term that ``holding`` of ``entries`` hold: from 0 to about 5."""
    size = max(entries, USUAL_SIZE)
    return _idf(size, holding) * _idf(USUAL_SIZE, 0) / _idf(size, 0)


def _idf(entries: int, holding: int) -> float:
    return math.log(1 + (entries - holding + 0.5) / (holding + 0.5))


def rank(query: Mapping[str, float], postings: Iterable[Posting], entries: int) -> Ranking:
    """Rank the entries for a query.

    ``query`` gives each term its weight, 1 for a word as typed and less for a mended one; ``entries`` is how
    many the guild sees.
    """
    postings = sorted(postings)  # so that equal sums come out equal, whatever the database
    holding = Counter(found.term for found in postings)
    rarities = {term: rarity(entries, holding[term]) * (WEAK_SHARE if term in _WEAK_STEMS else 1.0) for term in query}
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for term, entry_id, weight in postings:
        one = sums[entry_id]
        part = query[term] * rarities[term] * weight
        one[0] += part
        one[1] += rarities[term]
        one[2] += term not in _WEAK_STEMS
        one[3] = max(one[3], part)
    ranked = [
        Ranked(entry_id, score, covered, int(words), strongest)
        for entry_id, (score, covered, words, strongest) in sums.items()
    ]
    return Ranking(
        ranked=tuple(sorted(ranked, key=lambda one: (-one.score, one.entry_id))),
        rarity=sum(rarities.values()),
        known=sum(rarities[term] for term in holding),
        terms=len(query),
        words=sum(term not in _WEAK_STEMS for term in query),
    )
