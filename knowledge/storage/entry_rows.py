"""The rows that an entry is made of, table by table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from knowledge.model import Place
from knowledge.packs.pack import PackEntry
from knowledge.search.index import Indexed
from knowledge.search.normal import normalise
from knowledge.storage import tables

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Home:
    """Where entries are put: a scope, and a pack by its number with those of its paragraphs, notes and quotations."""

    scope: int
    pack_id: int
    blocks: Mapping[str, int] = field(default_factory=dict[str, int])
    quotations: Mapping[str, int] = field(default_factory=dict[str, int])

    def anchor(self, place: Place) -> Row:
        """The columns that say where words stand."""
        return {"block_id": self.blocks[place.block], "start": place.start, "end": place.end}


def head_row(home: Home, position: int, entry: PackEntry, indexed: Indexed) -> Row:
    """The entry itself; the database numbers it."""
    return {
        "scope": home.scope,
        "pack_id": home.pack_id,
        "position": position,
        "key": entry.key,
        "topic": entry.topic,
        "claim": entry.claim.text,
        "held_by": list(entry.claim.held_by),
        "implied": entry.claim.implied,
        "related": list(entry.related),
        "words": " ".join(sorted(indexed.words)),
    }


def part_rows(home: Home, entries: Iterable[tuple[int, int, PackEntry, Indexed]]) -> dict[sa.Table, list[Row]]:
    """All that hangs on these entries, each given with its number and its position, but for the counts of words."""
    rows: dict[sa.Table, list[Row]] = defaultdict(list)
    for id_, position, entry, indexed in entries:
        rows[tables.excerpt] += (excerpts := list(_excerpts(home, id_, entry)))
        rows[tables.entry_quotation] += [
            {"entry_id": id_, "position": number, "quotation_id": home.quotations[quotation.key]}
            for number, quotation in enumerate(entry.quotations)
        ]
        blocks = {home.blocks[block.name] for block in entry.places} | {row["block_id"] for row in excerpts}
        rows[tables.entry_block] += [{"entry_id": id_, "block_id": block} for block in sorted(blocks)]
        rows[tables.phrasing] += [{"entry_id": id_, "kind": kind, "text": text} for kind, text in entry.phrasings]
        rows[tables.name] += name_rows(home.scope, id_, position, (entry.topic, *entry.aliases))
        for table, some in index_rows(home.scope, id_, indexed):
            rows[table] += some
    return rows


def index_rows(scope: int, entry_id: int, indexed: Indexed) -> Iterator[tuple[sa.Table, list[Row]]]:
    """What the entry is found by."""
    yield (
        tables.posting,
        [
            {"scope": scope, "term": term, "entry_id": entry_id, "weight": weight, "texts": indexed.holding[term]}
            for term, weight in sorted(indexed.weights.items())
        ],
    )
    lines = {"entry_id": entry_id, "lines": "\n".join(indexed.lines), "texts": len(indexed.lines)}
    yield tables.likeness, [lines]


def _excerpts(home: Home, entry_id: int, entry: PackEntry) -> Iterator[Row]:
    for role, parts in (("passage", entry.passages), ("rebuttal", entry.rebuttals)):
        for position, part in enumerate(parts):
            row = {"entry_id": entry_id, "role": role, "position": position, "exact": part.exact}
            yield row | home.anchor(part.place)


def name_rows(scope: int, entry_id: int, position: int, names: Iterable[str]) -> Iterator[Row]:
    """The topic first, then the aliases; ``position`` is the entry's in its pack."""
    for number, text in enumerate(names):
        yield {
            "scope": scope,
            "normal": normalise(text),
            "entry_id": entry_id,
            "text": text,
            "is_topic": number == 0,
            "position": position * 1000 + number,
        }
