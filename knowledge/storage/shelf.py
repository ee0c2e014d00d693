"""A small library held in memory: what a look-up asks for most, answered without the database.

The shipped packs hold some hundred entries, and every guild asks for the same ones; a guild's own library, which may
hold thousands, stays in the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.answer import Answer
from knowledge.finding import people_names
from knowledge.model import SHARED, Entry, Source
from knowledge.search.likeness import Lines
from knowledge.search.ranking import Posting
from knowledge.search.reference import source_names
from knowledge.search.sounds import sound
from knowledge.search.spelling import Known
from knowledge.storage.index_reading import Catalogue
from knowledge.storage.reading import Reader

if TYPE_CHECKING:
    from knowledge.search.meaning.model import SentenceModel
    from knowledge.search.meaning.nearness import Nearness

MOST_ENTRIES = 1_000
"""A shared library of more entries than this is not held, but asked for in the database like a guild's own."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What everybody sees, as it was at one revision. ``entries`` and ``answers`` fill as they are asked for.

    ``holding`` gives in how many texts each term stands, ``sounding`` the known words by their sound.
    """

    catalogue: Catalogue
    sources: Mapping[str, Source]
    people: frozenset[str]
    held: bool = False
    ids: frozenset[int] = frozenset()
    named: Mapping[str, int] = field(default_factory=dict[str, int])
    postings: Mapping[str, list[Posting]] = field(default_factory=dict[str, list[Posting]])
    holding: Mapping[str, int] = field(default_factory=dict[str, int])
    lines: Lines = field(default_factory=lambda: Lines(()))
    sounding: Mapping[str, dict[str, Known]] = field(default_factory=dict[str, dict[str, Known]])
    nearness: Nearness | None = None
    entries: dict[int, Entry] = field(default_factory=dict[int, Entry])
    answers: dict[str, Answer] = field(default_factory=dict[str, Answer])

    @classmethod
    async def read(cls, reader: Reader, catalogue: Catalogue, model: SentenceModel | None = None) -> Shelf:
        """The shared library as it is now; only its names of works and people where it is too large to be held.

        With a ``model``, what its entries mean is held too.
        """
        every_source = await reader.sources(SHARED)
        sources, people = source_names(every_source), people_names(await reader.speakers(SHARED), every_source)
        if catalogue.entries > MOST_ENTRIES:
            return cls(catalogue, sources, people)
        names = await reader.names((SHARED,))
        every = await reader.every_posting((SHARED,))
        return cls(
            catalogue,
            sources,
            people,
            held=True,
            ids=frozenset(named.entry_id for named in names),
            named={named.normal: named.entry_id for named in names},
            postings=_by_term(posting for posting, _ in every),
            holding=_texts(every),
            lines=Lines(await reader.every_line((SHARED,))),
            sounding=_by_sound(await reader.vocabulary((SHARED,))),
            nearness=nearness_of(await reader.vectors_in(model.fingerprint, (SHARED,)), model) if model else None,
        )


def nearness_of(vectors: Mapping[int, bytes], model: SentenceModel) -> Nearness:
    """How near queries are to these entries; numpy is imported only now."""
    from knowledge.search.meaning.nearness import Nearness

    return Nearness(vectors, model.dimensions)


def _by_term(postings: Iterable[Posting]) -> dict[str, list[Posting]]:
    found: dict[str, list[Posting]] = defaultdict(list)
    for posting in postings:
        found[posting.term].append(posting)
    return dict(found)


def _texts(postings: Iterable[tuple[Posting, int]]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for posting, texts in postings:
        found[posting.term] += texts
    return dict(found)


def _by_sound(vocabulary: Mapping[str, Known]) -> dict[str, dict[str, Known]]:
    found: dict[str, dict[str, Known]] = defaultdict(dict)
    for word, known in vocabulary.items():
        found[sound(word)][word] = known
    return dict(found)
