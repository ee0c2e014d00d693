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
from knowledge.search.confidence import judge
from knowledge.search.finding import find_note, find_page, find_person, find_source, people_names
from knowledge.search.normal import MAX_QUERY, normalise, stem
from knowledge.search.ranking import Ranked, rank
from knowledge.search.reference import NoteReference, PageReference, parse_reference, source_names
from knowledge.search.spelling import Speller
from knowledge.storage.database import Database
from knowledge.storage.reading import Catalogue, Reader

MOST = 5
"""How many matches an answer holds."""

MENDED_WEIGHT = 0.9
"""What a mended word counts beside one that was typed right."""


@dataclass(slots=True)
class _Remembered:
    """What is kept of a guild's library until it changes: who and what has a name, and the vocabulary once needed."""

    revision: int
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
                or await _by_words(reader, query, normal, scope, remembered, catalogue)
            )

    async def _remember(self, reader: Reader, scope: int, catalogue: Catalogue) -> _Remembered:
        kept = self._remembered.get(scope)
        if kept is None or kept.revision != catalogue.revision:
            sources = await reader.sources(scope)
            people = people_names(await reader.speakers(scope), sources)
            kept = _Remembered(catalogue.revision, source_names(sources), people)
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
        return await _entries(reader, query, scope, named, await _ranked(reader, scope, normal.split()))
    found = await find_person(reader, scope, normal) if normal in remembered.people else None
    if found is None and normal in remembered.names:
        found = await find_source(reader, scope, remembered.names[normal])
    return None if found is None else Answer(query, Outcome.ANSWER, finding=found)


async def _by_words(
    reader: Reader, query: str, normal: str, scope: int, remembered: _Remembered, catalogue: Catalogue
) -> Answer:
    """The last rung; with words mended, the second and third once more."""
    typed = [word for word in normal.split() if word not in STOP_WORDS]
    if not set(typed) - WEAK_WORDS:
        return Answer(query, Outcome.NONE)
    corrections = await _mend(reader, scope, remembered, typed)
    if corrections:
        mended = " ".join(corrections.get(word, word) for word in normal.split())
        if answer := await _by_name(reader, query, mended, scope, remembered):
            return replace(answer, corrections=corrections)
    ranked = await _ranked(reader, scope, typed, corrections, catalogue.entries)
    outcome = judge(ranked)
    if outcome is Outcome.ANSWER and len(corrections) == len(set(typed)):
        outcome = Outcome.CANDIDATES  # every word was guessed, and no name came of it
    best = [found.entry_id for found in ranked[:MOST]]
    if outcome is Outcome.NONE:
        return Answer(query, outcome, nearest=tuple(await reader.topic_names(best[:3])))
    return await _entries(reader, query, scope, None, ranked, outcome, corrections)


async def _ranked(
    reader: Reader,
    scope: int,
    typed: Sequence[str],
    corrections: Mapping[str, str] | None = None,
    entries: int | None = None,
) -> list[Ranked]:
    corrections = corrections or {}
    weights = {stem(corrections.get(word, word)): MENDED_WEIGHT if word in corrections else 1.0 for word in typed}
    postings = await reader.postings(scope, weights)
    count = (await reader.catalogue(scope)).entries if entries is None else entries
    return await asyncio.to_thread(rank, weights, postings, count)


async def _entries(
    reader: Reader,
    query: str,
    scope: int,
    named: int | None,
    ranked: Sequence[Ranked],
    outcome: Outcome = Outcome.ANSWER,
    corrections: Mapping[str, str] | None = None,
) -> Answer:
    """The answer made of entries: the one that was named, if any, then the best ranked."""
    scores = {} if named is None else {named: 1.0}
    for found in ranked:
        scores.setdefault(found.entry_id, min(found.density, 1.0))
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
