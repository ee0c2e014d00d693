"""Ranking entries: by the terms they share with a query (BM25F), and by how like it their texts are."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.search.likeness import Likeness
from knowledge.search.normal import is_weak

WEAK_SHARE = 0.35
"""What a word of everyday English counts beside a rarer one."""

LIKENESS_SHARE = 0.6
"""What likeness counts in a score; the rest is BM25. Each is measured against the best entry's."""

MEANING_SHARE = 0.35
"""What nearness in meaning counts in a score where there is a model; from the farthest entry to the nearest."""

MOST_TERMS = 40
"""Of a longer query the terms that weigh most are looked up."""


class Posting(NamedTuple):
    """How much a term says about an entry, before the term's rarity."""

    term: str
    entry_id: int
    weight: float


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a query: what it counts (1, less where it was mended); how rare it is; whether anything holds it.

    A ``weak`` one is a word of everyday English.
    """

    times: float
    rarity: float
    known: bool
    weak: bool

    @property
    def weight(self) -> float:
        """What a posting's weight is multiplied with."""
        return self.times * self.worth

    @property
    def worth(self) -> float:
        """The rarity, less for a word of everyday English."""
        return self.rarity * (WEAK_SHARE if self.weak else 1.0)


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry's score, from 0 to 1, and what it rests on.

    ``bm25`` is the sum over the terms, ``likeness`` that of its texts; ``covered`` the worth of the terms it holds,
    ``words`` how many of them are not everyday English, ``strongest`` the largest part that one term has of ``bm25``.
    """

    entry_id: int
    score: float
    bm25: float
    likeness: Likeness
    covered: float
    words: int
    strongest: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The entries that a query finds, best first, and its ``terms``.

    ``rarity`` is the worth of all of them together, ``known`` that of those that any entry holds.
    """

    ranked: tuple[Ranked, ...]
    rarity: float
    known: float
    terms: Mapping[str, Term]

    @property
    def words(self) -> int:
        """How many of the terms are not everyday English."""
        return sum(not term.weak for term in self.terms.values())

    @property
    def margin(self) -> float:
        """How far the first is before the second: 0 where they are level, 1 where there is no second."""
        first, second = (*self.ranked[:2], None)[:2] if self.ranked else (None, None)
        return 1 - second.score / first.score if first and second and first.score else 1.0


USUAL_TEXTS = 6_000
"""The number of texts that rarities are measured by. A smaller library is taken to have as many; in a larger one the
rarest term is no rarer, so that how sure a look-up is does not depend on how much else there is."""


def rarity(texts: int, holding: int) -> float:
    """The inverse frequency of a term that ``holding`` of ``texts`` texts hold: from about 0.7 to 8.7."""
    size = max(texts, USUAL_TEXTS)
    return math.log1p(size / max(holding, 1)) * math.log1p(USUAL_TEXTS) / math.log1p(size)


def weigh(asked: Mapping[str, float], holding: Mapping[str, int], texts: int) -> dict[str, Term]:
    """The terms of a query. ``asked`` gives what each counts, ``holding`` in how many of the ``texts`` it stands."""
    return {
        term: Term(times, rarity(texts, holding.get(term, 0)), bool(holding.get(term)), is_weak(term))
        for term, times in asked.items()
    }


def heaviest(terms: Mapping[str, Term]) -> dict[str, Term]:
    """At most MOST_TERMS of the terms: known ones before others, then those that weigh most."""
    first = sorted(terms, key=lambda term: (not terms[term].known, -terms[term].weight, term))[:MOST_TERMS]
    return {term: terms[term] for term in first}


def entry_weights(weights: Mapping[str, float], postings: Iterable[Posting]) -> dict[int, float]:
    """What the postings of each entry weigh together."""
    sums: dict[int, float] = defaultdict(float)
    for term, entry_id, weight in sorted(postings):  # so that equal sums come out equal, whatever the database
        sums[entry_id] += weights[term] * weight
    return sums


def rank(
    query: Mapping[str, Term],
    postings: Iterable[Posting],
    likenesses: Mapping[int, Likeness],
    near: Mapping[int, float] | None = None,
) -> Ranking:
    """Rank the entries that have a posting, a likeness, or a nearness of meaning (from -1 to 1)."""
    near = near if near and max(near.values()) > 0 else {}  # a text that a model knows nothing of is near to nothing
    found = sorted({*likenesses, *near})
    sums: dict[int, list[float]] = {entry_id: [0.0, 0.0, 0.0, 0.0] for entry_id in found}
    for term, entry_id, weight in sorted(postings):  # so that equal sums come out equal, whatever the database
        one, asked = sums.setdefault(entry_id, [0.0, 0.0, 0.0, 0.0]), query[term]
        part = asked.weight * weight
        one[0] += part
        one[1] += asked.worth
        one[2] += not asked.weak
        one[3] = max(one[3], part)
    most = max((one[0] for one in sums.values()), default=0.0) or 1.0
    likest = max((like.mean for like in likenesses.values()), default=0.0) or 1.0
    least = min(near.values(), default=0.0)
    spread = max(near.values(), default=0.0) - least or 1.0
    ranked: list[Ranked] = []
    for entry_id, (bm25, covered, words, strongest) in sums.items():
        like = likenesses.get(entry_id, Likeness())
        score = (1 - LIKENESS_SHARE) * bm25 / most + LIKENESS_SHARE * like.mean / likest
        if entry_id in near:  # else it is too new for the model to have seen it, and is no worse for it
            score = (1 - MEANING_SHARE) * score + MEANING_SHARE * (near[entry_id] - least) / spread
        ranked.append(Ranked(entry_id, score, bm25, like, covered, int(words), strongest))
    return Ranking(
        ranked=tuple(sorted(ranked, key=lambda one: (-round(one.score, 9), one.entry_id))),
        rarity=sum(term.worth for term in query.values()),
        known=sum(term.worth for term in query.values() if term.known),
        terms=query,
    )
