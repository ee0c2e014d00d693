"""Reading a loaded text in order: a page for each paragraph, with its notes, and where each reader stopped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from knowledge.edition import Block, Contents
from knowledge.model import Place
from knowledge.notes import marked_in
from knowledge.spot import Spot, find_near, find_spot, shipped_first
from knowledge.storage.database import Database
from knowledge.storage.reading import Reader


@dataclass(frozen=True, slots=True)
class Page:
    """A paragraph with the notes that it marks, and what stands before and after it in the same text.

    ``named`` is true where the reader named this very place, or moved to it; ``beyond`` where they wanted to go on past
    the end of the text, or back past its beginning.
    """

    contents: Contents
    block: Block
    notes: tuple[Block, ...]
    before: Block | None
    after: Block | None
    named: bool = True
    beyond: bool = False


class Near(NamedTuple):
    """A paragraph of the text ``slug``, by its position in the whole of it and by its place."""

    slug: str
    position: int
    place: Place


@dataclass(frozen=True, slots=True)
class Nowhere:
    """A place that there is not, or that may be several; what there is to read, and what is nearest, if anything."""

    query: str
    editions: tuple[Contents, ...]
    near: Near | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs of one text that follow one another, and the notes that they mark."""

    contents: Contents
    paragraphs: tuple[Block, ...]
    notes: tuple[Block, ...]


async def open_at(database: Database, query: str, person: int | None = None) -> Page | Nowhere:
    """The page that the person names; without a name where they stopped, or where the text begins."""

    async def use(reader: Reader) -> Page | Nowhere:
        editions = shipped_first(await reader.contents())
        stopped = await reader.bookmarks(person) if person is not None else {}
        spot = await _spot(reader, query, editions, stopped)
        if spot is None:
            return Nowhere(query, editions, _near(query, editions, stopped))
        position = spot.first if spot.named else stopped.get(spot.contents.pack.slug, spot.first)
        return replace(await _page(reader, spot.contents, position, named=spot.named), beyond=spot.beyond)

    return await database.read(use)


async def page_at(database: Database, slug: str, position: int) -> Page | None:
    """The page of the paragraph at that position, or of the last one; None where the text is no longer loaded."""

    async def use(reader: Reader) -> Page | None:
        contents = next((each for each in await reader.contents() if each.pack.slug == slug), None)
        return await _page(reader, contents, position) if contents else None

    return await database.read(use)


async def stretch_at(database: Database, query: str) -> Stretch | Nowhere:
    """The whole text, section or paragraph that is named."""

    async def use(reader: Reader) -> Stretch | Nowhere:
        editions = shipped_first(await reader.contents())
        spot = await _spot(reader, query, editions, {})
        if spot is None:
            return Nowhere(query, editions, _near(query, editions, {}))
        slug = spot.contents.pack.slug
        paragraphs = await reader.blocks_between(slug, spot.first, spot.last)
        notes = {note: None for block in paragraphs for note in await marked_in(reader, slug, block)}
        return Stretch(spot.contents, tuple(paragraphs), tuple(notes))

    return await database.read(use)


async def titles(database: Database) -> list[str]:
    """The titles of the sections of every text, in order, each once."""
    editions = shipped_first(await database.read(lambda reader: reader.contents()))
    return list(dict.fromkeys(section.title for contents in editions for section in contents.sections))


async def keep_place(database: Database, person: int, slug: str, position: int) -> None:
    """Remember where this person stopped in that text."""
    await database.write(lambda writer: writer.put_bookmark(person, slug, position))


async def _spot(reader: Reader, query: str, editions: tuple[Contents, ...], stopped: dict[str, int]) -> Spot | None:
    spot = find_spot(query, editions, stopped)
    if spot is None or spot.note is None:
        return spot
    marking = await reader.paragraph_marking(spot.contents.pack.slug, spot.note)
    return Spot(spot.contents, marking.position, marking.position) if marking else None


def _near(query: str, editions: tuple[Contents, ...], stopped: dict[str, int]) -> Near | None:
    spot = find_near(query, editions, stopped)
    if spot is None:
        return None
    section = next(one for one in reversed(spot.contents.sections) if one.first <= spot.first)
    place = Place(section.title, spot.first - section.first + 1, None, 0, 0)
    return Near(spot.contents.pack.slug, spot.first, place)


async def _page(reader: Reader, contents: Contents, position: int, *, named: bool = True) -> Page:
    slug = contents.pack.slug
    at = min(max(position, 0), contents.paragraphs - 1)
    around = {block.position: block for block in await reader.blocks_between(slug, at - 1, at + 1)}
    return Page(
        contents=contents,
        block=around[at],
        notes=tuple(await marked_in(reader, slug, around[at])),
        before=around.get(at - 1),
        after=around.get(at + 1) if at + 1 < contents.paragraphs else None,
        named=named,
    )
