"""The context of quoted words, and the notes that go with them; on both backends."""

from __future__ import annotations

import pytest

from knowledge.context import Context, context
from knowledge.library import Library
from knowledge.markup import note_numbers
from knowledge.model import SHARED, Entry
from knowledge.notes import Notes, notes_of_entry, notes_of_paragraph
from knowledge.packs.pack import Pack
from knowledge.packs.shipped import SHIPPED_SLUG
from tests.rows import add_guild_entry, entry_ids

GUILD = 777


async def around(library: Library, entry: int, number: int = 0, offset: int = 0, scope: int = SHARED) -> Context:
    """The context; the test fails where there is none."""
    shown = await context(library.database, scope, entry, number, offset)
    assert shown is not None
    return shown


async def every_entry(library: Library) -> list[Entry]:
    """The shared entries, whole."""
    ids = [line.id for line in await library.topics()]
    return await library.database.read(lambda reader: reader.entries(SHARED, ids))


def texts_of(entry: Entry) -> list[str]:
    """An entry's words in the order of its card."""
    return [text.exact for text in (*entry.passages, *entry.rebuttals, *entry.quotations)]


async def test_of_every_text_of_every_entry_the_marked_words_are_its_own(
    shared_library: Library, shipped: Pack
) -> None:
    entries = await every_entry(shared_library)
    assert len(entries) == len(shipped.entries)
    for entry in entries:
        for number, exact in enumerate(texts_of(entry)):
            shown = await around(shared_library, entry.id, number)
            assert shown.marked is not None
            start, end = shown.marked
            assert shown.block.text[start:end] == exact, entry.key
            block = shipped.edition.find(shown.block.place.block)
            assert block is not None
            assert shown.block.text == block.text, entry.key
        assert [text.exact for text in shown.texts] == texts_of(entry)


async def test_there_is_no_more_text_than_an_entry_has(shared_library: Library) -> None:
    for entry in (await every_entry(shared_library))[:5]:
        for number in (-1, len(texts_of(entry)), 10**6):
            assert await context(shared_library.database, SHARED, entry.id, number) is None
    assert await context(shared_library.database, SHARED, 0) is None


async def test_from_any_words_the_whole_text_can_be_leafed_through(shared_library: Library, shipped: Pack) -> None:
    paragraphs = [block.text for block in shipped.edition.paragraphs]
    (entry,) = [entry for entry in await every_entry(shared_library) if entry.topic == "Kronstadt"]
    here = (await around(shared_library, entry.id)).block.position
    seen: list[str] = []
    for offset in range(-here, len(paragraphs) - here):
        shown = await around(shared_library, entry.id, offset=offset)
        seen.append(shown.block.text)
        assert shown.offset == offset
        assert (shown.marked is not None) is (offset == 0)
        assert (shown.before is None) is (len(seen) == 1)
        assert (shown.after is None) is (len(seen) == len(paragraphs))
        assert shown.before is None or shown.before.text == seen[-2]
    assert seen == paragraphs


async def test_beyond_an_end_there_is_the_end(shared_library: Library) -> None:
    (entry,) = [entry for entry in await every_entry(shared_library) if entry.topic == "Kronstadt"]
    here = (await around(shared_library, entry.id)).block.position
    first = await around(shared_library, entry.id, offset=-(10**6))
    last = await around(shared_library, entry.id, offset=10**6)
    assert (first.block.position, first.before) == (0, None)
    assert (last.block.position, last.after) == (last.contents.paragraphs - 1, None)
    assert (first.offset, last.offset) == (-here, last.contents.paragraphs - 1 - here)


async def test_what_stands_in_a_note_has_the_notes_beside_it_and_the_paragraph_that_marks_it(
    shared_library: Library, shipped: Pack
) -> None:
    found, notes = 0, len(shipped.edition.notes)
    for entry in await every_entry(shared_library):
        for number, text in enumerate((await around(shared_library, entry.id)).texts):
            if not text.block.is_note:
                continue
            found += 1
            shown = await around(shared_library, entry.id, number)
            assert f"[^{text.block.number}]" in shown.paragraph.text
            assert not shown.paragraph.is_note
            beside = [block.number for block in (shown.before, shown.after) if block]
            assert beside == [n for n in (text.block.number - 1, text.block.number + 1) if 1 <= n <= notes]
            assert all(block.is_note for block in (shown.before, shown.after) if block)
    assert found > 10


async def test_a_guilds_entry_is_nobody_elses(own_bakery: Library, bakery_url: str) -> None:
    entry = add_guild_entry(bakery_url, GUILD, "Pumpernickel", "black loaf")
    assert (await around(own_bakery, entry, scope=GUILD)).marked == (0, 9)
    assert await notes_of_entry(own_bakery.database, GUILD, entry) is not None
    for scope in (SHARED, 888):
        assert await context(own_bakery.database, scope, entry) is None
        assert await notes_of_entry(own_bakery.database, scope, entry) is None
    shared = entry_ids(bakery_url)["night-baking"]
    assert await context(own_bakery.database, GUILD, shared) is not None


async def test_an_entrys_notes_are_those_its_words_mark_or_stand_in(shared_library: Library, shipped: Pack) -> None:
    whole = {note.number: note.text for note in shipped.edition.notes}
    counts: list[int] = []
    for entry in await every_entry(shared_library):
        texts = (*entry.passages, *entry.rebuttals, *entry.quotations)
        wanted = {number for text in texts for number in note_numbers(text.exact)}
        wanted |= {text.place.note for text in texts if text.place.note is not None}
        notes = await notes_of_entry(shared_library.database, SHARED, entry.id)
        assert notes is not None
        assert (notes.of, notes.pack.slug) == (entry.topic, SHIPPED_SLUG)
        assert [(note.number, note.text) for note in notes.notes] == [
            (number, whole[number]) for number in sorted(wanted)
        ]
        counts.append(len(notes.notes))
    assert min(counts) == 0
    assert max(counts) >= 5


@pytest.mark.parametrize(("position", "numbers"), [(0, [1]), (1, []), (3, [2])])
async def test_a_paragraphs_notes_are_those_it_marks(bakery: Library, position: int, numbers: list[int]) -> None:
    notes = await notes_of_paragraph(bakery.database, SHIPPED_SLUG, position)
    assert isinstance(notes, Notes)
    assert [note.number for note in notes.notes] == numbers
    assert all(note.is_note for note in notes.notes)


async def test_a_paragraph_that_is_gone_has_no_notes(bakery: Library) -> None:
    assert await notes_of_paragraph(bakery.database, SHIPPED_SLUG, 999) is None
    assert await notes_of_paragraph(bakery.database, "no-such-text", 0) is None
