"""The notes that go with an entry's words, or with a paragraph: whole, each once, in the order of the text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from knowledge.markup import note_numbers
from knowledge.storage.database import Database
from knowledge.storage.editions import Block
from knowledge.storage.reading import Reader


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes whole, and the words of whom they are: an entry's topic, or a paragraph."""

    of: str | Block
    notes: tuple[Block, ...]


async def notes_of_entry(database: Database, scope: int, entry: int) -> Notes | None:
    """The notes whose marks the entry's words carry, and those in which words of it stand; None if it is not seen."""

    async def use(reader: Reader) -> Notes | None:
        topics = await reader.topic_names(scope, [entry])
        return Notes(topics[0], await _entrys(reader, scope, entry)) if topics else None

    return await database.read(use)


async def notes_of_paragraph(database: Database, slug: str, position: int) -> Notes | None:
    """The notes that a paragraph marks; None where the text has no such paragraph any more."""

    async def use(reader: Reader) -> Notes | None:
        blocks = await reader.blocks_between(slug, position, position)
        return Notes(blocks[0], tuple(await marked_in(reader, slug, blocks[0]))) if blocks else None

    return await database.read(use)


async def marked_in(reader: Reader, slug: str, block: Block) -> list[Block]:
    """The notes whose marks the block carries."""
    numbers = note_numbers(block.text)
    return await reader.notes(slug, numbers) if numbers else []


async def _entrys(reader: Reader, scope: int, entry: int) -> tuple[Block, ...]:
    numbers: dict[str, set[int]] = defaultdict(set)
    for words in await reader.anchored(scope, entry):
        numbers[words.slug] |= set(note_numbers(words.exact))
        if words.block.is_note:
            numbers[words.slug].add(words.block.number)
    found = [note for slug, some in numbers.items() for note in await reader.notes(slug, sorted(some))]
    return tuple(found)
