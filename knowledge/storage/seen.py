"""What one guild sees, asked as one thing: the shared library on its shelf, the guild's own in the database."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from knowledge.model import SHARED, Entry
from knowledge.search.likeness import Likeness, Wanted, likeness
from knowledge.search.ranking import Posting
from knowledge.search.spelling import Known
from knowledge.storage.index_reading import Catalogue
from knowledge.storage.reading import Reader
from knowledge.storage.shelf import Shelf, nearness_of

if TYPE_CHECKING:
    from knowledge.search.meaning.model import SentenceModel

MOST_COMPARED = 50
"""Of a library in the database so many entries, those that weigh most, are compared text by text."""


class Holding(NamedTuple):
    """In how many texts a term stands, and in how many entries that are not on the shelf."""

    texts: int
    asked: int = 0


class Seen:
    """The library of ``scope``, of which ``catalogues`` tells how much there is; ``texts`` counts all that it has."""

    def __init__(
        self,
        shelf: Shelf,
        reader: Reader,
        scope: int,
        catalogues: Mapping[int, Catalogue],
        model: SentenceModel | None = None,
    ) -> None:
        self._model = model
        self.shelf = shelf
        self.reader = reader
        self.scope = scope
        self.texts = sum(catalogue.texts for catalogue in catalogues.values())
        self._asked = [one for one, held in catalogues.items() if held.entries and not (shelf.held and one == SHARED)]

    @property
    def is_shelf(self) -> bool:
        """Whether everything there is stands on the shelf."""
        return not self._asked

    async def entries_named(self, normals: Collection[str]) -> dict[str, int]:
        """The entries that these topics or aliases lead to."""
        found = {normal: self.shelf.named[normal] for normal in normals if normal in self.shelf.named}
        if self._asked:
            found |= await self.reader.entries_named(self._asked, normals)
        return found

    async def holding(self, terms: Collection[str]) -> dict[str, Holding]:
        """In how much each of these terms stands; unknown ones are left out."""
        found = {term: Holding(self.shelf.holding[term]) for term in terms if term in self.shelf.holding}
        if self._asked:
            for term, (entries, texts) in (await self.reader.holding(self._asked, terms)).items():
                found[term] = Holding(texts + found.get(term, Holding(0)).texts, entries)
        return found

    async def postings(self, weights: Mapping[str, float], asked: int) -> list[Posting]:
        """The inverted index at these terms, whole for the shelf; ``asked`` is how many stand in the database."""
        found = [posting for term in weights for posting in self.shelf.postings.get(term, ())]
        if asked:
            found += await self.reader.postings(self._asked, weights, MOST_COMPARED, asked)
        return found

    async def likenesses(self, wanted: Wanted, weights: Mapping[int, float]) -> dict[int, Likeness]:
        """How alike the query and the entries are: all on the shelf, and of the others those with the most weight."""
        found = self.shelf.lines.likeness(wanted)
        if heaviest := self._heaviest(weights):
            found |= {id_: likeness(wanted, lines) for id_, lines in (await self.reader.lines(heaviest)).items()}
        return found

    async def nearness(self, text: str, weights: Mapping[int, float]) -> dict[int, float]:
        """How near the text is to the same entries in meaning, from -1 to 1; nothing where there is no model."""
        if self._model is None:
            return {}
        vector = self._model.encode([text])[0]
        found = self.shelf.nearness.to(vector) if self.shelf.nearness else {}
        if heaviest := self._heaviest(weights):
            vectors = await self.reader.vectors_of(self._model.fingerprint, heaviest)
            found |= nearness_of(vectors, self._model).to(vector)
        return found

    def _heaviest(self, weights: Mapping[int, float]) -> list[int]:
        """The entries in the database that weigh most."""
        others = [id_ for id_ in weights if id_ not in self.shelf.ids]
        return heapq.nsmallest(MOST_COMPARED, others, key=lambda id_: (-weights[id_], id_))

    async def sounding(self, sounds: Collection[str]) -> dict[str, Known]:
        """The known words of these sounds."""
        found: dict[str, Known] = {}
        for heard in sounds:
            found |= self.shelf.sounding.get(heard, {})
        if self._asked:
            for word, known in (await self.reader.sounding(self._asked, sounds)).items():
                shared = found.get(word, Known(0))
                found[word] = Known(shared.entries + known.entries, shared.names + known.names)
        return found

    async def entries(self, ids: Sequence[int]) -> list[Entry]:
        """These entries whole, in this order."""
        held = self.shelf.entries
        fresh = [id_ for id_ in ids if id_ in self.shelf.ids and id_ not in held]
        held.update({entry.id: entry for entry in await self.reader.entries(SHARED, fresh)})
        others = await self.reader.entries(self.scope, [id_ for id_ in ids if id_ not in self.shelf.ids])
        found = held | {entry.id: entry for entry in others}
        return [found[id_] for id_ in ids if id_ in found]
