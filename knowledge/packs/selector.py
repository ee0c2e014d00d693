"""Anchoring words to their place: the W3C TextQuoteSelector (https://www.w3.org/TR/annotation-model/#text-quote-selector).

``exact`` is the text itself, ``prefix`` and ``suffix`` what stands directly before and after it. A selector
must meet exactly one place; otherwise the person who wrote it is shown where to look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from knowledge.model import Place
from knowledge.packs.edition import Block, Edition

_SHORT = 80


class Unresolved(Exception):
    """The selector meets no place or several; the message says which, for the person who wrote it."""


def resolve(edition: Edition, exact: str, *, prefix: str = "", suffix: str = "", at: str | None = None) -> Place:
    """The one place where ``exact`` stands between ``prefix`` and ``suffix``, inside the block ``at`` if named."""
    blocks: Iterable[Block] = edition.blocks
    if at is not None:
        block = edition.find(at)
        if block is None:
            raise Unresolved(f"there is no “{at}” in the edition; write “{edition.blocks[0].name}” or “note 1”")
        blocks = (block,)
    found = [place for block in blocks for place in _occurrences(block, exact, prefix, suffix)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Unresolved(f"the edition does not hold “{_short(exact)}”; nearest: {_nearest(edition, exact, blocks)}")
    names = ", ".join(_place_name(place) for place in found[:4])
    raise Unresolved(
        f"“{_short(exact)}” stands {len(found)} times ({names}); name the place with “at” or add a prefix or suffix"
    )


def _occurrences(block: Block, exact: str, prefix: str, suffix: str) -> Iterator[Place]:
    wanted = prefix + exact + suffix
    at = block.text.find(wanted)
    while at >= 0:
        start = at + len(prefix)
        number = block.number
        yield Place(
            section=block.section,
            paragraph=None if block.is_note else number,
            note=number if block.is_note else None,
            start=start,
            end=start + len(exact),
        )
        at = block.text.find(wanted, at + 1)


def _nearest(edition: Edition, exact: str, blocks: Iterable[Block]) -> str:
    best_text, best_name, best_score = "", "", -1.0
    for block in (*blocks, *edition.blocks):
        alignment = fuzz.partial_ratio_alignment(exact, block.text)
        if alignment is not None and alignment.score > best_score:
            best_score = alignment.score
            best_text, best_name = block.text[alignment.dest_start : alignment.dest_end], block.name
    return f"“{best_text}” in {best_name}"


def _place_name(place: Place) -> str:
    return f"note {place.note}" if place.note else f"{place.section} {place.paragraph}"


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 20]} … {text[-15:]}"
