"""Timing things side by side: each in turn, many rounds, so that a noisy machine is noisy to all of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable, Mapping


def side_by_side(things: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median seconds of each thing over ``rounds`` rounds in which every thing runs once."""
    times: dict[str, list[float]] = {name: [] for name in things}
    for _ in range(rounds):
        for name, thing in things.items():
            start = time.perf_counter()
            thing()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in times.items()}


async def side_by_side_async(things: Mapping[str, Callable[[], Awaitable[object]]], rounds: int) -> dict[str, float]:
    """The same for coroutines."""
    times: dict[str, list[float]] = {name: [] for name in things}
    for _ in range(rounds):
        for name, thing in things.items():
            start = time.perf_counter()
            await thing()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in times.items()}


def table(title: str, medians: Mapping[str, float], base: str) -> None:
    """Print each median in milliseconds and as a multiple of ``base``."""
    print(f"\n{title}")
    for name, seconds in medians.items():
        print(f"  {name:<58} {seconds * 1000:9.3f} ms  {seconds / medians[base]:7.2f} ×")
