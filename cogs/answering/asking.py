"""Who asks where: the guild, the channel and the person behind a command or an interaction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import discord
from discord.ext import commands

from knowledge.model import SHARED

Context = commands.Context[Any]

Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Where something is asked and by whom, by Discord's numbers.

    ``scope`` is the guild, SHARED outside of guilds. ``channels`` are the channel and, of a thread, its parent.
    ``question`` is the message or interaction that asks; ``roles`` are the roles of the person who does.
    """

    scope: int
    channels: tuple[int, ...]
    person: int
    question: int
    roles: frozenset[int] = frozenset()
    sets_up: bool = False

    @classmethod
    def of(cls, asked: Context | Interaction | discord.Message) -> Asked:
        """What Discord tells of a command, an interaction or a message."""
        if isinstance(asked, commands.Context):
            asked = asked.interaction or asked.message
        person = asked.user if isinstance(asked, discord.Interaction) else asked.author
        member = person if isinstance(person, discord.Member) else None
        return cls(
            scope_of(asked),
            channels_of(asked.channel),
            person.id,
            asked.id,
            frozenset(role.id for role in member.roles) if member else frozenset(),
            sets_up=may_set_up(asked, member),
        )

    @property
    def channel(self) -> int:
        """The channel or thread itself."""
        return self.channels[0] if self.channels else 0


def scope_of(asked: Context | Interaction | discord.Message) -> int:
    """The guild that is asking; SHARED in direct messages."""
    if isinstance(asked, discord.Interaction):
        return asked.guild_id or SHARED
    return asked.guild.id if asked.guild else SHARED


def channels_of(channel: Any) -> tuple[int, ...]:
    """A channel's number and, where it is a thread, its parent's."""
    numbers = (getattr(channel, "id", None), getattr(channel, "parent_id", None))
    return tuple(number for number in numbers if number is not None)


def words_before_mention(content: str, bot: discord.Client) -> str | None:
    """What stands before the bot's mention at the message's end; None where there is none, or no word before it."""
    mention = rf"<@!?{bot.user.id}>" if bot.user else r"(?!)"
    found = re.fullmatch(rf"(?P<words>.+?)(?:\s*{mention})+[\s.?!…]*", content, re.DOTALL)
    return found["words"].strip() if found and re.search(r"\w", re.sub(r"<[^<>\s]*>", "", found["words"])) else None


def may_set_up(asked: Interaction | discord.Message, member: discord.Member | None) -> bool:
    """Whether the person may change what holds for a whole guild; in direct messages there is nothing to change."""
    if isinstance(asked, discord.Interaction):
        return asked.guild_id is not None and asked.permissions.manage_guild
    return member is not None and member.guild_permissions.manage_guild
