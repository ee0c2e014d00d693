"""Menus on somebody's message, in every place where the bot can be used."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

from cogs.answering.asking import Interaction
from cogs.commands import Menu


def message_menu(
    menu: Menu, callback: Callable[[Interaction, discord.Message], Awaitable[Any]]
) -> app_commands.ContextMenu:
    """The menu in guilds that added the bot or whose members brought it along, and in all direct messages."""
    return app_commands.ContextMenu(
        name=menu.name,
        callback=callback,  # type: ignore[arg-type]  # a message's, as its annotations say
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
    )
