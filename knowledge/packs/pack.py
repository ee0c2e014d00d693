"""A pack as one value, its parts fitted together and every word at its place."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.model import CitationPlace, Claim, PackInfo, Pair, Passage, Place, Quotation, Rebuttal, Source
from knowledge.packs.edition import Block, Edition


@dataclass(frozen=True, slots=True)
class PackEntry:
    """An entry as the pack gives it, before a database has numbered it."""

    key: str
    topic: str
    aliases: tuple[str, ...]
    claim: Claim
    passages: tuple[Passage, ...]
    quotations: tuple[Quotation, ...]
    rebuttals: tuple[Rebuttal, ...]
    related: tuple[str, ...]
    places: tuple[Block, ...]
    phrasings: tuple[tuple[str, str], ...]
    """(kind, text): the kind is the name of its list in the pack."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip of the source, kept as it stands, and what it should presumably be."""

    exact: str
    place: Place
    reads: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack without faults, ready to be loaded. ``digest`` tells whether its files have changed."""

    info: PackInfo
    edition: Edition
    sources: tuple[Source, ...]
    quotations: tuple[Quotation, ...]
    citations: tuple[CitationPlace, ...]
    entries: tuple[PackEntry, ...]
    pairs: tuple[Pair, ...]
    slips: tuple[Slip, ...]
    complete: bool
    digest: str
