"""Labelled queries: what was typed, in which style, and the places of the text that would be right.

The shipped pack holds two sets beside its entries, in ``queries``: ``tuning.jsonl`` may be looked at and tuned on,
``test.jsonl`` is only ever measured. They are written from the text alone, without sight of the entries.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import Fault, QueriesFaulty, QueriesNotFound
from knowledge.packs.shipped import SHIPPED

OTHER = "other"
"""The style of queries that the text does not answer."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A query and its right places ("The Bolsheviks 17", "note 28"); none where the text does not answer it."""

    id: str
    style: str
    query: str
    right: frozenset[str]


def labelled_set(name: str) -> Path:
    """The file of a set: one of the shipped pack's by its name, or a path."""
    shipped = SHIPPED / "queries" / f"{name}.jsonl"
    return shipped if shipped.is_file() else Path(name)


def read_labelled(file: Path) -> list[Labelled]:
    """The queries of a file, one JSON object a line. Raises QueriesNotFound, or QueriesFaulty with every fault."""
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QueriesNotFound(str(file), str(getattr(error, "strerror", None) or "it is not UTF-8")) from error
    faults: list[Fault] = []
    found: list[Labelled] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(_labelled(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                faults.append(
                    Fault(file.name, number, 'should be like {"id": …, "style": …, "query": …, "right": […]}')
                )
    if faults:
        raise QueriesFaulty(tuple(faults))
    return found


def _labelled(item: dict[str, object]) -> Labelled:
    right = item["right"]
    if not isinstance(right, list) or not isinstance(item["query"], str):
        raise TypeError
    return Labelled(str(item["id"]), str(item["style"]), item["query"], frozenset(map(str, right)))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
