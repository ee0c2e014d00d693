"""How sure: whether the best-ranked entry is the answer, one of several candidates, or nothing at all.

Two logistic models over the same facts, fitted on the tuning half of the labelled queries (``python -m
tests.evaluation fit`` prints these tables): whether the essay speaks of what was asked at all, and whether the entry
ranked first is right. No single fact tells it: a raw score grows with the query, a margin shrinks among neighbours.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from knowledge.model import Outcome
from knowledge.search.ranking import Ranking

FACTS = (
    "one",
    "covered share of the query",
    "covered share of its known part",
    "score by rarity",
    "score by known rarity",
    "margin over the second",
    "logarithm of the score",
    "logarithm of the number of terms",
    "share of words held",
    "logarithm of the number of words held",
    "strongest term",
    "share of short words mended",
    "known share of the query",
)
"""What :func:`facts` gives, in this order."""

ON_TOPIC = (-5.16, -0.42, 0.36, 3.53, 3.95, 0.16, 2.5, -1.28, -2.74, 1.59, -1.11, -5.74, 5.22)
"""The model of whether the essay speaks of it."""

RIGHT = (-10.42, -1.68, 0.02, 0.5, 5.15, 2.29, 4.05, -0.92, -1.72, 0.41, -0.47, -2.32, 5.78)
"""The model of whether the first entry is right."""

OFFER_FROM = 0.4
"""How likely the essay must speak of it for anything to be offered."""

ANSWER_FROM = 0.7
"""How likely the first entry must be right to be the answer."""


SURE_LENGTH = 8
"""Letters from which a mended word is hardly another one by chance."""

ONE_WORD_FROM = 0.8
"""What the score by rarity must be where the first entry holds one word of the query only: that of a heading."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What to do, and how likely the first entry is right, from 0 to 1."""

    outcome: Outcome
    likelihood: float


def doubt(typed: Collection[str], corrections: Mapping[str, str]) -> float:
    """The share of the words typed that were mended and are so short that another word may have been meant."""
    return sum(len(word) < SURE_LENGTH for word in corrections) / max(len(set(typed)), 1)


def facts(ranking: Ranking, mended: float) -> tuple[float, ...]:
    """What the models look at; ``mended`` is what :func:`doubt` gives."""
    best = ranking.ranked[0]
    second = ranking.ranked[1].score if len(ranking.ranked) > 1 else 0.0
    return (
        1.0,
        best.covered / ranking.rarity,
        best.covered / ranking.known,
        best.score / ranking.rarity,
        best.score / ranking.known,
        1 - second / best.score,
        math.log1p(best.score),
        math.log1p(ranking.terms),
        best.words / max(ranking.words, 1),
        math.log1p(best.words),
        best.strongest,
        mended,
        ranking.known / ranking.rarity,
    )


def judge(ranking: Ranking, mended: float = 0.0) -> Judgement:
    """What to do with these entries."""
    if not ranking.ranked:
        return Judgement(Outcome.NONE, 0.0)
    known = facts(ranking, mended)
    likelihood = logistic(RIGHT, known)
    if logistic(ON_TOPIC, known) < OFFER_FROM:
        return Judgement(Outcome.NONE, likelihood)
    best = ranking.ranked[0]
    thin = best.words < 2 and best.score / ranking.rarity < ONE_WORD_FROM  # noqa: PLR2004  # a word is not a question
    sure = likelihood >= ANSWER_FROM and not thin
    return Judgement(Outcome.ANSWER if sure else Outcome.CANDIDATES, likelihood)


def logistic(model: Sequence[float], known: Sequence[float]) -> float:
    """The model's likelihood."""
    total = sum(weight * fact for weight, fact in zip(model, known, strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
