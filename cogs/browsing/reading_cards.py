"""The text itself as cards that can be made again: a page to read, the context of quoted words, and notes.

What they are about, in their names: a page ``SLUG.POSITION``, a context ``ENTRY.TEXT.OFFSET``, notes the number of an
entry, or ``SLUG.POSITION`` of the paragraph that marks them.
"""

from __future__ import annotations

from cogs.answering.card_names import CardName, Link, NamedCard, Picker, Row, picker_around
from cogs.cards.content import place_name
from cogs.cards.reading import context_card, notes_card, page_card
from cogs.language import _, ngettext
from knowledge.context import Context, context
from knowledge.edition import Block
from knowledge.library import Library
from knowledge.markup import note_numbers, plain
from knowledge.notes import Notes, notes_of_entry, notes_of_paragraph
from knowledge.read_essay import Page, page_at


def page_named(page: Page) -> NamedCard:
    """A page to read: buttons to the paragraphs beside it and to its notes, and every section to jump to."""
    slug, block = page.contents.pack.slug, page.block
    leafing = (
        *_to(CardName("read", f"{slug}.{block.position - 1}"), "◀ {place}", page.before, block),
        *_to(CardName("read", f"{slug}.{block.position + 1}"), "{place} ▶", page.after, block),
    )
    rows: list[Row] = [(link,) for link in _notes_link(slug, block)]
    if len(page.contents.sections) > 1:
        rows.append(_sections(page))
    name = CardName("read", f"{slug}.{block.position}")
    return NamedCard(name, page_card(page), page.contents.pack.accent, tuple(rows), leafing)


def context_named(shown: Context) -> NamedCard:
    """The context of quoted words: buttons back and forth, to notes and to read on, and the entry's other words."""
    slug = shown.contents.pack.slug
    leafing = (
        *_to(_context_name(shown, shown.offset - 1), "◀ {place}", shown.before, shown.block),
        *_to(_context_name(shown, shown.offset + 1), "{place} ▶", shown.after, shown.block),
    )
    reading = Link(CardName("read", f"{slug}.{shown.paragraph.position}"), _("Read on here"), alone=True)
    rows: list[Row] = [(*_notes_link(slug, shown.block), reading)]
    if len(shown.texts) > 1:
        rows.append(_other_words(shown))
    name = _context_name(shown, shown.offset)
    return NamedCard(name, context_card(shown), shown.contents.pack.accent, tuple(rows), leafing)


async def make_page(library: Library, _scope: int, about: str) -> NamedCard | None:
    """A page to read."""
    slug, _dot, position = about.rpartition(".")
    page = await page_at(library.database, slug, int(position))
    return page_named(page) if page else None


async def make_context(library: Library, scope: int, about: str) -> NamedCard | None:
    """The context of one text of an entry."""
    shown = await context(library.database, scope, *map(int, about.split(".")))
    return context_named(shown) if shown else None


async def make_notes(library: Library, scope: int, about: str) -> NamedCard | None:
    """The notes of an entry."""
    return _notes_named(CardName("notes", about), await notes_of_entry(library.database, scope, int(about)))


async def make_marked(library: Library, _scope: int, about: str) -> NamedCard | None:
    """The notes that a paragraph marks."""
    slug, _dot, position = about.rpartition(".")
    return _notes_named(CardName("marked", about), await notes_of_paragraph(library.database, slug, int(position)))


def _notes_named(name: CardName, notes: Notes | None) -> NamedCard | None:
    return NamedCard(name, notes_card(notes), notes.pack.accent) if notes else None


def _to(name: CardName, label: str, beside: Block | None, here: Block) -> tuple[Link, ...]:
    """A button to the block beside this one, if there is one; it is named with its section where that is another."""
    if beside is None:
        return ()
    near = beside.section == here.section and not beside.is_note
    place = f"¶ {beside.number}" if near else place_name(beside.place)
    return (Link(name, label.format(place=place)),)


def _notes_link(slug: str, block: Block) -> tuple[Link, ...]:
    """A button to the notes that the block marks, if it marks any."""
    numbers = note_numbers(block.text)
    if not numbers:
        return ()
    label = ngettext("Note {numbers}", "Notes {numbers}", len(numbers)).format(numbers=", ".join(map(str, numbers)))
    return (Link(CardName("marked", f"{slug}.{block.position}"), label, alone=True),)


def _sections(page: Page) -> Picker:
    sections = page.contents.sections
    options = [(f"{page.contents.pack.slug}.{section.first}", section.title) for section in sections]
    current = sum(section.first <= page.block.position for section in sections) - 1
    return picker_around("read", _("Go to a section"), options, current)


def _context_name(shown: Context, offset: int) -> CardName:
    return CardName("context", f"{shown.entry}.{shown.number}.{offset}")


def _other_words(shown: Context) -> Picker:
    roles = {"passage": _("The essay"), "rebuttal": _("Rebuttal"), "quotation": _("Quoted")}
    label = _("{role}: {words}")
    options = [
        (f"{shown.entry}.{number}.0", label.format(role=roles[text.role], words=plain(text.exact)))
        for number, text in enumerate(shown.texts)
    ]
    return picker_around("context", _("Other words of this entry"), options, shown.number)
