"""What the bot is made of: every cog, and every button and menu that lives in old messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.answering.buttons import CardButton, CardMenu
from cogs.answering.deleting import DeleteButton
from cogs.browsing.browsing import Browsing
from cogs.browsing.reading import Reading
from cogs.citing.citing import Citing
from cogs.helping.examining import Examining
from cogs.helping.helping import Helping
from cogs.helping.prefixes import Prefixes
from cogs.helping.welcome import Welcome
from cogs.library.items import LIBRARY_ITEMS
from cogs.library.keeping import Keeping
from cogs.lookups import Lookups
from cogs.messages.checking import Checking
from cogs.messages.conversation import Conversation
from cogs.messages.rebuttals import Rebuttals
from cogs.messages.sharing import ShareButton
from cogs.schedules.clock import ScheduleClock
from cogs.schedules.schedules import RemoveMenu, Schedules
from cogs.settings.items import SETTINGS_ITEMS
from cogs.settings.settings import SettingUp

if TYPE_CHECKING:
    from bot.client import SergeBot

LASTING_ITEMS = (CardButton, CardMenu, DeleteButton, ShareButton, RemoveMenu, *SETTINGS_ITEMS, *LIBRARY_ITEMS)
"""Buttons and menus that carry what they need in their id, and so go on working after a restart."""


async def wire(bot: SergeBot) -> None:
    """Add all of it to the bot."""
    library, replier, tree = bot.library, bot.replier, bot.tree
    prefixes = Prefixes(bot.settings.prefix, bot.settings.message_content)
    prefix, plain = prefixes.in_guilds, bot.settings.plain_cards
    for cog in (
        Lookups(library, replier, prefixes),
        Rebuttals(library, replier, tree),
        Checking(library, replier, tree, prefix),
        Citing(library, replier),
        Browsing(library, replier),
        Reading(library, replier),
        Conversation(bot, library, replier),
        Schedules(library, replier, ScheduleClock(bot, library, plain=plain)),
        SettingUp(replier),
        Keeping(library, replier),
        Examining(replier),
        Helping(library, replier, prefixes),
        Welcome(library, bot.create_dm, prefix, plain=plain),
        bot.sharing,
        bot.following,
    ):
        await bot.add_cog(cog)
    bot.add_dynamic_items(*LASTING_ITEMS)
