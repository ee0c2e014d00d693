"""The map of the argument as the library gives it: the pack's own, and a guild's claims where that guild looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.argument import SHEET, Sheet, SheetAt, argument_map, branches_of, map_at_large, sheet_at, sheet_called
from knowledge.library import Library
from knowledge.load import load_pack
from knowledge.model import SHARED
from knowledge.packs.pack import Pack
from knowledge.packs.shipped import SHIPPED_SLUG
from tests.knowledge.test_isolation import write_rolls
from tests.rows import add_guild_entry

GUILD = 777


async def every_sheet(library: Library) -> list[Sheet]:
    """The sheets from the first to the last, each reached from the one before it."""
    at: SheetAt | None = (await map_at_large(library.database, SHARED))[0].at
    sheets: list[Sheet] = []
    while at is not None:
        sheet = await sheet_at(library.database, SHARED, at)
        assert sheet is not None
        assert (sheet.before is None) is (not sheets)
        assert not sheets or sheet.before == sheets[-1].at
        sheets.append(sheet)
        at = sheet.after
    return sheets


async def test_the_map_at_large_counts_what_the_pack_holds(shared_library: Library, shipped: Pack) -> None:
    regions = await map_at_large(shared_library.database, SHARED)
    drawn = {section: branches for section, branches in argument_map(shipped).items() if branches}
    assert [region.title for region in regions] == list(drawn)
    for region in regions:
        branches = drawn[region.title]
        assert list(region.topics) == [branch.topic for branch in branches]
        assert region.quotations == sum(branch.quotations for branch in branches)
        held = [holder for branch in branches for holder in branch.held_by]
        assert dict(region.holders) == {holder: held.count(holder) for holder in held}
        numbers = [number for _, number in region.holders]
        assert numbers == sorted(numbers, reverse=True)


async def test_the_sheets_hold_every_claim_once_as_the_pack_draws_it(shared_library: Library, shipped: Pack) -> None:
    sheets = await every_sheet(shared_library)
    drawn = [branch for branches in argument_map(shipped).values() for branch in branches]
    assert [branch for sheet in sheets for _, branch in sheet.branches] == drawn
    assert max(len(sheet.branches) for sheet in sheets) <= SHEET
    topics = {line.id: line.topic for line in await shared_library.topics()}
    assert [topics[entry] for sheet in sheets for entry, _ in sheet.branches] == [branch.topic for branch in drawn]


async def test_the_sheets_of_a_section_are_as_long_as_one_another(shared_library: Library) -> None:
    for region in await map_at_large(shared_library.database, SHARED):
        lengths = [len(region.on(at.part)) for at in region.sheets]
        assert max(lengths) - min(lengths) <= 1
        assert sum(lengths) == len(region.entries)


async def test_a_section_is_drawn_whole(shared_library: Library, shipped: Pack) -> None:
    for region in await map_at_large(shared_library.database, SHARED):
        assert await branches_of(shared_library.database, SHARED, region.at) == argument_map(shipped)[region.title]


@pytest.mark.parametrize(
    ("query", "section"),
    [("the bolsheviks", 2), ("oppsoition", 3), ("bolsheviks 17", 2), ("worst of the anarchists", 0), ("anarchists", 1)],
)
async def test_a_section_of_the_map_is_found_as_people_name_it(
    shared_library: Library, query: str, section: int
) -> None:
    assert await sheet_called(shared_library.database, SHARED, query) == SheetAt(SHIPPED_SLUG, section, 0)


@pytest.mark.parametrize("query", ["sourdough", "note 28", "bolsheviks 99", "🥖"])
async def test_what_is_no_section_of_the_map_is_none(shared_library: Library, query: str) -> None:
    assert await sheet_called(shared_library.database, SHARED, query) is None


async def test_a_sheet_that_is_no_longer_there_is_the_last_of_its_section(shared_library: Library) -> None:
    sheet = await sheet_at(shared_library.database, SHARED, SheetAt(SHIPPED_SLUG, 2, 99))
    assert sheet is not None
    assert (sheet.at.section, sheet.at) == (2, sheet.region.sheets[-1])
    for gone in (SheetAt(SHIPPED_SLUG, 99, 0), SheetAt("no-such-text", 0, 0)):
        assert await sheet_at(shared_library.database, SHARED, gone) is None


@pytest.mark.parametrize(("scope", "own"), [(GUILD, ("Pumpernickel",)), (SHARED, ()), (888, ())])
async def test_a_guilds_own_claims_are_on_its_map_alone(
    own_bakery: Library, bakery_url: str, scope: int, own: tuple[str, ...]
) -> None:
    entry = add_guild_entry(bakery_url, GUILD, "Pumpernickel", "black loaf")
    topics = ("Night baking", *own)
    region = (await map_at_large(own_bakery.database, scope))[0]
    assert region.topics == topics
    sheet = await sheet_at(own_bakery.database, scope, region.at)
    assert sheet is not None
    assert tuple(branch.topic for _, branch in sheet.branches) == topics
    assert tuple(branch.topic for branch in await branches_of(own_bakery.database, scope, region.at)) == topics
    held = await own_bakery.database.read(lambda reader: reader.held(scope))
    assert (entry in held) is bool(own)


async def test_two_texts_have_their_sections_one_after_another(own_bakery: Library, tmp_path: Path) -> None:
    await load_pack(own_bakery.database, write_rolls(tmp_path / "rolls"))
    regions = await map_at_large(own_bakery.database, SHARED)
    assert [(region.at.slug, region.title) for region in regions] == [
        (slug, title) for slug in (SHIPPED_SLUG, "rolls") for title in ("The Ovens", "The Scales")
    ]
    assert await sheet_called(own_bakery.database, SHARED, "rolls scales") == SheetAt("rolls", 1, 0)
    assert await sheet_called(own_bakery.database, SHARED, "rolls") == SheetAt("rolls", 0, 0)
    sheets = await every_sheet(own_bakery)
    assert [sheet.region.title for sheet in sheets] == [region.title for region in regions]
