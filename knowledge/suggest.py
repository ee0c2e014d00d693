"""Suggesting topics while somebody types, from memory: the database is never waited for here.

A topic is found by its names and by its phrasings: the beginning of one, a word in it, or what is alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz, process

from knowledge.model import SHARED
from knowledge.search.normal import normalise
from knowledge.storage.database import Database
from knowledge.storage.index_reading import Catalogue, Named, Phrased
from knowledge.storage.reading import Reader
from knowledge.storage.rows import scopes

ALIKE = 72.0
"""How alike (rapidfuzz's partial ratio, 0 to 100) a name must be to what was typed where nothing begins with it."""

PUT_ALIKE = 80.0
"""The same for a phrasing, of which there are so many more."""

MOST_TYPED = 80
"""Of what was typed so many characters are looked at."""

LEAST_TYPED = 3
"""Phrasings are looked through when so many characters are typed."""

ENOUGH = 5
"""Where so many topics are found, phrasings that are only alike are left out."""

MOST_GUILDS = 500
"""Of more guilds than this, those that asked last are remembered; others are suggested the shared topics."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic to pick; ``alias`` is the other name, or the phrasing, by which it was found, if it was."""

    topic: str
    alias: str | None = None


class _Ways(NamedTuple):
    """The phrasings of one scope: their words without accents and capitals, a space before each, and what they are."""

    normal: list[str]
    phrased: list[Phrased]

    @classmethod
    def of(cls, phrasings: list[Phrased]) -> _Ways:
        return cls([f" {normalise(one.text)}" for one in phrasings], phrasings)


class Suggester:
    """Topics, aliases and phrasings, kept in memory until :meth:`refresh` reads them again.

    A guild that asks is remembered: the next :meth:`refresh_all` reads its own. Until then, and where it has none, it
    is suggested the shared ones.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._names: dict[int, list[Named]] = {}
        self._ways: dict[int, _Ways] = {}
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
        for entry_id, way in self._likeliest(normalise(typed[:MOST_TYPED]), scope, names, found):
            if entry_id in topics:
                topic = topics[entry_id]
                found.setdefault(entry_id, Suggestion(topic, None if way == topic else way))
                if len(found) == most:
                    break
        return list(found.values())

    def _likeliest(
        self, typed: str, scope: int, names: list[Named], found: Collection[int]
    ) -> Iterator[tuple[int, str]]:
        """Entries, each with the name or phrasing that was found; what is only alike follows where ``found`` is few."""
        yield from _of_names(typed, names)
        ways = [self._ways[one] for one in scopes(scope) if one in self._ways] if len(typed) >= LEAST_TYPED else []
        for one in ways:
            yield from _put_so(typed, one)
        if typed:
            yield from _alike_names(typed, names)
        for one in ways:
            if len(found) < ENOUGH:
                yield from _put_alike(typed, one)

    async def _read(self, guilds: Iterable[int]) -> None:
        await self._database.read(lambda reader: self._read_all(reader, guilds))

    async def _read_all(self, reader: Reader, guilds: Iterable[int]) -> None:
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
                names, ways = await reader.names(scopes(scope)), _Ways.of(await reader.phrasings(scope))
                if scope == SHARED or scope in self._asking:
                    self._names[scope], self._ways[scope], self._revisions[scope] = names, ways, revision

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
        for held in (self._names, self._ways, self._revisions):
            held.pop(scope, None)


def _of_names(typed: str, names: list[Named]) -> Iterator[tuple[int, str]]:
    """What begins with what was typed, then what has a word that does."""
    if not typed:
        yield from ((named.entry_id, named.text) for named in names if named.is_topic)
        return
    yield from ((named.entry_id, named.text) for named in names if named.normal.startswith(typed))
    yield from ((named.entry_id, named.text) for named in names if f" {typed}" in named.normal)


def _alike_names(typed: str, names: list[Named]) -> Iterator[tuple[int, str]]:
    normals = [named.normal for named in names]
    for _, _, index in process.extract(typed, normals, scorer=fuzz.partial_ratio, score_cutoff=ALIKE, limit=25):
        yield names[index].entry_id, names[index].text


def _put_so(typed: str, ways: _Ways) -> Iterator[tuple[int, str]]:
    """Phrasings in which the words follow one another so, then those that have words beginning so in any order."""
    wanted = [f" {word}" for word in dict.fromkeys(typed.split())]
    together = f" {typed}"
    holding = [number for number, normal in enumerate(ways.normal) if all(word in normal for word in wanted)]
    for number in sorted(holding, key=lambda number: together not in ways.normal[number]):
        yield ways.phrased[number].entry_id, ways.phrased[number].text


def _put_alike(typed: str, ways: _Ways) -> Iterator[tuple[int, str]]:
    found = process.extract(typed, ways.normal, scorer=fuzz.partial_ratio, score_cutoff=PUT_ALIKE, limit=25)
    for _, _, index in found:
        yield ways.phrased[index].entry_id, ways.phrased[index].text
