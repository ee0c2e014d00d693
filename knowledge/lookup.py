"""Looking up: the ladder from a query to an answer. The first sure rung answers.

1. a reference: a page of a source, or a note of the essay;
2. a topic or alias, as typed or with its misspelt words mended;
3. a name: somebody who is quoted, or a work that is cited;
4. words: entries ranked by what they share with the query, and a judgement of how sure that is.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

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
from knowledge.storage.shelf import MOST_ENTRIES, Shelf

MOST = 5
"""How many matches an answer holds."""

NEAREST = 3
"""How many topics are named where nothing is found."""

MOST_ANSWERS = 500
"""How many answers a running bot keeps: in a debate the same thing is asked again and again."""

AT_ONCE = 2_000
"""As many postings are ranked in well under a millisecond; more are ranked beside the event loop."""

MENDED_WEIGHT = 0.9
"""What a mended word counts beside one that was typed right."""


Index = Reader | Shelf
"""What the rungs ask of: the database, or what is held of it."""


@dataclass(slots=True)
class _Remembered:
    """What is kept of a scope's library until it changes. ``checked`` is when that was last looked at, in seconds."""

    revision: int
    entries: int
    names: dict[str, Source]
    people: frozenset[str]
    shelf: Shelf | None
    speller: Speller | None = None
    answers: dict[str, Answer] = field(default_factory=dict[str, Answer])
    checked: float = 0.0


class LookUp:
    """Looks up queries in one database.

    ``held_seconds`` above 0 lets a running bot hold the shared library in memory: it then sees what another process
    changes after at most so long. A guild's own library is asked for in the database at every query.
    """

    def __init__(self, database: Database, held_seconds: float = 0.0) -> None:
        self._database = database
        self._held_seconds = held_seconds
        self._remembered: dict[int, _Remembered] = {}
        self._as_shared: dict[int, float] = {}

    async def __call__(self, query: str, scope: int = SHARED) -> Answer:
        """The answer to ``query`` as the guild ``scope`` sees it. Never raises for what a person typed."""
        normal = normalise(query[:MAX_QUERY])
        if not normal:
            return Answer(query, Outcome.NONE)
        if (held := self._held(scope)) is not None and held.shelf is not None:
            with suppress(_NeedsDatabase):
                if query not in held.answers:
                    if len(held.answers) >= MOST_ANSWERS:
                        held.answers.clear()
                    held.answers[query] = await _climb(held.shelf, None, query, normal, scope, held)
                return held.answers[query]
        async with self._database.reading() as reader:
            remembered = await self._remember(reader, scope)
            return await _climb(remembered.shelf or reader, reader, query, normal, scope, remembered)

    def _held(self, scope: int) -> _Remembered | None:
        """What may be answered from without asking the database whether it is still so."""
        now = time.monotonic()
        if scope != SHARED and now - self._as_shared.get(scope, -math.inf) >= self._held_seconds:
            return None
        kept = self._remembered.get(SHARED)
        return kept if kept is not None and now - kept.checked < self._held_seconds else None

    async def _remember(self, reader: Reader, scope: int) -> _Remembered:
        catalogue = await reader.catalogue(scope)
        if scope != SHARED and self._held_seconds and catalogue == await reader.catalogue(SHARED):
            self._as_shared[scope] = time.monotonic()
            scope = SHARED
        kept = self._remembered.get(scope)
        if kept is None or kept.revision != catalogue.revision:
            kept = await self._read(reader, scope, catalogue)
            self._remembered[scope] = kept
        kept.checked = time.monotonic()
        return kept

    async def _read(self, reader: Reader, scope: int, catalogue: Catalogue) -> _Remembered:
        sources = await reader.sources(scope)
        held = self._held_seconds > 0 and scope == SHARED and catalogue.entries <= MOST_ENTRIES
        return _Remembered(
            revision=catalogue.revision,
            entries=catalogue.entries,
            names=source_names(sources),
            people=people_names(await reader.speakers(scope), sources),
            shelf=await Shelf.read(reader, scope) if held else None,
        )


class _NeedsDatabase(Exception):  # no error, but a way back
    """A shelf cannot tell; the database can."""


async def _climb(
    index: Index, reader: Reader | None, query: str, normal: str, scope: int, remembered: _Remembered
) -> Answer:
    """The ladder. Without a ``reader`` it raises _NeedsDatabase where only the database can tell."""
    return (
        await _by_reference(reader, query, scope, remembered)
        or await _by_name(index, reader, query, normal, scope, remembered)
        or await _by_words(index, reader, query, normal, scope, remembered)
    )


async def _by_reference(reader: Reader | None, query: str, scope: int, remembered: _Remembered) -> Answer | None:
    """The first rung."""
    reference = parse_reference(query[:MAX_QUERY], remembered.names)
    if reference is None:
        return None
    if reader is None:
        raise _NeedsDatabase
    match reference:
        case NoteReference():
            found = await find_note(reader, scope, reference.number)
            asked = f"note {reference.number}"
        case PageReference():
            found = await find_page(reader, scope, reference)
            asked = f"{reference.source.short_title or reference.source.title} {reference.locator}"
    corrections = dict(reference.corrections) if isinstance(reference, PageReference) else {}
    if isinstance(found, Finding):
        return Answer(query, Outcome.ANSWER, finding=found, corrections=corrections)
    return Answer(query, Outcome.NONE, nearest=tuple(found), corrections=corrections, reference=asked)


async def _by_name(
    index: Index, reader: Reader | None, query: str, normal: str, scope: int, remembered: _Remembered
) -> Answer | None:
    """The second rung for what was typed right, and the third."""
    if (named := await index.entry_named(scope, normal)) is not None:
        ranking = await _rank(index, scope, normal.split(), {}, remembered)
        scores = {named: 1.0}
        for found in ranking.ranked:
            scores.setdefault(found.entry_id, min(found.score / ranking.rarity, 1.0))
        return await _entries(index, query, scope, scores, Outcome.ANSWER, named=named)
    if normal not in remembered.people and normal not in remembered.names:
        return None
    if reader is None:
        raise _NeedsDatabase
    found = await find_person(reader, scope, normal) if normal in remembered.people else None
    if found is None and normal in remembered.names:
        found = await find_source(reader, scope, remembered.names[normal])
    return None if found is None else Answer(query, Outcome.ANSWER, finding=found)


async def _by_words(
    index: Index, reader: Reader | None, query: str, normal: str, scope: int, remembered: _Remembered
) -> Answer:
    """The last rung; with stop words left out and words mended, the second and third once more."""
    typed = [word for word in normal.split() if word not in STOP_WORDS]
    if not {word for word in typed if len(word) > 1} - WEAK_WORDS:
        return Answer(query, Outcome.NONE)
    if answer := await _by_name(index, reader, query, " ".join(typed), scope, remembered):
        return answer
    corrections = await _mend(index, scope, remembered, typed)
    attempts = [normal.split(), typed] if corrections else []
    for attempt in attempts:
        mended = " ".join(corrections.get(word, word) for word in attempt)
        if answer := await _by_name(index, reader, query, mended, scope, remembered):
            return replace(answer, corrections=corrections)
    ranking = await _rank(index, scope, typed, corrections, remembered)
    judgement = judge(ranking, doubt(typed, corrections))
    if judgement.outcome is Outcome.NONE:
        best = [found.entry_id for found in ranking.ranked[:NEAREST]]
        return Answer(query, Outcome.NONE, nearest=tuple(await index.topic_names(scope, best)))
    only_guessed = len(corrections) == len(set(typed))  # and no name came of it
    outcome = Outcome.CANDIDATES if only_guessed else judgement.outcome
    first = ranking.ranked[0].score
    scores = {found.entry_id: judgement.likelihood * found.score / first for found in ranking.ranked[:MOST]}
    return await _entries(index, query, scope, scores, outcome, corrections)


async def _rank(
    index: Index, scope: int, typed: Sequence[str], corrections: Mapping[str, str], remembered: _Remembered
) -> Ranking:
    weights = {stem(corrections.get(word, word)): MENDED_WEIGHT if word in corrections else 1.0 for word in typed}
    postings = await index.postings(scope, weights)
    if len(postings) <= AT_ONCE:
        return rank(weights, postings, remembered.entries)
    return await asyncio.to_thread(rank, weights, postings, remembered.entries)


async def _entries(
    index: Index,
    query: str,
    scope: int,
    scores: Mapping[int, float],
    outcome: Outcome,
    corrections: Mapping[str, str] | None = None,
    named: int | None = None,
) -> Answer:
    """The answer made of the first entries of ``scores``; ``named`` is the one that was asked for by its name."""
    entries = await index.entries(scope, list(scores)[:MOST])
    matches = [Match(entry, scores[entry.id], Rung.TOPIC if entry.id == named else Rung.WORDS) for entry in entries]
    return Answer(query, outcome, tuple(matches), corrections=corrections or {})


async def _mend(index: Index, scope: int, remembered: _Remembered, typed: Sequence[str]) -> dict[str, str]:
    """The words that nothing is found by, each with the word it was probably meant to be."""
    known = {found.term for found in await index.postings(scope, {stem(word) for word in typed})}
    unknown = [word for word in dict.fromkeys(typed) if stem(word) not in known]
    if not unknown:
        return {}
    if remembered.speller is None:
        names = {word for named in await index.names(scope) for word in named.normal.split()}
        remembered.speller = Speller(await index.vocabulary(scope), names)
    speller = remembered.speller
    if fresh := [word for word in unknown if not speller.has_mended(word)]:
        await asyncio.to_thread(lambda: list(map(speller.mend, fresh)))
    mended = {word: speller.mend(word) for word in unknown}
    return {word: taken for word, taken in mended.items() if taken}
