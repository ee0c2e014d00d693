"""Looking up: the ladder from a query to an answer. The first sure rung answers.

1. a topic or alias, as typed or with its misspelt words mended;
2. words: entries ranked by what they share with the query, and a judgement of how sure that is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from knowledge.model import SHARED, Answer, Match, Outcome, Rung
from knowledge.search.confidence import judge
from knowledge.search.normal import MAX_QUERY, STOP_WORDS, normalise, stem
from knowledge.search.ranking import Ranked, rank
from knowledge.search.spelling import Speller
from knowledge.storage.database import Database
from knowledge.storage.reading import Catalogue, Reader

MOST = 5
"""How many matches an answer holds."""

MENDED_WEIGHT = 0.9
"""What a mended word counts beside one that was typed right."""


class LookUp:
    """Looks up queries in one database. It remembers each guild's vocabulary until the library changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._spellers: dict[int, tuple[int, Speller]] = {}

    async def __call__(self, query: str, scope: int = SHARED) -> Answer:
        """The answer to ``query`` as the guild ``scope`` sees it. Never raises for what a person typed."""
        normal = normalise(query[:MAX_QUERY])
        if not normal:
            return Answer(query, Outcome.NONE)
        async with self._database.reading() as reader:
            return await self._climb(reader, query, normal, scope)

    async def _climb(self, reader: Reader, query: str, normal: str, scope: int) -> Answer:
        named = await reader.entry_named(scope, normal)
        typed = [word for word in normal.split() if word not in STOP_WORDS]
        if named is None and not typed:
            return Answer(query, Outcome.NONE)
        catalogue = await reader.catalogue(scope)
        postings = await reader.postings(scope, {stem(word) for word in typed})
        corrections: dict[str, str] = {}
        if named is None:
            known = {found.term for found in postings}
            unknown = [word for word in dict.fromkeys(typed) if stem(word) not in known]
            corrections = await self._mend(reader, scope, catalogue, unknown)
        if corrections:
            postings = await reader.postings(scope, {stem(corrections.get(word, word)) for word in typed})
            named = await reader.entry_named(scope, " ".join(corrections.get(word, word) for word in normal.split()))
        weights = {stem(corrections.get(word, word)): MENDED_WEIGHT if word in corrections else 1.0 for word in typed}
        ranked = await asyncio.to_thread(rank, weights, postings, catalogue.entries)
        return await self._answer(reader, query, scope, named, ranked, corrections)

    async def _answer(
        self,
        reader: Reader,
        query: str,
        scope: int,
        named: int | None,
        ranked: Sequence[Ranked],
        corrections: Mapping[str, str],
    ) -> Answer:
        if named is not None:
            following = [found for found in ranked if found.entry_id != named][: MOST - 1]
            entries = await reader.entries(scope, [named, *(found.entry_id for found in following)])
            scores = {found.entry_id: min(found.density, 1.0) for found in following} | {named: 1.0}
            rungs = {named: Rung.TOPIC}
            outcome = Outcome.ANSWER
        else:
            outcome = judge(ranked)
            best = ranked[:MOST]
            if outcome is Outcome.NONE:
                nearest = await reader.topic_names([found.entry_id for found in best[:3]])
                return Answer(query, outcome, nearest=tuple(nearest))
            entries = await reader.entries(scope, [found.entry_id for found in best])
            scores = {found.entry_id: min(found.density, 1.0) for found in best}
            rungs = {}
        matches = tuple(Match(entry, scores[entry.id], rungs.get(entry.id, Rung.WORDS)) for entry in entries)
        return Answer(query, outcome, matches, corrections=corrections)

    async def _mend(self, reader: Reader, scope: int, catalogue: Catalogue, unknown: Sequence[str]) -> dict[str, str]:
        if not unknown:
            return {}
        speller = await self._speller(reader, scope, catalogue)
        mended = await asyncio.to_thread(lambda: {word: speller.mend(word) for word in unknown})
        return {word: known for word, known in mended.items() if known}

    async def _speller(self, reader: Reader, scope: int, catalogue: Catalogue) -> Speller:
        kept = self._spellers.get(scope)
        if kept is None or kept[0] != catalogue.revision:
            kept = (catalogue.revision, Speller(await reader.vocabulary(scope)))
            self._spellers[scope] = kept
        return kept[1]
