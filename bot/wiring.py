"""What the bot is made of: every cog, and every button and menu that lives in old messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.browsing import Browsing
from cogs.buttons import CardButton, CardMenu
from cogs.checking import Checking
from cogs.citing import Citing
from cogs.conversation import Conversation
from cogs.deleting import DeleteButton
from cogs.examining import Examining
from cogs.helping import Helping
from cogs.keeping import Keeping
from cogs.library_items import LIBRARY_ITEMS
from cogs.lookups import Lookups
from cogs.reading import Reading
from cogs.rebuttals import Rebuttals
from cogs.schedule_clock import ScheduleClock
from cogs.schedules import RemoveMenu, Schedules
from cogs.settings import SettingUp
from cogs.settings_items import SETTINGS_ITEMS
from cogs.sharing import ShareButton
from cogs.welcome import Welcome

if TYPE_CHECKING:
    from bot.client import SergeBot

LASTING_ITEMS = (CardButton, CardMenu, DeleteButton, ShareButton, RemoveMenu, *SETTINGS_ITEMS, *LIBRARY_ITEMS)
"""Buttons and menus that carry what they need in their id, and so go on working after a restart."""


async def wire(bot: SergeBot) -> None:
    """Add all of it to the bot."""
    library, replier, tree = bot.library, bot.replier, bot.tree
    prefix, plain = bot.settings.prefix, bot.settings.plain_cards
    for cog in (
        Lookups(library, replier, prefix),
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
        Helping(library, replier, prefix),
        Welcome(library, bot.create_dm, prefix, plain=plain),
        bot.sharing,
        bot.following,
    ):
        await bot.add_cog(cog)
    bot.add_dynamic_items(*LASTING_ITEMS)
