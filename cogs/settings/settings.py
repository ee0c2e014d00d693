"""Setting up: `/settings`, and the same in words."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from discord import app_commands
from discord.ext import commands

from cogs.answering.asking import Asked, Context
from cogs.answering.gate import WAY_BACK
from cogs.answering.replies import Replier
from cogs.answering.reply import Reply, card_reply
from cogs.cards.settings import choices_notice, chosen_notice, not_understood_notice
from cogs.commands import SETTINGS
from cogs.language import later
from cogs.settings.items import panel_reply
from cogs.settings.panel import SetsUp, choose, guild_roles, read_panel
from cogs.settings.words import Named, wanted_in
from knowledge.preferences import Holder


class SettingUp(commands.Cog):
    """Shows what can be set, and sets it."""

    def __init__(self, replier: Replier) -> None:
        self._replier = replier

    @commands.hybrid_command(name=SETTINGS.name, description=SETTINGS.help, help=SETTINGS.help)
    @app_commands.describe(choice=later("A choice in words, such as: channel form short. Without it you get the menus"))
    async def settings(self, ctx: Context, *, choice: str = "") -> None:
        """The settings with their menus; with words, what they choose."""
        bot, asked = cast("SetsUp", ctx.bot), Asked.of(ctx)
        alone = ctx.interaction is not None or ctx.guild is None
        work = _chosen(bot, asked, choice, alone=alone) if choice.strip() else _shown(bot, asked, alone=alone)
        await self._replier.respond(ctx, work, alone=True, passes=WAY_BACK)


async def _shown(bot: SetsUp, asked: Asked, *, alone: bool) -> Reply:
    """The menus, or a button to them where others read along."""
    return panel_reply(await read_panel(bot, asked, Holder.PERSON) if alone else None)


async def _chosen(bot: SetsUp, asked: Asked, words: str, *, alone: bool) -> Reply:
    """What the words choose, and what applies then; of a setting that they only name, what it can be."""
    wanted = wanted_in(words, asked.scope, guild_roles(bot, asked))
    if wanted is None:
        return card_reply(not_understood_notice(words))
    if isinstance(wanted, Named):
        panel, say = await read_panel(bot, asked, wanted.holder), choices_notice
    else:
        panel, say = await choose(bot, asked, wanted.holder, wanted.key, wanted.value), chosen_notice
    panel = replace(panel, notice=panel.notice or say(panel, wanted.key))
    return panel_reply(panel) if alone else card_reply(panel.notice)
