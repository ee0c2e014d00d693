"""Following a question: its answer changes when it is edited, and goes when it goes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

import discord
from discord.ext import commands

from cogs.answering.outlets import take_away
from knowledge.answer import Given
from knowledge.library import Library

LATE = timedelta(minutes=10)
"""A message older than this that only now becomes a question is left alone."""

Answer = Callable[[discord.Message, Sequence[int]], Awaitable[bool]]
"""Answers a message in place of earlier answers to it; False where it is no question."""


class Following(commands.Cog):
    """Has every question answered, and listens for edits and deletions. One thing at a time happens to a question."""

    def __init__(self, library: Library, answer: Answer, channel: Callable[[int], Any]) -> None:
        """``channel`` gives a channel by its number, without asking Discord."""
        self._library = library
        self._answer = answer
        self._channel = channel
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def ask(self, message: discord.Message) -> None:
        """Answer a message, if it is a question."""
        async with self._lock(message.id):
            await self._answer(message, ())

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Answer what the question now says; take the answer away where it is no question any more."""
        message = payload.message
        if message.edited_at is None or message.author.bot or not message.content:
            return  # a link's preview came, or the bot may not read it
        async with self._lock(message.id):
            given = await self._library.given.to(message.id)
            if given is not None and given.quiet:
                return
            if given is None and discord.utils.utcnow() - message.created_at > LATE:
                return
            if not await self._answer(message, given.answers if given else ()) and given:
                await self._take_back(given)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take the answer away with its question."""
        await self._forget(payload.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """The same for many at once."""
        for question in payload.message_ids:
            await self._forget(question)

    async def _forget(self, question: int) -> None:
        async with self._lock(question):
            if given := await self._library.given.to(question):
                await self._take_back(given)

    async def _take_back(self, given: Given) -> None:
        for number in given.answers:
            await take_away(self._channel(given.channel), number)
        self._library.given.forget(given.question)

    def _lock(self, question: int) -> asyncio.Lock:
        return self._locks.setdefault(question, asyncio.Lock())
