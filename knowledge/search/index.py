"""What an entry is found by: its words, weighed by the field they stand in (BM25F), and each of its texts.

The weight kept for a term is complete but for the term's rarity, and field lengths are measured against fixed
ones, so that adding an entry touches nothing but its own rows.
Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.6.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.packs.pack import PackEntry
from knowledge.search import likeness
from knowledge.search.normal import stem, words
from knowledge.search.sentences import sentences

INDEX_VERSION = 2
"""Raised whenever the same entry would be indexed differently; every library is then indexed anew when it is opened."""

SATURATION = 1.2
"""BM25's k1: how soon more of the same word stops counting."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field's weight, its usual length in words, and how much its length is held against it (BM25's b)."""

    weight: float
    usual_length: float
    length_share: float = 0.5


FIELDS = {
    "topic": Field(3.0, 2, 0.2),
    "alias": Field(3.0, 10, 0.3),
    "phrasing": Field(2.0, 70, 0.3),
    "claim": Field(2.0, 12),
    "people": Field(1.5, 4, 0.2),
    "quotation": Field(1.0, 40),
    "passage": Field(1.0, 40),
    "rebuttal": Field(0.7, 50),
}

NAMES = ("topic", "alias")
"""The fields that are names: of two words as near to a misspelt one, theirs is taken."""

WORDS_ONLY = ("people",)
"""Fields that are no texts anybody would type the like of."""

LONG = ("passage", "rebuttal")
"""Fields of which a sentence is what a query may be like."""

Texts = Mapping[str, Sequence[str]]
"""The texts of an entry by the field they stand in."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What goes into the index for one entry.

    ``weights`` gives the weight of each stem, ``holding`` in how many of the entry's texts it stands; ``words`` are
    the distinct words as typed, ``names`` those of the topic and aliases; ``lines`` are the texts as
    :func:`.likeness.line` keeps them.
    """

    weights: dict[str, float]
    holding: dict[str, int]
    words: frozenset[str]
    names: frozenset[str]
    lines: tuple[str, ...]


def texts_of(entry: PackEntry) -> Texts:
    """The texts of an entry of a pack."""
    return {
        "topic": [entry.topic],
        "alias": entry.aliases,
        "phrasing": [text for _, text in entry.phrasings],
        "claim": [entry.claim.text],
        "people": [*entry.claim.held_by, *(quotation.speaker or "" for quotation in entry.quotations)],
        "quotation": [quotation.exact for quotation in entry.quotations],
        "passage": [passage.exact for passage in entry.passages],
        "rebuttal": [rebuttal.exact for rebuttal in entry.rebuttals],
    }


def index_entry(entry: PackEntry) -> Indexed:
    """What an entry of a pack is found by."""
    return index_texts(texts_of(entry))


def apart(texts: Texts) -> list[tuple[str, str]]:
    """The texts that somebody might type the like of, each once and after its field; long ones by their sentences."""
    every = [(field, text) for field in FIELDS if field not in WORDS_ONLY for text in texts.get(field, ())]
    return list(
        dict.fromkeys((field, part) for field, text in every for part in (sentences(text) if field in LONG else [text]))
    )


def index_texts(texts: Texts) -> Indexed:
    """What an entry of these texts is found by."""
    totals: dict[str, float] = defaultdict(float)
    holding: Counter[str] = Counter()
    seen: set[str] = set()
    typed = apart(texts)
    lines = [line for _, text in typed if (line := likeness.line(text))]
    for _, text in typed:
        holding.update({stem(word) for word in words(text)})
    for field_name, field in FIELDS.items():
        every = [word for text in dict.fromkeys(texts.get(field_name, ())) for word in words(text)]
        seen.update(every)
        length = 1 - field.length_share + field.length_share * len(every) / field.usual_length
        for term, count in Counter(map(stem, every)).items():
            totals[term] += field.weight * count / length
    return Indexed(
        weights={term: total / (SATURATION + total) for term, total in totals.items()},
        holding={term: holding[term] for term in totals},
        words=frozenset(seen),
        names=frozenset(word for name in NAMES for text in texts.get(name, ()) for word in words(text)),
        lines=tuple(dict.fromkeys(lines)),
    )
