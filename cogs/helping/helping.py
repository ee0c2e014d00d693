"""`!help`, `/help`, and help about one command. What is no command is looked up: "@Serge help me with kronstadt"."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from cogs.answering.asking import Asked, Context, Interaction
from cogs.answering.gate import ANYBODYS
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply, answer_reply, named_reply
from cogs.cards import limits
from cogs.cards.content import asked as quoted
from cogs.cards.help import no_command_notice
from cogs.commands import COMMANDS, HELP
from cogs.helping.cards import ALL, BUTTONS, GROUPS, START, help_named, start_named
from cogs.helping.prefixes import Prefixes
from cogs.language import later
from knowledge.answer import Outcome
from knowledge.library import Library

_ABOUT = (*(command.name for command in COMMANDS), *GROUPS, ALL, BUTTONS)


class Helping(commands.Cog):
    """Teaches how to ask."""

    def __init__(self, library: Library, replier: Replier, prefixes: Prefixes) -> None:
        self._library = library
        self._replier = replier
        self._prefixes = prefixes

    @commands.hybrid_command(name=HELP.name, description=HELP.help, help=HELP.help)
    @app_commands.describe(about=later("A command to explain, or what the commands are for"))
    async def explain(self, ctx: Context, *, about: str = "") -> None:
        """What to try first, or help about something."""
        await self._replier.respond(ctx, self._reply(about, Asked.of(ctx)), passes=ANYBODYS)

    @explain.autocomplete("about")
    async def suggest(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """What there is help about."""
        found = [about for about in _ABOUT if typed.strip().lower() in about]
        return [app_commands.Choice(name=about, value=about) for about in found[: limits.CHOICES]]

    async def _reply(self, words: str, asked: Asked) -> Reply:
        prefix = await self._prefixes.here(self._library, asked.scope)
        named = words.strip().removeprefix(prefix).removeprefix("/").strip('“”"«»\u00a0 ')
        about = named.lower().replace(" ", "-") or START
        if (card := help_named(prefix, about)) is not None:
            return named_reply(card)
        preferences = await self._library.preferences.of(asked.scope, asked.channels, asked.person)
        answer = await self._library.look_up(words, asked.scope)
        if answer.outcome is not Outcome.NONE:
            return answer_reply(answer, preferences.form)
        return named_reply(start_named(prefix), no_command_notice(quoted(words)))
