"""What an entry is found by: its words, weighed by the field they stand in (BM25F).

The weight kept for a term is complete but for the term's rarity, and field lengths are measured against fixed
ones, so that adding an entry touches nothing but its own rows.
Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.6.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.packs.pack import PackEntry
from knowledge.search.normal import stem, words

INDEX_VERSION = 1
"""Raised whenever the same entry would be indexed differently; a shipped pack is then loaded anew."""

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


@dataclass(frozen=True, slots=True)
class Indexed:
    """What goes into the index for one entry: the weight of each stem, and the distinct words as typed."""

    weights: dict[str, float]
    words: frozenset[str]


def index_entry(entry: PackEntry) -> Indexed:
    """The stems and words an entry is found by."""
    totals: dict[str, float] = defaultdict(float)
    seen: set[str] = set()
    for field_name, texts in _texts(entry).items():
        field = FIELDS[field_name]
        found = [word for text in texts for word in words(text)]
        seen.update(found)
        length = 1 - field.length_share + field.length_share * len(found) / field.usual_length
        for term, count in Counter(map(stem, found)).items():
            totals[term] += field.weight * count / length
    return Indexed({term: total / (SATURATION + total) for term, total in totals.items()}, frozenset(seen))


def _texts(entry: PackEntry) -> dict[str, Iterable[str]]:
    return {
        "topic": [entry.topic],
        "alias": entry.aliases,
        "phrasing": [text for _, text in entry.phrasings],
        "claim": [entry.claim.text],
        "people": {*entry.claim.held_by, *(quotation.speaker or "" for quotation in entry.quotations)},
        "quotation": [quotation.exact for quotation in entry.quotations],
        "passage": [passage.exact for passage in entry.passages],
        "rebuttal": [rebuttal.exact for rebuttal in entry.rebuttals],
    }
