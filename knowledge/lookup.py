"""Looking up: the ladder from a query to an answer. The first sure rung answers.

1. a reference: a page of a source, or a note of the essay;
2. a topic or alias, as typed or with its misspelt words mended;
3. a name: somebody who is quoted, or a work that is cited;
4. words: entries ranked by what they share with the query, and a judgement of how sure that is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.model import SHARED, Answer, Finding, Match, Outcome, Rung, Source
from knowledge.search.common_words import STOP_WORDS, WEAK_WORDS
from knowledge.search.confidence import doubt, judge
from knowledge.search.finding import find_note, find_page, find_person, find_source, people_names
from knowledge.search.normal import MAX_QUERY, normalise, stem
from knowledge.search.ranking import Ranking, rank
from knowledge.search.reference import NoteReference, PageReference, parse_reference, source_names
from knowledge.search.spelling import Speller
from knowledge.storage.database import Database
from knowledge.storage.reading import Catalogue, Reader

MOST = 5
"""How many matches an answer holds."""

NEAREST = 3
"""How many topics are named where nothing is found."""

MENDED_WEIGHT = 0.9
"""What a mended word counts beside one that was typed right."""


@dataclass(slots=True)
class _Remembered:
    """What is kept of a guild's library until it changes: its size, its names, and its vocabulary once needed."""

    revision: int
    entries: int
    names: dict[str, Source]
    people: frozenset[str]
    speller: Speller | None = None


class LookUp:
    """Looks up queries in one database. It remembers each guild's vocabulary until the library changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._remembered: dict[int, _Remembered] = {}

    async def __call__(self, query: str, scope: int = SHARED) -> Answer:
        """The answer to ``query`` as the guild ``scope`` sees it. Never raises for what a person typed."""
        normal = normalise(query[:MAX_QUERY])
        if not normal:
            return Answer(query, Outcome.NONE)
        async with self._database.reading() as reader:
            catalogue = await reader.catalogue(scope)
            remembered = await self._remember(reader, scope, catalogue)
            return (
                await _by_reference(reader, query, scope, remembered)
                or await _by_name(reader, query, normal, scope, remembered)
                or await _by_words(reader, query, normal, scope, remembered)
            )

    async def _remember(self, reader: Reader, scope: int, catalogue: Catalogue) -> _Remembered:
        kept = self._remembered.get(scope)
        if kept is None or kept.revision != catalogue.revision:
            sources = await reader.sources(scope)
            people = people_names(await reader.speakers(scope), sources)
            kept = _Remembered(catalogue.revision, catalogue.entries, source_names(sources), people)
            self._remembered[scope] = kept
        return kept


async def _by_reference(reader: Reader, query: str, scope: int, remembered: _Remembered) -> Answer | None:
    """The first rung."""
    reference = parse_reference(query[:MAX_QUERY], remembered.names)
    match reference:
        case NoteReference():
            found = await find_note(reader, scope, reference.number)
            asked = f"note {reference.number}"
        case PageReference():
            found = await find_page(reader, scope, reference)
            asked = f"{reference.source.short_title or reference.source.title} {reference.locator}"
        case None:
            return None
    corrections = dict(reference.corrections) if isinstance(reference, PageReference) else {}
    if isinstance(found, Finding):
        return Answer(query, Outcome.ANSWER, finding=found, corrections=corrections)
    return Answer(query, Outcome.NONE, nearest=tuple(found), corrections=corrections, reference=asked)


async def _by_name(reader: Reader, query: str, normal: str, scope: int, remembered: _Remembered) -> Answer | None:
    """The second rung for what was typed right, and the third."""
    if (named := await reader.entry_named(scope, normal)) is not None:
        ranking = await _rank(reader, scope, normal.split(), {}, remembered)
        scores = {named: 1.0}
        for found in ranking.ranked:
            scores.setdefault(found.entry_id, min(found.score / ranking.rarity, 1.0))
        return await _entries(reader, query, scope, scores, Outcome.ANSWER, named=named)
    found = await find_person(reader, scope, normal) if normal in remembered.people else None
    if found is None and normal in remembered.names:
        found = await find_source(reader, scope, remembered.names[normal])
    return None if found is None else Answer(query, Outcome.ANSWER, finding=found)


async def _by_words(reader: Reader, query: str, normal: str, scope: int, remembered: _Remembered) -> Answer:
    """The last rung; with words mended, the second and third once more."""
    typed = [word for word in normal.split() if word not in STOP_WORDS]
    if not set(typed) - WEAK_WORDS:
        return Answer(query, Outcome.NONE)
    corrections = await _mend(reader, scope, remembered, typed)
    if corrections:
        mended = " ".join(corrections.get(word, word) for word in normal.split())
        if answer := await _by_name(reader, query, mended, scope, remembered):
            return replace(answer, corrections=corrections)
    ranking = await _rank(reader, scope, typed, corrections, remembered)
    judgement = judge(ranking, doubt(typed, corrections))
    if judgement.outcome is Outcome.NONE:
        best = [found.entry_id for found in ranking.ranked[:NEAREST]]
        return Answer(query, Outcome.NONE, nearest=tuple(await reader.topic_names(best)))
    only_guessed = len(corrections) == len(set(typed))  # and no name came of it
    outcome = Outcome.CANDIDATES if only_guessed else judgement.outcome
    first = ranking.ranked[0].score
    scores = {found.entry_id: judgement.likelihood * found.score / first for found in ranking.ranked[:MOST]}
    return await _entries(reader, query, scope, scores, outcome, corrections)


async def _rank(
    reader: Reader, scope: int, typed: Sequence[str], corrections: Mapping[str, str], remembered: _Remembered
) -> Ranking:
    weights = {stem(corrections.get(word, word)): MENDED_WEIGHT if word in corrections else 1.0 for word in typed}
    postings = await reader.postings(scope, weights)
    return await asyncio.to_thread(rank, weights, postings, remembered.entries)


async def _entries(
    reader: Reader,
    query: str,
    scope: int,
    scores: Mapping[int, float],
    outcome: Outcome,
    corrections: Mapping[str, str] | None = None,
    named: int | None = None,
) -> Answer:
    """The answer made of the first entries of ``scores``; ``named`` is the one that was asked for by its name."""
    entries = await reader.entries(scope, list(scores)[:MOST])
    matches = [Match(entry, scores[entry.id], Rung.TOPIC if entry.id == named else Rung.WORDS) for entry in entries]
    return Answer(query, outcome, tuple(matches), corrections=corrections or {})


async def _mend(reader: Reader, scope: int, remembered: _Remembered, typed: Sequence[str]) -> dict[str, str]:
    """The words that nothing is found by, each with the word it was probably meant to be."""
    known = {found.term for found in await reader.postings(scope, {stem(word) for word in typed})}
    unknown = [word for word in dict.fromkeys(typed) if stem(word) not in known]
    if not unknown:
        return {}
    if remembered.speller is None:
        remembered.speller = Speller(await reader.vocabulary(scope))
    speller = remembered.speller
    mended = await asyncio.to_thread(lambda: {word: speller.mend(word) for word in unknown})
    return {word: taken for word, taken in mended.items() if taken}
