"""How sure: whether the best-ranked entry is the answer, one of several candidates, or nothing at all.

Two logistic models over the same facts, fitted on the tuning half of the labelled queries (``python -m
tests.evaluation`` prints these tables): whether the essay speaks of what was asked at all, and whether the entry
ranked first is right. No single fact tells it: a raw score grows with the query, a margin shrinks among neighbours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answer import Basis, Outcome
from knowledge.search.asked import Asked
from knowledge.search.ranking import Ranking

FACTS = (
    "one",
    "covered share of the query",
    "covered share of its known part",
    "score by rarity",
    "score by known rarity",
    "margin over the second",
    "logarithm of the score",
    "logarithm of the number of words",
    "share of words held",
    "logarithm of the number of words held",
    "strongest term",
    "share of short words mended",
    "known share of the query",
    "likeness",
    "likeness of the likest text",
)
"""What :func:`facts` gives, in this order."""

ON_TOPIC = (-10.13, -2.13, 0.01, 2.66, 5.27, -0.95, 0.82, 0.45, 0.8, 0.32, -0.48, -3.13, 6.03, 5.35, 4.08)
"""The model of whether the essay speaks of it."""

RIGHT = (-11.88, -1.71, -0.45, 1.27, 4.74, 1.57, 2.32, 0.0, 0.62, 0.05, -0.53, -1.0, 5.33, 0.97, 5.24)
"""The model of whether the first entry is right."""

OFFER_FROM = 0.3
"""How likely the essay must speak of it for anything to be offered."""

ANSWER_FROM = 0.75
"""How likely the first entry must be right to be the answer."""


SURE_LENGTH = 8
"""Letters from which a mended word is hardly another one by chance."""

LEVEL = 0.05
"""Of two entries that are no farther apart than this, neither is the answer."""

ALIKE, SAME = 0.4, 0.6
"""How like one of its texts a query must be that shares only everyday words with an entry: to be offered, and to be
answered.
"""

FEWEST = 3
"""A query of fewer words that shares only everyday ones with the library is not looked up: "test", "maybe"."""

FEWEST_SURE = 2
"""A single word that is no topic's name may mean much: "the revolution" is offered what it may be, never answered."""

MOST_SCORES = 10
"""For how many entries a basis keeps the scores."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What to do, and how likely the essay speaks of it and the first entry is right, from 0 to 1."""

    outcome: Outcome
    on_topic: float = 0.0
    right: float = 0.0


def doubt(asked: Asked) -> float:
    """The share of the words typed that were mended and are so short that another word may have been meant."""
    return sum(len(word) < SURE_LENGTH for word in asked.corrections) / max(len(set(asked.words)), 1)


def facts(ranking: Ranking, asked: Asked) -> tuple[float, ...]:
    """What the models look at; something must have been found."""
    best = ranking.ranked[0]
    rarity, known = ranking.rarity or 1.0, ranking.known or 1.0
    return (
        1.0,
        best.covered / rarity,
        best.covered / known,
        best.bm25 / rarity,
        best.bm25 / known,
        ranking.margin,
        math.log1p(best.bm25),
        math.log1p(len(asked.every)),
        best.words / max(ranking.words, 1),
        math.log1p(best.words),
        best.strongest,
        doubt(asked),
        known / rarity,
        best.likeness.mean,
        best.likeness.likest,
    )


def judge(ranking: Ranking, asked: Asked) -> Judgement:
    """What to do with these entries."""
    if not ranking.ranked:
        return Judgement(Outcome.NONE)
    known = facts(ranking, asked)
    on_topic, right = logistic(ON_TOPIC, known), logistic(RIGHT, known)
    best = ranking.ranked[0]
    if on_topic < OFFER_FROM and best.likeness.likest < SAME:
        return Judgement(Outcome.NONE, on_topic, right)
    if not best.words and (len(asked.every) < FEWEST or best.likeness.likest < ALIKE):
        return Judgement(Outcome.NONE, on_topic, right)
    only_guessed = 0 < len(asked.corrections) == len(set(asked.words))  # and no name came of it
    told_apart = ranking.margin >= LEVEL and (best.words or best.likeness.likest >= SAME)
    bare = len(set(asked.words)) < FEWEST_SURE and len(asked.every) <= FEWEST_SURE
    sure = right >= ANSWER_FROM and not only_guessed and told_apart and not bare
    return Judgement(Outcome.ANSWER if sure else Outcome.CANDIDATES, on_topic, right)


def basis(ranking: Ranking, judgement: Judgement | None = None) -> Basis:
    """What an answer rests on, for whoever asks why."""
    return Basis(
        terms={term: one.worth for term, one in ranking.terms.items() if one.known},
        unknown=tuple(term for term, one in ranking.terms.items() if not one.known),
        scores={one.entry_id: (one.score, one.bm25, one.likeness.mean) for one in ranking.ranked[:MOST_SCORES]},
        margin=ranking.margin,
        on_topic=judgement.on_topic if judgement else None,
        right=judgement.right if judgement else None,
    )


def logistic(model: Sequence[float], known: Sequence[float]) -> float:
    """The model's likelihood."""
    total = sum(weight * fact for weight, fact in zip(model, known, strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
