"""What a new pack leaves to a person, and whether it has been filled in."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.errors import Fault
from knowledge.packs.pack import Pack

FILL_IN = "FILL IN"
"""Begins the value of every field that only a person can fill in."""


def placeholders(pack: Pack) -> Iterator[Fault]:
    """Every field that still begins so."""
    for name in ("title", "author", "date", "licence", "retrieved"):
        if getattr(pack.info, name).startswith(FILL_IN):
            yield Fault("pack.yaml", 0, f"“{name}” is still to be filled in")
    for source in pack.sources:
        if source.title.startswith(FILL_IN):
            yield Fault("sources.yaml", 0, f"the title of “{source.key}” is still to be filled in")
