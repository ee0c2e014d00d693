"""Which messages speak to the bot: by prefix, by mention, or in a direct message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord.ext import commands
from discord.ext.commands.view import StringView

from cogs.answering.asking import channels_of, words_before_mention
from knowledge.errors import DatabaseError

if TYPE_CHECKING:
    from bot.client import SergeBot


async def prefixes(bot: SergeBot, message: discord.Message) -> list[str]:
    """The guild's prefix, or the host's; or a mention; in direct messages none is needed."""
    mentions = commands.when_mentioned(bot, message)
    found = [*mentions, *(mention.strip() for mention in mentions)]
    if message.guild is None:
        return [*found, bot.settings.prefix, ""]
    try:
        chosen = (await bot.library.preferences.of(message.guild.id, channels_of(message.channel))).prefix
    except DatabaseError:  # whoever asks is told so when the answer fails
        chosen = None
    return [*found, chosen or bot.settings.prefix]


def is_question(context: commands.Context[SergeBot]) -> bool:
    """Whether a message that names no command is to be looked up: one to the bot alone, or one that mentions it.

    "@Serge help me with kronstadt" is one too, although it begins with the name of a command that takes no words.
    """
    mentioned = context.prefix is not None and context.prefix.startswith("<@")
    addressed = context.prefix is not None and (mentioned or context.guild is None)
    words_left = bool(context.view.buffer[context.view.index :].strip())
    takes_words = context.command is not None and (bool(context.command.clean_params) or _names_child(context))
    return addressed and (context.command is None or (words_left and not takes_words))


def turn_round(context: commands.Context[SergeBot]) -> None:
    """Read "kronstadt @Serge" as "@Serge kronstadt", unless the message begins with what calls a command here."""
    words = words_before_mention(context.message.content, context.bot)
    if words is None or context.prefix:
        return
    context.prefix = context.bot.user.mention if context.bot.user else ""
    context.view = StringView(f"{context.prefix} {words}")
    context.view.skip_string(context.prefix)
    context.view.skip_ws()
    context.prefix += " "
    context.invoked_with = context.view.get_word()
    context.command = context.bot.all_commands.get(context.invoked_with.lower())


def _names_child(context: commands.Context[SergeBot]) -> bool:
    """Whether the command is a group and the next word one of its commands: "@Serge schedule list"."""
    words = context.view.buffer[context.view.index :].split()
    return isinstance(context.command, commands.Group) and bool(words) and words[0] in context.command.all_commands
