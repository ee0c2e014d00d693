"""A small Discord to test in, and what its members see of the bot's messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage
from simcord.types import HttpLogEntry

Shown = discord.Message | ResponseMessage

_BUTTON, _TEXT_DISPLAY = 2, 10
_MODAL = 9


@dataclass(frozen=True, slots=True)
class World:
    """A guild, a channel in it, and a member who asks."""

    env: Env
    guild: GuildHandle
    channel: ChannelHandle
    member: MemberActor

    @classmethod
    def of(cls, env: Env) -> World:
        """A reading group in ``env``."""
        guild = env.create_guild("Reading group")
        return cls(env, guild, guild.create_text_channel("debate"), guild.add_member(env.create_user("ada")))

    @property
    def me(self) -> str:
        """The bot's mention."""
        assert self.env.bot.user is not None
        return self.env.bot.user.mention

    async def ask(self, content: str) -> discord.Message:
        """What the bot answers to the member's message; the test fails where it answers not at all or twice."""
        answers = await self.answers(content)
        assert len(answers) == 1, f"{len(answers)} answers to {content!r}"
        return answers[0]

    async def answers(self, content: str) -> list[discord.Message]:
        """Everything that is posted after the member's message."""
        asked = await self.member.send(self.channel, content)
        return [message for message in self.channel.history() if message.id > asked.id]

    async def slash(self, name: str, **options: str) -> ResponseMessage:
        """The response to a slash command."""
        return responded(await self.member.slash(self.channel, name, **options))


def responded(result: InteractionResult) -> ResponseMessage:
    """The message that responds to the interaction."""
    assert result.response is not None
    return result.response


def text_of(message: Shown) -> str:
    """The Markdown that the message shows."""
    shown = [part["content"] for part in parts_of(message) if part["type"] == _TEXT_DISPLAY]
    return "\n".join(shown) or message.content


def buttons_of(message: Shown) -> list[str]:
    """The labels of the message's buttons."""
    return [part["label"] for part in parts_of(message) if part["type"] == _BUTTON]


def is_card(message: Shown) -> bool:
    """Whether it is a Components V2 message."""
    return message.flags.components_v2


def pings(requests: Iterable[HttpLogEntry]) -> list[str]:
    """The messages sent that could ping somebody, if any: Discord pings unless it is told not to."""
    return [
        f"{request.method} {request.path} {allowed}"
        for request in requests
        for message in _messages(request.json)
        if (allowed := message.get("allowed_mentions")) is None or allowed.get("parse") or allowed.get("replied_user")
    ]


def _messages(body: Any) -> Iterator[Mapping[str, Any]]:
    """The message in a request's body, be it bare or in an interaction's callback; a modal is none."""
    for part in (body, body.get("data")) if isinstance(body, dict) and body.get("type") != _MODAL else ():
        if isinstance(part, dict) and (part.get("content") or part.get("components")):
            yield part


def parts_of(message: Shown) -> Iterator[dict[str, Any]]:
    """Every component of the message, nested ones too, as Discord has it."""
    parts = [part if isinstance(part, dict) else part.to_dict() for part in message.components]
    while parts:
        part = parts.pop(0)
        yield part
        parts = [*part.get("components", ()), *parts]
