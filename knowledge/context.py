"""The context of quoted words: the whole paragraph around them, and what the text says before and after it."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.edition import Anchored, Block, Contents
from knowledge.storage.database import Database
from knowledge.storage.reading import Reader


@dataclass(frozen=True, slots=True)
class Context:
    """A paragraph or note around words that an entry holds, or one before or after it.

    ``texts`` are the entry's words: its passages, its rebuttals, its quotations; ``number`` tells which of them was
    asked for and ``offset`` how far this block is from the one it stands in. ``marked`` is the place of the words in
    this block, None in the others. ``before`` and ``after`` are None where the text or its notes begin and end.
    """

    entry: int
    texts: tuple[Anchored, ...]
    number: int
    offset: int
    contents: Contents
    block: Block
    marked: tuple[int, int] | None
    before: Block | None
    after: Block | None
    paragraph: Block
    """The block itself; of a note, the paragraph that marks it."""


async def context(database: Database, scope: int, entry: int, number: int = 0, offset: int = 0) -> Context | None:
    """What stands around the words of that number; None where the entry is not seen or has fewer.

    Paragraphs follow one another across sections, notes follow notes. An ``offset`` beyond the end is the end.
    """
    return await database.read(lambda reader: _context(reader, scope, entry, number, offset))


async def _context(reader: Reader, scope: int, entry: int, number: int, offset: int) -> Context | None:
    texts = await reader.anchored(scope, entry)
    if not 0 <= number < len(texts):
        return None
    words = texts[number]
    contents = next(each for each in await reader.contents() if each.pack.slug == words.slug)
    first, behind = (
        (contents.paragraphs, contents.paragraphs + contents.notes) if words.block.is_note else (0, contents.paragraphs)
    )
    at = min(max(words.block.position + offset, first), behind - 1)
    around = {block.position: block for block in await reader.blocks_between(words.slug, at - 1, at + 1)}
    block = around[at]
    marking = await reader.paragraph_marking(words.slug, block.number) if block.is_note else None
    return Context(
        entry=entry,
        texts=tuple(texts),
        number=number,
        offset=at - words.block.position,
        contents=contents,
        block=block,
        marked=(words.start, words.end) if at == words.block.position else None,
        before=around[at - 1] if at > first else None,
        after=around[at + 1] if at < behind - 1 else None,
        paragraph=marking or block,
    )
