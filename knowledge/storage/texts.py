"""Reading the texts by which entries are found, as the index and an explanation need them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from knowledge.search.index import Texts
from knowledge.storage import tables
from knowledge.storage.rows import Rows


class TextReading(Rows):
    """Queries for the texts of entries."""

    async def entry_texts(self, ids: Sequence[int]) -> dict[int, Texts]:
        """The texts of these entries by the field they stand in, each field in the order of the pack."""
        found: dict[int, dict[str, list[str]]] = {id_: defaultdict(list) for id_ in ids}
        entry = tables.entry
        for row in await self._connection.execute(sa.select(entry).where(entry.c.id.in_(ids))):
            found[row.id] |= {"topic": [row.topic], "claim": [row.claim], "people": list(row.held_by)}
        for field, query in _queries(ids).items():
            for row in await self._connection.execute(query):
                found[row.entry_id][field].append(row.text)
        return {id_: dict(texts) for id_, texts in found.items()}


def _queries(ids: Sequence[int]) -> dict[str, sa.Executable]:
    """For each field that stands in another table, the query for its texts."""
    name, phrasing = tables.name, tables.phrasing
    link, quotation = tables.entry_quotation, tables.quotation
    queries: dict[str, sa.Executable] = {
        "alias": sa.select(name.c.entry_id, name.c.text)
        .where(name.c.entry_id.in_(ids), sa.not_(name.c.is_topic))
        .order_by(name.c.position),
        "phrasing": sa.select(phrasing.c.entry_id, phrasing.c.text)
        .where(phrasing.c.entry_id.in_(ids))
        .order_by(phrasing.c.id),
    }
    quoted = link.join(quotation)
    for field, column in (("quotation", quotation.c.exact), ("people", quotation.c.speaker)):
        said = sa.select(link.c.entry_id, column.label("text")).select_from(quoted)
        here = sa.and_(link.c.entry_id.in_(ids), column.is_not(None))
        queries[field] = said.where(here).order_by(link.c.position)
    for role in ("passage", "rebuttal"):
        queries[role] = sa.union_all(
            *(_stated(table, ids, role) for table in (tables.excerpt, tables.elsewhere))
        ).order_by("position")
    return queries


def _stated(table: sa.Table, ids: Sequence[int], role: str) -> sa.Select[Any, Any, Any]:
    """The words of one role in one of the two tables that hold any."""
    stated = sa.select(table.c.entry_id, table.c.exact.label("text"), table.c.position)
    return stated.where(table.c.entry_id.in_(ids), table.c.role == role)
