"""Shares and means with their 95% intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_Z = 1.959964
"""Between minus and plus so many standard deviations lie 95% of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share or mean from 0 to 1, and the interval that holds the true one in 95 of 100 such measurements."""

    value: float
    low: float
    high: float


def share(hits: int, of: int) -> Estimate | None:
    """A share with Wilson's score interval (E. B. Wilson, 1927); None of nothing."""
    if not of:
        return None
    observed = hits / of
    middle = (observed + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    reach = _Z * math.sqrt(observed * (1 - observed) / of + _Z**2 / (4 * of**2)) / (1 + _Z**2 / of)
    return Estimate(observed, max(0.0, middle - reach), min(1.0, middle + reach))


def mean(values: Sequence[float]) -> Estimate | None:
    """A mean with the interval of the normal distribution; None of nothing."""
    if not values:
        return None
    middle = sum(values) / len(values)
    spread = math.sqrt(sum((value - middle) ** 2 for value in values) / max(len(values) - 1, 1))
    reach = _Z * spread / math.sqrt(len(values))
    return Estimate(middle, max(0.0, middle - reach), min(1.0, middle + reach))
