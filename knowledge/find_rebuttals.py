"""Finding what the text answers in a message: which of its sentences, with which entries, and how surely.

A message says several things, and other things besides. So each of its sentences is looked up by itself, and together
with the one or two after it, since a claim may be spread over them; each entry is given once, with the sentences that
it answers best. Many look-ups make many chances to be wrong: a few everyday words are not looked up, and less is
offered as a possibility than a question on its own would be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.answer import Outcome
from knowledge.lookup import LookUp, mended, ranked
from knowledge.model import SHARED, Entry
from knowledge.search.asked import Asked
from knowledge.search.confidence import judge
from knowledge.search.normal import every_word, is_weak, normalise, stem
from knowledge.search.sentences import typed_sentences
from knowledge.storage.seen import Seen

FEWEST_WORDS = 5
MOST_WORDS = 400
"""A shorter message claims nothing; a longer one is not a message any more, but a text of its own."""

MOST = 3
"""How many entries are given."""

TOGETHER = 3
"""How many sentences that follow one another may make one claim."""

CLAIM_WORDS = 4
"""Fewer words than this are no claim: "True.", "Change my mind."."""

TELLING_WORDS = 2
POSSIBLE_FROM = 0.45
ON_TOPIC_FROM = 0.75
"""What there must be for a possibility: words of the entry that are not everyday English, and how likely it must be
that the entry is right, and that the text speaks of it at all. Chosen on messages made of the labelled queries for
tuning.
"""

HINT_FROM = 0.2
"""How likely the text must speak of one sentence for those beside it to be looked up together with it."""


@dataclass(frozen=True, slots=True)
class Rebutted:
    """An entry that answers something in a message: which of its sentences, and how likely it does (0 to 1).

    Only what is ``sure`` may be given as the answer; the others are possibilities.
    """

    entry: Entry
    sentence: str
    score: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Rebuttals:
    """What was found for a message of so many words, best first; nothing where it is too short or too long."""

    words: int
    found: tuple[Rebutted, ...] = ()

    @property
    def too_short(self) -> bool:
        """Whether there is too little to be looked up."""
        return self.words < FEWEST_WORDS

    @property
    def too_long(self) -> bool:
        """Whether there is too much."""
        return self.words > MOST_WORDS


class _Found(NamedTuple):
    """How well an entry answers a stretch of a message; of two, the greater is the better."""

    sure: bool
    score: float
    stretch: str


class _Judged(NamedTuple):
    """Whether there is anything about a stretch, and the number of the entry that answers it, where one does."""

    hint: bool
    sure: bool = False
    score: float = 0.0
    entry_id: int | None = None


async def find_rebuttals(look_up: LookUp, text: str, scope: int = SHARED) -> Rebuttals:
    """What the guild ``scope`` has to answer to ``text``, in one transaction. Never raises for what a person typed."""
    sentences = typed_sentences(text)
    words = sum(len(every_word(sentence)) for sentence in sentences)
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        return Rebuttals(words)
    return Rebuttals(words, await look_up.seeing(lambda seen: _find(seen, sentences), scope))


async def _find(seen: Seen, sentences: Sequence[str]) -> tuple[Rebutted, ...]:
    best: dict[int, _Found] = {}
    answered: set[int] = set()
    hinting: set[int] = set()
    for stretch in _stretches(len(sentences)):
        if len(stretch) > 1 and (answered.intersection(stretch) or not hinting.intersection(stretch)):
            continue
        text = " ".join(sentences[stretch.start : stretch.stop])
        judged = await _judged(seen, text)
        hinting.update(stretch if judged.hint else ())
        answered.update(stretch if judged.sure else ())
        if judged.entry_id is not None:
            found = _Found(judged.sure, judged.score, text)
            best[judged.entry_id] = max(best.get(judged.entry_id, found), found, key=_how_well)
    first = sorted(best, key=lambda entry_id: _how_well(best[entry_id]), reverse=True)[:MOST]
    return tuple(_rebutted(entry, best[entry.id]) for entry in await seen.entries(first))


def _stretches(sentences: int) -> Iterator[range]:
    """Every stretch of at most TOGETHER of so many sentences, short ones first."""
    for length in range(1, TOGETHER + 1):
        for start in range(sentences - length + 1):
            yield range(start, start + length)


def _rebutted(entry: Entry, found: _Found) -> Rebutted:
    return Rebutted(entry, found.stretch, found.score, found.sure)


def _how_well(found: _Found) -> tuple[bool, float]:
    return found.sure, found.score


async def _judged(seen: Seen, text: str) -> _Judged:
    asked = Asked.of(normalise(text))
    if len(asked.every) < CLAIM_WORDS:
        return _Judged(hint=not all(is_weak(stem(word)) for word in asked.words))
    asked, holding = await mended(seen, asked)
    ranking = await ranked(seen, asked, holding)
    judgement = judge(ranking, asked)
    hint = judgement.on_topic >= HINT_FROM
    if judgement.outcome is Outcome.NONE:
        return _Judged(hint)
    best, sure = ranking.ranked[0], judgement.outcome is Outcome.ANSWER
    likely = judgement.right >= POSSIBLE_FROM and judgement.on_topic >= ON_TOPIC_FROM
    tells = best.words >= TELLING_WORDS and len(asked.every) >= FEWEST_WORDS
    return _Judged(hint, sure, judgement.right, best.entry_id) if sure or (likely and tells) else _Judged(hint)
