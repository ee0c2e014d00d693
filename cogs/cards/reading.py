"""Cards of the text itself: a page to read, the context of quoted words, notes, and what there is to read."""

from __future__ import annotations

from cogs.cards.content import RULE, Card, Part, Style, asked, part, place_name, worded
from cogs.language import _, ngettext
from knowledge.context import Context
from knowledge.edition import Block, Contents
from knowledge.markup import Run, marked_runs
from knowledge.model import PackInfo
from knowledge.notes import Notes
from knowledge.read_essay import Nowhere, Page, Stretch


def page_card(page: Page) -> Card:
    """A paragraph whole, under the title of its section, and how far on in the text it is."""
    parts = [part(Style.TITLE, Run(page.block.section)), part(Style.LABEL, Run(f"¶ {page.block.number}"))]
    parts += [paragraph(page.block), RULE]
    where = _("Paragraph {number} of {paragraphs}").format(
        number=page.block.position + 1, paragraphs=page.contents.paragraphs
    )
    parts += [part(Style.SMALL, Run(f"{where} · "), *_credit(page.contents.pack))]
    return tuple(parts)


def page_with_notes(page: Page) -> Card:
    """The same where no button leads to the notes: they follow the paragraph."""
    notes = [part(Style.SMALL, Run(f"{note.number}. "), note.text) for note in page.notes]
    *above, rule, credit = page_card(page)
    return (*above, *([RULE, *notes] if notes else []), rule, credit)


def context_card(context: Context) -> Card:
    """A paragraph or note whole, the words that were asked for strong; at an end of the text that it is one."""
    parts = [part(Style.LABEL, Run(place_name(context.block.place))), paragraph(context.block, context.marked)]
    said = [_distance(context), *_ends(context)]
    parts += [part(Style.SMALL, Run(sentence)) for sentence in said if sentence]
    return (*parts, RULE, part(Style.SMALL, *_credit(context.contents.pack)))


def notes_card(notes: Notes) -> Card:
    """Notes whole, one after another."""
    of = notes.of if isinstance(notes.of, str) else place_name(notes.of.place)
    parts = [worded(Style.TITLE, _("Notes to {words}"), words=Run(of))]
    for number, note in enumerate(notes.notes):
        parts += [RULE] if number else []
        parts += [part(Style.LABEL, Run(_noted(note))), part(Style.BODY, note.text)]
    return tuple(parts) if notes.notes else (*parts, part(Style.NOTICE, _("It has none.")))


def stretch_card(stretch: Stretch) -> Card:
    """Paragraphs one after another under the titles of their sections, then their notes."""
    parts = [part(Style.TITLE, Run(stretch.contents.pack.title)), part(Style.SMALL, *_credit(stretch.contents.pack))]
    section = None
    for block in stretch.paragraphs:
        if block.section != section:
            section = block.section
            parts += [RULE, part(Style.LABEL, Run(section))]
        parts += [part(Style.SMALL, Run(f"¶ {block.number}")), paragraph(block)]
    if stretch.notes:
        parts += [RULE, part(Style.LABEL, Run(_("Notes")))]
    parts += [part(Style.BODY, Run(f"{note.number}. "), note.text) for note in stretch.notes]
    return tuple(parts)


def nowhere_card(nowhere: Nowhere) -> Card:
    """That there is no such place, and what there is to read."""
    said = _("There is no one place called {query}. There are:")
    parts = [worded(Style.NOTICE, said, query=asked(nowhere.query))]
    for contents in nowhere.editions:
        parts += [part(Style.LABEL, Run(contents.pack.title)), part(Style.BODY, Run(_sections(contents)))]
    if nowhere.near is not None:
        parts.append(part(Style.BODY, Run(_("Nearest: ")), Run(place_name(nowhere.near.place), italic=True)))
    return tuple(parts)


def end_notice(page: Page) -> Card:
    """That there is nothing after the page, or before it, where the reader wanted to go on past it."""
    if not page.beyond:
        return ()
    said = _("Here the text ends.") if page.after is None else _("Here the text begins.")
    return (part(Style.NOTICE, Run(said)),)


def paragraph(block: Block, marked: tuple[int, int] | None = None) -> Part:
    """A block's text whole, set off where it is displayed so; what is ``marked`` in it is strong."""
    style = Style.QUOTE if block.displayed else Style.BODY
    return part(style, *marked_runs(block.text, *marked)) if marked else part(style, block.text)


def _credit(pack: PackInfo) -> tuple[str | Run, ...]:
    return (Run(f"{pack.author}, "), Run(pack.title, italic=True), Run(f" ({pack.date}). {pack.licence}."))


def _distance(context: Context) -> str:
    """How far the block is from the words; nothing where they stand in it."""
    number = abs(context.offset)
    if context.block.is_note:
        before = ngettext("{number} note before the words", "{number} notes before the words", number)
        behind = ngettext("{number} note after the words", "{number} notes after the words", number)
    else:
        before = ngettext("{number} paragraph before the words", "{number} paragraphs before the words", number)
        behind = ngettext("{number} paragraph after the words", "{number} paragraphs after the words", number)
    return (before if context.offset < 0 else behind).format(number=number) if number else ""


def _ends(context: Context) -> list[str]:
    said = (
        (_("Here the notes begin."), _("Here the notes end."))
        if context.block.is_note
        else (_("Here the text begins."), _("Here the text ends."))
    )
    return [sentence for sentence, beside in zip(said, (context.before, context.after), strict=True) if beside is None]


def _noted(note: Block) -> str:
    return _("{note} · marked in {section}").format(note=place_name(note.place), section=note.section)


def _sections(contents: Contents) -> str:
    spans = [f"1–{section.paragraphs}" if section.paragraphs > 1 else "1" for section in contents.sections]
    return " · ".join(f"{section.title} ¶ {span}" for section, span in zip(contents.sections, spans, strict=True))
