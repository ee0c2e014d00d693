"""What of an edition its pack covers: paragraphs, notes, parentheses, quotation marks, sources.

A machine can prove that nothing was left out, not that it was read rightly; that is what EDITORIAL.md is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.errors import Fault
from knowledge.model import Place
from knowledge.packs.edition import Block
from knowledge.packs.marks import citing, parentheses, quotation_marks
from knowledge.packs.pack import Pack


@dataclass(frozen=True, slots=True)
class Gap:
    """Something in the edition that the pack leaves out."""

    block: Block
    what: str

    def __str__(self) -> str:
        return f"{self.block.name}: {self.what}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of each kind there are, how many are covered, and what is left out."""

    counts: dict[str, tuple[int, int]]
    gaps: tuple[Gap, ...]
    unused_sources: tuple[str, ...]


def coverage(pack: Pack) -> Coverage:
    """What the pack covers of its edition."""
    found = {
        "paragraphs": _blocks(pack, pack.edition.paragraphs),
        "notes": _blocks(pack, pack.edition.notes),
        "parentheses": _parentheses(pack),
        "quotation marks": _quotation_marks(pack),
        "citations": _attachments(pack),
        "quotations": _homes(pack),
    }
    results = {kind: list(items) for kind, items in found.items()}
    counts = {kind: (sum(gap is None for gap in items), len(items)) for kind, items in results.items()}
    gaps_ = tuple(gap for items in results.values() for gap in items if gap is not None)
    return Coverage(counts, gaps_, tuple(unused_sources(pack)))


def gaps(pack: Pack) -> Iterator[Fault]:
    """What the pack leaves out, as faults of the edition's file."""
    for gap in coverage(pack).gaps:
        yield Fault("essay.md", gap.block.line, str(gap))


def unused_sources(pack: Pack) -> Iterator[str]:
    """The keys of the works that no citation and no quotation names."""
    used = {citation.source.key for place in pack.citations for citation in place.citations}
    used |= {quotation.citation.source.key for quotation in pack.quotations if quotation.citation}
    return (source.key for source in pack.sources if source.key not in used)


def _blocks(pack: Pack, blocks: tuple[Block, ...]) -> Iterator[Gap | None]:
    """Every paragraph and note belongs to an entry."""
    covered = {block for entry in pack.entries for block in entry.places}
    for block in blocks:
        yield None if block in covered else Gap(block, "belongs to no entry; name it under “places” of one")


def _parentheses(pack: Pack) -> Iterator[Gap | None]:
    """Every parenthesis that cites is listed, and every note."""
    listed = {_key(place.place) for place in pack.citations}
    cites = citing(source.short_title for source in pack.sources if source.short_title)
    for block in pack.edition.blocks:
        for start, end in parentheses(block.text):
            if cites.fullmatch(block.text, start, end):
                covered = (block.name, start, end) in listed
                yield None if covered else Gap(block, f"{block.text[start:end]} is not listed in citations.yaml")
    for note in pack.edition.notes:
        covered = (note.name, 0, len(note.text)) in listed
        yield None if covered else Gap(note, "is not listed in citations.yaml")


def _quotation_marks(pack: Pack) -> Iterator[Gap | None]:
    """What stands between two marks is a recorded quotation, or the mark is a slip; so is a displayed paragraph."""
    places = [_key(quotation.place) for quotation in pack.quotations]
    spans, starts, quoting = set(places), {place[:2] for place in places}, {place[0] for place in places}
    slips = [_key(slip.place) for slip in pack.slips]
    for block in pack.edition.blocks:
        for start, end in quotation_marks(block.text):
            slip = any(name == block.name and first < start <= last for name, first, last in slips)
            recorded = (block.name, start) in starts if end is None else (block.name, start, end) in spans
            words = block.text[start : min(end or start + 60, start + 60)]
            yield None if recorded or slip else Gap(block, f"the quotation “{words}” is not recorded")
        if block.displayed and not block.text.startswith(("“", '"')):
            yield None if block.name in quoting else Gap(block, "the displayed quotation is not recorded")


def _attachments(pack: Pack) -> Iterator[Gap | None]:
    """Every citation backs a quotation or an entry."""
    blocks = {block.name: block for block in pack.edition.blocks}
    for citation in pack.citations:
        block = blocks[_key(citation.place)[0]]
        attached = citation.quotations or citation.entries
        yield None if attached else Gap(block, f"{citation.exact[:60]} backs neither a quotation nor an entry")


def _homes(pack: Pack) -> Iterator[Gap | None]:
    """Every quotation that is somebody's words belongs to an entry."""
    blocks = {block.name: block for block in pack.edition.blocks}
    housed = {quotation.key for entry in pack.entries for quotation in entry.quotations}
    for quotation in pack.quotations:
        if quotation.kind in {"quotation", "displayed"}:
            block = blocks[_key(quotation.place)[0]]
            yield None if quotation.key in housed else Gap(block, f"the quotation {quotation.key} belongs to no entry")


def _key(place: Place) -> tuple[str, int, int]:
    return place.block, place.start, place.end
