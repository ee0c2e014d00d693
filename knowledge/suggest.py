"""Suggesting topics while somebody types, from memory: the database is never waited for here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.model import SHARED
from knowledge.search.normal import normalise
from knowledge.storage.database import Database
from knowledge.storage.index_reading import Catalogue, Named
from knowledge.storage.rows import scopes

ALIKE = 72.0
"""How alike (rapidfuzz's partial ratio, 0 to 100) a name must be to what was typed where nothing begins with it."""


MOST_GUILDS = 500
"""Of more guilds than this, those that asked last are remembered; others are suggested the shared topics."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic to pick; ``alias`` is the other name by which it was found, if it was."""

    topic: str
    alias: str | None = None


class Suggester:
    """Topics and aliases, kept in memory until :meth:`refresh` reads them again.

    A guild that asks is remembered: the next :meth:`refresh_all` reads its own names. Until then, and where it has
    none, it is suggested the shared ones.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._names: dict[int, list[Named]] = {}
        self._revisions: dict[int, int] = {}
        self._asking: dict[int, None] = {}  # who asked last stands last

    async def refresh(self, scope: int = SHARED) -> None:
        """Read the shared names and this guild's again, as far as they changed."""
        self._remember(scope)
        await self._read([scope])

    async def refresh_all(self) -> None:
        """Read the names again for every guild that is remembered, as far as they changed."""
        await self._read(list(self._asking))

    def suggest(self, typed: str, scope: int = SHARED, most: int = 25) -> list[Suggestion]:
        """At most ``most`` topics for what was typed so far, the likeliest first; every topic at most once."""
        self._remember(scope)
        names = self._names.get(scope) or self._names.get(SHARED, [])
        topics = {named.entry_id: named.text for named in names if named.is_topic}
        found: dict[int, Suggestion] = {}
        for named in _ranked(normalise(typed), names):
            if named.entry_id not in found and named.entry_id in topics:
                alias = None if named.is_topic else named.text
                found[named.entry_id] = Suggestion(topics[named.entry_id], alias)
                if len(found) == most:
                    break
        return list(found.values())

    async def _read(self, guilds: Iterable[int]) -> None:
        async with self._database.reading() as reader:
            every = list(dict.fromkeys((SHARED, *guilds)))
            catalogues = await reader.catalogues(every)
            shared = catalogues.get(SHARED, Catalogue()).revision
            for scope in every:
                own = catalogues.get(scope)
                if scope != SHARED and (own is None or not own.entries):
                    self._forget(scope)
                    continue
                revision = shared if own is None or scope == SHARED else shared + own.revision
                if self._revisions.get(scope) != revision:
                    names = await reader.names(scopes(scope))
                    if scope == SHARED or scope in self._asking:
                        self._names[scope], self._revisions[scope] = names, revision

    def _remember(self, scope: int) -> None:
        if scope == SHARED:
            return
        self._asking.pop(scope, None)
        self._asking[scope] = None
        if len(self._asking) > MOST_GUILDS:
            longest_ago = next(iter(self._asking))
            del self._asking[longest_ago]
            self._forget(longest_ago)

    def _forget(self, scope: int) -> None:
        """Let go of a guild's names."""
        self._names.pop(scope, None)
        self._revisions.pop(scope, None)


def _ranked(typed: str, names: list[Named]) -> Iterable[Named]:
    if not typed:
        return [named for named in names if named.is_topic]
    starting = [named for named in names if named.normal.startswith(typed)]
    inside = [named for named in names if f" {typed}" in named.normal]
    alike = process.extract(
        typed, [named.normal for named in names], scorer=fuzz.partial_ratio, score_cutoff=ALIKE, limit=25
    )
    return [*starting, *inside, *(names[index] for _, _, index in alike)]
