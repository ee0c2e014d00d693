"""Anchoring words to their place: the W3C TextQuoteSelector (https://www.w3.org/TR/annotation-model/#text-quote-selector).

``exact`` is the text itself, ``prefix`` and ``suffix`` what stands directly before and after it. A selector
must meet exactly one place; otherwise the person who wrote it is shown where to look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
    if found:
        raise Unresolved(
            f"“{_short(exact)}” stands {len(found)} times ({_place_names(found)}); "
            "name the place with “at” or add a prefix or suffix"
        )
    elsewhere = [place for block in edition.blocks for place in _occurrences(block, exact, "", "")]
    if elsewhere:
        raise Unresolved(
            f"“{_short(exact)}” stands in {_place_names(elsewhere)}, but not with this “prefix”, “suffix” or “at”"
        )
    raise Unresolved(f"the edition does not hold “{_short(exact)}”; {_nearest(edition, exact)}")


def place_of(block: Block, start: int, end: int) -> Place:
    """The place of these characters of a paragraph or note."""
    return Place(
        section=block.section,
        paragraph=None if block.is_note else block.number,
        note=block.number if block.is_note else None,
        start=start,
        end=end,
    )


def _occurrences(block: Block, exact: str, prefix: str, suffix: str) -> Iterator[Place]:
    wanted = prefix + exact + suffix
    at = block.text.find(wanted)
    while at >= 0:
        start = at + len(prefix)
        yield place_of(block, start, start + len(exact))
        at = block.text.find(wanted, at + 1)


def _nearest(edition: Edition, exact: str) -> str:
    best_text, best_name, best_score = "", "", 0.0
    for block in _likely(edition, exact):
        alignment = fuzz.partial_ratio_alignment(exact, block.text, score_cutoff=best_score)
        if alignment is not None and alignment.score > best_score:
            best_score = alignment.score
            best_text, best_name = _whole_words(block.text, alignment.dest_start, alignment.dest_end), block.name
    return f"nearest: “{best_text}” in {best_name}" if best_text else "nothing there is like it"


def _likely(edition: Edition, exact: str) -> Sequence[Block]:
    """Where to look for text like this: everywhere, or for a long one where most of its words are (it takes longer)."""
    if len(exact) < _SHORT:
        return edition.blocks
    words = set(exact.split())
    return sorted(edition.blocks, key=lambda block: len(words.intersection(block.text.split())))[-3:]


def _whole_words(text: str, start: int, end: int) -> str:
    first = text.rfind(" ", 0, start + 1) + 1
    last = text.find(" ", max(start, end - 1))
    return text[first : last if last >= 0 else None]


def _place_names(places: Sequence[Place]) -> str:
    return ", ".join(list(dict.fromkeys(place.block for place in places))[:4])


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 20]} … {text[-15:]}"
