"""A small library held in memory: what a look-up asks for most, answered without the database.

The shipped packs hold some hundred entries, and every guild asks for the same ones; a guild's own library, which may
hold thousands, stays in the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from knowledge.model import Entry
from knowledge.storage.reading import Named, Posting, Reader

MOST_ENTRIES = 1_000
"""A library of more entries than this is not held."""


class Shelf:
    """The names, postings and entries that one scope sees, as they were when they were read. Asked like a Reader."""

    def __init__(
        self, names: list[Named], postings: list[Posting], entries: list[Entry], vocabulary: dict[str, int]
    ) -> None:
        self._names = names
        self._named = {named.normal: named.entry_id for named in names}
        self._entries = {entry.id: entry for entry in entries}
        self._vocabulary = vocabulary
        self._postings: dict[str, list[Posting]] = defaultdict(list)
        for posting in postings:
            self._postings[posting.term].append(posting)

    @classmethod
    async def read(cls, reader: Reader, scope: int) -> Shelf:
        """What the scope sees now."""
        names = await reader.names(scope)
        entries = await reader.entries(scope, sorted({named.entry_id for named in names}))
        return cls(names, await reader.every_posting(scope), entries, await reader.vocabulary(scope))

    async def entry_named(self, _scope: int, normal: str) -> int | None:
        """The entry that a topic or alias leads to."""
        return self._named.get(normal)

    async def postings(self, _scope: int, terms: Iterable[str]) -> list[Posting]:
        """The inverted index at these terms."""
        return [posting for term in set(terms) for posting in self._postings.get(term, ())]

    async def entries(self, _scope: int, ids: Sequence[int]) -> list[Entry]:
        """These entries, in this order."""
        return [self._entries[id_] for id_ in ids if id_ in self._entries]

    async def topic_names(self, _scope: int, ids: Sequence[int]) -> list[str]:
        """The topics of these entries, in this order."""
        return [entry.topic for entry in await self.entries(_scope, ids)]

    async def names(self, _scope: int) -> list[Named]:
        """Every topic and alias."""
        return self._names

    async def vocabulary(self, _scope: int) -> dict[str, int]:
        """Every word that finds something, and in how many entries it stands."""
        return self._vocabulary
