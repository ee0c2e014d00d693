"""Every entry of the shipped pack can be shown, whole and within Discord's limits."""

from __future__ import annotations

from discord import ui

from cogs.answering.buttons import card_layout
from cogs.answering.named_cards import entry_named
from cogs.cards import limits
from cogs.cards.answers import entry_card
from cogs.cards.layout import layout_pages, plain_pages
from knowledge.library import Library
from knowledge.model import Entry
from tests.cogs.discord_markdown import text
from tests.cogs.shown import markdown_of, words_of


async def test_every_entry_is_shown_whole_in_v2_and_in_plain(library: Library) -> None:
    entries = await every_entry(library)
    assert entries
    for entry in entries:
        words = "".join(words_of([entry_card(entry)]).split())
        shown = "".join(text(markdown_of(page)) for page in every_page(entry))
        assert "".join(shown.split()) == words, entry.key
        assert "".join("".join(map(text, plain_pages(entry_card(entry)))).split()) == words, entry.key


async def test_every_page_of_every_entry_keeps_discords_limits(library: Library) -> None:
    for entry in await every_entry(library):
        for page in every_page(entry):
            assert page.content_length() <= limits.LAYOUT_TEXT, entry.key
            assert page.total_children_count <= limits.LAYOUT_COMPONENTS, entry.key
        assert max(map(len, plain_pages(entry_card(entry)))) <= limits.MESSAGE, entry.key


async def every_entry(library: Library) -> list[Entry]:
    """The entry that each topic names."""
    answers = [await library.look_up(line.topic) for line in await library.topics()]
    return [answer.matches[0].entry for answer in answers]


def every_page(entry: Entry) -> list[ui.LayoutView]:
    pages = len(layout_pages(entry_card(entry), limits.LAYOUT_NOTICE))
    return [card_layout(entry_named(entry), page) for page in range(pages)]
