"""Suggesting topics while somebody types, from memory: the database is never waited for here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.model import SHARED
from knowledge.search.normal import normalise
from knowledge.storage.database import Database
from knowledge.storage.reading import Named

ALIKE = 72.0
"""How alike (rapidfuzz's partial ratio, 0 to 100) a name must be to what was typed where nothing begins with it."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic to pick; ``alias`` is the other name by which it was found, if it was."""

    topic: str
    alias: str | None = None


class Suggester:
    """Topics and aliases of each guild, kept in memory until :meth:`refresh` reads them again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._names: dict[int, list[Named]] = {}
        self._revisions: dict[int, int] = {}

    async def refresh(self, scope: int = SHARED) -> None:
        """Read the names again if the library has changed."""
        async with self._database.reading() as reader:
            revision = (await reader.catalogue(scope)).revision
            if self._revisions.get(scope) != revision:
                self._names[scope] = await reader.names(scope)
                self._revisions[scope] = revision

    async def refresh_all(self) -> None:
        """Read the names again for every guild that has asked, as far as they changed."""
        for scope in {SHARED, *self._names}:
            await self.refresh(scope)

    def suggest(self, typed: str, scope: int = SHARED, most: int = 25) -> list[Suggestion]:
        """At most ``most`` topics for what was typed so far, the likeliest first; every topic at most once."""
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


def _ranked(typed: str, names: list[Named]) -> Iterable[Named]:
    if not typed:
        return [named for named in names if named.is_topic]
    starting = [named for named in names if named.normal.startswith(typed)]
    inside = [named for named in names if f" {typed}" in named.normal]
    alike = process.extract(
        typed, [named.normal for named in names], scorer=fuzz.partial_ratio, score_cutoff=ALIKE, limit=25
    )
    return [*starting, *inside, *(names[index] for _, _, index in alike)]
