"""``serge chat``: the conversation of Discord in a terminal, with the same commands and the same cards."""

from __future__ import annotations

import signal
import sys
from collections.abc import Mapping

from bot.settings import Settings
from bot.terminal.screen import Screen
from cogs import commands
from cogs.cards.answers import answer_card, entry_card
from cogs.cards.comparing import pairs_answer
from cogs.cards.content import Card
from cogs.cards.lists import help_card, sources_card, topics_card
from knowledge.answer import Answer, Match, Outcome
from knowledge.library import Library


class Chat:
    """One conversation. After candidates a number picks one of them."""

    def __init__(self, library: Library, prefix: str) -> None:
        self._library = library
        self._prefix = prefix
        self._candidates: Mapping[str, Match] = {}

    async def respond(self, line: str) -> Card:
        """What the bot says to this line."""
        typed = line.strip()
        if typed in self._candidates:
            return entry_card(self._candidates[typed].entry)
        if typed and not typed.startswith(self._prefix):
            return self._remember(await self._library.look_up(typed))
        verb, *rest = typed.removeprefix(self._prefix).split(maxsplit=1) or [""]
        query = "".join(rest)
        match verb.lower():
            case commands.TOPICS.name:
                return topics_card(await self._library.topics())
            case commands.SOURCES.name:
                return sources_card(await self._library.sources())
            case commands.COMPARE.name:
                return pairs_answer(query, await self._library.compare(query))
            case commands.SERGE.name if query:
                return self._remember(await self._library.look_up(query))
            case _:
                return help_card(self._prefix)

    def _remember(self, answer: Answer) -> Card:
        offered = answer.matches if answer.outcome is Outcome.CANDIDATES else ()
        self._candidates = {str(number): match for number, match in enumerate(offered, start=1)}
        return answer_card(answer)


async def chat(settings: Settings) -> int:
    """Talk until the person leaves (the end of the input, ``quit``, or Ctrl+C)."""
    screen = Screen(sys.stdout)
    async with Library.open(settings.database_url, settings.model) as library:
        conversation = Chat(library, settings.prefix)
        screen.line(f"Type {settings.prefix}serge kronstadt, {settings.prefix}help, or just a topic; quit ends.", "dim")
        signal.signal(signal.SIGINT, signal.default_int_handler)  # asyncio's would wait for the line to end
        while (line := _read()) is not None:
            screen.show(await conversation.respond(line))
            screen.line()
    return 0


def _read() -> str | None:
    """The next line; None where the input ends."""
    if sys.stdin.isatty():
        sys.stdout.write("› ")
        sys.stdout.flush()
    line = sys.stdin.readline()
    return None if not line or line.strip().lower() in {"quit", "exit"} else line
