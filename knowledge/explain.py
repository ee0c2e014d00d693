"""Why an answer is what it is: the rung, the words that were looked for, and the text that each match is most like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.answer import Answer, Basis, Rung
from knowledge.search import likeness
from knowledge.search.asked import Asked
from knowledge.search.index import Texts, apart
from knowledge.search.normal import MAX_QUERY, every_word, is_weak, normalise, stem
from knowledge.search.ranking import WEAK_SHARE
from knowledge.storage.database import Database


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry was found: its score (0 to 1) and the parts of it, the text that the query is most like (a sentence,
    where that is long), and the field it stands in; ``shared`` are the words that it has in common with the query.
    """

    key: str
    topic: str
    rung: str
    score: float
    bm25: float
    likeness: float
    field: str
    text: str
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an answer is what it is. ``rung`` is the step of the ladder that gave it: page, note, source, person, topic,
    words, or none. ``basis`` is None where nothing was weighed.
    """

    rung: str
    corrections: Mapping[str, str]
    basis: Basis | None
    reasons: tuple[Reason, ...] = ()


async def explain(database: Database, answer: Answer) -> Explanation:
    """Why this answer was given."""
    if answer.finding is not None:
        return Explanation(str(answer.finding.kind), answer.corrections, answer.basis)
    ids = [match.entry.id for match in answer.matches]
    texts = await database.read(lambda reader: reader.entry_texts(ids))
    rung = str(answer.matches[0].rung) if answer.matches else "page or note" if answer.reference else "none"
    asked = Asked.of(normalise(answer.query[:MAX_QUERY])).mended(answer.corrections)
    wanted = likeness.wanted(asked.stems, _rarities(answer.basis) if answer.basis else {})
    reasons: list[Reason] = []
    for match in answer.matches:
        there = texts[match.entry.id] or {"topic": [match.entry.topic]}  # what it has left, if it has just gone
        field, text = _likest(wanted, asked, there, by_name=match.rung is Rung.TOPIC)
        score, bm25, like = (
            answer.basis.scores.get(match.entry.id, (match.score, 0.0, 0.0)) if answer.basis else (1, 0, 0)
        )
        held = {stem(word) for word in every_word(text)}
        shared = tuple(dict.fromkeys(word for word in asked.words if stem(word) in held))
        reasons.append(
            Reason(match.entry.key, match.entry.topic, str(match.rung), score, bm25, like, field, text, shared)
        )
    return Explanation(rung, answer.corrections, answer.basis, tuple(reasons))


def _rarities(basis: Basis) -> dict[str, float]:
    """How rare each term is: its worth, which is less for a word of everyday English, as likeness measures it."""
    return {term: worth / WEAK_SHARE if is_weak(term) else worth for term, worth in basis.terms.items()}


def _likest(wanted: likeness.Wanted, asked: Asked, texts: Texts, *, by_name: bool) -> tuple[str, str]:
    """The text that the query is most like, and its field; the name that was asked for, where one was."""
    every = apart(texts)
    for name in (" ".join(asked.every), " ".join(asked.words)) if by_name else ():
        if named := [one for one in every if normalise(one[1]) == name]:
            return named[0]
    return max(every, key=lambda one: likeness.likeness(wanted, filter(None, [likeness.line(one[1])])).likest)
