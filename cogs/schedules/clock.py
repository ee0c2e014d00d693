"""The clock of what is posted regularly: it sleeps until something is due, and nothing that goes wrong stops it."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

import discord
from discord.ext import tasks

from cogs.schedules.posts import SchedulePosts
from knowledge.library import Library

log = logging.getLogger(__name__)

LONGEST_SLEEP = timedelta(minutes=1)
"""So often it looks in any case: another program may have changed what is due, or have died over it."""


class ScheduleClock:
    """Posts what is due in the guilds that the bot sees. ``plain`` hosts want no cards."""

    def __init__(self, bot: discord.Client, library: Library, *, plain: bool) -> None:
        self._bot = bot
        self._timetable = library.timetable
        self._posts = SchedulePosts(library, bot.get_guild, plain=plain)
        self._is_changed = False

    def start(self) -> None:
        """Begin, as soon as the bot knows its guilds."""
        self._tick.start()

    async def stop(self) -> None:
        """End, and wait until it has ended. A post that is being made is looked for at the next start."""
        self._tick.cancel()
        if task := self._tick.get_task():
            await asyncio.gather(task, return_exceptions=True)

    def wake(self) -> None:
        """Look again now: something has been changed."""
        self._is_changed = True
        self._sleep_until(discord.utils.utcnow())

    @tasks.loop(seconds=LONGEST_SLEEP.total_seconds())
    async def _tick(self) -> None:
        self._is_changed = False
        moment: datetime | None = None
        try:
            await self._posts.post_due({guild.id for guild in self._bot.guilds if not guild.unavailable})
            moment = await self._timetable.next_moment(discord.utils.utcnow())
        except Exception:  # the clock must go on whatever the database does
            log.exception("what is due could not be posted")
        now = discord.utils.utcnow()
        latest = now + LONGEST_SLEEP
        self._sleep_until(now if self._is_changed else min(moment or latest, latest))

    @_tick.before_loop
    async def _until_ready(self) -> None:
        await self._bot.wait_until_ready()

    def _sleep_until(self, moment: datetime) -> None:
        """Let the next tick be at that moment: the interval is counted from the last one."""
        upcoming, seconds = self._tick.next_iteration, self._tick.seconds
        if upcoming is not None and seconds is not None:
            self._tick.change_interval(seconds=max(0.0, seconds + (moment - upcoming).total_seconds()))
