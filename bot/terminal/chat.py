"""``serge chat``: the conversation of Discord in a terminal, with the same commands and the same cards."""

from __future__ import annotations

import signal
import sys
from collections.abc import Mapping, Sequence

from bot.settings import Settings
from bot.terminal.citing import Citations
from bot.terminal.screen import Screen
from cogs import commands
from cogs.cards.answers import answer_card, entry_card, no_ibid_card, no_page_card, taken_for, way_on
from cogs.cards.arguments import atlas_card, unmapped_notice
from cogs.cards.checking import check_card
from cogs.cards.comparing import pairs_answer
from cogs.cards.content import Card
from cogs.cards.help import help_card
from cogs.cards.lists import map_card, sources_card, topics_card
from cogs.cards.reading import end_notice, nowhere_card, page_with_notes
from knowledge.answer import Answer, Match, Outcome
from knowledge.argument import branches_of, map_at_large, sheet_called
from knowledge.cite import shown_in
from knowledge.ibid import asked_of_ibid
from knowledge.library import Library
from knowledge.model import SHARED, Pair
from knowledge.read_essay import Nowhere, keep_place, open_at

HERE = (
    commands.SERGE,
    commands.CITE,
    commands.CHECK,
    commands.COMPARE,
    commands.READ,
    commands.MAP,
    commands.TOPICS,
    commands.SOURCES,
)
"""The commands that there are in a terminal."""

_NAMES = {command.name for command in (*HERE, commands.HELP)}
"""What a line may begin with to be a command without the prefix, as in direct messages."""

READER = 0
"""Whoever reads here; nobody has this number in Discord."""


class Chat:
    """One conversation. After candidates a number picks one of them."""

    def __init__(self, library: Library, prefix: str) -> None:
        self._library = library
        self._prefix = prefix
        self._candidates: Mapping[str, Match] = {}
        self._citations = Citations(library)

    async def respond(self, line: str) -> Card:
        """What the bot says to this line."""
        typed = line.strip()
        if typed in self._candidates:
            self._citations.note(self._candidates[typed].entry)
            return entry_card(self._candidates[typed].entry)
        verb, *rest = typed.removeprefix(self._prefix).split(maxsplit=1) or [""]
        is_command = not typed or typed.startswith(self._prefix) or verb.lower() in _NAMES
        return await (self._command(verb.lower(), "".join(rest)) if is_command else self._ask(typed))

    async def _command(self, verb: str, query: str) -> Card:
        match verb:
            case commands.TOPICS.name:
                return topics_card(await self._library.topics())
            case commands.SOURCES.name:
                return sources_card(await self._library.sources())
            case commands.READ.name:
                return await self._read(query)
            case commands.MAP.name:
                return await self._map(query)
            case commands.CHECK.name:
                example = f"{self._prefix}{commands.CHECK.example}"
                return check_card(await self._library.check_quotation(query), example)
            case commands.CITE.name:
                return await self._cite(query)
            case commands.COMPARE.name:
                return self._compare(query, await self._library.compare(query))
            case commands.SERGE.name if query:
                return await self._ask(query)
            case _:
                return help_card(self._prefix, HERE)

    async def _ask(self, query: str) -> Card:
        """The answer to a question, or to another page of the work cited last."""
        page = asked_of_ibid(query)
        if page is None:
            return self._remember(await self._library.look_up(query))
        source = self._citations.last_cited()
        if source is None:
            return no_ibid_card()
        answer = await self._library.look_up(f"{source.key} {page}")
        if answer.finding is None and answer.reference is None:
            return no_page_card()
        return (taken_for("ibid.", source.short_title or source.title), *self._remember(answer))

    async def _read(self, place: str) -> Card:
        page = await open_at(self._library.database, place, READER)
        if isinstance(page, Nowhere):
            return nowhere_card(page)
        if page.named:
            await keep_place(self._library.database, READER, page.contents.pack.slug, page.block.position)
        return (*end_notice(page), *page_with_notes(page))

    async def _map(self, section: str) -> Card:
        database = self._library.database
        regions = await map_at_large(database, SHARED)
        if not section:
            return atlas_card(regions)
        at = await sheet_called(database, SHARED, section)
        named = [region for region in regions if at and region.at[:2] == at[:2]]
        if not named:
            return (*unmapped_notice(section), *atlas_card(regions))
        return map_card({named[0].title: await branches_of(database, SHARED, named[0].at)})

    async def _cite(self, words: str) -> Card:
        cited = await self._citations.respond(words)
        return self._remember(cited) if isinstance(cited, Answer) else cited

    def _compare(self, query: str, pairs: Sequence[Pair]) -> Card:
        if query and len(pairs) == 1:
            self._citations.note(pairs[0])
        return pairs_answer(query, pairs)

    def _remember(self, answer: Answer) -> Card:
        if shown := shown_in(answer):
            self._citations.note(shown)
        offered = answer.matches if answer.outcome is Outcome.CANDIDATES else ()
        self._candidates = {str(number): match for number, match in enumerate(offered, start=1)}
        is_dead_end = answer.outcome is Outcome.NONE and not answer.nearest
        return (*answer_card(answer), way_on(self._prefix)) if is_dead_end else answer_card(answer)


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
