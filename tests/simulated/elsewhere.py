"""The bot where it was not added: brought along by a member, or asked in direct messages.

SimCord offers no menus there, so the interactions are made by hand.
"""

from __future__ import annotations

from typing import Any

import discord
from simcord import actors
from simcord.backend import serializers
from simcord.builders import ChannelHandle
from simcord.enums import AppCommandType, InteractionType
from simcord.results import InteractionResult

from tests.simulated.world import World


def abroad(world: World, *, external_apps: bool = True) -> World:
    """The same Discord, in a channel that the bot neither sees nor may write in."""
    assert world.env.bot.user is not None
    overwrites = {
        world.guild.default_role: discord.PermissionOverwrite(use_external_apps=external_apps),
        world.env.bot.user: discord.PermissionOverwrite(view_channel=False, send_messages=False),
    }
    return World(world.env, world.guild, world.guild.create_text_channel("abroad", overwrites=overwrites), world.member)


async def leave(world: World) -> None:
    """The guild has not added the bot, as far as the bot can tell."""
    world.env.backend.emit("GUILD_DELETE", {"id": str(world.guild.id)})
    await world.env.settle()
    assert world.env.bot.get_guild(world.guild.id) is None


async def menu_in_direct_messages(world: World, name: str, message: discord.Message) -> InteractionResult:
    """What comes of the member's choosing the menu on a message of their talk with the bot."""
    user, backend = world.member.user, world.env.backend
    channel: ChannelHandle = user.dm_channel
    root = actors._resolve_visible_command(user, channel.id, name, AppCommandType.MESSAGE)  # noqa: SLF001
    stored = backend.get_message(channel.id, message.id)
    data: dict[str, Any] = {
        "id": root["id"],
        "name": name,
        "type": AppCommandType.MESSAGE,
        "target_id": str(message.id),
        "resolved": {"messages": {str(message.id): dict(serializers.message_payload(backend, stored))}},
    }
    return await actors._dispatch_actor_interaction(  # noqa: SLF001
        user, InteractionType.APPLICATION_COMMAND, channel, data
    )
