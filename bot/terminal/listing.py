"""``serge topics``, ``serge sources``, ``serge read`` and ``serge compare``."""

from __future__ import annotations

import sys

from bot.settings import Settings
from bot.terminal.screen import Screen
from cogs.cards.comparing import pairs_answer
from cogs.cards.lists import sources_card, topics_card
from cogs.cards.reading import nowhere_card, stretch_card
from knowledge.library import Library
from knowledge.read_essay import Nowhere, stretch_at


async def print_topics(settings: Settings) -> int:
    """Print the topics by section, each with its aliases."""
    async with Library.open(settings.database_url) as library:
        Screen(sys.stdout).show(topics_card(await library.topics(), aliases=True))
    return 0


async def print_reading(settings: Settings, where: str) -> int:
    """Print the text, section or paragraph that is named, with its notes. Exit status 1 where there is none."""
    async with Library.open(settings.database_url) as library:
        found = await stretch_at(library.database, where)
    missing = isinstance(found, Nowhere)
    Screen(sys.stdout).show(nowhere_card(found) if missing else stretch_card(found))
    return int(missing)


async def print_comparison(settings: Settings, query: str) -> int:
    """Print the then-and-now pair that is meant, or all of them by topic. Exit status 1 where there is none."""
    async with Library.open(settings.database_url) as library:
        pairs = await library.compare(query)
    Screen(sys.stdout).show(pairs_answer(query, pairs))
    return int(not pairs)


async def print_sources(settings: Settings) -> int:
    """Print the bibliography."""
    async with Library.open(settings.database_url) as library:
        Screen(sys.stdout).show(sources_card(await library.sources()))
    return 0
