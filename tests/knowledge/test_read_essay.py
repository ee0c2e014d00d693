"""Reading a text in order: every word once, whatever a place is called, and each reader's own bookmark."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.load import load_pack
from knowledge.markup import note_numbers
from knowledge.packs.pack import Pack
from knowledge.packs.shipped import SHIPPED_SLUG
from knowledge.read_essay import Nowhere, Page, Stretch, keep_place, open_at, page_at, stretch_at, titles
from tests.factories import ESSAY, PACK, write_pack

ADA, BOB = 1, (1 << 63) - 1


async def opened(library: Library, query: str, person: int | None = None) -> Page:
    """The page that is opened; the test fails where there is no such place."""
    page = await open_at(library.database, query, person)
    assert isinstance(page, Page), query
    return page


async def every_page(library: Library) -> list[Page]:
    """The pages from the first to the last, each reached from the one before it."""
    pages = [await opened(library, "")]
    while (after := pages[-1].after) is not None:
        page = await page_at(library.database, pages[-1].contents.pack.slug, after.position)
        assert page is not None
        pages.append(page)
    return pages


async def test_the_essay_read_page_by_page_is_the_edition(shared_library: Library, shipped: Pack) -> None:
    pages = await every_page(shared_library)
    paragraphs = shipped.edition.paragraphs
    assert [page.block.text for page in pages] == [block.text for block in paragraphs]
    assert [page.block.place.block for page in pages] == [block.name for block in paragraphs]
    assert [page.block.displayed for page in pages] == [block.displayed for block in paragraphs]
    assert [note.text for page in pages for note in page.notes] == [note.text for note in shipped.edition.notes]
    for page in pages:
        assert [note.number for note in page.notes] == note_numbers(page.block.text)


async def test_a_page_leads_back_to_the_one_before_it(shared_library: Library) -> None:
    pages = await every_page(shared_library)
    assert pages[0].before is None
    assert [page.before for page in pages[1:]] == [page.block for page in pages[:-1]]


async def test_the_contents_are_the_editions_sections(shared_library: Library, shipped: Pack) -> None:
    contents = (await opened(shared_library, "")).contents
    assert [section.title for section in contents.sections] == list(shipped.edition.sections)
    assert (contents.paragraphs, contents.notes) == (len(shipped.edition.paragraphs), len(shipped.edition.notes))
    assert await titles(shared_library.database) == list(shipped.edition.sections)
    for section in contents.sections:
        assert shipped.edition.paragraphs[section.first].name == f"{section.title} 1"


# As people name places: with and without article, in part, misspelt, by a note, by where they stand.
NAMED = {
    "bolsheviks 17": "The Bolsheviks 17",
    "The Bolsheviks, ¶ 17": "The Bolsheviks 17",
    "the bolsheviks paragraph 17": "The Bolsheviks 17",
    "Bolshviks 17": "The Bolsheviks 17",
    "BOLS 17": "The Bolsheviks 17",
    "bolshevik": "The Bolsheviks 1",
    "The Opposition": "The Opposition 1",
    "oppsoition": "The Opposition 1",
    "intro": "Introduction 1",
    "conclusion": "Conclusions 1",
    "the anarchists": "The Anarchists 1",
    "worst of the anarchists": "Introduction 1",
    "worst of the anarchists, opposition 2": "The Opposition 2",
    "3": "Introduction 3",
    "note 28": "The Bolsheviks 16",
    "next": "Introduction 2",
    "": "Introduction 1",
    "the": "Introduction 1",
}


@pytest.mark.parametrize(("query", "place"), NAMED.items(), ids=[query or "nothing" for query in NAMED])
async def test_a_place_is_found_as_people_name_it(shared_library: Library, query: str, place: str) -> None:
    assert (await opened(shared_library, query)).block.place.block == place


NOT_THERE = ["bolsheviks 30", "bolsheviks 0", "note 47", "note 0", "kronstadt", "7", "an", "🥖", "x" * 5_000, "9" * 299]


@pytest.mark.parametrize("query", [*NOT_THERE, "the bolsheviks the opposition", "'; DROP TABLE block; --"])
async def test_what_is_not_there_is_said_with_what_there_is(shared_library: Library, query: str) -> None:
    found = await open_at(shared_library.database, query)
    assert isinstance(found, Nowhere)
    assert [contents.pack.slug for contents in found.editions] == [SHIPPED_SLUG]


async def test_a_position_past_the_end_is_the_last_paragraph(bakery: Library) -> None:
    for position, expected in ((-5, 0), (0, 0), (3, 3), (4, 3), (10**9, 3)):
        page = await page_at(bakery.database, SHIPPED_SLUG, position)
        assert page is not None
        assert page.block.position == expected
    assert await page_at(bakery.database, "no-such-text", 0) is None


async def test_reading_goes_on_where_the_reader_stopped_and_nobody_else(own_bakery: Library) -> None:
    await keep_place(own_bakery.database, ADA, SHIPPED_SLUG, 1)
    await keep_place(own_bakery.database, ADA, SHIPPED_SLUG, 2)
    await keep_place(own_bakery.database, BOB, SHIPPED_SLUG, 3)
    for person, position in ((ADA, 2), (BOB, 3), (42, 0), (None, 0)):
        page = await opened(own_bakery, "", person)
        assert (page.block.position, page.named) == (position, False)
    assert (await opened(own_bakery, "next", ADA)).block.position == 3
    assert (await opened(own_bakery, "back", ADA)).block.position == 1
    assert (await opened(own_bakery, "next", BOB)).block.position == 3
    assert (await opened(own_bakery, "2", ADA)).block.position == 1  # of the section she stopped in
    assert (await opened(own_bakery, "1", BOB)).block.position == 3


async def test_a_bookmark_in_a_text_that_has_become_shorter_is_its_end(own_bakery: Library) -> None:
    await keep_place(own_bakery.database, ADA, SHIPPED_SLUG, 40)
    assert (await opened(own_bakery, "", ADA)).block.position == 3
    assert (await opened(own_bakery, "back", ADA)).block.position == 2


@pytest.fixture
async def two_texts(own_bakery: Library, tmp_path: Path) -> Library:
    """The small pack in the shipped one's place, and a second text that calls its sections alike."""
    essay = ESSAY.replace("A Word on Bread", "Of Rolls").replace("The masters say", "Of rolls the masters say")
    pack = PACK.replace("a-word-on-bread", "of-rolls").replace("A Word on Bread", "Of Rolls")
    folder = write_pack(tmp_path / "rolls", pack=pack, essay=essay, quotations="[]", entries="[]")
    await load_pack(own_bakery.database, folder)
    return own_bakery


@pytest.mark.parametrize(
    ("query", "slug", "position"),
    [
        ("", SHIPPED_SLUG, 0), ("scales", SHIPPED_SLUG, 3), ("rolls", "of-rolls", 0), ("rolls scales", "of-rolls", 3),
        ("ovens 2", SHIPPED_SLUG, 1), ("rolls ovens 2", "of-rolls", 1), ("rolls note 2", "of-rolls", 3),
    ],
)  # fmt: skip
async def test_of_two_texts_the_shipped_one_is_meant_unless_another_is_named(
    two_texts: Library, query: str, slug: str, position: int
) -> None:
    page = await opened(two_texts, query)
    assert (page.contents.pack.slug, page.block.position) == (slug, position)


async def test_a_reader_has_a_bookmark_in_each_text(two_texts: Library) -> None:
    await keep_place(two_texts.database, ADA, "of-rolls", 2)
    await keep_place(two_texts.database, ADA, SHIPPED_SLUG, 1)
    for query, position in (("", 1), ("rolls", 2), ("next rolls", 3), ("rolls 1", 0), ("next", 2)):
        assert (await opened(two_texts, query, ADA)).block.position == position, query


async def test_pages_never_cross_from_one_text_to_another(two_texts: Library) -> None:
    last = await opened(two_texts, "scales")
    assert last.after is None
    assert (await opened(two_texts, "rolls ovens 1")).before is None


async def test_a_stretch_is_what_is_named_with_the_notes_that_it_marks(shared_library: Library, shipped: Pack) -> None:
    edition = shipped.edition
    opposition = [block for block in edition.paragraphs if block.section == "The Opposition"]
    expected = {
        "": (list(edition.paragraphs), list(edition.notes)),
        "opposition": (opposition, [note for note in edition.notes if note.section == "The Opposition"]),
        "bolsheviks 17": ([edition.find("The Bolsheviks 17")], [edition.find("note 30")]),
        "note 30": ([edition.find("The Bolsheviks 17")], [edition.find("note 30")]),
    }
    for query, (paragraphs, notes) in expected.items():
        stretch = await stretch_at(shared_library.database, query)
        assert isinstance(stretch, Stretch), query
        assert [block.text for block in stretch.paragraphs] == [block.text for block in paragraphs if block]
        assert [note.text for note in stretch.notes] == [note.text for note in notes if note]
    assert isinstance(await stretch_at(shared_library.database, "sourdough"), Nowhere)
