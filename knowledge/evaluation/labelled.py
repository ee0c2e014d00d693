"""Labelled queries: what was typed, in which style, and the places of the essay that would be right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

QUERIES = Path(__file__).parent / "queries"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A query and its right places, best first; none where the essay does not answer it."""

    id: str
    style: str
    query: str
    right: frozenset[str]


def read(half: str) -> list[Labelled]:
    """One half: "tuning" or "test"."""
    lines = (QUERIES / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    return [Labelled(item["id"], item["style"], item["query"], frozenset(item["right"])) for item in items]
