"""Pages, contexts, notes, the map and lists: whole, within Discord's limits, and leading only to what is there."""

from __future__ import annotations

from dataclasses import replace

import discord
import pytest
from discord import ui

from cogs.answering.buttons import card_layout
from cogs.answering.card_names import CardName, NamedCard, Picker, picker_around
from cogs.answering.named_cards import make_card
from cogs.browsing.browsing_cards import atlas_named, make_topics, sheet_named
from cogs.browsing.reading_cards import page_named
from cogs.cards import limits
from cogs.cards.content import Style
from cogs.cards.layout import layout_pages
from cogs.cards.markdown import render_part
from cogs.cards.reading import context_card, page_card, page_with_notes, stretch_card
from knowledge.argument import Branch, Region, Sheet, SheetAt
from knowledge.context import context
from knowledge.edition import Block, Contents, Section
from knowledge.library import Library
from knowledge.markup import plain, runs
from knowledge.model import SHARED
from knowledge.packs.pack import Pack
from knowledge.packs.shipped import SHIPPED_SLUG
from knowledge.read_essay import Page, Stretch, page_at, stretch_at
from tests.cogs.discord_markdown import text
from tests.cogs.shown import words_of
from tests.factories import make_pack_info, prose

MANY = 60
"""More sections than a menu has options."""


def check(named: NamedCard) -> None:
    """Every page keeps Discord's limits, with everything around it that there can be."""
    for page in range(len(layout_pages(named.card, limits.LAYOUT_NOTICE))):
        for alone, asker in ((False, (1 << 64) - 1), (True, 0)):
            view = card_layout(named, page, asker=asker, alone=alone)
            assert view.content_length() <= limits.LAYOUT_TEXT, named.name
            assert view.total_children_count <= limits.LAYOUT_COMPONENTS, named.name
            ids = [item.custom_id for item in view.walk_children() if isinstance(item, ui.Button | ui.Select)]
            assert len(ids) == len(set(ids))
            assert max(map(len, ids), default=0) <= limits.CUSTOM_ID
            for row in (item for item in view.walk_children() if isinstance(item, ui.ActionRow)):
                assert 1 <= len(row.children) <= limits.ROW_BUTTONS, named.name
            for menu in (item for item in view.walk_children() if isinstance(item, ui.Select)):
                check_options(menu.options)
    assert len(named.rows) < limits.LAYOUT_ROWS


def check_options(options: list[discord.SelectOption]) -> None:
    assert 1 <= len(options) <= limits.OPTIONS
    assert len({option.value for option in options}) == len(options)
    assert all(1 <= len(option.label) <= limits.OPTION_LABEL for option in options)
    assert all(1 <= len(option.value) <= limits.OPTION_VALUE for option in options)


async def made(library: Library, name: CardName) -> NamedCard:
    """The card of that name; the test fails where it is gone."""
    named = await make_card(library, SHARED, name)
    assert named is not None, name
    return named


async def all_reached(library: Library, *firsts: CardName) -> dict[CardName, NamedCard]:
    """Every card that links and menus lead to from these, on and on, but for those of other parts of the program."""
    cards: dict[CardName, NamedCard] = {}
    names = list(firsts)
    while names:
        name = names.pop()
        if name in cards or name.kind in {"entry", "work"}:
            continue
        named = cards[name] = await made(library, name)
        links = [link for row in named.rows if not isinstance(row, Picker) for link in row]
        pickers = [row for row in named.rows if isinstance(row, Picker)]
        names += [link.name for link in (*links, *named.leafing)]
        names += [CardName(picker.kind, about) for picker in pickers for about, _ in picker.options]
    return cards


async def test_every_page_of_the_essay_is_reached_and_shows_it_whole(library: Library, shipped: Pack) -> None:
    cards = await all_reached(library, CardName("read", f"{SHIPPED_SLUG}.0"))
    pages = {int(name.about.rpartition(".")[2]): card for name, card in cards.items() if name.kind == "read"}
    assert sorted(pages) == list(range(len(shipped.edition.paragraphs)))
    for position, block in enumerate(shipped.edition.paragraphs):
        (shown,) = [part for part in pages[position].card if part.style in {Style.BODY, Style.QUOTE}]
        assert shown.runs == tuple(runs(block.text))
        assert (shown.style is Style.QUOTE) is block.displayed
    notes = [card for name, card in cards.items() if name.kind == "marked"]
    shown_notes = {words_of([(part,)]) for card in notes for part in card.card if part.style is Style.BODY}
    assert shown_notes == {plain(note.text) for note in shipped.edition.notes}
    for named in cards.values():
        check(named)


async def test_of_every_text_of_every_entry_just_its_words_are_bold(library: Library) -> None:
    for line in await library.topics():
        shown = await context(library.database, SHARED, line.id)
        assert shown is not None
        for number, words in enumerate(shown.texts):
            around = replace(shown, number=number, block=words.block, marked=(words.start, words.end))
            _label, paragraph, *_ = context_card(around)
            markdown = render_part(paragraph)
            assert text(markdown, only="bold") == plain(words.exact), (line.key, number)
            assert text(markdown) == plain(words.block.text)
            italic = "".join(run.text for run in runs(words.block.text) if run.italic)
            assert text(markdown, only="italic") == italic, (line.key, number)


async def test_every_context_that_is_reached_keeps_the_limits(library: Library) -> None:
    entries = {line.key: line.id for line in await library.topics()}
    firsts = [CardName("context", f"{entry}.0.0") for entry in entries.values()]
    for first in firsts:
        named = await made(library, first)
        check(named)
        for row in named.rows:
            for about, _ in row.options if isinstance(row, Picker) else ():
                check(await made(library, CardName("context", about)))
    for entry in entries.values():
        check(await made(library, CardName("notes", str(entry))))


@pytest.mark.parametrize("kind", ["map", "topics", "sources"])
async def test_everything_that_lists_lead_to_is_there(library: Library, kind: str) -> None:
    cards = await all_reached(library, CardName(kind))
    assert len(cards) > 1
    led: set[CardName] = set()
    for named in cards.values():
        check(named)
        pickers = [row for row in named.rows if isinstance(row, Picker) and row.alone]
        led |= {CardName(picker.kind, about) for picker in pickers for about, _ in picker.options}
    assert len(led) == len(await library.sources() if kind == "sources" else await library.topics())
    for name in led:
        card = await made(library, name)
        assert card.name.kind == ("work" if kind == "sources" else "entry")


async def test_a_work_is_shown_with_what_is_quoted_from_it_and_no_other(library: Library) -> None:
    for source in await library.sources():
        named = await made(library, CardName("work", f"{source.key}.0"))
        assert words_of([named.card]).startswith(plain(source.title))
    assert "150–1" in words_of([(await made(library, CardName("work", "memoirs.0"))).card])


async def test_a_part_that_is_no_longer_there_is_gone(library: Library) -> None:
    for kind, about in (("topics", "99"), ("sources", "99"), ("map", f"{SHIPPED_SLUG}.99.0"), ("work", "no-work.0")):
        assert await make_card(library, SHARED, CardName(kind, about)) is None
    for kind, about in (("read", "no-text.0"),):
        assert await make_card(library, SHARED, CardName(kind, about)) is None
    for kind, about in (("context", "999999.0.0"), ("notes", "999999"), ("marked", "no-text.0")):
        assert await make_card(library, SHARED, CardName(kind, about)) is None


async def test_an_empty_library_has_lists_and_a_map_without_menus(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(_scope: int = SHARED) -> list[object]:
        return []

    monkeypatch.setattr(library, "topics", nothing)
    named = await make_topics(library, SHARED, "")
    assert named is not None
    assert (named.rows, words_of([named.card])) == ((), "The library holds no topics.")
    assert (atlas_named([]).rows, words_of([atlas_named([]).card])) == ((), "The library holds no claims.")


@pytest.mark.parametrize("current", [0, 1, 12, 30, 58, 59])
def test_of_many_sections_a_menu_offers_those_around_this_one(current: int) -> None:
    sections = tuple(Section(f"Section {number}", number * 2, 2) for number in range(MANY))
    block = Block(current * 2 + 1, f"Section {current}", 2, False, False, "Bread.")
    page = Page(Contents(make_pack_info(), sections, 0), block, (), block._replace(number=1), None)
    (picker,) = page_named(page).rows
    assert isinstance(picker, Picker)
    assert len(picker.options) == limits.OPTIONS
    assert f"Section {current}" in {label for _, label in picker.options}
    numbers = [int(label.split()[1]) for _, label in picker.options]
    assert numbers == list(range(numbers[0], numbers[0] + limits.OPTIONS))
    assert abs(current - numbers[12]) <= 12
    check(page_named(page))


def test_a_map_of_many_sections_with_long_claims_keeps_the_limits() -> None:
    regions = tuple(
        Region(
            SheetAt("bread", number, 0), make_pack_info(), prose(200, "section"), (prose(150, "topic"),) * 8,
            tuple(range(8)), 3, ((prose(300, "holder"), 8),),
        )
        for number in range(MANY)
    )  # fmt: skip
    branch = Branch(
        prose(150, "topic"), prose(900, "claim"), ("masters",), ("The Ovens 1",), ("The Ovens 2",), 1, ("Ovens",)
    )
    at = regions[30].at
    sheet = Sheet(at, regions[30], tuple((n, branch) for n in range(8)), regions[29].at, regions[31].at, regions)
    check(sheet_named(sheet))
    check(atlas_named(regions))
    whole = sheet_named(sheet)
    assert words_of(layout_pages(whole.card)) == words_of([whole.card])
    _entries, sections = whole.rows
    assert isinstance(sections, Picker)
    assert sections.options[0][0] == "all"
    assert len(sections.options) == limits.OPTIONS


def test_what_stands_ahead_in_a_menu_takes_room_from_the_others() -> None:
    options = [(str(number), str(number)) for number in range(MANY)]
    picker = picker_around("map", "Which?", options, 59, ahead=(("all", "All"),))
    assert [about for about, _ in picker.options] == ["all", *(str(number) for number in range(36, 60))]
    assert picker_around("map", "Which?", options[:3], 2).options == tuple(options[:3])


async def test_where_no_button_leads_to_the_notes_they_follow_the_paragraph(library: Library) -> None:
    for position in (0, 40, 70):
        page = await page_at(library.database, SHIPPED_SLUG, position)
        assert page is not None
        whole = words_of([page_with_notes(page)])
        for note in page.notes:
            assert whole.count(plain(note.text)) == 1
        assert whole.replace("".join(f"{note.number}. {plain(note.text)}" for note in page.notes), "") == words_of(
            [page_card(page)]
        )


async def test_a_stretch_shows_every_word_of_it_once(library: Library, shipped: Pack) -> None:
    stretch = await stretch_at(library.database, "")
    assert isinstance(stretch, Stretch)
    whole = words_of([stretch_card(stretch)])
    for block in shipped.edition.blocks:
        assert whole.count(plain(block.text)) == 1, block.name
