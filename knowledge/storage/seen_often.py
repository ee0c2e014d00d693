"""What one guild sees, for many look-ups in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.search.likeness import Likeness, Lines, Wanted, likeness
from knowledge.storage.seen import Seen


class SeenOften(Seen):
    """The same as :class:`.Seen`, for queries that meet the same entries again: their texts are asked for once.

    Turning an entry's texts round takes longer than looking through them, so that it is done where it is met again.
    """

    def __init__(self, *what: Any) -> None:
        super().__init__(*what)
        self._texts: dict[int, list[str]] = {}
        self._turned: dict[int, Lines] = {}

    async def likenesses(self, wanted: Wanted, weights: Mapping[int, float]) -> dict[int, Likeness]:
        """How alike the query and the entries are."""
        found = self.shelf.lines.likeness(wanted)
        heaviest = self._heaviest(weights)
        for id_ in heaviest:
            if id_ in self._texts and id_ not in self._turned:
                self._turned[id_] = Lines((id_, text) for text in self._texts[id_])
            if id_ in self._turned:
                found |= self._turned[id_].likeness(wanted)
        if fresh := [id_ for id_ in heaviest if id_ not in self._texts]:
            self._texts |= await self.reader.lines(fresh)
            found |= {id_: likeness(wanted, self._texts[id_]) for id_ in fresh if id_ in self._texts}
        return found
