"""``serge quote``: whether a quotation stands in the library."""

from __future__ import annotations

import sys

from bot.settings import Settings
from bot.terminal.screen import Screen
from cogs.cards.checking import check_card
from knowledge.library import Library
from knowledge.verdict import Verdict

EXAMPLE = "serge quote “never dared dispute the theory”"


async def print_quotation_check(settings: Settings, quotation: str) -> int:
    """Print the verdict; without a quotation, on the standard input. Exit status 1 where it does not stand so."""
    typed = quotation or sys.stdin.read()
    async with Library.open(settings.database_url) as library:
        check = await library.check_quotation(typed)
    Screen(sys.stdout).show(check_card(check, EXAMPLE))
    return int(check.verdict is not Verdict.EXACT)
