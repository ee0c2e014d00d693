"""How sure: whether the best-ranked entry is the answer, one of several candidates, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.model import Outcome
from knowledge.search.ranking import Ranked

ANSWER_DENSITY = 0.5
"""From this density on the first entry may be the answer …"""
ANSWER_MARGIN = 0.15
"""… if it leads the second by this share of its score."""
CANDIDATE_DENSITY = 0.30
"""Below this density nothing is offered."""
CANDIDATE_COVERAGE = 0.45
"""Nor is it where the entry holds less than this share of what was asked."""


def judge(ranked: Sequence[Ranked]) -> Outcome:
    """What to do with these entries, best first."""
    if not ranked:
        return Outcome.NONE
    best = ranked[0]
    if best.density < CANDIDATE_DENSITY or best.coverage < CANDIDATE_COVERAGE:
        return Outcome.NONE
    margin = 1 - ranked[1].score / best.score if len(ranked) > 1 else 1.0
    if best.density >= ANSWER_DENSITY and margin >= ANSWER_MARGIN:
        return Outcome.ANSWER
    return Outcome.CANDIDATES
