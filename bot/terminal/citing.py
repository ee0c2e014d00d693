"""``serge cite``, and citing what a conversation in the terminal was shown."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime

from bot.settings import Settings
from bot.terminal.screen import Screen
from cogs.cards.answers import answer_card
from cogs.cards.citing import (
    cite_card,
    cite_text,
    nothing_cited_card,
    nothing_given_card,
    nothing_since_card,
    since_title,
    title_of,
    unclear_since_card,
    unknown_style_card,
    zone_notice,
)
from cogs.cards.content import Card
from cogs.citing.words import CiteRequest, read_request, styles_near
from knowledge.answer import Answer
from knowledge.cite import Shown, cite, is_named, shown_in, to_cite
from knowledge.ibid import last_cited
from knowledge.library import Library
from knowledge.model import Source


class Citations:
    """What a conversation was shown, oldest first, to be cited."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._shown: list[tuple[datetime, Shown]] = []

    def note(self, shown: Shown) -> None:
        """Remember what was shown just now."""
        self._shown.append((datetime.now(UTC), shown))

    def last_cited(self) -> Source | None:
        """The work that was cited last."""
        for _at, shown in reversed(self._shown):
            if source := shown if isinstance(shown, Source) else last_cited(shown):
                return source
        return None

    async def respond(self, words: str) -> Card | Answer:
        """The card for what is to be cited; the answer where nothing was found, or several may be meant."""
        request = read_request(words)
        if request.is_session:
            return await self._session(request)
        if not request.what:
            return await self._last(request)
        found = await to_cite(self._library, request.what)
        if request.unknown_style and not is_named(found):
            return unknown_style_card(request.unknown_style, styles_near(request.unknown_style))
        shown = shown_in(found) if isinstance(found, Answer) else found
        if isinstance(found, Answer) and shown is None:
            return found
        assert shown is not None  # noqa: S101  # for the type checker: a work is shown itself
        self.note(shown)
        return await self._card(shown, request.style)

    async def _session(self, request: CiteRequest) -> Card:
        now = datetime.now(UTC)
        began = request.began(now)
        if began is None and request.unknown_style:
            return unknown_style_card(request.unknown_style, styles_near(request.unknown_style))
        if began is None:
            return unclear_since_card(request.since)
        cited = await cite(self._library.database, [shown for at, shown in self._shown if at >= began])
        card = cite_card(since_title(began), request.style, cited) if cited else nothing_since_card(began)
        return (*zone_notice(), *card) if request.lacks_zone(now) else card

    async def _last(self, request: CiteRequest) -> Card:
        return await self._card(self._shown[-1][1], request.style) if self._shown else nothing_given_card()

    async def _card(self, shown: Shown, style: str) -> Card:
        cited = await cite(self._library.database, [shown])
        return cite_card(title_of(shown), style, cited) if cited else nothing_cited_card(title_of(shown))


async def print_citation(settings: Settings, query: str, style: str) -> int:
    """Print what the query finds as citations. Exit status 1, and the reason beside the output, where it finds nothing
    or not one thing.
    """
    async with Library.open(settings.database_url, settings.model) as library:
        found = await to_cite(library, query)
        shown = shown_in(found) if isinstance(found, Answer) else found
        cited = await cite(library.database, [shown]) if shown else []
    if isinstance(found, Answer) and shown is None:
        Screen(sys.stderr).show(answer_card(found))
        return 1
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(newline="")  # a format's own line ends, on every system
    sys.stdout.write(cite_text(style, cited))
    return 0
