"""References in conversation: "(Memoirs 150–1)" in an ordinary message brings what is quoted there, quietly.

Only where a channel or guild wants it, and not for somebody who does not.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.ext import commands

from cogs.answering.asking import Asked, words_before_mention
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply, answer_reply
from cogs.messages.message_text import message_text
from knowledge.errors import DatabaseError
from knowledge.library import Library
from knowledge.search.mentions import PREVENTED

log = logging.getLogger(__name__)

PAUSE = timedelta(seconds=30)
"""How long a channel is left alone after an answer that nobody asked for."""

SAME_PAUSE = timedelta(minutes=10)
"""How long what was shown is not shown again in a channel."""

MOST_REMEMBERED = 10_000
"""Of more than this, what is long over is forgotten."""

_ORDINARY = (discord.MessageType.default, discord.MessageType.reply)


class Pauses:
    """When channels were last answered, and with what; a message's own time is what counts."""

    def __init__(self) -> None:
        self._answered: dict[int, datetime] = {}
        self._shown: dict[tuple[int, str], datetime] = {}

    def are_over(self, channel: int, now: datetime) -> bool:
        """Whether the channel may be answered again."""
        return now - self._answered.get(channel, now - PAUSE) >= PAUSE

    def begin(self, channel: int, reference: str, now: datetime) -> bool:
        """Begin the pauses that follow an answer; False where those before it are not over."""
        shown = self._shown.get((channel, reference), now - SAME_PAUSE)
        if not self.are_over(channel, now) or now - shown < SAME_PAUSE:
            return False
        if len(self._shown) >= MOST_REMEMBERED:
            self._shown = {key: at for key, at in self._shown.items() if now - at < SAME_PAUSE}
            self._answered = {key: at for key, at in self._answered.items() if now - at < PAUSE}
        self._answered[channel] = self._shown[channel, reference] = now
        return True


class Conversation(commands.Cog):
    """Listens for references in messages that ask nothing."""

    def __init__(self, bot: commands.Bot, library: Library, replier: Replier) -> None:
        self._bot = bot
        self._library = library
        self._replier = replier
        self._pauses = Pauses()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Bring what a message refers to, where that is wanted."""
        if message.author.bot or message.guild is None or message.type not in _ORDINARY:
            return
        text = message_text(message.content, link_words=False).prose
        if text.startswith(PREVENTED) or not any(map(str.isdigit, text)):
            return
        if await self._is_wanted(message):
            await self._replier.send_quietly(message, self._reply(text, Asked.of(message), message.created_at))

    async def _is_wanted(self, message: discord.Message) -> bool:
        """Whether messages that ask nothing are answered in the channel now."""
        asked = Asked.of(message)
        try:
            here = await self._library.preferences.of(asked.scope, asked.channels)
            if not here.references or here.silent or not self._pauses.are_over(asked.channel, message.created_at):
                return False
            prefixes: Any = await self._bot.get_prefix(message)
        except DatabaseError:
            log.warning("cannot tell whether references are wanted in channel %s", asked.channel)
            return False
        asks = message.content.startswith(tuple(prefixes)) or words_before_mention(message.content, self._bot)
        return not asks

    async def _reply(self, text: str, asked: Asked, now: datetime) -> Reply | None:
        """What the text refers to, unless its author does not want it or it was shown a while ago."""
        preferences = await self._library.preferences.of(asked.scope, asked.channels, asked.person)
        answer = await self._library.find_mention(text, asked.scope) if preferences.references else None
        if answer is None or answer.finding is None:
            return None
        begun = self._pauses.begin(asked.channel, answer.finding.key, now)
        return answer_reply(answer, preferences.form) if begun else None
