"""Looking up: the ladder from a query to an answer. The first sure rung answers.

1. a reference: a page of a source, or a note of the essay;
2. a topic or alias, as typed or with its misspelt words mended;
3. a name: somebody who is quoted, or a work that is cited;
4. words: entries ranked by what they share with the query, and a judgement of how sure that is.

All of it runs beside the event loop, in one reading transaction; see :meth:`.Database.read`.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from knowledge import garbage
from knowledge.answer import Answer, Finding, Match, Outcome, Rung
from knowledge.finding import find_note, find_page, find_person, find_source
from knowledge.model import SHARED
from knowledge.search import likeness
from knowledge.search.asked import Asked
from knowledge.search.confidence import basis, judge
from knowledge.search.normal import MAX_QUERY, normalise, stem
from knowledge.search.ranking import Ranking, entry_weights, heaviest, rank, weigh
from knowledge.search.reference import NoteReference, PageReference, parse_reference
from knowledge.search.spelling import MOST_MENDED, may_be_misspelt, mend, nearly, sounds_of
from knowledge.storage.database import Database
from knowledge.storage.index_reading import Catalogue
from knowledge.storage.reading import Reader
from knowledge.storage.rows import scopes
from knowledge.storage.seen import Holding, Seen
from knowledge.storage.seen_often import SeenOften
from knowledge.storage.shelf import Shelf

if TYPE_CHECKING:
    from knowledge.search.meaning.model import SentenceModel

T = TypeVar("T")

MOST = 5
"""How many matches an answer holds."""

NEAREST = 3
"""How many topics are named where nothing is found."""

MOST_ANSWERS = 500
"""How many answers are kept beside the shelf: in a debate the same thing is asked again and again."""


class LookUp:
    """Looks up queries in one database, where every query sees what was written before it.

    The shared library is held in memory (:class:`.Shelf`) as long as it does not change; a guild's own is asked for in
    the database. What was answered is kept until anything is written to the database, by whomever.
    """

    def __init__(self, database: Database, model: SentenceModel | None = None) -> None:
        """With a ``model`` entries are found by their meaning too, those that :func:`.keep_vectors` has seen."""
        self._database = database
        self._model = model
        self._shelf: Shelf | None = None
        self._version: int | None = None
        self._answers: dict[tuple[int, str], Answer] = {}

    async def __call__(self, query: str, scope: int = SHARED) -> Answer:
        """The answer to ``query`` as the guild ``scope`` sees it. Never raises for what a person typed."""
        version = self._database.watch.version()
        if version is None or version != self._version:
            self._answers, self._version = {}, version
        answers = self._answers
        if (kept := answers.get((scope, query))) is not None:
            return kept
        answer = await self._database.read(lambda reader: self._look(reader, query, scope))
        if version is not None and len(answers) < MOST_ANSWERS:
            answers[scope, query] = answer
        return answer

    async def prepare(self) -> None:
        """Put the shelf up before anybody asks: the first question would wait for it."""
        await self._database.read(self._prepare)

    async def _prepare(self, reader: Reader) -> None:
        await self._shelved(reader, await reader.catalogues(scopes(SHARED)))

    async def seeing(self, use: Callable[[Seen], Coroutine[Any, Any, T]], scope: int = SHARED) -> T:
        """What ``use`` makes of all that the guild ``scope`` sees, beside the event loop and in one transaction."""
        return await self._database.read(lambda reader: self._see(reader, use, scope))

    async def _see(self, reader: Reader, use: Callable[[Seen], Coroutine[Any, Any, T]], scope: int) -> T:
        catalogues = await reader.catalogues(scopes(scope))
        return await use(SeenOften(await self._shelved(reader, catalogues), reader, scope, catalogues, self._model))

    async def _look(self, reader: Reader, query: str, scope: int) -> Answer:
        catalogues = await reader.catalogues(scopes(scope))
        if (
            self._shelf is None
            and self._model is None
            and (answer := await _by_name_alone(reader, query, scope, catalogues))
        ):
            return answer
        seen = Seen(await self._shelved(reader, catalogues), reader, scope, catalogues, self._model)
        if not seen.is_shelf:
            return await _climb(seen, query)
        answers = seen.shelf.answers
        if (kept := answers.get(query)) is not None:
            return kept
        answer = await _climb(seen, query)
        if len(answers) >= MOST_ANSWERS:
            answers.clear()
        answers[query] = answer
        return answer

    async def _shelved(self, reader: Reader, catalogues: Mapping[int, Catalogue]) -> Shelf:
        shared = catalogues.get(SHARED, Catalogue())
        shelf = self._shelf
        if shelf is None or shelf.catalogue.revision != shared.revision:
            with garbage.put_off():
                shelf = self._shelf = await Shelf.read(reader, shared, self._model)
                garbage.keep()
        return shelf


async def _by_name_alone(reader: Reader, query: str, scope: int, catalogues: Mapping[int, Catalogue]) -> Answer | None:
    """The second rung without the shelf, which a program that answers one question need not fill for a name."""
    normal = normalise(query[:MAX_QUERY])
    nothing = Shelf(catalogues.get(SHARED, Catalogue()), {}, frozenset())
    return (
        await _by_name(Seen(nothing, reader, scope, catalogues), query, Asked.of(normal), [normal]) if normal else None
    )


async def _climb(seen: Seen, query: str) -> Answer:
    """The ladder."""
    normal = normalise(query[:MAX_QUERY])
    if not normal:
        return Answer(query, Outcome.NONE)
    asked = Asked.of(normal)
    return (
        await _by_reference(seen, query)
        or await _by_name(seen, query, asked, [normal, " ".join(asked.words)])
        or await _by_words(seen, query, asked)
    )


async def _by_reference(seen: Seen, query: str) -> Answer | None:
    """The first rung."""
    reference = parse_reference(query[:MAX_QUERY], seen.shelf.sources)
    if reference is None:
        return None
    match reference:
        case NoteReference():
            found = await find_note(seen.reader, seen.scope, reference.number)
            asked = f"note {reference.number}"
        case PageReference():
            found = await find_page(seen.reader, seen.scope, reference)
            asked = f"{reference.source.short_title or reference.source.title} {reference.locator}"
    corrections = dict(reference.corrections) if isinstance(reference, PageReference) else {}
    if isinstance(found, Finding):
        return Answer(query, Outcome.ANSWER, finding=found, corrections=corrections)
    return Answer(query, Outcome.NONE, nearest=tuple(found), corrections=corrections, reference=asked)


async def _by_name(seen: Seen, query: str, asked: Asked, names: Sequence[str]) -> Answer | None:
    """The second rung and the third, for the first of these ``names`` that anything has."""
    entries = await seen.entries_named(names)
    for name in names:
        if (named := entries.get(name)) is not None:
            ranking = await ranked(seen, asked, await seen.holding(asked.terms))
            scores = {named: 1.0} | {one.entry_id: one.score for one in ranking.ranked if one.entry_id != named}
            matches = await _matches(seen, scores, named)
            return Answer(query, Outcome.ANSWER, matches, corrections=asked.corrections, basis=basis(ranking))
        found = await find_person(seen.reader, seen.scope, name) if name in seen.shelf.people else None
        if found is None and name in seen.shelf.sources:
            found = await find_source(seen.reader, seen.scope, seen.shelf.sources[name])
        if found is not None:
            return Answer(query, Outcome.ANSWER, finding=found, corrections=asked.corrections)
    return None


async def _by_words(seen: Seen, query: str, asked: Asked) -> Answer:
    """The last rung; with words mended, the second and third once more."""
    asked, holding = await mended(seen, asked)
    if asked.corrections:
        names = [" ".join(asked.every), " ".join(asked.words)]
        if answer := await _by_name(seen, query, asked, names):
            return answer
    ranking = await ranked(seen, asked, holding)
    judgement = judge(ranking, asked)
    reasons = basis(ranking, judgement)
    if judgement.outcome is Outcome.NONE:
        near = await seen.entries([one.entry_id for one in ranking.ranked[:NEAREST]])
        return Answer(
            query,
            Outcome.NONE,
            nearest=tuple(entry.topic for entry in near),
            near=tuple(entry.id for entry in near),
            corrections=asked.corrections,
            basis=reasons,
        )
    first = ranking.ranked[0].score or 1.0
    scores = {one.entry_id: judgement.right * one.score / first for one in ranking.ranked[:MOST]}
    matches = await _matches(seen, scores)
    return Answer(query, judgement.outcome, matches, corrections=asked.corrections, basis=reasons)


async def mended(seen: Seen, asked: Asked) -> tuple[Asked, dict[str, Holding]]:
    """The query with the words that nothing holds taken for those they were probably meant to be, and what holds it."""
    holding = await seen.holding(asked.terms)
    suspects = [word for word in dict.fromkeys(asked.words) if stem(word) not in holding and may_be_misspelt(word)]
    if not suspects:
        return asked, holding
    known = await seen.sounding(sounds_of(suspects[:MOST_MENDED]))
    near = {word: {other: known[other] for other in nearly(word, known)} for word in suspects[:MOST_MENDED]}
    corrections = {word: taken for word in near if (taken := mend(word, near[word]))}
    if not corrections:
        return asked, holding
    asked = asked.mended(corrections)
    return asked, holding | await seen.holding(asked.terms.keys() - holding.keys())


async def ranked(seen: Seen, asked: Asked, holding: Mapping[str, Holding]) -> Ranking:
    """The entries that a query finds, best first. ``holding`` is what holds its terms."""
    terms = weigh(asked.terms, {term: held.texts for term, held in holding.items()}, seen.texts)
    weights = {term: one.weight for term, one in heaviest(terms).items() if one.known}
    postings = await seen.postings(weights, sum(holding[term].asked for term in weights))
    wanted = likeness.wanted(asked.stems, {term: one.rarity for term, one in terms.items()})
    weighed = entry_weights(weights, postings)
    likenesses = await seen.likenesses(wanted, weighed)
    return rank(terms, postings, likenesses, await seen.nearness(" ".join(asked.every), weighed))


async def _matches(seen: Seen, scores: Mapping[int, float], named: int | None = None) -> tuple[Match, ...]:
    """The first entries of ``scores``; ``named`` is the one that was asked for by its name."""
    entries = await seen.entries(list(scores)[:MOST])
    return tuple(Match(entry, scores[entry.id], Rung.TOPIC if entry.id == named else Rung.WORDS) for entry in entries)
