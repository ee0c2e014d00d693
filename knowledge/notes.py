"""The notes that go with an entry's words, or with a paragraph: whole, each once, in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.edition import Block
from knowledge.markup import note_numbers
from knowledge.model import PackInfo
from knowledge.storage.database import Database
from knowledge.storage.reading import Reader


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes whole, and whose they are: an entry's, by its topic, or a paragraph's."""

    of: str | Block
    pack: PackInfo
    notes: tuple[Block, ...]


async def notes_of_entry(database: Database, scope: int, entry: int) -> Notes | None:
    """The notes whose marks the entry's words carry, and those in which words of it stand; None if it is not seen."""

    async def use(reader: Reader) -> Notes | None:
        texts = await reader.anchored(scope, entry)
        if not texts:
            return None
        (topic,) = await reader.topic_names(scope, [entry])
        slug = texts[0].slug  # an entry's words all stand in one text
        numbers = {number for words in texts for number in note_numbers(words.exact)}
        numbers |= {words.block.number for words in texts if words.block.is_note}
        return Notes(topic, await _pack(reader, slug), tuple(await reader.notes(slug, sorted(numbers))))

    return await database.read(use)


async def notes_of_paragraph(database: Database, slug: str, position: int) -> Notes | None:
    """The notes that a paragraph marks; None where the text has no such paragraph any more."""

    async def use(reader: Reader) -> Notes | None:
        blocks = await reader.blocks_between(slug, position, position)
        if not blocks:
            return None
        return Notes(blocks[0], await _pack(reader, slug), tuple(await marked_in(reader, slug, blocks[0])))

    return await database.read(use)


async def marked_in(reader: Reader, slug: str, block: Block) -> list[Block]:
    """The notes whose marks the block carries."""
    numbers = note_numbers(block.text)
    return await reader.notes(slug, numbers) if numbers else []


async def _pack(reader: Reader, slug: str) -> PackInfo:
    return next(pack for pack in await reader.packs() if pack.slug == slug)
