"""Telling whoever can mend it that a question could not be answered, and what is missing where. Never more than needed.

An asker who can change the channel's permissions is told once a day for a channel. Otherwise the guild's owner is: once
for what is missing in a channel, and of one channel a day, since a channel may be kept from the bot on purpose.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import discord

from cogs.cards.checkup import Trouble, trouble_card
from cogs.cards.layout import layout, plain_pages
from cogs.helping.permissions import FILES, missing_needs, needs_in, to_answer_in, who_can_mend
from cogs.language import speak
from knowledge.library import Library

log = logging.getLogger(__name__)

A_DAY = timedelta(days=1)

CreateDM = Callable[[discord.abc.Snowflake], Awaitable[discord.DMChannel]]


class Doctor:
    """Writes to whoever can mend it. ``create_dm`` opens the way to a person, ``plain`` hosts want no cards."""

    def __init__(self, library: Library, create_dm: CreateDM, *, plain: bool = False) -> None:
        self._library = library
        self._create_dm = create_dm
        self._plain = plain
        self._telling: set[int] = set()

    async def told(self, channel: Any, asker: discord.abc.User, error: discord.HTTPException) -> None:
        """Tell the person who can mend it, if there is one and they were not told already. Raises nothing."""
        guild: discord.Guild | None = getattr(channel, "guild", None)
        if not isinstance(error, discord.Forbidden) or guild is None or channel.id in self._telling:
            return
        self._telling.add(channel.id)
        try:
            trouble = trouble_in(channel, guild)
            if trouble.is_timed_out or {*trouble.missing} & {*to_answer_in(channel), FILES}:
                await self._tell(channel, asker, trouble)
        except Exception:  # the question stays unanswered either way
            log.exception("nobody could be told about channel %s", channel.id)
        finally:
            self._telling.discard(channel.id)

    async def _tell(self, channel: Any, asker: discord.abc.User, trouble: Trouble) -> None:
        now = discord.utils.utcnow()
        for person in who_can_mend(channel, asker):
            if person == asker.id:
                is_new = await self._is_first_today(f"doctor:{channel.id}", now)
            else:
                is_new = await self._is_new_to_owner(channel, trouble, now)
            if is_new and await self._write(person, channel.guild.id, trouble):
                return

    async def _is_new_to_owner(self, channel: Any, trouble: Trouble, now: datetime) -> bool:
        """Whether the owner was not told the same of this channel, nor of any other today."""
        key, names = f"doctor:{channel.id}:owner", ", ".join(need.name for need in trouble.missing)
        if await self._library.recall(key) == names:
            return False
        if not await self._is_first_today(f"doctor:{channel.guild.id}", now):
            return False
        await self._library.remember(key, names)
        return True

    async def _is_first_today(self, key: str, now: datetime) -> bool:
        """Whether nothing was told under that key for a day. It is noted first: what cannot be noted is not told."""
        told = await self._library.recall(key)
        if told is not None and now - datetime.fromisoformat(told) < A_DAY:
            return False
        await self._library.remember(key, now.isoformat())
        return True

    async def _write(self, person: int, scope: int, trouble: Trouble) -> bool:
        """Whether the person could be written to, in their own language or else the guild's."""
        speak((await self._library.preferences.of(scope, person_id=person)).language)
        card = trouble_card(trouble)
        try:
            to = await self._create_dm(discord.Object(person))
            if self._plain:
                await to.send("\n".join(plain_pages(card)))
            else:
                await to.send(view=layout(card))
        except discord.Forbidden:  # who takes no messages from members of their guilds
            log.info("somebody who could mend %s takes no direct messages", trouble.url)
            return False
        return True


def trouble_in(channel: Any, guild: discord.Guild) -> Trouble:
    """What keeps the bot from answering in a channel."""
    missing = missing_needs(channel, guild.me, needs_in(channel))
    return Trouble(f"#{channel.name}", guild.name, channel.jump_url, missing, is_timed_out=guild.me.is_timed_out())
