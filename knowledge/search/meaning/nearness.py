"""How near a query is to entries in meaning: by the text of each that is nearest to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from knowledge.search.meaning.tensors import Floats


def packed(vectors: Floats) -> bytes:
    """Vectors (texts, dimensions) as they are kept: half precision, row after row."""
    return vectors.astype(np.float16).tobytes()


class Nearness:
    """The vectors of many entries' texts in memory, 4 bytes a dimension."""

    def __init__(self, entries: Mapping[int, bytes], dimensions: int) -> None:
        """``entries`` gives for each entry's number what :func:`packed` made of its texts."""
        parts = [np.frombuffer(kept, np.float16).reshape(-1, dimensions) for kept in entries.values() if kept]
        self._ids = [id_ for id_, kept in entries.items() if kept]
        self._starts = np.cumsum([0, *(len(part) for part in parts)])[:-1]
        self._vectors = np.concatenate(parts).astype(np.float32) if parts else None

    def to(self, query: Floats) -> dict[int, float]:
        """For each entry the largest dot product with the query's vector (dimensions), from -1 to 1."""
        if self._vectors is None:
            return {}
        largest = np.maximum.reduceat(self._vectors @ query, self._starts)
        return dict(zip(self._ids, map(float, largest), strict=True))
