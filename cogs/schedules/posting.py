"""Posting a card that nobody asked for: into a channel or a thread, or as a new thread of a forum.

Each message carries a nonce of its own, by which Discord takes one that is sent twice within a few minutes (a retry of
a request whose answer was lost) for one. Later than that, whoever is not sure looks whether it is there.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import discord

from cogs.answering.reply import Reply
from cogs.cards import limits
from cogs.cards.layout import Shown
from cogs.cards.markdown import escape
from cogs.helping.permissions import SEND, SEND_IN_THREADS, VIEW, Need, to_answer_in

log = logging.getLogger(__name__)

Channel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread | discord.ForumChannel
"""Where something can be posted."""

SKEW = timedelta(minutes=1)
"""So far Discord's clock may be from ours."""

MOST_LOOKED_THROUGH = 500
"""Of more messages than this it is not found out whether a post is among them."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A reply to be posted, the title by which it is known again, and the beginning of its nonces."""

    reply: Reply
    title: str
    nonce: str


@dataclass(frozen=True, slots=True)
class Found:
    """As far as a parcel is there: in which channel, and how many of its messages."""

    channel: Channel
    messages: int = 0


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted, by Discord's numbers: the messages, and their channel or the thread that they began."""

    channel: int
    messages: tuple[int, ...]


def to_post_in(channel: Channel) -> tuple[Need, ...]:
    """What nothing can be posted without."""
    return (VIEW, SEND, SEND_IN_THREADS) if isinstance(channel, discord.ForumChannel) else to_answer_in(channel)


async def find_channel(guild: discord.Guild, channel_id: int) -> Channel | None:
    """The guild's channel or thread; None where nothing can be posted in one of its kind.

    Raises discord.NotFound where it is gone, discord.Forbidden where it is a thread that cannot be seen.
    """
    channel = guild.get_channel_or_thread(channel_id) or await guild.fetch_channel(channel_id)
    return channel if isinstance(channel, Channel) else None


async def look_for(channel: Channel, parcel: Parcel, since: datetime) -> Found | None:
    """How much of the parcel has been posted since then; None where that cannot be found out."""
    since -= SKEW
    if isinstance(channel, discord.ForumChannel):
        begun = [thread for thread in channel.threads if _is_own(thread, since) and thread.name == _name(parcel)]
        if not begun:
            return Found(channel)
        channel = begun[0]
    if not channel.permissions_for(channel.guild.me).read_message_history:
        return None
    messages = [message async for message in channel.history(after=since, limit=MOST_LOOKED_THROUGH, oldest_first=True)]
    if len(messages) == MOST_LOOKED_THROUGH:
        return None
    own = [_text(message) for message in messages if message.author.id == channel.guild.me.id and _is_unasked(message)]
    titled = [number for number, text in enumerate(own) if escape(parcel.title) in text]
    return Found(channel, len(own) - titled[0] if titled else 0)


async def post(found: Found, parcel: Parcel, *, plain: bool) -> Posted:
    """Post the messages of the parcel that are not there yet, as cards unless ``plain``."""
    sending = _Sending(found, parcel)
    try:
        await sending.send_all(parcel.reply.messages(plain=plain)[found.messages :])
    except discord.HTTPException as error:
        if plain or error.status != HTTPStatus.BAD_REQUEST:
            raise
        log.warning("Discord refused a card (%s); posting it as plain text", error.code)
        await sending.send_all(parcel.reply.after(found.messages + len(sending.sent)).messages(plain=True))
    return Posted(sending.channel.id, tuple(sending.sent))


class _Sending:
    """Sends one message after another; the first one into a forum begins a thread, and the others follow it there."""

    def __init__(self, found: Found, parcel: Parcel) -> None:
        self.channel = found.channel
        self._number = found.messages
        self._parcel = parcel
        self.sent: list[int] = []

    async def send_all(self, messages: Iterable[Shown]) -> None:
        for message in messages:
            await self._send(**message.arguments())

    async def _send(self, **what: Any) -> None:
        if isinstance(self.channel, discord.ForumChannel):
            made = await self.channel.create_thread(name=_name(self._parcel), applied_tags=_tags(self.channel), **what)
            self.channel = made.thread
            self.sent.append(made.message.id)
        else:
            message = await self.channel.send(nonce=f"{self._parcel.nonce}-{self._number}", **what)
            self.sent.append(message.id)
        self._number += 1


def _name(parcel: Parcel) -> str:
    return limits.fit(parcel.title, limits.THREAD_NAME)


def _tags(forum: discord.ForumChannel) -> Sequence[discord.ForumTag]:
    """A tag where the forum wants one."""
    return forum.available_tags[:1] if forum.flags.require_tag else ()


def _is_own(thread: discord.Thread, since: datetime) -> bool:
    return thread.owner_id == thread.guild.me.id and thread.created_at is not None and thread.created_at >= since


def _is_unasked(message: discord.Message) -> bool:
    is_answer = message.reference is not None or message.interaction_metadata is not None
    return message.type is discord.MessageType.default and not is_answer


def _text(message: discord.Message) -> str:
    return "\n".join([message.content, *_texts(message.components)])


def _texts(components: Iterable[Any]) -> Iterator[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _texts(getattr(component, "children", ()))
