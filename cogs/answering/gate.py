"""Who may ask where, and how often: what is not answered now is told so, with a kind word."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic
from weakref import WeakValueDictionary

from discord.ext.commands import Cooldown

from cogs.answering.asking import Asked
from knowledge.model import SHARED
from knowledge.preferences import Preferences

WINDOW_SECONDS = 10.0
"""The time in which questions are counted."""

ROLE_TOLD_SECONDS = 3600.0
"""So long nobody is told again in the same guild that only some roles may ask."""

MOST_COUNTED = 10_000
"""Of more people or channels than this, those whose time is over are forgotten."""


class Why(StrEnum):
    """Why a question is not answered now."""

    SILENT = "silent"
    ROLE = "role"
    PERSON = "person"
    CHANNEL = "channel"


ANYBODYS = frozenset({Why.ROLE})
"""What is answered whatever roles the person has."""

WAY_BACK = frozenset({Why.ROLE, Why.SILENT})
"""What is answered besides, to whoever sets up, in silent channels too: it leads out of the silence."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A question that is not answered now. ``seconds`` is how long to wait, ``roles`` are those that may ask.

    ``again`` is true where the same person was told so a moment ago; of roles, less than ROLE_TOLD_SECONDS ago.
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
        self._told: dict[tuple[int, int], float] = {}
        self._turns: WeakValueDictionary[int, asyncio.Semaphore] = WeakValueDictionary()

    def refusal(
        self,
        asked: Asked,
        preferences: Preferences,
        *,
        alone_if_silent: bool = False,
        passes: Collection[Why] = (),
    ) -> Refusal | None:
        """Why this question is not answered now; None where it is, which then counts.

        An interaction is answered in a silent channel too, to the asker alone. ``passes`` are the reasons that do not
        hold for what is asked; silence is passed only by whoever sets up.
        """
        if preferences.silent and not alone_if_silent and not (asked.sets_up and Why.SILENT in passes):
            return Refusal(Why.SILENT)
        now = monotonic()
        if Why.ROLE not in passes and not _has_a_role(asked, preferences):
            again = self._was_told(asked.scope, asked.person, now, ROLE_TOLD_SECONDS)
            return Refusal(Why.ROLE, roles=preferences.asking, again=again)
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
                return Refusal(why, seconds, again=self._was_told(SHARED, asked.person, now, seconds))
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
        return self._counts.setdefault((why, who), Cooldown(rate, WINDOW_SECONDS))

    def _was_told(self, scope: int, person: int, now: float, seconds: float) -> bool:
        """Whether the person was told less than ``seconds`` ago; what holds in every guild is told under SHARED."""
        told = self._told.get((scope, person), 0.0) > now
        if not told:
            if len(self._told) > MOST_COUNTED:
                self._told = {key: until for key, until in self._told.items() if until > now}
            self._told[scope, person] = now + seconds
        return told


def _has_a_role(asked: Asked, preferences: Preferences) -> bool:
    """Whether the person's roles let them ask; whoever sets up may anyway."""
    return not preferences.asking or asked.sets_up or not asked.roles.isdisjoint(preferences.asking)
