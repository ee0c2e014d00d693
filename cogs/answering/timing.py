"""Answering in time: Discord wants a sign within three seconds, however slow the library is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from cogs.cards.limits import INTERACTION_SECONDS
from cogs.language import speak, spoken

Result = TypeVar("Result")

PATIENCE_SECONDS = INTERACTION_SECONDS / 2
"""How long an interaction waits for its answer before it is acknowledged: half of what Discord allows."""


async def in_time(work: Coroutine[Any, Any, Result], acknowledge: Callable[[], Awaitable[object]]) -> Result:
    """The work's result; ``acknowledge`` is called once if it takes longer than PATIENCE_SECONDS.

    The language that the work came to speak is spoken on, also where it fails.
    """
    language = spoken()

    async def listened() -> Result:
        nonlocal language
        try:
            return await work
        finally:
            language = spoken()

    task = asyncio.ensure_future(listened())
    try:
        done, _ = await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
        if not done:
            await acknowledge()
        return await task
    finally:
        task.cancel()
        speak(language)
