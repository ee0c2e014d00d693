"""Where an answer goes: below a message, in place of earlier answers to it, or to an interaction."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from contextlib import suppress
from typing import Any, Protocol

import discord
from discord.ext import commands

from cogs.answering.asking import Context, Interaction


class Outlet(Protocol):
    """One question's way to its answer."""

    def acknowledge(self) -> Awaitable[object]:
        """Show that the answer is being made."""
        ...

    def aside(self) -> Outlet:
        """The way to say something to the asker alone, as far as there is one."""
        ...

    async def send(self, number: int, **what: Any) -> int | None:
        """One message of the answer, counted from 0; its number where Discord tells it."""
        ...

    async def finish(self, sent: int) -> None:
        """The answer has so many messages and no more."""
        ...


class MessageOutlet:
    """Answers a message with replies to it. ``earlier`` are the messages that answered it before it was edited.

    A ``quiet`` answer does not notify anybody.
    """

    def __init__(self, message: discord.Message, earlier: Sequence[int] = (), *, quiet: bool = False) -> None:
        self._message = message
        self._earlier = earlier
        self._quiet = quiet

    def acknowledge(self) -> Awaitable[object]:
        """Typing, unless it is to be quiet."""
        return _nothing() if self._quiet else self._message.channel.typing()

    def aside(self) -> MessageOutlet:
        """There is none in a channel."""
        return self

    async def send(self, number: int, **what: Any) -> int | None:
        """The first message is a reply to the question, the others follow it; earlier ones are changed."""
        if number < len(self._earlier) and (changed := await self._change(self._earlier[number], what)):
            return changed
        if number == 0 and self._may_reply():
            what["reference"] = self._message.to_reference(fail_if_not_exists=False)
        edited = int(self._message.edited_at.timestamp()) % 10**6 if self._message.edited_at else 0
        nonce = f"{self._message.id % 10**14}-{edited}-{number}"
        sent = await self._message.channel.send(nonce=nonce, mention_author=False, silent=self._quiet, **what)
        return sent.id

    async def finish(self, sent: int) -> None:
        """Take away what answered before and is no longer needed."""
        for number in self._earlier[sent:]:
            await take_away(self._message.channel, number)

    async def _change(self, number: int, what: dict[str, Any]) -> int | None:
        """The earlier message's number once it is changed; None where it is gone or cannot become what it should."""
        message = self._partial(number)
        changes: dict[str, Any] = {"content": None, "view": None, **what}
        changes["attachments"] = changes.pop("files", [])
        try:
            await message.edit(**changes)
        except discord.NotFound:
            return None
        except discord.HTTPException:
            await take_away(self._message.channel, number)
            return None
        return number

    def _partial(self, number: int) -> discord.PartialMessage:
        return self._message.channel.get_partial_message(number)  # type: ignore[union-attr]  # every channel for text has it

    def _may_reply(self) -> bool:
        """Replying needs to read the history; without that the answer is an ordinary message."""
        guild = self._message.guild
        return guild is None or self._message.channel.permissions_for(guild.me).read_message_history


class InteractionOutlet:
    """Answers an interaction, to everybody or to the one who asks ``alone``."""

    def __init__(self, interaction: Interaction, *, alone: bool) -> None:
        self._interaction = interaction
        self._alone = alone

    def acknowledge(self) -> Awaitable[object]:
        """Discord's own sign that the answer is coming."""
        return self._interaction.response.defer(ephemeral=self._alone, thinking=True)

    def aside(self) -> InteractionOutlet:
        """A message that only the asker sees."""
        return InteractionOutlet(self._interaction, alone=True)

    async def send(self, number: int, **what: Any) -> int | None:
        """The response itself, and messages after it."""
        if number == 0 and self._interaction.response.is_done():
            what["attachments"] = what.pop("files", [])
            return (await self._interaction.edit_original_response(**what)).id
        if number == 0:
            return (await self._interaction.response.send_message(ephemeral=self._alone, **what)).message_id
        return (await self._interaction.followup.send(ephemeral=self._alone, wait=True, **what)).id

    async def finish(self, sent: int) -> None:
        """Nothing is left over."""


async def take_away(channel: Any, number: int) -> None:
    """Delete a message of the bot's, if it is still there."""
    with suppress(discord.NotFound, discord.Forbidden):
        await channel.get_partial_message(number).delete()


async def _nothing() -> None:
    """No sign at all."""


def outlet_of(ctx: Context, earlier: Sequence[int] = (), *, alone: bool = False) -> Outlet:
    """The way to answer a command, however it was given."""
    if ctx.interaction is not None:
        return InteractionOutlet(ctx.interaction, alone=alone)
    return MessageOutlet(ctx.message, earlier)


class FollowedContext(commands.Context[Any]):
    """The context of a message; ``earlier`` are the messages that answered it before it was edited."""

    earlier: Sequence[int] = ()
