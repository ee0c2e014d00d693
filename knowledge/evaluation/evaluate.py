"""Measuring a set of labelled queries: our look-up and its peers, over the shipped pack, in one run."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.evaluation.labelled import Labelled
from knowledge.evaluation.measure import Result, Row, by_style, library_seeker, measure, row
from knowledge.evaluation.peers import peers
from knowledge.library import Library
from knowledge.packs.assemble import read_pack
from knowledge.packs.shipped import SHIPPED

OURS = "Serge"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Our figures by style, ours and each peer's over all queries together, and every result of ours.

    A peer is None where its package is not installed. ``model`` is the folder's name where there was one.
    """

    name: str
    styles: tuple[Row, ...]
    together: dict[str, Row | None]
    results: tuple[Result, ...]
    model: str | None = None


async def evaluate(name: str, queries: Sequence[Labelled], model: Path | None = None) -> Evaluation:
    """Look every query up in a new library of the shipped pack, by meaning too with a ``model``, and in every peer."""
    with tempfile.TemporaryDirectory() as folder:
        async with Library.open(f"sqlite:///{Path(folder) / 'serge.db'}", model) as library:
            results = await measure(library_seeker(library), queries)
    together: dict[str, Row | None] = {OURS: row(OURS, results)}
    with peers(read_pack(SHIPPED)) as seekers:
        for peer, seek in seekers.items():
            together[peer] = row(peer, await measure(seek, queries)) if seek else None
    return Evaluation(name, tuple(by_style(results)), together, tuple(results), model.name if model else None)
