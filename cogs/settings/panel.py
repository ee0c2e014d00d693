"""What the settings show to whom, and choosing. Who may set up is looked at every time."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import discord

from cogs.answering.asking import Asked
from cogs.answering.behind_buttons import Answering
from cogs.cards.content import Card
from cogs.cards.settings import Lacking, Panel, not_allowed_notice, unfit_notice
from cogs.language import LANGUAGES, _, speak
from knowledge.errors import PreferenceError, Unfit
from knowledge.model import SHARED
from knowledge.preferences import Holder


class HostSettings(Protocol):
    """What the host has set."""

    @property
    def prefix(self) -> str:
        """What a command begins with where a guild has chosen nothing else."""
        ...

    @property
    def message_content(self) -> bool:
        """Whether the bot may read a guild's messages, and so a prefix in them."""
        ...


class SetsUp(Answering, Protocol):
    """The bot, as far as settings need it."""

    @property
    def settings(self) -> HostSettings:
        """What the host has set."""
        ...

    def get_guild(self, guild_id: int, /) -> discord.Guild | None:
        """The guild, if the bot is a member of it."""
        ...


async def read_panel(bot: SetsUp, asked: Asked, holder: Holder, notice: Card = (), typed: str | None = None) -> Panel:
    """The settings as they are now; where the person may not see those, their own and why."""
    guild = bot.get_guild(asked.scope) if asked.sets_up else None
    if holder is not Holder.PERSON and guild is None:
        return replace(await read_panel(bot, asked, Holder.PERSON), notice=not_allowed_notice(_lacking(asked)))
    preferences = bot.library.preferences
    speak((await preferences.of(asked.scope, asked.channels, asked.person)).language)
    channels = () if holder is Holder.GUILD else asked.channels
    person = asked.person if holder is Holder.PERSON else None
    return Panel(
        holder,
        await preferences.chosen(holder, asked.scope, _id(asked, holder)),
        await preferences.of(asked.scope, channels, person),
        bot.settings.prefix,
        _role_names(guild),
        in_thread=len(asked.channels) > 1,
        views=tuple(reversed(Holder)) if guild else (Holder.PERSON,),
        slash=asked.scope != SHARED and not bot.settings.message_content,
        notice=notice,
        typed=typed,
    )


async def choose(bot: SetsUp, asked: Asked, holder: Holder, key: str, value: str | None) -> Panel:
    """Let the holder choose it, if the person may do that; the settings as they are then, and why not."""
    if holder is not Holder.PERSON and not may_set_up(bot, asked):
        return await read_panel(bot, asked, holder)
    try:
        _look_at(bot, asked, key, value)
        await bot.library.preferences.choose(holder, asked.scope, _id(asked, holder), key, value)
    except PreferenceError as error:
        panel = await read_panel(bot, asked, holder, typed=error.value)
        return replace(panel, notice=unfit_notice(error, panel))
    return await read_panel(bot, asked, holder)


def may_set_up(bot: SetsUp, asked: Asked) -> bool:
    """Whether the person may choose for others; only where the bot is a member, since it knows no roles elsewhere."""
    return asked.sets_up and bot.get_guild(asked.scope) is not None


def guild_roles(bot: SetsUp, asked: Asked) -> dict[int, str]:
    """The names of the guild's roles; none where the bot is no member."""
    guild = bot.get_guild(asked.scope)
    return {role.id: role.name for role in guild.roles} if guild else {}


def _look_at(bot: SetsUp, asked: Asked, key: str, value: str | None) -> None:
    """Raises PreferenceError for a language that is not spoken, and for roles that the guild has not."""
    if key == "language" and value is not None and value not in LANGUAGES:
        raise PreferenceError(Unfit.VALUE, key, value)
    if key == "asking" and value is not None and not {*value.split(",")} <= {*map(str, guild_roles(bot, asked))}:
        raise PreferenceError(Unfit.VALUE, key, value)


def _lacking(asked: Asked) -> Lacking:
    """What keeps the person from choosing for others."""
    if asked.scope == SHARED:
        return Lacking.GUILD
    return Lacking.MEMBERSHIP if asked.sets_up else Lacking.PERMISSION


def _id(asked: Asked, holder: Holder) -> int:
    """Whose choices those are, by Discord's number."""
    return {Holder.PERSON: asked.person, Holder.CHANNEL: asked.channel, Holder.GUILD: asked.scope}[holder]


def _role_names(guild: discord.Guild | None) -> dict[int, str]:
    """The guild's roles; the one of everybody by that name."""
    return {role.id: _("everybody") if role.is_default() else role.name for role in guild.roles} if guild else {}
