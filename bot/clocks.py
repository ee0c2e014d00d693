"""What the bot does every so often: keep suggestions fresh, note what was answered, and show that it is alive."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Protocol

from discord.ext import tasks

from bot.heartbeat import BEAT_SECONDS, beat
from knowledge.library import Library

log = logging.getLogger(__name__)

FRESH_SECONDS = 60.0
"""How often the suggestions are brought up to date, and what is no longer kept is forgotten."""

GIVEN_SECONDS = 2.0
"""How often the answers given are written down."""


class Living(Protocol):
    """The bot, as far as its signs of life go."""

    def is_connected(self) -> bool:
        """Whether Discord's gateway answers."""
        ...

    async def wait_until_ready(self) -> None:
        """Wait until it does for the first time."""
        ...


class Clocks:
    """Clocks that go on whatever fails. The ``heartbeat`` is the file that shows the bot's life."""

    def __init__(self, library: Library, heartbeat: Path, bot: Living) -> None:
        self._library = library
        self._heartbeat = heartbeat
        self._bot = bot

    def start(self) -> None:
        """Start them all."""
        for clock in (self._freshen, self._note_given, self._beat):
            clock.start()

    async def stop(self) -> None:
        """Stop them, and wait until they have let go of the library."""
        clocks = (self._freshen, self._note_given, self._beat)
        for clock in clocks:
            clock.cancel()
        stopping = [task for clock in clocks if (task := clock.get_task())]
        await asyncio.gather(*stopping, return_exceptions=True)

    async def note_given(self) -> None:
        """Write down what was answered."""
        try:
            await self._library.given.flush()
        except Exception:  # it is tried again; what was answered stands all the same
            log.exception("the answers given could not be noted")

    @tasks.loop(seconds=FRESH_SECONDS)
    async def _freshen(self) -> None:
        try:
            await self._library.suggester.refresh_all()
            await self._library.keep_meaning()
            await self._library.given.expire()
        except Exception:  # the clock must go on whatever the database does
            log.exception("the suggestions could not be brought up to date")

    @tasks.loop(seconds=GIVEN_SECONDS)
    async def _note_given(self) -> None:
        await self.note_given()

    @tasks.loop(seconds=BEAT_SECONDS)
    async def _beat(self) -> None:
        try:
            if self._bot.is_connected():
                await self._library.packs()
                beat(self._heartbeat)
        except Exception:  # the clock must go on; the missing beat is the sign
            log.exception("no sign of life")

    @_beat.before_loop
    async def _until_ready(self) -> None:
        await self._bot.wait_until_ready()
