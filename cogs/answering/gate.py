"""Who may ask where, and how often: what is not answered now is told so, with a kind word."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic
from weakref import WeakValueDictionary

from discord.ext.commands import Cooldown

from cogs.answering.asking import Asked
from knowledge.preferences import Preferences

WINDOW_SECONDS = 10.0
"""The time in which questions are counted."""

MOST_COUNTED = 10_000
"""Of more people or channels than this, those whose time is over are forgotten."""


class Why(StrEnum):
    """Why a question is not answered now."""

    SILENT = "silent"
    ROLE = "role"
    PERSON = "person"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A question that is not answered now. ``seconds`` is how long to wait, ``roles`` are those that may ask.

    ``again`` is true where the same person was told so a moment ago.
    """

    why: Why
    seconds: float = 0.0
    roles: tuple[int, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """How many questions in WINDOW_SECONDS are answered to one person, and in one channel; 0 is without a limit."""

    person: int = 5
    channel: int = 20


class Gate:
    """Lets questions through, and lets guilds take turns."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._counts: dict[tuple[str, int], Cooldown] = {}
        self._told: dict[int, float] = {}
        self._turns: WeakValueDictionary[int, asyncio.Semaphore] = WeakValueDictionary()

    def refusal(self, asked: Asked, preferences: Preferences, *, alone_if_silent: bool = False) -> Refusal | None:
        """Why this question is not answered now; None where it is, which then counts.

        An interaction is answered in a silent channel too, to the asker alone.
        """
        if preferences.silent and not alone_if_silent:
            return Refusal(Why.SILENT)
        if preferences.asking and not asked.sets_up and asked.roles.isdisjoint(preferences.asking):
            return Refusal(Why.ROLE, roles=preferences.asking)
        now = monotonic()
        counts = [
            (why, self._count(why, who, rate))
            for why, who, rate in (
                (Why.PERSON, asked.person, self._limits.person),
                (Why.CHANNEL, asked.channel, self._limits.channel),
            )
            if rate
        ]
        for why, count in counts:
            if seconds := count.get_retry_after(now):
                return Refusal(why, seconds, again=self._was_told(asked.person, now, seconds))
        for _why, count in counts:
            count.update_rate_limit(now)
        return None

    @asynccontextmanager
    async def turn(self, scope: int) -> AsyncGenerator[None]:
        """Wait for the guild's turn: one of its questions is looked up at a time, whatever the others ask."""
        waiting = self._turns.setdefault(scope, asyncio.Semaphore(1))
        async with waiting:
            yield

    def _count(self, why: Why, who: int, rate: int) -> Cooldown:
        if len(self._counts) > MOST_COUNTED:
            now = monotonic()
            self._counts = {key: one for key, one in self._counts.items() if one.get_tokens(now) < one.rate}
            self._told = {person: until for person, until in self._told.items() if until > now}
        return self._counts.setdefault((why, who), Cooldown(rate, WINDOW_SECONDS))

    def _was_told(self, person: int, now: float, seconds: float) -> bool:
        told = self._told.get(person, 0.0) > now
        if not told:
            self._told[person] = now + seconds
        return told
