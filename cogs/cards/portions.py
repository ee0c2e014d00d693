"""A portion of a text as it is posted."""

from __future__ import annotations

from cogs.cards.content import RULE, Card, Part, Style, part, place_name, worded
from cogs.cards.reading import paragraph
from cogs.language import _
from knowledge.markup import Run
from knowledge.posts import Portion


def portion_card(portion: Portion) -> Card:
    """Whole paragraphs one after another, each section under its title; where they go on from, and to."""
    parts = [part(Style.TITLE, Run(portion_name(portion)))]
    if portion.before is not None:
        parts.append(worded(Style.SMALL, _("Goes on from {place}."), place=Run(place_name(portion.before.place))))
    section = portion.paragraphs[0].section
    for block in portion.paragraphs:
        if block.section != section:
            section = block.section
            parts += [RULE, part(Style.LABEL, Run(section))]
        parts.append(paragraph(block))
    parts += [RULE, _ending(portion)]
    pack = portion.pack
    credit = (Run(f"{pack.author}, "), Run(pack.title, italic=True), Run(f" ({pack.date}). {pack.licence}."))
    return (*parts, part(Style.SMALL, *credit))


def portion_name(portion: Portion) -> str:
    """From which paragraph to which: "The Bolsheviks, ¶ 3–5", or with the sections of both."""
    first, last = portion.paragraphs[0], portion.paragraphs[-1]
    if first.section != last.section:
        return f"{place_name(first.place)} – {place_name(last.place)}"
    return place_name(first.place) if first == last else f"{place_name(first.place)}–{last.number}"


def _ending(portion: Portion) -> Part:
    if portion.after is None:
        return part(Style.NOTICE, Run(_("This is the end of the text. The next reading begins anew.")))
    return worded(Style.SMALL, _("The next reading goes on at {place}."), place=Run(place_name(portion.after.place)))
