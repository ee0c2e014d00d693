"""The vectors of entries' texts, for searching by meaning. Each model has its own; an entry may have none yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from knowledge.storage.rows import PUBLISHED, Rows
from knowledge.storage.tables import entry, vector


class VectorReading(Rows):
    """Queries for vectors. ``model`` is a model's fingerprint."""

    async def vectors_of(self, model: str, ids: Sequence[int]) -> dict[int, bytes]:
        """The vectors of these entries, as far as they have any."""
        query = sa.select(vector.c.entry_id, vector.c.vectors).where(
            vector.c.model == model, vector.c.entry_id.in_(ids)
        )
        return {row.entry_id: row.vectors for row in await self._connection.execute(query)}

    async def vectors_in(self, model: str, scopes: Sequence[int]) -> dict[int, bytes]:
        """The vectors of every entry of these scopes that has any."""
        query = sa.select(vector.c.entry_id, vector.c.vectors).join(entry)
        here = query.where(vector.c.model == model, entry.c.scope.in_(scopes)).order_by(vector.c.entry_id)
        return {row.entry_id: row.vectors for row in await self._connection.execute(here)}

    async def without_vectors(self, model: str, most: int) -> list[int]:
        """At most so many entries that have none of this model."""
        of_model = sa.and_(vector.c.entry_id == entry.c.id, vector.c.model == model)
        query = sa.select(entry.c.id).outerjoin(vector, of_model).where(vector.c.entry_id.is_(None), PUBLISHED)
        return [id_ for (id_,) in await self._connection.execute(query.order_by(entry.c.id).limit(most))]


class VectorWriting(VectorReading):
    """Changes to vectors."""

    async def put_vectors(self, model: str, vectors: Mapping[int, bytes]) -> None:
        """Keep the vectors of these entries, as far as the entries are still there."""
        there = sa.select(entry.c.id).where(entry.c.id.in_(list(vectors)))
        for (id_,) in (await self._connection.execute(there)).all():
            gone = sa.delete(vector).where(vector.c.model == model, vector.c.entry_id == id_)
            await self._connection.execute(gone)
            await self._connection.execute(sa.insert(vector).values(model=model, entry_id=id_, vectors=vectors[id_]))
